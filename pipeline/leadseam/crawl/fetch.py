"""One polite, bounded request at a time: robots, delay, redirects, size, time, retries, refusals.

A fetch never raises for what a site does; it gives an outcome:
`ok` a page, `unmodified` a 304, `gone` 404 or 410, `blocked` a wall that is not climbed, `disallowed` by robots.txt,
`refused` by our own safety rules, `failed` anything that may pass.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from importlib.metadata import version
from threading import Event, Lock, local
from time import monotonic
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from leadseam.crawl import robots
from leadseam.crawl._guard import Deadline, ForbiddenError, guarded_adapter
from leadseam.crawl.answer import BUSY, Fetched, judge, plain, redirect, retry_after
from leadseam.crawl.source import bare
from leadseam.errors import ConfigError

AGENT = "Leadseam"
_MOST_REDIRECTS = 5
_CHUNK = 16 * 1024


@dataclass(frozen=True, slots=True)
class Policy:
    """The bounds of every request; times in seconds, sizes in bytes after decompression."""

    connect_s: float = 10.0
    read_s: float = 20.0
    total_s: float = 30.0
    largest: int = 8 * 1024 * 1024
    retries: int = 2
    backoff_s: float = 1.0
    longest_wait_s: float = 60.0
    # A site that wants more than this between two pages cannot be crawled in a night.
    longest_delay_s: float = 300.0


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a source's requests may go: its hosts (without `www.`), and the port its base names."""

    hosts: frozenset[str]
    port: int | None = None


@dataclass(frozen=True, slots=True)
class Validators:
    """What an earlier fetch left for a conditional request."""

    etag: str | None = None
    last_modified: str | None = None


class Stopped(Exception):  # noqa: N818 - no fault: the run is asked to end
    """The run is asked to end; raised where a thread would wait."""


@dataclass(slots=True)
class _Turn:
    """One host's order: one request at a time, a pause after each."""

    lock: Lock = field(default_factory=Lock)
    free_at: float = 0.0
    # Doubled while a host says that it is busy.
    slowdown: float = 1.0


class Fetcher:
    """Fetches for many threads; knows the hosts' turns and robots rules for as long as it lives."""

    def __init__(
        self,
        contact: str | None,
        *,
        allow_loopback: bool = False,
        policy: Policy | None = None,
        stop: Event | None = None,
    ) -> None:
        self.policy = policy or Policy()
        self._headers = _headers(contact)
        self._allow_loopback = allow_loopback
        self._stop = stop or Event()
        self._lock = Lock()
        self._turns: dict[str, _Turn] = {}
        self._rules: dict[str, robots.Rules] = {}
        self._threads = local()
        self._sessions: list[requests.Session] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for session in self._sessions:
            session.close()

    def get(self, url: str, scope: Scope, *, delay_s: float, validators: Validators | None = None) -> Fetched:
        """One page of a source, its redirects followed one by one inside the source's own hosts."""
        headers = _conditional(validators)
        for _ in range(_MOST_REDIRECTS + 1):
            refusal = _refusal(url, scope) or self._refused_by_robots(url, delay_s)
            if refusal is not None:
                return refusal
            answer = self._ask(url, delay_s=max(delay_s, self._crawl_delay(url)), headers=headers)
            target = redirect(answer)
            if target is None:
                return answer
            url = target
        return Fetched(url, "refused", reason=f"more than {_MOST_REDIRECTS} redirects")

    def _refused_by_robots(self, url: str, delay_s: float) -> Fetched | None:
        rules = self._robots(url, delay_s)
        if rules.delay > self.policy.longest_delay_s:
            reason = f"robots.txt wants {rules.delay:.0f} s between two pages, too slow for a nightly crawl"
            return Fetched(url, "disallowed", reason=reason)
        refusal = rules.refusal(url)
        if refusal:
            return Fetched(url, "failed" if rules.reason else "disallowed", reason=refusal)
        return None

    def _crawl_delay(self, url: str) -> float:
        return self._rules[_origin(url)].delay

    def _robots(self, url: str, delay_s: float) -> robots.Rules:
        origin = _origin(url)
        if origin not in self._rules:
            self._rules[origin] = self._read_robots(f"{origin}/robots.txt", delay_s)
        return self._rules[origin]

    def _read_robots(self, url: str, delay_s: float) -> robots.Rules:
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._ask(url, delay_s=delay_s, headers={})
            target = redirect(answer)
            if target is None:
                return _rules(answer)
            url = target
        return robots.everything(AGENT)

    def _ask(self, url: str, *, delay_s: float, headers: Mapping[str, str]) -> Fetched:
        """One address without redirects, asked again a few times where the fault may pass."""
        for attempt in range(self.policy.retries + 1):
            with self._turn(url, delay_s) as turn:
                answer = self._once(url, headers)
                turn.slowdown = min(turn.slowdown * 2, 16.0) if answer.status in BUSY else max(turn.slowdown / 2, 1.0)
            if answer.outcome != "failed" or attempt == self.policy.retries:
                return answer
            wait = max(self.policy.backoff_s * 2**attempt, retry_after(answer.header("retry-after")))
            if wait > self.policy.longest_wait_s:
                return answer
            self._sleep(wait)
        raise AssertionError("the loop returns")

    @contextmanager
    def _turn(self, url: str, delay_s: float) -> Iterator[_Turn]:
        with self._lock:
            turn = self._turns.setdefault(bare(urlsplit(url).netloc), _Turn())
        with turn.lock:
            self._sleep(turn.free_at - monotonic())
            try:
                yield turn
            finally:
                turn.free_at = monotonic() + delay_s * turn.slowdown

    def _once(self, url: str, headers: Mapping[str, str]) -> Fetched:
        policy = self.policy
        deadline = Deadline(policy.total_s)
        try:
            with (
                deadline,
                self._session().get(
                    url,
                    headers=headers,
                    stream=True,
                    allow_redirects=False,
                    timeout=(policy.connect_s, policy.read_s),
                ) as response,
            ):
                answer = self._read(url, response)
        except ForbiddenError as error:
            return Fetched(url, "refused", reason=str(error))
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            reason = f"no answer within {policy.total_s:g} s" if deadline.is_over else plain(error)
            return Fetched(url, "failed", reason=reason)
        if deadline.is_over:
            return Fetched(url, "failed", reason=f"no whole answer within {policy.total_s:g} s")
        return answer

    def _read(self, url: str, response: requests.Response) -> Fetched:
        status = response.status_code
        outcome, reason = judge(status)
        headers = tuple((name, value) for name, value in response.headers.items())
        body = b""
        if outcome == "ok":
            pieces, size = [], 0
            for piece in response.raw.stream(_CHUNK, decode_content=True):
                size += len(piece)
                if size > self.policy.largest:
                    return Fetched(url, "refused", status, f"larger than {self.policy.largest} bytes", headers)
                pieces.append(piece)
            body = b"".join(pieces)
        return Fetched(url, outcome, status, reason, headers, body)

    def _session(self) -> requests.Session:
        if not hasattr(self._threads, "session"):
            session = requests.Session()
            # No proxies, no .netrc: what is checked is what is contacted.
            session.trust_env = False
            session.headers.clear()
            session.headers.update(self._headers)
            session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
            for scheme in ("http://", "https://"):
                session.mount(scheme, guarded_adapter(allow_loopback=self._allow_loopback))
            self._threads.session = session
            self._sessions.append(session)
        found: requests.Session = self._threads.session
        return found

    def _sleep(self, seconds: float) -> None:
        if self._stop.wait(max(seconds, 0.0)):
            raise Stopped


