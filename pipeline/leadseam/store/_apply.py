"""Writing a recomputed view: only rows that differ are touched, and each change has its number."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, func, select, update

from leadseam.store._index import index_for
from leadseam.store._tables import FORMS, leads, metrics, retired

T = TypeVar("T")
_CHUNK = 500
_LONG = ("search", "form")


@dataclass(frozen=True, slots=True)
class Changes:
    """How many rows of one view were made, changed and retired."""

    created: int = 0
    updated: int = 0
    retired: int = 0


@dataclass(frozen=True, slots=True)
class _Stored:
    n: int
    digest: str


def apply(
    connection: Connection,
    table: Table,
    rows: Sequence[dict[str, Any]],
    gone: Mapping[str, str | None],
    *,
    moment: str,
) -> Changes:
    """Insert what is new, rewrite what differs, retire what is gone (with its successor)."""
    stored = _stored(connection, table, [*(str(row["id"]) for row in rows), *gone])
    created = [row for row in rows if row["id"] not in stored]
    updated = [row for row in rows if row["id"] in stored and stored[row["id"]].digest != row["digest"]]
    vanished = {old: successor for old, successor in gone.items() if old in stored}
    _stamp(connection, created, updated, moment)
    _update(connection, table, [{**row, "n": stored[row["id"]].n} for row in updated])
    _create(connection, table, created, moment)
    _retire(connection, table, vanished, [stored[identity].n for identity in vanished], moment)
    return Changes(len(created), len(updated), len(vanished))


def last_change(connection: Connection) -> int:
    """The number of the last change of any lead or metric."""
    newest = (connection.execute(select(func.max(table.c.change_seq))).scalar() for table in (leads, metrics, retired))
    return max(number or 0 for number in newest)


def _stored(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, _Stored]:
    found: dict[str, _Stored] = {}
    for chunk in _chunks(ids):
        query = select(table.c.id, table.c.n, table.c.digest).where(table.c.id.in_(chunk))
        found |= {row.id: _Stored(row.n, row.digest) for row in connection.execute(query)}
    return found


def _stamp(
    connection: Connection, created: Sequence[dict[str, Any]], updated: Sequence[dict[str, Any]], moment: str
) -> None:
    """Number the changes in the order of ids, so that the same load gives the same numbers."""
    changed = sorted([*created, *updated], key=lambda row: str(row["id"]))
    for number, row in enumerate(changed, start=last_change(connection) + 1):
        row.update(last_seen=moment, change_seq=number)


def _create(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], moment: str) -> None:
    if not rows:
        return
    last = connection.execute(select(func.max(table.c.n))).scalar() or 0
    numbered = [{**row, "n": n, "first_seen": moment} for n, row in enumerate(rows, start=last + 1)]
    connection.execute(table.insert(), [_short(row) for row in numbered])
    connection.execute(FORMS[table.name].insert(), [_long(row) for row in numbered])
    connection.execute(delete(retired).where(retired.c.id == bindparam("its_id")), [{"its_id": r["id"]} for r in rows])
    index_for(connection.dialect.name).add(connection, table.name, [(row["n"], row["search"]) for row in numbered])


def _update(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    before = _search_texts(connection, table, [row["n"] for row in rows])
    _rewrite(connection, table, [_short(row) for row in rows])
    _rewrite(connection, FORMS[table.name], [_long(row) for row in rows])
    moved = sorted((row["n"], row["search"]) for row in rows if before[row["n"]] != row["search"])
    index = index_for(connection.dialect.name)
    index.remove(connection, table.name, [(n, before[n]) for n, _ in moved])
    index.add(connection, table.name, moved)


def _retire(
    connection: Connection, table: Table, vanished: Mapping[str, str | None], numbers: Sequence[int], moment: str
) -> None:
    if not vanished:
        return
    before = _search_texts(connection, table, numbers)
    index_for(connection.dialect.name).remove(connection, table.name, sorted(before.items()))
    connection.execute(delete(table).where(table.c.n == bindparam("its_n")), [{"its_n": n} for n in numbers])
    start = last_change(connection) + 1
    connection.execute(
        retired.insert(),
        [
            {"id": identity, "successor": vanished[identity], "change_seq": number, "recorded": moment}
            for number, identity in enumerate(sorted(vanished), start=start)
        ],
    )


def _search_texts(connection: Connection, table: Table, numbers: Sequence[int]) -> dict[int, str]:
    forms, found = FORMS[table.name], dict[int, str]()
    for chunk in _chunks(numbers):
        query = select(forms.c.n, forms.c.search).where(forms.c.n.in_(chunk))
        found |= {row.n: row.search for row in connection.execute(query)}
    return found


def _rewrite(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    names = [name for name in rows[0] if name != "n"]
    changes: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    values = [{"its_n": row["n"], **{f"new_{name}": row[name] for name in names}} for row in rows]
    connection.execute(update(table).where(table.c.n == bindparam("its_n")).values(changes), values)


def _short(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _LONG}


def _long(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("n", *_LONG)}


def _chunks(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    return (keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK))
