"""A date as the words give it, the same form for every language; what is missing stays None."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import regex

Position = Literal["start", "mid", "end", "within"]
Unit = Literal["year", "month", "week", "day", "quarter", "decade", "century"]


@dataclass(slots=True, kw_only=True)
class Parts:
    """Never changed once made; not frozen only because setting forty fields takes five times as long then.

    `ago` counts years from the year of reference (-1 is last year), `month_ago` and `day_ago` likewise.

    `step` counts years from the one just told of (上年, 次年); `same` is an anaphora (当日, "the same month");
    `quarters` and `months` are the first so many of a year; `near` is (how many, of what, -1 back or 1 on);
    `lunar` is (month, day) of the Chinese calendar, day 0 the whole month. `offset` is how long ago (`sense` -1) or
    ahead; `is_whole` takes the whole year or month there. `weekday` counts from Monday as 0, 7 is the weekend.
    `decade` is (first year, number of years). `portion` is what has passed of a period or is left of it.
    `is_tail` is the very end of a month.
    `season` counts from spring as 1, `week` is that of the year, `years` is how many years on.
    `era` is the name of an era and the year of it, `cycle` the place of a year in the Chinese cycle of sixty.
    `spread` is how many years an `offset` leaves open (二十几年前).
    `is_unsure` says that month and day might be the other way round. `is_third` takes the start, middle or end of a
    year to be a third of it. `is_fiscal` is a year of somebody's books. `is_promised` only counts of what is to come.
    `turn` is the last (-1) or the next (1) such month, season or holiday, seen from the anchor.
    """

    year: int | None = None
    year2: int | None = None
    ago: int | None = None
    step: int | None = None
    same: Unit | None = None
    month: int | None = None
    month2: int | None = None
    day: int | None = None
    day2: int | None = None
    quarter: int | None = None
    quarter2: int | None = None
    quarters: int | None = None
    months: int | None = None
    half: int | None = None
    position: Position | None = None
    quarter_ago: int | None = None
    month_ago: int | None = None
    day_ago: int | None = None
    plan: int | None = None
    holiday: str | None = None
    lunar: tuple[int, int] | None = None
    near: tuple[int, Unit, int] | None = None
    is_fuzzy: bool = False
    offset: tuple[tuple[int, Unit], ...] = ()
    sense: int = -1
    is_whole: bool = False
    week_ago: int | None = None
    weekday: int | None = None
    decade: tuple[int, int] | None = None
    last_months: int | None = None
    first_days: int | None = None
    portion: Literal["past", "rest"] | None = None
    is_leap: bool = False
    is_tail: bool = False
    season: int | None = None
    years: int | None = None
    week: int | None = None
    is_unsure: bool = False
    era: tuple[str, int] | None = None
    cycle: int | None = None
    spread: int = 0
    is_third: bool = False
    is_fiscal: bool = False
    is_promised: bool = False
    turn: int | None = None


How = Literal["offset", "within", "beside", "ended", "starting", "around", "nth", "first", "last", "half", "third"]


@dataclass(frozen=True, slots=True)
class Counted:
    """What words before a date count from it: two weeks after it, the nine months that ended with it, its first Friday.

    `count` is negative for what lies before; `unit` is a `Unit`, "weekend" or the name of a `weekday`.
    """

    how: How
    count: int
    unit: str = "day"
    weekday: int | None = None


def named(pattern: "regex.Pattern[str]", groups: tuple[str | None, ...]) -> dict[str, str]:
    """The named groups that took part in a match; all groups must have names. `groupdict` takes ten times as long.

    >>> import regex
    >>> match = regex.match(r"(?P<year>\\d+)年(?:(?P<month>\\d+)月)?", "2024年")
    >>> named(match.re, match.groups())
    {'year': '2024'}
    """
    return {name: found for name, found in zip(_names(pattern), groups, strict=True) if found is not None}


@lru_cache(maxsize=16)
def _names(pattern: "regex.Pattern[str]") -> tuple[str, ...]:
    return tuple(sorted(pattern.groupindex, key=lambda name: pattern.groupindex[name]))
