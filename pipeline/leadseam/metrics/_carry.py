"""What is carried from sentence to sentence: the date, the place, the group of projects, a goal, a company."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from leadseam.metrics import _period, _place
from leadseam.metrics._catalog import Indicator
from leadseam.metrics._figures import Figure
from leadseam.metrics._frame import Cue, Frame
from leadseam.schema import DateRange, Metric, PlaceValue

# A group of projects is spoken of in so many sentences after the one that counts it.
_REACH = 2
# How far into a sentence its topic may stand, in characters.
_OPENING = {"zh": 14, "en": 40}
_HEADING = {"zh": 30, "en": 80}
# A conference reported so many days later is still the day that "since January" runs to.
_FRESH = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Carry:
    """The state before a sentence: `dated` and `place` are the paragraph's, `topic_*` the document's."""

    paragraph: int = -1
    dated: DateRange | None = None
    place: PlaceValue | None = None
    topic_date: DateRange | None = None
    topic_place: PlaceValue | None = None
    group: Indicator | None = None
    counted: Metric | None = None
    size: Figure | None = None
    unit: str | None = None
    age: int = 0
    is_goal: bool = False
    amount: Cue | None = None
    topic_amount: Cue | None = None
    section: bool | None = None
    is_company: bool = False
    told_on: date | None = None
    breaks_down: bool = False

    @property
    def has_group(self) -> bool:
        """Whether a group counted shortly before is still spoken of."""
        return self.counted is not None and self.age <= _REACH


def entered(carry: Carry, paragraph: int, *, goes_on: bool) -> Carry:
    """The state at the start of a sentence: a new paragraph keeps the topics only, unless it goes on (其中)."""
    if goes_on or paragraph == carry.paragraph:
        return replace(carry, paragraph=paragraph, age=carry.age + 1)
    return Carry(
        paragraph=paragraph,
        dated=carry.topic_date,
        topic_date=carry.topic_date,
        topic_place=carry.topic_place,
        topic_amount=carry.topic_amount,
        told_on=carry.told_on,
        section=carry.section,
    )


def broken_down(carry: Carry, *, is_list: bool) -> Carry:
    """The state in a sentence that lists the parts of what was told (从来源地看), to the end of its paragraph."""
    return replace(carry, breaks_down=True, age=0) if is_list else carry


def seen(carry: Carry, frame: Frame, published: date | None) -> Carry:
    """The state with the sentence's own topic date and place, and whether a company is spoken of."""
    dates = [value for value in frame.dates if not _period.is_base(frame, value)]
    told_on = _told_on(dates, published) or carry.told_on
    usable = [
        v for v in dates if _period.is_usable(v) and not (_period.is_report(frame, v) or _period.is_aside(frame, v))
    ]
    usable = _period.without_ceremonies(frame, usable, carry.dated)
    dates = dates if usable else []
    if not usable and (told := _period.implied(frame, published, carry.dated)) is not None:
        usable = dates = [told]
    reach = frame.end if frame.figures else frame.start + _OPENING[frame.words.lang]
    topic = next(
        (
            value
            for value in usable
            if value.start <= reach and _is_past(value, published) and not _is_month_alone(frame, value)
        ),
        None,
    )
    place = _place.topic(frame)
    return replace(
        carry,
        dated=_kept(usable, carry.dated) if dates else carry.dated,
        place=place or carry.place,
        topic_date=topic or carry.topic_date,
        topic_place=carry.topic_place or place,
        told_on=told_on,
        is_company=_speaks_of_company(carry, frame),
    )


def headed(carry: Carry, frame: Frame) -> Carry:
    """The state after a heading: a section of plans, one that looks back, or (None) neither."""
    if not _is_heading(frame):
        return carry
    plans, looks_back = (frame.words.has(name, frame.body) for name in ("plan_heading", "review_heading"))
    if plans == looks_back:
        return carry
    return replace(carry, section=plans)


def _is_heading(frame: Frame) -> bool:
    """Whether a sentence is a short line of its own without a full stop."""
    text, start, end = frame.text, frame.start, frame.end
    alone = (start == 0 or text[start - 1] in "\n\t ") and text[end : end + 1] in ("", "\n")
    return alone and end - start <= _HEADING[frame.words.lang] and text[end - 1] not in "。.！!；;，,"


def _kept(usable: list[DateRange], before: DateRange | None) -> DateRange | None:
    """The date that the paragraph goes on with: the sentence's first; a mere 上年同期 leaves the one before."""
    own = [value for value in usable if value.anchor != "previous"]
    return own[0] if own else before if usable else None


def _is_past(value: DateRange, published: date | None) -> bool:
    """Whether a date can be the topic of what follows: nothing still to come."""
    start = value.from_ or value.to
    if value.anchor == "previous":
        return False
    return value.mod != "before" and (published is None or start is None or start <= published)


def _is_month_alone(frame: Frame, value: DateRange) -> bool:
    """Whether a month is looked at for one sentence only (9月当月)."""
    return "当月" in frame.text[value.start : value.end + 2]


def _told_on(dates: list[DateRange], published: date | None) -> date | None:
    """The day of the event that the document reports, where it lies shortly before the publication."""
    days = [value.to for value in dates if value.grain == "day" and value.mod is None and value.to is not None]
    return next((day for day in days if published and published - _FRESH <= day <= published), None)


def _speaks_of_company(carry: Carry, frame: Frame) -> bool:
    if frame.words.has("plural_company", frame.body) or frame.words.has("group", frame.body):
        return False
    return carry.is_company or frame.words.has("company", frame.body)


def counted(carry: Carry, group: Indicator, metric: Metric, size: Figure | None) -> Carry:
    """The state after a group of projects was counted; `size` is what each of them is above."""
    return replace(carry, group=group, counted=metric, size=size, unit="projects", age=0)


def goal(carry: Carry, frame: Frame, is_goal: bool) -> Carry:
    """A goal reaches over semicolons, to the end of the sentence proper."""
    ends = frame.text[frame.start : frame.end].rstrip()[-1:]
    return replace(carry, is_goal=is_goal and ends in "；;")
