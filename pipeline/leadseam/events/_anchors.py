"""Anchors: which companies and which project name of a sentence belong together."""

from dataclasses import dataclass, replace

import regex

from leadseam.events._roles import Cues, Investor, investors, projects
from leadseam.events._scene import Scene
from leadseam.schema import Mention

HEADED = regex.compile(r"(?:项目|工程|[Pp]roject)(?:[（(]?[一二三四五]?期?[）)]?)?$")

# "X project ..., which is invested and constructed by Y": Y is the investor though X begins the name.
_BY = regex.compile(r"\b(?:is|are|was|being) (?:jointly )?(?:invested|built|funded)(?: and \w+)? by (?:the )?$")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Companies, a project name or both, and the stretch of text between them."""

    companies: tuple[Investor, ...]
    project: Mention | None
    start: int
    end: int


def find(scene: Scene, known: Cues, topic: Mention | None) -> tuple[Anchor, ...]:
    """The anchors of a sentence in order; `topic` is the company that 该公司 or "it" would mean."""
    people = _sure_together(scene, list(investors(scene, known)), known)
    names = projects(scene, known)
    speaker = next(iter(scene.of("company")), topic)
    if not people and speaker is not None and scene.triggers and _speaks_of_company(scene, known):
        people = [Investor(speaker, sure=False)]
    groups = _groups(scene, people, names, known)
    anchors = _paired(scene, names, groups, known)
    used = {id(one) for anchor in anchors for one in anchor.companies}
    named = [anchor.project for anchor in anchors if anchor.project and anchor.companies]
    for group in groups:
        if any(_holds(name, group) for name in named):
            continue
        if not any(id(one) in used for one in group) and _stands_alone(scene, group, anchors, known):
            lone = anchors[0].project if len(anchors) == 1 and not anchors[0].companies else None
            if lone and lone.start > group[0].mention.start and _interrupted(scene, group, lone, known):
                continue
            if anchors and not any(a.companies for a in anchors) and len(anchors) == 1:
                anchors = [replace(anchors[0], companies=tuple(group))]
                continue
            start = min(max(one.mention.start, scene.span.start) for one in group)
            anchors.append(Anchor(tuple(group), None, start, max(start, *(one.mention.end for one in group))))
    return tuple(sorted(_collapsed(anchors), key=lambda a: a.start))


def _sure_together(scene: Scene, people: list[Investor], known: Cues) -> list[Investor]:
    """What a cue says of one company of a list it says of its neighbors too."""
    for order in (range(1, len(people)), range(len(people) - 2, -1, -1)):
        for index in order:
            other = people[index - 1 if order.step > 0 else index + 1]
            first, second = sorted((people[index], other), key=lambda one: one.mention.start)
            if other.sure and known.search("coordinate", scene.text[first.mention.end : second.mention.start]):
                people[index] = replace(people[index], sure=True)
    return people


def _stands_alone(scene: Scene, group: list[Investor], anchors: list[Anchor], known: Cues) -> bool:
    """Whether companies without a project beside them are a lead of their own next to what else a sentence tells."""
    if not anchors:
        return True
    if known.search("priced_after", scene.text[group[-1].mention.end : group[-1].mention.end + 90]):
        return True
    if known.search("separate", scene.text[scene.span.start : scene.span.end]):
        return all(one.sure or "full" in one.mention.flags for one in group)
    if not all(one.sure for one in group):
        return False
    start, end = group[0].mention.start, group[-1].mention.end
    named = [a.project for a in anchors if a.project]
    before = max((p.end for p in named if p.end <= start), default=None)
    after = min((p.start for p in named if p.start >= end), default=scene.span.end)
    told = any(end <= t.start < after for t in scene.triggers)
    return told and (before is None or any(before <= t.start < start for t in scene.triggers))


def _speaks_of_company(scene: Scene, known: Cues) -> bool:
    return known.search("company_anaphor", scene.text[scene.span.start : scene.span.end])


def _groups(scene: Scene, people: list[Investor], names: tuple[Mention, ...], known: Cues) -> list[list[Investor]]:
    """Companies joined by 、 or "and" are one group, unless the sentence lists them as several investors."""
    groups: list[list[Investor]] = []
    for one in people:
        gap = scene.text[groups[-1][-1].mention.end : one.mention.start] if groups else None
        if gap is not None and known.search("coordinate", gap):
            groups[-1].append(one)
        elif (
            groups
            and groups[-1][-1].mention.name == one.mention.name
            and not _project_between(groups[-1][-1].mention, one.mention, names)
        ):
            continue
        else:
            groups.append([one])
    return [piece for group in groups for piece in _split(scene, group, names, known)]


def _project_between(first: Mention, second: Mention, names: tuple[Mention, ...]) -> bool:
    return any(first.end <= name.start and name.end <= second.start for name in names)


def _split(scene: Scene, group: list[Investor], names: tuple[Mention, ...], known: Cues) -> list[list[Investor]]:
    text = scene.text[scene.span.start : scene.span.end]
    several = len(group) > 2 or known.search("separate", text)
    listed = known.search("listed_after", scene.text[group[-1].mention.end : group[-1].mention.end + 12])
    paired = len(names) == 1 and group[0].mention.start < names[0].start and _is_last_before(scene, group, names[0])
    if len(group) > 1 and several and not known.search("joint", text) and (not paired or listed):
        return [[one] for one in group]
    return [group]


def _is_last_before(scene: Scene, group: list[Investor], name: Mention) -> bool:
    """Whether no other company stands between a group and a project's name."""
    end = group[-1].mention.end
    return not any(end <= m.start < name.start for m in scene.of("company"))


