"""Every administrative division of China since 1981: names, levels, today's code, what lies above and below it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from leadseam.resources import Resources, load, uncollected

Level = Literal["province", "prefecture", "county"]
_RANK: dict[str, int] = {"province": 0, "prefecture": 1, "county": 2}
_LEVELS: dict[str, Level] = {"province": "province", "prefecture": "prefecture", "county": "county"}
_CLASS_WORDS = (
    (" special administrative region", "province"),
    (" autonomous region", "province"),
    (" province", "province"),
    (" municipality", None),
    (" autonomous prefecture", "prefecture"),
    (" prefecture", "prefecture"),
    (" league", "prefecture"),
    (" autonomous county", "county"),
    (" county", "county"),
    (" district", "county"),
    (" banner", "county"),
    (" new area", "county"),
    (" city", None),
)


class Region(NamedTuple):
    """A division under one name: `since` and `until` are years; `successors` are today's codes of a retired one.

    A named tuple: thousands are made at start, in a fifth of a data class's time.
    """

    adcode: str
    name: str
    short: str
    traditional: str
    forms: str
    level: Level
    since: int
    until: int | None
    successors: tuple[str, ...]

    @property
    def english(self) -> tuple[str, ...]:
        """The English names, the usual one first; parted when asked for, for most never are."""
        return tuple(self.forms.split("|"))

    @property
    def today(self) -> str:
        """The code of today: the division's own or that of its (main) successor."""
        return self.successors[0] if self.until is not None and self.successors else self.adcode


@dataclass(frozen=True)
class Regions:
    """The whole table: in use by code; everything by name and by today's code, once that is asked for."""

    rows: tuple[Region, ...]
    current: dict[str, Region]

    @cached_property
    def named(self) -> dict[str, tuple[Region, ...]]:
        """Everything by any of its names, English ones in lower case."""
        return uncollected(_by)(
            self.rows, lambda row: {row.name, row.short, row.traditional, *row.forms.lower().split("|")}
        )

    @cached_property
    def history(self) -> dict[str, tuple[Region, ...]]:
        """Everything by the code that it has today."""
        return _by(self.rows, lambda row: (row.today,))


def _by(rows: tuple[Region, ...], keys: Callable[[Region], Iterable[str]]) -> dict[str, tuple[Region, ...]]:
    found: dict[str, list[Region]] = {}
    for row in rows:
        for key in keys(row):
            found.setdefault(key, []).append(row)
    return {key: tuple(some) for key, some in found.items()}


def table(resources: Resources | None = None) -> Regions:
    """The table of one resource folder, read once.

    >>> table().current["370215"].name
    '即墨区'
    """
    return _table(resources or load())


@lru_cache(maxsize=4)
@uncollected
def _table(resources: Resources) -> Regions:
    lines = resources.path("regions.csv").read_bytes().decode().split("\n")
    rows = tuple([_region(*line.split(",")) for line in lines if line[:1].isdigit()])
    return Regions(rows, {row.adcode: row for row in rows if row.until is None})


def _region(
    code: str, name: str, brief: str, trad: str, forms: str, level: str, since: str, until: str, following: str
) -> Region:
    """One line of the table, whose cells hold no comma and are given in its order."""
    end = int(until) if until else None
    after = tuple(following.rstrip().split("|")) if following else ()
    return Region(code, name, brief or name, trad or name, forms, _LEVELS[level], int(since), end, after)


def by_name(name: str, resources: Resources | None = None) -> tuple[Region, ...]:
    """The divisions of today that a full, short, traditional or English name or a code can mean, largest first.

    >>> [region.adcode for region in by_name("山东")]
    ['370000']
    >>> [region.adcode for region in by_name("Jimo District")]
    ['370215']
    >>> [region.name for region in by_name("莱芜市")]
    ['莱芜区']
    >>> [region.adcode for region in (*by_name("福州鼓楼区"), *by_name("Gulou District, Fuzhou"))]
    ['350102', '350102']
    """
    regions = table(resources)
    wanted = name.strip()
    return _named(wanted, regions) or _inside_one_named(wanted[:60], regions)


