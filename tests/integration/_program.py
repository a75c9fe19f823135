"""The program as users run it: a process of its own, its exit code, its two streams."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

ENVIRONMENT = {**os.environ, "COLUMNS": "120", "LEADSEAM_DB": "", "PYTHONWARNINGS": "default"}


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "leadseam", *map(str, words)]


def leadseam(*words: str | Path, cwd: Path, text: str | None = None) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(command(*words), cwd=cwd, input=text, capture_output=True, text=True, env=ENVIRONMENT)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def rows(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def dump(database: Path, *, without: tuple[str, ...] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, sorted, without the named columns; the search index is checked by `db check`."""
    with closing(sqlite3.connect(database)) as connection:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_index%' ESCAPE '\\'"
        names = [row[0] for row in connection.execute(tables)]
        return {name: _rows(connection, name, without) for name in sorted(names)}


def _rows(connection: sqlite3.Connection, table: str, without: tuple[str, ...]) -> list[tuple[Any, ...]]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info('{table}')") if row[1] not in without]
    named = ", ".join(f'"{column}"' for column in columns)
    return sorted(connection.execute(f'SELECT {named} FROM "{table}"'), key=repr) if columns else []
