"""Source files, frontier, fetching, robots, list engines.

`run` fetches what the sources list anew; `new_pages` gives what nobody has acknowledged yet:

    with crawl.Frontier(data) as frontier:
        for page in crawl.new_pages(frontier):
            ...  # load it
            frontier.acknowledge([page.mark])
"""

from leadseam.crawl._run import CrawlReport, NewPage, archive_folder, new_pages, run
from leadseam.crawl.fetch import Policy
from leadseam.crawl.frontier import Frontier
from leadseam.crawl.source import Source, load_all, load_each
from leadseam.crawl.visit import PageEvent, SourceReport

__all__ = [
    "CrawlReport",
    "Frontier",
    "NewPage",
    "PageEvent",
    "Policy",
    "Source",
    "SourceReport",
    "archive_folder",
    "load_all",
    "load_each",
    "new_pages",
    "run",
]
