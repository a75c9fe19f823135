"""What machine translation does to place names, undone inside the home province, always with the flag `mt_fixed`."""

import regex

from leadseam.lang._later import regex_later
from leadseam.resources import regions
from leadseam.resources.regions import is_within
from leadseam.values._gazetteer import Gazetteer, Sense, words_key
from leadseam.values._place_hits import Hit

_AGENT = regex_later(
    r"(?:['’]s)?[ ](?:has|have|had|will|is|was|held|holds|attracted|introduced|signed|launched|insists|adheres|achieved"
    r"|strives|city[ ]has)\b",
    flags=regex.IGNORECASE,
)
_LOCUS = regex_later(
    r"(?:investment[ ](?:promotion|attraction)(?:[ ]work)?|industr(?:y|ies)|economy|development|work|environment"
    r"|projects?|enterprises?)[ ](?:in|of)[ ]$"
    r"|(?:came|come|coming)[ ]to[ ]$",
    flags=regex.IGNORECASE,
)
_AWAY = regex_later(
    r"(?:went|go|going|trip|travel(?:l?ed)?|visited|visit|fly|flew|stationed|headquartered|based|held|office|branch"
    r"|exhibition)[ ](?:to|in|at)?[ ]?$"
    r"|(?:,|and|or|such[ ]as|like|with|from)[ ]$",
    flags=regex.IGNORECASE,
)
_LISTED = regex_later(r",[ ](?:and[ ])?[A-Z]|[ ]and[ ][A-Z]|-based\b")
_KNOWN, _OTHER = 1, 2


def repair(text: str, hits: tuple[Hit, ...], gazetteer: Gazetteer, *, home: str | None, is_mt: bool) -> tuple[Hit, ...]:
    """The hits with mistranslated names replaced by what the home province makes of them."""
    if home is None:
        return tuple(hit for hit in hits if not _is_only_mt(hit))
    countries = {sense.country for hit in hits for sense in hit.senses if sense.level == "country"}
    known = (_foreign_fixed(hit, gazetteer, home, countries) for hit in hits)
    fixed = tuple(hit for hit in known if not (_is_only_mt(hit) and not hit.flags))
    rendered = renderings(text, fixed, gazetteer, home, is_mt=is_mt)
    return tuple(_as_home(hit, home) if _rendered_code(hit) in rendered else hit for hit in fixed)


def _is_only_mt(hit: Hit) -> bool:
    return bool(hit.senses) and all(sense.surface == "mt" for sense in hit.senses)


def _foreign_fixed(hit: Hit, gazetteer: Gazetteer, home: str, countries: set[str | None]) -> Hit:
    """A foreign or literally translated name whose Chinese is a division of the home province."""
    near = home[:2] + "0000"
    for sense in hit.senses:
        if sense.surface == "mt" and sense.adcode and is_within(sense.adcode, near):
            return _fixed(hit, (sense,))
        if sense.level in ("province", "city") and sense.country and sense.country not in countries:
            twins = tuple(one for one in _namesakes(sense.name, gazetteer) if is_within(one.adcode or "", near))
            if twins:
                return _fixed(hit, twins)
    return hit


def _fixed(hit: Hit, senses: tuple[Sense, ...]) -> Hit:
    return hit._replace(senses=tuple(one._replace(surface="mt") for one in senses), flags=(*hit.flags, "mt_fixed"))


def _namesakes(name: str, gazetteer: Gazetteer) -> tuple[Sense, ...]:
    return tuple(one for one in gazetteer.senses.get(name, ()) if one.adcode and one.level in ("prefecture", "county"))


def renderings(text: str, hits: tuple[Hit, ...], gazetteer: Gazetteer, home: str, *, is_mt: bool) -> frozenset[str]:
    """Codes of cities that stand where the original said 我市: elsewhere, unsupported, doing what only home does."""
    codes = {code for hit in hits if (code := _rendered_code(hit)) and not _related(code, home)}
    if not any(_is_home_evidence(hit, home) for hit in hits):
        return frozenset()
    return frozenset(code for code in codes if _is_rendering(text, hits, gazetteer, code, is_mt=is_mt))


def _rendered_code(hit: Hit) -> str | None:
    """The code of a bare city name, the only kind that machines put for 我市."""
    codes = {sense.adcode for sense in hit.senses if sense.level == "prefecture" and sense.surface == "english"}
    return next(iter(codes)) if len(codes) == 1 and not hit.zone and "mt_fixed" not in hit.flags else None


def _related(code: str, home: str) -> bool:
    return code[:2] == home[:2]


def _is_home_evidence(hit: Hit, home: str) -> bool:
    area = home if home.endswith("00") else home[:4] + "00"
    return any(sense.adcode and is_within(sense.adcode, area) for sense in hit.senses) or hit.unit is not None


def _is_rendering(text: str, hits: tuple[Hit, ...], gazetteer: Gazetteer, code: str, *, is_mt: bool) -> bool:
    own = [hit for hit in hits if _rendered_code(hit) == code]
    if any(_is_specific(hit, code) for hit in hits):
        return False
    is_known = all(words_key(text[hit.start : hit.end]) in gazetteer.renderings for hit in own)
    if not is_known and not is_mt:
        return False
    here = sum(_stands_for_home(text, hit) for hit in own)
    away = sum(_stands_away(text, hit) for hit in own if not _stands_for_home(text, hit))
    return here >= (_KNOWN if is_known else _OTHER) and away == 0


def _is_specific(hit: Hit, code: str) -> bool:
    """Something that speaks for the city itself: a district of its own."""
    return any(sense.adcode and sense.adcode != code and is_within(sense.adcode, code) for sense in hit.senses)


def _stands_for_home(text: str, hit: Hit) -> bool:
    before = text[max(0, hit.start - 60) : hit.start]
    return _AGENT.match(text, hit.end) is not None or _LOCUS.search(before) is not None


def _stands_away(text: str, hit: Hit) -> bool:
    before = text[max(0, hit.start - 30) : hit.start]
    return _AWAY.search(before) is not None or _LISTED.match(text, hit.end) is not None


def _as_home(hit: Hit, home: str) -> Hit:
    row = regions.table().current[home]
    return _fixed(hit, (Sense(row.level, "mt", home, name=row.name),))
