"""Names in the text: company, government body, park, person, project, industry; one file a name type."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from types import ModuleType

from leadseam.lang import simplified
from leadseam.mentions._view import Cover, View, apart, view
from leadseam.mentions._words import may_name
from leadseam.registry import Registry
from leadseam.resources import Resources
from leadseam.schema import Document, Mention, Value

__all__ = ["Cover", "find", "may_name"]

# A project's name may hold a company's or a park's, an industry stands in any name.
_NESTED = {("project", "company"), ("project", "park"), ("government", "park"), ("park", "company")}

_LONGEST = 240


def find(document: Document, values: tuple[Value, ...], resources: Resources) -> tuple[Mention, ...]:
    """Every name in the document's text, by position."""
    if not document.text:
        return ()
    written = view(document.text, document.lang or "zh", values, resources)
    page = replace(written, text=simplified(written.text))
    kept: list[Mention] = []
    for finder in _finders():
        kept = sorted([*kept, *_free(_ranked(finder, page), kept)], key=lambda m: m.start)
    return _as_written(written.text, tuple(sorted(kept, key=lambda m: (m.start, -m.end, m.kind))))


def _as_written(text: str, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions in the characters of the document: its word lists are in simplified ones."""
    written = {m.text: text[m.start : m.end] for m in reversed(found)}
    return tuple(replace(m, text=text[m.start : m.end], name=written.get(m.name, m.name)) for m in found)


def _ranked(finder: ModuleType, page: View) -> tuple[Mention, ...]:
    return apart(page, sorted(finder.find(page), key=lambda m: (-m.confidence, m.start - m.end, m.start)))


def _free(found: tuple[Mention, ...], kept: list[Mention]) -> Iterator[Mention]:
    """Those that stand beside what is kept, or within it where that may be."""
    starts = [m.start for m in kept]
    for one in found:
        first = bisect_left(starts, one.start - _LONGEST)
        near = kept[first : bisect_left(starts, one.end)]
        if not any(_clash(one, other) for other in near):
            yield one


def _clash(one: Mention, other: Mention) -> bool:
    if one.start >= other.end or other.start >= one.end or "industry" in (one.kind, other.kind):
        return False
    for outer, inner in ((one, other), (other, one)):
        if (outer.kind, inner.kind) in _NESTED and outer.start <= inner.start and inner.end <= outer.end:
            return False
    return True


@cache
def _finders() -> tuple[ModuleType, ...]:
    registry = Registry("leadseam.mentions")
    modules = (registry.get(name) for name in registry.names())
    return tuple(sorted(modules, key=lambda module: int(module.PRIORITY)))
