"""CSV in UTF-8: one header, one row a lead, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable
from typing import IO

from leadseam.sinks import Row
from leadseam.sinks._flat import COLUMNS, cells


def write(leads: Iterable[Row], out: IO[bytes]) -> int:
    """Write the leads as given and return how many there were."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    count = 0
    for count, lead in enumerate(leads, start=1):  # noqa: B007 - counted as they are written
        writer.writerow(cells(lead))
    text.detach()
    return count
