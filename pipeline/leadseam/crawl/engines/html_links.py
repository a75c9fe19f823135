"""Any HTML list, by CSS selectors; without selectors every dated link or article-like address counts."""

import re
from urllib.parse import urljoin

from bs4 import Tag
from pydantic import field_validator
from soupsieve import SelectorSyntaxError
from soupsieve import compile as compile_selector

from leadseam.crawl.engines._page import (
    Listed,
    ListKeys,
    ListPage,
    clean_url,
    find_date,
    is_page_url,
    links,
    soup,
    title_of,
    url_date,
)

_MOST_ROWS = 1_000


class Keys(ListKeys):
    """`row`, `link`, `date` and `next` are CSS selectors; `pages` is a next-page address with `{n}`, from 2 on."""

    path: str
    row: str | None = None
    link: str = "a[href]"
    date: str | None = None
    next: str | None = None
    pages: str | None = None

    @field_validator("row", "link", "date", "next")
    @classmethod
    def _is_selector(cls, value: str | None) -> str | None:
        try:
            if value is not None:
                compile_selector(value)
        except SelectorSyntaxError as error:
            raise ValueError(f"no CSS selector: {value!r}") from error
        return value


def first(keys: Keys, base: str) -> str:
    """The list's address.

    >>> first(Keys(engine="html_links", path="/news/"), "https://example.org")
    'https://example.org/news/'
    """
    return urljoin(base + "/", keys.path)


def read(raw: bytes, at: str, keys: Keys) -> ListPage:
    """The links of the rows, and the next page by selector or by number."""
    tree = soup(raw)
    if keys.row is None:
        articles = links(tree, at)
    else:
        rows = tree.select(keys.row, limit=_MOST_ROWS)
        articles = tuple(article for row in rows if (article := _article(row, at, keys)))
    following = _next(tree.select_one(keys.next) if keys.next else None, at, keys)
    return ListPage(articles, following if articles else None)


def _article(row: Tag, at: str, keys: Keys) -> Listed | None:
    anchor = row if row.name == "a" else row.select_one(keys.link)
    url = clean_url(str(anchor["href"]), at) if anchor is not None and anchor.get("href") else None
    if anchor is None or url is None or not is_page_url(url):
        return None
    place = row.select_one(keys.date) if keys.date else row
    stamp = str(place.get("datetime") or place.get_text(" ", strip=True)) if place else ""
    return Listed(url, title_of(anchor), find_date(stamp) or url_date(url))


def _next(found: Tag | None, at: str, keys: Keys) -> str | None:
    if found is not None:
        return clean_url(str(found.get("href") or ""), at)
    if keys.pages is None:
        return None
    head, _, tail = keys.pages.partition("{n}")
    # The number stands where the template has it; any other address is the first page.
    shape = re.compile(rf"{re.escape(head)}(\d{{1,5}}){re.escape(tail)}$")
    page = shape.search(at)
    return urljoin(at, keys.pages.replace("{n}", str(int(page[1]) + 1 if page else 2)))
