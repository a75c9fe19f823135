"""Which of the tagged names, steps, sums, places and dates of a document belong to one project.

Every pair of things that stand near each other has features; a linear model tells how likely both are of one project.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import exp

from leadseam.schema import Analysis

ANCHORS = ("inv", "prj")
_BETWEEN = 8
_REACH = 6  # sentences
_FARTHEST = 60  # tags in between; a list of hundreds without a full stop has one step for all
_FARTHEST_STEP = 240


@dataclass(frozen=True, slots=True)
class Tag:
    """A labelled stretch of text: a role (inv, prj, amt, dst, dat) or a stage, planned with a question mark."""

    label: str
    start: int
    end: int
    sentence: int

    @property
    def kind(self) -> str:
        """The label without its stage."""
        return self.label if self.label in _PLAIN else "step"


_PLAIN = frozenset({"inv", "org", "prj", "oth", "gov", "park", "per", "amt", "dst", "dat"})


@dataclass(frozen=True, slots=True)
class Scenery:
    """The tags of a document in order, and what pair features ask of the whole.

    `names` counts the different project and company names by sentence, for the whole document under sentence -1.
    """

    text: str
    tags: tuple[Tag, ...]
    names: Mapping[tuple[int, str], int]


def scenery(analysis: Analysis, labels: Iterable[tuple[str, int, int]]) -> Scenery:
    """The labelled stretches of a document as tags, each with the number of its sentence."""
    starts = [sentence.start for sentence in analysis.sentences]
    ordered = sorted(set(labels), key=lambda label: (label[1], -label[2], label[0]))
    text = analysis.document.text
    tags = tuple(Tag(n, s, e, max(0, bisect_right(starts, s) - 1)) for n, s, e in ordered)
    return Scenery(text, tags, _named(text, tags))


def _named(text: str, tags: tuple[Tag, ...]) -> dict[tuple[int, str], int]:
    names: dict[tuple[int, str], set[str]] = {}
    for tag in tags:
        if tag.kind in ANCHORS:
            for sentence in (tag.sentence, -1):
                names.setdefault((sentence, tag.kind), set()).add(text[tag.start : tag.end])
    return {where: len(some) for where, some in names.items()}


def pairs(view: Scenery) -> Iterator[tuple[int, int]]:
    """The pairs of tags that may belong together: an anchor with everything near it; an earlier one first."""
    tags = view.tags
    for i, one in enumerate(tags):
        for j in range(i + 1, len(tags)):
            other = tags[j]
            if other.sentence - one.sentence > _REACH:
                break
            if j - i > _FARTHEST_STEP:
                break
            if j - i > _FARTHEST and "step" not in (one.kind, other.kind):
                continue
            if other.kind in _LINKED.get(one.kind, ()):
                yield i, j


_ANCHORED = frozenset({"inv", "prj", "amt", "dst", "step"})
_LINKED = {
    "inv": _ANCHORED,
    "prj": _ANCHORED,
    "amt": frozenset(ANCHORS),
    "dst": frozenset(ANCHORS),
    "step": frozenset({"inv", "prj", "dat"}),
    "dat": frozenset({"step"}),
}


def features(view: Scenery, i: int, j: int) -> list[str]:
    """What is known of two tags, `i` before `j`: their kinds, how far apart, and what stands between."""
    text, tags = view.text, view.tags
    one, other = tags[i], tags[j]
    pair = one.kind + ">" + other.kind
    gap = text[one.end : other.start]
    far = other.sentence - one.sentence
    between = tags[i + 1 : j]
    anchors = sum(t.kind in ANCHORS for t in between)
    names = {text[t.start : t.end] for t in between if t.kind in ANCHORS}
    same_one = sum(t.kind == one.kind and text[t.start : t.end] != text[one.start : one.end] for t in between)
    same_other = sum(t.kind == other.kind for t in between)
    stops = sum(gap.count(mark) for mark in "；;")
    lists = gap.count("、")
    commas = gap.count("，") + gap.count(", ")
    lines = gap.count("\n")
    all_prj, all_inv = _count(view, -1)
    last_prj, last_inv = _count(view, other.sentence)
    first_prj, first_inv = _count(view, one.sentence)
    said = [
        "",
        f"far{min(far, 3)}",
        f"anch{min(anchors, 3)}/{min(far, 2)}",
        f"names{min(len(names), 3)}/{min(far, 2)}",
        f"same1={min(same_one, 2)}/{min(far, 2)}",
        f"same2={min(same_other, 2)}/{min(far, 2)}",
        f"both={min(same_one, 2)}{min(same_other, 2)}{min(far, 2)}",
        f"stops{min(stops, 2)}",
        f"stops{min(stops, 1)}/anch{min(anchors, 2)}",
        f"list{min(lists, 2)}/{min(anchors, 2)}",
        f"comma{min(commas, 3)}/{min(anchors, 2)}",
        f"line{min(lines, 2)}/{min(far, 2)}",
        f"gap{_bucket(len(gap))}",
        f"gap{_bucket(len(gap))}/anch{min(anchors, 2)}",
        f"prj{all_prj}inv{all_inv}/far{min(far, 2)}",
        f"s_prj{last_prj}s_inv{last_inv}/far{min(far, 2)}",
        f"f_prj{first_prj}f_inv{first_inv}/far{min(far, 2)}",
        f"l1={one.label}/{min(far, 1)}",
        f"l2={other.label}/{min(far, 1)}",
        f"before={text[max(0, one.start - 1) : one.start]}",
        f"after={text[other.end : other.end + 1]}",
        f"next={text[one.end : one.end + 1]}",
        f"prev={text[max(0, other.start - 1) : other.start]}",
        f"tab{'	' in gap}{lines > 0}",
        f"brk{gap.count('（') + gap.count('(') - gap.count('）') - gap.count(')')}",
    ]
    if len(gap) <= _BETWEEN:
        said.append("text=" + gap)
    else:
        said += ["head=" + gap[:3], "tail=" + gap[-3:], "head2=" + gap[:2], "tail2=" + gap[-2:]]
    if one.kind == other.kind:
        a, b = text[one.start : one.end], text[other.start : other.end]
        said += [
            f"in{a in b or b in a}",
            f"eq{a == b}",
            f"sh{_shared(a, b)}",
            f"eq{a == b}/{_shared(a, b)}/{min(far, 2)}",
        ]
    elif one.kind in ANCHORS and other.kind in ANCHORS:
        a, b = text[one.start : one.end], text[other.start : other.end]
        said += [f"sh{_shared(a, b)}/{min(far, 2)}"]
    return [pair + "|" + feature for feature in said]


def _count(view: Scenery, sentence: int) -> tuple[int, int]:
    """How many different projects and companies a sentence names, up to three."""
    return min(view.names.get((sentence, "prj"), 0), 3), min(view.names.get((sentence, "inv"), 0), 3)


def _bucket(size: int) -> int:
    return size if size < 3 else 3 + min((size - 3).bit_length(), 7)


def _shared(a: str, b: str) -> int:
    """How many character pairs two names share, as a class."""
    first = {a[i : i + 2] for i in range(len(a) - 1)}
    second = {b[i : i + 2] for i in range(len(b) - 1)}
    common = len(first & second)
    return min(4, round(4 * common / max(1, min(len(first), len(second)))))


def probability(weights: Mapping[str, float], found: list[str]) -> float:
    """The logistic of the summed weights."""
    total = sum(weights.get(name, 0.0) for name in found)
    return 1 / (1 + exp(-total)) if total > -30 else 0.0
