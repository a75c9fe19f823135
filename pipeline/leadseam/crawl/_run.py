"""A whole run: every source once, hosts in parallel, one host on one thread."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event, Lock
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import urlsplit

from leadseam.crawl.archive import Archive, Headers, read_at
from leadseam.crawl.fetch import Fetcher, Policy, Stopped, require_contact, software
from leadseam.crawl.frontier import Frontier
from leadseam.crawl.source import Source, bare
from leadseam.crawl.visit import PageEvent, SourceReport, Tools, Visit
from leadseam.errors import StoreError

# More threads make requests slower, not faster (measured with 32 and 128).
MOST_THREADS = 32
_BATCH = 200
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What a run did, source by source in the order given."""

    started: datetime
    seconds: float
    sources: tuple[SourceReport, ...]

    @property
    def failed(self) -> tuple[SourceReport, ...]:
        """The sources that failed as a whole or in part."""
        return tuple(report for report in self.sources if report.error)

    def row(self) -> dict[str, Any]:
        """The report as one JSON object."""
        rows = [report.row() for report in self.sources]
        return {"started": self.started.isoformat(), "seconds": round(self.seconds, 3), "sources": rows}


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page that nobody has acknowledged yet; `title` and `published` are what the list said of it."""

    mark: int
    url: str
    source_id: str
    body: bytes
    headers: Headers
    fetched_at: datetime
    title: str | None
    published: str | None

    @property
    def content_type(self) -> str | None:
        """The Content-Type header, which may lie about the charset."""
        return next((value for name, value in self.headers if name.lower() == "content-type"), None)


def run(
    sources: Iterable[Source],
    *,
    data: Path,
    now: datetime,
    contact: str | None = None,
    allow_loopback: bool = False,
    policy: Policy | None = None,
    on_page: Callable[[PageEvent], None] | None = None,
    on_progress: Callable[[SourceReport], None] | None = None,
) -> CrawlReport:
    """Crawl the sources into `data`; after a kill the same call goes on where it stopped.

    The callbacks are called from several threads, never two at a time. Raises ConfigError without a contact for sites
    outside this machine, StoreError when another crawl holds the folder; a failing source is in the report.
    """
    chosen, began, stop = tuple(sources), monotonic(), Event()
    require_contact(contact, tuple(source.base for source in chosen))
    with (
        Fetcher(contact, allow_loopback=allow_loopback, policy=policy, stop=stop) as fetcher,
        Frontier(data) as frontier,
        frontier.crawling(),
        Archive(archive_folder(data), now, software=software()) as archive,
    ):
        tools = Tools(fetcher, frontier, archive, now, _in_turn(on_page), _in_turn(on_progress))
        found = _visit_all(chosen, tools, stop)
    reports = tuple(found[source.id] for source in chosen)
    return CrawlReport(now, monotonic() - began, reports)


def archive_folder(data: Path) -> Path:
    """Where the raw pages are."""
    return data / "crawl" / "warc"


def new_pages(frontier: Frontier) -> Iterator[NewPage]:
    """Every page that is not acknowledged, oldest first; load it, then `frontier.acknowledge([page.mark])`.

    A page that came anew with another body is here again; a kill between loading and acknowledging gives it twice.
    """
    after = 0
    while rows := frontier.unread(after, _BATCH):
        for row in rows:
            path = frontier.folder / "warc" / row["file"]
            record = read_at(path, row["at"])
            if hashlib.sha256(record.body).hexdigest() != row["body_hash"]:
                raise StoreError(f"{path}: the page at {row['at']} is not {row['url']}; restore the file from a backup")
            at = datetime.fromisoformat(row["fetched_at"])
            yield NewPage(
                row["mark"], row["url"], row["source"], record.body, record.headers, at, row["title"], row["published"]
            )
        after = rows[-1]["mark"]


def _visit_all(sources: tuple[Source, ...], tools: Tools, stop: Event) -> dict[str, SourceReport]:
    """Visit groups of one host each; an interrupt or a fault of our own stops every thread at its next wait."""
    found: dict[str, SourceReport] = {}
    with ThreadPoolExecutor(max_workers=MOST_THREADS) as pool:
        futures = [pool.submit(_visit_group, group, tools, found) for group in _by_host(sources)]
        try:
            _raise_first(futures)
        except BaseException:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return found


def _raise_first(futures: list[Future[None]]) -> None:
    # Short waits, so that an interrupt is heard at once on every system.
    waiting = set(futures)
    while waiting:
        done, waiting = wait(waiting, timeout=0.5)
        for future in done:
            future.result()


def _visit_group(group: list[Source], tools: Tools, found: dict[str, SourceReport]) -> None:
    for source in group:
        try:
            found[source.id] = Visit(source, tools).run()
        except Stopped:
            return


def _by_host(sources: tuple[Source, ...]) -> list[list[Source]]:
    groups: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        groups[bare(urlsplit(source.base).netloc)].append(source)
    return list(groups.values())


def _in_turn(callback: Callable[[T], None] | None) -> Callable[[T], None]:
    lock = Lock()

    def call(event: T) -> None:
        if callback is not None:
            with lock:
                callback(event)

    return call
