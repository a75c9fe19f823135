"""The nightly run: crawl, read, extract, load, report. Killed anywhere and run again, it ends in the same database."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from time import monotonic

from sqlalchemy import Engine

from leadseam import crawl
from leadseam.crawl import Frontier, NewPage, PageEvent, Source
from leadseam.read import Listed, Unit
from leadseam.run import shard as shards
from leadseam.run.ingest import Loader
from leadseam.run.report import IngestReport, NightReport, held
from leadseam.run.runners import Runner
from leadseam.run.shard import Shard


@dataclass(frozen=True, slots=True)
class Night:
    """Where a nightly run works: its sources, database, data folder and what it may do."""

    sources: Sequence[Source]
    engine: Engine
    data: Path
    runner: Runner
    contact: str | None = None
    allow_loopback: bool = False


def run(
    night: Night, *, now: datetime, on_page: Callable[[PageEvent], None], on_shard: Callable[[IngestReport], None]
) -> NightReport:
    """Crawl every source, load what is new, and write the report into `data/reports`."""
    began = monotonic()
    crawled = crawl.run(
        night.sources,
        data=night.data,
        now=now,
        contact=night.contact,
        allow_loopback=night.allow_loopback,
        on_page=on_page,
    )
    ingested = load(night, now=now, on_shard=on_shard)
    leads, metrics = held(night.engine)
    report = NightReport(now, monotonic() - began, crawled.row(), ingested, leads, metrics)
    report.save(night.data / "reports")
    return report


def load(night: Night, *, now: datetime, on_shard: Callable[[IngestReport], None]) -> IngestReport:
    """Read, extract and store every page that nobody has acknowledged; a page is acknowledged once it is stored."""
    folder = night.data / "shards"
    folder.mkdir(parents=True, exist_ok=True)
    names = {source.id: source.source.name for source in night.sources}
    loader, total = Loader(night.engine, now), IngestReport()
    with Frontier(night.data) as frontier:
        marks: dict[str, int] = {}
        work = _shards(crawl.new_pages(frontier), names, folder, marks)
        for report in night.runner.map(shards.run, work):
            loaded = loader.load(report)
            frontier.acknowledge(marks.pop(unit) for unit in report.units)
            total += loaded
            on_shard(loaded)
    return total


def _shards(pages: Iterator[NewPage], names: dict[str, str], folder: Path, marks: dict[str, int]) -> Iterator[Shard]:
    while batch := tuple(islice(pages, shards.SIZE)):
        marks.update((page.url, page.mark) for page in batch)
        yield from shards.cut((_unit(page, names.get(page.source_id)) for page in batch), folder)


def _unit(page: NewPage, source: str | None) -> Unit:
    label = (page.content_type or "").lower().partition("charset=")[2].split(";")[0].strip() or None
    published = date.fromisoformat(page.published[:10]) if page.published else None
    return Unit(page.url, fetched=page.body, label=label, listed=Listed(page.title, published, source))
