"""`leadseam nightly`: crawl, read, extract, load, report."""

from pathlib import Path
from typing import Annotated

import typer

from leadseam.cli._edge import write_line
from leadseam.cli.ingest import DB, WORKERS


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("nightly")(nightly)


def nightly(
    db: Annotated[str | None, typer.Option(help=DB, metavar="URL")] = None,
    sources: Annotated[Path | None, typer.Option(help="A folder of source files (default: those shipped).")] = None,
    data: Annotated[Path | None, typer.Option(help="Where raw pages and reports are kept.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help=WORKERS)] = None,
    allow_loopback: Annotated[bool, typer.Option("--allow-loopback", help="Let sources be on this machine.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")] = False,
) -> None:
    """Crawl every source, and read, extract and store what is new.

    Safe to run again at any time: what has not changed is not fetched and adds nothing; an interrupted night goes on
    where it stopped. Exit code 3 means that a source failed or a page was skipped; the report names it.

    Example: leadseam nightly --db leads.sqlite --sources my-sources/
    """
    from leadseam import config
    from leadseam.cli import _night, _query
    from leadseam.cli.crawl import choose
    from leadseam.run import nightly as night
    from leadseam.run import runners
    from leadseam.store import connect

    settings = config.load()
    database = _query.database(db)
    engine = connect(database)
    chosen, broken = choose(sources or settings.sources, [])
    job = night.Night(
        sources=chosen,
        engine=engine,
        data=data or settings.data,
        runner=runners.Inline() if workers == 1 else runners.Pool(workers or 2),
        contact=settings.contact,
        allow_loopback=allow_loopback,
    )
    done = _night.watch(job)
    _night.print_sources(done)
    if as_json:
        write_line(done.row())
    else:
        typer.echo(f"{_query.plural(done.ingest.stored, 'document')} stored, {done.ingest.known} known already")
        typer.echo(f"{done.leads} leads, {done.metrics} metrics in {database}")
    _night.close(done, broken=broken)
