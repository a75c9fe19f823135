"""Frames: which stretches of text tell of one project, over sentences, lists and ceremonies."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import regex

from leadseam.events import _anchors
from leadseam.events._anchors import HEADED, Anchor
from leadseam.events._frame import Frame, Part
from leadseam.events._header import Header
from leadseam.events._occasion import Occasion, usable
from leadseam.events._roles import Cues, investors
from leadseam.events._scene import Scene
from leadseam.events._sentence import INVEST_ROLES, frames_of
from leadseam.events._triggers import Trigger
from leadseam.schema import DateRange, Mention, Money, Span

_ADDED = {"added_investment", "planned_investment"}
_BEGUN = {"signed", "started", "completed", "production"}
# A list that is told of as a whole has no more projects than this.
_LISTED = 40
_HEADING = 24
# "(ii) electrolysis facilities" goes on with what the sentence before began.
_ITEM = regex.compile(r"\s*(?:and )?\((?:i{2,3}|iv|v|vi)\) ")
_LATER = regex.compile(
    r"(?i:\bthe )(?P<n>(?:second|third) (?:phase|line|stage)|phase (?:two|three|ii|iii|2|3))\b(?! of the)"
    r"|\b(?P<n>Phase (?:two|II|2))\b"
)


def collect(scenes: Iterable[Scene], known: Cues, published: date | None) -> tuple[Frame, ...]:
    """The frames of a document in order; a later sentence about "the project" is added to the frame it speaks of."""
    frames: list[Frame] = []
    active: list[int] = []
    header = Header()
    topic: Mention | None = None
    occasion = Occasion()
    headline: Scene | None = None
    untold: Scene | None = None
    seen = -9
    year: DateRange | None = None
    for scene in scenes:
        year = _year(scene, year, known)
        scene = occasion.settled(scene, known)
        occasion = occasion.after(scene, known, published)
        if known.search("the_above", scene.text[scene.span.start : scene.span.end]):
            frames[-_LISTED:] = [_told_above(frame, scene, occasion, known) for frame in frames[-_LISTED:]]
        if scene.number - seen > 3:
            active = []
        header = header.after(scene, known)
        headline = headline or _headline(scene)
        anchors = _anchors.find(scene, known, topic if scene.number - seen <= 3 else None)
        anchors = () if len(active) == 1 and _tells_of_parts(scene, anchors, known) else anchors
        if not scene.vetoed and len(active) == 1 and _completes(frames[active[0]], anchors, scene, known):
            frames[active[0]] = _completed(frames[active[0]], anchors, scene, occasion, known)
            seen = scene.number
            continue
        if not scene.vetoed and len(active) == 1 and _tells_of_base(frames[active[0]], scene, known):
            frames.append(_base(frames[active[0]], scene))
            seen = scene.number
            continue
        built = [] if scene.vetoed else frames_of(scene, anchors, header.of(scene, anchors, occasion), known)
        built = _opened([_in_year(frame, year, published) for frame in built], untold, scene, known)
        built = [_dated(frame, occasion, known) for frame in built] or _later_phase(frames, active, scene, anchors)
        untold = None if built or active else _nameless(scene, anchors, untold, known)
        if built:
            active = list(range(len(frames), len(frames) + len(built)))
            frames.extend(built)
            seen = scene.number
        elif active and not scene.vetoed and _speaks_on(scene, anchors, known, seen, frames, active):
            _add(frames, active, scene, occasion, known)
            seen = scene.number
        elif not scene.vetoed and (bare := _bare(scene, anchors)):
            active = [len(frames)]
            frames.append(_listed(bare, occasion, known))
            seen = scene.number
        topic = _topic(scene, known) or topic
        if scene.of("company"):
            seen = max(seen, scene.number)
    told = _with_headline(_absorbed(frames), headline)
    return (*told, *(phase for frame in told for phase in _phases(frame, known)))


def _tells_of_parts(scene: Scene, anchors: tuple[Anchor, ...], known: Cues) -> bool:
    """Whether a sentence goes on about one project and names no more than its lines: 该项目占地95亩，上24条线."""
    if not known.search("project_goes_on", _text(scene)):
        return False
    return not any(a.companies or (a.project and HEADED.search(a.project.text)) for a in anchors)


def _year(scene: Scene, before: DateRange | None, known: Cues) -> DateRange | None:
    """The year of the last heading of plans: 二、2024年重点工作; the next numbered heading ends it."""
    text = _text(scene)
    if len(text) > _HEADING or text.endswith(("。", "；", ".")) or not scene.span.start or scene.money:
        return before
    said = next((d for d in scene.dates if d.grain == "year"), None)
    if said and known.search("plan_heading", text):
        return said
    return None if said or known.search("numbered_heading", text) else before


def _in_year(frame: Frame, year: DateRange | None, published: date | None) -> Frame:
    """What a heading of plans stands over is planned, and for its year, unless the sentence says otherwise."""
    if year is None or year.to is None or published is None or year.to < published:
        return frame
    first = frame.parts[0]
    begun = {t for t in first.triggers if _is_under_way(first.scene, t) or t.stage in {"intent", "framework"}}
    triggers = tuple(t if t in begun else replace(t, planned=True) for t in first.triggers)
    return replace(frame, parts=(replace(first, triggers=triggers, year=year), *frame.parts[1:]))


def _is_under_way(scene: Scene, trigger: Trigger) -> bool:
    return scene.text[trigger.start : trigger.end] in scene.lexicon.under_way


def _topic(scene: Scene, known: Cues) -> Mention | None:
    """Whom the next sentence means by 该公司 or "it": the last company told of, in English the first investor."""
    if scene.lexicon.lang == "en":
        found = investors(scene, known)
        return found[0].mention if found else None
    return next(reversed(scene.of("company")), None)


def _nameless(scene: Scene, anchors: tuple[Anchor, ...], untold: Scene | None, known: Cues) -> Scene | None:
    """An English sentence that tells a step of nobody named yet: "A Swedish producer on Tuesday broke ground"."""
    several = scene.lexicon.lang != "en" or scene.vetoed or known.search("others_too", _text(scene))
    if several or anchors or not any(_is_done(t) for t in scene.triggers):
        return untold if untold and scene.number - untold.number <= 1 else None
    return scene


def _is_done(trigger: Trigger) -> bool:
    return not trigger.weak and not trigger.planned and trigger.stage in _BEGUN


def _opened(built: list[Frame], untold: Scene | None, scene: Scene, known: Cues) -> list[Frame]:
    """The one frame of a sentence with the step that the sentence before told without naming its company."""
    near = untold is not None and scene.number - untold.number <= 2 and len(built) == 1
    if untold is None or not near or built[0].project or not known.search("project_anaphor", _text(scene)):
        return built
    part = Part(untold, untold.span, tuple(t for t in untold.triggers if not t.weak))
    return [replace(built[0], parts=(*built[0].parts, part))]


def _phases(whole: Frame, known: Cues) -> tuple[Frame, ...]:
    """The phases of one English project that have a sum of their own beside its total."""
    if whole.many or whole.base or (whole.project and known.search("phase_name", whole.project.text)):
        return ()
    inside = [(p, m) for p in whole.parts for m in p.scene.money if p.span.start <= m.start < p.span.end]
    if not any(m.role in {"total_investment", "planned_investment"} for _, m in inside):
        return ()
    found: dict[str, Frame] = {}
    for part, money in inside:
        named = _phase_of(part.scene, money, known)
        if named is not None:
            found.setdefault(named.text.lower(), replace(whole, project=named, amount=money, base=True))
    return tuple(found.values())


def _later_phase(frames: list[Frame], active: list[int], scene: Scene, anchors: tuple[Anchor, ...]) -> list[Frame]:
    """The further phase whose step the next sentence tells: "The second phase will be started after the festival"."""
    if len(active) != 1 or anchors or scene.vetoed or scene.lexicon.lang != "en":
        return []
    named, first = _LATER.search(scene.text, scene.span.start, scene.span.end), frames[active[0]]
    told = tuple(t for t in scene.triggers if not t.weak and named and t.start >= named.end())
    if named is None or not told or not first.companies or first.base:
        return []
    if first.project and named["n"].lower() in first.project.text.lower():
        return []
    words = named["n"]
    name = Mention(kind="project", start=named.start("n"), end=named.end("n"), text=words, name=words, confidence=0.7)
    return [Frame(first.companies, name, (Part(scene, scene.span, told),), base=True)]


def _phase_of(scene: Scene, money: Money, known: Cues) -> Mention | None:
    """The words right before a phase's sum that name the phase; only in English."""
    if scene.lexicon.lang != "en" or money.role != "phase_investment" or money.per is not None:
        return None
    first = max(scene.span.start, money.start - 40)
    names = list(known.patterns["phase_name"].finditer(scene.text, first, money.start))
    if not names:
        return None
    start, end = names[-1].span()
    words = scene.text[start:end]
    return Mention(kind="project", start=start, end=end, text=words, name=words, confidence=0.8)


