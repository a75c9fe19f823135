"""A project in the making and the stretches of text that tell of it."""

from dataclasses import dataclass

from leadseam.events._scene import Scene
from leadseam.events._triggers import Trigger
from leadseam.schema import DateRange, Mention, Money, PlaceValue, Span, Stage


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one sentence that tells of a frame, with the stage words that count for it.

    `days` are those of its steps at an occasion, `year` is what the heading above says of all that is planned.
    """

    scene: Scene
    span: Span
    triggers: tuple[Trigger, ...]
    days: tuple[tuple[Stage, DateRange], ...] = ()
    year: DateRange | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A project in the making; `many` when its sentence tells of several, `site` where a tagger saw its place."""

    companies: tuple[Mention, ...]
    project: Mention | None
    parts: tuple[Part, ...]
    many: bool = False
    amount: Money | None = None
    site: PlaceValue | None = None
    sure: bool = True
    base: bool = False
