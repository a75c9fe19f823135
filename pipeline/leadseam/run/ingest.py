"""Inputs into the database: shards are worked on anywhere, one loader stores them, one transaction a shard.

Running again is always the repair: what is stored with the same text by the same extractor changes no row.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import Engine
from typing_extensions import TypedDict  # pydantic asks for this one below Python 3.12

from leadseam.read import Ids, Skipped, Unit
from leadseam.run import shard as shards
from leadseam.run.report import IngestReport
from leadseam.run.runners import Runner
from leadseam.run.shard import ShardReport
from leadseam.schema import Document, Extraction
from leadseam.store import load


@dataclass(slots=True)
class Loader:
    """Applies finished shards to one database, in order; knows which ids this run has seen."""

    engine: Engine
    now: datetime
    ids: Ids = field(default_factory=Ids)

    def load(self, report: ShardReport) -> IngestReport:
        """Store one shard in one transaction and remove its file."""
        if report.out is None:
            return IngestReport(skipped=report.skipped)
        rows: list[tuple[Document, Extraction]] = []
        clashes: list[Skipped] = []
        known = 0
        for where, document, extraction in _rows(report.out):
            admitted = self.ids.admit(document)
            if admitted and extraction is None:
                known += 1
            elif admitted and extraction is not None:
                rows.append((document, extraction))
            elif admitted is False:
                clashes.append(Skipped(where, f"id {document.id!r} was given before with another content"))
        counts = load.load_extractions(self.engine, rows, now=self.now)
        report.out.unlink()
        skipped = report.skipped + tuple(clashes)
        return IngestReport(counts.documents, counts.unchanged + known, skipped, counts.replaced)


def ingest(
    engine: Engine,
    units: Iterable[Unit | Skipped],
    *,
    folder: Path,
    runner: Runner,
    now: datetime,
    on_shard: Callable[[IngestReport], None],
) -> IngestReport:
    """Read, extract and store the units; `folder` is for the shards' files, `on_shard` hears of each."""
    unopened: list[Skipped] = []
    loader, total = Loader(engine, now), IngestReport()
    known = folder / "known.txt"
    known.write_text("\n".join(load.known(engine)), encoding="ascii")
    for report in runner.map(shards.run, shards.cut(_opened(units, unopened), folder, known=known)):
        loaded = loader.load(report)
        total += loaded
        on_shard(loaded)
    lost = IngestReport(skipped=tuple(unopened))
    on_shard(lost)
    return total + lost


def _opened(units: Iterable[Unit | Skipped], unopened: list[Skipped]) -> Iterator[Unit]:
    for unit in units:
        if isinstance(unit, Skipped):
            unopened.append(unit)
        else:
            yield unit


def _rows(path: Path) -> Iterator[tuple[str, Document, Extraction | None]]:
    read = _reader()
    with path.open("rb") as lines:
        for line in lines:
            row = read(line)
            yield row["where"], row["document"], row["extraction"]


class _Row(TypedDict):
    where: str
    document: Document
    extraction: Extraction | None


@cache
def _reader() -> Callable[[bytes], _Row]:
    from pydantic import TypeAdapter

    reader: Callable[[bytes], _Row] = TypeAdapter(_Row).validate_json
    return reader
