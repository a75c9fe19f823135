"""Join texts and annotations into gold documents, and compare two annotations of the same texts.

    python corpus/annotate.py join TEXTS.jsonl ANNOTATIONS.jsonl > GOLD.jsonl
    python corpus/annotate.py agree FIRST.jsonl SECOND.jsonl

A text is a document of the program with `genre` and `family` (who wrote it, after which pattern). An annotation is
`{"id", "home_place", "names": [[kind, text], ...], "projects": [...], "metrics": [...]}` in the forms of
`corpus/guidelines.md`; `evidence` is one verbatim string or a mapping of field to string. `join` finds the offsets and
prints every doubt on standard error (exit 1 if there is one); `agree` prints how far two annotators agree.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

from leadseam.resources import regions
from leadseam.run.evaluation import score
from leadseam.schema import FAMILIES, STAGES, MetricKind, Op

Row = dict[str, Any]
KINDS = ("company", "government", "park", "person", "project")
UNITS = re.compile(r"[A-Z]{3}|[a-z%_ ]+")


def rows(path: str) -> dict[str, Row]:
    """The rows of a JSONL file by their id."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, filter(None, lines))}


def join(text: Row, annotation: Row) -> Row:
    """A text and its annotation as one gold document, evidence and names with their offsets.

    >>> gold = join({"id": "a", "text": "华腾落户。"}, {"names": [["company", "华腾"]], "projects": [], "metrics": []})
    >>> gold["names"]
    [{'kind': 'company', 'start': 0, 'end': 2, 'text': '华腾'}]
    """
    body, title = text["text"], text.get("title") or ""
    told = {key: value for key, value in annotation.items() if key.startswith("home_place")}
    found = {key: [located(item, body, title) for item in annotation.get(key) or []] for key in ("projects", "metrics")}
    return {**text, "home_place": None, **told, **found, "names": list(name_spans(annotation.get("names") or [], body))}


def located(item: Row, body: str, title: str) -> Row:
    """An item whose evidence strings carry their first offsets in the body; one of the title carries none."""
    told = item.get("evidence") or {}
    quotes = {"item": told} if isinstance(told, str) else told
    return {**item, "evidence": [span(field, quote, body, title) for field, quote in quotes.items() if quote]}


def span(field: str, quote: str, body: str, title: str) -> Row:
    start = body.find(quote)
    if start >= 0:
        return {"field": field, "start": start, "end": start + len(quote), "text": quote}
    return {"field": field, "text": quote, "in": "title" if quote in title else None}


def name_spans(names: list[list[str]], body: str) -> Iterator[Row]:
    """Every occurrence of every name, the longer name first where two overlap, in the order of the text."""
    taken: list[Row] = []
    for kind, name in sorted(names, key=lambda one: -len(one[1])):
        inside = re.escape(name) if not name[0].isascii() else rf"(?<!\w){re.escape(name)}(?!\w)"
        for match in re.finditer(inside, body):
            if all(match.end() <= one["start"] or match.start() >= one["end"] for one in taken):
                taken.append({"kind": kind, "start": match.start(), "end": match.end(), "text": name})
    yield from sorted(taken, key=lambda one: int(one["start"]))


def doubts(gold: Row, annotation: Row, codes: frozenset[str]) -> Iterator[str]:
    """What of a gold document breaks the forms, in words."""
    if gold["home_place"] is not None and gold["home_place"] not in codes:
        yield f"home_place {gold['home_place']} is no division of today"
    marked = {span["text"] for span in gold["names"]}
    for kind, name in annotation.get("names") or []:
        if kind not in KINDS:
            yield f"name {name}: kind {kind} is none of {', '.join(KINDS)}"
        if name not in marked and name not in gold["text"] and name not in (gold.get("title") or ""):
            yield f"name {name} does not occur"
    for number, item in enumerate(gold["projects"]):
        yield from (f"project {number}: {doubt}" for doubt in project_doubts(item, codes))
    for number, item in enumerate(gold["metrics"]):
        yield from (f"metric {number}: {doubt}" for doubt in metric_doubts(item, codes))


