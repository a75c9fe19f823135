"""Data tables to rows; a table that only lays out the page is none."""

from collections.abc import Iterator

import regex
from selectolax.lexbor import LexborNode

from leadseam.read._decode import clean

Row = tuple[str, ...]

_WHITE = regex.compile(r"\s{1,400}")
_MOST_ROWS, _MOST_COLUMNS, _MOST_CELLS = 5_000, 60, 20_000
_LONGEST_CELL = 2_000
_LONG = 200


def rows(table: LexborNode) -> tuple[Row, ...] | None:
    """The rows of a data table, or None for a layout table.

    Cells that span columns are followed by empty ones; a cell that spans rows is repeated unless it holds a
    figure, which belongs to the rows together.
    """
    if table.css_first("table table, td table") is not None or table.attributes.get("role") == "presentation":
        return None
    filled = tuple(row for row in _grid(table) if any(row))
    return filled if _is_data(filled) else None


def _is_data(grid: tuple[Row, ...]) -> bool:
    wide = [row for row in grid if sum(map(bool, row)) > 1]
    cells = [cell for row in grid for cell in row if cell]
    long = sum(1 for cell in cells if len(cell) > _LONG)
    return len(wide) >= 2 and len(wide) * 2 >= len(grid) and long * 5 <= len(cells)


def _grid(table: LexborNode) -> Iterator[Row]:
    """The rows with spans filled in, within the bounds."""
    above: dict[int, tuple[str, int]] = {}
    cells = 0
    for index, line in enumerate(table.css("tr")):
        row: list[str] = []
        for cell in line.css("td, th"):
            _fill(row, above)
            text = _text(cell)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            if height > 1:
                above |= {len(row) + step: ("" if step else text, height - 1) for step in range(width)}
            row.extend((text, *("" for _ in range(width - 1))))
            if len(row) >= _MOST_COLUMNS:
                break
        _fill(row, above)
        cells += len(row)
        if index >= _MOST_ROWS or cells > _MOST_CELLS:
            return
        yield tuple(row[:_MOST_COLUMNS])


def _fill(row: list[str], above: dict[int, tuple[str, int]]) -> None:
    while len(row) in above and len(row) < _MOST_COLUMNS:
        column = len(row)
        text, left = above.pop(column)
        if left > 1:
            above[column] = (text, left - 1)
        row.append("" if any(char.isdigit() for char in text) else text)


def _text(cell: LexborNode) -> str:
    return _WHITE.sub(" ", clean(cell.text(separator=" ")[:_LONGEST_CELL])).strip()


def _span(cell: LexborNode, name: str) -> int:
    value = (cell.attributes.get(name) or "").strip()
    size = int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 1
    return size if 1 <= size <= (_MOST_COLUMNS if name == "colspan" else _MOST_ROWS) else 1
