"""`leadseam crawl` and `leadseam source`: what they print, where, and how they leave."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from leadseam.cli import crawl as crawl_command
from leadseam.cli import source as source_command
from leadseam.crawl import load_all, run
from leadseam.crawl.health import statuses
from leadseam.errors import ConfigError


@pytest.fixture
def folder(site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one source of the site, which is the current folder, too."""
    site.listing("/news/", [("/a/20260309/1.html", "2026-03-09"), ("/a/20260308/2.html", "2026-03-08")])
    site.page("/a/20260309/1.html", "甲公司与我市签约")
    site.page("/a/20260308/2.html", "乙公司项目开工")
    (tmp_path / "sites").mkdir()
    site.source(tmp_path / "sites", more='[expect]\nmin_7d = 3\nmax_silence_d = 5\nmust_contain = ["签约"]\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEADSEAM_SOURCES", str(tmp_path / "sites"))
    return tmp_path


def call(*words: str) -> Result:
    app = typer.Typer()
    crawl_command.register(app)
    source_command.register(app)
    return CliRunner().invoke(app, words)


def test_crawl_prints_one_json_object_on_stdout_and_the_table_on_stderr(folder: Path) -> None:
    found = call("crawl", "--allow-loopback", "--json")
    assert found.exit_code == 0, found.stderr
    (row,) = json.loads(found.stdout)["sources"]
    assert (row["id"], row["listed"], row["new"], row["fetched"], row["error"]) == ("site-a", 2, 2, 2, None)
    assert "site-a" in found.stderr
    assert (folder / "leadseam-data" / "crawl" / "frontier.sqlite").is_file()


def test_crawl_leaves_with_3_when_a_source_failed(folder: Path, site: Any) -> None:
    site.source(folder / "sites", '[[list]]\nengine = "html_links"\npath = "/gone/"\n', name="site-b")
    found = call("crawl", "--allow-loopback")
    assert found.exit_code == 3
    assert "site-b" in found.stderr
    assert "HTTP 404" in found.stderr


def test_crawl_leaves_with_3_for_a_broken_file_and_crawls_the_others(folder: Path) -> None:
    (folder / "sites" / "x.toml").write_text("[source]\nid = 1\n", encoding="utf-8")
    found = call("crawl", "--allow-loopback", "--json")
    assert found.exit_code == 3
    assert "x.toml" in found.stderr
    assert json.loads(found.stdout)["sources"][0]["fetched"] == 2


def test_crawl_leaves_with_1_when_nothing_was_done(folder: Path, site: Any) -> None:
    site.answers.clear()
    assert call("crawl", "--allow-loopback").exit_code == 1


def test_an_unknown_source_lists_the_known_ones(folder: Path) -> None:
    found = call("crawl", "--source", "site-z")
    assert isinstance(found.exception, ConfigError)
    assert "site-a" in str(found.exception)


def test_source_list(folder: Path) -> None:
    assert json.loads(call("source", "list", "--json").stdout)["id"] == "site-a"
    assert "html_links" in call("source", "list").stdout


def test_source_test_shows_what_it_read_and_stores_nothing(folder: Path) -> None:
    found = call("source", "test", "site-a", "--allow-loopback")
    assert found.exit_code == 0, found.stderr
    assert "2 articles" in found.stdout
    assert "article: ok" in found.stdout
    assert not (folder / "leadseam-data").exists()


def test_source_test_misses_the_expected_words(folder: Path, site: Any) -> None:
    site.page("/a/20260309/1.html", "a page of something else")
    found = call("source", "test", "site-a", "--allow-loopback")
    assert found.exit_code == 1
    assert "none of the expected words: 签约" in found.stderr


def test_source_status_before_and_after_a_crawl(folder: Path) -> None:
    before = call("source", "status", "--json")
    assert (before.exit_code, json.loads(before.stdout)["state"]) == (0, "never")
    assert not (folder / "leadseam-data").exists()
    call("crawl", "--allow-loopback")
    after = call("source", "status", "--json")
    row = json.loads(after.stdout)
    assert (after.exit_code, row["new_7d"], row["pages"], row["newest"]) == (3, 2, 2, "2026-03-09")


@pytest.mark.parametrize(("days", "min_7d", "state"), [(1, 2, "ok"), (1, 3, "few"), (7, 2, "silent")])
def test_health(folder: Path, site: Any, days: int, min_7d: int, state: str) -> None:
    at = datetime(2026, 3, 9, tzinfo=UTC)
    site.source(folder / "sites", more=f"[expect]\nmin_7d = {min_7d}\nmax_silence_d = 5\n")
    sources = load_all(folder / "sites")
    run(sources, data=folder / "data", now=at, allow_loopback=True)
    (found,) = statuses(sources, folder / "data", at + timedelta(days=days))
    assert found.state == state


def test_a_failing_source_shows_its_error(folder: Path, site: Any) -> None:
    site.answers.clear()
    sources = load_all(folder / "sites")
    at = datetime(2026, 3, 9, tzinfo=UTC)
    run(sources, data=folder / "data", now=at, allow_loopback=True)
    (found,) = statuses(sources, folder / "data", at)
    assert (found.state, found.last_success) == ("failing", None)
    assert "HTTP 404" in (found.error or "")
