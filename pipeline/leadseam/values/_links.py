"""Amounts that belong together: ranges written twice, lists with one unit, equivalents, parts."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from leadseam.schema import Money, Percent, Quantity, Value
from leadseam.values._grammar import Grammar
from leadseam.values._scan import Number, is_change

Read = tuple[Number, Value | None]


def share_units(shadow: str, reads: list[Read], grammar: Grammar) -> None:
    """Give a number without a unit that of the amount it is listed with ("6亿、4.5亿和2.2亿元"), in place."""
    for at in range(len(reads) - 2, -1, -1):
        number, value = reads[at]
        following, owner = reads[at + 1]
        if not isinstance(owner, Money) or (value is not None and not _is_vague(value)) or owner.op == "level":
            continue
        if not grammar.lists.fullmatch(shadow, number.end, owner.start) or number.numeral.hi is not None:
            continue
        if number.numeral.form == "scale" or _is_year(shadow, number):
            continue
        lo = number.numeral.lo
        factor = following.numeral.factor if number.numeral.factor == 1 else number.numeral.factor
        lo *= factor / number.numeral.factor
        amount = replace(owner, start=number.start, end=number.end, lo=lo, hi=lo, op="=", flags=("shared_unit",))
        reads[at] = replace(number, numeral=number.numeral._replace(factor=factor)), amount


def share_basis(shadow: str, values: list[Value], grammar: Grammar) -> list[Value]:
    """The values, where a percentage listed behind a growth is one too ("分别增长5%、8%和12%")."""
    for at in range(1, len(values)):
        left, right = values[at - 1], values[at]
        if not (isinstance(left, Percent) and isinstance(right, Percent)) or (left.basis, right.basis) != _LISTED:
            continue
        gap = shadow[left.end : right.start].strip()
        is_alike = shadow[left.end - 1] == shadow[right.end - 1] and not (gap == "," and grammar.lang == "zh")
        if is_alike and grammar.lists.fullmatch(shadow, left.end, right.start):
            values[at] = _fallen(right) if (left.hi or left.lo or 0) < 0 else replace(right, basis="growth")
    return values


# How far from an amount its equivalent may begin.
_RESTATED = {"zh": 14, "en": 26}
_LISTED = ("growth", "share")


def _fallen(value: Percent) -> Percent:
    lo, hi = (None if edge is None else -abs(edge) for edge in (value.hi, value.lo))
    return replace(value, basis="growth", lo=lo, hi=hi)


def _is_vague(value: Value) -> bool:
    return isinstance(value, Money) and not value.currency_explicit


def _is_year(shadow: str, number: Number) -> bool:
    written = shadow[number.start : number.end]
    return len(written) == 4 and written.isdigit() and written[:2] in ("19", "20")


def merge_ranges(shadow: str, values: Sequence[Value], grammar: Grammar) -> list[Value]:
    """Join two values that a range sign connects ("5000万元至1亿元", "10%-20%")."""
    merged: list[Value] = []
    for value in values:
        left = merged[-1] if merged else None
        if left is not None and (joined := _joined(shadow, left, value, grammar)):
            merged[-1] = joined
        else:
            merged.append(value)
    return merged


def _joined(shadow: str, left: Value, right: Value, grammar: Grammar) -> Value | None:
    gap = grammar.ranges.fullmatch(shadow, left.end, right.start)
    if not gap or (
        gap[0].strip() == "and" and not shadow[max(0, left.start - 9) : left.start].rstrip().endswith("between")
    ):
        return None
    if shadow.endswith("by ", 0, left.start) or is_change(shadow, left.start, grammar):
        return None
    if isinstance(left, Money) and isinstance(right, Money):
        same = left.currency == right.currency or not left.currency_explicit
        return _sized(shadow, _range(left, right), grammar) if same and left.op == right.op == "=" else None
    if isinstance(left, Percent) and isinstance(right, Percent):
        return _range(left, right) if left.op == right.op == "=" else None
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        return _range(left, right) if left.unit == right.unit and left.op == right.op == "=" else None
    return None


def _sized(shadow: str, value: Value | None, grammar: Grammar) -> Value | None:
    """A range of amounts that projects are counted by ("5亿元至10亿元项目7个") bounds their size."""
    if isinstance(value, Money) and grammar.patterns["COUNTED_AFTER"].match(shadow, value.end):
        return replace(value, role="threshold")
    return value


def _range(left: Money | Percent | Quantity, right: Money | Percent | Quantity) -> Value | None:
    if left.lo is None or right.hi is None or left.lo >= right.hi:
        return None
    return replace(right, start=left.start, lo=left.lo, op="range")


def link(shadow: str, values: tuple[Value, ...], grammar: Grammar) -> tuple[Value, ...]:
    """Set `equiv_of` and `part_of`: indexes of the amount that another restates, or is a part of."""
    linked = list(values)
    amounts = [at for at, value in enumerate(values) if isinstance(value, Money)]
    for left, right in pairwise(amounts):
        linked[right] = _linked(shadow, linked, left, right, grammar)
    return tuple(linked)


def _linked(shadow: str, values: list[Value], left: int, right: int, grammar: Grammar) -> Value:
    first, second = values[left], values[right]
    if not isinstance(first, Money) or not isinstance(second, Money):
        return second
    gap = shadow[first.end : second.start]
    root = left if first.equiv_of is None else first.equiv_of
    lead = shadow[first.end : second.end]
    if (
        first.currency != second.currency
        and len(gap) <= _RESTATED[grammar.lang]
        and _restates(gap, lead, first, grammar)
    ):
        origin = values[root]
        role = origin.role if isinstance(origin, Money) else second.role
        return replace(second, equiv_of=root, role=role)
    whole = first.part_of if first.part_of is not None else root
    is_first = bool(grammar.patterns["PART"].search(gap))
    goes_on = first.part_of is not None and len(gap) <= 12
    return _part(values[whole], whole, second, is_first=is_first, gap=gap) if is_first or goes_on else second


def _restates(gap: str, lead: str, first: Money, grammar: Grammar) -> bool:
    if "、" in gap or "和" in gap or " and " in gap:
        return False
    return bool(grammar.patterns["EQUIVALENT_CUE"].search(lead[: len(gap) + 4])) or (
        first.equiv_of is not None and gap.strip() in ("or", "或", ",", "、")
    )


def _part(owner: Value, whole: int, second: Money, *, is_first: bool, gap: str) -> Money:
    """An amount after 其中 is part of the one before it, and so are those listed with it."""
    if not isinstance(owner, Money) or any(mark in gap for mark in "。;\n") or len(gap) > 80:
        return second
    alike = owner.currency == second.currency and owner.role not in _NO_PART and second.role not in _NO_PART
    if not alike or second.op == "level" or owner.lo is None or second.lo is None:
        return second
    if second.lo <= owner.lo:
        return replace(second, part_of=whole)
    is_odd = is_first and owner.op in ("=", "~") and second.role in _INVESTED and owner.role in _INVESTED
    return replace(second, flags=(*second.flags, "suspect_magnitude"), confidence=0.5) if is_odd else second


_NO_PART = frozenset({"threshold", "annual_output", "revenue", "tax", "profit", "registered_capital", "delta"})
_INVESTED = frozenset(
    {"total_investment", "planned_investment", "fixed_asset_investment", "equipment_investment", "phase_investment"}
)
