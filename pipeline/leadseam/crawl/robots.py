"""robots.txt as RFC 9309 wants it: absent allows everything, out of reach allows nothing."""

from dataclasses import dataclass

from protego import Protego

LARGEST = 500 * 1024


@dataclass(frozen=True, slots=True)
class Rules:
    """One site's rules for one agent; `reason` says why nothing at all is allowed."""

    parsed: Protego
    agent: str
    reason: str | None = None

    def refusal(self, url: str) -> str | None:
        """Why an address may not be fetched, or None where it may."""
        if self.reason:
            return self.reason
        return None if self.parsed.can_fetch(url, self.agent) else "robots.txt disallows it"

    @property
    def delay(self) -> float:
        """The seconds that the site wants between two requests."""
        found = self.parsed.crawl_delay(self.agent)
        return float(found) if found and found > 0 else 0.0


def parse(raw: bytes, agent: str) -> Rules:
    """The rules in a robots.txt; what cannot be read in it is passed over.

    >>> parse(b"User-agent: *\\nDisallow: /private", "Leadseam").refusal("https://example.org/private/1")
    'robots.txt disallows it'
    """
    return Rules(Protego.parse(raw[:LARGEST].decode("utf-8-sig", "replace")), agent)


def everything(agent: str) -> Rules:
    """No rules: the site has no robots.txt (any 4xx answer)."""
    return Rules(Protego.parse(""), agent)


def closed(agent: str, reason: str) -> Rules:
    """Nothing is allowed: out of reach or broken (5xx, 429, timeout), where RFC 9309, 2.3.1.4 assumes a full ban."""
    return Rules(Protego.parse(""), agent, reason)
