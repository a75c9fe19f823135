"""A small web of demonstration sites on loopback: what the crawler meets outside, without going outside."""

import gzip
import hashlib
import mimetypes
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

from leadseam.crawl._demo_lists import china_time, file_name, listing
from leadseam.crawl._demo_site import DemoSite, load_sites, render
from leadseam.errors import ConfigError

HOST = "127.0.0.1"
PORT = 8710
_LONGEST_FORM = 10_000
_REMEMBERED = 10_000
_NOT_FOUND = (
    "<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center></body></html>"
)
_FRAME_TIME = datetime(2025, 12, 19, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Request:
    """One request that a site answered."""

    site: str
    method: str
    path: str
    status: int


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    content_type: str
    body: bytes
    modified: datetime | None = None

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


def find_pages() -> Path:
    """The demonstration pages: the installed ones, else those of the checkout; raises ConfigError."""
    package = Path(__file__).parents[1]
    places = (package / "_pages", package.parent.parent / "corpus" / "pages")
    for place in places:
        if place.is_dir():
            return place
    raise ConfigError(f"the demonstration pages are neither in {places[0]} nor in {places[1]}; install leadseam again")


class Simulator:
    """The demonstration sites, each on a port of its own, while the `with` block lasts.

    `port` 0 picks free ports; any other is the first of as many as there are sites. `latency` is in seconds.

    >>> with Simulator() as web:
    ...     sorted(web.urls)[0], len(web.urls)
    ('asia-plant-review', 6)
    """

    def __init__(self, folder: Path | None = None, *, port: int = 0, latency: float = 0.0) -> None:
        self.sites = load_sites(folder or find_pages())
        self.requests: deque[Request] = deque(maxlen=_REMEMBERED)
        self._port = port
        self._latency = latency
        self._servers: dict[str, _Server] = {}

    @property
    def urls(self) -> dict[str, str]:
        """Every site's address, by the site's id."""
        return {name: server.base for name, server in self._servers.items()}

    def __enter__(self) -> Self:
        for site in self.sites:
            server = self._open(site)
            self._servers[site.id] = server
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name=site.id, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in self._servers.values():
            server.shutdown()
            server.server_close()
        self._servers.clear()

    def write_sources(self, folder: Path) -> tuple[Path, ...]:
        """A source file a site, for the crawler, with the addresses of this run."""
        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for site in self.sites:
            path = folder / f"{site.id}.toml"
            text = site.frame("source.toml").substitute(base=self.urls[site.id])
            path.write_text(text, encoding="utf-8")
            paths.append(path)
        return tuple(paths)

    def _open(self, site: DemoSite) -> "_Server":
        port = self._port and self._port + int(site.settings["offset"])
        try:
            return _Server((HOST, port), site, self.requests, self._latency)
        except (OSError, OverflowError) as error:
            for server in self._servers.values():
                server.server_close()
            raise ConfigError(f"port {port} for the demonstration site {site.id}: {error}; choose another") from error


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], site: DemoSite, requests: deque[Request], latency: float) -> None:
        super().__init__(address, _Handler)
        self.site = site
        self.requests = requests
        self.latency = latency
        self.base = f"http://{HOST}:{self.server_port}"

    def answer(self, target: str, form: Mapping[str, str]) -> _Answer:
        """What the site answers to an address; `form` holds the fields that were posted."""
        path, query = unquote(urlsplit(target).path), urlsplit(target).query
        site = self.site
        if path == "/robots.txt":
            return _Answer(200, "text/plain", str(site.settings["robots"]).encode())
        if page := site.by_path.get(path):
            return _Answer(200, _content_type(site), render(site, page), china_time(page.published))
        if found := listing(site, path, {**dict(parse_qsl(query)), **form}, self.base):
            kind, text = found
            body = text.encode(site.charset if kind == "text/html" else "utf-8", errors="xmlcharrefreplace")
            return _Answer(200, _content_type(site) if kind == "text/html" else f"{kind}; charset=UTF-8", body)
        return self._file(path) or _Answer(404, "text/html", _NOT_FOUND.encode())

    def _file(self, path: str) -> _Answer | None:
        name = file_name(path)
        file = self.site.folder / "files" / name if name else None
        if file is None or not file.is_file():
            return None
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return _Answer(200, kind, file.read_bytes(), _FRAME_TIME)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "nginx"
    sys_version = ""
    server: _Server

    def do_GET(self) -> None:
        """Answer with a body."""
        self._reply({}, with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the headers alone."""
        self._reply({}, with_body=False)

    def do_POST(self) -> None:
        """Answer a posted form as if its fields stood in the address."""
        length = self.headers.get("Content-Length", "0")
        size = int(length) if length.isdigit() else 0
        sent = self.rfile.read(min(size, _LONGEST_FORM)).decode("utf-8", errors="replace")
        self._reply(dict(parse_qsl(sent)), with_body=True)

    def log_message(self, *_words: object) -> None:
        """Keep stderr for the program's own messages."""

    def _reply(self, form: Mapping[str, str], *, with_body: bool) -> None:
        time.sleep(self.server.latency)
        answer = self.server.answer(self.path, form)
        status = 304 if self._is_known(answer) else answer.status
        self.server.requests.append(Request(self.server.site.id, self.command, self.path, status))
        self.send_response(status)
        self._send_validators(answer)
        if status == 304:
            self.end_headers()
            return
        body = self._send_encoding(answer)
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _send_validators(self, answer: _Answer) -> None:
        if answer.status == 200:
            self.send_header("ETag", answer.etag)
            if answer.modified:
                self.send_header("Last-Modified", format_datetime(answer.modified.astimezone(UTC), usegmt=True))

    def _send_encoding(self, answer: _Answer) -> bytes:
        body = answer.body
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(body)))
        return body

    def _is_known(self, answer: _Answer) -> bool:
        if answer.status != 200 or self.command == "POST":
            return False
        # An ETag decides alone where one is given (RFC 9110, 13.1.3).
        if tags := self.headers.get("If-None-Match"):
            return answer.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")] or tags.strip() == "*"
        since = _http_date(self.headers.get("If-Modified-Since"))
        return bool(since and answer.modified and answer.modified <= since)


def _content_type(site: DemoSite) -> str:
    return str(site.settings.get("content_type", "text/html; charset=UTF-8"))


def _http_date(text: str | None) -> datetime | None:
    try:
        at = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    return at if at and at.tzinfo else None
