"""Recall and precision of values against annotated rows: the yardstick of this package.

What counts as the same, beyond equal values: an end given as the day after or as the first day of the last unit; an
open side that `mod` tells (`since`, `before`, `as_of`) though the other annotation leaves it out; a date without a year
in the year of the nearest past, where the row takes the same day of the year ahead; a datetime by its day. An
annotation that is itself unresolved is met by an abstention, and an unresolved value of ours is no claim: it is not
counted as found. Expected times of day, and days that no calendar has, are left out. A number range is compared by its
bounds, whether they belong to it or not, and counts as two numbers where the row has numbers alone; a range of
percentages that writes both ends counts as two. Places annotated without a span are compared anywhere in the text.
"""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from leadseam.resources import Resources, load, regions
from leadseam.schema import DateRange, Money, Percent, PlaceValue, Quantity, Value
from leadseam.values import find, named, number

Row = Mapping[str, Any]
_APART = re.compile(r"\d\D*[-–—~～到至]|[%％] ?(?:to|and) | to ")
_OPS = {"≥": ">=", "≤": "<=", "≈": "~"}
_COMMON = {
    "Dollar": ("USD",),
    "Pound": ("GBP",),
    "Franc": ("FRF", "CHF"),
    "Rupee": ("INR",),
    "$": ("USD",),
    "£": ("GBP",),
    "Bitcoin": ("XBT",),
    "Finnish markka": ("FIM",),
    "Rial": ("IRR", "OMR", "YER"),
    "Riyal": ("SAR", "QAR"),
}
_COUNTED = ("count", "area", "capacity", "jobs", "dimension")


@dataclass(slots=True)
class Tally:
    """Expected and found values of one kind and language, those that agree, and those whose operator agrees too."""

    expected: int = 0
    found: int = 0
    right: int = 0
    right_with_op: int = 0

    @property
    def recall(self) -> float:
        """Right values among the expected ones."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        """Right values among those found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall_with_op(self) -> float:
        """Values right with their operator among the expected ones."""
        return self.right_with_op / self.expected if self.expected else 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """A row with what was expected and not found, and what was found and not expected."""

    id: str
    kind: str
    text: str
    missing: tuple[Any, ...]
    spurious: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Distractors:
    """Rows tagged `distractor` and what was found in them, of their kinds, where nothing is expected."""

    rows: int = 0
    hits: tuple[Miss, ...] = ()

    @property
    def figures(self) -> dict[str, int]:
        """How many rows, and how many false hits in them."""
        return {"rows": self.rows, "false_hits": sum(len(hit.spurious) for hit in self.hits)}


@dataclass(frozen=True, slots=True)
class Report:
    """Tallies by (kind, language), the rows that went wrong, and the false hits in distractors."""

    tallies: dict[tuple[str, str], Tally]
    misses: tuple[Miss, ...]
    distractors: Distractors

    @property
    def figures(self) -> dict[str, dict[str, int | float]]:
        """The figures of every kind and language, named "money zh" and so on."""
        return {
            f"{kind} {lang}": {
                "expected": tally.expected,
                "recall": tally.recall,
                "precision": tally.precision,
                "recall_with_op": tally.recall_with_op,
            }
            for (kind, lang), tally in sorted(self.tallies.items())
        }

    @property
    def errors(self) -> tuple[str, ...]:
        """One line a wrong row: what was missed and what was found instead."""
        return tuple(
            f"{miss.id} {miss.kind}: missed {[wanted['text'] for wanted in miss.missing]}, "
            f"found {[value.text for value in miss.spurious]}"
            for miss in self.misses
        )


Reader = Callable[[Row], tuple[Value, ...]]


def score(rows: Iterable[Row], resources: Resources | None = None, *, reader: Reader | None = None) -> Report:
    """Read every row and compare: a value is right when it overlaps an expected one and says the same.

    `reader` stands in for this package's own reading, to measure something else by the same rules.

    >>> row = {"id": "1", "lang": "zh", "text": "投资5亿元", "expected": [{"span": [2, 5], "text": "5亿元", "kind":
    ...        "money", "value": {"lo": 5e8, "hi": 5e8, "cur": "CNY", "op": "="}}], "kinds": ["money"]}
    >>> score([row]).tallies["money", "zh"].recall
    1.0
    """
    reader = reader or partial(_read, resources=resources or load())
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    misses: list[Miss] = []
    hits: list[Miss | None] = []
    for row in rows:
        found = reader(row)
        if "distractor" in row.get("tags", ()):
            hits.append(_false_hit(row, found))
        for kind in _kinds(row):
            miss = _compare(row, kind, found, tallies[kind, row["lang"]])
            if miss:
                misses.append(miss)
    return Report(dict(tallies), tuple(misses), Distractors(len(hits), tuple(hit for hit in hits if hit)))


