"""Chinese place names in a text: divisions, zones, regions, foreign places, 我市; no streets, schools or brands."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from leadseam.lang._heads import Opens
from leadseam.lang._later import later, regex_later
from leadseam.values._gazetteer import Gazetteer, Sense
from leadseam.values._place_hits import Hit

_ZONE = regex_later(
    r"(?:国家级?|省级|市级)?(?:"
    r"(?:经济技术|经济|高新技术产业?|高新|高科技|现代产业|旅游|循环经济|新材料|临空经济|农业)(?:开发区|示范区|园区|区)"
    r"|经开区|高新区|开发区|综合?保税(?:物流)?(?:港?区|中心)|综保区|保税港?区|自贸(?:试验|片)?区|自由贸易(?:试验区|港)|自贸港"
    r"|(?:循环|精细|新型)?(?:化工|工业|产业|科技|科学|物流|软件|生态工业|高科技产业|光电产业|医药产业|生物产业|未来科技|国际生物|国际医学|智能制造|数字经济)(?:园区?|城|集聚区|集中区)"
    r"|航空港区?|边境经济合作区|出口加工区|合作区|示范区|临港(?:新城|经济区)|火炬区|(?:高铁|空港|临港)新区|新区(?!域|间|块)"
    r")"
)
_OWN_ZONE = regex_later(
    r"(?P<own>\p{Han}{1,4})"
    r"(?:经济技术开发区|经济开发区|高新技术产业开发区|高新区|经开区|开发区|工业园区?|产业园区?|化工园区?|综合保税区|保税港?区|集聚区)"
)
_NO_OWN = regex_later(
    r"[与和在将由的了是为对向把被及从到等各该某于各区县市省内]|推动|支持|加快|打造|依托|围绕|聚焦|设立|批准|申报|国家|创建|提升|全部|多个|现代"
    r"|引进|签约|签订|签署|达成|开工|投产|竣工|投资|落户|落地|举行|召开|举办|建设|成立|考察|企业|项目|当地|重点|规划|新建|拥有|入驻|进驻|走进|数字|生态|特色|大型|周边"
)
_SCHOOL = (
    r"(?:交通|工业|理工|师范|科技|医科|农业|农林|海洋|航空航天|航空|财经|外国语|电力|石油|政法|中医药|建筑|林业|化工|职业|技术|体育|艺术|民族|邮电"
    r"|经贸|工程|城市|商|文理|人民|第[一二三四五])*"
    r"(?:大学|学院|交大|师大|农大|医院|中学|小学|一中|研究院|海关|植物园|动物园|博物馆|图书馆|体育馆|大剧院|大酒店|宾馆|饭店)"
)
_NOT_AFTER = regex_later(
    r"(?:[东西南北中](?=[路街大]))?[一二三四五]?(?:路(?!演|透|径|上|桥|过|线|易|由)|大道|大街|街(?!道|区)|巷|胡同|大桥|大厦|广场)"
    rf"|{_SCHOOL}"
    r"|(?:[东西南北]|高铁|火车|地铁)站|(?:国际|机场)?机场|高铁|高速|铁路|港(?![区台口澳])|银行|证券|航空(?![港产])|航天"
    r"|街道|镇(?![江海平宁远原雄沅康巴坪赉安党政域长区府村级])|乡(?![村贤镇亲情友愁土党])|村(?![镇级民庄])"
    r"|烤鸭|拉面|炒饭|火腿|火锅|凉皮|酒家|酒楼"
    r"|先生|女士|同志|舰|菜(?!篮)|话(?=[，。说])|人民广播|卫视|电视台"
)
_LINE = regex_later(r"(?:高铁|高速|铁路|线|动车|城际|班列|航线|通道)")
_COMPANY = regex_later(
    r"(?:市|省|县|区)?(?P<core>[\p{Han}A-Za-z0-9（）()·]{1,22}?)"
    r"(?:有限责任公司|股份有限公司|有限公司|集团公司|股份公司|控股集团|集团|公司|股份(?=[，。、（(]))"
)
_NO_NAME = regex_later(
    r"[与和在将由的了是为对向把被及从到等各该某于]|引进|签约|投资|落户|落地|举行|召开|举办|建设|成立|注册|拜访|考察|企业|项目|当地|本地|多家|一家|国有"
    r"|民营|市委|政府|招商|重点|知名|上市|龙头|全资|子公司|分公司|[省市县区](?=.)"
)
_SURNAME = (
    "[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华"
    "金魏陶姜谢邹苏潘葛范彭鲁韦马方俞任袁柳史唐薛雷贺罗毕郝安于傅康伍余元顾孟黄穆萧尹姚邵汪毛米戴宋庞熊纪舒项祝董梁杜阮蓝闵季贾路江童颜郭梅林徐高夏蔡田樊胡万管卢"
    "丁邓洪包左石崔龚程邢裴陆荣翁刘叶黎白蒲赖乔谭廖曾]"
)
_SURNAMES = frozenset(_SURNAME[1:-1])
_PERSON = regex_later(
    r"(?:记者|通讯员|书记|省长|市长|县长|区长|主任|局长|董事长|总裁|总经理|主席|教授|院士|编辑|代表|委员|市民|村民|选手|居民|专家|企业家|负责人|创始人)"
    rf"{_SURNAME}$"
)
# A surname between a mark and a two-character name that a verb of people or a mark follows: 、王宁波、
_LISTED_PERSON = regex_later(
    r"(?:^|[、，。；：:;,“\s])[赵钱孙李周吴郑王张何冯陈褚蒋沈韩杨朱秦许吕曹谢邹潘葛范彭韦俞袁薛罗毕傅顾孟黄萧姚邵汪戴庞熊董梁杜郭徐蔡樊胡邓崔龚刘谭廖]$"
)
_PERSON_AFTER = regex_later(
    r"[、，。；：:;,”\s]|等(?=[人出参])|[说称]|表示|介绍|认为|指出|强调|作(?=了|[报主讲])|出席|参加|主持|率|陪同|致辞|获|当选|荣"
)
_DEICTIC = later(
    r"[我本该該](?<!自.)[省市县區区縣州旗盟](?!场|值|民生|级|域|间|块|报|府|长|科|着)"
    r"|全(?<!自.)[省市縣县區区旗盟](?!场|值|级|域|间|块|能)"
)
_BARE_ZONE = regex_later(
    r"(?:(?<!\p{Han})|(?<=[在于到址户赴与和及由从向对给]))(?:国家级?)?"
    r"(?:(?P<development>经济技术开发区|经开区)|(?P<high_tech>高新技术产业开发区|高新区)|(?P<bonded>综合保税区|综保区))"
)
_PLACE_BEFORE = (
    "在",
    "位于",
    "落户",
    "落地",
    "来自",
    "赴",
    "抵",
    "进驻",
    "布局",
    "选址",
    "走进",
    "地处",
    "扎根",
    "前往",
    "驻",
    "设于",
)
_PLACE_AFTER = regex_later(
    r"落户|签约|举行|召开|建厂|设厂|建设|基地|项目|工厂|等地|[两三四五六七八][市县区地]|分别|均|籍|客商|产业|招商|市委|县委|区委|政府|港区"
)
_EDGE = regex_later(r"[、，。；：,;:（）()\s与和及至到的等“”\"《》—-]")
_GENERIC_BEFORE = frozenset("座个小的丽")  # 这座江城 is any town on a river
_LIST_MARKS = frozenset("、和与及")
_BARE_ZONES = ("经济技术开发区", "经开区", "高新", "综合保税区", "综保区")
_TRIMMED = frozenset(("市场", "市值", "市面", "区域", "区块", "区间", "省份"))
_NOT_AFTER_OPENS = Opens(lambda: _NOT_AFTER.pattern)
_ZONE_OPENS = Opens(lambda: _ZONE.pattern)
_PLACE_AFTER_OPENS = Opens(lambda: _PLACE_AFTER.pattern)
_SIMPLE_UNIT = {"縣": "县", "區": "区"}
_SAFE = "京津沪渝冀晋辽苏浙皖闽赣鲁豫鄂湘粤桂琼川黔滇陕陇港澳台"
_ABBREVIATED = regex_later(
    rf"(?<![\p{{Han}}--[自从在由向与和及对来赴驻、于含除以为]])"
    rf"(?:(?P<group>云贵川|川滇黔|陕甘宁|黑吉辽|甘青宁)|(?P<run>[{_SAFE}]{{2,6}})(?![\p{{Han}}--[的等地两三四五籍企资商客签考投建共同及和、各项合对市省推]])"
    rf"|(?P<list>[{_SAFE}](?:、[{_SAFE}]){{1,6}})(?![\p{{Han}}--[等地两三四五的]]))",
    flags=regex.V1,
)
# Asked first: few texts hold any of these.
_ABBREVIATIONS = later(rf"[{_SAFE}云黑甘](?:(?<=[{_SAFE}])、?[{_SAFE}]|贵川|甘宁|吉辽|青宁)")
_GONE_TO = later(
    r"(?P<one>[京沪渝深穗杭津鲁粤浙闽皖湘鄂豫蓉])(?<=[来赴驻抵返在入离].)(?=签|考|招|举|召|参|投|设|落|开|访|洽|对接|发布|企|客|商|召|就)"
)


class _Traits(NamedTuple):
    """What all senses of a name have in common, asked of every name of a text."""

    is_full: bool
    is_everyday: bool
    is_zone: bool
    may_be_zone: bool
    is_wide: bool  # a region or country
    is_small: bool  # a county or foreign city, by no nickname
    has_code: bool
    has_nickname: bool


@lru_cache(maxsize=4096)
def _traits(senses: tuple[Sense, ...]) -> _Traits:
    levels, surfaces = {sense.level for sense in senses}, {sense.surface for sense in senses}
    return _Traits(
        is_full=surfaces <= {"full"},
        is_everyday=all(sense.is_common for sense in senses),
        is_zone=levels <= {"zone"},
        may_be_zone="zone" in levels,
        is_wide=not levels.isdisjoint({"region", "country"}),
        is_small=levels <= {"county", "city"} and "nickname" not in surfaces,
        has_code=any(sense.adcode for sense in senses),
        has_nickname="nickname" in surfaces,
    )


def scan(text: str, gazetteer: Gazetteer) -> tuple[Hit, ...]:
    """Every Chinese place name in order, zones joined to the place they follow; the first of two that overlap stays."""
    extra = (*_deictic(text), *_bare_zones(text), *_abbreviated(text, gazetteer))
    named = _named(text, gazetteer)
    if not extra:
        return _apart(named)
    return _apart(sorted((*named, *extra), key=lambda hit: (hit.start, hit.unit is not None, -hit.end)))


def _apart(ordered: Iterable[Hit]) -> tuple[Hit, ...]:
    kept: list[Hit] = []
    end = 0
    for hit in ordered:
        if hit.start >= end:
            kept.append(hit)
            end = hit.end
    return tuple(kept)


def _named(text: str, gazetteer: Gazetteer) -> Iterator[Hit]:
    found = tuple(_longest(_without_surrogates(text), gazetteer))
    before = -2
    for position, (start, end, name) in enumerate(found):
        senses = gazetteer.senses[name]
        if not senses or _is_no_place(text, start, end, _traits(senses)):
            continue
        hit = _hit(text, start, end, senses, gazetteer=gazetteer, following=found[position + 1 : position + 3])
        yield hit if text[before:start] in _LIST_MARKS else _loosened(text, hit)
        before = hit.end


def _longest(text: str, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str]]:
    """The leftmost and longest names; an everyday word gives way to a name that begins inside it (和|平昌县)."""
    names = gazetteer.chinese
    held: tuple[int, int, str] | None = None
    reach = 0
    for start, end, index in sorted(gazetteer.automaton.find_overlapping(text), key=_by_start):
        if held is None or (start < reach < end and _gives_way(held[2], names[index], gazetteer)):
            held = start, end, names[index]
        elif start >= reach:
            yield held
            held = start, end, names[index]
        else:
            continue
        reach = end
    if held is not None:
        yield held


def _by_start(span: tuple[int, int, int]) -> int:
    """Leftmost first, of those that start alike the longest: no name has as many as 64 characters."""
    return span[0] * 64 - span[1]


def _is_everyday(name: str, gazetteer: Gazetteer) -> bool:
    return _traits(gazetteer.senses[name]).is_everyday


def _gives_way(earlier: str, later: str, gazetteer: Gazetteer) -> bool:
    senses, others = gazetteer.senses[earlier], gazetteer.senses[later]
    if not senses or not others or _traits(senses).is_full or len(later) < len(earlier):
        return False
    if _is_everyday(earlier, gazetteer) and not _is_everyday(later, gazetteer):
        return True
    return _traits(others).is_full and len(later) > len(earlier)


def _without_surrogates(text: str) -> str:
    """Lone surrogates cannot be handed to the automaton; each is replaced by one other character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return regex.sub(r"[\uD800-\uDFFF]", "\ufffd", text)
    return text


