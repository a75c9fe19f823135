"""What every name finder is given, and the reading of a name from its end leftwards."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from leadseam.resources import Resources
from leadseam.schema import Lang, Mention, Value

_SURROGATE = regex.compile(r"[\ud800-\udfff]")
_NAME_CHAR = regex.compile(r"[\p{Han}A-Za-z0-9·•&+.\-]")
_BRACKET = regex.compile(r"[（(][\p{Han}A-Za-z]{1,8}[）)]")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class View:
    """A text without lone surrogates (same offsets), its values, and the word lists."""

    text: str
    lang: Lang
    values: tuple[Value, ...]
    resources: Resources
    stops: tuple[int, ...]  # where amounts, dates and percentages end: no name runs over one


def view(text: str, lang: Lang, values: tuple[Value, ...], resources: Resources) -> View:
    """The view of a text; lone surrogates become replacement characters, so that every library takes it."""
    stops = tuple(sorted(v.end for v in values if v.kind in {"money", "date", "percent"}))
    return View(_SURROGATE.sub("\ufffd", text), lang, values, resources, stops)


def mention(page: View, kind: str, start: int, end: int, **more: object) -> Mention:
    """A mention of `text[start:end]`, called as written unless `name` is given."""
    text = page.text[start:end]
    return Mention(**{"kind": kind, "start": start, "end": end, "text": text, "name": text, **more})  # type: ignore[arg-type]


def run_start(page: View, end: int, *, inside: regex.Pattern[str] | None = None, tail: int = 0) -> int:
    """Where the name that ends at `end` begins: after the last boundary word, character or amount before it.

    What `inside` matches (up to `tail`) is part of the name: the 和 of 硅棒和切片项目; so is the 建设 of 建设集团.
    """
    left = _leftmost(page.text, end)
    before = bisect_right(page.stops, end)
    floor = max(left, page.stops[before - 1]) if before else left
    stretch = page.text[floor:end]
    if inside is None and tail:
        kept = _boundaries(page.resources)[0].sub(_masked, page.text[floor:tail])
        stretch = kept[: end - floor]
    if inside is not None:
        stretch = inside.sub(_masked, page.text[floor:tail])[: end - floor]
    return floor + _after_boundary(stretch, page.resources)


def alternation(words: tuple[str, ...]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(regex.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _leftmost(text: str, end: int) -> int:
    start, floor = end, max(0, end - _LONGEST)
    while start > floor:
        if _NAME_CHAR.match(text[start - 1]):
            start -= 1
        elif text[start - 1] in "）)" and (opened := _opening(text, start)) is not None:
            start = opened
        else:
            break
    return start


def _opening(text: str, end: int) -> int | None:
    """The start of a short bracket such as （浙江） that stands inside a name and ends at `end`."""
    for start in range(end - 3, max(end - 11, 0), -1):
        if text[start] in "（(":
            inside = _BRACKET.fullmatch(text, start, end) and start > 0 and _NAME_CHAR.match(text[start - 1])
            return start if inside else None
    return None


def _masked(match: regex.Match[str]) -> str:
    return "\ufffc" * len(match.group())


def _after_boundary(stretch: str, resources: Resources) -> int:
    protected, boundary = _boundaries(resources)
    masked = protected.sub(_masked, stretch)
    return max((match.end() for match in boundary.finditer(masked)), default=0)


@lru_cache(maxsize=4)
def _boundaries(resources: Resources) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    protected = resources.lines("lexicons/zh/name_protected.txt")
    boundary = resources.lines("lexicons/zh/name_boundaries.txt")
    return regex.compile(alternation(protected)), regex.compile(alternation(boundary) + r"|\d+(?=[家个项名])")


class Cover:
    """The stretches of a text that are taken, asked and added to in the time of their length."""

    def __init__(self, length: int, taken: Iterable[Mention] = ()) -> None:
        self._cells = bytearray(length)
        for one in taken:
            self.add(one.start, one.end)

    def add(self, start: int, end: int) -> None:
        """Take a stretch."""
        self._cells[start:end] = b"\x01" * (end - start)

    def touches(self, start: int, end: int) -> bool:
        """Whether any of a stretch is taken."""
        return self._cells.find(1, start, end) >= 0


def outside(page: View, found: Iterable[Mention], taken: Iterable[Mention]) -> Iterator[Mention]:
    """Those of `found` that do not overlap any of `taken`."""
    cover = Cover(len(page.text), taken)
    return (m for m in found if not cover.touches(m.start, m.end))


def apart(page: View, ordered: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions without those that an earlier one in the given order overlaps, by position."""
    cover = Cover(len(page.text))
    kept = []
    for one in ordered:
        if not cover.touches(one.start, one.end):
            cover.add(one.start, one.end)
            kept.append(one)
    return tuple(sorted(kept, key=lambda m: m.start))
