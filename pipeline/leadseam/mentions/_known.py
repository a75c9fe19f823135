"""Well-known companies: one pass over the text for all their names at once."""

from collections.abc import Iterator
from functools import lru_cache

import regex
from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from leadseam.mentions._view import View, mention
from leadseam.resources import Resources
from leadseam.schema import Mention

_WORD = regex.compile(r"[A-Za-z0-9]")
# A brand before "energy storage" is no company called Brand Energy.
_COMPOUND = regex.compile(
    r"Energy[ -]storage\b(?! (?:Co|Inc|Corp|Ltd|Group|Technology)\b)|Power (?:plant|station|grid)s?\b"
)
_TAIL = {
    "zh": regex.compile(r"(?:集团)?(?P<branch>[\p{Han}]{2,3}(?:省|市)?分公司)|公司|集团(?!军)"),
    "en": regex.compile(
        r"(?: Automobile| Automotive| Motor| Energy| Technology| Group| Holdings?| China| Chemicals?)*"
        r"(?: Co\.?,? ?(?:Ltd|LTD)\.?| company| Corp\.?| Inc\.?)?"
    ),
}


def find(page: View) -> Iterator[Mention]:
    """Every well-known company that the text names."""
    automaton = _automaton(page.resources)
    for start, end, _ in automaton.find(page.text):
        if _is_whole(page.text, start, end) and not _COMPOUND.match(page.text, page.text.rfind(" ", start, end) + 1):
            tail = _TAIL[page.lang].match(page.text, end)
            stop = tail.end() if tail else end
            branch = tail is not None and tail.groupdict().get("branch")
            name = page.text[start : stop if branch else end]
            yield mention(page, "company", start, stop, name=name, confidence=0.9, flags=("known",))


def same(first: str, second: str, resources: Resources) -> bool:
    """Whether two names stand for one well-known company.

    >>> from leadseam.resources import load
    >>> same("中石化", "中国石化", load()), same("比亚迪", "奇瑞", load())
    (True, False)
    """
    groups = _groups(resources)
    return first in groups and groups.get(first) == groups.get(second)


def names(resources: Resources) -> frozenset[str]:
    """Every spelling of every well-known company."""
    return frozenset(_groups(resources))


def _is_whole(text: str, start: int, end: int) -> bool:
    before = start > 0 and _WORD.match(text[start]) and _WORD.match(text[start - 1])
    after = end < len(text) and _WORD.match(text[end - 1]) and _WORD.match(text[end])
    joined = text[end : end + 1] == "-" and text[end + 1 : end + 2].isupper()
    return not before and not after and not joined


@lru_cache(maxsize=4)
def _groups(resources: Resources) -> dict[str, int]:
    lines = resources.lines("lexicons/zh/companies.txt") + resources.lines("lexicons/en/companies.txt")
    return {name: number for number, line in enumerate(lines) for name in line.split("|")}


@lru_cache(maxsize=4)
def _automaton(resources: Resources) -> CharwiseDoubleArrayAhoCorasick:
    return CharwiseDoubleArrayAhoCorasick(sorted(_groups(resources)), MATCH_KIND_LEFTMOST_LONGEST)
