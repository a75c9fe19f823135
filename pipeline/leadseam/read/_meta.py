"""Title, date, source, author of a page: mandated meta tags, structured data, the labeled line, the address."""

import html
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import chain
from typing import Any

import regex
from selectolax.lexbor import LexborHTMLParser

from leadseam.read import _dates, _head
from leadseam.read._blocks import Lines
from leadseam.read._body import System
from leadseam.read._dates import Stamp
from leadseam.read._decode import clean

_SHANGHAI = timezone(timedelta(hours=8))
_TITLES = ("articletitle",)
_SHARED_TITLES = ("og:title", "twitter:title", "dc.title")
_DATES = (
    "pubdate", "publishdate", "publish_date", "publish-date", "article:published_time", "datepublished",
    "og:published_time", "article:create_at", "firstpublishedtime", "og:release_date", "dc.date.issued", "dc.date",
    "date", "publication_date", "weibo: article:create_at", "sailthru.date", "parsely-pub-date",
)  # fmt: skip
_SOURCES = ("contentsource", "mediaid", "og:article:source", "article:source")
_SITES = ("sitename", "og:site_name", "application-name")
_AUTHORS = ("author", "article:author", "dc.creator", "byl")
_OWN_SITE = regex.compile(
    r"(?:本|我)(?:网|站|网站|局|委|办|单位|部门|市政府网|级|平台|报)(?:讯|原创|站|编辑部|发布)?|原创"
    r"|this (?:web)?site|our (?:web)?site|original",
    regex.I,
)
_CLOCK = regex.compile(r"今天是|现在是|当前(?:时间|日期)|今日[:：是]|北京时间|欢迎(?:您|访问)|\btoday is\b", regex.I)
_URL_DATE = regex.compile(
    r"/(?:\w{0,20}/)?t(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)_"
    r"|/(?P<y>20\d\d)[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?:/|_|\b)"
    r"|/(?P<y>20\d\d)(?P<m>\d\d)/(?P<d>\d\d)(?:/|_)"
    r"|/(?P<y>20\d\d)-(?P<m>\d\d)/(?P<d>\d\d)(?:/|_)"
    r"|[/_-](?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])(?=[/_.-]|\d{2,9}\.)"
)
_EPAPER = regex.compile(
    r"([\u4e00-\u9fff]{2,10}?(?:日报|晚报|早报|晨报|时报|商报|都市报|导报|报))"
    r"(?:数字报|电子版|电子报|社)?(?=[\s\-_—|·：:,，.]|$|\d|第)"
)
_WECHAT_TIME = regex.compile(
    r"\b(?:ct|create_time|createTime|oriCreateTime)\s{0,3}[=:]\s{0,3}[\"']([\d :-]{9,20})[\"']"
)
_WECHAT_NAME = regex.compile(r"\bnickname\s{0,3}=\s{0,3}(?:htmlDecode\()?[\"']([^\"'\n]{1,60})[\"']")
_TAG = regex.compile(r"<[^<>]{0,200}>")
_SUFFIX = regex.compile(
    r"\s{0,4}(?:[|｜_>»]|\s[-—–]|[-—–]\s|--|——|(?<=[\u4e00-\u9fff”》）？！])[-—–](?=[\u4e00-\u9fffA-Z]))\s{0,4}"
)
_SITE_WORD = regex.compile(
    r"(?:网|政府|门户|频道|局|委员会|委|厅|报|在线|日报|开发区|要闻|动态|新闻|信息公开|首页|公司|公众号|中心)$"
    r"|\b(?:news|daily|times|online|blog|government|net|com|org|home|post|site|journal)\b",
    regex.I,
)
_TIMES = (
    "article time, .entry-meta time, .post-meta time, time.published, time.entry-date, time[itemprop=datePublished], "
    ".entry-date, .post-date, .date-header, abbr.published"
)
_FOOTERS = "article footer, .entry-footer, .post-footer, .article-footer, .source, .article-source, .news-source"
# A document is made before it is published.
_MADE = regex.compile(r"(?:成文|生成|印发|创建|录入)(?:时间|日期)")
_LARGEST_JSON = 200_000


@dataclass(frozen=True, slots=True)
class Meta:
    """What the page tells about its article; `near` are the lines around it that may hold a byline."""

    title: str | None
    stamp: Stamp | None
    source: str | None
    author: str | None
    site_code: str | None
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scripts:
    """What only scripts tell; read before they are taken out of the tree."""

    linked: tuple[dict[str, Any], ...]
    moment: str | None
    nickname: str | None


def scripts(tree: LexborHTMLParser, url: str | None) -> Scripts:
    """JSON-LD, and for WeChat the time and the account's name."""
    bodies = [(node.attributes.get("type") or "", node.text()) for node in tree.css("script")[:200]]
    linked = tuple(chain.from_iterable(_linked(body) for kind, body in bodies if "ld+json" in kind.lower()))
    if "weixin" not in (url or "") and tree.css_first("#js_content") is None:
        return Scripts(linked, None, None)
    plain = "\n".join(body[:_LARGEST_JSON] for kind, body in bodies if "json" not in kind.lower())
    moment, name = _WECHAT_TIME.search(plain), _WECHAT_NAME.search(plain)
    return Scripts(linked, moment[1] if moment else None, _plain(name[1]) if name else None)


