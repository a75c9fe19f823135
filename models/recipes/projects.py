"""Train the models of projects: `python models/recipes/projects.py [--check]`.

A language has a tagger of roles and steps (averaged perceptron on a linear chain) and three tables of logistic
weights: which of what it finds belong together, which step is a project's stage, how likely a found project is a lead.
They learn from `corpus/snippets` and the opened parts of `corpus/gold`; the held-out part is never read. Deterministic;
the packages of the group `recipes` are needed. `--check` writes nothing: it scores every document with models that have
not seen it.
"""

import argparse
import gzip
import hashlib
import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pycrfsuite
from judges import Seen, fitted, seen, stage_weights, sure_weights
from marked import ROOT, Row, day_owners, documents, pages, snippets, step_owners, with_steps

from leadseam import events
from leadseam.events._links import Tag, features, pairs, scenery
from leadseam.events._taggers import Label, Models, decoded, stretches
from leadseam.events._units import Units, layers, units
from leadseam.resources import load
from leadseam.run.evaluation import score
from leadseam.schema import to_json

LEARNT = ("dev", "opened")
JUDGED = ("first_dev",)  # annotated without names: only what judges the finds learns from them, and from the pages
VARIETIES = {"zh": ("zh",), "en": ("en", "mt")}
ROUNDS = 12
LEAST = 3  # how often a feature must be seen
MOST_PAIRS = 600  # of one document
FOLDS = 4
TRAINED_FOLDS = 2  # for what learns from finds in unseen documents; training stays below ten minutes

_prepared: dict[str, list[Units]] = {}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--check", action="store_true", help="score by cross-validation, write nothing")
    options.add_argument("--lang", choices=tuple(VARIETIES), action="append")
    chosen = options.parse_args()
    for lang in chosen.lang or VARIETIES:
        short = [row for variety in VARIETIES[lang] for row in snippets(variety)]
        long = [row for variety in VARIETIES[lang] for row in documents(variety, LEARNT)]
        judged = [row for variety in VARIETIES[lang] for row in documents(variety, JUDGED)]
        first = Models.of(tagger(short), {})
        for row in long:
            with_steps(row, tagged(first, row))
        if chosen.check:
            check(short, long)
        else:
            write(lang, short, long, [*judged, *pages(lang)])


def check(short: list[Row], long: list[Row]) -> None:
    """Figures of documents whose families no model has seen, judged by what was learned from the other folds."""
    folds = unseen(short, long, FOLDS)
    gold: dict[str, Any] = {}
    found: dict[str, Any] = {}
    for number, (models, held) in enumerate(folds):
        rest = [one for other, (_, some) in enumerate(folds) if other != number for one in some]
        stage = stage_weights(rest)
        judged = replace(models, stage=stage, sure=sure_weights(rest, stage))
        for one in held:
            gold[one.row.id] = {**(one.row.gold or {}), "metrics": []}
            projects = events.find(one.row.analysis, load(), judged)
            found[one.row.id] = {"projects": [to_json(p) for p in projects], "metrics": []}
    variety = {row.id: row.variety for row in long}
    for name in sorted(set(variety.values())):
        some = {key: row for key, row in gold.items() if variety[key] == name}
        figures = score(some, {key: found[key] for key in some}).total.figures()
        print(
            name, {key: round(value, 3) for key, value in figures.items() if value is not None and "metrics" not in key}
        )


def unseen(short: list[Row], long: list[Row], folds: int) -> list[tuple[Models, list[Seen]]]:
    """Of every fold of the documents the models that learned without it, and what they find in it."""
    families = sorted({row.family for row in long})
    Random(1).shuffle(families)
    fold = {family: number % folds for number, family in enumerate(families)}
    parted = []
    for number in range(folds):
        rest = [row for row in long if fold[row.family] != number]
        models = Models.of(tagger(short + rest), linker(short, rest))
        parted.append((models, seen([row for row in long if fold[row.family] == number], models)))
        print(f"  fold {number + 1} of {folds}", flush=True)
    return parted


