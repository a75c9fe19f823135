"""Marked texts and annotated documents as training rows: what is labelled in them, and what belongs together.

`corpus/snippets/<variety>/*.txt` hold one text a line: its date, a tab, the text with marks such as `{i1:name}`
(`corpus/README.md` has the list). Gold documents are labelled from their annotation.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from leadseam import read
from leadseam.crawl._demo_site import load_sites, render
from leadseam.events._taggers import Label
from leadseam.lang import simplified
from leadseam.leads import analyze
from leadseam.resources import load
from leadseam.schema import Analysis, Document, Money

ROOT = Path(__file__).parents[2]
MARK = re.compile(r"\{([a-z])([\d,]*)(?:=([a-z]+)(\?)?)?:([^{}]*)\}")
ROLES = dict(zip("icpqgkhmdt", ("inv", "org", "prj", "oth", "gov", "park", "per", "amt", "dst", "dat"), strict=True))
_KINDS = {"company": "org", "project": "oth", "park": "park", "government": "gov", "person": "per"}
NAMES = frozenset({"inv", "org", "prj", "oth", "gov", "park", "per"})


@dataclass(slots=True)
class Row:
    """One analyzed text: its labels, each with the numbers of its projects, and its annotation if it has one."""

    id: str
    variety: str
    family: str
    analysis: Analysis
    labels: dict[Label, frozenset[int]] = field(default_factory=dict)
    gold: dict[str, Any] | None = None


def parsed(line: str) -> tuple[date, str, dict[Label, frozenset[int]]]:
    """The date, plain text and labels of a marked line.

    >>> parsed("2024-01-02\\t{i1:宏远}{s1=signed?:将签约}")[1:]
    ('宏远将签约', {('inv', 0, 2): frozenset({1}), ('signed?', 2, 5): frozenset({1})})
    """
    day, text = line.rstrip("\n").split("\t", 1)
    plain, last = "", 0
    labels: dict[Label, frozenset[int]] = {}
    for mark in MARK.finditer(text):
        plain += text[last : mark.start()]
        label = ROLES[mark[1]] if mark[1] != "s" else mark[3] + (mark[4] or "")
        numbers = frozenset(int(n) for n in mark[2].split(",") if n)
        labels[label, len(plain), len(plain) + len(mark[5])] = numbers
        plain += mark[5]
        last = mark.end()
    return date.fromisoformat(day), (plain + text[last:]).replace("⏎", "\n"), labels


def snippets(variety: str) -> Iterator[Row]:
    """The marked texts of one variety (zh, en, mt)."""
    for path in sorted((ROOT / f"corpus/snippets/{variety}").glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            day, text, labels = parsed(line)
            lang = "zh" if variety == "zh" else "en"
            name = f"{path.stem}:{number}"
            document = Document(id=name, text=text, published=day, lang=lang, is_mt=variety == "mt")
            analysis = _simplified(analyze(document, load()))
            if len(analysis.document.text) == len(text):
                yield Row(name, variety, name, analysis, labels)


def documents(variety: str, splits: tuple[str, ...]) -> Iterator[Row]:
    """The annotated documents of one variety, their names labelled by role."""
    for split in splits:
        path = ROOT / f"corpus/gold/{variety}/{split}.jsonl"
        rows = {row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
        for document in read.documents([str(path)], BytesIO()):
            assert isinstance(document, Document)
            gold = rows[document.id]
            analysis = _simplified(analyze(replace(document, home_place=None), load()))
            yield Row(
                document.id,
                variety,
                gold.get("family", document.id),
                analysis,
                dict(_named(gold, analysis.document.text)),
                gold,
            )


def pages(lang: str) -> Iterator[Row]:
    """The demonstration sites' pages of one language, as the reader sees them, with their annotation."""
    path = ROOT / "corpus/gold/pages.jsonl"
    rows = {row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    for site in load_sites(ROOT / "corpus/pages"):
        for page in site.pages:
            document = read.page(render(site, page), id=page.path, url=page.path)
            gold = rows.get(f"{site.id}/{page.slug}")
            if gold and document.lang == lang:
                analysis = _simplified(analyze(document, load()))
                yield Row(gold["id"], lang, site.id, analysis, {}, gold)


def _simplified(analysis: Analysis) -> Analysis:
    return replace(analysis, document=replace(analysis.document, text=simplified(analysis.document.text)))


def _named(gold: dict[str, Any], text: str) -> Iterator[tuple[Label, frozenset[int]]]:
    """Where the names of an annotation stand, longer ones first, with the projects they are of."""
    investors = [_folded(p["companies"]) for p in gold["projects"]]
    projects = [_folded(called(p)) for p in gold["projects"]]
    names = {(_KINDS[one["kind"]], simplified(one["text"])) for one in gold.get("names", ())}
    names |= {("org", name) for some in investors for name in some} | {
        ("oth", name) for some in projects for name in some
    }
    taken = bytearray(len(text))
    for kind, name in sorted(names, key=lambda pair: (-len(pair[1]), pair)):
        pattern = rf"(?<![A-Za-z\d]){re.escape(name)}(?![A-Za-z\d])" if name.isascii() else re.escape(name)
        owners = investors if kind == "org" else projects if kind == "oth" else []
        of = frozenset(n for n, some in enumerate(owners, 1) if name in some)
        label = {"org": "inv", "oth": "prj"}.get(kind, kind) if of else kind
        for match in re.finditer(pattern, text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\x01" * len(match.group())
                yield (label, *match.span()), of


def _folded(names: list[str]) -> set[str]:
    return {simplified(name) for name in names}


def called(project: dict[str, Any]) -> list[str]:
    """A project's name and its further names."""
    return [name for name in (project["project"], *project.get("aliases", ())) if name]


def with_steps(row: Row, tagged: list[Label]) -> None:
    """Label the sums of an annotated document, and what a first tagger sees of steps and places near its proofs."""
    assert row.gold is not None
    text = row.analysis.document.text
    proofs = [span for p in row.gold["projects"] for span in _proofs(p, text)]
    near = [s for s in row.analysis.sentences if any(a < s.end and s.start < b for a, b in proofs)]
    sums: dict[Label, frozenset[int]] = {}
    for value in row.analysis.values:
        of = _owners(row.gold["projects"], value) if isinstance(value, Money) else frozenset()
        if of and any(s.start <= value.start < s.end for s in near):
            sums["amt", value.start, value.end] = of
    steps = {
        label: frozenset[int]()
        for label in tagged
        if label[0] not in NAMES | {"amt"} and any(s.start <= label[1] < s.end for s in near)
    }
    for label, of in (sums | steps).items():
        if not any(a < label[2] and label[1] < b for _, a, b in row.labels):
            row.labels[label] = of


def _owners(projects: list[dict[str, Any]], value: Money) -> frozenset[int]:
    """The projects whose amount a sum is."""
    amounts = [float((p.get("amount") or {}).get("value") or 0) for p in projects]
    said = float(value.lo or 0)
    return frozenset(n for n, own in enumerate(amounts, 1) if own and said and abs(own - said) <= 0.005 * own)


def _proofs(project: dict[str, Any], text: str, *fields: str) -> Iterator[tuple[int, int]]:
    for proof in project["evidence"]:
        words = simplified(proof["text"])
        start = text.find(words)
        if start >= 0 and (not fields or proof["field"] in fields):
            yield start, start + len(words)


def step_owners(row: Row, label: Label) -> tuple[frozenset[int], frozenset[int]]:
    """The projects of a document that a step is surely of, and those that it may be of."""
    assert row.gold is not None
    told = label[0].rstrip("?"), label[0].endswith("?")
    sure, may = set(), set()
    for number, project in enumerate(row.gold["projects"], 1):
        steps = {(s["stage"], bool(s["planned"])) for s in project.get("stages") or []}
        if told not in steps | {(project["stage"], bool(project["planned"]))}:
            continue
        proofs = _proofs(project, row.analysis.document.text, "stage", "item")
        (sure if any(a < label[2] and label[1] < b for a, b in proofs) else may).add(number)
    return frozenset(sure), frozenset(may)


def day_owners(row: Row, label: Label) -> frozenset[int]:
    """The projects of a document whose date is proved by a stretch that holds a date."""
    assert row.gold is not None
    text = row.analysis.document.text
    told = enumerate(row.gold["projects"], 1)
    return frozenset(n for n, p in told if any(a < label[2] and label[1] < b for a, b in _proofs(p, text, "date")))
