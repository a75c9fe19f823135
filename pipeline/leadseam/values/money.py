"""Amounts of money, with operator, currency, what they are per, and their role."""

import re
from dataclasses import replace
from decimal import Decimal

from leadseam.lang._later import later
from leadseam.schema import Money, Op
from leadseam.values import _roles
from leadseam.values._grammar import Grammar
from leadseam.values._roles import Cues
from leadseam.values._scan import Before, Number, after, bounds

_LARGE = Decimal(1000)
_SCALED = {"zh": Decimal(10_000), "en": Decimal(1_000_000)}
_PER_BACK = {"zh": 14, "en": 36}
_DENSITIES = ("mu", "m2", "unit", "person", "share")
_LOCAL = frozenset({"元", "圆", "dollars", "dollar"})
_AREAS = {"71": "TWD", "81": "HKD", "82": "MOP"}


def read(shadow: str, number: Number, lead: Before, known: Cues, *, grammar: Grammar, home: str | None) -> Money | None:
    """The amount that a number stands for, or None; `start` and `end` take in operators and currency."""
    can_follow = grammar.suffix_opens[shadow[number.end : number.end + 1]]
    suffix = grammar.suffix.match(shadow, number.end) if can_follow else None
    if suffix and lead.currency and grammar.currencies[suffix["cur"]] != lead.currency and suffix["cur"] not in _LOCAL:
        suffix = None
    is_bare = suffix is None and lead.currency is None
    if is_bare and not _may_be_bare(shadow, number, grammar):
        return None
    if suffix and suffix["cur"] == "won" and number.numeral.factor == 1 and not _is_paid(shadow, number):
        return None
    number = _scaled(number, lead, suffix)
    end = suffix.end() if suffix and number.numeral.factor != 1 else suffix.end("cur") if suffix else number.end
    number, end = _with_change(shadow, number, end, suffix, grammar=grammar)
    level = grammar.patterns["LEVEL"].match(shadow, end)
    trailing, end = (None, level.end()) if level else after(shadow, end, grammar)
    if number.numeral.form == "scale" and not (lead.op or trailing or level or _has_noun(shadow, end, grammar)):
        return None
    is_size = number.numeral.form == "scale" and not (lead.op or trailing)
    lo, hi, op = _bounds(number, lead.op or trailing, is_level=bool(level) or is_size)
    currency, is_explicit = _currency(suffix["cur"] if suffix else "", lead.currency, grammar=grammar, home=home)
    role, per, end = _meaning(shadow, (lead.start, end), op, known, grammar)
    if is_bare and not level and not _is_monetary(shadow, role, (lead.start, end), op, grammar=grammar):
        return None
    return Money(
        start=lead.start,
        end=end,
        text="",
        lo=lo,
        hi=hi,
        op=op,
        currency=currency,
        currency_explicit=is_explicit,
        per=per,
        role=role,
    )


def _scaled(number: Number, lead: Before, suffix: "re.Match[str] | None") -> Number:
    """The number with the scale that stands in or behind its currency: "30 MUSD", "75 USD million"."""
    numeral = number.numeral
    if suffix and suffix["cur"] in _MINOR:
        hi = None if numeral.hi is None else numeral.hi / 100
        return replace(number, numeral=numeral._replace(lo=numeral.lo / 100, hi=hi))
    if numeral.factor != 1 or not (lead.is_mega or (suffix and (suffix["mega"] or suffix["late"]))):
        return number
    late = suffix["late"].strip() if suffix and suffix["late"] else "million"
    factor = _LATE[late]
    hi = None if numeral.hi is None else numeral.hi * factor
    return replace(number, numeral=numeral._replace(lo=numeral.lo * factor, hi=hi, factor=factor))


_MINOR = frozenset({"cents", "cent", "pence", "penny", "pennies", "美分", "欧分"})
_LATE = {"thousand": Decimal(10**3), "million": Decimal(10**6), "mln": Decimal(10**6), "billion": Decimal(10**9)}
_LATE |= {"bn": Decimal(10**9), "trillion": Decimal(10**12)}


def _with_change(
    shadow: str, number: Number, end: int, suffix: "re.Match[str] | None", *, grammar: Grammar
) -> tuple[Number, int]:
    """The number with the small change behind its currency added (3元5角, "3 dollars 50 cents")."""
    numeral = number.numeral
    if suffix is None or numeral.op != "=" or numeral.hi is not None or numeral.factor > _LARGE:
        return number, end
    match = grammar.change.match(shadow, end)
    if match is None or not (change := grammar.words.read_change(match)):
        return number, end
    return replace(number, numeral=numeral._replace(lo=numeral.lo + change)), match.end()


def _currency(name: str, prefix: str | None, *, grammar: Grammar, home: str | None) -> tuple[str, bool]:
    """The currency and whether the text names it; a bare 元 or no name at all means that of the home place."""
    local = _AREAS.get((home or "")[:2])
    if prefix and (not name or name in _LOCAL):
        return prefix, True
    if name in ("元", "圆") and local:
        return local, False
    return (grammar.currencies[name], True) if name else (local or "CNY", False)


