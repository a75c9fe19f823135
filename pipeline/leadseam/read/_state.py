"""What a page is: an article, a missing page that says so with status 200, a barrier, a picture, nothing."""

from functools import lru_cache

import regex

from leadseam.read._blocks import Line
from leadseam.resources import Resources
from leadseam.schema import State

_SHORT, _PAGE = 160, 400
_CAPTION = 40


def judge(
    title: str | None, body: tuple[Line, ...], page: tuple[Line, ...], resources: Resources, *, images: int
) -> State:
    """The page's state; a body of some length is an article whatever it is about."""
    text = " ".join(line.text for line in body)
    if len(text) > _SHORT:
        return "ok"
    whole = text or " ".join(line.text for line in page[:60])[:2000]
    if len(whole) <= _PAGE and (state := _said(title, whole, resources)):
        return state
    if images and len(text) < _CAPTION and not any(line.row for line in body):
        return "image_only"
    return "ok" if text.strip() else "empty"


def _said(title: str | None, text: str, resources: Resources) -> State | None:
    for state, pattern in _rules(resources):
        if pattern.search(title or "") or pattern.search(text):
            return state
    return None


@lru_cache(maxsize=4)
def _rules(resources: Resources) -> tuple[tuple[State, "regex.Pattern[str]"], ...]:
    rows = [row for lang in ("zh", "en") for row in resources.rows(f"lexicons/{lang}/page_states.csv")]
    return tuple((row["state"], regex.compile(row["pattern"], regex.I)) for row in rows)  # type: ignore[misc]
