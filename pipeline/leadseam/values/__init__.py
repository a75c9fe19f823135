"""Text to values: money, dates, places, quantities. Pure functions, no document, no I/O."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from leadseam.resources import Resources
from leadseam.schema import DateRange, Lang, Money, Percent, PlaceValue, Value
from leadseam.values import _links, _repair, _roles, _scan, _tables, dates, money, place, quantity
from leadseam.values._grammar import Grammar, grammar
from leadseam.values._spans import disjoint, is_covered
from leadseam.values._text import links, shadow, written
from leadseam.values.number import Number
from leadseam.values.number import find as numbers

__all__ = ["Number", "days", "find", "named", "numbers"]


def find(
    text: str,
    resources: Resources,
    *,
    lang: Lang,
    is_mt: bool = False,
    published: date | None = None,
    home: str | None = None,
) -> tuple[Value, ...]:
    """Every value in the text, by position. `home` is the adcode that 我市 or "our city" stands for.

    >>> from leadseam.resources import load
    >>> [value.text for value in find("总投资约3.5亿元，占地200亩。", load(), lang="zh")]
    ['约3.5亿元', '200亩']
    """
    rules = grammar(lang, resources)
    seen = shadow(text, resources)
    days = dates.find(text, seen, grammar=rules, published=published, resources=resources)
    taken = disjoint([*((day.start, day.end) for day in days), *links(seen)])
    counted = _counted(seen, taken, grammar=rules, home=home)
    ordered = sorted([*days, *counted], key=_by_start)
    apart = tuple(_links.share_basis(seen, _apart(ordered), rules))
    linked = _links.link(seen, _roles.inherit(seen, apart, rules), rules)
    mended = _repair.repair(seen, linked, grammar=rules, is_mt=is_mt, resources=resources)
    found = [written(value, text) for value in mended]
    places = place.find(text, resources, lang=lang, is_mt=is_mt, published=published, home=home)
    return _with_places(found, places)


def days(text: str, resources: Resources, *, lang: Lang, published: date | None = None) -> tuple[DateRange, ...]:
    """The dates and periods alone, at a third of the cost of every value.

    >>> from leadseam.resources import load
    >>> [value.text for value in days("2024年一季度引资3亿元", load(), lang="zh")]
    ['2024年一季度']
    """
    seen = shadow(text, resources)
    found = dates.find(text, seen, grammar=grammar(lang, resources), published=published, resources=resources)
    return tuple(written(value, text) for value in found)


def named(values: Sequence[Value]) -> tuple[Value, ...]:
    """The values without the places that only open a company's name (杭州 in 杭州海康威视); links keep their value.

    >>> from leadseam.resources import load
    >>> [value.text for value in named(find("杭州海康威视与桐庐县签约。", load(), lang="zh"))]
    ['桐庐县']
    """
    kept = [at for at, value in enumerate(values) if not (isinstance(value, PlaceValue) and "in_name" in value.flags)]
    index = {at: position for position, at in enumerate(kept)}
    return tuple(_moved(values[at], index) for at in kept)


def _moved(value: Value, index: Mapping[int, int]) -> Value:
    if not isinstance(value, Money):
        return value
    equiv = None if value.equiv_of is None else index[value.equiv_of]
    whole = None if value.part_of is None else index[value.part_of]
    return value if (equiv, whole) == (value.equiv_of, value.part_of) else replace(value, equiv_of=equiv, part_of=whole)


def _with_places(found: list[Value], places: tuple[PlaceValue, ...]) -> tuple[Value, ...]:
    """All of them by position; what points to another value follows it to its new index."""
    taken = disjoint((value.start, value.end) for value in found if isinstance(value, Money))
    apart = (one for one in places if one.country is None or not is_covered(one.start, one.end, taken))  # 瑞士法郎
    ordered = sorted([*found, *apart], key=_by_start)
    if not any(isinstance(value, Money) and (value.equiv_of, value.part_of) != (None, None) for value in found):
        return tuple(ordered)
    index = {id(value): at for at, value in enumerate(ordered)}
    moved = {at: index[id(value)] for at, value in enumerate(found)}
    return tuple(_moved(value, moved) for value in ordered)


def _by_start(value: Value) -> int:
    """By position, of those that start alike the longest first; no value is as long as a million characters."""
    return (value.start << 20) - value.end


def _counted(seen: str, taken: list[tuple[int, int]], *, grammar: Grammar, home: str | None) -> list[Value]:
    known = _roles.cues(seen, grammar)
    reads: list[_links.Read] = []
    end = 0
    for number in _scan.numbers(seen, grammar, taken):
        number.floor = max(number.floor, end)
        value = (
            _read(seen, number, known, grammar=grammar, home=home) if _scan.may_measure(seen, number, grammar) else None
        )
        end = value.end if value else end
        reads.append((number, value))
    _links.share_units(seen, reads, grammar)
    found = [value for _, value in reads if value is not None]
    percents = {number.end: number.start for number, value in reads if isinstance(value, Percent)}
    spelled = [*quantity.spelled(seen, grammar), *quantity.rates(seen, grammar, percents)]
    spelled = [value for value in spelled if not is_covered(value.start, value.end, taken)]
    return [*_links.merge_ranges(seen, [*found, *spelled], grammar), *_tables.find(seen, known, grammar)]


def _read(seen: str, number: _scan.Number, known: _roles.Cues, *, grammar: Grammar, home: str | None) -> Value | None:
    """What a number measures, with what stands right before it: an amount, a percentage or a quantity."""
    lead = _scan.before(seen, number, grammar)
    amount = money.read(seen, number, lead, known, grammar=grammar, home=home)
    return amount or quantity.read(seen, number, lead, grammar)


def _apart(ordered: list[Value]) -> list[Value]:
    """The values without those that another one overlaps; money beats what it overlaps."""
    kept: list[Value] = []
    for value in ordered:
        if kept and value.start < kept[-1].end:
            if isinstance(value, Money) and not isinstance(kept[-1], Money):
                kept[-1] = value
            continue
        kept.append(value)
    return kept
