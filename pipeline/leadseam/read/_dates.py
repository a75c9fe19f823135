"""Isolated date strings of bylines, meta tags and addresses; never dates in prose."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

import regex

EARLIEST = date(1990, 1, 1)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_CLOCK = (
    r"(?:[\sT,，]{0,4}(?:at\s)?(?P<hour>[01]?\d|2[0-3])\s?[:：时點点]\s?(?P<minute>[0-5]\d)(?:\s?[:：分]\s?(?P<second>[0-5]\d))?"
    r"(?:\.\d{1,9})?(?:\s?(?P<half>[ap]m)\b)?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_SEP = r"\s{0,2}[-/.年月—–－]{1,3}\s{0,2}"
_DAY = r"(?<!\d)(?P<day>0?[1-9]|[12]\d|3[01])"
_WEEKDAY = r"(?:\s{0,2}[(（]?(?:星期|周|週|礼拜)[一二三四五六日天][)）]?)?"
_FORMS = tuple(
    regex.compile(pattern + _CLOCK, regex.I)
    for pattern in (
        rf"(?<!\d)(?P<year>(?:19|20)\d\d){_SEP}(?P<month>1[0-2]|0?[1-9]){_SEP}(?P<day>[12]\d|3[01]|0?[1-9])(?!\d)\s?[日号]?{_WEEKDAY}",
        rf"\b{_MONTH}\s{{0,2}}{_DAY}(?:st|nd|rd|th)?,?\s{{0,2}}(?P<year>(?:19|20)\d\d)(?!\d)",
        rf"{_DAY}(?:st|nd|rd|th)?[\s-]{{0,2}}{_MONTH},?[\s-]{{0,2}}(?P<year>(?:19|20)\d\d)(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
    )
)
_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九０１２３４５６７８９", "0000123456789" + "0123456789")
_CHINESE = regex.compile(
    r"([一二][〇零○Ｏ一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_LIMIT = 400


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day, and the moment where the string tells it (naive unless it names its zone)."""

    day: date
    at: datetime | None = None


class Found(NamedTuple):
    """A stamp and where it stands in its string."""

    stamp: Stamp
    start: int
    end: int


def find(text: str) -> Found | None:
    """The first date of a short string in one of the fixed formats.

    >>> find("发布时间：2023-05-06 08:30 来源：示例日报").stamp.at.isoformat()
    '2023-05-06T08:30:00'
    >>> find("Tuesday, February 6, 2024").stamp.day.isoformat()
    '2024-02-06'
    """
    text = text[:_LIMIT]
    matches = (match for form in _FORMS if (match := form.search(text)))
    found = (Found(stamp, match.start(), match.end()) for match in matches if (stamp := _stamp(match)))
    return min(found, key=lambda hit: hit.start, default=None) or _in_chinese_digits(text)


def parse(text: str) -> Stamp | None:
    """The date of an isolated string: fixed formats first, then dateparser, which is loaded only when they fail."""
    if not any(char.isdigit() for char in text[:_LIMIT]):
        return None
    found = find(text)
    return found.stamp if found else _by_dateparser(text.strip())


def is_possible(day: date, latest: date | None = None) -> bool:
    """Whether a page can have been published that day: not before the web, not after tomorrow."""
    return EARLIEST <= day <= (latest or datetime.now().astimezone().date() + timedelta(days=1))


def _stamp(match: "regex.Match[str]") -> Stamp | None:
    parts = match.groupdict()
    name = (parts.get("name") or "").lower()
    month = MONTHS.index(name) + 1 if name else int(parts["month"])
    try:
        day = date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None
    return Stamp(day, _moment(day, parts))


def _moment(day: date, parts: dict[str, str | None]) -> datetime | None:
    if not parts["hour"] or not parts["minute"]:
        return None
    hour = int(parts["hour"])
    half = (parts["half"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    zone = _zone(parts["zone"])
    return datetime(day.year, day.month, day.day, hour, int(parts["minute"]), int(parts["second"] or 0), tzinfo=zone)


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text.upper() == "Z":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes)) if minutes < 1440 else None


def _in_chinese_digits(text: str) -> Found | None:
    match = _CHINESE.search(text)
    if not match:
        return None
    year, month, day = int(match[1].translate(_DIGITS)), _below_hundred(match[2]), _below_hundred(match[3])
    try:
        return Found(Stamp(date(year, month, day)), match.start(), match.end())
    except ValueError:
        return None


def _below_hundred(digits: str) -> int:
    tens, ten, ones = digits.rpartition("十")
    if not ten:
        return int(digits.translate(_DIGITS))
    return int(tens.translate(_DIGITS) or 1) * 10 + int(ones.translate(_DIGITS) or 0)


def _by_dateparser(text: str) -> Stamp | None:
    if not 6 <= len(text) <= 60 or not regex.search(r"(?:19|20)\d\d", text):
        return None
    import dateparser

    settings = {"STRICT_PARSING": True, "RETURN_AS_TIMEZONE_AWARE": False, "PREFER_DATES_FROM": "past"}
    moment = dateparser.parse(text, languages=["en", "zh"], settings=settings)
    return Stamp(moment.date()) if moment else None
