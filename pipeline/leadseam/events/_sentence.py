"""One sentence into frames: its projects, each with its region, stage words and sum."""

from dataclasses import replace
from itertools import pairwise

import regex

from leadseam.events._anchors import Anchor
from leadseam.events._frame import Frame, Part
from leadseam.events._roles import Cues
from leadseam.events._scene import Scene
from leadseam.events._triggers import Trigger
from leadseam.schema import STAGES, Money, PlaceValue, Span

INVEST_ROLES = {
    "total_investment",
    "planned_investment",
    "contract_amount",
    "added_investment",
    "fixed_asset_investment",
    "phase_investment",
}
_RANK = {stage: rank for rank, stage in enumerate(STAGES)}
_BULLET = regex.compile(r"\s*(?:[–—•*\-]|\d{1,2}[.)]) ?")
_PROMISES = {"framework", "signed", "landed"}


def frames_of(scene: Scene, anchors: tuple[Anchor, ...], header: tuple[Trigger, ...], known: Cues) -> list[Frame]:
    """A frame for every project of the sentence that has a stage, by its own words or its list's, and substance."""
    triggers = _with_header(scene.triggers, header)
    priced = () if triggers else _priced(scene, anchors, known)
    triggers = triggers or priced
    if not anchors or not triggers:
        return []
    regions = _regions(scene, anchors, known)
    amounts = [_first_sum(scene, r) for r in regions] if priced else _respective(scene, anchors, known)
    frames = []
    told = _told(triggers, anchors, regions)
    for anchor, region, amount, stages in zip(anchors, regions, amounts, told, strict=True):
        own = _counting(scene, _without_counts(scene, stages, known), known)
        frame = Frame(
            tuple(one.mention for one in anchor.companies),
            anchor.project,
            (Part(scene, region, own),),
            many=len(anchors) > 1,
            amount=amount,
            sure=bool(anchor.project) or all(one.sure for one in anchor.companies),
        )
        if _has_substance(frame, scene, region, known):
            frames.append(frame)
    return frames


