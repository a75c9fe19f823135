"""Cues that tell a document's own place from the places it merely names."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

import regex

from leadseam.schema import Document, PlaceValue

Ground = Literal["frame", "text", "plain", "away"]

_OURS_ZH = regex.compile(
    r"(?<!自)(?:我|本)(?P<unit>[省市县区州旗])(?![场级域间块报])|全(?P<whole>[省市县区州旗])(?![场值级域间块能国])"
    r"|(?:(?<!\p{Han})|(?<=[\d日])|(?<=\b(?:由|经|在|请|向|从|据)))(?P<bare>[省市县区州旗])"
    r"(?:委(?!员)|(?:人民)?政府|长(?=[\p{Han}，。、])|(?:级)?领导|直(?!接|至|到)|里(?=[将的要还])|人大|政协|招商|商务局|自然资源"
    r"|发改|工信|经信|统计局|投资促进|融媒体|气象台|防指|(?:中心)?城区)"
)
_OURS_EN = regex.compile(
    r"\b(?:(?P<our>our)|(?:the (?:whole|entire) |whole |entire |the )(?=\w))\s?(?P<unit>city|county"
    r"|district|province|prefecture|region|(?<=our )state)\b(?! of\b)"
    r"|\b(?P<wide>city|county|district|province)-?wide\b",
    flags=regex.IGNORECASE,
)
_BARE_EN = regex.compile(
    r"(?<!(?!The )[A-Z][\w'’-]{1,30} )\b(?:(?P<bare>City|County|District|Municipal|Provincial"
    r"|municipal|county|district)"
    r" (?:Party|Bureau|Committee|Commission|Government|[Ll]eaders|magistrate|head)\b|(?P<mayor>[Tt]he [Mm]ayor)\b)"
)
_OWN_ZH = regex.compile(r"我[省市县区州旗]|本[市县区]")
_UNITS = {
    "city": "市",
    "municipal": "市",
    "the mayor": "市",
    "county": "县",
    "district": "区",
    "province": "省",
    "provincial": "省",
    "prefecture": "州",
    "region": "区",
    "state": "州",
}
_BODY_ZH = regex.compile(
    r"[市县区省州]?(?:委(?!员会?会议|党校)|政府|人民政府|人大|政协|招商|投资促进|商务|发展改革|发改|工信|工业和信息化|经信|自然资源"
    r"|统计|行政审批|新闻办|宣传部|发布(?=讯|消息)"
    r"|经开区管委会|高新区管委会|管委会|重点项目|[省市县区州旗]?副?[省市县区州旗]长(?=[\p{Han}，。、])|[省市县区州旗]?委?书记)"
)
_BODY_EN = regex.compile(
    r"(?:'s|’s)?(?: City| County| District| Province)? (?:Municipal|Provincial|Party"
    r"|People['’]s Government|Investment|Bureau|Commission|Committee"
    r"|Government|Department|Development and Reform|Commerce"
    r"|Economic and Information)\b(?! promotion (?:work|in|has|continues))"
    r"|(?: Municipality| City)?['’]s (?:mayor|party secretary)",
)
_BODY_OF_EN = regex.compile(
    r"(?:government|committee|bureau|mayor|secretary|governor|magistrate) of (?:the )?$", flags=regex.IGNORECASE
)
_ACTS_ZH = regex.compile(
    r"(?:20\d\d年)?(?:在\p{Han}{1,12}?)?(?:隆重)?(?:举行|举办|召开|紧扣|聚焦|紧盯|累计|新签约|新引进|集中签约|集中开工|签下|各项|[与同和]\p{Han}{2,25}签[约订署])"
)
_ACTS_EN = regex.compile(
    r" (?:has |had |have )?(?:held|holds|hosted|organi[sz]ed|signed|signs|introduced|attracted|attracts|launched"
    r"|achieved|focuses|strives|plans to|will (?:strive|introduce|attract|hold|implement))\b"
)
_PAPER = regex.compile(
    r"[市县区省州]?(?:日报|晚报|晨报|今报|早报|商报|时报|融媒体|融媒|广播电视台|电视台|新闻网|发布(?=[\n）)讯]))"
    r"| (?:Daily|Evening News|News Network)\b"
)
# "Sichuan Lanyu copper foil", 浙江堃镕精工项目落户枣阳: the place belongs to the investor
_NAME_GOES_ON = regex.compile(r" [A-Z][a-z]|[^，：:\s]{1,20}(?:项目|基地)?(?:签约)?落[户地子]")
_CLASSED = regex.compile(r" (?:City|Prefecture|Province)$")
_MEETS_ZH = regex.compile(
    r"(?:20\d\d年)?[“”\p{Han}\d—、]{2,25}?(?:活动|会议|大会|座谈会|仪式|招聘会|推介会|对接会|竣工|开工|投产|试运行)"
    r"(?:上|在|举行|召开|开幕|启动|隆重)"
)
_OPENS_ZH = regex.compile(r"(?:^|[\n。；，：日]|上午|下午|以来|据悉|近日|昨日|日前)$")
_OPENS_EN = regex.compile(r"(?:^|[\n.;,:\"“] ?|[A-Za-z] China['’]s )$")
_COMES_ZH = regex.compile(r"(?<![未往原])[来莅](?:到|临)?$")
_COMES_AFTER = regex.compile(r"\p{Han}{0,4}?(?:考察|调研|投资|洽谈|参观|对接)")
_COMES_EN = regex.compile(r"(?:came|come|comes|coming) to $")
_COMES_EN_AFTER = regex.compile(r" (?:to|for) (?:inspect|inspection|visit|investigat|discuss|negotiat|an? inspection)")
_DATELINE_ZH = regex.compile(
    r"(?:日报|晚报|融媒|市|县|区)?(?:\s*\d{1,2}月\d{1,2}日)?\s*(?:讯|訊|电|報道|报道)(?![子力脑视话])"
)
_DATELINE_EN = regex.compile(
    r"(?:,[ ][A-Z][a-z]+)?,?[ ](?:--[ ]|\(?Xinhua\)?|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov"
    r"|Dec)[a-z]*\.?[ ]\d)|[ ]?[—–-]{1,2}[ ]"
    r"|[ ]\((?:Xinhua|[A-Z]\w+ (?:Daily|News|Net))",
    flags=regex.IGNORECASE,
)
_LIST_AROUND = regex.compile(r"、$|[A-Z][\w'’]{1,30},\s?(?:and )?$|,\s[A-Z][\w'’]{1,30} and $")
_ORIGIN_AFTER = regex.compile(
    r"(?:的)?(?:一家|某|[两三四五六七八九十\d]+家)?(?:企业|客商|商人|老板|籍|经验|模式|做法|市场|总部|等地|资本|公司)"
    r"|-based| (?:enterprises|companies|firms|businessmen|entrepreneurs|investors|company|experience|market)\b"
)
_LIST_AFTER = regex.compile(r"[、]|,\s?(?:and\s)?[A-Z][a-z]+(?:,| and)")
_AWAY_BEFORE = regex.compile(
    r"(?:赴|前往|走进|到访|来自|远赴|飞赴|学习|对标|考察|驻|落户|总部位于|去|到|went to|trip to|visit(?:ed)? to"
    r"|visited|\bin|\bfrom|\bto"
    r"|stationed in|such as|like)\s?$"
)
_TRIP_BEFORE = regex.compile(
    r"(?:赴|前往|奔赴|远赴|飞赴|驻|学习|对标|(?<![来莅]\p{Han}{0,12})考察"
    r"|went to|trip to|travel(?:l?ed)? to|visited|visits|stationed in"
    r"|(?:visit|visits|visited|inspected) [^.,\n]{1,40} in)\s?$"
)
_TRIP_AFTER = regex.compile(
    r"(?:开展)?(?:拜访|走访|招商考察|敲门招商|对接企业)"
    r"|(?:企业(?:家)?|客商)?(?:考察团|代表团|经贸团|客商|商会)| (?:delegation|business delegation)\b"
)
_WITH_BEFORE = regex.compile(r"(?:[与與和同跟]|\bwith(?: the)?\s?)$")
_ADDRESS = regex.compile(r"(?:地址|电话|传真|邮编|Address|Tel|Fax)[:：]?[^\n]{0,60}$", flags=regex.IGNORECASE)
_REPORT = regex.compile(
    r"证券代码|股票代码|本公司董事会|董事会审议|信息披露|投资者关系|全资子公司|拟投资|stock code"
    r"|board of directors|shareholders|listed company"
    r"|wholly[- ]owned subsidiary|the company announced|earnings",
    flags=regex.IGNORECASE,
)
_GOVERNMENT = regex.compile(
    r"招商引资|市委|县委|区委|省委|市政府|营商环境|全市|全省|全县|全区|投资促进"
    r"|investment promotion|business environment"
    r"|the whole (?:city|province|county)"
    r"|municipal|provincial|party committee|attract(?:ing)? investment",
    flags=regex.IGNORECASE,
)
_AUTHOR = regex.compile(r"笔者|作者单位|\bthe author\b|\bthe writer\b", flags=regex.IGNORECASE)
_AGENCY = regex.compile(r"(?:新华社|中新社|中新网|新华网|人民网|央视网|央广网)\s?$")
OWN_PRESS = frozenset({"710000", "810000", "820000"})
_TRADITIONAL = regex.compile(r"[國業進開資於與區會產們發體]")
_WEEKDAY = regex.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_HEAD = 60


@dataclass(frozen=True, slots=True)
class Page:
    """What is read for the home place: the title on the first line (when there is one), the text behind it."""

    text: str
    title: str
    is_english: bool
    is_native: bool

    @property
    def body(self) -> int:
        """Where the text begins."""
        return len(self.title) + 1 if self.title else 0


@dataclass(frozen=True, slots=True)
class Cue:
    """How much a named place speaks for being the document's own.

    `frame` grounds (publisher, dateline) may belong to a place around it, `text` grounds only to the place told of,
    `away` is where its people travel to or its visitors come from.
    """

    weight: float
    ground: Ground = "plain"


def page(document: Document, limit: int) -> Page:
    """The document as one text; a short first line without a stop is the title where none is known."""
    text, title = document.text[:limit], (document.title or "").replace("\n", " ")
    is_english = document.lang == "en"
    first, _, rest = text.partition("\n")
    if not title and rest.strip() and len(first) <= (140 if is_english else 50) and first[-1:] not in "。.；;":
        title, text = first, rest
    whole = f"{title}\n{text}" if title else text
    return Page(whole, title, is_english, is_english and _is_native(document, text))


def _is_native(document: Document, text: str) -> bool:
    """Whether a newspaper in English speaks: it dates by weekdays, which translated notices never do."""
    return (
        not document.is_mt and not says_our(text, "en") and (bool(document.source) or _WEEKDAY.search(text) is not None)
    )


def says_our(text: str, lang: str) -> bool:
    """Whether the text says 我市 or "our city" of itself."""
    return usual_deictic(text, lang) is not None


def unit(text: str, lang: str) -> str | None:
    """The kind of place the document speaks for: 市, 县, 区 ..., by its 我市, "our city" and bare 县委."""
    found: Counter[str] = Counter()
    patterns = (_OURS_ZH,) if lang == "zh" else (_OURS_EN, _BARE_EN)
    for match in (one for pattern in patterns for one in pattern.finditer(text)):
        groups = match.groupdict()
        word = next(groups[key] for key in ("unit", "whole", "wide", "bare", "mayor") if groups.get(key))
        is_ours = bool(groups.get("our")) or (lang == "zh" and bool(groups["unit"]))
        if lang == "en" and word.lower() == "province" and not is_ours:
            continue  # a county's rank in "the province" does not make the province speak
        found[_UNITS.get(word.lower(), word)] += 3 if is_ours else 2 if groups.get("bare") or groups.get("whole") else 1
    if not found:
        return None
    best, count = found.most_common(1)[0]
    return best if count >= 2 else None


def has_deictic(page: Page) -> bool:
    """Whether an English text speaks of "the city" or "our county" at all."""
    return _OURS_EN.search(page.text) is not None


def usual_deictic(text: str, lang: str) -> str | None:
    """The commonest form of 我市 or "our city", as first written."""
    ours = _OWN_ZH if lang == "zh" else _OURS_EN
    words = [match.group() for match in ours.finditer(text)]
    forms = [word for word in words if lang == "zh" or word.lower().startswith("our")]
    return Counter(forms).most_common(1)[0][0] if forms else None


def weigh(page: Page, value: PlaceValue) -> Cue:
    """How much a named place speaks for being the document's own, by what stands around it."""
    if value.start < page.body:
        return _in_title(page, value)
    if _is_dateline(page, value):
        return _of_dateline(page, value)
    return _in_text(page, value, page.text[max(page.body, value.start - 40) : value.start])


