"""Chinese company names: legal forms read leftwards to where the name begins, and names exposed by their verbs."""

from collections.abc import Iterator
from functools import lru_cache

import regex

from leadseam.lang._needs import LineSearch
from leadseam.mentions._grammar import pattern, searches
from leadseam.mentions._view import View, alternation, mention, run_start
from leadseam.resources import Resources
from leadseam.schema import Mention

_BRANCH = regex.compile(r"[\p{Han}]{2,12}集团[\p{Han}]{2,4}分公司")
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
    """Short names with which a project's name begins: 江苏博威电子显示模组项目, 九洲药业原料药基地项目."""
    for match in leading(page.resources).finditer(page.text):
        brand, placed = match["b"], bool(match["p"])
        plain = _plain(page.resources).search(brand) or any(v.kind == "place" and v.text == brand for v in page.values)
        if not plain and (placed or match["s"]):
            yield mention(page, "company", *match.span("n"), confidence=0.6, flags=("exposed",))


@lru_cache(maxsize=4)
def leading(resources: Resources) -> LineSearch:
    """The expression of a short name with which a project's name begins."""
    grammar = pattern(resources, "zh", "company", "trades_in_project").pattern
    places = alternation(resources.lines("lexicons/zh/company_places.txt"))
    expression = regex.compile(
        rf"(?<![\p{{Han}}A-Za-z0-9])(?<![\p{{Han}}])(?:[的了由将和及与]|引进|推进|建设)?"
        rf"(?P<n>(?P<p>{places})?(?P<b>[\p{{Han}}]{{2}}){grammar})(?=[\p{{Han}}A-Za-z0-9（）]{{2,20}}?(?:项目|基地|产业园))"
    )
    return LineSearch.of(expression)


@lru_cache(maxsize=4)
def _plain(resources: Resources) -> regex.Pattern[str]:
    names = ("industries", "project_generic", "company_trades", "not_names", "name_boundaries", "company_places")
    words = {word for name in names for word in resources.lines(f"lexicons/zh/{name}.txt")}
    return regex.compile(alternation(tuple(sorted(words))))


def _named(page: View, start: int, end: int) -> Iterator[Mention]:
    name = page.text[start:end]
    if not 2 <= len(name) <= 12 or run_start(page, end) > start:
        return
    if any(pattern(page.resources, "zh", "company", bad).search(name) for bad in ("function_words", "heads")):
        return
    is_place = any(v.kind == "place" and v.start <= start and v.end >= end for v in page.values)
    if not is_place and not _common(page.resources).search(name):
        yield mention(page, "company", start, end, confidence=0.6, flags=("exposed",))


@lru_cache(maxsize=4)
def _common(resources: Resources) -> regex.Pattern[str]:
    return regex.compile(alternation(resources.lines("lexicons/zh/not_names.txt")))
