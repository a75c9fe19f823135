"""Chinese dates: what each part of a match of the grammar says."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from leadseam.lang._parts import Parts, named
from leadseam.lang.zh import DIGITS, whole

if TYPE_CHECKING:
    import regex

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
    "来年": 1,
    "下一年": 1,
    "上一年": -1,
    "前一年": -1,
    "今": 0,
    "去": -1,
    "明": 1,
}
_STEPS = {"上年": -1, "上年度": -1, "上一年": -1, "前一年": -1, "次年": 1, "翌年": 1, "下一年": 1}
_RELATIVE_MONTHS = {"本月": 0, "这个月": 0, "上个月": -1, "上月": -1, "下个月": 1, "下月": 1}
_RELATIVE_MONTHS |= {"上一个月": -1, "前一个月": -1, "下一个月": 1, "上上个月": -2, "下下个月": 2}
_RELATIVE_MONTHS |= {"今个月": 0, "当月": 0, "上上月": -2, "下下月": 2}
_WEEKDAYS = {day: at for at, day in enumerate("一二三四五六日")} | {"天": 6, "末": 7}
_WEEKS = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}
_RELATIVE_DAYS = {"今": 0, "昨": -1, "前": -2, "明": 1, "后": 2, "大前": -3, "大后": 3}
_POSITIONS = {
    "初": "start",
    "上旬": "start",
    "中": "mid",
    "中旬": "mid",
    "底": "end",
    "末": "end",
    "下旬": "end",
    "终": "end",
    "始": "start",
    "首": "start",
    "内": "within",
}
_NEAR_UNITS = {"年": "year", "个月": "month", "周": "week", "天": "day", "个季度": "quarter", "个星期": "week"}
_SAME = {"年": "year", "月": "month", "日": "day", "天": "day", "晚": "day", "夜": "day", "期": "year"}


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
    return _parts(match.re, match.groups())


@lru_cache(maxsize=2048)
def _parts(pattern: "regex.Pattern[str]", groups: tuple[str | None, ...]) -> Parts | None:
    """What the groups of a match say: a year's news writes the same few hundred dates."""
    got = named(pattern, groups)
    if got.get("mark", "") and not got["mark"].strip() and "sep" not in got:
        return None
    if "both" in got:
        return Parts(ago=-1 if got["both"][0] == "去" else 0, years=len(got["both"]) - 2)
    if "era" in got:
        return _of_era(got)
    if "tens" in got:
        return Parts(offset=((_int(got["tens"]), "year"),), is_whole=True, spread=10)
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
        fields["year"] = int("".join(str(DIGITS.get(char, 0)) for char in got["hy"]))
    if "fq" in got:
        fields["quarters"] = 3 if got["fq"][-1] in "三3" else 2
    if "yy" in got:
        fields["year"] = _short_year(got["yy"])
    if "stem" in got:
        fields["cycle"] = _cycle(got["stem"])
    return fields


def _cycle(stem: str) -> int:
    """The place of a year in the cycle of sixty, 甲子 as 0."""
    heaven, earth = "甲乙丙丁戊己庚辛壬癸".index(stem[0]), "子丑寅卯辰巳午未申酉戌亥".index(stem[1])
    return (6 * heaven - 5 * earth) % 60


def _of_era(got: dict[str, str]) -> Parts:
    """康熙二十年九月: the months of an era are taken for those of the common calendar."""
    number = 1 if got["ey"] == "元" else _int(got["ey"])
    month = _LUNAR_MONTHS.get(got["m"]) or _int(got["m"]) if "m" in got else None
    return Parts(era=(got["era"], number), month=month, day=_int(got["d"]) if "d" in got else None)


