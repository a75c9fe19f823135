"""Industries: the words of `resources/chains` and of `lexicons/*/industries.txt` as the text has them."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from leadseam.mentions._view import View, mention
from leadseam.resources import Resources, chains
from leadseam.schema import Lang, Mention

PRIORITY = 9


def find(page: View) -> Iterator[Mention]:
    """Every industry that the text names, the longest term at each place."""
    text = _lower(page.text)
    for start, end, _ in _terms(page.resources, page.lang).find(text):
        if page.lang == "zh" or _is_word(text, start, end):
            yield mention(page, "industry", start, end, confidence=0.7)


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(_lower_one(one) for one in text)


def _lower_one(character: str) -> str:
    low = character.lower()
    return low if len(low) == 1 else character


def _is_word(text: str, start: int, end: int) -> bool:
    return not (_is_letter(text, start - 1) or _is_letter(text, end))


def _is_letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or unicodedata.category(text[at]) == "Pc")


@lru_cache(maxsize=4)
def _terms(resources: Resources, lang: Lang) -> CharwiseDoubleArrayAhoCorasick:
    words = {line.lower() for line in resources.lines(f"lexicons/{lang}/industries.txt")}
    return CharwiseDoubleArrayAhoCorasick(
        sorted(words | chains.terms(resources, lang).keys()), match_kind=MATCH_KIND_LEFTMOST_LONGEST
    )
