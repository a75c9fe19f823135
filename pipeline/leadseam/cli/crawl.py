"""`leadseam crawl`: fetch what the sources list anew and keep the raw pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from leadseam.cli._edge import FAILED, PARTIAL, progress, report, stderr, write_line

if TYPE_CHECKING:
    from leadseam.crawl import CrawlReport, Source, SourceReport

_EXAMPLES = """
Fetch what the sources list anew and keep the raw pages.

Robots rules, delays and size limits hold; unchanged pages are asked for conditionally; a stopped crawl goes on where
it stopped. Sites outside this machine need a contact: set LEADSEAM_CONTACT, or contact in leadseam.toml.

Examples:

  leadseam crawl

  leadseam crawl --source cn-gd-zhaoqing-tcj --json

  leadseam crawl --sources my-sources --data /var/lib/leadseam --allow-loopback
"""
# Short heads, so that the table fits a terminal.
_COUNTS = {
    "listed": "listed",
    "new": "new",
    "fetched": "fetched",
    "changed": "changed",
    "not_modified": "same",
    "gone": "gone",
    "disallowed": "robots",
    "blocked": "blocked",
    "failed": "failed",
}

OnlyOption = typer.Option([], "--source", help="Id of a source; may be given more than once. All by default.")
SourcesOption = typer.Option(None, "--sources", help="Folder of site files; the shipped ones by default.")
DataOption = typer.Option(None, "--data", help="Folder of the crawler's state and raw pages; leadseam-data by default.")
LoopbackOption = typer.Option(False, "--allow-loopback", help="Let sources be on this machine (127.0.0.1).")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("crawl", help=_EXAMPLES)(crawl)


def crawl(
    only: list[str] = OnlyOption,
    sources: Path | None = SourcesOption,
    data: Path | None = DataOption,
    allow_loopback: bool = LoopbackOption,
    as_json: bool = typer.Option(False, "--json", help="Print the report as one JSON object."),
) -> None:
    """Crawl, show progress, report a source a row."""
    from datetime import UTC, datetime

    from leadseam import config
    from leadseam import crawl as crawler

    settings = config.load()
    chosen, skipped = choose(sources or settings.sources, only)
    with _stoppable(), progress("crawling", None) as bar:
        found = crawler.run(
            chosen,
            data=data or settings.data,
            now=datetime.now(UTC),
            contact=settings.contact,
            allow_loopback=allow_loopback,
            on_page=lambda event: bar.update(
                bar.task_ids[0], advance=1, description=f"{event.source}: {event.outcome}"
            ),
        )
    if as_json:
        write_line(found.row())
    _show(found)
    _leave(found, skipped)


@contextmanager
def _stoppable() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        report("stopped; what was fetched is kept, and the same command goes on from there")
        raise


def choose(folder: Path | None, only: list[str]) -> tuple[tuple["Source", ...], int]:
    """The wanted sources and how many files are broken; a broken file is named and left out."""
    from leadseam.crawl import load_each
    from leadseam.errors import ConfigError, SourceError

    good: list[Source] = []
    broken = 0
    for source in load_each(folder):
        if isinstance(source, SourceError):
            broken += 1
            report(f"skipped {source}")
        else:
            good.append(source)
    known = {source.id: source for source in good}
    if missing := [name for name in only if name not in known]:
        raise ConfigError(f"no source {missing[0]!r}; there are: {', '.join(known) or 'none'}")
    return tuple(source for source in good if not only or source.id in only), broken


def _show(found: "CrawlReport") -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("source", no_wrap=True)
    for head in (*_COUNTS.values(), "s"):
        table.add_column(head, justify="right")
    for source in found.sources:
        table.add_row(source.id, *(str(getattr(source, name)) for name in _COUNTS), f"{source.seconds:.1f}")
    stderr().print(table)
    for source in found.failed:
        report(f"{source.id}: {source.error}")


def _leave(found: "CrawlReport", skipped: int) -> None:
    good = [source for source in found.sources if not source.error or _has_pages(source)]
    if not found.failed and not skipped:
        return
    report(
        f"{len(found.sources) - len(found.failed)} sources done, {len(found.failed)} failed, {skipped} files skipped"
    )
    raise typer.Exit(PARTIAL if good else FAILED)


def _has_pages(source: "SourceReport") -> bool:
    return bool(source.fetched or source.not_modified)