def _in_text(page: Page, value: PlaceValue, before: str) -> Cue:
    text, after = page.text, value.end
    if _PAPER.match(text, after):
        return Cue(2.0, "frame")
    if _is_body(page, value, before):
        is_aside = _LIST_AROUND.search(before) or _AWAY_BEFORE.search(before) or _WITH_BEFORE.search(before)
        return Cue(0.4) if is_aside else Cue(2.0, "text")
    if "in_name" in value.flags and value.adcode in OWN_PRESS and _TRADITIONAL.search(text):
        return Cue(1.0)
    if "in_name" in value.flags or value.surface == "abbreviation":
        return Cue(0.0)
    if _is_away(page, value, before):
        return Cue(0.4, "away")
    if value.start == page.body and regex.match(r"[:：]|\s?[“\"]", text[after : after + 2]):
        return Cue(4.0, "text")
    if _ADDRESS.search(before):
        return Cue(1.0)
    if _is_visited(page, value, before) or _acts(page, value, before):
        return Cue(2.0, "text")
    return Cue(0.4) if _is_aside(page, value, before) else Cue(1.0)


def _is_aside(page: Page, value: PlaceValue, before: str) -> bool:
    """One of a list, or where somebody goes or comes from."""
    is_listed = _LIST_AROUND.search(before) or _LIST_AFTER.match(page.text, value.end)
    is_partner = _WITH_BEFORE.search(before) or _ORIGIN_AFTER.match(page.text, value.end)
    return bool(is_listed or is_partner or _AWAY_BEFORE.search(before))


