"""The words that tell a stage, and whether they tell it as done, as planned, or not at all."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from leadseam.lang import clauses
from leadseam.resources import Resources
from leadseam.schema import STAGES, Lang, Span, Stage

_BACK = 160
_MOTTO = 24
_Hit = tuple[Stage, str, int, int]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled word lists of one language."""

    lang: Lang
    gate: regex.Pattern[str]
    stages: tuple[tuple[Stage, str, regex.Pattern[str]], ...]
    planned: regex.Pattern[str]
    done: regex.Pattern[str]
    under_way: frozenset[str]
    negated: regex.Pattern[str]
    hypothetical: regex.Pattern[str]
    forecast: regex.Pattern[str]
    hard: regex.Pattern[str]
    soft: regex.Pattern[str]
    deal: regex.Pattern[str]
    fraud: regex.Pattern[str]
    chapter: regex.Pattern[str]
    fiction: regex.Pattern[str]
    narrated: regex.Pattern[str]
    telling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """One stage word in the text and its clause; a weak one counts where no other does."""

    stage: Stage
    start: int
    end: int
    planned: bool
    clause: Span
    weak: bool = False
    needs_object: bool = False


def find(text: str, sentence: Span, lexicon: Lexicon) -> tuple[Trigger, ...]:
    """The stages that a sentence tells, in order; negated, hypothetical and forecast ones are left out."""
    if not lexicon.gate.search(text, sentence.start, sentence.end):
        return ()
    found: list[Trigger] = []
    planned = False
    for clause in clauses(text, sentence):
        for stage, force, start, end in _hits(text, clause, lexicon):
            if _is_void(text, sentence, clause, start, end, lexicon):
                continue
            planned = _is_planned(text, clause, start, lexicon, carried=planned, stage=stage)
            begun = text[start:end] in lexicon.under_way
            told = planned and not begun and stage not in {"intent", "framework"}
            found.append(Trigger(stage, start, end, told, clause, force == "weak", force == "object"))
        if lexicon.lang == "en":
            planned = _leaves_planned(text, clause, lexicon, carried=planned)
    return tuple(found)


def is_story(title: str, text: str, lexicon: Lexicon) -> bool:
    """Whether a text is a chapter of fiction: a chapter's heading, and people who think and sigh."""
    if lexicon.chapter.search(title):
        return True
    if not (lexicon.chapter.search(text) or lexicon.chapter.search(title) or lexicon.fiction.search(title)):
        return False
    return lexicon.narrated.search(text) is not None


def is_warning(text: str, lexicon: Lexicon) -> bool:
    """Whether a text exposes a fraud or warns of one: it says so more than once."""
    return len(lexicon.fraud.findall(text)) > 1


def _leaves_planned(text: str, clause: Span, lexicon: Lexicon, *, carried: bool) -> bool:
    """Whether a plan told in this clause still holds in the next: "will hold signing, opening and ..."."""
    plan = max((m.end() for m in lexicon.planned.finditer(text, clause.start, clause.end)), default=-1)
    done = max((m.end() for m in lexicon.done.finditer(text, clause.start, clause.end)), default=-1)
    return carried if plan < 0 and done < 0 else plan >= done - 6 and plan >= 0


def _hits(text: str, clause: Span, lexicon: Lexicon) -> list[_Hit]:
    hits = [
        (stage, force, *match.span())
        for stage, force, pattern in lexicon.stages
        for match in pattern.finditer(text, clause.start, clause.end)
    ]
    hits.sort(key=lambda hit: (hit[1] == "weak", hit[2] - hit[3], hit[2]))
    taken = bytearray(clause.end - clause.start)
    kept: list[_Hit] = []
    for hit in hits:
        start, end = hit[2] - clause.start, hit[3] - clause.start
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\x01" * (end - start)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit[2])


def _is_void(text: str, sentence: Span, clause: Span, start: int, end: int, lexicon: Lexicon) -> bool:
    reach = 8 if lexicon.lang == "zh" else 24
    if lexicon.negated.search(text, max(clause.start, start - reach), start):
        return True
    if lexicon.hypothetical.search(text, max(clause.start, start - _BACK), start):
        return True
    if lexicon.lang == "zh":
        return bool(lexicon.forecast.match(text[end : end + 12])) or _is_motto(text, sentence, start, end)
    return bool(lexicon.forecast.search(text[max(sentence.start, start - 30) : start]))


def _is_motto(text: str, sentence: Span, start: int, end: int) -> bool:
    """Whether a word stands on a list in quotation marks: “拿地、开工、投产”四步并联."""
    opened, closed = text.rfind("“", sentence.start, start), text.find("”", end, sentence.end)
    if opened < 0 or closed < 0 or closed - opened > _MOTTO or "”" in text[opened:start]:
        return False
    return "、" in text[opened:closed]


def _is_planned(text: str, clause: Span, start: int, lexicon: Lexicon, *, carried: bool, stage: Stage) -> bool:
    """Planned when a word of plan stands last before the stage word, or carried over from the clause before."""
    first = max(clause.start, start - _BACK)
    plan = max((m.end() for m in lexicon.planned.finditer(text, first, start)), default=-1)
    done = max((m.end() for m in lexicon.done.finditer(text, first, start)), default=-1)
    if lexicon.lang == "en" and text[first:start].endswith("to ") and stage not in {"signed", "framework", "intent"}:
        return True
    if plan < 0 and done < 0:
        return carried and stage not in {"signed", "framework", "intent"}
    if lexicon.lang == "en":
        return plan >= 0 and plan >= done - 6
    return plan > done


@lru_cache(maxsize=4)
def lexicon(resources: Resources, lang: Lang) -> Lexicon:
    """The stage lexicon of one language."""
    table = resources.toml(f"lexicons/{lang}/stages.toml")
    stages = tuple(
        (stage, force, _compiled(table[force][stage], lang))
        for force in ("stages", "weak", "object")
        for stage in STAGES
        if stage in table[force]
    )
    words: dict[str, list[str]] = table["modality"]
    forecast = words["forecast_after" if lang == "zh" else "forecast_before"]
    everything = [
        pattern for force in ("stages", "weak", "object") for patterns in table[force].values() for pattern in patterns
    ]
    return Lexicon(
        lang=lang,
        gate=_compiled(everything, lang),
        stages=stages,
        planned=_compiled(words["planned"], lang, whole=True),
        done=_compiled(words["done"], lang, whole=True),
        under_way=frozenset(words["under_way"]),
        negated=_compiled(words["negated"], lang, whole=True),
        hypothetical=_compiled(words["hypothetical"], lang, whole=True),
        forecast=regex.compile("|".join(forecast), regex.IGNORECASE),
        hard=_compiled(table["vetoes"]["hard"], lang),
        soft=_compiled(table["vetoes"]["soft"], lang),
        deal=_compiled(table["vetoes"]["deal"], lang),
        fraud=_compiled(table["vetoes"]["fraud"], lang),
        chapter=regex.compile("|".join(table["story"]["chapter"]), regex.MULTILINE),
        fiction=regex.compile("|".join(table["story"]["title"])),
        narrated=_compiled(table["story"]["narrated"], lang),
        telling=tuple(table["judged"]["telling"]),
    )


def _compiled(patterns: list[Any], lang: Lang, *, whole: bool = False) -> regex.Pattern[str]:
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    end = r"(?!\w)" if whole else ""
    return regex.compile(rf"(?<![\w])(?:{joined}){end}" if lang == "en" else joined, regex.IGNORECASE)
