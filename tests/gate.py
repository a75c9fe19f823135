"""The quality gate: no figure falls under its floor in `corpus/baseline.json`, no annotation changes unseen.

Run it with `make gate`; `-s` shows the figures. A floor is raised by hand after a change that earned it.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from leadseam import leads, read
from leadseam.crawl._demo_site import load_sites, render
from leadseam.resources import load
from leadseam.run.evaluation import score
from leadseam.schema import Document, to_json
from leadseam.values._score import score as score_values

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PINNED: dict[str, dict[str, Any]] = json.loads((ROOT / "corpus/baseline.json").read_text(encoding="utf-8"))
BASELINE = PINNED["documents"]
# Errors of this set are never looked at, so that its figures stay honest.
HELD_OUT = {"first_test", "test"}
Answers = dict[str, dict[str, Any]]


def seeds() -> Iterator[tuple[str, Document]]:
    """Five real documents beside the tree; the first three digits of a file's name are its annotation's id."""
    for document in read.documents([str(SHARED / "seeds")], BytesIO()):
        assert isinstance(document, Document)
        yield document.id[:3], document


def pages() -> Iterator[tuple[str, Document]]:
    """The demonstration sites' pages, read from the bytes that the sites serve."""
    for site in load_sites(ROOT / "corpus/pages"):
        for page in site.pages:
            yield f"{site.id}/{page.slug}", read.page(render(site, page), id=page.path, url=page.path)


def written(split: str) -> Callable[[], Iterator[tuple[str, Document]]]:
    """The documents of one split of the written corpus, all languages."""

    def documents() -> Iterator[tuple[str, Document]]:
        for path in gold_files(split):
            for document in read.documents([str(path)], BytesIO()):
                assert isinstance(document, Document)
                yield document.id, replace(document, home_place=None)

    return documents


def gold_files(split: str) -> list[Path]:
    files = (ROOT / f"corpus/gold/{lang}/{split}.jsonl" for lang in ("en", "mt", "zh"))
    return [path for path in files if path.is_file()]


SETS: dict[str, tuple[Callable[[], Iterator[tuple[str, Document]]], list[Path]]] = {
    "seeds": (seeds, [SHARED / "eval/seeds_gold.jsonl"]),
    "pages": (pages, [ROOT / "corpus/gold/pages.jsonl"]),
    **{name: (written(name), gold_files(name)) for name in ("first_dev", "first_test", "dev", "opened", "test")},
}


def annotations(paths: list[Path]) -> Answers:
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["id"]: row for row in rows}


def answers(name: str, *, taggers: bool = True) -> Answers:
    documents, _ = SETS[name]
    return {key: to_json(leads.extract(document, load(), taggers=taggers)) for key, document in documents()}


def present(name: str) -> list[Path]:
    paths = SETS[name][1]
    if not all(path.is_file() for path in paths):
        pytest.skip(f"{paths[0].name} does not lie beside the tree")
    return paths


@pytest.mark.parametrize(
    ("way", "name"), [*(("documents", name) for name in BASELINE), *(("rules", name) for name in PINNED["rules"])]
)
def test_no_figure_falls_under_its_floor(way: str, name: str) -> None:
    """The program as it is shipped ("documents"), and its rules by themselves ("rules")."""
    gold, found = annotations(present(name)), answers(name, taggers=way == "documents")
    result = score(gold, found)
    measured = {key: value for key, value in result.total.figures().items() if value is not None}
    print(f"\n{way} {name}: " + "  ".join(f"{key} {value:.3f}" for key, value in measured.items()))
    if name not in HELD_OUT:
        print("\n".join(result.errors))
    floors = PINNED[way][name]["floors"]
    fallen = {key: (measured[key], floor) for key, floor in floors.items() if measured[key] < floor - 0.0005}
    assert not fallen, f"{name}: figure and floor: {fallen}"


@pytest.mark.parametrize("name", BASELINE)
def test_the_annotations_are_those_the_floors_were_measured_on(name: str) -> None:
    content = b"".join(path.read_bytes() for path in present(name))
    assert hashlib.sha256(content).hexdigest() == BASELINE[name]["sha256"]


@pytest.mark.parametrize("name", PINNED["values"])
def test_no_value_figure_falls_under_its_floor(name: str) -> None:
    path = SHARED / "data/values" / name
    if not path.is_file():
        pytest.skip(f"{name} does not lie beside the tree")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    report = score_values(rows)
    measured = report.figures
    print(f"\n{name}: {measured}")
    floors = PINNED["values"][name]
    wanted = {(kind, key): floor for kind, row in floors.items() for key, floor in row.items()}
    fallen = {where: floor for where, floor in wanted.items() if measured[where[0]][where[1]] < floor - 0.0005}
    assert not fallen, f"{name}: under their floors: {fallen}"
    assert report.distractors.figures["false_hits"] == 0, report.distractors.hits
