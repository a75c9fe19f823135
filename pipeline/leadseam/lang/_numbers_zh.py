"""Chinese numbers on their own: numerals, fractions, decimals, powers, dozens; no ordinals.

All patterns are for shadow text: lower case, half width, simplified, every dash a hyphen.
"""

from decimal import Decimal

import regex

from leadseam.lang._later import regex_later
from leadseam.lang._numeral import RAISED, SUPER, VULGAR, Exact, literal, vulgar
from leadseam.lang.zh import DIGITS
from leadseam.schema import Op

_SCALES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_LATIN = {"k": 10**3, "m": 10**6, "mm": 10**6, "g": 10**9, "b": 10**9, "t": 10**12}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_VAGUE = "几数余多来"
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟参")
_ALL = {**DIGITS, "参": 3, "○": 0}
_CHARS = "".join(_ALL) + "".join(_SCALES) + "".join(_LARGE) + "".join(_TENS)
# 三两 and 五百两 weigh: the numeral ends before it; 一两个 and 一万两千 count.
_WEIGHT = r"(?<=[二三四五六七八九十百千万])两(?![百千万亿])"
# No digit before and none given back: a long run of digits can be cut in one way only.
_PLAIN = (
    r"(?<!\d)(?:\d{1,3}(?:,\d{3}){1,6}+(?![\d,])|\d{1,30}+)(?:(?<!\.\d{1,30})\.\d{1,20}(?!\.?\d))?"
    r"|(?<![\da-z])\.\d{1,20}"
)
_MEASURE = "个名家人位项台吨亩公次条户元块岁套件批场座种只辆艘架平米倍成里"
_PIECE = (
    rf"(?:(?!{_WEIGHT})(?:\d{{1,6}}点\d{{1,4}}(?=\s?[百千万亿])|{_PLAIN}|[{_CHARS}]|[几数](?=[十百千万亿])"
    rf"|(?<=[十百千万亿零拾佰仟]\s?)[{_VAGUE}](?=\s?[万亿兆{_MEASURE}]|$)"
    rf"|(?<=\d)[余多来](?=[十百千万亿兆{_MEASURE}])|(?<=[\d{_CHARS}])个(?=亿(?!元?以上))))"
)
_POINT = rf"(?:\s?点\s?(?!两)(?=[{''.join(_ALL)}])[{''.join(_ALL)}\s]{{1,20}})"
_RUN = rf"{_PIECE}(?:(?!(?<=\d)\s+\d)\s{{0,4}}{_PIECE}){{0,40}}(?:{_POINT}[百千万亿]{{0,2}})?"
# 5月-8月 and 三-五 are ranges, 气温-5度 is below zero.
_SIGN = rf"(?P<sign>负\s?|零下\s?|(?<![\da-z.%℃年月日号时分期层楼元{_CHARS}]\s?)[-+]\s?)?"
_DOZEN = r"(?P<dozen>打)(?![工击造开扮印听])"
NUMBER = (
    rf"(?P<skip>第\s?{_RUN})|(?<![\da-z.]|\d[-/]){_SIGN}(?P<base>{_PLAIN})\s?(?:(?P<exp>e[-+]?\d{{1,3}})"
    rf"|[x×*·]\s?10(?:\^(?P<exp>[-+]?\d{{1,3}})|(?P<exp>{SUPER}))|\^(?P<power>[-+]?\d{{1,4}}(?:\.\d{{1,4}})?))(?!\d|\.\d)"
    rf"|(?<![\d/.]){_SIGN}(?:(?P<mixed>\d{{1,9}})(?:\s{{1,2}}|\s?又\s?))?(?P<over>\d{{1,18}})/"
    rf"(?P<under>\d{{1,18}})(?![\d/])"
    rf"|{_SIGN}(?:(?P<whole>{_RUN})\s?又\s?)?(?P<den>{_RUN})\s{{0,2}}分\s{{0,2}}之\s{{0,2}}(?P<below>负\s?)?(?P<num>{_RUN})"
    rf"|{_SIGN}(?:(?<!\d)(?P<mixed>\d{{1,9}})\s?)?(?P<vulgar>[{''.join(VULGAR)}])"
    rf"|(?P<pair>[俩仨])|(?P<half>一?半)(?:{_DOZEN}|(?P<round>[百千万亿]{{1,2}})(?![分名])|(?=[个数年天]|[^\u4e00-\u9fff]|$))"
    rf"|(?<!第){_SIGN}(?P<run>{_RUN})(?:\s?(?P<k>MM|[kMGTb])(?![a-z])|\s?{_DOZEN}(?P<more>半)?(?!\s?[{_CHARS}])"
    rf"|(?P<plus>个半))?"
)
COMPARE_BEFORE: tuple[tuple[str, Op], ...] = (
    (
        r"(?:大于或?等于|不小于|不低于|不少于|至少|大于或者等于|高于或?等于|多于或?等于|起码|最少|最低|下限[为是]?|>=|≥)\s?",
        ">=",
    ),
    (
        r"(?:小于或?等于|不大于|不超过|不高于|不多于|至多|最多|小于或者等于|低于或?等于|少于或?等于|最高|上限[为是]?|<=|≤)\s?",
        "<=",
    ),
    (r"(?:大于|高于|多于|超过|超出|突破|超|逾|(?<![<])>)\s?", ">"),
    (r"(?:小于|低于|少于|不到|不足|未满|未达|<)\s?", "<"),
    (r"(?:等于|=)\s?", "="),
)
COMPARE_AFTER: tuple[tuple[str, Op], ...] = (
    (r"\s?(?:万次|[个人次元岁名家亩吨])?(?:(?:或者?|及)?(?:以上|之上)|或者?(?:更多|更高|更大))", ">="),
    (r"\s?[个人次元岁名家亩吨]?(?:(?:或者|或|及)以下|或者?(?:更少|更低|更小))", "<="),
    (r"\s?[个人次元岁名家亩吨]?(?:以下|之下|以内)", "<"),
    (rf"(?<=比\s?[\d.,{_CHARS}]{{1,24}})\s?[还要更]{{0,2}}[大多高]|[岁个]?开外|\s?<\s?[a-z](?![a-z])", ">"),
    (rf"(?<=比\s?[\d.,{_CHARS}]{{1,24}})\s?[还要更]{{0,2}}[小少低]|\s?>\s?[a-z](?![a-z])", "<"),
)
TIED = r"(?:的?同时|[且并而]|并且|而且|但)?\s?(?:的)?"
_BELOW = r"(?P<sign>负\s?|(?<![\da-z.%]\s?)-)?"
# Behind 成: a tenth more (九成五, 5成半), but not the count of what follows (占三成五家).
_TENTH = r"(?:\s?(?P<tenth>半|[\d一二三四五六七八九])(?![\d.十百千万亿成折个家项名人年月%]))?"
RATE = (
    rf"{_BELOW}(?P<of>"
    rf"(?<![\d{_CHARS}])(?:[十百千万亿拾佰仟]{{1,4}}|[两二三四五六七八九]|[二三]?十[一二三四五六七八九]?|\d{{1,3}}))"
    rf"\s?分\s?之\s{{0,2}}(?P<run>(?:[负+-]\s?)?{_RUN}|半)(?:\s?(?P<k>[kmgbt])(?![a-z]))?"
    rf"|{_BELOW}(?P<run>(?<![\d.] ?)\d(?: \d){{1,3}}(?= ?[折成])|{_RUN}(?P<more>个半(?=百分点))?"
    r"|半(?=\s?(?:折|成|个百分点)))(?:\s?(?P<k>[kmgbt]))?"
    r"\s{0,4}"
    r"(?P<unit>%|个?\s?百\s?分\s?点|成(?![立为功果长员都本绩就熟分套品交份型效语])(?!不变)"
    rf"{_TENTH}|折(?![合叠算旧扣磨腾价返射线屏页扇]))"
)
RATE_START = r"[百千万亿十拾佰仟两二三四五六七八九\d]\s?分\s?之|%|百\s?分\s?点|成|折"
RATE_LAST = f"0123456789kmgbt半{_CHARS}"
_BETWEEN = regex_later(
    r"(?P<base>(?:[一二三四五六七八九两]百)?(?:[二三四五六七八九]?十)?)(?P<pair>一二|一两|二三|两三|三四|四五|五六|六七|七八|八九|三五)"
    r"(?P<rest>(?:(?<!十..)[十百千])?[万亿]{0,2})|(?P<base>)(?P<pair>[几数][十百千万亿])(?P<rest>.*)",
    flags=regex.DOTALL,
)
_TOKEN = regex_later(rf"\s+|(?P<plain>{_PLAIN})|(?P<char>.)", flags=regex.DOTALL)
_PARTS_OF = frozenset(("百", "千", "万", "百万", "千万", "亿", "百万万"))


