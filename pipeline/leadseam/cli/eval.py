"""`leadseam eval`: how good an answer is, against annotations."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from leadseam.cli._edge import USAGE, report, stderr
from leadseam.errors import InputError

HELP = """Score predictions against annotated documents.

Forms:

  leadseam eval GOLD.jsonl PREDICTED.jsonl     projects and metrics, PREDICTED printed by `leadseam extract`

  leadseam eval GOLD.jsonl PREDICTED.jsonl --by lang --by length     the same by slice, with 95 % intervals

  leadseam eval values FILE...                 money, dates, places and quantities, on files of annotated sentences
"""


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("eval", help=HELP)(evaluate)


def evaluate(
    arguments: Annotated[list[str], typer.Argument(metavar="GOLD PREDICTED | values FILE...")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY",
            help='Print Markdown tables by a key of the gold rows ("lang", "genre"), "length" or "projects".',
        ),
    ] = None,
    errors: Annotated[int, typer.Option(metavar="N", help="Also list up to N wrong, missed or superfluous items.")] = 0,
) -> None:
    """Score predictions against annotated documents."""
    if arguments[0] == "values":
        _values([Path(name) for name in arguments[1:]], as_json, errors)
    elif len(arguments) == 2 and by:
        _page(Path(arguments[0]), Path(arguments[1]), by)
    elif len(arguments) == 2:
        _documents(Path(arguments[0]), Path(arguments[1]), as_json, errors)
    else:
        report("eval takes GOLD PREDICTED, or `values` and at least one file; see leadseam eval --help")
        raise typer.Exit(USAGE)


def _documents(gold: Path, predicted: Path, as_json: bool, errors: int) -> None:
    from leadseam.run.evaluation import score

    result = score(_by_id(gold), _by_id(predicted))
    named = {"clean_negatives": result.clean_negatives, "false_leads": result.false_leads}
    clean = {name: value for name, value in named.items() if value is not None}
    figures = {"documents": result.documents, "projects": result.projects | clean, "metrics": result.metrics}
    _print(figures, as_json)
    _list(result.errors, errors)


def _page(gold: Path, predicted: Path, by: list[str]) -> None:
    from leadseam.run.quality import page

    typer.echo(page(_by_id(gold), _by_id(predicted), by=by), nl=False)


def _values(files: list[Path], as_json: bool, errors: int) -> None:
    from leadseam.values._score import score

    if not files:
        report("eval values needs at least one file of annotated sentences (JSONL)")
        raise typer.Exit(USAGE)
    rows = [row for file in files for row in _rows(file)]
    result = score(rows)
    false = {"distractors": result.distractors.figures} if result.distractors.rows else {}
    _print(result.figures | false, as_json)
    _list(result.errors, errors)


def _print(figures: dict[str, Any], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(figures, ensure_ascii=False, indent=1))
        return
    for name, value in figures.items():
        typer.echo(f"{name}: {_line(value)}")


def _line(value: Any) -> str:
    if isinstance(value, dict):
        return "  ".join(f"{name} {_line(part)}" for name, part in value.items())
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _list(lines: tuple[str, ...], most: int) -> None:
    for line in lines[:most]:
        typer.echo(line)
    if most and len(lines) > most:
        stderr().print(f"{len(lines) - most} more; raise --errors to see them")


def _by_id(path: Path) -> dict[str, Any]:
    return {str(row["id"]): row for row in _rows(path)}


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    rows = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            rows.append(_row(line, f"{path}:{number}"))
    return rows


def _row(line: str, name: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{name}: not JSON: {error.msg}") from error
    if not isinstance(row, dict) or "id" not in row:
        raise InputError(f'{name}: expected an object with an "id"')
    return row
