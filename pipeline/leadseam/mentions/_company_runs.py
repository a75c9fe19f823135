"""English company names without a legal form: runs of capitalized words, weighed by what stands in and beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from leadseam.mentions._grammar import pattern
from leadseam.mentions._view import View, mention
from leadseam.resources import Resources
from leadseam.schema import Mention

_CAP = r"(?:\p{Lu}[\p{L}\d’'\-]*[\p{L}\d]|[a-z]\p{Lu}\w+|\p{Lu})"
_GLUE = r"(?:[ ]&[ ]|[ ](?:(?:de|del|du|von|new)[ ])?|[ ]and[ ](?=(?:Minerals|Metals|Mining)\b))"
_RUN = regex.compile(rf"(?<![\w&’'\-]){_CAP}(?:{_GLUE}{_CAP}){{0,6}}")
_FROM = regex.compile(r".*-(?:based|listed|backed|owned|funded|registered|headquartered|invested|born|made)")
_BRACKET = regex.compile(r" \((\p{Lu}[\w ]{2,20})\)(?! \p{Lu})")
_GENITIVE = regex.compile(r"['’]s?$")
_OWNED = regex.compile(r"(?:['’]s|-(?:based|listed|backed|owned|funded|registered|headquartered|invested)) ")
_NEAR = 60
_LONGEST = 34
_LOW = {"new", "home", "environmental", "protection", "group", "high"}


@dataclass(frozen=True, slots=True)
class Weights:
    """The compiled table of what shows a company's name."""

    least: float
    before: tuple[tuple[regex.Pattern[str], float], ...]
    after: tuple[tuple[regex.Pattern[str], float], ...]
    own: dict[str, float]
    tail: regex.Pattern[str]
    common: frozenset[str]
    leads: frozenset[str]

    def __hash__(self) -> int:
        return id(self)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch that may be a company's name, with its weight there."""

    start: int
    end: int
    weight: float
    tailed: bool


@lru_cache(maxsize=4)
def weights(resources: Resources) -> Weights:
    """The weights of `company_runs.toml` with the word lists they speak of."""
    table = resources.toml("lexicons/en/company_runs.toml")
    tails = "|".join(resources.lines("lexicons/en/company_tails.txt"))
    return Weights(
        table["least"],
        tuple((regex.compile(p), w) for p, w in table["before"].items()),
        tuple((regex.compile(p), w) for p, w in table["after"].items()),
        table["own"],
        regex.compile(tails, regex.IGNORECASE),
        frozenset(resources.lines("lexicons/en/common_words.txt")),
        frozenset(word.lower() for word in resources.lines("lexicons/en/not_names.txt")),
    )


def find(page: View) -> Iterator[Mention]:
    """Names that their words and neighbors show: "Sanxia Lidao New Materials", "Zhejiang Tengyue pump industry"."""
    known = weights(page.resources)
    places = {v.start: v.end for v in page.values if v.kind == "place"}
    found: dict[str, list[Run]] = {}
    for match in _RUN.finditer(page.text):
        run = _weighed(page, *match.span(), places, known)
        if run is not None:
            found.setdefault(page.text[run.start : run.end], []).append(run)
    for name, runs in found.items():
        best = max(run.weight for run in runs)
        if best + 0.3 * (len(runs) > 1) >= known.least:
            for run in runs:
                flags = ("full",) if run.tailed else ("exposed",)
                yield mention(page, "company", run.start, run.end, name=name, confidence=0.7, flags=flags)


def _weighed(page: View, start: int, end: int, places: dict[int, int], known: Weights) -> Run | None:
    end = start + len(_GENITIVE.sub("", page.text[start:end]))
    start = _past_leads(page, start, end, places, known)
    end = _with_low_tail(page, start, end, known)
    words = page.text[start:end].split()
    if not words or len(page.text[start:end]) < 3:
        return None
    after_place = _past_places(page, start, end, places)
    tailed = len(words) > 1 and bool(known.tail.fullmatch(words[-1]))
    own = _own(page, page.text[after_place:end].split(), words, known, tailed=tailed, placed=after_place > start)
    if own is None:
        return None
    bracket = _BRACKET.match(page.text, end)
    if bracket and bracket.start(1) in places and tailed | (after_place > start):
        end = bracket.end()
    return Run(start, end, own + _beside(page, start, end, known), tailed)


