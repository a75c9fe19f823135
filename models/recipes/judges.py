"""What is learned from whole documents: which step tells a project's stage, and how likely a found project is a lead.

Both learn from what rules and taggers find in documents that the taggers have not seen.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from marked import Row
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from leadseam.events import Candidates, _stage, _sure, _triggers, candidates
from leadseam.events._taggers import Models
from leadseam.lang import simplified
from leadseam.resources import load
from leadseam.run.evaluation import project_pairs, project_right
from leadseam.schema import Lang, to_json


@dataclass(frozen=True, slots=True)
class Seen:
    """A document with the candidates that models without it find."""

    row: Row
    lang: Lang
    found: Candidates


def seen(rows: Iterable[Row], models: Models) -> list[Seen]:
    return [Seen(row, _lang(row), candidates(row.analysis, load(), models)) for row in rows]


def stage_weights(documents: Iterable[Seen]) -> dict[str, float]:
    """Weights of the features of steps: right is the step whose stage the annotation has."""
    told: list[tuple[list[str], bool]] = []
    for one in documents:
        gold = _gold(one.row)
        for index, found in _paired(one, gold):
            truth = gold[index]
            steps = found.project.stages
            rows = _stage.features(found, one.found.analysis, _triggers.lexicon(load(), one.lang))
            right = [project_right("stage", truth, {**_json(found.project), "stage": s.stage}) for s in steps]
            if len(steps) > 1 and any(right):
                told += zip(rows, right, strict=True)
    return fitted(told, strength=0.3)


def sure_weights(documents: Iterable[Seen], stage: dict[str, float]) -> dict[str, float]:
    """Weights of the features of projects: right is what the annotation has too."""
    told: list[tuple[list[str], bool]] = []
    for one in documents:
        gold = _gold(one.row)
        words = _triggers.lexicon(load(), one.lang)
        chosen = tuple(_stage.chosen(f, one.found.analysis, words, stage) for f in one.found.found)
        sources = tuple(f.source for f in one.found.found)
        rows = _sure.features(chosen, sources, one.found.labels, one.found.analysis)
        hit = {j for _, j in project_pairs(gold, [_json(p) for p in chosen])}
        told += [(row, j in hit) for j, row in enumerate(rows)]
    return fitted(told, strength=0.3)


def fitted(told: list[tuple[list[str], bool]], *, strength: float, least: int = 2) -> dict[str, float]:
    """Logistic weights of features that are seen at least `least` times, rounded; the same for the same rows."""
    table = DictVectorizer()
    matrix = table.fit_transform([dict.fromkeys(names, 1) for names, _ in told])
    often = np.asarray((matrix > 0).sum(0)).ravel() >= least
    model = LogisticRegression(C=strength, max_iter=500, fit_intercept=False)
    model.fit(matrix[:, often], [right for _, right in told])
    names = np.array(table.get_feature_names_out())[often]
    return {str(n): round(float(w), 3) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) > 0.02}


def _paired(one: Seen, gold: list[dict[str, Any]]) -> list[tuple[int, Any]]:
    found = one.found.found
    return [(i, found[j]) for i, j in project_pairs(gold, [_json(f.project) for f in found])]


def _gold(row: Row) -> list[dict[str, Any]]:
    """The annotated projects in simplified characters, as the candidates are."""
    assert row.gold is not None
    return json.loads(simplified(json.dumps(row.gold["projects"], ensure_ascii=False)))  # type: ignore[no-any-return]


def _json(project: Any) -> dict[str, Any]:
    plain = to_json(replace(project, evidence=()))
    return json.loads(simplified(json.dumps(plain, ensure_ascii=False)))  # type: ignore[no-any-return]


def _lang(row: Row) -> Lang:
    return row.analysis.document.lang or "zh"
