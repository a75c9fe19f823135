"""XLSX: one sheet, one header, one row a lead; every text is typed as text, so that none can be a formula.

Written with the standard library: a workbook of plain cells is five small files in a ZIP, and writing them ourselves,
without a clock, makes two exports of one database the same bytes (ECMA-376, parts 1 and 2).
"""

import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from typing import IO, Any
from xml.sax.saxutils import escape

import regex

from leadseam.sinks import Row
from leadseam.sinks._flat import COLUMNS, plain

_LONGEST = 32_767  # characters that a cell may hold
_NO_XML = regex.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET = "xl/worksheets/sheet1.xml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/{_SHEET}" ContentType="{_TYPES}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
    '<sheets><sheet name="leads" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def write(leads: Iterable[Row], out: IO[bytes]) -> int:
    """Write the leads as given and return how many there were."""
    with tempfile.TemporaryFile() as whole:  # a ZIP written into a pipe has other bytes than one in a file
        count = _write(leads, whole)
        whole.seek(0)
        shutil.copyfileobj(whole, out)
    return count


def _write(leads: Iterable[Row], out: IO[bytes]) -> int:
    count = 0
    with zipfile.ZipFile(out, "w") as book:
        for name, part in _PARTS.items():
            book.writestr(_entry(name), _HEAD + part)
        with book.open(_entry(_SHEET), "w") as sheet:
            sheet.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{_row(COLUMNS)}'.encode())
            for count, lead in enumerate(leads, start=1):  # noqa: B007 - counted as they are written
                sheet.write(_row(plain(lead)).encode())
            sheet.write(b"</sheetData></worksheet>")
    return count


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)  # of 1980, the first year that a ZIP knows
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _row(values: Iterable[Any]) -> str:
    return f"<row>{''.join(map(_cell, values))}</row>"


def _cell(value: Any) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float | Decimal):
        return f"<c><v>{value}</v></c>"
    words = escape(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", str(value)[:_LONGEST]), {"\r": "&#13;"})
    return f'<c t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'
