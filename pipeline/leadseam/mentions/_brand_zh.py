"""Brands: the two to four characters before a word of trade or product that are no words of the language."""

from functools import lru_cache

import regex

from leadseam.mentions._grammar import pattern
from leadseam.mentions._view import View
from leadseam.resources import Resources

_LONGEST_WORD = 4
_REACH = 8
_HAN = regex.compile(r"\p{Han}+")
_KIND = regex.compile(r"\p{Han}{1,3}(?:企业|外企)")
_TOWN = regex.compile(r"\p{Han}{2,3}[镇乡]|\p{Han}{2,4}街道")
# What a character costs that belongs to no word; a word of any length costs 1.
_UNKNOWN = 3


def length(text: str, resources: Resources) -> int:
    """How many characters a brand at the start of a text has, 0 when it begins with words that everybody uses.

    >>> from leadseam.resources import load
    >>> [length(name, load()) for name in ("锐杉汽车底盘件", "冷链加工中心", "绿洲湖畔酒店")]
    [2, 0, 0]
    """
    head = _HAN.match(text)
    if head is None:
        return 0
    run = _unknown_before_word(head.group()[:_REACH], _words(resources))
    more = run < len(head.group()) or regex.match(r"[A-Za-z0-9]", text[head.end() :])
    return run if 2 <= run <= 4 and more else 0


def named(text: str, resources: Resources) -> int:
    """How many characters a short company name at the start of a project's name has: the brand and its trade.

    >>> from leadseam.resources import load
    >>> named("沛蓝储能电芯项目", load()), named("丰禾宠物主粮", load()), named("数字化工厂", load())
    (4, 2, 0)
    """
    brand = length(text, resources)
    if not brand:
        return 0
    trade = regex.compile(pattern(resources, "zh", "company", "trades_in_project").pattern).match(text, brand)
    return trade.end() if trade and len(text) - trade.end() >= 2 else brand


def is_word(text: str, resources: Resources) -> bool:
    """Whether a text is a word that everybody uses."""
    return text in _words(resources)


def place_before(page: View, start: int, end: int) -> int:
    """Where a name goes on after the places and the kind of company that it begins with: 德籍企业, 浙江."""
    spans = {v.start: v.end for v in page.values if v.kind == "place" and start <= v.start and v.end <= end}
    while (after := spans.get(start) or _after_town(page, start, end)) != start:
        start = after
    return start


def _after_town(page: View, start: int, end: int) -> int:
    town = _TOWN.match(page.text, start, end)
    return town.end() if town else kind_before(page, start, end)


def kind_before(page: View, start: int, end: int) -> int:
    """Where a name goes on after a word for the kind of its company: 德籍企业."""
    kind = _KIND.match(page.text, start, end)
    return kind.end() if kind else start


def _unknown_before_word(text: str, words: frozenset[str]) -> int:
    """The length of the run of unknown characters at the start of a text in its cheapest cut."""
    best = [(0, 0)] + [(10**6, 0)] * len(text)
    for start in range(len(text)):
        for end in range(start + 1, min(start + _LONGEST_WORD, len(text)) + 1):
            word = text[start:end]
            cost = _UNKNOWN if end == start + 1 else 1 if word in words else 10**6
            best[end] = min(best[end], (best[start][0] + cost, start))
    known, end = len(text), len(text)
    while end:
        start = best[end][1]
        known = start if end - start > 1 else known
        end = start
    return known


@lru_cache(maxsize=4)
def _words(resources: Resources) -> frozenset[str]:
    names = ("common_words", "product_words", "industries", "company_trades", "project_generic", "not_names")
    return frozenset(word for name in names for word in resources.lines(f"lexicons/zh/{name}.txt"))
