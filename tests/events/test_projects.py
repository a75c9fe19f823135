"""Documents and the projects they tell of, as data; a third is held out and only its share is asked for."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def _cases() -> ModuleType:
    spec = importlib.util.spec_from_file_location("project_cases", Path(__file__).with_name("cases.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_CASES = _cases()
_ALL = [case for lang in ("zh", "en") for case in _CASES.load(lang)]
_SEEN = [case for case in _ALL if not case["held_out"]]
_HELD_OUT_FLOOR = 0.75


@pytest.mark.parametrize("case", _SEEN, ids=[case["id"] for case in _SEEN])
def test_a_document_tells_of_these_projects(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if case.get("known_miss"):
        request.applymarker(pytest.mark.xfail(reason=case["known_miss"], strict=True))
    assert _CASES.faults(case) == []


def test_held_out_documents_stay_above_the_floor() -> None:
    held_out = [case for case in _ALL if case["held_out"]]
    right = sum(not _CASES.faults(case) for case in held_out)
    assert right / len(held_out) >= _HELD_OUT_FLOOR


def test_documents_without_a_project_give_none() -> None:
    empty = [case for case in _ALL if not case["projects"]]
    assert len(empty) > 40
    assert [case["id"] for case in empty if _CASES.found(case)] == []
