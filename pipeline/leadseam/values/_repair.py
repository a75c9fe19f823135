"""Repair of amounts that machine translation broke, only where the text proves it; what is merely odd is flagged."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, pairwise

from leadseam.lang._later import later
from leadseam.resources import Resources
from leadseam.schema import Money, Quantity, Value
from leadseam.values._grammar import Grammar
from leadseam.values._sums import mends

# 4.5亿 comes out as "4$500 million": the whole part, the sign, then three decimals of a hundred million.
_SPLIT = later(r"(?<![\d.,$])(\d{1,3})$")
_TORN = later(r"(?:[a-z] (?=\d{1,3}\. )|\b(?:of|is|was|to|reached|exceeded|totaled|invested|about) )(\d{1,3})\.? $")
_FRACTION = later(r"(\d{1,3}) (?:m|b)illion")
_HUNDRED_MILLION = Decimal(10**8)
_GROUPED = frozenset({"planned_investment", "total_investment", "contract_amount", "other"})
_FEWER, _AS_MUCH = 3, Decimal("0.8")


def repair(
    shadow: str, values: Sequence[Value], *, grammar: Grammar, is_mt: bool, resources: Resources
) -> tuple[Value, ...]:
    """The values with broken amounts mended (`mt_fixed` and the rule) and odd ones flagged (`mt_suspect`)."""
    found = list(values)
    if grammar.lang == "en":
        found = [_untorn(shadow, _unsplit(shadow, value)) for value in found]
        _mend_sums(shadow, found, grammar)
        _flag_groups(shadow, found)
    if is_mt:
        found = [_flag_acres(value) for value in found]
    _flag_rates(found, resources)
    return tuple(found)


def flagged(value: Money, *flags: str, confidence: float) -> Money:
    """The amount with more flags and no more confidence than given."""
    return replace(value, flags=(*value.flags, *flags), confidence=min(value.confidence, confidence))


def _unsplit(shadow: str, value: Value) -> Value:
    if not isinstance(value, Money) or value.lo is None or value.op != "=" or not shadow.startswith("$", value.start):
        return value
    whole = _SPLIT.search(shadow, max(0, value.start - 6), value.start)
    fraction = value.lo / Decimal(10**6)
    if not whole or not shadow.startswith(" million", value.start + 4) or not 100 <= fraction < 1000:
        return value
    amount = (int(whole[1]) + fraction / 1000) * _HUNDRED_MILLION
    mended = replace(value, start=whole.start(), lo=amount, hi=amount)
    return flagged(mended, "mt_fixed", "split_number", confidence=0.8)


def _untorn(shadow: str, value: Value) -> Value:
    """A decimal torn at its point ("of 4. 21 billion", "of 76 27 million").

    Three decimals that end in zero are those of a hundred million: "of 48. 600 million" is 48.6亿.
    """
    if not isinstance(value, Money) or value.lo is None or value.op != "=":
        return value
    torn = _TORN.search(shadow, max(0, value.start - 24), value.start)
    written = _FRACTION.match(shadow, value.start)
    if not torn or not written:
        return value
    digits = written[1]
    unit = _HUNDRED_MILLION if len(digits) == 3 and digits.endswith("0") else value.lo / int(digits)
    amount = Decimal(f"{torn[1]}.{digits}") * unit
    mended = replace(value, start=torn.start(1), lo=amount, hi=amount)
    return flagged(mended, "mt_fixed", "split_number", confidence=0.7)


def _mend_sums(shadow: str, values: list[Value], grammar: Grammar) -> None:
    for mend in tuple(mends(shadow, values, grammar)):
        broken = values[mend.at]
        if isinstance(broken, Money) and "mt_fixed" not in broken.flags:
            known = tuple(flag for flag in broken.flags if flag != "suspect_magnitude")
            mended = replace(broken, lo=mend.amount, hi=mend.amount, flags=known)
            values[mend.at] = flagged(mended, "mt_fixed", "sum_checked", confidence=0.8)


def _flag_groups(shadow: str, values: list[Value]) -> None:
    """Flag a group of few projects that costs as much as a far larger group in the same text."""
    groups = list(_groups(shadow, values))
    for (few, few_at), (many, many_at) in combinations(sorted(groups), 2):
        small, large = values[few_at], values[many_at]
        if not isinstance(small, Money) or not isinstance(large, Money) or "mt_suspect" in small.flags:
            continue
        costs = (small.lo or Decimal(0)) >= _AS_MUCH * (large.lo or Decimal(0))
        if few * _FEWER <= many and costs and small.currency == large.currency:
            values[few_at] = flagged(small, "mt_suspect", "suspect_magnitude", confidence=0.3)


def _groups(shadow: str, values: list[Value]) -> Iterator[tuple[Decimal, int]]:
    for at, (count, amount) in enumerate(pairwise(values), 1):
        if not isinstance(count, Quantity) or not isinstance(amount, Money) or count.unit != "projects":
            continue
        gap = shadow[count.end : amount.start]
        if len(gap) <= 80 and amount.role in _GROUPED and amount.lo and count.lo and count.lo > 1 and ". " not in gap:
            yield count.lo, at


def _flag_acres(value: Value) -> Value:
    """亩 comes out as "acres", six times too large."""
    if isinstance(value, Quantity) and value.unit == "acre":
        return replace(value, flags=(*value.flags, "mt_suspect", "acre_for_mu"), confidence=0.5)
    return value


def _flag_rates(values: list[Value], resources: Resources) -> None:
    for at, value in enumerate(values):
        if not isinstance(value, Money) or value.equiv_of is None:
            continue
        origin = values[value.equiv_of]
        if isinstance(origin, Money) and not _is_exchange(origin, value, resources):
            values[at] = flagged(value, "suspect_magnitude", confidence=0.5)


def _is_exchange(left: Money, right: Money, resources: Resources) -> bool:
    bounds = _bounds(resources)
    foreign, yuan = (left, right) if right.currency == "CNY" else (right, left)
    if yuan.currency != "CNY" or foreign.currency not in bounds or not foreign.lo or not yuan.lo:
        return True
    low, high = bounds[foreign.currency]
    return low <= yuan.lo / foreign.lo <= high


@lru_cache(maxsize=4)
def _bounds(resources: Resources) -> dict[str, tuple[Decimal, Decimal]]:
    rows = resources.rows("exchange_bounds.csv")
    return {row["currency"]: (Decimal(row["low"]), Decimal(row["high"])) for row in rows}
