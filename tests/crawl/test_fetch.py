"""One request: robots, delays, redirects, sizes, times, retries, refusals."""

import gzip
import resource
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import pytest

from leadseam.crawl._guard import is_allowed
from leadseam.crawl.answer import Fetched
from leadseam.crawl.fetch import Fetcher, Policy, Scope, Validators
from leadseam.errors import ConfigError

HTML = {"Content-Type": "text/html"}


@pytest.fixture
def fetcher(fast: Policy) -> Iterator[Fetcher]:
    with Fetcher("crawler@example.org", allow_loopback=True, policy=fast) as fetcher:
        yield fetcher


def get(fetcher: Fetcher, site: Any, path: str, *, delay_s: float = 0, validators: Validators | None = None) -> Fetched:
    scope = Scope(frozenset({"127.0.0.1"}), urlsplit(site.base).port)
    return fetcher.get(site.base + path, scope, delay_s=delay_s, validators=validators)


def robots(site: Any, text: str, status: int = 200) -> None:
    site.put("/robots.txt", text.encode(), status, {"Content-Type": "text/plain"})


def test_robots_rules_hold(fetcher: Fetcher, site: Any) -> None:
    robots(site, "\ufeffUser-agent: *\nDisallow: /private\nAllow: /private/open")
    site.page("/private/1.html", "hidden")
    site.page("/private/open.html", "shown")
    assert get(fetcher, site, "/private/1.html").outcome == "disallowed"
    assert get(fetcher, site, "/private/open.html").outcome == "ok"
    assert site.asked("/private/1.html") == 0
    assert site.asked("/robots.txt") == 1


def test_our_own_group_beats_the_general_one(fetcher: Fetcher, site: Any) -> None:
    robots(site, "User-agent: leadseam\nDisallow: /news\n\nUser-agent: *\nDisallow:")
    site.page("/news/1.html", "x")
    assert get(fetcher, site, "/news/1.html").outcome == "disallowed"


@pytest.mark.parametrize(
    ("status", "outcome"), [(404, "ok"), (403, "ok"), (500, "failed"), (503, "failed"), (429, "failed")]
)
def test_a_missing_robots_file_allows_and_a_broken_one_forbids(
    fetcher: Fetcher, site: Any, status: int, outcome: str
) -> None:
    robots(site, "", status)
    site.page("/1.html", "x")
    assert get(fetcher, site, "/1.html").outcome == outcome


def test_crawl_delay_is_kept(fetcher: Fetcher, site: Any) -> None:
    robots(site, "User-agent: *\nCrawl-delay: 0.3")
    site.page("/1.html", "x")
    site.page("/2.html", "x")
    get(fetcher, site, "/1.html", delay_s=0.05)
    get(fetcher, site, "/2.html", delay_s=0.05)
    first, second = (asked.at for asked in site.log if asked.path != "/robots.txt")
    assert second - first >= 0.3


def test_a_crawl_delay_of_hours_is_not_waited_for(fetcher: Fetcher, site: Any) -> None:
    robots(site, "User-agent: *\nCrawl-delay: 86400")
    assert "too slow" in (get(fetcher, site, "/1.html").reason or "")


def test_the_user_agent_names_us_and_the_contact(fetcher: Fetcher, site: Any) -> None:
    site.page("/1.html", "x")
    get(fetcher, site, "/1.html")
    headers = site.log[-1].headers
    assert headers["User-Agent"].startswith("Leadseam/")
    assert "(+crawler@example.org)" in headers["User-Agent"]
    assert headers["From"] == "crawler@example.org"
    assert "Cookie" not in headers


@pytest.mark.parametrize("contact", ["a@b.org\r\nX-Evil: 1", "联系人"])
def test_a_contact_that_breaks_headers_is_refused(contact: str) -> None:
    with pytest.raises(ConfigError, match="contact"):
        Fetcher(contact)


def test_a_known_page_is_asked_for_conditionally(fetcher: Fetcher, site: Any) -> None:
    site.page("/1.html", "x", has_etag=True)
    first = get(fetcher, site, "/1.html")
    again = get(fetcher, site, "/1.html", validators=Validators(first.header("etag")))
    assert (again.outcome, again.status, again.body) == ("unmodified", 304, b"")


def test_a_gzip_bomb_stops_at_the_cap(fetcher: Fetcher, site: Any) -> None:
    bomb = gzip.compress(b"0" * 200_000_000, compresslevel=1)
    site.put("/bomb.html", bomb, 200, {**HTML, "Content-Encoding": "gzip"})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = get(fetcher, site, "/bomb.html")
    assert (found.outcome, found.body) == ("refused", b"")
    assert "larger than" in (found.reason or "")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


