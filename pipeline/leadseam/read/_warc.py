"""The HTML responses of a WARC file to documents."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from leadseam.read._decode import clean
from leadseam.read._files import Skipped
from leadseam.read._page import LARGEST, page
from leadseam.schema import Document


def read(path: Path) -> Iterator[tuple[str, Document | Skipped]]:
    """Every page of the archive with the name to call it by, and what is broken."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    name, count = str(path), 0
    with path.open("rb") as file:
        if not _opens(file):
            yield name, Skipped(name, "is no WARC file")
            return
        try:
            for record in ArchiveIterator(file):
                if (found := _response(record, name)) is not None:
                    count += 1
                    yield f"{name}:{count}", found
        except (ArchiveLoadFailed, EOFError, zlib.error, ValueError, OSError) as error:
            yield name, Skipped(name, f"is a broken WARC file ({error}); what stands before the break was read")
            return
    if not count:
        yield name, Skipped(name, "holds no HTML response")


def _opens(file: IO[bytes]) -> bool:
    """Whether the first bytes, unpacked where they are packed, open a WARC record; the file is then at its start."""
    start = file.read(4096)
    file.seek(0)
    if start.startswith(b"\x1f\x8b"):
        try:
            start = zlib.decompressobj(31).decompress(start, 64)
        except zlib.error:
            return False
    return start.startswith(b"WARC/")


def _response(record: Any, name: str) -> Document | Skipped | None:
    if record.rec_type != "response" or not record.http_headers:
        return None
    kind = (record.http_headers.get_header("Content-Type") or "text/html").lower()
    url = record.rec_headers.get_header("WARC-Target-URI")
    if "html" not in kind or not record.http_headers.get_statuscode().startswith("2") or not url:
        return None
    raw = record.content_stream().read(LARGEST + 1)
    url = clean(url.strip("<> "))
    label = kind.partition("charset=")[2].split(";")[0] or None
    if not raw.strip():
        return Skipped(f"{name} {url}", "is empty")
    found = page(raw, id=url, url=url, label=label)
    is_cut = len(raw) <= LARGEST and getattr(record.raw_stream, "limit", 0) > 0
    return replace(found, flags=(*found.flags, "truncated")) if is_cut else found
