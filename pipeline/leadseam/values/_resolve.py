"""The days that one written date stands for, resolved against the anchors of its text."""

from dataclasses import replace
from datetime import date, timedelta

from leadseam.lang._parts import Parts
from leadseam.resources import Resources
from leadseam.values import _calendar, _relative
from leadseam.values._anchor import YEAR_TEXT, Anchor, Anchors, Grain, Reading

_EDGES = {"start": (1, 1), "mid": (6, 7), "end": (12, 12)}
# Early, mid and late of a month, where they are no ten days of it.
_HALVES: dict[str, tuple[int, int]] = {"start": (1, 15), "mid": (10, 20), "end": (16, 31)}
_UNSURE = ("month_before_day",)
_FISCAL = ("fiscal_year",)
# Around when a year of the cycle of sixty is looked for in a text without a day.
_PRESENT = 2020


def resolve(parts: Parts, anchors: Anchors, *, is_future: bool, sentence: int, resources: Resources) -> Reading | None:
    """The days that a date stands for, or None where the calendar has no such day."""
    if parts.plan is not None:
        return _plan(parts)
    if parts.era or parts.cycle is not None:
        return _of_named_year(parts, anchors, is_future=is_future, sentence=sentence, resources=resources)
    if parts.is_fiscal and parts.year is None:
        return Reading(None, None, "quarter" if parts.quarter else "year", "explicit", _FISCAL)
    if parts.is_fiscal:
        told = replace(parts, is_fiscal=False)
        reading = resolve(told, anchors, is_future=is_future, sentence=sentence, resources=resources)
        return replace(reading, flags=_FISCAL) if reading else None
    if counted := _counted(parts, anchors, is_future=is_future):
        return counted
    if parts.same == "year" and (parts.ago is not None or (parts.month is None and parts.position is None)):
        return _same_period(parts, anchors)
    if parts.holiday:
        return _relative.holiday(parts, anchors, is_future=is_future, resources=resources)
    if parts.lunar:
        return _relative.lunar(parts, anchors, resources)
    return _plain(parts, anchors, is_future=is_future, sentence=sentence)


def _of_named_year(
    parts: Parts, anchors: Anchors, *, is_future: bool, sentence: int, resources: Resources
) -> Reading | None:
    """康熙二十年九月, 甲辰年正月初八: what the words say in the year named; a year of the cycle is a lunar one."""
    if parts.era:
        year = _calendar.era(*parts.era, resources)
    else:
        year = _calendar.in_cycle(parts.cycle or 0, anchors.year or _PRESENT)
    if year is None:
        return None
    if parts.cycle is not None and not parts.lunar and not parts.holiday:
        return _relative.lunar_year(year, resources)
    told = replace(parts, era=None, cycle=None, year=year)
    return resolve(told, anchors, is_future=is_future, sentence=sentence, resources=resources)


def _counted(parts: Parts, anchors: Anchors, *, is_future: bool) -> Reading | None:
    """What is counted from the anchor alone, or vague."""
    if parts.is_fuzzy:
        return Reading(None, None, "fuzzy", anchors.name)
    if parts.offset and parts.same:
        return _relative.from_last(parts, anchors, is_future=is_future)
    if parts.offset:
        return _relative.offset(parts, anchors)
    if parts.week_ago is not None or parts.weekday is not None:
        return _relative.week(parts, anchors, is_future=is_future)
    if parts.decade:
        return _relative.decade(parts)
    if parts.near:
        return _relative.near(parts, anchors)
    if parts.day_ago is not None:
        when = anchors.day + timedelta(days=parts.day_ago) if anchors.day else None
        return Reading(when, when, "day", anchors.name, anchors.flags)
    return None


def _plan(parts: Parts) -> Reading | None:
    years = _calendar.plan(parts.plan or 0)
    if years is None:
        return None
    if parts.position in ("start", "end"):
        year = years[parts.position == "end"].year
        return Reading(date(year, 1, 1), date(year, 12, 31), "fuzzy")
    wrong = parts.year is not None and (parts.year, parts.year2) != (years[0].year, years[1].year)
    return Reading(*years, "plan", "explicit", ("plan_years_overruled",) if wrong else ())


