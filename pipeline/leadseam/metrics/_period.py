"""The period of a figure, and the period that a change is measured against."""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

import regex

from leadseam.metrics._figures import Figure
from leadseam.metrics._frame import Frame
from leadseam.schema import DateRange, Period

_CEREMONY = regex.compile(
    r"[^，。；,;]{0,24}?(?:集中(?:签约|开工|竣工|投产)|仪式|大会|活动|推进会)|\s(?:[\w-]+\s){0,6}?(?:ceremony|conference|meeting)"
)


def is_base(frame: Frame, value: DateRange) -> bool:
    """Whether a date only tells what is compared with (比2022年, "compared with 2022", 是"十二五"的1.8倍)."""
    before = frame.text[max(frame.start, value.start - 60) : value.start].rstrip('“"‘「 ')
    return frame.words.ends("comparison", before)


def of_figure(frame: Frame, figure: Figure, carried: DateRange | None) -> DateRange | None:
    """The date that a figure's period is told by: the last one before it, else the first behind it."""
    dates = [value for value in frame.dates if is_usable(value) and not is_base(frame, value)]
    dates = [value for value in dates if not (is_report(frame, value) or is_aside(frame, value, figure))]
    dates = without_ceremonies(frame, dates, carried)
    before = [value for value in dates if value.end <= figure.start]
    behind = [value for value in dates if value.start >= figure.end]
    after = behind[0] if behind and frame.words.lang == "en" else None
    if before and not (after and _is_nearer(frame, figure, before[-1], after)):
        return before[-1]
    return after


def without_ceremonies(frame: Frame, dates: list[DateRange], carried: DateRange | None) -> list[DateRange]:
    """The dates but those that only name an event, where its day is told."""
    if any(value.grain == "day" for value in dates) or (carried is not None and carried.grain == "day"):
        return [value for value in dates if not _names_ceremony(frame, value)]
    return dates


def is_aside(frame: Frame, value: DateRange, figure: Figure | None = None) -> bool:
    """Whether a date stands in brackets with a figure of its own, and not the figure in question."""
    opened = max(frame.text.rfind(mark, frame.start, value.start) for mark in "（(")
    closed = max(frame.text.rfind(mark, frame.start, value.start) for mark in "）)")
    if opened <= closed:
        return False
    ends = [at for mark in "）)" if (at := frame.text.find(mark, value.end, frame.end)) >= 0]
    end = min(ends, default=frame.end)
    within = [f for f in frame.figures if opened < f.start < end]
    return bool(within) and figure not in within


def is_report(frame: Frame, value: DateRange) -> bool:
    """Whether a day only tells when something was reported (记者1月15日获悉, "learned on April 9")."""
    return value.grain == "day" and value.mod is None and frame.words.has("report", frame.body)


def _is_nearer(frame: Frame, figure: Figure, before: DateRange, after: DateRange) -> bool:
    """Whether the date behind belongs to the figure: no comma between, and another figure stands before the other."""
    gap = frame.text[figure.end : after.start]
    between = any(before.end <= f.start and f.end <= figure.start for f in frame.figures)
    return between and len(gap) <= 80 and not any(mark in gap for mark in ",;") and after.mod is None


def _names_ceremony(frame: Frame, value: DateRange) -> bool:
    """Whether a quarter or month only names an event (一季度重大项目集中签约仪式)."""
    if value.grain not in ("quarter", "month", "half", "year"):
        return False
    return _CEREMONY.match(frame.text, value.end) is not None


def is_usable(value: DateRange) -> bool:
    """Whether a date tells a period at all."""
    return value.grain != "fuzzy" and (value.from_ is not None or value.to is not None)


