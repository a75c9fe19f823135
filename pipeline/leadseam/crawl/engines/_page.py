"""What every list engine shares: the forms it takes and gives, list dates, article addresses, charset."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from itertools import islice, takewhile
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from bs4 import BeautifulSoup, Tag
from pydantic import BaseModel, ConfigDict, Field

# Chinese sites write local time without a zone.
CHINA = timezone(timedelta(hours=8))

_MOST_LINKS = 2_000
_LONGEST_URL = 2_000
_LONGEST_TITLE = 300
_KEPT = "/%:@!$&'()*+,;=~-._?[]|"
_LONGEST_ROW = 600
_MOST_RIVALS = 8
_MOST_LEVELS = 8
_ROWS = ("li", "tr", "dd", "article", "section")
_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s{0,2}[-/.年]\s{0,2}(0?[1-9]|1[0-2])\s{0,2}[-/.月]\s{0,2}(3[01]|[12]\d|0?[1-9])(?!\d)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_ENGLISH_DATES = (
    re.compile(
        rf"\b(?P<month>{_MONTH})\s{{1,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,2}}(?P<year>(?:19|20)\d{{2}})\b",
        re.I,
    ),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s{{1,2}}(?P<month>{_MONTH}),?\s{{1,2}}(?P<year>(?:19|20)\d{{2}})\b",
        re.I,
    ),
)
_URL_DATES = (
    re.compile(r"/t((?:19|20)\d{2})(\d{2})(\d{2})_"),
    re.compile(r"/((?:19|20)\d{2})-(\d{2})[/-](\d{2})(?!\d)"),
    re.compile(r"/((?:19|20)\d{2})/(\d{1,2})/(\d{1,2})/"),
    re.compile(r"/((?:19|20)\d{2})(\d{2})(\d{2})/"),
)
# Article addresses of the content systems met on government sites, where the day is not in the address.
_ARTICLE_URLS = re.compile(
    r"/t(?:19|20)\d{6}_\d+\.s?html?$|/art/(?:19|20)\d{2}/\d{1,2}/\d{1,2}/art_|/m?post_\d+\.html?$|/content_\d+\.s?html?$"
    r"|/c\d{3,12}/(?:19|20)\d{4}/[0-9a-f]{16,40}\.s?html?$|/info/\d+/\d+\.html?$|/gkmlpt/content/"
)
_EMPTY = re.compile(r"[\[(（【] ?[\])）】]")
# The tree builder of every list.
PARSER = "lxml"
_HEAD = 2_048
_XML_HEAD = re.compile(r"^\s{0,20}<\?xml[^<>]{0,200}>")
_LABEL = re.compile(rb"(?:charset|encoding)\s{0,4}=\s{0,4}[\"']?([A-Za-z0-9_-]{2,20})")
_NO_PAGE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|zip|rar|7z|mp[34]|avi|mov|wps|docx?|xlsx?|pptx?|pdf|ofd)$", re.I
)


class ListKeys(BaseModel):
    """What every `[[list]]` block may hold; an engine adds its own keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    engine: str
    max_pages: int = Field(default=3, ge=1, le=200)


@dataclass(frozen=True, slots=True)
class Listed:
    """One article as a list shows it."""

    url: str
    title: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list: its articles, newest first, and the address of the next page if there is one."""

    articles: tuple[Listed, ...]
    next: str | None = None


def clean_url(url: str, at: str = "") -> str | None:
    """An absolute http(s) address without fragment, default port and dot segments; None for anything else.

    >>> clean_url("./t20260104_1.html#top", "HTTP://Example.org:80/a/index.html")
    'http://example.org/a/t20260104_1.html'
    """
    try:
        parts = urlsplit(urljoin(at, url.strip()))
        port = parts.port
        # What browsers send: letters of other scripts and blanks as their UTF-8 bytes; a lone surrogate has none.
        path, query = quote(parts.path or "/", _KEPT), quote(parts.query, _KEPT)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if not host.isprintable() or len(url) > _LONGEST_URL:
        return None
    netloc = host if port in {None, {"http": 80, "https": 443}[parts.scheme]} else f"{host}:{port}"
    return urlunsplit(SplitResult(parts.scheme, netloc, path, query, ""))


def find_date(text: str) -> date | None:
    """The first full date in a line of a list.

    >>> find_date("签约快讯 [2026-01-04]")
    datetime.date(2026, 1, 4)
    >>> find_date("Posted on Jan. 4, 2026 by the editor")
    datetime.date(2026, 1, 4)
    """
    if found := _DATE.search(text):
        return _date(*found.groups())
    english = next((match for pattern in _ENGLISH_DATES if (match := pattern.search(text))), None)
    if english is None:
        return None
    month = _MONTHS.index(english["month"][:3].lower()) + 1
    return _date(english["year"], str(month), english["day"])


def url_date(url: str) -> date | None:
    """The day that an article's address carries.

    >>> url_date("https://example.org/xw/202601/t20260104_77.html")
    datetime.date(2026, 1, 4)
    """
    path = urlsplit(url).path
    found = next((match for pattern in _URL_DATES if (match := pattern.search(path))), None)
    return _date(*found.groups()) if found else None


def epoch_date(seconds: object) -> date | None:
    """The day in China of a Unix time in seconds or milliseconds."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds / 1000 if seconds > 10**11 else seconds, CHINA).date()
    except (OverflowError, ValueError, OSError):
        return None


