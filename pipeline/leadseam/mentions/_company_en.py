"""English company names: legal forms, and capitalized runs before or after the words that tell of an investor."""

from collections.abc import Iterator
from functools import lru_cache

import regex

from leadseam.mentions._company_runs import weights
from leadseam.mentions._grammar import pattern, patterns
from leadseam.mentions._view import View, mention
from leadseam.resources import Resources
from leadseam.schema import Mention

_SPLIT = regex.compile(r",? and |, ")
_DOTTED = ("td.", "TD.", "nc.", "rp.", "Co.", "V.", "K.", "A.", "hd.")
_BASED = regex.compile(r"[\w’']+-(?:based|listed|owned|backed|headquartered|invested)(?= )")
_AT = regex.compile(r"\b(?:based in|from|near|outside|headquartered in) $|[A-Z][\w.]* of $")
_WORD = regex.compile(r"[\w'’.&\-]+")


def full(page: View) -> Iterator[Mention]:
    """Names that end in a company's form, such as "Zhuoran (Zhejiang) Integrated Technology Co., Ltd."."""
    for match in pattern(page.resources, "en", "company", "full").finditer(page.text):
        start = _trimmed(page, _past_country(page, match.start("run")), match.end("run"))
        end = match.end() - (match.group().endswith(".") and not match.group().endswith(_DOTTED))
        if start is None or _is_none(page, start, end):
            continue
        lower = page.text[match.end("run") : end].strip().islower()
        sure = 0.8 if lower else 0.95
        yield mention(page, "company", start, end, confidence=sure, flags=("full",))


def _past_country(page: View, start: int) -> int:
    """The start after a place's genitive: "Vietnam's Halong Group"."""
    place = next((v for v in page.values if v.kind == "place" and v.start == start), None)
    genitive = regex.compile(r"['’]s ").match(page.text, place.end) if place else None
    return genitive.end() if genitive else start


def exposed(page: View) -> Iterator[Mention]:
    """Names that only their grammar shows: "invested by X", "X has invested", "X's 2 billion yuan project"."""
    known = patterns(page.resources, "en", "company")
    for one in known["exposed"]:
        for match in one.finditer(page.text):
            yield from _named(page, *match.span("n"))
    for one in known["list"]:
        for match in one.finditer(page.text):
            yield from _pieces(page, match.start("list"), _SPLIT.split(match["list"]))
    for project in pattern(page.resources, "en", "project", "named").finditer(page.text):
        for one in known["in_project"]:
            led = one.search(page.text, *project.span("n"))
            if led and not _leads_as_place(page, *led.span("n")):
                yield from _pieces(page, led.start("n"), regex.split(r" ?· ?", led["n"]))


def _pieces(page: View, start: int, pieces: list[str]) -> Iterator[Mention]:
    for piece in pieces:
        at = page.text.find(piece, start)
        yield from _named(page, at, at + len(piece))
        start = at + len(piece)


def _named(page: View, start: int, end: int) -> Iterator[Mention]:
    first = _trimmed(page, _past_country(page, start), end)
    if first is None:
        return
    if _AT.search(page.text, max(0, first - 40), first):
        return
    end = first + len(regex.sub(r"['’]s?$", "", page.text[first:end]))
    if not (
        _is_none(page, first, end)
        or _is_place(page, first, end)
        or _is_word(page, first, end)
        or _is_town(page, first, end)
    ):
        yield mention(page, "company", first, end, confidence=0.6, flags=("exposed",))


def _is_none(page: View, start: int, end: int) -> bool:
    none = pattern(page.resources, "en", "company", "not_company")
    return bool(regex.fullmatch(none.pattern, page.text[start:end], regex.IGNORECASE))


def _is_town(page: View, start: int, end: int) -> bool:
    """Whether the document calls a word a town or county: "Hongmei" beside "Hongmei Town"."""
    name = page.text[start:end]
    return any(f"{name} {kind}" in page.text for kind in ("Town", "County", "District", "Village", "Parish", "Street"))


def _is_word(page: View, start: int, end: int) -> bool:
    """Whether one word that texts also write in lower case stands alone: "Board", "Deals"."""
    return page.text[start:end].lower() in weights(page.resources).common


def _leads_as_place(page: View, start: int, end: int) -> bool:
    """Whether a name begins with a place and goes on with less than a word of its own: "Hubei Wanrun" does not."""
    place = next((v for v in page.values if v.kind == "place" and v.start == start), None)
    if place is None:
        return False
    rest = page.text[place.end : end].split()
    return len(rest) != 1 or rest[0] in _common(page.resources) or _is_place(page, place.end, end)


def _is_place(page: View, start: int, end: int) -> bool:
    """Whether nothing but places, dates and words of no name stand in `text[start:end]`."""
    rest = list(page.text[start:end])
    for value in page.values:
        if value.kind in {"place", "date"} and value.start < end and start < value.end:
            left, right = max(value.start, start) - start, min(value.end, end) - start
            rest[left:right] = " " * (right - left)
    words = regex.findall(r"[\w\-]+", "".join(rest))
    return not any(word not in _common(page.resources) and len(word) > 1 for word in words)


def _trimmed(page: View, start: int, end: int) -> int | None:
    """The start of a name after leading words that belong to no name; None where nothing is left."""
    while start < end and (word := _WORD.match(page.text, start, end)):
        lead = regex.sub(r"['’]s$", "", word.group())
        based = _BASED.match(page.text, start, end)
        ours = lead == "China" and lead != word.group()
        if not based and not ours and _is_name(page, lead, is_last=word.end() >= end):
            return start
        start = based.end() if based else word.end()
        while start < end and not page.text[start].isalnum():
            start += 1
    return None


def _is_name(page: View, word: str, *, is_last: bool) -> bool:
    if word in {"of", "and", "the"}:
        return False
    return word not in _common(page.resources) or (word in _may_lead(page.resources) and not is_last)


@lru_cache(maxsize=4)
def _may_lead(resources: Resources) -> frozenset[str]:
    return frozenset(resources.lines("lexicons/en/name_leads.txt"))


@lru_cache(maxsize=4)
def _common(resources: Resources) -> frozenset[str]:
    return frozenset(resources.lines("lexicons/en/not_names.txt"))
