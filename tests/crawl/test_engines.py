"""Every list engine on lists of its own: bytes in, articles and next page out."""

import tomllib
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadseam.crawl import engines
from leadseam.crawl.engines import Listed, ListPage
from leadseam.crawl.engines._page import clean_url, find_date, is_article_url, url_date
from leadseam.crawl.listing import articles
from leadseam.crawl.source import Source

CASES = sorted((Path(__file__).parent / "lists").glob("*.toml"))
MARKUP = "<>&;/\"'{}[]:,\\li a href=data\0"
KEYS: dict[str, dict[str, Any]] = {
    "gkmlpt_json": {"column": 1, "sid": 2},
    "hanweb_jpage": {"column": 1},
    "html_links": {"path": "/", "row": "li", "pages": "index_{n}.html"},
    "rss": {"path": "/", "paging": "page"},
    "trs_static": {"path": "/"},
    "ucap_json": {"channel": "x"},
}


def read(case: dict[str, Any], raw: bytes) -> ListPage:
    engine = engines.get(case["engine"])
    return engine.read(raw, case["at"], engine.Keys(engine=case["engine"], **case["keys"]))


def source(case: dict[str, Any]) -> Source:
    lists = [{"engine": case["engine"], **case["keys"]}]
    return Source.model_validate(
        {"source": {"id": "site-a", "name": "A"}, "http": {"base": "https://example.org"}, "list": lists}
    )


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_list_gives_its_articles_and_its_next_page(path: Path, charset: str) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    text = case["body"].strip().replace("UTF-8", charset).replace("utf-8", charset)
    page = read(case, text.encode(charset))
    found = articles(page.articles, source(case), case["at"])
    assert found == tuple(Listed(row["url"], row["title"], row.get("published")) for row in case["articles"])
    assert page.next == case.get("next")


def test_every_engine_has_a_list() -> None:
    read_by = {tomllib.loads(path.read_text(encoding="utf-8"))["engine"] for path in CASES}
    assert read_by == set(engines.names()) == set(KEYS)


@pytest.mark.parametrize("name", sorted(KEYS))
@given(raw=st.binary(max_size=300) | st.text(MARKUP, max_size=200).map(lambda text: text.encode("utf-8", "replace")))
@settings(max_examples=40, deadline=None)
def test_an_engine_never_raises(name: str, raw: bytes) -> None:
    case = {"engine": name, "at": "https://example.org/list?page=1", "keys": KEYS[name]}
    page = read(case, raw)
    assert all(clean_url(article.url) == article.url for article in page.articles)


@pytest.mark.parametrize(
    ("url", "at", "wanted"),
    [
        ("../a/1.html?b=1#c", "http://example.org/x/y/", "http://example.org/x/a/1.html?b=1"),
        ("//Example.org:443/a", "https://example.com/", "https://example.org/a"),
        ("", "https://example.org/a/", "https://example.org/a/"),
        ("javascript:void(0)", "https://example.org/", None),
        ("mailto:a@example.org", "https://example.org/", None),
        ("http://user:secret@example.org/", "", None),
        ("/签约 1.html", "https://example.org/", "https://example.org/%E7%AD%BE%E7%BA%A6%201.html"),
        ("/a%20b.html?q=%E7%AD%BE", "https://example.org/", "https://example.org/a%20b.html?q=%E7%AD%BE"),
        ("/\ud800.html", "https://example.org/", None),
        ("http://[::1", "https://example.org/", None),
        ("http://example.org:99999/", "", None),
    ],
)
def test_clean_addresses(url: str, at: str, wanted: str | None) -> None:
    assert clean_url(url, at) == wanted


@pytest.mark.parametrize("text", ["共2026-13-45条", "编号 120260104", "2026-02-30", "9999", "12-31"])
def test_no_date_where_there_is_none(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("url", "is_article", "day"),
    [
        ("https://example.org/xw/202601/t20260104_77.html", True, "2026-01-04"),
        ("https://example.org/art/2026/1/4/art_5_77.html", True, "2026-01-04"),
        ("https://example.org/html/2026-01/04/content_7.htm", True, "2026-01-04"),
        ("https://example.org/content/post_77.html", True, None),
        ("https://example.org/c100195/202601/0fd2a7c4b3e94c1a8d5e6f7081923a4b.shtml", True, None),
        ("https://example.org/info/1021/4433.htm", True, None),
        ("https://example.org/xw/index_2.html", False, None),
        ("https://example.org/col/col16/index.html", False, None),
    ],
)
def test_article_addresses(url: str, is_article: bool, day: str | None) -> None:
    assert is_article_url(url) is is_article
    assert str(url_date(url)) == str(day)


@pytest.mark.parametrize("name", sorted(KEYS))
@pytest.mark.parametrize(
    "raw",
    [
        b"<div>" * 8_000 + b"<a href='/t20260101_1.html'>x</a>",
        b"<li>" + b"<a href='/2026/01/01/x.html'>abc</a>" * 8_000,
        b"<record><![CDATA[" * 8_000,
        b"unitid : " * 50_000 + b" " * 200_000,
        b'{"articles":' * 50_000,
        b"<rss>" + b"<item><link>/a</link></item>" * 8_000,
        b'{"articles": [{"url": "/\\ud800"}, {"url": "/a", "title": "\\udfff"}],'
        b' "data": {"results": [{"url": "/a", "title": "\\udfff"}]}}',
    ],
    ids=["deep", "links", "records", "ids", "json", "feed", "surrogates"],
)
def test_an_engine_stays_quick_and_clean_on_hostile_pages(name: str, raw: bytes) -> None:
    began = process_time()
    page = read({"engine": name, "at": "https://example.org/list?page=1", "keys": KEYS[name]}, raw)
    assert process_time() - began < 60  # minutes where the cost is not linear
    assert "".join(article.url + (article.title or "") for article in page.articles).encode() is not None
