"""Where leads go: files and webhooks, one module each; an installed package adds one through `leadseam.sinks`."""

from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any, Protocol

from leadseam.errors import SinkError
from leadseam.registry import Registry

if TYPE_CHECKING:
    from leadseam.store.outbox import Message

SINKS = Registry("leadseam.sinks", "leadseam.sinks")

Row = dict[str, Any]


class FileSink(Protocol):
    """A module that writes a file format."""

    def write(self, leads: Iterable[Row], out: IO[bytes]) -> int:
        """Write the leads as given and return how many there were."""


class RefusedError(SinkError):
    """The target will not take this message, however often it is sent."""


class Sender(Protocol):
    """An open way to a target."""

    def send(self, message: "Message") -> None:
        """Deliver one change; raises RefusedError where repeating it is of no use, SinkError where it may be."""


class RemoteSink(Protocol):
    """A module that delivers changes one by one."""

    def open_target(self, url: str, *, secret: str | None, allow_private: bool) -> Sender:
        """A sender to the address; raises SinkError for an address it must not use."""
