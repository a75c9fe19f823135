"""`make peers`: our values beside those of other libraries on the same annotated sentences, as a table for the docs.

    python -W ignore bench/peers PYTHON SUITES TABLE

PYTHON is the interpreter of an environment with the peers, SUITES a folder of annotated sentences, TABLE the Markdown
file whose part between the two marks is written anew.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from leadseam.schema import DateRange, Money, Percent, PlaceValue, Value
from leadseam.values import number
from leadseam.values._score import Report, score

Row = dict[str, Any]
PEERS = {
    "JioNLP": "jionlp",
    "Recognizers-Text": "recognizers",
    "quantulum3": "quantulum",
    "dateparser": "dateparser",
    "cpca": "cpca",
}
READS = {  # the kinds and languages that a peer claims to read
    "JioNLP": {"money zh", "date zh"},
    "Recognizers-Text": {f"{kind} {lang}" for kind in ("money", "date", "number", "percent") for lang in ("zh", "en")},
    "quantulum3": {"money en"},
    "dateparser": {"date zh", "date en"},
    "cpca": {"place zh"},
}
SUITES = {
    "hard cases": ("hard_cases",),
    "Recognizers-Text's money": ("mst_money_zh", "mst_money_en"),
    "Recognizers-Text's dates": ("mst_date_zh", "mst_date_en"),
    "Recognizers-Text's numbers": ("mst_number_zh", "mst_number_en"),
    "JioNLP's money": ("jio_money", "jio_money_spans"),
    "JioNLP's dates": ("jio_date",),
}
MARKS = "<!-- peers: written by make peers -->", "<!-- end -->"


def main() -> None:
    python, folder, table = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if not folder.is_dir():
        sys.exit(f"no annotated sentences in {folder}: the table is left as it is")
    lines = [f"| sentences | kind | expected | Leadseam | {' | '.join(PEERS)} |", "|---|---|--:|--:" + "|--:" * 5 + "|"]
    for title, names in SUITES.items():
        rows = [row for name in names for row in rows_of(folder / f"{name}.jsonl")]
        ours = score(rows)
        theirs = {peer: score(rows, reader=answers(python, script, rows)) for peer, script in PEERS.items()}
        lines += [line(title, kind, ours, theirs) for kind in ours.figures if kind.partition(" ")[0] != "quantity"]
    text = table.read_text(encoding="utf-8")
    before, _, rest = text.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    table.write_text("\n".join([before + MARKS[0], *lines, MARKS[1] + after]), encoding="utf-8")
    print("\n".join(lines))


def rows_of(path: Path) -> list[Row]:
    return [json.loads(one) for one in path.read_text(encoding="utf-8").splitlines()]


def line(title: str, kind: str, ours: Report, theirs: dict[str, Report]) -> str:
    """One row of the table: recall / precision of everybody who reads the kind."""
    cells = [pair(ours, kind), *(pair(report, kind) if kind in READS[peer] else "" for peer, report in theirs.items())]
    return f"| {title} | {kind} | {ours.figures[kind]['expected']} | {' | '.join(cells)} |"


def pair(report: Report, kind: str) -> str:
    figures = report.figures[kind]
    return f"{figures['recall']:.2f} / {figures['precision']:.2f}"


def answers(python: str, script: str, rows: Iterable[Row]) -> Callable[[Row], tuple[Value, ...]]:
    """A reader that knows what a peer found in every row, asked once for all of them."""
    asked = {row["id"]: {key: row.get(key) for key in ("id", "text", "lang", "ref_date")} for row in rows}
    for row in rows:
        asked[row["id"]]["kinds"] = [*row.get("kinds", ()), *(one["kind"] for one in row["expected"])]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in asked.values())
    command = [python, "-W", "ignore", str(Path(__file__).with_name("read.py")), script]
    told = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
    found = dict(zip(asked, map(json.loads, told.splitlines()), strict=True))
    return lambda row: tuple(value for one in found[row["id"]] if (value := as_value(one, row["text"])))


def as_value(one: Row, text: str) -> Value | None:
    """A peer's value in our form; None where its figures are none."""
    where = {"start": one["start"], "end": one["end"], "text": text[one["start"] : one["end"]]}
    try:
        if one["kind"] == "money":
            return Money(**where, lo=Decimal(one["lo"]), hi=Decimal(one["hi"]), currency=one["currency"])
        if one["kind"] == "date":
            days = {key: date.fromisoformat(one[key]) for key in ("from", "to")}
            return DateRange(**where, from_=days["from"], to=days["to"], grain="range")
        if one["kind"] == "place":
            return PlaceValue(**where, adcode=one["adcode"])
        if one["kind"] == "percent":
            return Percent(**where, lo=Decimal(one["lo"]), hi=Decimal(one["hi"]), basis="share")
        return number.Number(**where, lo=Decimal(one["lo"]), hi=Decimal(one["hi"]))
    except (InvalidOperation, ValueError):
        return None


if __name__ == "__main__":
    main()
