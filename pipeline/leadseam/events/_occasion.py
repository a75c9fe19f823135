"""The occasion that a document reports: on which day its ceremony, deal or opening was, and what it tells of others."""

from dataclasses import dataclass, replace
from datetime import date

from leadseam.events._roles import Cues
from leadseam.events._scene import Scene
from leadseam.events._triggers import Trigger
from leadseam.schema import DateRange, Stage

FAMILIES: tuple[frozenset[Stage], ...] = (
    frozenset(("intent", "framework", "signed", "landed", "expansion")),
    frozenset(("started",)),
    frozenset(("completed", "production")),
    frozenset(("land",)),
    frozenset(("terminated",)),
)
_FAR, _FAR_IN_GROUP, _NEAR = 12, 30, 2
# In days; what lasts longer is a period in which much was done.
_LONGEST = 11
_SOFT = {"landed", "intent"}


def family(stage: Stage) -> frozenset[Stage]:
    """The stages that one and the same occasion may be called by: 签约落户, 建成投产.

    >>> "landed" in family("signed"), "started" in family("signed")
    (True, False)
    """
    return next(stages for stages in FAMILIES if stage in stages)


def usable(dates: tuple[DateRange, ...]) -> list[DateRange]:
    """The dates that can be a step's: neither fuzzy, nor open at an end, nor a five-year plan."""
    return [d for d in dates if d.from_ and d.to and d.grain not in {"fuzzy", "plan"} and d.mod in {None, "around"}]


def _days(scene: Scene) -> list[DateRange]:
    """The dates of a sentence that are short enough for an event."""
    return [d for d in usable(scene.dates) if d.from_ and d.to and (d.to - d.from_).days < _LONGEST]


@dataclass(frozen=True, slots=True)
class Occasion:
    """The last sentence that told of an event on a day; no stages: what the next sentences tell was then."""

    day: DateRange | None = None
    stages: frozenset[Stage] = frozenset()
    number: int = -99
    paragraph: int = -99
    is_group: bool = False
    is_header: bool = False

    def after(self, scene: Scene, known: Cues, published: date | None) -> "Occasion":
        """The occasion that holds in and after a sentence."""
        if scene.vetoed:
            return self
        done = [t for t in scene.triggers if not t.planned and not t.weak]
        stages = frozenset(t.stage for t in done)
        day = self._new_day(scene, done, published)
        if day is None and not stages:
            return self
        text = scene.text[scene.span.start : scene.span.end]
        group = known.search("occasion_group", text)
        header = any(len(d.text) + 4 >= len(text) for d in scene.dates)
        if day is not None and not known.search("state_before", text[: day.start - scene.span.start]):
            if stages or group or known.search("occasion", text) or not any(t.planned for t in scene.triggers):
                new = Occasion(day, stages, scene.number, scene.paragraph, group or header, header)
                return self._next(new)
        elif stages and not (self.stages or self.is_header) and self._is_open(scene) and not _days(scene):
            return replace(self, stages=stages, is_group=self.is_group or group)
        return self

    def _next(self, new: "Occasion") -> "Occasion":
        """A further sentence about the same day goes on with the same occasion."""
        if self.day is None or new.day is None or self.day.from_ != new.day.from_ or new.number - self.number > _FAR:
            return new
        return replace(new, stages=self.stages | new.stages, is_group=self.is_group or new.is_group)

    def settled(self, scene: Scene, known: Cues) -> Scene:
        """The sentence with 当天 standing for the occasion's day, whatever other date stands nearer."""
        if self.day is None or not 0 < scene.number - self.number <= self._far():
            return scene
        values = tuple(self._same_day(v, scene, known) if isinstance(v, DateRange) else v for v in scene.values)
        return replace(scene, values=values)

    def _same_day(self, value: DateRange, scene: Scene, known: Cues) -> DateRange:
        """当天 is the occasion's day, and so is 今天 in what somebody said there."""
        said = known.search("said_before", scene.text[scene.span.start : value.start])
        same = known.search("same_day", value.text) or (said and known.search("speakers_day", value.text))
        return replace(value, from_=self.day.from_, to=self.day.to) if same and self.day else value

    def _new_day(self, scene: Scene, done: list[Trigger], published: date | None) -> DateRange | None:
        past = [d for d in _days(scene) if published is None or (d.from_ and d.from_ <= published)]
        first = [d for d in past if not done or d.start < done[-1].end or d.start - done[-1].end < 60]
        return first[0] if first else None

    def _is_open(self, scene: Scene) -> bool:
        same = scene.paragraph == self.paragraph and scene.number - self.number <= _NEAR
        return same or (self.is_group and scene.number - self.number <= _FAR)

    def day_of(self, scene: Scene, trigger: Trigger, known: Cues) -> DateRange | None:
        """The day that a step without a date of its own has from the occasion, or None."""
        if trigger.planned or known.search("state_before", scene.text[trigger.clause.start : trigger.start]):
            return None
        if self.day is None or not 0 <= scene.number - self.number <= self._far():
            return None
        if self.stages:
            return self.day if family(trigger.stage) & self._families() else None
        return self.day if self._is_open(scene) else None

    def _far(self) -> int:
        return _FAR_IN_GROUP if self.is_group else _FAR

    def _families(self) -> frozenset[Stage]:
        return frozenset(stage for told in self.stages for stage in family(told))

    @property
    def is_joint(self) -> bool:
        """Whether some projects were signed there and others started: what happened to one only its list tells."""
        return "signed" in self.stages and bool(self.stages & {"started", "completed", "production"})

    def stage(self) -> Stage | None:
        """What happened to everything on the list of a group's occasion."""
        order: tuple[Stage, ...] = ("signed", "started", "completed", "production")
        told = [s for s in order if s in self.stages]
        if "framework" in self.stages or not told:
            return None
        return "signed" if told[0] == "signed" else told[-1]

    def reaches(self, scene: Scene, *, far: int = 8) -> bool:
        """Whether a sentence may be on the occasion's list."""
        if not 0 < scene.number - self.number <= far:
            return False
        earlier = [d for d in usable(scene.dates) if d.to and self.day and self.day.from_ and d.to < self.day.from_]
        return not earlier

    def told_at(self, trigger: Trigger) -> Trigger:
        """On the list of a signing 落户 and 计划投资 tell what was signed, on a start's 投资9亿元 what started."""
        stage = self.stage()
        if stage is None or trigger.planned:
            return trigger
        soft = trigger.stage in _SOFT if stage == "signed" else self.is_group and trigger.weak
        return replace(trigger, stage=stage, weak=False) if soft else trigger
