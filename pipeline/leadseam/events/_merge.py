"""Several tellings of one project in a document become one; phases and other sites stay apart."""

from collections import Counter
from dataclasses import replace

import regex

from leadseam.events import _steps
from leadseam.events._draft import distinct
from leadseam.events._roles import Cues
from leadseam.schema import Evidence, Place, Project

_MOST_PROOFS = 6

_PHASE = regex.compile(r"([一二三四五])期|[Pp]hase (I{1,3}|IV|V|\d|one|two|three)")
_KIND = regex.compile(
    r"项目|工程|基地|建设|产业园|工厂|生产线|总部|年产|[\d.]+|[（）()·\s]|\b(?:project|plant|base|factory|headquarters|industrial|park|center|energy|the|a|new|of|and)\b",
    regex.IGNORECASE,
)


_AGREED = {"signed", "framework", "landed", "land"}


def merged(projects: list[Project], known: Cues) -> tuple[Project, ...]:
    """The projects with every repeated telling folded into the first."""
    kept: list[Project] = []
    for one in projects:
        index = next((i for i, other in enumerate(kept) if _is_same(other, one)), None)
        if index is None:
            kept.append(one)
        else:
            kept[index] = _joined(kept[index], one, known)
    return tuple(kept)


def _is_same(first: Project, second: Project) -> bool:
    if first.companies and second.companies and not share_company(first, second):
        return False
    if _describes(first, second):
        return True
    names = name_likeness(first.project, second.project)
    if names is not None and names < 0.6:
        return False
    if names is None and not share_company(first, second):
        return False
    if not _same_place(first, second) and not (names and names > 0.9):
        return False
    return _same_amount(first, second) and _phase(first) in {_phase(second), None} | (
        {_phase(first)} if _phase(second) is None else set()
    )


def _describes(first: Project, second: Project) -> bool:
    """The next words tell what the signed company will build: one project, though called by two names."""
    if (
        not share_company(first, second)
        or first.stage not in _AGREED | {"intent"}
        or second.stage not in {"intent", "signed"}
    ):
        return False
    if first.stage == second.stage == "intent" and first.place and second.place and first.place != second.place:
        return False
    if second.stage == "signed" and (name_likeness(first.project, second.project) or 1.0) < 0.6:
        return False
    near = min(abs(a.start - b.start) for a in first.evidence for b in second.evidence) < 300
    return near and (first.amount is None or second.amount is None) and _same_place(first, second)


def share_company(first: Project, second: Project) -> bool:
    return any(a == b or a in b or b in a for a in first.companies for b in second.companies)


def name_likeness(first: str | None, second: str | None) -> float | None:
    if not first or not second:
        return None
    a, b = _KIND.sub("", first.lower()), _KIND.sub("", second.lower())
    if a == b or first in second or second in first or (a and b and (a in b or b in a)):
        return 1.0
    pairs_a, pairs_b = _pairs(a), _pairs(b)
    return 2 * len(pairs_a & pairs_b) / (len(pairs_a) + len(pairs_b)) if pairs_a and pairs_b else 0.0


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _same_place(first: Project, second: Project) -> bool:
    a, b = (p.place.adcode if p.place else None for p in (first, second))
    if a is None or b is None or a == b:
        return True
    short, long = sorted((a.rstrip("0"), b.rstrip("0")), key=len)
    return long.startswith(short)


def _same_amount(first: Project, second: Project) -> bool:
    if first.amount is None or second.amount is None:
        return True
    return first.amount.value == second.amount.value or "added_investment" in {first.amount.role, second.amount.role}


def _phase(project: Project) -> str | None:
    found = _PHASE.search(project.project or "")
    return found.group() if found else None


def _joined(first: Project, second: Project, known: Cues) -> Project:
    steps = {(s.stage, s.planned): s for s in (*second.stages, *first.stages)}
    for step in second.stages:
        kept = steps[(step.stage, step.planned)]
        if kept.date is None and step.date is not None:
            steps[(step.stage, step.planned)] = step
    ordered = tuple(sorted(steps.values(), key=lambda s: s.evidence.start if s.evidence else 0))
    name = _better_name(first.project, second.project)
    furthest = _steps.reached(ordered)
    assert furthest is not None
    aliases = [n for n in (first.project, second.project, *first.aliases, *second.aliases) if n and n != name]
    amount = first.amount or second.amount
    if (
        first.amount
        and second.amount
        and first.amount.role == "added_investment"
        and second.amount.role != "added_investment"
    ):
        amount = second.amount
    return replace(
        first,
        project=name,
        aliases=tuple(dict.fromkeys(aliases)),
        companies=distinct((*first.companies, *second.companies)),
        counterparts=tuple(dict.fromkeys((*first.counterparts, *second.counterparts))),
        stage=_steps.stage_of(furthest, name or "", known),
        stages=ordered,
        planned=furthest.planned,
        amount=amount,
        place=_better_place(first, second),
        park=first.park or second.park,
        date=furthest.date,
        industry=first.industry or second.industry,
        jobs=first.jobs or second.jobs,
        capacity=first.capacity or second.capacity,
        land=first.land or second.land,
        confidence=max(first.confidence, second.confidence),
        flags=tuple(
            dict.fromkeys(
                f
                for f in (*first.flags, *second.flags)
                if f != "needs_review" or max(first.confidence, second.confidence) < 0.5
            )
        ),
        evidence=_proofs((*first.evidence, *second.evidence)),
    )


def _proofs(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The first proofs of each field: a name that stands a hundred times needs no hundred proofs."""
    told = Counter[str]()
    kept: dict[Evidence, None] = {}
    for proof in evidence:
        if proof not in kept and told[proof.field] < _MOST_PROOFS:
            told[proof.field] += 1
            kept[proof] = None
    return tuple(kept)


def _better_name(first: str | None, second: str | None) -> str | None:
    if first and second:
        return max((first, second), key=lambda n: (n.endswith(("项目", "project", "Project")), len(n) < 60, first == n))
    return first or second


def _better_place(first: Project, second: Project) -> Place | None:
    proved = [p for p in (first, second) if p.place and any(e.field == "place" for e in p.evidence)]
    if len(proved) == 2 and proved[0].place and proved[1].place:
        a, b = proved[0].place, proved[1].place
        deeper = (
            a.adcode
            and b.adcode
            and b.adcode.rstrip("0") != a.adcode.rstrip("0")
            and b.adcode.startswith(a.adcode.rstrip("0"))
        )
        return b if deeper else a
    return proved[0].place if proved else first.place or second.place
