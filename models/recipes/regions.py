"""Builds resources/regions.csv and resources/zones.csv from the published code tables.

Run once a year, when the new code table is out:

    python models/recipes/regions.py AREACODES.csv ZONES.csv pipeline/leadseam/resources

AREACODES.csv is yescallop/areacodes (CC0), ZONES.csv the town-level codes of development zones from
modood/Administrative-divisions-of-China (WTFPL). pypinyin and opencc are needed here only, not at run time.
"""

import csv
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from opencc import OpenCC
from pypinyin import lazy_pinyin

_LEVELS = {"省级": "province", "地级": "prefecture", "县级": "county"}
_PEOPLES = (
    "壮族|回族|维吾尔|蒙古族|蒙古|藏族|羌族|彝族|苗族|侗族|瑶族|白族|傣族|景颇族|傈僳族|哈尼族|土家族|布依族|黎族|朝鲜族|满族|"
    "畲族|土族|撒拉族|保安族|东乡族|裕固族|哈萨克族|哈萨克|柯尔克孜|锡伯|塔吉克|达斡尔族|鄂温克族|鄂伦春|鄂温克|佤族|拉祜族|布朗族|纳西族|"
    "独龙族|怒族|普米族|水族|仡佬族|毛南族|仫佬族|京族|各族|多民族"
)
_AUTONOMOUS = re.compile(rf"(?:{_PEOPLES})*(?:自治[区州县旗])$")
_SUFFIX = re.compile(r"(?:特别行政区|林区|特区|地区|新区|矿区|省|市|县|区|盟|旗)$")
_KEEP = re.compile(r"(?:左翼|右翼|[前后中左右]旗$|^矿区$|^城区$|^郊区$|^新区$|^[东西南北]区$)")

