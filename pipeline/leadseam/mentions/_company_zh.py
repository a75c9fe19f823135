"""Chinese company names: legal forms read leftwards to where the name begins, and names exposed by their verbs."""

from collections.abc import Iterator
from functools import lru_cache

import regex

from leadseam.lang._needs import LineSearch
from leadseam.mentions import _brand_zh, _project_zh
from leadseam.mentions._grammar import pattern, searches
from leadseam.mentions._view import View, alternation, mention, run_start
from leadseam.resources import Resources
from leadseam.schema import Mention

_BRANCH = regex.compile(r"[\p{Han}]{2,12}集团[\p{Han}]{2,4}分公司")
# 科技园, 智能大厦: the trade is part of a place's name.
_SITE = regex.compile(r"[园城路馆楼院局厅委镇街港区]|产业|大厦|广场|中心|小镇")
_SIGN = regex.compile(r"[=!|\\@#$%^~`]")


def full(page: View) -> Iterator[Mention]:
    """Names that end in a company's form, such as 卓然（浙江）集成科技有限公司."""
    generic = pattern(page.resources, "zh", "company", "generic")
    (forms,) = searches(page.resources, "company", "form")
    for form in forms.finditer(page.text):
        start = run_start(page, form.start(), tail=form.end())
        if form.start() - start >= 2 and not (
            _is_cut(page.text, start, form.start())
            or (generic.fullmatch(page.text, start, form.end()) and not _BRANCH.fullmatch(page.text, start, form.end()))
        ):
            sure = 0.98 if "有限" in form.group() else 0.85
            yield mention(page, "company", start, form.end(), confidence=sure, flags=("full",))


def _is_cut(text: str, start: int, end: int) -> bool:
    """Whether a sign that no name holds stands right before letters or digits: =B2科技有限公司."""
    return start > 0 and text[start : start + 1].isascii() and end > start and bool(_SIGN.match(text[start - 1]))


def exposed(page: View) -> Iterator[Mention]:
    """Short names that only their grammar shows: 由X投资, 引进X落户, X与市政府签约."""
    yield from in_project(page)
    yield from branded(page)
    for one in searches(page.resources, "company", "exposed"):
        for match in one.finditer(page.text):
            yield from _named(page, *match.span("n"))
    (lists,) = searches(page.resources, "company", "list")
    for match in lists.finditer(page.text):
        start = match.start("list")
        for piece in match["list"].split("、"):
            yield from _named(page, start, start + len(piece))
            start += len(piece) + 1


def in_project(page: View) -> Iterator[Mention]:
    """Short names with which a project's name begins or that own it: 锐杉汽车底盘件项目, 华岱新材料的聚乳酸项目."""
    for project in _project_zh.find(page):
        if page.text[project.start - 1 : project.start] == "的" and (owner := _owner(page, project.start - 1)):
            yield owner
            continue
        start = _brand_zh.place_before(page, project.start, project.end)
        size = _brand_zh.named(page.text[start : project.end], page.resources)
        if size and _is_name(page, start, start + size) and not _is_park(page, page.text[start + size : project.end]):
            yield mention(page, "company", start, start + size, confidence=0.6, flags=("exposed",))


def _is_park(page: View, rest: str) -> bool:
    """Whether nothing but a park's kind follows a brand, which then is a place: 高桥湾现代产业园."""
    park = pattern(page.resources, "zh", "company", "parks").search(rest)
    if park is None:
        return False
    return _project_zh.is_generic(page, _project_zh.trades(page.resources).sub("", rest[: park.start()]))


def _owner(page: View, end: int) -> Mention | None:
    """The short name that ends at `end`: a brand, and nothing behind it but its trade."""
    first = run_start(page, end)
    start = _brand_zh.place_before(page, first, end)
    size = _brand_zh.length(page.text[start:end] + "公司", page.resources)
    rest = page.text[start + size : end]
    is_trade = not rest or _brand_zh.is_word(rest, page.resources) or _project_zh.trades(page.resources).fullmatch(rest)
    if not size or not is_trade or not _is_name(page, start, start + size):
        return None
    return mention(page, "company", first, end, confidence=0.6, flags=("exposed",))


def branded(page: View) -> Iterator[Mention]:
    """A brand and its trade, wherever they stand: 磐羽科技, 山东矿眸智能."""
    for trade in _trade_search(page.resources).finditer(page.text):
        first = run_start(page, trade.start())
        start = _brand_zh.place_before(page, first, trade.start())
        size = trade.start() - start
        is_brand = 2 <= size <= 4 and _brand_zh.length(page.text[start : trade.end()], page.resources) == size
        if is_brand and _is_name(page, start, trade.start()) and not _SITE.match(page.text, trade.end()):
            yield mention(page, "company", first, trade.end(), confidence=0.55, flags=("exposed",))


def _named(page: View, start: int, end: int) -> Iterator[Mention]:
    name = page.text[start:end]
    if 2 <= len(name) <= 12 and run_start(page, end) <= start and _is_name(page, start, end):
        yield mention(page, "company", start, end, confidence=0.6, flags=("exposed",))


def _is_name(page: View, start: int, end: int) -> bool:
    """Whether a stretch can be a company's short name: no word, no place, nothing that no name holds."""
    name = page.text[start:end]
    if any(pattern(page.resources, "zh", "company", bad).search(name) for bad in ("function_words", "heads")):
        return False
    is_place = any(v.kind == "place" and v.start <= start and v.end >= end for v in page.values)
    return not (is_place or _brand_zh.is_word(name, page.resources) or _common(page.resources).search(name))


@lru_cache(maxsize=4)
def _common(resources: Resources) -> regex.Pattern[str]:
    return regex.compile(alternation(resources.lines("lexicons/zh/not_names.txt")))


@lru_cache(maxsize=4)
def _trade_search(resources: Resources) -> LineSearch:
    """The words of trade that show a company behind a brand."""
    words = set(resources.lines("lexicons/zh/company_trades.txt")) - set(resources.lines("lexicons/zh/trade_nouns.txt"))
    return LineSearch.of(regex.compile(alternation(tuple(sorted(words)))))