def _tells_of_base(grown: Frame, scene: Scene, known: Cues) -> bool:
    """Whether a sentence tells the history and whole sum of the enlarged site: 基地总投资约X，2012年开工."""
    stages = {t.stage for part in grown.parts for t in part.triggers}
    added = any(m.role in _ADDED for part in grown.parts for m in part.scene.money)
    total = any(m.role == "total_investment" for m in scene.money)
    begun = any(t.stage in _BEGUN and not t.planned for t in scene.triggers)
    return "expansion" in stages and added and total and begun and known.search("base_told", _text(scene))


def _base(grown: Frame, scene: Scene) -> Frame:
    return Frame(grown.companies, grown.project, (Part(scene, scene.span, scene.triggers),), base=True)


def _dated(frame: Frame, occasion: Occasion, known: Cues) -> Frame:
    """The frame told on an occasion's list as what happened there, with its day."""
    first = frame.parts[0]
    if occasion.reaches(first.scene) and ("signed" in occasion.stages or occasion.is_group):
        first = replace(first, triggers=tuple(_told_at(occasion, first.scene, t, known) for t in first.triggers))
    return replace(frame, parts=(_on_day(first, occasion, known), *frame.parts[1:]))


def _told_at(occasion: Occasion, scene: Scene, trigger: Trigger, known: Cues) -> Trigger:
    """A letter of intent stays one at a signing ceremony."""
    return trigger if known.search("paper", scene.text[trigger.start : trigger.end]) else occasion.told_at(trigger)


