"""The grammar of names: expressions of `lexicons/*/names.toml`, put together and compiled once."""

from functools import lru_cache

import regex

from leadseam.lang._needs import LineSearch
from leadseam.resources import Resources
from leadseam.schema import Lang

_PART = regex.compile(r"<([A-Z]+)>")


@lru_cache(maxsize=8)
def patterns(resources: Resources, lang: Lang, kind: str) -> dict[str, tuple[regex.Pattern[str], ...]]:
    """The expressions of one kind of name; each a tuple, for some are several.

    >>> from leadseam.resources import load
    >>> patterns(load(), "zh", "government")["body"][0].search("镇海区人民政府").group()
    '人民政府'
    """
    table = resources.toml(f"lexicons/{lang}/names.toml")
    parts: dict[str, str] = table["parts"]
    return {name: _compiled(value, parts) for name, value in table[kind].items()}


def pattern(resources: Resources, lang: Lang, kind: str, name: str) -> regex.Pattern[str]:
    """The one expression called `name`."""
    return patterns(resources, lang, kind)[name][0]


@lru_cache(maxsize=64)
def searches(resources: Resources, kind: str, name: str) -> tuple[LineSearch, ...]:
    """The Chinese expressions called `name`, each tried only on lines with a word that it needs."""
    return tuple(LineSearch.of(one) for one in patterns(resources, "zh", kind)[name])


def _compiled(value: str | list[str], parts: dict[str, str]) -> tuple[regex.Pattern[str], ...]:
    return tuple(regex.compile(_filled(one, parts)) for one in ([value] if isinstance(value, str) else value))


def _filled(expression: str, parts: dict[str, str]) -> str:
    while _PART.search(expression):
        expression = _PART.sub(lambda match: parts[match[1]], expression)
    return expression
