"""All names of places and what they can mean, ready for matching: divisions, zones, regions, foreign places."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from leadseam.resources import Resources, regions, uncollected
from leadseam.resources.regions import Region
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


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Chinese names behind one automaton, English names by their words; `longest` is the number of words to try."""

    automaton: CharwiseDoubleArrayAhoCorasick
    chinese: tuple[str, ...]
    senses: dict[str, tuple[Sense, ...]]
    english: dict[str, tuple[Sense, ...]]
    longest: dict[str, int]
    abbreviations: dict[str, str]
    same_names: frozenset[str]
    renderings: frozenset[str]
    brands: tuple[str, ...]
    surnames: frozenset[str]
    words: frozenset[str]


_SPACED = str.maketrans({"’": "'", "-": " ", "–": " ", ".": " "})
_Names = dict[str, dict[tuple[str | None, ...], Sense]]


@lru_cache(maxsize=4)
@uncollected
def load(resources: Resources) -> Gazetteer:
    """The gazetteer of one resource folder, built once (about 0.1 s)."""
    chinese: _Names = {}
    english: _Names = {}
    common = frozenset(resources.lines("place_common.txt"))
    _add_divisions(chinese, english, resources, common)
    _add_aliases(chinese, english, resources)
    _add_zones(chinese, english, resources)
    _add_regions(chinese, english, resources)
    _add_foreign(chinese, english, resources)
    blocks = resources.lines("place_blocks.txt")
    brands = tuple(line.removeprefix("+") for line in blocks if line.startswith("+"))
    senses = {name: tuple(found.values()) for name, found in chinese.items()}
    senses |= {name: () for name in blocks if not name.startswith("+")}
    names = tuple(senses)
    words = {name: tuple(found.values()) for name, found in english.items()}
    return Gazetteer(
        CharwiseDoubleArrayAhoCorasick(list(names)),
        names,
        senses,
        words,
        _longest(words),
        {row["name"]: row["adcode"] for row in _aliases(resources, "abbr")},
        _shared_with_child(regions.table(resources)),
        frozenset(row["name"].lower() for row in _aliases(resources, "rendering")),
        brands,
        frozenset(resources.lines("place_surnames.txt")),
        frozenset(resources.lines("place_words_en.txt")),
    )


def _longest(names: dict[str, tuple[Sense, ...]]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for name in names:
        first, *rest = name.split(" ")
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return longest


def words_key(name: str) -> str:
    """A name as the index writes it: lower case, words parted by one space.

    >>> words_key("Beijing-Tianjin-Hebei"), words_key("Xi’an")
    ('beijing tianjin hebei', "xi'an")
    """
    lowered = name.lower()
    return lowered if lowered.isalpha() else " ".join(lowered.translate(_SPACED).split())


def _put(names: _Names, name: str, sense: Sense) -> None:
    key = sense[2:6]  # adcode, country, region, zone
    found = names.get(name)
    if found is None:
        names[name] = {key: sense}
    elif key not in found or found[key].is_retired:
        found[key] = sense


def _add_divisions(chinese: _Names, english: _Names, resources: Resources, common: frozenset[str]) -> None:
    dominant = {(row["name"].lower(), row["adcode"]) for row in _aliases(resources, "dominant")}
    for row in regions.table(resources).rows:
        code, retired = row.today, row.until is not None
        is_bare = row.name in common  # a whole name that is a class word only: 新区, 矿区
        full = Sense(row.level, "full", code, None, None, None, row.name, retired, is_bare)
        for name in {row.name, row.traditional}:
            _put(chinese, name, full)
        shorts = _shorts(row)
        is_everyday = row.level == "county" and not shorts.isdisjoint(common)
        for name in shorts:
            is_common = is_everyday and name in common
            _put(chinese, name, Sense(row.level, "short", code, None, None, None, row.name, retired, is_common))
        for name in _english_forms(row):
            is_dominant = (name, code) in dominant
            _put(
                english,
                name,
                Sense(row.level, "english", code, None, None, None, row.name, retired, is_bare, is_dominant),
            )


def _shorts(row: Region) -> set[str]:
    """Short names still in use; of retired divisions only those of cities, whose names outlive them."""
    if row.short == row.name or (row.until is not None and not row.name.endswith("市")):
        return set()
    return {row.short, row.traditional[: len(row.short)]}


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


def _add_aliases(chinese: _Names, english: _Names, resources: Resources) -> None:
    current = regions.table(resources).current
    surfaces: dict[str, Surface] = {"nickname": "nickname", "short": "short", "zone": "full", "mt": "mt"}
    for row in _all_aliases(resources):
        if row["kind"] not in surfaces:
            continue
        target = current[row["adcode"]]
        level: SenseLevel = "zone" if row["kind"] == "zone" else target.level
        surface = surfaces[row["kind"]]
        zone = row["zone"] or None
        if row["lang"] == "zh":
            _put(chinese, row["name"], Sense(level, surface, target.adcode, zone=zone, name=target.name))
        else:
            shown: Surface = "mt" if surface == "mt" else "english"
            _put(english, words_key(row["name"]), Sense(level, shown, target.adcode, zone=zone, name=target.name))


def _add_zones(chinese: _Names, english: _Names, resources: Resources) -> None:
    current = regions.table(resources).current
    for row in resources.rows("zones.csv"):
        host = current[row["adcode"]]
        _put(chinese, row["zone"], Sense("zone", "full", host.adcode, zone=row["zone"], name=host.name))
    for name, zone in _zones.names(resources):
        host = current[zone.adcode]
        if not name.isascii():
            if name not in chinese:
                _put(chinese, name, Sense("zone", "full", host.adcode, zone=zone.name, name=host.name))
        elif words_key(name) not in english:
            _put(english, words_key(name), Sense("zone", "english", host.adcode, zone=zone.name, name=host.name))


def _add_regions(chinese: _Names, english: _Names, resources: Resources) -> None:
    for row in resources.rows("named_regions.csv"):
        for name in row["zh"].split("|"):
            _put(chinese, name, Sense("region", "full", region=row["region"]))
        for name in row["en"].split("|"):
            _put(english, words_key(name), Sense("region", "english", region=row["region"]))


def _add_foreign(chinese: _Names, english: _Names, resources: Resources) -> None:
    for row in resources.rows("countries.csv"):
        for name in row["zh"].split("|"):
            if len(name) > 1:
                _put(chinese, name, Sense("country", "full", country=row["country"], name=name))
        for name in row["en"].split("|"):
            _put(english, words_key(name), Sense("country", "english", country=row["country"], name=name))
    for row in resources.rows("foreign_cities.csv"):
        city = Sense("city", "full", country=row["country"], name=row["zh"])
        if row["zh"] not in chinese:
            for name in filter(None, (row["zh"], row["trad"])):
                _put(chinese, name, city)
        else:
            _put(chinese, row["zh"], city._replace(is_common=True))
        _put(english, words_key(row["en"]), city._replace(surface="english"))


def _shared_with_child(table: regions.Regions) -> frozenset[str]:
    """Codes of counties that share the short name of their own prefecture (长沙县, 朝阳县)."""
    current = table.current
    pairs = ((code, current.get(code[:4] + "00")) for code in current)
    return frozenset(
        code for code, above in pairs if above and above.adcode != code and above.short == current[code].short
    )
