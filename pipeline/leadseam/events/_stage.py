"""Which of a project's steps tells how far it is: a linear model over the steps that rules and taggers found."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace

from leadseam.events import _triggers
from leadseam.events._combine import Found
from leadseam.events._links import probability
from leadseam.events._triggers import Lexicon
from leadseam.schema import STAGES, Analysis, Project, Span, Stage, Step

_RANK = {stage: rank for rank, stage in enumerate(STAGES)}


def chosen(found: Found, analysis: Analysis, words: Lexicon, weights: Mapping[str, float]) -> Project:
    """The project with the step that its stage, date and planned are taken from."""
    steps = found.project.stages
    if not steps or found.settled:
        return found.project
    told = features(found, analysis, words)
    best = max(range(len(steps)), key=lambda n: (probability(weights, told[n]), -n))
    step = steps[best]
    stage = found.project.stage if step.stage == found.base else step.stage
    return replace(found.project, stage=stage, planned=step.planned, date=step.date)


def features(found: Found, analysis: Analysis, words: Lexicon) -> list[list[str]]:
    """The features of each step of a project."""
    project, text = found.project, analysis.document.text
    starts = [s.start for s in analysis.sentences]
    named = sorted(bisect_right(starts, e.start) for e in project.evidence if e.field in {"project", "company"})
    title = analysis.document.title or ""
    heard = {(t.stage, t.planned) for t in _triggers.find(title, Span(0, len(title)), words)} if title else set()
    done = [_RANK[s.stage] for s in project.stages if not s.planned]
    return [
        ["", *_own(step, found, heard, done, analysis), *_where(step, starts, named), *_said(step, text, words)]
        for step in project.stages
    ]


def _own(
    step: Step, found: Found, heard: set[tuple[Stage, bool]], done: list[int], analysis: Analysis
) -> Iterator[str]:
    label = step.stage + "?" * step.planned
    key = step.stage, step.planned
    who = found.steps.get(key, "rules")
    yield label
    yield f"{who}|{label}"
    yield f"picked{key in found.picked.get('rules', ())}{key in found.picked.get('tags', ())}"
    yield f"picked{key in found.picked.get('rules', ())}{key in found.picked.get('tags', ())}|{label}"
    place = "planned" if step.planned else "top" if _RANK[step.stage] == max(done) else "low"
    yield f"{place}/{bool(done)}/{min(len(found.project.stages), 4)}"
    yield f"{place}|{label}"
    yield f"title{key in heard}{bool(heard)}"
    yield f"title{key in heard}{bool(heard)}|{label}"
    published = analysis.document.published
    when = "none" if step.date is None else "later" if published and step.date.start > published else "past"
    near = bool(step.date and published and 0 <= (published - step.date.end).days < 40)
    yield f"when{when}{near}"
    yield f"when{when}{near}|{place}"
    name = found.project.project or ""
    yield f"grows{any(word in name for word in ('二期', '三期', '扩', '技改', 'expan', 'second', 'phase II'))}|{label}"
    yield f"{found.source}|{label}"


def _where(step: Step, starts: list[int], named: list[int]) -> Iterator[str]:
    """How many sentences lie between a step and the nearest name."""
    if step.evidence is None or not named:
        yield "nowhere"
        return
    own = bisect_right(starts, step.evidence.start)
    far = min((own - n for n in named), key=lambda gap: (abs(gap), gap))
    yield f"far{max(-3, min(3, far))}"
    yield f"far{max(-3, min(3, far))}|{step.stage}{step.planned}"
    yield f"first{own <= 2}|{step.stage}{step.planned}"


def _said(step: Step, text: str, words: Lexicon) -> Iterator[str]:
    """The words of a step's clause that tell a plan, a count or a ceremony."""
    if step.evidence is None:
        return
    clause = text[step.evidence.start : step.evidence.end].lower()
    heard = clause if words.lang == "zh" else frozenset(clause.replace(",", " ").replace(".", " ").split())
    for word in words.telling:
        if word in heard:
            yield f"says {word}"
            yield f"says {word}|{step.stage}{step.planned}"
