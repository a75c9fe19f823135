"""Writing a file in one of the formats: whole or not at all."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from leadseam.errors import SinkError
from leadseam.sinks import SINKS, FileSink, Row


def formats() -> tuple[str, ...]:
    """The formats that can be written, sorted."""
    return tuple(name for name in SINKS.names() if hasattr(SINKS.get(name), "write"))


def write(name: str, leads: Iterable[Row], out: Path | None) -> int:
    """Write the leads to a file or to standard output and return how many; raises SinkError."""
    sink = cast("FileSink", SINKS.get(name))
    if out is None:
        count = sink.write(leads, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return count
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as stream:
            count = sink.write(leads, stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(out)
    except OSError as error:
        raise SinkError(f"{out}: {error.strerror}; give another --out") from error
    finally:
        part.unlink(missing_ok=True)
    return count
