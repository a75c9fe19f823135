"""The place of a figure: named before it in the sentence, carried from the topic, else the document's home."""

import regex

from leadseam.metrics._figures import Figure
from leadseam.metrics._frame import Frame
from leadseam.schema import HomePlace, Place, PlaceValue

_LISTED = regex.compile(r"(?:、|和|及|与|，|,\s?|\sand\s|,\sand\s)")
_POSSESSIVE = regex.compile(r"^(?:'s|’s)")


def is_subject(frame: Frame, value: PlaceValue) -> bool:
    """Whether the place is what the sentence speaks of, and not an origin, a goal of a trip or a comparison."""
    if value.adcode is None or value.country not in (None, "CN"):
        return frame.words.lang == "en" and value.country is not None and value.start == frame.start
    if "in_name" in value.flags:
        return False
    if _POSSESSIVE.search(frame.text[value.end : value.end + 2]):
        return True
    if value.surface != "deictic" and frame.words.classes["origin_behind"].match(frame.text, value.end):
        return False
    head = _head(frame, value)
    return not frame.words.ends("visited_place", frame.text[max(frame.start, head - 60) : head])


def _head(frame: Frame, value: PlaceValue) -> int:
    """Where the list of places starts that a place stands in (驻深圳、上海、北京)."""
    start = value.start
    for other in reversed([place for place in frame.places if place.end <= value.start]):
        if not _LISTED.fullmatch(frame.text[other.end : start]):
            break
        start = other.start
    return start


def of_figure(frame: Frame, figure: Figure) -> PlaceValue | None:
    """The nearest subject place before a figure, else (English) the first one behind it in its clause."""
    places = [value for value in frame.places if is_subject(frame, value)]
    before = [value for value in places if value.end <= figure.start]
    listed = _listed(frame, figure, before)
    if listed is not None:
        return listed
    if before:
        return before[-1]
    behind = [value for value in places if value.start >= figure.end] if frame.words.lang == "en" else []
    return behind[0] if behind else None


def _listed(frame: Frame, figure: Figure, places: list[PlaceValue]) -> PlaceValue | None:
    """The place that a figure is of where as many places as figures are listed around 分别 or "respectively"."""
    word = frame.words.classes["respectively"].search(frame.text, frame.start, frame.end)
    if word is None:
        return None
    same = [f for f in frame.figures if f.unit == figure.unit]
    if len(same) < 2 or len(places) < len(same):
        return None
    listed = [p for p in places if p.end <= same[0].start][-len(same) :]
    return listed[same.index(figure)] if len(listed) == len(same) and figure in same else None


def is_origin(value: PlaceValue | None, home: HomePlace | None) -> bool:
    """Whether a place lies outside the province of the home: what has a share of the home's total is its source."""
    if value is None or home is None or value.adcode is None or home.adcode is None:
        return False
    return value.adcode[:2] != home.adcode[:2]


def topic(frame: Frame) -> PlaceValue | None:
    """The place that a sentence opens with, which the following sentences speak of too: one place alone."""
    opening = [v for v in frame.places if v.start - frame.start <= 12 and is_subject(frame, v)]
    return opening[0] if opening and not _is_list(frame, opening[0]) else None


def _is_list(frame: Frame, value: PlaceValue) -> bool:
    """Whether another place is named beside a place (罗平、师宗两县)."""
    behind = next((other for other in frame.places if other.start >= value.end), None)
    return behind is not None and frame.text[value.end : behind.start] in ("、", "和", "及", "与")


def place(value: PlaceValue | None, home: HomePlace | None) -> Place | None:
    """The place as written with its code, or the home place."""
    if value is not None:
        return Place(value.text, value.adcode, value.country)
    return Place(home.text, home.adcode) if home else None
