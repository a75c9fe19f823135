"""Chinese dates: the grammar of what is written, and what each part of a match says.

All patterns are for shadow text: lower case, half width, simplified, every dash a hyphen.
"""

from typing import TYPE_CHECKING, Any

from leadseam.lang._parts import Parts, named
from leadseam.lang.zh import DIGITS, whole

if TYPE_CHECKING:
    import regex

_MM = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?!\d)"
_DD = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])(?!\d)"
_TO = r"\s?(?:-{1,2}|至|到)\s?"
# A day in words without 日: where the word ends, or a verb of an event follows.
_DW = r"(?:三十一?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|十[一二三四五六七八九]?)"
_DW += r"(?=[,。;、!?)\s至到-]|$|[在的举召签开](?!家))"
_N = r"(?:\d{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_ERAS = "康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|民国|昭和|平成|令和"
_HOLIDAYS = {
    "元旦": "new_year",
    "春节": "spring_festival",
    "元宵节": "lantern",
    "元宵": "lantern",
    "清明节": "qingming",
    "清明": "qingming",
    "五一": "labor",
    "劳动节": "labor",
    "端午节": "dragon_boat",
    "端午": "dragon_boat",
    "中秋节": "mid_autumn",
    "中秋": "mid_autumn",
    "国庆节": "national",
    "国庆": "national",
    "十一黄金周": "national",
    "七夕": "qixi",
    "重阳节": "chongyang",
    "除夕": "new_year_eve",
    "植树节": "arbor",
    **{term: term for term in ("立春", "春分", "惊蛰", "谷雨", "立夏", "夏至", "芒种", "立秋", "秋分", "立冬", "冬至")},
    "感恩节": "thanksgiving",
    "圣诞节": "christmas",
    "母亲节": "mothers",
    "父亲节": "fathers",
    "情人节": "valentine",
    "妇女节": "women",
    "儿童节": "children",
    "建军节": "army",
    "教师节": "teachers",
}
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_RELATIVE_YEARS = {
    "今年": 0,
    "本年度": 0,
    "本年": 0,
    "去年": -1,
    "上年度": -1,
    "上年": -1,
    "前年": -2,
    "明年": 1,
    "后年": 2,
    "次年": 1,
    "翌年": 1,
    "大前年": -3,
    "大后年": 3,
    "今": 0,
}
_STEPS = {"上年": -1, "上年度": -1, "次年": 1, "翌年": 1}
_RELATIVE_MONTHS = {"本月": 0, "这个月": 0, "上个月": -1, "上月": -1, "下个月": 1, "下月": 1}
_RELATIVE_MONTHS |= {"上一个月": -1, "前一个月": -1, "下一个月": 1, "上上个月": -2, "下下个月": 2}
_WEEKDAYS = {day: at for at, day in enumerate("一二三四五六日")} | {"天": 6, "末": 7}
_WEEKS = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}
_RELATIVE_DAYS = {"今日": 0, "今天": 0, "昨日": -1, "昨天": -1, "前天": -2, "明天": 1, "昨": -1, "后天": 2, "明日": 1}
_RELATIVE_DAYS |= {"大前天": -3, "大后天": 3}
_SUB = (
    rf"(?:(?P<m>{_MM})月?(?:份)?{_TO}(?P<m2>{_MM})月(?:份|底|末)?(?!\s?{_DD}[日号])"
    rf"|(?P<m>{_MM})\s?月(?!\d{{1,2}}号[院楼线文令机车公地厂馆])(?:份)?(?:\s?(?P<d>{_DD})\s?(?:日|号(?![院楼线文令机车公地厂馆]))(?:{_TO}"
    rf"(?P<d2>{_DD})[日号](?!\d))?"
    rf"|\s?(?P<d>{_DD}){_TO}(?P<d2>{_DD})[日号]|(?P<d>{_DW})|(?:的)?前(?P<fd>{_N})[天日]|(?P<mpos>上旬|中旬|下旬|初"
    rf"(?![一二三四五六七八九十])|中(?![旬国央心标间型小院学层档等]|[^,。;、\s]?部)|月?底|月?末|(?P<hm>[上下])半月))?"
    rf"|(?:的)?(?:最后|后)\s?(?P<lm>{_N})\s?个?月(?!{_TO}|[底初中上下末]|\d)|(?P<first>首月|首季度?)|(?P<season>[春夏秋冬])[季天]"
    rf"(?![^,。;、\s]{{0,4}}(?:会|赛|运动))|第(?P<wk>\d{{1,2}}|[一二三四五]?十?[一二三四五六七八九])周"
    r"|q(?P<q>[1-4])(?!\d)|第?(?P<q>[一二三四1-4])(?:、|至|-|到)?(?P<q2>[一二三四2-4])?季度(?:(?P<pos>初|末|底))?|前"
    r"(?P<fq>[二两三23])(?:个)?季度|(?P<fq>一至三|1至3|1-3|一-三)季度"
    r"|[前头](?P<fm>[1-9]\d?|十[一二]?|[一二两三四五六七八九])个?月"
    r"|(?P<half>[上下前后]半年)|(?P<pos>年?初|年?底|年?末|年?中(?![心国央学等小间])|岁末|内))"
)
# 达产后年产值 and 目前年均 hold no year.
_RY = (
    r"今年|去年|大前年|大后年|明年|次年|翌年|(?<![成基根])本年度?|(?<![以线网])上年度?"
    r"|(?<![^,。;、\s\n至到于在和])[前后]年(?![产均销纳税营缴收内])|今(?=[春夏秋冬])"
)
_BARE = (
    _SUB.replace("|(?P<first>首月|首季度?)", "")
    .replace("|第(?P<wk>", "|第(?!)(?P<wk>")
    .replace("|(?P<season>", "|(?!)(?P<season>")
    .replace("年?初|年?底|年?末|年?中", "年初|年底|年末|年中")
    .replace("|内", "")
)
# Where a date can start: cheap to look for, so that the grammar below is tried at few places.
DATE_START = (
    r"(?<![\d.])\d(?=\d{0,3}\s?(?:[年月日号至到、/.周星天世-]|个[月星季]))|(?<![\d.])\d(?=\s?[至到-]?\s?[1-4]?季度)"
    r"|[一二三四五六七八九十两](?=[一二三四五六七八九十〇零]{0,3}(?:[年月日号季五至到周星天世千-]|个[月星季]))|[今去明后次翌](?=[年日天春夏秋冬])"
    r"|[上下本前](?=年|个?[月季]|半年|[\d一二三四五六七八九十两]|天|[上下一]?个?(?:周|星期|礼拜)|个?世纪|上个月|下个月|\s\d)|[当同昨大](?=[年月日天期前后])|月"
    r"(?=[初中底末])|次日|翌日|隔日|第二天|大(?=年初)|(?<![\d.a-z_-])(?:19|20)\d{6}(?!\d)|(?<![\d.])(?:19|20)\d\d(?=[和及])|\d"
    r"(?=\d?个?(?:季度|半月))|[立春惊谷夏芒秋冬](?=[春分蛰雨夏至种秋冬])|植树|这"
    r"(?=个?[月周星礼])|周(?=[一二三四五六日天])|星期|礼拜|接下来|头(?=[\d一二两三])|半(?=年|个月)|今(?=明)|农历|闰|[感圣母父情妇儿建教](?=.{1,2}节)|后天"
    r"|近(?=[日期来年半\s\d一二三四五六七八九十两几])|最近|过去|未来|今后|日前|连日|不久|前[不些段]|目前|当前|眼下"
    r"|\"(?=[一二三四五六七八九十]{1,2}五)|年(?=[初底末中内])|岁末|第(?=[一二三四1-4]季)|元[旦宵]|春节|五一|劳动节|端午|中秋|国庆|清明|七夕|重阳|除夕|十一黄|[正腊冬]月|农历"
)
_LM = r"[正腊冬一二三四五六七八九十]月"
_LD = r"(?:初[一二三四五六七八九十]|(?:十[一二三四五六七八九]|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十))"
_YEARED = r"(?:(?:(?P<y>(?:19|20)\d\d)年|(?P<ry>[今去明前]年))(?:的)?)?"
_CENTURY = r"(?:(?P<cent>\d{1,2}|十?[一二三四五六七八九]|二十[一二]?)世纪|(?P<rcent>上世纪|上个世纪|本世纪))"
DATE = (
    rf"农历(?:(?P<y>(?:19|20)\d\d)|(?P<hy>[一二][〇零九一二三四五六七八]{{3}}))年(?P<lunar>闰?{_LM}{_LD}?)|大年(?P<lunar>初[一二三四五六七])"
    rf"|{_YEARED}(?:农历(?P<lunar>闰?{_LM}{_LD}?)|(?P<lunar>闰{_LM}{_LD}?)|(?P<lunar>[正腊冬]月{_LD}?)|(?P<lunar>{_LM}"
    rf"(?:初[一二三四五六七八九十]|廿[一二三四五六七八九]?)))"
    rf"|(?:(?P<ry>[今去明前]年)(?:的)?)?(?P<lunar>八月十五)(?!日)"
    rf"|{_YEARED}(?P<hol>{'|'.join(sorted(_HOLIDAYS, key=len, reverse=True))})"
    r"(?:假期|期间|节气|时节|当天|长假|小长假|黄金周|佳节)?(?!联欢|晚会|广场|路|街|村)"
    rf"|(?:{_CENTURY}(?P<dec>\d0|[一二三四五六七八九]十)年代|{_CENTURY}|(?<!\d)(?P<dec>\d0|[一二三四五六七八九]十)年代)(?P<cpos>初|中[期叶]?|末"
    rf"|后期|早期)?"
    r"|(?<![\d.a-z_-])(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\d.a-z_-]|[%号元万亿])"
    r"|(?<![\d.])(?P<y>(?:19|20)\d\d)(?=[、和及](?:19|20)\d\d年)"
    rf"|(?<![\d年第几.])(?!0)(?:(?P<on>{_N}|半)\s?(?P<ou>年)(?P<oh>半)?|(?P<on>{_N}|半)\s?个?(?P<ou>(?<=个)月|星期|周|(?<!个)天"
    rf"|季度))(?:之"
    rf"|以)?(?P<how>[前后])(?![后前往期景沿端列途进提来的年])"
    rf"|(?P<rw>上上|上|本|这|下下|下)一?个?(?:周|星期|礼拜)(?P<wd>[一二三四五六日天末])?(?![边围转])"
    rf"|(?<![一二两三四五六七八九十\d每半]|[日号]\()(?:周|星期|礼拜)(?P<wd>[一二三四五六日天])(?=[,。;、)\s至到-]|$|上午|下午|晚|早|[在举召签的将起宣表])"
    r"|(?<![年\d一二三四五六七八九十上本下当同每个])月(?P<mpos>初|中|底|末)(?![学旬])|(?P<nextday>次日|翌日|隔日|第二天)"
    rf"|(?P<both>今明两年|今明后三年)|(?P<ry>[今去明前]年)(?P<rm>本月|当月)(?:(?P<d>{_DD})[日号])?"
    rf"|(?P<thousand>[一两二]千[零〇]?(?:[一二三四五六七八九]?十)?[一二三四五六七八九]?)年(?P<mark> ?)(?:{_SUB})?"
    rf"|(?<![\d.])(?P<yy>0\d|9\d)年(?=[以之]?[前后](?![期\d一二两三])|[,。;、\s]|$)"
    rf"|(?:(?P<y>(?:19|20)\d\d)|(?P<hy>[一二][〇零九一二三四五六七八]{{3}}))\s?年?(?P<mark>{_TO}(?P<y2>(?:19|20)\d\d)\s?年|\s?年"
    rf"(?:度)?(?:的(?=最后|[前首后]))?\s?(?:{_SUB})?)"
    r"|(?<![\d.])(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)"
    r"|(?<![\d.])(?P<y>(?:19|20)\d\d)(?:[-/](?P<m>1[0-2]|0?[1-9])(?![\d/%-]|[.,]\d|[年])|\.(?P<m>1[0-2]|0?[1-9])"
    r"(?=[,。;、)至到在的起前后]|$))"
    rf"|(?P<ry>{_RY})(?P<samep>同期)?(?:的)?(?:{_SUB})?"
    rf"|(?P<same>当年|同年|当月|同月|当日|当天|同日|同期)(?:(?P<m>{_MM})月(?:(?P<d>{_DD})[日号])?|(?P<d>{_DD})[日号]|(?P<pos>底|末))?"
    rf"|(?P<rm>本月|上月|上一?个月|前一个月|上上个月|下月|下一?个月|下下个月|这个月)(?:(?P<d>{_DD})[日号]|(?P<mpos>上旬|中旬|下旬|初|底|末))?"
    r"|(?P<rq>上个?季度|本季度|下个?季度)"
    rf"|(?<![\d一二三四五六七八九零〇年第])(?<!{_ERAS})(?P<yy>\d\d|[九零〇一二][一二三四五六七八九零〇])年(?={_MM}月|第?[一二三四1-4]季度|首[月季]"
    rf"|前[两二三23]个?季|[前后][\d一二两三四五六七八九十]{{1,2}}个?月|[春夏秋冬][季天]|[上下]半年|[初末底]"
    rf"(?![蕴子部层代期]))(?:{_SUB})"
    r"|(?P<rd>大前天|大后天|今日|今天|昨日|昨天|前天|明天|明日|后天)(?![新])"
    r"|\"?(?P<plan>十[一二三四五六七八九](?=五)|[一二三四五六七八九](?=五\"?(?:规划|计划|时期|期间)))五\"?(?:规划|计划)?(?:时期|期间|末|初期)?"
    r"|(?:(?P<near>近|最近|过去|未来|今后|接下来)的?\s?(?P<n>[一二两三四五六七八九十]|\d{1,2}|几|半)\s?(?P<nu>年|个月|天|周|个季度|个星期)(?:来|间|内|里)?"
    r"|(?P<near>上|下)\s?(?P<n>[二两三四五六七八九十]|\d{1,2})\s?(?P<nu>个月|周|个季度|个星期))"
    r"|(?P<fuzzy>日前|近日|近期|最近|近年来|近年|连日来|不久前|前不久|前些天|前段时间|目前|当前|近来|眼下)"
    rf"|(?<![\d一二三四五六七八九十百第个几两数年.])(?<!\d-)(?<!(?:{_ERAS})[\d一二三四五六七八九十]{{1,3}}年)(?<!大)(?:{_BARE})"
    r"|(?<![\d一二三四五六七八九十几两数半])(?P<pos>年内)"
    rf"|(?<![\d一二三四五六七八九十月.,第a-z-])(?P<d>3[01]|[12]\d|[1-9])号(?=[,。;、)]|$|[上下]午|晚|前往|[在举召签]|启?动)"
    rf"|(?<![\d一二三四五六七八九十月.,-])(?P<d>3[01]|[12]\d|[1-9])(?:日(?![元均报币本产系夜])(?:{_TO}(?P<d2>{_DD})日)?|{_TO}"
    rf"(?P<d2>3[01]|[12]\d|[1-9])日(?![元均报币本产系夜]))"
)
DATE_BEFORE: tuple[tuple[str, str], ...] = (
    (r"(?:截至|截止到?|截至到)(?:目前)?\s?$", "as_of"),
    (r"(?:自从?|从|始于)\s?$", "since"),
)
DATE_AFTER: tuple[tuple[str, str], ...] = (
    (r"以来|至今|起(?=[,。至到,]|$)|开始至今", "since"),
    (r"(?:或|及)?(?:之|以)?前(?![后往期景沿端列三11五进途提来])", "before"),
    (r"(?:或|及)[之以]?后", "onwards"),
    (r"[之以]后(?![的来])", "after"),
    (r"前后|左右", "around"),
    (r"(?:为)?止", "as_of"),
)
DATE_RANGE = r"\s?起?(?:-{1,2}|至|到|~)\s?"
OWN_YEAR = r"今年|本年|将|要|力争|我们"
DATELINE = r"(?:讯|电|消息)[\s:)】\]]{0,3}$"
FOUNDED = r"成立|创[立办建]|注册|始建|诞生|出生|上市"
PLANNED = r"将[于在]?|拟|计划|预计|力争|确保|争取|有望|预期|目标"
FUTURE = r"将|拟|计划|预计|力争|确保|争取|有望|预期"
_POSITIONS = {
    "初": "start",
    "上旬": "start",
    "中": "mid",
    "中旬": "mid",
    "底": "end",
    "末": "end",
    "下旬": "end",
    "内": "within",
}
_NEAR_UNITS = {"年": "year", "个月": "month", "周": "week", "天": "day", "个季度": "quarter", "个星期": "week"}
_SAME = {"年": "year", "月": "month", "日": "day", "天": "day", "期": "year"}


