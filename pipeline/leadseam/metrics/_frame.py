"""A sentence as metrics see it: its figures, dates, places and the words that name indicators."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from leadseam.metrics._bare import counts
from leadseam.metrics._catalog import Indicator
from leadseam.metrics._cues import needs
from leadseam.metrics._figures import OPEN, Figure, figure
from leadseam.metrics._lexicon import Words
from leadseam.resources import Resources
from leadseam.schema import Analysis, DateRange, Money, Percent, PlaceValue, Quantity, Span, Value

# A sentence is read in pieces of so many characters, each with so many figures: no text takes more than linear time.
_LONGEST = 1200
_MOST = 40
# What is signed is started and completed as projects ("signed 17 contracts; 11 have since broken ground").
DEALS = frozenset({"contracts", "agreements"})


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that name an indicator."""

    indicator: Indicator
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Frame:
    """One sentence; every offset indexes `text`, the document's text."""

    text: str
    start: int
    end: int
    paragraph: int
    figures: tuple[Figure, ...]
    dates: tuple[DateRange, ...]
    places: tuple[PlaceValue, ...]
    cues: tuple[Cue, ...]
    words: Words

    def before(self, offset: int) -> str:
        """The sentence up to an offset."""
        return self.text[self.start : offset]

    @property
    def body(self) -> str:
        """The whole sentence."""
        return self.text[self.start : self.end]


def pieces(sentences: Iterable[Span], text: str) -> Iterator[Span]:
    """The sentences; very long ones in pieces that end at a comma or blank where there is one."""
    for sentence in sentences:
        start = sentence.start
        while sentence.end - start > _LONGEST:
            limit = start + _LONGEST
            cut = max(text.rfind(mark, start + _LONGEST // 2, limit) for mark in "，,、 ")
            stop = cut + 1 if cut > 0 else limit
            yield Span(start, stop)
            start = stop
        yield Span(start, sentence.end)


class Framer:
    """Cuts a document's values and cues into sentences; nothing is looked for in a sentence without a figure."""

    def __init__(self, analysis: Analysis, words: Words, resources: Resources) -> None:
        self._text = analysis.document.text
        self._values = analysis.values
        self._starts = [value.start for value in analysis.values]
        self._words = words
        self._needs = needs(resources, words.lang)

    def frame(self, span: Span, paragraph: int, unit: str | None) -> Frame:
        """The frame of one sentence; `unit` is what was counted last in the paragraph."""
        values = self._within(span)
        figures = self._figures(values, span, unit)
        return Frame(
            text=self._text,
            start=span.start,
            end=span.end,
            paragraph=paragraph,
            figures=figures,
            dates=tuple(value for value in values if isinstance(value, DateRange)),
            places=tuple(value for value in values if isinstance(value, PlaceValue)),
            cues=self._cues(span, figures) if figures else (),
            words=self._words,
        )

    def _within(self, span: Span) -> tuple[Value, ...]:
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return self._values[first:last]

    def _figures(self, values: tuple[Value, ...], span: Span, unit: str | None) -> tuple[Figure, ...]:
        numbers = [value for value in values if isinstance(value, Money | Percent | Quantity)]
        found = [f for value in numbers if (f := figure(value, self._text, self._words)) is not None]
        counted = _elided(found, self._text[span.start : span.end], unit)
        read = {(f.start, f.end) for f in found}
        known = [v for v in values if not (isinstance(v, Quantity) and v.unit in OPEN and (v.start, v.end) not in read)]
        bare = counts(self._text, span, known, words=self._words, unit=counted)
        return tuple(sorted((*found, *bare), key=lambda f: (f.start, -f.end))[:_MOST])

    def _cues(self, span: Span, figures: tuple[Figure, ...]) -> tuple[Cue, ...]:
        units = {f.unit for f in figures}
        rates = any(f.sort == "percent" for f in figures)
        money = any(f.sort == "money" for f in figures)
        found = [
            Cue(indicator, match.start(), match.end())
            for indicator in self._needs.met(self._text[span.start : span.end])
            if rates or (money and indicator.is_money) or indicator.units & units
            for match in indicator.pattern.finditer(self._text, span.start, span.end)
        ]
        return tuple(sorted(found, key=lambda cue: (cue.start, -cue.end)))


def _elided(figures: list[Figure], sentence: str, unit: str | None) -> str | None:
    """What a number without a noun counts: projects where any are spoken of, else what was counted last."""
    if "项目" in sentence or "project" in sentence or any(f.unit == "projects" for f in figures):
        return "projects"
    counted = unit or next((f.unit for f in figures if f.sort == "count" and f.unit != "persons"), None)
    return "projects" if counted in DEALS else counted
