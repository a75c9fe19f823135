"""All names of places and what they can mean, ready for matching: divisions, zones, regions, foreign places."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any, Literal, NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from leadseam.resources import Resources, regions, uncollected
from leadseam.resources.regions import Region
from leadseam.schema import Lang
from leadseam.values import _zones

SenseLevel = Literal["province", "prefecture", "county", "zone", "country", "region", "city"]
Surface = Literal["full", "short", "abbreviation", "nickname", "deictic", "english", "mt"]


class Sense(NamedTuple):
    """One thing a name can mean; `name` is the division's Chinese name, `zh` a foreign place's.

    A named tuple: twenty thousand are made at start, in a fifth of a data class's time.
    """

    level: SenseLevel
    surface: Surface
    adcode: str | None = None
    country: str | None = None
    region: str | None = None
    zone: str | None = None
    name: str = ""
    is_retired: bool = False
    is_common: bool = False
    is_dominant: bool = False


_SPACED = str.maketrans({"’": "'", "-": " ", "–": " ", ".": " "})
# Letters that do not come apart into a letter and a mark.
_PLAIN = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})
# What a foreign region's Chinese name ends in where it is whole.
_REGION_ENDS = ("州", "省", "邦", "府", "道", "县", "縣", "郡", "区", "區")
# What a name was found to be: a division by one of its names, or a sense that needs no more.
_Facts = dict[str, list[Region | Sense]]


class Senses(dict[str, tuple[Sense, ...]]):
    """What each name can mean, worked out when it is first met: most names of a gazetteer stand in no text."""

    def __init__(self, facts: _Facts, sense: Callable[[str, Region], Sense]) -> None:
        super().__init__()
        self.facts = facts
        self._sense = sense

    def __missing__(self, name: str) -> tuple[Sense, ...]:
        """The senses of a name, each thing once: as it is today rather than as it was."""
        found: dict[tuple[str | None, ...], Sense] = {}
        for fact in self.facts[name]:
            sense = self._sense(name, fact) if isinstance(fact, Region) else fact
            key = sense[2:6]  # adcode, country, region, zone
            if key not in found or found[key].is_retired:
                found[key] = sense
        senses = self[name] = tuple(found.values())
        return senses

    def get(self, name: str, default: Any = None) -> Any:
        """The senses of a name, or the default for what is none."""
        return self[name] if name in self.facts else default


@dataclass(frozen=True)
class Gazetteer:
    """Chinese names behind one automaton, English names by their words; each half is read when a text needs it."""

    resources: Resources

    @cached_property
    def senses(self) -> Senses:
        """What Chinese names mean; names that are none of places mean nothing."""
        return _chinese(self.resources)

    @cached_property
    def chinese(self) -> tuple[str, ...]:
        """The Chinese names in the order of the automaton."""
        return tuple(self.senses.facts)

    @cached_property
    def automaton(self) -> CharwiseDoubleArrayAhoCorasick:
        """Every Chinese name at once."""
        return CharwiseDoubleArrayAhoCorasick(list(self.chinese))

    @cached_property
    def english(self) -> Senses:
        """What English names mean, as `words_key` writes them."""
        return _english(self.resources)

    @cached_property
    def longest(self) -> dict[str, int]:
        """The number of words to try where a name begins with a word."""
        longest: dict[str, int] = {}
        for name in self.english.facts:
            first, _, rest = name.partition(" ")
            count = 2 + rest.count(" ") if rest else 1
            if count > longest.get(first, 0):
                longest[first] = count
        return longest

    @cached_property
    def abbreviations(self) -> dict[str, str]:
        """The codes behind names of one character."""
        return {row["name"]: row["adcode"] for row in _aliases(self.resources, "abbr")}

    @cached_property
    def same_names(self) -> frozenset[str]:
        """Codes of counties that share the short name of their own prefecture (长沙县, 朝阳县)."""
        current = regions.table(self.resources).current
        pairs = ((row, current.get(f"{code[:4]}00")) for code, row in current.items())
        return frozenset(row.adcode for row, above in pairs if above and above is not row and above.short == row.short)

    @cached_property
    def renderings(self) -> frozenset[str]:
        """What machines write for 我市."""
        return frozenset(row["name"].lower() for row in _aliases(self.resources, "rendering"))

    @cached_property
    def brands(self) -> tuple[str, ...]:
        """What follows a place's name in that of a company or a good."""
        return tuple(
            line.removeprefix("+") for line in self.resources.lines("place_blocks.txt") if line.startswith("+")
        )

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Surnames in pinyin."""
        return frozenset(self.resources.lines("place_surnames.txt"))

    @cached_property
    def guarded(self) -> frozenset[str]:
        """Foreign places spelled like English words, people or firms, as `words_key` writes them."""
        return frozenset(self.resources.lines("place_guarded_en.txt"))

    @cached_property
    def region_abbreviations(self) -> dict[str, tuple[Sense, ...]]:
        """What "Ga.", "TX" and "WA" mean behind a town and a comma, the likelier first."""
        found: dict[str, tuple[Sense, ...]] = {}
        for row in self.resources.rows("foreign_regions.csv"):
            for name in row["abbr"].split("|") if row["abbr"] else ():
                found[name] = (*found.get(name, ()), Sense("province", "english", country=row["country"]))
        return found

    @cached_property
    def words(self) -> frozenset[str]:
        """English words that are spelled like names."""
        return frozenset(self.resources.lines("place_words_en.txt"))


@lru_cache(maxsize=4)
def load(resources: Resources) -> Gazetteer:
    """The gazetteer of one resource folder."""
    return Gazetteer(resources)


@uncollected
def _chinese(resources: Resources) -> Senses:
    common = frozenset(resources.lines("place_common.txt"))
    facts: _Facts = {}
    for row in regions.table(resources).rows:
        _, name, short, traditional, _, _, _, until, _ = row
        names = {name, traditional}
        if short != name and (until is None or name.endswith("市")):
            # Of retired divisions the short names of cities are still in use.
            names |= {short, traditional[: len(short)]}
        for one in names:
            facts.setdefault(one, []).append(row)
    for name, sense in (*_aliases_of(resources, "zh"), *_own_zones(resources)):
        facts.setdefault(name, []).append(sense)
    for name, zone in _zones.chinese_names(resources):
        if name not in facts:
            facts[name] = [_zone(zone, "full", resources)]
    for name, sense in _foreign_chinese(resources, facts):
        facts.setdefault(name, []).append(sense)
    facts |= {name: [] for name in resources.lines("place_blocks.txt") if not name.startswith("+")}
    return Senses(facts, partial(_chinese_sense, common))


def _chinese_sense(common: frozenset[str], name: str, row: Region) -> Sense:
    if name in (row.name, row.traditional):  # a whole name that is a class word only: 新区, 矿区
        return _division(row, "full", is_common=row.name in common)
    is_everyday = row.level == "county" and name in common
    return _division(row, "short", is_common=is_everyday)


def _division(row: Region, surface: Surface, *, is_common: bool, is_dominant: bool = False) -> Sense:
    retired = row.until is not None
    return Sense(row.level, surface, row.today, None, None, None, row.name, retired, is_common, is_dominant)


@uncollected
def _english(resources: Resources) -> Senses:
    common = frozenset(resources.lines("place_common.txt"))
    dominant = {(row["name"].lower(), row["adcode"]) for row in _aliases(resources, "dominant")}
    facts: _Facts = {}
    for row in regions.table(resources).rows:
        for name in _english_forms(row):
            facts.setdefault(name, []).append(row)
    for name, sense in _aliases_of(resources, "en"):
        facts.setdefault(words_key(name), []).append(sense)
    for name, zone in _zones.english_names(resources):
        if (key := words_key(name)) not in facts:
            facts[key] = [_zone(zone, "english", resources)]
    for name, sense in _foreign_english(resources):
        facts.setdefault(plain_key(words_key(name)), []).append(sense)
    return Senses(facts, partial(_english_sense, common, dominant))


def _english_sense(common: frozenset[str], dominant: set[tuple[str, str]], name: str, row: Region) -> Sense:
    return _division(row, "english", is_common=row.name in common, is_dominant=(name, row.today) in dominant)


def words_key(name: str) -> str:
    """A name as the index writes it: lower case, words parted by one space.

    >>> words_key("Beijing-Tianjin-Hebei"), words_key("Xi’an")
    ('beijing tianjin hebei', "xi'an")
    """
    lowered = name.lower()
    return lowered if lowered.isalpha() else " ".join(lowered.translate(_SPACED).split())


def plain_key(key: str) -> str:
    """A key without the marks of other alphabets.

    >>> plain_key("győr"), plain_key("nam định"), plain_key("xi'an")
    ('gyor', 'nam dinh', "xi'an")
    """
    if key.isascii():
        return key
    apart = unicodedata.normalize("NFKD", key.translate(_PLAIN))
    return "".join(one for one in apart if not unicodedata.combining(one))


def _english_forms(row: Region) -> Iterator[str]:
    for form in row.english:
        key = words_key(form)
        yield key
        if "'" in key:
            yield key.replace("'", "")
    if row.short.endswith("中") and len(row.short) == 2:  # machines read the character as "China": "Ba-China"
        yield f"{words_key(row.english[0]).removesuffix('zhong')} china"


@lru_cache(maxsize=4)
def _all_aliases(resources: Resources) -> tuple[dict[str, str], ...]:
    return resources.rows("place_aliases.csv")


def _aliases(resources: Resources, kind: str) -> tuple[dict[str, str], ...]:
    return tuple(row for row in _all_aliases(resources) if row["kind"] == kind)


def _aliases_of(resources: Resources, lang: Lang) -> Iterator[tuple[str, Sense]]:
    """Nicknames, further short names, zones and, in English, what machines make of names."""
    current = regions.table(resources).current
    surfaces: dict[str, Surface] = {"nickname": "nickname", "short": "short", "zone": "full", "mt": "mt"}
    for row in _all_aliases(resources):
        if row["kind"] not in surfaces or (row["lang"] == "zh") != (lang == "zh"):
            continue
        target = current[row["adcode"]]
        level: SenseLevel = "zone" if row["kind"] == "zone" else target.level
        surface = surfaces[row["kind"]]
        shown = surface if lang == "zh" or surface == "mt" else "english"
        yield row["name"], Sense(level, shown, target.adcode, zone=row["zone"] or None, name=target.name)


def _own_zones(resources: Resources) -> Iterator[tuple[str, Sense]]:
    current = regions.table(resources).current
    for row in resources.rows("zones.csv"):
        host = current[row["adcode"]]
        yield row["zone"], Sense("zone", "full", host.adcode, zone=row["zone"], name=host.name)


def _zone(zone: _zones.Zone, surface: Surface, resources: Resources) -> Sense:
    host = regions.table(resources).current[zone.adcode]
    return Sense("zone", surface, host.adcode, zone=zone.name, name=host.name)


def _foreign_chinese(resources: Resources, facts: _Facts) -> Iterator[tuple[str, Sense]]:
    """Named regions, countries, their regions and cities; a city that is called like a division is an everyday word."""
    for row in resources.rows("named_regions.csv"):
        for name in row["zh"].split("|"):
            yield name, Sense("region", "full", region=row["region"])
    for row in resources.rows("countries.csv"):
        for name in row["zh"].split("|"):
            if len(name) > 1:
                yield name, Sense("country", "full", country=row["country"], name=name)
    for row in resources.rows("foreign_regions.csv"):
        names = row["zh"].split("|") if row["zh"] else []
        for name in (*names, *(row["trad"].split("|") if row["trad"] else ())):
            level: SenseLevel = "province" if name.endswith(_REGION_ENDS) else "city"
            yield name, Sense(level, "full", country=row["country"], name=names[0], is_common=name in facts)
    for row in resources.rows("foreign_cities.csv"):
        city = Sense("city", "full", country=row["country"], name=row["zh"])
        if row["zh"] in facts:
            yield row["zh"], city._replace(is_common=True)
        else:
            yield from ((name, city) for name in (row["zh"], row["trad"]) if name)


def _foreign_english(resources: Resources) -> Iterator[tuple[str, Sense]]:
    """Named regions, countries, their regions and cities."""
    for row in resources.rows("named_regions.csv"):
        for name in row["en"].split("|"):
            yield name, Sense("region", "english", region=row["region"])
    for row in resources.rows("countries.csv"):
        for name in row["en"].split("|"):
            yield name, Sense("country", "english", country=row["country"], name=name)
    for row in resources.rows("foreign_regions.csv"):
        region = Sense("province", "english", country=row["country"], name=row["zh"].partition("|")[0])
        yield from ((name, region) for name in row["en"].split("|") if name)
    for row in resources.rows("foreign_cities.csv"):
        yield row["en"], Sense("city", "english", country=row["country"], name=row["zh"])
