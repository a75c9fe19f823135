"""What the missing parts of a date are taken from: the publication day, a dateline, the dates already read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from leadseam.lang._parts import Parts
from leadseam.values import _calendar
from leadseam.values._grammar import Grammar
from leadseam.values._text import last_mark

Grain = Literal["day", "month", "quarter", "half", "year", "plan", "range", "fuzzy"]
Anchor = Literal["explicit", "published", "previous", "dateline"]
YEAR_TEXT = "year_from_text"
# The lead of an article, and how far back a plan reaches within its sentence.
_LEAD, _LOOK_BACK = 300, 80


@dataclass(slots=True)
class Reading:
    """A resolved date: both ends None where the year cannot be known."""

    start: date | None
    end: date | None
    grain: Grain
    anchor: Anchor = "explicit"
    flags: tuple[str, ...] = ()


@dataclass(slots=True)
class Anchors:
    """The publication day (or the year the text fixes for itself) and the last dates read."""

    day: date | None
    year: int | None
    name: Anchor
    flags: tuple[str, ...] = ()
    last: Reading | None = None
    last_sentence: int = -2
    compared: Reading | None = None
    last_by_grain: dict[str, date] = field(default_factory=dict)

    @classmethod
    def of(cls, published: date | None, atoms: Sequence[tuple[int, Parts]], shadow: str, grammar: Grammar) -> "Anchors":
        """Anchors of a text: its publication day, else its dateline, else the year of its lead or its own."""
        if published:
            return cls(published, published.year, "published")
        dateline = _dateline(atoms, shadow, grammar)
        if dateline:
            return cls(dateline, dateline.year, "dateline", ("dateline",))
        year = _lead_year(atoms, shadow, grammar) or _own_year(atoms, shadow, grammar)
        return cls(None, year, "dateline", (YEAR_TEXT,) if year else ())

    def remember(self, reading: Reading, sentence: int, *, is_comparison: bool = False) -> None:
        """Keep a date as what 同月 or "the same year" refers back to; 上年同期 is that of no comparison itself."""
        if (
            reading.start is None
            or (reading.grain == "fuzzy" and reading.anchor != "explicit" and not _is_third(reading))
            or reading.grain == "plan"
        ):
            return
        self.last, self.last_sentence = reading, sentence
        if not is_comparison:
            self.compared = reading
        keeps = {"day": ("year", "month", "day"), "month": ("year", "month")}.get(reading.grain, ("year",))
        if reading.end and (reading.start.year, reading.start.month) == (reading.end.year, reading.end.month):
            keeps = (*keeps, "month")
        for grain in keeps:
            self.last_by_grain[grain] = reading.start


def _is_third(reading: Reading) -> bool:
    """Whether a vague reading is a third of a month (12月下旬), which 次月 may follow."""
    start, end = reading.start, reading.end
    if start is None or end is None or (start.year, start.month) != (end.year, end.month):
        return False
    return start.day in (1, 11, 21) and 7 <= (end - start).days <= 10


def _dateline(atoms: Sequence[tuple[int, Parts]], shadow: str, grammar: Grammar) -> date | None:
    for start, parts in atoms[:3]:
        line = shadow.rfind("\n", 0, start) + 1
        if start < 400 and start - line <= 24 and _is_full(parts) and not _is_history(start, shadow, grammar):
            length = (shadow.find("\n", start) + 1 or len(shadow) + 1) - line
            told = grammar.patterns["DATELINE"].search(shadow, line, start)
            if length <= 60 or shadow[start - 1 : start] in ("(", "") or start == line or told:
                return _calendar.day(parts.year or 1, parts.month or 1, parts.day or 1)
    return None


def _is_full(parts: Parts) -> bool:
    return bool(parts.year and parts.month and parts.day and not parts.day2)


def _lead_year(atoms: Sequence[tuple[int, Parts]], shadow: str, grammar: Grammar) -> int | None:
    """The year of the first full date of the lead that is neither planned nor the history of a company."""
    for start, parts in atoms[:6]:
        if start >= _LEAD or not _is_full(parts) or _is_planned(start, parts, shadow, grammar):
            continue
        if not _is_history(start, shadow, grammar):
            return parts.year
    return None


def _is_history(start: int, shadow: str, grammar: Grammar) -> bool:
    return grammar.patterns["FOUNDED"].search(shadow, start, start + 24) is not None


def _own_year(atoms: Sequence[tuple[int, Parts]], shadow: str, grammar: Grammar) -> int | None:
    """The latest year a text names outside its plans, if it tells of that year as its present or of goals for it."""
    years = [
        (parts.year, start)
        for start, parts in atoms
        if parts.year and parts.plan is None and not parts.year2 and not _is_planned(start, parts, shadow, grammar)
    ]
    if not years:
        return None
    latest = max(year for year, _ in years)
    for year, start in years:
        window = shadow[max(0, start - 10) : start + 160].split("。")[0]
        if year == latest and grammar.own_year.search(window):
            return year
    return None


def _is_planned(start: int, parts: Parts, shadow: str, grammar: Grammar) -> bool:
    """Whether the sentence plans before it names the date, or names a month or day and plans right after it."""
    floor = max(0, start - _LOOK_BACK)
    sentence = max(floor, last_mark(shadow, "。;!?\n", floor, start) + 1)
    if grammar.patterns["PLANNED"].search(shadow, sentence, start):
        return True
    after = grammar.patterns["PLANNED"].search(shadow, start, start + 24) if parts.month else None
    return after is not None and not any(mark in shadow[start : after.start()] for mark in ",。;\n")
