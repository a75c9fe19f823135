"""Tags and their links into frames: the projects of a document as the taggers see them."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar, cast

from leadseam.events._frame import Frame, Part
from leadseam.events._groups import Group, groups
from leadseam.events._links import Tag, features, pairs, scenery
from leadseam.events._scene import Scene
from leadseam.events._triggers import Trigger
from leadseam.lang import clauses
from leadseam.schema import Analysis, DateRange, Mention, Money, PlaceValue, Span, Stage

_Probability = Callable[[list[str]], float]
_MARKS = "，；、;,。"


def frames(
    analysis: Analysis,
    scenes: tuple[Scene, ...],
    labels: Iterable[tuple[str, int, int]],
    probability: _Probability,
    written: str,
    brands: Mapping[int, Mention],
) -> tuple[Frame, ...]:
    """The frames of a document from the labels of its stretches, in the order of their first names.

    `probability` gives the likelihood that two tags with the given pair features are of one project; `written` is
    the text in its own characters, from which names are taken; `brands` are the companies that begin a project's name,
    by where they stand.
    """
    view = scenery(analysis, labels)
    told = groups(view, {(i, j): probability(features(view, i, j)) for i, j in pairs(view)})
    by_number = {scene.number: scene for scene in scenes}
    built = [_frame(group, told, by_number, written, brands) for group in told]
    return tuple(frame for frame in built if frame is not None)


def _frame(
    group: Group, told: list[Group], scenes: dict[int, Scene], text: str, brands: Mapping[int, Mention]
) -> Frame | None:
    own = group.tags()
    by_sentence: dict[int, list[Tag]] = {}
    for tag in own:
        by_sentence.setdefault(tag.sentence, []).append(tag)
    others = [t for other in told if other is not group for t in (*other.names, *other.companies) if t not in own]
    parts = [
        _part(scenes[number], tags, [t for t in others if t.sentence == number], group, scenes)
        for number, tags in sorted(by_sentence.items())
        if number in scenes
    ]
    if not group.steps or not parts:
        return None
    name = max(group.names, key=lambda tag: tag.end - tag.start, default=None)
    return Frame(
        _companies(group, text, brands),
        _mention("project", name, text) if name else None,
        tuple(parts),
        many=any(t.sentence in by_sentence for t in others),
        amount=_valued(scenes, _best(group.sums), Money) if group.sums else None,
        site=_valued(scenes, _best(group.places), PlaceValue) if group.places else None,
    )


def _companies(group: Group, text: str, brands: Mapping[int, Mention]) -> tuple[Mention, ...]:
    """The linked companies; the one that begins the project's name instead of one that only stands near it."""
    own = [brands[t.start] for t in group.names if t.start in brands]
    linked = {text[t.start : t.end]: _mention("company", t, text) for t in reversed(group.companies)}
    held = any(brand.text in words or words in brand.text for brand in own for words in linked)
    if own and not held and not any(_leads(c, t, text) for c in group.companies for t in group.names):
        return (own[0],)
    return tuple(reversed(linked.values()))


def _leads(company: Tag, name: Tag, text: str) -> bool:
    """Whether a company stands right before a project's name or right behind it: X的Y项目, Y项目由X, Y（X）."""
    if company.sentence != name.sentence:
        return False
    first, second = (company, name) if company.start < name.start else (name, company)
    return not any(mark in text[first.end : second.start] for mark in _MARKS)


def _part(scene: Scene, tags: list[Tag], others: list[Tag], group: Group, scenes: dict[int, Scene]) -> Part:
    """A sentence's part in a project: its own stretch, its steps (untagged, those of the rules) and their days."""
    span = _region(scene, tags, others)
    steps = tuple(_trigger(scene, tag) for tag in tags if tag.kind == "step")
    steps = steps or tuple(t for t in scene.triggers if span.start <= t.start < span.end and not t.weak)
    dated = ((tag, _valued(scenes, group.days[tag], DateRange)) for tag in tags if tag in group.days)
    return Part(scene, span, steps, days=tuple((_stage(tag), day) for tag, day in dated if day is not None))


def _mention(kind: str, tag: Tag, text: str) -> Mention:
    words = text[tag.start : tag.end]
    return Mention(kind=kind, start=tag.start, end=tag.end, text=words, name=words, confidence=0.8)  # type: ignore[arg-type]


def _region(scene: Scene, tags: list[Tag], others: list[Tag]) -> Span:
    """The stretch of a sentence that is a project's own: up to the names of others."""
    start, end = min(t.start for t in tags), max(t.end for t in tags)
    left = max((t.end for t in others if t.end <= start), default=scene.span.start)
    right = min((t.start for t in others if t.start >= end), default=scene.span.end)
    if left > scene.span.start:
        left = max(left, *(scene.text.rfind(mark, left, start) + 1 for mark in _MARKS))
    if right < scene.span.end:
        right = max((c for mark in _MARKS if (c := scene.text.find(mark, end, right)) >= 0), default=right)
    return Span(left, right)


def _stage(tag: Tag) -> Stage:
    return cast("Stage", tag.label.rstrip("?"))


def _trigger(scene: Scene, tag: Tag) -> Trigger:
    clause = next((c for c in clauses(scene.text, scene.span) if c.start <= tag.start < c.end), scene.span)
    return Trigger(_stage(tag), tag.start, tag.end, tag.label.endswith("?"), clause)


def _best(found: list[tuple[float, Tag]]) -> Tag:
    return max(found, key=lambda pair: (pair[0], -pair[1].start))[1]


_V = TypeVar("_V", Money, PlaceValue, DateRange)


def _valued(scenes: dict[int, Scene], tag: Tag, kind: type[_V]) -> _V | None:
    """The value that a tag stands on; of several places the last, which is the narrowest in Chinese."""
    scene = scenes.get(tag.sentence)
    found = [v for v in (scene.values if scene else ()) if isinstance(v, kind)]
    inside = [v for v in found if v.start < tag.end and tag.start < v.end]
    return inside[-1 if kind is PlaceValue else 0] if inside else None
