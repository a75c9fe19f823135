"""Dates and periods, resolved against the publication date and the dates already read in the text."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from leadseam.lang._later import later
from leadseam.lang._parts import Parts
from leadseam.resources import Resources
from leadseam.schema import DateRange
from leadseam.values import _counted
from leadseam.values._anchor import Anchors, Reading
from leadseam.values._grammar import Grammar, Mod
from leadseam.values._resolve import resolve
from leadseam.values._text import last_mark

if TYPE_CHECKING:
    import re

    import regex

# "It may", "they march on": without a capital only after a word or with a year that makes a month of it.
_NEEDS_CAPITAL = ("may", "march", "mar")
_BEFORE_MONTH = later(
    r"(?:\b(?:in|of|this|last|next|since|until|till|by|from|to|early|late|mid|through)[ -]|\d(?:st|nd|rd|th) )$"
)
# "Jan Smith", "Dec Corp": a short month that begins a name.
_IN_MONTH = later(r"\b(?:in|since|until|till|by|last|this|next|early|late|mid)[ -]$")
_SHORT, _CAPITAL = later(r"[a-z]{3,4}"), later(r" [A-Z][a-z]")
# How far back a sentence is taken to reach where no mark ends it.
_REACH = 400
_ALMOST_A_YEAR = 365
_SENTENCE = "。;!?\n"
# The sentence of a date whose year says nothing of the other dates around it.
_OPEN = -2


class _Atom(NamedTuple):
    start: int
    end: int
    parts: Parts
    other: Parts | None = None


def find(text: str, shadow: str, *, grammar: Grammar, published: date | None, resources: Resources) -> list[DateRange]:
    """Every date and period of a text, in order."""
    atoms = _listed(shadow, list(_joined(shadow, list(_atoms(text, shadow, grammar)), grammar)), grammar)
    anchors = Anchors.of(published, [(atom.start, atom.parts) for atom in atoms], shadow, grammar)
    found: list[DateRange] = []
    for pair in atoms:
        value = _value(shadow, pair, anchors, grammar=grammar, resources=resources)
        if value is not None:
            found.append(value)
    return found


def _atoms(text: str, shadow: str, grammar: Grammar) -> Iterator[_Atom]:
    for match in _matches(shadow, grammar):
        start, end = match.span()
        while end > start and shadow[end - 1] == " ":
            end -= 1
        if grammar.lang == "en" and (_is_verb(text, shadow, match) or _is_name(text, shadow, match, grammar)):
            continue
        parts = grammar.date_parts(match)
        if parts is not None:
            yield _Atom(start, end, parts)


def _is_verb(text: str, shadow: str, match: "regex.Match[str] | re.Match[str]") -> bool:
    month = match["m"]
    if month not in _NEEDS_CAPITAL or text[match.start("m")].isupper() or match["y"]:
        return False
    at = match.start("m")
    return not _BEFORE_MONTH.search(shadow, max(0, at - 9), at)


def _is_name(text: str, shadow: str, match: "regex.Match[str] | re.Match[str]", grammar: Grammar) -> bool:
    """Whether a month is somebody's name (Mr. May), or a year a label (Vision 2030, version 2.10.2024)."""
    if match["m"] and match.end() == match.end("m"):
        if _SHORT.fullmatch(match[0]) and _CAPITAL.match(text, match.end()):
            return not _IN_MONTH.search(shadow, max(0, match.start() - 9), match.start())
        return grammar.patterns["TITLE"].search(shadow, max(0, match.start() - 12), match.start()) is not None
    if match["bare"] is None and match["sep"] != ".":
        return False
    return grammar.patterns["LABEL"].search(shadow, max(0, match.start() - 18), match.start()) is not None


def _matches(shadow: str, grammar: Grammar) -> Iterator["regex.Match[str] | re.Match[str]"]:
    is_named = bool(grammar.day_names.find(shadow))
    starts, date = (grammar.named_start, grammar.named_date) if is_named else (grammar.date_start, grammar.date)
    plain = grammar.plain_date.match
    end = 0
    for start in starts.finditer(shadow):
        at = start.start()
        if at < end:
            continue
        match = plain(shadow, at) or date.match(shadow, at)
        if match and match.end() > at:
            end = match.end()
            yield match


def _joined(shadow: str, atoms: list[_Atom], grammar: Grammar) -> Iterator[_Atom]:
    at = 0
    while at < len(atoms):
        left = atoms[at]
        right = atoms[at + 1] if at + 1 < len(atoms) else None
        if right and _is_range(shadow, left, right, grammar):
            yield _Atom(left.start, right.end, left.parts, right.parts)
            at += 2
        else:
            yield left
            at += 1


