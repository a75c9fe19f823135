"""Chinese numbers on their own: numerals, fractions, decimals, powers, dozens; no ordinals.

All patterns are for shadow text: lower case, half width, simplified, every dash a hyphen.
"""

from dataclasses import replace
from decimal import Decimal

import regex

from leadseam.lang._numeral import Exact, literal
from leadseam.lang.zh import DIGITS
from leadseam.schema import Op

_SCALES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_LATIN = {"k": 10**3, "m": 10**6, "g": 10**9, "b": 10**9, "t": 10**12}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_VAGUE = "几数余多来"
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟参")
_ALL = {**DIGITS, "参": 3}
_CHARS = "".join(_ALL) + "".join(_SCALES) + "".join(_LARGE) + "".join(_TENS)
# No digit before and none given back: a long run of digits can be cut in one way only.
_PLAIN = (
    r"(?<!\d)(?:\d{1,3}(?:,\d{3}){1,6}+(?![\d,])|\d{1,30}+)(?:(?<!\.\d{1,30})\.\d{1,20}(?!\.?\d))?|(?<!\d)\.\d{1,20}"
)
_PIECE = rf"(?:{_PLAIN}|[{_CHARS}]|[几数](?=[十百千万亿])|(?<=[十百千万亿零拾佰仟]\s?)[{_VAGUE}](?=\s?[万亿兆个]))"
_POINT = rf"(?:\s?点\s?(?=[{''.join(_ALL)}])[{''.join(_ALL)}\s]{{1,20}})"
_RUN = rf"{_PIECE}(?:(?!(?<=\d)\s+\d)\s{{0,4}}{_PIECE}){{0,40}}{_POINT}?"
NUMBER = (
    rf"(?<![\da-z.]|\d[-/])(?P<sign>[-+]|负\s?)?(?P<base>{_PLAIN})\s?(?:(?P<exp>e[-+]?\d{{1,3}})|\^"
    rf"(?P<power>[-+]?\d{{1,4}}(?:\.\d{{1,4}})?))(?![\d.])"
    rf"|(?<![\d/.])(?P<sign>[-+]|负\s?)?(?:(?P<mixed>\d{{1,9}})\s{{1,2}})?(?P<over>\d{{1,18}})/"
    rf"(?P<under>\d{{1,18}})(?![\d/])"
    rf"|(?P<sign>负\s?)?(?:(?P<whole>{_RUN})\s?又\s?)?(?P<den>{_RUN})\s{{0,2}}分\s{{0,2}}之\s{{0,2}}(?P<num>{_RUN})"
    rf"|(?P<half>一?半)(?=[个数年天]|[^\u4e00-\u9fff]|$)|(?<!第)(?P<sign>负\s?|(?<![\da-z.]\s?)[-+])?(?P<run>{_RUN})(?:\s?"
    rf"(?P<k>[kmgtb])(?![a-z])|\s?(?P<dozen>打)(?![工击造开扮印听])(?!\s?[{_CHARS}]))?"
)
COMPARE_BEFORE: tuple[tuple[str, Op], ...] = (
    (r"(?:大于或?等于|不小于|不低于|不少于|至少|大于或者等于|高于或?等于|多于或?等于|>=|≥)\s?", ">="),
    (r"(?:小于或?等于|不大于|不超过|不高于|不多于|至多|最多|小于或者等于|低于或?等于|少于或?等于|<=|≤)\s?", "<="),
    (r"(?:大于|高于|多于|超过|超|逾|(?<![<])>)\s?", ">"),
    (r"(?:小于|低于|少于|不到|不足|<)\s?", "<"),
    (r"(?:等于|=)\s?", "="),
)
COMPARE_AFTER: tuple[tuple[str, Op], ...] = (
    (r"\s?(?:个|人|次|万次)?(?:或者?|及)?(?:以上|之上)", ">="),
    (r"\s?(?:个|人|次)?(?:或者|或|及)以下", "<="),
    (r"\s?(?:个|人|次)?(?:以下|之下|以内)", "<"),
)
TIED = r"(?:的?同时|[且并而]|并且|而且|但)?\s?(?:的)?"
RATE = (
    rf"(?P<sign>负\s?|(?<![\da-z.%]\s?)-)?(?P<of>[百千万亿]{{1,4}})\s?分\s?之\s{{0,2}}(?P<run>负?{_RUN})(?P<k>k)?"
    rf"|(?P<sign>负\s?|(?<![\da-z.%]\s?)-)?(?P<run>{_RUN}|半(?=折))(?P<k>k)?\s{{0,4}}"
    r"(?P<unit>%|个?\s?百\s?分\s?点|成(?![立为功果长员都本绩就熟分套品交份])|折(?![合叠算旧扣磨腾价返射线]))"
)
RATE_START = r"[百千万亿]\s?分\s?之|%|百\s?分\s?点|成|折"
RATE_LAST = f"0123456789k半{_CHARS}"
_BETWEEN = regex.compile(r"(?:一二|二三|两三|三四|四五|五六|六七|七八|八九|三五)(?=[十百千万亿])|[几数][十百千万亿]")
_TOKEN = regex.compile(rf"\s+|(?P<plain>{_PLAIN})|(?P<char>.)", flags=regex.DOTALL)
_PARTS_OF = frozenset(("百", "千", "万", "百万", "千万", "亿", "百万万"))


