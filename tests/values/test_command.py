"""`leadseam values`: one object a document, keys in the contract's order, skipped inputs named."""

import json
from pathlib import Path

import typer
from typer.testing import CliRunner

from leadseam.cli import values

FIRST = ["kind", "start", "end", "text", "flags", "confidence"]


def _run(*inputs: str) -> tuple[int, list[dict[str, object]]]:
    app = typer.Typer()
    values.register(app)
    outcome = CliRunner().invoke(app, list(inputs))
    return outcome.exit_code, [json.loads(line) for line in outcome.stdout.splitlines() if line.startswith("{")]


def test_prints_the_values_of_a_file(tmp_path: Path) -> None:
    page = tmp_path / "news.txt"
    page.write_text("恒远新材料项目总投资3.5亿元，占地200亩，2023年3月15日签约。", encoding="utf-8")
    code, rows = _run(str(page))
    assert code == 0
    assert [row["id"] for row in rows] == ["news"]
    found = rows[0]["values"]
    assert isinstance(found, list)
    assert [list(value)[:6] for value in found] == [FIRST] * len(found)
    assert [(value["kind"], value["text"]) for value in found if value["kind"] != "place"] == [
        ("money", "3.5亿元"),
        ("quantity", "200亩"),
        ("date", "2023年3月15日"),
    ]
    assert next(value for value in found if value["kind"] == "date")["from"] == "2023-03-15"


def test_names_what_it_skips_and_goes_on(tmp_path: Path) -> None:
    page = tmp_path / "news.txt"
    page.write_text("总投资3.5亿元。", encoding="utf-8")
    code, rows = _run(str(page), str(tmp_path / "missing.txt"))
    assert code == 3
    assert len(rows) == 1