def read(match: "regex.Match[str]") -> Exact | None:
    """The number that a match of `NUMBER` writes, or None where it is no number of its own."""
    exact = _read(match)
    sign = match["sign"]
    return exact._replace(value=-exact.value) if exact and sign and sign[0] in "-负零" else exact


def head(match: "regex.Match[str]") -> int | None:
    """Where the number ends that a match begins with though it is none itself: nowhere in Chinese."""
    return None


def _read(match: "regex.Match[str]") -> Exact | None:
    run, skip, base, over = match.group("run", "skip", "base", "over")
    if run:
        return _alone(match, run) if _stands_alone(match, run) else None
    if skip:
        return None
    if base:
        return literal(base, (match["exp"] or "").translate(RAISED), match["power"])
    if over:
        return _quotient(Decimal(over), Decimal(match["under"]), Decimal(match["mixed"] or 0))
    return _fraction(match) if match["den"] else Exact(_special(match))


def _alone(match: "regex.Match[str]", run: str) -> Exact | None:
    number = _run(run, match.string[match.end("run") : match.end("run") + 1])
    k, dozen, more, plus = match.group("k", "dozen", "more", "plus")
    if number is None or not (k or dozen or plus):
        return number
    if plus:
        return number._replace(value=number.value + Decimal("0.5"))
    factor = _LATIN.get((k or "").lower(), 1) * (12 if dozen else 1)
    return number._replace(value=number.value * factor + (6 if more else 0))


