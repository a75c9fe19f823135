"""`leadseam extract`: documents in, projects and metrics out."""

import sys
from typing import Annotated

import typer

from leadseam.cli._edge import Outcome, track, write_line


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("extract")(extract)


def extract(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, or - for JSONL on stdin.")],
    mentions: Annotated[bool, typer.Option("--mentions", help="Add every name found, with its offsets.")] = False,
    taggers: Annotated[
        bool, typer.Option("--taggers/--no-taggers", help="Without them rules find projects alone: faster, fewer.")
    ] = True,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line; this is the only form.")] = True,
) -> None:
    """Print the projects and metrics of every document, one JSON object a line, each field with its evidence.

    Example: leadseam extract article.html news/ > extracted.jsonl
    """
    from leadseam import leads, read
    from leadseam.resources import load
    from leadseam.schema import to_json

    outcome, resources = Outcome(), load()
    for found in track(read.documents(inputs, sys.stdin.buffer), "extract"):
        if isinstance(found, read.Skipped):
            outcome.skip(found.name, found.reason)
            continue
        row = to_json(leads.extract(found, resources, with_mentions=mentions, taggers=taggers))
        if not mentions:
            del row["mentions"]
        write_line(row)
        outcome.done += 1
    outcome.close()
