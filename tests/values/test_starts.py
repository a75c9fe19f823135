"""Where a number can start must take in every number that its grammar finds."""

import json
from pathlib import Path

import pytest

from leadseam.resources import load
from leadseam.schema import Lang
from leadseam.values.number import _patterns

SPECS = Path(__file__).parents[1] / "specs"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_number_begins_where_one_can_start(lang: Lang) -> None:
    lines = (SPECS / lang / "number.jsonl").read_text(encoding="utf-8").splitlines()
    text = "; ".join(json.loads(line)["text"].lower() for line in lines)
    _, starts, grammar = _patterns(lang, load())
    missed = [found[0] for found in grammar.finditer(text) if not starts.match(text, found.start())]
    assert missed == []
