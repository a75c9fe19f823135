"""The cards of the shipped models name the bytes that lie beside them."""

import hashlib
import re
from pathlib import Path

import pytest

MODELS = Path(__file__).parents[2] / "models"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_card_has_the_hashes_of_its_files(lang: str) -> None:
    folder = MODELS / f"projects-{lang}"
    card = (folder / "card.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"`([\w.]+)` ([0-9a-f]{64})", card))
    files = [path for path in folder.iterdir() if path.name != "card.md"]
    assert told == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_weights_are_small() -> None:
    assert sum(path.stat().st_size for path in MODELS.glob("projects-*/*")) < 15_000_000
