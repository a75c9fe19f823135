"""The words that metrics are read by, from `resources/lexicons/{zh,en}/metrics.toml`."""

from dataclasses import dataclass
from functools import lru_cache

import regex

from leadseam.resources import Resources
from leadseam.schema import Lang


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The word classes of one language as compiled patterns, and the nouns that tell what is counted."""

    lang: Lang
    classes: dict[str, regex.Pattern[str]]
    nouns: dict[str, regex.Pattern[str]]
    units: frozenset[str]

    def has(self, name: str, text: str) -> bool:
        """Whether a word of the class stands in the text."""
        return self.classes[name].search(text) is not None

    def opens(self, name: str, text: str) -> bool:
        """Whether the text starts with a word of the class."""
        return self.classes[name].match(text) is not None

    def ends(self, name: str, text: str) -> bool:
        """Whether the text ends in a word of the class (white space and an article aside)."""
        return self.classes[f"{name}$"].search(text[-90:]) is not None


@lru_cache(maxsize=8)
def words(resources: Resources, lang: Lang) -> Words:
    """The word classes of a language.

    >>> from leadseam.resources import load
    >>> words(load(), "zh").has("target", "力争签约项目80个")
    True
    """
    table = resources.toml(f"lexicons/{lang}/metrics.toml")
    nouns = {name: compiled(fragments, lang) for name, fragments in table.pop("nouns").items()}
    classes = {name: compiled(fragments, lang) for name, fragments in table.items()}
    for name, fragments in table.items():
        classes[f"{name}$"] = _at_end(fragments, lang)
    units = frozenset(unit for same in resources.toml("lexicons/count_units.toml").values() for unit in same)
    return Words(lang, classes, nouns, units)


def compiled(fragments: list[str], lang: Lang) -> regex.Pattern[str]:
    """One pattern for any of the fragments; English ones match whole words and any run of blanks."""
    if not fragments:
        return regex.compile(r"(?!)")
    joined = "|".join(fragments)
    if lang == "zh":
        return regex.compile(joined)
    return regex.compile(rf"(?<![\w-])(?:{_spaced(joined)})(?!\w)", regex.IGNORECASE)


def _at_end(fragments: list[str], lang: Lang) -> regex.Pattern[str]:
    if not fragments:
        return regex.compile(r"(?!)")
    joined = "|".join(fragments)
    if lang == "zh":
        return regex.compile(rf"(?:{joined})$")
    return regex.compile(rf"(?<!\w)(?:{_spaced(joined)})\s{{0,3}}(?:the\s{{0,3}})?$", regex.IGNORECASE)


def _spaced(pattern: str) -> str:
    """Blanks in a pattern match a run of blanks, one that may fail (`per ?cent`) none too; those inside a character
    class and look-behinds stay."""
    pattern = regex.sub(r"(?<!\[[^\]]{0,20}|\(\?<![^)]{0,30}) \?", r"\\s{0,3}", pattern)
    return regex.sub(r"(?<!\[[^\]]{0,20}|\(\?<![^)]{0,30}) ", r"\\s{1,3}", pattern)
