"""One source's visit: walk its lists, then fetch what they showed."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from leadseam.crawl.answer import Fetched
from leadseam.crawl.archive import Archive, Record
from leadseam.crawl.fetch import Fetcher, Validators
from leadseam.crawl.frontier import Frontier, Result, Stored, Task
from leadseam.crawl.listing import Walked, scope, walk
from leadseam.crawl.source import Source

# A site that fails or refuses this often in a row is left alone until the next run.
MOST_FAULTS_IN_A_ROW = 3
_PAGE_TYPES = ("text/", "application/xhtml", "application/xml")


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What a run did for one source; `error` is set when the source failed as a whole or in part."""

    id: str
    listed: int = 0
    new: int = 0
    fetched: int = 0
    changed: int = 0
    not_modified: int = 0
    gone: int = 0
    disallowed: int = 0
    blocked: int = 0
    failed: int = 0
    seconds: float = 0.0
    error: str | None = None

    def row(self) -> dict[str, Any]:
        """The report as one JSON object."""
        return {name: getattr(self, name) for name in self.__slots__} | {"seconds": round(self.seconds, 3)}


@dataclass(frozen=True, slots=True)
class PageEvent:
    """One fetched address, as the run goes on."""

    source: str
    url: str
    outcome: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Tools:
    """What every visit of a run shares."""

    fetcher: Fetcher
    frontier: Frontier
    archive: Archive
    now: datetime
    on_page: Callable[[PageEvent], None]
    on_progress: Callable[[SourceReport], None]


class Visit:
    """One source in one run; `run` leaves its round open when the run is stopped, so that the next one goes on."""

    def __init__(self, source: Source, tools: Tools) -> None:
        self._source = source
        self._tools = tools
        self._began = monotonic()
        self._report = SourceReport(source.id)
        self._faults = 0

    def run(self) -> SourceReport:
        """Walk, fetch, close."""
        frontier, source = self._tools.frontier, self._source
        number = frontier.open_round(source.id, self._tools.now)
        walks = self._walk(number)
        faults = [walked.fault for walked in walks if walked.fault]
        # A site whose every list is walled off or out of reach is not asked for articles; they stay in the queue.
        is_open = any(walked.listed or walked.outcome not in {"blocked", "failed"} for walked in walks)
        if is_open and (fault := self._fetch(number)):
            faults.append(fault)
        error = "; ".join(faults) or None
        self._count({}, error=error)
        frontier.close_round(source.id, self._time(), error=error)
        return self._report

    def _walk(self, number: int) -> list[Walked]:
        tools, found = self._tools, []
        for keys in self._source.lists:
            walked = walk(tools.fetcher, tools.frontier, self._source, keys, number=number, now=tools.now)
            self._count({"listed": walked.listed, "new": walked.new, "blocked": int(walked.outcome == "blocked")})
            found.append(walked)
        return found

    def _fetch(self, number: int) -> str | None:
        """Every task of the round, until the site fails too often in a row; why it ended early, or None."""
        for task in self._tools.frontier.tasks(self._source.id, number=number):
            answer = self._fetch_one(task, number)
            bad = answer.outcome in {"blocked", "failed"}
            self._faults = self._faults + 1 if bad else 0
            if self._faults >= MOST_FAULTS_IN_A_ROW:
                return f"left alone after {self._faults} faults in a row, the last at {answer.url}: {answer.reason}"
        if self._report.failed:
            return f"{self._report.failed} pages failed"
        return None

    def _fetch_one(self, task: Task, number: int) -> Fetched:
        tools, source = self._tools, self._source
        tools.frontier.lease(task.url, self._time())
        validators = Validators(task.etag, task.last_modified) if task.body_hash else None
        answer = tools.fetcher.get(task.url, scope(source), delay_s=source.http.delay_s, validators=validators)
        answer = _judge(answer)
        outcome = self._keep(task, answer, number)
        tools.on_page(PageEvent(source.id, task.url, outcome, answer.reason))
        return answer

    def _keep(self, task: Task, answer: Fetched, number: int) -> str:
        """Archive first, frontier second: never a row without its bytes. The count that the page adds to."""
        digest = hashlib.sha256(answer.body).hexdigest() if answer.outcome == "ok" else None
        stored = None
        if digest and digest != task.body_hash:
            record = Record(task.url, self._source.id, self._time(), answer.status or 200, answer.headers, answer.body)
            stored = Stored(*self._tools.archive.write(record), digest)
        self._tools.frontier.record(task.url, _result(answer, self._time()), number=number, stored=stored)
        outcome = _count_name(answer, is_stored=stored is not None)
        self._count({outcome: 1, "changed": int(bool(stored and task.body_hash))})
        return outcome

    def _count(self, more: Mapping[str, int], *, error: str | None = None) -> None:
        added: dict[str, Any] = {name: getattr(self._report, name) + number for name, number in more.items()}
        seconds = monotonic() - self._began
        self._report = replace(self._report, **added, seconds=seconds, error=error or self._report.error)
        self._tools.on_progress(self._report)

    def _time(self) -> datetime:
        return self._tools.now + timedelta(seconds=monotonic() - self._began)


def _judge(answer: Fetched) -> Fetched:
    """A file is no page, however well it arrived."""
    kind = (answer.header("content-type") or "text/html").strip().lower()
    if answer.outcome == "ok" and not kind.startswith(_PAGE_TYPES):
        return replace(answer, outcome="refused", reason=f"no page but {kind.partition(';')[0]}", body=b"")
    return answer


def _result(answer: Fetched, at: datetime) -> Result:
    state = {"ok": "done", "unmodified": "done", "refused": "gone"}.get(answer.outcome, answer.outcome)
    etag, modified = answer.header("etag"), answer.header("last-modified")
    return Result(state, at, answer.status, answer.reason, etag, modified)


def _count_name(answer: Fetched, *, is_stored: bool) -> str:
    if answer.outcome in {"ok", "unmodified"}:
        return "fetched" if is_stored else "not_modified"
    return "gone" if answer.outcome == "refused" else answer.outcome