def require_contact(contact: str | None, urls: tuple[str, ...]) -> None:
    """Raise ConfigError unless sites outside this machine can see whom to write to."""
    outside = [url for url in urls if not _is_local(url)]
    if outside and not contact:
        raise ConfigError(
            f"a contact is needed to crawl {outside[0]}: set LEADSEAM_CONTACT, or contact in leadseam.toml, to an"
            " e-mail address or a page where the site's owner can reach you"
        )


def _is_local(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host in {"localhost", "::1"} or bool(re.fullmatch(r"127(\.\d{1,3}){3}", host))


def software() -> str:
    """The product and its version, as the User-Agent and the archive name it."""
    return f"{AGENT}/{version('leadseam')}"


def _headers(contact: str | None) -> dict[str, str]:
    if contact and not contact.isprintable():
        raise ConfigError("contact holds characters that no header may hold; give an e-mail address or a page")
    if contact and not contact.isascii():
        raise ConfigError("contact must be ASCII: an e-mail address or a page")
    named = {
        "User-Agent": f"{software()} (+{contact})" if contact else software(),
        "Accept": "text/html,application/xhtml+xml,application/json,application/xml;q=0.9,*/*;q=0.5",
        "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.7",
        "Accept-Encoding": "gzip, deflate",
    }
    return named | ({"From": contact} if contact and "@" in contact and "/" not in contact else {})


def _conditional(validators: Validators | None) -> dict[str, str]:
    if validators is None:
        return {}
    fields = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in fields.items() if value}


def _refusal(url: str, scope: Scope) -> Fetched | None:
    """Our own word on an address: http or https, a host of the source, a usual port or the source's own."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"}:
        return Fetched(url, "refused", reason=f"{parts.scheme!r} is neither http nor https")
    if bare(parts.hostname or "") not in scope.hosts:
        return Fetched(url, "refused", reason=f"leads to another site, {parts.hostname}")
    if parts.port not in {None, 80, 443, scope.port}:
        return Fetched(url, "refused", reason=f"port {parts.port} is not the source's")
    return None


def _rules(answer: Fetched) -> robots.Rules:
    if answer.outcome == "ok":
        return robots.parse(answer.body, AGENT)
    if answer.status is not None and 400 <= answer.status < 500 and answer.status != 429:
        return robots.everything(AGENT)
    if answer.outcome == "refused" and answer.status is None:
        return robots.closed(AGENT, answer.reason or "refused")
    return robots.closed(AGENT, f"robots.txt is out of reach ({answer.reason or 'no answer'}); try again later")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
