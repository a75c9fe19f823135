"""English dates: the grammar of what is written.

All patterns are for shadow text: lower case, half width, every dash a hyphen. `_dates_en_parts` reads the matches.
"""

from leadseam.lang._dates_en_parts import counted as counted
from leadseam.lang._dates_en_parts import date_parts as date_parts
from leadseam.lang._dates_en_words import COUNT, DECADES, HOLIDAYS, ORDINALS, PLANS, WEEKDAYS

_MON = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?)(?![a-z]|-(?!to-|quarter|jan|feb|mar|apr|may|jun|jul"
    r"|aug|sep|oct|nov|dec)[a-z])"
)
_ORDINAL = rf"(?:(?:twenty|thirty)[-\s])?(?:{'|'.join(sorted(ORDINALS, key=len, reverse=True))})(?![a-z])"
_CARDINAL = r"(?:(?:twenty|thirty)[-\s](?:one|two|three|four|five|six|seven|eight|nine)|twenty|thirty)(?![a-z])"
r"(?! (?:million|billion))"
_DIGITAL = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%a-z])"
_DAY = rf"(?:{_DIGITAL}|{_ORDINAL}|{_CARDINAL})"
_YEAR = r"(?:19|20)\d\d(?![\d%,]\d|\d|%)"
_OLD = r"1[0-8]\d\d(?=[,.;:!?)]|$)"
_SPOKEN = (
    r"two thousand(?:(?: and)? (?:(?:twenty|thirty)(?:[-\s][a-z]{3,5})?|[a-z]{3,9}))?"
    r"|(?:nineteen|twenty)[-\s](?:[a-z]{3,6}ty[-\s][a-z]{3,5}|[a-z]{3,6}ty|[a-z]{3,6}teen|eleven|twelve)"
)
_RY_ALONE = (
    r"last year|this year|current year|prior year|next year|the year before last|the year after next|the previous year"
    r"|the following year"
    r"|the year before|the same year|that year"
)
_RY = rf"{_RY_ALONE}|the year"
_OF = r"(?:\s?,?\s(?:of\s|in\s)?|,\s?)"
_WHEN = rf"(?:{_OF}(?:(?P<y>{_YEAR}|{_OLD})|(?P<ry>{_RY})|(?P<yw>{_SPOKEN})(?![a-z])|'(?P<sy>\d\d)(?![\ds])))"
_RM = r"(?P<rm>(?:last|this|next|previous|coming|upcoming|following|past|prior|current) month)(?! of)"
_THIS = r"last|this|next|previous|coming|upcoming|following|past|prior(?! to)|current"
_UNTIL = r"(?:-to-|\s?(?:-{1,2}|to|through|thru|till|until)\s?)(?:the )?"
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_LISTED = r"(?=[,.;:!?)]|$|\s(?:in|at|with|by|for|this|last)\b)"
_NAMED = rf"(?:,?\s\(?{_WEEKDAY}\)?(?!'s))?"
_COUNTS = "|".join(sorted(COUNT, key=len, reverse=True))
_UNIT = "year|month|week|day|quarter|decade"
_VAGUE = r"few|several|couple of"
_LENGTH = rf"(?:(?:\d{{1,2}}|{_COUNTS}) (?:to|or) )?(?P<n>\d{{1,2}}|{_COUNTS}|{_VAGUE}) (?P<nu>(?:{_UNIT})s?)(?! of)"
_N = rf"\d{{1,3}}|half an?|an?|{_COUNTS}"
_AGO = rf"(?P<on>(?:a )?(?:{_VAGUE})|{_N})(?P<more> and a half)? (?P<ou>{_UNIT})s?(?P<more> and a half)?"
_POS = (
    r"(?P<pos>(?:the )?(?:very )?(?:end|beginning|start|middle|mid) of|(?:the )?(?:early|late|latter) part of|early|mid"
    r"|late"
    rf"|end(?=-|\s{_MON}))"
)
_FY = (
    r"(?:fy\s?'?(?:20\d\d|\d\d)(?:[-/]\d\d(?:\d\d)?)?"
    r"|(?:fiscal|financial|school|academic)[- ]year\s?'?(?:20\d\d|19\d\d|\d\d)(?:[-/]\d\d(?:\d\d)?)?"
    r"|(?:fiscal|sy) (?:19|20)\d\d(?:[-/]\d\d(?:\d\d)?)?"
    r"|(?:19|20)\d\d(?:[-/]\d\d(?:\d\d)?)? (?:fiscal|financial|school|academic) year"
    rf"|(?:(?:{_THIS}) )?(?:fiscal|financial|school|academic) year)(?![\da-z])"
)
_OF_FY = rf",?\s?(?:of |in )?(?:the )?(?P<fy>{_FY})"
# A day of the month without the month: "on the 5th, ...", not "on the 5th floor"; in words only where none is a rank.
_ALONE = r"(?=[,.;!?)]|$|\s(?:at|we|he|she|they|it|the|in|to|from|for|with|by|when|as|while|there|this|last|i)\b)"
_LATE = (
    r"(?:(?:eleven|twelf|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twentie|thirtie)th"
    rf"|(?:twenty|thirty)[-\s]{_ORDINAL})"
)
_MONTHLY = (
    rf"(?P<m>{_MON})(?:{_UNTIL}|\sand\s|/)(?P<m2>{_MON})(?!\s\d{{1,2}}(?!\d)){_WHEN}?",
    rf"(?:{_WEEKDAY},?\s)?(?P<m>{_MON})[\s/-]?(?:the )?(?P<d>{_DAY})(?:{_UNTIL}(?P<d2>{_DAY})|\sand\s(?:the )?"
    rf"(?P<da>{_DAY}){_LISTED})?(?:{_WHEN}|[-/](?P<y>{_YEAR}))?{_NAMED}",
    rf"(?<=between (?:the )?)(?P<d>{_DAY})\sand\s(?:the )?(?P<d2>{_DAY})\s(?:of\s)?(?:(?P<m>{_MON}){_WHEN}?|{_RM})",
    rf"(?:{_WEEKDAY},?\s(?:the )?)?(?P<d>{_DIGITAL})\.?(?:{_UNTIL}(?P<d2>{_DIGITAL}))?(?:\sday)?[\s/-](?:of\s)?"
    rf"(?P<m>{_MON})(?:{_WHEN}|[-/](?P<y>{_YEAR})|-(?P<sy>\d\d)(?![\d/-])|\s(?P<sy>\d\d)(?=[,.;)]|$))?{_NAMED}",
    rf"(?P<d>{_DIGITAL}){_UNTIL}(?P<m>{_MON})\s(?P<d2>{_DIGITAL}){_WHEN}?",
    rf"(?P<d>{_ORDINAL})(?:{_UNTIL}(?P<d2>{_ORDINAL}))?(?:\sday)?\sof\s(?:(?P<m>{_MON}){_WHEN}?|{_RM})",
    rf"(?P<d>{_DIGITAL})(?:{_UNTIL}(?P<d2>{_DIGITAL}))?(?:\sday)?(?:(?:\s(?:of|in)\s|(?<=[a-z])\s){_RM}"
    r"|(?<=[a-z]|day)\sof the (?P<mo>month)(?! of))",
    rf"(?P<ry>last year|this year|next year)(?:'s)? (?:(?P<m>{_MON})|(?P<q>first|second|third|fourth|final)[ -]quarter"
    r"|(?P<half>first|second) half)",
    rf"(?<=(?:from|between) )the (?P<d>{_DIGITAL})(?:{_UNTIL}"
    rf"|\sand\s(?:the )?)(?P<d2>{_DIGITAL})(?<=[a-z])(?!\s(?:of|{_MON}))",
    rf"(?P<nm>\d{{1,2}}(?:st|nd|rd|th)|{_ORDINAL}) month of (?:(?P<y>{_YEAR})|(?P<ry>{_RY}))",
    rf"(?:{_POS}[-\s](?:in )?)?(?P<m>{_MON})(?![- ]quarter|(?<=may) day\b)(?:{_WHEN}|/(?P<y>{_YEAR}))?",
    rf"(?P<tm>{_THIS})\s(?P<m>{_MON})(?:\s(?P<d>{_DIGITAL}))?",
    rf"(?P<y>{_YEAR})(?:'s)?(?:\s|\s?,\s|[-/.])(?P<m>{_MON})(?:[-/.](?P<d>{_DIGITAL})|(?![-/.\s,]{{0,2}}\d))",
    rf"{_POS}[-\s](?:{_RM}|(?:the )?(?P<mo>month|year(?! (?:of )?\d{{4}}))"
    rf"(?= |[,.;]|$))",
)
_NUMERIC = (
    r"(?P<d1>[0-3]\d)/(?P<d3>[0-3]\d)(?<=(?:1[3-9]|2\d|3[01])/\d\d|/(?:1[3-9]|2\d|3[01]))(?![\d/%.])",
    r"(?P<d1>[0-3]?\d)(?P<sep>[-/.])(?P<d3>[0-3]?\d)(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)",
    r"(?P<d1>[0-3]?\d)/(?P<d3>[0-3]?\d)(?:/(?P<y>\d\d)(?![\d/])|,\s?(?P<y>(?:19|20)\d\d)(?!\d))",
    r"(?P<d1>1[0-2]|0?[1-9])/(?P<d3>1[3-9]|2\d|3[01])(?=\s?(?:-|to)\s?(?:1[0-2]|0?[1-9])/[0-3]?\d(?![\d/]))",
    r"(?<=(?:\b(?:on|by|from|till|until|before|after|since|this|back)\s)|\d-|\d/\d\d? to )(?P<d1>[01]?\d|2\d|3[01])/"
    r"(?P<d3>[0-3]?\d)(?=[,;!?)-]|\.?$|\.?\s(?:at|with|in|and|to|the|we|it|for)\b)",
    r"(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)",
    r"(?<![a-z]-)(?<!\s\d{1,3}-)(?P<ym>(?:19|20)\d\d\s?[-/]\s?(?:1[0-2]|0?[1-9]))"
    r"(?![\d/%]|-(?!(?:19|20)\d\d[-/]\d)|[.,]\d)",
    r"(?P<my>(?:1[0-2]|0?[1-9])\s?[-/]\s?(?:19|20)\d\d)(?![\d/%-]|[.,]\d)",
)
_PERIODS = (
    rf"(?P<fy>{_FY})(?: (?:q[1-4]|h[12]))?",
    rf"(?P<q>first|second|third|fourth|final|1st|2nd|3rd|4th|last(?= quarter (?:of|in)\b))[ -](?:quarter"
    rf"|qtr)(?:{_OF_FY}"
    rf"|{_WHEN}|\s(?P<y>{_YEAR}))?",
    rf"(?P<rq>{_THIS}) quarter",
    rf"(?P<mq>mar|jun|sep|dec)[a-z]{{0,6}}[- ]quarter(?:{_OF_FY}|{_WHEN}|\s(?P<y>{_YEAR}))?",
    rf"(?P<y>{_YEAR})(?:'s)? (?:(?P<q>first|second|third|fourth|final|1st|2nd|3rd|4th)[ -](?:quarter|qtr)"
    r"|(?P<half>first|second|1st|2nd) half)",
    rf"(?:quarter |q)(?P<qd>[1-4]|one|two|three|four)(?:{_OF_FY}|{_WHEN}|[-\s]?(?P<y>{_YEAR})|[-\s]?'(?P<sy>\d\d))?",
    rf"week (?P<wn>\d{{1,2}}),?(?: of)? (?:(?P<y>{_YEAR})|(?P<ry>{_RY_ALONE}))",
    rf"h(?P<hd>[12])(?:{_OF_FY}|{_WHEN}|[-\s]?(?P<y>{_YEAR})|[-\s]?'(?P<sy>\d\d)|(?<=(?:in|during|for) h1)(?= |[,.;]"
    rf"|$))",
    rf"(?:(?P<qd>[1-4])q|(?P<hd>[12])h)(?:{_OF_FY}|{_WHEN}|\s?(?P<y>{_YEAR})|[-\s]?'?(?P<sy>\d\d))",
    r"(?P<qd>[1-4])q",
    r"(?P<y>(?:19|20)\d\d)[ -]?(?:q(?P<qd>[1-4])|h(?P<hd>[12]))",
    rf"(?P<half>first|second|1st|2nd|latter|last(?= half of))[ -]half(?! of (?:the )?(?:\d{{4}}s|\d\d?(?:st|nd|rd"
    rf"|th)|{_ORDINAL}|'?\d0s))"
    rf"(?: year)?(?:{_OF_FY}|{_WHEN}|\s(?P<y>{_YEAR})| of the year)?",
    rf"first (?P<fn>\d{{1,2}}|{_COUNTS}) (?P<fu>months|quarters)(?:{_OF_FY}|{_WHEN})?",
    rf"(?:the )?last (?P<ln>\d{{1,2}}|{_COUNTS}) months of (?:(?P<y>{_YEAR})|(?P<ry>{_RY}))",
    rf"(?:the )?(?:(?P<pos>early|late|mid|end)(?:-|\s)(?:in )?|(?P<pos>end|beginning|start|middle)\s(?:of )?)"
    rf"(?P<y>{_YEAR})",
    rf"(?:the )?(?:(?P<pos>early|late|mid)(?:-|\s)|(?P<pos>end|beginning|start|middle|early|late)\s(?:of|in) )"
    rf"(?P<ry>{_RY})",
    r"(?P<ytd>(?:this (?P<sp>year) |the (?P<sp>year) |(?P<sp>year|month|quarter|week)[- ])to[- ]date|ytd)"
    r"|(?P<side>earlier|later|so far|thus far) this (?P<sp>year"
    r"|month"
    r"|week)|this (?P<sp>year|month|week) (?P<side>so far)",
    r"(?:the )?(?P<samep>year-ago|year-earlier|prior-year) (?:period|quarter|month|level)",
    r"this time (?P<then>last|next) year",
    rf"(?:in )?(?:the )?same (?:period|month|quarter|time|week|day) (?:of |in )?(?:the )?(?P<samep>last year"
    rf"|previous year"
    rf"|prior year|a year (?:earlier|before|ago)|{_YEAR})",
    rf"(?:{_POS}[- ](?:the )?\"?)?(?P<plan>\d{{1,2}}th|{'|'.join(PLANS)})\"? five[- ]year plan\"?(?: period)?"
    r"(?:\"?\s?\((?P<py>\d{4})\s?-\s?(?P<py2>\d{4})\))?",
    rf"(?:(?P<pos>early|mid|late)[-\s])?(?:the )?(?P<cent>\d{{1,2}}(?:st|nd|rd|th)|{_ORDINAL})(?:\s{{1,2}}|-)century",
    r"(?:the )?(?:(?P<pos>early|mid|late)[-\s])?(?P<dec>(?:1[6-9]|20)\d0)'?s",
    rf"(?:the |(?=early|mid|late))(?:(?P<pos>early|mid|late)[-\s])?(?:'?(?P<tens>[2-9]0)'?s"
    rf"|(?P<tens>{'|'.join(DECADES)}))",
    rf"(?:the )?(?P<of>nineteen|twenty)[- ](?P<tens>{'|'.join(DECADES)})",
    rf"(?:the )?(?P<rdec>{_THIS}) (?P<rdu>decade|century)",
    rf"(?:calendar|full|whole)[- ]year (?:of )?(?P<y>{_YEAR})|cy\s?'?(?P<cy>20\d\d|\d\d)",
)
_SEASON = "spring(?! festival)|summer|autumn|fall(?! (?:in|of) (?!the year|20|19|last|this|next))|winter"
_HOLIDAY = "|".join(sorted(HOLIDAYS, key=len, reverse=True))
_RELATIVE = (
    rf"(?:the )?(?P<season>{_SEASON}) (?:of |in )?(?:(?P<y>{_YEAR})|(?P<ry>last year|this year|next year))",
    rf"(?P<turn>last|this|next|coming|past|previous) (?P<season>{_SEASON})",
    rf"(?:(?P<y>{_YEAR})(?:'s)?|(?P<ry>last year|this year|next year)'s) (?P<season>{_SEASON})(?![a-z])",
    rf"(?:the )?(?P<near>past|last|recent|trailing|next|coming|upcoming|previous|following|preceding) {_LENGTH}",
    rf"(?P<n>\d{{1,2}}|{_COUNTS}) (?P<near>past|last|previous|next|coming|upcoming) (?P<nu>(?:{_UNIT})s?)",
    rf"(?:(?:(?P<many>{_COUNTS}|\d{{1,2}}) (?:to|or) )?(?:{_AGO}(?:,? and |, | )){{0,2}}{_AGO}) (?P<how>ago|from now"
    rf"|hence"
    rf"|(?:later|earlier)(?! than))",
    rf"(?:(?P<within>within)(?: the next)?|in) (?P<inn>{_N}) (?P<inu>{_UNIT})s?(?P<time>'s? time)?(?! of| ago| later"
    rf"| since| from)",
    r"(?:the )?(?P<bl>year|month|week|quarter) (?P<way>before last|after next)",
    rf"(?P<wd>{_WEEKDAY}),? (?:of )?(?:the )?(?P<rw>last|this|next|coming|following) week",
    rf"(?P<rw>last|this|next) week(?:'s)?,? (?:on )?(?P<wd>{_WEEKDAY})",
    rf"(?P<rw>{_THIS}) week(?P<we>end)?(?! of)",
    r"(?:the )?(?P<near1>past) year|(?:the )?(?P<turned>coming|upcoming) year|(?P<turned>previous) year",
    r"(?:over )?(?P<we>the weekend)(?=[,.;!?]|$)",
    rf"{_WEEKDAY},? (?:the )?(?P<d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))(?! of)",
    r"(?:the )?rest of (?:the |this )(?P<rest>year|month|week)",
    rf"(?P<y>{_YEAR}) (?P<yend>year[- ]end)|(?P<mend>month[- ]end)"
    rf"|(?:the )?(?P<yend>year(?:[- ]|'s )end)(?: (?:of )?(?P<y>{_YEAR}))?",
    rf"(?P<ymid>mid-?year)(?: (?:of )?(?P<y>{_YEAR}))?",
    rf"(?P<y>{_YEAR})-?w(?P<wn>\d\d)",
    rf"(?:(?:the )?(?P<turn>last|next|this|coming|upcoming|past|previous) "
    rf"|the )?(?:(?P<y>{_YEAR}) )?(?P<hol>{_HOLIDAY})"
    rf"(?! (?:sales?|deals?|shopping)\b)(?:,? (?:of |in )?(?:(?P<y>{_YEAR})|(?P<ry>{_RY_ALONE})))?",
    rf"(?:(?P<rw>last|this|next|coming) )?(?<!black )(?<!every )(?<!each )(?P<wd>{_WEEKDAY})(?!'s)"
    rf"(?! (?:of|in) (?:the )?(?:{_MON}|(?:{_THIS}) month|month|year|{_YEAR}))",
    rf"(?P<ry>{_RY_ALONE})(?:'s)?",
    r"(?<=\b(?:day|week|weekend|month|days|weeks|months|end|beginning|start|middle) (?:of|in) )the (?P<this>year|month"
    r"|quarter|decade|century)",
    r"(?<=(?:in|within) )the (?P<this>year)(?=[,.;!?]|$)",
    rf"(?:on|(?<!week )of) (?:the )?(?P<d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)){_ALONE}",
    r"(?<=week of the )(?P<d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))(?! of)",
    rf"(?<=\b(?:on|by|before|after|until|till|since) )the (?P<d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)"
    rf"|{_LATE}){_ALONE}",
    r"(?<=\b(?:in|since|of|by|before|after|until) )'(?P<sy>\d\d)(?![\d'%a-z-])",
    _RM,
    r"(?P<same>(?:the |in the )?same (?:month|day|year)|that (?:month|day|same day))",
    r"the (?P<nd>next|following|previous) day|the day (?P<nd>before|after)(?=[,.;]|$)",
    r"(?P<rd>tonight|last night|this (?:morning|afternoon|evening))(?!'s)",
    r"(?P<rd>today|(?:the )?day before yesterday|yesterday|(?:the )?day after tomorrow|tomorrow)(?!'s)",
    r"(?<=(?:from|between) )(?P<rd>now)(?= (?:to|until|till|through|and) )",
    rf"year (?P<yw>(?:(?:{_COUNTS}|hundred|thousand|and)(?:[-\s]|(?![a-z]))){{2,7}})(?<!\s)",
    rf"(?<=\b(?:in|since|of|by) )(?P<yw>{_SPOKEN})(?=[,.;!?]|$)|(?<=\b(?:in|since|of|circa|from|until) )(?P<y>{_OLD})",
    r"(?P<fuzzy>recently|in recent (?:years|months|days)|a few days ago|the other day|not long ago|at present"
    r"|currently)",
)
_COUNTED = (
    r"yuan|mu|m2|tons?|people|persons|square|acres|rmb|usd|dollars|units|sets|enterprises|companies|projects|employees"
    r"|hectares|jobs|kilometers|km|workers|staff|households|cars|vehicles|beds|[mgk]wh?\b|-(?:met(?:er|re)|ton|km"
    r"|series|seat|bed|unit|mu|square|acre)|million|billion|hundred|thousand|-\d"
)
_STARTS = "|".join(sorted({name.split()[0] for name in HOLIDAYS}, key=len, reverse=True))
_AFTER_WORD = (
    r"early|mid|late|end|very end|rest|beginning|start|middle|last|this|next|previous|coming|upcoming|following|past"
    r"|current|recent|trailing|prior|preceding|same|day|first|second|third|fourth|final|latter|spring|summer|autumn"
    r"|fall|winter"
    rf"|month|week|quarter|fiscal|financial|school|academic|{'|'.join(PLANS)}|{_STARTS}"
)
_AFTER_THE = rf"{_AFTER_WORD}|year|decade|century|'?\d|{'|'.join(DECADES)}"
# What follows the digits that a date begins with; all other numbers are passed over.
_SUFFIX = r"(?:st|nd|rd|th)(?![a-z])"
_AFTER_DIGITS = (
    rf"{_SUFFIX}|[qh](?![a-z])|\s?[-/]\s?\d|[-.]\d\d?[-.]\d{{4}}|\s?(?:--|to|through|thru|till"
    rf"|until)\s?(?:the )?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    rf"|\.?[-/\s](?:day )?(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\sand\s(?:the )?\d"
    rf"|[- ](?:{_UNIT}|and a half|past|last|previous|next|coming|upcoming)|\s(?:day )?(?:of|in)\s(?:{_THIS})"
)
_DIGITS = rf"(?:19|20)\d\d(?!\d)|1\d\d\d(?=[,.;:!?)]|$)|1[6-9]\d0'?s|\d{{1,3}}(?:{_AFTER_DIGITS})"
# Where a date can start: cheap to look for, so that the grammar below is tried at few places.
DATE_START = (
    rf"(?<![a-z\d])(?:(?=\d)(?<!\d[.,])(?={_DIGITS})|{_MON}|{_WEEKDAY}|the (?={_AFTER_THE}|{_ORDINAL})"
    rf"|(?:with)?in (?=the same|recent|(?:{_N}) (?:{_UNIT})s?\b)|o[nf] the (?=\d\d?{_SUFFIX})|on (?=\d\d?{_SUFFIX})"
    rf"|(?<= )'(?=\d\d(?!\d))"
    rf"|(?:{_COUNTS})(?=[- ](?:{_UNIT}|and a half|to|or|past|last|previous|next|coming|upcoming))"
    rf"|nineteen[- ]|twenty[- ](?:{_COUNTS})|two thousand|year(?=(?:'s|[- ])?[- ]?(?:ago|earlier|to|end|before|after"
    rf"|{_COUNTS}))"
    rf"|that (?=month|day|year|same)"
    rf"|(?:{_AFTER_WORD}|{_ORDINAL}|half an?|q[1-4]|h[12]|today|yesterday|tomorrow|earlier|later"
    rf"|recently|not long|at present|currently|several|now|tonight|calendar|full|whole|so far|thus far|sy|ytd"
    rf"|midyear|mid-year|nineteen|twenty)"
    rf"(?![a-z])|[fc]y\s?'?(?=\d)|[qh][1-4](?=fy\d)|an? (?:few|couple of|{_UNIT}))"
)
_DATES = (*_MONTHLY, *_NUMERIC, *_PERIODS, *_RELATIVE)
NAMED_DATE = (
    rf"(?<![a-z\d$/])(?<!\d[.,])(?:{'|'.join(_DATES)})(?!(?!t\d\d:)[a-z\d])"
    rf"|(?<![\w$.,/-])(?P<y>{_YEAR})(?:\s?(?P<ysep>-|~|to|through|/(?=\d{{4}}|\d\d(?!\d)))\s?(?P<y2>(?:19|20)\d\d"
    rf"|\d\d)(?![\d%-]|[.,]\d))?"
    rf"(?P<bare>(?![\d%]|/\d|\s?(?:{_COUNTED})))"
)
# What fiscal years, years in words and holidays hold: without any of it `DATE` is tried, which has none of them.
NAMED_WORDS = (
    *("fy", "fiscal", "sy 19", "sy 20", "two thousand", "nineteen", "twenty"),
    *(f"{kind}{joint}year" for kind in ("financial", "school", "academic") for joint in " -"),
    *HOLIDAYS,
)
DATE = (
    NAMED_DATE.replace("|".join(_DATES), "|".join(form for form in _DATES if "(?P<hol>" not in form))
    .replace(f"{_PERIODS[0]}|", "")
    .replace(f"{_OF_FY}|", "")
    .replace(rf"|(?P<yw>{_SPOKEN})(?![a-z])", "")
)
# Most dates of most texts, all of which `DATE` reads alike: tried before it, where nothing goes on with them.
_FULL_MONTH = _MON.split("|(?:jan")[0].removeprefix("(?:")
_ENDS = r"(?=[.;:)]?\s?$|[.;:)]\s|,?\s(?:and|as|at|by|for|in|it|its|the|when|which|while|with)\s)"
PLAIN_DATE = (
    rf"(?<![a-z\d$/])(?<!\d[.,])(?:(?P<m>{_FULL_MONTH})\s(?:(?P<d>3[01]|[12]\d|[1-9]),\s)?(?P<y>(?:19|20)\d\d)"
    rf"|(?P<ry>last year|this year|next year)|(?P<fuzzy>recently|currently|at present)){_ENDS}"
    rf"|(?<![\w$.,/-])(?P<y>(?:19|20)\d\d)(?P<bare>){_ENDS}|(?!)(?P<sep>)"
)
DATE_BEFORE: tuple[tuple[str, str], ...] = (
    (r"\b(?:as of|as at|up to|ending|ended)(?: the)?(?: end of)?\s$", "as_of"),
    (
        r"(?:\b(?:no|not) earlier than|\bnot before|\b(?:on|at|in) or after|\bafter or (?:on|in)|\beffective(?: from"
        r"| on)?|>\s?=|≥)(?: the)?\s$",
        "onwards",
    ),
    (
        r"(?:\b(?:on|at|in) or (?:before|prior to)|\bbefore or (?:on|in)|\bto and including"
        r"|(?<!way )(?<!all )\b(?:through|thru)|<\s?=|≤)(?: the)?\s$",
        "until",
    ),
    (r"\b(?:by|until|till|(?:no|not) later than)(?: the)?\s$", "by"),
    (r"\b(?:before|prior to|earlier than)(?: the)?\s$", "before"),
    (r"\b(?:after|later than|beyond)(?: the)?\s$", "after"),
    (
        r"\b(?:ever since|since|(?:starting|commencing|beginning|as)(?: from| in| on)|starting|commencing)(?: the)?"
        r"\s?[\"']?$",
        "since",
    ),
    (r"\b(?:around|about|circa)(?: the)?\s$", "around"),
)
DATE_AFTER: tuple[tuple[str, str], ...] = (
    (r" or (?:later|after|newer)(?! than)| and (?:later|after|thereafter)(?! ?[a-z\d])", "onwards"),
    (r" (?:and|to|until|till|through) (?:now|the present|today|date)(?![a-z])", "since"),
    (r" or (?:earlier|before|older|prior)(?! than)| and (?:earlier|before|prior)(?= ?[,.;)]| ?$)", "until"),
    (r" onwards?| on(?=[,.])", "since"),
)
DATE_RANGE = r"-to-|\s?(?:-{1,2}|to|through|until|till|and)\s?"
# What is counted from the date behind it: "two weeks after", "the nine months ended", "the first Friday of".
DATE_LIST = r",? (?:and|or|&) |, |/"
COUNTED_LAST = (
    *("after ", "from ", "following ", "since ", "before ", "prior to ", "ahead of ", "of ", "in ", "to ", "through "),
    *("ended ", "ending ", "on ", "the ", "commencing ", "beginning ", "starting "),
)
_NTH = rf"(?:(?:{_ORDINAL})[- ](?:to[- ])?)?last|penultimate|final|\d{{1,2}}(?:st|nd|rd|th)|{_ORDINAL}"
COUNTED = (
    rf"(?<![a-z\d-])(?<!for )(?:"
    rf"(?:(?P<within>within|in) )?(?P<n>{_N}) (?P<unit>{_UNIT})s? (?P<how>after|from|following|since|before|prior to"
    rf"|ahead of|of)"
    rf"|the (?P<next>day|week|month|year) (?P<how>after|before|following)"
    rf"|(?:(?:the |in |for |over )(?P<ended>{_N})[- ](?P<unit>{_UNIT})s?(?: period)? (?:to|through|up to)"
    rf"|(?P<ended>{_N})[- ](?P<unit>{_UNIT})s?(?: period)? (?:ended|ending)|(?P<unit>year|quarter) (?P<ended>ended"
    rf"|ending))"
    rf"(?: on)?"
    rf"|(?P<nth>{_NTH}) (?P<unit>day|week|weekend|month|{_WEEKDAY}) (?:of|in)"
    rf"|(?P<edge>first|last|final) (?P<n>{_N}) (?P<unit>day|week|month|year)s (?:of|in)"
    rf"|(?P<unit>week|weekend) (?P<around>of|commencing|beginning|starting|ending|ended)"
    rf"|(?P<half>first|second|latter) half of|(?P<pos>end|beginning|start|middle) of"
    rf")(?: the)?\s$"
)
OWN_YEAR = r"this year|\bwill\b|year of"
DATELINE = r"(?:\(|\w,|news,?|reported,?|dateline:?)\s$"
FOUNDED = r"\b(?:founded|established|born|listed|incorporated)\b"
PLANNED = (
    r"\b(?:will|plans?|planned|expect(?:s|ed)|scheduled|due|is to|are to|going to|aims?|strives?|by the end of)\b"
    r"|\bby\s$"
)
FUTURE = r"\b(?:will|plans?|planned|expected|scheduled|by|due|is to|are to|going to|aims?|strives?)\b"
# What is going to happen "in three years", against what took three years.
PROMISED = (
    r"\b(?:will|would|shall|should|must|can|could|may|might|plan(?:s|ned|ning)?|expect(?:s|ed)?|intend(?:s|ed)?"
    r"|aim(?:s|ed|ing)?|want(?:s|ed)?|hope(?:s|d)?|wish(?:es)?|need(?:s)?|scheduled|due|is to|are to|going to|strives?"
    r"|targets?|set to|let's)\b|'ll\b"
)
LASTING = (
    r"(?:\b(?:built|constructed|invested?|spent|spend|doubled?|tripled?|grow|grown|raised?|attract(?:ed)?|once|twice"
    r"|times"
    r"|first|time|only|most)|\b[a-z]{3,12}est(?: [a-z]{1,12}){0,2}|%)\s$"
)
# A number that is a name or a label, and a month that is somebody's name.
LABEL = (
    r"(?:\b(?:vision|agenda|expo|made in china|strategy|section|clause|rmb|cny|usd|version|ver\.?|model|room|suite"
    r"|article|no\.?|tel:?|telephone:?"
    r"|phone:?|fax:?|call|gb(?:/t)?"
    r"|iso|fortune(?: global)?|forbes(?: global)?|windows|flight|boeing)\s|\+\d{1,3}\s|\d:)$"
)
TITLE = r"\b(?:mr|mrs|ms|dr|prof|professor|sir|madam|miss|theresa)\.?\s$"