def _special(match: "regex.Match[str]") -> Decimal:
    """A number that is no run of numerals: ½, 俩, 半打, 半百."""
    if match["vulgar"]:
        return Decimal(match["mixed"] or 0) + vulgar(match["vulgar"])
    if match["pair"]:
        return Decimal(2 if match["pair"] == "俩" else 3)
    whole = _sum(match["round"]).value if match["round"] else Decimal(12 if match["dozen"] else 1)
    return whole / 2


def _quotient(over: Decimal, under: Decimal, whole: Decimal) -> Exact | None:
    return Exact(whole + over / under) if under else None


def _fraction(match: "regex.Match[str]") -> Exact | None:
    over, under = _run(match["num"]), _run(match["den"])
    whole = _run(match["whole"]) if match["whole"] else Exact(Decimal(0))
    if "".join(match["den"].split()) in _PARTS_OF and not match["whole"]:
        return over._replace(value=-over.value) if over and match["below"] else over
    sense = -1 if match["below"] else 1
    return _quotient(over.value * sense, under.value, whole.value) if over and under and whole else None


_SHORT = 200
# Longer runs of figures than this are left to the sum, which rounds them.
_FIGURES = 24


def _stands_alone(match: "regex.Match[str]", written: str) -> bool:
    """Whether a run is a number at all: not a bare scale word, a lone formal digit, or the article 一."""
    if written[0].isascii():
        return True
    run = "".join(written.split())
    rest = _beside(match)
    lead = match.string[max(0, match.start("run") - 1) : match.start("run")]
    if run in ("百", "千", "万", "亿") and lead in _ROUND:
        return True
    if run in _LARGE or run in ("百", "千", "佰", "仟") or (len(run) > 1 and set(run) <= {"两"}):
        return False
    if len(run) == 1 and (run in _FORMAL or run == "一"):
        return bool(match["dozen"]) or not rest.strip() or (run == "一" and rest.strip() == "个")
    return not (len(run) == 2 and run[0] == run[1] and run[0] in _ALL)


def _beside(match: "regex.Match[str]") -> str:
    """What a short text holds beside a run; a long one is no number alone, whatever it holds."""
    text = match.string
    return text[: match.start("run")] + text[match.end("run") :] if len(text) <= _SHORT else "-"


# 上百, 近千: a bare scale word is a number behind such a word.
_ROUND = frozenset("上近逾超")


