"""`make quality`: what the program finds in the held-out documents, as the tables of docs/reference/quality.md."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from leadseam import leads, read
from leadseam.resources import load
from leadseam.run.quality import page
from leadseam.schema import Document, to_json

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/reference/quality.md"
MARKS = "<!-- figures: written by make quality -->", "<!-- end -->"


def main() -> None:
    gold: dict[str, Any] = {}
    found: dict[str, Any] = {}
    for variety in ("zh", "en", "mt"):
        path = ROOT / f"corpus/gold/{variety}/test.jsonl"
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        gold |= {row["id"]: {"variety": variety, **row} for row in rows}
        for document in read.documents([str(path)], BytesIO()):
            assert isinstance(document, Document)
            found[document.id] = to_json(leads.extract(replace(document, home_place=None), load()))
    tables = page(gold, found, by=("variety", "genre", "length", "projects"))
    text = PAGE.read_text(encoding="utf-8")
    before, after = text.partition(MARKS[0])[0], text.partition(MARKS[1])[2]
    PAGE.write_text(f"{before}{MARKS[0]}\n{tables}{MARKS[1]}{after}", encoding="utf-8")
    print(tables)


if __name__ == "__main__":
    main()
