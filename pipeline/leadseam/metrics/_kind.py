"""Whether a reading is a result, a goal, a change or a share."""

import regex

from leadseam.metrics._bind import Reading
from leadseam.metrics._frame import Frame
from leadseam.schema import MetricKind, Period

_CLAUSE = regex.compile(r"[，,；;]")
_BY = {
    "zh": regex.compile(r"(?:到|至)(?:20\d\d年|“?十[一二三四五六]五|本世纪)"),
    "en": regex.compile(r"\b[Bb]y (?:the end of )?(?:20\d\d|the end of the 1\d)"),
}


def kind(
    frame: Frame, reading: Reading, period: Period | None, *, today: Period | None, is_goal: bool, section: bool | None
) -> tuple[MetricKind, tuple[str, ...]]:
    """The kind, with a flag where a future tense contradicts a past period; `today` is the day of publication."""
    plain: MetricKind = "change" if reading.is_change else reading.cue.indicator.kind
    if plain == "target" or is_goal or "goal" in reading.flags:
        return "target", ()
    if section is not None:
        return _in_section(frame, reading, plain, section), ()
    strong, weak = _goal(frame, reading)
    if strong or _is_horizon(frame, reading, period, today):
        return "target", ()
    if not weak:
        return plain, ()
    if period is not None and today is not None and period.end < today.start:
        return plain, ("tense_contradicts_period",)
    return "target", ()


def _in_section(frame: Frame, reading: Reading, plain: MetricKind, section: bool) -> MetricKind:
    """Plans are goals but for what is told as done; a look back (预计全年实现) holds goals by their own words alone."""
    before = frame.before(reading.figure.start)
    if section:
        return plain if frame.words.has("done", before) else "target"
    strong, weak = _goal(frame, reading)
    return "target" if (strong or weak) and not frame.words.has("expected", before) else plain


def _goal(frame: Frame, reading: Reading) -> tuple[bool, bool]:
    """Whether words of a goal, or of the mere future, govern the figure."""
    words = frame.words
    text = _masked(frame, reading)
    strong = [match.end() for match in words.classes["target"].finditer(text)]
    weak = [match.end() for match in words.classes["weak_target"].finditer(text)]
    done = [match.start() for match in words.classes["done"].finditer(text)]
    reset = max(done, default=-1)
    return any(end > reset for end in strong), any(end > reset and _near(text, end) for end in weak)


def _near(text: str, end: int) -> bool:
    """The mere future reaches over one comma."""
    return len(_CLAUSE.findall(text[end:])) <= 2


def _masked(frame: Frame, reading: Reading) -> str:
    """The sentence up to the figure, its own cue blanked out where the cue itself holds a word of goals."""
    text = frame.before(max(reading.figure.start, reading.cue.start))
    start, end = reading.cue.start - frame.start, reading.cue.end - frame.start
    if reading.cue.indicator.is_rate and end <= len(text):
        text = text[:start] + "　" * (end - start) + text[end:]
    return text


def _is_horizon(frame: Frame, reading: Reading, period: Period | None, today: Period | None) -> bool:
    """Whether the period lies in the future: 到2025年, "by 2030"."""
    if period is None or today is None or period.end <= today.end:
        return False
    return period.start > today.end or _BY[frame.words.lang].search(frame.before(reading.figure.start)) is not None