def _in_title(page: Page, value: PlaceValue) -> Cue:
    if value.surface == "abbreviation":
        return Cue(0.0)
    before, behind = page.title[: value.start], page.title[value.end :]
    if value.start <= 1:
        is_in_name = "in_name" in value.flags or (_NAME_GOES_ON.match(behind) and not _acts(page, value, before))
        return Cue(0.5) if is_in_name else Cue(4.0, "text")
    if "in_name" in value.flags:
        return Cue(0.0)
    if _is_away(page, value, before):
        return Cue(0.4, "away")
    if _WITH_BEFORE.search(before):
        return Cue(1.0)
    if not page.is_native and _is_county(value) and before.endswith(" in ") and "," not in value.text:
        return Cue(2.0, "text")  # "Pump plant breaks ground in Wenling"
    if page.is_native and not _acts(page, value, before):
        return Cue(1.0)
    is_plain = value.level == "province" or (_AWAY_BEFORE.search(before) and not before.endswith("落户"))
    return Cue(1.0) if is_plain else Cue(2.0, "text")


def _is_away(page: Page, value: PlaceValue, before: str) -> bool:
    return _TRIP_BEFORE.search(before) is not None or _TRIP_AFTER.match(page.text, value.end) is not None


def _is_dateline(page: Page, value: PlaceValue) -> bool:
    pattern = _DATELINE_EN if page.is_english else _DATELINE_ZH
    return value.start - page.body < _HEAD and pattern.match(page.text, value.end) is not None


