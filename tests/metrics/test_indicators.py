"""The catalog: every indicator's own examples, and that the catalog covers the contract."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from leadseam import leads, metrics, read
from leadseam.metrics._catalog import by_id, indicators
from leadseam.resources import load
from leadseam.schema import FAMILIES, HomePlace


def _examples() -> list[Any]:
    resources = load()
    tables = [resources.toml(name) for name in resources.names("indicators", ".toml")]
    return [
        pytest.param(table, example, id=f"{table['id']}-{number}")
        for table in tables
        for number, example in enumerate(table.get("examples", ()))
    ]


@pytest.mark.parametrize(("table", "example"), _examples())
def test_example(table: dict[str, Any], example: dict[str, Any]) -> None:
    home = HomePlace("our city", "330200", 1.0)
    document = read.text(example["text"], id="x", published=date(2024, 2, 20), lang=example["lang"], home_place=home)
    document = replace(document, lang=example["lang"])
    found = metrics.find(leads.analyze(document, load()), load())
    told = [(m.indicator, float(m.value), m.unit, m.kind, m.family) for m in found]
    wanted = (
        table["id"],
        float(example["value"]),
        example["unit"],
        example.get("kind", table["kind"]),
        example.get("family", table["family"]),
    )
    assert wanted in told


def test_every_family_of_the_contract_has_an_indicator() -> None:
    assert {indicator.family for indicator in indicators(load(), "zh")} == set(FAMILIES)


def test_files_are_named_by_their_ids_and_have_an_example() -> None:
    resources = load()
    for name in resources.names("indicators", ".toml"):
        table = resources.toml(name)
        assert name == f"indicators/{table['id']}.toml"
        assert table["examples"], name
        assert all(table["name"][lang] for lang in ("zh", "en"))
    assert len(by_id(resources, "zh")) == len(resources.names("indicators", ".toml"))
