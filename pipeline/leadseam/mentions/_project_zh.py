"""Chinese names of projects: by the kind of plant they end in, by their sum, their phase or the list they stand on."""

from collections.abc import Iterator
from functools import lru_cache

import regex

from leadseam.mentions import _brand_zh
from leadseam.mentions._grammar import pattern, searches
from leadseam.mentions._view import View, alternation, mention, run_start
from leadseam.resources import Resources
from leadseam.schema import Mention

_COUNT = regex.compile(r"[\d一二三四五六七八九十百多余个（）()]*")
# How short a list's member can be; shorter where the list ends with 等12个项目.
_SHORTEST_LISTED, _SHORTEST_COUNTED = 5, 4


def find(page: View) -> Iterator[Mention]:
    """Every project that a Chinese text names by more than a bare kind word."""
    yield from _headed(page)
    yield from _funded(page)
    yield from _phases(page)
    yield from _listed(page)


def is_generic(page: View, name: str) -> bool:
    """Whether nothing is left of a name without counts and words that every project's name may hold."""
    return len(_COUNT.sub("", _generic_words(page.resources).sub("", name))) < 2


def _headed(page: View) -> Iterator[Mention]:
    joined = pattern(page.resources, "zh", "project", "conjunction")
    (heads,) = searches(page.resources, "project", "head")
    for head in heads.finditer(page.text):
        start = run_start(page, head.start(), inside=joined, tail=head.end())
        start = _past_company(page.text, start, head.start())
        if _may_name(page, start, head.end()):
            yield mention(page, "project", start, head.end(), confidence=0.85)


def _funded(page: View) -> Iterator[Mention]:
    """What a sum is invested in: 总投资6亿元的法兰精密阀芯."""
    what = pattern(page.resources, "zh", "project", "funded")
    for value in page.values:
        if value.kind != "money" or "投资" not in page.text[max(0, value.start - 8) : value.start]:
            continue
        match = what.match(page.text, value.end)
        if match and _may_name(page, *match.span("n")):
            yield mention(page, "project", *match.span("n"), confidence=0.84, flags=("funded",))


def _phases(page: View) -> Iterator[Mention]:
    """A name that ends in its phase: 锂电负极二期."""
    (phases,) = searches(page.resources, "project", "phase")
    for phase in phases.finditer(page.text):
        start = _past_company(page.text, run_start(page, phase.start()), phase.start())
        if phase.start() - start >= 3 and _may_name(page, start, phase.end()):
            yield mention(page, "project", start, phase.end(), confidence=0.8, flags=("phase",))


def _listed(page: View) -> Iterator[Mention]:
    """Every member of a list of which at least half are projects by their look: 锐杉汽车底盘件、北岸冷链加工中心等."""
    (chains,) = searches(page.resources, "project", "chain")
    for chain in chains.finditer(page.text):
        members = [_trimmed(page, *span) for span in _pieces(*chain.span("list"), page.text)]
        counted = pattern(page.resources, "zh", "project", "counted").match(page.text, chain.end("list"))
        least = _SHORTEST_COUNTED if counted else _SHORTEST_LISTED
        members = [(start, end) for start, end in members if end - start >= least]
        alike = sum(_looks_like_project(page, page.text[s:e], counted=bool(counted)) for s, e in members)
        if alike >= (1 if counted else 2) and 2 * alike >= len(members):
            for start, end in members:
                if _may_name(page, start, end):
                    yield mention(page, "project", start, end, confidence=0.83, flags=("listed",))


def _pieces(start: int, end: int, text: str) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find("、", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _trimmed(page: View, start: int, end: int) -> tuple[int, int]:
    """A list's member without the words that lead to it and the kind of company it begins with."""
    joined = pattern(page.resources, "zh", "project", "conjunction")
    start = max(start, run_start(page, end, inside=joined, tail=end))
    kind = _brand_zh.kind_before(page, start, end)
    return kind, end


def _looks_like_project(page: View, name: str, *, counted: bool) -> bool:
    if pattern(page.resources, "zh", "project", "people").search(name):
        return False
    size = _brand_zh.named(name, page.resources)
    if size and len(name) - size >= 2:
        return counted or not trades(page.resources).fullmatch(name, _brand_zh.length(name, page.resources))
    return any(
        regex.search(rf"(?:{head.pattern.pattern})$", name) for head in searches(page.resources, "project", "head")
    )


def _may_name(page: View, start: int, end: int) -> bool:
    praise = pattern(page.resources, "zh", "project", "not_before")
    if pattern(page.resources, "zh", "project", "count_after").match(page.text, end):
        return False
    return not is_generic(page, page.text[start:end]) and not praise.search(page.text[max(0, start - 16) : start])


def _past_company(text: str, start: int, end: int) -> int:
    """A project's name begins after its company's, which has a field of its own."""
    ends = [text.rfind(word, start, end) + len(word) for word in ("公司", "集团") if text.rfind(word, start, end) >= 0]
    form = max(ends, default=start)
    while form < end and text[form] in "的（）()":
        form += 1
    return form


@lru_cache(maxsize=4)
def _generic_words(resources: Resources) -> regex.Pattern[str]:
    return regex.compile(alternation(resources.lines("lexicons/zh/project_generic.txt")))


@lru_cache(maxsize=4)
def trades(resources: Resources) -> regex.Pattern[str]:
    """Words of trade in a row, as they end a company's name."""
    return regex.compile(rf"(?:{alternation(resources.lines('lexicons/zh/company_trades.txt'))})+")