def _own(page: View, rest: list[str], words: list[str], known: Weights, *, tailed: bool, placed: bool) -> float | None:
    """What the words of a run themselves say; None where no word of it could be a name."""
    rare = [w for w in rest if not _is_common(w, known) and not known.tail.fullmatch(w)]
    if not rare or (len(rest) == 1 and len(rest[0]) < 4):
        return None
    if pattern(page.resources, "en", "company", "not_company").fullmatch(" ".join(words)):
        return None
    weight = known.own["tail"] * tailed + known.own["place_and_name"] * placed
    weight += known.own["place_and_tail"] * (placed and tailed) + known.own["long"] * (tailed and len(words) > 2)
    return weight + known.own["single"] * (len(words) == 1)


def _is_common(word: str, known: Weights) -> bool:
    low = word.lower()
    return low in known.leads or low in known.common or low.rstrip("s") in known.common


def _beside(page: View, start: int, end: int, known: Weights) -> float:
    line = page.text.rfind("\n", 0, start) + 1
    before = page.text[max(line, start - _NEAR) : start]
    after = page.text[end : end + _NEAR]
    said = [w for p, w in known.before if p.search(before)] + [w for p, w in known.after if p.search(after)]
    return sum(sorted((w for w in said if w > 0), reverse=True)[:2]) + sum(w for w in said if w < 0)


def _past_leads(page: View, start: int, end: int, places: dict[int, int], known: Weights) -> int:
    """The start after words that begin no name: "Rival Tokai Silicon Works", "On Monday PolyTerra"."""
    while (space := page.text.find(" ", start, end)) >= 0:
        word = _GENITIVE.sub("", page.text[start:space])
        genitive = word != page.text[start:space]
        if (past := _past_genitive(page, start, end, places)) > start:
            start = past
            continue
        names = start in places or (_is_sentence_inside(page, start) and known.tail.fullmatch(word))
        if genitive or _FROM.fullmatch(word) or (_is_common(word, known) and not names):
            start = space + 1
        else:
            return start
    return start


def _past_genitive(page: View, start: int, end: int, places: dict[int, int]) -> int:
    """The start after a country's genitive: "South Korea's Daehwa Membrane"."""
    stop = places.get(start, start)
    after = _OWNED.match(page.text, stop, end)
    return after.end() if after and stop > start else start


def _is_sentence_inside(page: View, start: int) -> bool:
    return start > 1 and page.text[start - 1] == " " and page.text[start - 2] not in ".!?:;"


def _past_places(page: View, start: int, end: int, places: dict[int, int]) -> int:
    while start < end and start in places and places[start] <= end:
        start = places[start]
        while start < end and not page.text[start].isalnum():
            start += 1
    return start


def _with_low_tail(page: View, start: int, end: int, known: Weights) -> int:
    """The end after words of trade in lower case: "Shandong Shantong heavy industry", "Qiaofeng food"."""
    stop = end
    for word in regex.finditer(r"\G (?P<w>[a-z]{3,})\b", page.text, pos=end):
        if word.end() - end > _LONGEST or (not known.tail.fullmatch(word["w"]) and word["w"] not in _LOW):
            break
        if word["w"] not in {"new", "environmental"}:
            stop = word.end()
    follows = regex.match(
        r"(?:['’]s)?(?:[,.;)]| (?:to|and|with|by|in|for|has|have|will|plans?|invest\w*|signed|put)\b)",
        page.text[stop : stop + 12],
    )
    return stop if follows else end