def write(lang: str, short: list[Row], long: list[Row], judged: list[Row]) -> None:
    """Train all models of a language and write them below `models/`."""
    models = Models.of(tagger(short + long), linker(short, long))
    finds = [one for _, some in unseen(short, long, TRAINED_FOLDS) for one in some] + seen(judged, models)
    stage = stage_weights(finds)
    weights = {"links": models.links, "stage": stage, "sure": sure_weights(finds, stage)}
    folder = ROOT / f"models/projects-{lang}"
    folder.mkdir(exist_ok=True)
    (folder / "tagger.crf.gz").write_bytes(gzip.compress(models.weights, mtime=0))
    for name, own in weights.items():
        text = json.dumps(own, ensure_ascii=False, sort_keys=True, indent=0)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    for path in sorted(folder.glob("*.[cj]*")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        print(f"{lang}: {path.name} {path.stat().st_size // 1000} kB sha256 {digest[:16]}")


def tagger(rows: list[Row]) -> bytes:
    """The weights of a tagger taught by the rows."""
    trainer = pycrfsuite.Trainer(verbose=False, algorithm="ap")
    trainer.set_params({"max_iterations": ROUNDS, "feature.minfreq": LEAST})
    for row in rows:
        for part in parts(row):
            trainer.append(part.features, chained(part, row.labels))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tagger.crf"
        trainer.train(str(path))
        return path.read_bytes()


def parts(row: Row) -> list[Units]:
    """The units of a row, worked out once."""
    if row.id not in _prepared:
        layer = layers(row.analysis, load())
        _prepared[row.id] = [part for s in stretches(row.analysis) if (part := units(layer, s)).spans]
    return _prepared[row.id]


def chained(part: Units, labels: dict[Label, frozenset[int]]) -> list[str]:
    """The B-, I- and O tags of the units of a stretch."""
    chain = ["O"] * len(part.spans)
    low, high = part.spans[0][0], part.spans[-1][1]
    for label, start, end in labels:
        if start >= high or end <= low:
            continue
        inside = [k for k, (a, b) in enumerate(part.spans) if a < end and start < b]
        if inside and all(chain[k] == "O" for k in inside):
            chain[inside[0]] = "B-" + label
            for k in inside[1:]:
                chain[k] = "I-" + label
    return chain


def tagged(model: Models, row: Row) -> list[Label]:
    return [label for part in parts(row) for label in decoded(part, model.tagger.tag(part.features))]


def linker(short: list[Row], long: list[Row]) -> dict[str, float]:
    """The weights of the pair features, taught by the rows."""
    told: list[tuple[list[str], bool]] = [pair for row in short for pair in marked_pairs(row)]
    chance = Random(3)
    for row in long:
        found = list(annotated_pairs(row))
        told += chance.sample(found, MOST_PAIRS) if len(found) > MOST_PAIRS else found
    return fitted(told, strength=0.5, least=3)


def marked_pairs(row: Row) -> Iterator[tuple[list[str], bool]]:
    """The pairs of a marked text, and whether they share a project."""
    view = scenery(row.analysis, row.labels)
    for i, j in pairs(view):
        yield features(view, i, j), bool(row.labels[_label(view.tags[i])] & row.labels[_label(view.tags[j])])


def annotated_pairs(row: Row) -> Iterator[tuple[list[str], bool]]:
    """The pairs of an annotated document that its annotation decides."""
    view = scenery(row.analysis, row.labels)
    every = frozenset(range(1, len(row.gold["projects"]) + 1)) if row.gold else frozenset()
    owners = [_owners(row, tag, every) for tag in view.tags]
    for i, j in pairs(view):
        (sure, may), (other, maybe) = owners[i], owners[j]
        if sure & other:
            yield features(view, i, j), True
        elif not (sure | may) & (other | maybe):
            yield features(view, i, j), False


def _owners(row: Row, tag: Tag, every: frozenset[int]) -> tuple[frozenset[int], frozenset[int]]:
    if tag.kind == "step":
        return step_owners(row, _label(tag))
    if tag.kind == "dat":
        return day_owners(row, _label(tag)), frozenset()
    known = tag.kind in {"inv", "prj", "amt"}
    return (row.labels[_label(tag)], frozenset()) if known else (frozenset(), every)


def _label(tag: Tag) -> Label:
    return tag.label, tag.start, tag.end


if __name__ == "__main__":
    main()