def _is_no_place(text: str, start: int, end: int, traits: _Traits) -> bool:
    if traits.is_wide or traits.may_be_zone:
        return False
    last = text[start - 1 : start]
    if traits.has_nickname and last in _GENERIC_BEFORE:
        return True
    may_be_person = not traits.is_full and last in _SURNAMES
    if may_be_person and (_PERSON.search(text, max(0, start - 4), start) or _is_listed(text, start, end)):
        return True
    after = _NOT_AFTER.match(text, end) if _NOT_AFTER_OPENS[text[end : end + 1]] else None
    return after is not None and not (traits.is_full and text[end : end + 2] in ("机场", "高铁", "银行"))


def _is_listed(text: str, start: int, end: int) -> bool:
    """Whether a name is a person's given name: 、王宁波、 and 李广州说."""
    if end - start != 2 or not _LISTED_PERSON.search(text, max(0, start - 2), start):
        return False
    return _PERSON_AFTER.match(text, end) is not None


def _loosened(text: str, hit: Hit) -> Hit:
    if hit.zone or (hit.has_class_word and hit.end - hit.start > 2) or not _traits(hit.senses).is_small:
        return hit
    before, after = text[max(0, hit.start - 3) : hit.start], text[hit.end : hit.end + 3]
    if before.endswith(_PLACE_BEFORE) or (_PLACE_AFTER_OPENS[after[:1]] and _PLACE_AFTER.match(after)):
        return hit
    opens = not before or _EDGE.match(before[-1])
    is_named = (
        hit.has_class_word and text[hit.start] != "和"
    )  # 寿县 is a name wherever a clause begins, 和县 may not be
    is_apart = opens and (is_named or not after or _EDGE.match(after[0]))
    return hit if is_apart else hit._replace(is_loose=True)


