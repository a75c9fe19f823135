"""Tags and their links into frames: the projects of a document as the taggers see them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from leadseam.events._frame import Frame, Part
from leadseam.events._links import ANCHORS, Scenery, Tag, features, pairs, scenery
from leadseam.events._scene import Scene
from leadseam.events._triggers import Trigger
from leadseam.lang import clauses
from leadseam.schema import Analysis, DateRange, Mention, Money, PlaceValue, Span, Stage

_Probability = Callable[[list[str]], float]
_LINK = 0.5


@dataclass(slots=True)
class Group:
    """The tags of one project."""

    names: list[Tag] = field(default_factory=list)
    companies: list[Tag] = field(default_factory=list)
    steps: list[tuple[float, Tag]] = field(default_factory=list)
    sums: list[tuple[float, Tag]] = field(default_factory=list)
    places: list[tuple[float, Tag]] = field(default_factory=list)
    days: dict[Tag, tuple[float, Tag]] = field(default_factory=dict)


def frames(
    analysis: Analysis,
    scenes: tuple[Scene, ...],
    labels: Iterable[tuple[str, int, int]],
    probability: _Probability,
    written: str,
) -> tuple[Frame, ...]:
    """The frames of a document from the labels of its stretches, in the order of their first names.

    `probability` gives the likelihood that two tags with the given pair features are of one project; `written` is
    the text in its own characters, from which names are taken.
    """
    if not scenes:
        return ()
    view = scenery(analysis, labels)
    linked = {(i, j): probability(features(view, i, j)) for i, j in pairs(view)}
    groups = _groups(view, linked)
    _attach(groups, view, linked)
    by_number = {scene.number: scene for scene in scenes}
    built = [_frame(group, groups, by_number, written) for group in groups]
    return tuple(frame for frame in built if frame is not None)


def _groups(view: Scenery, linked: dict[tuple[int, int], float]) -> list[Group]:
    """One group a project name, with the companies linked to it; the rest of the companies by themselves."""
    text, tags = view.text, view.tags
    keys = {i: _key(text, t) for i, t in enumerate(tags) if t.kind in ANCHORS}
    root: dict[str, str] = {key: key for key in keys.values()}

    def find(key: str) -> str:
        while root[key] != key:
            key = root[key]
        return key

    companies: dict[str, set[str]] = {}
    for (i, j), likely in linked.items():
        if likely < _LINK or i not in keys or j not in keys:
            continue
        one, other = tags[i].kind, tags[j].kind
        if one == other == "prj":
            root[find(keys[j])] = find(keys[i])
        elif one != other:
            company, name = (keys[i], keys[j]) if one == "inv" else (keys[j], keys[i])
            companies.setdefault(company, set()).add(name)
    short = {keys[i] for i in keys if tags[i].kind == "inv"}
    full = {key: max((o for o in short if key[4:] in o[4:]), key=len) for key in short}
    for company in short:
        companies.setdefault(full[company], set()).update(companies.get(company, ()))
    for (i, j), likely in linked.items():
        if likely >= _LINK and i in keys and j in keys and tags[i].kind == tags[j].kind == "inv":
            a, b = full[keys[i]], full[keys[j]]
            if not companies.get(a) and not companies.get(b):
                root[find(b)] = find(a)
    groups: dict[str, Group] = {}
    for i, key in keys.items():
        if tags[i].kind == "prj":
            groups.setdefault(find(key), Group()).names.append(tags[i])
    for i, key in keys.items():
        if tags[i].kind == "inv":
            linked_to = {find(name) for name in companies.get(full[key], ())}
            for name in linked_to or {find(full[key])}:
                groups.setdefault(name, Group()).companies.append(tags[i])
    return sorted(groups.values(), key=lambda g: min(t.start for t in (*g.names, *g.companies)))


def _key(text: str, tag: Tag) -> str:
    words = text[tag.start : tag.end].strip("“”\"'「」 ").lower()
    return tag.kind + ":" + words


def _attach(groups: list[Group], view: Scenery, linked: dict[tuple[int, int], float]) -> None:
    """Steps and places go to every group they are linked to, a sum to the one it fits best."""
    tags = view.tags
    holders: dict[Tag, list[Group]] = {}
    for group in groups:
        for tag in (*group.names, *group.companies):
            holders.setdefault(tag, []).append(group)
    scores: dict[Tag, dict[int, float]] = {}
    for (i, j), likely in linked.items():
        for anchor, other in ((tags[i], tags[j]), (tags[j], tags[i])):
            if anchor.kind not in ANCHORS or other.kind in ANCHORS:
                continue
            for group in holders[anchor]:
                worth = likely * (1.0 if anchor.kind == "prj" or len(holders[anchor]) == 1 else 0.8)
                best = scores.setdefault(other, {})
                best[id(group)] = max(best.get(id(group), 0.0), worth)
    by_id = {id(group): group for group in groups}
    for tag, found in scores.items():
        if tag.kind == "amt":
            best_group, likely = max(found.items(), key=lambda pair: pair[1])
            if likely >= _LINK:
                by_id[best_group].sums.append((likely, tag))
            continue
        for identity, likely in found.items():
            if likely >= _LINK * 0.8:
                (by_id[identity].steps if tag.kind == "step" else by_id[identity].places).append((likely, tag))
    days: dict[Tag, tuple[float, Tag]] = {}
    for (i, j), likely in linked.items():
        for step, day in ((tags[i], tags[j]), (tags[j], tags[i])):
            if step.kind == "step" and day.kind == "dat" and likely >= max(_LINK, days.get(step, (0.0, day))[0]):
                days[step] = likely, day
    for group in groups:
        group.days = days
        if not group.steps:
            near = [(found[id(group)], tag) for tag, found in scores.items() if tag.kind == "step" and id(group) in found]
            group.steps = [max(near, key=lambda pair: pair[0])] if near else []


def _frame(group: Group, groups: list[Group], scenes: dict[int, Scene], text: str) -> Frame | None:
    own = [*group.names, *group.companies, *(t for _, t in (*group.steps, *group.sums, *group.places))]
    by_sentence: dict[int, list[Tag]] = {}
    for tag in own:
        by_sentence.setdefault(tag.sentence, []).append(tag)
    parts = []
    many = False
    for number, tags in sorted(by_sentence.items()):
        if number not in scenes:
            continue
        scene = scenes[number]
        others = [t for g in groups if g is not group for t in (*g.names, *g.companies) if t.sentence == number]
        others = [t for t in others if t not in own]
        many = many or bool(others)
        span = _region(scene, tags, others)
        steps = tuple(_trigger(scene, t) for t in tags if t.kind == "step")
        steps = steps or tuple(t for t in scene.triggers if span.start <= t.start < span.end and not t.weak)
        days = tuple(
            (t.label.rstrip("?"), value)
            for t in tags
            if t in group.days and (value := _valued(scenes, group.days[t][1], DateRange))
        )
        parts.append(Part(scene, span, steps, days=days))
    if not group.steps or not parts:
        return None
    name = max(group.names, key=lambda t: (t.end - t.start), default=None)
    companies: dict[str, Mention] = {}
    for tag in group.companies:
        words = text[tag.start : tag.end]
        companies.setdefault(words, _mention("company", tag, text))
    amount = _valued(scenes, _best(group.sums), Money) if group.sums else None
    site = _valued(scenes, _best(group.places), PlaceValue) if group.places else None
    return Frame(
        tuple(companies.values()),
        _mention("project", name, text) if name else None,
        tuple(parts),
        many=many,
        amount=amount,
        site=site,
    )


def _mention(kind: str, tag: Tag, text: str) -> Mention:
    words = text[tag.start : tag.end]
    return Mention(kind=kind, start=tag.start, end=tag.end, text=words, name=words, confidence=0.8)  # type: ignore[arg-type]


def _region(scene: Scene, tags: list[Tag], others: list[Tag]) -> Span:
    """The stretch of a sentence that is a project's own: up to the names of others."""
    start, end = min(t.start for t in tags), max(t.end for t in tags)
    left = max((t.end for t in others if t.end <= start), default=scene.span.start)
    right = min((t.start for t in others if t.start >= end), default=scene.span.end)
    if left > scene.span.start:
        cut = max(scene.text.rfind(mark, left, start) for mark in "，；、;,。")
        left = cut + 1 if cut >= 0 else left
    if right < scene.span.end:
        cuts = [c for mark in "，；、;," if (c := scene.text.find(mark, end, right)) >= 0]
        right = max(cuts) if cuts else right
    return Span(left, right)


def _trigger(scene: Scene, tag: Tag) -> Trigger:
    clause = next((c for c in clauses(scene.text, scene.span) if c.start <= tag.start < c.end), scene.span)
    stage: Stage = tag.label.rstrip("?")  # type: ignore[assignment]
    return Trigger(stage, tag.start, tag.end, tag.label.endswith("?"), clause)


def _best(found: list[tuple[float, Tag]]) -> Tag:
    return max(found, key=lambda pair: (pair[0], -pair[1].start))[1]


_V = TypeVar("_V", Money, PlaceValue, DateRange)


def _valued(scenes: dict[int, Scene], tag: Tag, kind: type[_V]) -> _V | None:
    """The value that a tag stands on; of several the last, which in a list of places is the narrowest."""
    scene = scenes.get(tag.sentence)
    inside = [v for v in (scene.values if scene else ()) if isinstance(v, kind) and v.start < tag.end and tag.start < v.end]
    return (inside[-1] if kind is PlaceValue else inside[0]) if inside else None