def _false_hit(row: Row, found: tuple[Value, ...]) -> Miss | None:
    """What was found beside the expected values, of the kinds that the row lists or is tagged with."""
    kinds = {*_kinds(row), *({*row["tags"]} & set(_CLASSES))}
    classes = tuple(_CLASSES[kind] for kind in kinds)
    claims = [value for value in found if isinstance(value, classes) and _is_claim(value)]
    spurious = [value for value in claims if not any(_overlaps(value, e["span"]) for e in row["expected"])]
    return Miss(row["id"], "distractor", row["text"], (), tuple(spurious)) if spurious else None


def _read(row: Row, resources: Resources) -> tuple[Value, ...]:
    published = date.fromisoformat(row["ref_date"]) if row.get("ref_date") else None
    found = named(find(row["text"], resources, lang=row["lang"], published=published, home=row.get("pub_place")))
    if "number" in _kinds(row):
        found = (*found, *number.find(row["text"], resources, lang=row["lang"]))
    return found


def _kinds(row: Row) -> tuple[str, ...]:
    kinds = {*row.get("kinds", ()), *(expected["kind"] for expected in row["expected"])}
    return tuple(sorted({_NAMES.get(kind, kind) for kind in kinds} & set(_CLASSES)))


_CLASSES: dict[str, type[Value]] = {
    "money": Money,
    "date": DateRange,
    "percent": Percent,
    "place": PlaceValue,
    "quantity": Quantity,
    "number": number.Number,
}
_MINOR = {"Cent": ("USD", "EUR"), "Penny": ("GBP", "USD"), "Pence": ("GBP",)}
_NAMES = {"numrange": "number", **dict.fromkeys(_COUNTED, "quantity")}


def _compare(row: Row, kind: str, found: tuple[Value, ...], tally: Tally) -> Miss | None:
    expected = [e for e in row["expected"] if _NAMES.get(e["kind"], e["kind"]) == kind and _is_ours(e)]
    outside = [e["span"] for e in row["expected"] if not _is_ours(e)]
    given = [value for value in found if isinstance(value, _CLASSES[kind])]
    given = [value for value in given if not any(_overlaps(value, span) for span in outside)]
    if kind in ("number", "percent") and "numrange" not in row.get("kinds", ()):
        given = [end for value in given for end in _range_ends(value)]
    if "numrange" in row.get("kinds", ()):
        given = [value for value in given if getattr(value, "op", "=") not in ("=", "~") or _is_equation(value)]
    met = [
        e for e in expected if _is_unresolved(e) and not any(_is_claim(v) and _overlaps(v, e["span"]) for v in given)
    ]
    given = [value for value in given if _is_claim(value)]
    tally.expected += len(expected)
    tally.found += len(given) + len(met)
    tally.right += len(met)
    tally.right_with_op += len(met)
    expected = [e for e in expected if e not in met]
    missing = []
    for wanted in expected:
        hit = next((value for value in given if _overlaps(value, wanted["span"]) and _agrees(value, wanted, row)), None)
        if hit is None:
            missing.append(wanted)
            continue
        given.remove(hit)
        tally.right += 1
        tally.right_with_op += _same_op(hit, wanted["value"] or {})
    if not missing and not given:
        return None
    return Miss(row["id"], kind, row["text"], tuple(missing), tuple(given))


def _is_equation(value: Value) -> bool:
    """Whether words say outright that something equals the number, which a suite of ranges takes for a range."""
    return value.text.lower().startswith(("等于", "equal", "="))


def _range_ends(value: Value) -> tuple[Value, ...]:
    """A range as the two numbers that a suite of plain numbers counts; of percentages, one that writes both ends."""
    if not isinstance(value, number.Number | Percent) or value.op != "range":
        return (value,)
    if isinstance(value, Percent) and not _APART.search(value.text):
        return (value,)
    return replace(value, hi=value.lo), replace(value, lo=value.hi)


def _is_ours(wanted: Row) -> bool:
    """Whether the annotation is of a kind that this package has: no time of day, no day outside the calendar."""
    days = wanted["value"] or {}
    edges = [days[edge] for edge in ("start", "end") if wanted["kind"] == "date" and days.get(edge)]
    return all(_day(edge) is not None for edge in edges)


def _is_unresolved(wanted: Row) -> bool:
    days = wanted["value"] or {}
    return wanted["kind"] == "date" and days.get("start") is None and days.get("end") is None


def _is_claim(value: Value) -> bool:
    return not isinstance(value, DateRange) or value.from_ is not None or value.to is not None


def _overlaps(value: Value, span: list[int] | None) -> bool:
    return span is None or (value.start < span[1] and span[0] < value.end)


