"""Industries: the words of `lexicons/*/industries.txt` as the text has them."""

from collections.abc import Iterator
from functools import lru_cache

import regex

from leadseam.mentions._view import View, alternation, mention
from leadseam.resources import Resources
from leadseam.schema import Lang, Mention

PRIORITY = 9


def find(page: View) -> Iterator[Mention]:
    """Every industry that the text names, the longest term at each place."""
    for match in _terms(page.resources, page.lang).finditer(page.text):
        yield mention(page, "industry", match.start(), match.end(), confidence=0.7)


@lru_cache(maxsize=4)
def _terms(resources: Resources, lang: Lang) -> regex.Pattern[str]:
    words = alternation(resources.lines(f"lexicons/{lang}/industries.txt"))
    return regex.compile(rf"\b(?:{words})\b" if lang == "en" else words, regex.IGNORECASE if lang == "en" else 0)
