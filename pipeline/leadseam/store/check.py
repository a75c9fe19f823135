"""Looking after a database: is it whole, a consistent copy, putting a copy back."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, func, select

from leadseam.errors import StoreError
from leadseam.store._connect import make_folder, open_file, reading, writing
from leadseam.store._index import index_for, tokens
from leadseam.store._tables import FORMS, VERSION, documents, leads, metrics, readings, subjects

_SAMPLE = 200
_TOKENS = 5
_MEND = "mend it with: leadseam db upgrade --reindex"


def problems(engine: Engine) -> tuple[str, ...]:
    """Everything that is wrong, in plain words; empty when the database is whole."""
    with reading(engine) as connection:
        return tuple(_problems(connection))


def _problems(connection: Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        yield from _sqlite_problems(connection)
    yield from _dangling(connection)
    for table in (leads, metrics):
        yield from _index_problems(connection, table)


def _sqlite_problems(connection: Connection) -> Iterator[str]:
    for row in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield f"integrity: {row[0]}"
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{row[0]}: row {row[1]} points to a missing row of {row[2]}"


def _dangling(connection: Connection) -> Iterator[str]:
    """What foreign keys cannot say: a document's reading exists, a subject in force is merged into something."""
    missing = select(func.count()).select_from(documents).where(documents.c.reading.not_in(select(readings.c.id)))
    if count := connection.execute(missing).scalar_one():
        yield f"documents: {count} without the reading they name"
    merged = select(leads.c.id).union_all(select(metrics.c.id))
    lost = (
        select(func.count())
        .select_from(subjects.join(documents, documents.c.reading == subjects.c.reading))
        .where(subjects.c.merged.is_(None) | subjects.c.merged.not_in(merged))
    )
    if count := connection.execute(lost).scalar_one():
        yield f"subjects: {count} that no lead or metric shows"


def _index_problems(connection: Connection, table: Table) -> Iterator[str]:
    """As many entries as the texts have tokens, and a sample of texts found by every token of theirs."""
    index = index_for(connection.dialect.name)
    forms = FORMS[table.name]
    rows = [(row.n, tokens(row.search)) for row in connection.execute(select(forms.c.n, forms.c.search))]
    expected, found = sum(len(own) for _, own in rows), index.postings(connection, table.name)
    if expected != found:
        yield f"{table.name}: the search index has {found} entries, the texts have {expected}; {_MEND}"
    for n, own in random.Random(0).sample(rows, min(_SAMPLE, len(rows))):  # noqa: S311 - a sample, no secret
        if any(n not in index.numbers(connection, table.name, (token, False)) for token in own[:_TOKENS]):
            yield f"{table.name}: the search index does not find row {n}; {_MEND}"
            return


def reindex(engine: Engine) -> None:
    """Build both search indexes anew."""
    with writing(engine) as connection:
        index = index_for(connection.dialect.name)
        for name, forms in FORMS.items():
            index.clear(connection, name)
            rows = connection.execute(select(forms.c.n, forms.c.search).order_by(forms.c.n)).all()
            index.add(connection, name, [(row.n, row.search) for row in rows])


def backup(database: Path, file: Path) -> None:
    """A consistent copy in one file, taken while others read and write; raises StoreError."""
    if not database.is_file():
        raise StoreError(f"{database}: no such database; nothing was copied")
    part = file.with_name(file.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with closing(open_file(database)) as origin, closing(sqlite3.connect(part)) as copy:
            origin.backup(copy)
        part.replace(file)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{file}: the copy failed: {error}") from error
    finally:
        part.unlink(missing_ok=True)


def restore(database: Path, file: Path) -> None:
    """Put a copy in the place of the database, all or nothing, damaged as it may be; raises StoreError."""
    if not file.is_file():
        raise StoreError(f"{file}: no such file; give one that `leadseam db backup` wrote")
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            _refuse_foreign(copy, file)
            make_folder(database.parent)
            _replace(database, copy)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{file}: {error}; nothing was restored") from error


def _replace(database: Path, copy: sqlite3.Connection) -> None:
    """Overwrite within SQLite, which waits for other programs; a file that is no database is replaced as a file."""
    try:
        with closing(sqlite3.connect(database)) as target:
            copy.backup(target)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        part = database.with_name(database.name + ".part")
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part)) as target:
            copy.backup(target)
        for suffix in ("-wal", "-shm"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
        part.replace(database)


def _refuse_foreign(copy: sqlite3.Connection, file: Path) -> None:
    if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        raise StoreError(f"{file}: the copy is damaged; nothing was restored")
    names = {row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"alembic_version", "documents", "leads"} <= names:
        raise StoreError(f"{file}: no Leadseam database; nothing was restored")
    found = copy.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    if found > VERSION:
        raise StoreError(f"{file}: the copy has version {found}, this program knows {VERSION}; upgrade leadseam")
