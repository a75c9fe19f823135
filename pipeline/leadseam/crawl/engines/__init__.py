"""List engines: one module a content system, from the bytes of a list page to its articles and its next page.

An engine is pure: it neither fetches nor knows the time. A module here (no leading `_`) is an engine by its name.
"""

from typing import Protocol, cast

from leadseam.crawl.engines._page import Listed, ListKeys, ListPage
from leadseam.registry import Registry

__all__ = ["Engine", "ListKeys", "ListPage", "Listed", "get", "names"]

_ENGINES = Registry("leadseam.crawl.engines", "leadseam.engines")


class Engine(Protocol):
    """What an engine's module holds."""

    Keys: type[ListKeys]

    def first(self, keys: ListKeys, base: str) -> str:
        """The address of the list's first page."""

    def read(self, raw: bytes, at: str, keys: ListKeys) -> ListPage:
        """The articles of the list page fetched from `at`, and the next page's address; never raises."""


def names() -> tuple[str, ...]:
    """Every engine there is.

    >>> names()[:2]
    ('gkmlpt_json', 'hanweb_jpage')
    """
    return _ENGINES.names()


def get(name: str) -> Engine:
    """The engine called `name`; raises ConfigError listing those there are."""
    return cast("Engine", _ENGINES.get(name))
