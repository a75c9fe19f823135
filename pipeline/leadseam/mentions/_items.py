"""The members of an English list of projects: "including A graphite anode, B valve casting and other projects"."""

from collections.abc import Iterator

import regex

from leadseam.mentions._company_runs import weights
from leadseam.mentions._grammar import pattern
from leadseam.mentions._view import View

_SPLIT = regex.compile(r"(?:,|;)(?: and)? (?!\d{3}\b)| and ")
_BRAND = regex.compile(r"(?P<n>\p{Lu}[\p{L}’'\-]+(?: \p{Lu}[\p{L}’'\-]+){0,2})(?= [a-z\d])")


def found(page: View) -> tuple[tuple[int, int], ...]:
    """Where the members of every list of projects stand."""
    lists = pattern(page.resources, "en", "project", "list").finditer(page.text)
    return tuple(span for one in lists for span in _members(page, *one.span("list")))


def brands(page: View) -> Iterator[tuple[int, int]]:
    """The coined words that begin a member and name its investor: "Xiang Lan" of "Xiang Lan graphite anode"."""
    known = weights(page.resources)
    places = {v.start: v.end for v in page.values if v.kind == "place"}
    for start, end in found(page):
        name = _BRAND.match(page.text, start, end)
        if name is None:
            continue
        rest = page.text[places.get(start, start) : name.end()].split()
        after = page.text[name.end() : end].split()[0]
        if rest and not any(w.lower() in known.common for w in rest) and after not in {"town", "county", "village"}:
            yield name.span("n")


def _members(page: View, start: int, end: int) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for stop in [*_SPLIT.finditer(page.text, start, end), None]:
        last = stop.start() if stop else end
        first = start + (4 if page.text.startswith("the ", start) else 0)
        if last > first:
            spans.append((first, last))
        start = stop.end() if stop else end
    good = [span for span in spans if _is_name(page, *span)]
    return tuple(good) if len(good) >= 3 and 4 * len(good) >= 3 * len(spans) else ()


def _is_name(page: View, start: int, end: int) -> bool:
    words = page.text[start:end].split()
    if not 2 <= len(words) <= 9 or any(v.start < end and start < v.end for v in page.values if v.kind == "money"):
        return False
    telling = pattern(page.resources, "en", "project", "telling").search(page.text, start, end)
    return telling is None and (len(words) > 2 or any(w[:1].isupper() for w in words))
