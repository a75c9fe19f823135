"""Walking a source's lists: which links are articles, and when to stop paging."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from leadseam.crawl import engines
from leadseam.crawl.answer import Outcome
from leadseam.crawl.engines import Listed, ListKeys
from leadseam.crawl.engines._page import CHINA, is_article_url
from leadseam.crawl.fetch import Fetcher, Scope
from leadseam.crawl.frontier import Frontier
from leadseam.crawl.source import Source

# Sites back-date and edit, so a walk goes this far below the newest day seen.
OVERLAP = timedelta(days=7)
# An edit is most often made while an article is among the first of its list, whatever its age.
_FIRST_ONES = 20


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk of one list found; `fault` says why it broke off, `outcome` what its last request came to."""

    listed: int = 0
    new: int = 0
    fault: str | None = None
    outcome: Outcome = "ok"


def articles(found: tuple[Listed, ...], source: Source, at: str) -> tuple[Listed, ...]:
    """The links of a list page that are the source's articles, once each: own host, and the address patterns of the
    file where it has some, else an article's address shape or a day beside the link."""
    kept = {article.url: article for article in reversed(found) if _is_article(article, source, at)}
    return tuple(reversed(kept.values()))


def walk(fetcher: Fetcher, frontier: Frontier, source: Source, keys: ListKeys, *, number: int, now: datetime) -> Walked:
    """Walk one list down to what is known and put its articles in the queue, page by page; `number` is the round's."""
    engine, name = engines.get(keys.engine), list_name(keys)
    state = _State(source, *frontier.open_walk(source.id, name), today=now.astimezone(CHINA).date())
    at: str | None = engine.first(keys, source.base)
    # One more request than pages: a column page of a script only hands over the address of the real list.
    for request in range(keys.max_pages + 1):
        if at is None or state.pages == keys.max_pages:
            break
        answer = fetcher.get(at, scope(source), delay_s=source.http.delay_s)
        if answer.outcome == "gone" and request > 0:
            # The end of many lists is a page that is not there.
            break
        if answer.outcome != "ok":
            fault = f"{answer.url}: {answer.reason or answer.outcome}"
            return Walked(state.total, state.new, fault, answer.outcome)
        try:
            page = engine.read(answer.body, answer.url, keys)
        except Exception as error:  # an installed engine may break its promise; one list must not end the night
            return Walked(state.total, state.new, f"{answer.url}: engine {keys.engine} failed: {error!r}")
        found = articles(page.articles, source, answer.url)
        if state.is_repeated(answer.body, found):
            break
        fresh = frontier.add(source.id, found, number=number, recheck=state.recheck(found), now=now)
        if state.is_enough(found, fresh):
            break
        at = page.next
    if state.total == 0:
        return Walked(fault=f"the list {name} shows no articles: has the site changed?")
    frontier.close_walk(source.id, name, state.newest)
    return Walked(state.total, state.new)


def scope(source: Source) -> Scope:
    """Where the source's requests may go."""
    return Scope(source.hosts, source.port)


def list_name(keys: ListKeys) -> str:
    """What tells a source's lists apart: the engine and what it is asked for, not how many pages."""
    fields = keys.model_dump(exclude={"max_pages"}, exclude_defaults=True)
    return " ".join(str(value) for value in fields.values())


@dataclass(slots=True)
class _State:
    """What a walk has seen so far; known pages prove something only where the last walk came to its end."""

    source: Source
    was_complete: bool
    watermark: date | None
    today: date
    newest: date | None = None
    pages: int = 0
    total: int = 0
    new: int = 0
    seen: set[bytes] = field(default_factory=set)

    def is_repeated(self, raw: bytes, found: tuple[Listed, ...]) -> bool:
        """Whether this page came before in the walk: some sites answer every number with the first or last page."""
        urls = "\n".join(article.url for article in found).encode() or raw
        digest = hashlib.sha256(urls).digest()
        is_known = digest in self.seen
        self.seen.add(digest)
        return is_known

    def recheck(self, found: tuple[Listed, ...]) -> frozenset[str]:
        """The articles that get a new look where they are known: a list's first ones, and all of the last days.

        Called once a page, from the top; the last days are counted from the newest one seen.
        """
        # A day in the future is a slip of the site's editor and must not move the watermark.
        days = [article.published for article in found if article.published and article.published <= self.today]
        self.newest = max((day for day in (*days, self.newest) if day), default=None)
        first = {article.url for article in found[:_FIRST_ONES]} if self.pages == 0 else set()
        if self.newest is None:
            return frozenset(first)
        floor = self.newest - timedelta(days=self.source.article.recheck_d)
        return frozenset(first | {article.url for article in found if article.published and article.published >= floor})

    def is_enough(self, found: tuple[Listed, ...], fresh: int) -> bool:
        """Count a page; whether those below can hold nothing new: it is all known, or older than the watermark."""
        self.total, self.new = self.total + len(found), self.new + fresh
        self.pages += bool(found)
        if not found or not self.was_complete:
            return False
        floor = self.watermark - OVERLAP if self.watermark else None
        is_old = floor is not None and all(article.published and article.published < floor for article in found)
        return is_old or fresh == 0


def _is_article(article: Listed, source: Source, at: str) -> bool:
    if not source.owns(article.url) or article.url == at:
        return False
    if source.article.url:
        return any(pattern.search(article.url) for pattern in source.article.url)
    return article.published is not None or is_article_url(article.url)