def _with_header(triggers: tuple[Trigger, ...], header: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    """A list's stage counts where a member tells none of its own, only what is planned, or an earlier stage."""
    done = [_RANK[t.stage] for t in triggers if not t.weak and not t.planned]
    if done and not any(_RANK[t.stage] > max(done) for t in header):
        return triggers
    if done:
        return (*header, *triggers)
    return (*header, *(t for t in triggers if t.planned)) if header else triggers


def _priced(scene: Scene, anchors: tuple[Anchor, ...], known: Cues) -> tuple[Trigger, ...]:
    """The plan that a list of companies with a sum each tells: "– Hanil Carriers, Bartow County, $168 million"."""
    if scene.lexicon.lang != "en" or not anchors or any(a.project or not a.companies for a in anchors):
        return ()
    ends = [*(a.start for a in anchors[1:]), scene.span.end]
    paid = [any(a.end <= m.start < end for m in scene.money) for a, end in zip(anchors, ends, strict=True)]
    bullet = _BULLET.match(scene.text, scene.span.start)
    if sum(paid) < 2 and not (bullet and all(paid)):
        return ()
    if any(
        not known.search("priced_after", scene.text[a.end : a.end + 90])
        for a, own in zip(anchors, paid, strict=True)
        if own
    ):
        return ()
    head = Span(scene.span.start, scene.span.start)
    return (Trigger("intent", head.start, head.end, planned=False, clause=head),)


def _first_sum(scene: Scene, region: Span) -> Money | None:
    return next((m for m in scene.money if region.start <= m.start < region.end and m.per is None), None)


def _told(triggers: tuple[Trigger, ...], anchors: tuple[Anchor, ...], regions: list[Span]) -> list[tuple[Trigger, ...]]:
    """The stage words of each region; a region without any shares those of its neighbor: 签约A、B, or A, B开工."""
    own = [tuple(t for t in triggers if r.start <= t.start < r.end) for r in regions]
    filled = []
    for index, mine in enumerate(own):
        before = next((i for i in range(index - 1, -1, -1) if own[i]), None)
        after = next((i for i in range(index + 1, len(own)) if own[i]), None)
        leads = before is not None and own[before][0].start < anchors[before].start
        shared = before if before is not None and (leads or after is None) else after
        common = own[shared] if shared is not None else triggers
        if shared is not None and shared == before and leads:
            common = tuple(t for t in common if t.start < anchors[shared].start)
        filled.append(mine or common)
    return filled


def _without_counts(scene: Scene, triggers: tuple[Trigger, ...], known: Cues) -> tuple[Trigger, ...]:
    """新签约项目60个 is no step of the project that the next clause names with a step of its own."""
    if known.search("among_them", scene.text[scene.span.start : scene.span.end]):
        return triggers
    own = tuple(t for t in triggers if t.weak or not _is_count(scene, t, known))
    return own if any(not t.weak for t in own) else triggers


def _is_count(scene: Scene, trigger: Trigger, known: Cues) -> bool:
    clause = trigger.clause
    named = any(m.kind in {"company", "project"} and clause.start <= m.start < clause.end for m in scene.mentions)
    return not named and known.search("count_of_projects", scene.text[clause.start : clause.end])


def _counting(scene: Scene, triggers: tuple[Trigger, ...], known: Cues) -> tuple[Trigger, ...]:
    """Weak stage words count where no other does; 签署框架协议 is a framework, a board's approval an intent."""
    text = scene.text[scene.span.start : scene.span.end]
    strong = tuple(t for t in triggers if not t.weak) or tuple(_promised(scene, t, known) for t in triggers)
    if known.search("board", text) and known.search("board_does", text):
        return tuple(replace(t, stage="intent", planned=False) if t.stage in _PROMISES else t for t in strong)
    signed = [t for t in strong if t.stage == "signed" and not t.planned]
    strong = tuple(t for t in strong if t.stage != "landed" or not any(_is_one_word(s, t) for s in signed))
    papers = [t for t in strong if known.search("paper", scene.text[t.start : t.end])]
    return tuple(t for t in strong if t.stage != "signed" or not any(_is_near(t, paper) for paper in papers))


def _is_one_word(signed: Trigger, landed: Trigger) -> bool:
    """签约落户 is a signing."""
    return 0 <= landed.start - signed.end <= 2


def _promised(scene: Scene, weak: Trigger, known: Cues) -> Trigger:
    """公司拟使用自有资金，在X投资建设 is a plan, though 拟 stands a clause before."""
    plans = known.search("plans_before", scene.text[scene.span.start : weak.start])
    return replace(weak, stage="intent", planned=False) if plans and weak.stage == "landed" else weak


def _is_near(signed: Trigger, paper: Trigger) -> bool:
    return paper.clause == signed.clause and abs(paper.start - signed.end) < 40


def _regions(scene: Scene, anchors: tuple[Anchor, ...], known: Cues) -> list[Span]:
    """Cut between neighboring anchors at the last separator before the later one; the last ends before a shared sum."""
    cuts = [scene.span.start]
    for first, second in pairwise(anchors):
        marks = list(known.patterns["separator"].finditer(scene.text, first.end, max(first.end, second.start)))
        taken = [(x.start, x.end) for x in scene.mentions] + [(x.start, x.end) for x in scene.values]
        inside = [m for m in marks if not any(start <= m.start() < end for start, end in taken)]
        cuts.append(inside[-1].end() if inside else max(first.end, second.start))
    cuts.append(scene.span.end)
    regions = [Span(a, max(a, b)) for a, b in pairwise(cuts)]
    if len(anchors) > 1:
        tail = known.patterns["shared"].search(scene.text, anchors[-1].end, scene.span.end)
        if tail:
            regions[-1] = Span(regions[-1].start, max(regions[-1].start, tail.start()))
        elif _sums_up(scene, anchors, regions):
            regions[-1] = Span(regions[-1].start, anchors[-1].end)
    return regions


def _sums_up(scene: Scene, anchors: tuple[Anchor, ...], regions: list[Span]) -> bool:
    """A total behind a list whose members have no amounts of their own belongs to all of them."""
    sums = [m.start for m in scene.money if m.role in INVEST_ROLES]
    return bool(sums) and all(start >= anchors[-1].end for start in sums)


def _respective(scene: Scene, anchors: tuple[Anchor, ...], known: Cues) -> list[Money | None]:
    text = scene.text[scene.span.start : scene.span.end]
    sums = [m for m in scene.money if m.role in INVEST_ROLES or m.role == "other"]
    if len(anchors) > 1 and len(sums) == len(anchors) and known.search("each", text):
        return list(sums)
    return [None] * len(anchors)


def _places(scene: Scene) -> list[PlaceValue]:
    """The places of a sentence but those that a company's name begins with."""
    return [v for v in scene.places if "in_name" not in v.flags]


def _is_invested(scene: Scene, money: Money, known: Cues) -> bool:
    """Whether a sum is what somebody invests, by its role or in English by the words around it."""
    if money.role in INVEST_ROLES:
        return True
    if scene.lexicon.lang != "en" or money.role not in {"other", "value"}:
        return False
    lead, rest = (
        scene.text[max(scene.span.start, money.start - 30) : money.start],
        scene.text[money.end : money.end + 60],
    )
    return known.search("invest_verb", lead) or (
        known.search("invest_word", lead) and known.search("amount_kind", rest)
    )


def _has_substance(frame: Frame, scene: Scene, region: Span, known: Cues) -> bool:
    """A company alone is no project: an investment, a public counterpart or a place must stand beside it."""
    if frame.project is not None or frame.amount is not None:
        return True
    if not frame.companies:
        return False
    if any(_is_invested(scene, m, known) for m in scene.money if region.start <= m.start < region.end):
        return True
    stages = {t.stage for part in frame.parts for t in part.triggers}
    if stages & {"signed", "framework", "intent"} and (scene.of("government") or scene.of("park") or _places(scene)):
        return True
    return bool(stages & {"landed", "land", "expansion", "started", "production", "completed"}) and bool(
        scene.places or scene.of("park") or stages & {"land", "expansion"}
    )
