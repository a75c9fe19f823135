"""What the engines of JSON lists share."""

import json
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from leadseam.crawl.engines._page import decode


def load(raw: bytes) -> dict[str, Any]:
    """The object in an answer, or an empty one: an error page in place of JSON is an empty list, not a crash."""
    try:
        found = json.loads(decode(raw))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def rows(found: object) -> tuple[dict[str, Any], ...]:
    """The objects of a list, whatever stands among them."""
    return tuple(row for row in found if isinstance(row, dict)) if isinstance(found, list) else ()


def text(value: object) -> str | None:
    """A text field without the spaces around it; None when empty or no text."""
    return value.strip() or None if isinstance(value, str) else None


def page_number(at: str) -> int:
    """The `page` of an address, 1 when absent or no number."""
    value = dict(parse_qsl(urlsplit(at).query)).get("page", "1")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else 1


def next_page(at: str) -> str:
    """The same address with the next `page`.

    >>> next_page("https://example.org/api?page=1&sid=2")
    'https://example.org/api?page=2&sid=2'
    """
    parts = urlsplit(at)
    query = {**dict(parse_qsl(parts.query, keep_blank_values=True)), "page": str(page_number(at) + 1)}
    return parts._replace(query=urlencode(query)).geturl()