def _listed(shadow: str, atoms: list[_Atom], grammar: Grammar) -> list[_Atom]:
    """Each date without a year in the year of what it is listed with: "May and June 2023"."""
    for at in range(len(atoms) - 2, -1, -1):
        one, following = atoms[at], atoms[at + 1]
        if not 0 < following.start - one.end <= 6 or one.other or not _lacks_year(one.parts):
            continue
        if _has_year(following.parts) and grammar.patterns["DATE_LIST"].fullmatch(shadow, one.end, following.start):
            atoms[at] = one._replace(parts=_with_year_of(one.parts, following.parts))
    return atoms


def _has_year(parts: Parts) -> bool:
    return bool(parts.month or parts.quarter or parts.half) and not _lacks_year(parts) and parts.same is None


def _is_range(shadow: str, left: _Atom, right: _Atom, grammar: Grammar) -> bool:
    gap = grammar.date_range.fullmatch(shadow, left.end, right.start)
    if not gap or left.parts.is_fuzzy or right.parts.is_fuzzy or left.parts.near or right.parts.near:
        return False
    if gap[0].strip() == "and":
        return shadow[max(0, left.start - 9) : left.start].rstrip().endswith("between")
    return True


def _value(shadow: str, pair: _Atom, anchors: Anchors, *, grammar: Grammar, resources: Resources) -> DateRange | None:
    told = None if pair.other else _counted.before(shadow, pair.start, grammar)
    is_future = bool(grammar.future.search(shadow, _clause_start(shadow, pair.start), pair.start))
    sentence = last_mark(shadow, _SENTENCE, max(0, pair.start - _REACH), pair.start)
    first = pair.parts
    is_future = is_future or _is_deadline(shadow, pair, anchors, grammar)
    is_future = is_future or bool(told and told[1].how == "offset" and told[1].count > 0 and first.weekday is not None)
    if first.is_promised and not _is_promised(shadow, pair, grammar):
        return None
    if pair.other and _lacks_year(first):
        first = _with_year_of(first, pair.other)
    reading = resolve(first, anchors, is_future=is_future, sentence=sentence, resources=resources)
    if reading is None:
        return None
    if pair.other:
        anchors.remember(reading, sentence)
        last = resolve(
            _in_year_of(first, pair.other), anchors, is_future=is_future, sentence=sentence, resources=resources
        )
        if first.weekday is not None and _is_bare_weekday(pair.other) and last and last.end and reading.start:
            last = replace(last, end=reading.start + timedelta(days=(last.end - reading.start).days % 7))
        if _wraps(reading, last) and _lacks_year(pair.other):
            following = replace(pair.other, year=reading.start.year + 1 if reading.start else None)
            last = resolve(following, anchors, is_future=is_future, sentence=sentence, resources=resources)
        reading = _span(reading, last) if last else reading
    if told:
        bent = _counted.bend(reading, told[1])
        if bent is None:
            return None
        reading, pair = bent, pair._replace(start=told[0], parts=_counted.parts(told[1]))
    start, end, reading, mod = _modified(shadow, pair, reading, anchors, grammar)
    open_ended = mod in ("since", "before")
    anchors.remember(reading, _OPEN if open_ended else sentence, is_comparison=_is_comparison(first))
    return DateRange(
        start=start, end=end, text="", from_=reading.start, to=reading.end, grain=reading.grain, mod=mod,
        anchor=reading.anchor, flags=reading.flags,
    )  # fmt: skip


def _clause_start(shadow: str, at: int) -> int:
    floor = max(0, at - 40)
    return max(floor, last_mark(shadow, ",。;!?\n", floor, at) + 1)


def _is_promised(shadow: str, atom: _Atom, grammar: Grammar) -> bool:
    """Whether something is going to happen then: "will open in two years", "in two years it will", not "built in"."""
    clause = _clause_start(shadow, atom.start)
    if grammar.patterns["LASTING"].search(shadow, max(0, atom.start - 40), atom.start):
        return False
    if grammar.patterns["PROMISED"].search(shadow, clause, atom.start):
        return True
    leads = not shadow[clause : atom.start].strip()
    return leads and grammar.patterns["PROMISED"].search(shadow, atom.end, atom.end + 40) is not None


def _with_year_of(first: Parts, last: Parts) -> Parts:
    """The start of a range in the year that its end tells, or in the one before where months wrap (Nov to Feb 2024)."""
    wraps = bool(first.month and last.month and last.month < first.month)
    if last.year is not None:
        return replace(first, year=last.year - wraps)
    return replace(first, ago=None if last.ago is None else last.ago - wraps)


def _lacks_year(parts: Parts) -> bool:
    told = parts.month or parts.quarter or parts.half
    return parts.year is None and parts.ago is None and parts.same is None and told is not None


def _is_comparison(parts: Parts) -> bool:
    """Whether a date is told only to be compared with: 上年, 去年同期."""
    return parts.step == -1 or (parts.same == "year" and (parts.ago or parts.year) is not None)


