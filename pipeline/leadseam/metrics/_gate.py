"""Whether a Chinese text may state a metric: a figure and, on its line, words that name an indicator."""

from functools import lru_cache

import regex

from leadseam.lang import _numbers_zh
from leadseam.lang._needs import AnySearch
from leadseam.metrics._catalog import indicators
from leadseam.resources import Resources

_PROJECTS = "projects"


def may_state(text: str, resources: Resources) -> bool:
    """Whether any figure of the text can be read as an indicator's value; the text is in simplified characters.

    >>> from leadseam.resources import load
    >>> may_state("实际使用外资3亿美元。", load()), may_state("吸引了不少游客驻足。\\n三天多云。", load())
    (True, False)
    """
    figures, counted = _figures(), _counted(resources)
    if figures.search(text) is None:
        return False
    if counted.search(text):
        return True
    lines = (text[_line(text, m.start()) : m.end() + 1] for m in _lines().finditer(text))
    with_figures = "".join(lines)
    return _indicators(resources).matches(with_figures)


def _line(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


@lru_cache(maxsize=1)
def _figures() -> "regex.Pattern[str]":
    """Characters of which every figure holds one: digits, numerals, and those of 翻番 and 翻倍."""
    return regex.compile(rf"[\d几数番倍{_numbers_zh.RATE_LAST}]")


@lru_cache(maxsize=1)
def _lines() -> "regex.Pattern[str]":
    return regex.compile(rf"{_figures().pattern}[^\n]*")


@lru_cache(maxsize=4)
def _counted(resources: Resources) -> "regex.Pattern[str]":
    """The nouns of projects: their counts take what they are from the sentences around them."""
    rows = resources.rows("lexicons/zh/nouns.csv")
    words = {"项目", "工程", *(row["word"] for row in rows if row["unit"] == _PROJECTS)}
    return regex.compile("|".join(map(regex.escape, sorted(words))))


@lru_cache(maxsize=4)
def _indicators(resources: Resources) -> AnySearch:
    return AnySearch.of(one.pattern for one in indicators(resources, "zh") if one.pattern.pattern != "(?!)")
