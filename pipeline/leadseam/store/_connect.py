"""Opening a database: an SQLAlchemy URL or a file's path; what is missing is created, what is old is upgraded."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, InterfaceError, NoSuchModuleError
from sqlalchemy.pool import NullPool, StaticPool

from leadseam.errors import StoreError
from leadseam.store._tables import VERSION, metadata

_KINDS = {
    "sqlite": "sqlite+pysqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}
_BUSY_SECONDS = 30
_TABLES_NAMED = 5


class AddressError(StoreError):
    """A database address that can mean nothing: wrong usage, whatever the state of the database."""


def connect(database: str | Path, *, create: bool = True) -> Engine:
    """An engine for the database at a URL or path, created (if allowed) and upgraded as needed; raises StoreError.

    A SQLite file that cannot be written is opened for reading alone.

    >>> connect("sqlite://").dialect.name
    'sqlite'
    """
    url = address(str(database))
    if not create and is_missing(str(database)):
        raise StoreError(f"{_shown(url)}: no such database; give another --db, or fill a new one with: leadseam ingest")
    with plain_errors(url):
        engine = _engine(url)
        try:
            _bring_up(engine)
        except BaseException:
            engine.dispose()
            raise
        return engine


def _bring_up(engine: Engine) -> None:
    with engine.connect() as connection:
        found = version(connection)
        _refuse_foreign(connection, found)
    _keep_log(engine)
    if found is None or found < VERSION:
        upgrade(engine)
    elif found > VERSION:
        raise StoreError(
            f"{_shown(engine.url)}: the database has version {found}, this program knows {VERSION}; upgrade leadseam"
        )


def _refuse_foreign(connection: Connection, found: str | None) -> None:
    """A database of another program stays as it is; a PostgreSQL schema may be shared while no name is taken."""
    names = set(inspect(connection).get_table_names())
    if found is not None:
        is_foreign = not {"documents", "leads"} <= names
    else:
        is_foreign = bool(names & {*metadata.tables} if connection.dialect.name == "postgresql" else names)
    if is_foreign:
        tables = ", ".join(sorted(names)[:_TABLES_NAMED])
        raise StoreError(
            f"{_shown(connection.engine.url)}: a database of another program (its tables: {tables}); give another --db"
        )


def _keep_log(engine: Engine) -> None:
    """Readers and a writer at once; SQLite remembers it in the file, outside of any transaction."""
    path = _file(engine.url)
    if path and not _is_read_only(path):
        # Locked: another program is doing it this moment.
        with closing(engine.raw_connection()) as raw, suppress(sqlite3.OperationalError):
            raw.cursor().execute("PRAGMA journal_mode=WAL")


def sqlite_path(database: str) -> Path:
    """The file of a SQLite database; raises StoreError for any other."""
    if (path := _file(address(database))) is None:
        raise StoreError("only a SQLite file is copied here; for PostgreSQL use pg_dump and pg_restore")
    return path


def is_missing(database: str) -> bool:
    """Whether this is a SQLite file that does not exist yet."""
    path = _file(address(database))
    return path is not None and not path.exists()


def open_file(path: Path, **options: Any) -> sqlite3.Connection:
    """A connection to a SQLite file, for reading alone where it cannot be written."""
    if not _is_read_only(path):
        plain: sqlite3.Connection = sqlite3.connect(path, **options)
        return plain
    # Where no log can be made beside it, nobody of our rights writes, and SQLite reads the file only if told so.
    path = path.resolve()
    lasting = "" if _log(path).exists() or os.access(path.parent, os.W_OK) else "&immutable=1"
    opened: sqlite3.Connection = sqlite3.connect(f"{path.as_uri()}?mode=ro{lasting}", uri=True, **options)
    return opened


def _is_read_only(path: Path) -> bool:
    if not path.exists():
        return False
    path = path.resolve()
    return not os.access(path, os.W_OK) or not (os.access(path.parent, os.W_OK) or _log(path).exists())


def _log(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _file(url: URL) -> Path | None:
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


def version(connection: Connection) -> str | None:
    """The version of the tables, None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def upgrade(engine: Engine) -> None:
    """Bring the tables to the version of this program; Alembic is loaded for this alone."""
    from leadseam.store._migrate import run

    with engine.execution_options(writer=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(7231145)"))
        run(connection)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that holds the write lock from its start, so that what it read stays true until it ends."""
    with plain_errors(engine.url), engine.execution_options(writer=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(7231146)"))
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection for queries, with the database's errors told in one line."""
    with plain_errors(engine.url), engine.connect() as connection:
        yield connection


@contextmanager
def plain_errors(url: URL) -> Iterator[None]:
    """Turn what the driver raises into a StoreError that names the database, never its password."""
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        reason = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
        raise StoreError(f"{_shown(url)}: {reason}{_advice(reason)}") from error
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreError(f"{_shown(url)}: {error}; PostgreSQL needs: pip install 'leadseam[postgres]'") from error


def _advice(reason: str) -> str:
    if "not a database" in reason:
        return "; give another --db or move the file away"
    if "malformed" in reason:
        return "; the file is damaged: put a copy back with `leadseam db restore`, or move it away and ingest anew"
    if "readonly" in reason:
        return "; the file or its folder cannot be written: searching and exporting work, the rest needs the right to"
    if "locked" in reason:
        return f"; another program has been writing for {_BUSY_SECONDS} s, try again when it is done"
    return ""


def _shown(url: URL) -> str:
    return url.database or "memory" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def address(database: str) -> URL:
    """What a path or URL means; raises AddressError.

    >>> address("leads.sqlite").database
    'leads.sqlite'
    """
    if "://" not in database:
        return URL.create("sqlite+pysqlite", database=database)
    try:
        url = make_url(database)
    except ArgumentError as error:
        raise AddressError(
            f"{database.split('://')[0]}://...: no database URL; expected sqlite:///FILE or postgresql://..."
        ) from error
    driver = _KINDS.get(url.drivername, url.drivername)
    if driver.partition("+")[0] not in ("sqlite", "postgresql"):
        raise AddressError(f"{url.drivername}: not supported; use a file's path, sqlite:///FILE or postgresql://...")
    if driver.startswith("sqlite") and url.host:
        raise AddressError(f"sqlite://{url.host}...: no database URL; expected sqlite:///FILE with three strokes")
    return url.set(drivername=driver)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url)
    path = _file(url)
    if path:
        make_folder(path.parent)
    # A file is opened anew for each transaction: cheap, and nothing stays open behind a program's back.
    pool = NullPool if path else StaticPool
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS}, poolclass=pool)
    event.listen(engine, "do_connect", partial(_open, path))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _open(
    path: Path | None, _dialect: Any, _record: Any, _words: Any, options: dict[str, Any]
) -> sqlite3.Connection | None:
    """A file that cannot be written is opened for reading alone; anything else as SQLAlchemy does it."""
    return open_file(path, **options) if path and _is_read_only(path) else None


def make_folder(folder: Path) -> None:
    """The folder of a database, made where it is missing; raises StoreError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}; give another --db") from error


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy begins and ends transactions itself, see `_begin`
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    is_writer = connection.get_execution_options().get("writer", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")