def _inside_one_named(name: str, regions: Regions) -> tuple[Region, ...]:
    """The division of a name that says where it lies: the larger one before it in Chinese, after a comma in English."""
    small, comma, big = name.partition(",")
    cuts = [(big, small)] if comma else [(name[:cut], name[cut:]) for cut in range(2, len(name) - 1)]
    for outer, inner in cuts:
        found = _named(inner.strip(), regions)
        above = _nearest(outer, regions) if found else ()
        inside = tuple(row for row in found if any(is_within(row.adcode, one.adcode) for one in above))
        if inside:
            return inside
    return ()


def _nearest(outer: str, regions: Regions) -> tuple[Region, ...]:
    """What the larger part names: what stands before a comma, else its longest ending that is a name."""
    names = outer.split(",")[:1] if "," in outer or outer.isascii() else (outer[cut:] for cut in range(len(outer) - 1))
    return next((found for name in names if (found := _named(name.strip(), regions))), ())


def _named(wanted: str, regions: Regions) -> tuple[Region, ...]:
    if wanted.isdecimal():
        return _today(regions.history.get(wanted, ()) or _retired(wanted, regions), regions)
    found = regions.named.get(wanted) or regions.named.get(wanted.lower()) or _without_class_word(wanted, regions)
    exact = tuple(row for row in found if row.until is None)
    return _today(exact or found, regions)


def _retired(code: str, regions: Regions) -> tuple[Region, ...]:
    return tuple(row for row in regions.rows if row.adcode == code)


def _without_class_word(name: str, regions: Regions) -> tuple[Region, ...]:
    lowered = name.lower().replace("’", "'")
    for word, level in _CLASS_WORDS:
        if lowered.endswith(word):
            found = regions.named.get(lowered.removesuffix(word), ())
            return tuple(row for row in found if level in (None, row.level))
    return regions.named.get(lowered, ())


def _today(rows: tuple[Region, ...], regions: Regions) -> tuple[Region, ...]:
    codes = dict.fromkeys(row.today for row in rows)
    found = (regions.current[code] for code in codes if code in regions.current)
    return tuple(sorted(found, key=lambda row: (_RANK[row.level], row.adcode)))


@lru_cache(maxsize=8192)
def bounds(adcode: str) -> tuple[str, str]:
    """The half-open range of codes of a division and everything below it: `low <= code < high`.

    >>> bounds("370000"), bounds("370200"), bounds("370215")
    (('370000', '380000'), ('370200', '370300'), ('370215', '370216'))
    """
    step = 10_000 if adcode.endswith("0000") else 100 if adcode.endswith("00") else 1
    return adcode, f"{int(adcode) + step:06d}"


def is_within(adcode: str, ancestor: str) -> bool:
    """Whether a code is that of `ancestor` or of something below it.

    >>> is_within("370215", "370000"), is_within("370215", "370215"), is_within("370200", "370215")
    (True, True, False)
    """
    if adcode[:2] != ancestor[:2]:
        return False
    low, high = bounds(ancestor)
    return low <= adcode < high


def ancestors(adcode: str, resources: Resources | None = None) -> tuple[str, ...]:
    """The codes above a division, nearest first; counties run by their province have one.

    >>> ancestors("370215"), ancestors("429004"), ancestors("110105")
    (('370200', '370000'), ('420000',), ('110000',))
    """
    current = table(resources).current
    above = dict.fromkeys((adcode[:4] + "00", adcode[:2] + "0000"))
    return tuple(code for code in above if code != adcode and code in current)


def name(adcode: str, lang: Literal["zh", "en"] = "zh", resources: Resources | None = None) -> str | None:
    """The usual name of a division of today, or None for a code that is not in use.

    >>> name("370215"), name("610000", "en"), name("999999")
    ('即墨区', 'Shaanxi', None)
    """
    row = table(resources).current.get(adcode)
    if row is None:
        return None
    return row.name if lang == "zh" else row.english[0]


def code_on(adcode: str, day: date, resources: Resources | None = None) -> str:
    """The code that was valid on `day` for what is `adcode` today.

    >>> code_on("370215", date(2016, 5, 1)), code_on("370215", date(2024, 5, 1))
    ('370282', '370215')
    """
    regions = table(resources)
    current = regions.current.get(adcode)
    if current is None or current.since <= day.year:
        return adcode
    then = [row for row in regions.history[adcode] if row.since <= day.year < (row.until or 9999)]
    same = [row for row in then if row.short == current.short and row.level == current.level]
    return (same or then or [current])[0].adcode
