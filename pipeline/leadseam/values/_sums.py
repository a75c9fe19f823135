"""Sums that a text tells and its amounts contradict by a power of ten: the proof that translation slipped a unit.

A whole and its parts prove a slip only where they contradict each other (a part above the whole, a whole far below its
parts) and where exactly one amount, moved by a power of ten, makes the sum come out.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from leadseam.schema import Money, Value
from leadseam.values._grammar import Grammar

_FACTORS = tuple(Decimal(10) ** power for power in (1, 2, 3, 4, -1, -2, -3, -4))
_WINDOW = 400  # characters between a whole and its last part
_LONGEST_LIST = 40
_STEP = 160  # characters from one part to the next
_EXACT, _ROUNDED = Decimal(0), Decimal("0.002")
_INVESTED = frozenset(
    {
        *("total_investment", "planned_investment", "phase_investment", "fixed_asset_investment", "added_investment"),
        *("contract_amount", "completed_investment", "actual_foreign_capital", "other"),
    }
)


class Mend(NamedTuple):
    """The place of an amount in the list of values, and what it must have been."""

    at: int
    amount: Decimal


def mends(shadow: str, values: Sequence[Value], grammar: Grammar) -> Iterator[Mend]:
    """Every amount that a sum of the text proves to be off by a power of ten.

    "450 million, then an additional 2500 million: 700 million in total" gives 250 million for the second.
    """
    exact = [at for at, value in enumerate(values) if isinstance(value, Money) and value.op == "=" and value.lo]
    for first in range(len(exact) - 2):
        sets = (
            _added(shadow, values, exact[first : first + 3], grammar),
            _listed(shadow, values, exact, first, grammar),
        )
        for whole, parts in (one for one in sets if one):
            mend = _mend(values, whole, parts)
            if mend:
                yield mend


def _amount(values: Sequence[Value], at: int) -> Decimal:
    value = values[at]
    return value.lo or Decimal(0) if isinstance(value, Money) else Decimal(0)


def _added(shadow: str, values: Sequence[Value], trio: list[int], grammar: Grammar) -> tuple[int, list[int]] | None:
    """Two amounts and their sum: "an initial A, an additional B, now C in total"."""
    first, second, total = (values[at] for at in trio)
    if not _alike(first, second) or not _alike(first, total) or total.end - first.start > _WINDOW:
        return None
    between, before = shadow[first.end : second.start], shadow[second.end : total.start]
    told = grammar.patterns["ADDED"].search(between) and grammar.patterns["TOTAL"].search(before)
    return (trio[2], trio[:2]) if told else None


def _listed(
    shadow: str, values: Sequence[Value], exact: list[int], first: int, grammar: Grammar
) -> tuple[int, list[int]] | None:
    """A whole and all parts listed after it in its paragraph: "a total of A, including B, C and D"."""
    whole, parts = exact[first], list[int]()
    for before, at in pairwise(exact[first : first + _LONGEST_LIST]):
        gap = shadow[values[before].end : values[at].start]
        if "\n" in gap or len(gap) > _STEP or not _alike(values[whole], values[at]):
            break
        if not parts and not grammar.patterns["PART"].search(gap):
            return None
        parts.append(at)
    return (whole, parts) if len(parts) > 2 else None


def _alike(left: Value, right: Value) -> bool:
    if not isinstance(left, Money) or not isinstance(right, Money):
        return False
    return left.currency == right.currency and {left.role, right.role} <= _INVESTED


def _mend(values: Sequence[Value], whole: int, parts: list[int]) -> Mend | None:
    """The one amount whose shift makes the sum come out; None if it does already, or if more than one could."""
    total, amounts = _amount(values, whole), [_amount(values, at) for at in parts]
    told = sum(amounts, Decimal(0))
    slack = _EXACT if len(parts) == 2 and not _contradicts(total, amounts) else _ROUNDED
    if _is_sum(told, total, slack) or (len(parts) > 2 and not _contradicts(total, amounts)):
        return None
    options = [Mend(whole, total * factor) for factor in _FACTORS if _is_sum(told, total * factor, slack)]
    for at, amount in zip(parts, amounts, strict=True):
        rest = told - amount
        options += [Mend(at, amount * factor) for factor in _FACTORS if _is_sum(rest + amount * factor, total, slack)]
    return options[0] if len(options) == 1 else None


def _contradicts(total: Decimal, parts: list[Decimal]) -> bool:
    return max(parts) > total or sum(parts) * 5 < total


def _is_sum(told: Decimal, total: Decimal, slack: Decimal) -> bool:
    return abs(told - total) <= slack * total
