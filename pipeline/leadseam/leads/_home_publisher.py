"""Who publishes a document: its source, its author, a newspaper named at its end, a government's address."""

from collections.abc import Iterator
from functools import lru_cache

import regex

from leadseam.resources import Resources, regions
from leadseam.schema import Document
from leadseam.values import place

_SOURCE_LINE = regex.compile(
    r"(?:^|[\n（(])(?:(?:信息)?来源|稿源|供稿)[:：][ ]?(?P<name>[^\s，。；）)]{2,24})"
    r"|(?:^|\n)Source: ?(?P<name>[^\n]{2,60})"
)
_PAPER_EN = regex.compile(r"(?P<place>[A-Z][\w'’]{2,30}) (?:Daily|Evening News|News)\b")


def codes(document: Document, resources: Resources) -> Iterator[tuple[str, float]]:
    """Evidence that stands outside the text: source, author, newspaper named at the end, address of the page."""
    line = _SOURCE_LINE.search(document.text[:300]) or _SOURCE_LINE.search(document.text[-300:])
    for name in filter(None, (document.source, line and line["name"])):
        yield from ((code, 3.0) for code in of_name(name, resources))
    if document.author:  # often a person, whose name is no place
        yield from ((code, 3.0) for code in of_name(document.author, resources, is_person=True))
    tail = document.text[-200:]
    yield from ((code, 1.5) for name, code in _papers(resources) if name in tail)
    if document.url:
        yield from ((code, 3.0) for code in _of_address(document.url))


@lru_cache(maxsize=4)
def _papers(resources: Resources) -> tuple[tuple[str, str], ...]:
    rows = resources.rows("place_aliases.csv")
    return tuple((row["name"], row["adcode"]) for row in rows if row["kind"] == "source")


def of_name(name: str, resources: Resources, *, is_person: bool = False) -> tuple[str, ...]:
    """The divisions that a publisher's name names (谷城县融媒体中心, Yichun Daily) or is known to write for."""
    known = tuple(code for paper, code in _papers(resources) if paper in name)
    if known:
        return known
    if not name.isascii():
        named = place.find(name, resources, lang="zh", is_open=not is_person)
        return tuple(value.adcode for value in named if value.adcode)
    found = tuple(value.adcode for value in place.find(name, resources, lang="en") if value.adcode)
    paper = _PAPER_EN.match(name)
    rows = regions.by_name(paper["place"]) if paper else ()
    return found or tuple(row.adcode for row in rows if row.level == rows[0].level)


def _of_address(url: str) -> tuple[str, ...]:
    """The divisions that a government host's name can mean (www.zhoushan.gov.cn), those of the largest kind."""
    host = regex.match(r"(?:https?://)?([\w.-]{1,200})", url)
    labels = host[1].lower().split(".") if host else []
    if labels[-2:] != ["gov", "cn"]:
        return ()
    for label in labels[:-2]:
        found = regions.by_name(label) if label.isalpha() and len(label) > 4 else ()
        if found:
            return tuple(row.adcode for row in found if row.level == found[0].level)
    return ()


def is_national(document: Document, resources: Resources) -> bool:
    """Whether an outlet of the whole country publishes the document."""
    return bool(document.source) and any(name in (document.source or "") for name in _outlets(resources))


@lru_cache(maxsize=4)
def _outlets(resources: Resources) -> tuple[str, ...]:
    return tuple(row["name"] for row in resources.rows("place_aliases.csv") if row["kind"] == "national")
