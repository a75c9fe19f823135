"""Places in a text: every division of China since 1981, zones, named regions, countries and foreign cities."""

from datetime import date
from functools import lru_cache

from leadseam.resources import Resources, regions
from leadseam.schema import Lang, PlaceValue
from leadseam.values import _gazetteer, _zones
from leadseam.values._gazetteer import Sense
from leadseam.values._place_hits import Hit
from leadseam.values._place_link import Choice, chains, deictic_code, last_named, link


def find(
    text: str,
    resources: Resources,
    *,
    lang: Lang,
    is_mt: bool = False,
    published: date | None = None,
    home: str | None = None,
    is_open: bool = False,
) -> tuple[PlaceValue, ...]:
    """Every place in the text, by position; a chain of names is one place, the most specific of them.

    `is_open` keeps short names that nothing in the text shows to be places (寻乌 in 希望多到寻乌走一走).

    >>> from leadseam.resources import load
    >>> [(place.text, place.adcode) for place in find("项目落户山东省青岛市即墨区。", load(), lang="zh")]
    [('山东省青岛市即墨区', '370215')]
    >>> [(place.text, place.adcode) for place in find("A plant in Jimo District, Qingdao.", load(), lang="en")]
    [('Jimo District, Qingdao', '370215')]
    """
    gazetteer = _gazetteer.load(resources)
    hits = _scan(text, resources, lang, is_mt, home if lang == "en" else None)
    hits = tuple(hit._replace(is_loose=False) for hit in hits) if is_open else hits
    if lang == "en":
        from leadseam.values._place_mt import repair

        hits = repair(text, hits, gazetteer, home=home, is_mt=is_mt)
    choices = link(chains(text, hits, is_english=lang == "en"), gazetteer, home)
    named = [_named(text, choice, published) for choice in choices if choice.sense or choice.candidates]
    unnamed = [hit for hit in hits if hit.unit is not None]
    if not unnamed:
        return tuple(named)
    deictic = [_deictic(text, hit, code) for hit in unnamed if (code := _meant(hit, choices, home))]
    zones = [_zone(text, hit, zone) for hit in unnamed if (zone := _zone_meant(hit, home, resources))]
    return tuple(sorted([*named, *deictic, *zones], key=lambda place: (place.start, place.end)))


@lru_cache(maxsize=2)
def _scan(text: str, resources: Resources, lang: Lang, is_mt: bool, home: str | None) -> tuple[Hit, ...]:
    """The names in a text; kept for the next question, for a home place is sought in the same text more than once."""
    gazetteer = _gazetteer.load(resources)
    if lang == "zh":
        from leadseam.values import _place_zh

        return _place_zh.scan(text, gazetteer)
    from leadseam.values import _place_abroad, _place_en

    # A text that speaks for a Chinese place may write names in lower case, as machines do.
    found = _place_en.scan(text, gazetteer, is_mt=is_mt or home is not None)
    kept = tuple(hit for hit in found if _place_en.keep_lower(hit, home))
    return _place_abroad.complete(text, kept, gazetteer, home=home)


def _named(text: str, choice: Choice, published: date | None) -> PlaceValue:
    chain, sense = choice.chain, choice.sense
    flags = chain.hits[0].flags
    if len(chain.hits) > 1:
        flags = tuple(dict.fromkeys(flag for hit in chain.hits for flag in hit.flags))
    if sense is None:
        return PlaceValue(
            start=chain.start,
            end=chain.end,
            text=text[chain.start : chain.end],
            flags=(*flags, "ambiguous"),
            confidence=choice.confidence,
            adcode=None,
            candidates=choice.candidates,
            surface=chain.senses[0].surface,
        )
    zone = chain.zone or sense.zone
    return PlaceValue(
        start=chain.start,
        end=chain.end,
        text=text[chain.start : chain.end],
        flags=flags,
        confidence=choice.confidence,
        adcode=sense.adcode,
        country=sense.country,
        region=sense.region,
        level="zone" if zone else sense.level,
        zone=zone,
        adcode_then=_then(sense, published),
        surface=sense.surface,
    )


def _then(sense: Sense, published: date | None) -> str | None:
    if sense.adcode is None or published is None:
        return None
    code = regions.code_on(sense.adcode, published)
    return code if code != sense.adcode else None


def _meant(hit: Hit, choices: tuple[Choice, ...], home: str | None) -> str | None:
    """The code behind 我市 or "the county": the home place's, else (not for "our") what was last named of its kind."""
    if hit.unit is None or "zone" in hit.flags:
        return None
    code = None if "that" in hit.flags else deictic_code(hit, home)
    if code or "our" in hit.flags:
        return code
    return last_named(hit, choices)


def _deictic(text: str, hit: Hit, code: str) -> PlaceValue:
    row = regions.table().current[code]
    return PlaceValue(
        start=hit.start,
        end=hit.end,
        text=text[hit.start : hit.end],
        confidence=0.9,
        adcode=code,
        level=row.level,
        surface="deictic",
    )


def _zone_meant(hit: Hit, home: str | None, resources: Resources) -> _zones.Zone | None:
    """The zone that a bare 高新区 means: the home place's, where it has one only."""
    is_bare = home is not None and hit.unit is not None and "zone" in hit.flags
    return _zones.at_home(hit.unit, home, resources) if is_bare and hit.unit and home else None


def _zone(text: str, hit: Hit, zone: _zones.Zone) -> PlaceValue:
    return PlaceValue(
        start=hit.start,
        end=hit.end,
        text=text[hit.start : hit.end],
        confidence=0.85,
        adcode=zone.adcode,
        level="zone",
        zone=zone.name,
        surface="deictic",
    )
