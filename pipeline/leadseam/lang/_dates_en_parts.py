"""What each part of a match of the English date grammar says."""

from typing import TYPE_CHECKING, Any

from leadseam.lang._dates_en_words import (
    DECADES,
    HOLIDAYS,
    MONTHS,
    ORD,
    ORDINALS,
    PLAN_NUMBERS,
    POSITIONS,
    RELATIVE_DAYS,
    RELATIVE_YEARS,
    SEASONS,
    SENSES,
    UNDER_ANCHOR,
    UNITS,
    WEEKDAYS,
)
from leadseam.lang._parts import Counted, How, Parts, Unit, named
from leadseam.lang.en import WORDS

if TYPE_CHECKING:
    import regex


def date_parts(match: "regex.Match[str]") -> Parts | None:
    """What a match of `DATE` says, or None where the words are no date."""
    got = named(match.re, match.groups())
    fields = _figures(match, got)
    if got.get("ysep") == "/" and int(got["y2"]) % 100 != (fields["year"] + 1) % 100:
        return None
    if "d1" in got:
        return _slashed(got)
    if "ym" in got or "my" in got:
        return _month_of_year(got)
    if "fy" in got:
        return Parts(is_fiscal=True, quarter=fields.get("quarter"))
    if "on" in got or "inn" in got:
        return _offset(match, got)
    fields |= _years(got)
    return _relative(got, fields | _portion(got) | _period(got))


def _figures(match: "regex.Match[str]", got: dict[str, str]) -> dict[str, Any]:
    """Years, months and days that are written as such."""
    fields: dict[str, Any] = {}
    for name, key in (("y", "year"), ("d", "day"), ("d2", "day2"), ("qd", "quarter"), ("hd", "half"), ("nm", "month")):
        if name in got:
            fields[key] = _ordinal(got[name])
    for name, key in (("m", "month"), ("m2", "month2")):
        if name in got:
            fields[key] = int(got[name]) if got[name].isdigit() else MONTHS.index(got[name][:3]) + 1
    if "da" in got and (_ordinal(got["da"]) == fields["day"] + 1 or _follows(match, "between")):
        fields["day2"] = _ordinal(got["da"])
    return fields


def _follows(match: "regex.Match[str]", word: str) -> bool:
    return match.string.endswith(f"{word} ", max(0, match.start() - len(word) - 1), match.start())


