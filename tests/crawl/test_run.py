"""A crawl from end to end against a site on loopback."""

from datetime import datetime, timedelta
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from leadseam import crawl
from leadseam.crawl import CrawlReport, Frontier, NewPage, Policy, Source
from leadseam.crawl.engines import html_links
from leadseam.errors import ConfigError, StoreError


@pytest.fixture
def run(tmp_path: Path, now: datetime, fast: Policy) -> Any:
    """One run per call, a day after the last."""
    days = iter(range(100))

    def once(*sources: Source) -> CrawlReport:
        at = now + timedelta(days=next(days))
        return crawl.run(sources, data=tmp_path / "data", now=at, allow_loopback=True, policy=fast)

    return once


def unread(data: Path) -> list[NewPage]:
    with Frontier(data) as frontier:
        return list(crawl.new_pages(frontier))


def acknowledge(data: Path) -> list[str]:
    with Frontier(data) as frontier:
        pages = list(crawl.new_pages(frontier))
        frontier.acknowledge(page.mark for page in pages)
    return [page.url for page in pages]


def test_pages_stay_unread_until_they_are_acknowledged(site: Any, run: Any, tmp_path: Path) -> None:
    site.listing("/news/", [("/a/20260309/1.html", "2026-03-09"), ("/a/20260308/2.html", "2026-03-08")])
    site.page("/a/20260309/1.html", "甲公司签约")
    site.page("/a/20260308/2.html", "乙公司开工")
    report = run(site.source(tmp_path)).sources[0]
    assert (report.listed, report.new, report.fetched, report.failed, report.error) == (2, 2, 2, 0, None)
    pages = unread(tmp_path / "data")
    assert [page.url for page in pages] == [site.base + "/a/20260309/1.html", site.base + "/a/20260308/2.html"]
    assert "甲公司签约" in pages[0].body.decode()
    assert pages[0].content_type == "text/html; charset=utf-8"
    assert (pages[0].published, pages[0].source_id) == ("2026-03-09", "site-a")
    assert len(acknowledge(tmp_path / "data")) == 2
    assert unread(tmp_path / "data") == []


def test_only_a_changed_page_comes_back(site: Any, run: Any, tmp_path: Path) -> None:
    paths = [f"/a/20260309/{number}.html" for number in range(3)]
    site.listing("/news/", [(path, "2026-03-09") for path in paths])
    site.page(paths[0], "kept with a validator", has_etag=True)
    site.page(paths[1], "kept without one")
    site.page(paths[2], "first wording", has_etag=True)
    source = site.source(tmp_path)
    run(source)
    acknowledge(tmp_path / "data")
    site.page(paths[2], "second wording", has_etag=True)
    report = run(source).sources[0]
    assert (report.new, report.fetched, report.changed, report.not_modified) == (0, 1, 1, 2)
    assert [page.url for page in unread(tmp_path / "data")] == [site.base + paths[2]]
    assert b"second wording" in unread(tmp_path / "data")[0].body


def test_a_page_that_changes_twice_before_it_is_read_is_read_once(site: Any, run: Any, tmp_path: Path) -> None:
    site.listing("/news/", [("/a/20260309/1.html", "2026-03-09")])
    for text in ("first", "second"):
        site.page("/a/20260309/1.html", text)
        run(site.source(tmp_path))
    assert [b"second" in page.body for page in unread(tmp_path / "data")] == [True]


def test_paging_stops_at_what_is_known(site: Any, run: Any, tmp_path: Path) -> None:
    for number in range(1, 6):
        days = [
            (f"/a/20260{3 - number // 3}0{number}/{n}.html", f"2026-0{3 - number // 3}-0{number}") for n in range(2)
        ]
        site.listing(f"/news/{number}", days, f'<a class="next" href="/news/{number + 1}">more</a>')
        for path, _ in days:
            site.page(path, path)
    lists = '[[list]]\nengine = "html_links"\npath = "/news/1"\nnext = "a.next"\nmax_pages = 5\n'
    source = site.source(tmp_path, lists)
    assert run(source).sources[0].listed == 10
    assert run(source).sources[0].listed == 2
    assert site.asked("/news/1") == 2
    assert site.asked("/news/2") == 1


def test_a_walk_that_broke_off_goes_deeper_the_next_time(site: Any, run: Any, tmp_path: Path) -> None:
    site.listing("/news/", [("/a/20260309/1.html", "2026-03-09")], '<a class="next" href="/news/2">more</a>')
    site.listing("/news/2", [("/a/20260308/2.html", "2026-03-08")])
    for path in ("/a/20260309/1.html", "/a/20260308/2.html"):
        site.page(path, path)
    second = site.answers["/news/2"]
    site.put("/news/2", status=500)
    source = site.source(tmp_path, '[[list]]\nengine = "html_links"\npath = "/news/"\nnext = "a.next"\n')
    broken = run(source).sources[0]
    assert broken.fetched == 1
    assert "HTTP 500" in broken.error
    site.answers["/news/2"] = second
    assert run(source).sources[0].new == 1


