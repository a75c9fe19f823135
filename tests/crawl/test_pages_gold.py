"""The gold of the demonstration pages: one line a page, in the contract's terms, its evidence verbatim."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from leadseam.crawl._demo_site import DemoSite, Page, load_sites
from leadseam.crawl.simulator import PORT, find_pages
from leadseam.schema import FAMILIES, STAGES, MetricKind, Op

GOLD = Path(__file__).parents[2] / "corpus" / "gold" / "pages.jsonl"
LINES: list[dict[str, Any]] = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def pages() -> dict[str, tuple[DemoSite, Page]]:
    return {f"{site.id}/{page.slug}": (site, page) for site in load_sites(find_pages()) for page in site.pages}


def test_every_page_has_one_line(pages: dict[str, tuple[DemoSite, Page]]) -> None:
    assert Counter(line["id"] for line in LINES) == Counter(list(pages))


def test_at_least_twenty_pages_hold_nothing() -> None:
    empty = [line for line in LINES if not any(not entry.get("optional") for entry in entries(line))]
    assert len(empty) >= 20


@pytest.mark.parametrize("line", LINES, ids=lambda line: str(line["id"]))
def test_a_line_keeps_to_the_contract(line: dict[str, Any], pages: dict[str, tuple[DemoSite, Page]]) -> None:
    site, page = pages[line["id"]]
    assert line["url"] == f"http://127.0.0.1:{PORT + site.settings['offset']}{page.path}"
    assert line["state"] == page.state
    assert line["published"] in (page.published.date().isoformat(), None)
    for place in (line["home_place"], *(entry["place"] for entry in entries(line))):
        assert place is None or place.get("country") or re.fullmatch(r"[1-8]\d{5}", place["adcode"])
    for project in line["projects"]:
        check_project(project)
    for metric in line["metrics"]:
        check_metric(metric)
    for entry in entries(line):
        check_words(entry, page)


def entries(line: dict[str, Any]) -> list[dict[str, Any]]:
    return [*line["projects"], *line["metrics"]]


def check_project(project: dict[str, Any]) -> None:
    assert project["project"] or project["companies"]
    assert {project["stage"], *(step["stage"] for step in project["stages"])} <= set(STAGES)
    if amount := project["amount"]:
        assert amount["value"] > 0
        assert amount["op"] in get_args(Op)
        assert re.fullmatch("[A-Z]{3}", amount["currency"])
    check_period(project["date"])


def check_metric(metric: dict[str, Any]) -> None:
    assert metric["family"] in FAMILIES
    assert metric["kind"] in get_args(MetricKind)
    assert metric["op"] in get_args(Op)
    assert metric["value"] > 0 or metric["kind"] == "change"
    assert metric["threshold"] is None or metric["threshold"]["value"] > 0
    check_period(metric["period"])


def check_period(period: dict[str, str] | None) -> None:
    assert period is None or date.fromisoformat(period["start"]) <= date.fromisoformat(period["end"])


def check_words(entry: dict[str, Any], page: Page) -> None:
    """Evidence that is given stands so in the page's own words, and what must be found has some."""
    words = entry["evidence"]
    assert words or entry.get("optional")
    assert words is None or words in page.title or words in page.body
