"""Reading the options that `search` and `metrics` share; a wrong one is named with what would have worked."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

import typer

from leadseam.cli._edge import USAGE, report

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from leadseam.store.search import Query

View = Literal["leads", "metrics"]


_AMOUNT = re.compile(
    r"([\d.,_]{1,30}(?:e\d{1,2})?)\s{0,3}(万亿|亿|千万|百万|万|bn|b|m|k|t|million|billion|trillion)?\s{0,3}(?:元|yuan|rmb|cny)?"
)
_SCALE = {
    "万亿": 10**12,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
    "t": 10**12,
    "trillion": 10**12,
    "bn": 10**9,
    "b": 10**9,
    "billion": 10**9,
    "m": 10**6,
    "million": 10**6,
    "k": 10**3,
}
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def database(given: str | None) -> str:
    """The database of the option, or of the settings."""
    from leadseam.store._connect import AddressError, address

    filled("--db", given)
    name = given
    if name is None:
        from leadseam import config

        name = config.load().db
    try:
        address(name)
    except AddressError as error:
        raise wrong(str(error)) from error
    return name


def opened(given: str | None) -> Engine:
    """The database of the option or of the settings, opened; that it was missing is said."""
    from leadseam.store import connect
    from leadseam.store._connect import is_missing

    name = database(given)
    is_new = is_missing(name)
    engine = connect(name)
    if is_new:
        report(f"{name}: a new, empty database")
    return engine


def filled(option: str, given: str | None) -> str | None:
    """The words of an option as they were typed; blank ones, which would match everything, are wrong usage."""
    if given is None:
        return None
    if not given.strip():
        raise wrong(f"{option} is empty; give it a value or leave it out")
    # Under a locale without UTF-8 Python keeps the bytes of an argument as lone surrogates.
    return given.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def wrong(message: str) -> typer.Exit:
    """Say in one line what is wrong with an option; exit code 2."""
    report(message)
    return typer.Exit(USAGE)


def one_of(option: str, given: str | None, known: Iterable[str]) -> str | None:
    """The given word if it is known, else an error that lists the known ones."""
    if given is None or given in (names := tuple(known)):
        return given
    raise wrong(f"{option} {given!r} is unknown; there are: {', '.join(names)}")


def amount(option: str, given: str | None) -> int | None:
    """An amount in yuan.

    >>> amount("--amount-min", "1.5亿"), amount("--amount-min", "100m"), amount("--amount-min", "1,000")
    (150000000, 100000000, 1000)
    """
    if given is None:
        return None
    found = _AMOUNT.fullmatch(given.strip().lower())
    try:
        if found:
            return int(Decimal(found[1].replace(",", "").replace("_", "")) * _SCALE.get(found[2] or "", 1))
    except InvalidOperation:
        pass
    raise wrong(f"{option} {given!r} is no amount; write 100000000, 1亿, 5000万, 100m or 1bn (yuan)")


def day(option: str, given: str | None, *, last: bool = False) -> date | None:
    """A date, or the first (or last) day of a month or year.

    >>> day("--date-to", "2024-02", last=True), day("--date-from", "2024")
    (datetime.date(2024, 2, 29), datetime.date(2024, 1, 1))
    """
    if given is None:
        return None
    found = _DATE.fullmatch(given.strip())
    try:
        if found:
            year, month = int(found[1]), int(found[2] or (12 if last else 1))
            return date(year, month, int(found[3] or (monthrange(year, month)[1] if last else 1)))
    except ValueError:
        pass
    raise wrong(f"{option} {given!r} is no date; write 2024, 2024-03 or 2024-03-15")


def regions(given: str | None) -> tuple[str, ...]:
    """The codes that a name or code can mean; two-letter country codes stay as they are."""
    given = filled("--region", given)
    if given is None:
        return ()
    name = given.strip()
    if len(name) == 2 and name.isascii() and name.isalpha():
        return (name.upper(),)
    from leadseam.resources import regions as table

    if found := table.by_name(name):
        if len(separate := _separate([region.adcode for region in found])) > 1:
            names = (f"{code} {' '.join(_full_name(code))}" for code in separate)
            report(f"--region {given} means several places, all are searched: {', '.join(names)}")
        return tuple(region.adcode for region in found)
    raise wrong(f"--region {given!r} is unknown{_nearest_region(name)}")


def _separate(codes: list[str]) -> list[str]:
    """The codes that are not below another one of them."""
    from leadseam.resources.regions import is_within

    return [code for code in codes if not any(other != code and is_within(code, other) for other in codes)]


def _full_name(code: str) -> Iterator[str]:
    from leadseam.resources.regions import ancestors, name

    return (name(above) or above for above in (*reversed(ancestors(code)), code))


def _nearest_region(name: str) -> str:
    from leadseam.resources import regions as table

    known = {form for row in table.table().current.values() for form in (row.name, row.short, *row.english)}
    near = get_close_matches(name, sorted(known), n=4, cutoff=0.5) or sorted(k for k in known if name[:2] in k)[:4]
    if near:
        return f"; did you mean {', '.join(near)}? A code such as 441200 works too"
    return "; give a province, city or county by name (广东, Zhaoqing), a code (441200) or a country (US)"


def advice(query: Query, engine: Engine, *, of: View = "leads") -> str:
    """What to try when nothing matched: how many there would be without each filter."""
    from leadseam.store.search import Query, count

    if not count(engine, Query(), of=of):
        return f"the database holds no {of} yet; fill it with: leadseam ingest FILE..."
    tries = [f"{count(engine, less, of=of)} without {name}" for name, less in _relaxed(query)]
    words = [f"--q {word}" for term in query.q if len(term.split()) > 1 for word in term.split()]
    hint = f"; for words in any order: {' '.join(words)}" if words else ""
    return f"no {of} match ({', '.join(tries)}){hint}"


def _relaxed(query: Query) -> Iterator[tuple[str, Query]]:
    """The query without each of its filters in turn."""
    empty = type(query)()
    for field in fields(query):
        name = field.name
        if name not in ("sort", "limit", "changed_after") and getattr(query, name) != getattr(empty, name):
            option = "--region" if name == "regions" else "--" + name.replace("_", "-")
            yield option, replace(query, **{name: getattr(empty, name)})


def check_indicator(engine: Engine, indicator: str | None) -> None:
    """An indicator that the database does not have is wrong usage, unless the database is empty."""
    from leadseam.store.search import indicators

    known = indicators(engine) if indicator is not None else ()
    if known:
        one_of("--indicator", indicator, known)


def plural(number: int, word: str) -> str:
    """A count with its word.

    >>> plural(1, "lead"), plural(0, "lead")
    ('1 lead', '0 leads')
    """
    return f"{number:,} {word}{'s' * (number != 1)}"
