"""`leadseam import`: load what `leadseam extract` printed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leadseam.cli import _query
from leadseam.cli._edge import Outcome, report

if TYPE_CHECKING:
    from leadseam.schema import Extraction

_BATCH = 2000


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(_import)


def _import(
    files: Annotated[list[str], typer.Argument(metavar="EXTRACTED.jsonl...", help="Files, or - for standard input.")],
    db: Annotated[str | None, typer.Option(help="SQLAlchemy URL or a file's path.")] = None,
) -> None:
    """Load what `extract` printed; loading it again changes nothing."""
    from datetime import UTC, datetime

    from leadseam.store import connect
    from leadseam.store.load import Counts, load_extractions

    engine = connect(_query.database(db))
    outcome, counts, batch = Outcome(), Counts(), list[tuple[None, "Extraction"]]()
    extractions = _extractions(files, outcome)
    while batch := [(None, found) for _, found in zip(range(_BATCH), extractions, strict=False)]:
        counts += load_extractions(engine, batch, now=datetime.now(UTC))
        outcome.done += len(batch)
    report(
        f"{_query.plural(counts.documents, 'document')} loaded, {counts.unchanged:,} known already; "
        f"leads: {counts.leads_created:,} new, {counts.leads_updated:,} changed; "
        f"metrics: {counts.metrics_created:,} new, {counts.metrics_updated:,} changed"
    )
    outcome.close()


def _extractions(files: list[str], outcome: Outcome) -> Iterator[Extraction]:
    """Every good line; a bad line or file is named and skipped."""
    from leadseam.errors import InputError
    from leadseam.store import forms

    for name, at, line in _lines(files, outcome):
        try:
            yield forms.extraction(line)
        except InputError as error:
            outcome.skip(f"{name}:{at}", str(error))


def _lines(files: list[str], outcome: Outcome) -> Iterator[tuple[str, int, bytes]]:
    for name in files:
        try:
            with sys.stdin.buffer if name == "-" else Path(name).open("rb") as lines:
                yield from ((name, at, line) for at, line in enumerate(lines, start=1) if line.strip())
        except OSError as error:
            outcome.skip(name, error.strerror or str(error))
