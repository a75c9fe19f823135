"""English numbers on their own: figures, words, fractions, decimals, powers, dozens; no ordinals.

All patterns are for shadow text: lower case, half width, every dash a hyphen.
"""

import re
from decimal import Decimal
from math import prod
from typing import TYPE_CHECKING

from leadseam.lang._later import later
from leadseam.lang._numeral import RAISED, SUPER, VULGAR, Exact, literal, vulgar
from leadseam.lang.en import WORDS
from leadseam.schema import Op

if TYPE_CHECKING:
    import regex

_SCALES = {"hundred": 100, "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9}
_SCALES |= {"trillion": 10**12, "quadrillion": 10**15, "quintillion": 10**18, "mln": 10**6, "bln": 10**9, "tln": 10**12}
_DOZENS = ("dozen", "doz", "dz")
_SCALES |= dict.fromkeys(_DOZENS, 12)
_SHORT = {"k": 10**3, "g": 10**9, "t": 10**12} | dict.fromkeys(("m", "mm", "mil", "mln", "mn", "mio"), 10**6)
_SHORT |= dict.fromkeys(("b", "bn", "bln"), 10**9) | dict.fromkeys(("tn", "trn", "tln"), 10**12)
_NAUGHT = {"nought": 0, "naught": 0, "nil": 0, "oh": 0}
_CARDINALS = {**WORDS, **_NAUGHT}
_IRREGULAR = {"half": 2, "quarter": 4, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12, "first": 1}
_IRREGULAR |= {"second": 2, "halve": 2, "nineth": 9}
_DENOMINATORS = _IRREGULAR | {
    (word[:-1] + "ieth" if word.endswith("y") else word + "th"): value
    for word, value in (WORDS | {k: v for k, v in _SCALES.items() if k.endswith(("d", "on", "h", "e"))}).items()
    if value and word not in ("one", "two", "three", "five", "eight", "nine", "twelve")
}
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
# Thousands set off by commas, blanks, apostrophes, dots (twice at least, and no address of a machine), or as in India.
_PLAIN = (
    r"(?:\d{1,3}(?:,\d{3}){1,6}(?![\d,]\d)|\d{1,2}(?:,\d{2}){1,4},\d{3}(?!,?\d)|\d{1,3}(?:\s\d{3}){1,6}(?!,?\d)"
    r"|\d{1,3}(?:'\d{3}){1,6}(?!'?\d)|\d{1,30})(?:\.\d{1,20}(?!\.?\d))?|(?<![\d.])\.\d{1,20}"
)
_DOTTED = (
    rf"(?:(?!{_OCTET}(?:\.{_OCTET}){{3}}(?![\d.,]))\d{{1,3}}(?:(?:\.\d{{3}}){{2,6}}(?:,\d{{1,20}})?|\.\d{{3}},\d{{1,2}})"
    r"|0,\d{3,9}(?!,)|(?:\d{1,3}(?:\s\d{3}){1,6}|\d{1,12}),\d{1,2}(?!\s?(?:and|or|,|&|-)\s?\d))(?![.,]?\d)"
)
_BIG = "|".join(_SCALES)
_WORD = "|".join(sorted({*_CARDINALS, *_SCALES}, key=len, reverse=True))
_DEN = "|".join(sorted(_DENOMINATORS, key=len, reverse=True))
_LARGE = "thousand|million|billion|trillion"
_JOIN = r"(?:\s?-\s?(?:and\s?-\s?)?|\s(?:and\s)?)"
_AND = r"(?:\s(?:and|&)\s|-and-)"
_ONES = "|".join(word for word, value in _CARDINALS.items() if value < 10)
_TEENS = "|".join(word for word, value in _CARDINALS.items() if 10 <= value < 20)
_TENS = "|".join(word for word, value in _CARDINALS.items() if value >= 20)
# "Forty and six" is one number, "between forty and six" are two.
_AND_ONES = rf"(?<!\bbetween\s(?:{_TENS}))\sand\s(?:{_ONES})(?!\sof\b|[\s-](?:{_BIG}))"
_SUB = rf"(?:(?:{_TENS})(?:(?:\s?-\s?|\s)(?:{_ONES})|{_AND_ONES})?|{_TEENS}|{_ONES})(?![a-z])"
_MANY = rf"(?:{_BIG})s?(?![a-z])"
# "One hundred and two hundred" are two numbers.
_SAME = (
    rf"(?<=(?P<same>hundred|thousand|illion)s?)\sand\s(?:(?!{_LARGE})(?:{_WORD})[\s-]){{1,4}}"
    r"(?:[mbtr]{1,2})?(?P=same)s?(?![a-z])"
)
_RUN = rf"(?:(?:a\s)?{_MANY}|{_SUB})(?:(?:\s?-\s?|\s){_MANY}|(?<=(?:{_BIG})s?)(?!{_SAME}){_JOIN}{_SUB}){{0,14}}"
_MINUS = r"(?P<sign>(?:minus|negative)\s)?"
_LOW = (
    r"(?<=(?:b|tr)illion \d{1,3} )million|(?<=(?:illion|lakh|crore) \d{1,3} )thousand|(?<=crore \d{1,2} )lakh"
    r"|(?<=(?:illion|thousand) \d )hundred(?:(?<=illion \d hundred)\sthousand)?"
)
_SENSE = r"(?P<sign>(?:minus|negative)\s|(?<!%|[\d%]\s)[-+]\s?)?"
_VULGARS = "[" + "".join(VULGAR) + "]"
_AND_PART = (
    rf"{_AND}(?:half(?![a-z-]|\s(?:of|an?|the|its|his|her|their|our|price)\b)|(?:a[\s-](?:half|quarter|third)|(?:{_ONES})[\s-](?:half|(?:{_DEN})s?))(?![a-z])"
    rf"|\d{{1,9}}[/⁄]\d{{1,9}}(?![\d/])|{_VULGARS})"
)
_PART = f"(?P<part>{_AND_PART})"
_AND_PLAIN = later(r"^[\s-](?:and|&)[\s-]")
_BIGGER = rf"(?P<big>(?:{_BIG})(?:\s(?:{_BIG})){{0,2}})s?(?![a-z])"
_BIGS = rf"(?:[\s-]{_BIGGER})"
_OF_BIG = rf"(?:(?:\sof\sa)?[\s-]{_BIGGER})?"
_DIGITS = (
    rf"(?:[\s-](?:{_TENS})(?:[\s-](?:{_ONES}))?(?![a-z])"
    rf"|(?:[\s-](?:{'|'.join(word for word, value in _CARDINALS.items() if value < 20)})(?![a-z])){{1,15}})"
)
_POINTED = rf"(?P<point>{_DIGITS}|\s\d{{1,15}}(?!\d|\.\d))"
# "The two hundred and fifth", "the twenty-first": an ordinal, not two hundred.
_NO_ORDINAL = (
    rf"(?!(?<=(?:{_TENS}|{_BIG}))(?:{_AND}|[\s-])(?:(?:{_TENS})-)?(?:first|(?:{_DEN}))(?<!second|half|quarter)"
    r"(?![a-z]))"
)
_CODES = "usd|eur|gbp|rmb|cny|hkd|rm|rs"
# "Two in ten days", "30 over 5 years" are no fractions.
_TIME = r"[\s-](?:years?|months?|weeks?|days?|hours?|minutes?|quarters?|decades?|seasons?)\b"
_PREFIXES = "top|under|over|sub|post|pre|mid|non|plus"
# Codes and versions hold no numbers: v2.3.1, gb/t 1234-2020.
_CODE = r"(?P<code>(?<![\w])(?!(?:{_CODES})\d)[a-z]{1,8}-?\d{1,9}(?:[./-]\d{1,9})+(?!\w))"
NUMBER = (
    rf"{_CODE}|"
    rf"(?<![\w.,/^])(?P<sign>[-+]\s?)?(?P<base>{_PLAIN})(?:(?P<exp>e[-+]?\d{{1,3}})|\s?"
    rf"(?P<ten>[x×*·]\s?10(?:\^[-+]?\d{{1,3}}|{SUPER}))|\^(?P<power>[-+]?\d{{1,4}}(?:\.\d{{1,4}})?)"
    rf"|(?<=(?<!\d)10)(?P<power>{SUPER}))(?!\w|\.\d)"
    rf"|(?<![\w.,/]){_SENSE}(?P<dotted>{_DOTTED}){_BIGS}?(?!\w)"
    rf"|(?<![\w.,/])(?<!\w-)(?P<sign>(?:minus|negative)\s|-\s?)?(?:(?P<mixed>\d{{1,9}})(?:{_AND}|\s|-))?(?P<over>\d{{1,15}})\s?[/⁄]\s?"
    rf"(?P<under>\d{{1,15}}){_OF_BIG}(?![\w/]|\.\d)"
    r"|(?<![\w.,/])(?P<sign>-\s?)?(?:(?P<mixed>\d{1,9})\s?)?(?P<vulgar>" + _VULGARS + f"){_OF_BIG}"
    rf"|(?<![\w.,$£€¥-]){_MINUS}(?P<top>{_RUN}|\d{{1,9}})[\s-](?P<per>over|in|out of)[\s-](?:every\s)?"
    rf"(?P<bottom>{_RUN}|\d{{1,3}}(?:,\d{{3}}){{1,3}}(?![\d,])|\d{{1,9}})(?![\w]|[.,]\d|{_TIME})"
    rf"|(?<![\w-])(?:half|(?:(?:a|one)[\s-])?quarter)(?:\sof)?(?:\san?)?[\s-](?P<share>{_BIG})(?![a-z])"
    rf"|(?<![\w.,-]){_MINUS}(?:(?P<count>an?|\d{{1,3}}|(?:an?\s(?={_BIG}))?(?:{_WORD})(?:{_JOIN}"
    rf"(?:{_WORD})){{0,14}}?)(?P<tens>\s(?:{_TENS}))?[\s-](?P<den>"
    rf"(?:(?:{_TENS})-|(?:(?:ten|hundred)-|(?<=\b(?:{_ONES})\s)ten\s)(?=(?:{_LARGE})th))?(?:{_DEN}))(?P<many>s)?(?![a-z])"
    rf"(?:(?:\sof\sa\s|(?<=half|quarters?|\sand\s[a-z]{{1,8}}\s[a-z]{{1,12}})[\s-])(?P<ofa>{_BIG})s?(?![a-z]))?)"
    rf"|(?<![\w])(?<!(?<!\b(?:{_ONES}))-)(?<!\b(?:several|few|many)\s){_MINUS}(?P<words>(?>{_RUN})){_NO_ORDINAL}(?:(?<="
    rf"(?:{_BIG})s?)\sand\s(?P<tail>\d{{1,3}}(?!\d|[.,]\d|\s?(?:{_BIG}|%|k|m|bn)))|\spoint{_POINTED}{_BIGS}?)?"
    rf"(?:{_PART}{_BIGS}?)?(?![\w])"
    rf"|(?<![\w-])(?<!\b(?:first|second|latter|other|last|next|better)\s){_MINUS}(?P<words>half)(?![\w-]|\spast\b)"
    rf"|(?<![\w-])a (?:couple|pair)(?:\sof)?(?:\s(?P<couple>{_BIG})s?(?![a-z]))?(?P<two>)(?![\w-])"
    rf"|(?:^|(?<=[,;:(]\s)|(?<=\b(?:is|was|than|about|by|of|to|at)\s)|(?=minus|negative)){_MINUS}point{_POINTED}"
    rf"{_BIGS}?(?!\w)|(?<![\w.,/-]){_SENSE}(?P<words>\d{{1,9}})\spoint{_POINTED}{_BIGS}?(?!\w)"
    rf"|(?:(?<![\w.,]|\d['’/]|\d-|\^)(?<!\w-)|(?<=\b(?:{_CODES}))|(?<=\b(?:{_PREFIXES})-)|(?<=(?<![\w.])[a-z]{{1,5}}\.)){_SENSE}(?P<base>{_PLAIN})(?:[\s-]?{_BIGGER}"
    rf"(?:(?!{_AND_PART})\sand\s(?P<tail>{_RUN}(?!\s(?:{_BIG}))|\d{{1,3}}(?!\d|[.,]\d|\s?(?:{_BIG}|%|k|m|bn)))"
    rf"|\s(?P<lower>\d{{1,3}})\s(?P<low>{_LOW})(?![a-z])|\s(?P<lower>\d{{3}})(?!\d|[.,]\d|%))?{_PART}?|{_PART}{_BIGS}?"
    rf"|\s?(?P<short>k|bn|b|tn|trn|mil|mn|mio|(?<=(?:[$£€¥]|\b(?:{_CODES})\.?)\s?[\d.,]{{1,20}}\s?)m|MM|[MGT]"
    r"|m(?=[$£€¥]|\s(?:dollars|euros|pounds|yuan)))(?![a-z\d]))?"
    rf"(?!(?!(?:{_CODES})(?![a-z]))[a-zMGT]|\d|\.\d{{1,20}}[a-z]|(?:,\d{{3}}){{1,5}}[a-z])"
    rf"|(?<=-)(?<=\d(?:k|m|mn|mln|bn|b|tn|t)?-)(?P<base>{_PLAIN})"
    rf"(?:[\s-]?{_BIGGER}|\s?(?P<short>k|bn|b|tn|mn|mln|M))?(?![\w])"
    r"|(?<=[.\-/,'])(?<=\d[.\-/,'])(?P<base>\d{1,20})(?![\w])"
)
_FIRST = {*_CARDINALS, *_SCALES, *_DENOMINATORS, "half", "quarter", "point", "minus", "negative", "couple", "pair"}
_FIRST_WORDS = "|".join(sorted(_FIRST, key=len, reverse=True))
# Where a match of the above can start.
START = rf"[\d.+{''.join(VULGAR)}-]|(?<!\w)(?=(?:an?[\s-])?(?:{_FIRST_WORDS})|[a-z]{{1,8}}-?\d)[a-z]"
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
        written = "".join(match["dotted"].split()).replace(".", "").replace(",", ".")
        return Decimal(written) * _scale(match["big"])
    if match["vulgar"]:
        return (Decimal(match["mixed"] or 0) + vulgar(match["vulgar"])) * _scale(match["big"])
    if match["over"]:
        value = _quotient(Decimal(match["over"]), Decimal(match["under"]), Decimal(match["mixed"] or 0))
        return value and value * _scale(match["big"])
    if match["top"]:
        top, bottom = _count(match["top"]), _count(match["bottom"].replace(",", ""))
        is_part = top < bottom and not (match["per"] == "in" and _YEAR.fullmatch(match["bottom"]))
        return _quotient(top, bottom, Decimal(0)) if match["per"] == "over" or is_part else None
    if match["den"]:
        return _fraction(match)
    if match["words"] or match["point"]:
        return _spoken(match)
    return _figures(match)


def head(match: "regex.Match[str]") -> int | None:
    """Where the number ends that a match begins with though it is none itself: "five out of three"."""
    if match["top"]:
        return match.end("top")
    if not match["den"] or match["tens"] or match["count"] in ("a", "an"):
        return None
    is_seconds = match["many"] and match["den"] in ("second", "quarter")
    last = re.split(r"[\s-]", match["count"])[-1]
    is_counted = not match["many"] and (last.isdigit() or 0 < _CARDINALS.get(last, 0) < 20)
    return match.end("count") if is_seconds or is_counted else None


def _figures(match: "regex.Match[str]") -> Decimal | None:
    tenth = (match["ten"] or "").translate(RAISED).replace("^", "").partition("10")[2]
    exact = literal(match["base"], match["exp"] or tenth, (match["power"] or "").translate(RAISED) or None)
    if exact is None:
        return None
    scale = _scale(match["big"]) * _SHORT.get((match["short"] or "").lower(), 1)
    if match["part"] and match.start("big") > match.start("part"):
        return (exact.value + _part(match["part"])) * scale
    lower = Decimal(match["lower"] or 0) * _scale(match["low"])
    if lower >= scale:
        return None
    tail, _, last = (match["tail"] or "").rpartition(" ")
    if tail and scale < _SCALES.get(last, 0):
        return (exact.value * scale + _count(tail)) * _SCALES[last]
    return exact.value * scale + _count(match["tail"] or "") + lower + _part(match["part"]) * scale


def _scale(words: str | None) -> int:
    """What the scale words behind a number multiply it by: "hundred thousand" is 100,000."""
    return prod(_SCALES[word] for word in (words or "").split())


def _part(words: str | None) -> Decimal:
    """The fraction behind "and": "and a half", "and three-fifths"."""
    if not words:
        return Decimal(0)
    count, _, unit = _AND_PLAIN.sub("", words).replace("-", " ").partition(" ")
    if count == "half":
        return Decimal("0.5")
    if not unit:
        over, _, under = VULGAR.get(count, count).replace("⁄", "/").partition("/")
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
    return (value + _part(match["part"]) * _whole(last) + _count(match["tail"] or "")) * _scale(match["big"])


def _whole(word: str) -> int:
    """What a fraction behind a word is a part of: a dozen and a half is 18, a hundred and a half 100.5."""
    scale = _SCALES.get(word, 1)
    return scale if scale != 100 else 1


_YEAR = later(r"(?:1[89]|20)\d\d")
# "Oh" is a word of its own, "hundreds" is no number.
_VAGUE = frozenset(("oh", *(f"{scale}s" for scale in _SCALES)))
_IN_ROW = later(rf"one\s?(?:-|to|or|and|,)?\s?(?:\d|(?:{_WORD})\b)")
_ROW_BEFORE = later(rf"(?:\d|\b(?:{_WORD}))(?:\s(?:or|to|and)\s|\s?-\s?|,?\s)$")
_NAMED = later(r"\b(?:number|version|phase|part|chapter|step|day|level|equals|plus|minus|negative|by)\s$")
_NO_NOUN = (
    "of|another|is|was|has|had|can|could|should|would|will|must|may|might|who|that|which|whose|in|on|at|for|from|to|as"
    "|and|or|but|with|by|the|if|when|than|does|did|do|after|before|he|she|it|we|you|they|i|thing|way"
)
_NOUN_AFTER = later(rf"\s(?!(?:{_NO_NOUN})\b)[a-z]")
_DETERMINED = later(
    r"\b(?:the|this|that|which|each|every|any|no|some|another|such|other|latter|former|only|an?\s[a-z-]{1,12})\s$"
)


def _is_number(match: "regex.Match[str]") -> bool:
    """Whether the word "one" is a number: alone, before a noun, beside a number ("one to ten"); else a pronoun."""
    seen, start, end = match.string, match.start(), match.end()
    if _DETERMINED.search(seen, max(0, start - 18), start):
        return False
    before = _ROW_BEFORE.search(seen, max(0, start - 16), start) or _NAMED.search(seen, max(0, start - 12), start)
    is_counting = before or _IN_ROW.match(seen, start) or _NOUN_AFTER.match(seen, end)
    return bool(is_counting) or seen.strip(" .!?") == "one"


def _digits(words: str) -> str:
    """The figures behind "point": "zero five" is 05, "twenty-five" 25.

    >>> _digits(" twenty-five"), _digits(" zero five"), _digits(" 25")
    ('25', '05', '25')
    """
    first, *rest = words.replace("-", " ").split()
    if rest and _CARDINALS.get(first, 0) >= 20:
        return str(_CARDINALS[first] + _CARDINALS[rest[0]])
    return "".join(word if word.isdigit() else str(_CARDINALS[word]) for word in (first, *rest))


def _fraction(match: "regex.Match[str]") -> Decimal | None:
    """A count of parts; what stands before a proper fraction behind "and" is a whole number of its own."""
    tens, _, unit = match["den"].replace(" ", "-").rpartition("-")
    under = Decimal(_DENOMINATORS[unit])
    if tens in ("ten", "hundred"):
        under *= 10 if tens == "ten" else 100
    elif tens or (match["tens"] and under < 10):
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
        return (_count(head) + _count(tail) / under * (_whole(last) if under <= 10 else 1)) * scale
    whole = match["count"] + (match["tens"] or "" if under >= 100 else "")
    return _count(whole) / under * scale


# "A third phase" is one more phase, "a third of the land" a fraction; "the first three quarters" are of a year.
_OF = later(r"\s(?:of|as|less|more|fewer|higher|lower|larger|smaller|bigger|the|to|in|that)\b|\s?[.,;:!?)]|\s{0,4}$")
_OF_YEAR = later(r"\b(?:first|last|past|next|previous|these|other|final)\s$")


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
        elif name in _DOZENS:
            group += ((group % 100 or 1) * 12) - group % 100 if group % 100 or not group else group * 11
        elif name == "hundred":
            group = (group or Decimal(1)) * 100
        elif name in _SCALES:
            if group == 0 and total:
                total, group = total * _SCALES[name], Decimal(0)
            else:
                total, group = total + (group or 1) * _SCALES[name], Decimal(0)
    return total + group
