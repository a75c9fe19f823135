"""Our scorer: what it counts, and that it agrees with the project's yardstick where that lies beside the tree."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from leadseam.run.evaluation import count, score
from leadseam.run.quality import intervals, page

SHARED = Path(__file__).parents[3] / "shared" / "eval"

GOLD: dict[str, Any] = {
    "a": {
        "projects": [
            {
                "project": "储能电池项目",
                "companies": ["宏远储能科技有限公司"],
                "stage": "signed",
                "stage_accept": ["landed"],
                "amount": {"value": 1.2e9, "currency": "CNY"},
                "place": {"adcode": "330921"},
                "date": None,
            },
            {"project": None, "companies": ["海川重工"], "stage": "started", "optional": True},
        ],
        "metrics": [
            {"indicator": "projects", "family": "signed_projects", "value": 52, "unit": "project", "kind": "actual"}
        ],
    },
    "b": {"projects": [], "metrics": []},
}


def predicted(**changes: Any) -> dict[str, Any]:
    project = GOLD["a"]["projects"][0] | {"stage_accept": None} | changes
    metric = {"family": "signed_projects", "value": 52.0, "unit": "projects", "kind": "actual"}
    return {"a": {"projects": [project], "metrics": [metric]}}


def test_a_perfect_answer_scores_one() -> None:
    result = score(GOLD, predicted())
    assert result.projects["f1"] == result.projects["tuple_f1"] == result.metrics["tuple_f1"] == 1.0
    assert result.clean_negatives == 1.0


def test_a_wrong_amount_costs_the_tuple_only() -> None:
    result = score(GOLD, predicted(amount={"value": 1.2e8, "currency": "CNY"}))
    assert (result.projects["f1"], result.projects["amount"], result.projects["tuple_f1"]) == (1.0, 0.0, 0.0)


def test_an_accepted_stage_is_right_and_another_is_not() -> None:
    assert score(GOLD, predicted(stage="landed")).projects["stage"] == 1.0
    assert score(GOLD, predicted(stage="production")).projects["stage"] == 0.0


def test_a_lead_in_a_document_without_any_is_superfluous() -> None:
    answer = predicted() | {"b": predicted()["a"]}
    result = score(GOLD, answer)
    assert result.projects["precision"] == 0.5
    assert result.clean_negatives == 0.0
    assert any(line.startswith("b: superfluous project") for line in result.errors)


def test_a_missing_document_is_missed() -> None:
    result = score(GOLD, {})
    assert result.projects["recall"] == result.metrics["recall"] == 0.0


def test_false_leads_count_in_documents_without_any() -> None:
    answer = predicted() | {"b": {"projects": predicted()["a"]["projects"] * 2}}
    assert score(GOLD, answer).false_leads == 200.0


def test_the_page_shows_every_slice_with_its_figures() -> None:
    gold = {key: row | {"lang": lang, "text": ""} for (key, row), lang in zip(GOLD.items(), ("zh", "en"), strict=True)}
    lines = page(gold, predicted(), by=("lang", "projects")).splitlines()
    cells = {line.split("|")[1].strip(): [cell.strip() for cell in line.split("|")[2:-1]] for line in lines if line}
    assert cells["all"][:4] == ["2", "1.00", "1.00", "1.00"]
    assert cells["zh"][1:4] == ["1.00", "1.00", "1.00"]
    assert (cells["en"][1], cells["en"][-1], cells["none"][0]) == ("", "0.0", "1")


def test_intervals_hold_the_figure_and_are_always_the_same() -> None:
    right, wrong = count(GOLD["a"], predicted()["a"]), count(GOLD["a"], {})
    spread = intervals([right] * 6 + [wrong] * 3)
    assert spread == intervals([right] * 6 + [wrong] * 3)
    low, high = spread["projects.recall"]
    assert 0 < low < 6 / 9 < high < 1.01


@pytest.mark.skipif(not SHARED.is_dir(), reason="the yardstick does not lie beside the tree")
def test_agrees_with_the_yardstick() -> None:
    spec = importlib.util.spec_from_file_location("yardstick", SHARED / "score.py")
    assert spec
    assert spec.loader
    yardstick = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(yardstick)
    gold = yardstick.load(SHARED / "seeds_gold.jsonl")
    answers = {key: json.loads(json.dumps(row)) for key, row in gold.items()}
    for row in answers.values():
        row["projects"] = row["projects"][1:]
        row["metrics"] = [item | {"family": "rate"} for item in row["metrics"] if item.get("value") is not None][::2]
    expected, _ = yardstick.score(gold, answers)
    result = score(gold, answers)
    for name, value in result.projects.items():
        assert expected["projects"][name] == pytest.approx(value), name
    for name, value in result.metrics.items():
        assert expected["metrics"][name] == pytest.approx(value), name