def project_doubts(item: Row, codes: frozenset[str]) -> Iterator[str]:
    yield from common_doubts(item, codes)
    if not item.get("companies") and not item.get("project"):
        yield "neither a company nor a project name"
    for stage in (item.get("stage"), *item.get("stage_accept", ())):
        if stage not in STAGES:
            yield f"stage {stage}"
    amount = item.get("amount")
    if amount and not (isinstance(amount.get("value"), int | float) and re.fullmatch("[A-Z]{3}", amount["currency"])):
        yield f"amount {amount}"
    if amount and amount.get("op") not in get_args(Op):
        yield f"amount's op {amount.get('op')}"
    yield from period_doubts("date", item.get("date"))


def metric_doubts(item: Row, codes: frozenset[str]) -> Iterator[str]:
    yield from common_doubts(item, codes)
    if item.get("family") not in FAMILIES:
        yield f"family {item.get('family')}"
    if not isinstance(item.get("value"), int | float) or not UNITS.fullmatch(item.get("unit") or ""):
        yield f"value {item.get('value')} {item.get('unit')}"
    if item.get("kind") not in get_args(MetricKind):
        yield f"kind {item.get('kind')}"
    if item.get("op") not in get_args(Op):
        yield f"op {item.get('op')}"
    yield from period_doubts("period", item.get("period"))


def common_doubts(item: Row, codes: frozenset[str]) -> Iterator[str]:
    place = item.get("place")
    code = place.get("adcode") if place else None
    if code is not None and code not in codes:
        yield f"place {code} is no division of today"
    if not item["evidence"]:
        yield "no evidence"
    for quote in item["evidence"]:
        if "start" not in quote and quote["in"] is None:
            yield f"evidence {quote['text']!r} is not in the text"


def period_doubts(name: str, period: Row | None) -> Iterator[str]:
    if period is None:
        return
    try:
        ends = [date.fromisoformat(period[key]) for key in ("start", "end") if period.get(key)]
    except ValueError as error:
        yield f"{name}: {error}"
        return
    if not ends or ends != sorted(ends):
        yield f"{name} {period}"


def agreement(first: dict[str, Row], second: dict[str, Row]) -> dict[str, float]:
    """F1 of the items and of the whole tuples of two annotations, one taken as the gold of the other."""
    common = first.keys() & second.keys()
    result = score({key: first[key] for key in common}, {key: second[key] for key in common})
    wanted = ("f1", "tuple_f1")
    parts = {"projects": result.projects, "metrics": result.metrics}
    figures = {f"{part} {name}": round(values[name], 3) for part, values in parts.items() for name in wanted}
    fields = {f"projects {name}": round(result.projects[name], 3) for name in ("stage", "amount", "place", "date")}
    homes = [first[key].get("home_place") == second[key].get("home_place") for key in common]
    return {"documents": len(common), **figures, **fields, "home place": round(sum(homes) / (len(homes) or 1), 3)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("join", "agree"))
    parser.add_argument("first", metavar="TEXTS|FIRST")
    parser.add_argument("second", metavar="ANNOTATIONS|SECOND")
    asked = parser.parse_args()
    first, second = rows(asked.first), rows(asked.second)
    if asked.command == "agree":
        print(json.dumps(agreement(first, second), ensure_ascii=False, indent=1))
        return 0
    codes = frozenset(regions.table().current)
    clean = True
    for key, text in first.items():
        if key not in second:
            print(f"{key}: not annotated", file=sys.stderr)
            clean = False
            continue
        gold = join(text, second[key])
        for doubt in doubts(gold, second[key], codes):
            print(f"{key}: {doubt}", file=sys.stderr)
            clean = False
        print(json.dumps(gold, ensure_ascii=False))
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())
