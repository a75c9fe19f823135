"""People: a name beside a post; never investors."""

from collections.abc import Iterator

from leadseam.mentions._grammar import pattern
from leadseam.mentions._view import View, mention
from leadseam.schema import Mention

PRIORITY = 2


def find(page: View) -> Iterator[Mention]:
    """Every person whom the text names beside a post."""
    for match in pattern(page.resources, page.lang, "person", "named").finditer(page.text):
        group = "name" if match["name"] else "name2"
        yield mention(page, "person", match.start(group), match.end(group), confidence=0.8)
