"""A scripted site on loopback: what it answers is a table that a test fills and changes."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

import pytest

from leadseam.crawl import Policy, Source
from leadseam.crawl.source import load

NOW = datetime(2026, 3, 10, 20, 0, tzinfo=UTC)
FAST = Policy(connect_s=2, read_s=2, total_s=5, backoff_s=0.01, longest_wait_s=0.5)


@dataclass
class Answer:
    """What one path answers; `drip_s` sends the body a byte at a time, `etag` makes it conditional."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    drip_s: float = 0.0
    has_etag: bool = False


@dataclass
class Asked:
    """One request that the site saw."""

    path: str
    headers: dict[str, str]
    at: float


class Site:
    """The table of answers by path (with query), the log of requests, and a server on a free port."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[], Answer]] = {}
        self.log: list[Asked] = []
        self.stopping = Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.log.append(Asked(self.path, dict(self.headers), monotonic()))
                found = site.answers.get(self.path, Answer(b"not here", 404))
                site.reply(self, found if isinstance(found, Answer) else found())

            def log_message(self, *_words: object) -> None:
                """Stay silent."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, _request: object, _address: object) -> None:
                """Stay silent when a client cuts a connection."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    def reply(self, handler: BaseHTTPRequestHandler, answer: Answer) -> None:
        """Send one answer."""
        etag = f'"{hashlib.sha256(answer.body).hexdigest()[:12]}"' if answer.has_etag else None
        is_known = etag is not None and handler.headers.get("If-None-Match") == etag
        body = b"" if is_known else answer.body
        try:
            handler.send_response(304 if is_known else answer.status)
            for name, value in answer.headers.items():
                handler.send_header(name, value)
            if etag:
                handler.send_header("ETag", etag)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            if not answer.drip_s:
                handler.wfile.write(body)
                return
            for byte in body:
                if self.stopping.is_set():
                    return
                handler.wfile.write(bytes([byte]))
                sleep(answer.drip_s)
        except OSError:
            return

    def put(
        self, path: str, body: bytes = b"", status: int = 200, headers: dict[str, str] | None = None, drip_s: float = 0
    ) -> None:
        """Put any answer at a path."""
        self.answers[path] = Answer(body, status, headers or {"Content-Type": "text/html"}, drip_s)

    def page(self, path: str, text: str, *, has_etag: bool = False) -> None:
        """Put an article at a path."""
        self.answers[path] = Answer(f"<html><body><p>{text}</p></body></html>".encode(), has_etag=has_etag)

    def listing(self, path: str, rows: list[tuple[str, str]], more: str = "") -> None:
        """Put a list of (address, day) at a path."""
        links = "".join(f'<li><a href="{url}">Signing {url}</a><span>{day}</span></li>' for url, day in rows)
        self.answers[path] = Answer(f"<html><body><ul>{links}</ul>{more}</body></html>".encode())

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(asked.path == path for asked in self.log)

    def source(
        self, folder: Path, lists: str = "", more: str = "", *, name: str = "site-a", delay_s: float = 0
    ) -> Source:
        """A source file for this site, loaded."""
        lists = lists or '[[list]]\nengine = "html_links"\npath = "/news/"\n'
        path = folder / f"{name}.toml"
        path.write_text(
            f'[source]\nid = "{name}"\nname = "Site"\n'
            f'[http]\nbase = "{self.base}"\ndelay_s = {delay_s}\n{lists}\n{more}',
            encoding="utf-8",
        )
        return load(path)


@pytest.fixture
def site() -> Iterator[Site]:
    """A running site."""
    site = Site()
    thread = Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield site
    site.stopping.set()
    site.server.shutdown()
    site.server.server_close()
    thread.join()


@pytest.fixture
def now() -> datetime:
    """The time of the first run."""
    return NOW


@pytest.fixture
def fast() -> Policy:
    """Bounds that let a test fail quickly."""
    return FAST