# Names whose official or usual English is not the plain pinyin of their characters, and readings pypinyin gets wrong.
_ENGLISH = {
    "陕西": "Shaanxi|Shanxi(Shaanxi)",
    "内蒙古": "Inner Mongolia|Nei Mongol",
    "西藏": "Tibet|Xizang",
    "香港": "Hong Kong|Hongkong",
    "澳门": "Macao|Macau",
    "台湾": "Taiwan",
    "哈尔滨": "Harbin",
    "齐齐哈尔": "Qiqihar",
    "呼和浩特": "Hohhot|Huhhot|Huhehaote",
    "鄂尔多斯": "Ordos|Erdos|Eerduosi",
    "呼伦贝尔": "Hulunbuir|Hulun Buir|Hulunbeier",
    "巴彦淖尔": "Bayannur|Bayan Nur|Bayannaoer",
    "乌兰察布": "Ulanqab|Ulan Qab|Wulanchabu",
    "锡林郭勒": "Xilingol|Xilin Gol",
    "阿拉善": "Alxa|Alashan",
    "兴安盟": "Hinggan",
    "锡林浩特": "Xilinhot|Xilinhaote",
    "乌兰浩特": "Ulanhot|Ulan Hot|Wulanhaote",
    "二连浩特": "Erenhot|Erlianhaote",
    "准格尔": "Jungar|Zhungeer",
    "伊金霍洛": "Ejin Horo|Yijinhuoluo",
    "达拉特": "Dalad|Dalate",
    "鄂托克": "Otog|Etuoke",
    "乌审": "Uxin|Wushen",
    "乌鲁木齐": "Urumqi|Ürümqi|Wulumuqi",
    "克拉玛依": "Karamay|Kelamayi",
    "吐鲁番": "Turpan|Turfan|Tulufan",
    "哈密": "Hami|Kumul",
    "博尔塔拉": "Bortala",
    "巴音郭楞": "Bayingolin|Bayingol|Bayinguoleng",
    "阿克苏": "Aksu|Akesu",
    "克孜勒苏": "Kizilsu|Kezilesu",
    "喀什": "Kashgar|Kashi",
    "和田": "Hotan|Hetian|Khotan",
    "伊犁": "Ili|Yili",
    "阿勒泰": "Altay|Aletai",
    "库尔勒": "Korla|Kuerle",
    "霍尔果斯": "Horgos|Khorgos|Huoerguosi",
    "奎屯": "Kuytun|Kuitun",
    "阿拉山口": "Alashankou|Alataw Pass",
    "图木舒克": "Tumxuk|Tumushuke",
    "库车": "Kuqa|Kuche",
    "吉木萨尔": "Jimsar|Jimusaer",
    "阿图什": "Artux|Atushi",
    "博乐": "Bole",
    "鄯善": "Shanshan",
    "拉萨": "Lhasa|Lasa",
    "日喀则": "Shigatse|Xigaze|Rikaze",
    "昌都": "Chamdo|Qamdo|Changdu",
    "林芝": "Nyingchi|Linzhi",
    "山南": "Shannan|Lhoka",
    "那曲": "Nagqu|Naqu",
    "阿里": "Ngari|Ali",
    "阿坝": "Aba|Ngawa",
    "甘孜": "Garze|Ganzi|Garzê",
    "果洛": "Golog|Guoluo",
    "格尔木": "Golmud|Geermu",
    "德令哈": "Delingha",
    "玉树": "Yushu",
    "西双版纳": "Xishuangbanna",
    "香格里拉": "Shangri-La|Shangrila|Xianggelila",
    "厦门": "Xiamen|Amoy",
    "广东": "Guangdong|Canton Province",
    "六安": "Lu'an|Luan|Liu'an",
    "亳州": "Bozhou",
    "长清": "Changqing",
    "浚县": "Xun|Xunxian",
    "洪洞": "Hongtong|Hongdong",
    "乐陵": "Laoling|Leling",
    "长治": "Changzhi",
    "泊头": "Botou",
    "宕昌": "Tanchang",
    "长子": "Zhangzi",
    "乐亭": "Laoting|Leting",
    "铅山": "Yanshan|Qianshan",
    "涡阳": "Guoyang|Woyang",
    "犍为": "Qianwei",
    "番禺": "Panyu",
    "大埔": "Dabu|Dapu",
    "乐清": "Yueqing|Leqing",
    "东阿": "Dong'e",
    "吴堡": "Wubu|Wubao",
    "井陉": "Jingxing",
    "蔚县": "Yu|Yuxian",
    "单县": "Shan|Shanxian",
    "莘县": "Shen|Shenxian",
    "歙县": "She|Shexian",
    "黟县": "Yi|Yixian",
    "任丘": "Renqiu",
    "任县": "Ren|Renxian",
    "大城": "Daicheng|Dacheng",
    "嵊州": "Shengzhou",
    "尉氏": "Weishi",
    "黄陂": "Huangpi",
    "枞阳": "Zongyang",
    "柞水": "Zhashui",
    "监利": "Jianli",
    "台州": "Taizhou",
    "丽水": "Lishui",
    "瑞丽": "Ruili",
    "邛崃": "Qionglai",
    "郫都": "Pidu",
    "珙县": "Gong|Gongxian",
    "荥阳": "Xingyang",
    "荥经": "Yingjing",
    "泌阳": "Biyang",
    "繁峙": "Fanshi",
    "临朐": "Linqu",
    "六合": "Luhe|Liuhe",
    "会稽": "Kuaiji",
    "渑池": "Mianchi",
    "秭归": "Zigui",
    "郧西": "Yunxi",
    "盱眙": "Xuyi",
    "儋州": "Danzhou",
    "陵水": "Lingshui",
    "莆田": "Putian",
    "柏乡": "Baixiang",
    "栾川": "Luanchuan",
    "吉林": "Jilin",
    "闵行": "Minhang",
    "南乐": "Nanle",
    "民乐": "Minle",
    "珲春": "Hunchun",
    "筠连": "Junlian",
    "召陵": "Shaoling",
    "称多": "Chindu|Chengduo",
    "和硕": "Hoxud|Heshuo",
    "克什克腾": "Hexigten|Keshiketeng",
    "塔什库尔干": "Taxkorgan|Tashiku'ergan",
    "张家口": "Zhangjiakou",
    "曲阜": "Qufu",
    "蚌埠": "Bengbu",
    "砀山": "Dangshan",
    "濉溪": "Suixi",
    "漯河": "Luohe",
    "雄县": "Xiong|Xiongxian",
    "朝阳": "Chaoyang",
    "重庆": "Chongqing|Chungking",
    "吕梁": "Lüliang|Lvliang|Luliang",
    "绿园": "Lüyuan|Lvyuan",
    "闾山": "Lüshan",
    "旅顺口": "Lüshunkou|Lvshunkou|Lushunkou",
    "襄樊": "Xiangfan",
    "澄城": "Chengcheng",
    "长葛": "Changge",
    "长汀": "Changting",
    "长垣": "Changyuan",
    "长泰": "Changtai",
    "长丰": "Changfeng",
    "长兴": "Changxing",
    "长乐": "Changle",
    "长寿": "Changshou",
    "长宁": "Changning",
    "长岛": "Changdao",
    "会理": "Huili",
    "会东": "Huidong",
    "曾都": "Zengdu",
    "乐山": "Leshan",
    "乐平": "Leping",
    "乐昌": "Lechang",
    "都匀": "Duyun",
    "都安": "Du'an",
    "都昌": "Duchang",
    "镇海": "Zhenhai",
    "宿州": "Suzhou",
    "宿迁": "Suqian",
    "宿松": "Susong",
    "宿城": "Sucheng",
    "宿豫": "Suyu",
    "宿县": "Suxian",
    "藏": "Zang",
    "浦东": "Pudong",
    "牟平": "Muping|Mouping",
    "中牟": "Zhongmu|Zhongmou",
    "石柱": "Shizhu",
    "解州": "Xiezhou",
    "鄱阳": "Poyang",
    "婺源": "Wuyuan",
    "覃塘": "Qintang",
    "车城": "Checheng",
    "兴宁": "Xingning",
    "行唐": "Xingtang",
    "北碚": "Beibei",
    "涪陵": "Fuling",
    "綦江": "Qijiang",
    "奉节": "Fengjie",
    "牡丹江": "Mudanjiang",
    "佳木斯": "Jiamusi",
    "佛山": "Foshan",
    "氹仔": "Taipa",
}


