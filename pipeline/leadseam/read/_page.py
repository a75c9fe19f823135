"""An HTML page to Document."""

from dataclasses import replace
from datetime import date
from itertools import groupby
from urllib.parse import unquote, urljoin, urlsplit

import regex
from selectolax.lexbor import LexborHTMLParser, LexborNode

from leadseam.read import _blocks, _body, _head, _meta, _residue, _state
from leadseam.read._blocks import Body, Line
from leadseam.read._decode import clean, decode
from leadseam.read._plain import with_traits
from leadseam.read._traits import says_translated
from leadseam.resources import Resources, load, regions
from leadseam.schema import Attachment, Document, HomePlace

LARGEST = 8 * 2**20
_MOST_ATTACHMENTS = 200
_META_CHARSET = regex.compile(rb"<meta[^<>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?([\w-]{2,20})", regex.I)
_FILE = regex.compile(r"\.(?:pdf|docx?|xlsx?|et|wps|pptx?|ofd|csv|zip|rar|7z)$", regex.I)
_MAY_BE_FILE = regex.compile(r"\.(?:pdf|docx?|xlsx?|et|wps|pptx?|ofd|csv|zip|rar|7z)\b", regex.I)
_ATTACHED = regex.compile(r"附件|附表|下载|\battachments?\b|\bdownload\b", regex.I)
_HEAD = 8
_BYLINE = 60
_STOP = regex.compile(r"[。！？!?；;：:.]$")
_MOST_LINKS = 5_000
_MOST_TAKEN_OUT = 500
_DEEPEST = 2_500
# Elements that nest; those that a parser closes by itself (p, li, td, tr, option) do not.
_BOX = regex.compile(
    r"<(/?)(?:div|span|font|b|i|u|em|strong|a|section|article|table|tbody|ul|ol|dl|center|blockquote|form|big|small|nobr)\b[^<>]{0,2000}>",
    regex.I,
)
_TAKEN_OUT = ["script", "style", "noscript", "template"]


def page(
    raw: bytes,
    *,
    id: str,  # noqa: A002 - the contract's word
    url: str | None = None,
    label: str | None = None,
    latest: date | None = None,
) -> Document:
    """An HTML page as a document; never raises, the page's state tells what it is.

    `label` is the charset that the server named, `latest` the last day on which the page can have been published
    (tomorrow by default). The text is the body without its title.

    >>> raw = "<h1>示例市签约</h1><p>发布时间：2023-05-06<div id=zoom>5日，示例市举行签约仪式。</div>".encode()
    >>> document = page(raw, id="a")
    >>> document.title, document.published.isoformat(), document.text
    ('示例市签约', '2023-05-06', '5日，示例市举行签约仪式。')
    """
    resources = load()
    html = clean(decode(raw[:LARGEST], label or _declared(raw)))
    flat = _flattened(html)
    tree = LexborHTMLParser(flat or html)
    scripts = _meta.scripts(tree, url)
    tree.strip_tags(_TAKEN_OUT)
    _take_out(tree, _body.drops(resources))
    body = _body.find(tree, flat or html, url, resources)
    system = next((known for known in _body.systems(resources) if body and known.name == body.rule), None)
    meta = _meta.read(tree, body.lines if body else None, scripts, url=url, system=system, latest=latest)
    flags = (*(["truncated"] if len(raw) > LARGEST else []), *(["deep_nesting"] if flat else []))
    found = Document(
        id=id,
        url=url,
        title=meta.title,
        published=meta.stamp.day if meta.stamp else None,
        published_at=meta.stamp.at if meta.stamp else None,
        source=meta.source,
        author=meta.author,
        home_place=_home(meta.site_code, resources),
        attachments=_attachments(tree, body, url),
        flags=flags,
    )
    document = with_traits(_with_body(found, tree, body, resources), resources)
    is_mt = document.is_mt or (document.lang == "en" and any(map(says_translated, meta.near)))
    return replace(document, is_mt=is_mt)


def _with_body(found: Document, tree: LexborHTMLParser, body: Body | None, resources: Resources) -> Document:
    """The document with state, text and tables."""
    lines = _article(body.lines.body, found.title, resources) if body else ()
    state = _state.judge(found.title, lines, _all_lines(tree, body), resources, images=_images(tree, body))
    if state == "image_only":
        return replace(found, state=state, flags=(*found.flags, "needs_ocr"))
    if state != "ok":
        return replace(found, state=state, tables=())
    kept = _residue.strip([line.text for line in lines], resources)
    tables = groupby((line for line in lines if line.row), key=lambda line: line.table)
    return replace(
        found,
        text="\n".join(kept.lines),
        tables=tuple(tuple(line.row for line in rows if line.row) for _, rows in tables),
        flags=(*found.flags, *kept.flags),
    )


