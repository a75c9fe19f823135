"""NFCMS / gkmlpt, the open-government platform of Guangdong: a JSON list by column and site."""

from urllib.parse import urljoin

from leadseam.crawl.engines._json import load, next_page, page_number, rows, text
from leadseam.crawl.engines._page import Listed, ListKeys, ListPage, clean_title, clean_url, epoch_date, find_date


class Keys(ListKeys):
    """`column` and `sid` stand in the column page's address and script; `prefix` is the folder of a hosted bureau."""

    column: int
    sid: int
    prefix: str = ""


def first(keys: Keys, base: str) -> str:
    """The first page of the column's answers.

    >>> first(Keys(engine="gkmlpt_json", column=5, sid=2), "https://example.org")
    'https://example.org/gkmlpt/api/all/5?page=1&sid=2'
    """
    return urljoin(base + "/", f"{keys.prefix}/gkmlpt/api/all/{keys.column}?page=1&sid={keys.sid}")


def read(raw: bytes, at: str, keys: Keys) -> ListPage:
    """The articles of one answer. The platform counts pages that it no longer lists, so only an empty page ends it."""
    answer = load(raw)
    found = rows(answer.get("articles"))
    articles = tuple(article for row in found if (article := _article(row, at)))
    return ListPage(articles, next_page(at) if found and not _is_last(answer, at, len(found)) else None)


def _article(row: dict[str, object], at: str) -> Listed | None:
    address = text(row.get("post_url")) or text(row.get("url"))
    url = clean_url(address, at) if address else None
    if url is None:
        return None
    published = epoch_date(row.get("date")) or find_date(text(row.get("created_at")) or "")
    return Listed(url, clean_title(text(row.get("title")) or ""), published)


def _is_last(answer: dict[str, object], at: str, size: int) -> bool:
    """Whether this many full pages already hold every page that the column counts."""
    classify = answer.get("classify")
    counted = classify.get("post_count") if isinstance(classify, dict) else answer.get("total")
    return isinstance(counted, int) and page_number(at) * size >= counted > 0