# Characters that have one reading in place names and another in pypinyin's ordinary words.
_READINGS = {"都": "du", "长": "chang", "佛": "fo", "什": "shi"}

# Divisions of Sichuan that became part of Chongqing and have no successor in the table.
_BY_HAND = {"510216": "500110", "511200": "500101", "512200": "500101"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the code table: a division under one name and code for some years."""

    code: str
    province: str
    name: str
    level: str
    status: str
    since: int
    until: int | None
    following: tuple[str, ...]


def read_codes(path: Path) -> list[Row]:
    """The rows of the code table, in file order."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [_row(line) for line in list(csv.reader(lines))[1:]]


def _row(line: list[str]) -> Row:
    following = tuple(part for part in line[8].split(";") if part and "[" not in part)
    until = int(line[7]) if line[7] else None
    return Row(line[0], line[1], line[3], _LEVELS[line[4]], line[5], int(line[6]), until, following)


def short(name: str) -> str:
    """The name without its class word; names that mean nothing without it stay whole.

    >>> short("新疆维吾尔自治区"), short("即墨区"), short("滦县"), short("科尔沁左翼后旗")
    ('新疆', '即墨', '滦县', '科尔沁左翼后旗')
    """
    if name == "内蒙古自治区":
        return "内蒙古"
    if _KEEP.search(name):
        return name
    bare = _AUTONOMOUS.sub("", name)
    if bare != name:
        return bare if len(bare) > 1 else name
    bare = _SUFFIX.sub("", name)
    return bare if len(bare) > 1 else name


def english(name: str, brief: str) -> str:
    """Usual English names of a division, without its class word, the usual one first, joined by `|`."""
    known = _ENGLISH.get(name) or _ENGLISH.get(brief)
    if known:
        return "|".join(part for part in known.split("|") if "(" not in part)
    bare = brief if brief != name else _SUFFIX.sub("", name) or name
    syllables = _syllables(bare)
    if bare == name or len(bare) > 1:
        return _variants(syllables)
    return _variants(syllables) + "|" + _variants(_syllables(name))


def _syllables(name: str) -> list[str]:
    read = lazy_pinyin(name, v_to_u=True)
    return [_READINGS.get(character, syllable) for character, syllable in zip(name, read, strict=True)]


def _variants(syllables: list[str]) -> str:
    joined = syllables[0] + "".join("'" + part if part[0] in "aoe" else part for part in syllables[1:])
    forms = [joined, joined.replace("ü", "v"), joined.replace("ü", "u")]
    return "|".join(dict.fromkeys(form.capitalize() for form in forms))


class Successors:
    """Follows a retired code to the codes that are in use today."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.current = {row.code: row for row in rows if row.status == "在用"}

    def of(self, row: Row) -> tuple[str, ...]:
        """Today's codes for a retired row, the best one first; a division that was split stands for all its parts."""
        if row.status == "在用":
            return ()
        by_hand = _BY_HAND.get(row.code)
        if by_hand:
            return (by_hand,)
        ends = self._follow(row.code, row.until or 0, 0) or self._by_name(row) or self._by_children(row)
        same = [code for code in ends if short(self.current[code].name) == short(row.name)]
        return tuple(dict.fromkeys([*same, *ends]))

    def _follow(self, code: str, year: int, depth: int) -> list[str]:
        if code in self.current and self.current[code].since <= year:
            return [code]
        retired = [row for row in self.rows if row.code == code and (row.until or 0) >= year and row.status != "在用"]
        if depth > 12 or not retired:
            return [code] if code in self.current else []
        row = min(retired, key=lambda one: one.until or 0)
        if row.status == "变更" and not row.following:  # a new name under the same code, unless the code was given away
            goes_on = any(one.code == code and one.since == row.until for one in self.rows)
            return (
                self._follow(code, (row.until or 0) + (0 if code in self.current else 1), depth + 1) if goes_on else []
            )
        return [end for part in row.following for end in self._follow(part, row.until or 0, depth + 1)]

    def _by_name(self, row: Row) -> list[str]:
        brief = short(row.name)
        homes = (
            {row.province, "重庆市"} if row.province == "四川省" else {row.province}
        )  # Chongqing left Sichuan in 1997
        same = [one for one in self.current.values() if one.province in homes and short(one.name) == brief]
        order = {"prefecture": 0, "county": 1, "province": 2}
        return [one.code for one in sorted(same, key=lambda one: (order[one.level], one.code))]

    def _by_children(self, row: Row) -> list[str]:
        inside = [one for one in self.rows if one.code[:4] == row.code[:4] and one.code != row.code]
        ends = [end for one in inside for end in self._follow(one.code, one.until or 0, 0)]
        counts = Counter(end[:4] + "00" for end in ends if end[:4] + "00" in self.current)
        return [code for code, _ in counts.most_common(1)]


def write_regions(rows: list[Row], path: Path) -> None:
    """One line a division and name: code, names, level, years, successors."""
    traditional = OpenCC("s2t")
    successors = Successors(rows)
    header = ["adcode", "name", "short", "trad", "en", "level", "since", "until", "next"]
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write("# derived from yescallop/areacodes (CC0 1.0) by models/recipes/regions.py; do not edit\n")
        table = csv.writer(out, lineterminator="\n")
        table.writerow(header)
        for row in sorted(rows, key=lambda one: (one.code, one.until or 9999)):
            brief = short(row.name)
            trad = traditional.convert(row.name)
            years = [row.since, row.until or ""]
            following = "|".join(successors.of(row))
            shown = [brief if brief != row.name else "", trad if trad != row.name else ""]
            table.writerow([row.code, row.name, *shown, english(row.name, brief), row.level, *years, following])


_ZONE = re.compile(
    r"(?:开发区|示范区|园区|产业园|工业园|保税区|新区|合作区|工业区|集聚区|物流园|科技园|产业基地|港区|新城)$"
)
_BRANCH = re.compile(r"(?:街道|[（(]|管理委员会|特殊乡镇|虚拟|办事处|管委会)")


_ZONES_FROM = (
    "# derived from modood/Administrative-divisions-of-China (WTFPL) by models/recipes/regions.py; do not edit\n"
)


def write_zones(source: Path, path: Path, rows: list[Row]) -> None:
    """Development zones whose names say where they are: name and the host's code of today."""
    current = {row.code: row for row in rows if row.status == "在用"}
    found: dict[str, str] = {}
    with source.open(encoding="utf-8-sig", newline="") as lines:
        for line in csv.DictReader(lines):
            host = _host(line["county_code"] or line["code"], current)
            name = _BRANCH.split(line["name"])[0]
            if host and _ZONE.search(name) and _is_named(name, host, current):
                found.setdefault(name, host)
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(_ZONES_FROM)
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["zone", "adcode"])
        table.writerows(sorted(found.items(), key=lambda pair: (pair[1], pair[0])))


