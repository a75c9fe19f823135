"""UCAP (开普): a JSON list by channel number."""

from urllib.parse import urljoin

from leadseam.crawl.engines._json import load, next_page, page_number, rows, text
from leadseam.crawl.engines._page import (
    Listed,
    ListKeys,
    ListPage,
    clean_title,
    clean_url,
    epoch_date,
    find_date,
    url_date,
)

_QUERY = "_isAgg=true&_isJson=true&_pageSize={size}&_template=index&page=1"


class Keys(ListKeys):
    """`channel` is the column's number; `path` differs on some sites (`/searchList/{channel}`, `/search/{channel}`)."""

    channel: str
    path: str = "/common/search/{channel}"
    page_size: int = 20


def first(keys: Keys, base: str) -> str:
    """The first page of the channel's answers.

    >>> first(Keys(engine="ucap_json", channel="a1"), "https://example.org").partition("?")[0]
    'https://example.org/common/search/a1'
    """
    path = keys.path.replace("{channel}", keys.channel)
    return urljoin(base + "/", f"{path}?{_QUERY.format(size=keys.page_size)}")


def read(raw: bytes, at: str, keys: Keys) -> ListPage:
    """The results of one answer; the list ends when the channel's total is reached, or a page is empty."""
    answer = load(raw).get("data")
    fields = answer if isinstance(answer, dict) else {}
    found = rows(fields.get("results"))
    articles = tuple(article for row in found if (article := _article(row, at)))
    total = fields.get("total")
    is_last = not found or (isinstance(total, int) and page_number(at) * keys.page_size >= total)
    return ListPage(articles, None if is_last else next_page(at))


def _article(row: dict[str, object], at: str) -> Listed | None:
    url = clean_url(text(row.get("url")) or "", at) if text(row.get("url")) else None
    if url is None:
        return None
    published = find_date(text(row.get("publishedTimeStr")) or "") or epoch_date(row.get("publishedTime"))
    return Listed(url, clean_title(text(row.get("title")) or ""), published or url_date(url))
