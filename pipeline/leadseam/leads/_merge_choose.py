"""The best value of every field over what several documents tell."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from leadseam.lang import fold
from leadseam.leads._merge_forms import LeadEvidence, Told
from leadseam.leads._merge_names import core, is_phase
from leadseam.resources import Resources
from leadseam.schema import STAGES, Amount, Industry, Period, Place, Project

T = TypeVar("T")
_RANK = {stage: rank for rank, stage in enumerate(STAGES)}
_CONFLICT = Decimal("1.2")


def best(told: Sequence[Told], resources: Resources) -> tuple[Project, tuple[LeadEvidence, ...]]:
    """One project of the best values, and the evidence of all documents; `told` is sorted oldest first."""
    projects = [one.project for one in told]
    stage = _latest_stage(projects)
    name = _name(projects)
    companies = _companies(projects, resources)
    amount = _amount(projects)
    project = Project(
        project=name,
        aliases=_aliases(projects, (name or "", *companies)),
        companies=companies,
        counterparts=_union(projects, lambda one: one.counterparts),
        stage=stage.stage,
        planned=stage.planned,
        amount=amount,
        place=_place(projects),
        park=_latest(one.park for one in projects),
        date=_date(projects, stage),
        industry=_industry(projects),
        jobs=_latest(one.jobs for one in projects),
        capacity=_latest(one.capacity or None for one in projects) or (),
        land=_latest(one.land for one in projects),
        confidence=max(one.confidence for one in projects),
        flags=_flags(projects, amount),
    )
    return project, _evidence(told)


def _latest(values: Iterable[T | None]) -> T | None:
    return next((value for value in reversed(list(values)) if value is not None), None)


def _union(projects: Iterable[Project], field: Callable[[Project], Iterable[str]]) -> tuple[str, ...]:
    """Every name once, as first written."""
    first: dict[str, str] = {}
    for name in (name for project in projects for name in field(project)):
        first.setdefault(fold(name), name)
    return tuple(first.values())


def _name(projects: Iterable[Project]) -> str | None:
    """The commonest name, a whole project's before a phase's, the longer before the shorter."""
    counted = Counter(project.project for project in projects if project.project)
    return min(counted, key=lambda name: (is_phase(name), -counted[name], -len(name), name), default=None)


def _companies(projects: Sequence[Project], resources: Resources) -> tuple[str, ...]:
    """One name for each investor: the commonest, then the longest; investors told most often come first."""
    forms: dict[str, Counter[str]] = {}
    for name in (name for project in projects for name in project.companies):
        forms.setdefault(core(name, resources), Counter())[name] += 1
    ordered = sorted(forms.values(), key=lambda names: -names.total())
    return tuple(min(names, key=lambda name: (-names[name], -len(name), name)) for names in ordered)


def _aliases(projects: Sequence[Project], taken: Iterable[str]) -> tuple[str, ...]:
    known = {fold(name) for name in taken}
    names = _union(projects, lambda one: (*([one.project] if one.project else []), *one.companies, *one.aliases))
    return tuple(name for name in names if fold(name) not in known)


def _latest_stage(projects: Sequence[Project]) -> Project:
    """The project as the document that tells the latest stage reached, or the last plan where nothing is reached."""
    reached = [one for one in projects if not one.planned]
    if not reached:
        return projects[-1]
    if reached[-1].stage == "terminated":
        return reached[-1]
    going = [one for one in reached if one.stage != "terminated"] or reached
    return max(going, key=lambda one: _RANK[one.stage])


def _date(projects: Iterable[Project], stage: Project) -> Period | None:
    """The closest date that any document gives for the stage, the earliest of those."""
    dates = [one.date for one in projects if (one.stage, one.planned) == (stage.stage, stage.planned) and one.date]
    return min(dates, key=lambda date: (date.end - date.start, date.start), default=None)


def _amount(projects: Sequence[Project]) -> Amount | None:
    """The most recent total; a whole project's before a phase's, a total's before an increase's."""
    told = [(one, one.amount) for one in projects if one.amount]
    ranked = [(_amount_rank(one, amount), at) for at, (one, amount) in enumerate(told)]
    return told[max(ranked)[1]][1] if ranked else None


def _amount_rank(project: Project, amount: Amount) -> tuple[bool, bool]:
    is_total = amount.role == "total_investment" and project.stage != "expansion"
    return is_total, not is_phase(project.project or "")


def _place(projects: Sequence[Project]) -> Place | None:
    """The most specific place, then the most often told, then the latest."""
    places = [one.place for one in projects if one.place]
    counted = Counter(places)
    ranked = [(_depth(place), counted[place], at) for at, place in enumerate(places)]
    return places[max(ranked)[2]] if ranked else None


def _depth(place: Place) -> int:
    if place.adcode is None:
        return 1 if place.country else 0
    return 2 + (not place.adcode.endswith("0000")) + (not place.adcode.endswith("00"))


def _industry(projects: Sequence[Project]) -> Industry | None:
    industries = [one.industry for one in projects if one.industry]
    counted = Counter(industries)
    ranked = [(bool(one.code), bool(one.chain), counted[one], at) for at, one in enumerate(industries)]
    return industries[max(ranked)[3]] if ranked else None


def _flags(projects: Sequence[Project], chosen: Amount | None) -> tuple[str, ...]:
    """Every flag told, and `amount_conflict` when totals of one currency differ by more than a fifth."""
    flags = {flag for project in projects for flag in project.flags}
    totals = [
        one.amount.value
        for one in projects
        if one.amount
        and chosen
        and one.amount.currency == chosen.currency
        and _amount_rank(one, one.amount) == (True, True)
    ]
    if totals and max(totals) > _CONFLICT * min(totals):
        flags.add("amount_conflict")
    return tuple(sorted(flags))


def _evidence(told: Iterable[Told]) -> tuple[LeadEvidence, ...]:
    found = (
        LeadEvidence(proof.field, proof.start, proof.end, proof.text, one.document.id)
        for one in told
        for proof in one.project.evidence
    )
    return tuple(dict.fromkeys(found))
