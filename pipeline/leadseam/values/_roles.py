"""What an amount is: the role that the nearest cue words give it."""

from bisect import bisect_right
from dataclasses import replace
from typing import NamedTuple

from leadseam.lang._later import later
from leadseam.schema import Money, Op, Value
from leadseam.values._grammar import Grammar

_LINKS = ("", "的", "左右的", "以上的", "余", "的年", "年")
_LONGEST_LINK = 40
_VERBS = ("will", "is", "was", "are", "were", "has", "have")
_STATED = ("phase_investment", "fixed_asset_investment")
_STOP = later("[。;!?\\n]")
_NEAR = {"zh": 60, "en": 150}
_GENERIC = frozenset({"total_investment", "value", "other"})
# "increased to" tells a level, not a change: the cue before it counts.
_TRANSPARENT = "-"


class Cues(NamedTuple):
    """Every cue of one text by position: parallel tuples of starts, ends and roles."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    roles: tuple[str, ...]


def cues(shadow: str, grammar: Grammar) -> Cues:
    """Every role cue in the text, whole words only where the language has them."""
    hits = grammar.cues.find(shadow)
    if grammar.lang == "en":
        hits = [hit for hit in hits if _is_word(shadow, hit[0], hit[1])]
    hits = [hit for hit in hits if grammar.roles[hit[2]] != _TRANSPARENT]
    return Cues(tuple(h[0] for h in hits), tuple(h[1] for h in hits), tuple(grammar.roles[h[2]] for h in hits))


def _is_word(shadow: str, start: int, end: int) -> bool:
    left = shadow[start - 1] if start else " "
    right = shadow[end] if end < len(shadow) else " "
    return not (left.isalnum() or right.isalnum())


def _ends_sentence(shadow: str, end: int, at: int, grammar: Grammar) -> bool:
    """Whether a cue that ends at `end` is too far from `at`, or a sentence ends between them."""
    if end <= at - _NEAR[grammar.lang]:
        return True
    return _STOP.search(shadow, end, at) is not None or (grammar.lang == "en" and shadow.find(". ", end, at) >= 0)


def role(shadow: str, span: tuple[int, int], known: Cues, grammar: Grammar) -> tuple[str | None, int]:
    """The role of the amount at `span` and where its cue starts; None where no cue is near."""
    start, end = span
    back = _before(shadow, start, known, grammar)
    front = _after(shadow, end, known, grammar)
    if front and (back is None or _front_wins(shadow, back, front, span, known)):
        return known.roles[front - 1], known.starts[front - 1]
    return (known.roles[back], known.starts[back]) if back is not None else (None, start)


def _front_wins(shadow: str, back: int, front: int, span: tuple[int, int], known: Cues) -> bool:
    gap = shadow[known.ends[back] : span[0]]
    broken = any(mark in gap for mark in ",;、(") or len(gap) > 30
    weak = known.roles[back] in _GENERIC and known.roles[front - 1] not in _GENERIC
    return broken or (weak and known.roles[back] != known.roles[front - 1] and len(gap) > 4)


def _before(shadow: str, start: int, known: Cues, grammar: Grammar) -> int | None:
    at = bisect_right(known.starts, start) - 1
    while at >= 0 and (known.ends[at] > start or _is_far_change(shadow, at, start, known)):
        at -= 1
    if at < 0 or _ends_sentence(shadow, known.ends[at], start, grammar):
        return None
    return at


def _is_far_change(shadow: str, at: int, start: int, known: Cues) -> bool:
    """Whether a word of change belongs to something else: in "up 6%, to 5 billion" the amount is a level."""
    gap = shadow[known.ends[at] : start]
    return known.roles[at] == "delta" and (len(gap) > 12 or any(mark in gap for mark in ",;、(%"))


def _after(shadow: str, end: int, known: Cues, grammar: Grammar) -> int:
    """One more than the index of the cue right after an amount, or 0."""
    first = bisect_right(known.starts, end - 1)
    for at in range(first, min(first + 2, len(known.starts))):
        if known.starts[at] - end > _LONGEST_LINK:
            return 0
        gap = shadow[end : known.starts[at]]
        is_linked = _is_linked(gap, known.roles[at]) if grammar.lang == "en" else gap in _LINKS and at == first
        if is_linked:
            return at + 1
    return 0


def _is_linked(gap: str, role: str) -> bool:
    words = gap.split()
    if any(mark in gap for mark in ",.;:()\n") or len(words) > 5:
        return False
    head = words[0] if words and gap.strip(" -") else ""
    return head in ("", "of", "in", "worth", "for") or (head in _VERBS and role in _STATED)


def is_threshold(shadow: str, span: tuple[int, int], op: Op, grammar: Grammar) -> bool:
    """Whether an amount bounds the size of counted or eligible projects rather than being one project's."""
    if op not in (">", ">=", "range"):
        return False
    start, end = span
    patterns = grammar.patterns
    if op == "range" and patterns["COUNTED_AFTER"].match(shadow, end):
        return True
    if op in (">", ">=") and patterns["THRESHOLD_PLAIN"].match(shadow, end):
        return True
    if op == ">=" and shadow[end - 1] == "上" and patterns["THRESHOLD_AFTER"].match(shadow, end):
        return True
    if op not in (">", ">="):
        return False
    floor = max(0, start - 70)
    return bool(patterns["THRESHOLD_BEFORE"].search(shadow, floor, start))


def inherit(shadow: str, values: tuple[Value, ...], grammar: Grammar) -> tuple[Value, ...]:
    """Give "the goal of 6 billion" the role of the amount just before it, which names what is aimed at."""
    found = list(values)
    last: Money | None = None
    for at, value in enumerate(values):
        if not isinstance(value, Money):
            continue
        is_near = last is not None and value.role == "other" and value.start - last.end < 60
        if last and is_near and grammar.patterns["GOAL"].search(shadow, max(0, value.start - 14), value.start):
            found[at] = replace(value, role=last.role)
        last = value
    return tuple(found)
