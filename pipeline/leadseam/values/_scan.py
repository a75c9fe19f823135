"""Numbers in the text with what stands around them: operators, ranges, currency signs."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from leadseam.lang._numeral import ONE, Numeral
from leadseam.schema import Op
from leadseam.values._grammar import Grammar

_LARGE = Decimal(10_000)
# Between the two numbers of a range stands no more than this.
_LONGEST_GAP = 12

Spans = Sequence[tuple[int, int]]


@dataclass(slots=True)
class Number:
    """A numeral at `shadow[start:end]`; `floor` is where the previous number or the value read there ends."""

    start: int
    end: int
    numeral: Numeral
    floor: int


@dataclass(slots=True)
class Before:
    """What stands right before a number: operator and currency sign, from `start` on."""

    start: int
    op: Op | None
    currency: str | None
    is_mega: bool = False


def numbers(shadow: str, grammar: Grammar, taken: Spans) -> list[Number]:
    """Every number outside the spans that are taken, ranges joined ("50-80亿", "5 to 8 billion")."""
    found: list[Number] = []
    last: Number | None = None
    for number in _single(shadow, grammar, taken):
        is_near = last is not None and number.start - last.end <= _LONGEST_GAP
        if is_near and last and (joined := _join(shadow, last, number, grammar)):
            found[-1] = last = joined
        else:
            found.append(number)
            last = number
    return found


def _single(shadow: str, grammar: Grammar, taken: Spans) -> Iterator[Number]:
    floor = 0
    rest = iter(taken)
    left, right = next(rest, _NOWHERE)
    for match in grammar.number.finditer(shadow):
        start, end = match.span()
        while right <= start:
            left, right = next(rest, _NOWHERE)
        if left < end:
            continue
        numeral = grammar.read_number(match)
        if numeral is not None:
            yield Number(start, end, numeral, floor)
            floor = end


_NOWHERE = (sys.maxsize, sys.maxsize)


def _join(shadow: str, left: Number, right: Number, grammar: Grammar) -> Number | None:
    gap = grammar.ranges.fullmatch(shadow, left.end, right.start)
    if gap and is_change(shadow, left.start, grammar):
        return None
    if not gap or left.numeral.hi is not None or right.numeral.hi is not None or not _may_join(shadow, left, gap[0]):
        return None
    lo, hi = left.numeral.lo, right.numeral.lo
    factor = right.numeral.factor
    if left.numeral.factor < _LARGE <= factor or left.numeral.factor == ONE:
        shared = factor if left.numeral.factor == ONE else _large(factor)
        lo = lo * shared if lo * shared < hi else lo
    if lo >= hi:
        return None
    numeral = right.numeral._replace(lo=lo, hi=hi, op="range")
    return Number(left.start, right.end, numeral, left.floor)


def _large(factor: Decimal) -> Decimal:
    """The part of a scale that a range shares: 万 of 一千到两千万."""
    return next(scale for scale in (_LARGE**3, _LARGE**2, _LARGE) if factor >= scale)


def _may_join(shadow: str, left: Number, gap: str) -> bool:
    if gap.strip() == "and":
        return shadow[max(0, left.start - 8) : left.start].rstrip().endswith("between")
    return True


def is_change(shadow: str, start: int, grammar: Grammar) -> bool:
    """Whether something rose or fell from a value to the next: two levels, no range ("fell from 12% to 8%")."""
    head = shadow[max(0, start - 40) : start]
    return head.endswith(" from ") and grammar.patterns["REACHED"].search(head) is not None


def may_measure(shadow: str, number: Number, grammar: Grammar) -> bool:
    """Whether a unit or currency can stand beside a number, or it is so large that it needs none."""
    if grammar.measure_opens[shadow[number.end : number.end + 1]] or number.numeral.factor >= _LARGE:
        return True
    last = shadow[number.start - 1 : number.start]
    return last in grammar.before_last or last.isspace() or last in grammar.words.SPOKEN_LAST


def before(shadow: str, number: Number, grammar: Grammar) -> Before:
    """The operator and currency sign right before a number."""
    floor = max(number.floor, number.start - grammar.words.BEFORE_WINDOW)
    if not _may_end_there(shadow, floor, number.start, grammar):
        return Before(number.start, None, None)
    match = grammar.before.search(shadow, floor, number.start)
    if not match or match.start() == number.start:
        return Before(number.start, None, None)
    op = _op(match, "b", grammar.ops_before) or _op(match, "c", grammar.ops_before)
    if match[0].strip() in grammar.words.SCALE_ONLY and number.numeral.form != "scale":
        op = None
    currency = grammar.currencies[match["cur"]] if match["cur"] else None
    start = match.start()
    while start < number.start and shadow[start].isspace():
        start += 1
    if shadow[start] == "~" and start and (shadow[start - 1].isdigit() or shadow[start - 1] == "%"):
        return Before(number.start, None, currency)
    return Before(start if op or currency else number.start, op, currency, bool(match["mega"]))


def _may_end_there(shadow: str, floor: int, end: int, grammar: Grammar) -> bool:
    """Whether an operator or a currency can end right before a number: what ends like one is then searched for."""
    last = shadow[end - 1 : end]
    if last == " " or (last.isspace() and grammar.lang == "en"):  # 美元 ends a cell, "over" a line within a sentence
        end -= 1
        last = shadow[end - 1 : end]
    return last in grammar.before_last and shadow.endswith(grammar.before_ends, floor, end)


def after(shadow: str, end: int, grammar: Grammar) -> tuple[Op | None, int]:
    """The operator right after a value that ends at `end`, and where that operator ends."""
    match = grammar.after.match(shadow, end) if grammar.after_opens[shadow[end : end + 1]] else None
    return (grammar.ops_after[int((match.lastgroup or "a0")[1:])], match.end()) if match else (None, end)


def _op(match: re.Match[str], prefix: str, ops: tuple[Op, ...]) -> Op | None:
    return next((op for at, op in enumerate(ops) if match[f"{prefix}{at}"]), None)


def bounds(numeral: Numeral, op: Op | None) -> tuple[Decimal | None, Decimal | None, Op]:
    """`lo`, `hi` and the operator of a numeral under the operator that the words around it give."""
    if numeral.op == "range" or (numeral.op != "=" and op is None):
        return numeral.lo, numeral.hi, numeral.op
    lo = numeral.lo
    if op in ("<", "<="):
        return None, lo, op
    if op in (">", ">="):
        return lo, numeral.hi if op == ">" else None, op
    if op == "~" and numeral.op == ">":
        return lo, numeral.hi, ">"
    return lo, lo, op or "="
