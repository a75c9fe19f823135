"""Telling a target what changed, one message after another; each is written down as soon as it is taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from leadseam.sinks import RefusedError, Sender
from leadseam.store import outbox


@dataclass(frozen=True, slots=True)
class Told:
    """How one message went: `error` is None when it was taken."""

    lead_id: str
    event: str
    error: str | None


def push(engine: Engine, target: str, sender: Sender, *, now: datetime) -> Iterator[Told]:
    """Send what the target has not been told; a refused message is a dead letter, and the next one is tried.

    Raises SinkError when the target cannot be reached: what is left waits for the next push.
    """
    for message in outbox.changes(engine, target):
        try:
            sender.send(message)
        except RefusedError as error:
            outbox.refused(engine, target, message, str(error), now=now)
            yield Told(message.lead_id, message.event, str(error))
            continue
        outbox.taken(engine, target, message, now=now)
        yield Told(message.lead_id, message.event, None)