def _hit(
    text: str,
    start: int,
    end: int,
    senses: tuple[Sense, ...],
    *,
    gazetteer: Gazetteer,
    following: tuple[tuple[int, int, str], ...],
) -> Hit:
    """The name with the zone behind it; 北京市场 is Beijing and a market."""
    traits = _traits(senses)
    has_class_word = traits.is_full
    if text[end - 1 : end + 1] in _TRIMMED and (shorter := gazetteer.senses.get(text[start : end - 1])):
        end, senses, has_class_word = end - 1, shorter, False
        traits = _traits(senses)
    is_branded = (
        not traits.is_zone
        and text[end : end + 1] in _brand_heads(gazetteer.brands)
        and text.startswith(gazetteer.brands, end)
    )
    if is_branded or _opens_company(text, end):
        return Hit(start, end, senses, flags=("in_name",), has_class_word=has_class_word)
    zone = None if traits.is_wide or not traits.has_code else _zone_at(text, end)
    if zone is None or any(one[0] < zone.end() and not _is_everyday(one[2], gazetteer) for one in following):
        return Hit(start, end, senses, has_class_word=has_class_word)
    return Hit(start, zone.end(), senses, zone=text[start : zone.end()], has_class_word=has_class_word)


@lru_cache(maxsize=4)
def _brand_heads(brands: tuple[str, ...]) -> frozenset[str]:
    return frozenset(brand[0] for brand in brands)


