"""`leadseam db`: upgrade, check, copy and put back a database."""

from pathlib import Path
from typing import Annotated

import typer

from leadseam.cli import _query
from leadseam.cli._edge import FAILED, report

Database = Annotated[str | None, typer.Option(help="SQLAlchemy URL or a file's path.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Look after the database.", no_args_is_help=True)
    group.command("upgrade")(_upgrade)
    group.command("check")(_check)
    group.command("backup")(_backup)
    group.command("restore")(_restore)
    app.add_typer(group, name="db")


def _upgrade(
    db: Database = None,
    reindex: Annotated[bool, typer.Option("--reindex", help="Build the search indexes anew.")] = False,
) -> None:
    """Bring the tables to this program's version; every other command does so too."""
    from leadseam.store import check, connect
    from leadseam.store._tables import VERSION

    engine = connect(_query.database(db))
    if reindex:
        check.reindex(engine)
    report(f"the database has version {VERSION}{', search indexes built anew' if reindex else ''}")


def _check(db: Database = None) -> None:
    """Integrity, references, and whether the search index agrees with the rows."""
    from leadseam.store import check, connect

    found = check.problems(connect(_query.database(db), create=False))
    for problem in found:
        report(problem)
    if found:
        raise typer.Exit(FAILED)
    report("the database is whole")


def _backup(file: Annotated[Path, typer.Argument(help="The copy to write.")], db: Database = None) -> None:
    """Write a consistent copy, while others read and write."""
    from leadseam.store import check, connect
    from leadseam.store._connect import sqlite_path

    name = _query.database(db)
    path = sqlite_path(name)
    connect(name, create=False).dispose()
    check.backup(path, file)
    report(f"copied to {file}")


def _restore(file: Annotated[Path, typer.Argument(help="A copy that `db backup` wrote.")], db: Database = None) -> None:
    """Put a copy in the place of the database, all or nothing."""
    from leadseam.store import check, connect
    from leadseam.store._connect import sqlite_path

    name = _query.database(db)
    check.restore(sqlite_path(name), file)
    connect(name).dispose()
    report(f"restored from {file}")