def _host(code: str, current: dict[str, Row]) -> str | None:
    county = code[:6]
    return next((one for one in (county, county[:4] + "00", county[:2] + "0000") if one in current), None)


def _is_named(name: str, host: str, current: dict[str, Row]) -> bool:
    """Whether a zone has a name of its own: host plus class word is a zone anyway, a bare class word is none."""
    hosts = [current[code] for code in (host, host[:4] + "00", host[:2] + "0000") if code in current]
    rest = name
    for row in reversed(hosts):
        rest = rest.removeprefix(row.name).removeprefix(short(row.name))
    own = _GENERIC.sub("", rest)
    others = {short(row.name) for row in current.values()} - {short(row.name) for row in hosts}
    is_plain = len(own) < 2 or own.startswith(("市", "县", "区"))
    return not is_plain and (rest != name or own not in others)


_GENERIC = re.compile(
    r"(?:轴承|铝业|新能源|再生资源|农机|生物|化学|汽车|医药|电子信息|高端|石化|核电|石材|火车站|航空|高校|学府|孵化|商贸|长三角|沿海|滨海|"
    r"滨河|滨湖|滨江|高铁|动能|职教|教育|功能|幸福|如意|新世纪|商务|软件|风电|裕隆|大雁|国家级?|省级|市|县|区|经济|技术|高新|高科技|科技|产业|工业|循环|生态|旅游|文化|现代|农业|食品|化工|材料|新|物流|综合|保税|出口|加工|"
    r"贸易|合作|边境|跨境|自由|试验|国际|开发|示范|集聚|集中|园区?|基地|港|城|镇|管理|南|北|东|西|中|和|型|特色|专业|轻|重|先进|制造|装备|循|环)+"
)


def main(codes: str, zones: str, folder: str) -> None:
    """Writes both tables into `folder`."""
    rows = read_codes(Path(codes))
    write_regions(rows, Path(folder) / "regions.csv")
    write_zones(Path(zones), Path(folder) / "zones.csv", rows)


if __name__ == "__main__":
    main(*sys.argv[1:4])