def _run(words: str, follower: str = "") -> Exact | None:
    if len(words) <= _FIGURES and words.isascii() and words.replace(".", "", 1).isdigit():
        return Exact(Decimal(words) or Decimal(0))
    head, point, tail = words.partition("点")
    between = _BETWEEN.fullmatch(head)
    if between and (between["base"] or between["rest"] or head[0] in _VAGUE or (follower and follower in _MEASURE)):
        return _between(between)
    number = _sum(head)
    if number is None or not point:
        return number
    stem = tail.rstrip("百千万亿")
    digits = "".join(char if char.isascii() else str(_ALL[char]) for char in stem if char in _ALL or char.isdigit())
    value = number.value + Decimal(f"0.{digits}")
    return Exact(value * _sum("一" + tail[len(stem) :]).value if len(stem) < len(tail) else value)


def _between(match: "regex.Match[str]") -> Exact:
    """Two digits in a row bound the number: 五六百 is 500 to 600, 十七八 17 to 18, 几百 100 to 1000."""
    base, pair, rest = match["base"], match["pair"], match["rest"]
    if pair[0] in _VAGUE:
        low = _sum(pair[1:] + rest).value
        return Exact(low, hi=low * 10)
    return Exact(_sum(base + pair[0] + rest).value, hi=_sum(base + pair[1] + rest).value)


def _sum(words: str) -> Exact:
    """Add a run up: sections below ten thousand, each multiplied by the large scale behind it."""
    parts: list[tuple[Decimal, Decimal]] = []
    section = Decimal(0)
    current: Decimal | None = None
    last, is_open, is_digit = 0, False, False
    for token in _TOKEN.finditer(words):
        char = token["char"] or ""
        if token["plain"]:
            current, is_digit = Decimal(token["plain"].replace(",", "")), last >= 100 and len(token["plain"]) == 1
        elif char in _VAGUE and char:
            is_open = True
        elif char in _ALL:
            current = Decimal(_ALL[char]) if not is_digit or not current else current * 10 + _ALL[char]
            is_digit, last = current != 0 or is_digit, 0 if char in "零〇" else last
        elif char in _TENS:
            section, is_digit = section + _TENS[char], False
        elif char in _SCALES:
            section += (current or Decimal(1)) * _SCALES[char]
            current, last, is_digit = None, _SCALES[char], False
        elif char in _LARGE:
            _close(parts, section + (current or 0), Decimal(_LARGE[char]))
            section, current, last, is_digit = Decimal(0), None, _LARGE[char], False
    if current and is_digit and last >= 100 and current < 10:
        current *= last // 10
    return Exact(sum((amount for _, amount in parts), section) + (current or 0), is_open)


def _close(parts: list[tuple[Decimal, Decimal]], section: Decimal, scale: Decimal) -> None:
    """Multiply by a large scale what stands before it: the section, and every smaller part already closed."""
    below = Decimal(0)
    while parts and (parts[-1][0] < scale or section == 0):
        below += parts.pop()[1]
    parts.append((scale, (below + section or Decimal(1)) * scale))


def read_rate(match: "regex.Match[str]") -> Decimal | None:
    """The percentage that a match of `RATE` writes, or None: "千分之五" is 0.5, "八五折" 85."""
    if match["run"] == "半":
        return {"折": Decimal(50), "成": Decimal(5)}.get((match["unit"] or " ")[0], Decimal("0.5"))
    run = match["run"].lstrip("负-+ ").removesuffix("个半")
    number = _run(run.replace(" ", "") if run[0].isdigit() else run)
    if number is None:
        return None
    is_below = match["sign"] or match["run"][0] in "负-"
    value = (number.value + (Decimal("0.5") if match["more"] else 0)) * _LATIN.get(match["k"] or "", 1)
    value = -value if is_below else value
    if match["of"]:
        scale = _sum(match["of"])
        return _rounded(value * 100 / scale.value) if scale and scale.value else None
    if match["unit"][0] == "成":
        tenth = match["tenth"] or "0"
        return value * 10 + (5 if tenth == "半" else int(tenth) if tenth.isascii() else _ALL[tenth])
    if match["unit"][0] == "折":
        return value * 10 if value < 10 else value if 10 < value < 100 else None
    return value


def _rounded(value: Decimal) -> Decimal:
    """To the whole percent where the fraction has no end: a third is 33."""
    return value if len(value.as_tuple().digits) < 20 else value.quantize(Decimal(1))
