"""Whether a source still gives what it should: zero new articles is a fault, not success."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from leadseam.crawl.frontier import Frontier
from leadseam.crawl.source import Source

State = Literal["ok", "never", "failing", "silent", "few"]


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """A source's health: `failing` at its last run, `silent` for longer than it may be, `few` new pages in 7 days."""

    id: str
    state: State
    last_run: str | None
    last_success: str | None
    new_7d: int
    pages: int
    newest: str | None
    blocked: int
    failed: int
    error: str | None

    def row(self) -> dict[str, Any]:
        """The status as one JSON object."""
        return {name: getattr(self, name) for name in self.__slots__}


def statuses(sources: Iterable[Source], data: Path, now: datetime) -> tuple[SourceStatus, ...]:
    """Every source's health; a folder that was never crawled into is not made."""
    if not (data / "crawl").is_dir():
        return tuple(_status(source, {}, {"new": 0, "pages": 0}, now) for source in sources)
    since = now - timedelta(days=7)
    with Frontier(data) as frontier:
        found = [(source, frontier.source_row(source.id), frontier.counts(source.id, since)) for source in sources]
    return tuple(_status(source, row, counts, now) for source, row, counts in found)


def _status(source: Source, row: dict[str, Any], counts: dict[str, Any], now: datetime) -> SourceStatus:
    return SourceStatus(
        id=source.id,
        state=_state(source, row, counts, now),
        last_run=row.get("last_run"),
        last_success=row.get("last_success"),
        new_7d=counts["new"],
        pages=counts["pages"],
        newest=counts.get("newest"),
        blocked=counts.get("blocked", 0),
        failed=counts.get("failed", 0),
        error=row.get("last_error"),
    )


def _state(source: Source, row: dict[str, Any], counts: dict[str, Any], now: datetime) -> State:
    if not row.get("last_run"):
        return "never"
    if row.get("last_error"):
        return "failing"
    expect = source.expect
    silent_since = now.date() - timedelta(days=expect.max_silence_d or 0)
    if expect.max_silence_d and counts["newest"] and date.fromisoformat(counts["newest"]) < silent_since:
        return "silent"
    return "few" if counts["new"] < (expect.min_7d or 0) else "ok"
