"""Dates counted from the anchor: the last months, three years ago, weeks, holidays, the Chinese calendar."""

from dataclasses import replace
from datetime import date, timedelta

from leadseam.lang._parts import Parts
from leadseam.resources import Resources
from leadseam.values import _calendar, _counted
from leadseam.values._anchor import Anchor, Anchors, Grain, Reading

_WEEKEND = 7


def near(parts: Parts, anchors: Anchors) -> Reading:
    """The last or next so many days, months or years, counted from the anchor; whole quarters and decades."""
    count, unit, sense = parts.near or (0, "day", -1)
    if anchors.day is None or count > 400:
        return Reading(None, None, "fuzzy", anchors.name)
    if unit == "quarter":
        return _quarters(count, sense, anchors.day, anchors)
    if unit in ("decade", "century"):
        length = 10 if unit == "decade" else 100
        first = anchors.day.year // length * length + length * (sense if sense >= 0 else -count)
        last = first + length * count - 1
        return Reading(date(first, 1, 1), date(last, 12, 31), "range", anchors.name, anchors.flags)
    other = _calendar.back(anchors.day, -sense * count, unit)
    start, end = sorted((anchors.day, other))
    if parts.is_whole:
        start, end = (start.replace(day=1), end) if sense < 0 else (start, _calendar.month(*_pair(end))[1])
    return Reading(start, end, "fuzzy", anchors.name, anchors.flags)


def holiday(parts: Parts, anchors: Anchors, *, is_future: bool, resources: Resources) -> Reading | None:
    """A holiday in the year told, else the nearest past one, or the nearest ahead after a word of the future."""
    year = parts.year or (anchors.year + parts.ago if anchors.year and parts.ago is not None else anchors.year)
    if year is None:
        return Reading(None, None, "day", anchors.name)
    when = _calendar.holiday(parts.holiday or "", year, resources)
    if parts.turn and when and anchors.day and parts.year is None:
        if (when >= anchors.day) if parts.turn < 0 else (when <= anchors.day):
            when = _calendar.holiday(parts.holiday or "", year + parts.turn, resources)
        return Reading(when, when, "day", anchors.name, anchors.flags) if when else None
    if (
        parts.year is None
        and parts.ago is None
        and when
        and anchors.day
        and not is_future
        and (when - anchors.day).days > 30
    ):
        when = _calendar.holiday(parts.holiday or "", year - 1, resources)
    anchor: Anchor = "explicit" if parts.year else anchors.name
    return Reading(when, when, "day", anchor, () if parts.year else anchors.flags) if when else None


def lunar(parts: Parts, anchors: Anchors, resources: Resources) -> Reading | None:
    """A day of the Chinese calendar, or with day 0 the whole month, in the year told or else the nearest past."""
    number, of_month = parts.lunar or (1, 1)
    year = parts.year or (anchors.year + parts.ago if anchors.year and parts.ago is not None else anchors.year)
    if year is None:
        return Reading(None, None, "day" if of_month else "month", anchors.name)
    is_told = year != anchors.year or parts.year is not None or parts.ago is not None
    if of_month == 0:
        return _lunar_month(parts, year if is_told else None, anchors, resources)
    options = [
        _calendar.lunar(each, number, of_month, resources) for each in ((year,) if is_told else (year, year - 1))
    ]
    known = [when for when in options if when]
    if anchors.day and not is_told:
        known = [when for when in known if (when - (anchors.day or when)).days <= 30] or known
    return Reading(known[0], known[0], "day", anchors.name, anchors.flags) if known else None


def lunar_year(year: int, resources: Resources) -> Reading | None:
    """A year of the Chinese calendar, from its new year's day to the eve of the next."""
    first, following = (_calendar.lunar(each, 1, 1, resources) for each in (year, year + 1))
    return Reading(first, following - timedelta(days=1), "year") if first and following else None


def quarter(ago: int, anchors: Anchors) -> Reading:
    """The quarter so many before or after that of the anchor."""
    if anchors.day is None:
        return Reading(None, None, "quarter", anchors.name)
    first = _calendar.shift(anchors.day, 3 * ago - (anchors.day.month - 1) % 3)
    return Reading(first, _calendar.month(*_pair(_calendar.shift(first, 2)))[1], "quarter", anchors.name, anchors.flags)


def _pair(day: date) -> tuple[int, int]:
    return day.year, day.month


def _quarters(count: int, sense: int, day: date, anchors: Anchors) -> Reading:
    this = _calendar.shift(day, -((day.month - 1) % 3))
    first = _calendar.shift(this, 3 if sense > 0 else -3 * count)
    last = _calendar.shift(first, 3 * count - 1)
    return Reading(first, _calendar.month(*_pair(last))[1], "range", anchors.name, anchors.flags)


