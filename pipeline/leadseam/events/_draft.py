"""A frame made a project: every field with the words that prove it."""

from collections.abc import Iterable, Iterator

from leadseam.events import _amount, _place, _steps
from leadseam.events._frame import Frame
from leadseam.events._roles import Cues, platforms
from leadseam.resources import chains
from leadseam.schema import Analysis, Evidence, Industry, Lang, Measure, Mention, Project, Quantity, Value

_CAPACITY = {"GWh", "MWh", "GW", "MW", "kW", "kWh", "t", "t/year", "units", "units/year", "sets/year", "pieces/year"}
_AREA = {"m2", "mu", "ha", "km2"}
_JOBS = {"jobs", "persons", "people"}


def make(frame: Frame, analysis: Analysis, known: Cues) -> Project | None:
    """The project that a frame tells of; None when no stage is left."""
    steps = _steps.find(frame, analysis, known)
    name = frame.project.text if frame.project else None
    step = _steps.reached(steps)
    if step is None or not (frame.companies or name):
        return None
    stage = _steps.stage_of(step, name or "", known)
    amount = _amount.find(frame, {s.stage for s in steps} | {stage}, known)
    place = _place.find(frame, analysis, known)
    park = _first(frame, "park")
    industry = _industry(frame, analysis.document.lang or "zh")
    evidence = [_evidence(analysis, "project", frame.project)] if frame.project else []
    evidence += [_evidence(analysis, "company", c) for c in frame.companies]
    evidence += [step.evidence] if step.evidence else []
    evidence += [_cut(analysis, "amount", amount.start, amount.end)] if amount else []
    evidence += [_cut(analysis, "place", place.start, place.end)] if place and place.end else []
    evidence += [_evidence(analysis, "park", park)] if park else []
    evidence += [_evidence(analysis, "industry", industry[0])] if industry else []
    jobs, land, capacity = _jobs(frame, known), _land(frame, known), _capacity(frame)
    evidence += [_cut(analysis, field, v.start, v.end) for field, v in (("jobs", jobs), ("land", land)) if v]
    evidence += [_cut(analysis, "capacity", v.start, v.end) for v in capacity]
    counterparts = _counterparts(frame, known)
    evidence += [_evidence(analysis, "counterparts", m) for m in counterparts]
    if step.date:
        evidence += [_cut(analysis, "date", step.evidence.start, step.evidence.end)] if step.evidence else []
    sure = _confidence(frame, bool(amount), place.sure if place else 0.4, planned=step.planned)
    return Project(
        project=name,
        companies=distinct(c.name for c in frame.companies),
        counterparts=tuple(dict.fromkeys(m.text for m in counterparts)),
        stage=stage,
        stages=steps,
        planned=step.planned,
        amount=amount.amount if amount else None,
        place=place.place if place else None,
        park=park.text if park else None,
        date=step.date,
        industry=industry[1] if industry else None,
        jobs=int(jobs.lo) if jobs and jobs.lo is not None else None,
        capacity=tuple(Measure(v.lo, v.unit, v.text) for v in capacity if v.lo is not None),
        land=Measure(land.lo, land.unit, land.text) if land and land.lo is not None else None,
        confidence=sure,
        flags=("needs_review",) if sure < 0.5 else (),
        evidence=tuple(evidence),
    )


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Each company once: a short name beside the full one that holds it is the same company.

    >>> distinct(["邦普", "广东邦普循环科技有限公司", "比亚迪"])
    ('广东邦普循环科技有限公司', '比亚迪')
    """
    once = tuple(dict.fromkeys(names))
    return tuple(n for n in once if not any(n != other and n in other for other in once))


def _confidence(frame: Frame, has_amount: bool, place: float, *, planned: bool) -> float:
    named = max(
        [c.confidence for c in frame.companies], default=0.75 * (frame.project.confidence if frame.project else 0.5)
    )
    score = named * (1.0 if frame.sure else 0.7) * (0.85 + 0.15 * place) * (0.9 if planned else 1.0)
    score *= 1.0 if frame.project or has_amount else 0.85
    return round(min(0.99, score), 3)


def _industry(frame: Frame, lang: Lang) -> tuple[Mention, Industry] | None:
    """The industry of the project's name, else the first of the frame; one of a known chain before another."""
    name = frame.project
    best: tuple[tuple[bool, bool], Mention, Industry] | None = None
    for mention in _all(frame, "industry"):
        node = chains.node(mention.text, lang)
        found = Industry(mention.text, node.chain, node.code, node.id) if node else Industry(mention.text)
        rank = (name is not None and name.start <= mention.start < name.end, node is not None)
        if best is None or rank > best[0]:
            best = rank, mention, found
    return best[1:] if best else None


def _first(frame: Frame, kind: str) -> Mention | None:
    return next(_all(frame, kind), None)


def _all(frame: Frame, kind: str) -> Iterator[Mention]:
    for part in frame.parts:
        for mention in part.scene.of(kind):
            if part.span.start <= mention.start < part.span.end:
                yield mention


def _counterparts(frame: Frame, known: Cues) -> list[Mention]:
    scene = frame.parts[0].scene
    if not any(t.stage in {"signed", "framework", "intent"} for t in frame.parts[0].triggers):
        return []
    bodies = list(scene.of("government"))
    span = frame.parts[0].span
    first = min((m.start for m in scene.mentions if m.kind in {"company", "project"}), default=span.start)
    near = [m for m in scene.of("park") if not frame.many or m.start < first or span.start <= m.start < span.end]
    parks = [m for m in near if not any(g.start <= m.start and m.end <= g.end for g in bodies)]
    names = {c.name for c in frame.companies}
    return [*bodies, *parks, *(m for m in platforms(scene, known) if m.name not in names)]


def _quantities(frame: Frame) -> list[tuple[Quantity, str]]:
    return [
        (q, part.scene.text[max(part.scene.span.start, q.start - 14) : q.end + 8])
        for part in frame.parts
        for q in part.scene.quantities
        if part.span.start <= q.start < part.span.end
    ]


def _jobs(frame: Frame, known: Cues) -> Quantity | None:
    return next(
        (
            q
            for q, near in _quantities(frame)
            if q.unit in _JOBS and (q.unit == "jobs" or known.search("job_word", near))
        ),
        None,
    )


def _land(frame: Frame, known: Cues) -> Quantity | None:
    return next(
        (
            q
            for q, near in _quantities(frame)
            if q.unit in _AREA and (known.search("land_word", near) or q.unit == "mu")
        ),
        None,
    )


def _capacity(frame: Frame) -> list[Quantity]:
    return [q for q, near in _quantities(frame) if q.unit in _CAPACITY or q.unit.endswith("/year")]


def _evidence(analysis: Analysis, field: str, found: Mention | Value) -> Evidence:
    return _cut(analysis, field, found.start, found.end)


def _cut(analysis: Analysis, field: str, start: int, end: int) -> Evidence:
    return Evidence(field, start, end, analysis.document.text[start:end])
