"""National zones: the names under which they are looked for, and what a bare 高新区 means at home."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from leadseam.resources import Resources
from leadseam.resources.regions import is_within

_CHINESE = {
    "development": ("经济技术开发区", "经济开发区", "经开区"),
    "high_tech": ("高新技术产业开发区", "高新技术开发区", "国家高新区", "高新区"),
    "bonded": ("综合保税区", "综保区"),
    "border": ("边境经济合作区", "边合区"),
}
_ENGLISH = {
    "development": ("Economic and Technological Development Zone", "Economic Development Zone"),
    "high_tech": ("High-tech Industrial Development Zone", "High-tech Zone", "Hi-tech Zone", "High-tech District"),
    "bonded": ("Comprehensive Bonded Zone", "Integrated Bonded Zone"),
    "border": ("Border Economic Cooperation Zone",),
}


class Zone(NamedTuple):
    """A zone of the state: its full names, its kind, the code of the division it lies in.

    A plain one needs no name of its own: what stands before its class word, read as a division, is its host.
    """

    name: str
    own: str
    english: str
    kind: str
    adcode: str
    is_plain: bool


@lru_cache(maxsize=4)
def table(resources: Resources) -> tuple[Zone, ...]:
    """All national zones of one resource folder."""
    rows = resources.rows("national_zones.csv")
    return tuple(
        Zone(row["zone"], row["own"], row["en"], row["kind"], row["adcode"], row["plain"] == "1") for row in rows
    )


def at_home(kind: str, home: str, resources: Resources) -> Zone | None:
    """The zone that a bare 经开区 or "the High-tech Zone" means: the only one of its kind inside the home place.

    >>> from leadseam.resources import load
    >>> zone = at_home("high_tech", "320400", load())
    >>> at_home("high_tech", "420600", load()).name, at_home("high_tech", "320100", load()).adcode, zone
    ('襄阳高新技术产业开发区', '320100', None)
    """
    if home.endswith("0000"):
        return None
    inside = [zone for zone in _of_kind(resources).get(kind, ()) if is_within(zone.adcode, home)]
    return inside[0] if len(inside) == 1 else None


@lru_cache(maxsize=4)
def _of_kind(resources: Resources) -> dict[str, tuple[Zone, ...]]:
    kinds = {zone.kind for zone in table(resources)}
    return {kind: tuple(zone for zone in table(resources) if zone.kind == kind) for kind in kinds}


def chinese_names(resources: Resources) -> Iterator[tuple[str, Zone]]:
    """The Chinese names of the zones that are not plain."""
    for zone in _named(resources):
        words = _CHINESE.get(zone.kind, ())
        yield from ((name, zone) for name in _forms(zone.name, words))
        if zone.own:
            yield from ((zone.own + word, zone) for word in words)


def english_names(resources: Resources) -> Iterator[tuple[str, Zone]]:
    """The English names of the zones that are not plain."""
    for zone in _named(resources):
        yield from ((name, zone) for name in _forms(zone.english, _ENGLISH.get(zone.kind, ())))


def _named(resources: Resources) -> Iterator[Zone]:
    return (zone for zone in table(resources) if not zone.is_plain)


def _forms(name: str, classes: tuple[str, ...]) -> Iterator[str]:
    """What stands before the class word (惠州大亚湾) with each of its forms; the name where it ends with none."""
    base = next((name.removesuffix(word) for word in classes if name.endswith(word)), None)
    yield from (name,) if base is None else (base + word for word in classes)
