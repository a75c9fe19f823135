"""The demonstration sites answer as their content systems do, and every page has its gold line."""

import gzip
import json
import re
import signal
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from leadseam import crawl
from leadseam.crawl._demo_site import DemoSite, Page, render
from leadseam.crawl.simulator import Simulator
from leadseam.errors import ConfigError, SourceError

ENGINES = {"trs_static", "hanweb_jpage", "gkmlpt_json", "ucap_json", "rss", "html_links"}


@pytest.fixture(scope="module")
def web() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


def ask(url: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection.request(method, target, headers={name.replace("_", "-"): text for name, text in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def site_of(web: Simulator, engine: str) -> tuple[DemoSite, str]:
    site = next(site for site in web.sites if site.engine == engine)
    return site, web.urls[site.id]


def every_page(web: Simulator) -> list[tuple[DemoSite, Page]]:
    return [(site, page) for site in web.sites for page in site.pages]


def test_six_content_systems_are_played(web: Simulator) -> None:
    assert {site.engine for site in web.sites} == ENGINES
    assert len(set(web.urls.values())) == len(ENGINES)


def test_every_page_is_served_with_its_words(web: Simulator) -> None:
    for site, page in every_page(web):
        answer, body = ask(web.urls[site.id] + page.path)
        assert answer.status == 200, page.path
        shown = words_of(body.decode(page.charset or site.charset))
        for line in page.text.splitlines():
            assert "".join(line.split()) in shown, (page.slug, line)


def words_of(html: str) -> str:
    """What the tags of a page leave, without any space."""
    return "".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def test_a_page_carries_headlines_that_are_not_its_own(web: Simulator) -> None:
    for site, page in every_page(web):
        html = ask(web.urls[site.id] + page.path)[1].decode(page.charset or site.charset)
        others = [other.title for other in site.pages if other.title != page.title]
        assert any(title in html for title in others), page.slug


def test_a_known_etag_answers_304_without_a_body(web: Simulator) -> None:
    for site, page in every_page(web):
        url = web.urls[site.id] + page.path
        etag = ask(url)[0].headers["ETag"]
        answer, body = ask(url, If_None_Match=etag)
        assert (answer.status, body, answer.headers["ETag"]) == (304, b"", etag)
        assert ask(url, If_None_Match='"other"')[0].status == 200


def test_if_modified_since_compares_with_the_publication(web: Simulator) -> None:
    site, page = every_page(web)[0]
    url = web.urls[site.id] + page.path
    modified = ask(url)[0].headers["Last-Modified"]
    assert ask(url, If_Modified_Since=modified)[0].status == 304
    assert ask(url, If_Modified_Since="Sun, 01 Jan 2023 00:00:00 GMT")[0].status == 200
    assert ask(url, If_Modified_Since="yesterday")[0].status == 200
    assert ask(url, If_Modified_Since=modified, If_None_Match='"other"')[0].status == 200


def test_head_gzip_and_404(web: Simulator) -> None:
    site, page = every_page(web)[0]
    url = web.urls[site.id] + page.path
    plain = ask(url)[1]
    head, nothing = ask(url, "HEAD")
    assert (head.status, nothing, int(head.headers["Content-Length"])) == (200, b"", len(plain))
    packed, body = ask(url, Accept_Encoding="gzip, br")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == plain
    for path in ("/no/such/page.html", "/files/../site.toml", "/files/..%2Fsite.toml", "/files/"):
        assert ask(web.urls[site.id] + path)[0].status == 404


def test_robots_close_a_folder_on_every_site(web: Simulator) -> None:
    for url in web.urls.values():
        answer, body = ask(f"{url}/robots.txt")
        assert answer.status == 200
        assert b"User-agent: *" in body
        assert b"Disallow: /" in body


def test_trs_lists_page_through_static_files(web: Simulator) -> None:
    site, base = site_of(web, "trs_static")
    first = ask(f"{base}/zwgk/zsdt/")[1].decode()
    found = re.search(r'createPageHTML\((\d+), (\d+), "index", "html"\)', first)
    assert found
    assert found[2] == "0"
    pages = int(found[1])
    assert pages >= 2
    texts = [ask(f"{base}/zwgk/zsdt/index{f'_{at}' if at else ''}.html")[1].decode() for at in range(pages)]
    listed = re.findall(r'href="(/zwgk/zsdt/\d{6}/t\d{8}_\d+\.html)"', "".join(texts))
    assert listed == [page.path for page in site.pages]
    assert ask(f"{base}/zwgk/zsdt/index_{pages}.html")[0].status == 404


def test_hanweb_list_is_xml_from_the_proxy(web: Simulator) -> None:
    site, base = site_of(web, "hanweb_jpage")
    column = ask(base + str(site.settings["list"]))[1].decode()
    assert "/module/web/jpage/dataproxy.jsp" in column
    assert re.findall(r'href="(/art/[^"]+)"', column) == [page.path for page in site.pages[:5]]
    listed: list[str] = []
    for first in range(1, len(site.pages) + 1, 5):
        query = f"columnid={site.settings['column']}&startrecord={first}&endrecord={first + 4}&perpage=5"
        root = ElementTree.fromstring(ask(f"{base}/module/web/jpage/dataproxy.jsp?{query}")[1])
        assert root.findtext("totalrecord") == str(len(site.pages))
        listed += re.findall(r'href="([^"]+)"', "".join(record.text or "" for record in root.iter("record")))
    assert listed == [page.path for page in site.pages]
    assert ask(f"{base}/module/web/jpage/dataproxy.jsp?columnid=1")[0].status == 404


def test_gkmlpt_list_is_json_with_an_outside_link(web: Simulator) -> None:
    site, base = site_of(web, "gkmlpt_json")
    listed: list[str] = []
    at = 1
    while True:
        found = json.loads(ask(f"{base}/gkmlpt/api/all/19734?page={at}&sid=750021")[1])
        assert found["classify"]["post_count"] > len(site.pages)
        if not found["articles"]:
            break
        listed += [article["url"] for article in found["articles"]]
        at += 1
    assert at > 2
    assert [url.removeprefix(base) for url in listed if url.startswith(base)] == [page.path for page in site.pages]
    assert len(listed) == len(site.pages) + 1


def test_ucap_list_is_json_by_channel(web: Simulator) -> None:
    site, base = site_of(web, "ucap_json")
    listed: list[str] = []
    for at in range(1, len(site.slices()) + 1):
        found = json.loads(ask(f"{base}/common/search/{site.settings['channel']}?page={at}")[1])["data"]
        assert found["total"] == len(site.pages)
        listed += [row["url"] for row in found["results"]]
    assert listed == [page.path for page in site.pages]


def test_rss_is_well_formed_and_pages(web: Simulator) -> None:
    site, base = site_of(web, "rss")
    listed: list[str] = []
    pages = len(site.slices())
    assert pages >= 2
    for at in range(1, pages + 1):
        answer, body = ask(f"{base}/feed/?paged={at}")
        assert answer.headers["Content-Type"].startswith("application/rss+xml")
        listed += [link.text or "" for link in ElementTree.fromstring(body).findall("./channel/item/link")]
    assert listed == [base + page.path for page in site.pages]
    assert ask(f"{base}/feed/?paged={pages + 1}")[0].status == 404


def test_html_list_follows_its_next_link(web: Simulator) -> None:
    site, base = site_of(web, "html_links")
    listed: list[str] = []
    path: str | None = "/business/"
    while path:
        html = ask(base + path)[1].decode()
        listed += re.findall(r'<h2><a href="([^"]+)"', html)
        following = re.search(r'class="next page-numbers" href="([^"]+)"', html)
        path = following[1] if following else None
    assert listed == [page.path for page in site.pages]


def test_two_runs_answer_the_same_bytes(web: Simulator) -> None:
    with Simulator() as other:
        for site, page in every_page(web):
            assert ask(web.urls[site.id] + page.path)[1] == ask(other.urls[site.id] + page.path)[1]


def test_sources_point_at_the_running_sites(web: Simulator, tmp_path: Path) -> None:
    paths = web.write_sources(tmp_path / "sources")
    assert len(paths) == len(ENGINES)
    for path in paths:
        source = tomllib.loads(path.read_text(encoding="utf-8"))
        assert source["http"]["base"] == web.urls[path.stem]
        assert {entry["engine"] for entry in source["list"]} <= ENGINES
        site = next(site for site in web.sites if site.id == path.stem)
        patterns = source["article"]["url"]
        assert all(re.search(patterns[0], page.path) for page in site.pages)


def test_linked_files_are_served(web: Simulator) -> None:
    for site, page in every_page(web):
        html = render(site, page).decode(page.charset or site.charset)
        for path in re.findall(r'(?:src|href)="(/files/[^"]+)"', html):
            answer, body = ask(web.urls[site.id] + path)
            assert (answer.status, bool(body)) == (200, True), path


def test_a_crawl_gets_every_page_once_and_keeps_to_robots(tmp_path: Path) -> None:
    with Simulator() as web:
        web.write_sources(tmp_path / "sources")
        sources = crawl.load_all(tmp_path / "sources")
        first, second = (
            crawl.run(sources, data=tmp_path / "data", now=datetime.now(UTC), allow_loopback=True) for _ in range(2)
        )
        given = Counter((request.site, request.path) for request in web.requests if request.status == 200)
        assert [given[site.id, page.path] for site, page in every_page(web)] == [1] * len(every_page(web))
        assert not [request for request in web.requests if request.path.startswith("/internal/")]
    assert sum(report.disallowed for report in first.sources) == 1
    assert not first.failed
    assert sum(report.fetched for report in second.sources) == 0


def test_requests_are_counted(web: Simulator) -> None:
    ask(f"{next(iter(web.urls.values()))}/counted")
    last = web.requests[-1]
    assert (last.method, last.path, last.status) == ("GET", "/counted", 404)


def test_a_taken_port_and_a_wrong_folder_are_named(web: Simulator, tmp_path: Path) -> None:
    taken = int(next(iter(web.urls.values())).rsplit(":", 1)[1])
    with pytest.raises(ConfigError, match=str(taken)), Simulator(port=taken):
        pass
    with pytest.raises(SourceError, match=r"no \*/site.toml"):
        Simulator(tmp_path)


@pytest.mark.skipif(signal.getsignal(signal.SIGINT) is signal.SIG_IGN, reason="started where Ctrl-C is ignored")
def test_demo_serve_names_its_sites_and_ends_at_ctrl_c() -> None:
    command = [sys.executable, "-m", "leadseam", "demo", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        assert process.stdout
        named = [re.search(r"http://127\.0\.0\.1:\d+", process.stderr.readline()) for _ in ENGINES]
        statuses = [ask(f"{found[0]}/robots.txt")[0].status for found in named if found]
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert statuses == [200] * len(ENGINES)
        assert process.stdout.read() == ""
