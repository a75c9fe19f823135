"""The steps of a project with their dates, and the stage it has reached."""

from leadseam.events._frame import Frame, Part
from leadseam.events._occasion import family, usable
from leadseam.events._roles import Cues
from leadseam.events._triggers import Trigger
from leadseam.schema import STAGES, Analysis, DateRange, Evidence, Period, Stage, Step

_RANK = {stage: rank for rank, stage in enumerate(STAGES)}
_EARLY = {"intent", "framework", "signed", "landed"}


def find(frame: Frame, analysis: Analysis, known: Cues) -> tuple[Step, ...]:
    """Every step that the frame's sentences tell, in the order of the text; one a stage and date."""
    steps: dict[tuple[Stage, bool], Step] = {}
    firm = any(not t.weak and not t.planned for part in frame.parts for t in part.triggers)
    for part in frame.parts:
        for trigger in part.triggers:
            if firm and trigger.weak:
                continue
            period = _date(part, trigger, known) or _of_report(part, trigger, analysis, known)
            period = _ahead(period, analysis) if trigger.planned and trigger.stage != "expansion" else period
            planned = trigger.planned or _is_future(period, analysis)
            step = Step(trigger.stage, period, planned, _evidence(analysis, trigger))
            kept = steps.get((step.stage, step.planned))
            if kept is None or (kept.date is None and period is not None):
                steps[(step.stage, step.planned)] = step
    return tuple(sorted(steps.values(), key=lambda s: s.evidence.start if s.evidence else 0))


def reached(steps: tuple[Step, ...]) -> Step | None:
    """The step that tells how far the project is: the furthest one done, else the nearest one planned."""
    done = [s for s in steps if not s.planned]
    if not done:
        return min(steps, key=_rank, default=None)
    ended = [s for s in done if s.stage == "terminated"]
    if ended:
        return ended[-1]
    best = max(_current(done), key=_rank)
    return _signing_of(best, done) or best


def _current(done: list[Step]) -> list[Step]:
    """The steps without those of an earlier phase: what ended before a lower step began is history."""
    kept = [s for s in done if not any(_is_over(s, other) for other in done)]
    return kept or done


def _is_over(step: Step, later: Step) -> bool:
    if step.date is None or later.date is None or _rank(later) >= _rank(step):
        return False
    return step.date.end < later.date.start


def _rank(step: Step) -> float:
    return _RANK[step.stage] if step.stage != "expansion" else _RANK["landed"] + 0.5


def _signing_of(best: Step, done: list[Step]) -> Step | None:
    """The dated signing beside which 落户 without a day of its own tells only where: 签约，项目落户X."""
    if best.stage != "landed":
        return None
    near = (s for s in done if s.stage == "signed" and s.date and best.date in {s.date, None})
    return next((s for s in near if _distance(s, best) < 150), None)


def _distance(first: Step, second: Step) -> int:
    return abs(first.evidence.start - second.evidence.start) if first.evidence and second.evidence else 0


def stage_of(step: Step, name: str, known: Cues) -> Stage:
    """A project whose name says that it enlarges something is an expansion until work on it has begun."""
    return "expansion" if step.stage in _EARLY and not step.planned and known.search("expanding", name) else step.stage


def _evidence(analysis: Analysis, trigger: Trigger) -> Evidence:
    text = analysis.document.text[trigger.clause.start : trigger.clause.end]
    return Evidence("stage", trigger.clause.start, trigger.clause.end, text)


def _ahead(period: Period | None, analysis: Analysis) -> Period | None:
    """The date of a planned step, which is no day that has passed."""
    published = analysis.document.published
    return None if period and published and period.end < published else period


def _is_future(period: Period | None, analysis: Analysis) -> bool:
    published = analysis.document.published
    return bool(period and published and period.start > published)


def _date(part: Part, trigger: Trigger, known: Cues) -> Period | None:
    """The date of the trigger's clause, else the nearest one of its sentence, else the occasion's."""
    if known.search("progress", part.scene.text[trigger.start : trigger.end]):
        return None
    chosen = _in_clause(part, trigger) or _before(part, trigger) or _announced(part, trigger, known)
    if chosen is None and not trigger.planned:
        chosen = dict(part.days).get(trigger.stage)
    elif chosen is None:
        chosen = part.year
    return Period(chosen.from_, chosen.to) if chosen and chosen.from_ and chosen.to else None


def _of_report(part: Part, trigger: Trigger, analysis: Analysis, known: Cues) -> Period | None:
    """The year that a work report reviews, for what it tells as done without a date of its own."""
    text = analysis.document.text
    if trigger.planned or part.scene.lexicon.lang != "en" or trigger.stage in {"intent", "framework"}:
        return None
    if not known.search("yearly", (analysis.document.title or "") + text[:200]):
        return None
    years = [v for v in analysis.values if isinstance(v, DateRange) and v.grain == "year" and v.end <= trigger.start]
    last = years[-1] if years else None
    return Period(last.from_, last.to) if last and last.from_ and last.to and last.mod is None else None


def _in_clause(part: Part, trigger: Trigger) -> DateRange | None:
    """The date of the trigger's own clause: before it in Chinese, in English rather right behind it."""
    own = [d for d in usable(part.scene.dates) if trigger.clause.start <= d.start < trigger.clause.end]
    before = [d for d in own if d.end <= trigger.start]
    after = [d for d in own if d.start >= trigger.end and not _told_between(part, trigger.end, d.start)]
    near = [d for d in after if d.start - trigger.end < 30] if part.scene.lexicon.lang == "en" else []
    return next(iter([*near[:1], *before[-1:], *after[:1]]), None)


def _before(part: Part, trigger: Trigger) -> DateRange | None:
    earlier = [d for d in usable(part.scene.dates) if d.end <= trigger.start]
    return earlier[-1] if earlier and not _other_trigger_between(part, earlier[-1], trigger) else None


def _announced(part: Part, trigger: Trigger, known: Cues) -> DateRange | None:
    """A later day of the sentence: "broke ground in X, Y Province, on June 13", "..., it said on Monday"."""
    if part.scene.lexicon.lang != "en":
        return None
    later = [d for d in usable(part.scene.dates) if d.start >= trigger.end and d.grain == "day"]
    if not later or any(trigger.end <= t.start < later[0].start and not t.planned for t in part.scene.triggers):
        return None
    said = known.search("announcing", part.scene.text[trigger.end : later[0].start])
    return later[0] if said or not trigger.planned else None


def _told_between(part: Part, start: int, end: int) -> bool:
    return any(start <= t.start < end for t in part.scene.triggers)


def _other_trigger_between(part: Part, date: DateRange, trigger: Trigger) -> bool:
    return any(
        date.end <= t.start < trigger.clause.start
        and t.stage not in family(trigger.stage)
        and t.planned == trigger.planned
        for t in part.scene.triggers
    )
