"""Parks and zones: 经开区, 高新区, 工业园区, economic development zone; where projects stand, never investors."""

from collections.abc import Iterator

from leadseam.mentions._grammar import pattern
from leadseam.mentions._view import View, mention, run_start
from leadseam.schema import Mention

PRIORITY = 4


def find(page: View) -> Iterator[Mention]:
    """Every park or zone that the text names."""
    for match in pattern(page.resources, page.lang, "park", "zone").finditer(page.text):
        if page.lang == "en":
            lead = pattern(page.resources, "en", "park", "lead").match(match.group())
            yield mention(page, "park", match.start() + (lead.end() if lead else 0), match.end(), confidence=0.8)
            continue
        start = run_start(page, match.start())
        if match.start() - start >= 2 or match.group() in {"经开区", "高新区"}:
            yield mention(page, "park", start, match.end(), confidence=0.8)
