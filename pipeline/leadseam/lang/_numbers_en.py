"""English numbers on their own: figures, words, fractions, decimals, powers, dozens; no ordinals.

All patterns are for shadow text: lower case, half width, every dash a hyphen.
"""

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from leadseam.lang._numeral import Exact, literal
from leadseam.lang.en import WORDS
from leadseam.schema import Op

if TYPE_CHECKING:
    import regex

_SCALES = {"hundred": 100, "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9}
_SCALES |= {"trillion": 10**12, "quadrillion": 10**15, "quintillion": 10**18, "dozen": 12, "doz": 12}
_SHORT = {"k": 10**3, "g": 10**9, "t": 10**12} | dict.fromkeys(("m", "mil", "mln", "mn", "mio"), 10**6)
_SHORT |= dict.fromkeys(("b", "bn", "bln"), 10**9) | dict.fromkeys(("tn", "trn", "tln"), 10**12)
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
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
# Thousands set off by commas, blanks, apostrophes, dots (twice at least, and no address of a machine), or as in India.
_PLAIN = (
    r"(?:\d{1,3}(?:,\d{3}){1,6}(?![\d,]\d)|\d{1,2}(?:,\d{2}){1,4},\d{3}(?!,?\d)|\d{1,3}(?:\s\d{3}){1,6}(?!,?\d)"
    r"|\d{1,3}(?:'\d{3}){1,6}(?!'?\d)|\d{1,30})(?:\.\d{1,20}(?!\.?\d))?|(?<![\d.])\.\d{1,20}"
)
_DOTTED = (
    rf"(?!{_OCTET}(?:\.{_OCTET}){{3}}(?![\d.,]))\d{{1,3}}(?:(?:\.\d{{3}}){{2,6}}(?:,\d{{1,20}})?|\.\d{{3}},\d{{1,2}})"
    r"(?![.,]?\d)"
)
_BIG = "|".join(_SCALES)
_WORD = "|".join(sorted({*_CARDINALS, *_SCALES}, key=len, reverse=True))
_DEN = "|".join(sorted(_DENOMINATORS, key=len, reverse=True))
_JOIN = r"(?:\s?-\s?(?:and\s?-\s?)?|\s(?:and\s)?)"
_AND = r"(?:\sand\s|-and-)"
_ONES = "|".join(word for word, value in _CARDINALS.items() if value < 10)
_TEENS = "|".join(word for word, value in _CARDINALS.items() if 10 <= value < 20)
_TENS = "|".join(word for word, value in _CARDINALS.items() if value >= 20)
_SUB = rf"(?:(?:{_TENS})(?:(?:\s?-\s?|\s)(?:{_ONES}))?|{_TEENS}|{_ONES})(?![a-z])"
_MANY = rf"(?:{_BIG})s?(?![a-z])"
_RUN = rf"(?:(?:a\s)?{_MANY}|{_SUB})(?:(?:\s?-\s?|\s){_MANY}|(?<=(?:{_BIG})s?){_JOIN}{_SUB}){{0,14}}"
_MINUS = r"(?P<sign>(?:minus|negative)\s)?"
_LOW = r"(?<=(?:b|tr)illion \d{1,3} )million|(?<=illion \d{1,3} )thousand|(?<=(?:illion|thousand) \d )hundred"
_SENSE = r"(?P<sign>(?:minus|negative)\s|(?<!\d\s)[-+]\s?)?"
_VULGARS = "[" + "".join(_VULGAR) + "]"
_PART = (
    rf"(?P<part>{_AND}(?:(?:a[\s-](?:half|quarter|third)|(?:{_ONES})[\s-](?:half|(?:{_DEN})s?))(?![a-z])"
    rf"|\d{{1,9}}[/⁄]\d{{1,9}}(?![\d/])|{_VULGARS}))"
)
_AND_PLAIN = re.compile(r"^[\s-]and[\s-]")
_BIGS = rf"(?:[\s-](?P<big>{_BIG})s?(?![a-z]))"
_DIGITS = rf"(?:[\s-](?:{'|'.join(word for word, value in _CARDINALS.items() if value < 20)})(?![a-z])){{1,15}}"
# "The two hundred and fifth", "the twenty-first": an ordinal, not two hundred.
_NO_ORDINAL = (
    rf"(?!(?<=(?:{_TENS}|{_BIG}))(?:{_AND}|[\s-])(?:(?:{_TENS})-)?(?:first|(?:{_DEN}))(?<!second|half|quarter)"
    r"(?![a-z]))"
)
# Codes and versions hold no numbers: v2.3.1, gb/t 1234-2020.
_CODE = r"(?P<code>(?<![\w])(?!(?:usd|eur|gbp|rmb|cny|hkd|rm|rs)\d)[a-z]{1,8}-?\d{1,9}(?:[./-]\d{1,9})+(?!\w))"
NUMBER = (
    rf"{_CODE}|"
    rf"(?<![\w.,/^])(?P<sign>[-+]\s?)?(?P<base>{_PLAIN})(?:(?P<exp>e[-+]?\d{{1,3}})|\s?"
    rf"(?P<ten>[x×*·]\s?10\^[-+]?\d{{1,3}})|\^(?P<power>[-+]?\d{{1,4}}(?:\.\d{{1,4}})?))(?![\w.])"
    rf"|(?<![\w.,/-])(?P<dotted>{_DOTTED})(?!\w)"
    rf"|(?<![\w.,/])(?<!\w-)(?P<sign>-\s?)?(?:(?P<mixed>\d{{1,9}})(?:{_AND}|\s|-))?(?P<over>\d{{1,15}})\s?[/⁄]\s?"
    rf"(?P<under>\d{{1,15}})(?![\w/]|\.\d)"
    r"|(?<!\w)(?:(?P<mixed>\d{1,9})\s?)?(?P<vulgar>" + _VULGARS + ")"
    rf"|(?<![\w.,-]){_MINUS}(?P<top>{_RUN}|\d{{1,9}})\s(?P<per>over|in|out of)\s(?:every\s)?"
    rf"(?P<bottom>{_RUN}|\d{{1,3}}(?:,\d{{3}}){{1,3}}(?![\d,])|\d{{1,9}})(?![\w]|[.,]\d)"
    rf"|(?<![\w-])(?:half|(?:(?:a|one)[\s-])?quarter)(?:\sof)?(?:\san?)?[\s-](?P<share>{_BIG})(?![a-z])"
    rf"|(?<![\w.,-]){_MINUS}(?:(?P<count>an?|\d{{1,3}}|(?:an?\s)?(?:{_WORD})(?:{_JOIN}"
    rf"(?:{_WORD})){{0,14}}?)(?P<tens>\s(?:{_TENS}))?[\s-](?P<den>"
    rf"(?:(?:{_TENS})-)?(?:{_DEN}))(?P<many>s)?(?![a-z])"
    rf"(?:(?:\sof\sa\s|(?<=half|quarters?|\sand\s[a-z]{{1,8}}\s[a-z]{{1,12}})[\s-])(?P<ofa>{_BIG})s?(?![a-z]))?)"
    rf"|(?<![\w])(?<!(?<!\b(?:{_ONES}))-){_MINUS}(?P<words>(?>{_RUN})){_NO_ORDINAL}(?:(?<="
    rf"(?:{_BIG})s?)\sand\s(?P<tail>\d{{1,3}}(?![\d.,]|\s?(?:{_BIG}|%)))|\spoint(?P<point>{_DIGITS}){_BIGS}?)?"
    rf"(?:{_PART}{_BIGS}?)?(?![\w])"
    rf"|(?<![\w-])(?<!\b(?:first|second|latter|other|last|next|better)\s){_MINUS}(?P<words>half)(?![\w-]|\spast\b)"
    rf"|(?<![\w-])a couple(?:\sof(?:\s(?P<couple>{_BIG})s?(?![a-z]))?)?(?P<two>)(?![\w-])"
    rf"|(?:^|(?<=[,;:(]\s)|(?<=\b(?:is|was|than|about|by|of|minus|negative)\s))point(?P<point>{_DIGITS}|\s\d{{1,15}}(?![\d.]))"
    rf"{_BIGS}?(?!\w)"
    rf"|(?:(?<![\w.,'’]|\d/|\d-|\^)(?<!\w-)|(?<=\b(?:usd|eur|gbp|rmb|cny|hkd|rm|rs))){_SENSE}(?P<base>{_PLAIN})(?:[\s-]?(?P<big>{_BIG})s?(?![a-z])"
    rf"(?:\sand\s(?P<tail>{_RUN}(?!\s(?:{_BIG}))|\d{{1,3}}(?![\d.,]|\s?(?:{_BIG}|%|k|m|bn)))"
    rf"|\s(?P<lower>\d{{1,3}})\s(?P<low>{_LOW})(?![a-z])|\s(?P<lower>\d{{3}})(?![\d.,%]))?{_PART}?|{_PART}{_BIGS}?"
    r"|\s?(?P<short>k|g|bn|bln|b|tn|trn|tln|t|mil|mln|mn|mio|(?<=(?:[$£€¥]|\b(?:usd|eur|gbp|rmb|cny|hkd|rm|rs)\.?)\s?[\d.,]{1,20}\s?)m|M|m(?=[$£€¥]"
    r"|\s(?:dollars|euros|pounds|yuan)))(?![a-z\d]))?(?![a-zM]|\d|\.\d{1,20}[a-z])"
    rf"|(?<=-)(?<=\d(?:k|m|mn|mln|bn|b|tn|t)?-)(?P<base>{_PLAIN})"
    rf"(?:[\s-]?(?P<big>{_BIG})s?(?![a-z])|\s?(?P<short>k|bn|b|tn|mn|mln|M))?(?![\w])"
    r"|(?<=[.\-/,'])(?<=\d[.\-/,'])(?P<base>\d{1,20})(?![\w])"
)
_MORE = r"(?:greater|larger|bigger|higher|more)"
_LESS = r"(?:less|smaller|lower|fewer)"
_TAIL = r"(?![a-z\d])(?! than| or| to| [\d$])"
COMPARE_BEFORE: tuple[tuple[str, Op], ...] = (
    (
        rf"(?:\b(?:(?:{_MORE}|above) (?:than )?or equals? (?:than|to)|equal(?: to)? or {_MORE} than|at least"
        rf"|not? (?:{_LESS} than|under|below)|(?:a )?minimum(?: of)?)|>\s?=|≥)\s?",
        ">=",
    ),
    (
        rf"(?:\b(?:(?:{_LESS}|below) (?:than )?or equals? (?:than|to)|equal(?: to)? or {_LESS} than|at (?:the )?most"
        rf"|up to|not? (?:{_MORE} than|over|above|exceed(?:ing)?)|(?:a )?maximum(?: of)?|within)|<\s?=|≤)\s?",
        "<=",
    ),
    (
        rf"(?:\b(?:(?:{_MORE}|better) than|over|above|beyond|exceed(?:ing|ed|s)?|surpass(?:ing|ed|es)?|in excess of"
        r"|upwards? of)\s(?:the )?(?:a )?|(?<!<)>\s?)",
        ">",
    ),
    (rf"(?:\b(?:{_LESS} than|under|below)\s(?:the )?|<\s?)", "<"),
    (r"(?:\bequals?(?: to)?\s|(?<![<>!=])=\s?)", "="),
)
_END = r"(?=[.,;!?)]|$)"
COMPARE_AFTER: tuple[tuple[str, Op], ...] = (
    (
        rf"\s(?:or|and) (?:(?:{_MORE}|above|over|up){_TAIL}|{_MORE} than{_END})|\s(?:at least|minimum|plus){_END}"
        r"|\+(?!\s?\d)",
        ">=",
    ),
    (
        rf"\s(?:or|and) (?:(?:{_LESS}|below|under){_TAIL}|{_LESS} than{_END})|\s(?:at (?:the )?most|maximum|max){_END}",
        "<=",
    ),
    (r"\s?<\s?[a-z](?![a-z])", ">"),
    (r"\s?>\s?[a-z](?![a-z])", "<"),
)
TIED = r",?\s(?:and|but)\s|,\s?|\s?"


def read(match: "regex.Match[str]") -> Exact | None:
    """The number that a match of `NUMBER` writes, or None where it is no number of its own."""
    value = _read(match)
    if value is None:
        return None
    sign = (match["sign"] or "+").strip()
    return Exact(-value if sign in ("-", "minus", "negative") else value)


def _read(match: "regex.Match[str]") -> Decimal | None:
    if match["code"]:
        return None
    if match["share"]:
        return Decimal(_SCALES[match["share"]]) / (2 if match[0].startswith("half") else 4)
    if match["two"] is not None:
        return Decimal(2) * _SCALES.get(match["couple"] or "", 1)
    if match["dotted"]:
        return Decimal(match["dotted"].replace(".", "").replace(",", "."))
    if match["vulgar"]:
        over, _, under = _VULGAR[match["vulgar"]].partition("/")
        return Decimal(match["mixed"] or 0) + Decimal(over) / Decimal(under)
    if match["over"]:
        return _quotient(Decimal(match["over"]), Decimal(match["under"]), Decimal(match["mixed"] or 0))
    if match["top"]:
        top, bottom = _count(match["top"]), _count(match["bottom"].replace(",", ""))
        return _quotient(top, bottom, Decimal(0)) if match["per"] == "over" or top < bottom else None
    if match["den"]:
        return _fraction(match)
    if match["words"] or match["point"]:
        return _spoken(match)
    return _figures(match)


def head(match: "regex.Match[str]") -> int | None:
    """Where the number ends that a match begins with though it is none itself: "five out of three"."""
    if match["top"]:
        return match.end("top")
    return match.end("count") if match["many"] and match["den"] in ("second", "quarter") else None


def _figures(match: "regex.Match[str]") -> Decimal | None:
    exact = literal(match["base"], match["exp"] or (match["ten"] or "").partition("^")[2], match["power"])
    if exact is None:
        return None
    scale = _SCALES.get(match["big"] or "") or _SHORT.get((match["short"] or "").lower()) or 1
    if match["part"] and match.start("big") > match.start("part"):
        return (exact.value + _part(match["part"])) * scale
    lower = Decimal(match["lower"] or 0) * _SCALES.get(match["low"] or "", 1)
    if lower >= scale:
        return None
    return exact.value * scale + _count(match["tail"] or "") + lower + _part(match["part"]) * scale


def _part(words: str | None) -> Decimal:
    """The fraction behind "and": "and a half", "and three-fifths"."""
    if not words:
        return Decimal(0)
    count, _, unit = _AND_PLAIN.sub("", words).replace("-", " ").partition(" ")
    if not unit:
        over, _, under = _VULGAR.get(count, count).replace("⁄", "/").partition("/")
        return Decimal(over) / (Decimal(under) or 1)
    parts = _DENOMINATORS.get(unit) or _DENOMINATORS[unit.removesuffix("s")]
    return Decimal(1 if count == "a" else _CARDINALS[count]) / parts


def _quotient(over: Decimal, under: Decimal, whole: Decimal) -> Decimal | None:
    return whole + over / under if under else None


def _spoken(match: "regex.Match[str]") -> Decimal | None:
    words = match["words"] or ""
    if words in _VAGUE and not (match["point"] or match["part"]):
        return None
    if words == "half":
        return Decimal("0.5")
    if words == "one" and not (match["point"] or match["part"]) and not _is_number(match):
        return None
    value = _count(words)
    if match["point"]:
        value += Decimal(f"0.{_digits(match['point'])}")
    last = re.split(r"[\s-]+", words)[-1].removesuffix("s")
    scale = _SCALES.get(last, 1) if _SCALES.get(last, 1) >= 1000 else 1
    return (value + _part(match["part"]) * scale + _count(match["tail"] or "")) * _SCALES.get(match["big"] or "", 1)


# "Oh" is a word of its own, "hundreds" is no number.
_VAGUE = frozenset(("oh", *(f"{scale}s" for scale in _SCALES)))
_IN_ROW = re.compile(rf"one\s?(?:-|to|or)\s?(?:\d|(?:{_WORD})\b)")
_ROW_BEFORE = re.compile(rf"(?:\d|\b(?:{_WORD}))(?:\s(?:or|to)\s|\s?-\s?)$")


def _is_number(match: "regex.Match[str]") -> bool:
    """Whether the word "one" is a number: alone or beside another number ("one to ten"); else it is a pronoun."""
    seen, start = match.string, match.start()
    in_row = _IN_ROW.match(seen, start) or _ROW_BEFORE.search(seen, max(0, start - 14), start)
    return bool(in_row) or seen.strip(" .!?") == "one"


def _digits(words: str) -> str:
    return "".join(word if word.isdigit() else str(_CARDINALS[word]) for word in words.replace("-", " ").split())


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
    is_one = match["count"] in ("a", "an", "one", "1")
    if (unit in ("second", "first") and not tens and not match["tens"]) or _is_ordinal(match, unit):
        return None
    if not is_one and tail not in ("a", "one") and not match["many"] and unit not in ("half", "quarter"):
        return None
    if head and _count(tail) < under:
        last = head.split()[-1].removesuffix("s")
        part = _count(tail) / under
        return _count(head) + part * (_SCALES[last] if _SCALES.get(last, 0) >= 1000 else 1)
    whole = match["count"] + (match["tens"] or "" if under >= 100 else "")
    return _count(whole) / under * scale


# "A third phase" is one more phase, "a third of the land" a fraction; "the first three quarters" are of a year.
_OF = re.compile(
    r"\s(?:of|as|less|more|fewer|higher|lower|larger|smaller|bigger|the|to|in|that)\b|\s?[.,;:!?)]|\s{0,4}$"
)
_OF_YEAR = re.compile(r"\b(?:first|last|past|next|previous|these|other|final)\s$")


def _is_ordinal(match: "regex.Match[str]", unit: str) -> bool:
    if unit == "quarter" and match["many"]:
        return bool(_OF_YEAR.search(match.string, max(0, match.start() - 12), match.start()))
    return (
        match["count"] in ("a", "an") and unit not in ("half", "quarter") and not _OF.match(match.string, match.end())
    )


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
