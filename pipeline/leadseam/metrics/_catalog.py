"""The catalog of indicators: one file each in `resources/indicators`."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from leadseam.metrics._lexicon import compiled
from leadseam.resources import Resources
from leadseam.schema import Lang, MetricKind

MONEY = frozenset({"CNY", "USD"})


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """What is measured: its family, legal units and the words that name it; `group` needs counted projects beside it,
    `level` is told by orders of magnitude alone (百亿级产业)."""

    id: str
    family: str
    units: frozenset[str]
    kind: MetricKind
    group: bool
    level: bool
    pattern: regex.Pattern[str]

    @property
    def is_money(self) -> bool:
        """Whether amounts of money are legal."""
        return bool(self.units & MONEY)

    @property
    def is_rate(self) -> bool:
        """Whether the indicator itself is a percentage."""
        return "%" in self.units


@lru_cache(maxsize=8)
def indicators(resources: Resources, lang: Lang) -> tuple[Indicator, ...]:
    """Every indicator with its words in one language, by id.

    >>> from leadseam.resources import load
    >>> [i.id for i in indicators(load(), "zh") if i.family == "gdp"]
    ['gdp']
    """
    names = resources.names("indicators", ".toml")
    classes = resources.toml("lexicons/count_units.toml")
    return tuple(_indicator(resources.toml(name), classes, lang) for name in names)


@lru_cache(maxsize=8)
def by_id(resources: Resources, lang: Lang) -> dict[str, Indicator]:
    """The same by their ids."""
    return {indicator.id: indicator for indicator in indicators(resources, lang)}


def _indicator(table: dict[str, Any], classes: dict[str, list[str]], lang: Lang) -> Indicator:
    return Indicator(
        id=table["id"],
        family=table["family"],
        units=frozenset(unit for name in table["units"] for unit in classes.get(name, (name,))),
        kind=table["kind"],
        group=table.get("group", False),
        level=table.get("level", False),
        pattern=compiled(table["cues"][lang], lang),
    )
