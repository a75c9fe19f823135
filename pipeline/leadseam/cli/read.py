"""`leadseam read`: pages and texts to documents."""

import sys
from typing import Annotated

import typer

from leadseam.cli._edge import Outcome, track, write_line

_INPUTS = "Files (.txt, .html, .jsonl, .warc), folders of them, or - for JSONL on standard input."


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("read")(read)


def read(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help=_INPUTS)],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print JSONL: the only form, so it changes nothing.")] = False,
) -> None:
    """Print what each input says and what is known about it: body, title, date, source, language, tables.

    One JSON object a document, in the order of the inputs. Inputs that cannot be read are named on standard error; the
    rest goes on (exit code 3).

    Example: leadseam read news/ page.html > documents.jsonl
    """
    from leadseam import leads
    from leadseam import read as reading
    from leadseam.resources import load
    from leadseam.schema import to_json

    outcome = Outcome()
    for found in track(reading.documents(inputs, sys.stdin.buffer), "reading"):
        if isinstance(found, reading.Skipped):
            outcome.skip(found.name, found.reason)
            continue
        write_line(to_json(found) | {"home_place": to_json(leads.home_place(found, load()))})
        outcome.done += 1
    outcome.close()
