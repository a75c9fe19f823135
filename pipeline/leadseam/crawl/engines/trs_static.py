"""TRS WCM: static lists `index.html`, `index_1.html`, ...; a script call tells how many there are."""

import re
from urllib.parse import urljoin

from leadseam.crawl.engines._page import ListKeys, ListPage, decode, links, soup

_CALL = re.compile(r"createPageHTML\s{0,4}\(([^()]{1,300})\)")
_VARIABLE = r"\b{name}\s{{0,4}}=\s{{0,4}}(\d{{1,6}})"
_PAGE = re.compile(r"_(\d{1,5})\.(s?html?)$")


class Keys(ListKeys):
    """`path`: the column's address below the base, ending in `/`; `second`: the number in the second page's name."""

    path: str
    index: str = "index"
    ending: str = "html"
    second: int = 1


def first(keys: Keys, base: str) -> str:
    """The column's address.

    >>> first(Keys(engine="trs_static", path="/xw/zsdt/"), "https://example.org")
    'https://example.org/xw/zsdt/'
    """
    return urljoin(base + "/", keys.path)


def read(raw: bytes, at: str, keys: Keys) -> ListPage:
    """The links of one page; the next page's name follows from this one's, up to the total in the script."""
    page = _PAGE.search(at)
    position = int(page[1]) - keys.second + 1 if page else 0
    following = f"{keys.index}_{position + keys.second}.{keys.ending}"
    has_next = position + 1 < _total(decode(raw))
    return ListPage(links(soup(raw), at), urljoin(at, following) if has_next else None)


def _total(text: str) -> int:
    """How many pages the list has: the first number among the call's arguments, or the variable that stands there."""
    call = _CALL.search(text)
    for word in call[1].split(",") if call else ():
        word = word.strip()
        if word.isascii() and word.isdigit():
            return int(word[:6])
        if word.isidentifier() and (found := re.search(_VARIABLE.format(name=re.escape(word)), text)):
            return int(found[1])
    return 1
