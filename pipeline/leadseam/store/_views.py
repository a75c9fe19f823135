"""The merged leads and metrics, recomputed where a document changed what they stand on."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, and_, bindparam, select, update

from leadseam import resources
from leadseam.leads import merge
from leadseam.schema import Extraction
from leadseam.store import _claims
from leadseam.store._apply import Changes, apply
from leadseam.store._rows import lead_row, metric_row
from leadseam.store._tables import blocks, claims, documents, leads, metrics, subjects

Subject = tuple[str, str]
_CHUNK = 500


def block_rows(reading: str, extraction: Extraction) -> Iterator[dict[str, Any]]:
    """The blocks that the projects and metrics of a reading belong to."""
    known = resources.load()
    for n, project in enumerate(extraction.projects):
        for key in sorted(set(merge.block_keys(project, known))):
            yield {"key": _claims.storable(key), "reading": reading, "subject": f"p{n}"}
    for n, metric in enumerate(extraction.metrics):
        yield {"key": merge.metric_id(metric), "reading": reading, "subject": f"m{n}"}


def subjects_of(connection: Connection, ids: Sequence[str]) -> set[Subject]:
    """The subjects of the readings in force of some documents."""
    found: set[Subject] = set()
    for chunk in _chunks(ids):
        query = select(subjects.c.reading, subjects.c.subject).where(
            documents.c.id.in_(chunk), subjects.c.reading == documents.c.reading
        )
        found.update((row.reading, row.subject) for row in connection.execute(query))
    return found


def refresh(connection: Connection, touched: set[Subject], *, moment: str) -> dict[str, Changes]:
    """Recompute the leads and metrics that share a block with a touched subject."""
    members = _members(connection, touched)
    before = _merged_ids(connection, touched | members)
    told, observed = _read(connection, members)
    known = resources.load()
    merged_leads = merge.merge(told.values(), known)
    merged_metrics = merge.merge_metrics(observed.values())
    after = _members_of({lead.lead_id: lead.members for lead in merged_leads}, told)
    after |= _members_of({one.metric_id: one.members for one in merged_metrics}, observed)
    _link(connection, before, after)
    gone = _successors(before, after)
    return {
        "leads": apply(connection, leads, [lead_row(lead, known) for lead in merged_leads], gone, moment=moment),
        "metrics": apply(connection, metrics, [metric_row(one, known) for one in merged_metrics], gone, moment=moment),
    }


def _members(connection: Connection, touched: set[Subject]) -> set[Subject]:
    """Every subject in force that shares a block with a touched one, directly or through others."""
    found: set[Subject] = set()
    seen: set[str] = set()
    keys = _keys_of(connection, touched)
    while keys:
        seen |= keys
        joined = _in_blocks(connection, keys) - found
        found |= joined
        keys = _keys_of(connection, joined) - seen
    return found


def _keys_of(connection: Connection, wanted: set[Subject]) -> set[str]:
    keys: set[str] = set()
    for chunk in _chunks(sorted({reading for reading, _ in wanted})):
        query = select(blocks.c.key, blocks.c.reading, blocks.c.subject).where(blocks.c.reading.in_(chunk))
        keys.update(row.key for row in connection.execute(query) if (row.reading, row.subject) in wanted)
    return keys


def _in_blocks(connection: Connection, keys: set[str]) -> set[Subject]:
    found: set[Subject] = set()
    for chunk in _chunks(sorted(keys)):
        query = select(blocks.c.reading, blocks.c.subject).where(
            blocks.c.key.in_(chunk), documents.c.reading == blocks.c.reading
        )
        found.update((row.reading, row.subject) for row in connection.execute(query))
    return found


def _merged_ids(connection: Connection, wanted: set[Subject]) -> dict[Subject, str | None]:
    found: dict[Subject, str | None] = {}
    for chunk in _chunks(sorted({reading for reading, _ in wanted})):
        query = select(subjects).where(subjects.c.reading.in_(chunk))
        found |= {(row.reading, row.subject): row.merged for row in connection.execute(query)}
    return {subject: merged for subject, merged in found.items() if subject in wanted}


def _read(
    connection: Connection, members: set[Subject]
) -> tuple[dict[Subject, merge.Told], dict[Subject, merge.Observed]]:
    told: dict[Subject, merge.Told] = {}
    observed: dict[Subject, merge.Observed] = {}
    for chunk in _chunks(sorted({reading for reading, _ in members})):
        documents_of = _documents(connection, chunk)
        query = select(claims).where(claims.c.reading.in_(chunk)).order_by(*claims.primary_key.columns)
        rows = connection.execute(query).mappings()
        for subject, group in groupby(rows, key=lambda row: (row["reading"], row["subject"])):
            if subject not in members:
                continue
            document, n = documents_of[subject[0]], int(subject[1][1:])
            if subject[1].startswith("p"):
                told[subject] = merge.Told(document, n, _claims.project(group))
            else:
                observed[subject] = merge.Observed(document, n, _claims.metric(group))
    return told, observed


def _documents(connection: Connection, chunk: Sequence[str]) -> dict[str, merge.DocumentRef]:
    found = connection.execute(select(documents).where(documents.c.reading.in_(chunk)))
    return {
        row.reading: merge.DocumentRef(
            row.id, row.url, row.title, date.fromisoformat(row.published) if row.published else None, row.source
        )
        for row in found
    }


def _members_of(
    merged: Mapping[str, tuple[tuple[str, int], ...]], read: Mapping[Subject, merge.Told | merge.Observed]
) -> dict[Subject, str]:
    """Which lead or metric every subject was merged into."""
    subject_of = {(one.document.id, one.n): subject for subject, one in read.items()}
    return {subject_of[member]: identity for identity, members in merged.items() for member in members}


def _link(connection: Connection, before: Mapping[Subject, str | None], after: Mapping[Subject, str]) -> None:
    changed = [
        {"its_reading": subject[0], "its_subject": subject[1], "its_merged": merged}
        for subject, merged in sorted(after.items())
        if before.get(subject) != merged
    ]
    if changed:
        mine = and_(subjects.c.reading == bindparam("its_reading"), subjects.c.subject == bindparam("its_subject"))
        connection.execute(update(subjects).where(mine).values(merged=bindparam("its_merged")), changed)


def _successors(before: Mapping[Subject, str | None], after: Mapping[Subject, str]) -> dict[str, str | None]:
    """The ids that no subject is merged into any more, with the one that most of their subjects moved to."""
    alive = set(after.values())
    moved: dict[str, Counter[str]] = {old: Counter() for old in before.values() if old and old not in alive}
    for subject, old in before.items():
        if old in moved and subject in after:
            moved[old][after[subject]] += 1
    return {old: min(to, key=lambda new: (-to[new], new), default=None) for old, to in moved.items()}


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK))
