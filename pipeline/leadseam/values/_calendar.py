"""Calendar arithmetic: months, quarters, five-year plans, holidays and the lunar calendar."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from leadseam.resources import Resources

Range = tuple[date, date]
# No era of China or Japan was longer, 民国 is still counted.
_LONGEST_ERA = 130

_FIXED = {
    "consumers": (3, 15),
    "space": (4, 24),
    "brands": (5, 10),
    "nurses": (5, 12),
    "environment": (6, 5),
    "party": (7, 1),
    "journalists": (11, 8),
    "double_twelve": (12, 12),
    "public_memorial": (12, 13),
    "new_year": (1, 1),
    "labor": (5, 1),
    "national": (10, 1),
    "new_year_eve_solar": (12, 31),
    "christmas": (12, 25),
    "christmas_eve": (12, 24),
    "halloween": (10, 31),
    "valentine": (2, 14),
    "independence": (7, 4),
    "women": (3, 8),
    "children": (6, 1),
    "army": (8, 1),
    "teachers": (9, 10),
    "arbor": (3, 12),
    "youth": (5, 4),
    "singles": (11, 11),
    "boxing": (12, 26),
    "juneteenth": (6, 19),
    "veterans": (11, 11),
    "inauguration": (1, 20),
    "earth": (4, 22),
    "april_fools": (4, 1),
    "groundhog": (2, 2),
    "st_patrick": (3, 17),
    "cinco_de_mayo": (5, 5),
    "bastille": (7, 14),
    "anzac": (4, 25),
    "australia": (1, 26),
    "canada": (7, 1),
    "guy_fawkes": (11, 5),
    "all_saints": (11, 1),
    "all_souls": (11, 2),
    "epiphany": (1, 6),
}
_LUNAR = {
    "dragon_head": (2, 2),
    "double_third": (3, 3),
    "ghost": (7, 15),
    "laba": (12, 8),
    "little_new_year": (12, 23),
    "spring_festival": (1, 1),
    "lantern": (1, 15),
    "dragon_boat": (5, 5),
    "qixi": (7, 7),
    "mid_autumn": (8, 15),
    "chongyang": (9, 9),
}


# Two a month from January on.
_TERMS = (
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
)  # fmt: skip
# Month, weekday from Monday as 0, which one of the month (0 the last), and days after it.
_NTH = {
    "thanksgiving": (11, 3, 4, 0),
    "black_friday": (11, 3, 4, 1),
    "cyber_monday": (11, 3, 4, 4),
    "mothers": (5, 6, 2, 0),
    "fathers": (6, 6, 3, 0),
    "mlk": (1, 0, 3, 0),
    "presidents": (2, 0, 3, 0),
    "memorial": (5, 0, 0, 0),
    "columbus": (10, 0, 2, 0),
}
# Days from Easter Sunday.
_MOVABLE = {
    "mardi_gras": -47,
    "ash_wednesday": -46,
    "palm_sunday": -7,
    "maundy_thursday": -3,
    "good_friday": -2,
    "easter_eve": -1,
    "easter": 0,
    "easter_monday": 1,
    "ascension": 39,
    "pentecost": 49,
    "whit_monday": 50,
    "trinity": 56,
    "corpus_christi": 60,
}


def day(year: int, month: int, number: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def month(year: int, number: int) -> Range:
    """The first and last day of a month."""
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def months(year: int, first: int, last: int) -> Range:
    """From the first day of one month to the last day of another; the first may lie in the year before.

    >>> months(2024, 1, 9)[1]
    datetime.date(2024, 9, 30)
    """
    return month(year if first <= last else year - 1, first)[0], month(year, last)[1]


def shift(start: date, count: int) -> date:
    """The first day of the month that lies `count` months from `start`'s."""
    index = start.year * 12 + start.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


def plan(number: int) -> Range | None:
    """The years of a five-year plan: the first ran 1953-1957, a gap of three years came before the third.

    >>> plan(13)[0].year, plan(13)[1].year
    (2016, 2020)
    """
    if not 1 <= number <= 20:
        return None
    start = 1953 + 5 * (number - 1) + (3 if number >= 3 else 0)
    return date(start, 1, 1), date(start + 4, 12, 31)


def season(year: int, number: int) -> Range:
    """The three months of a season, spring from March on; winter ends in the year after."""
    first = date(year, 3 * number, 1)
    return first, month(*_year_month(shift(first, 2)))[1]


def week(year: int, number: int) -> Range | None:
    """The week of a year by ISO 8601, Monday to Sunday."""
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return monday, monday + timedelta(days=6)


def _year_month(day: date) -> tuple[int, int]:
    return day.year, day.month


def back(reference: date, count: int, unit: str) -> date:
    """The day that lies so many years, months, weeks or days before (or, negative, after) another."""
    if unit in ("day", "week"):
        return reference - timedelta(days=count * (7 if unit == "week" else 1))
    first = shift(reference, -count * {"decade": 120, "year": 12, "quarter": 3}.get(unit, 1))
    return first.replace(day=min(reference.day, monthrange(first.year, first.month)[1]))


