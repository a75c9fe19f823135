"""What each target has been told: for every lead the form it took last, and the form it refused.

A form is told by the digest of the lead's content, so that pushing twice sends nothing. A kill between sending and
writing down sends the same message again, under the same id, by which a receiver knows it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, and_, delete, func, insert, or_, select

from leadseam.store._connect import reading, writing
from leadseam.store._tables import lead_forms, leads, outbox, retired
from leadseam.store.search import lead_form, newest_day

_ERROR_LIMIT = 200
_GONE = "retired"


@dataclass(frozen=True, slots=True)
class Message:
    """One change to tell; `event` is lead.created, lead.updated or lead.retired."""

    id: str
    event: str
    lead_id: str
    digest: str
    moment: str
    lead: dict[str, Any]


def changes(engine: Engine, target: str) -> Iterator[Message]:
    """What the target has not been told yet, in the order of the changes; what it refused is left out."""
    with reading(engine) as connection:
        found = [*_changed(connection, target), *_gone(connection, target)]
    return iter(found)


def taken(engine: Engine, target: str, message: Message, *, now: datetime) -> None:
    """Write down that the target took a message."""
    _settle(engine, target, message, {"told": message.digest, "refused": None, "error": None}, now)


def refused(engine: Engine, target: str, message: Message, error: str, *, now: datetime) -> None:
    """Write down that the target will not take a message: a dead letter until the lead changes."""
    _settle(engine, target, message, {"refused": message.digest, "error": error[:_ERROR_LIMIT]}, now)


def dead_letters(engine: Engine, target: str) -> dict[str, str]:
    """The leads whose present form the target refused, with the reason."""
    query = (
        select(outbox.c.id, outbox.c.error)
        .join(leads, and_(leads.c.id == outbox.c.id, leads.c.digest == outbox.c.refused))
        .where(outbox.c.target == target)
        .order_by(outbox.c.id)
    )
    with reading(engine) as connection:
        return {row.id: row.error for row in connection.execute(query)}


def revive(engine: Engine, target: str) -> None:
    """Let everything that the target refused be tried again."""
    with writing(engine) as connection:
        mine = and_(outbox.c.target == target, outbox.c.refused.is_not(None))
        connection.execute(outbox.update().where(mine).values(refused=None, error=None))


def _changed(connection: Connection, target: str) -> Iterator[Message]:
    newest = newest_day(connection)
    columns = (leads.c.id, leads.c.digest, lead_forms.c.form, leads.c.day, outbox.c.told)
    seen = (leads.c.first_seen, leads.c.last_seen, leads.c.change_seq)
    query = (
        select(*columns, *seen)
        .join(lead_forms, lead_forms.c.n == leads.c.n)
        .outerjoin(outbox, and_(outbox.c.target == target, outbox.c.id == leads.c.id))
        .where(or_(outbox.c.told.is_(None), outbox.c.told != leads.c.digest))
        .where(func.coalesce(outbox.c.refused, "") != leads.c.digest)
        .order_by(leads.c.change_seq)
    )
    for row in connection.execute(query):
        event = "lead.created" if row.told in (None, _GONE) else "lead.updated"
        identity = _message_id(target, row.id, row.digest, row.told)
        yield Message(identity, event, row.id, row.digest, row.last_seen, lead_form(row, newest))


def _gone(connection: Connection, target: str) -> Iterator[Message]:
    """Leads the target knows that merged into another or were withdrawn."""
    query = (
        select(retired, outbox.c.told)
        .join(outbox, and_(outbox.c.target == target, outbox.c.id == retired.c.id))
        .where(outbox.c.told.is_not(None), outbox.c.told != _GONE)
        .where(func.coalesce(outbox.c.refused, "") != _GONE)
        .order_by(retired.c.change_seq)
    )
    for row in connection.execute(query):
        form = {"lead_id": row.id, "successor": row.successor, "change_seq": row.change_seq}
        identity = _message_id(target, row.id, _GONE, row.told)
        yield Message(identity, "lead.retired", row.id, _GONE, row.recorded, form)


def _message_id(*parts: str | None) -> str:
    return "msg_" + hashlib.sha256("\x1f".join(part or "" for part in parts).encode()).hexdigest()[:24]


def _settle(engine: Engine, target: str, message: Message, values: dict[str, str | None], now: datetime) -> None:
    mine = and_(outbox.c.target == target, outbox.c.id == message.lead_id)
    with writing(engine) as connection:
        known = connection.execute(select(outbox.c.told, outbox.c.attempts).where(mine)).first()
        told, attempts = (known.told, known.attempts) if known else (None, 0)
        connection.execute(delete(outbox).where(mine))
        row = {"target": target, "id": message.lead_id, "told": told, "refused": None, "error": None, **values}
        connection.execute(
            insert(outbox).values(**row, attempts=attempts + 1, recorded=now.isoformat(timespec="seconds"))
        )
