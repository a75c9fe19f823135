"""The search index over character pairs: FTS5 on SQLite, GIN on PostgreSQL; one tokenizer, one query parser.

The index finds a superset; `contains` then checks the very substring, so that a search equals a scan. Word-based and
trigram indexes find nothing for the two-character terms that most Chinese queries are.
"""

import itertools
from collections.abc import Iterable, Sequence
from typing import Protocol

import regex
from sqlalchemy import Column, ColumnElement, Connection, bindparam, func, text

from leadseam.lang import fold

# FTS5's `ascii` tokenizer keeps letters, digits and all that is not ASCII: the same characters as here.
_RUN = regex.compile(r"[0-9a-z\x80-\U0010ffff]+")
_TERM_LIMIT = 200
_TOKEN_LIMIT = 40


def tokens(folded: str) -> tuple[str, ...]:
    """Every pair of neighbors in each run of a folded text, and each run's last character, sorted.

    >>> tokens("签约 5g")
    ('5g', 'g', '签约', '约')
    """
    found: set[str] = set()
    for run in _RUN.findall(folded):
        found.update(map("".join, itertools.pairwise(run)))
        found.add(run[-1])
    return tuple(sorted(found))


def query(folded: str) -> tuple[tuple[str, bool], ...]:
    """What a text that holds the folded term must hold: pairs, and single characters as beginnings (True).

    >>> query("光伏产"), query("光"), query('"*')
    ((('光伏', False), ('伏产', False)), (('光', True),), ())
    """
    wanted: dict[tuple[str, bool], None] = {}
    for run in _RUN.findall(folded[:_TERM_LIMIT]):
        pairs = [run] if len(run) == 1 else list(map("".join, itertools.pairwise(run)))
        wanted |= dict.fromkeys((pair, len(run) == 1) for pair in pairs)
    return tuple(wanted)[:_TOKEN_LIMIT]


def is_exact(folded: str) -> bool:
    """Whether the index alone answers for a term: one run of one or two characters.

    >>> is_exact("光伏"), is_exact("光"), is_exact("5g基"), is_exact("a-")
    (True, True, False, False)
    """
    return len(folded) <= 2 and _RUN.fullmatch(folded) is not None


def folded_lines(parts: Iterable[str | None]) -> str:
    """The distinct parts, folded, a line each: a term never matches across two of them."""
    return "\n".join(dict.fromkeys(line for part in parts if part and (line := fold(part))))


class SearchIndex(Protocol):
    """What a database's index must do for a table with the columns `n` and `search`."""

    def clear(self, connection: Connection, table: str) -> None:
        """Empty the index of a table."""

    def add(self, connection: Connection, table: str, rows: Sequence[tuple[int, str]]) -> None:
        """Index folded texts by their row number, ascending."""

    def remove(self, connection: Connection, table: str, rows: Sequence[tuple[int, str]]) -> None:
        """Take folded texts out again; they must be what was added."""

    def holds(self, table: str, n: Column[int], folded: str) -> ColumnElement[bool] | None:
        """The condition that finds a superset of the rows that contain a folded term; None when all may."""

    def contains(self, column: Column[str], folded: str) -> ColumnElement[bool]:
        """The condition that a column holds the very substring."""

    def numbers(self, connection: Connection, table: str, token: tuple[str, bool]) -> set[int]:
        """The rows whose text holds one token, for checking the index."""

    def postings(self, connection: Connection, table: str) -> int:
        """How many tokens of how many rows there are in all, for checking the index."""


