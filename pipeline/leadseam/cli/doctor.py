"""`leadseam doctor`: is everything there that the commands need, and what to do where it is not."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Annotated, NamedTuple

import typer

from leadseam import __version__
from leadseam.cli._edge import FAILED, write_line

_OPTIONAL = {"psycopg": "PostgreSQL as the database: pip install 'leadseam[postgres]'"}
_LEAST_FREE = 200 * 2**20


class Finding(NamedTuple):
    """One thing looked at: whether it is well, and what was seen or what to do."""

    name: str
    ok: bool
    seen: str


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("doctor")(doctor)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Look at everything the commands need and say what to do where something is missing.

    Example: leadseam doctor
    """
    findings = [finding for look in (_python, _sqlite, _tables, _settings, _disk, _optional) for finding in look()]
    for finding in findings:
        if as_json:
            write_line(finding._asdict())
        else:
            typer.echo(f"{'ok     ' if finding.ok else 'MISSING'}  {finding.name}: {finding.seen}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(FAILED)


def _python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    ok = (3, 11) <= sys.version_info[:2] < (3, 14)
    yield Finding("leadseam", True, f"{__version__} on Python {version}")
    if not ok:
        yield Finding("python", False, f"{version}; install Python 3.11, 3.12 or 3.13")


def _sqlite() -> Iterator[Finding]:
    import sqlite3

    with closing(sqlite3.connect(":memory:")) as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    ok = "ENABLE_FTS5" in options
    seen = f"{sqlite3.sqlite_version}, full-text search is there" if ok else "no FTS5; use a Python built with it"
    yield Finding("sqlite", ok and sqlite3.sqlite_version_info >= (3, 35), seen)


def _tables() -> Iterator[Finding]:
    from leadseam.resources import load, regions

    yield _guarded("resources", lambda: f"{len(load().rows('regions.csv'))} divisions in {load().root}")
    yield _guarded("places", lambda: f"山东 is {regions.by_name('山东')[0].adcode}")


def _settings() -> Iterator[Finding]:
    from leadseam import config

    yield _guarded("settings", lambda: f"database {config.load().db}, data in {config.load().data}")
    yield _guarded("contact", lambda: config.load().contact or "none: set LEADSEAM_CONTACT before crawling real sites")


def _disk() -> Iterator[Finding]:
    free = shutil.disk_usage(os.getcwd()).free
    yield Finding("disk", free > _LEAST_FREE, f"{free // 2**20} MB free here")


def _optional() -> Iterator[Finding]:
    from importlib import metadata

    for package, purpose in _OPTIONAL.items():
        try:
            yield Finding(package, True, metadata.version(package))
        except metadata.PackageNotFoundError:
            yield Finding(package, True, f"not installed; only for {purpose}")


def _guarded(name: str, look: Callable[[], str]) -> Finding:
    from leadseam.errors import LeadseamError

    try:
        return Finding(name, True, look())
    except (LeadseamError, OSError, LookupError) as error:
        return Finding(name, False, str(error))
