"""Counts whose noun is left out ("29 of them", 其中9个), far away, or lost ("80 In the remaining times")."""

from collections.abc import Iterable
from decimal import Decimal

import regex

from leadseam.metrics._figures import Figure
from leadseam.metrics._lexicon import Words
from leadseam.schema import Op, Quantity, Span, Value

_DIGITS = r"(?P<n>\d{1,3}(?:,\d{3}){1,3}|\d{1,7})"
_ZH = regex.compile(
    rf"(?<![\d.,A-Za-z+/-]){_DIGITS}(?P<more>余|多)?(?P<unit>个|家|场次|场|批次|次)"
    r"(?!月|百分点|工作日|小时|亿|万|季度|年|方面|品牌|层|县|区|市|乡镇|一批|招商组|\d)"
)
# 签约46个 counts projects though nothing says so.
_STAGED = regex.compile(r"(?:签约|开工|竣工|投产|落地|引进|招引|达产|入库)(?:了|共|计)?$")
_NUMBER = rf"(?<![\w.,+/$-]){_DIGITS}"
_SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {word: number for number, small in enumerate(_SMALL, 2) for word in (small, small.capitalize())}
# What follows a number whose noun was told before it.
_ELIDED = (
    r" (?:of (?:them|which|these|those|the (?:[\w-]+ ){0,2}(?:projects|deals|contracts)"
    r"|(?:more than|over|above|at least) [\d$])|went into|more (?:are|were|have)"
    r"|(?:are|were|have|had|has|began|started|entered|exceed|top|involve|each|worth|put into) )"
)
_EN = regex.compile(
    rf"(?P<op>[Mm]ore than |[Oo]ver |[Nn]early |[Aa]bout |[Aa]round |[Aa]t least |[Nn]o (?:less|fewer) than )?"
    rf"(?:{_NUMBER}|\b(?P<word>{'|'.join(_WORDS)})(?={_ELIDED}))"
    r"(?:(?P<lost> [Ii]n the remaining(?= (?P<what>(?:[A-Za-z-]+ ){0,2}[A-Za-z-]+)))"
    rf"|(?P<elided>(?={_ELIDED})|(?<=(?:completed|started|introduced|attracted|signed|landed) [\d,]{{1,6}})(?=[,.;] ))"
    r"|(?= (?P<far>(?:[A-Za-z-]+ ){0,5}[A-Za-z-]+)))"
    r"|(?<=[Pp]rojects (?:(?:is|was|reached|numbered|are|were) |with [^.,;]{1,24} numbered )?(?:only )?)"
    rf"{_NUMBER}(?P<projects>(?=[ ,.;]))"
    r"|(?<=\b[Nn]umber of (?P<told>[^.,;\d]{3,60}?) (?:passed|reach(?:ed)?|exceed(?:ed)?|topped|stood at|was|is"
    rf"|(?:rose|grew|fell|climbed|increased) to|was put at) (?:over |more than |about |nearly )?){_NUMBER}(?=[ ,.;])"
)
_OPS: dict[str, Op] = {
    "more than": ">",
    "over": ">",
    "nearly": "~",
    "about": "~",
    "around": "~",
    "at least": ">=",
    "no less than": ">=",
}
_UNITS = {"家": "enterprises", "场": "events", "场次": "events", "批次": "batches", "次": "times"}
_STOP = regex.compile(
    r"\b(?:of|between|in|on|at|by|for|from|to|with|the|percent|per|were|was|have|has|is|are|that|which)\b"
)
_FAR = frozenset({"projects", "enterprises", "events", "batches", "leads", "jobs", "agreements", "times", "persons"})


def counts(text: str, span: Span, known: Iterable[Value], *, words: Words, unit: str | None) -> list[Figure]:
    """Counts that no value covers; `unit` is what the sentence counted before."""
    taken = [(value.start, value.end) for value in known]
    pattern = _ZH if words.lang == "zh" else _EN
    found = []
    for match in pattern.finditer(text, span.start, span.end):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        if (counted := _counted(match, words, unit)) is not None:
            found.append(_figure(match, counted))
    return found


def _counted(match: regex.Match[str], words: Words, unit: str | None) -> str | None:
    """What a bare number counts."""
    groups = match.groupdict()
    if words.lang == "zh":
        staged = groups["unit"] == "个" and _STAGED.search(match.string, max(0, match.start() - 8), match.start())
        return _UNITS.get(groups["unit"], unit or ("projects" if staged else None))
    if groups["lost"] is not None:
        return _far(groups["what"] or "", words)
    if groups["projects"] is not None:
        return "projects"
    if groups["told"] is not None:
        return _far(groups["told"], words)
    return unit if groups["elided"] is not None else _far(groups["far"] or "", words)


def _far(following: str, words: Words) -> str | None:
    """The noun that stands up to six words behind a number ("80 upstream and downstream enterprises")."""
    stop = _STOP.search(following)
    near = following[: stop.start()] if stop else following
    hits = [
        (m.start(), m.start() - m.end(), name)
        for name, noun in words.nouns.items()
        if name in _FAR and (m := noun.search(near))
    ]
    return min(hits)[2] if hits else None


def _figure(match: regex.Match[str], counted: str) -> Figure:
    groups = match.groupdict()
    word = groups.get("word")
    number = Decimal(_WORDS[word] if word else match["n"].replace(",", ""))
    lost = groups.get("lost") is not None
    op: Op = ">" if groups.get("more") or lost else _OPS.get((groups.get("op") or "").strip().lower(), "=")
    value = Quantity(
        start=match.start(),
        end=match.end(),
        text=match.group(),
        flags=("mt_repaired",) if lost else ("elided_noun",),
        lo=number,
        hi=None if op == ">" else number,
        op=op,
        unit=counted,
        unit_text="",
    )
    return Figure(value, number, counted, op, "count")
