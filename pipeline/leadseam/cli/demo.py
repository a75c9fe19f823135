"""`leadseam demo`: a nightly run over demonstration sites on this machine, and what came of it."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leadseam.cli._edge import INTERRUPTED, report
from leadseam.errors import ConfigError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from leadseam.crawl.simulator import Simulator

demo = typer.Typer(help="The demonstration: its sites, and a nightly run over them.", invoke_without_command=True)

_DATABASE, _TABLE, _PORT_FILE = "leads.sqlite", "leads.csv", "port"
_METRICS = 15
_TRIES = 20


def register(app: typer.Typer) -> None:
    """Add `leadseam demo` and its subcommands."""
    app.add_typer(demo, name="demo")


@demo.callback()
def run(
    context: typer.Context,
    folder: Annotated[Path, typer.Option(help="Where the database, the CSV and the raw pages go.")] = Path("demo"),
) -> None:
    """Crawl demonstration sites on this machine, and show the leads and metrics that were found.

    A second run fetches nothing that has not changed and adds nothing.

    Example: leadseam demo --folder /tmp/demo
    """
    if context.invoked_subcommand is not None:
        return
    from leadseam import crawl
    from leadseam.cli import _night
    from leadseam.run.nightly import Night
    from leadseam.run.runners import Inline
    from leadseam.store import connect

    folder.mkdir(parents=True, exist_ok=True)
    engine = connect(folder / _DATABASE)
    with _sites(folder) as web:
        web.write_sources(folder / "sources")
        sources = crawl.load_all(folder / "sources")
        report(f"{len(sources)} demonstration sites on this machine, the first at {min(web.urls.values())}")
        done = _night.watch(Night(sources, engine, folder / "data", Inline(), allow_loopback=True))
    _night.print_sources(done)
    _print_results(engine, folder)
    typer.echo(f"{done.leads} leads, {done.metrics} metrics in {folder / _DATABASE}")
    _night.close(done)


def _print_results(engine: "Engine", folder: Path) -> None:
    """Leads by region, the metrics, where everything lies, and what to try next."""
    from leadseam.cli import _show
    from leadseam.sinks._file import write
    from leadseam.store.search import Query, export_leads, find_leads, find_metrics

    leads = sorted(find_leads(engine, Query()), key=lambda row: (_show.region(row), row["companies"]))
    metrics = list(find_metrics(engine, Query(limit=_METRICS)))
    typer.echo("\nLeads by region")
    _show.show(_show.leads(leads))
    typer.echo(f"\nMetrics (the newest {len(metrics)})")
    _show.show(_show.metrics(metrics))
    write("csv", export_leads(engine), folder / _TABLE)
    database = folder / _DATABASE
    program = os.path.relpath(sys.argv[0]) if sys.argv[0].endswith("leadseam") else "leadseam"
    typer.echo(f"\nDatabase: {database}\nCSV:      {folder / _TABLE}\n\nTry next:")
    for command in ("search --region 湖北", "search --q 电池 --json", "metrics --region 长兴县"):
        typer.echo(f"  {program} {command} --db {database}")
    typer.echo("")


@contextmanager
def _sites(folder: Path) -> Iterator["Simulator"]:
    """The sites on the ports of the last run, because an address is a page's name; on free ones the first time."""
    from leadseam.crawl.simulator import PORT, Simulator

    remembered = folder / _PORT_FILE
    known = remembered.is_file()
    first = int(remembered.read_text(encoding="utf-8")) if known else PORT
    ports = iter([first] if known else range(first, first + 10 * _TRIES, 10))
    with ExitStack() as stack:
        port, web = next(ports), None
        while web is None:
            try:
                web = stack.enter_context(Simulator(port=port))
            except ConfigError:
                port = _next(ports)
        remembered.write_text(f"{port}\n", encoding="utf-8")
        yield web


def _next(ports: Iterator[int]) -> int:
    for port in ports:
        return port
    raise ConfigError(
        "a port of the demonstration's sites is in use by another program; end that program, or run "
        "leadseam demo --folder OTHER for a demonstration of its own"
    )


@demo.command("serve")
def serve(
    port: Annotated[int, typer.Option(min=0, max=65_500, help="The first site's port; 0 picks free ones.")] = 8710,
    latency: Annotated[float, typer.Option(min=0.0, help="Seconds that every answer waits.")] = 0.0,
) -> None:
    """Serve the demonstration sites on this machine until Ctrl-C."""
    from leadseam.crawl.simulator import Simulator

    with Simulator(port=port, latency=latency) as web:
        for name, url in web.urls.items():
            report(f"{url}  {name}")
        report("Ctrl-C ends it")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
