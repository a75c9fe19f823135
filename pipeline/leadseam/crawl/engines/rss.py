"""RSS 2.0, RSS 1.0 and Atom feeds."""

from datetime import date
from email.utils import parsedate_to_datetime
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from leadseam.crawl.engines._page import Listed, ListKeys, ListPage, clean_title, clean_url, find_date, url_date

_MOST_ENTRIES = 2_000
_ENTRIES = {"item", "entry"}
_DATES = ("pubDate", "published", "date", "updated")


class Keys(ListKeys):
    """`path` is the feed's address; `paging` names the query word of feeds that page (`paged` with WordPress)."""

    path: str
    paging: str | None = None


def first(keys: Keys, base: str) -> str:
    """The feed's address.

    >>> first(Keys(engine="rss", path="/feed/"), "https://example.org")
    'https://example.org/feed/'
    """
    return urljoin(base + "/", keys.path)


def read(raw: bytes, at: str, keys: Keys) -> ListPage:
    """The entries of a feed; what is no XML is an empty list."""
    # No entities, no network, no huge trees: a feed is a stranger's XML.
    reader = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(raw.strip(), reader)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return ListPage(())
    nodes = islice((node for node in root.iter() if _name(node) in _ENTRIES), _MOST_ENTRIES)
    articles = tuple(article for node in nodes if (article := _article(node, at)))
    return ListPage(articles, _next(at, keys) if articles else None)


def _article(node: "etree._Element", at: str) -> Listed | None:
    fields: dict[str, str] = {}
    for child in node:
        name = _name(child)
        value = (child.text or "").strip() or (str(child.get("href", "")) if _is_main_link(child) else "")
        if name and value:
            fields.setdefault(name, value)
    url = clean_url(fields["link"], at) if "link" in fields else None
    if url is None:
        return None
    published = next((found for name in _DATES if (found := _date(fields.get(name, "")))), None)
    return Listed(url, clean_title(fields.get("title", "")), published or url_date(url))


def _is_main_link(node: "etree._Element") -> bool:
    return _name(node) == "link" and node.get("rel", "alternate") == "alternate"


def _date(text: str) -> date | None:
    """The day as the feed writes it, in RFC 822 or the ISO-like form of Chinese feeds; no zone is changed."""
    if found := find_date(text):
        return found
    try:
        return parsedate_to_datetime(text).date()
    except ValueError:
        return None


def _next(at: str, keys: Keys) -> str | None:
    if keys.paging is None:
        return None
    head, _, number = at.partition(f"{keys.paging}=")
    if number:
        return f"{head}{keys.paging}={int(number) + 1}" if number.isascii() and number.isdigit() else None
    return f"{at}{'&' if '?' in at else '?'}{keys.paging}=2"


def _name(node: "etree._Element") -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
