"""The lines of an element: paragraphs as a reader sees them, data tables as rows; bounded on any page."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex
from selectolax.lexbor import LexborNode

from leadseam.read._decode import clean
from leadseam.read._tables import Row, rows

_SKIP = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "video",
        "audio",
        "select",
        "button",
        "input",
        "textarea",
        "option",
        "map",
        "head",
        "nav",
        "footer",
        "aside",
        "dialog",
        "-comment",
        "link",
        "meta",
    )
)
_BLOCK = frozenset(
    (
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "details",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "ucapcontent",
        "ucaptitle",
        "trs_document",
        "founder-content",
        "founder-title",
        "caption",
    )
)
_HIDDEN = regex.compile(r"display\s{0,3}:\s{0,3}none", regex.I)
_WHITE = regex.compile(r"[ \t\r\f\v]{0,8}\n[ \t\r\f\v\n]{0,400}|[ \t\r\f\v]{1,400}")
_HAN_GAP = regex.compile(
    r"(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])\n(?=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])"
)
# Some editors part paragraphs by an indent of two wide blanks alone.
_INDENT = regex.compile(r"(?<=[。！？”：])\s{0,4}\u3000{2,8}")
_MOST_NODES = 200_000
_MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text, the cells when it is a table row, how many of its characters are links, its block element."""

    text: str
    row: Row | None = None
    table: int = -1
    linked: int = 0
    owner: LexborNode | None = None


@dataclass(slots=True)
class _Walk:
    """What has been read so far; `inside` marks where the body starts and ends among the lines."""

    lines: list[Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    linked: int = 0
    tables: int = 0
    owner: LexborNode | None = None

    def add(self, piece: str) -> None:
        """Go on with the line."""
        self.pieces.append(piece)
        self.length += len(piece)

    def flush(self) -> None:
        """End the line."""
        if self.pieces:
            body = "".join(self.pieces)
            linked, self.pieces, self.linked, self.length = self.linked, [], 0, 0
            for part in _paragraphs(body):
                self.lines.append(Line(part, linked=min(linked, len(part)), owner=self.owner))


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a page and the slice of them that one element holds."""

    all: tuple[Line, ...]
    start: int
    end: int

    @property
    def body(self) -> tuple[Line, ...]:
        """The lines inside the element."""
        return self.all[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Body:
    """The article's lines among the page's, the element that holds them, and by which rule it was found."""

    lines: Lines
    element: LexborNode | None
    rule: str


def read(root: LexborNode, body: LexborNode | None = None) -> Lines:
    """Every line below `root`, and where `body` stands among them."""
    walk, mark = _Walk(), body.mem_id if body is not None else 0
    start = end = 0
    stack: list[tuple[str, LexborNode]] = [("open", root)]
    for _ in range(_MOST_NODES):
        if not stack or len(walk.lines) > _MOST_LINES:
            break
        step, node = stack.pop()
        if mark and node.mem_id == mark:
            walk.flush()
            start, end = (len(walk.lines), end) if step == "open" else (start, len(walk.lines))
        if step == "open":
            stack.extend(_open(node, walk, is_body=node.mem_id == mark))
        elif step == "close":
            walk.flush()
            walk.owner = node.parent
        else:
            walk.linked += max(walk.length - int(step), 0)
    walk.flush()
    return Lines(tuple(walk.lines), start, end or (len(walk.lines) if mark else 0))


def _open(node: LexborNode, walk: _Walk, *, is_body: bool) -> Iterator[tuple[str, LexborNode]]:
    """Take in one node; what is still to do for it, last things first."""
    tag = node.tag or ""
    if tag == "-text":
        walk.add(node.text_content or "")
        return
    if tag == "br":
        walk.add("\v")
        return
    if not is_body and (tag in _SKIP or _is_hidden(node)):
        return
    if tag == "table" and (cells := rows(node)):
        _add_table(cells, walk)
        return
    if tag in _BLOCK or is_body:
        walk.flush()
        walk.owner = node
        yield "close", node
    elif tag == "a":
        yield str(walk.length), node
    yield from (("open", child) for child in reversed(list(node.iter(include_text=True))))


def _add_table(cells: tuple[Row, ...], walk: _Walk) -> None:
    walk.flush()
    walk.lines.extend(Line("\t".join(row), row, walk.tables) for row in cells)
    walk.tables += 1


def _is_hidden(node: LexborNode) -> bool:
    style = node.attributes.get("style")
    return bool(style and _HIDDEN.search(style[:500]))


def _paragraphs(body: str) -> Iterator[str]:
    for line in body.split("\v"):
        text = _WHITE.sub(lambda match: "\n" if "\n" in match[0] else " ", clean(line))
        text = _HAN_GAP.sub("", text).replace("\n", " ")
        yield from (part for piece in _INDENT.split(text) if (part := piece.strip()))
