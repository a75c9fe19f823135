"""Numbers on their own: every numeral of a text, whether or not it measures anything."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Literal

from leadseam.lang._heads import guarded, starts
from leadseam.lang._later import later, regex_later
from leadseam.lang._numeral import Exact
from leadseam.resources import Resources
from leadseam.schema import Lang, Op, Value
from leadseam.values._grammar import Grammar, grammar
from leadseam.values._spans import disjoint, is_covered
from leadseam.values._text import links, shadow, written

if TYPE_CHECKING:
    import regex


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Value):
    """A number with its operator; `lo` and `hi` are equal unless the words bound one side only, or give both."""

    kind: Literal["number"] = "number"
    lo: Decimal | None
    hi: Decimal | None
    op: Op = "="


def find(text: str, resources: Resources, *, lang: Lang) -> tuple[Number, ...]:
    """Every number in the text, by position, ranges and comparisons as one; ordinals are none.

    >>> from leadseam.resources import load
    >>> [(n.text, str(n.lo)) for n in find("三分之一的人买了两打，花了3万4000元", load(), lang="zh")]
    [('三分之一', '0.3333333333333333333333333333'), ('两打', '24'), ('3万4000', '34000')]
    >>> [(n.text, n.op) for n in find("more than two hundred; 3 to 5", load(), lang="en")]
    [('more than two hundred', '>'), ('3 to 5', 'range')]
    """
    rules = grammar(lang, resources)
    seen, places = _squeezed(_with_capitals(text, shadow(text, resources)))
    plain = [_compared(seen, number, rules) for number in _plain(seen, lang, resources)]
    joined = _joined(seen, plain, rules)
    if isinstance(places, range):
        return tuple(written(number, text) for number in joined)
    spans = ((number, places[number.start], places[number.end - 1] + 1) for number in joined)
    return tuple(replace(number, start=start, end=end, text=text[start:end]) for number, start, end in spans)


def _squeezed(seen: str) -> tuple[str, Sequence[int]]:
    """The shadow with one blank for two or three between English words, and where each of its characters stands.

    >>> _squeezed("two  hundred")
    ('two hundred', [0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11])
    """
    if "  " not in seen:
        return seen, range(len(seen))
    blanks = {at for gap in _BLANKS.finditer(seen) for at in range(gap.start() + 1, gap.end())}
    if not blanks:
        return seen, range(len(seen))
    places = [at for at in range(len(seen)) if at not in blanks]
    return "".join(seen[at] for at in places), places


_BLANKS = later(r"(?<=[a-z]) {2,3}(?=[a-z\d])|(?<=\d) {2,3}(?=[a-z])")


def _with_capitals(text: str, seen: str) -> str:
    """The shadow with the capitals behind digits kept: 5M is five million, 5m are metres, 5T a trillion, 5t tonnes."""
    if not _CAPITALS.search(text):
        return seen
    kept = list(seen)
    for match in _CAPITALS.finditer(text):
        kept[match.start() : match.end()] = match[0]
    return "".join(kept)


_CAPITALS = later(r"(?=[MGT])(?:(?<=\d)|(?<=\d\s))(?:MM?|[GT])(?![A-Za-z\d])")


@lru_cache(maxsize=4)
def _patterns(lang: Lang, resources: Resources) -> "tuple[ModuleType, re.Pattern[str], regex.Pattern[str]]":
    """The language, where a number can start, cheap to look for, and the grammar that is tried there."""
    if lang == "en":
        from leadseam.lang import _numbers_en

        return _numbers_en, later(_numbers_en.START), regex_later(_numbers_en.NUMBER)
    from leadseam.lang import _numbers_zh

    words = sorted(resources.lines("lexicons/zh/number_words.txt"), key=len, reverse=True)
    form = f"(?P<skip>{'|'.join(words)})|{_numbers_zh.NUMBER}"
    return _numbers_zh, later(starts(form)), regex_later(guarded(form))


def _plain(seen: str, lang: Lang, resources: Resources) -> list[Number]:
    taken = disjoint(links(seen))
    found = (_number(match, exact) for match, exact in _matches(seen, lang, resources))
    return [number for number in found if not is_covered(number.start, number.start + 1, taken)]


def _matches(seen: str, lang: Lang, resources: Resources) -> "Iterator[tuple[regex.Match[str], Exact]]":
    language, starts, pattern = _patterns(lang, resources)
    end = 0
    for start in starts.finditer(seen):
        match = pattern.match(seen, start.start()) if start.start() >= end else None
        if match is None:
            continue
        exact = language.read(match)
        if exact is None and (head := language.head(match)):
            match = pattern.match(seen, match.start(), head) or match
            exact = language.read(match)
        end = match.end()
        if exact:
            yield match, exact


def _number(match: "regex.Match[str]", exact: Exact) -> Number:
    start, end = match.span()
    while end > start and match.string[end - 1].isspace():
        end -= 1
    op: Op = ">" if exact.is_open else "=" if exact.hi is None else "range"
    hi = None if exact.is_open else exact.value if exact.hi is None else exact.hi
    return Number(start=start, end=end, text="", lo=exact.value, hi=hi, op=op)


def _compared(seen: str, number: Number, rules: Grammar) -> Number:
    """The number with the operator that the words before or after it give."""
    before = rules.compare_before.search(seen, max(0, number.start - 40), number.start)
    after = rules.compare_after.match(seen, number.end)
    told = _op(before, rules.ops_compare_before), _op(after, rules.ops_compare_after)
    op = told[1] if told[0] == "=" and told[1] else told[0] or told[1]
    if op is None or number.op != "=":
        return number
    lo, hi = (None, number.hi) if op in ("<", "<=") else (number.lo, None if op in (">", ">=") else number.hi)
    start = before.start() if before else number.start
    return replace(number, start=start, end=after.end() if after else number.end, lo=lo, hi=hi, op=op)


def _op(match: "regex.Match[str] | None", ops: tuple[Op, ...]) -> Op | None:
    return next((op for at, op in enumerate(ops) if match[f"o{at}"]), None) if match else None


def _joined(seen: str, numbers: list[Number], rules: Grammar) -> list[Number]:
    """Two numbers that a range sign or two comparisons tie together become one."""
    joined: list[Number] = []
    for number in numbers:
        left = joined[-1] if joined else None
        if left and number.start < left.end:
            continue
        if left and (both := _both(seen, left, number, rules)):
            joined[-1] = both
        else:
            joined.append(number)
    return joined


def _both(seen: str, left: Number, right: Number, rules: Grammar) -> Number | None:
    if left.op == right.op == "=" and left.lo is not None and right.hi is not None and left.lo < right.hi:
        gap = seen[left.end : right.start]
        if seen[max(0, left.start - 2) : left.start].strip(" ").endswith(("-", "/")):
            return None
        is_range = rules.ranges.fullmatch(gap) and (gap.strip() != "and" or seen.endswith("between ", 0, left.start))
        is_range = is_range or (gap in ("和", "与", "跟") and _is_between(seen, left.start, right.end))
        return replace(left, end=right.end, hi=right.hi, op="range") if is_range and "/" not in gap else None
    lower, upper = (left, right) if left.hi is None else (right, left)
    if lower.lo is None or upper.hi is None or lower.hi is not None or upper.lo is not None or lower.lo >= upper.hi:
        return None
    is_tied = rules.tied.fullmatch(seen, left.end, right.start)
    return replace(left, end=right.end, lo=lower.lo, hi=upper.hi, op="range") if is_tied else None


def _is_between(seen: str, start: int, end: int) -> bool:
    """Whether words around two numbers say that something lies between them: 介于3和5, 在三与五之间."""
    return seen[:start].endswith(("介于", "介乎")) or seen.startswith("之间", end)
