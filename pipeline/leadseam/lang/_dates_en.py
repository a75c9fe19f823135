"""English dates: the grammar of what is written, and what each part of a match says.

All patterns are for shadow text: lower case, half width, every dash a hyphen.
"""

from typing import TYPE_CHECKING, Any

from leadseam.lang._parts import Parts, named
from leadseam.lang.en import WORDS

if TYPE_CHECKING:
    import regex

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MON = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?)(?![a-z])"
)
_ORDINALS = dict(
    zip(
        (
            *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
            *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
            *("eighteenth", "nineteenth", "twentieth"),
        ),
        range(1, 21),
        strict=True,
    )
) | {"thirtieth": 30}
_ORDINAL = rf"(?:(?:twenty|thirty)[-\s])?(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})(?![a-z])"
_CARDINAL = r"(?:(?:twenty|thirty)[-\s](?:one|two|three|four|five|six|seven|eight|nine)|twenty|thirty)(?![a-z])"
r"(?! (?:million|billion))"
_DIGITAL = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%a-z])"
_DAY = rf"(?:{_DIGITAL}|{_ORDINAL}|{_CARDINAL})"
_YEAR = r"(?:19|20)\d\d(?![\d%,]\d|\d|%)"
_SPOKEN = (
    r"two thousand(?:(?: and)? (?:(?:twenty|thirty)(?:[-\s][a-z]{3,5})?|[a-z]{3,9}))?"
    r"|(?:nineteen|twenty)[-\s](?:[a-z]{3,6}ty[-\s][a-z]{3,5}|[a-z]{3,6}ty|[a-z]{3,6}teen|eleven|twelve)"
)
_RY_ALONE = (
    r"last year|this year|current year|next year|the year before last|the year after next|the previous year"
    r"|the following year"
    r"|the year before|the same year|that year"
)
_RY = rf"{_RY_ALONE}|the year"
_OF = r"(?:\s?,?\s(?:of\s|in\s)?|,\s?)"
_WHEN = rf"(?:{_OF}(?:(?P<y>{_YEAR})|(?P<ry>{_RY})|(?P<yw>{_SPOKEN})(?![a-z])|'(?P<sy>\d\d)(?![\ds])))"
_RM = r"(?P<rm>(?:last|this|next|previous|coming|upcoming|following|past|current) month)"
_THIS = r"last|this|next|previous|coming|upcoming|following|past|current"
_UNTIL = r"\s?(?:-{1,2}|to|through|thru|till|until)\s?(?:the )?"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = rf"(?:{'|'.join(_WEEKDAYS)})"
_ORD = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4, "final": 4}
_COUNT = {word: value for word, value in WORDS.items() if value}
_RELATIVE_YEARS = {
    "last year": -1,
    "the previous year": -1,
    "the year before": -1,
    "this year": 0,
    "current year": 0,
    "next year": 1,
    "the year before last": -2,
    "the year after next": 2,
    "the following year": 1,
    "the year": 0,
}
_SENSES = {"last": -1, "previous": -1, "past": -1, "recent": -1, "preceding": -1, "this": 0, "current": 0, "next": 1}
_SENSES |= dict.fromkeys(("coming", "upcoming", "following"), 1)
_RELATIVE_DAYS = {
    "the day before yesterday": -2,
    "day before yesterday": -2,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
}
_HOLIDAYS = {
    "new year's day": "new_year",
    "new year's eve": "new_year_eve_solar",
    "spring festival": "spring_festival",
    "lunar new year": "spring_festival",
    "chinese new year": "spring_festival",
    "lantern festival": "lantern",
    "qingming festival": "qingming",
    "tomb-sweeping day": "qingming",
    "labor day": "labor",
    "labour day": "labor",
    "may day": "labor",
    "dragon boat festival": "dragon_boat",
    "mid-autumn festival": "mid_autumn",
    "national day": "national",
    "christmas eve": "christmas_eve",
    "christmas day": "christmas",
    "christmas": "christmas",
    "thanksgiving day": "thanksgiving",
    "thanksgiving": "thanksgiving",
    "independence day": "independence",
    "valentine's day": "valentine",
    "halloween": "halloween",
    "mother's day": "mothers",
    "father's day": "fathers",
    "women's day": "women",
    "new year day": "new_year",
    "new years day": "new_year",
    "new year eve": "new_year_eve_solar",
}
_PLANS = ("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "ninth", "eighth")
_PLAN_NUMBERS = {
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
}
_COUNTS = "|".join(sorted(_COUNT, key=len, reverse=True))
_LENGTH = rf"(?P<n>\d{{1,2}}|{_COUNTS}|few|several) (?P<nu>years|months|weeks|days|quarters|decades)"
_UNIT_WORDS = "year|month|week|day|quarter|decade"
_AGO = rf"(?P<on>\d{{1,2}}|half an?|an?|{_COUNTS}) (?P<ou>year|month|week|day|quarter|decade)s?"
_MONTHLY = (
    rf"(?P<m>{_MON})(?:{_UNTIL}|\sand\s|/)(?P<m2>{_MON})(?!\s\d{{1,2}}(?!\d)){_WHEN}?",
    rf"(?:{_WEEKDAY},?\s)?(?P<m>{_MON})[\s-]?(?:the )?(?P<d>{_DAY})(?:{_UNTIL}(?P<d2>{_DAY}))?(?:{_WHEN}|-"
    rf"(?P<y>{_YEAR}))?",
    rf"(?<=between (?:the )?)(?P<d>{_DAY})\sand\s(?:the )?(?P<d2>{_DAY})\s(?:of\s)?(?:(?P<m>{_MON}){_WHEN}?|{_RM})",
    rf"(?:{_WEEKDAY},?\s(?:the )?)?(?P<d>{_DIGITAL})\.?(?:{_UNTIL}(?P<d2>{_DIGITAL}))?(?:\sday)?[\s-](?:of\s)?"
    rf"(?P<m>{_MON})(?:{_WHEN}|-(?P<y>{_YEAR}))?",
    rf"(?P<d>{_DIGITAL}){_UNTIL}(?P<m>{_MON})\s(?P<d2>{_DIGITAL}){_WHEN}?",
    rf"(?P<d>{_ORDINAL})(?:{_UNTIL}(?P<d2>{_ORDINAL}))?(?:\sday)?\sof\s(?:(?P<m>{_MON}){_WHEN}?|{_RM})",
    rf"(?P<d>{_DIGITAL})(?:{_UNTIL}(?P<d2>{_DIGITAL}))?(?:\sday)?\s(?:of|in)\s{_RM}",
    rf"(?P<nm>\d{{1,2}}(?:st|nd|rd|th)|{_ORDINAL}) month of (?:(?P<y>{_YEAR})|(?P<ry>{_RY}))",
    rf"(?:(?P<pos>(?:the )?(?:end|beginning|start|middle|mid) of|early|mid|late)[-\s](?:in )?)?(?P<m>{_MON}){_WHEN}?",
    rf"(?P<tm>{_THIS})\s(?P<m>{_MON})(?:\s(?P<d>{_DIGITAL}))?",
    rf"(?P<y>{_YEAR})(?:\s|\s?,\s|[-/.])(?P<m>{_MON})(?:[-/.](?P<d>{_DIGITAL})|(?![-/.\s,]{{0,2}}\d))",
    rf"(?P<pos>(?:the )?(?:end|beginning|start|middle|mid) of|early|mid|late)[-\s](?:{_RM}|(?:the )?(?P<mo>month)"
    rf"(?= |[,.;]|$))",
)
_NUMERIC = (
    r"(?P<d1>[0-3]\d)/(?P<d3>[0-3]\d)(?<=(?:1[3-9]|2\d|3[01])/\d\d|/(?:1[3-9]|2\d|3[01]))(?![\d/%.])",
    r"(?P<d1>[0-3]?\d)(?P<sep>[-/.])(?P<d3>[0-3]?\d)(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)",
    r"(?P<d1>[0-3]?\d)/(?P<d3>[0-3]?\d)(?:/(?P<y>\d\d)(?![\d/])|,\s?(?P<y>(?:19|20)\d\d)(?!\d))",
    r"(?<=(?:\b(?:on|by|from|till|until|before|after|since|this|back)\s)|\d-)(?P<d1>[01]?\d|2\d|3[01])/"
    r"(?P<d3>[0-3]?\d)(?=[,;!?)-]|\.?$|\.?\s(?:at|with|in|and|to|the|we|it|for)\b)",
    r"(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)",
    r"(?P<ym>(?:19|20)\d\d\s?[-/]\s?(?:1[0-2]|0?[1-9]))(?![\d/%-]|[.,]\d)",
    r"(?P<my>(?:1[0-2]|0?[1-9])\s?[-/]\s?(?:19|20)\d\d)(?![\d/%-]|[.,]\d)",
)
_DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70}
_DECADES |= {"eighties": 80, "nineties": 90}
_PERIODS = (
    rf"(?P<q>first|second|third|fourth|final|1st|2nd|3rd|4th|last(?= quarter (?:of|in)\b)) quarter{_WHEN}?",
    rf"(?P<rq>{_THIS}) quarter",
    rf"(?:quarter |q)(?P<qd>[1-4])(?:{_WHEN}|\s?(?P<y>{_YEAR}))?|h(?P<hd>[12])(?:{_WHEN}|\s(?P<y>{_YEAR}))",
    rf"(?P<qd>[1-4])q(?:{_WHEN}|\s?(?P<y>{_YEAR}))?",
    r"(?P<y>(?:19|20)\d\d)[ -]?(?:q(?P<qd>[1-4])|h(?P<hd>[12]))",
    rf"(?P<half>first|second|1st|2nd|latter) half(?: year)?(?:{_WHEN}| of the year)?",
    rf"first (?P<fn>\d{{1,2}}|{_COUNTS}) (?P<fu>months|quarters){_WHEN}?",
    rf"(?:the )?last (?P<ln>\d{{1,2}}|{_COUNTS}) months of (?:(?P<y>{_YEAR})|(?P<ry>{_RY}))",
    rf"(?:the )?(?:(?P<pos>early|late|mid)(?:-|\s)(?:in )?|(?P<pos>end|beginning|start|middle)\s(?:of )?)"
    rf"(?P<y>{_YEAR})",
    rf"(?:the )?(?:(?P<pos>early|late|mid)(?:-|\s)|(?P<pos>end|beginning|start|middle|early|late)\s(?:of|in) )"
    rf"(?P<ry>{_RY})",
    r"(?P<ytd>(?:this year |the year |year[- ])to[- ]date)|(?P<side>earlier|later) (?P<ry>this year)",
    rf"the same period (?:of |in )?(?:the )?(?P<samep>last year|previous year|{_YEAR})",
    rf"(?P<plan>\d{{1,2}}th|{'|'.join(_PLANS)})\"? five[- ]year plan\"?(?: period)?"
    r"(?:\"?\s?\((?P<py>\d{4})\s?-\s?(?P<py2>\d{4})\))?",
    r"(?P<cent>\d{1,2})(?:st|nd|rd|th)\s{1,2}century",
    r"(?:the )?(?:(?P<pos>early|mid|late)[-\s])?(?P<dec>(?:1[6-9]|20)\d0)'?s",
    rf"the (?:(?P<pos>early|mid|late)[-\s])?(?:'?(?P<tens>[2-9]0)'?s|(?P<tens>{'|'.join(_DECADES)}))",
    rf"(?:the )?(?P<rdec>{_THIS}) decade",
)
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_RELATIVE = (
    rf"(?:the )?(?P<season>spring|summer|autumn|fall|winter) (?:of |in )?(?:(?P<y>{_YEAR})|(?P<ry>last year"
    rf"|this year|next year))",
    rf"(?:the )?(?P<near>past|last|recent|next|coming|previous|following|preceding) {_LENGTH}",
    rf"(?P<n>\d{{1,2}}|{_COUNTS}) (?P<near>past|last|previous|next|coming) (?P<nu>years|months|weeks|days|quarters)",
    rf"(?:{_AGO}(?:,? and |, | )){{0,2}}{_AGO} (?P<how>ago|from now)",
    rf"(?P<rw>{_THIS}) week(?P<we>end)?(?! of)",
    r"(?:the )?(?P<near1>past|coming) year",
    rf"{_WEEKDAY},? the (?P<d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))(?! of)",
    r"(?:the )?rest of (?:the |this )(?P<rest>year|month|week)",
    rf"(?P<nth>first|second|third|fourth|last) week of (?P<m>{_MON}){_WHEN}?",
    rf"(?P<y>{_YEAR}) (?P<yend>year[- ]end)|(?:the )?(?P<yend>year[- ]end)(?: (?:of )?(?P<y>{_YEAR}))?",
    rf"(?:(?P<rw>last|this|next|coming) )?(?<!black )(?P<wd>{_WEEKDAY})(?!'s)",
    rf"(?P<ry>{_RY_ALONE})(?:'s)?",
    r"(?:on|of) the (?P<d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))(?=[,.;!?)]|$)",
    _RM,
    r"(?P<same>(?:the |in the )?same (?:month|day|year)|that (?:month|day|same day))",
    r"(?P<rd>today|(?:the )?day before yesterday|yesterday|(?:the )?day after tomorrow|tomorrow)(?!'s)",
    rf"(?:the )?(?:(?P<y>{_YEAR}) )?(?P<hol>{'|'.join(sorted(_HOLIDAYS, key=len, reverse=True))})(?:,? (?:of "
    rf"|in )?(?:(?P<y>{_YEAR})|(?P<ry>{_RY_ALONE})))?",
    r"(?P<fuzzy>recently|in recent (?:years|months|days)|a few days ago|the other day|not long ago|at present"
    r"|currently)",
)
_COUNTED = (
    r"yuan|mu|m2|tons?|people|persons|square|acres|rmb|usd|dollars|units|sets|enterprises|companies|projects|employees"
    r"|hectares|jobs|kilometers|km|million|billion|hundred|thousand|-\d"
)
_AFTER_THE = (
    r"early|mid|late|end|rest|beginning|start|middle|last|this|next|previous|coming|upcoming|following|past"
    r"|current|recent"
    r"|preceding|same|year|day|first|second|third|fourth|final|latter|spring|summer|autumn|fall|winter|lunar|chinese"
    rf"|'?\d|{'|'.join(_DECADES)}|{'|'.join(_PLANS)}|{'|'.join(word.split()[0] for word in _HOLIDAYS)}"
)
# Where a date can start: cheap to look for, so that the grammar below is tried at few places.
DATE_START = (
    rf"(?<![a-z\d])(?:(?=\d)|{_MON}|{_WEEKDAY}|the (?={_AFTER_THE}|{_ORDINAL})|in (?=the same|recent)|o[nf] the (?=\d)"
    rf"|(?:{_AFTER_THE}|{_ORDINAL}|{_COUNTS}|half an?|q[1-4]|h[12]|quarter [1-4]|today|yesterday|tomorrow|earlier|later"
    rf"|that|year[- ]end|recently|not long|at present|currently|thanksgiving)(?![a-z])|an? (?:few days|{_UNIT_WORDS}))"
)
DATE = (
    rf"(?<![a-z\d$/])(?<!\d[.,])(?:{'|'.join((*_MONTHLY, *_NUMERIC, *_PERIODS, *_RELATIVE))})(?![a-z\d])"
    rf"|(?<![\w$.,/-])(?P<y>{_YEAR})(?:\s?(?P<ysep>-|~|to|through)\s?(?P<y2>(?:19|20)\d\d|\d\d)(?![\d%-]|[.,]\d))?"
    rf"(?P<bare>(?![\d%]|\s?(?:{_COUNTED})))"
)
DATE_BEFORE: tuple[tuple[str, str], ...] = (
    (r"\b(?:as of|as at|up to|ending|ended)(?: the)?(?: end of)?\s$", "as_of"),
    (r"\b(?:by|until|no later than)(?: the)?\s$", "by"),
    (r"\b(?:before|prior to|earlier than)(?: the)?\s$", "before"),
    (r"\b(?:after|later than)(?: the)?\s$", "after"),
    (r"\b(?:ever since|since|starting from|starting in|starting on|starting)(?: the)?\s?[\"']?$", "since"),
    (r"\b(?:around|about|circa)(?: the)?\s$", "around"),
)
DATE_AFTER: tuple[tuple[str, str], ...] = (
    (r" or later(?! than)| and (?:later|after)", "onwards"),
    (r" (?:and|to|until|till|through) (?:now|the present|today|date)(?![a-z])", "since"),
    (r" or (?:earlier|before)(?! than)", "until"),
    (r" onwards?| on(?=[,.])", "since"),
)
DATE_RANGE = r"\s?(?:-{1,2}|to|through|until|till|and)\s?"
OWN_YEAR = r"this year|\bwill\b|year of"
DATELINE = r"(?:\(|\w,|news,?|reported,?|dateline:?)\s$"
FOUNDED = r"\b(?:founded|established|born|listed|incorporated)\b"
PLANNED = (
    r"\b(?:will|plans?|planned|expect(?:s|ed)|scheduled|due|is to|are to|going to|aims?|strives?|by the end of)\b"
    r"|\bby\s$"
)
FUTURE = r"\b(?:will|plans?|planned|expected|scheduled|by|due|is to|are to|going to|aims?|strives?)\b"
_POSITIONS = {
    "early": "start",
    "beginning": "start",
    "start": "start",
    "mid": "mid",
    "middle": "mid",
    "late": "end",
    "end": "end",
}
_UNITS: dict[str, Any] = {word: word for word in ("year", "month", "week", "day", "quarter", "decade")}


