"""The words that name indicators in a text: one search for what they need tells which of them are tried at all."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from daachorse import CharwiseDoubleArrayAhoCorasick

from leadseam.lang._needs import needed
from leadseam.metrics._catalog import Indicator, indicators
from leadseam.resources import Resources
from leadseam.schema import Lang

_NEVER = "(?!)"
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """The indicators of a language, the words of which their cues need one, and whose each word is."""

    indicators: tuple[Indicator, ...]
    words: CharwiseDoubleArrayAhoCorasick
    owners: tuple[frozenset[int], ...]
    always: frozenset[int]

    def met(self, text: str) -> Iterator[Indicator]:
        """The indicators whose cues may stand in the text, in the order of the catalog."""
        found = set(self.always)
        for _, _, word in self.words.find_overlapping(_SURROGATE.sub("\ufffd", text.casefold())):
            found |= self.owners[word]
        return (self.indicators[at] for at in sorted(found))


@lru_cache(maxsize=8)
def needs(resources: Resources, lang: Lang) -> Needs:
    """What the cues of a language need.

    >>> from leadseam.resources import load
    >>> "exports" in [one.id for one in needs(load(), "en").met("Exports rose")]
    True
    """
    known = indicators(resources, lang)
    owners: dict[str, set[int]] = defaultdict(set)
    always = set()
    for at, one in enumerate(known):
        if one.pattern.pattern == _NEVER:
            continue
        if words := needed(one.pattern.pattern):
            for word in words:
                owners[word.casefold()].add(at)
        else:
            always.add(at)
    words_of = sorted(owners)
    return Needs(
        indicators=known,
        words=CharwiseDoubleArrayAhoCorasick(words_of),
        owners=tuple(frozenset(owners[word]) for word in words_of),
        always=frozenset(always),
    )
