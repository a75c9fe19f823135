"""Files, folders, JSONL, WARC and standard input to documents; whatever cannot be read is named and left out.

The id of a plain file is its stem. Where two files of one call have one stem, the first keeps it and a later one's id
is its path below the lowest folder that holds all inputs, without suffix ("b/index"), or with it where that is taken
too; a folder's files come sorted, so the same inputs give the same ids. A file that a JSONL of the same folder input
names as a `path` is that row's document and none of its own.
"""

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import IO, cast

from leadseam.errors import InputError
from leadseam.read import _rows, _warc
from leadseam.read._decode import clean, decode
from leadseam.read._files import Skipped, content, kind, known, walk
from leadseam.read._page import page
from leadseam.read._plain import text
from leadseam.read._stems import Stems
from leadseam.schema import Document

_LONGEST_REASON = 300
_Found = Iterator[tuple[str, Document | Skipped]]


@dataclass(slots=True)
class Ids:
    """Which ids one call has seen, and a short hash of what stood under each."""

    seen: dict[bytes, bytes] = field(default_factory=dict)

    def admit(self, document: Document) -> bool | None:
        """True for a new id, None for the same document again, False for another document under a known id."""
        key = _hash(document.id)
        content = _hash(f"{document.title}\n{document.published}\n{document.text}")
        before = self.seen.setdefault(key, content)
        if before is content:
            return True
        return None if before == content else False


@dataclass(frozen=True, slots=True)
class Listed:
    """What a site's list and file say of a page; it counts where the page itself is silent."""

    title: str | None = None
    published: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """An input that a worker can read on its own: a file, one row of a JSONL file, or a page that was fetched.

    `where` names it to people, `id` is a plain file's; `key` depends on its name and content alone.
    """

    where: str
    path: Path | None = None
    id: str | None = None
    row: str | None = None
    fetched: bytes | None = None
    label: str | None = None
    listed: Listed = Listed()
    folder: Path = Path()

    @property
    def key(self) -> str:
        """A short hash of name and content."""
        if self.path:
            content = self.path.read_bytes() if self.path.is_file() else b""
        else:
            content = self.fetched or (self.row or "").encode("utf-8", "replace")
        name = self.where.encode("utf-8", "replace")
        return hashlib.blake2b(name + b"\0" + content, digest_size=12).hexdigest()


_Units = Iterator[Unit | Skipped]


def documents(inputs: Iterable[str], stdin: IO[bytes]) -> Iterator[Document | Skipped]:
    """Every document of the inputs (files, folders, JSONL, WARC, `-`), or what was skipped, in a fixed order.

    Raises InputError when the only input does not exist. One id with two contents: the second is skipped.
    """
    ids = Ids()
    for unit in units(inputs, stdin):
        for where, found in ((unit.name, unit),) if isinstance(unit, Skipped) else of_unit(unit):
            if isinstance(found, Skipped):
                yield found
            elif (new := ids.admit(found)) is False:
                yield _printable(Skipped(where, f"id {found.id!r} was given before with another content"))
            elif new:
                yield found


def units(inputs: Iterable[str], stdin: IO[bytes]) -> Iterator[Unit | Skipped]:
    """The inputs as units, or what cannot be opened at all; nothing is parsed yet."""
    names = tuple(inputs)
    if len(names) == 1 and names[0] != "-" and not Path(names[0]).exists():
        raise InputError(f"{names[0]}: no such file or folder; name a .txt, .html, .jsonl or .warc file, or a folder")
    stems = Stems.of(names)
    for name in names:
        for unit in _opened(name, stdin, stems):
            yield _printable(unit) if isinstance(unit, Skipped) else unit


def of_unit(unit: Unit) -> Iterator[tuple[str, Document | Skipped]]:
    """The documents of one unit (a WARC file holds many), each with the name to call it by."""
    for where, found in _of(unit):
        yield where, _printable(found) if isinstance(found, Skipped) else found


def _of(unit: Unit) -> _Found:
    if unit.row is not None:
        yield unit.where, _rows.read(unit.row, unit.where, unit.folder)
    elif unit.fetched is not None:
        yield unit.where, _fetched(unit.fetched, unit)
    elif unit.path is not None:
        yield from _file(unit.path, unit.id)


