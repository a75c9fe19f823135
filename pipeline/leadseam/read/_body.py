"""Where the article stands on a page: by the content system, else by the density of its text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex
from selectolax.lexbor import LexborHTMLParser, LexborNode

from leadseam.read import _blocks, _vote
from leadseam.read._blocks import Body, Line, Lines
from leadseam.resources import Resources

_STOPS = regex.compile(r"[，。；！？,.;!?]")
_SENTENCE = regex.compile(r"[。！？!?；]|\.(?:\s|$)")
_ENOUGH = 12
_FEW = 1_000
_LEAF = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dd"))


@dataclass(frozen=True, slots=True)
class System:
    """A content system: what its addresses look like and where it puts things."""

    name: str
    url: "regex.Pattern[str] | None"
    body: tuple[str, ...]
    title: tuple[str, ...]
    markers: tuple[tuple[str, str], ...]
    careful: bool


@lru_cache(maxsize=4)
def systems(resources: Resources) -> tuple[System, ...]:
    """The known content systems, in the order in which they are tried."""
    return tuple(map(_system, resources.toml("content_systems.toml")["system"]))


@lru_cache(maxsize=4)
def drops(resources: Resources) -> str:
    """A selector for what stands inside bodies without being of them."""
    return ", ".join(resources.toml("content_systems.toml")["drop"])


def find(tree: LexborHTMLParser, html: str, url: str | None, resources: Resources) -> Body | None:
    """The article's body by rule or density; None when the page has no text that reads like one."""
    root = tree.body or tree.root
    if root is None:
        return None
    for system in _ordered(systems(resources), url):
        if fragment := _marked(html, system):
            page = _blocks.read(root)
            lines = _blocks.read(fragment).all
            if _has_content(lines, fragment):
                return Body(_placed(page.all, lines), fragment, system.name)
        for node in _candidates(tree, system):
            if _fits(_blocks.read(node, node).body, node, careful=system.careful):
                found = Body(_blocks.read(root, node), node, system.name)
                return _vote.settle(tree, found, _dense(root)) if system.careful else found
    dense = _dense(root)
    return _vote.settle(tree, dense, None) if dense else _short(root)


def _system(row: dict[str, Any]) -> System:
    return System(
        name=row["name"],
        url=regex.compile(row["url"], regex.I) if "url" in row else None,
        body=tuple(row["body"]),
        title=tuple(row.get("title", ())),
        markers=tuple((start, end) for start, end in row.get("markers", ())),
        careful=row.get("careful", False),
    )


def _ordered(known: Iterable[System], url: str | None) -> list[System]:
    """The systems, those first whose addresses look like this one."""
    address = (url or "").partition("#")[0].partition("?")[0][:2000]
    return sorted(known, key=lambda system: not (system.url and system.url.search(address)))


def _candidates(tree: LexborHTMLParser, system: System) -> Iterator[LexborNode]:
    """For each selector its longest element."""
    for selector in system.body:
        nodes = tree.css(selector)[:50]
        if nodes:
            yield max(nodes, key=lambda node: len(node.text())) if len(nodes) > 1 else nodes[0]


def _marked(html: str, system: System) -> LexborNode | None:
    """What stands between a system's markers, as an element of its own."""
    for start, end in system.markers:
        begin = html.find(start)
        stop = html.find(end, begin + 1) if begin >= 0 else -1
        if stop > 0:
            first, last = html.find(">", begin + len(start)) + 1, html.rfind("<", begin, stop)
            if 0 < first < last:
                return LexborHTMLParser(f"<html><body>{html[first:last]}</body></html>").body
    return None


def _placed(page: tuple[Line, ...], body: tuple[Line, ...]) -> Lines:
    """The lines of a body that is no element, set where its first line stands on the page."""
    first = body[0].text if body else None
    start = next((index for index, line in enumerate(page) if line.text == first), len(page))
    return Lines((*page[:start], *body, *page[start + len(body) :]), start, start + len(body))


def _has_content(lines: tuple[Line, ...], node: LexborNode) -> bool:
    return sum(len(line.text) for line in lines) >= _ENOUGH or node.css_first("img, a[href]") is not None


def _fits(lines: tuple[Line, ...], node: LexborNode, *, careful: bool) -> bool:
    if not careful:
        return _has_content(lines, node)
    size = sum(len(line.text) for line in lines)
    linked = sum(line.linked for line in lines)
    prose = sum(len(line.text) for line in lines if line.row or _SENTENCE.search(line.text))
    return size >= 2 * _ENOUGH and linked * 3 < size and prose * 2 >= size


def _dense(root: LexborNode) -> Body | None:
    """The element whose own paragraphs hold most sentences outside links."""
    page = _blocks.read(root)
    scores: dict[int, float] = defaultdict(float)
    nodes: dict[int, LexborNode] = {}
    for line in page.all:
        weight = _weight(line)
        for node, share in _holders(line.owner) if weight else ():
            scores[node.mem_id] += weight * share
            nodes[node.mem_id] = node
    if not scores:
        return None
    best = max(scores, key=lambda key: scores[key])
    return Body(_blocks.read(root, nodes[best]), nodes[best], "density")


def _short(root: LexborNode) -> Body | None:
    """A page of a few short lines: all that are no links, if a sentence is among them."""
    page = _blocks.read(root).all
    lines = tuple(line for line in page if line.linked * 2 <= len(line.text))
    if not any(_SENTENCE.search(line.text) for line in lines) or sum(len(line.text) for line in lines) > _FEW:
        return None
    return Body(Lines(lines, 0, len(lines)), root, "short")


def _holders(owner: LexborNode | None) -> Iterator[tuple[LexborNode, float]]:
    """The elements that a line speaks for: the one around its paragraph in full, the next one by half."""
    node = owner.parent if owner is not None and owner.tag in _LEAF else owner
    for share in (1.0, 0.5):
        if node is None or node.tag in ("html", "-document"):
            return
        yield node, share
        node = node.parent


def _weight(line: Line) -> float:
    free = len(line.text) - line.linked
    if line.row or free < 15 or line.linked * 2 > len(line.text):
        return 0.0
    stops = len(_STOPS.findall(line.text))
    return min(free / 60, 4.0) + min(stops, 8) if stops else 0.0
