"""Which indicator a figure is of: the nearest legal cue, by distance, side and the figures in between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import regex

from leadseam.metrics._figures import Figure
from leadseam.metrics._frame import Cue, Frame

# A cue farther than this (in weighted characters) names something else.
_LIMIT = 40.0
# No cue farther than this (in characters) is looked at.
_FARTHEST = 160
# Growth of something unnamed is told right beside its percentage.
_BESIDE = 12.0
# A level compared with the one before it ("$29 billion, against $38 billion a year earlier").
_AGAINST = regex.compile(r"\b(?:against|compared (?:with|to)|(?:up|down) from)\s$")
_SIGNED = "signed_projects"
_WEIGHT = {"zh": 1.0, "en": 0.4}
_COUNTED_NAMES = frozenset({"jobs", "projects_signed", "projects_introduced", "foreign_firms_established"})
# A level is told of the subject, over asides in commas ("exports, oil included, reached $5 billion").
_TOLD = regex.compile(
    r"\b(?:(?:came|amounted|rose|fell|climbed|grew) to|reached|totall?ed|stood at|exceeded|hit)"
    r" (?:(?:nearly|about|around|almost|over|some|more than) )?$"
)
_COMMA = regex.compile(r"[，,：:（(]")
_OF = regex.compile(r"^\s?(?:yuan |us dollars |dollars )?(?:of|in|worth of)\s", regex.IGNORECASE)
_NEAR = {"zh": 14, "en": 34}


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure with the cue that names its indicator; `is_change` marks growth, falls and multiples."""

    figure: Figure
    cue: Cue
    cost: float
    is_change: bool = False
    threshold: Figure | None = None
    flags: tuple[str, ...] = ()


def bind(frame: Frame, skipped: Iterable[Figure]) -> list[Reading]:
    """The readings of a sentence's figures in order; figures without a cue are left out."""
    left_out = set(skipped)
    figures = [f for f in frame.figures if f not in left_out]
    paired = _respectively(frame, figures)
    readings: list[Reading] = []
    for figure in figures:
        reading = paired.get(figure) or _read(frame, figure, figures, readings)
        if reading is not None:
            readings.append(reading)
    return [*readings, *_shared(frame, figures, readings)]


def _shared(frame: Frame, figures: Sequence[Figure], readings: Sequence[Reading]) -> list[Reading]:
    """The rest of a list around 分别 whose first figure alone was read: all are of one indicator."""
    found = frame.words.classes["respectively"].search(frame.text, frame.start, frame.end)
    listed = _listed(frame, figures, found.start()) if found is not None else []
    read = {reading.figure: reading for reading in readings}
    if len(listed) < 2 or listed[0] not in read:
        return []
    return [replace(read[listed[0]], figure=f) for f in listed[1:] if f not in read and f.unit == listed[0].unit]


def _read(frame: Frame, figure: Figure, figures: Sequence[Figure], earlier: Sequence[Reading]) -> Reading | None:
    if figure.sort == "percent":
        return _percent(frame, figure, figures, earlier)
    is_level = figure.value.text != "" and getattr(figure.value, "op", "=") == "level"
    legal = [c for c in _outer(frame.cues, figure) if _is_legal(c, figure) and c.indicator.level == is_level]
    return _nearest(frame, figure, legal, figures, earlier)


def _is_legal(cue: Cue, figure: Figure) -> bool:
    """Whether the figure's unit is one of the indicator's; amounts are legal in any currency."""
    if figure.sort == "money":
        return cue.indicator.is_money
    return figure.unit in cue.indicator.units and not (figure.unit == "households" and cue.indicator.family == _SIGNED)


def _outer(cues: Sequence[Cue], figure: Figure) -> list[Cue]:
    """The cues of the figure's sort, without those that stand inside a longer one."""
    same = [
        cue
        for cue in cues
        if _sort(cue) == figure.sort and cue.end > figure.start - _FARTHEST and cue.start < figure.end + _FARTHEST
    ]
    return [cue for cue in same if not any(_inside(cue, other) for other in same)]


def _sort(cue: Cue) -> str:
    return "percent" if cue.indicator.is_rate else "money" if cue.indicator.is_money else "count"


