"""English, native and machine-translated: what the finders need to know of the language.

All patterns are for shadow text: lower case, half width, every dash a hyphen.
"""

import re
from decimal import Decimal

from leadseam.lang._numeral import ONE, Numeral
from leadseam.schema import Op

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {word: value for value, word in enumerate(_UNITS)} | {word: (at + 2) * 10 for at, word in enumerate(_TENS)}
_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
    "lakhs": 10**5,
    "crores": 10**7,
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_PARTS |= {"ninth": 9, "tenth": 10}
_FRACTIONS = ("1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "2/5", "3/5", "4/5", "1/8", "3/8", "5/8", "7/8")
_VULGAR = dict(zip("½⅓⅔¼¾⅕⅖⅗⅘⅛⅜⅝⅞", _FRACTIONS, strict=True))
_LITERAL = r"(?:\d{1,3}(?:,\d{3}){1,5}(?!\d)|\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)|\d{1,30})(?:\.\d{1,10})?"
_BIG = (
    r"(?:hundred million|ten thousand|ten million|hundred thousand|hundred billion|ten billion"
    r"|hundred|thousand|million|billion|trillion|lakh|crore)"
)
# "Two and a half", "3 1/2", "one and three quarters".
_FRACTION = (
    rf"[\s-](?:and[\s-])?(?:an?|one|two|three|four)[\s-](?:{'|'.join(_PARTS)})s?\b(?!\sof)|(?:\sand)?\s\d/\d{{1,2}}(?![\d/])"
    rf"|\s?[{''.join(_VULGAR)}]"
)
_SPOKEN = rf"(?:{'|'.join(_UNITS[:10])}|oh)"
_ANY = "|".join(
    sorted(
        {*WORDS, "hundred", "thousand", "million", "billion", "trillion", "dozen", "lakhs?", "crores?"},
        key=len,
        reverse=True,
    )
)
# "4K sets" are no four thousand.
_SCREEN = r"(?:tvs?|sets|videos?|displays?|screens?|ultra|uhd|resolution|panels?)\b"
_VAGUE = (
    r"(?:tens|hundreds|thousands|dozens)(?: of (?:thousands?|millions?|billions?|trillions?)){0,2}|billions|millions"
)
NUMBER = (
    rf"(?<![\w.,])(?P<vague>(?:{_VAGUE})\b)"
    rf"|(?<![\d.])(?P<core>{_LITERAL})(?P<part>{_FRACTION})?"
    rf"(?:[\s-]?(?P<scale>{_BIG})s?\b|\s?(?P<short>mn|mln|mio|bn|bln|tn|trn|[mbk])(?![a-z0-9²³/]| {_SCREEN}))?"
    # "4 billion 280 million", but neither "1.3 billion and 800 million" nor "450 million 350 million"
    rf"(?:(?<!\.\d [bm]illion)(?<!\.\d\d [bm]illion)(?:(?<=\d billion)(?=\s\d{{1,3}}\smi)"
    rf"|(?<=\d million)(?=\s\d{{1,3}}\sth))\s(?P<rest>\d{{1,3}}\s(?:million|thousand))\b"
    r"|(?P<late>\sand\sa\s(?:half|quarter))\b)?"
    rf"|(?<![\w-])(?P<some>(?:(?:half|(?:a |one )?quarter)(?: of)? an?|half|(?:a )?quarter|an?|several|a few"
    rf"|a couple of)[\s-](?:{_BIG[3:-1]}|dozen)s?)\b"
    rf"|(?<![\w-])(?P<words>(?:{_ANY})(?:(?:-|\s|(?:(?<=hundred)|(?<=ousand)|(?<=illion))\sand\s)(?:{_ANY})){{0,9}})(?![\w])"
    rf"(?:\spoint(?P<point>(?:[\s-]{_SPOKEN}\b){{1,9}})|(?P<mixed>[\s-]and[\s-](?:a|one|two|three|four)[\s-](?:{'|'.join(_PARTS)})s?\b"
    rf"(?!\sof)))?(?:(?<=[a-z])(?<!illion)[\s-](?P<times>{_BIG})s?\b)?"
)


def _shares() -> tuple[tuple[str, str, int], ...]:
    """ "Two-thirds", "a quarter of": fractions as whole percents; "a third" may be an ordinal unless "of" follows."""
    found = []
    for count, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), 1):
        for name, under in _PARTS.items():
            if count >= under or name == "half":
                continue
            single = rf"\bone[- ]{name}\b|\ban? {name} of\b(?! an?\b)"
            form = single if count == 1 else rf"\b{word}[- ]{name}s\b"
            found.append((form, "share", round(Decimal(100) * count / under)))
    return tuple(found)