def read(
    tree: LexborHTMLParser,
    lines: Lines | None,
    found: Scripts,
    *,
    url: str | None,
    system: System | None,
    latest: date | None,
) -> Meta:
    """The cascade: each field from the first place that gives it."""
    tags = _tags(tree)
    near = [*_near(lines), *_footers(tree)]
    page_title = _text(tree, ("title",))
    site = _first(tags, _SITES)
    return Meta(
        title=_title(tree, tags, found, system, site, page_title),
        stamp=_stamp(tree, tags, found, near, url, latest),
        source=_source(tree, tags, found, near, site, page_title, system),
        author=_person(_first(tags, _AUTHORS), tags) or _linked_name(found, "author") or _value(near, _head.author_in),
        site_code=_first(tags, ("siteidcode",)),
        near=tuple(near),
    )


def _tags(tree: LexborHTMLParser) -> dict[str, str]:
    """Meta tags by lower-case name, of doubled ones the first that is not empty."""
    found: dict[str, str] = {}
    for node in tree.css("meta")[:500]:
        given = node.attributes
        name = given.get("name") or given.get("property") or given.get("itemprop") or given.get("http-equiv")
        content = _plain(given.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _plain(text: str) -> str:
    return " ".join(clean(_TAG.sub("", html.unescape(text[:2000]))).split())


def _first(tags: dict[str, str], names: Iterable[str]) -> str | None:
    return next((tags[name] for name in names if name in tags), None)


def _text(tree: LexborHTMLParser, selectors: Iterable[str]) -> str | None:
    texts = (_plain(node.text()) for selector in selectors if (node := tree.css_first(selector)) is not None)
    return next((text for text in texts if text), None)


def _near(lines: Lines | None) -> list[str]:
    """The lines that may hold a byline, nearest first: the start of the body, what stands before it, what follows."""
    if lines is None:
        return []
    before = [line.text for line in lines.all[max(0, lines.start - 30) : lines.start]]
    after = [line.text for line in lines.all[lines.end : lines.end + 4]]
    first = [line.text for line in lines.body[:4]]
    last = [line.text[-200:] for line in lines.body[-3:]]
    return [line for line in (*first, *reversed(before), *last, *after) if len(line) <= 300 and not _CLOCK.search(line)]


def _footers(tree: LexborHTMLParser) -> list[str]:
    """What blogs write under an article: a source, a translator's note."""
    return [text for node in tree.css(_FOOTERS)[:3] if (text := _plain(node.text(separator=" "))) and len(text) <= 300]


def _title(
    tree: LexborHTMLParser,
    tags: dict[str, str],
    found: Scripts,
    system: System | None,
    site: str | None,
    page_title: str | None,
) -> str | None:
    own = _first(tags, _TITLES) or _text(tree, system.title if system else ())
    shared = _linked_value(found, "headline") or _first(tags, _SHARED_TITLES)
    title = own or (_without_site(shared, site) if shared else None) or _heading(tree, page_title)
    return title or (_without_site(page_title, site) if page_title else None)


def _heading(tree: LexborHTMLParser, page_title: str | None) -> str | None:
    """The heading that the page's title repeats, or the only one."""
    headings = [_plain(node.text()) for node in tree.css("h1, h2, .title, #title, .bt, .wzbt")[:40]]
    real = [text for text in headings if 4 <= len(text) <= 200]
    repeated = [text for text in real if page_title and text in page_title]
    if repeated:
        return max(repeated, key=len)
    tops = [text for node in tree.css("h1")[:10] if len(text := _plain(node.text())) >= 4]
    tops = [text for text in tops if not (len(text) <= 8 and _SITE_WORD.search(text))]
    return tops[0] if len(set(tops)) == 1 else None


def _without_site(title: str, site: str | None) -> str | None:
    """A page title without the names of site and column that follow it."""
    parts = _SUFFIX.split(title)
    while len(parts) > 1 and (parts[-1] == site or _SITE_WORD.search(parts[-1]) or len(parts[-1]) <= 6):
        parts.pop()
    kept = title[: title.find(parts[-1], sum(map(len, parts[:-1]))) + len(parts[-1])]
    return kept.strip() or None


def _stamp(
    tree: LexborHTMLParser,
    tags: dict[str, str],
    found: Scripts,
    near: list[str],
    url: str | None,
    latest: date | None,
) -> Stamp | None:
    """The first possible date of the cascade."""
    stamps = chain(
        (_dates.parse(tags[name]) for name in _DATES if name in tags),
        (_dates.parse(text) for key in ("datePublished", "dateCreated") if (text := _linked_value(found, key))),
        [_moment(found.moment)],
        _bylines(near),
        _times(tree),
        [_in_address(url)],
    )
    return next((stamp for stamp in stamps if stamp and _dates.is_possible(stamp.day, latest)), None)


def _moment(text: str | None) -> Stamp | None:
    """A WeChat time: seconds since 1970, or a date and a clock."""
    if text and text.isdigit() and len(text) <= 11:
        at = datetime.fromtimestamp(int(text), UTC).astimezone(_SHANGHAI).replace(tzinfo=None)
        return Stamp(at.date(), at)
    return _dates.parse(text) if text else None


def _bylines(near: list[str]) -> Iterator[Stamp | None]:
    """Labeled dates first, then lines that hold a date and nothing else but a byline."""
    taken = [(line, part) for line in near if (part := _head.dateline(line))]
    yield from (part.stamp for line, part in taken if part.labeled and not _MADE.search(line))
    yield from (hit.stamp for line in near if (hit := _labeled(_MADE.sub("", line))))
    yield from (part.stamp for line, part in taken if part.labeled)
    yield from (hit.stamp for line in near if (hit := _labeled(line)))
    yield from (part.stamp for _, part in taken if not part.labeled)


def _labeled(line: str) -> _dates.Found | None:
    label = _head.LABEL_DATE.search(line) if len(line) <= 120 else None
    return _dates.find(line[label.end() : label.end() + 40]) if label else None


def _times(tree: LexborHTMLParser) -> Iterator[Stamp | None]:
    for node in tree.css(_TIMES)[:3]:
        yield _dates.parse(node.attributes.get("datetime") or node.attributes.get("title") or node.text()[:100])


def _in_address(url: str | None) -> Stamp | None:
    match = _URL_DATE.search((url or "")[:1000])
    try:
        return Stamp(date(int(match["y"]), int(match["m"]), int(match["d"]))) if match else None
    except ValueError:
        return None


def _source(
    tree: LexborHTMLParser,
    tags: dict[str, str],
    found: Scripts,
    near: list[str],
    site: str | None,
    page_title: str | None,
    system: System | None,
) -> str | None:
    given = _first(tags, _SOURCES)
    named = (
        (given if given and not _head.is_nobody(given) else None)
        or found.nickname
        or _account(tree)
        or _value(near, _byline_source)
    )
    if named and _OWN_SITE.fullmatch(named.strip()):
        return site or _site_in(page_title)
    return named or _paper(page_title, system) or _linked_name(found, "publisher") or tags.get("og:site_name")


def _person(name: str | None, tags: dict[str, str]) -> str | None:
    """An author tag, unless it holds a number, an address, or the site's name again."""
    if not name or len(name) > 60 or any(char.isdigit() or char in "@/" for char in name):
        return None
    return None if _head.is_nobody(name) or name in (_first(tags, _SOURCES), _first(tags, _SITES)) else name


def _account(tree: LexborHTMLParser) -> str | None:
    return _text(tree, ("#js_name", "#profileBt a"))


def _byline_source(line: str) -> str | None:
    part = _head.dateline(line)
    return _head.source_in(line) or (part.source if part else None)


def _value(near: list[str], reader: Any) -> str | None:
    return next((str(value) for line in near if (value := reader(line))), None)


def _site_in(page_title: str | None) -> str | None:
    """The site's name as page titles carry it behind the article's."""
    parts = [part.strip() for part in _SUFFIX.split(page_title or "")]
    return parts[-1] if len(parts) > 1 and _SITE_WORD.search(parts[-1]) else None


def _paper(page_title: str | None, system: System | None) -> str | None:
    """An e-paper's name stands in its page titles."""
    if system is None or system.name != "founder_epaper":
        return None
    match = _EPAPER.search(page_title or "")
    return match[1] if match else None


def _linked(body: str) -> Iterator[dict[str, Any]]:
    """The objects of one JSON-LD block, lists and graphs opened."""
    try:
        top = json.loads(clean(body[:_LARGEST_JSON]), strict=False)
    except (ValueError, RecursionError):
        return
    queue = [top]
    for _ in range(200):
        if not queue:
            return
        part = queue.pop(0)
        if isinstance(part, list):
            queue.extend(part[:50])
        elif isinstance(part, dict):
            yield part
            queue.extend(value for key, value in part.items() if key == "@graph")


def _linked_value(found: Scripts, key: str) -> str | None:
    values = (part[key] for part in found.linked if isinstance(part.get(key), str))
    return next((_plain(value) for value in values if value.strip()), None)


def _linked_name(found: Scripts, key: str) -> str | None:
    """The name of the person or body under a key of the structured data."""
    for part in found.linked:
        value = part.get(key)
        value = value[0] if isinstance(value, list) and value else value
        name = value.get("name") if isinstance(value, dict) else value
        if isinstance(name, str) and name.strip():
            return _plain(name)
    return None
