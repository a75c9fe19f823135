"""Foreign places in English beyond the tables: towns before their region, counties and zones, homonyms by country."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import regex

from leadseam.lang._later import regex_later
from leadseam.values._gazetteer import Gazetteer, Sense, plain_key, words_key
from leadseam.values._place_hits import Hit

_UNIT = (
    r"(?:[Cc]ounty|[Pp]arish|[Tt]ownship|[Bb]orough|[Dd]istrict|[Pp]refecture|[Pp]rovince|[Vv]oivodeship|[Gg]overnorate"
    r"|[Oo]blast|[Rr]egency|[Cc]anton|[Mm]unicipality|[Cc]ommune|[Tt]aluk|[Tt]ehsil|[Mm]andal|[Ss]tate|[Rr]egion)"
)
_ZONE = (
    r"(?:(?i:(?:industrial|export[ ]processing|special[ ]economic|economic|free[ ]trade|free|high?-?tech|technology"
    r"|science|logistics|business|bonded)[ ](?:park|zone|estate|area|corridor|valley|hub))|SEZ|IP|IZ|EPZ)"
)
# A capitalised word that may be part of a name: no month, weekday, preposition or everyday opening.
_NO_PART = (
    r"(?!(?:In|At|Near|The|From|Outside|Its|A|An|To|For|And|Of|On|By|With|Both|Between|Around|Over|Under|This|That|Our"
    r"|His|Her|Their|When|While|After|Before|But|Or|If|As|Also|Each|Every|Another|Other|Two|Three|One|Today|Yesterday"
    r"|New(?=[ ](?:Special|Industrial|Economic))|National|Special|Export|Free|Industrial|Economic|International"
    r"|European|Financial|Central[ ]Business|Historic|School|Congressional|Federal|Parliament|Congress|Mr|Ms|Mrs|Dr"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Spring|Summer|Autumn|Winter|Christmas"
    r"|Asia|Europe|Africa|Americas?)\b)"
)
_PART = rf"(?:{_NO_PART}\p{{Lu}}[\p{{L}}'’]+)"
_SMALL = r"(?:de|del|da|do|dos|das|di|du|la|las|los|le|les|el|al|am|an|der|den|sur|sous|upon|on|of|nad|pod|bei|y|e|i)"
_NAME = rf"(?:(?:St|Ft|Mt)\.[ ])?{_PART}(?:(?:[ -]|[ -]{_SMALL}[ -]|[ ]d['’]){_PART}){{0,3}}?"
_OPENING = (
    r"(?:In|At|Near|Outside|From|To|For|And|Of|On|The|Its|Both|Downtown|Northern|Southern|Eastern|Western|Central)"
)
# No longer run of capitalised words ends here.
_APART = rf"(?<![\p{{L}}\d&'’-])(?:(?<!\p{{Lu}}[\p{{L}}.]*[ ])|(?<=\b{_OPENING}[ ]))"
_TOWN = regex_later(
    rf"{_APART}(?P<name>{_NAME})(?P<unit>(?:[ ](?:[IVX]+|\d))?[ ](?:{_UNIT}|{_ZONE}))?(?:,?[ ]|[ ]in[ ])$"
)
_UNIT_BEHIND = regex_later(rf"[ ]{_UNIT}\b(?![ ](?:of\b|[Cc]ourt))")
_CLASSED = regex_later(
    rf"{_APART}(?P<name>{_PART}(?:[ -]{_PART}){{0,2}}?)[ ](?P<unit>(?:(?:[IVX]+|\d)[ ])?(?:{_UNIT}|(?P<zone>{_ZONE})))$"
)
# The last word of what a classed name may be; the name is sought before it.
_CLASS_END = regex_later(
    r"[ ](?:[Cc]ounty|[Pp]arish|[Tt]ownship|[Bb]orough|[Dd]istrict|[Pp]refecture|[Pp]rovince|[Vv]oivodeship"
    r"|[Gg]overnorate|[Oo]blast|[Rr]egency|[Cc]anton|[Mm]unicipality|[Cc]ommune|[Tt]aluk|[Tt]ehsil|[Mm]andal|[Pp]ark"
    r"|[Zz]one|[Ee]state|[Aa]rea|[Cc]orridor|[Vv]alley|[Hh]ub|SEZ|IP|IZ|EPZ)\b"
    r"(?![ ](?:Court|Judge|Attorney)|[ ]of[ ]Columbia)"
)
_CLASS_BEFORE = ("industrial", "economic", "trade", "processing", "tech", "technology", "free")
_COUNTIES = frozenset(("US", "GB", "IE", "HU", "RO", "HR", "SE", "NO", "EE", "KE", "LR", "KR", "LT"))
_NO_DISTRICTS = frozenset(("US", "CA", "AU"))
_INTO = regex_later(
    r"(?P<prep>\b(?i:in|at|near|nearby|outside|around|from|to|into|of|for|between|and|or|across|through|via|within|inside"
    r"|toward|towards|both|serving|including|neighbou?ring|downtown|northern|southern|eastern|western|central))[ ]"
    r"(?:the[ ](?:(?:city|town|port|village|district|province|state|county|suburb)[ ]of[ ])?)?$"
)
_BY = regex_later(
    r"\b(?:by|with|as|like|than|told|said|says|president|chairman|firm|company|group|giant|maker|Mr|Ms|Dr)\.?[ ]$"
)
_INTEREST = regex_later(r"(?i:invest\w*|stakes?|shares?|interests?|confidence|faith|money)[ ]in[ ]$")
_SITED = frozenset(("in", "at", "near", "nearby", "outside", "around", "and", "between", "northern", "southern"))
_CLOSED = regex_later(r"(?:[,.;:)–—]|['’]?-based|[ ][–—(-]|\s*$|\n)")
_LISTED = regex_later(r"(?:[ ]|,[ ](?:\p{Lu}[\p{L} ]{1,20},?[ ])?)(?:and|or|&)[ ]\p{Lu}")
_PAIRED = regex_later(r"[ ](?:and|or|&)[ ]\p{Lu}")
_DATELINE = regex_later(r"[.,]?\s*(?:\(\p{Lu}|—|–|-|,[ ]\p{Lu}\p{L}+\.?[ ]\d)")
_BARE_DATELINE = regex_later(r"(?m)^(?P<name>\p{Lu}{4,}(?:[ -]\p{Lu}{3,}){0,2})(?=[ ]*(?:—|–|--|\(\p{Lu}))")
_NO_DATELINE = frozenset(
    ("BREAKING", "UPDATE", "UPDATED", "CORRECTED", "EXCLUSIVE", "FACTBOX", "SUMMARY", "PHOTO", "NOTE")
)
_FIRM = regex_later(
    r"(?:Inc|Ltd|Corp|Co|LLC|Group|GmbH|Holdings|Company|Corporation|University|College|Institute|School|Hospital|Airport|Hotel|Bank"
    r"|Cent(?:er|re)|Conference|Summit|Street|Road|Avenue|Highway|Association|Council|Ministry|Department|Agency|Authority"
    r"|Energy|Motors?|Steel|Technologies|Industries|Systems|Reuters|Bloomberg|Times|News|Post|Journal)"
)
_ABBREVIATED = regex_later(
    r"(?<=\p{L}), (?P<name>(?:\p{Lu}\.){2,3}|\p{Lu}\p{Ll}{1,4}\.|\p{Lu}{2,3}\b|Qld|Q\.Roo|W\.Va\.)(?!\p{L})"
)
_GUARD = regex_later(
    r"(?i:\b(?:in|at|near|outside|around|from|to|into|between|across|toward|towards|via|downtown|northern|southern|eastern"
    r"|western|central|neighbou?ring))[ ](?:the[ ](?:city|town|port|state)[ ]of[ ])?$"
)
_RUN_BEFORE = regex_later(rf"[\p{{L}}\d&'’-]$|(?<!(?:^|[.!?:\n])[ ]*)\b(?!{_OPENING}\b)\p{{Lu}}[\p{{L}}.]*[ ]$")
_RUN_AFTER = regex_later(r"[\p{L}\d]|-\p{Lu}|[ ](?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\p{Lu}\p{Ll}")
_PLAIN_BEFORE = regex_later(r"\p{Ll}[ ]$|[(,–—-][ ]?$")
_REGION_AFTER = regex_later(r", (\p{Lu}[\p{L}.]*(?: \p{Lu}[\p{L}.]*)?)")
_IS_ZONE = regex_later(_ZONE)
_LISTS = frozenset((", ", " and ", ", and ", " or ", " & "))
_AMERICAN = regex_later(r"\p{Lu}\p{Ll}+ County\b|\b[Ss]tate of Georgia|\bGov\.|(?<![A-Z])\$\d")


class _Town(NamedTuple):
    """A town found before its region, to be known again where it stands alone; the region as it is meant there."""

    name: str
    hit: Hit
    region: Hit


def complete(text: str, hits: tuple[Hit, ...], gazetteer: Gazetteer, *, home: str | None) -> tuple[Hit, ...]:
    """The hits with the towns, counties and zones of foreign countries that no table has; homonyms by their country."""
    abbreviated = tuple(_abbreviated(text, gazetteer))
    if not abbreviated and not any(_is_abroad(hit) for hit in hits):
        return hits
    found = [_with_unit(text, hit) for hit in hits if not _is_namesake(text, hit)]
    towns = _towns(text, found, abbreviated)
    found = _merged(found, [hit for town in towns for hit in (town.hit, town.region)])
    found = _unguarded(text, found, gazetteer)
    country = _country(found) if home is None else None
    if country is not None:
        found = _merged(found, _classed(text, found, country))
        found = _merged(found, _datelines(text, found, country))
    found = _merged(found, _again(text, towns, found))
    weights = _weights(found)
    return tuple(_settled(text, hit, weights) for hit in found)


def _is_abroad(hit: Hit) -> bool:
    return bool(hit.senses) and all(sense.country for sense in hit.senses)


def _is_region(hit: Hit) -> bool:
    """A country, or a first-level division of one."""
    return any(sense.country and sense.level in ("country", "province") for sense in hit.senses)


def _abbreviated(text: str, gazetteer: Gazetteer) -> Iterator[Hit]:
    for match in _ABBREVIATED.finditer(text):
        senses = gazetteer.region_abbreviations.get(match["name"])
        if senses:
            yield Hit(match.start("name"), match.end(), senses)


def _is_namesake(text: str, hit: Hit) -> bool:
    """Whether a county is called like a town of a country without counties: "Lyon County"."""
    is_county = text.startswith(" County", hit.end) and _is_abroad(hit)
    return is_county and all(sense.country not in _COUNTIES for sense in hit.senses)


def _with_unit(text: str, hit: Hit) -> Hit:
    """A foreign region or town with its class word: "Dong Nai province"."""
    if not _is_abroad(hit) or all(sense.level == "country" for sense in hit.senses):
        return hit
    unit = _UNIT_BEHIND.match(text, hit.end) if text[hit.end : hit.end + 1] == " " else None
    return hit._replace(end=unit.end()) if unit else hit


def _towns(text: str, hits: list[Hit], abbreviated: tuple[Hit, ...]) -> list[_Town]:
    towns: list[_Town] = []
    weights = _weights(hits)
    for region in (*abbreviated, *(_as_region(hit, weights) for hit in hits if _is_region(hit))):
        inner: Hit | None = region
        while inner is not None:
            town = _town(text, inner, hits, is_short=region in abbreviated, outer=region)
            if town is not None:
                towns.append(town)
            inner = town.hit if town and town.hit.has_class_word else None
    return towns


def _as_region(hit: Hit, weights: Counter[str]) -> Hit:
    """What a name means behind a town: Ontario in Canada, not the town in California; a state before a country."""
    senses = [sense for sense in hit.senses if sense.country and sense.level in ("country", "province")]
    most = max(weights[sense.country or ""] for sense in senses)
    told = [sense for sense in senses if weights[sense.country or ""] == most]
    return hit._replace(senses=tuple(sorted(told, key=lambda sense: sense.level == "country")))


def _town(text: str, region: Hit, hits: list[Hit], *, is_short: bool, outer: Hit) -> _Town | None:
    """The town, county or zone before a comma and its region, where what stands around shows it to be a place."""
    gap = text[region.start - 2 : region.start]
    if gap != ", " and text[max(0, region.start - 4) : region.start] != " in ":
        return None
    first = max(0, region.start - 70, text.rfind("\n", 0, region.start) + 1)
    match = _TOWN.search(text[first : region.start])
    if match is None or (gap == ", ") == match.group().endswith(" in "):
        return None
    start, end = first + match.start(), first + match.end("unit" if match["unit"] else "name")
    if match["name"].count(" ") == 0 and len(match["name"]) < 3:
        return None
    inside = _inside(hits, start, end)
    known = {sense.country for hit in inside for sense in hit.senses}
    of = next((sense for sense in region.senses if sense.country in known), region.senses[0])
    if any(hit.start < start or hit.end > end for hit in inside) or not _may_be_town(
        text, match, inside, of, (start, outer), is_short=is_short
    ):
        return None
    is_zone = bool(match["unit"]) and _IS_ZONE.search(match["unit"]) is not None
    sense = _sense_of(inside, of.country)
    zone = text[start:end] if is_zone else None
    return _Town(
        match["name"],
        Hit(start, end, (sense,), zone=zone, has_class_word=bool(match["unit"])),
        region._replace(senses=(of,)),
    )


def _may_be_town(
    text: str, match: regex.Match[str], inside: list[Hit], of: Sense, place: tuple[int, Hit], *, is_short: bool
) -> bool:
    start, region = place
    country = of.country
    levels = {sense.level for hit in inside for sense in hit.senses if sense.country in (None, country)}
    if _is_no_town(text, match, region) or any(
        sense.level in ("country", "region") for hit in inside for sense in hit.senses
    ):
        return False
    if "province" in levels and not any(sense.adcode for hit in inside for sense in hit.senses):
        return bool(match["unit"])  # states side by side: "Indiana, Tennessee, Georgia"
    if match["unit"]:
        return True
    before, after = text[max(0, start - 40) : start], text[region.end : region.end + 30]
    is_closed = _CLOSED.match(after) is not None
    opens = start == 0 or before.endswith("\n")
    if match["name"].isupper():
        return opens and (after.startswith(":") or _DATELINE.match(after) is not None)
    if opens:
        return _DATELINE.match(after) is not None or after.startswith(":")
    if inside and inside[0].senses[0].country != country and _PAIRED.match(after):
        return False
    is_other = any(all(sense.country != country for sense in hit.senses) for hit in inside)
    if is_other and not is_short and (not is_closed or _LISTED.match(after)):
        return False
    is_large = any(sense.adcode and sense.level != "county" for hit in inside for sense in hit.senses)
    if is_large and not is_short:
        return False
    is_country = of.level == "country"
    if match.group().endswith(" in ") and is_country:
        return _preposition(before) in ("in", "near", "outside") and not _INTEREST.search(before)
    return _leads(before, after, is_closed=is_closed, is_country=is_country, is_short=is_short)


def _is_no_town(text: str, match: regex.Match[str], region: Hit) -> bool:
    """Whether the name is a firm's or an office's, or the region opens something else: "Foxconn, India's largest"."""
    return bool(_FIRM.fullmatch(match["name"].split(" ")[-1])) or text.startswith(("'s", "’s"), region.end)


def _leads(before: str, after: str, *, is_closed: bool, is_country: bool, is_short: bool) -> bool:
    word = _preposition(before)
    if word is not None:
        return (not is_country or word.lower() in _SITED) and (word.islower() or is_closed)
    if is_country or not is_closed or _BY.search(before):
        return False
    return _PLAIN_BEFORE.search(before) is not None


def _preposition(before: str) -> str | None:
    match = _INTO.search(before)
    return match["prep"] if match else None


def _sense_of(inside: list[Hit], country: str | None) -> Sense:
    known = (sense for hit in inside for sense in hit.senses if sense.country == country)
    name = next((sense.name for sense in known), "")
    return Sense("city", "english", country=country, name=name)


def _inside(hits: list[Hit], start: int, end: int) -> list[Hit]:
    """The hits that overlap a span; hits are in order and do not overlap."""
    first = bisect_left(hits, start, key=lambda hit: hit.end)
    last = bisect_left(hits, end, key=lambda hit: hit.start)
    return [hit for hit in hits[first:last] if hit.end > start]


def _merged(hits: list[Hit], more: list[Hit]) -> list[Hit]:
    """The hits in order, the new ones in the place of those that they overlap."""
    if not more:
        return hits
    fresh: list[Hit] = []
    for hit in sorted(more, key=lambda one: (one.start, -one.end)):
        if not fresh or hit.start >= fresh[-1].end:
            fresh.append(hit)
    kept = [hit for hit in hits if not _inside(fresh, hit.start, hit.end)]
    return sorted((*kept, *fresh), key=lambda hit: (hit.start, hit.end))


def _unguarded(text: str, hits: list[Hit], gazetteer: Gazetteer) -> list[Hit]:
    """The hits without words, people and firms; what a list or a comma joins to a foreign place is one too."""
    kept: list[Hit] = []
    weights = _weights(hits)
    for hit in hits:
        if _heads(text, hit) and any(weights[sense.country or ""] > 2 for sense in hit.senses):
            kept.append(hit)
            continue
        is_listed = bool(kept) and _is_abroad(kept[-1]) and text[kept[-1].end : hit.start] in _LISTS
        if is_listed or not _is_guarded(text, hit, gazetteer):
            kept.append(hit)
    return kept


def _heads(text: str, hit: Hit) -> bool:
    """Whether a foreign name opens a line as the heading of what follows: "Mobile: A steel yard ..."."""
    opens = hit.start == 0 or text[hit.start - 1] == "\n"
    return opens and text.startswith(": ", hit.end) and _is_abroad(hit)


def _is_guarded(text: str, hit: Hit, gazetteer: Gazetteer) -> bool:
    """Whether a name that is also a word, a person's or a firm's stands where nothing shows it to be a place."""
    if not _is_abroad(hit) or hit.has_class_word or hit.zone:
        return False
    if plain_key(words_key(text[hit.start : hit.end])) not in gazetteer.guarded:
        return False
    if text.startswith(("-based", ", "), hit.end) and not _GUARD.search(text[max(0, hit.start - 30) : hit.start]):
        return not text.startswith("-based", hit.end) and not _opens_region(text, hit, gazetteer)
    return _GUARD.search(text[max(0, hit.start - 30) : hit.start]) is None


def _opens_region(text: str, hit: Hit, gazetteer: Gazetteer) -> bool:
    after = _REGION_AFTER.match(text, hit.end)
    if after is None:
        return False
    names = (after[1], after[1].split(" ")[0])
    return any(gazetteer.english.get(words_key(name)) or name in gazetteer.region_abbreviations for name in names)


def _weights(hits: list[Hit]) -> Counter[str]:
    """How often each country is named, its regions and towns twice."""
    weights: Counter[str] = Counter()
    for hit in hits:
        countries = {sense.country for sense in hit.senses}
        (only, *others) = countries or {None}
        if only is not None and not others:
            weights[only] += 1 if any(sense.level == "country" for sense in hit.senses) else 2
    return weights


def _country(hits: list[Hit]) -> str | None:
    """The foreign country that a text is about, if it is about one."""
    weights = _weights(hits)
    at_home = sum(2 for hit in hits if any(sense.adcode for sense in hit.senses))
    commonest = weights.most_common(2)
    if not commonest or commonest[0][1] < at_home:
        return None
    is_first = len(commonest) == 1 or commonest[0][1] > commonest[1][1]
    return commonest[0][0] if is_first and commonest[0][1] * 5 >= weights.total() * 2 else None


def _classed(text: str, hits: list[Hit], country: str) -> list[Hit]:
    """Counties, districts and zones that no table has, in the country that the text is about."""
    found = []
    for last in _CLASS_END.finditer(text):
        word = 1 + max(text.rfind(" ", 0, last.start()), text.rfind("\n", 0, last.start()))
        if (
            not text[word].isupper()
            and not text[word].isdigit()
            and not text.endswith(_CLASS_BEFORE, word, last.start())
        ):
            continue
        first = max(0, last.start() - 70, text.rfind("\n", 0, last.start()) + 1)
        match = _CLASSED.search(text[first : last.end()])
        if match is None or not (match["zone"] or _fits(match["unit"], country)):
            continue
        start, end = first + match.start(), last.end()
        inside = _inside(hits, start, end)
        if any(not _is_abroad(hit) or hit.start < start or hit.end > end for hit in inside):
            continue
        zone = text[start:end] if match["zone"] else None
        if zone or not inside:
            found.append(Hit(start, end, (_sense_of(inside, country),), zone=zone, has_class_word=True))
    return found


def _fits(unit: str, country: str) -> bool:
    if unit == "County":
        return country in _COUNTIES
    if unit.lower() in ("district", "province", "county", "prefecture", "municipality", "commune", "region", "state"):
        return country not in _NO_DISTRICTS and unit.lower() not in ("region", "state")
    return True


def _datelines(text: str, hits: list[Hit], country: str) -> list[Hit]:
    """Towns in capitals that open a report: "JEROME — "."""
    found = []
    for match in _BARE_DATELINE.finditer(text):
        if match["name"].split(" ")[0] not in _NO_DATELINE and not _inside(hits, match.start(), match.end()):
            found.append(Hit(*match.span("name"), (Sense("city", "english", country=country),)))
    return found


def _again(text: str, towns: list[_Town], hits: list[Hit]) -> list[Hit]:
    """Further mentions of towns that the text has named with their region."""
    senses = {town.name.lower(): town.hit.senses for town in towns if not town.hit.zone and not town.hit.has_class_word}
    if not senses:
        return []
    regions = {hit[:2] for town in towns for hit in town[1:]}
    lowered = text.lower()
    found = []
    for name, named in senses.items() if len(lowered) == len(text) else ():
        start = lowered.find(name)
        while start >= 0:
            end = start + len(name)
            inside = _inside(hits, start, end)
            is_free = (start, end) not in regions and all(hit[:2] == (start, end) and not hit.zone for hit in inside)
            if is_free and text[start].isupper() and _stands_alone(text, start, end):
                found.append(Hit(start, end, named))
            start = lowered.find(name, end)
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a name is no part of a longer one."""
    return not _RUN_BEFORE.search(text[max(0, start - 20) : start]) and not _RUN_AFTER.match(text, end)


def _settled(text: str, hit: Hit, weights: Counter[str]) -> Hit:
    """A name of several countries is that of the one told of most; Georgia is America's beside counties and dollars."""
    if len(hit.senses) < 2 or not _is_abroad(hit) or len({sense.country for sense in hit.senses}) < 2:
        return hit
    best = max(hit.senses, key=lambda sense: weights[sense.country or ""])
    countries = {sense.country for sense in hit.senses}
    is_open = len({weights[country or ""] for country in countries}) == 1
    if is_open and countries == {"GE", "US"} and "US" in countries and _AMERICAN.search(text):
        best = next(sense for sense in hit.senses if sense.country == "US")
    return hit._replace(senses=(best,))