def _of_dateline(page: Page, value: PlaceValue) -> Cue:
    if page.is_english and not value.text.isupper() and value.start - page.body >= 3:
        return Cue(1.0)
    if _AGENCY.search(page.text, max(page.body, value.start - 12), value.start):
        return Cue(1.0)
    # Newspapers write about a province from its capital.
    return Cue(2.0 if (value.adcode or "")[2:] == "0100" else 4.0, "frame")


def _is_body(page: Page, value: PlaceValue, before: str) -> bool:
    if not page.is_english:
        return _BODY_ZH.match(page.text, value.end) is not None
    return _BODY_EN.match(page.text, value.end) is not None or _BODY_OF_EN.search(before) is not None


def _is_visited(page: Page, value: PlaceValue, before: str) -> bool:
    """Visitors "come" to the place that tells of them: 来谷城考察, "came to Beihai to inspect"."""
    if page.is_english:
        return bool(_COMES_EN.search(before) and _COMES_EN_AFTER.match(page.text, value.end))
    return bool(_COMES_ZH.search(before) and _COMES_AFTER.match(page.text, value.end))


def _acts(page: Page, value: PlaceValue, before: str) -> bool:
    """A place that opens a clause and holds, signs or focuses is the one that the text is about."""
    if page.is_english and not page.is_native and not (_is_county(value) or _CLASSED.search(value.text)):
        return False  # machines write a city's bare name for 我市
    opens, acts = (_OPENS_EN, _ACTS_EN) if page.is_english else (_OPENS_ZH, _ACTS_ZH)
    if not opens.search(before):
        return False
    meets = not page.is_english and _is_county(value) and value.text[-1] in "市县区旗"
    return bool(acts.match(page.text, value.end) or (meets and _MEETS_ZH.match(page.text, value.end)))


def _is_county(value: PlaceValue) -> bool:
    return value.level == "county" and not (value.adcode or "").endswith("00")


def is_company_report(document: Document) -> bool:
    """Whether a company speaks here: no home place unless the document itself says our city."""
    return _REPORT.search(document.text[:4000]) is not None and _GOVERNMENT.search(document.text[:4000]) is None


def is_opinion(document: Document) -> bool:
    """Whether one author reflects on what is seen in several places."""
    return document.kind == "opinion" or _AUTHOR.search(document.text[:2000]) is not None


def is_government_news(document: Document) -> bool:
    """Whether the text is about what a government does."""
    return _GOVERNMENT.search(document.text[:20_000]) is not None