def _same_period(parts: Parts, anchors: Anchors) -> Reading | None:
    if parts.ago is None and parts.year is None:
        year = anchors.last_by_grain.get("year")
        if year is None:
            return Reading(None, None, "year", "previous")
        return Reading(date(year.year, 1, 1), date(year.year, 12, 31), "year", "previous")
    last = anchors.compared
    if last is None or last.start is None or last.end is None:
        year_number = parts.year or (anchors.year + (parts.ago or 0) if anchors.year else None)
        if year_number is None:
            return Reading(None, None, "year", anchors.name)
        return Reading(date(year_number, 1, 1), date(year_number, 12, 31), "year", anchors.name, anchors.flags)
    offset = parts.year - last.start.year if parts.year else parts.ago or 0
    start, end = (_move(edge, offset) for edge in (last.start, last.end))
    return replace(last, start=start, end=end, anchor="previous")


def _move(edge: date, years: int) -> date:
    end = _calendar.month(edge.year + years, edge.month)[1]
    is_last = edge.day == _calendar.month(edge.year, edge.month)[1].day
    return end if is_last else edge.replace(year=edge.year + years, day=min(edge.day, end.day))


def _plain(parts: Parts, anchors: Anchors, *, is_future: bool, sentence: int) -> Reading | None:
    if parts.quarter_ago is not None:
        return _relative.quarter(parts.quarter_ago, anchors)
    if parts.month_ago is not None:
        return _in_month(parts, anchors, parts.month_ago)
    if parts.same in ("month", "day"):
        return _same(parts, anchors)
    if parts.day and parts.month is None:
        return _day_of_last(parts, anchors, sentence) or _bare_day(parts, anchors, is_future=is_future)
    year, anchor, flags = _year(parts, anchors, is_future=is_future, sentence=sentence)
    if year is None:
        return _unknown(parts, anchor)
    ends = _within(parts, year) or (_leap(parts, year) if parts.year is None else None)
    if ends and parts.portion:
        return _relative.portion(parts, ends, anchors)
    return Reading(*ends, _grain(parts), anchor, (*flags, *_UNSURE) if parts.is_unsure else flags) if ends else None


def _leap(parts: Parts, year: int) -> tuple[date, date] | None:
    """29 February of the last leap year."""
    options = (_within(parts, year - back) for back in range(1, 8))
    return next((ends for ends in options if ends), None) if (parts.month, parts.day) == (2, 29) else None


def _in_month(parts: Parts, anchors: Anchors, ago: int) -> Reading | None:
    if anchors.day is None:
        return Reading(None, None, "day" if parts.day else "month", anchors.name)
    first = _calendar.shift(anchors.day, ago + 12 * (parts.ago or 0))
    inside = replace(parts, month_ago=None, month=first.month)
    ends = _within(inside, first.year)
    if ends and parts.portion:
        return _relative.portion(parts, ends, anchors)
    return Reading(*ends, _grain(inside), anchors.name, anchors.flags) if ends else None


def _same(parts: Parts, anchors: Anchors) -> Reading | None:
    base = anchors.last_by_grain.get(parts.same or "day")
    if base is None:
        return Reading(None, None, "day" if parts.same == "day" or parts.day else "month", "previous")
    if parts.same == "day":
        base += timedelta(days=parts.step or 0)
        return Reading(base, base, "day", "previous")
    if parts.step:
        base = _calendar.shift(base, parts.step)
    inside = replace(parts, month=base.month)
    ends = _within(inside, base.year)
    return Reading(*ends, _grain(inside), "previous") if ends else None


