"""What a file is, and its bytes; what cannot be read is said in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import regex

from leadseam.read._decode import refusal

TEXT, PAGE, LINES, WARC = (
    (".txt",),
    (".html", ".htm", ".shtml", ".xhtml"),
    (".jsonl", ".ndjson"),
    (".warc", ".warc.gz"),
)
_LARGEST_TEXT = 64 * 2**20
_LOOKS_LIKE_PAGE = regex.compile(rb"(?i)^\s{0,200}<(?:!doctype|html|head|body|\?xml|meta|div|table|!--)")


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that cannot be read: its name (path, or path and line) and the reason in plain words."""

    name: str
    reason: str


def walk(folder: Path) -> Iterator[Path]:
    """The files of a folder that can be read, sorted, hidden ones left out."""
    try:
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink():
            yield from walk(entry)
        elif entry.is_file() and known(entry):
            yield entry


def known(path: Path) -> str | None:
    """What a file's suffix says it is."""
    name = path.name.lower()
    if name.endswith(LINES) or name.endswith(tuple(f"{suffix}.gz" for suffix in LINES)):
        return "rows"
    if name.endswith(WARC):
        return "warc"
    return "page" if name.endswith(PAGE) else "text" if name.endswith(TEXT) else None


def kind(path: Path) -> str:
    """What a file is, by its suffix, or by its first bytes where the suffix is unknown and it was named on purpose."""
    if suffix := known(path):
        return suffix
    with path.open("rb") as file:
        start = file.read(1024)
    if start.startswith(b"WARC/"):
        return "warc"
    if start.lstrip(b"\xef\xbb\xbf \r\n").startswith(b'{"'):
        return "rows"
    return "page" if _LOOKS_LIKE_PAGE.match(start) else "text"


def content(path: Path) -> bytes | Skipped:
    """A file's bytes, unless they are no text."""
    size = path.stat().st_size
    if size > _LARGEST_TEXT:
        return Skipped(str(path), f"is larger than {_LARGEST_TEXT // 2**20} MB")
    raw = path.read_bytes()
    reason = refusal(raw)
    return Skipped(str(path), reason) if reason else raw


def is_page(name: str, raw: bytes) -> bool:
    """Whether a file is a page, by its name or else by its first bytes."""
    name = name.lower()
    return not name.endswith(TEXT) and (name.endswith(PAGE) or bool(_LOOKS_LIKE_PAGE.match(raw[:1024])))
