"""English words of the calendar: months, ordinals, weekdays, holidays and what they count."""

from typing import Any

from leadseam.lang.en import WORDS

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ORDINALS = dict(
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
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORD = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4, "final": 4}
COUNT = {word: value for word, value in WORDS.items() if value}
RELATIVE_YEARS = {
    "last year": -1,
    "prior year": -1,
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
SENSES = {
    "last": -1,
    "prior": -1,
    "trailing": -1,
    "previous": -1,
    "past": -1,
    "recent": -1,
    "preceding": -1,
    "this": 0,
    "current": 0,
    "next": 1,
}
SENSES |= dict.fromkeys(("coming", "upcoming", "following"), 1)
RELATIVE_DAYS = {
    "the day before yesterday": -2,
    "day before yesterday": -2,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "now": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "last night": -1,
}
# Holidays by the name `values._calendar` knows them by. Labor Day is that of 1 May: what is read is Asian news first.
_HOLIDAY_NAMES = {
    "new_year": "new year's day, new years day, new year day",
    "new_year_eve_solar": "new year's eve, new years eve, new year eve",
    "spring_festival": "spring festival, lunar new year's day, lunar new year, chinese new year's day"
    ", chinese new year",
    "lantern": "lantern festival",
    "清明": "qingming festival, tomb-sweeping day, tomb sweeping day",
    "labor": "labor day, labour day, may day, international workers' day, international labor day",
    "dragon_boat": "dragon boat festival",
    "mid_autumn": "mid-autumn festival, mid autumn festival, moon festival",
    "chongyang": "double ninth festival, chongyang festival",
    "national": "national day",
    "christmas_eve": "christmas eve, xmas eve",
    "christmas": "christmas day, christmas, xmas day, xmas",
    "boxing": "boxing day",
    "thanksgiving": "thanksgiving day, thanksgiving, thanks giving day",
    "black_friday": "black friday",
    "cyber_monday": "cyber monday",
    "independence": "independence day",
    "juneteenth": "juneteenth",
    "memorial": "memorial day",
    "veterans": "veterans day, veterans' day, veteran's day",
    "columbus": "columbus day",
    "presidents": "presidents day, presidents' day, president's day",
    "mlk": "martin luther king day, martin luther king jr. day, martin luther king jr day, martin luther king's day"
    ", mlk day",
    "inauguration": "inauguration day",
    "valentine": "valentine's day, valentines day",
    "halloween": "halloween",
    "mothers": "mother's day, mothers' day, mothers day",
    "fathers": "father's day, fathers' day, fathers day",
    "women": "women's day, international women's day",
    "children": "children's day",
    "youth": "youth day",
    "teachers": "teachers' day, teacher's day, teachers day",
    "army": "army day",
    "arbor": "arbor day",
    "singles": "singles' day, singles day",
    "earth": "earth day",
    "april_fools": "april fools' day, april fool's day, april fools day, april fools",
    "groundhog": "groundhog day",
    "st_patrick": "st. patrick's day, st patrick's day, saint patrick's day",
    "cinco_de_mayo": "cinco de mayo",
    "bastille": "bastille day",
    "anzac": "anzac day",
    "australia": "australia day",
    "canada": "canada day",
    "guy_fawkes": "guy fawkes day, guy fawkes night",
    "all_saints": "all saints' day, all saints day",
    "all_souls": "all souls' day, all souls day",
    "epiphany": "epiphany",
    "mardi_gras": "mardi gras, shrove tuesday",
    "ash_wednesday": "ash wednesday",
    "palm_sunday": "palm sunday",
    "maundy_thursday": "maundy thursday, holy thursday",
    "good_friday": "good friday",
    "easter_eve": "holy saturday",
    "easter": "easter sunday, easter day, easter",
    "easter_monday": "easter monday",
    "ascension": "ascension day",
    "pentecost": "pentecost, whit sunday",
    "whit_monday": "whit monday, pentecost monday",
    "trinity": "trinity sunday",
    "corpus_christi": "corpus christi",
}
HOLIDAYS = {name: code for code, names in _HOLIDAY_NAMES.items() for name in names.split(", ")}
PLANS = ("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "ninth", "eighth")
PLAN_NUMBERS = {
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
}
DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70}
DECADES |= {"eighties": 80, "nineties": 90}
SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
POSITIONS = {
    "early": "start",
    "beginning": "start",
    "start": "start",
    "mid": "mid",
    "middle": "mid",
    "late": "end",
    "end": "end",
}
UNITS: dict[str, Any] = {word: word for word in ("year", "month", "week", "day", "quarter", "decade")}
# The field of `Parts` that counts a unit from that of the anchor.
UNDER_ANCHOR = {"year": "ago", "month": "month_ago", "week": "week_ago", "quarter": "quarter_ago"}
