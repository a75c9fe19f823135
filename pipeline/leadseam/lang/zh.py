"""Chinese: what the finders need to know of the language.

All patterns are for shadow text: lower case, half width, simplified, every dash a hyphen.
"""

import re
from decimal import Decimal
from functools import lru_cache

from leadseam.lang._later import later
from leadseam.lang._numeral import ONE, Numeral, step
from leadseam.schema import Op

DIGITS = {
    c: v
    for v, row in enumerate(("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in row
}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_HAN = "".join(DIGITS) + "".join(_SMALL) + "万亿几数"
_LITERAL = r"(?:\d{1,3}(?:,\d{3}){1,5}(?!\d)|\d{1,30})(?:\.\d{1,10})?"
# 10个亿元项目 counts projects; 5个亿 is an amount.
_GE = r"个多(?=亿)|个(?=亿(?!元?(?:以上|级|的)?[^,。;\s]{0,4}(?:项目|企业|产业|集群|园)))"
NUMBER = (
    rf"(?<![\d.第])(?![百千]分之)(?P<core>\d{{1,4}}点\d{{1,3}}(?=[万亿])|{_LITERAL}|半(?=个?亿)"
    rf"|(?<![{_HAN[:-2]}])[{_HAN}]{{1,24}}(?:点[零〇一二三四五六七八九]{{1,6}})?)"
    rf"(?: ?(?P<mid>{_GE}|[余多几来](?=[十百千万亿]))?(?P<scale>[十百千佰仟]?[万亿]{{1,2}}|[万亿]?兆(?=[元美日韩新台])"
    rf"|[十百千佰仟](?![分瓦米克伏])))?"
    rf"(?P<rest>零?(?:{_LITERAL}[百千]?万|{_LITERAL}[百千](?=[元块名人家户亩吨平个台套辆]))(?![亿])|(?<=[万亿])[1-9](?=[元块]))?"
    r"(?P<tail> ?[余多](?![少样元种功]|方面|地)|余(?=元)|多(?=元)|来(?=[家名个人位户亩台套吨]))?"
)
BEFORE: tuple[tuple[str, Op], ...] = (
    ("不少于|不低于|不小于|不得低于|不得少于|至少|最低|最少|≥|>=|(?<![以海线网路])上", ">="),
    ("不超过?|不逾|不高于|不多于|不大于|至多|最多|最高可达|最高|≤|<=|上限为?", "<="),
    (
        "超过了?|远超|超出|超|逾|突破|高于|大于|多于|高过|冲破|迈上|跨越|>|(?<![通经不])过",
        ">",
    ),
    ("不足|不到|未满|低于|少于|小于|未达|<", "<"),
    (
        "(?<![附最临靠邻新远])近|将近|接近|大约|约合|约为|折合约|(?<![签预契合履公条违解续纽特邀失节])约|大概|估计|左右|逼近|≈|~",
        "~",
    ),
)
AFTER: tuple[tuple[str, Op], ...] = (
    ("及?\\(?含?\\)?以上|之上|起步?(?![来到点])|[+](?!\\d)", ">="),
    ("及?\\(?含?\\)?以下|以内|之内|之下|封顶", "<="),
    ("左右|上下|许(?=[,。;])", "~"),
    ("余(?=[元人])|多(?=元)", ">"),
)
SCALE_ONLY = frozenset({"过", "上"})
YEARLY = r"/年|/a(?![a-z])|每年"
YEARLY_BEFORE = r"年(?:产能?|加工|处理|生产|产量)(?:达|为|约|可达|各类){0,2}$"
LABEL_LAST = "第号"
LABEL_BEFORE = r"(?:第|编号|no\.?|g|s|x)\s?$|(?<![a-z])[a-z]$"
BEFORE_WINDOW = 14
RANGE = r"\s?(?:-{1,2}|~|至|到)\s?"
LIST = r"(?:、|,|和|及|与|以及|或)\s?"
LOOSE_CURRENCY = r"块(?!钱|[,。;、\s]|$|[\d一二两三四五六七八九][毛角,。;])"
LATE_SCALE = r"(?!)"
_CHANGE = r"\d{1,2}|[一二三四五六七八九两]"
# 角 and 分 behind an amount.
CHANGE = rf"(?:又|零|加)?\s?(?:(?P<tenth>{_CHANGE})\s?[角毛])?(?:零?(?P<cent>{_CHANGE})\s?(?:[美欧]?分)(?![之钟]))?"
LEVEL = r"级"
PERCENT = (
    r"%|‰|个百分点|百分点|个千分点|个?基点|成(?![立为功果长员都本绩就熟分套品交份型效语])(?!不变)"
    r"(?:[一二三四五六七八九半](?![成个年月万亿]))?|倍"
)
MINUS_LAST = "-负\n"
MINUS = r"(?:(?<![\da-z%)\]])-|(?<![\u4e00-\u9fff])负)$"
# "Raised to 45 %" is a level, not growth; the rate of growth that "fell to 5 %" is growth still.
REACHED = (
    r"(?:上调|下调|提高|提升|上升|增加|增长|扩大|升|增|涨|上涨|"
    r"降低|下降|回落|下滑|下跌|减少|缩减|压缩|收窄|降|减|跌)了?[到至](?:了|约|近)?$"
)
PERCENT_BEFORE = ("百分之", "百分之\n")
SPOKEN_LAST = "之"
PERCENT_WORDS: tuple[tuple[str, str, int | str], ...] = (
    ("翻了?一番|翻了?番", "growth", 100),
    ("翻了?[两二]番", "growth", 300),
    ("翻了?三番", "growth", 700),
    ("翻了?四番", "growth", 1500),
    (
        "二分之一|一半|半数|(?<=[近超逾])半(?=[,。;、的\\s]|$)|(?<=过)(?<!双过|间过)半(?=[,。;、的\\s]|$)",
        "share",
        50,
    ),
    ("百分百", "share", 100),
    ("打对折|打了对折|打个对折|打 对折", "share", 50),
    ("实现倍增|翻倍|成倍增长", "growth", 100),
)
GROWTH = "上调|上浮|增长|同比|环比|增速|增幅|增|上升|提高|提升|上涨|涨幅|涨|增加|扩大"
FALL = "下调|下浮|下降|减少|降低|回落|下滑|下跌|负增长|收窄|降幅|缩减|压缩|跌|降|减"
SHARE = "占比|占|比重|份额|比例|率"
CLAUSE = ",。;:!?、()\n\t"
PER_BEFORE: tuple[tuple[str, str], ...] = (
    ("每亩|亩均", "mu"),
    ("每平方米|每平米", "m2"),
    ("人均|每人", "person"),
    ("每年", "year"),
    ("每月|月均", "month"),
    ("每吨", "t"),
    ("户均|每户", "household"),
    ("每套|每台", "unit"),
    ("每个项目|每家", "unit"),
    ("每股", "share"),
)
PER_AFTER: tuple[tuple[str, str], ...] = (
    ("/亩", "mu"),
    ("/平方米|/平米|/㎡|/m2", "m2"),
    ("/人", "person"),
    ("/年|/a(?![a-z])|每年", "year"),
    ("/月|每月", "month"),
    ("/吨|/t(?![a-z])", "t"),
    ("/户", "household"),
    ("/套|/台|/家|/个", "unit"),
    ("/股|每股", "share"),
)
THRESHOLD_AFTER = r"(?:的)?(?:[^,。;:、()\d]{0,10}?)(?:项目|企业|工程|公司|园区|集群|产业链|强县|强镇|俱乐部)"
THRESHOLD_PLAIN = r"(?:的)?(?:重大|大|重点|工业|制造业|产业|优质|龙头|实体|外资|招商|投资){0,3}(?:项目|企业)"
COUNTED_AFTER = r"(?:的)?(?:工业|制造业|产业|重大)?项目\d"
SIZED_AFTER = r"(?!)"
THRESHOLD_BEFORE = r"(?:项目|企业)$"
MONETARY_AFTER = r"(?:的)?(?:级|大关|产业|集群|项目|工程|基金|投资|资金|产值|贷款|订单|外资|俱乐部|规模)"
EQUIVALENT_CUE = r"折合|约合|相当于|折人民币|合人民币|[(]合?约?|折约"
ADDED = r"追加|新增|增加|增资|再投"
TOTAL = r"总投资|合计|共计|总额|累计"
GOAL = r"目标(?:为|是|达到?)?$"
PART = r"其中"
SINGLE = frozenset({"一"})


def read_number(match: "re.Match[str]") -> Numeral | None:
    """The number that a match of `NUMBER` stands for, or None where the run is no number.

    >>> read_number(re.compile(NUMBER).match("1.2万亿")).lo
    Decimal('1200000000000.0')
    """
    return _numeral(*match.group("core", "mid", "scale", "rest", "tail"))


@lru_cache(maxsize=4096)
def _numeral(core: str, mid: str | None, scale: str | None, rest: str | None, tail: str | None) -> Numeral | None:
    """The number of the parts of a match; the same few thousand are most of those of all texts."""
    if core == "半":
        return Numeral(Decimal("0.5") * _product(scale or ""), None, "=", _product(scale or ""), "words")
    base = _digits(core) if core[0].isdigit() else _words(core)
    if base is None or not (scale or mid or rest or tail):
        return base
    times = _product(scale or "")
    factor = times if scale else base.factor
    lo, op = base.lo * times, base.op
    hi: Decimal | None = base.hi * times if base.hi is not None else None
    if rest:
        lo += _rest(rest) if len(rest) > 1 else int(rest) * factor / 10
    if mid and mid != "个":
        hi, op = (base.lo + step(base.lo)) * times, ">"
    elif tail:
        hi, op = lo + (factor if factor > ONE else step(lo)), ">"
    return Numeral(lo, hi, op, factor, "words" if op == ">" else base.form)


def _digits(core: str) -> Numeral:
    return Numeral(ONE * Decimal(core.replace(",", "").replace("点", ".")), None)


@lru_cache(maxsize=256)
def _product(scale: str) -> Decimal:
    product = ONE
    for char in scale.strip():
        product *= _SMALL.get(char) or _LARGE[char]
    return product


def _rest(rest: str) -> Decimal:
    rest = rest.removeprefix("零")
    literal = rest.rstrip("十百千万亿")
    return Decimal(literal.replace(",", "")) * _product(rest[len(literal) :])


def _words(run: str) -> Numeral | None:
    integer, point, fraction = run.partition("点")
    if point:
        value = whole(integer)
        digits = "".join(str(DIGITS[char]) for char in fraction)
        return None if value is None else Numeral(value + Decimal(f"0.{digits}"), None, "=", ONE, "words")
    stem = run.rstrip("百千万亿佰仟")
    factor = _product(run[len(stem) :])
    if not stem or stem in ("十", "拾"):
        value = factor if not stem else 10 * factor
        return Numeral(value, None, "=", factor, "words" if factor == ONE else "scale")
    if "几" in run or "数" in run:
        return _vague(run, stem, factor)
    if all(char in DIGITS for char in stem) and len(stem) > 1:
        return _positional(stem, factor)
    if pair := _PAIR.fullmatch(stem):
        return _about(pair, factor)
    total = whole(run)
    return None if total is None else Numeral(total, None, "=", factor, "words")


def _vague(run: str, stem: str, factor: Decimal) -> Numeral | None:
    if stem in ("几", "数"):
        return Numeral(factor, factor * 10, "range", factor, "words") if factor > ONE else None
    if stem in ("几十", "数十", "几拾"):
        return Numeral(10 * factor, 100 * factor, "range", factor, "words")
    if stem.endswith("几") and set(run) & set("十百"):
        base = whole(stem[:-1])
        return None if base is None else Numeral(base * factor, (base + 10) * factor, ">", factor, "words")
    return None


# 二三十, 十五六, 一百七八十: two digits in a row before or behind a ten bound the number.
_PAIR = later(
    r"(?P<head>[一二三四五六七八九两]?百)?(?:(?P<tens>[一二三四五六七八九两]{2})十|(?P<ten>[二三四五六七八九]?十)(?P<ones>[一二三四五六七八九]{2}))"
)


def _about(match: "re.Match[str]", factor: Decimal) -> Numeral | None:
    pair = match["tens"] or match["ones"]
    low, high = (DIGITS[char] for char in pair)
    if high - low not in (1, 2):
        return None
    base = (whole(match["head"] or "") or Decimal(0)) + (whole(match["ten"] or "") or Decimal(0))
    unit = 10 if match["tens"] else 1
    return Numeral((base + low * unit) * factor, (base + high * unit) * factor, "range", factor, "words")


def _positional(stem: str, factor: Decimal) -> Numeral | None:
    digits = [DIGITS[char] for char in stem]
    if len(digits) == 2 and digits[1] - digits[0] in (1, 2) and digits[0]:
        return Numeral(digits[0] * factor, digits[1] * factor, "range", factor, "words")
    value = Decimal("".join(map(str, digits)))
    return Numeral(value * factor, None, "=", factor, "words")


def whole(run: str) -> Decimal | None:
    """The whole number that a run of numeral characters writes, or None."""
    total = group = section = 0
    current: int | None = None
    last = 0
    for char in run:
        if char in DIGITS:
            if current:
                return None
            current = DIGITS[char]
            last = 0 if current == 0 else last
        elif char in _SMALL:
            section += (1 if current is None else current) * _SMALL[char]
            current, last = None, _SMALL[char]
        elif char == "万":
            group, section, current, last = group + (section + (current or 0)) * 10**4, 0, None, 10**4
        elif char == "亿":
            total, group, section, current, last = total + (group + section + (current or 0)) * 10**8, 0, 0, None, 10**8
        else:
            return None
    colloquial = last // 10 if current and last >= 100 else 1
    return Decimal(total + group + section + (current or 0) * colloquial)


def read_change(match: "re.Match[str]") -> Decimal:
    """What the words of small change add to an amount: 1角2分 is 0.12."""
    tenth, cent = (_change(match[name]) for name in ("tenth", "cent"))
    return tenth / 10 + cent / 100


def read_sign(sign: str) -> tuple[Decimal, Decimal]:
    """By what a sign of `PERCENT` multiplies, and what it adds: 一成五 is 1 times 10 and 5."""
    word = sign.strip()
    if word[0] == "成":
        return Decimal(10), Decimal(0) if len(word) == 1 else Decimal(5) if word[1] == "半" else whole(word[1]) or ONE
    return (Decimal("0.1") if word in ("‰", "个千分点") else Decimal("0.01") if "基点" in word else ONE), Decimal(0)


def _change(word: str | None) -> Decimal:
    return Decimal(0) if not word else Decimal(word) if word[0].isdigit() else whole(word) or Decimal(0)