def _same_op(value: Value, wanted: Mapping[str, Any]) -> bool:
    op = wanted.get("op")
    return op is None or getattr(value, "op", op) == _OPS.get(op, op)


def _agrees(value: Value, wanted: Row, row: Row) -> bool:
    if wanted["value"] is None:
        return True
    if isinstance(value, Money):
        return _same_amount(value, wanted["value"])
    if isinstance(value, DateRange):
        return _same_days(value, wanted, _day(row.get("ref_date")))
    if isinstance(value, PlaceValue):
        return _same_place(value, wanted["value"])
    if isinstance(value, number.Number):
        return _same_bounds(value, wanted["value"])
    return isinstance(value, Quantity | Percent) and _same_number(value, wanted["value"])


def _same_amount(value: Money, wanted: Mapping[str, Any]) -> bool:
    if wanted.get("cur") in _MINOR:
        return value.currency in _MINOR[wanted["cur"]] and _close((value.lo or Decimal(0)) * 100, wanted["lo"])
    if wanted.get("cur") not in (value.currency, None) and value.currency not in _COMMON.get(wanted["cur"], ()):
        return False
    anchor = value.hi if value.lo is None else value.lo
    if value.op == "range" and wanted.get("hi") is not None:
        return _close(value.lo, wanted["lo"]) and _close(value.hi, wanted["hi"])
    return _close(anchor, wanted["lo"] if wanted.get("lo") is not None else wanted.get("hi"))


def _same_bounds(value: number.Number, wanted: Mapping[str, Any]) -> bool:
    if "interval" not in wanted:
        return _close(value.hi if value.lo is None else value.lo, wanted.get("num"))
    low, _, high = wanted["interval"].strip("[]()").partition(",")
    return _close(value.lo, low or None) and _close(value.hi, high or None)


def _same_number(value: Quantity | Percent, wanted: Mapping[str, Any]) -> bool:
    if wanted.get("num") is None:
        return False
    number = Decimal(str(wanted["num"]))
    if isinstance(value, Percent) and value.basis == "ratio":
        number /= 100
    anchor = value.hi if value.lo is None else value.lo
    return _close(anchor, number) or _close(abs(anchor or Decimal(0)), number)


def _close(left: Decimal | None, right: Any) -> bool:
    if left is None or right is None:
        return left is None and right is None
    return abs(left - Decimal(str(right))) <= Decimal("1e-9") * max(Decimal(1), abs(left))


def _same_days(value: DateRange, wanted: Row, published: date | None) -> bool:
    readings = [(wanted["value"].get("start"), wanted["value"].get("end")), *wanted.get("alts", ())]
    slack = timedelta(days=10 if wanted.get("fuzzy") else 0)
    days = [(_day(start), _day(end)) for start, end in readings]
    if value.anchor != "explicit" and published:
        days += [(_year_back(start), _year_back(end)) for start, end in days if start and end and start > published]
    return any(_same_edges(value, start, end, slack) for start, end in days)


def _year_back(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))


def _same_edges(value: DateRange, start: date | None, end: date | None, slack: timedelta) -> bool:
    is_first = _near(value.from_, start, slack) or (start is None and value.mod in ("before", "as_of"))
    is_last = any(_near(value.to, option, slack) for option in _ends(end)) or (end is None and value.mod == "since")
    return is_first and is_last and (start, end) != (None, None)


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError:
        return None


def _ends(end: date | None) -> tuple[date | None, ...]:
    """A row may give the last day, the day after it, or the first day of the last month, quarter or year."""
    if end is None or not date(2, 1, 1) < end < date(9998, 1, 1):
        return (end,)
    ends = [end, end - timedelta(days=1)]
    if end.day == 1:
        ends.append(end.replace(day=monthrange(end.year, end.month)[1]))
    if end.day == 1 and end.month % 3 == 1:
        ends.append(date(end.year, end.month + 2, monthrange(end.year, end.month + 2)[1]))
    if (end.month, end.day) == (1, 1):
        ends.append(end.replace(month=12, day=31))
    return tuple(ends)


def _near(given: date | None, wanted: date | None, slack: timedelta) -> bool:
    if given is None or wanted is None:
        return given is None and wanted is None
    return abs(given - wanted) <= slack


def _same_place(value: PlaceValue, wanted: Mapping[str, Any]) -> bool:
    if wanted.get("path"):
        region = regions.table().current.get(value.adcode or "")
        return region is not None and region.name == [name for name in wanted["path"] if name][-1]
    if wanted.get("adcode"):
        return bool(value.adcode == wanted["adcode"])
    if wanted.get("country"):
        return bool(value.country == wanted["country"])
    return value.region is not None and value.region == wanted.get("region")