def _day_of_last(parts: Parts, anchors: Anchors, sentence: int) -> Reading | None:
    """A later day of the month that the sentence has just told of (3月5日、6日), or one of the days last told of."""
    last, day = anchors.last, parts.day or 0
    if last is None or last.end is None or last.start is None or last.grain not in ("day", "range"):
        return None
    if (last.end - last.start).days > 31:
        return None
    is_later = anchors.last_sentence == sentence and day > last.end.day
    if not is_later and not (last.start.day < day <= last.end.day and last.start.month == last.end.month):
        return None
    ends = _within(replace(parts, month=last.end.month), last.end.year)
    return Reading(*ends, "range" if parts.day2 else "day", "previous", last.flags) if ends else None


def _bare_day(parts: Parts, anchors: Anchors, *, is_future: bool) -> Reading | None:
    base = anchors.day
    name: Anchor = anchors.name
    if base is None:
        base, name = anchors.last_by_grain.get("month"), "previous"
    if base is None:
        return Reading(None, None, "day", name)
    first = _calendar.shift(base, 0)
    if name != "previous" and (parts.day or 1) > base.day + (1 if not is_future else 31):
        first = _calendar.shift(base, -1)
    ends = _within(replace(parts, month=first.month), first.year)
    if ends is None and not is_future:
        first = _calendar.shift(first, -1)
        ends = _within(replace(parts, month=first.month), first.year)
    return Reading(*ends, "range" if parts.day2 else "day", name, anchors.flags) if ends else None


def _year(
    parts: Parts, anchors: Anchors, *, is_future: bool, sentence: int
) -> tuple[int | None, Anchor, tuple[str, ...]]:
    if parts.year:
        return parts.year, "explicit", ()
    last = anchors.last
    told = anchors.compared if parts.step == -1 else last
    if parts.step and told and told.start and (parts.step > 0 or anchors.last_sentence == sentence):
        return told.start.year + parts.step, "previous", told.flags
    if parts.ago is not None:
        return (anchors.year + parts.ago if anchors.year else None), anchors.name, anchors.flags
    if parts.turn and anchors.day:
        return _turn(parts, anchors.day), anchors.name, anchors.flags
    base = anchors.last_by_grain.get("year")
    if parts.same == "year":
        return (base.year if base else None), "previous", ()
    if base and anchors.last and anchors.last_sentence == sentence and anchors.last.grain != "fuzzy":
        return _follow(parts, anchors.last, anchors), "previous", anchors.last.flags
    if anchors.day:
        return _nearest(parts, anchors.day, is_future=is_future), anchors.name, anchors.flags
    if base:
        return _follow(parts, anchors.last, anchors), "previous", (YEAR_TEXT,)
    return None, anchors.name, ()


def _turn(parts: Parts, day: date) -> int:
    """The year of the last such month or season before that of a day, or of the next one after it."""
    for year in (day.year - 1, day.year) if parts.turn == 1 else (day.year, day.year - 1):
        ends = _within(parts, year)
        if ends and (ends[0] > day if parts.turn == 1 else ends[1] < day):
            return year
    return day.year + (parts.turn or 0)


def _last_month(parts: Parts) -> int:
    if parts.quarters:
        return parts.quarters * 3 - 2
    if parts.quarter:
        return (parts.quarter2 or parts.quarter) * 3 - 2
    if parts.half:
        return parts.half * 6 - 5
    if parts.season:
        return parts.season * 3
    return min(parts.months or parts.month2 or parts.month or 1, 12)


def _follow(parts: Parts, last: Reading | None, anchors: Anchors) -> int | None:
    if last is None or last.start is None:
        return None
    month = _last_month(parts)
    year = last.start.year
    wraps = (
        last.end is not None and last.end.year == year and month < last.start.month and last.grain in ("day", "month")
    )
    if wraps and last.start.month >= 9 and month <= 4:
        following = date(year + 1, month, 1)
        if anchors.day is None or following <= anchors.day:
            return year + 1
    return year


