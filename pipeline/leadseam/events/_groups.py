"""Tags that belong to one project: a name with its companies, and the steps, sums, places and dates told of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from leadseam.events._links import ANCHORS, Scenery, Tag

LINK = 0.5
# A step or a place may be shared by a whole list, so a weaker link holds; a company of several projects counts less.
_SHARED = 0.4
_SEVERAL = 0.8
Links = Mapping[tuple[int, int], float]


@dataclass(slots=True)
class Group:
    """The tags of one project, each linked one with its likelihood; `days` are those of its steps."""

    names: list[Tag] = field(default_factory=list)
    companies: list[Tag] = field(default_factory=list)
    steps: list[tuple[float, Tag]] = field(default_factory=list)
    sums: list[tuple[float, Tag]] = field(default_factory=list)
    places: list[tuple[float, Tag]] = field(default_factory=list)
    days: dict[Tag, Tag] = field(default_factory=dict)

    def tags(self) -> list[Tag]:
        """Everything that is told of the project."""
        return [*self.names, *self.companies, *(t for _, t in (*self.steps, *self.sums, *self.places))]


def groups(view: Scenery, links: Links) -> list[Group]:
    """The projects of a document: a project name with the companies linked to it; other companies by themselves."""
    keys = {i: _key(view.text, tag) for i, tag in enumerate(view.tags) if tag.kind in ANCHORS}
    roots = {key: key for key in keys.values()}
    sure = [(i, j) for (i, j), likely in links.items() if likely >= LINK and i in keys and j in keys]
    for i, j in sure:
        if view.tags[i].kind == view.tags[j].kind == "prj":
            roots[_root(roots, keys[j])] = _root(roots, keys[i])
    owned = _owned(view, keys, sure)
    for i, j in sure:
        pair = keys[i], keys[j]
        if view.tags[i].kind == view.tags[j].kind == "inv" and not any(owned[key] for key in pair):
            roots[_root(roots, pair[1])] = _root(roots, pair[0])
    found: dict[str, Group] = {}
    for i, key in keys.items():
        if view.tags[i].kind == "prj":
            found.setdefault(_root(roots, key), Group()).names.append(view.tags[i])
    for i, key in keys.items():
        if view.tags[i].kind == "inv":
            for name in dict.fromkeys(_root(roots, n) for n in owned[key] or (key,)):
                found.setdefault(name, Group()).companies.append(view.tags[i])
    told = sorted(found.values(), key=lambda g: min(t.start for t in (*g.names, *g.companies)))
    _attach(told, view, links)
    return told


def _owned(view: Scenery, keys: dict[int, str], sure: list[tuple[int, int]]) -> dict[str, list[str]]:
    """The project names that each company is linked to; a short name shares those of the full one that holds it."""
    short = list(dict.fromkeys(key for i, key in keys.items() if view.tags[i].kind == "inv"))
    full = {key: max((other for other in short if key[4:] in other[4:]), key=len) for key in short}
    names: dict[str, dict[str, None]] = {key: {} for key in short}
    for i, j in sure:
        if view.tags[i].kind != view.tags[j].kind:
            company, name = (keys[i], keys[j]) if view.tags[i].kind == "inv" else (keys[j], keys[i])
            names[full[company]][name] = None
    return {key: list(names[full[key]]) for key in short}


def _key(text: str, tag: Tag) -> str:
    return tag.kind + ":" + text[tag.start : tag.end].strip("“”\"'「」 ").lower()


def _root(roots: dict[str, str], key: str) -> str:
    while roots[key] != key:
        key = roots[key]
    return key


def _attach(told: list[Group], view: Scenery, links: Links) -> None:
    """Steps and places go to every group they are linked to, a sum to the one it fits best."""
    for tag, scores in _scored(told, view, links).items():
        if tag.kind == "amt":
            best = max(scores, key=lambda index: scores[index])
            if scores[best] >= LINK:
                told[best].sums.append((scores[best], tag))
            continue
        for index, likely in scores.items():
            if likely >= _SHARED:
                (told[index].steps if tag.kind == "step" else told[index].places).append((likely, tag))
    _give_a_step(told, view, links)
    days = _days(view, links)
    for group in told:
        group.days = {tag: days[tag] for _, tag in group.steps if tag in days}


def _scored(told: list[Group], view: Scenery, links: Links) -> dict[Tag, dict[int, float]]:
    """How well every step, sum and place fits each group it is linked to."""
    holders: dict[Tag, list[int]] = {}
    for index, group in enumerate(told):
        for tag in (*group.names, *group.companies):
            holders.setdefault(tag, []).append(index)
    scores: dict[Tag, dict[int, float]] = {}
    for (i, j), likely in links.items():
        for anchor, other in ((view.tags[i], view.tags[j]), (view.tags[j], view.tags[i])):
            if anchor not in holders or other.kind not in {"step", "amt", "dst"}:
                continue
            of = holders[anchor]
            worth = likely * (1.0 if anchor.kind == "prj" or len(of) == 1 else _SEVERAL)
            own = scores.setdefault(other, {})
            own.update((index, max(own.get(index, 0.0), worth)) for index in of)
    return scores


def _give_a_step(told: list[Group], view: Scenery, links: Links) -> None:
    """A group without a step has the one it is most likely to share."""
    idle = [index for index, group in enumerate(told) if not group.steps]
    if not idle:
        return
    scores = _scored(told, view, links)
    for index in idle:
        near = [(found[index], tag) for tag, found in scores.items() if tag.kind == "step" and index in found]
        told[index].steps = [max(near, key=lambda pair: pair[0])] if near else []


def _days(view: Scenery, links: Links) -> dict[Tag, Tag]:
    """The date that each step is likeliest to have."""
    days: dict[Tag, tuple[float, Tag]] = {}
    for (i, j), likely in links.items():
        for step, day in ((view.tags[i], view.tags[j]), (view.tags[j], view.tags[i])):
            if step.kind == "step" and day.kind == "dat" and likely >= max(LINK, days.get(step, (0.0, day))[0]):
                days[step] = likely, day
    return {step: day for step, (_, day) in days.items()}