def _paired(scene: Scene, names: tuple[Mention, ...], groups: list[list[Investor]], known: Cues) -> list[Anchor]:
    anchors = []
    for index, name in enumerate(names):
        left = names[index - 1].end if index else scene.span.start
        right = names[index + 1].start if index + 1 < len(names) else scene.span.end
        group = _group_of(scene, name, groups, left, right, known)
        if group is None and len(groups) == 1 and not any(_holds(other, groups[0]) for other in names):
            group = None if _interrupted(scene, groups[0], name, known) else groups[0]
        start = min([name.start, *(one.mention.start for one in group or [] if left <= one.mention.start)])
        end = max(
            [
                name.end,
                *(
                    one.mention.end
                    for one in group or []
                    if one.mention.start <= right and one.mention.start > name.start
                ),
            ]
        )
        anchors.append(Anchor(tuple(group or ()), name, start, end))
    return anchors


def _interrupted(scene: Scene, group: list[Investor], name: Mention, known: Cues) -> bool:
    """Whether another company takes over before the name: "supplies Y, which is building a factory"."""
    end = group[-1].mention.end
    others = (m for m in scene.of("company") if end <= m.start and m.end <= name.start)
    return any(known.search("next_clause", scene.text[m.end : m.end + 12]) for m in others)


def _holds(name: Mention, group: list[Investor]) -> bool:
    return name.start <= group[0].mention.start and group[-1].mention.end <= name.end


def _group_of(
    scene: Scene, name: Mention, groups: list[list[Investor]], left: int, right: int, known: Cues
) -> list[Investor] | None:
    before = [g for g in groups if left <= g[0].mention.start and g[-1].mention.end <= name.start]
    before = [] if before and _interrupted(scene, before[-1], name, known) else before
    inside = [g for g in groups if name.start <= g[0].mention.start and g[-1].mention.end <= name.end]
    after = [g for g in groups if name.end <= g[0].mention.start < right]
    owned = r"^ ?(?:of|(?:invested|built|constructed|developed|funded)(?: and \w+)? by|by)[ ](?:the )?$"
    if after and regex.search(owned, scene.text[name.end : after[0][0].mention.start]):
        return after[0]
    if before and not regex.search(r"[、；;]", scene.text[before[-1][-1].mention.end : name.start]):
        linked_after = after and regex.search(r"^[^。；;、]{0,16}由$", scene.text[name.end : after[0][0].mention.start])
        return [*before[-1], *after[0]] if linked_after else before[-1]
    if inside:
        told = [g for g in after if _BY.search(scene.text[max(name.end, g[0].mention.start - 60) : g[0].mention.start])]
        return told[0] if told else inside[0]
    linked = r"^[^。；;、]{0,40}(?:由|投资方|by|from|of)\W{0,4}(?:the )?$|^[（(]$|^\t"
    if after and regex.search(linked, scene.text[name.end : after[0][0].mention.start]):
        return after[0]
    return before[-1] if before else None


def _collapsed(anchors: list[Anchor]) -> list[Anchor]:
    """Several described parts of one company's project (a headquarters and a line) are one anchor."""
    kept: list[Anchor] = []
    for anchor in sorted(anchors, key=lambda a: a.start):
        twin = next((k for k in kept if _is_twin(k, anchor)), None)
        if twin is None:
            kept.append(anchor)
            continue
        best = (
            twin
            if twin.project
            and (HEADED.search(twin.project.text) or not HEADED.search(anchor.project.text if anchor.project else ""))
            else anchor
        )
        merged = replace(best, start=min(twin.start, anchor.start), end=max(twin.end, anchor.end))
        kept[kept.index(twin)] = merged
    return kept


def _is_twin(first: Anchor, second: Anchor) -> bool:
    if not first.companies or not second.companies or not first.project or not second.project:
        return False
    same = {c.mention.name for c in first.companies} == {c.mention.name for c in second.companies}
    both = HEADED.search(first.project.text) and HEADED.search(second.project.text)
    return same and (not both or first.project.text == second.project.text)