def _nearest(parts: Parts, published: date, *, is_future: bool) -> int:
    """The year in which the date lies nearest in the past, within eleven months; ahead after a word of the future."""
    month = _last_month(parts)
    day = _calendar.day(published.year, month, parts.day or 1) or date(published.year, month, 1)
    ahead = (day - published).days
    if is_future:
        return published.year + (1 if ahead < -40 and parts.month and not parts.position else 0)
    if parts.month and parts.day is None and day > published:
        return published.year - 1 if ahead > 40 else published.year
    if ahead > 30 or (ahead > 0 and parts.month is None and parts.position is None):
        return published.year - (0 if parts.position else 1)
    if ahead < -335 and parts.day:
        return published.year + 1
    return published.year


def _unknown(parts: Parts, anchor: Anchor) -> Reading:
    return Reading(None, None, _grain(parts), anchor)


def _within(parts: Parts, year: int) -> tuple[date, date] | None:
    if parts.year2:
        return (date(year, 1, 1), date(parts.year2, 12, 31)) if year < parts.year2 < year + 100 else None
    if parts.quarter or parts.quarters:
        return _of_quarters(parts, year)
    if parts.months:
        return _calendar.months(year, 1, parts.months) if parts.months <= 12 else None
    if parts.season or parts.week or parts.last_months or parts.years:
        return _counted_of_year(parts, year)
    if parts.half:
        return _calendar.months(year, parts.half * 6 - 5, parts.half * 6)
    if parts.month is None:
        return _part_of_year(parts, year)
    if parts.month2:
        return _calendar.months(year, parts.month, parts.month2)
    if parts.day is None:
        return _part_of_month(parts, year)
    start = _calendar.day(year, parts.month, parts.day)
    last = min(parts.day2, _calendar.month(year, parts.month)[1].day) if parts.day2 else 0
    end = _calendar.day(year, parts.month, last) if last else start
    return (start, end) if start and end and start <= end else None


def _counted_of_year(parts: Parts, year: int) -> tuple[date, date] | None:
    if parts.season:
        return _calendar.season(year, parts.season)
    if parts.week:
        return _calendar.week(year, parts.week)
    if parts.years:
        return date(year, 1, 1), date(year + parts.years - 1, 12, 31)
    last = parts.last_months or 12
    return _calendar.months(year, 13 - last, 12) if last <= 12 else None


def _of_quarters(parts: Parts, year: int) -> tuple[date, date]:
    if not parts.quarter:
        return _calendar.months(year, 1, min(parts.quarters or 1, 4) * 3)
    last = (parts.quarter2 or parts.quarter) * 3
    if parts.position == "end":
        return _calendar.months(year, last, last)
    return _calendar.months(year, parts.quarter * 3 - 2, last - (2 if parts.position == "start" else 0))


def _part_of_year(parts: Parts, year: int) -> tuple[date, date]:
    if parts.first_days:
        return date(year, 1, 1), date(year, 1, 1) + timedelta(days=parts.first_days - 1)
    months = {"start": (1, 4), "mid": (5, 8), "end": (9, 12)} if parts.is_third else _EDGES
    first, last = months.get(parts.position or "", (1, 12))
    return _calendar.months(year, first, last)


def _part_of_month(parts: Parts, year: int) -> tuple[date, date]:
    first, last = _calendar.month(year, parts.month or 1)
    if parts.is_third and parts.position:
        start, end = _HALVES[parts.position]
        return first.replace(day=start), first.replace(day=min(end, last.day))
    if parts.position == "start":
        return first, first.replace(day=10)
    if parts.position == "mid":
        return first.replace(day=11), first.replace(day=20)
    if parts.first_days:
        return first, first.replace(day=min(parts.first_days, last.day))
    if parts.is_tail:
        return first.replace(day=25), last
    return (first.replace(day=21), last) if parts.position == "end" else (first, last)


def _grain(parts: Parts) -> Grain:
    if (parts.position and parts.position != "within") or parts.season:
        return "fuzzy"
    if (
        parts.year2
        or parts.month2
        or parts.day2
        or parts.quarters
        or parts.months
        or parts.quarter2
        or parts.last_months
        or parts.first_days
        or parts.week
    ):
        return "range"
    if parts.quarter:
        return "quarter"
    if parts.half:
        return "half"
    return "day" if parts.day else "month" if parts.month else "year"
