"""Rows of a JSONL file to documents."""

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import regex

from leadseam.errors import InputError
from leadseam.read._decode import clean, decode
from leadseam.read._files import Skipped, content, is_page
from leadseam.read._page import page
from leadseam.read._plain import text
from leadseam.resources import regions
from leadseam.schema import Document, HomePlace, Lang

_DAY = regex.compile(r"\d{4}-\d{2}-\d{2}")
_ADCODE = regex.compile(r"[1-9]\d{5}")


def read(line: str, where: str, folder: Path) -> Document | Skipped:
    """One line as a document; `where` names it, `folder` is what a path in it is relative to and must not leave."""
    row = _parse(line)
    return Skipped(where, row) if isinstance(row, str) else _document(row, where, folder)


def given(row: dict[str, Any]) -> "Given":
    """What a row says about a text that comes by another way; raises InputError with the first thing that is wrong.

    >>> given({"title": "某市签约", "home_place": "370811"}).home_place.text
    '任城区'
    """
    row = {"id": "text", "text": "", **row}
    if fault := _fault(row):
        raise InputError(fault)
    return Given.of(row)


def beside(line: str, folder: Path) -> Path | None:
    """The file that a line stands for, None where it brings its own text, is wrong or names a file elsewhere."""
    row = _parse(line)
    if isinstance(row, str) or row.get("text") is not None or row.get("html") is not None:
        return None
    path = _within(folder, row["path"])
    return path if isinstance(path, Path) else None


def _parse(line: str) -> dict[str, Any] | str:
    """A line's fields, or what is wrong with it in plain words."""
    try:
        row = json.loads(line)
    except ValueError as error:
        return f"is not JSON ({getattr(error, 'msg', error)})"
    except RecursionError:
        return "is JSON nested too deeply"
    if not isinstance(row, dict):
        return "is not a JSON object; expected one with id and text, html or path"
    return _fault(row) or row


def _fault(row: dict[str, Any]) -> str | None:
    """What is wrong with a row of a JSONL file, in plain words."""
    for key in ("id", "text", "html", "path", "url", "title", "published", "lang", "home_place"):
        if row.get(key) is not None and not isinstance(row[key], str):
            return f"{key} must be a string, found {type(row[key]).__name__}"
    if not (row.get("id") or "").strip():
        return "has no id"
    if all(row.get(key) is None for key in ("text", "html", "path")):
        return "has none of text, html and path"
    if row.get("published") is not None and not _day(row["published"]):
        return f"published is no date: {row['published'][:40]!r}; expected YYYY-MM-DD"
    if row.get("lang") not in (None, "zh", "en"):
        return f"lang must be zh or en, found {row['lang'][:40]!r}"
    return _home_fault(row["home_place"]) if row.get("home_place") is not None else None


def _home_fault(code: str) -> str | None:
    if not _ADCODE.fullmatch(code):
        return f"home_place is no six-digit adcode: {code[:40]!r}"
    if code not in _codes():
        return f"home_place {code} is no division's code, neither today's nor a former one"
    return None


@cache
def _codes() -> frozenset[str]:
    table = regions.table()
    return frozenset({*table.current, *(row.adcode for row in table.rows)})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _document(row: dict[str, Any], where: str, folder: Path) -> Document | Skipped:
    given = Given.of(row)
    if row.get("text") is not None:
        return given.text(row["text"]) or Skipped(where, "its text is empty")
    if row.get("html") is not None:
        raw = row["html"].encode("utf-8", "replace")
        return given.page(raw, "utf-8") if raw.strip() else Skipped(where, "its html is empty")
    return _beside(row["path"], given, where, folder)


def _within(folder: Path, name: str) -> Path | str:
    """The file of that name below the folder, wherever links lead, or what is wrong with the name.

    Whoever wrote a JSONL must not choose which of the reader's files is read.
    """
    try:
        path, top = (folder / name).resolve(), folder.resolve()
    except (OSError, ValueError, RuntimeError) as error:  # a loop of links is a RuntimeError below Python 3.13
        return f"its path {name!r} cannot be read ({error})"
    if Path(name).is_absolute() or not path.is_relative_to(top):
        return f"its path {name!r} leads out of the folder {str(folder)!r}; a path must stay beside the JSONL"
    return path


def _beside(name: str, given: "Given", where: str, folder: Path) -> Document | Skipped:
    path = _within(folder, name)
    if isinstance(path, str):
        return Skipped(where, path)
    try:
        raw = content(path)
    except (OSError, ValueError) as error:
        return Skipped(where, f"its path {name!r} cannot be read ({getattr(error, 'strerror', None) or error})")
    if isinstance(raw, Skipped):
        return Skipped(where, f"its path {name!r} {raw.reason}")
    if is_page(path.name, raw):
        return given.page(raw)
    return given.text(decode(raw)) or Skipped(where, "its text is empty")


def _division(code: str) -> HomePlace:
    """The division of a code that was given; a retired one stands for its successor of today."""
    table = regions.table()
    region = table.current.get(code) or next((row for row in table.rows if row.adcode == code), None)
    return HomePlace(region.name, region.today, 1.0) if region else HomePlace(code, code, 1.0)


@dataclass(frozen=True, slots=True)
class Given:
    """What a JSONL row says about its document; it wins over what is found."""

    id: str
    url: str | None
    title: str | None
    published: date | None
    lang: Lang | None
    home_place: HomePlace | None

    @staticmethod
    def of(row: dict[str, Any]) -> "Given":
        """The fields of a row that has no fault."""
        words = {key: clean(row[key]).strip() or None for key in ("url", "title") if row.get(key)}
        code = row.get("home_place")
        return Given(
            id=clean(row["id"]),
            url=words.get("url"),
            title=words.get("title"),
            published=_day(row["published"]) if row.get("published") else None,
            lang=row.get("lang"),
            home_place=_division(code) if code else None,
        )

    def text(self, raw: str) -> Document | None:
        """A plain text as a document, None where nothing of it is an article's."""
        document = text(
            raw,
            id=self.id,
            url=self.url,
            title=self.title,
            published=self.published,
            lang=self.lang,
            home_place=self.home_place,
        )
        return document if document.text else None

    def page(self, raw: bytes, label: str | None = None) -> Document:
        """The bytes of a page as a document."""
        found = page(raw, id=self.id, url=self.url, label=label)
        return replace(
            found,
            title=self.title or found.title,
            published=self.published or found.published,
            published_at=found.published_at if self.published in (None, found.published) else None,
            lang=self.lang or found.lang,
            home_place=self.home_place or found.home_place,
        )
