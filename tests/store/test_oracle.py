"""The search index against a scan of the folded texts, on random Chinese and English."""

import random

import pytest
from sqlalchemy import Engine
from tests.store.stories import NOW, story

from leadseam.lang import fold
from leadseam.store.load import load_extractions
from leadseam.store.search import Query, find_leads

_HAN = "光伏储能电池签约项目基地新源车广东肇庆高區區產业亿元，。（）"
_LATIN = ["LNG", "battery", "Co., Ltd.", "5G", "R&D", "base", "AstraZeneca", "é", "x_y", "100%", "ＡＢ"]
_LEADS = 120
_TERMS = 80


def _text(rng: random.Random) -> str:
    parts = [rng.choice(_LATIN) if rng.random() < 0.2 else rng.choice(_HAN) for _ in range(rng.randrange(5, 40))]
    return rng.choice(["", " "]).join(parts)


def _term(rng: random.Random, texts: list[str]) -> str:
    text = rng.choice(texts)
    start = rng.randrange(len(text))
    found = text[start : start + rng.randint(1, 8)]
    return found if rng.random() < 0.7 else "".join(rng.sample(found, len(found)))


@pytest.mark.parametrize("seed", range(2))
def test_search_equals_a_scan(engine: Engine, seed: int) -> None:
    rng = random.Random(seed)
    texts = [_text(rng) for _ in range(_LEADS)]
    stories = [story(f"d{n}", company=f"c{n}", project=None, text=text, amount=None) for n, text in enumerate(texts)]
    load_extractions(engine, stories, now=NOW)
    holdings = {f"d{n}": [fold(part) for part in (text, f"c{n}", "肇庆高新区")] for n, text in enumerate(texts)}
    for term in [_term(rng, texts) for _ in range(_TERMS)]:
        expected = {identity for identity, parts in holdings.items() if any(fold(term) in part for part in parts)}
        found = {lead["documents"][0]["id"] for lead in find_leads(engine, Query(q=(term,)))}
        assert found == expected, term