def is_article_url(url: str) -> bool:
    """Whether an address has the shape that a known content system gives its articles."""
    path = urlsplit(url).path
    return bool(_ARTICLE_URLS.search(path) or url_date(url))


def is_page_url(url: str) -> bool:
    """Whether an address can be a page, judged by its ending: no image, archive or office file."""
    return not _NO_PAGE.search(urlsplit(url).path)


def decode(raw: bytes) -> str:
    """A list page as text; its bytes decide the charset, its own label only where they are mute.

    >>> decode("签约项目一览，今天天气很好".encode("gbk"))
    '签约项目一览，今天天气很好'
    """
    from leadseam.read._decode import decode as read_bytes

    label = _LABEL.search(raw[:_HEAD])
    return read_bytes(raw, label[1].decode() if label else None)


def soup(raw: bytes) -> BeautifulSoup:
    """A list page as a tree."""
    return tree_of(decode(raw))


def tree_of(text: str) -> BeautifulSoup:
    """Markup as a tree; an XML head is cut off, since what stands behind it is read as HTML all the same."""
    return BeautifulSoup(_XML_HEAD.sub("", text, count=1), PARSER)


def links(tree: BeautifulSoup | Tag, at: str) -> tuple[Listed, ...]:
    """Every link below `tree`, with the date of its row; the caller says which of them are articles."""
    rows = _Rows()
    found = []
    for anchor in tree.find_all("a", href=True, limit=_MOST_LINKS):
        url = clean_url(str(anchor["href"]), at)
        if url is not None and is_page_url(url):
            found.append(Listed(url, title_of(anchor), rows.day(anchor) or url_date(url)))
    return tuple(found)


def title_of(anchor: Tag) -> str | None:
    """A link's title: its `title` attribute, which lists do not cut, else its text without a date."""
    return clean_title(str(anchor.get("title") or "")) or clean_title(anchor.get_text(" ", strip=True))


def clean_title(text: str) -> str | None:
    """A title on one line, without a date and the brackets around it; None when nothing is left.

    >>> clean_title(" [2026-01-04] 集中签约\\n仪式 ")
    '集中签约 仪式'
    """
    line = " ".join(_DATE.sub("", text[:_LONGEST_TITLE].encode("utf-8", "replace").decode()).split())
    return _EMPTY.sub("", line).strip() or None


@dataclass(slots=True)
class _Rows:
    """The dates beside links. Every box and row is looked at once, whatever the page: their ids are remembered."""

    single: dict[int, bool] = field(default_factory=dict)
    main: dict[int, tuple[int, date | None]] = field(default_factory=dict)

    def day(self, anchor: Tag) -> date | None:
        """The date in the widest box around a link that holds no other, or in its row if it is the row's main one."""
        above = tuple(islice(anchor.parents, _MOST_LEVELS))
        alone = tuple(takewhile(self._is_single, above))
        if found := _box_date(alone[-1] if alone else anchor):
            return found
        row = next((tag for tag in above if tag.name in _ROWS), None)
        if row is None:
            return None
        if id(row) not in self.main:
            rivals = row.find_all("a", href=True, limit=_MOST_RIVALS)
            longest = max(rivals, key=lambda rival: len(rival.get_text()))
            self.main[id(row)] = (id(longest), _box_date(row))
        main, found = self.main[id(row)]
        return found if main == id(anchor) else None

    def _is_single(self, tag: Tag) -> bool:
        if tag.name == "body":
            return False
        if id(tag) not in self.single:
            self.single[id(tag)] = len(tag.find_all("a", href=True, limit=2)) < 2
        return self.single[id(tag)]


def _box_date(box: Tag) -> date | None:
    text = box.get_text(" ", strip=True)
    return find_date(text) if len(text) <= _LONGEST_ROW else None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
