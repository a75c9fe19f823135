"""A trial of one source: its first list pages and one article, nothing stored."""

from dataclasses import dataclass

from leadseam.crawl import engines
from leadseam.crawl.answer import Fetched
from leadseam.crawl.engines import Listed, ListKeys
from leadseam.crawl.engines._page import decode
from leadseam.crawl.fetch import Fetcher, require_contact
from leadseam.crawl.listing import articles, list_name, scope
from leadseam.crawl.source import Source

# A column page of a script may only hand over the address of the real list.
_MOST_REQUESTS = 2


@dataclass(frozen=True, slots=True)
class ListTrial:
    """What one list showed: its articles, or why there are none."""

    name: str
    url: str
    articles: tuple[Listed, ...] = ()
    next: str | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """What a source showed; `misses` are the expected words that no title and no article held."""

    source: str
    lists: tuple[ListTrial, ...]
    article: Fetched | None
    misses: tuple[str, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """Why the source does not work, one line each."""
        lists = tuple(f"{trial.url}: {trial.fault}" for trial in self.lists if trial.fault)
        page = self.article
        bad = (f"{page.url}: {page.reason}",) if page and page.outcome != "ok" else ()
        words = (f"none of the expected words: {', '.join(self.misses)}",) if self.misses else ()
        return (*lists, *bad, *words)


def run(source: Source, *, contact: str | None, allow_loopback: bool = False) -> Trial:
    """Fetch the first page of every list and the newest article; raises ConfigError where a contact is missing."""
    require_contact(contact, (source.base,))
    with Fetcher(contact, allow_loopback=allow_loopback) as fetcher:
        lists = tuple(try_list(fetcher, source, keys) for keys in source.lists)
        first = next((trial.articles[0] for trial in lists if trial.articles), None)
        page = fetcher.get(first.url, scope(source), delay_s=source.http.delay_s) if first else None
    return Trial(source.id, lists, page, _misses(source, lists, page))


def try_list(fetcher: Fetcher, source: Source, keys: ListKeys) -> ListTrial:
    """Fetch a list's first page, or the one that it hands over to."""
    engine, name = engines.get(keys.engine), list_name(keys)
    at = engine.first(keys, source.base)
    for _ in range(_MOST_REQUESTS):
        answer = fetcher.get(at, scope(source), delay_s=source.http.delay_s)
        if answer.outcome != "ok":
            return ListTrial(name, at, fault=answer.reason or answer.outcome)
        page = engine.read(answer.body, answer.url, keys)
        found = articles(page.articles, source, answer.url)
        if found or page.next is None:
            break
        at = page.next
    return ListTrial(name, at, found, page.next, None if found else "shows no articles")


def _misses(source: Source, lists: tuple[ListTrial, ...], page: Fetched | None) -> tuple[str, ...]:
    """The expected words, when not even one of them was seen."""
    words = source.expect.must_contain
    titles = "\n".join(article.title or "" for trial in lists for article in trial.articles)
    seen = titles + (decode(page.body) if page else "")
    return () if any(word in seen for word in words) else words
