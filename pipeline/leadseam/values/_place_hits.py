"""What a scan of the text hands to linking: a name, where it stands, and what it can mean."""

from typing import NamedTuple

from leadseam.values._gazetteer import Sense


class Hit(NamedTuple):
    """A name in the text with its senses; `is_deictic` hits carry a unit (省, city ...) instead of senses.

    A loose hit is a short name that nothing beside it shows to be a place: it counts only where the text or the home
    place speaks for it.
    """

    start: int
    end: int
    senses: tuple[Sense, ...]
    unit: str | None = None
    flags: tuple[str, ...] = ()
    zone: str | None = None
    has_class_word: bool = False
    is_lower: bool = False
    is_loose: bool = False
