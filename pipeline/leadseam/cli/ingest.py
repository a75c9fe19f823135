"""`leadseam ingest`: documents into the database."""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from leadseam.cli._edge import Outcome, progress, report, write_line

INPUTS = "Files (.txt, .html, .jsonl, .warc), folders of them, or - for JSONL on standard input."
DB = "The database: a file's path or an SQLAlchemy URL (default: LEADSEAM_DB, leadseam.toml, leadseam.sqlite)."
WORKERS = "Processes that read and extract (default: one a core when there is much to do)."
_REPLACED_NAMED = 20


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("ingest")(ingest)


def ingest(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help=INPUTS)],
    db: Annotated[str | None, typer.Option(help=DB, metavar="URL")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help=WORKERS)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
) -> None:
    """Read documents, extract their leads and metrics, and store them.

    The same call again changes nothing; after an interruption it goes on where it stopped.

    Example: leadseam ingest news/ page.html --db leads.sqlite
    """
    from leadseam import read
    from leadseam.cli import _query
    from leadseam.run import ingest as ingesting
    from leadseam.run import runners
    from leadseam.run.report import held
    from leadseam.store import connect

    database = _query.database(db)
    runner, units = runners.choose(read.units(inputs, sys.stdin.buffer), workers)
    engine, outcome = connect(database), Outcome()
    with progress("ingest") as bar, tempfile.TemporaryDirectory(prefix="leadseam-") as folder:
        done = ingesting.ingest(
            engine,
            units,
            folder=Path(folder),
            runner=runner,
            now=datetime.now(UTC),
            on_shard=lambda loaded: bar.advance(bar.task_ids[0], loaded.documents + len(loaded.skipped)),
        )
    leads, metrics = held(engine)
    if as_json:
        row = {"stored": done.stored, "known": done.known, "skipped": len(done.skipped)}
        write_line(row | {"leads": leads, "metrics": metrics, "db": database, "replaced": len(done.replaced)})
    else:
        replaced = f", {len(done.replaced):,} replaced" if done.replaced else ""
        typer.echo(f"{_query.plural(done.stored, 'document')} stored, {done.known:,} known already{replaced}")
        typer.echo(f"{leads} leads, {metrics} metrics in {database}")
    _name_replaced(done.replaced)
    outcome.done = done.documents
    for skipped in done.skipped:
        outcome.skip(skipped.name, skipped.reason)
    outcome.close()


def _name_replaced(ids: tuple[str, ...]) -> None:
    """A page that changed, or another one that came under the same id: only whoever gave it can tell."""
    for one in ids[:_REPLACED_NAMED]:
        report(f"replaces the stored document {one!r}")
    if len(ids) > _REPLACED_NAMED:
        report(f"replaces {len(ids) - _REPLACED_NAMED:,} stored documents more")
