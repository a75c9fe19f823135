"""Named projects: 动力电池项目, 智能制造产业园, "Dongjiakou Hydrogen Industrial Park", "a methanol vehicle base"."""

from collections.abc import Iterator

from leadseam.mentions import _items, _project_zh
from leadseam.mentions._grammar import pattern
from leadseam.mentions._view import View, mention
from leadseam.schema import Mention

PRIORITY = 5


def find(page: View) -> Iterator[Mention]:
    """Every project that the text names by more than a bare kind word."""
    yield from (_english if page.lang == "en" else _project_zh.find)(page)
    for match in pattern(page.resources, page.lang, "project", "quoted").finditer(page.text):
        if not _is_generic(page, match["n"]):
            yield mention(page, "project", *match.span("n"), confidence=0.9, flags=("quoted",))


def _is_generic(page: View, name: str) -> bool:
    if page.lang == "zh":
        return _project_zh.is_generic(page, name)
    generic = pattern(page.resources, "en", "project", "generic")
    return len(name) < 8 or bool(generic.fullmatch(name.lower()))


def _english(page: View) -> Iterator[Mention]:
    for start, end in _items.found(page):
        yield mention(page, "project", start, end, confidence=0.9, flags=("listed",))
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
