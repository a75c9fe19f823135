"""Government bodies: 市政府, 管委会, investment promotion bureaus; never investors."""

from collections.abc import Iterator

from leadseam.mentions._grammar import pattern
from leadseam.mentions._view import View, mention, run_start
from leadseam.schema import Mention

PRIORITY = 3


def find(page: View) -> Iterator[Mention]:
    """Every government body that the text names."""
    for match in pattern(page.resources, page.lang, "government", "body").finditer(page.text):
        if page.lang == "en":
            lead = pattern(page.resources, "en", "government", "lead").match(match.group())
            start = match.start() + (lead.end() if lead else 0)
            yield mention(page, "government", start, match.start() + len(match.group().rstrip()))
        else:
            yield mention(page, "government", run_start(page, match.start()), match.end())