BEFORE: tuple[tuple[str, Op], ...] = (
    ("at least|(?:no|not) (?:less|fewer|lower) than|a minimum of|>=|≥", ">="),
    ("(?:no|not) more than|not exceed(?:ing)?|at most|up to|a maximum of|<=|≤", "<="),
    (
        "(?:far )?more than|(?:well )?over|exceed(?:s|ed|ing)?|in excess of|surpass(?:es|ed|ing)?|above|upwards? of"
        "|beyond|greater than|higher than|topp(?:ed|ing)|crossed|>",
        ">",
    ),
    ("less than|fewer than|under|below|short of|<", "<"),
    (
        "nearly|almost|about|around|approximately|approx\\.?|roughly|close to|some|near|an estimated|or so|circa|~|≈",
        "~",
    ),
)
AFTER: tuple[tuple[str, Op], ...] = (
    (" or more| or above| (?:and|or) (?:above|over|more)(?! than| [\\d$])|[+](?!\\d)", ">="),
    (" or less| or below| and below| or under", "<="),
    (" or so", "~"),
    (" in the remaining| remaining(?= (?:times|visits))|-odd| odd(?= )", ">"),
)
SCALE_ONLY: frozenset[str] = frozenset()
YEARLY = r"(?: of [a-z][a-z -]{0,40}?)?(?: (?:per|a|each|every) (?:year|annum)| annually|/year|/yr|/a\b)"
YEARLY_BEFORE = (
    r"(?:annual|yearly) (?:production |output |design )?(?:capacity|output|production) of (?:about |over |nearly )?$"
)
LABEL_LAST = ""
LABEL_BEFORE = (
    r"(?:\btop|\bno\.?|#|\bnumber|\bphase|\bfortune|\bglobal|\bforbes|\bchina|\bchinese|\bgrade"
    r"|\bmodel|\bversion|\bfloor|\broom|\bcovid)[\s-]?$"
)
BEFORE_WINDOW = 34
RANGE = r"\s?(?:-{1,2}|~|to|and)\s?|\s(?:through|till|until)\s"
LIST = r"(?:,\s?and|,|and|or)\s?"
LOOSE_CURRENCY = r"(?!)"
LATE_SCALE = r"\s(?:thousand|million|billion|trillion|mln|bn)(?![a-z])"
_CHANGE = rf"\d{{1,2}}|(?:{'|'.join(WORDS)})(?:[-\s](?:{'|'.join(_UNITS[1:10])}))?"
# "3 dollars 50 cents", "15 dollars and 50".
CHANGE = (
    rf"(?:\s(?:and\s)?(?P<cent>{_CHANGE})\s(?:cents?|pence)(?![a-z])"
    rf"|\sand\s(?P<cent2>{_CHANGE})(?=[.;!?]|$|\sand\s))?"
)
LEVEL = r"-?\s?level"
PERCENT = (
    r"\s?[%‰]|[\s-]?per[ -]?cent(?!ile)(?:age[\s-]points?)?|[\s-]?pct(?:\spoints?)?|[\s-]?percentage[\s-]points?"
    r"|\s?ppt?s?\b|\s?per mille"
    r"|[\s-]?(?:basis[\s-]points?|bps?\b)"
    r"|[\s-]?(?:times|fold)(?=\s(?:higher|that of|as|more|over|greater|the|larger|of|and \d))"
    r"|-?fold|x(?=\s(?:higher|that))"
)
PERCENT_BEFORE: tuple[str, ...] = ()
SPOKEN_LAST = ""
MINUS_LAST = "- \n"
MINUS = r"(?:(?<![\w%)\]])(?<!\d )-|\b(?:minus|negative) )$"
# "Raised to 45 percent" is a level, not growth; the rate of growth that "fell to 5 percent" is growth still.
REACHED = (
    r"\b(?:(?:increas|rais|expand|declin|decreas|reduc)(?:e[sd]?|ing)|grew|rose|rises?|rising|lifted|climbed|jumped|surged|soared"
    r"|f[ea]ll(?:en|ing)?|dropped|cut|lowered|up|down)(?: (?:[a-z]+ly|[a-z]+fold|(?:[a-z]+ )?times))?"
    r"(?:(?: from [^,;]{1,16})? to (?:about |nearly |around |over )?| from (?:about |nearly |around |over )?)$"
)
PERCENT_WORDS: tuple[tuple[str, str, int | str], ...] = (
    (r"\bhalf (?:of )?(?:an?|one) per(?: )?cent(?:age point)?\b", "share", "0.5"),
    (r"\b(?:an? |one[ -])?quarter (?:of )?(?:an?|one) per(?: )?cent(?:age point)?\b", "share", "0.25"),
    (r"\b(?:more than |nearly |almost )?doubl(?:ed|ing|e)\b(?! (?:the )?(?:digit|check|efforts)|-)", "growth", 100),
    (r"\bhalved\b", "growth", -50),
    (r"\btripl(?:ed|ing)\b", "growth", 200),
    (r"\bquadrupl(?:ed|ing)\b", "growth", 300),
    (r"\bone[- ]half\b|\bhalf of\b(?! (?:the year|the month|the century|an?\b|20\d\d))|\bhalf the\b", "share", 50),
    *_shares(),
)
GROWTH = (
    r"increas\w*|grow\w*|grew|rose|rise|rising|up|year-on-year|yoy|higher|gain\w*|jump\w*|surg\w*|climb\w*|expand\w*"
)
FALL = r"decreas\w*|declin\w*|fell|fall|falling|drop\w*|down|reduc\w*|shr[aiu]nk\w*|lower"
SHARE = r"accounts?|accounting|accounted|share|proportion|rate|ratio|of the|dependence"
CLAUSE = ",.;:!?()\n\t"
PER_BEFORE: tuple[tuple[str, str], ...] = (
    (r"per capita [a-z ]{0,20}", "person"),
    (r"per mu (?:of|is|was|reached|reaches|exceeded|exceeds|hit|at|to) ?(?:about |nearly |over |more than )?", "mu"),
)
PER_AFTER: tuple[tuple[str, str], ...] = (
    (r" per mu| a mu|/mu", "mu"),
    (r" per (?:square meter|sq m|square metre)|/m2|/sqm", "m2"),
    (r" per (?:person|capita|head)", "person"),
    (r" (?:per|a|each) year| per annum| annually|/year|/yr", "year"),
    (r" (?:per|a) month|/month", "month"),
    (r" (?:per|a) ton(?:ne)?|/t\b", "t"),
    (r" (?:per|a|each) household", "household"),
    (r" (?:per|a) (?:unit|set)", "unit"),
    (r" (?:per|a|- ?a ?-) ?share", "share"),
)
THRESHOLD_AFTER = r"\s?(?:[a-z-]+\s){0,3}?(?:projects|enterprises|companies)"
THRESHOLD_PLAIN = r"-?\s?(?:[a-z-]+\s){0,2}?(?:projects)"
COUNTED_AFTER = r"(?!)"
SIZED_AFTER = r"\s?(?:[a-z-]+\s){0,3}?(?P<noun>projects?|plants?|bases?|facilit(?:y|ies)|factor(?:y|ies))\b"
THRESHOLD_BEFORE = (
    r"\b(?:projects|enterprises|companies|firms|those)"
    r"(?: (?:that|which|are|have|has|with|of|worth|valued|at|each|investing"
    r"|(?:an? )?(?:individual |single )?investments?)){0,4}\s?$"
)
MONETARY_AFTER = r"-?\s?(?:level|projects?|industr(?:y|ies)|clusters?)"
EQUIVALENT_CUE = r"[(]|equivalent to|equal to|or about|or approximately|, or "
ADDED = r"additional|another|further|increased? by|plus"
TOTAL = r"total|altogether|combined|in all"
GOAL = r"\b(?:goals?|targets?) of\s?$"
PART = r"of which|among (?:them|which)|including"
SINGLE = frozenset({"one"})


