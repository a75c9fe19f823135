"""English numbers on their own: figures, words, fractions, decimals, powers, dozens; no ordinals.

All patterns are for shadow text: lower case, half width, every dash a hyphen.
"""

from decimal import Decimal
from typing import TYPE_CHECKING

from leadseam.lang._numeral import Exact, literal
from leadseam.lang.en import WORDS
from leadseam.schema import Op

if TYPE_CHECKING:
    import regex

_SCALES = {"hundred": 100, "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9}
_SCALES |= {"trillion": 10**12, "dozen": 12, "doz": 12}
_SHORT = {"k": 10**3, "g": 10**9, "b": 10**9, "bn": 10**9, "t": 10**12, "mil": 10**6, "mln": 10**6, "mn": 10**6}
_NAUGHT = {"nought": 0, "naught": 0, "oh": 0}
_CARDINALS = {**WORDS, **_NAUGHT}
_IRREGULAR = {"half": 2, "quarter": 4, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12, "first": 1}
_IRREGULAR |= {"second": 2, "halve": 2}
_DENOMINATORS = _IRREGULAR | {
    (word[:-1] + "ieth" if word.endswith("y") else word + "th"): value
    for word, value in (WORDS | {k: v for k, v in _SCALES.items() if k not in ("dozen", "doz")}).items()
    if value and word not in ("one", "two", "three", "five", "eight", "nine", "twelve")
}
_VULGAR = dict(
    pair.split("=")
    for pair in ("½=1/2", "⅓=1/3", "⅔=2/3", "¼=1/4", "¾=3/4", "⅕=1/5", "⅖=2/5", "⅗=3/5", "⅘=4/5", "⅙=1/6")
) | {"⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8"}
_PLAIN = (
    r"(?:\d{1,3}(?:,\d{3}){1,6}(?![\d,]\d)|\d{1,3}(?:\s\d{3}){1,6}(?!,?\d)|\d{1,30})(?:\.\d{1,20}(?!\.?\d))?"
    r"|(?<![\d.])\.\d{1,20}"
)
_BIG = "|".join(_SCALES)
_WORD = "|".join(sorted({*_CARDINALS, *_SCALES}, key=len, reverse=True))
_DEN = "|".join(sorted(_DENOMINATORS, key=len, reverse=True))
_JOIN = r"(?:\s?-\s?|\s(?:and\s)?)"
_ONES = "|".join(word for word, value in _CARDINALS.items() if value < 10)
_TEENS = "|".join(word for word, value in _CARDINALS.items() if 10 <= value < 20)
_TENS = "|".join(word for word, value in _CARDINALS.items() if value >= 20)
_SUB = rf"(?:(?:{_TENS})(?:(?:\s?-\s?|\s)(?:{_ONES}))?|{_TEENS}|{_ONES})(?![a-z])"
_MANY = rf"(?:{_BIG})s?(?![a-z])"
_RUN = rf"(?:(?:a\s)?{_MANY}|{_SUB})(?:(?:\s?-\s?|\s){_MANY}|(?<=(?:{_BIG})s?){_JOIN}{_SUB}){{0,14}}"
NUMBER = (
    rf"(?<![\w.,/^])(?P<sign>[-+]\s?)?(?P<base>{_PLAIN})(?:(?P<exp>e[-+]?\d{{1,3}})|\s?"
    rf"(?P<ten>[x×*]\s?10\^[-+]?\d{{1,3}})|\^(?P<power>[-+]?\d{{1,4}}(?:\.\d{{1,4}})?))(?![\w.])"
    rf"|(?<![\w.,/])(?P<sign>-\s?)?(?:(?P<mixed>\d{{1,9}})\s(?:and\s)?)?(?P<over>\d{{1,15}})\s?/\s?"
    rf"(?P<under>\d{{1,15}})(?![\w/])"
    r"|(?<!\w)(?:(?P<mixed>\d{1,9})\s?)?(?P<vulgar>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
    rf"|(?<![\w-])(?P<sign>(?:minus|negative)\s)?(?P<top>{_RUN}|\d{{1,9}})\s(?P<per>over|in|out of)\s"
    rf"(?P<bottom>{_RUN}|\d{{1,9}})(?![\w.])"
    rf"|(?<![\w-])(?P<sign>(?:minus|negative)\s)?(?:(?P<count>an?|(?:an?\s)?(?:{_WORD})(?:{_JOIN}"
    rf"(?:{_WORD})){{0,14}}?)(?P<tens>\s(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety))?[\s-](?P<den>"
    rf"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-)?(?:{_DEN}))(?P<many>s)?(?![a-z])"
    rf"(?:\sof\sa\s(?P<ofa>{_BIG}))?)"
    rf"|(?<![\w])(?<!(?<!\b(?:{_ONES}))-)(?P<sign>(?:minus|negative)\s)?(?P<words>{_RUN})(?:(?<="
    rf"(?:{_BIG})s?)\sand\s(?P<tail>\d{{1,3}}(?![\d.,]))|\spoint(?P<point>(?:[\s-](?:{'|'.join(_CARDINALS)})"
    rf"(?![a-z])){{1,15}}))?(?:(?P<half>\sand\sa\s(?:half|quarter))(?:\s(?P<big>{_BIG})s?)?)?(?![\w])"
    rf"|(?<![\w-])half\san?\s(?P<ofhalf>{_BIG})(?![a-z])"
    r"|(?<![\w-])(?P<words>half)(?![\w-])"
    rf"|(?<![\w.,]|\d/|\d-|\^)(?<!\w-)(?P<sign>[-+]\s?)?(?P<base>{_PLAIN})(?:\s?(?P<big>{_BIG})s?(?![a-z])"
    rf"(?:\sand\s(?P<tail>{_RUN}|\d{{1,3}}(?![\d.,])))?(?P<half>\sand\sa\s(?:half|quarter))?|(?P<half>\sand\sa\s"
    rf"(?:half|quarter))|\s?(?P<short>k|g|bn|b|t|mil|mln|mn)(?![a-z\d]))?(?![a-z]|\d)"
    r"|(?<=[.\-/,])(?<=\d[.\-/,])(?P<base>\d{1,20})(?![\w])"
)
_MORE = r"(?:greater|larger|bigger|higher|more)"
_LESS = r"(?:less|smaller|lower|fewer)"
COMPARE_BEFORE: tuple[tuple[str, Op], ...] = (
    (
        rf"(?:\b(?:{_MORE} (?:than )?or equal (?:than|to)|equal to or {_MORE} than|at least|no(?:t)? {_LESS} than)"
        rf"|>\s?=|≥)\s?",
        ">=",
    ),
    (
        rf"(?:\b(?:{_LESS} (?:than )?or equal (?:than|to)|equal to or {_LESS} than|at most|up to|no"
        rf"(?:t)? {_MORE} than)|<\s?=|≤)\s?",
        "<=",
    ),
    (rf"(?:\b(?:{_MORE} than|over|above|exceeding|exceeds)\s(?:the )?(?:a )?|(?<!<)>\s?)", ">"),
    (rf"(?:\b(?:{_LESS} than|under|below)\s(?:the )?|<\s?)", "<"),
)
_END = r"(?=[.,;!?)]|$)"
COMPARE_AFTER: tuple[tuple[str, Op], ...] = (
    (rf"\s(?:or|and) (?:(?:{_MORE}|above|over)(?![a-z\d])(?! than| or| to| [\d$])|{_MORE} than{_END})", ">="),
    (rf"\s(?:or|and) (?:(?:{_LESS}|below|under)(?![a-z\d])(?! than| or| to| [\d$])|{_LESS} than{_END})", "<="),
)
TIED = r",?\s(?:and|but)\s|,\s?"


def read(match: "regex.Match[str]") -> Exact | None:
    """The number that a match of `NUMBER` writes, or None where it is no number of its own."""
    value = _read(match)
    if value is None:
        return None
    sign = (match["sign"] or "+").strip()
    return Exact(-value if sign in ("-", "minus", "negative") else value)


def _read(match: "regex.Match[str]") -> Decimal | None:
    if match["ofhalf"]:
        return Decimal(_SCALES[match["ofhalf"]]) / 2
    if match["vulgar"]:
        over, _, under = _VULGAR[match["vulgar"]].partition("/")
        return Decimal(match["mixed"] or 0) + Decimal(over) / Decimal(under)
    if match["over"]:
        return _quotient(Decimal(match["over"]), Decimal(match["under"]), Decimal(match["mixed"] or 0))
    if match["top"]:
        top, bottom = _count(match["top"]), _count(match["bottom"])
        return _quotient(top, bottom, Decimal(0)) if match["per"] == "over" or top < bottom else None
    if match["den"]:
        return _fraction(match)
    if match["words"]:
        return _spoken(match)
    return _figures(match)


def _figures(match: "regex.Match[str]") -> Decimal | None:
    exact = literal(match["base"], match["exp"] or (match["ten"] or "").partition("^")[2], match["power"])
    if exact is None:
        return None
    scale = _SCALES.get(match["big"] or "") or _SHORT.get(match["short"] or "") or 1
    return exact.value * scale + _count(match["tail"] or "") + _half(match["half"]) * scale


def _half(words: str | None) -> Decimal:
    return Decimal(0) if not words else Decimal("0.5") if "half" in words else Decimal("0.25")


def _quotient(over: Decimal, under: Decimal, whole: Decimal) -> Decimal | None:
    return whole + over / under if under else None


def _spoken(match: "regex.Match[str]") -> Decimal | None:
    words = match["words"]
    if words == "half":
        return Decimal("0.5")
    if words == "one" and not (match["point"] or match["half"]) and match.string.strip() != "one":
        return None
    value = _count(words)
    if match["point"]:
        digits = "".join(str(_CARDINALS[word]) for word in match["point"].replace("-", " ").split())
        value += Decimal(f"0.{digits}")
    scale = next((_SCALES[word] for word in reversed(words.split()) if word in _SCALES), 1)
    return (value + _half(match["half"]) * scale + _count(match["tail"] or "")) * _SCALES.get(match["big"] or "", 1)


def _fraction(match: "regex.Match[str]") -> Decimal | None:
    """A count of parts; what stands before a proper fraction behind "and" is a whole number of its own."""
    tens, _, unit = match["den"].rpartition("-")
    under = Decimal(_DENOMINATORS[unit])
    if tens or (match["tens"] and under < 10):
        under += WORDS[(tens or match["tens"]).strip()]
    head, _, tail = match["count"].rpartition(" and ")
    if match["tens"] and under >= 100:
        tail += match["tens"]
    scale = Decimal(_SCALES[match["ofa"]]) if match["ofa"] else Decimal(1)
    is_one = match["count"] in ("a", "an", "one")
    if is_one and under < 3 and unit in ("second", "first"):
        return None
    if not is_one and not match["many"] and unit not in ("half", "quarter"):
        return None
    if head and _count(tail) < under:
        last = head.split()[-1].removesuffix("s")
        part = _count(tail) / under
        return _count(head) + part * (_SCALES[last] if _SCALES.get(last, 0) >= 1000 else 1)
    whole = match["count"] + (match["tens"] or "" if under >= 100 else "")
    return _count(whole) / under * scale


def _count(words: str) -> Decimal:
    """Add number words up: below a thousand first, each group multiplied by the scale behind it."""
    if words[:1].isdigit():
        return Decimal(words)
    total, group = Decimal(0), Decimal(0)
    for word in words.replace("-", " ").split():
        name = word if word in _SCALES or word in _CARDINALS else word.removesuffix("s")
        if name in ("a", "an"):
            group += 1
        elif name in _CARDINALS:
            group += _CARDINALS[name]
        elif name in ("dozen", "doz"):
            group += ((group % 100 or 1) * 12) - group % 100 if group % 100 or not group else group * 11
        elif name == "hundred":
            group = (group or Decimal(1)) * 100
        elif name in _SCALES:
            if group == 0 and total:
                total, group = total * _SCALES[name], Decimal(0)
            else:
                total, group = total + (group or 1) * _SCALES[name], Decimal(0)
    return total + group