def period(value: DateRange, published: date | None) -> tuple[Period | None, tuple[str, ...]]:
    """The date as a period: "as of" runs from the year's start, "since" to the day of publication."""
    if value.mod == "since":
        start = value.from_ or value.to
        end = published or value.to
        return (Period(start, end), ("period_end_implied",)) if start and end and start <= end else (None, ())
    end = value.to or value.from_
    start = value.from_
    if end is None:
        return None, ()
    if value.mod == "as_of":
        return Period(date(end.year, 1, 1), end), ("period_start_implied",)
    if value.mod == "before" and value.grain in ("day", "month"):
        return Period(date(end.year, 1, 1), end), ("period_start_implied",)
    return Period(start or end, end), ()


def as_of(frame: Frame) -> date | None:
    """The day up to which a sentence counts (截至9月底，2022年以来)."""
    return next((value.to for value in frame.dates if value.mod == "as_of"), None)


def implied(frame: Frame, published: date | None, carried: DateRange | None) -> DateRange | None:
    """The period of 全年 at the turn of a year, 明年, or 截至目前 within a year spoken of; else nothing is known."""
    if published is None:
        return None
    if (word := _word(frame, "next_year")) is not None:
        return _year(word, published.year + 1)
    if (word := _word(frame, "so_far")) is not None:
        start = date(published.year, 1, 1)
        is_this_year = carried is not None and carried.from_ is not None and carried.from_ >= start
        return _assumed(word, start, published) if is_this_year else None
    word = _word(frame, "whole_year")
    if word is not None and carried is not None and carried.grain != "day" and carried.from_ is not None:
        return _year(word, carried.from_.year)
    if word is not None and frame.words.has("goal", frame.body):
        return _year(word, published.year)
    if word is None or 5 <= published.month <= 10:
        return None
    return _year(word, published.year - 1 if published.month < 5 else published.year)


def _word(frame: Frame, name: str) -> regex.Match[str] | None:
    return frame.words.classes[name].search(frame.text, frame.start, frame.end)


def _year(word: regex.Match[str], year: int) -> DateRange:
    return _assumed(word, date(year, 1, 1), date(year, 12, 31))


def _assumed(word: regex.Match[str], start: date, end: date) -> DateRange:
    return DateRange(
        start=word.start(),
        end=word.end(),
        text=word.group(),
        flags=("period_assumed",),
        from_=start,
        to=end,
        grain="range" if (start.month, start.day, end.month) != (1, 1, 12) else "year",
        anchor="published",
    )


def up_to(period: Period, told: DateRange, frame: Frame, day: date | None) -> Period:
    """A year "so far" ends on the day of the report."""
    runs = day is not None and told.grain == "year" and period.start <= day < period.end
    return Period(period.start, day) if runs and day is not None and frame.words.has("so_far", frame.body) else period


def calendar_year(told: DateRange | None, published: date | None) -> Period | None:
    """The year that an annual plan is for."""
    day = (told.to or told.from_) if told else published
    return Period(date(day.year, 1, 1), date(day.year, 12, 31)) if day else None


def base(frame: Frame, figure: Figure, current: Period | None) -> Period | None:
    """The period that a change is measured against: a date named for it, else 同比, the same period a year before."""
    named = _nearest(figure, [value for value in frame.dates if is_usable(value) and is_base(frame, value)])
    if named is not None and named.to is not None:
        told = Period(named.from_ or named.to, named.to)
        if current is None or told.end < current.start:
            return told
    near = frame.text[max(frame.start, figure.start - 40) : min(frame.end, figure.end + 40)]
    if current is not None and figure.unit != "x" and not frame.words.has("other_base", near):
        return Period(_year_before(current.start), _year_before(current.end))
    return None


def _nearest(figure: Figure, dates: Iterable[DateRange]) -> DateRange | None:
    return min(dates, key=lambda d: min(abs(d.start - figure.end), abs(figure.start - d.end)), default=None)


def _year_before(day: date) -> date:
    last = calendar.monthrange(day.year - 1, day.month)[1] if day.year > 1 else day.day
    is_last = (day + timedelta(days=1)).month != day.month if day.year < 9999 else False
    return date(max(1, day.year - 1), day.month, last if is_last else min(day.day, last))