def _inside(cue: Cue, other: Cue) -> bool:
    overlaps = other.start < cue.end and cue.start < other.end
    if cue.indicator.group and overlaps and (not other.indicator.group or other.start < cue.start):
        return True
    longer = other.end - other.start > cue.end - cue.start
    return longer and other.start <= cue.start and cue.end <= other.end and other.indicator.units == cue.indicator.units


def _nearest(
    frame: Frame, figure: Figure, cues: Iterable[Cue], figures: Sequence[Figure], earlier: Sequence[Reading]
) -> Reading | None:
    taken = {(r.cue.start, r.cue.indicator.id) for r in earlier if not r.is_change}
    costs = [
        (
            _cost(frame, figure, cue, figures) + 12.0 * ((cue.start, cue.indicator.id) in taken),
            -cue.end + cue.start,
            cue,
        )
        for cue in cues
    ]
    best = min(costs, key=lambda c: c[:2], default=None)
    if best is None or best[0] > _LIMIT:
        return None
    return Reading(figure, best[2], best[0])


def _cost(frame: Frame, figure: Figure, cue: Cue, figures: Sequence[Figure]) -> float:
    """How far a cue is from a figure: characters, commas, other figures in between, and the less usual side."""
    if cue.end <= figure.start:
        left, right, side = cue.end, figure.start, 0.0
    elif cue.start >= figure.end:
        left, right, side = figure.end, cue.start, _behind(frame, figure, cue)
    else:
        return _LIMIT + 1 if cue.start < figure.start and cue.end > figure.end else 0.0
    gap = frame.text[left:right]
    between = [f for f in figures if left <= f.start and f.end <= right and f.sort == figure.sort]
    commas = (2.0 if _TOLD.search(gap) else 8.0) * len(_COMMA.findall(gap))
    return len(gap) * _WEIGHT[frame.words.lang] + commas + 6.0 * len(between) + side


def _behind(frame: Frame, figure: Figure, cue: Cue) -> float:
    """What it costs a cue to stand behind its figure: little for counts and "... of", much for amounts."""
    if figure.sort == "count":
        return 15.0 if frame.words.lang == "zh" and "，" in frame.text[figure.end : cue.start] else 2.0
    if frame.words.lang == "en":
        return 0.0 if _OF.search(frame.text[figure.end : cue.end + 1]) else 12.0
    return 24.0


def _percent(frame: Frame, figure: Figure, figures: Sequence[Figure], earlier: Sequence[Reading]) -> Reading | None:
    outer = _outer(frame.cues, figure)
    rates = [cue for cue in outer if cue.indicator.kind != "change"]
    rate = _nearest(frame, figure, rates, figures, ()) if figure.unit == "%" else None
    grows = figure.unit in ("pp", "x") or _grows(frame, figure, earlier)
    if rate is not None and not (grows and rate.cost > 6.0):
        return rate
    return (_change(frame, figure, earlier) or _other_growth(frame, figure, outer, figures)) if grows else rate


def _other_growth(frame: Frame, figure: Figure, cues: Sequence[Cue], figures: Sequence[Figure]) -> Reading | None:
    """Growth of what no indicator names: freight, parcels, visitors."""
    if frame.words.has("unrelated", frame.body):
        return None
    told = _nearest(frame, figure, [cue for cue in cues if cue.indicator.kind == "change"], figures, ())
    return replace(told, is_change=True) if told is not None and told.cost <= _BESIDE else None


