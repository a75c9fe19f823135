"""Named projects: 动力电池项目, 智能制造产业园, "Dongjiakou Hydrogen Industrial Park", "a methanol vehicle base"."""

from collections.abc import Iterator
from functools import lru_cache

import regex

from leadseam.mentions._grammar import pattern, searches
from leadseam.mentions._view import View, alternation, mention, run_start
from leadseam.resources import Resources
from leadseam.schema import Mention

PRIORITY = 5
_COUNT = regex.compile(r"[\d一二三四五六七八九十百多余个（）()]*")


def find(page: View) -> Iterator[Mention]:
    """Every project that the text names by more than a bare kind word."""
    yield from (_english if page.lang == "en" else _chinese)(page)
    for match in pattern(page.resources, page.lang, "project", "quoted").finditer(page.text):
        if not _is_generic(page, match["n"]):
            yield mention(page, "project", *match.span("n"), confidence=0.9, flags=("quoted",))


def _chinese(page: View) -> Iterator[Mention]:
    joined = pattern(page.resources, "zh", "project", "conjunction")
    praise = pattern(page.resources, "zh", "project", "not_before")
    (heads,) = searches(page.resources, "project", "head")
    for head in heads.finditer(page.text):
        start = run_start(page, head.start(), inside=joined, tail=head.end())
        start = _past_company(page.text, start, head.start())
        if not _is_generic(page, page.text[start : head.end()]) and not praise.search(
            page.text[max(0, start - 16) : start]
        ):
            yield mention(page, "project", start, head.end(), confidence=0.85)


def _past_company(text: str, start: int, end: int) -> int:
    """A project's name begins after its company's, which has a field of its own."""
    ends = [text.rfind(word, start, end) + len(word) for word in ("公司", "集团") if text.rfind(word, start, end) >= 0]
    form = max(ends, default=start)
    while form < end and text[form] in "的（）()":
        form += 1
    return form


def _is_generic(page: View, name: str) -> bool:
    if page.lang == "en":
        generic = pattern(page.resources, "en", "project", "generic")
        return len(name) < 8 or bool(generic.fullmatch(name.lower()))
    return len(_COUNT.sub("", _generic_words(page.resources).sub("", name))) < 2


def _english(page: View) -> Iterator[Mention]:
    for kind, sure in (("named", 0.85), ("works", 0.85), ("trailing", 0.85), ("described", 0.65)):
        for match in pattern(page.resources, "en", "project", kind).finditer(page.text):
            end = match.end("more") if kind == "described" and match["more"] else match.end("n")
            start = _past_lead(page, match.start("n"), match.end("n"))
            for first in pattern(page.resources, "en", "project", "joined").finditer(page.text, start, end):
                if not _is_generic(page, page.text[start : first.end("n")]):
                    yield mention(page, "project", start, first.end("n"), confidence=sure)
                start = first.end()
            if not _is_generic(page, page.text[start : match.end("n")]):
                yield mention(page, "project", start, end, confidence=sure, flags=() if sure > 0.8 else ("described",))


def _past_lead(page: View, start: int, end: int) -> int:
    """The start after an article, a preposition or an amount, which belong to no name."""
    for name in ("lead", "amount"):
        if match := pattern(page.resources, "en", "project", name).match(page.text, start, end):
            return _past_lead(page, match.end(), end)
    return start


@lru_cache(maxsize=4)
def _generic_words(resources: Resources) -> regex.Pattern[str]:
    return regex.compile(alternation(resources.lines("lexicons/zh/project_generic.txt")))
