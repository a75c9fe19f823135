"""What came of one address: the outcome, and what a site's answer means."""

import email.utils
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import requests
from urllib3.exceptions import DecodeError

from leadseam.crawl.archive import Headers
from leadseam.crawl.engines._page import clean_url

Outcome = Literal["ok", "unmodified", "gone", "blocked", "disallowed", "refused", "failed"]

REDIRECTS = {301, 302, 303, 307, 308}
BUSY = {429, 500, 502, 503, 504}
# 412 and 521 are how the walls common on Chinese government sites answer.
_BLOCKED = {401, 403, 407, 412, 451, 521}
_GONE = {404, 410}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one address; `url` is the last one of its redirects."""

    url: str
    outcome: Outcome
    status: int | None = None
    reason: str | None = None
    headers: Headers = ()
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """A header by its name, in any case."""
        return next((value for key, value in self.headers if key.lower() == name), None)


def judge(status: int) -> tuple[Outcome, str | None]:
    """The outcome that a status stands for, and why it is none of the good ones."""
    if 200 <= status < 300:
        return "ok", None
    if status == 304:
        return "unmodified", None
    if status in REDIRECTS:
        return "failed", f"HTTP {status} without a target"
    if status in _GONE:
        return "gone", f"HTTP {status}"
    if status in _BLOCKED:
        return "blocked", f"HTTP {status}: the site does not want to be read by programs"
    return ("failed" if status in BUSY else "refused"), f"HTTP {status}"


def redirect(answer: Fetched) -> str | None:
    """Where an answer sends us, as a clean address; None where it sends us nowhere that could be followed."""
    if answer.status not in REDIRECTS:
        return None
    return clean_url(answer.header("location") or "\0:", answer.url)


def retry_after(value: str | None) -> float:
    """The seconds that a Retry-After header asks for, in either of its forms; 0 without one.

    >>> retry_after("7")
    7.0
    """
    if not value:
        return 0.0
    if value.strip().isascii() and value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        at = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def plain(error: Exception) -> str:
    """An error of the libraries below in a few words."""
    if isinstance(error, requests.exceptions.SSLError):
        return "TLS failed: the certificate or the protocol is not accepted"
    if isinstance(error, requests.exceptions.Timeout):
        return "no answer in time"
    if isinstance(error, DecodeError):
        return "the body does not fit its Content-Encoding"
    return f"{type(error).__name__}: {str(error)[:160]}"
