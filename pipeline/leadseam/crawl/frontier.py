"""What the crawler knows: one row a URL, one row a stored page, one row a source, in a SQLite file of its own.

A page's row is written only after its bytes are on disk, so a kill at any moment loses nothing and repeats at most
what was in flight. Who reads pages acknowledges them afterwards: until then they stay unread.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Self

from leadseam.crawl.engines import Listed
from leadseam.errors import StoreError

FORMAT = 1
MOST_ATTEMPTS = 5
_BLOCKED_DAYS = 7

_TABLES = """
CREATE TABLE source (
  id TEXT PRIMARY KEY, round INTEGER NOT NULL DEFAULT 0, is_open INTEGER NOT NULL DEFAULT 0,
  last_run TEXT, last_success TEXT, last_error TEXT
);
CREATE TABLE walk (
  source TEXT NOT NULL, list TEXT NOT NULL, is_complete INTEGER NOT NULL DEFAULT 0, watermark TEXT,
  PRIMARY KEY (source, list)
);
CREATE TABLE url (
  url TEXT PRIMARY KEY, source TEXT NOT NULL, title TEXT, published TEXT, first_seen TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'new', lease TEXT, attempts INTEGER NOT NULL DEFAULT 0,
  round INTEGER NOT NULL DEFAULT 0, status INTEGER, reason TEXT, etag TEXT, last_modified TEXT, body_hash TEXT,
  fetched_at TEXT
);
CREATE INDEX url_by_source ON url (source, state);
CREATE TABLE page (
  mark INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL, source TEXT NOT NULL, fetched_at TEXT NOT NULL,
  body_hash TEXT NOT NULL, file TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'unread'
);
CREATE INDEX page_unread ON page (mark) WHERE state = 'unread';
CREATE INDEX page_by_url ON page (url);
"""


@dataclass(frozen=True, slots=True)
class Task:
    """One address to fetch, with what its last fetch left for a conditional request."""

    url: str
    etag: str | None
    last_modified: str | None
    body_hash: str | None


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a page's bytes are: an archive file's name and the offset of the record."""

    file: str
    at: int
    body_hash: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a fetch came to, as the frontier keeps it."""

    state: str
    at: datetime
    status: int | None = None
    reason: str | None = None
    etag: str | None = None
    last_modified: str | None = None


class Frontier:
    """The frontier of one data folder; several threads may use it, `crawling` keeps a second crawl out."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "crawl"
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = RLock()
        self._base = sqlite3.connect(
            self.folder / "frontier.sqlite", timeout=30, isolation_level=None, check_same_thread=False
        )
        self._base.row_factory = sqlite3.Row
        self._base.execute("PRAGMA journal_mode = WAL")
        # FULL: a page that is marked read or fetched stays so when the power fails, too.
        self._base.execute("PRAGMA synchronous = FULL")
        self._create()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    @contextmanager
    def crawling(self) -> Iterator[None]:
        """Hold the folder for one crawl; a dead crawl's hold and leases vanish with its process."""
        guard = sqlite3.connect(self.folder / "lock.sqlite", timeout=0, isolation_level=None)
        try:
            guard.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            guard.close()
            raise StoreError(
                f"another crawl is running on {self.folder}; wait for it or name another --data"
            ) from error
        try:
            self._write("UPDATE url SET lease = NULL WHERE lease IS NOT NULL")
            yield
        finally:
            guard.close()

    def open_round(self, source: str, now: datetime) -> int:
        """The number of the source's round: the interrupted one where there is one, else the next."""
        with self._change():
            self._base.execute("INSERT OR IGNORE INTO source (id) VALUES (?)", (source,))
            self._base.execute(
                "UPDATE source SET round = round + (NOT is_open), is_open = 1, last_run = ? WHERE id = ?",
                (now.isoformat(), source),
            )
            return int(self._base.execute("SELECT round FROM source WHERE id = ?", (source,)).fetchone()[0])

    def close_round(self, source: str, now: datetime, *, error: str | None) -> None:
        """The source is done for this run, with or without success."""
        self._write(
            "UPDATE source SET is_open = 0, last_error = :error,"
            " last_success = CASE WHEN :error IS NULL THEN :now ELSE last_success END WHERE id = :id",
            {"error": error, "now": now.isoformat(), "id": source},
        )

    def open_walk(self, source: str, name: str) -> tuple[bool, date | None]:
        """Whether the last walk of a list reached its end, and the newest day it saw."""
        with self._change():
            row = self._base.execute(
                "SELECT is_complete, watermark FROM walk WHERE source = ? AND list = ?", (source, name)
            ).fetchone()
            self._base.execute(
                "INSERT INTO walk (source, list) VALUES (?, ?) ON CONFLICT DO UPDATE SET is_complete = 0",
                (source, name),
            )
        return (bool(row[0]), date.fromisoformat(row[1]) if row[1] else None) if row else (False, None)

    def close_walk(self, source: str, name: str, newest: date | None) -> None:
        """The walk reached its end; the watermark moves up only here."""
        self._write(
            "UPDATE walk SET is_complete = 1, watermark = max(coalesce(watermark, ''), coalesce(?, ''))"
            " WHERE source = ? AND list = ?",
            (newest.isoformat() if newest else None, source, name),
        )

    def add(self, source: str, listed: Iterable[Listed], *, number: int, recheck: frozenset[str], now: datetime) -> int:
        """Put a list page's articles in the queue, known ones for a new look; the number of new ones."""
        new = 0
        with self._change():
            for article in listed:
                new += self._add(source, article, now)
                if article.url in recheck:
                    self._recheck(source, article.url, number, now)
        return new

    def tasks(self, source: str, *, number: int) -> tuple[Task, ...]:
        """What is still to be fetched of a source in this round, newest first."""
        with self._lock:
            rows = self._base.execute(
                "SELECT url, etag, last_modified, body_hash FROM url WHERE source = ? AND round < ? AND attempts < ?"
                " AND state IN ('new', 'due', 'failed') ORDER BY coalesce(published, '') DESC, url",
                (source, number, MOST_ATTEMPTS),
            ).fetchall()
        return tuple(Task(*row) for row in rows)

    def lease(self, url: str, now: datetime) -> None:
        """Mark an address as in flight; a page that kills the crawler each time runs out of attempts."""
        self._write("UPDATE url SET lease = ?, attempts = attempts + 1 WHERE url = ?", (now.isoformat(), url))

    def record(self, url: str, result: Result, *, number: int, stored: Stored | None = None) -> None:
        """What a fetch came to; with `stored`, a new unread page in the same transaction."""
        fields = {
            "url": url, "round": number, "state": result.state, "status": result.status, "reason": result.reason,
            "etag": result.etag, "modified": result.last_modified, "at": result.at.isoformat(),
            "hash": stored.body_hash if stored else None, "done": result.state == "done",
        }  # fmt: skip
        with self._change():
            self._base.execute(
                "UPDATE url SET lease = NULL, round = :round, state = :state, status = :status, reason = :reason,"
                " etag = coalesce(:etag, etag), last_modified = coalesce(:modified, last_modified),"
                " body_hash = coalesce(:hash, body_hash), fetched_at = :at,"
                " attempts = CASE WHEN :done THEN 0 ELSE attempts END WHERE url = :url",
                fields,
            )
            if stored:
                self._store(url, stored, result.at)

    def unread(self, after: int, limit: int) -> list[sqlite3.Row]:
        """The next unread pages after a mark, oldest first, with what the list said of them."""
        with self._lock:
            return self._base.execute(
                "SELECT mark, page.url, page.source, page.fetched_at, page.body_hash, file, at, title, published"
                " FROM page JOIN url USING (url) WHERE page.state = 'unread' AND mark > ? ORDER BY mark LIMIT ?",
                (after, limit),
            ).fetchall()

    def acknowledge(self, marks: Iterable[int]) -> None:
        """These pages are loaded; they are not given again."""
        with self._change():
            self._base.executemany(
                "UPDATE page SET state = 'read' WHERE mark = ? AND state = 'unread'", ((mark,) for mark in marks)
            )

    def source_row(self, source: str) -> dict[str, Any]:
        """The source's last run, success and error; empty for one never crawled."""
        with self._lock:
            row = self._base.execute("SELECT * FROM source WHERE id = ?", (source,)).fetchone()
        return dict(row) if row else {}

    def counts(self, source: str, since: datetime) -> dict[str, Any]:
        """How many addresses a source has, how many were first seen since then, in which states, and the newest day."""
        with self._lock:
            row = self._base.execute(
                "SELECT count(*) AS pages, coalesce(sum(first_seen >= :since), 0) AS new,"
                " coalesce(sum(state = 'failed'), 0) AS failed, coalesce(sum(state = 'blocked'), 0) AS blocked,"
                " max(coalesce(published, substr(first_seen, 1, 10))) AS newest FROM url WHERE source = :source",
                {"since": since.isoformat(), "source": source},
            ).fetchone()
        return dict(row)

    def _create(self) -> None:
        with self._change():
            found = int(self._base.execute("PRAGMA user_version").fetchone()[0])
            if found == 0:
                for statement in _TABLES.split(";"):
                    self._base.execute(statement)
                self._base.execute(f"PRAGMA user_version = {FORMAT}")
            elif found != FORMAT:
                raise StoreError(
                    f"{self.folder / 'frontier.sqlite'} has format {found}, this program knows {FORMAT};"
                    " update leadseam or name another --data"
                )

    def _add(self, source: str, article: Listed, now: datetime) -> int:
        published = article.published.isoformat() if article.published else None
        cursor = self._base.execute(
            "INSERT INTO url (url, source, title, published, first_seen) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (article.url, source, article.title, published, now.isoformat()),
        )
        return cursor.rowcount

    def _recheck(self, source: str, url: str, number: int, now: datetime) -> None:
        self._base.execute(
            "UPDATE url SET state = 'due', attempts = 0 WHERE url = ? AND source = ? AND round < ?"
            " AND (state IN ('done', 'gone', 'disallowed', 'failed')"
            " OR state = 'blocked' AND julianday(fetched_at) < julianday(?) - ?)",
            (url, source, number, now.isoformat(), _BLOCKED_DAYS),
        )

    def _store(self, url: str, stored: Stored, at: datetime) -> None:
        # The newest version alone is worth reading; an older unread one is superseded, not deleted.
        self._base.execute("UPDATE page SET state = 'superseded' WHERE url = ? AND state = 'unread'", (url,))
        self._base.execute(
            "INSERT INTO page (url, source, fetched_at, body_hash, file, at)"
            " SELECT url, source, ?, ?, ?, ? FROM url WHERE url = ?",
            (at.isoformat(), stored.body_hash, stored.file, stored.at, url),
        )

    def _write(self, statement: str, values: Any = ()) -> None:
        with self._change():
            self._base.execute(statement, values)

    @contextmanager
    def _change(self) -> Iterator[None]:
        """One transaction of one thread."""
        with self._lock:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")