def _portion(got: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if "half" in got:
        fields["half"] = 1 if got["half"][0] in "上前" else 2
    if "hn" in got:
        fields["half"] = int(got["hn"])
    if "pos" in got or "mpos" in got:
        fields |= _position(got.get("pos") or got["mpos"])
    return fields | _portion_of_month(got)


def _portion_of_month(got: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if (got.get("mpos") or "")[-1:] in ("底", "末"):
        fields["is_tail"] = True
    if "hm" in got:
        fields |= {"day": 1, "day2": 15} if got["hm"] in "上前" else {"day": 16, "day2": 31}
    if "season" in got:
        fields["season"] = "春夏秋冬".index(got["season"]) + 1
    if "last" in got:
        fields["quarter"] = 4
    if "wk" in got:
        fields["week"] = _int(got["wk"])
    if "first" in got:
        fields["quarter" if "季" in got["first"] else "month"] = 1
    if "fiscal" in got:
        fields["is_fiscal"] = True
    if "slashed" in got:
        fields["is_unsure"] = int(got["d"]) <= 12 and int(got["d"]) != int(got["m"])
    if got.get("pos") == "年内" or ((got.get("pos") or "").startswith("年") and "y" not in got and "ry" not in got):
        fields["ago"] = 0
    return fields


def _offset(got: dict[str, str]) -> Parts:
    """两年前, 一年半后, 三个月前: the year or month that lies there; weeks and days to the day."""
    unit = {"年": "year", "月": "month", "天": "day", "日": "day", "季度": "quarter"}.get(got["ou"], "week")
    lengths: list[tuple[int, Any]] = []
    if got["on"] == "半":
        lengths.append((6, "month") if unit == "year" else (15, "day"))
    else:
        lengths.append((_int(got["on"]), unit))
    if "oh" in got:
        lengths.append((6, "month"))
    return Parts(offset=tuple(lengths), sense=-1 if got["how"] == "前" else 1, is_whole=True)


def _of_century(got: dict[str, str]) -> Parts | None:
    number = {"上世纪": 20, "上个世纪": 20, "本世纪": 21}.get(got.get("rcent", "")) or (
        _int(got["cent"]) if "cent" in got else None
    )
    words = got.get("cpos", "")
    place: Any = {"初": "start", "早": "start", "前": "start", "晚": "end", "中": "mid", "末": "end", "后": "end"}.get(
        words[:1]
    )
    if "dec" not in got:
        return Parts(decade=((number or 21) * 100 - 100, 100), position=place)
    is_wide = words.endswith("期") and place != "mid"
    if "dec2" in got:
        tens, length = _int(f"{got['dec'][0]}十"), 10 * (_int(got["dec2"]) - _int(got["dec"][0]) + 1)
        return Parts(decade=((number or 20) * 100 - 100 + tens, length)) if length > 10 else None
    tens = _int(got["dec"])
    if tens >= 1000:
        return Parts(decade=(tens, 10), position=place, is_whole=is_wide)
    start = (number * 100 - 100 if number else 1900 if tens >= 30 else 2000) + tens
    return Parts(decade=(start, 10), position=place, is_whole=is_wide)


def _short_year(word: str) -> int:
    digits = "".join(char if char.isdigit() and char.isascii() else str(DIGITS.get(char, 0)) for char in word)
    return int(digits) + (1900 if int(digits) >= 70 else 2000)


def _position(word: str) -> dict[str, Any]:
    if word.endswith("中旬") and word[0] == "上":
        return {"day": 1, "day2": 20}
    if word.endswith("下旬") and word[0] == "中":
        return {"day": 11, "day2": 31}
    return {"position": _POSITIONS.get(word) or _POSITIONS.get(word[-1], "within")}


def _relative(got: dict[str, str], fields: dict[str, Any]) -> Parts | None:
    if "samep" in got:
        return Parts(same="year", ago=_RELATIVE_YEARS[got["ry"]] if "ry" in got else None, year=fields.get("year"))
    if got.get("ry") in _STEPS:
        fields["step"] = _STEPS[got["ry"]]
    tables = (("ry", "ago", _RELATIVE_YEARS), ("rm", "month_ago", _RELATIVE_MONTHS))
    fields |= {key: table[got[name]] for name, key, table in tables if name in got}
    if "rq" in got:
        fields["quarter_ago"] = {"上": -1, "前": -1, "下": 1}.get(got["rq"][0], 0)
    if "rd" in got:
        fields["day_ago"] = _RELATIVE_DAYS[got["rd"][:-1]]
    if "same" in got:
        fields |= {"same": _SAME[got["same"][-1]]} | ({"ago": 0} if got["same"] == "同期" else {})
    if "plan" in got:
        fields |= _of_plan(got)
    if "hol" in got:
        fields["holiday"] = got["hol"]
    if ("mpos" in got or "hm" in got) and not ({"m", "rm"} & set(got)) and "month" not in fields:
        fields["month_ago"] = 0
    return _with_lunar(got, fields | _of_days(got))


def _of_plan(got: dict[str, str]) -> dict[str, Any]:
    """A five-year plan, or its first or last year."""
    ends = {"position": "start" if got["ppos"][0] in "初开" else "end"} if "ppos" in got else {}
    return {"plan": _int(got["plan"]), **ends}


def _of_days(got: dict[str, str]) -> dict[str, Any]:
    """The next day, weeks and their days, the last months, and what is vague."""
    fields: dict[str, Any] = (
        {"same": "month" if got["nextday"] == "次月" else "day", "step": 1} if "nextday" in got else {}
    )
    if "rw" in got:
        fields["week_ago"] = _WEEKS[got["rw"]]
    if "wd" in got:
        fields["weekday"] = _WEEKDAYS[got["wd"]]
    if "near" in got and got["n"] != "几":
        fields["near"] = _near(got)
        fields["is_whole"] = "nh" in got
    fields["is_fuzzy"] = "fuzzy" in got or got.get("n") == "几"
    return fields


def _near(got: dict[str, str]) -> tuple[int, Any, int]:
    sense = 1 if got["near"] in ("未来", "今后", "接下来", "下") else -1
    if got["n"] == "半":
        return 6, "month", sense
    if "nh" in got:
        return _int(got["n"]) * 12 + 6, "month", sense
    return _int(got["n"]), _NEAR_UNITS[got["nu"]], sense


def _with_lunar(got: dict[str, str], fields: dict[str, Any]) -> Parts | None:
    if "lunar" not in got:
        return Parts(**fields)
    written = got["lunar"] if "月" in got["lunar"] else f"正月{got['lunar']}"
    lunar = _lunar(written.removeprefix("闰"))
    year, ago = fields.get("year"), fields.get("ago")
    cycle = fields.get("cycle")
    return Parts(lunar=lunar, year=year, ago=ago, cycle=cycle, is_leap=got["lunar"].startswith("闰")) if lunar else None


def _int(word: str) -> int:
    if word == "元":
        return 1
    return int(word) if word[0].isdigit() else int(whole(word.replace("廿", "二十")) or 0)


def _lunar(word: str) -> tuple[int, int] | None:
    head, _, day = word.removeprefix("农历").partition("月")
    month = _LUNAR_MONTHS.get(head) or (_int(head) if head else None)
    number = day.removeprefix("初").replace("廿", "二十")
    value = _int(number) if number else 0
    return (month, value) if month and 0 <= value <= 30 else None
