"""What words before a date count from it: two weeks after it, the nine months that ended with it, its first Friday."""

from dataclasses import replace
from datetime import date, timedelta

from leadseam.lang._parts import Counted, Parts
from leadseam.values import _calendar
from leadseam.values._anchor import Grain, Reading
from leadseam.values._grammar import Grammar

_REACH = 48
_WHOLE = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_LONGEST = 400


def before(shadow: str, start: int, grammar: Grammar) -> tuple[int, Counted] | None:
    """Where such words begin that end right before `start`, and what they say."""
    floor = max(0, start - _REACH)
    if grammar.counted is None or not shadow.endswith(grammar.counted_last, floor, start):
        return None
    match = grammar.counted.search(shadow, floor, start)
    told = grammar.read_counted(match) if match and grammar.read_counted else None
    return (match.start(), told) if match and told and abs(told.count) <= _LONGEST else None


def bend(reading: Reading, told: Counted) -> Reading | None:
    """The days that are counted from a reading, or None where there are none."""
    if reading.start is None or reading.end is None:
        return replace(reading, grain="fuzzy")
    ends = _ends(reading, told, reading.start, reading.end)
    if ends is None:
        return None
    return replace(reading, start=ends[0], end=ends[1], grain=_grain(reading, told))


def moved(reading: Reading, count: int, unit: str) -> tuple[date, date]:
    """Both ends so much later, month by month where the reading is of whole months and the unit no shorter.

    >>> moved(Reading(date(2024, 2, 1), date(2024, 2, 29), "month"), 1, "year")[1]
    datetime.date(2025, 2, 28)
    """
    start, end = reading.start or date.min, reading.end or date.max
    if _is_whole(reading, unit):
        months = count * _MONTHS[unit]
        first, last = _calendar.shift(start, months), _calendar.shift(end, months)
        return first, _calendar.month(last.year, last.month)[1]
    edge = _calendar.back(end if count > 0 else start, -count, unit)
    return edge, edge


def _is_whole(reading: Reading, unit: str) -> bool:
    return reading.grain in _WHOLE and _WHOLE[reading.grain] <= _MONTHS.get(unit, 0)


def _grain(reading: Reading, told: Counted) -> Grain:
    if told.how in ("offset", "within"):
        if told.how == "offset" and _is_whole(reading, told.unit):
            return reading.grain
        return "day" if told.how == "offset" and told.unit in ("day", "week") else "fuzzy"
    if told.how in ("half", "third"):
        return "range" if told.how == "half" else "fuzzy"
    is_day = told.unit == "day" or told.weekday is not None
    if told.how in ("nth", "beside"):
        return "day" if is_day else "month" if (told.how, told.unit) == ("nth", "month") else "range"
    return "range"


def _ends(reading: Reading, told: Counted, start: date, end: date) -> tuple[date, date] | None:
    match told.how:
        case "half" | "third":
            return _part(start, end, told.count, 2 if told.how == "half" else 3)
        case "nth":
            return _nth(reading, told, start, end)
        case "first" | "last":
            return _edge(told, start, end)
        case "starting" | "around" | "ended":
            return _around(told, start, end)
    return _away(reading, told, start, end)


def _away(reading: Reading, told: Counted, start: date, end: date) -> tuple[date, date]:
    """So long before or after a date, within that time, or what lies right before or after it."""
    count, unit = told.count, told.unit
    if told.how == "offset":
        return moved(reading, count, unit)
    edge = _calendar.back(end if count > 0 and told.how == "beside" else start, -count, unit)
    if told.how == "within":
        return (start, edge) if count > 0 else (edge, end)
    return (end + timedelta(days=1), edge) if count > 0 else (edge, start - timedelta(days=1))


def _around(told: Counted, start: date, end: date) -> tuple[date, date]:
    """The week of a day, or so long from it on or until it."""
    if told.how == "ended":
        return _until(end, told.count, told.unit), end
    is_weekend = told.unit == "weekend"
    if told.how == "starting":
        return start, start + timedelta(days=1 if is_weekend else 6)
    monday = start - timedelta(days=start.weekday())
    return monday + timedelta(days=5 if is_weekend else 0), monday + timedelta(days=6)


def _until(end: date, count: int, unit: str) -> date:
    """The first day of so many units that end with a day; whole months where it is the last of one."""
    if unit in _MONTHS and end == _calendar.month(end.year, end.month)[1]:
        return _calendar.shift(end, 1 - count * _MONTHS[unit])
    return _calendar.back(end, count, unit) + timedelta(days=1)


def _part(start: date, end: date, number: int, of: int) -> tuple[date, date]:
    """A half or third of a period, by months where they are as many."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months % of:
        length = (end - start) / of
        return start + length * (number - 1), start + length * number
    first = _calendar.shift(start, months // of * (number - 1))
    return first, _calendar.shift(start, months // of * number) - timedelta(days=1)


def _nth(reading: Reading, told: Counted, start: date, end: date) -> tuple[date, date] | None:
    count, unit = told.count, told.unit
    if told.weekday is not None:
        found = _calendar.nth_weekday(start, end, told.weekday, count)
        return (found, found) if found else None
    if unit == "weekend":
        saturday = _calendar.nth_weekday(start, end, 5, count)
        return (saturday, saturday + timedelta(days=1)) if saturday else None
    if unit == "week" and reading.grain == "year":
        number = count if count > 0 else date(end.year, 12, 28).isocalendar().week
        return _calendar.week(start.year, number)
    if unit == "month":
        month = _calendar.shift(start if count > 0 else end, count - 1 if count > 0 else count + 1)
        return _calendar.month(month.year, month.month) if start <= month <= end else None
    length = 7 if unit == "week" else 1
    first = start + timedelta(days=length * (count - 1)) if count > 0 else end + timedelta(days=1 + length * count)
    return (first, min(end, first + timedelta(days=length - 1))) if start <= first <= end else None


def _edge(told: Counted, start: date, end: date) -> tuple[date, date] | None:
    """The first or last so many days, weeks or months of a period."""
    if told.how == "first":
        last = _calendar.back(start, -told.count, told.unit) - timedelta(days=1)
        return (start, last) if last <= end else None
    first = _until(end, told.count, told.unit)
    return (first, end) if first >= start else None


def parts(told: Counted) -> Parts:
    """What is counted as a date of its own: the end of a period is a position in it."""
    return Parts(position="end") if (told.how, told.count) == ("third", 3) else Parts()
