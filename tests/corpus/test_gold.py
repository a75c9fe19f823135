"""The gold documents: in the forms of the guidelines, no text twice, nothing shared between the splits."""

import importlib.util
import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from leadseam.lang import simplified
from leadseam.resources import regions

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "corpus/gold"
VARIETIES = ("zh", "en", "mt")
SPLITS = ("dev", "opened", "test")
SHINGLE = 5
ALIKE = 0.5  # the share of shingles from which on two texts count as one


@cache
def annotate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("annotate", ROOT / "corpus/annotate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def rows(variety: str, split: str) -> tuple[dict[str, Any], ...]:
    path = GOLD / variety / f"{split}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else ()
    return tuple(json.loads(line) for line in lines)


def of_split(split: str) -> Iterator[dict[str, Any]]:
    for variety in VARIETIES:
        yield from rows(variety, split)


@pytest.mark.parametrize("variety", VARIETIES)
@pytest.mark.parametrize("split", SPLITS)
def test_the_annotations_keep_the_forms(variety: str, split: str) -> None:
    codes = frozenset(regions.table().current)
    told = [
        f"{row['id']}: {doubt}"
        for row in rows(variety, split)
        for doubt in annotate().doubts(row, {"names": [[one["kind"], one["text"]] for one in row["names"]]}, codes)
    ]
    assert not told, "\n".join(told[:20])


@pytest.mark.parametrize("variety", VARIETIES)
@pytest.mark.parametrize("split", SPLITS)
def test_evidence_and_names_stand_where_they_say(variety: str, split: str) -> None:
    for row in rows(variety, split):
        items = [*row["projects"], *row["metrics"]]
        for span in (*row["names"], *(one for item in items for one in item["evidence"] if "start" in one)):
            assert row["text"][span["start"] : span["end"]] == span["text"], (row["id"], span)


def test_every_document_has_its_own_id() -> None:
    ids = Counter(row["id"] for split in SPLITS for row in of_split(split))
    assert max(ids.values()) == 1, ids.most_common(3)


def test_no_family_and_no_investor_is_in_two_splits() -> None:
    families, investors = (
        {split: {name for row in of_split(split) for name in names(row)} for split in SPLITS}
        for names in (family, investors_of)
    )
    for one, other in combinations(SPLITS, 2):
        assert not families[one] & families[other], (one, other)
        assert not investors[one] & investors[other], (one, other)


def family(row: dict[str, Any]) -> set[str]:
    return {row["family"]}


def investors_of(row: dict[str, Any]) -> set[str]:
    return {name for project in row["projects"] for name in project.get("companies") or []}


def test_no_text_is_told_twice() -> None:
    texts = {row["id"]: shingles(row["text"]) for split in SPLITS for row in of_split(split)}
    twins = [
        (one, other)
        for (one, other), shared in common(texts).items()
        if shared > ALIKE * (len(texts[one]) + len(texts[other]) - shared)
    ]
    assert set(twins) <= TOLD_TWICE, twins


# Re-publications, as the web has them; both lie in one split.
TOLD_TWICE: set[tuple[str, str]] = set()


def shingles(text: str) -> frozenset[str]:
    plain = "".join(text.split())
    return frozenset(plain[at : at + SHINGLE] for at in range(len(plain) - SHINGLE + 1))


def common(texts: dict[str, frozenset[str]]) -> Counter[tuple[str, str]]:
    """How many shingles every two texts share; shingles of many texts (boilerplate, grammar) tell nothing."""
    holders: dict[str, list[str]] = {}
    for name, parts in texts.items():
        for part in parts:
            holders.setdefault(part, []).append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if 1 < len(names) <= 12:
            shared.update((one, other) for at, one in enumerate(names) for other in names[at + 1 :])
    return shared


def test_the_corpus_is_as_large_and_as_mixed_as_it_says() -> None:
    splits = (*SPLITS, "first_dev", "first_test")
    documents = {variety: [row for split in splits for row in rows(variety, split)] for variety in VARIETIES}
    assert [len(documents[variety]) >= least for variety, least in (("zh", 320), ("en", 120), ("mt", 160))] == [
        True
    ] * 3
    every = [row for group in documents.values() for row in group]
    leadless = sum(not [one for one in row["projects"] if not one.get("optional")] for row in every)
    assert len(every) >= 600
    assert leadless >= 0.35 * len(every)
    assert sum(simplified(row["text"]) != row["text"] for row in documents["zh"]) >= 40