def date_parts(match: "regex.Match[str]") -> Parts | None:
    """What a match of `DATE` says, or None where the words are no date."""
    got = named(match)
    fields: dict[str, Any] = {}
    for name, key in (("y", "year"), ("d", "day"), ("d2", "day2"), ("qd", "quarter"), ("hd", "half"), ("nm", "month")):
        if name in got:
            fields[key] = _ordinal(got[name])
    for name, key in (("m", "month"), ("m2", "month2")):
        if name in got:
            fields[key] = int(got[name]) if got[name].isdigit() else _MONTHS.index(got[name][:3]) + 1
    if "d1" in got:
        return _slashed(got)
    if "ym" in got or "my" in got:
        return _month_of_year(got)
    if "on" in got:
        return _offset(match, got["how"])
    fields |= _years(got)
    return _relative(got, fields | _portion(got) | _period(got))


def _years(got: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if "sy" in got:
        fields["year"] = _short_year(got["sy"])
    if "yw" in got:
        fields["year"] = _spoken_year(got["yw"])
    if "y2" in got:
        fields["year2"] = int(got["y2"]) if len(got["y2"]) == 4 else int(got["y"]) // 100 * 100 + int(got["y2"])
    return fields


def _ordinal(word: str) -> int:
    if word[0].isdigit() or word[-1].isdigit():
        return int("".join(filter(str.isdigit, word)))
    return sum(_ORDINALS.get(part) or WORDS.get(part, 0) for part in word.replace("-", " ").split())


def _short_year(written: str) -> int:
    return int(written) if len(written) == 4 else int(written) + (1900 if int(written) >= 50 else 2000)


def _spoken_year(words: str) -> int | None:
    first, *rest = words.replace("-", " ").split()
    if first == "two":
        return 2000 + sum(WORDS.get(word, 0) for word in rest[1:])
    return WORDS[first] * 100 + sum(WORDS.get(word, 0) for word in rest)


def _month_of_year(got: dict[str, str]) -> Parts:
    """A month such as 2016/11 or 11/2016; 2016-17 was tried as years before."""
    first, _, second = (got.get("ym") or got["my"]).replace("/", "-").replace(" ", "").partition("-")
    year, month = (int(first), int(second)) if "ym" in got else (int(second), int(first))
    if month == (year + 1) % 100:
        return Parts(year=year, year2=year + 1)
    return Parts(year=year, month=month)


def _offset(match: "regex.Match[str]", how: str) -> Parts:
    if match["on"].startswith("half"):
        return Parts(
            offset=((6, "month"),) if match["ou"] == "year" else ((15, "day"),), sense=-1 if how == "ago" else 1
        )
    counts = (1 if word in ("a", "an") else _count(word) for word in match.captures("on"))
    units = (_UNITS[word] for word in match.captures("ou"))
    return Parts(offset=tuple(zip(counts, units, strict=True)), sense=-1 if how == "ago" else 1)


def _portion(got: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if "q" in got:
        fields["quarter"] = _ORD[got["q"]]
    if "half" in got:
        fields["half"] = 1 if got["half"] in ("first", "1st") else 2
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
    if "nth" in got:
        at = ("first", "second", "third", "fourth").index(got["nth"]) if got["nth"] != "last" else None
        fields |= {"position": "end", "is_tail": True} if at is None else {"day": 7 * at + 1, "day2": 7 * at + 7}
    if "season" in got:
        fields["season"] = _SEASONS[got["season"]]
    if "pos" in got:
        fields["position"] = next(place for word, place in _POSITIONS.items() if word in got["pos"])
        fields["is_tail"] = got["pos"].startswith(("end", "the end"))
    if "cent" in got:
        fields["decade"] = (int(got["cent"]) * 100 - 100, 100)
    if "tens" in got:
        fields["decade"] = (1900 + (_DECADES.get(got["tens"]) or int(got["tens"])), 10)
    if "dec" in got:
        fields["decade"] = (int(got["dec"]), 10)
    return fields


def _relative(got: dict[str, str], fields: dict[str, Any]) -> Parts | None:
    if "samep" in got:
        year = int(got["samep"]) if got["samep"].isdigit() else None
        return Parts(same="year", ago=None if year else -1, year=year)
    tables = (("rd", "day_ago", _RELATIVE_DAYS), ("hol", "holiday", _HOLIDAYS))
    fields |= {key: table[got[name]] for name, key, table in tables if name in got}
    senses = (("rm", "month_ago"), ("rq", "quarter_ago"), ("rw", "week_ago"))
    fields |= {key: _SENSES[got[name].split()[0]] for name, key in senses if name in got}
    if "ry" in got:
        ago = _RELATIVE_YEARS.get(got["ry"])
        fields |= {"same": "year"} if ago is None else {"ago": ago}
        fields["step"] = {"the previous year": -1, "the year before": -1, "the following year": 1}.get(got["ry"])
    if "mo" in got:
        fields["month_ago"] = 0
    if "wd" in got or "we" in got:
        fields["weekday"] = _WEEKDAYS.index(got["wd"]) if "wd" in got else 7
    if "same" in got:
        fields["same"] = got["same"].split()[-1]
    if "plan" in got:
        fields |= _plan(got)
    return Parts(**fields | _vague(got, fields))


def _vague(got: dict[str, str], fields: dict[str, Any]) -> dict[str, Any]:
    """Periods counted from the anchor and portions of a year."""
    more: dict[str, Any] = {"is_fuzzy": "fuzzy" in got or got.get("n") in ("few", "several")}
    if "near" in got and not more["is_fuzzy"]:
        more["near"] = (_count(got["n"]), _UNITS[got["nu"].rstrip("s")], _SENSES[got["near"]])
    if "near1" in got:
        more["near"] = (1, "year", _SENSES[got["near1"]])
    if "rest" in got:
        more |= {"portion": "rest", {"year": "ago", "month": "month_ago", "week": "week_ago"}[got["rest"]]: 0}
    if "rdec" in got:
        more["near"] = (10, "year", -1) if got["rdec"] == "past" else (1, "decade", _SENSES[got["rdec"]])
    if "tm" in got and _SENSES[got["tm"]] == 0:
        more["ago"] = 0
    if "side" in got or "ytd" in got:
        more |= {"portion": "rest" if got.get("side") == "later" else "past", "ago": 0}
    return more


def _plan(got: dict[str, str]) -> dict[str, int]:
    number = _PLAN_NUMBERS.get(got["plan"]) or int(got["plan"].removesuffix("th"))
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
