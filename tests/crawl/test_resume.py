"""A crawl that is killed in the middle goes on where it stopped: nothing lost, next to nothing fetched twice."""

import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from leadseam import crawl
from leadseam.crawl import Frontier, Policy, archive

PAGES = 24
PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from leadseam import crawl
source = crawl.load_all(Path(sys.argv[1]))
crawl.run(source, data=Path(sys.argv[2]), now=datetime(2026, 3, 10, tzinfo=UTC), allow_loopback=True)
"""


def _serve(site: Any) -> list[str]:
    """Two list pages, each with half of the articles."""
    paths = [f"/a/202603{9 - number // 8:02d}/{number}.html" for number in range(PAGES)]
    days = [(path, f"{path[3:7]}-{path[7:9]}-{path[9:11]}") for path in paths]
    site.listing("/news/", days[: PAGES // 2], '<a class="next" href="/news/2">more</a>')
    site.listing("/news/2", days[PAGES // 2 :])
    for path in paths:
        site.page(path, f"article {path}")
    return paths


def _run_until(site: Any, folder: Path, fetched: int) -> None:
    """Start a crawl in a process of its own and kill it once it asked for so many articles."""
    words = (sys.executable, "-c", PROGRAM, str(folder), str(folder / "data"))
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as process:
        limit = monotonic() + 30
        while sum(asked.path.startswith("/a/") for asked in site.log) < fetched:
            assert monotonic() < limit
            assert process.poll() is None
            sleep(0.005)
        process.kill()


def test_a_killed_crawl_goes_on(site: Any, tmp_path: Path, now: datetime, fast: Policy) -> None:
    paths = _serve(site)
    lists = '[[list]]\nengine = "html_links"\npath = "/news/"\nnext = "a.next"\n'
    source = site.source(tmp_path, lists, delay_s=0.03)
    for fetched in (5, 11):
        _run_until(site, tmp_path, fetched)
    report = crawl.run([source], data=tmp_path / "data", now=now, allow_loopback=True, policy=fast)
    assert report.failed == ()
    asked = Counter(asked.path for asked in site.log if asked.path.startswith("/a/"))
    assert set(asked) == set(paths)
    # Each kill may repeat the one page that was in flight.
    assert sum(asked.values()) <= PAGES + 2
    with Frontier(tmp_path / "data") as frontier:
        pages = list(crawl.new_pages(frontier))
        assert sorted(page.url for page in pages) == sorted(site.base + path for path in paths)
        assert all(f"article {page.url.removeprefix(site.base)}".encode() in page.body for page in pages)
        frontier.acknowledge(page.mark for page in pages)
        assert list(crawl.new_pages(frontier)) == []
    files = sorted(crawl.archive_folder(tmp_path / "data").iterdir())
    assert len(files) == 3
    assert {record.url for file in files for record in archive.read_all(file)} == {site.base + path for path in paths}


def test_a_stopped_reader_gets_its_pages_again(site: Any, tmp_path: Path, now: datetime, fast: Policy) -> None:
    site.listing("/news/", [("/a/20260309/1.html", "2026-03-09"), ("/a/20260309/2.html", "2026-03-09")])
    site.page("/a/20260309/1.html", "one")
    site.page("/a/20260309/2.html", "two")
    crawl.run([site.source(tmp_path)], data=tmp_path / "data", now=now, allow_loopback=True, policy=fast)
    with Frontier(tmp_path / "data") as frontier:
        first = next(crawl.new_pages(frontier))
        frontier.acknowledge([first.mark])
    with Frontier(tmp_path / "data") as frontier:
        assert [page.body for page in crawl.new_pages(frontier)] == [b"<html><body><p>two</p></body></html>"]
