"""The figures of a sentence: values that can be a metric's, with what they count."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import regex

from leadseam.metrics._lexicon import Words
from leadseam.schema import Money, Op, Percent, Quantity, Value

Sort = Literal["money", "count", "percent"]
# How far before and behind a number its noun may stand, in characters.
_REACH = {"zh": (12, 14), "en": (0, 90)}
_STOP = {
    "zh": regex.compile(r"[，。、；：,;（(“]|\d|共|已|获|拜访|走访|季度|[年月日]"),
    "en": regex.compile(
        r"[,;:.(]|\d|\b(?:with|in|of|for|to|and|were|was|have|has|had|are|is|on|at|by|from|exceed\w*)\b"
    ),
}
_MEASURES = regex.compile(r"^\s?(?:多|余|来)?(?:个|家|场次|场|批次|批|条|人次|次|趟|名|位|支|份|宗|项|户|人)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that may be a metric: `unit` is a currency, %, pp, x or what is counted (None: not told)."""

    value: Value
    amount: Decimal
    unit: str | None
    op: Op
    sort: Sort

    @property
    def start(self) -> int:
        """Where it starts in the document's text."""
        return self.value.start

    @property
    def end(self) -> int:
        """Where it ends in the document's text."""
        return self.value.end


def figure(value: Value, text: str, words: Words) -> Figure | None:
    """The value as a figure, or None where it cannot be one (a date, a place, an area, a bare threshold)."""
    if isinstance(value, Money) and value.equiv_of is not None:
        return None
    if isinstance(value, Money):
        amount, op = _bound(value.lo, value.hi, value.op)
        return Figure(value, amount, value.currency, op, "money") if amount is not None else None
    if isinstance(value, Percent):
        amount, op = _bound(value.lo, value.hi, value.op)
        unit = {"pp": "pp", "ratio": "x"}.get(value.basis, "%")
        return Figure(value, amount, unit, op, "percent") if amount is not None else None
    return _count(value, text, words) if isinstance(value, Quantity) else None


def _bound(lo: Decimal | None, hi: Decimal | None, op: Op) -> tuple[Decimal | None, Op]:
    """The printed bound of a value: a range gives its lower end with `>=`, an order of magnitude is `~`."""
    if op == "range":
        return lo, ">="
    if op in ("<", "<=") and hi is not None:
        return hi, op
    return (lo if lo is not None else hi), ("~" if op == "level" else op)


def _count(value: Quantity, text: str, words: Words) -> Figure | None:
    is_ratio = _RATIO.match(text, value.end) or _GROWN_BY.search(text, max(0, value.start - 24), value.start)
    if value.unit == "times" and is_ratio and value.lo is not None:
        return Figure(value, value.lo, "x", value.op, "percent")
    amount, op = _bound(value.lo, value.hi, value.op)
    if amount is None:
        return None
    if _LOST.match(text, value.end) or _LOST.search(value.text):
        op = ">"
    if words.lang == "zh" and _VERB_AHEAD.match(text, value.end):
        return None
    unit = value.unit if value.unit in words.units else None
    if unit is None and value.unit in OPEN:
        unit = _counted(value, text, words)
    return Figure(value, amount, unit, op, "count") if unit else None


# 三个招商组前三季度共拜访企业1160家: the verb between tells that the noun is not what the number counts.
_VERB_AHEAD = regex.compile(r"[^，。、；\d]{1,10}?(?:共|已|拜访|走访|季度)[^，。、；\d]{0,8}?(?:企业|项目|公司|活动)")
# "1.6 times those of 2022" is a ratio, no count.
_RATIO = regex.compile(r"\s(?:those|that|the (?:figure|level|amount)|higher|more than|as (?:much|many)|what it)\b")
# "up 2.1 times", "an increase of 1.2 times".
_GROWN_BY = regex.compile(r"\b(?:up|(?:increase|growth|rise) of|(?:increased|rose|grew|risen|grown)(?: by)?)\s$")
# What translation makes of 余 behind a number.
_LOST = regex.compile(r"\s?in the remaining", regex.IGNORECASE)
# Units that do not tell what is counted, so that the noun decides.
OPEN = frozenset({"", "pieces", "items", "units", "sets", "count"})


def _counted(value: Quantity, text: str, words: Words) -> str | None:
    """What is counted: the nearest noun behind the number, before it (zh) or inside it."""
    before, behind = _REACH[words.lang]
    after = (
        _MEASURES.sub("", text[value.end : value.end + behind])
        if words.lang == "zh"
        else text[value.end : value.end + behind]
    )
    stop = _STOP[words.lang].search(after)
    noun = _first(after[: stop.start()] if stop else after, words)
    if noun:
        return noun
    inside = _first(text[value.start : value.end], words)
    if inside and inside != "events":
        return inside
    return (_last(_clause_end(text[max(0, value.start - before) : value.start]), words) if before else None) or inside


def _clause_end(text: str) -> str:
    """What stands behind the last punctuation mark."""
    return regex.split(r"[，。；：、,;（(]", text)[-1]


def _first(text: str, words: Words) -> str | None:
    hits = [(match.start(), name) for name, noun in words.nouns.items() if (match := noun.search(text))]
    return min(hits)[1] if hits else None


def _last(text: str, words: Words) -> str | None:
    hits = [(match.end(), name) for name, noun in words.nouns.items() for match in noun.finditer(text)]
    return max(hits)[1] if hits else None
