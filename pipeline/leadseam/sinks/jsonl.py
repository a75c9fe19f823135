"""JSON lines: one lead object a line, exactly as `leadseam search --json` prints it."""

import json
from collections.abc import Iterable
from typing import IO

from leadseam.sinks import Row


def write(leads: Iterable[Row], out: IO[bytes]) -> int:
    """Write the leads as given and return how many there were."""
    count = 0
    for count, lead in enumerate(leads, start=1):  # noqa: B007 - counted as they are written
        out.write(json.dumps(lead, ensure_ascii=False).encode() + b"\n")
    return count
