"""`leadseam export`: every lead of the database in one file."""

from pathlib import Path
from typing import Annotated

import typer

from leadseam.cli import _query
from leadseam.cli._edge import report


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(_export)


def _export(
    format: Annotated[str, typer.Option("--format", help="csv, jsonl, xlsx, or parquet (with the extra `files`).")],  # noqa: A002 - the option
    db: Annotated[str | None, typer.Option(help="SQLAlchemy URL or a file's path.")] = None,
    out: Annotated[Path | None, typer.Option(help="A file; standard output by default.")] = None,
) -> None:
    """Write every lead, sorted: two exports of one database are the same bytes.

    Example: leadseam export --format csv --out leads.csv
    """
    from leadseam.sinks._file import formats, write

    _query.one_of("--format", format, formats())
    from leadseam.store.search import export_leads

    written = write(format, export_leads(_query.opened(db)), out)
    report(f"{_query.plural(written, 'lead')} in {out or 'standard output'}")