def read_sign(sign: str) -> tuple[Decimal, Decimal]:
    """By what a sign of `PERCENT` multiplies (a basis point is a hundredth), and what it adds: nothing in English."""
    word = sign.strip(" -")
    hundredth = word.startswith(("basis", "bp"))
    return (Decimal("0.01") if hundredth else Decimal("0.1") if word in ("‰", "per mille") else ONE), Decimal(0)


def read_number(match: "re.Match[str]") -> Numeral | None:
    """The number that a match of `NUMBER` stands for, or None where the words are no number.

    >>> read_number(re.compile(NUMBER).match("3 billion 500 million")).lo
    Decimal('3500000000')
    """
    if match["vague"]:
        return _vague(match["vague"])
    if match["some"]:
        return _some(match["some"])
    if match["words"]:
        return _spoken(match)
    factor = _product(match["scale"] or match["short"] or "")
    lo = (Decimal(match["core"].replace(",", "")) + _part(match["part"])) * factor + _part(match["late"]) * factor
    if match["rest"]:
        literal, scale = match["rest"].split()
        lo += Decimal(literal) * _SCALES[scale]
    return Numeral(lo, None, "=", factor)


def _spoken(match: "re.Match[str]") -> Numeral | None:
    """A number in words with what stands behind "point" or "and": "two point five million", "one and a half"."""
    numeral = _words(match["words"])
    if numeral is None or not (match["point"] or match["mixed"] or match["times"]):
        return numeral
    digits = "".join(
        "0" if word == "oh" else str(WORDS[word]) for word in re.split(r"[\s-]+", match["point"] or "")[1:]
    )
    factor = _product(match["times"] or "")
    unit = numeral.factor if match["mixed"] else ONE
    lo = (numeral.lo + Decimal(f"0.{digits or 0}") + _part(match["mixed"]) * unit) * factor
    return Numeral(lo, None, "=", factor if factor > ONE else numeral.factor, "words")


