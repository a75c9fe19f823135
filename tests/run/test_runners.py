"""Runners give the same answer, in order, and survive a shard that kills its process."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from leadseam.read import Skipped, Unit
from leadseam.run import shard as shards
from leadseam.run.runners import Inline, Pool, Runner, choose
from leadseam.run.shard import Shard, ShardReport


def units(count: int, folder: Path) -> Iterator[Unit]:
    for n in range(count):
        path = folder / f"a{n:02}.txt"
        path.write_text(f"第{n}篇：今天天气很好。", encoding="utf-8")
        yield Unit(str(path), path=path)


def fatal_on_a03(shard: Shard) -> ShardReport:
    if any(unit.where.endswith("a03.txt") for unit in shard.units):
        os.kill(os.getpid(), 9)
    return shards.run(shard)


@pytest.mark.parametrize("runner", [Inline(), Pool(2)])
def test_every_document_once_in_order(runner: Runner, tmp_path: Path) -> None:
    cut = shards.cut(units(10, tmp_path), tmp_path / "out", size=3)
    (tmp_path / "out").mkdir()
    reports = list(runner.map(shards.run, cut))
    assert [report.documents for report in reports] == [3, 3, 3, 1]
    rows = [line for report in reports if report.out for line in report.out.read_text(encoding="utf-8").splitlines()]
    assert [f'"id": "a{n:02}"' in row for n, row in enumerate(rows)] == [True] * 10


def test_the_fatal_input_is_found_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    cut = shards.cut(units(8, tmp_path), tmp_path / "out", size=4)
    reports = list(Pool(2).map(fatal_on_a03, cut))
    assert sum(report.documents for report in reports) == 7
    skipped = [entry for report in reports for entry in report.skipped]
    assert skipped == [Skipped(str(tmp_path / "a03.txt"), "the program crashed on it")]


def test_a_shard_file_appears_whole(tmp_path: Path) -> None:
    shard = next(shards.cut(units(2, tmp_path), tmp_path))
    report = shards.run(shard)
    assert report.out == shard.out
    assert not list(tmp_path.glob("*.tmp"))


def test_little_work_stays_in_this_process() -> None:
    runner, units = choose(iter(range(10)))
    assert (runner, list(units)) == (Inline(), list(range(10)))
    runner, units = choose(iter(range(10_000)), workers=3)
    assert (runner, len(list(units))) == (Pool(3), 10_000)