def _grows(frame: Frame, figure: Figure, earlier: Sequence[Reading]) -> bool:
    """Whether words of growth or decline stand right beside the percentage."""
    near = _NEAR[frame.words.lang]
    start = max(frame.start, figure.start - near, *(r.figure.end for r in earlier))
    beside = frame.text[start : min(frame.end, figure.end + near // 2 + 8)]
    if frame.words.lang == "zh":
        beside = frame.text[start : figure.end] + _COMMA.split(frame.text[figure.end : figure.end + 4])[0]
    return (
        frame.words.has("growth", beside)
        or frame.words.has("fall", beside)
        or getattr(figure.value, "basis", "") == "growth"
    )


def _change(frame: Frame, figure: Figure, earlier: Sequence[Reading]) -> Reading | None:
    """Growth is of the indicator named since the figure before it, else of that figure's, else of one named behind."""
    amounts = [cue for cue in frame.cues if not cue.indicator.is_rate and not cue.indicator.level]
    before = [cue for cue in amounts if cue.end <= figure.start]
    last = earlier[-1] if earlier else None
    since = [cue for cue in before if last is None or cue.start >= last.figure.end]
    named = [cue for cue in since if not cue.indicator.group and _is_name(cue)] or [c for c in since if _is_name(c)]
    if named:
        best = _innermost(named)
        return Reading(figure, best, _cost(frame, figure, best, ()) / 2, is_change=True)
    if last is not None:
        return Reading(figure, last.cue, 4.0, is_change=True)
    behind = [cue for cue in amounts if cue.start >= figure.end and _is_name(cue)]
    if not behind:
        return None
    cost = _cost(frame, figure, behind[0], ())
    return Reading(figure, behind[0], cost, is_change=True) if cost < _LIMIT else None


def _innermost(cues: Sequence[Cue]) -> Cue:
    """The cue that stands last, and the longest of those that end there."""
    outer = [cue for cue in cues if not any(_covers(other, cue) for other in cues)]
    return max(outer, key=lambda cue: (cue.end, cue.end - cue.start))


def _covers(other: Cue, cue: Cue) -> bool:
    return other.start <= cue.start and cue.end <= other.end and other.end - other.start > cue.end - cue.start


def _is_name(cue: Cue) -> bool:
    """Whether growth of the indicator can be told by its cue alone: amounts, jobs; a verb such as 签约 cannot."""
    return cue.indicator.is_money or cue.indicator.id in _COUNTED_NAMES


def _respectively(frame: Frame, figures: Sequence[Figure]) -> dict[Figure, Reading]:
    """Figures behind 分别 or before "respectively", paired in order with as many cues."""
    found = frame.words.classes["respectively"].search(frame.text, frame.start, frame.end)
    if found is None:
        return {}
    values = _listed(frame, figures, found.start())
    named = _names(frame, values)
    if len(values) < 2 or len(named) != len(values) or len({cue.indicator.is_rate for cue in named}) > 1:
        return {}
    changed = [f.sort == "percent" for f in values]
    return {
        f: Reading(f, cue, 5.0, is_change=is_change and not cue.indicator.is_rate)
        for f, cue, is_change in zip(values, named, changed, strict=True)
    }


def _listed(frame: Frame, figures: Sequence[Figure], at: int) -> list[Figure]:
    """The run of figures that "respectively" speaks of: behind it, or before it where none follows."""
    behind = [f for f in figures if f.start >= at]
    if behind:
        return [f for f in behind if f.sort == behind[0].sort]
    before = [f for f in figures if f.end <= at]
    return [f for f in before if f.sort == before[-1].sort] if before else []


def _names(frame: Frame, values: Sequence[Figure]) -> list[Cue]:
    """The cues that the listed figures are of: the last ones before them, one for each place in the text."""
    if not values:
        return []
    before = [cue for cue in frame.cues if cue.end <= values[0].start and (cue.indicator.is_rate or _is_name(cue))]
    outer = [cue for cue in before if not any(_covers(other, cue) for other in before)]
    single: list[Cue] = []
    for cue in outer:
        if not single or (cue.start >= single[-1].end and cue.indicator is not single[-1].indicator):
            single.append(cue)
    return single[-len(values) :]


def parts(frame: Frame, figures: Sequence[Figure], readings: dict[Figure, Reading]) -> dict[Figure, Reading]:
    """Amounts behind 其中 or "of which", and differences, that no cue names are of what was read before them."""
    found: dict[Figure, Reading] = {}
    last: Reading | None = None
    for figure in figures:
        if (reading := readings.get(figure)) is not None:
            last = reading if figure.sort == "money" else last
        elif last is not None and figure.sort == "money" and figure.unit == last.figure.unit:
            between = frame.text[last.figure.end : figure.start]
            if frame.words.ends("target_of", frame.before(figure.start)):
                found[figure] = Reading(figure, last.cue, 6.0, flags=("goal",))
            elif _AGAINST.search(frame.before(figure.start)):
                found[figure] = Reading(figure, last.cue, 8.0)
            elif getattr(figure.value, "role", "") == "delta":
                found[figure] = Reading(figure, last.cue, 8.0, is_change=True)
            elif frame.words.has("of_them", between):
                found[figure] = Reading(figure, last.cue, 15.0)
    return found