def _years(got: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if "sy" in got:
        fields["year"] = _short_year(got["sy"])
    if "cy" in got:
        fields["year"] = _short_year(got["cy"])
    if "yw" in got:
        fields["year"] = _spoken_year(got["yw"])
    if "y2" in got:
        fields["year2"] = int(got["y2"]) if len(got["y2"]) == 4 else int(got["y"]) // 100 * 100 + int(got["y2"])
    return fields


def _ordinal(word: str) -> int:
    if word[0].isdigit() or word[-1].isdigit():
        return int("".join(filter(str.isdigit, word)))
    if word in WORDS:
        return WORDS[word]
    return sum(ORDINALS.get(part) or WORDS.get(part, 0) for part in word.replace("-", " ").split())


def _short_year(written: str) -> int:
    return int(written) if len(written) == 4 else int(written) + (1900 if int(written) >= 50 else 2000)


def _spoken_year(words: str) -> int | None:
    """The year of "two thousand and five", "nineteen ninety-four" or "two hundred and six"."""
    tokens = [word for word in words.replace("-", " ").split() if word != "and"]
    if not {"thousand", "hundred"} & set(tokens):
        return WORDS[tokens[0]] * 100 + sum(WORDS.get(word, 0) for word in tokens[1:])
    total = section = 0
    for word in tokens:
        if word == "thousand":
            total, section = section * 1000, 0
        else:
            section = section * 100 if word == "hundred" else section + WORDS.get(word, 0)
    return total + section or None


def _month_of_year(got: dict[str, str]) -> Parts:
    """A month such as 2016/11 or 11/2016; 2016-17 was tried as years before."""
    first, _, second = (got.get("ym") or got["my"]).replace("/", "-").replace(" ", "").partition("-")
    year, month = (int(first), int(second)) if "ym" in got else (int(second), int(first))
    if month == (year + 1) % 100:
        return Parts(year=year, year2=year + 1)
    return Parts(year=year, month=month)


def _offset(match: "regex.Match[str]", got: dict[str, str]) -> Parts:
    """So long ago, from now or later; "in three years" only counts where something is going to happen then."""
    if "inn" in got:
        count, unit = _step(got["inn"], got["inu"])
        if "within" in got:
            return Parts(near=(count, unit, 1), is_promised=True)
        return Parts(offset=((count, unit),), sense=1, is_promised="time" not in got)
    if "many" in got or any(word in got["on"] for word in ("few", "several", "couple")):
        return Parts(is_fuzzy=True)
    how = got["how"]
    sense = -1 if how in ("ago", "earlier") else 1
    steps = tuple(map(_step, match.captures("on"), match.captures("ou")))
    if "more" in got:
        steps = (*steps, _step("half", steps[-1][1]))
    return Parts(offset=steps, sense=sense, same="day" if how in ("later", "earlier") else None)


def _step(count: str, unit: str) -> tuple[int, Unit]:
    if count.startswith("half"):
        return {"year": (6, "month"), "decade": (5, "year"), "week": (3, "day")}.get(unit, (15, "day"))  # type: ignore[return-value]
    return (1 if count in ("a", "an") else _count(count)), UNITS[unit]


def _nth(words: str) -> int:
    """Which one of a period, counted from its end below zero: the second to last is -2."""
    if words in ("last", "final", "penultimate"):
        return -2 if words == "penultimate" else -1
    if words.endswith("last"):
        return -_ordinal(words.removesuffix("last").strip(" -").removesuffix("to").strip(" -"))
    return _ordinal(words)


def counted(match: "regex.Match[str]") -> Counted:
    """What a match of `COUNTED` counts from the date that follows it."""
    got = named(match.re, match.groups())
    unit = got.get("next") or got.get("unit", "year")
    weekday = WEEKDAYS.index(unit) if unit in WEEKDAYS else None
    count = 1
    if "n" in got or got.get("ended", "ended") not in ("ended", "ending"):
        count, unit = _step(got.get("n") or got["ended"], unit)
    is_back = got.get("how") in ("before", "prior to", "ahead of")
    if "half" in got:
        return Counted("half", 1 if got["half"] == "first" else 2)
    if "around" in got:
        how: How = "around" if got["around"] == "of" else "ended" if got["around"].startswith("end") else "starting"
        return Counted(how, 1, "weekend" if unit == "weekend" else "week")
    if "pos" in got:
        return Counted("third", {"start": 1, "mid": 2, "end": 3}[POSITIONS[got["pos"]]])
    if "nth" in got:
        return Counted("nth", _nth(got["nth"]), unit, weekday)
    if "edge" in got:
        return Counted("first" if got["edge"] == "first" else "last", count, unit)
    if "ended" in got:
        return Counted("ended", count, unit)
    if "next" in got:
        return Counted("beside", -1 if is_back else 1, unit)
    return Counted("within" if got.get("within") == "within" else "offset", -count if is_back else count, unit)


def _portion(got: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if "q" in got:
        fields["quarter"] = ORD[got["q"]]
    if "mq" in got:
        fields["quarter"] = MONTHS.index(got["mq"]) // 3 + 1
    if "half" in got:
        fields["half"] = 1 if got["half"] in ("first", "1st") else 2
    if "wn" in got:
        fields["week"] = int(got["wn"])
    if "fn" in got:
        fields["months" if got["fu"] == "months" else "quarters"] = _count(got["fn"])
    if "ln" in got:
        fields["last_months"] = _count(got["ln"])
    return fields


def _period(got: dict[str, str]) -> dict[str, Any]:
    """Ends of years, weeks of months, seasons, decades and centuries, and positions in what is told."""
    fields: dict[str, Any] = {}
    if "yend" in got:
        fields |= {"position": "end"} | ({} if "y" in got else {"ago": 0})
    if "ymid" in got:
        fields |= {"position": "mid", "is_third": True} | ({} if "y" in got else {"ago": 0})
    if "mend" in got:
        fields |= {"position": "end", "is_tail": True, "month_ago": 0}
    if "season" in got:
        fields["season"] = SEASONS[got["season"]]
    if "pos" in got:
        fields["position"] = next(place for word, place in POSITIONS.items() if word in got["pos"])
        fields["is_third"] = True
    if "cent" in got:
        fields["decade"] = (_ordinal(got["cent"]) * 100 - 100, 100)
    if "tens" in got and "of" in got:
        fields["decade"] = (100 * WORDS[got["of"]] + DECADES[got["tens"]], 10)
    elif "tens" in got:
        fields["decade"] = (1900 + (DECADES.get(got["tens"]) or int(got["tens"])), 10)
    if "dec" in got:
        first = int(got["dec"])
        fields["decade"] = (first, 100 if first % 100 == 0 and first < 1900 else 10)
    return fields


def _relative(got: dict[str, str], fields: dict[str, Any]) -> Parts | None:
    if "then" in got:
        return Parts(offset=((1, "year"),), sense=SENSES[got["then"]])
    if "samep" in got:
        year = int(got["samep"]) if got["samep"].isdigit() else None
        return Parts(same="year", ago=None if year else -1, year=year)
    tables = (("rd", "day_ago", RELATIVE_DAYS), ("hol", "holiday", HOLIDAYS))
    fields |= {key: table[got[name]] for name, key, table in tables if name in got}
    fields |= _turned(got)
    senses = (("rm", "month_ago"), ("rq", "quarter_ago"), ("rw", "week_ago"))
    fields |= {key: SENSES[got[name].split()[0]] for name, key in senses if name in got}
    if "ry" in got:
        ago = RELATIVE_YEARS.get(got["ry"])
        fields |= {"same": "year"} if ago is None else {"ago": ago}
        fields["step"] = {"the previous year": -1, "the year before": -1, "the following year": 1}.get(got["ry"])
    if "wd" in got or "we" in got:
        fields["weekday"] = WEEKDAYS.index(got["wd"]) if "wd" in got else 7
    if "same" in got:
        fields["same"] = got["same"].split()[-1]
    if "plan" in got:
        fields |= _plan(got)
    return Parts(**fields | _vague(got, fields))


def _turned(got: dict[str, str]) -> dict[str, Any]:
    """What is this, the last or the next one, or the one before or after those."""
    fields: dict[str, Any] = {}
    if turn := got.get("turn") or got.get("tm"):
        fields |= {"ago": 0} if SENSES[turn] == 0 else {"turn": SENSES[turn]}
    if "bl" in got:
        fields[UNDER_ANCHOR[got["bl"]]] = -2 if got["way"] == "before last" else 2
    if (unit := got.get("this") or got.get("mo")) in UNDER_ANCHOR:
        fields[UNDER_ANCHOR[unit]] = 0
    if "nd" in got:
        fields |= {"same": "day", "step": -1 if got["nd"] in ("previous", "before") else 1}
    return fields


def _vague(got: dict[str, str], fields: dict[str, Any]) -> dict[str, Any]:
    """Periods counted from the anchor and portions of a year."""
    more: dict[str, Any] = {"is_fuzzy": "fuzzy" in got or got.get("n") in ("few", "several", "couple of")}
    if "near" in got and not more["is_fuzzy"]:
        more["near"] = (_count(got["n"]), UNITS[got["nu"].rstrip("s")], SENSES[got["near"]])
    if "turned" in got:
        more["ago"] = SENSES[got["turned"]]
    if "near1" in got:
        more["near"] = (1, "year", SENSES[got["near1"]])
    if "rest" in got:
        more |= {"portion": "rest", UNDER_ANCHOR[got["rest"]]: 0}
    if "rdec" in got:
        more["near"] = (10, "year", -1) if got["rdec"] == "past" else (1, got["rdu"], SENSES[got["rdec"]])
    if got.get("this") in ("decade", "century"):
        more["near"] = (1, got["this"], 0)
    if "side" in got or "ytd" in got:
        key = UNDER_ANCHOR[got.get("sp", "year")]
        more |= {"portion": "rest" if got.get("side") == "later" else "past", key: 0}
    return more


def _plan(got: dict[str, str]) -> dict[str, int]:
    number = PLAN_NUMBERS.get(got["plan"]) or int(got["plan"].removesuffix("th"))
    return {"plan": number} | ({"year": int(got["py"]), "year2": int(got["py2"])} if "py" in got else {})


def _slashed(got: dict[str, str]) -> Parts | None:
    """The day of 3/25/2024 or 25/3/2024; where either could be the month, it comes first, flagged."""
    first, second = int(got["d1"]), int(got["d3"])
    year = _short_year(got["y"]) if "y" in got else None
    if first > 12 >= second >= 1 and first <= 31:
        return Parts(year=year, month=second, day=first)
    if not (1 <= first <= 12 and 1 <= second <= 31):
        return None
    return Parts(year=year, month=first, day=second, is_unsure=second <= 12 and first != second)


def _count(word: str) -> int:
    return int(word) if word.isdigit() else WORDS[word]
