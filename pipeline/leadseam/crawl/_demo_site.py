"""The demonstration pages: a folder a site, a file a page, put into the frame of the site's content system."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from leadseam.errors import SourceError

_RELATED = 5
_IMAGE = re.compile(r"!\[([^\]]{0,80})\]\(([^)\s]{1,120})\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One article: its words and what its site says about it; `raw` is a page of bytes that no frame touches."""

    slug: str
    path: str
    title: str
    published: datetime
    source: str
    author: str
    editor: str
    body: str
    state: str
    attachments: tuple[str, ...]
    charset: str | None
    raw: bytes | None

    @property
    def text(self) -> str:
        """What a reader should get: a paragraph a line, table cells joined by a tab, no picture.

        An article without a frame is written as its raw page shows it and repeats its words in `body`.
        """
        lines = (line.strip() for line in self.body.splitlines())
        return "\n".join(_plain(line) for line in lines if line and not _IMAGE.fullmatch(line))


@dataclass(frozen=True, kw_only=True)
class DemoSite:
    """One site: its settings, its frames and its pages, newest first."""

    id: str
    folder: Path
    settings: dict[str, Any]
    pages: tuple[Page, ...]

    @property
    def engine(self) -> str:
        """The content system, by the name of the list engine that reads it."""
        return str(self.settings["engine"])

    @property
    def name(self) -> str:
        """The publisher's name."""
        return str(self.settings["name"])

    @property
    def charset(self) -> str:
        """The charset that the site's pages are really in."""
        return str(self.settings.get("charset", "utf-8"))

    @cached_property
    def by_path(self) -> dict[str, Page]:
        """Every article by the path of its address."""
        return {page.path: page for page in self.pages}

    def frame(self, name: str) -> Template:
        """A frame (`article.html`, `list.html`) of this site."""
        return Template((self.folder / name).read_text(encoding="utf-8"))

    def slices(self) -> tuple[tuple[Page, ...], ...]:
        """The pages in groups of the site's list length."""
        size = int(self.settings["per_page"])
        return tuple(self.pages[at : at + size] for at in range(0, max(1, len(self.pages)), size))


def load_sites(folder: Path) -> tuple[DemoSite, ...]:
    """Every site below `folder`, by its port offset; raises SourceError for a file that does not fit."""
    sites = [_load_site(path.parent) for path in sorted(folder.glob("*/site.toml"))]
    if not sites:
        raise SourceError(f"{folder}: no */site.toml here; give the folder that holds the demonstration sites")
    return tuple(sorted(sites, key=lambda site: int(site.settings["offset"])))


def render(site: DemoSite, page: Page) -> bytes:
    """The page as its site sends it, in the charset that it is really in."""
    if page.raw is not None:
        return page.raw
    html = site.frame("article.html").safe_substitute(_fields(site, page))
    return html.encode(page.charset or site.charset, errors="xmlcharrefreplace")


def links(pages: tuple[Page, ...], form: str) -> str:
    """One line a page, after the site's own form of a link."""
    return "\n".join(Template(form).safe_substitute(link_fields(page)) for page in pages)


def link_fields(page: Page) -> dict[str, str]:
    """What a list says of a page: its path, title and dates."""
    at = page.published
    return {
        "path": page.path,
        "title": escape(page.title),
        "day": f"{at:%Y-%m-%d}",
        "short_day": f"{at:%m-%d}",
        "long_day": f"{at:%B} {at.day}, {at.year}",
        "summary": escape(page.text.split("\n", 1)[0][:160]),
    }


def _fields(site: DemoSite, page: Page) -> dict[str, str]:
    at = page.published
    return {
        **{name: escape(str(value)) for name, value in site.settings.items() if isinstance(value, str | int)},
        **link_fields(page),
        "stamp": f"{at:%Y-%m-%d %H:%M}",
        "seconds": f"{at:%Y-%m-%d %H:%M:%S}",
        "chinese_day": f"{at.year}年{at.month}月{at.day}日",
        "source": escape(page.source),
        "author": escape(page.author),
        "editor": escape(page.editor),
        # Old sites label what is really GB18030 as gb2312.
        "label": "gb2312" if page.charset else str(site.settings.get("charset_label", site.charset)),
        "body": "\n".join(_blocks(site, page.body)),
        "related": links(_others(site, page), str(site.settings["related"])),
        "attachments": "\n".join(_attachment(name) for name in page.attachments),
    }


def _others(site: DemoSite, page: Page) -> tuple[Page, ...]:
    at = site.pages.index(page)
    return (site.pages[at + 1 :] + site.pages[:at])[:_RELATED]


def _attachment(name: str) -> str:
    title, _, file = name.rpartition("|")
    return f'<p>附件：<a href="/files/{file}" target="_blank">{escape(title)}</a></p>'


def _blocks(site: DemoSite, body: str) -> Iterator[str]:
    rows: list[str] = []
    for line in (*filter(None, map(str.strip, body.splitlines())), ""):
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            yield _table(site, rows)
            rows = []
        if line:
            yield _paragraph(site, line)


def _paragraph(site: DemoSite, line: str) -> str:
    if picture := _IMAGE.fullmatch(line):
        return f'<p style="text-align:center"><img src="/files/{picture[2]}" alt="{escape(picture[1])}"></p>'
    form = site.settings["heading" if line.startswith("## ") else "paragraph"]
    return Template(form).safe_substitute(text=escape(line.removeprefix("## "), quote=False))


def _table(site: DemoSite, rows: list[str]) -> str:
    cells = ("".join(f"<td><p>{escape(cell)}</p></td>" for cell in _cells(row)) for row in rows)
    lines = "\n".join(f"<tr>{row}</tr>" for row in cells)
    return f'<table class="{site.settings.get("table_class", "")}" border="1"><tbody>\n{lines}\n</tbody></table>'


def _plain(line: str) -> str:
    return "\t".join(_cells(line)) if line.startswith("|") else line.removeprefix("## ")


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def _load_site(folder: Path) -> DemoSite:
    settings = _read(folder / "site.toml")
    pages = [_load_page(path, settings) for path in folder.glob("20*.toml")]
    newest_first = sorted(pages, key=lambda page: (page.published, page.slug), reverse=True)
    return DemoSite(id=folder.name, folder=folder, settings=settings, pages=tuple(newest_first))


def _load_page(path: Path, settings: dict[str, Any]) -> Page:
    fields = _read(path)
    raw = path.with_suffix(".html")
    try:
        return Page(
            slug=path.stem,
            path=_address(settings["address"], fields["number"], fields["published"]),
            title=fields["title"],
            published=fields["published"],
            source=fields.get("source", settings["source"]),
            author=fields.get("author", ""),
            editor=fields.get("editor", settings.get("editor", "")),
            body=fields["body"],
            state=fields.get("state", "ok"),
            attachments=tuple(fields.get("attachments", ())),
            charset=fields.get("charset"),
            raw=raw.read_bytes() if raw.exists() else None,
        )
    except (KeyError, TypeError) as error:
        raise SourceError(f"{path}: {error} is missing or of the wrong kind; see corpus/README.md") from error


def _address(form: str, number: int, at: datetime) -> str:
    parts = {"y": f"{at.year}", "m": f"{at.month}", "d": f"{at.day}", "mm": f"{at:%m}", "dd": f"{at:%d}"}
    return Template(form).substitute(parts, number=number)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SourceError(f"{path}: {error}") from error
