"""CSV is safe and plain, JSON lines are whole, a file is written whole or not at all."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pyarrow import parquet
from tests.store.stories import NOW, story

from leadseam.errors import SinkError
from leadseam.sinks import _file
from leadseam.sinks import csv as csv_sink
from leadseam.sinks._flat import COLUMNS
from leadseam.store import connect
from leadseam.store.load import load_extractions
from leadseam.store.search import export_leads


@pytest.fixture
def leads(tmp_path: Path) -> list[dict[str, Any]]:
    engine = connect(tmp_path / "leads.sqlite")
    stories = [
        story("a", company="=HYPERLINK(1)", project='远航\n电池基地, "新"'),
        story("b", company="＋蓝海集团", project=None, amount=None),
    ]
    load_extractions(engine, stories, now=NOW)
    return list(export_leads(engine))


def _rows(leads: list[dict[str, Any]]) -> list[dict[str, str]]:
    out = io.BytesIO()
    assert csv_sink.write(leads, out) == len(leads)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))


def test_a_row_a_lead_and_no_formula(leads: list[dict[str, Any]]) -> None:
    by_document = {row["documents"]: row for row in _rows(leads)}
    assert set(by_document) == {"a", "b"}
    assert by_document["a"]["companies"] == "'=HYPERLINK(1)"
    assert by_document["b"]["companies"] == "'＋蓝海集团"
    assert by_document["a"]["project"] == '远航\n电池基地, "新"'
    assert by_document["a"]["amount"] == "3000000000"
    assert by_document["b"]["amount"] == by_document["b"]["amount_op"] == ""
    assert by_document["a"]["amount_op"] == "'="


def test_numbers_stay_numbers(leads: list[dict[str, Any]]) -> None:
    leads[0]["amount"] = {"value": -1.5, "currency": "CNY", "op": ">=", "as_written": "-1.5"}
    row = _rows(leads[:1])[0]
    assert (row["amount"], row["amount_op"], row["amount_as_written"]) == ("-1.5", ">=", "'-1.5")


def test_a_document_without_an_address_adds_no_word(leads: list[dict[str, Any]]) -> None:
    leads[0]["documents"] = [{"id": "a", "url": None}, {"id": "b", "url": "http://example.com/b"}]
    leads[1]["documents"] = [{"id": "c", "url": None}]
    assert [row["urls"] for row in _rows(leads)] == ["http://example.com/b", ""]


def test_a_sheet_holds_texts_as_texts_and_numbers_as_numbers(leads: list[dict[str, Any]], tmp_path: Path) -> None:
    out = tmp_path / "leads.xlsx"
    leads[0]["park"] = "A\x00 & <b>\ud800\r\n"
    assert _file.write("xlsx", leads, out) == 2
    sheet = openpyxl.load_workbook(out).active
    head, *rows = sheet.iter_rows()
    assert [cell.value for cell in head] == list(COLUMNS)
    found = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    assert {cell.data_type for row in rows for cell in row} == {"n", "s", "b"}
    assert {row["companies"].value for row in found} == {"=HYPERLINK(1)", "＋蓝海集团"}
    assert found[0]["park"].value == "A� & <b>�\r\n"
    assert {row["amount"].value for row in found} == {3_000_000_000, None}
    assert {row["planned"].value for row in found} == {False}


def test_a_parquet_file_has_typed_columns(leads: list[dict[str, Any]], tmp_path: Path) -> None:
    out = tmp_path / "leads.parquet"
    assert _file.write("parquet", leads, out) == 2
    table = parquet.read_table(out)
    assert table.column_names == list(COLUMNS)
    assert str(table.schema.field("amount").type) == "double"
    assert sorted(table["companies"].to_pylist()) == ["=HYPERLINK(1)", "＋蓝海集团"]
    assert _file.write("parquet", [], out) == 0
    assert parquet.read_table(out).schema == table.schema


def test_two_files_are_the_same_bytes(leads: list[dict[str, Any]], tmp_path: Path) -> None:
    for name in ("xlsx", "parquet"):
        for copy in ("1", "2"):
            _file.write(name, leads, tmp_path / f"{name}{copy}")
        assert (tmp_path / f"{name}1").read_bytes() == (tmp_path / f"{name}2").read_bytes()


def test_json_lines_are_the_leads(leads: list[dict[str, Any]], tmp_path: Path) -> None:
    out = tmp_path / "leads.jsonl"
    assert _file.write("jsonl", leads, out) == 2
    assert [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] == leads


def test_a_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    out = tmp_path / "leads.csv"
    out.write_text("old", encoding="utf-8")

    def broken() -> Iterator[dict[str, Any]]:
        yield from ()
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        _file.write("csv", broken(), out)
    assert out.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(SinkError, match="No such file"):
        _file.write("csv", [], tmp_path / "missing" / "leads.csv")
