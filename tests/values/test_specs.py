"""Cases of `tests/specs` for values: every listed field of every expected value holds, and nothing else is found."""

import json
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from leadseam.resources import load
from leadseam.schema import Lang, Value, to_json
from leadseam.values import find, numbers

SPECS = Path(__file__).parent.parent / "specs"
KINDS = {"money": ("money",), "date": ("date",), "quantity": ("quantity", "percent"), "number": ("number",)}


def _cases() -> list[Any]:
    cases = []
    for lang in ("zh", "en"):
        for name in KINDS:
            for line in (SPECS / lang / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                cases.append(pytest.param(lang, name, row, id=f"{lang}-{name}-{row['id']}"))
    return cases


def _found(row: dict[str, Any], lang: Lang, name: str) -> tuple[Value, ...]:
    if name == "number":
        return numbers(row["text"], load(), lang=lang)
    published = date.fromisoformat(row["published"]) if "published" in row else None
    is_mt = row.get("is_mt", False)
    return find(row["text"], load(), lang=lang, is_mt=is_mt, published=published, home=row.get("home"))


@pytest.mark.parametrize(("lang", "name", "row"), _cases())
def test_values_of_spec(lang: str, name: str, row: dict[str, Any]) -> None:
    found = _found(row, cast("Lang", lang), name)
    plain = [to_json(value) for value in found if value.kind in KINDS[name]]
    assert len(plain) == len(row["expected"]), plain
    for value, expected in zip(plain, row["expected"], strict=True):
        assert {field: value[field] for field in expected} == expected
