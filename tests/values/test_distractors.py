"""Figures that are no values: telephone numbers, codes, scores, document numbers. Nothing is found in them."""

import json
from pathlib import Path
from typing import Any

import pytest

from leadseam.values._score import score

SPECS = Path(__file__).parent.parent / "specs"


def _rows() -> list[Any]:
    lines = [line for lang in ("zh", "en") for line in _lines(lang)]
    return [pytest.param(row, id=f"{row['lang']}-{row['id']}") for row in map(json.loads, lines)]


def _lines(lang: str) -> list[str]:
    return (SPECS / lang / "distractor.jsonl").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("row", _rows())
def test_nothing_is_found(row: dict[str, Any]) -> None:
    distractors = score([row]).distractors
    assert distractors.rows == 1
    assert [value.text for hit in distractors.hits for value in hit.spurious] == []


def test_a_hit_in_a_distractor_is_counted() -> None:
    text = "工号12，奖金5万元。"
    row = {"id": "1", "lang": "zh", "text": text, "tags": ["distractor", "money"], "kinds": [], "expected": []}
    assert score([row]).distractors.figures == {"rows": 1, "false_hits": 1}