def _may_be_bare(shadow: str, number: Number, grammar: Grammar) -> bool:
    if number.numeral.factor < _SCALED[grammar.lang] or _is_short(shadow, number):
        return False
    is_level = grammar.patterns["LEVEL"].match(shadow, number.end)
    return bool(is_level) or not grammar.unit.match(shadow, number.end)


def _is_short(shadow: str, number: Number) -> bool:
    return shadow[number.end - 1] in "mbk" and shadow[number.end - 2].isdigit()


def _is_monetary(shadow: str, role: str, span: tuple[int, int], op: Op, *, grammar: Grammar) -> bool:
    """Whether a number without a currency stands where an amount would."""
    named = role != "other" or _has_noun(shadow, span[1], grammar)
    if not named and grammar.lang == "zh":
        return _is_cheque(shadow[span[0] : span[1]]) or (op in _BOUNDED and _is_whole_line(shadow, span))
    return named and not _counts(shadow, span[1], grammar)


def _is_paid(shadow: str, number: Number) -> bool:
    """Whether a number before "won" is Korean money and no winner: "50,000 won", not "the team of 12 won"."""
    return "," in shadow[number.start : number.end] or number.numeral.lo >= _LEAST_WON


_LEAST_WON = Decimal(10_000)


def _is_cheque(written: str) -> bool:
    """Whether a number stands in the characters that only amounts are written in (肆佰叁拾万)."""
    return len(_CHEQUE.findall(written)) > 1


_CHEQUE = later("[壹贰叁肆伍陆柒捌玖拾佰仟]")


def _is_whole_line(shadow: str, span: tuple[int, int]) -> bool:
    """Whether this is all that its line says ("小于40万"): the size somebody asks for."""
    start, end = span
    return shadow[start - 1 : start] in ("", "\n") and shadow[end : end + 1] in ("", "\n")


_BOUNDED = frozenset({"<", "<=", ">", ">="})


def _has_noun(shadow: str, end: int, grammar: Grammar) -> bool:
    return grammar.patterns["MONETARY_AFTER"].match(shadow, end) is not None


def _counts(shadow: str, end: int, grammar: Grammar) -> bool:
    """Whether a bare number counts people or things after all ("1.2 million visitors", "5 million tons")."""
    if grammar.lang == "zh":
        return False
    tail = shadow[end : end + 30].lstrip(" ")
    if not tail or not tail[0].isalpha():
        return False
    first = tail.split()[0].rstrip(",.;:")
    return first not in _FOLLOWERS


_FOLLOWERS = frozenset(
    (
        *(
            "in",
            "of",
            "for",
            "to",
            "and",
            "or",
            "from",
            "by",
            "with",
            "at",
            "on",
            "as",
            "per",
            "over",
            "under",
            "through",
        ),
        *(
            "this",
            "last",
            "next",
            "a",
            "each",
            "the",
            "it",
            "we",
            "which",
            "that",
            "so",
            "when",
            "while",
            "during",
            "after",
        ),
        *("was", "were", "is", "are", "has", "have", "had", "will", "would", "before", "since", "but", "including"),
        *("compared", "up", "down", "more", "achieving", "accounting", "worth", "investment", "year", "industry"),
        *("industrial", "project", "projects", "level"),
    )
)


def _bounds(number: Number, op: Op | None, *, is_level: bool) -> tuple[Decimal | None, Decimal | None, Op]:
    numeral = number.numeral
    if is_level and numeral.op == "=":
        hi = numeral.lo * 10 if numeral.form == "scale" else numeral.lo
        return numeral.lo, hi, "level"
    return bounds(numeral, op)


def _meaning(shadow: str, span: tuple[int, int], op: Op, known: Cues, grammar: Grammar) -> tuple[str, str | None, int]:
    """The role of the amount at `span`, what it is per, and where it ends with the words that say so."""
    start, end = span
    role, _ = _roles.role(shadow, span, known, grammar)
    if _roles.is_threshold(shadow, span, op, grammar) or (op == "level" and _of_projects(shadow, end)):
        role = "threshold"
    elif op == "level" and role in (None, "total_investment"):
        role = "industry_scale"
    if role is None and (sized := grammar.patterns["SIZED_AFTER"].match(shadow, end)):
        role = "threshold" if sized["noun"].endswith("s") and "-" in shadow[start:end] else "total_investment"
    per, end = _per(shadow, span, grammar)
    if per in _DENSITIES and role in ("total_investment", "fixed_asset_investment"):
        role = "investment_intensity"
    return role or "other", per, end


def _of_projects(shadow: str, end: int) -> bool:
    return "项目" in shadow[end : end + 4] or "project" in shadow[end : end + 9]


def _per(shadow: str, span: tuple[int, int], grammar: Grammar) -> tuple[str | None, int]:
    start, end = span
    if match := grammar.per_after.match(shadow, end):
        return grammar.pers_after[int((match.lastgroup or "p0")[1:])], match.end()
    floor = max(0, start - _PER_BACK[grammar.lang])
    if grammar.any_per_before.search(shadow, floor, start):
        return next((per for pattern, per in grammar.per_before if pattern.search(shadow, floor, start)), None), end
    return None, end
