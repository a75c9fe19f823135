"""A sentence with all that stands in it: the unit in which frames are built."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from leadseam.events import _triggers
from leadseam.events._triggers import Lexicon, Trigger
from leadseam.resources import Resources
from leadseam.schema import Analysis, DateRange, Mention, Money, PlaceValue, Quantity, Span, Value

_PHYSICAL = {"land", "started", "completed", "production", "terminated"}
# What is longer is no sentence but a dump of names; reading it as one would cost its square.
_LONGEST = 4000
_STRONG = {"signed", "land", "started", "completed", "production", "terminated", "framework", "landed"}


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence: its mentions, values and stage words; `number` counts sentences, `paragraph` paragraphs."""

    text: str
    span: Span
    number: int
    paragraph: int
    mentions: tuple[Mention, ...]
    values: tuple[Value, ...]
    triggers: tuple[Trigger, ...]
    lexicon: Lexicon
    vetoed: bool

    def of(self, kind: str) -> tuple[Mention, ...]:
        """The mentions of one kind."""
        return tuple(m for m in self.mentions if m.kind == kind)

    @property
    def money(self) -> tuple[Money, ...]:
        """The amounts."""
        return tuple(v for v in self.values if isinstance(v, Money))

    @property
    def places(self) -> tuple[PlaceValue, ...]:
        """The places."""
        return tuple(v for v in self.values if isinstance(v, PlaceValue))

    @property
    def dates(self) -> tuple[DateRange, ...]:
        """The dates."""
        return tuple(v for v in self.values if isinstance(v, DateRange))

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """The counts, areas, capacities and jobs."""
        return tuple(v for v in self.values if isinstance(v, Quantity))

    def between(self, start: int, end: int) -> str:
        """The text from `start` to `end`."""
        return self.text[start:end]


def scenes(analysis: Analysis, resources: Resources) -> Iterator[Scene]:
    """Every sentence of the document as a scene, in order."""
    text, lang = analysis.document.text, analysis.document.lang or "zh"
    lexicon = _triggers.lexicon(resources, lang)
    mentions = tuple(sorted(analysis.mentions, key=lambda m: (m.start, -m.end)))
    values = tuple(sorted(analysis.values, key=lambda v: (v.start, -v.end)))
    mention_starts, value_starts = [m.start for m in mentions], [v.start for v in values]
    paragraph, last = 0, 0
    for number, span in enumerate(analysis.sentences):
        paragraph += text.count("\n", last, span.start)
        last = span.start
        if span.end - span.start > _LONGEST:
            continue
        inside = _within(mentions, mention_starts, span)
        triggers = tuple(t for t in _triggers.find(text, span, lexicon) if not t.needs_object or _has_object(t, inside))
        named = any(m.kind == "project" for m in inside)
        vetoed = _is_vetoed(text, span, lexicon, triggers, named=named)
        found = _within(values, value_starts, span)
        yield Scene(text, span, number, paragraph, inside, found, () if vetoed else triggers, lexicon, vetoed)


def _is_vetoed(text: str, span: Span, lexicon: Lexicon, triggers: tuple[Trigger, ...], *, named: bool) -> bool:
    """Whether a sentence tells of a fraud, of money changing hands, or of an award and no more than that."""
    if lexicon.hard.search(text, span.start, span.end):
        return True
    physical = named and any(trigger.stage in _PHYSICAL for trigger in triggers)
    if not physical and lexicon.deal.search(text, span.start, span.end):
        return True
    strong = any(trigger.stage in _STRONG for trigger in triggers)
    return not strong and bool(lexicon.soft.search(text, span.start, span.end))


def _has_object(trigger: Trigger, inside: tuple[Mention, ...]) -> bool:
    """Whether a company or a project is what was introduced, attracted or set up."""
    return any(
        m.kind in {"company", "project"} and -2 <= m.start - trigger.end <= 24 and m.start < trigger.clause.end
        for m in inside
    )


_T = TypeVar("_T", Mention, Value)


def _within(spans: tuple[_T, ...], starts: list[int], span: Span) -> tuple[_T, ...]:
    first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
    return tuple(s for s in spans[first:last] if s.end <= span.end)
