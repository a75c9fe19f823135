"""A nightly run watched from a terminal: progress, a table of the sources, an exit code."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from leadseam.cli._edge import Outcome, report, stderr

if TYPE_CHECKING:
    from leadseam.run.nightly import Night
    from leadseam.run.report import NightReport

_COLUMNS = ("listed", "new", "fetched", "not_modified", "blocked", "failed")


def watch(night: "Night") -> "NightReport":
    """Run the night with a bar for pages and one for documents, on stderr, silent when that is no terminal."""
    from leadseam.run import nightly

    parts = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*parts, console=stderr(), disable=not stderr().is_terminal, transient=True) as bars:
        pages = bars.add_task("pages fetched", total=None)
        documents = bars.add_task("documents read", total=None)
        return nightly.run(
            night,
            now=datetime.now(UTC),
            on_page=lambda _: bars.advance(pages),
            on_shard=lambda loaded: bars.advance(documents, loaded.documents + len(loaded.skipped)),
        )


def print_sources(done: "NightReport") -> None:
    """A row a source, on stderr."""
    table = Table(title="Sources", title_justify="left", box=None, pad_edge=False)
    table.add_column("source")
    for name in _COLUMNS:
        table.add_column(name.replace("_", " "), justify="right")
    for row in done.crawl["sources"]:
        table.add_row(row["id"], *(str(row[name]) for name in _COLUMNS))
    stderr().print(table)


def close(done: "NightReport", *, broken: int = 0) -> None:
    """Name what failed or was skipped and leave with the exit code that fits; `broken` site files were named before."""
    outcome = Outcome(done=done.ingest.documents + sum(_healthy(row) for row in done.crawl["sources"]))
    outcome.skipped.extend(["site file"] * broken)
    for row in done.crawl["sources"]:
        if row["error"]:
            outcome.skipped.append(row["id"])
            report(f"source {row['id']}: {row['error']}")
    for skipped in done.ingest.skipped:
        outcome.skip(skipped.name, skipped.reason)
    outcome.close()


def _healthy(row: dict[str, Any]) -> bool:
    return not row["error"]
