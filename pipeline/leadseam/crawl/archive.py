"""Raw pages, kept as WARC: written so that a kill leaves readable files, read back by offset or from end to end."""

import base64
import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import IO, Any, Self
from uuid import uuid4

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from leadseam.errors import StoreError

Headers = tuple[tuple[str, str], ...]
# A file is small enough to copy, and a night of a few hundred sites fits into one.
LARGEST_FILE = 512 * 1024 * 1024
# The body is kept decoded, so that headers of its transport would be wrong.
_TRANSPORT = {"content-encoding", "transfer-encoding", "content-length", "connection"}


@dataclass(frozen=True, slots=True)
class Record:
    """One kept page."""

    url: str
    source: str
    fetched_at: datetime
    status: int
    headers: Headers
    body: bytes


class Archive:
    """Appends records to files of its own: never to a file of an earlier run, whose end may be torn."""

    def __init__(self, folder: Path, now: datetime, *, software: str) -> None:
        self._folder = folder
        self._now = now
        self._stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        self._software = software
        self._lock = Lock()
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()

    def write(self, record: Record) -> tuple[str, int]:
        """Keep a page; when this returns, it is on disk. The file's name and the record's offset."""
        raw = _serialize(record)
        with self._lock:
            file = self._current()
            at = file.tell()
            _write(file, raw)
            return Path(file.name).name, at

    def _current(self) -> IO[bytes]:
        if self._file and self._file.tell() < LARGEST_FILE:
            return self._file
        if self._file:
            self._file.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._file = self._create()
        _write(self._file, _information(Path(self._file.name).name, self._software, self._now))
        return self._file

    def _create(self) -> IO[bytes]:
        for number in range(100_000):
            try:
                return (self._folder / f"{self._stamp}-{number:05d}.warc.gz").open("xb")
            except FileExistsError:
                continue
        raise StoreError(f"{self._folder} holds 100000 files of {self._stamp}; move some away")


def read_at(path: Path, at: int) -> Record:
    """The record at an offset; raises StoreError when it is not there."""
    try:
        with path.open("rb") as file:
            file.seek(at)
            record = next(_records(file), None)
    except OSError as error:
        raise StoreError(f"{path}: {error}; the frontier names this file, put it back") from error
    if record is None:
        raise StoreError(f"{path}: no whole record at {at}; restore the file from a backup")
    return record


def read_all(path: Path) -> Iterator[Record]:
    """Every whole page of a file in its order; a torn end, left by a kill, is passed over."""
    with path.open("rb") as file:
        yield from _records(file)


def _records(file: IO[bytes]) -> Iterator[Record]:
    try:
        for record in ArchiveIterator(file):
            if record.rec_type != "response":
                continue
            if record.http_headers is None:
                return
            body = record.content_stream().read()
            if len(body) != int(record.http_headers.get_header("Content-Length", "-1")):
                return
            yield _record(record, body)
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError):
        return


def _record(record: Any, body: bytes) -> Record:
    head = record.rec_headers
    return Record(
        url=head.get_header("WARC-Target-URI"),
        source=head.get_header("Leadseam-Source", ""),
        fetched_at=datetime.fromisoformat(head.get_header("WARC-Date")),
        status=int(record.http_headers.get_statuscode()),
        headers=tuple(record.http_headers.headers),
        body=body,
    )


def _serialize(record: Record) -> bytes:
    """A response record as WARC 1.1 wants it, in one gzip member so that it reaches the file in one piece."""
    kept = [(name, value) for name, value in record.headers if name.lower() not in _TRANSPORT]
    lines = (f"{name}: {value}" for name, value in (*kept, ("Content-Length", str(len(record.body)))))
    head = "\r\n".join((f"HTTP/1.1 {record.status} {_phrase(record.status)}", *lines, "", "")).encode(
        "utf-8", "replace"
    )
    fields = {
        "WARC-Type": "response",
        "WARC-Target-URI": record.url,
        "WARC-Payload-Digest": _digest(record.body),
        "WARC-Block-Digest": _digest(head + record.body),
        "Content-Type": "application/http; msgtype=response",
        "Leadseam-Source": record.source,
    }
    return _member(fields, head + record.body, record.fetched_at)


def _information(name: str, software: str, now: datetime) -> bytes:
    """The record that opens a file."""
    block = f"software: {software}\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n".encode()
    return _member(
        {"WARC-Type": "warcinfo", "WARC-Filename": name, "Content-Type": "application/warc-fields"}, block, now
    )


def _member(fields: dict[str, str], block: bytes, at: datetime) -> bytes:
    every = {
        "WARC-Record-ID": f"<urn:uuid:{uuid4()}>",
        "WARC-Date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        **fields,
        "Content-Length": str(len(block)),
    }
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in every.items()) + "\r\n"
    return gzip.compress(head.encode() + block + b"\r\n\r\n", mtime=0)


def _digest(raw: bytes) -> str:
    # The form that every WARC reader knows; it names bytes, it guards nothing.
    return "sha1:" + base64.b32encode(hashlib.sha1(raw, usedforsecurity=False).digest()).decode()


def _phrase(status: int) -> str:
    return next((known.phrase for known in HTTPStatus if known == status), "Unknown")


def _write(file: IO[bytes], raw: bytes) -> None:
    file.write(raw)
    file.flush()
    os.fsync(file.fileno())
