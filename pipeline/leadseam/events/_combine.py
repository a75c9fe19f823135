"""What rules and taggers found of one document, made one list: each project once, with the surer of both fields."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from leadseam.events._merge import name_likeness, share_company
from leadseam.schema import Project, Stage, Step

_LIKE = 0.5
# What the taggers tell better than the rules.
_TOLD = frozenset({"project", "company", "amount"})
_Key = tuple[Stage, bool]


@dataclass(frozen=True, slots=True)
class Found:
    """A project and who found it ("both", "tags", "rules").

    `steps` tells who saw each step, by stage and planned; `picked` which of them either took for the project's stage,
    `base` that step's stage where the project's name makes another of it (an enlargement that was signed); `settled`
    where the rules by themselves told it, whose account of stage, date and place then stands.
    """

    project: Project
    source: str
    steps: dict[_Key, str]
    picked: dict[str, tuple[_Key, ...]]
    base: str = ""
    settled: bool = False


def combined(told: Iterable[Project], ruled: Iterable[Project]) -> tuple[Found, ...]:
    """Every project with who found it, in the order of their first evidence.

    What both find has the rules' account of stage, place and date, and the taggers' of names and sum.
    """
    rest = list(ruled)
    joined: list[Found] = []
    for one in told:
        likeness, twin = max(((_likeness(one, other), i) for i, other in enumerate(rest)), default=(0.0, -1))
        joined.append(_joined(one, rest.pop(twin)) if likeness >= _LIKE else _found(one, "tags"))
    joined += [_found(other, "rules") for other in rest]
    return tuple(sorted(joined, key=lambda found: min((e.start for e in found.project.evidence), default=0)))


def settled(found: tuple[Found, ...], plain: Iterable[Project], names: frozenset[str] | None) -> tuple[Found, ...]:
    """What was found, with the account of those that the rules tell by the names of the grammar alone.

    The names stay those of the taggers; a project that they do not see is taken if all of its own are in `names`.
    """
    rest = list(plain)
    joined: list[Found] = []
    for one in found:
        likeness, twin = max(((_likeness(one.project, p), i) for i, p in enumerate(rest)), default=(0.0, -1))
        joined.append(_settled(one, rest.pop(twin)) if likeness >= _LIKE else one)
    joined += [
        replace(_found(other, "rules"), settled=True) for other in rest if names is None or _is_named(other, names)
    ]
    return tuple(sorted(joined, key=lambda one: min((e.start for e in one.project.evidence), default=0)))


def _is_named(one: Project, names: frozenset[str]) -> bool:
    return all(name in names for name in one.companies) and (one.project is None or one.project in names)


def _settled(found: Found, plain: Project) -> Found:
    told = found.project
    project = replace(
        plain,
        project=told.project or plain.project,
        companies=told.companies or plain.companies,
        amount=plain.amount or told.amount,
        jobs=plain.jobs if plain.jobs is not None else told.jobs,
        land=plain.land or told.land,
        capacity=plain.capacity or told.capacity,
        industry=plain.industry or told.industry,
        park=plain.park or told.park,
        evidence=tuple(dict.fromkeys((*plain.evidence, *(e for e in told.evidence if e.field in _TOLD)))),
    )
    return replace(found, project=project, source="both", settled=True)


def _found(one: Project, source: str) -> Found:
    picked = tuple(
        _key(s) for s in one.stages if s.planned == one.planned and s.date == one.date and s.stage == one.stage
    )
    base = "" if picked else next((s.stage for s in one.stages if s.planned == one.planned), "")
    return Found(one, source, {_key(s): source for s in one.stages}, {source: picked}, base)


def _key(step: Step) -> _Key:
    return step.stage, step.planned


def _likeness(one: Project, other: Project) -> float:
    """How likely two accounts are of one project: by company, then by name; a little more where the sums agree."""
    shared = bool(one.companies and other.companies) and share_company(one, other)
    names = name_likeness(one.project, other.project)
    if one.companies and other.companies:
        worth = 0.65 * shared + 0.35 * (names or 0.0)
        worth = max(worth, 0.6 * shared if names is None or names < 0.3 else 0.0)
    else:
        worth = names if names is not None else _crossed(one, other)
    same = one.amount is not None and other.amount is not None and one.amount.value == other.amount.value
    return worth + 0.02 * same + 0.05 * (one.project is not None and one.project == other.project)


def _crossed(one: Project, other: Project) -> float:
    """Whether the company of one opens the name of the other."""
    for a, b in ((one, other), (other, one)):
        if a.project and any(company in a.project for company in b.companies):
            return 0.8
    return 0.0


def _joined(told: Project, ruled: Project) -> Found:
    fields = {e.field for e in told.evidence}
    steps = {_key(s): s for s in told.stages}
    steps |= {_key(s): s for s in ruled.stages}
    own, other = _found(told, "tags"), _found(ruled, "rules")
    both = replace(
        ruled,
        project=told.project or ruled.project,
        companies=told.companies or ruled.companies,
        amount=told.amount or ruled.amount,
        stages=tuple(sorted(steps.values(), key=lambda s: s.evidence.start if s.evidence else 0)),
        jobs=ruled.jobs if ruled.jobs is not None else told.jobs,
        land=ruled.land or told.land,
        capacity=ruled.capacity or told.capacity,
        industry=ruled.industry or told.industry,
        park=ruled.park or told.park,
        evidence=(
            *(e for e in told.evidence if e.field in _TOLD),
            *(e for e in ruled.evidence if e.field not in _TOLD or e.field not in fields),
        ),
    )
    seen = {**own.steps, **{key: "both" if key in own.steps else "rules" for key in other.steps}}
    return Found(both, "both", seen, own.picked | other.picked, other.base)
