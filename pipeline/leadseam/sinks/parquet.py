"""Parquet: the columns of the CSV with their types; needs the extra `leadseam[files]`."""

from collections.abc import Iterable
from itertools import islice
from typing import IO, Any

from leadseam.errors import SinkError
from leadseam.sinks import Row
from leadseam.sinks._flat import COLUMNS, plain

_GROUP = 50_000
_TYPES = {
    "planned": "bool",
    "amount": "double",
    "jobs": "int64",
    "confidence": "double",
    "score": "double",
    "change_seq": "int64",
}


def write(leads: Iterable[Row], out: IO[bytes]) -> int:
    """Write the leads as given and return how many there were; raises SinkError without pyarrow."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ModuleNotFoundError as error:
        raise SinkError("parquet needs pyarrow: pip install 'leadseam[files]'") from error
    schema = pa.schema([(name, pa.type_for_alias(_TYPES.get(name, "string"))) for name in COLUMNS])
    rows, count = map(_typed, leads), 0
    with parquet.ParquetWriter(out, schema) as file:
        while group := list(islice(rows, _GROUP)):
            file.write_table(pa.Table.from_pylist(group, schema))
            count += len(group)
    return count


def _typed(lead: Row) -> dict[str, Any]:
    """Numbers that JSON may hold as whole ones become what their column holds."""
    cells = zip(COLUMNS, plain(lead), strict=True)
    return {name: float(cell) if _TYPES.get(name) == "double" and cell is not None else cell for name, cell in cells}