def _told_above(frame: Frame, scene: Scene, occasion: Occasion, known: Cues) -> Frame:
    """A project of the list that ends before 上述项目集中签约 was signed there."""
    first = frame.parts[0].scene
    line = first.text.rfind("\n", 0, first.span.start) + 1
    listed = known.search("enumerated", first.text[line : first.span.end]) or first.number >= scene.number - 3
    told = tuple(t for t in scene.triggers if not t.planned and not t.weak)
    if not told or not listed or scene.number - first.number > 24:
        return frame
    soft = occasion.stages & {t.stage for t in told}
    parts = tuple(replace(p, triggers=tuple(map(occasion.told_at, p.triggers))) if soft else p for p in frame.parts)
    part = Part(scene, Span(scene.span.start, scene.span.start), told)
    return replace(frame, parts=(*parts, _on_day(part, occasion, known)))


def _on_day(part: Part, occasion: Occasion, known: Cues) -> Part:
    days = tuple((t.stage, day) for t in part.triggers if (day := occasion.day_of(part.scene, t, known)))
    return replace(part, days=days)


def _listed(bare: Frame, occasion: Occasion, known: Cues) -> Frame:
    """A named project with its investor and its amount on the list of an occasion was signed or started there."""
    part, stage = bare.parts[0], occasion.stage()
    if stage is None or not occasion.reaches(part.scene) or not (stage == "signed" or occasion.is_group):
        return bare
    if not bare.companies or not any(m.role in INVEST_ROLES for m in part.scene.money):
        return bare
    span = part.scene.span
    told = Trigger(stage, span.start, span.end, planned=False, clause=span)
    return replace(bare, parts=(_on_day(replace(part, triggers=(told,)), occasion, known),))


def _text(scene: Scene) -> str:
    return scene.text[scene.span.start : scene.span.end]


def _completes(whole: Frame, anchors: tuple[Anchor, ...], scene: Scene, known: Cues) -> bool:
    """Whether a sentence goes on about the one project before: 该项目由X投资, 该地块将用于X项目."""
    if anchors and not any(a.project for a in anchors) and known.search("project_by", _text(scene)):
        return True
    if not anchors or not known.search("project_anaphor", scene.text[scene.span.start : scene.span.end]):
        return False
    if whole.project is None:
        if anchors[0].project and any(not t.planned and not t.weak for t in scene.triggers) and usable(scene.dates):
            return False
        return len(anchors) == 1 and not anchors[0].companies
    if any(a.project for a in anchors):
        return False
    names = scene.lexicon.lang == "en" and len(anchors) == 1
    return (names and not whole.companies) or all(_is_inside(c, whole) for c in whole.companies)


