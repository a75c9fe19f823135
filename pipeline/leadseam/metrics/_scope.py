"""What is counted, as written: the words around the figure without the figure itself."""

import regex

from leadseam.metrics._bind import Reading
from leadseam.metrics._frame import Frame

_EDGE = {
    "zh": regex.compile(r"[，。；：、,;:（）()]|其中|分别"),
    "en": regex.compile(r"[,;:.()]|\b(?:with|which|and|while|among)\b"),
}
_LONGEST = 60
_TRIM = " \t，。；：、,;:.的"
_NUMBER = regex.compile(
    r"^[^A-Za-z]*(?:(?:more than|over|about|nearly|around|at least|some)\s)?[\d.,]*\s?", regex.IGNORECASE
)


def scope(frame: Frame, reading: Reading) -> str | None:
    """A short text of what is counted: in Chinese what stands before the figure, in English what follows a count."""
    if frame.words.lang == "en" and reading.figure.sort == "count":
        return _behind(frame, reading) or _ahead(frame, reading)
    return _ahead(frame, reading) or _behind(frame, reading)


def _ahead(frame: Frame, reading: Reading) -> str | None:
    """The clause up to the figure, from the cue's own clause on where that stands farther ahead."""
    figure, cue = reading.figure, reading.cue
    right = figure.start if cue.end > figure.start or figure.sort == "count" else cue.end
    left = max(frame.start, min(right, cue.start) - _LONGEST, right - _LONGEST)
    edges = [match.end() for match in _EDGE[frame.words.lang].finditer(frame.text, left, right)]
    figures = [f.end for f in frame.figures if left <= f.end <= right]
    start = max([left, *edges, *figures])
    text = frame.text[start:right].strip(_TRIM)
    return text if len(text) > 1 else None


def _behind(frame: Frame, reading: Reading) -> str | None:
    """What is left of the figure's own words without its number, and the words up to the next comma."""
    figure = reading.figure
    stop = _EDGE[frame.words.lang].search(frame.text, figure.end, min(frame.end, figure.end + _LONGEST))
    end = stop.start() if stop else min(frame.end, figure.end + _LONGEST)
    own = _NUMBER.sub("", figure.value.text) if frame.words.lang == "en" else ""
    text = f"{own}{frame.text[figure.end : end]}".strip(_TRIM)
    return text if len(text) > 1 else None
