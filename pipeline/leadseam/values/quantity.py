"""Counts, areas, capacities, durations and percentages."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from leadseam.lang._later import later, regex_later
from leadseam.lang._numbers_zh import RATE, RATE_LAST, RATE_START, read_rate
from leadseam.lang._numeral import Numeral
from leadseam.schema import Op, Percent, Quantity, Value
from leadseam.values._grammar import Grammar
from leadseam.values._scan import Before, Number, after, before, bounds
from leadseam.values._text import last_mark

if TYPE_CHECKING:
    import regex

Basis = Literal["growth", "share", "pp", "ratio"]

_RATE = regex_later(RATE)
_RATE_START = later(RATE_START)
_RATE_LAST = frozenset(RATE_LAST)
_RATE_PARTS = _RATE_LAST | frozenset("几数余多来负点之分又第")
_FIGURES = later(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_APART = frozenset('(,;:、。"\n\t')
_RANGE_SIGNS = frozenset("-~至到 ")
_LONGEST_GAP = 8
_NOTHING = Numeral(Decimal(0), None, form="scale")
# "Over five years" is a span of time, not more than five years.
_DURATIONS = frozenset({"years", "months", "weeks", "days"})
# Units that even "one" and a number that could be a year are measured in: 一吨, 2000 tonnes.
_PHYSICAL = frozenset(
    ("mu", "ha", "acre", "m2", "km2", "ft2", "mi2", "m3", "L", "km", "m", "mile", "ft", "cm", "mm", "nm")
)
_PHYSICAL |= frozenset(("t", "kg", "g", "lb", "oz", "t/year", "GWh", "MWh", "kWh", "MW", "MVA", "kV", "teu", "PFLOPS"))
_PRODUCED = frozenset(
    {
        "vehicles",
        "sets",
        "pieces",
        "t",
        "units",
        "aircraft",
        "vessels",
        "GWh",
        "MW",
        "m2",
        "m3",
        "m",
        "kg",
        "kWh",
        "MWh",
    }
)


def read(shadow: str, number: Number, lead: Before, grammar: Grammar) -> Value | None:
    """The percentage or quantity that a number stands for, or None; `lead` is what stands before it."""
    if percent := _percent(shadow, number, lead, grammar):
        return percent
    return None if _is_label(shadow, number, grammar) else _quantity(shadow, number, lead, grammar)


def _is_label(shadow: str, number: Number, grammar: Grammar) -> bool:
    """Whether a number only names what it stands behind: 第5, "phase 2"."""
    last = shadow[number.start - 1 : number.start]
    if "\u4e00" <= last <= "\u9fff" and last not in grammar.words.LABEL_LAST:
        return False
    floor = max(number.floor, number.start - 12)
    return grammar.patterns["LABEL_BEFORE"].search(shadow, floor, number.start) is not None


def spelled(shadow: str, grammar: Grammar) -> Iterator[Percent]:
    """Percentages that are words: 翻一番, "doubled", "one-fifth"."""
    for words, pattern, basis, value in grammar.percents:
        if not any(map(shadow.__contains__, words)):
            continue
        for match in pattern.finditer(shadow):
            yield _told(shadow, match.span(), value, "growth" if basis == "growth" else None, grammar=grammar)


def rates(shadow: str, grammar: Grammar, read: Mapping[int, int]) -> Iterator[Percent]:
    """Percentages in the richer forms: 千分之五, 八五折, "half of one percent"; the plain ones come out the same.

    `read` are the numbers before a sign that are percentages already, their starts by their ends: where those are
    plain and part of no range they are left out.
    """
    if grammar.lang == "en":
        from leadseam.lang import _rates_en

        for start, stop, rate in _rates_en.rates(shadow):
            yield _told(shadow, (start, stop), rate, None, grammar=grammar)
        return
    end = told = 0
    for sign in _RATE_START.finditer(shadow):
        floor = max(end, sign.start() - 24)
        start = read.get(sign.start(), 0)
        if start - told > _LONGEST_GAP and _is_plain(shadow, (floor, start), sign):
            end = sign.end()
            continue
        if plain := _plain_rate(shadow, floor, sign):
            end = told = plain.end
            yield plain
            continue
        match = _rate_before(shadow, floor, sign)
        value = read_rate(match) if match else None
        if match and value is not None:
            end = match.end()
            is_pp = match["unit"] and "点" in match["unit"]
            found = _told(shadow, match.span(), value, "pp" if is_pp else None, grammar=grammar)
            end = told = found.end
            yield found


def _told(shadow: str, span: tuple[int, int], value: Decimal, basis: Basis | None, *, grammar: Grammar) -> Percent:
    """The percentage at a span, with operator, basis and sign as the words around it have them."""
    start, end = span
    lead = before(shadow, Number(start, end, _NOTHING, max(0, start - 30)), grammar)
    trailing, end = after(shadow, end, grammar)
    meant, sense, _ = _basis(shadow, lead.start, end, "%", grammar=grammar)
    basis = basis or ("growth" if value < 0 else meant)
    if value > 0 and basis in ("growth", "pp") and meant == "growth":
        value *= sense
    lo, hi, op = _plain(value, lead.op or trailing)
    return Percent(start=lead.start, end=end, text="", lo=lo, hi=hi, op=op, basis=basis)


def _plain_rate(shadow: str, floor: int, sign: "re.Match[str]") -> Percent | None:
    """The rate in figures that nothing before it could be part of ("增长5.2%"): most are, and need no grammar."""
    head = shadow[floor : sign.start()]
    rest = head.rstrip("0123456789.")
    written = head[len(rest) :]
    if sign[0] != "%" or not rest or not "\u4e00" <= rest[-1] <= "\u9fff" or rest[-1] in _RATE_PARTS:
        return None
    if not _FIGURES.fullmatch(written):
        return None
    value = Decimal(written)
    return Percent(start=floor + len(rest), end=sign.end(), text="", lo=value, hi=value, basis="share")


def _is_plain(shadow: str, span: tuple[int, int], sign: "re.Match[str]") -> bool:
    """Whether a number that starts at the end of a span is such a rate, and no range goes on behind it."""
    floor, start = span
    last = shadow[start - 1]
    if start <= floor or last in _RATE_PARTS or not ("\u4e00" <= last <= "\u9fff" or last in _APART):
        return False
    is_alone = sign[0] == "%" and shadow[sign.end() : sign.end() + 1] not in _RANGE_SIGNS
    return is_alone and _FIGURES.fullmatch(shadow, start, sign.start()) is not None


def _rate_before(shadow: str, floor: int, sign: "re.Match[str]") -> "regex.Match[str] | None":
    """The rate that a sign belongs to: it begins with 百分之, or ends with any other."""
    if sign[0].endswith("之"):
        at = max(floor, sign.start() - 8)
        return next((match for match in _RATE.finditer(shadow, at, sign.end() + 40) if match.end() >= sign.end()), None)
    last = shadow[max(floor, sign.start() - 9) : sign.start()].rstrip(" ").removesuffix("个").rstrip(" ")[-1:]
    if not last or last not in _RATE_LAST:
        return None
    matches = (match for match in _RATE.finditer(shadow, floor, sign.end() + 4) if match.end() >= sign.end())
    return next(matches, None)


def _plain(value: Decimal, op: Op | None) -> tuple[Decimal | None, Decimal | None, Op]:
    if op in ("<", "<="):
        return None, value, op
    return value, None if op in (">", ">=") else value, op or "="


def _percent(shadow: str, number: Number, lead: Before, grammar: Grammar) -> Percent | None:
    patterns = grammar.patterns
    can_be = grammar.percent_opens[shadow[number.end : number.end + 1]]
    sign = patterns["PERCENT"].match(shadow, number.end) if can_be else None
    floor = max(number.floor, number.start - 12)
    spoken = not sign and shadow.endswith(grammar.words.PERCENT_BEFORE, floor, number.start)
    if (not sign and not spoken) or shadow[max(0, number.start - 1) : number.start] == "%":
        return None
    start = shadow.rindex("百", floor, number.start) if spoken else number.start
    end = sign.end() if sign else number.end
    may_be_minus = shadow[start - 1 : start] in grammar.words.MINUS_LAST
    minus = patterns["MINUS"].search(shadow, max(number.floor, start - 10), start) if may_be_minus else None
    start = minus.start() if minus else start
    if spoken or minus:
        lead = before(shadow, Number(start, end, number.numeral, number.floor), grammar)
    trailing, end = after(shadow, end, grammar)
    lo, hi, op = bounds(number.numeral, lead.op or trailing)
    basis, sense, flags = _basis(shadow, lead.start, end, sign[0] if sign else "%", grammar=grammar)
    scale, rest = grammar.words.read_sign(sign[0] if sign else "%")
    sense, basis = (Decimal(-1), "growth" if basis == "share" else basis) if minus else (sense, basis)
    lo, hi = (None if edge is None else (edge * scale + rest) * sense for edge in (lo, hi))
    if sense < 0:
        lo, hi = hi, lo
    return Percent(start=lead.start, end=end, text="", lo=lo, hi=hi, op=op, basis=basis, flags=flags)


def _scaled(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if value is None else value * factor


def _basis(shadow: str, start: int, end: int, sign: str, *, grammar: Grammar) -> tuple[Basis, Decimal, tuple[str, ...]]:
    window = 14 if grammar.lang == "zh" else 45
    head = shadow[max(0, start - window) : start]
    head = head[last_mark(head, grammar.words.CLAUSE, 0, len(head)) + 1 :]
    patterns = grammar.patterns
    if reached := patterns["REACHED"].search(head):
        head = head[: reached.start()]
    tail = shadow[end : end + (0 if grammar.lang == "zh" else 30)]
    fall = patterns["FALL"].search(head)
    sense = Decimal(-1 if fall else 1)
    word = sign.strip(" -")
    grown = bool(patterns["GROWTH"].search(head) or fall)
    if "点" in word or "point" in word or word in ("pp", "ppt", "ppts", "bps", "bp"):
        return "pp", sense, ()
    if word in ("倍", "times", "fold", "x"):
        increase = grown or "higher" in tail or "more" in tail
        return "ratio", Decimal(1), ("ratio_increase",) if increase else ()
    if patterns["SHARE"].search(head) and not grown:
        return "share", sense, ()
    if not grown and grammar.lang == "en" and _rises_after(tail, grammar):
        return "growth", Decimal(-1) if patterns["FALL"].search(tail) else Decimal(1), ()
    return ("growth" if grown else "share"), sense, ()


def _rises_after(tail: str, grammar: Grammar) -> bool:
    words = [word.rstrip(",.;:)") for word in tail.split()[:2]]
    return any(grammar.patterns["GROWTH"].fullmatch(word) or grammar.patterns["FALL"].fullmatch(word) for word in words)


def _quantity(shadow: str, number: Number, lead: Before, grammar: Grammar) -> Quantity | None:
    found = _unit(shadow, number, grammar)
    if found is None:
        return None
    unit, factor, word, end = found
    if lead.currency or (
        number.numeral.form == "scale" and not lead.op and number.numeral.lo < 100 and grammar.lang == "en"
    ):
        return None
    trailing, end = after(shadow, end, grammar)
    inner, _ = after(shadow, number.end, grammar)
    spans = unit in _DURATIONS and shadow.startswith("over ", lead.start)
    lo, hi, op = bounds(number.numeral, None if spans else lead.op or trailing or inner)
    unit, end = _rate(shadow, unit, (lead.start, end), grammar)
    lo, hi = _scaled(lo, factor), _scaled(hi, factor)
    if op == "=" and lo is not None and (half := _half(shadow, end, unit, grammar)):
        lo = hi = lo + factor / 2
        end = half
    return Quantity(start=lead.start, end=end, text="", lo=lo, hi=hi, op=op, unit=unit, unit_text=word)


def _half(shadow: str, end: int, unit: str, grammar: Grammar) -> int | None:
    """Where half a unit more ends that stands behind a unit: 一吨半, 两年半."""
    is_half = grammar.lang == "zh" and shadow.startswith("半", end) and (unit in _PHYSICAL or unit in _DURATIONS)
    return end + 1 if is_half and shadow[end + 1 : end + 2] not in tuple("年月天个以成") else None


def _rate(shadow: str, unit: str, span: tuple[int, int], grammar: Grammar) -> tuple[str, int]:
    """The unit with "/year" where the words around it say that this much is made every year."""
    start, end = span
    if unit not in _PRODUCED:
        return unit, end
    if yearly := grammar.patterns["YEARLY"].match(shadow, end):
        return f"{unit}/year", yearly.end()
    is_yearly = grammar.patterns["YEARLY_BEFORE"].search(shadow, max(0, start - 40), start)
    return (f"{unit}/year" if is_yearly else unit), end


def _unit(shadow: str, number: Number, grammar: Grammar) -> tuple[str, Decimal, str, int] | None:
    if grammar.lang == "zh":
        return _measured(shadow, number, grammar)
    return _named(shadow, number, grammar)


def _measured(shadow: str, number: Number, grammar: Grammar) -> tuple[str, Decimal, str, int] | None:
    match = grammar.unit.match(shadow, number.end) if grammar.unit_opens[shadow[number.end : number.end + 1]] else None
    is_none = number.numeral.form == "words" and number.numeral.lo == 0
    if not match or is_none:
        return None
    written = shadow[number.start : number.end]
    word = match["unit"]
    unit, factor = grammar.units[word]
    if written in grammar.words.SINGLE and (unit not in _PHYSICAL or shadow.endswith("第", 0, number.start)):
        return None
    if unit == "years" and (number.numeral.lo > 99 or _is_calendar(shadow, number, match.end())):
        return None
    if unit:
        return unit, factor, word, match.end()
    noun = grammar.noun.match(shadow, match.end())
    if noun:
        return (
            grammar.nouns[noun["noun"]],
            Decimal(1),
            noun["noun"],
            match.end() if noun.start("noun") > match.end() else noun.end(),
        )
    return _noun_before(shadow, number, word, end=match.end(), grammar=grammar)


def _is_calendar(shadow: str, number: Number, end: int) -> bool:
    is_short = shadow[number.start].isdigit() or number.numeral.op != "=" or number.numeral.lo <= 10
    return shadow[end : end + 1] in tuple("度级来") or not is_short


def _noun_before(
    shadow: str, number: Number, word: str, *, end: int, grammar: Grammar
) -> tuple[str, Decimal, str, int] | None:
    if word in ("大", "单", "对", "组"):
        return None
    head = shadow[max(number.floor, number.start - 12) : number.start]
    name = _last_noun(head, grammar)
    if name is None:
        return ("count", Decimal(1), word, end) if shadow[number.start].isdigit() else None
    return grammar.nouns[name], Decimal(1), name, end


def _last_noun(head: str, grammar: Grammar) -> str | None:
    """The last noun of the clause that `head` ends with."""
    for at in range(len(head) - 1, -1, -1):
        if head[at] in ",。;":
            return None
        for noun in grammar.noun_heads.get(head[at], ()):
            if head.startswith(noun, at):
                return noun
    return None


def _named(shadow: str, number: Number, grammar: Grammar) -> tuple[str, Decimal, str, int] | None:
    written = shadow[number.start : number.end]
    inner = grammar.after.match(shadow, number.end)
    start = inner.end() if inner else number.end
    match = grammar.unit.match(shadow, start)
    if match:
        unit, factor = grammar.units[match["unit"]]
        is_odd = written in grammar.words.SINGLE or _is_year(written)
        return (unit, factor, match["unit"], match.end()) if unit in _PHYSICAL or not is_odd else None
    if written in grammar.words.SINGLE or _is_year(written):
        return None
    noun = grammar.noun.match(shadow, start)
    return (grammar.nouns[noun["noun"]], Decimal(1), noun["noun"], noun.end()) if noun else None


def _is_year(written: str) -> bool:
    return len(written) == 4 and written.isdigit() and written[:2] in ("19", "20")