class Fts5:
    """SQLite: a contentless FTS5 table without positions."""

    def clear(self, connection: Connection, table: str) -> None:
        """Empty the index of a table."""
        connection.exec_driver_sql(f"INSERT INTO {table}_index({table}_index) VALUES ('delete-all')")  # noqa: S608

    def add(self, connection: Connection, table: str, rows: Sequence[tuple[int, str]]) -> None:
        """Index folded texts by their row number, ascending."""
        statement = f"INSERT INTO {table}_index(rowid, tokens) VALUES (?, ?)"  # noqa: S608 - our own table names
        if rows:
            connection.exec_driver_sql(statement, [(n, " ".join(tokens(folded))) for n, folded in rows])

    def remove(self, connection: Connection, table: str, rows: Sequence[tuple[int, str]]) -> None:
        """Take folded texts out again; they must be what was added."""
        statement = f"INSERT INTO {table}_index({table}_index, rowid, tokens) VALUES ('delete', ?, ?)"  # noqa: S608
        if rows:
            connection.exec_driver_sql(statement, [(n, " ".join(tokens(folded))) for n, folded in rows])

    def holds(self, table: str, n: Column[int], folded: str) -> ColumnElement[bool] | None:
        """The condition that finds a superset of the rows that contain a folded term; None when all may."""
        wanted = query(folded)
        if not wanted:
            return None
        found = text(f"SELECT rowid FROM {table}_index WHERE {table}_index MATCH :match")  # noqa: S608
        return n.in_(found.bindparams(bindparam("match", self._match(wanted), unique=True)))

    def contains(self, column: Column[str], folded: str) -> ColumnElement[bool]:
        """The condition that a column holds the very substring."""
        return func.instr(column, folded) > 0

    def numbers(self, connection: Connection, table: str, token: tuple[str, bool]) -> set[int]:
        """The rows whose text holds one token, for checking the index."""
        statement = f"SELECT rowid FROM {table}_index WHERE {table}_index MATCH ?"  # noqa: S608
        return {row[0] for row in connection.exec_driver_sql(statement, (self._match((token,)),))}

    def postings(self, connection: Connection, table: str) -> int:
        """How many tokens of how many rows there are in all, for checking the index."""
        vocabulary = f"temp.{table}_vocabulary"
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {vocabulary} USING fts5vocab('main', '{table}_index', 'row')")
        total = connection.exec_driver_sql(f"SELECT total(doc) FROM {vocabulary}").scalar_one()  # noqa: S608
        connection.exec_driver_sql(f"DROP TABLE {vocabulary}")
        return int(total)

    def _match(self, wanted: Iterable[tuple[str, bool]]) -> str:
        return " AND ".join(f'"{token}" *' if is_prefix else f'"{token}"' for token, is_prefix in wanted)


class Gin:
    """PostgreSQL: a GIN index over the tokens as a tsvector without positions."""

    def clear(self, connection: Connection, table: str) -> None:
        """Empty the index of a table."""
        connection.exec_driver_sql(f"DELETE FROM {table}_index")  # noqa: S608

    def add(self, connection: Connection, table: str, rows: Sequence[tuple[int, str]]) -> None:
        """Index folded texts by their row number, ascending."""
        statement = f"INSERT INTO {table}_index (n, tokens) VALUES (%s, array_to_tsvector(%s::text[]))"  # noqa: S608
        if rows:
            connection.exec_driver_sql(statement, [(n, list(tokens(folded))) for n, folded in rows])

    def remove(self, connection: Connection, table: str, rows: Sequence[tuple[int, str]]) -> None:
        """Take folded texts out again; they must be what was added."""
        if rows:
            statement = f"DELETE FROM {table}_index WHERE n = ANY(%s)"  # noqa: S608
            connection.exec_driver_sql(statement, ([n for n, _ in rows],))

    def holds(self, table: str, n: Column[int], folded: str) -> ColumnElement[bool] | None:
        """The condition that finds a superset of the rows that contain a folded term; None when all may."""
        wanted = query(folded)
        if not wanted:
            return None
        found = text(f"SELECT n FROM {table}_index WHERE tokens @@ CAST(:match AS tsquery)")  # noqa: S608
        return n.in_(found.bindparams(bindparam("match", self._match(wanted), unique=True)))

    def contains(self, column: Column[str], folded: str) -> ColumnElement[bool]:
        """The condition that a column holds the very substring."""
        return func.strpos(column, folded) > 0

    def numbers(self, connection: Connection, table: str, token: tuple[str, bool]) -> set[int]:
        """The rows whose text holds one token, for checking the index."""
        statement = f"SELECT n FROM {table}_index WHERE tokens @@ CAST(%s AS tsquery)"  # noqa: S608
        return {row[0] for row in connection.exec_driver_sql(statement, (self._match((token,)),))}

    def postings(self, connection: Connection, table: str) -> int:
        """How many tokens of how many rows there are in all, for checking the index."""
        statement = f"SELECT coalesce(sum(length(tokens)), 0) FROM {table}_index"  # noqa: S608
        return int(connection.exec_driver_sql(statement).scalar_one())

    def _match(self, wanted: Iterable[tuple[str, bool]]) -> str:
        return " & ".join(f"'{token}':*" if is_prefix else f"'{token}'" for token, is_prefix in wanted)


def index_for(dialect: str) -> SearchIndex:
    """The index of a database, by the name SQLAlchemy gives it."""
    return Fts5() if dialect == "sqlite" else Gin()
