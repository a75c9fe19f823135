"""The companies of a text, each once by its full name, against cases as data."""

import json
from pathlib import Path
from typing import Any

import pytest

from leadseam import mentions, resources, values
from leadseam.schema import Document

_SPECS = Path(__file__).parents[1] / "specs"
_CASES = [
    json.loads(line)
    for lang in ("zh", "en")
    for line in (_SPECS / lang / "company.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", _CASES, ids=[case["id"] for case in _CASES])
def test_companies_are_found_by_name_and_nothing_else_is_one(case: dict[str, Any]) -> None:
    known = resources.load()
    found = values.find(case["text"], known, lang=case["lang"])
    names = mentions.find(Document(id="x", lang=case["lang"], text=case["text"]), found, known)
    assert list(dict.fromkeys(m.name for m in names if m.kind == "company")) == case["companies"]


def test_an_alias_carries_the_name_that_defines_it() -> None:
    text = "江苏澄海锂电材料股份有限公司（以下简称“澄海锂电”）公告称，澄海锂电拟投资5亿元。"
    found = mentions.find(Document(id="x", lang="zh", text=text), (), resources.load())
    aliases = {m.text: m.name for m in found if m.kind == "company" and m.text != m.name}
    assert aliases == {"澄海锂电": "江苏澄海锂电材料股份有限公司"}