def _completed(whole: Frame, anchors: tuple[Anchor, ...], scene: Scene, occasion: Occasion, known: Cues) -> Frame:
    companies = tuple(one.mention for anchor in anchors for one in anchor.companies)
    part = Part(scene, scene.span, tuple(t for t in scene.triggers if not t.weak))
    name = whole.project or anchors[0].project
    return replace(
        whole,
        companies=(*whole.companies, *companies),
        project=name,
        parts=(*whole.parts, _on_day(part, occasion, known)),
    )


def _is_inside(company: Mention, frame: Frame) -> bool:
    name = frame.project
    return name is not None and name.start <= company.start and company.end <= name.end


def _bare(scene: Scene, anchors: tuple[Anchor, ...]) -> Frame | None:
    """A named project of which the sentence tells no stage; a later sentence may."""
    if len(anchors) != 1 or anchors[0].project is None or _ITEM.match(scene.text, scene.span.start):
        return None
    companies = tuple(one.mention for one in anchors[0].companies)
    return Frame(companies, anchors[0].project, (Part(scene, scene.span, ()),))


def _speaks_on(
    scene: Scene, anchors: tuple[Anchor, ...], known: Cues, seen: int, frames: list[Frame], active: list[int]
) -> bool:
    text = scene.text[scene.span.start : scene.span.end]
    several = len(active) > 1
    if not several and known.search("others_too", text):
        return False
    if any(a.project and (several or not _is_part_of(a, frames[active[0]])) for a in anchors):
        return False
    if scene.lexicon.lang == "en" and not several and scene.number - seen <= 2 and scene.money:
        own = {company.name for company in frames[active[0]].companies}
        told = [one.mention.name for a in anchors for one in a.companies]
        if all(name in own for name in told) and (told or known.search("company_anaphor", text)):
            return True
    next_one = not anchors and not several and scene.number == seen + 1 and known.search("continues", text)
    return next_one or known.search("project_anaphor", text)


def _is_part_of(anchor: Anchor, frame: Frame) -> bool:
    """A line or plant of the same company that a sentence about the project names in passing."""
    if anchor.project is None or HEADED.search(anchor.project.text):
        return False
    names = {company.name for company in frame.companies}
    return all(one.mention.name in names for one in anchor.companies)


def _absorbed(frames: list[Frame]) -> tuple[Frame, ...]:
    """Frames with a stage; what sentences without one tell of the same project is added to them."""
    told = [f for f in frames if any(part.triggers for part in f.parts)]
    for bare in (f for f in frames if not any(part.triggers for part in f.parts)):
        index = next((i for i, f in enumerate(told) if _is_named_alike(f, bare)), None)
        if index is not None:
            told[index] = replace(told[index], parts=(*told[index].parts, *bare.parts))
    return tuple(told)


def _headline(scene: Scene) -> Scene | None:
    """A title within the text that tells a total and names nobody: 总投资25亿元！X再添新项目."""
    named = scene.of("company") or scene.of("project") or scene.quantities
    return scene if scene.number < 2 and len(scene.money) == 1 and not named else None


def _with_headline(frames: tuple[Frame, ...], headline: Scene | None) -> tuple[Frame, ...]:
    companies = {c.name for frame in frames for c in frame.companies}
    if (
        headline is None
        or not frames
        or len(frames) > 2
        or len(companies) > 1
        or headline.number >= frames[0].parts[0].scene.number
    ):
        return frames
    part = Part(headline, headline.span, ())
    return (replace(frames[0], parts=(*frames[0].parts, part)), *frames[1:])


def _is_named_alike(first: Frame, second: Frame) -> bool:
    if first.project is None or second.project is None:
        return False
    a, b = first.project.text, second.project.text
    return a == b or (min(len(a), len(b)) > 5 and (a in b or b in a))


def _add(frames: list[Frame], active: list[int], scene: Scene, occasion: Occasion, known: Cues) -> None:
    if len(active) == 1:
        frame = frames[active[0]]
        part = _on_day(Part(scene, scene.span, scene.triggers), occasion, known)
        frames[active[0]] = replace(frame, parts=(*frame.parts, part))
        return
    if not known.search("shared", scene.text[scene.span.start : scene.span.end]):
        return
    for index in active:
        frame = frames[index]
        part = _on_day(Part(scene, Span(scene.span.start, scene.span.start), scene.triggers), occasion, known)
        frames[index] = replace(frame, parts=(*frame.parts, part))
