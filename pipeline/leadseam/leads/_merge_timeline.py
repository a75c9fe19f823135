"""The dated steps of a project over all its documents, told once each."""

from collections.abc import Iterable, Iterator

from leadseam.leads._merge_forms import TimelineStep, Told
from leadseam.schema import STAGES, Period

_RANK = {stage: rank for rank, stage in enumerate(STAGES)}


def timeline(told: Iterable[Told]) -> tuple[TimelineStep, ...]:
    """Every step, from the document that told it first; a vaguer telling of a known step is left out."""
    first: dict[tuple[str, bool, Period | None], TimelineStep] = {}
    for step in (step for one in told for step in _steps(one)):
        first.setdefault((step.stage, step.planned, step.date), step)
    like: dict[tuple[str, bool], list[TimelineStep]] = {}
    for step in first.values():
        like.setdefault((step.stage, step.planned), []).append(step)
    kept = (step for steps in like.values() for step in steps if not any(_is_vaguer(step, other) for other in steps))
    return tuple(sorted(kept, key=_order))


def _steps(told: Told) -> Iterator[TimelineStep]:
    project = told.project
    for step in project.stages:
        yield TimelineStep(step.stage, step.date, step.planned, told.document.id, step.evidence)
    if not any(step.stage == project.stage and step.planned == project.planned for step in project.stages):
        evidence = next((proof for proof in project.evidence if proof.field == "stage"), None)
        yield TimelineStep(project.stage, project.date, project.planned, told.document.id, evidence)


def _is_vaguer(step: TimelineStep, other: TimelineStep) -> bool:
    """Whether `other`, of the same stage, has a closer date."""
    if other is step or other.date is None:
        return False
    if step.date is None:
        return True
    return step.date != other.date and step.date.start <= other.date.start and other.date.end <= step.date.end


def _order(step: TimelineStep) -> tuple[str, int, bool, str]:
    return step.date.start.isoformat() if step.date else "9999", _RANK[step.stage], step.planned, step.document
