"""Companies: full names, well-known names, names that the grammar exposes, and the short names a document defines."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from leadseam.mentions import (
    _aliases,
    _company_en,
    _company_runs,
    _company_zh,
    _items,
    _known,
    government,
    park,
    person,
)
from leadseam.mentions._view import View, apart, mention, outside
from leadseam.schema import Mention

PRIORITY = 1


def find(page: View) -> Iterator[Mention]:
    """Every company that the text names; each alias carries the name of the company it stands for."""
    grammar = _company_en if page.lang == "en" else _company_zh
    blocked = (*government.find(page), *person.find(page), *park.find(page))
    sure = _longest(page, (*grammar.full(page), *_known.find(page)))
    if page.lang == "en":
        listed = [mention(page, "company", *span, confidence=0.6, flags=("exposed",)) for span in _items.brands(page)]
        sure = (*sure, *_longest(page, outside(page, listed, (*sure, *blocked))))
        sure = (*sure, *_longest(page, outside(page, _company_runs.find(page), (*sure, *blocked))))
    full = tuple(m for m in sure if "full" in m.flags)
    short = _longest(page, _aliases.find(page, full))
    aliases = {(m.start, m.end): m.name for m in short}
    sure = tuple(_under_full_name(m, full) for m in sure if aliases.get((m.start, m.end), m.name) == m.name)
    short = tuple(outside(page, short, sure))
    taken = (*sure, *short)
    exposed = _longest(page, outside(page, grammar.exposed(page), (*taken, *blocked)))
    again = outside(page, _aliases.repeats(page, exposed), (*taken, *exposed, *blocked))
    return iter((*taken, *exposed, *again))


def _under_full_name(one: Mention, full: tuple[Mention, ...]) -> Mention:
    """A well-known short name stands for the full name in the same document that holds it."""
    if "known" not in one.flags:
        return one
    longer = next((name for name in dict.fromkeys(f.name for f in full) if one.name in name), one.name)
    return replace(one, name=longer)


def _longest(page: View, found: Iterable[Mention]) -> tuple[Mention, ...]:
    return apart(page, sorted(found, key=lambda m: (m.start - m.end, m.start)))
