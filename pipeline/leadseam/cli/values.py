"""`leadseam values`: every value in a text, one JSON object a document."""

import sys
from typing import Annotated, Any

import typer

from leadseam.cli._edge import Outcome, track, write_line

_INPUTS = "Files (.txt, .html, .jsonl, .warc), folders of them, or - for JSONL on standard input."


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("values")(values)


def values(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help=_INPUTS)],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print JSONL: the only form, so it changes nothing.")] = False,
) -> None:
    """Print every amount, date, place and quantity in the documents, with its offsets."""
    from leadseam import read
    from leadseam.resources import load

    resources = load()
    outcome = Outcome()
    for document in track(read.documents(inputs, sys.stdin.buffer), "values"):
        if isinstance(document, read.Skipped):
            outcome.skip(document.name, document.reason)
            continue
        write_line(_row(document, resources))
        outcome.done += 1
    outcome.close()


def _row(document: Any, resources: Any) -> dict[str, Any]:
    from leadseam import values as finder
    from leadseam.leads import home_place

    home = home_place(document, resources)
    found = finder.find(
        document.text,
        resources,
        lang=document.lang or "zh",
        is_mt=document.is_mt,
        published=document.published,
        home=home.adcode if home else None,
    )
    return {"id": document.id, "values": [_value(value) for value in finder.named(found)]}


def _value(value: Any) -> dict[str, Any]:
    """The fields in the order of the contract: kind and place first, flags and confidence, then the rest."""
    from leadseam.schema import to_json

    plain: dict[str, Any] = to_json(value)
    first = ("kind", "start", "end", "text", "flags", "confidence")
    return {
        **{name: plain[name] for name in first},
        **{name: held for name, held in plain.items() if name not in first},
    }
