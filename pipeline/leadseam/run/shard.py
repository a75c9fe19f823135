"""A shard: some hundred inputs, read and extracted into one file that appears whole or not at all."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from leadseam import leads, read
from leadseam.read import Skipped, Unit
from leadseam.resources import load
from leadseam.schema import Document, to_json
from leadseam.store.load import key

SIZE = 200


@dataclass(frozen=True, slots=True)
class Shard:
    """What one worker does at once: read and extract `units` into the file `out`.

    `known` lists, a line each, the keys of documents that need not be extracted again.
    """

    units: tuple[Unit, ...]
    out: Path
    known: Path | None = None


@dataclass(frozen=True, slots=True)
class ShardReport:
    """What became of a shard's `units` (their names); `out` holds its rows, or is None where nothing was written."""

    units: tuple[str, ...]
    out: Path | None
    documents: int
    skipped: tuple[Skipped, ...]


def cut(units: Iterable[Unit], folder: Path, *, size: int = SIZE, known: Path | None = None) -> Iterator[Shard]:
    """The units in shards of `size`, each with a file of its own in `folder`."""
    rest = iter(units)
    while batch := tuple(islice(rest, size)):
        yield _shard(batch, folder, known)


def _shard(units: tuple[Unit, ...], folder: Path, known: Path | None) -> Shard:
    keys = "\0".join(unit.key for unit in units)
    return Shard(units, folder / f"{blake2b(keys.encode(), digest_size=12).hexdigest()}.jsonl", known)


def halves(shard: Shard) -> tuple[Shard, Shard]:
    """The two halves of a shard that did not survive as one."""
    middle, folder = len(shard.units) // 2, shard.out.parent
    return _shard(shard.units[:middle], folder, shard.known), _shard(shard.units[middle:], folder, shard.known)


def failed(shard: Shard, reason: str) -> ShardReport:
    """The report on a shard that could not be worked on at all: every unit is skipped."""
    names = tuple(unit.where for unit in shard.units)
    return ShardReport(names, None, 0, tuple(Skipped(name, reason) for name in names))


def run(shard: Shard) -> ShardReport:
    """Read and extract every unit; one that fails is named and the rest goes on."""
    rows: list[dict[str, Any]] = []
    skipped: list[Skipped] = []
    known = _known(shard.known)
    for unit in shard.units:
        for where, found in read.of_unit(unit):
            row = found if isinstance(found, Skipped) else _row(where, found, known)
            if isinstance(row, Skipped):
                skipped.append(row)
            else:
                rows.append(row)
    _write(shard.out, rows)
    return ShardReport(tuple(unit.where for unit in shard.units), shard.out, len(rows), tuple(skipped))


@lru_cache(maxsize=1)
def _known(path: Path | None) -> frozenset[str]:
    return frozenset(path.read_text(encoding="ascii").split()) if path else frozenset()


def _row(where: str, document: Document, known: frozenset[str]) -> dict[str, Any] | Skipped:
    if key(document) in known:
        return {"where": where, "document": to_json(document), "extraction": None}
    try:
        extraction = leads.extract(document, load(), with_mentions=False)
    except Exception as error:  # the edge: one document may not stop the rest
        return Skipped(where, f"extraction failed ({type(error).__name__}: {error})")
    return {"where": where, "document": to_json(document), "extraction": to_json(extraction)}


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    aside = path.with_suffix(".tmp")
    with aside.open("w", encoding="utf-8", errors="replace") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
