"""Loading what was extracted: one transaction, idempotent, nothing deleted."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from leadseam import __version__
from leadseam.schema import Document, Extraction, to_json
from leadseam.store import _claims, _views
from leadseam.store._apply import Changes
from leadseam.store._connect import reading, writing
from leadseam.store._tables import blocks, claims, documents, readings, subjects, texts

EXTRACTOR = f"leadseam {__version__}"
IMPORTED = "import"
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Counts:
    """What a load did: documents taken in and left as they were, leads and metrics made, changed and retired.

    `replaced` names the documents whose text took the place of another.
    """

    documents: int = 0
    unchanged: int = 0
    leads_created: int = 0
    leads_updated: int = 0
    leads_retired: int = 0
    metrics_created: int = 0
    metrics_updated: int = 0
    metrics_retired: int = 0
    replaced: tuple[str, ...] = ()

    def __add__(self, other: "Counts") -> "Counts":
        """The sum of two loads."""
        names = self.__slots__
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in names})


@dataclass(frozen=True, slots=True)
class _Read:
    """One document with what was found in it and the key of this reading."""

    key: str
    id: str
    document: Document | None
    extraction: Extraction
    form: dict[str, Any]
    digest: str


def key(document: Document, *, extractor: str = EXTRACTOR) -> str:
    """The key under which a document is stored: the same for the same content read by the same version."""
    return _hash(_claims.dump(to_json(document)), extractor)


def known(engine: Engine) -> Iterator[str]:
    """The keys of every document that is stored and in force: these need not be extracted again."""
    with reading(engine) as connection:
        for row in connection.execute(select(documents.c.reading).order_by(documents.c.reading)):
            yield row.reading


def load_extractions(
    engine: Engine,
    rows: Iterable[tuple[Document | None, Extraction]],
    *,
    now: datetime,
    extractor: str = EXTRACTOR,
) -> Counts:
    """Store documents and what was found in them in one transaction; what is known already changes no row.

    A row without a document is an import of what `extract` printed.
    """
    wanted = {row.id: row for row in (_read(document, found, extractor) for document, found in rows)}
    moment = now.isoformat(timespec="seconds")
    with writing(engine) as connection:
        fresh = _fresh(connection, list(wanted.values()))
        replaced = tuple(_replaced(connection, fresh))
        touched = _views.subjects_of(connection, [row.id for row in fresh])
        _store(connection, fresh, moment=moment, extractor=extractor)
        touched |= _views.subjects_of(connection, [row.id for row in fresh])
        changes = _views.refresh(connection, touched, moment=moment)
    counts = changes_to_counts(changes)
    return replace(counts, documents=len(fresh), unchanged=len(wanted) - len(fresh), replaced=replaced)


def changes_to_counts(changes: Mapping[str, Changes]) -> Counts:
    """The counts of both views."""
    lead, metric = changes["leads"], changes["metrics"]
    return Counts(
        leads_created=lead.created,
        leads_updated=lead.updated,
        leads_retired=lead.retired,
        metrics_created=metric.created,
        metrics_updated=metric.updated,
        metrics_retired=metric.retired,
    )


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _read(document: Document | None, extraction: Extraction, extractor: str) -> _Read:
    form = to_json(replace(extraction, mentions=None, warnings=()))
    digest = _hash(_claims.dump(form))
    if document is None:
        return _Read(_hash(digest, IMPORTED), _claims.storable(extraction.id), None, extraction, form, digest)
    found = key(document, extractor=extractor)
    return _Read(found, _claims.storable(document.id), document, extraction, form, digest)


def _fresh(connection: Connection, rows: Sequence[_Read]) -> list[_Read]:
    """The rows that say something new; an import that repeats the reading in force does not."""
    in_force: dict[str, tuple[str, str]] = {}
    for chunk in _chunks([row.id for row in rows]):
        query = select(documents.c.id, readings.c.id.label("reading"), readings.c.digest).where(
            documents.c.id.in_(chunk), readings.c.id == documents.c.reading
        )
        in_force |= {found.id: (found.reading, found.digest) for found in connection.execute(query)}
    return [row for row in rows if not _is_repeated(row, in_force.get(row.id))]


def _replaced(connection: Connection, rows: Sequence[_Read]) -> Iterator[str]:
    """The documents that are stored with another text; one that was only imported has none."""
    given = {row.id: _text_hash(row.document) for row in rows if row.document}
    for chunk in _chunks(list(given)):
        query = select(documents.c.id, documents.c.text_hash).where(documents.c.id.in_(chunk)).order_by(documents.c.id)
        for found in connection.execute(query):
            if found.text_hash not in (None, given[found.id]):
                yield found.id


def _is_repeated(row: _Read, in_force: tuple[str, str] | None) -> bool:
    if in_force is None:
        return False
    return row.key == in_force[0] or (row.document is None and row.digest == in_force[1])


def _store(connection: Connection, rows: Sequence[_Read], *, moment: str, extractor: str) -> None:
    """Texts, documents and readings; a reading that was in force before is only put in force again."""
    _upsert(connection, texts, [_text(row.document) for row in rows if row.document], "hash")
    _upsert(connection, documents, [_full(row, moment) for row in rows if row.document], "id", keep=("first_seen",))
    _upsert(connection, documents, [_bare(row, moment) for row in rows if not row.document], "id", only=_BARE_UPDATES)
    new = _unread(connection, rows)
    _insert(connection, readings, [_reading(row, moment, extractor) for row in new])
    _insert(connection, claims, [claim for row in new for claim in _claim_rows(row)])
    _insert(connection, subjects, [subject for row in new for subject in _subject_rows(row)])
    _insert(connection, blocks, [block for row in new for block in _views.block_rows(row.key, row.extraction)])


def _unread(connection: Connection, rows: Sequence[_Read]) -> list[_Read]:
    stored: set[str] = set()
    for chunk in _chunks([row.key for row in rows]):
        stored.update(found.id for found in connection.execute(select(readings.c.id).where(readings.c.id.in_(chunk))))
    return [row for row in rows if row.key not in stored]


def _text(document: Document) -> dict[str, Any]:
    return {"hash": _text_hash(document), "text": _claims.storable(document.text)}


def _text_hash(document: Document) -> str:
    return hashlib.sha256(_claims.storable(document.text).encode()).hexdigest()[:32]


_BARE_UPDATES = ("reading", "last_seen")


def _full(row: _Read, moment: str) -> dict[str, Any]:
    assert row.document is not None
    form = to_json(replace(row.document, text="", tables=()))
    home = row.extraction.home_place or row.document.home_place
    return {
        "id": row.id,
        "reading": row.key,
        **{name: _stored(form[name]) for name in ("url", "title", "lang", "is_mt", "kind", "state")},
        **{name: _stored(form[name]) for name in ("published", "source", "author")},
        **_home(home),
        "text_hash": _text_hash(row.document),
        "first_seen": moment,
        "last_seen": moment,
    }


def _bare(row: _Read, moment: str) -> dict[str, Any]:
    """An imported document: what the extraction tells of it; title, source and text stay unknown."""
    return {
        "id": row.id,
        "reading": row.key,
        **{name: _stored(row.form[name]) for name in ("url", "lang", "published")},
        "is_mt": False,
        "kind": "other",
        "state": "ok",
        **_home(row.extraction.home_place),
        "first_seen": moment,
        "last_seen": moment,
    }


def _stored(value: Any) -> Any:
    return _claims.storable(value) if isinstance(value, str) else value


def _home(home: Any) -> dict[str, Any]:
    return {
        "home_text": _claims.storable(home.text) if home else None,
        "home_adcode": home.adcode if home else None,
        "home_confidence": home.confidence if home else None,
    }


def _reading(row: _Read, moment: str, extractor: str) -> dict[str, Any]:
    return {
        "id": row.key,
        "document": row.id,
        "extractor": extractor if row.document else IMPORTED,
        "text_hash": _text_hash(row.document) if row.document else None,
        "digest": row.digest,
        "recorded": moment,
    }


def _named(row: _Read) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((f"p{n}", project) for n, project in enumerate(row.form["projects"]))
    yield from ((f"m{n}", metric) for n, metric in enumerate(row.form["metrics"]))


def _claim_rows(row: _Read) -> Iterator[dict[str, Any]]:
    for subject, form in _named(row):
        yield from ({"reading": row.key, "subject": subject, **claim} for claim in _claims.rows(form))


def _subject_rows(row: _Read) -> Iterator[dict[str, Any]]:
    return ({"reading": row.key, "subject": subject} for subject, _ in _named(row))


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(table.insert(), rows)


def _upsert(
    connection: Connection,
    table: Table,
    rows: list[dict[str, Any]],
    identity: str,
    *,
    keep: tuple[str, ...] = (),
    only: tuple[str, ...] | None = None,
) -> None:
    """Insert; where the identity exists, overwrite all columns but `keep`, or `only` those named."""
    if not rows:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table)
    names = only if only is not None else [name for name in rows[0] if name not in (identity, *keep)]
    changes = {name: statement.excluded[name] for name in names}
    connection.execute(statement.on_conflict_do_update(index_elements=[identity], set_=changes), rows)


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK))