def test_a_paging_loop_ends(site: Any, run: Any, tmp_path: Path) -> None:
    loop = '<a class="next" href="/news/?again">more</a>'
    for path in ("/news/", "/news/?again"):
        site.listing(path, [("/a/20260309/1.html", "2026-03-09")], loop)
    site.page("/a/20260309/1.html", "once")
    lists = '[[list]]\nengine = "html_links"\npath = "/news/"\nnext = "a.next"\nmax_pages = 50\n'
    report = run(site.source(tmp_path, lists)).sources[0]
    assert (report.listed, report.fetched) == (1, 1)
    assert site.asked("/news/?again") == 1


def test_foreign_hosts_and_other_links_are_not_articles(site: Any, run: Any, tmp_path: Path) -> None:
    rows = [("https://example.org/a/20260309/9.html", "2026-03-09"), ("/a/20260309/1.html", "2026-03-09")]
    site.listing("/news/", [*rows, ("/a/20260309/photo.jpg", "2026-03-09")], '<a href="/about.html">About</a>')
    site.page("/a/20260309/1.html", "own")
    assert run(site.source(tmp_path)).sources[0].listed == 1
    assert {asked.path for asked in site.log} == {"/robots.txt", "/news/", "/a/20260309/1.html"}


def test_a_list_without_articles_is_a_failure_not_silence(site: Any, run: Any, tmp_path: Path) -> None:
    site.listing("/news/", [])
    assert "shows no articles" in run(site.source(tmp_path)).sources[0].error


def test_blocked_pages_are_not_retried_and_the_site_is_left_alone(site: Any, run: Any, tmp_path: Path) -> None:
    paths = [f"/a/20260309/{number}.html" for number in range(6)]
    site.listing("/news/", [(path, "2026-03-09") for path in paths])
    for path in paths:
        site.put(path, b"no", 412)
    source = site.source(tmp_path)
    report = run(source).sources[0]
    assert (report.blocked, report.fetched) == (3, 0)
    assert "left alone" in report.error
    run(source)
    assert all(site.asked(path) == 1 for path in paths)


def test_one_failing_source_does_not_hurt_the_other(site: Any, run: Any, tmp_path: Path) -> None:
    site.listing("/news/", [("/a/20260309/1.html", "2026-03-09")])
    site.page("/a/20260309/1.html", "fine")
    broken = site.source(tmp_path, '[[list]]\nengine = "html_links"\npath = "/moved/"\n', name="site-b")
    report = run(broken, site.source(tmp_path))
    assert [bool(source.error) for source in report.sources] == [True, False]
    assert [source.id for source in report.failed] == ["site-b"]


def test_two_crawls_cannot_share_a_folder(site: Any, run: Any, tmp_path: Path) -> None:
    site.listing("/news/", [("/a/20260309/1.html", "2026-03-09")])
    with Frontier(tmp_path / "data") as frontier, frontier.crawling(), pytest.raises(StoreError, match="another crawl"):
        run(site.source(tmp_path))


def test_outside_sites_need_a_contact(site: Any, tmp_path: Path, now: datetime) -> None:
    source = site.source(tmp_path)
    outside = source.model_copy(update={"http": source.http.model_copy(update={"base": "https://www.example.org"})})
    with pytest.raises(ConfigError, match="LEADSEAM_CONTACT"):
        crawl.run([outside], data=tmp_path / "data", now=now)


def test_a_page_that_failed_for_days_is_tried_again_once_its_site_is_well(site: Any, run: Any, tmp_path: Path) -> None:
    site.listing("/news/", [("/a/20260309/1.html", "2026-03-09")])
    site.put("/a/20260309/1.html", status=500)
    source = site.source(tmp_path)
    for _ in range(7):
        assert run(source).sources[0].failed == 1
    site.page("/a/20260309/1.html", "well again")
    assert run(source).sources[0].fetched == 1


def test_a_site_that_is_down_is_not_asked_for_articles(site: Any, run: Any, tmp_path: Path) -> None:
    site.listing("/news/", [("/a/20260309/1.html", "2026-03-09")])
    site.put("/a/20260309/1.html", status=500)
    source = site.source(tmp_path)
    run(source)
    asked = site.asked("/a/20260309/1.html")
    site.put("/news/", status=503)
    assert run(source).sources[0].error
    assert site.asked("/a/20260309/1.html") == asked


def test_an_engine_that_breaks_fails_its_source_alone(
    site: Any, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.listing("/news/", [("/a/20260309/1.html", "2026-03-09")])
    monkeypatch.setattr(html_links, "read", lambda *_words: 1 / 0)
    assert "engine html_links failed" in run(site.source(tmp_path)).sources[0].error


def test_two_sources_of_one_host_take_turns(site: Any, run: Any, tmp_path: Path) -> None:
    open_now: list[int] = []
    most = 0

    def slow() -> Any:
        nonlocal most
        open_now.append(1)
        most = max(most, len(open_now))
        sleep(0.02)
        open_now.pop()
        return page

    sources = []
    for name in ("site-a", "site-b"):
        paths = [f"/{name}/20260309/{number}.html" for number in range(4)]
        site.listing(f"/{name}/", [(path, "2026-03-09") for path in paths])
        for path in paths:
            site.page(path, path)
            page = site.answers[path]
            site.answers[path] = slow
        sources.append(site.source(tmp_path, f'[[list]]\nengine = "html_links"\npath = "/{name}/"\n', name=name))
    report = run(*sources)
    assert sum(source.fetched for source in report.sources) == 8
    assert most == 1
