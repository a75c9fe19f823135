"""Train the models of projects: `python models/recipes/projects.py [--check]`.

Two models a language: a tagger of roles and steps (averaged perceptron on a linear chain) and the weights that link
what it finds (logistic regression). They learn from `corpus/snippets` and the opened halves of `corpus/gold`; the held-out
half is never read. Deterministic; the packages of the group `recipes` are needed. `--check` trains on three quarters of
the documents and scores the rest instead of writing anything.
"""

import argparse
import gzip
import hashlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pycrfsuite
from marked import ROOT, Row, documents, day_owners, snippets, step_owners, with_steps
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from leadseam.events._links import Scenery, Tag, features, pairs, scenery
from leadseam import events
from leadseam.events._taggers import Label, Models, decoded, stretches
from leadseam.events._units import Units, layers, units
from leadseam.resources import load
from leadseam.run.evaluation import score
from leadseam.schema import to_json

LEARNT = ("dev", "opened")
VARIETIES = {"zh": ("zh",), "en": ("en", "mt")}
ROUNDS = 12
LEAST = 2  # how often a feature must be seen
MOST_PAIRS = 600  # of one document
FOLDS = 4

_prepared: dict[str, list[Units]] = {}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--check", action="store_true", help="score by cross-validation, write nothing")
    options.add_argument("--lang", choices=tuple(VARIETIES), action="append")
    chosen = options.parse_args()
    for lang in chosen.lang or VARIETIES:
        short = [row for variety in VARIETIES[lang] for row in snippets(variety)]
        long = [row for variety in VARIETIES[lang] for row in documents(variety, LEARNT)]
        if chosen.check:
            check(short, long)
        else:
            write(lang, short, long)


def check(short: list[Row], long: list[Row]) -> None:
    """Figures of documents whose families no model has seen, fold by fold."""
    families = sorted({row.family for row in long})
    Random(1).shuffle(families)
    fold = {family: number % FOLDS for number, family in enumerate(families)}
    first = Models.of(tagger(short), {})
    for row in long:
        with_steps(row, tagged(first, row))
    gold: dict[str, Any] = {}
    found: dict[str, Any] = {}
    for number in range(FOLDS):
        rest = [row for row in long if fold[row.family] != number]
        models = Models.of(tagger(short + rest), linker(short, rest))
        for row in (row for row in long if fold[row.family] == number):
            gold[row.id] = {**(row.gold or {}), "metrics": []}
            found[row.id] = {"projects": [to_json(p) for p in events.find(row.analysis, load(), models)], "metrics": []}
        print(f"fold {number + 1} of {FOLDS}: {score(gold, found).total.figures()}", flush=True)


def write(lang: str, short: list[Row], long: list[Row]) -> None:
    """Train both models of a language and write them below `models/`."""
    first = Models.of(tagger(short), {})
    for row in long:
        with_steps(row, tagged(first, row))
    folder = ROOT / f"models/projects-{lang}"
    folder.mkdir(exist_ok=True)
    packed = gzip.compress(tagger(short + long), mtime=0)
    (folder / "tagger.crf.gz").write_bytes(packed)
    weights = linker(short, long)
    linked = json.dumps(weights, ensure_ascii=False, sort_keys=True, indent=0)
    (folder / "links.json").write_text(linked + "\n", encoding="utf-8")
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest()[:16] for name in ("tagger.crf.gz", "links.json")}
    print(f"{lang}: {len(short)} marked texts, {len(long)} documents; {len(packed) // 1000} kB, {len(weights)} links; {hashes}")


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
    table = DictVectorizer()
    matrix = table.fit_transform([dict.fromkeys(names, 1) for names, _ in told])
    often = np.asarray((matrix > 0).sum(0)).ravel() >= 3
    model = LogisticRegression(C=0.5, max_iter=400, fit_intercept=False)
    model.fit(matrix[:, often], [same for _, same in told])
    names = np.array(table.get_feature_names_out())[often]
    return {str(n): round(float(w), 3) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) > 0.02}


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
