"""English place names in a text: pinyin with or without its class word, zones, regions, foreign places, "our city"."""

import itertools
from collections.abc import Iterator

import regex

from leadseam.lang._later import regex_later
from leadseam.values._gazetteer import Gazetteer, Sense, plain_key, words_key
from leadseam.values._place_hits import Hit
from leadseam.values._spans import disjoint, is_covered

_WORD = regex_later(r"U\.S\.(?:A\.)?|U\.K\.|[^\W\d_]+(?:['’][^\W\d_]+)*+")
_POSSESSIVE = regex_later(r"['’]s?$")
_JOINTS = frozenset((" ", "-", "–", ". ", " - "))
_CLASS_WORD = regex_later(
    r"(?P<peoples>(?:[ ](?:[A-Z][a-z]+|and)){0,4}[ ]autonomous)?[ ](?P<unit>special administrative region"
    r"|autonomous region|municipality|city|county|"
    r"district|province|prefecture|league|banner|region|new area)\b(?![- ](?:center|hall|wall|court))",
    flags=regex.IGNORECASE,
)
_CLASS_ENDS = {
    "city": "市",
    "municipality": "市",
    "county": "县旗",
    "district": "区",
    "province": "省",
    "prefecture": "州区市盟",
    "league": "盟",
    "banner": "旗",
    "region": "区",
    "autonomous region": "区",
    "special administrative region": "区",
    "new area": "区",
}
_ZONE = regex_later(
    r"(?:[ -](?:national|state-level|provincial|municipal|city|county|district|economic|technological"
    r"|technology|technologies|hi-?tech|high-?tech|"
    r"high|new|industrial|industry|industries|comprehensive|integrated|bonded|free|trade|pilot|export"
    r"|processing|development|modern|green|"
    r"chemical|petrochemical|science|international|logistics|software|airport|port|and|&|ecological|circular"
    r"|economy)){0,7}"
    r"[ -](?:development[ ](?:zone|area|district)|industrial[ ](?:park|zone|area)|hi-?tech[ ](?:zone|park)"
    r"|high-tech[ ](?:zone|park|district)|"
    r"trade[ ](?:zone|port|pilot[ ]zone)|bonded[ ](?:zone|area|port|logistics[ ]park)|science[ ](?:park|city)"
    r"|technology[ ]park|"
    r"econom(?:ic|y)[ ]zone|logistics[ ]park|software[ ]park|chemical[ ]park|new[ ](?:area|district|zone)|eco-city"
    r"|processing[ ]zone|"
    r"cooperation[ ]zone|demonstration[ ]zone)\b",
    flags=regex.IGNORECASE,
)
_NOT_AFTER = regex_later(
    r"(?-i:[ ][A-Z][a-z]+){1,3}[ ](?:university|academy of sciences)\b"
    r"|(?:[ ](?:winter|summer))?[ ](?:disneyland|disney|olympics?|paralympics?|asian games|universiade|expo \d{4})\b"
    r"|(?:[ ](?:east|west|north|south|middle|central|jiaotong|normal|polytechnic|medical|agricultural"
    r"|industrial|foreign|new|high-speed|\d+\w*))*[ ]"
    r"(?:university|college|institute|academy|school|hospital|road|rd|street|avenue|lane|bridge|airport"
    r"|duck|noodles?|hotpot|wine|ham|pancakes?|consensus|composite|communiqu[eé]|accords?|station|hotel|railway|expressway|"
    r"highway|opera|cuisine|dialect|bank|airlines|brewery|beer|daily|evening|tv|television"
    r"|stock[ ]exchange|dollars?|time)\b",
    flags=regex.IGNORECASE,
)
_COMPANY = regex_later(
    r"(?:[ ][A-Z(&][\w&().'’-]*){0,8}?,?[ ](?:Co\b|Ltd\b|Inc\b|Corp\b|Corporation\b|Group\b|Holdings?\b"
    r"|Limited\b|Company\b|Technology\b(?! Park))"
)
_LINE_WORDS = r"[-–][A-Z][a-z]+ (?:high-speed|express|railway|rail|line|intercity|freight|highway)"
_LINE_NOUNS = (" high-speed", " express", " rail", " line", " intercity", " freight", " highway")
_LINE = regex_later(rf"[A-Z][a-z]+(?:[-–][A-Z][a-z]+)*{_LINE_WORDS}", flags=regex.IGNORECASE)
_LINE_END = regex_later(_LINE_WORDS, flags=regex.IGNORECASE)
_NO_PLACE = regex_later(
    r"(?:mount|mt\.?|lake)[ ]\w+|xi jinping|china merchants(?: (?:group|bank|port|securities|shekou))?"
    r"|university of [a-z]+|bank of (?:china|beijing"
    r"|shanghai|ningbo|nanjing)"
    r"|texas instruments|(?:georgia|virginia) tech"
    r"|(?:central|western) china (?=international|expo)|sun yat-sen|tsingtao beer"
    r"|(?:kweichow|guizhou) (?:moutai|maotai)",
    flags=regex.IGNORECASE,
)
_DEICTIC = regex_later(
    r"\b(?:(?P<our>our)|the whole|the entire|whole|entire|the|this)[ ](?P<unit>city|county|district|province"
    r"|prefecture|banner|region|(?<=our )state)\b"
    r"(?!['’]?s?[- ](?:of\b|cent(?:er|re)|hall|court|proper|wide))",
    flags=regex.IGNORECASE,
)
_BARE_ZONE = regex_later(
    r"(?<![A-Z][\w'’-]{0,30} )(?:\b[Tt]he )?(?<![\w-])(?:[Nn]ational )?"
    r"(?:(?P<development>Economic(?: and Technological)? Development Zone)"
    r"|(?P<high_tech>[Hh](?:igh|i)-?[Tt]ech(?:nology)?(?: Industrial)?(?: Development)? (?:Zone|District))"
    r"|(?P<bonded>Comprehensive Bonded Zone))\b"
)
# What follows tells of an office: the name before it is a division's, whatever else it may be called.
_OFFICE = regex_later(
    r"[ ](?:(?P<city>municipal)|people['’]s (?:government|congress|court)|party (?:committee|secretary)|cpc|bureau of"
    r"|government|investment promotion|natural resources|commerce bureau|bureau|development and reform"
    r"|committee of the cpc)\b",
    flags=regex.IGNORECASE,
)
_TITLE = regex_later(r"Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Engineer|Chairman|Chairwoman|Madam")
_GIVEN = regex_later(r"[ ][A-Z][a-z]+\b(?! (?:City|County|District|Province))")
_VOWELS = regex_later(r"[aeiouü]+")
_CAPITAL = regex_later(r"[ ][A-Z]")
_WIDE = regex_later(r"\b(?P<unit>city|county|district|province)-?wide\b", flags=regex.IGNORECASE)
_SMALL_UNITS = frozenset({"county", "zone", "city"})