def test_a_slow_drip_is_cut_at_the_deadline(site: Any) -> None:
    site.put("/drip.html", b"x" * 400, 200, HTML, drip_s=0.02)
    robots(site, "")
    with Fetcher(None, allow_loopback=True, policy=Policy(total_s=0.5, retries=0)) as fetcher:
        began = monotonic()
        found = get(fetcher, site, "/drip.html")
    assert found.outcome == "failed"
    assert "0.5 s" in (found.reason or "")
    assert monotonic() - began < 6  # the drip alone would take eight seconds


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://10.0.0.8/a.html", "another site"),
        ("http://169.254.169.254/latest/meta-data", "another site"),
        ("https://example.org/a.html", "another site"),
        ("http://127.0.0.1:1/a.html", "port 1"),
        ("file:///etc/passwd", "HTTP 302 without a target"),
    ],
)
def test_a_redirect_may_not_leave_the_source(fetcher: Fetcher, site: Any, target: str, reason: str) -> None:
    site.put("/go.html", b"", 302, {"Location": target})
    found = get(fetcher, site, "/go.html")
    assert found.outcome in {"refused", "failed"}
    assert reason in (found.reason or "")
    assert {asked.path for asked in site.log} == {"/robots.txt", "/go.html"}


def test_a_private_address_is_refused_even_in_scope(fetcher: Fetcher) -> None:
    found = fetcher.get("http://10.255.0.1/a.html", Scope(frozenset({"10.255.0.1"})), delay_s=0)
    assert found.outcome == "failed"
    assert "not public" in (found.reason or "")


def test_loopback_needs_the_switch(site: Any, fast: Policy) -> None:
    site.page("/1.html", "x")
    with Fetcher(None, policy=fast) as fetcher:
        found = get(fetcher, site, "/1.html")
    assert "--allow-loopback" in (found.reason or "")
    assert site.log == []


@pytest.mark.parametrize(
    ("address", "plain", "loopback"),
    [
        ("93.184.215.14", True, True), ("127.0.0.1", False, True), ("::1", False, True), ("10.1.2.3", False, False),
        ("192.168.0.1", False, False), ("100.64.0.1", False, False), ("169.254.169.254", False, False),
        ("0.0.0.0", False, False), ("224.0.0.1", False, False), ("::ffff:10.0.0.1", False, False),
        ("64:ff9b::a00:1", False, False), ("fe80::1%eth0", False, False), ("fd00::1", False, False),
        ("2002:a00:1::", False, False), ("2606:4700::1111", True, True),
    ],
)  # fmt: skip
def test_which_addresses_may_be_contacted(address: str, plain: bool, loopback: bool) -> None:
    assert is_allowed(address, allow_loopback=False) is plain
    assert is_allowed(address, allow_loopback=True) is loopback


def test_redirects_inside_the_site_are_followed_up_to_five(fetcher: Fetcher, site: Any) -> None:
    for number in range(9):
        site.put(f"/r{number}", b"", 301, {"Location": f"/r{number + 1}"})
    site.page("/r9", "the end")
    assert get(fetcher, site, "/r5").outcome == "ok"
    assert get(fetcher, site, "/r5").url == site.base + "/r9"
    assert "more than 5" in (get(fetcher, site, "/r0").reason or "")


def test_a_busy_site_is_asked_again_after_what_it_says(fetcher: Fetcher, site: Any) -> None:
    site.page("/1.html", "at last")
    last = site.answers["/1.html"]
    answers = iter([replace(last, status=503, headers={"Retry-After": "0"}), replace(last, status=429)])
    site.answers["/1.html"] = lambda: next(answers, last)
    assert get(fetcher, site, "/1.html").outcome == "ok"
    assert site.asked("/1.html") == 3


def test_a_long_retry_after_is_not_waited_for(fetcher: Fetcher, site: Any) -> None:
    site.put("/1.html", b"", 503, {"Retry-After": "3600"})
    began = monotonic()
    assert get(fetcher, site, "/1.html").status == 503
    assert (site.asked("/1.html"), monotonic() - began < 60) == (1, True)


@pytest.mark.parametrize(
    ("status", "outcome", "times"),
    [
        (403, "blocked", 1), (412, "blocked", 1), (521, "blocked", 1), (404, "gone", 1), (410, "gone", 1),
        (400, "refused", 1), (500, "failed", 3),
    ],
)  # fmt: skip
def test_what_a_status_means(fetcher: Fetcher, site: Any, status: int, outcome: str, times: int) -> None:
    site.put("/1.html", b"", status, HTML)
    assert get(fetcher, site, "/1.html").outcome == outcome
    assert site.asked("/1.html") == times


def test_a_body_that_lies_about_its_encoding_fails_in_words(fetcher: Fetcher, site: Any) -> None:
    site.put("/1.html", b"no gzip at all", 200, {**HTML, "Content-Encoding": "gzip"})
    found = get(fetcher, site, "/1.html")
    assert found.outcome == "failed"
    assert "Content-Encoding" in (found.reason or "")


def test_a_dead_site_is_a_failure_in_words(fast: Policy, tmp_path: Path) -> None:
    with Fetcher(None, allow_loopback=True, policy=fast) as fetcher:
        found = fetcher.get("http://127.0.0.1:9/a", Scope(frozenset({"127.0.0.1"}), 9), delay_s=0)
    assert found.outcome == "failed"
    assert "out of reach" in (found.reason or "")