def holiday(name: str, year: int, resources: Resources) -> date | None:
    """The day of a holiday in a year, by its name in this module or in Chinese."""
    name = _named(resources).get(name, name)
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _TERMS:
        return _solar_term(year, name, resources)
    if name in _NTH:
        number, weekday, nth, after = _NTH[name]
        found = nth_weekday(*month(year, number), weekday, nth or -1)
        return found + timedelta(days=after) if found else None
    if name in _MOVABLE:
        return easter(year) + timedelta(days=_MOVABLE[name])
    if name == "new_year_eve":
        first = lunar(year, 1, 1, resources)
        return first - timedelta(days=1) if first else None
    if name == "cold_food":
        clear = _solar_term(year, "清明", resources)
        return clear - timedelta(days=1) if clear else None
    return lunar(year, *_LUNAR[name], resources) if name in _LUNAR else None


@lru_cache(maxsize=4)
def _named(resources: Resources) -> dict[str, str]:
    return {row["word"]: row["day"] for row in resources.rows("lexicons/zh/holidays.csv")}


def _solar_term(year: int, name: str, resources: Resources) -> date | None:
    days = _term_days(resources).get(year)
    at = _TERMS.index(name)
    return date(year, at // 2 + 1, days[at]) if days else None


@lru_cache(maxsize=4)
def _term_days(resources: Resources) -> dict[int, tuple[int, ...]]:
    return {int(row["year"]): tuple(map(int, row["days"].split())) for row in resources.rows("solar_terms.csv")}


def era(name: str, number: int, resources: Resources) -> int | None:
    """The year of the common era that is the `number`-th of a Chinese or Japanese era.

    Where the name is a place's or a thing's as well (长安, 绍兴), only its first year is sure to be one.

    >>> from leadseam.resources import load
    >>> era("康熙", 20, load()), era("绍兴", 5, load())
    (1681, None)
    """
    first, is_other = _eras(resources)[name]
    return first + number - 1 if number <= _LONGEST_ERA and (number == 1 or not is_other) else None


@lru_cache(maxsize=4)
def _eras(resources: Resources) -> dict[str, tuple[int, bool]]:
    rows = resources.rows("lexicons/zh/eras.csv")
    return {row["era"]: (int(row["first"]), bool(row["place"])) for row in rows}


def in_cycle(place: int, near: int) -> int:
    """The year at a place of the cycle of sixty (甲子 is 0), from fifty years back to nine ahead of another.

    >>> in_cycle(40, 2024)
    2024
    """
    return near - 50 + (place - (near - 50 - 4)) % 60


def nth_weekday(first: date, last: date, weekday: int, nth: int) -> date | None:
    """The n-th such weekday (Monday is 0) of a period, or with -1 the last, if it has that many.

    >>> nth_weekday(date(2024, 5, 1), date(2024, 5, 31), 4, 3)
    datetime.date(2024, 5, 17)
    """
    if nth < 0:
        found = last - timedelta(days=(last.weekday() - weekday) % 7 - 7 * (nth + 1))
        return found if found >= first else None
    found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return found if found <= last else None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876.

    >>> easter(2024)
    datetime.date(2024, 3, 31)
    """
    golden, century, of_century = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    number, at = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, number, at + 1)


def lunar(year: int, number: int, of_month: int, resources: Resources) -> date | None:
    """The day of the Chinese calendar in the lunar year that begins in `year`; leap months are passed over.

    >>> from leadseam.resources import load
    >>> lunar(2024, 1, 1, load())
    datetime.date(2024, 2, 10)
    """
    entry = _lunar_years(resources).get(year)
    if entry is None:
        return None
    first, leap, lengths = entry
    before = number - 1 + (1 if leap and number > leap else 0)
    return first + timedelta(days=sum(lengths[:before]) + of_month - 1)


def lunar_month(year: int, number: int, resources: Resources, *, is_leap: bool = False) -> Range | None:
    """The days of a month of the Chinese calendar, or None where the year has no such leap month."""
    entry = _lunar_years(resources).get(year)
    if entry is None or (is_leap and entry[1] != number):
        return None
    at = number - 1 + (1 if is_leap or (entry[1] and number > entry[1]) else 0)
    start = entry[0] + timedelta(days=sum(entry[2][:at]))
    return start, start + timedelta(days=entry[2][at] - 1)


@lru_cache(maxsize=4)
def _lunar_years(resources: Resources) -> dict[int, tuple[date, int, tuple[int, ...]]]:
    return {
        int(row["year"]): (
            date.fromisoformat(row["new_year"]),
            int(row["leap_month"]),
            tuple(map(int, row["lengths"].split())),
        )
        for row in resources.rows("lunar.csv")
    }
