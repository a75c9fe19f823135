"""The nightly run over the demonstration sites: once, again, killed in the middle, and what the demo prints."""

import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.integration._program import ENVIRONMENT, command, dump, leadseam, rows

from leadseam.crawl.simulator import Simulator

MOMENTS = ("first_seen", "last_seen", "recorded")


def night(folder: Path, name: str) -> tuple[str | Path, ...]:
    return ("nightly", "--db", f"{name}.sqlite", "--data", name, "--sources", folder / "sources", "--allow-loopback")


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Simulator, Path]]:
    folder = tmp_path_factory.mktemp("web")
    with Simulator() as simulator:
        simulator.write_sources(folder / "sources")
        yield simulator, folder


def test_a_second_night_fetches_and_adds_nothing(web: tuple[Simulator, Path]) -> None:
    simulator, folder = web
    first = rows(leadseam(*night(folder, "twice"), "--json", cwd=folder).stdout)[0]
    before = dump(folder / "twice.sqlite")
    simulator.requests.clear()
    second = leadseam(*night(folder, "twice"), "--json", cwd=folder)
    assert second.returncode == 0, second.stderr
    report = rows(second.stdout)[0]
    pages = sum(len(site.pages) for site in simulator.sites)
    assert first["stored"] >= 0.8 * pages
    assert (report["stored"], report["known"]) == (0, 0)
    assert sum(row["fetched"] for row in report["crawl"]["sources"]) == 0
    assert dump(folder / "twice.sqlite") == before


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.8, 1.6, 2.4])
def test_a_killed_night_run_again_ends_in_the_same_database(web: tuple[Simulator, Path], seconds: float) -> None:
    _, folder = web
    if not (folder / "whole.sqlite").exists():
        leadseam(*night(folder, "whole"), cwd=folder)
    name = f"killed-{seconds}"
    process = subprocess.Popen(
        command(*night(folder, name)), cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(seconds)
    process.kill()
    process.wait()
    again = leadseam(*night(folder, name), cwd=folder)
    assert again.returncode == 0, again.stderr
    found, whole = (dump(folder / f"{one}.sqlite", without=(*MOMENTS, "change_seq", "n")) for one in (name, "whole"))
    assert found == whole


def test_the_demo_shows_leads_metrics_files_and_what_to_try_next(tmp_path: Path) -> None:
    first = leadseam("demo", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    last = first.stdout.strip().splitlines()[-1]
    assert re.fullmatch(r"\d+ leads, \d+ metrics in demo/leads\.sqlite", last)
    for words in ("Leads by region", "Metrics", "demo/leads.csv", "Try next:", "search --region 湖北"):
        assert words in first.stdout
    second = leadseam("demo", cwd=tmp_path)
    assert second.stdout.strip().splitlines()[-1] == last
    assert (tmp_path / "demo/leads.csv").read_text(encoding="utf-8").startswith("lead_id,")
