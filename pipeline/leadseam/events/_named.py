"""The names that taggers see, as mentions for the rules: theirs first, then those that the grammar is sure of."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from leadseam.events._taggers import Label
from leadseam.mentions import Cover
from leadseam.schema import Analysis, Mention

_KINDS: dict[str, Literal["company", "project", "park", "government", "person"]] = {
    "inv": "company",
    "org": "company",
    "prj": "project",
    "oth": "project",
    "park": "park",
    "gov": "government",
    "per": "person",
}
# What the grammar finds by a name's own form holds where the tagger saw nothing.
_SURE = frozenset({"full", "known"})


def renamed(mentions: tuple[Mention, ...], labels: Iterable[Label], text: str, *, strict: bool) -> tuple[Mention, ...]:
    """The mentions of a document with the tagged names in the place of what they overlap.

    If `strict`, companies and projects without a telling form that the tagger did not see are left out.
    """
    by_span: dict[tuple[str, int, int], Mention] = {(m.kind, m.start, m.end): m for m in mentions}
    tagged = [_mention(_KINDS[name], start, end, text, by_span) for name, start, end in labels if name in _KINDS]
    full = sorted({m.name for m in (*mentions, *tagged) if m.kind == "company"}, key=len, reverse=True)
    tagged = [_called(m, full) if m.kind == "company" else m for m in tagged]
    cover = Cover(len(text), tagged)
    rest = [
        m
        for m in mentions
        if m.kind == "industry" or ((_is_kept(m) or not strict) and not cover.touches(m.start, m.end))
    ]
    return tuple(sorted([*tagged, *rest], key=lambda m: (m.start, -m.end, m.kind)))


def without_places(labels: Iterable[Label], analysis: Analysis) -> tuple[Label, ...]:
    """The labels without companies that are no more than a place: 湖北省, "Hai Phong", "Anhui Province's"."""
    places = {(v.start, v.end) for v in analysis.values if v.kind == "place" and "in_name" not in v.flags}
    text = analysis.document.text

    def is_place(start: int, end: int) -> bool:
        bare = end - 2 if text[end - 2 : end] in {"'s", "’s"} else end
        return (start, end) in places or (start, bare) in places

    return tuple(one for one in labels if one[0] not in {"inv", "org"} or not is_place(one[1], one[2]))


def opening(mentions: tuple[Mention, ...], labels: Iterable[Label]) -> dict[int, Mention]:
    """The companies that begin a tagged project's name, by where they stand."""
    names = {start: end for name, start, end in labels if name == "prj"}
    return {m.start: m for m in mentions if m.kind == "company" and m.end < names.get(m.start, 0)}


def _is_kept(one: Mention) -> bool:
    return one.kind not in {"company", "project"} or bool(_SURE & set(one.flags))


def _mention(
    kind: Literal["company", "project", "park", "government", "person"],
    start: int,
    end: int,
    text: str,
    by_span: dict[tuple[str, int, int], Mention],
) -> Mention:
    words = text[start:end]
    return by_span.get((kind, start, end)) or Mention(
        kind=kind, start=start, end=end, text=words, name=words, confidence=0.8
    )


def _called(one: Mention, full: list[str]) -> Mention:
    """A short name stands for the one full name that holds it."""
    if one.name != one.text:
        return one
    longer = next((name for name in full if one.text in name and name != one.text), None)
    return one if longer is None else replace(one, name=longer)