def _lunar_month(parts: Parts, year: int | None, anchors: Anchors, resources: Resources) -> Reading | None:
    number = (parts.lunar or (1, 0))[0]
    years = (year,) if year else (anchors.year or 1, (anchors.year or 1) - 1)
    months = [_calendar.lunar_month(each, number, resources, is_leap=parts.is_leap) for each in years]
    known = [month for month in months if month]
    if anchors.day and year is None:
        known = [month for month in known if month[0] <= anchors.day] or known
    return Reading(*known[0], "range", anchors.name, anchors.flags) if known else None


def offset(parts: Parts, anchors: Anchors) -> Reading:
    """So long ago or ahead, counted from the anchor; `is_whole` means the year or month that lies there."""
    if anchors.day is None or any(count > 400 for count, _ in parts.offset):
        return Reading(None, None, "fuzzy", anchors.name)
    day = anchors.day
    for count, unit in parts.offset:
        day = _calendar.back(day, -count * parts.sense, unit)
    unit = parts.offset[-1][1]
    if parts.spread:
        return Reading(
            date(day.year - parts.spread, 1, 1), date(day.year, 12, 31), "fuzzy", anchors.name, anchors.flags
        )
    if not parts.is_whole or unit in ("day", "week"):
        return Reading(day, day, "day" if unit == "day" else "fuzzy", anchors.name, anchors.flags)
    if unit == "quarter":
        first = _calendar.shift(day, -((day.month - 1) % 3))
        return Reading(
            first, _calendar.month(*_pair(_calendar.shift(first, 2)))[1], "quarter", anchors.name, anchors.flags
        )
    ends = (date(day.year, 1, 1), date(day.year, 12, 31)) if unit == "year" else _calendar.month(*_pair(day))
    return Reading(*ends, "year" if unit == "year" else "month", anchors.name, anchors.flags)


def from_last(parts: Parts, anchors: Anchors, *, is_future: bool) -> Reading:
    """So long after or before the date told last; from the anchor on where none is told but a plan."""
    last = anchors.last
    if last is None or last.start is None or last.end is None or any(count > 400 for count, _ in parts.offset):
        is_ahead = last is None and is_future and parts.sense > 0
        return offset(parts, anchors) if is_ahead else Reading(None, None, "fuzzy", "previous")
    for count, unit in parts.offset:
        start, end = _counted.moved(last, count * parts.sense, unit)
        last = replace(last, start=start, end=end)
    is_exact = last.grain == "day" and parts.offset[-1][1] in ("day", "week")
    whole = start != end
    return replace(last, grain=last.grain if whole or is_exact else "fuzzy", anchor="previous")


def week(parts: Parts, anchors: Anchors, *, is_future: bool) -> Reading:
    """A week from Monday on, its weekend, or a day of it; a bare weekday is the nearest past one, today included."""
    grain: Grain = "range" if parts.weekday is None or parts.weekday == _WEEKEND else "day"
    if anchors.day is None:
        return Reading(None, None, grain, anchors.name)
    monday = anchors.day - timedelta(days=anchors.day.weekday())
    if parts.week_ago is None:
        ahead = (parts.weekday or 0) > anchors.day.weekday()
        monday += timedelta(days=7 * (is_future and not ahead) - 7 * (ahead and not is_future))
    else:
        monday += timedelta(days=7 * parts.week_ago)
    if parts.portion:
        start, end = (monday, anchors.day) if parts.portion == "past" else (anchors.day, monday + timedelta(days=6))
        return Reading(start, end, "range", anchors.name, anchors.flags)
    first, last = (0, 6) if parts.weekday is None else (5, 6) if parts.weekday == _WEEKEND else (parts.weekday,) * 2
    return Reading(monday + timedelta(days=first), monday + timedelta(days=last), grain, anchors.name, anchors.flags)


def decade(parts: Parts) -> Reading | None:
    """The years of a decade or century, or a part of them."""
    first, length = parts.decade or (2000, 10)
    if not 1 <= first <= 9900:
        return None
    part = length * (3 if parts.is_whole else 2) // 10 or 1
    start = {"end": first + length - part, "mid": first + 2 * length // 5}.get(parts.position or "", first)
    end = start + (part if parts.position else length) - 1
    return Reading(date(start, 1, 1), date(end, 12, 31), "range")


def portion(parts: Parts, ends: tuple[date, date], anchors: Anchors) -> Reading:
    """What has passed of a period ("earlier this year") or what is left of it."""
    start, end = ends
    if anchors.day and start <= anchors.day <= end:
        start, end = (start, anchors.day) if parts.portion == "past" else (anchors.day, end)
    return Reading(start, end, "range", anchors.name, anchors.flags)
