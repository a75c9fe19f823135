"""What is no lead, however it was told: public works without a company."""

from leadseam.events._roles import Cues
from leadseam.schema import Project

_SOFT = {"intent", "framework", "signed", "landed", "expansion"}


def filtered(projects: tuple[Project, ...], known: Cues) -> tuple[Project, ...]:
    """The projects that are leads."""
    return tuple(
        p for p in projects if p.companies or not any((_is_public_works(p, known), _is_field(p, known), _is_vague(p)))
    )


def _is_vague(project: Project) -> bool:
    """Words like "regional headquarters" name no project where nothing solid is told of it."""
    name = project.project or ""
    unproved = project.stage in _SOFT or (project.date is None and project.confidence < 0.5)
    return name[:1].islower() and project.amount is None and unproved


def _is_public_works(project: Project, known: Cues) -> bool:
    return known.search("infrastructure", project.project or "")


def _is_field(project: Project, known: Cues) -> bool:
    """A whole field named with a stage: 低空经济项目 of which no company is told."""
    return known.search("field_name", project.project or "")
