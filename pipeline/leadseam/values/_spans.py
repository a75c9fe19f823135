"""Stretches of a text as (start, end): made disjoint, and asked whether something lies in them."""

from bisect import bisect_left
from collections.abc import Iterable

Spans = list[tuple[int, int]]


def disjoint(spans: Iterable[tuple[int, int]]) -> Spans:
    """The same stretches in order, those that overlap as one.

    >>> disjoint([(8, 9), (0, 5), (3, 7)])
    [(0, 7), (8, 9)]
    """
    found: Spans = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def is_covered(start: int, end: int, spans: Spans) -> bool:
    """Whether anything of `start` to `end` lies in one of the disjoint spans.

    >>> is_covered(4, 6, [(0, 5), (8, 9)]), is_covered(5, 8, [(0, 5), (8, 9)])
    (True, False)
    """
    at = bisect_left(spans, (end, 0)) - 1
    return at >= 0 and start < spans[at][1]
