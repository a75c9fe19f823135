"""Phases: what a text tells of a project's first or second phase is a project of its own."""

from collections.abc import Iterator
from dataclasses import replace

from leadseam.events import _steps
from leadseam.events._amount import phase_amount
from leadseam.events._frame import Frame, Part
from leadseam.events._roles import Cues
from leadseam.schema import Analysis, Evidence, Money, Project, Span

# A plan or an enlargement tells its phases as parts of itself; of a completed whole one phase may be open.
_OPEN = {"signed", "landed", "land", "started", "production"}

# What a text tells of the whole project is no fact of one phase.
_OF_WHOLE = {"amount", "jobs", "capacity", "land"}


def funded(frame: Frame, whole: Project, analysis: Analysis, known: Cues) -> Iterator[Project]:
    """The phases that have a sum of their own beside the whole project's: 总投资8亿元，其中一期3亿元."""
    name = whole.project
    if name is None or whole.amount is None or whole.planned or known.search("phase_name", name):
        return
    if whole.stage not in _OPEN:
        return
    seen: set[str] = set()
    for part in frame.parts:
        for money in part.scene.money:
            phase = _phase_of(part, money, known)
            amount = phase_amount(money)
            if phase is None or phase in seen or amount is None or amount.value >= whole.amount.value:
                continue
            seen.add(phase)
            proof = Evidence("amount", money.start, money.end, money.text)
            kept = tuple(e for e in whole.evidence if e.field not in _OF_WHOLE)
            child = replace(whole, project=name + phase, aliases=(), amount=amount, evidence=(*kept, proof))
            child = replace(child, jobs=None, capacity=(), land=None)
            yield _staged(child, _clauses_of(part, money, known), analysis, known)


def _staged(child: Project, told: Part, analysis: Analysis, known: Cues) -> Project:
    """A phase with the stage that its own clauses tell, else with the whole project's."""
    steps = _steps.find(Frame((), None, (told,)), analysis, known)
    step = _steps.reached(tuple(s for s in steps if not s.planned))
    if step is None:
        return child
    return replace(child, stage=step.stage, stages=steps, planned=False, date=step.date or child.date)


def _clauses_of(part: Part, money: Money, known: Cues) -> Part:
    """The stretch from a phase's sum to the next phase."""
    following = known.patterns["phase_name"].search(part.scene.text, money.end, part.span.end)
    end = following.start() if following else part.span.end
    told = tuple(t for t in part.triggers if money.end <= t.start < end and not t.weak)
    return replace(part, span=Span(money.end, end), triggers=told)


def split(frame: Frame, known: Cues) -> Iterator[Frame]:
    """A frame named by its first phase, and the second one where a later clause tells its stage: 二期主体封顶."""
    phase = known.patterns["phase_name"].search(frame.project.text) if frame.project else None
    part = frame.parts[0]
    cut = _next_phase(frame, part, phase.group() if phase else "", known)
    if frame.project is None or phase is None or cut is None:
        yield frame
        return
    first, last = Span(part.span.start, cut.start), Span(cut.start, part.span.end)
    text = part.scene.text[cut.start : cut.end]
    name = frame.project.text.replace(phase.group(), text)
    second = replace(frame.project, start=cut.start, end=cut.end, text=name, name=name)
    yield replace(frame, parts=(_within(part, first), *frame.parts[1:]))
    yield replace(frame, project=second, parts=(_within(part, last),), amount=None)


def _phase_of(part: Part, money: Money, known: Cues) -> str | None:
    """The phase whose sum an amount is, told right before it in its clause."""
    if not part.span.start <= money.start < part.span.end:
        return None
    lead = part.scene.text[max(part.span.start, money.start - 20) : money.start]
    found = known.patterns["phase_sum"].search(lead)
    return found["phase"] if found else None


def _next_phase(frame: Frame, part: Part, phase: str, known: Cues) -> Span | None:
    """Where a clause behind the project's name begins with another phase and tells a stage of it."""
    if frame.project is None or not phase:
        return None
    for match in known.patterns["phase_clause"].finditer(part.scene.text, frame.project.end, part.span.end):
        told = any(match.start() <= t.clause.start <= match.end() <= t.start for t in part.triggers)
        if match["phase"] != phase and told:
            return Span(*match.span("phase"))
    return None


def _within(part: Part, span: Span) -> Part:
    return replace(part, span=span, triggers=tuple(t for t in part.triggers if span.start <= t.start < span.end))