def scan(text: str, gazetteer: Gazetteer, *, is_mt: bool) -> tuple[Hit, ...]:
    """Every English place name in order with its class word or zone; people, streets and schools are left out."""
    lowered = text.lower()
    has_line = any(map(lowered.__contains__, _LINE_NOUNS)) and _LINE_END.search(text)
    lines = _LINE.finditer(text) if has_line else ()
    blocked = disjoint(match.span() for match in itertools.chain(lines, _NO_PLACE.finditer(text)))
    hits = [hit for hit in _named(text, gazetteer, is_mt=is_mt) if not is_covered(hit.start, hit.start + 1, blocked)]
    taken = {hit.start for hit in hits}
    hits += [hit for hit in _deictic(text) if hit.start not in taken]
    covered = {position for hit in hits if hit.zone for position in (hit.start, hit.end)}
    hits += [hit for hit in _bare_zones(text) if hit.end not in covered and hit.start not in covered]
    return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end)))


def _named(text: str, gazetteer: Gazetteer, *, is_mt: bool) -> Iterator[Hit]:
    words = list(_WORD.finditer(text))
    known = gazetteer.longest
    index = 0
    while index < len(words):
        first = _first_key(words[index].group())
        longest = known.get(first, 0) or (0 if first.isascii() else known.get(plain_key(first), 0))
        count, senses, end = _longest_at(text, words, index, longest, gazetteer) if longest else (0, (), 0)
        if count:
            hit = _hit(text, words, index, end, senses, is_mt=is_mt, gazetteer=gazetteer)
            if hit is not None:
                yield hit
        index += max(count, 1)


def _first_key(word: str) -> str:
    """The word as the first of an indexed name."""
    return word.lower() if word.isalpha() else words_key(_POSSESSIVE.sub("", word)).split(" ")[0]


def _longest_at(
    text: str, words: list[regex.Match[str]], index: int, longest: int, gazetteer: Gazetteer
) -> tuple[int, tuple[Sense, ...], int]:
    most, joined = min(longest, len(words) - index), 1
    while joined < most and _is_joint(text[words[index + joined - 1].end() : words[index + joined].start()]):
        joined += 1
    for count in range(joined, 0, -1):
        run = words[index : index + count]
        last = run[-1].group()
        end = run[-1].end() - (len(last) - len(_POSSESSIVE.sub("", last)))
        key = words_key(text[run[0].start() : end])
        senses = gazetteer.english.get(key) or (None if key.isascii() else gazetteer.english.get(plain_key(key)))
        if senses:
            return count, senses, end
    return 0, (), 0


def _is_joint(gap: str) -> bool:
    return gap.removesuffix("\n") in _JOINTS


