"""The public surface is complete, sorted and cheap to import."""

import subprocess
import sys

import leadseam


def test_all_is_sorted_and_complete() -> None:
    assert list(leadseam.__all__) == sorted(leadseam.__all__)
    assert all(hasattr(leadseam, name) for name in leadseam.__all__)


def test_importing_the_facade_loads_nothing_heavy() -> None:
    code = "import sys, leadseam, leadseam.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"spacy", "jieba", "rjieba", "dateparser", "sqlalchemy", "alembic", "requests", "lxml", "trafilatura"}
    assert not heavy & set(loaded)
