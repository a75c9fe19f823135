"""English percentages in the richer forms: decimals in words, fractions of a percent, parts of a whole.

All patterns are for shadow text. The plain forms ("5.2%", "ten percent") are read with the amounts.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

import regex

from leadseam.lang import _numbers_en
from leadseam.lang._later import later, regex_later

_SIGN = r"(?:%|per[\s-]?cents?(?![a-z])|pct(?![a-z]))"
_WINDOW = 70
_SIGNS = later(_SIGN)
# What the words or figures right before a sign end with where they are more than a plain number.
_RICH = later(
    r"(?:\b(?:point|half|quarters?|thirds?|[a-z]{2,8}ths?|(?:hundred|thousand) and [a-z-]{3,9})(?:[\s-][a-z]{2,9}){0,2}"
    r"|(?:\bpoint\s|[/^]|(?<!\d)\.|\de-?)\d{1,9})(?:(?:\sof)?\s(?:an?|one))?[\s-]?$"
)
_OF_ONE = regex_later(rf"(?:(?:\sof)?\s(?:an?|one))?[\s-]?{_SIGN}")
# "A percentage of 16." without a noun behind the number is sixteen percent.
_HEADED = later(
    r"(?:^|[.,;:(]\s?|\b(?:an?|the|at|is|was|by)\s)(?P<head>(?:per\s?cents?|percentages?)\sof\s)(?=[\da-z.-])"
)
_ALONE = later(r"\s?(?:[.,;:)!?](?!\d)|$)")
_TENTHS = "one|two|three|four|five|six|seven|eight|nine|ten"
_PART_SIGNS = later(r"\s(?:out\sof|in)\s(?=\d|every|an?\s|[otfsen][a-z]{2,7}\b)|(?<=\d)/(?=\d)")
_PARTS = regex_later(
    rf"(?<![\w.,/$£€¥-])(?:(?:\d{{1,3}}|{_TENTHS})\s(?:out\sof|in\severy)\s(?:\d{{1,4}}|[a-z]{{3,8}}|an?\s[a-z]{{7,8}})"
    rf"|(?:one|1)\sin\s(?:\d{{1,4}}|[a-z]{{3,6}})|(?:\d|{_TENTHS})\sin\s(?:10|ten)|\d{{1,3}}/\d{{1,3}}(?=\sof\s(?!an?\b)))(?![\w.,/]\w|\w)"
)


@lru_cache(maxsize=1)
def _number() -> "regex.Pattern[str]":
    return regex.compile(_numbers_en.NUMBER)


def rates(shadow: str) -> Iterator[tuple[int, int, Decimal]]:
    """Where such percentages stand, and their values.

    >>> [str(value) for *_, value in rates("five point seventy five percent; 3 out of 4; 1/2%; a percentage of 16.")]
    ['5.75', '0.5', '16', '75']
    """
    for sign in _SIGNS.finditer(shadow):
        is_rich = _RICH.search(shadow, max(0, sign.start() - 30), sign.start())
        if is_rich and (found := _ending(shadow, sign.end())):
            yield found
    for head in _HEADED.finditer(shadow):
        match = _number().match(shadow, head.end())
        exact = _numbers_en.read(match) if match else None
        if match and exact and _ALONE.match(shadow, match.end()):
            yield head.start("head"), match.end(), exact.value
    for sign in _PART_SIGNS.finditer(shadow):
        part = _PARTS.search(shadow, max(0, sign.start() - 6), sign.end() + 24)
        match = _number().match(shadow, part.start()) if part else None
        exact = _numbers_en.read(match) if match else None
        if part and match and exact and match.end() == part.end() and 0 < exact.value < 1:
            yield *part.span(), whole(exact.value * 100)


def _ending(shadow: str, end: int) -> tuple[int, int, Decimal] | None:
    """The number whose sign ends at `end`."""
    for match in _number().finditer(shadow, max(0, end - _WINDOW), end):
        if _OF_ONE.fullmatch(shadow, match.end(), end):
            exact = _numbers_en.read(match)
            return (match.start(), end, exact.value) if exact else None
    return None


def whole(value: Decimal) -> Decimal:
    """To the whole percent where the fraction has no end: a third is 33."""
    is_long = len(value.as_tuple().digits) >= 20
    return value.quantize(Decimal(1)) if is_long or value == value.to_integral_value() else value