def _opens_company(text: str, end: int) -> bool:
    near = text[end : end + 40]
    if "公司" not in near and "集团" not in near and "股份" not in near:
        return False
    company = _COMPANY.match(text, end, end + 40)
    return company is not None and not _NO_NAME.search(company["core"])


def _zone_at(text: str, end: int) -> regex.Match[str] | None:
    return (_ZONE.match(text, end) if _ZONE_OPENS[text[end : end + 1]] else None) or _own_zone(text, end)


def _own_zone(text: str, end: int) -> regex.Match[str] | None:
    """A zone with a name of its own: 仲恺高新区 after 惠州."""
    zone = _OWN_ZONE.match(text, end) if "区" in (near := text[end : end + 16]) or "园" in near else None
    return zone if zone is not None and not _NO_OWN.search(zone["own"]) else None


def _deictic(text: str) -> Iterator[Hit]:
    for match in _DEICTIC.finditer(text):
        unit = match.group()[-1]
        flags = ("that",) if match.group()[0] in "该該" else ("our",)
        yield Hit(match.start(), match.end(), (), unit=_SIMPLE_UNIT.get(unit, unit), flags=flags)


def _bare_zones(text: str) -> Iterator[Hit]:
    for match in _BARE_ZONE.finditer(text) if any(map(text.__contains__, _BARE_ZONES)) else ():
        yield Hit(match.start(), match.end(), (), unit=match.lastgroup, flags=("zone",))


def _abbreviated(text: str, gazetteer: Gazetteer) -> Iterator[Hit]:
    for match in _ABBREVIATED.finditer(text) if _ABBREVIATIONS.search(text) else ():
        if _LINE.match(text, match.end()):
            continue
        for index in range(match.start(), match.end()):
            if text[index] in gazetteer.abbreviations:
                yield _abbreviation(text, index, gazetteer)
    for gone in _GONE_TO.finditer(text):
        yield _abbreviation(text, gone.start(), gazetteer)


def _abbreviation(text: str, index: int, gazetteer: Gazetteer) -> Hit:
    adcode = gazetteer.abbreviations[text[index]]
    level = "province" if adcode.endswith("0000") else "prefecture"
    sense = Sense("province" if level == "province" else "prefecture", "abbreviation", adcode)
    return Hit(index, index + 1, (sense,))
