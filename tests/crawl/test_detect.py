"""A new site from a column's address: the right engine, a file that loads, articles at once."""

from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from leadseam.cli import source as source_command
from leadseam.crawl.detect import candidates, detect
from leadseam.crawl.simulator import Simulator
from leadseam.crawl.source import load
from leadseam.errors import ConfigError, SourceError


def test_every_simulated_system_is_known_by_its_column_page(tmp_path: Path) -> None:
    with Simulator() as web:
        for site in web.sites:
            column = f"#{site.settings['column']}" if site.engine == "gkmlpt_json" else ""
            url = f"{web.urls[site.id]}{site.settings['list']}{column}"
            found = detect(url, contact=None, allow_loopback=True, delay_s=0)
            path = tmp_path / f"{site.id}.toml"
            path.write_text(found.text, encoding="utf-8")
            assert load(path).lists[0].engine == site.engine
            assert len(found.trial.articles) >= 4, site.id


@pytest.mark.parametrize(
    ("text", "url", "engine"),
    [
        ('<?xml version="1.0"?><rss/>', "https://example.org/feed", "rss"),
        ("<script>createPageHTML(9, 0, 'index', 'shtml')</script>", "https://example.org/xw/", "trs_static"),
        ("<script>$('#1').jpage({})</script>", "https://example.org/col/col77/index.html", "hanweb_jpage"),
        ('<meta name="channelId" content="0fd2a7c4b3e9">', "https://example.org/list.shtml", "ucap_json"),
        ("fetch('/searchList/0fd2a7c4b3e94c1a8d5e?page=1')", "https://example.org/list.shtml", "ucap_json"),
        ("<p>col/col77 and SID: '1'</p>", "https://example.org/list.html", "html_links"),
    ],
)
def test_the_surest_engine_comes_first(text: str, url: str, engine: str) -> None:
    assert candidates(text, url)[0]["engine"] == engine


def test_a_page_without_a_list_is_refused(site: Any) -> None:
    site.page("/about.html", "who we are")
    with pytest.raises(SourceError, match="no articles with html_links"):
        detect(f"{site.base}/about.html", contact=None, allow_loopback=True, delay_s=0)


def test_an_address_outside_needs_a_contact() -> None:
    with pytest.raises(ConfigError, match="LEADSEAM_CONTACT"):
        detect("https://example.org/", contact=None)


def test_source_add_writes_a_file_once(site: Any, tmp_path: Path) -> None:
    site.listing("/news/", [("/a/20260309/1.html", "2026-03-09"), ("/a/20260308/2.html", "2026-03-08")])
    app = typer.Typer()
    source_command.register(app)
    words = ["source", "add", f"{site.base}/news/", "--sources", str(tmp_path / "sites"), "--allow-loopback"]
    added = CliRunner().invoke(app, words)
    assert added.exit_code == 0, added.stderr
    (path,) = (tmp_path / "sites").iterdir()
    assert load(path).base == site.base
    assert "2 articles" in added.stdout
    assert isinstance(CliRunner().invoke(app, words).exception, ConfigError)