def _part(words: str | None) -> Decimal:
    """The fraction behind a whole number: " and a half" is 0.5, " 3/4" 0.75."""
    if not words:
        return Decimal(0)
    last = [word for word in re.split(r"[\s-]+", words) if word not in ("", "and")]
    if len(last) == 1:
        over, _, under = _VULGAR.get(last[0], last[0]).partition("/")
        return Decimal(over) / (Decimal(under) or ONE)
    parts = _PARTS.get(last[1]) or _PARTS[last[1].removesuffix("s")]
    return Decimal(WORDS.get(last[0], 1)) / parts


def _product(scale: str) -> Decimal:
    product = ONE
    for word in scale.split():
        product *= _SCALES.get(word) or WORDS[word]
    return product


def _vague(words: str) -> Numeral:
    first, *others = words.split(" of ")
    factor = ONE
    for word in others:
        factor *= _SCALES[word.rstrip("s")]
    if first in ("millions", "billions"):
        factor = Decimal(_SCALES[first[:-1]])
        return Numeral(factor, factor * 1000, "range", factor, "scale")
    base = {"tens": 10, "dozens": 12, "hundreds": 100, "thousands": 1000}[first]
    if first == "dozens":
        return Numeral(base * factor, None, ">", factor, "words")
    return Numeral(base * factor, base * factor * 10, "range", factor, "words")


def _some(words: str) -> Numeral:
    scales = [word for word in words.split() if word in _SCALES or word.rstrip("s") in _SCALES]
    factor = ONE
    for word in scales:
        factor *= _SCALES.get(word) or _SCALES[word.rstrip("s")]
    words = words.replace("-", " ")
    if "half" in words or "quarter" in words:
        return Numeral(factor / (2 if "half" in words else 4), None, "=", factor, "words")
    if any(vague in words for vague in ("several", "few", "couple")):
        return Numeral(factor, factor * 10, "range", factor, "words")
    ten = 10 if " ten " in words else 1
    return Numeral(factor * ten, None, "=", factor, "words")


def _words(words: str) -> Numeral | None:
    total = section = 0
    last = 0
    factor = ONE
    for word in re.split(r"[-\s]+", words):
        if word == "and":
            continue
        if word in _SCALES:
            scale = _SCALES[word]
            factor = Decimal(scale) if scale >= 1000 else factor
            if scale >= 1000:
                total, section = total + max(section, 1) * scale, 0
            else:
                section = max(section, 1) * scale
            last = 0
            continue
        value = WORDS[word]
        if last and not (last >= 20 and last % 10 == 0 and value < 10):
            return None
        section, last = section + value, value
    return Numeral(Decimal(total + section), None, "=", factor, "scale" if words in _SCALES else "words")


def read_change(match: "re.Match[str]") -> Decimal:
    """What the words of small change add to an amount: "50 cents" is 0.50."""
    words = match["cent"] or match["cent2"]
    if not words:
        return Decimal(0)
    count = int(words) if words.isdigit() else sum(WORDS[word] for word in re.split(r"[-\s]", words))
    return Decimal(count) / 100
