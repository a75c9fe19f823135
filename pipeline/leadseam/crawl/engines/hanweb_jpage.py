"""Hanweb (大汉): a column page, then records in XML from `/module/web/jpage/dataproxy.jsp`.

The column page holds the first records in a script and the numbers (unit, web, column) that the proxy wants; its
static `index_1.html` does not exist.
"""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import parse_qs, unquote, urlencode, urljoin, urlsplit

from leadseam.crawl.engines._page import Listed, ListKeys, ListPage, decode, links, tree_of

_PROXY = "/module/web/jpage/dataproxy.jsp"
_MOST_RECORDS = 2_000
_TOTAL = re.compile(r"<totalrecord>\s*(\d{1,9})\s*</totalrecord>|totalRecord['\"]?\s*:\s*(\d{1,9})", re.I)
_PASSED_ON = ("columnid", "unitid", "webid", "path", "webname", "permissiontype", "appid", "col", "sourcecontenttype")


class Keys(ListKeys):
    """`column` names the column page `/col/colN/index.html`; the other numbers are read there unless given."""

    column: int
    unitid: int | None = None
    webid: int | None = None
    perpage: int = 15


def first(keys: Keys, base: str) -> str:
    """The column page.

    >>> first(Keys(engine="hanweb_jpage", column=16), "https://example.org")
    'https://example.org/col/col16/index.html'
    """
    return urljoin(base + "/", f"/col/col{keys.column}/index.html")


def read(raw: bytes, at: str, keys: Keys) -> ListPage:
    """The records of the column page or of a proxy answer, and the proxy address of the records that follow."""
    text = decode(raw)
    query = {name.lower(): values[0] for name, values in parse_qs(urlsplit(at).query).items()}
    articles = _articles(text, at)
    if "startrecord" not in query:
        numbers = _numbers(text, keys)
        if "unitid" not in numbers:
            return ListPage(articles or links(tree_of(text), at))
        # Without records in its script the column page only tells whom to ask.
        return ListPage(articles, _proxy(at, numbers, len(articles), keys))
    seen = _number(query.get("endrecord"))
    has_next = bool(articles) and seen < _total(text)
    return ListPage(articles, _proxy(at, query, seen, keys) if has_next else None)


def _articles(text: str, at: str) -> tuple[Listed, ...]:
    records = (tree_of(record) for record in islice(_records(text), _MOST_RECORDS))
    return tuple(found for record in records for found in links(record, urljoin(at, "/"))[:1])


def _records(text: str) -> Iterator[str]:
    """The CDATA of every record; by splitting, since a pattern would be slow on records that never end."""
    before, *pieces = text.split("<![CDATA[")
    for piece in pieces:
        record, end, _ = piece.partition("]]>")
        if end and before.rstrip()[-8:].lower() == "<record>":
            yield record
        before = piece


def _numbers(text: str, keys: Keys) -> dict[str, str]:
    found = {"columnid": str(keys.column)}
    for name in _PASSED_ON:
        # As a field of the script's object, or inside the address of a link to the proxy.
        match = re.search(rf"\b{name}['\"]?\s{{0,4}}[:=]\s{{0,4}}['\"]?([^'\"&,}}\s<>]{{1,120}})", text, re.I)
        if match and name != "columnid":
            found[name] = unquote(match[1])
    given = {"unitid": keys.unitid, "webid": keys.webid}
    return found | {name: str(number) for name, number in given.items() if number is not None}


def _proxy(at: str, query: dict[str, str], seen: int, keys: Keys) -> str:
    passed = {name: query[name] for name in _PASSED_ON if name in query}
    span = {"startrecord": seen + 1, "endrecord": seen + keys.perpage, "perpage": keys.perpage}
    return urljoin(at, f"{_PROXY}?{urlencode({**span, **passed})}")


def _total(text: str) -> int:
    found = _TOTAL.search(text)
    return int(found[1] or found[2]) if found else 0


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