def _printable(skipped: Skipped) -> Skipped:
    """One line without control characters, whatever file names and libraries say."""
    name, reason = (" ".join(clean(words).split()) for words in (skipped.name, skipped.reason))
    return Skipped(name, reason[:_LONGEST_REASON])


def _fetched(raw: bytes, unit: Unit) -> Document:
    document = page(raw, id=unit.where, url=unit.where, label=unit.label)
    return replace(
        document,
        title=document.title or unit.listed.title,
        published=document.published or unit.listed.published,
        source=document.source or unit.listed.source,
    )


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).digest()


def _opened(name: str, stdin: IO[bytes], stems: Stems) -> _Units:
    path = Path(name)
    if name == "-":
        yield from _numbered(stdin, "-", Path())
    elif path.is_dir():
        yield from _folder(path, stems)
    elif path.exists():
        yield from _units_of(path, stems)
    else:
        yield Skipped(name, "no such file or folder")


def _folder(folder: Path, stems: Stems) -> _Units:
    files = tuple(walk(folder))
    beside = _named_in_rows(files)
    for path in files:
        if not beside or path.resolve() not in beside:
            yield from _units_of(path, stems)
    if not files:
        yield Skipped(str(folder), "holds no .txt, .html, .jsonl or .warc file")


def _named_in_rows(files: Sequence[Path]) -> frozenset[Path]:
    """The files that rows of the JSONL files among them stand for."""
    lines = tuple(path for path in files if known(path) == "rows")
    if len(lines) == len(files):
        return frozenset()
    units = (unit for path in lines for unit in _units_of(path, Stems("")) if isinstance(unit, Unit))
    found = (_rows.beside(unit.row, unit.folder) for unit in units if unit.row and '"path"' in unit.row)
    return frozenset(path for path in found if path)


def _units_of(path: Path, stems: Stems) -> _Units:
    try:
        if kind(path) == "rows":
            yield from _jsonl_file(path)
        else:
            yield Unit(str(path), path=path, id=stems.id(path))
    except OSError as error:
        yield Skipped(str(path), f"cannot be read ({error.strerror or error})")


def _file(path: Path, id: str | None) -> _Found:  # noqa: A002 - the document's own word
    readers = {"text": _text_file, "page": _page_file}
    try:
        read = readers.get(kind(path))
        yield from read(path, id or clean(path.stem)) if read else _warc.read(path)
    except OSError as error:
        yield str(path), Skipped(str(path), f"cannot be read ({error.strerror or error})")


def _text_file(path: Path, id: str) -> _Found:  # noqa: A002
    raw = content(path)
    if isinstance(raw, Skipped):
        yield str(path), raw
    elif body := clean(decode(raw)).strip():
        yield str(path), text(body, id=id)
    else:
        yield str(path), Skipped(str(path), "is empty")


def _page_file(path: Path, id: str) -> _Found:  # noqa: A002
    raw = content(path)
    yield str(path), raw if isinstance(raw, Skipped) else page(raw, id=id)


def _jsonl_file(path: Path) -> _Units:
    with path.open("rb") as file:
        start = file.read(2)
        file.seek(0)
        if start == b"\x1f\x8b":
            with gzip.open(file) as plain:
                yield from _guarded(_numbered(cast("IO[bytes]", plain), str(path), path.parent), str(path))
        else:
            yield from _numbered(file, str(path), path.parent)


def _guarded(found: _Units, name: str) -> _Units:
    try:
        yield from found
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Skipped(name, f"is a broken archive ({error}); what stands before the break was read")


def _numbered(file: IO[bytes], name: str, folder: Path) -> _Units:
    for number, line in enumerate(_lines(file), 1):
        if line.strip():
            yield Unit(f"{name}:{number}", row=line, folder=folder)


def _lines(file: IO[bytes]) -> Iterator[str]:
    first = file.readline()
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw = first + file.read()
        yield from raw.decode("utf-16", "replace").splitlines()
        return
    yield decode(first)
    for line in file:
        yield decode(line)
