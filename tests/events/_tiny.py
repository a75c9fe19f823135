"""Models small enough to be made in a test: a tagger taught by a marked sentence, weights as they are given."""

import tempfile
from datetime import date
from pathlib import Path

import pycrfsuite

from leadseam.events._taggers import Label, Models
from leadseam.events._units import layers, units
from leadseam.lang import simplified
from leadseam.leads import analyze
from leadseam.resources import load
from leadseam.schema import Analysis, Document, Lang, Span

PUBLISHED = date(2024, 5, 6)


def analyzed(text: str, lang: Lang = "zh") -> Analysis:
    """An analysis of a text published on 6 May 2024."""
    return analyze(Document(id="x", text=text, lang=lang, published=PUBLISHED), load())


def label(text: str, kind: str, words: str, nth: int = 0) -> Label:
    """The label of the nth occurrence of some words."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return kind, start, start + len(words)


def labelled(text: str, *told: tuple[str, str]) -> list[Label]:
    """Labels of the first occurrences of words."""
    return [label(text, kind, words) for kind, words in told]


def taught(
    text: str,
    found: list[Label],
    lang: Lang = "zh",
    *,
    links: dict[str, float] | None = None,
    stage: dict[str, float] | None = None,
    sure: dict[str, float] | None = None,
) -> Models:
    """Models whose tagger has learned these labels of this text by heart, and that link what `links` says."""
    part = units(layers(analyzed(simplified(text), lang), load()), Span(0, len(text)))
    chain = ["O"] * len(part.spans)
    for kind, start, end in found:
        inside = [k for k, (a, b) in enumerate(part.spans) if a < end and start < b]
        chain[inside[0]] = "B-" + kind
        for k in inside[1:]:
            chain[k] = "I-" + kind
    trainer = pycrfsuite.Trainer(verbose=False, algorithm="lbfgs")
    trainer.set_params({"c2": 0.01, "max_iterations": 60})
    trainer.append(part.features, chain)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tagger.crf"
        trainer.train(str(path))
        return Models.of(path.read_bytes(), links or {}, stage, sure)