def _hit(
    text: str,
    words: list[regex.Match[str]],
    index: int,
    end: int,
    senses: tuple[Sense, ...],
    *,
    is_mt: bool,
    gazetteer: Gazetteer,
) -> Hit | None:
    start = words[index].start()
    name = text[start:end]
    classed, class_end = _with_class_word(text, end, senses)
    office = _OFFICE.match(text, end)
    if office and office["city"]:
        classed = tuple(sense for sense in senses if sense.name.endswith("市")) or senses
    is_lower = name[0].islower()
    is_bare = not class_end and office is None
    if is_bare and _needs_class_word(name, is_lower=is_lower, is_mt=is_mt, senses=senses, gazetteer=gazetteer):
        return None
    zone = _ZONE.match(text, class_end or end) if _may_host(classed) else None
    is_named = not is_bare or zone is not None
    if not is_named and (_is_person(text, words, index, senses, gazetteer) or _NOT_AFTER.match(text, end)):
        return None
    if zone and not (class_end and zone.end() == class_end):
        return Hit(start, zone.end(), classed, zone=text[start : zone.end()], is_lower=is_lower)
    in_name = _opens_company(text, start, class_end or end)
    flags = ("in_name",) if in_name else ()
    is_loose = is_bare and _is_part_of_name(text, end, classed)
    return Hit(
        start,
        class_end or end,
        classed,
        flags=flags,
        has_class_word=not is_bare,
        is_lower=is_lower,
        is_loose=is_loose,
    )


def _may_host(senses: tuple[Sense, ...]) -> bool:
    return any(sense.adcode and sense.level != "zone" for sense in senses)


def _with_class_word(text: str, end: int, senses: tuple[Sense, ...]) -> tuple[tuple[Sense, ...], int]:
    """The senses that fit the class word after the name and its end, or all senses and 0."""
    match = _CLASS_WORD.match(text, end)
    if match is None:
        return senses, 0
    ends = _CLASS_ENDS[match["unit"].lower()]
    fitting = tuple(sense for sense in senses if sense.name and sense.name[-1] in ends and sense.level != "zone")
    if not fitting:  # machines and old habits say City or County of what is a district today, never of a province
        fitting = tuple(sense for sense in senses if sense.level in ("prefecture", "county"))
    return (fitting, match.end()) if fitting else (senses, 0)


def _needs_class_word(
    name: str, *, is_lower: bool, is_mt: bool, senses: tuple[Sense, ...], gazetteer: Gazetteer
) -> bool:
    key = words_key(name)
    vowels = _VOWELS.findall(key)
    if key in gazetteer.words or (len(vowels) < 2 and not any(sense.country for sense in senses)):
        return not (key in gazetteer.words and not any(sense.adcode for sense in senses) and not is_lower)
    if not is_lower:
        return False
    return not is_mt or all(sense.country for sense in senses)


def _is_person(
    text: str, words: list[regex.Match[str]], index: int, senses: tuple[Sense, ...], gazetteer: Gazetteer
) -> bool:
    if index == 0:
        return False
    before = words[index - 1]
    if _TITLE.fullmatch(before.group()) and text[before.end() : words[index].start()] in (" ", ". "):
        return _GIVEN.match(text, words[index].end()) is not None
    if index > 1 and before.group()[0].isupper() and _TITLE.fullmatch(words[index - 2].group()):
        return text[words[index - 2].end() : before.start()] in (" ", ". ") and text[before.end()] == " "
    if all(sense.level in ("province", "country", "region", "zone") for sense in senses):
        return False
    is_next_to = text[before.end() : words[index].start()] == " "
    return is_next_to and before.group()[0].isupper() and before.group().lower() in gazetteer.surnames


def _is_part_of_name(text: str, end: int, senses: tuple[Sense, ...]) -> bool:
    """A county's bare name before another capital: more often a building's or a firm's name than a place."""
    follows_capital = _CAPITAL.match(text, end) is not None
    return follows_capital and all(sense.level == "county" for sense in senses)


def _opens_company(text: str, start: int, end: int) -> bool:
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        return _COMPANY.match(text, end + 1, end + 120) is not None and text[end + 1 : end + 2] == " "
    return _COMPANY.match(text, end, end + 120) is not None


def _deictic(text: str) -> Iterator[Hit]:
    for match in _DEICTIC.finditer(text):
        if match["unit"].lower() == "region" and not match["our"]:
            continue
        flags = ("our",) if match["our"] else ()
        yield Hit(match.start(), match.end(), (), unit=match["unit"].lower(), flags=flags)
    for match in _WIDE.finditer(text) if "wide" in text.lower() else ():
        yield Hit(match.start(), match.end(), (), unit=match["unit"].lower())


def _bare_zones(text: str) -> Iterator[Hit]:
    if "Zone" not in text and "District" not in text:
        return
    for match in _BARE_ZONE.finditer(text):
        yield Hit(match.start(), match.end(), (), unit=match.lastgroup, flags=("zone",))


def keep_lower(hit: Hit, home: str | None) -> bool:
    """Lower-case county names count only inside the home prefecture: too many everyday words look like them."""
    if not hit.is_lower or hit.has_class_word or hit.zone:
        return True
    levels = {sense.level for sense in hit.senses}
    if not levels <= _SMALL_UNITS:
        return True
    return home is not None and any((sense.adcode or "")[:4] == home[:4] for sense in hit.senses)
