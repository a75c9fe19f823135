"""Amounts in tables: a column whose head names a unit of money, or a table under a line like 单位：万元."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from leadseam.lang._later import later
from leadseam.schema import Money
from leadseam.values._grammar import Grammar
from leadseam.values._roles import Cues

_ROW = later(r"[^\n]*\t[^\n]*")
_CELL = later(r"\s*(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?)\s*")
_UNIT_LINE = later(r"(?:单位|unit|in units of)\s?[::]?\s?(?P<unit>[^\n\t]{1,20})")


class _Unit(NamedTuple):
    factor: Decimal
    currency: str
    role: str


def find(shadow: str, known: Cues, grammar: Grammar) -> list[Money]:
    """The amounts in the cells of money columns, each flagged as having its unit from the head.

    A row is a line with tabs; the columns of a table go on as long as its rows follow each other.
    """
    if "\t" not in shadow:
        return []
    return list(_amounts(shadow, known, grammar))


def _amounts(shadow: str, known: Cues, grammar: Grammar) -> Iterator[Money]:
    columns: dict[int, _Unit] = {}
    common: _Unit | None = None
    last = -2
    for row in _ROW.finditer(shadow):
        if row.start() != last + 1:
            columns, common = {}, _common(shadow, row.start(), grammar)
        last = row.end()
        for at, (start, end) in enumerate(_cells(shadow, row)):
            if number := _CELL.fullmatch(shadow, start, end):
                unit = columns.get(at)
                if unit:
                    yield _amount(number, unit)
            elif unit := _head(shadow, (start, end), common, known, grammar=grammar):
                columns[at] = unit


def _cells(shadow: str, row: re.Match[str]) -> Iterator[tuple[int, int]]:
    start = row.start()
    while start <= row.end():
        end = shadow.find("\t", start, row.end())
        end = row.end() if end < 0 else end
        yield start, end
        start = end + 1


def _common(shadow: str, start: int, grammar: Grammar) -> _Unit | None:
    """The unit that a line just above a table sets for it."""
    units = _UNIT_LINE.findall(shadow[max(0, start - 60) : start])
    return _unit(units[-1], "other", grammar) if units else None


def _head(shadow: str, span: tuple[int, int], common: _Unit | None, known: Cues, *, grammar: Grammar) -> _Unit | None:
    start, end = span
    if end - start > 40:
        return None
    at = bisect_left(known.starts, start)
    role = known.roles[at] if at < len(known.starts) and known.ends[at] <= end else None
    unit = _unit(shadow[start:end], role or "other", grammar)
    return unit or (_Unit(common.factor, common.currency, role) if common and role else None)


def _unit(words: str, role: str, grammar: Grammar) -> _Unit | None:
    for number in grammar.number.finditer(words):
        numeral = grammar.read_number(number)
        suffix = grammar.suffix.match(words, number.end())
        if numeral and suffix:
            return _Unit(numeral.lo, grammar.currencies[suffix["cur"]], role)
    return None


def _amount(number: re.Match[str], unit: _Unit) -> Money:
    value = Decimal(number["number"].replace(",", "")) * unit.factor
    return Money(
        start=number.start("number"), end=number.end("number"), text="", lo=value, hi=value, currency=unit.currency,
        role=unit.role, flags=("unit_from_head",),
    )  # fmt: skip
