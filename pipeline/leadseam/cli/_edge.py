"""The edge that all commands share: data to stdout, progress and messages to stderr, exit codes of the contract."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

T = TypeVar("T")

DONE, FAILED, USAGE, PARTIAL, INTERRUPTED = 0, 1, 2, 3, 130


@cache
def stderr() -> "Console":
    """The terminal that messages and progress go to."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def report(message: str) -> None:
    """One line on stderr."""
    stderr().print(f"leadseam: {message}", markup=False)


class PipeClosedError(Exception):
    """Whoever read our output has had enough of it (`| head`)."""


def write_line(row: Any) -> None:
    """One JSON object on one line of stdout."""
    try:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    except BrokenPipeError as error:
        # Typer would make a failure of it.
        raise PipeClosedError from error


@dataclass(slots=True)
class Outcome:
    """Counts what was done and names, once each, what was skipped."""

    done: int = 0
    skipped: list[str] = field(default_factory=list)

    def skip(self, name: str, reason: str) -> None:
        """Name a skipped input and why, at once."""
        self.skipped.append(name)
        report(f"skipped {name}: {reason}")

    def close(self) -> None:
        """Leave with the exit code that fits: 0, or 3 when something was skipped, or 1 when nothing else was done."""
        if not self.skipped:
            return
        report(f"{self.done} done, {len(self.skipped)} skipped")
        raise typer.Exit(PARTIAL if self.done else FAILED)


@contextmanager
def progress(label: str, total: int | None = None) -> "Iterator[Progress]":
    """A progress bar on stderr, silent when that is no terminal; advance it with `bar.advance(bar.task_ids[0])`."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=stderr(), disable=not stderr().is_terminal, transient=True) as bar:
        bar.add_task(label, total=total)
        yield bar


def track(items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
    """The items, with a progress bar that moves as they are taken."""
    with progress(label, total) as bar:
        for item in items:
            yield item
            bar.advance(bar.task_ids[0])
