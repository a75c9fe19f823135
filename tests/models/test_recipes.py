"""The recipes of the models: marked texts and annotated documents become labels with their owners."""

import importlib
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from leadseam.leads import analyze
from leadseam.resources import load
from leadseam.schema import Document

RECIPES = Path(__file__).parents[2] / "models/recipes"
TEXT = "宏远科技投资3亿元的负极材料项目5月3日开工。\n该项目明年投产。\n博越新材的隔膜项目签约，总投资5亿元。"


@pytest.fixture(autouse=True)
def _recipes_on_the_path(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(RECIPES))
    yield
    for name in ("marked", "judges", "projects"):
        sys.modules.pop(name, None)


@pytest.fixture
def marked() -> ModuleType:
    return importlib.import_module("marked")


@pytest.fixture
def judges() -> ModuleType:
    pytest.importorskip("sklearn", reason="scikit-learn, of the group recipes, is not installed")
    return importlib.import_module("judges")


@pytest.fixture
def projects() -> ModuleType:
    pytest.importorskip("sklearn", reason="scikit-learn, of the group recipes, is not installed")
    return importlib.import_module("projects")


def annotation(name: str, company: str, stage: str, amount: int, *proofs: tuple[str, str]) -> dict[str, Any]:
    return {
        "project": name,
        "companies": [company],
        "stage": stage,
        "planned": False,
        "stages": [{"stage": stage, "planned": False}],
        "amount": {"value": str(amount)},
        "evidence": [{"field": field, "text": words} for field, words in proofs],
    }


def at(label: str, words: str) -> tuple[str, int, int]:
    return label, TEXT.index(words), TEXT.index(words) + len(words)


def row(marked: ModuleType) -> Any:
    """A document of two annotated projects, its names labelled."""
    first = annotation(
        "负极材料项目",
        *("宏远科技", "started", 300_000_000),
        *(("stage", "负极材料项目5月3日开工"), ("date", "5月3日"), ("amount", "投资3亿元")),
    )
    second = annotation(
        "隔膜项目", "博越新材", "signed", 500_000_000, ("item", "博越新材的隔膜项目签约"), ("amount", "5亿元")
    )
    analysis = analyze(Document(id="x", text=TEXT, lang="zh", published=date(2024, 5, 6)), load())
    gold = {"projects": [first, second], "names": [{"kind": "company", "text": "宏远科技"}]}
    labels = dict(marked._named(gold, TEXT))
    return marked.Row("x", "zh", "f", analysis, labels, gold)


def test_a_marked_line_is_its_text_and_its_labels(marked: ModuleType) -> None:
    line = "2024-01-02\t{c:银行}与{i1,2:宏远}⏎{s1=signed?:拟签约}{p2:隔膜项目}，{m1:3亿元}，{d2:滁州}，{t1:3月}\n"
    day, text, labels = marked.parsed(line)
    assert day == date(2024, 1, 2)
    assert text == "银行与宏远\n拟签约隔膜项目，3亿元，滁州，3月"
    assert [(label, text[a:b], set(of)) for (label, a, b), of in labels.items()] == [
        *(("org", "银行", set()), ("inv", "宏远", {1, 2}), ("signed?", "拟签约", {1}), ("prj", "隔膜项目", {2})),
        *(("amt", "3亿元", {1}), ("dst", "滁州", {2}), ("dat", "3月", {1})),
    ]


def test_a_line_without_marks_has_no_labels(marked: ModuleType) -> None:
    assert marked.parsed("2024-01-02\tNothing: here\twas signed.") == (
        date(2024, 1, 2),
        "Nothing: here\twas signed.",
        {},
    )
    with pytest.raises(ValueError, match="2024"):
        marked.parsed("2024\ttext")


@pytest.mark.parametrize("variety", ["zh", "en", "mt"])
def test_every_snippet_is_a_row_whose_labels_lie_in_its_text(variety: str, marked: ModuleType) -> None:
    """The first of each variety; all lines are read by the test of the snippets."""
    rows = marked.snippets(variety)
    for one in (next(rows) for _ in range(5)):
        text = one.analysis.document.text
        assert one.variety == variety
        assert all(0 <= a < b <= len(text) and text[a:b].strip() for _, a, b in one.labels)


def test_names_are_labelled_by_role_with_their_projects(marked: ModuleType) -> None:
    labels = row(marked).labels
    assert labels == {
        at("inv", "宏远科技"): {1},
        at("prj", "负极材料项目"): {1},
        at("inv", "博越新材"): {2},
        at("prj", "隔膜项目"): {2},
    }


def test_sums_are_labelled_by_annotation_and_steps_as_a_tagger_saw_them(marked: ModuleType) -> None:
    one = row(marked)
    seen = [at("started", "开工"), at("production?", "投产"), at("signed", "签约"), at("dat", "5月3日")]
    marked.with_steps(one, [*seen, at("inv", "总投资"), at("amt", "5亿元"), at("dst", "隔膜")])
    assert one.labels[at("amt", "3亿元")] == {1}
    assert one.labels[at("amt", "5亿元")] == {2}
    assert {at("started", "开工"), at("signed", "签约"), at("dat", "5月3日")} <= set(one.labels)
    # Far from every proof, a name, and what stands on a name.
    assert not {at("production?", "投产"), at("inv", "总投资"), at("dst", "隔膜")} & set(one.labels)


def test_a_step_is_surely_of_the_project_whose_proof_holds_it(marked: ModuleType) -> None:
    one = row(marked)
    assert marked.step_owners(one, at("started", "开工")) == ({1}, set())
    assert marked.step_owners(one, at("signed", "签约")) == ({2}, set())
    assert marked.step_owners(one, at("signed", "投产")) == (set(), {2})
    assert marked.step_owners(one, at("signed?", "签约")) == (set(), set())


def test_a_day_is_of_the_project_whose_date_it_proves(marked: ModuleType) -> None:
    one = row(marked)
    assert marked.day_owners(one, at("dat", "5月3日")) == {1}
    assert marked.day_owners(one, at("dat", "明年")) == frozenset()


def test_weights_tell_right_from_wrong_and_are_the_same_twice(judges: ModuleType) -> None:
    told = [(["", "good"], True), (["", "bad"], False)] * 20 + [(["", "once"], True)]
    weights = judges.fitted(told, strength=1.0)
    assert weights["good"] > 0 > weights["bad"]
    assert "once" not in weights
    assert weights == judges.fitted(told, strength=1.0)


def test_labels_become_a_chain_of_tags(projects: ModuleType, marked: ModuleType) -> None:
    one = row(marked)
    (part, *_) = projects.parts(one)
    chain = projects.chained(part, one.labels)
    assert chain[:5] == ["B-inv", "I-inv", "I-inv", "I-inv", "O"]
    assert list(projects.decoded(part, chain)) == sorted(
        (label for label in one.labels if label[2] <= part.spans[-1][1]), key=lambda label: label[1]
    )


def test_annotated_pairs_share_a_project_or_surely_do_not(projects: ModuleType, marked: ModuleType) -> None:
    one = row(marked)
    marked.with_steps(one, [at("started", "开工"), at("signed", "签约")])
    told = list(projects.annotated_pairs(one))
    heads = {(names[0].split("|")[0], right) for names, right in told}
    assert {("inv>prj", True), ("inv>prj", False), ("prj>step", True), ("prj>step", False)} <= heads