def read(match: "regex.Match[str]") -> Exact | None:
    """The number that a match of `NUMBER` writes, or None where it is no number of its own."""
    sense = -1 if match["sign"] and match["sign"][0] in "-负" else 1
    exact = _read(match)
    return replace(exact, value=exact.value * sense) if exact else None


def _read(match: "regex.Match[str]") -> Exact | None:
    if match["base"]:
        return literal(match["base"], match["exp"], match["power"])
    if match["over"]:
        return _quotient(Decimal(match["over"]), Decimal(match["under"]), Decimal(match["mixed"] or 0))
    if match["den"]:
        return _fraction(match)
    if match["half"]:
        return Exact(Decimal("0.5"))
    if not _stands_alone(match):
        return None
    number = _run(match["run"])
    if number is None:
        return None
    factor = _LATIN.get(match["k"] or "", 1) * (12 if match["dozen"] else 1)
    return replace(number, value=number.value * factor)


def _quotient(over: Decimal, under: Decimal, whole: Decimal) -> Exact | None:
    return Exact(whole + over / under) if under else None


def _fraction(match: "regex.Match[str]") -> Exact | None:
    over, under = _run(match["num"]), _run(match["den"])
    whole = _run(match["whole"]) if match["whole"] else Exact(Decimal(0))
    if "".join(match["den"].split()) in _PARTS_OF and not match["whole"]:
        return over
    return _quotient(over.value, under.value, whole.value) if over and under and whole else None


def _stands_alone(match: "regex.Match[str]") -> bool:
    """Whether a run is a number at all: not a bare scale word, a lone formal digit, or the article 一."""
    run = "".join(match["run"].split())
    rest = match.string[: match.start("run")] + match.string[match.end("run") :]
    if run in _LARGE or run in ("百", "千", "佰", "仟") or (len(run) > 1 and set(run) <= {"两"}):
        return False
    if len(run) == 1 and (run in _FORMAL or run == "一"):
        return bool(match["dozen"]) or not rest.strip() or (run == "一" and rest.strip() == "个")
    return not (len(run) == 2 and run[0] == run[1] and run[0] in _ALL)


def _run(words: str) -> Exact | None:
    head, point, tail = words.partition("点")
    if between := _BETWEEN.match(head):
        return _between(between, head[2:])
    number = _sum(head)
    if number is None or not point:
        return number
    digits = "".join(str(_ALL[char]) for char in tail if char in _ALL)
    return Exact(number.value + Decimal(f"0.{digits}"))


def _between(match: "regex.Match[str]", rest: str) -> Exact | None:
    """Two digits in a row before a scale bound the number: 五六百 is 500 to 600, 几百 100 to 1000."""
    if match[0][0] in _VAGUE:
        low = _sum(match[0][1:] + rest)
        return Exact(low.value, hi=low.value * 10) if low else None
    low, high = _sum(match[0][0] + rest), _sum(match[0][1] + rest)
    return Exact(low.value, hi=high.value) if low and high else None


def _sum(words: str) -> Exact | None:
    """Add a run up: sections below ten thousand, each multiplied by the large scale behind it."""
    parts: list[tuple[Decimal, Decimal]] = []
    section = Decimal(0)
    current: Decimal | None = None
    last, is_open, is_digit = 0, False, False
    for token in _TOKEN.finditer(words):
        char = token["char"] or ""
        if token["plain"]:
            current, is_digit = Decimal(token["plain"].replace(",", "")), False
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
    while parts and (parts[-1][0] < scale or (section == 0 and parts[-1][0] == scale)):
        below += parts.pop()[1]
    parts.append((scale, (below + section or Decimal(1)) * scale))


def read_rate(match: "regex.Match[str]") -> Decimal | None:
    """The percentage that a match of `RATE` writes, or None: "千分之五" is 0.5, "八五折" 85."""
    if match["run"] == "半":
        return Decimal(50)
    run = match["run"].removeprefix("负")
    number = _run(run)
    if number is None:
        return None
    value = number.value * (-1 if match["sign"] or run != match["run"] else 1) * (1000 if match["k"] else 1)
    if match["of"]:
        scale = _sum(match["of"])
        return value * 100 / scale.value if scale and scale.value else None
    if match["unit"][0] == "成":
        return value * 10
    if match["unit"][0] == "折":
        return value * 10 if value < 10 else value if 10 < value < 100 else None
    return value
