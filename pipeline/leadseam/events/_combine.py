"""What rules and taggers found of one document, made one list: each project once, with the surer of both fields."""

from collections.abc import Iterable
from dataclasses import replace

from leadseam.events._merge import name_likeness, share_company
from leadseam.schema import Project

_LIKE = 0.5


def combined(told: Iterable[Project], ruled: Iterable[Project]) -> tuple[tuple[Project, str], ...]:
    """Every project with who found it ("both", "tags", "rules"), in the order of their first evidence.

    What both find has the rules' account of stage, place and date, and the taggers' of names and sum.
    """
    rest = list(ruled)
    joined: list[tuple[Project, str]] = []
    for one in told:
        likeness, twin = max(((_likeness(one, other), i) for i, other in enumerate(rest)), default=(0.0, -1))
        joined.append((_joined(one, rest.pop(twin)), "both") if likeness >= _LIKE else (one, "tags"))
    joined += [(other, "rules") for other in rest]
    return tuple(sorted(joined, key=lambda pair: min((e.start for e in pair[0].evidence), default=0)))


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
    return worth + 0.02 * same


def _crossed(one: Project, other: Project) -> float:
    """Whether the company of one opens the name of the other."""
    for a, b in ((one, other), (other, one)):
        if a.project and any(company in a.project for company in b.companies):
            return 0.8
    return 0.0


def _joined(told: Project, ruled: Project) -> Project:
    companies = told.companies or ruled.companies
    fields = {e.field for e in told.evidence}
    return replace(
        ruled,
        project=told.project or ruled.project,
        companies=companies,
        amount=told.amount or ruled.amount,
        jobs=ruled.jobs if ruled.jobs is not None else told.jobs,
        land=ruled.land or told.land,
        capacity=ruled.capacity or told.capacity,
        industry=ruled.industry or told.industry,
        park=ruled.park or told.park,
        evidence=(
            *(e for e in told.evidence if e.field in {"project", "company", "amount"}),
            *(e for e in ruled.evidence if e.field not in {"project", "company", "amount"} or e.field not in fields),
        ),
    )