def _is_deadline(shadow: str, pair: _Atom, anchors: Anchors, grammar: Grammar) -> bool:
    """Whether something is due before a month of the year that is still ahead (10月底前), or before a holiday."""
    month = pair.parts.month if _lacks_year(pair.parts) else None
    is_ahead = anchors.day is not None and month is not None and month > anchors.day.month
    if not is_ahead and not (pair.parts.holiday and pair.parts.year is None):
        return False
    return any(name == "before" and pattern.match(shadow, pair.end) for pattern, name in grammar.date_after)


def _is_bare_weekday(parts: Parts) -> bool:
    return parts.weekday is not None and parts.week_ago is None


def _wraps(first: Reading, last: Reading | None) -> bool:
    """Whether a range of days or months without a year reaches into the next (12月28日至1月3日)."""
    return bool(
        last and last.end and first.start and last.end < first.start and (first.start - last.end).days < _ALMOST_A_YEAR
    )


def _is_counted(parts: Parts) -> bool:
    return parts.week_ago is not None or parts.decade is not None


def _in_year_of(first: Parts, last: Parts) -> Parts:
    """The end of a range in the year that its start tells (2020年3月初至4月底), or the one after where months wrap."""
    if not _lacks_year(last) or not first.year or not first.month or not last.month:
        return last
    return replace(last, year=first.year + (last.month < first.month))


def _span(first: Reading, last: Reading) -> Reading:
    if first.start is None or last.end is None:
        return replace(last, start=first.start, end=last.end, grain="range")
    if last.end < first.start:
        return first
    return replace(first, end=last.end, grain="range", flags=tuple(dict.fromkeys((*first.flags, *last.flags))))


def _modified(
    shadow: str, pair: _Atom, reading: Reading, anchors: Anchors, grammar: Grammar
) -> tuple[int, int, Reading, Mod | None]:
    start, end = pair.start, pair.end
    name: str | None = None
    if before := _before_date(shadow, start, grammar):
        start, name = before
    if grammar.any_date_after.match(shadow, end):
        for pattern, after in grammar.date_after:
            if match := pattern.match(shadow, end):
                end, name = match.end(), "since" if name == "since" else after
                break
    if name == "since" and end == pair.end and shadow.startswith("的", end):
        start, name = pair.start, None
    if name in ("since", "as_of") and pair.other and pair.end != end:
        return start, end, reading, None
    if name == "since" and (pair.other or (reading.grain == "range" and not _is_counted(pair.parts))):
        return start, end, reading, None
    return start, end, _bent(reading, name, anchors, pair.parts), _MODS.get(name or "")


def _before_date(shadow: str, start: int, grammar: Grammar) -> tuple[int, str] | None:
    """Where the words before a date begin that bend it, and how they do."""
    floor = max(0, start - 22)
    if not grammar.any_date_before.match(shadow, floor, start):
        return None
    found = ((pattern.search(shadow, floor, start), name) for pattern, name in grammar.date_before)
    return next(((match.start(), name) for match, name in found if match), None)


_MODS: dict[str, Mod] = {
    "as_of": "as_of",
    "before": "before",
    "by": "before",
    "until": "before",
    "since": "since",
    "after": "since",
    "onwards": "since",
    "around": "around",
}


def _bent(reading: Reading, name: str | None, anchors: Anchors, parts: Parts) -> Reading:
    """The reading as a modifier bends it; a deadline still ahead runs from the publication day."""
    if name == "as_of" and parts.is_fuzzy and anchors.day:
        return replace(reading, start=anchors.day, end=anchors.day, grain="day", flags=anchors.flags)
    if reading.start is None or reading.end is None or name is None:
        return reading
    if name == "as_of" or (name == "by" and parts.position == "end"):
        return replace(reading, start=reading.end, grain="day")
    if name == "before":
        return _before(reading, anchors, parts)
    if name == "until":
        return replace(reading, start=None, grain="range")
    if name in ("after", "onwards"):
        start = reading.start if reading.grain == "day" or name == "onwards" else reading.end + timedelta(days=1)
        return replace(reading, start=start, end=None, grain="range")
    if name == "since":
        end = anchors.day if anchors.day and anchors.day >= reading.start else None
        return replace(reading, end=end, grain=reading.grain if reading.grain == "plan" else "range")
    return replace(reading, grain="fuzzy") if name == "around" else reading


def _before(reading: Reading, anchors: Anchors, parts: Parts) -> Reading:
    whole = reading.grain in ("year", "month", "quarter", "half") and parts.position is None and reading.start
    end = reading.start - timedelta(days=1) if whole and reading.start else reading.end
    start = anchors.day if anchors.day and end and anchors.day <= end else None
    if parts.position == "end" and (start is None or parts.year is not None):
        return replace(reading, start=end, grain="day")
    return replace(reading, start=start, end=end, grain="range")