def _article(lines: tuple[Line, ...], title: str | None, resources: Resources) -> tuple[Line, ...]:
    """The body's lines without the title, byline and buttons that stand above the first paragraph."""
    start = 0
    for index, line in enumerate(lines[:_HEAD]):
        if line.row or (len(line.text) > _BYLINE and not _is_title(line.text, title)) or _STOP.search(line.text):
            break
        if _is_title(line.text, title) or _head.dateline(line.text) or _residue.is_residue(line.text, resources):
            start = index + 1
    return lines[start:]


def _is_title(text: str, title: str | None) -> bool:
    return bool(title) and "".join(text.split()) == "".join((title or "").split())


def _all_lines(tree: LexborHTMLParser, body: Body | None) -> tuple[Line, ...]:
    if body:
        return body.lines.all
    return _blocks.read(tree.body).all if tree.body is not None else ()


def _images(tree: LexborHTMLParser, body: Body | None) -> int:
    """Pictures in the body; of a page without a body, those that are no ornament by their size."""
    place = body.element if body else tree.body
    return sum(1 for node in place.css("img")[:100] if not _is_icon(node)) if place is not None else 0


def _is_icon(node: LexborNode) -> bool:
    width = (node.attributes.get("width") or "").removesuffix("px")
    return width.isascii() and width.isdigit() and len(width) < 6 and int(width) < 100


def _declared(raw: bytes) -> str | None:
    match = _META_CHARSET.search(raw[:4096])
    return match[1].decode("ascii", "replace") if match else None


def _take_out(tree: LexborHTMLParser, selector: str) -> None:
    """Take elements out, but never one that holds most of the page."""
    whole = len(tree.body.text()) if tree.body is not None else 0
    for node in tree.css(selector)[:_MOST_TAKEN_OUT]:
        if len(node.text()) * 2 < whole:
            node.decompose()


def _flattened(html: str) -> str | None:
    """A page nested deeper than any writer nests, without its boxes; None for any other."""
    if html.count("<") < _DEEPEST:
        return None
    depth = 0
    for match in _BOX.finditer(html):
        depth = max(depth - 1, 0) if match[1] else depth + 1
        if depth > _DEEPEST:
            return _BOX.sub("<br>", html)
    return None


def _home(code: str | None, resources: Resources) -> HomePlace | None:
    """The division that a government site's number begins with; a hint, as one bureau may run another's site."""
    if not code or not code[:6].isascii() or not code[:6].isdigit():
        return None
    region = regions.table(resources).current.get(code[:6])
    return HomePlace(region.name, region.adcode, 0.5) if region else None


def _attachments(tree: LexborHTMLParser, body: Body | None, url: str | None) -> tuple[Attachment, ...]:
    """Links to files inside the body, and those elsewhere that are called attachments."""
    base_node = tree.css_first("base[href]")
    base = _joined(url or "", (base_node.attributes.get("href") or "") if base_node is not None else "") or ""
    inside = _file_links(body.element) if body and body.element is not None else []
    around: dict[int, bool] = {}
    outside = [node for node in _file_links(tree.root) if _is_called_attachment(node, around)] if tree.root else []
    found: dict[str, Attachment] = {}
    for node in (*inside, *outside):
        if (attachment := _attachment(node, base)) and len(found) < _MOST_ATTACHMENTS:
            found.setdefault(attachment.url, attachment)
    return tuple(found.values())


def _file_links(place: LexborNode) -> list[LexborNode]:
    links = place.css("a[href]")[:_MOST_LINKS]
    return [node for node in links if _MAY_BE_FILE.search((node.attributes.get("href") or "")[:2000])]


def _attachment(node: LexborNode, base: str) -> Attachment | None:
    href = (node.attributes.get("href") or "").strip()[:2000]
    target = _joined(base, href)
    if target is None:
        return None
    parts = urlsplit(target)
    if parts.scheme not in ("http", "https", "") or not _FILE.search(parts.path):
        return None
    name = " ".join(clean(node.text()).split())[:300] or unquote(parts.path.rsplit("/", 1)[-1])
    return Attachment(clean(target), clean(name))


def _joined(base: str, href: str) -> str | None:
    """An address relative to another, or None where either is no address."""
    try:
        target = urljoin(base, href)
        urlsplit(target)
    except ValueError:
        return None
    return target


def _is_called_attachment(node: LexborNode, around: dict[int, bool]) -> bool:
    """Whether a link, or what stands around it, speaks of an attachment; `around` remembers what was looked at."""
    if _ATTACHED.search(node.text()[:300]):
        return True
    parent = node.parent
    if parent is None or parent.tag in ("body", "html"):
        return False
    if parent.mem_id not in around:
        around[parent.mem_id] = bool(_ATTACHED.search(parent.text()[:300]))
    return around[parent.mem_id]