_NUMBERS = (
    ("y", "year"),
    ("y2", "year2"),
    ("m", "month"),
    ("m2", "month2"),
    ("d", "day"),
    ("d2", "day2"),
    ("q", "quarter"),
    ("q2", "quarter2"),
    ("fm", "months"),
    ("lm", "last_months"),
    ("fd", "first_days"),
)


def date_parts(match: "regex.Match[str]") -> Parts | None:
    """What a match of `DATE` says, or None where the words are no date."""
    got = named(match)
    if got.get("mark", "") and not got["mark"].strip() and "sep" not in got:
        return None
    if "both" in got:
        return Parts(ago=0, years=len(got["both"]) - 2)
    if "how" in got:
        return _offset(got)
    if "cent" in got or "rcent" in got or "dec" in got:
        return _of_century(got)
    fields: dict[str, Any] = {key: _int(got[name]) for name, key in _NUMBERS if name in got}
    return _relative(got, fields | _year_in_words(got) | _portion(got))


def _year_in_words(got: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if "thousand" in got:
        fields["year"] = _int(got["thousand"])
    if "hy" in got:
        fields["year"] = int("".join(str(DIGITS[char]) for char in got["hy"]))
    if "fq" in got:
        fields["quarters"] = 3 if got["fq"][-1] in "三3" else 2
    if "yy" in got:
        fields["year"] = _short_year(got["yy"])
    return fields


def _portion(got: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if "half" in got:
        fields["half"] = 1 if got["half"][0] in "上前" else 2
    if "pos" in got or "mpos" in got:
        fields["position"] = _position(got.get("pos") or got["mpos"])
    return fields | _portion_of_month(got)


def _portion_of_month(got: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if (got.get("mpos") or "")[-1:] in ("底", "末"):
        fields["is_tail"] = True
    if "hm" in got:
        fields |= {"day": 1, "day2": 15} if got["hm"] == "上" else {"day": 16, "day2": 31}
    if "season" in got:
        fields["season"] = "春夏秋冬".index(got["season"]) + 1
    if "wk" in got:
        fields["week"] = _int(got["wk"])
    if "first" in got:
        fields["quarter" if "季" in got["first"] else "month"] = 1
    if got.get("pos") == "年内" or ((got.get("pos") or "").startswith("年") and "y" not in got and "ry" not in got):
        fields["ago"] = 0
    return fields


def _offset(got: dict[str, str]) -> Parts:
    """两年前, 一年半后, 三个月前: the year or month that lies there; weeks and days to the day."""
    unit = {"年": "year", "月": "month", "天": "day", "季度": "quarter"}.get(got["ou"], "week")
    lengths: list[tuple[int, Any]] = []
    if got["on"] == "半":
        lengths.append((6, "month") if unit == "year" else (15, "day"))
    else:
        lengths.append((_int(got["on"]), unit))
    if "oh" in got:
        lengths.append((6, "month"))
    return Parts(offset=tuple(lengths), sense=-1 if got["how"] == "前" else 1, is_whole=True)


def _of_century(got: dict[str, str]) -> Parts:
    number = {"上世纪": 20, "上个世纪": 20, "本世纪": 21}.get(got.get("rcent", "")) or (
        _int(got["cent"]) if "cent" in got else None
    )
    words = got.get("cpos", "")
    place: Any = {"初": "start", "早": "start", "中": "mid", "末": "end", "后": "end"}.get(words[:1])
    if "dec" not in got:
        return Parts(decade=((number or 21) * 100 - 100, 100), position=place)
    tens = _int(got["dec"])
    start = (number * 100 - 100 if number else 1900 if tens >= 30 else 2000) + tens
    return Parts(decade=(start, 10), position=place)


def _short_year(word: str) -> int:
    digits = "".join(char if char.isdigit() and char.isascii() else str(DIGITS[char]) for char in word)
    return int(digits) + (1900 if int(digits) >= 70 else 2000)


def _position(word: str) -> str:
    return _POSITIONS.get(word) or _POSITIONS.get(word[-1], "within")


def _relative(got: dict[str, str], fields: dict[str, Any]) -> Parts | None:
    if "samep" in got:
        return Parts(same="year", ago=_RELATIVE_YEARS[got["ry"]])
    if got.get("ry") in _STEPS:
        fields["step"] = _STEPS[got["ry"]]
    tables = (("ry", "ago", _RELATIVE_YEARS), ("rm", "month_ago", _RELATIVE_MONTHS), ("rd", "day_ago", _RELATIVE_DAYS))
    fields |= {key: table[got[name]] for name, key, table in tables if name in got}
    if "rq" in got:
        fields["quarter_ago"] = {"上": -1, "本": 0, "下": 1}[got["rq"][0]]
    if "same" in got:
        fields["same"] = _SAME[got["same"][-1]]
    if "plan" in got:
        fields["plan"] = _int(got["plan"])
    if "hol" in got:
        fields["holiday"] = _HOLIDAYS[got["hol"]]
    if "mpos" in got and not ({"m", "rm"} & set(got)) and "month" not in fields:
        fields["month_ago"] = 0
    return _with_lunar(got, fields | _of_days(got))


def _of_days(got: dict[str, str]) -> dict[str, Any]:
    """The next day, weeks and their days, the last months, and what is vague."""
    fields: dict[str, Any] = {"same": "day", "step": 1} if "nextday" in got else {}
    if "rw" in got:
        fields["week_ago"] = _WEEKS[got["rw"]]
    if "wd" in got:
        fields["weekday"] = _WEEKDAYS[got["wd"]]
    if "near" in got and got["n"] != "几":
        fields["near"] = _near(got)
    fields["is_fuzzy"] = "fuzzy" in got or got.get("n") == "几"
    return fields


def _near(got: dict[str, str]) -> tuple[int, Any, int]:
    sense = 1 if got["near"] in ("未来", "今后", "接下来", "下") else -1
    if got["n"] == "半":
        return 6, "month", sense
    return _int(got["n"]), _NEAR_UNITS[got["nu"]], sense


def _with_lunar(got: dict[str, str], fields: dict[str, Any]) -> Parts | None:
    if "lunar" not in got:
        return Parts(**fields)
    written = got["lunar"] if "月" in got["lunar"] else f"正月{got['lunar']}"
    lunar = _lunar(written.removeprefix("闰"))
    year, ago = fields.get("year"), fields.get("ago")
    return Parts(lunar=lunar, year=year, ago=ago, is_leap=got["lunar"].startswith("闰")) if lunar else None


def _int(word: str) -> int:
    return int(word) if word[0].isdigit() else int(whole(word.replace("廿", "二十")) or 0)


def _lunar(word: str) -> tuple[int, int] | None:
    head, _, day = word.removeprefix("农历").partition("月")
    month = _LUNAR_MONTHS.get(head) or (_int(head) if head else None)
    number = day.removeprefix("初").replace("廿", "二十")
    value = _int(number) if number else 0
    return (month, value) if month and 0 <= value <= 30 else None
