"""Merging a project over documents: a pure function of what they tell, whatever the order they arrive in.

Two articles tell the same project when they name the same investor in the same city and the same product, or a like
name. An article that names company and place alone joins the company's main project there. The amount is no part of a
project's identity: it is the field that changes most between signing and production.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from leadseam.leads._merge_choose import best
from leadseam.leads._merge_forms import DocumentRef, Lead, MergedMetric, Observed, Told
from leadseam.leads._merge_metrics import merge_metrics, metric_id
from leadseam.leads._merge_names import Features, features, is_alike, other_names
from leadseam.leads._merge_score import in_yuan, parts, yuan
from leadseam.leads._merge_timeline import timeline
from leadseam.resources import Resources
from leadseam.schema import Project, Step

__all__ = [
    "DocumentRef",
    "Lead",
    "MergedMetric",
    "Observed",
    "Told",
    "block_keys",
    "in_yuan",
    "merge",
    "merge_metrics",
    "metric_id",
    "yuan",
]


@dataclass(frozen=True, slots=True)
class _Known:
    told: Told
    features: Features


def block_keys(project: Project, resources: Resources) -> tuple[str, ...]:
    """The keys of which two articles share at least one when they tell the same project.

    >>> from leadseam.resources import load
    >>> block_keys(Project(project="零碳科创城", companies=("比亚迪",), stage="signed"), load())
    ('c:比亚迪@', 'n:零碳科创城@')
    """
    found = features(project, resources)
    keys = [f"c:{core}@{found.unit}" for core in sorted(found.cores)]
    if found.name or not keys:
        keys.append(f"n:{found.name}@{found.unit}")
    return tuple(keys)


def merge(told: Iterable[Told], resources: Resources) -> tuple[Lead, ...]:
    """The leads that the articles tell, sorted by id; the same for any order of the articles."""
    known = sorted((_Known(one, features(one.project, resources)) for one in told), key=lambda one: one.told.order)
    groups: dict[str, list[_Known]] = {}
    for cluster in _clusters(known):
        groups.setdefault(_identity(cluster), []).extend(cluster)
    return tuple(_lead(identity, groups[identity], resources) for identity in sorted(groups))


def _lead(identity: str, cluster: list[_Known], resources: Resources) -> Lead:
    told = tuple(one.told for one in sorted(cluster, key=lambda one: one.told.order))
    project, evidence = best(told, resources)
    steps = timeline(told)
    cores = {core for one in cluster for core in one.features.cores}
    return Lead(
        lead_id=identity,
        project=replace(project, stages=tuple(Step(s.stage, s.date, s.planned, s.evidence) for s in steps)),
        evidence=evidence,
        documents=tuple(dict.fromkeys(one.document for one in told)),
        timeline=steps,
        companies=tuple(sorted({name for one in told for name in one.project.companies})),
        other_names=tuple(sorted({name for core in cores for name in other_names(core, resources)})),
        members=tuple((one.document.id, one.n) for one in told),
        parts=parts(project, told, resources),
    )


def _identity(cluster: list[_Known]) -> str:
    """An id of investor, city and product, so that it outlives new articles, amounts and stages."""
    core = _commonest(core for one in cluster for core in one.features.cores)
    family = _commonest(one.features.family for one in cluster if one.features.family)
    name = _commonest(one.features.name for one in cluster if one.features.name)
    label = ["product", family] if family and core else ["name", name]
    identity = json.dumps([core, cluster[0].features.unit, *label], ensure_ascii=False)
    return "ld_" + hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:16]


def _commonest(words: Iterable[str]) -> str:
    counted = Counter(words)
    return min(counted, key=lambda word: (-counted[word], word), default="")


def _clusters(known: list[_Known]) -> Iterator[list[_Known]]:
    """Telling articles linked by likeness; bare ones then join the largest cluster of their company."""
    by_unit: dict[str, list[_Known]] = {}
    for one in known:
        by_unit.setdefault(one.features.unit, []).append(one)
    for unit in sorted(by_unit):
        yield from _clusters_of_city(by_unit[unit])


def _clusters_of_city(known: list[_Known]) -> list[list[_Known]]:
    clusters = _linked([one for one in known if not one.features.is_bare])
    bare = _linked([one for one in known if one.features.is_bare])
    loose = []
    for group in bare:
        cores = {core for one in group for core in one.features.cores}
        ours = [c for c in clusters if cores & {core for one in c for core in one.features.cores}]
        if ours:
            max(ours, key=_weight).extend(group)
        else:
            loose.append(group)
    return clusters + loose


def _weight(cluster: list[_Known]) -> tuple[int, list[int], str]:
    """More articles weigh more, then the earliest; bare ones that joined before do not count."""
    telling = [one for one in cluster if not one.features.is_bare]
    return len(telling), [-ord(sign) for sign in telling[0].told.order[0]], _identity(telling)


def _linked(known: list[_Known]) -> list[list[_Known]]:
    """Connected components of likeness, over distinct features only, so that a much-told project stays cheap."""
    distinct = list(dict.fromkeys(one.features for one in known))
    root = list(range(len(distinct)))
    for left in range(len(distinct)):
        for right in range(left):
            if _is_same(distinct[left], distinct[right]):
                _join(root, left, right)
    groups: dict[int, list[_Known]] = {}
    place = {features: index for index, features in enumerate(distinct)}
    for one in known:
        groups.setdefault(_find(root, place[one.features]), []).append(one)
    return list(groups.values())


def _find(root: list[int], index: int) -> int:
    while root[index] != index:
        root[index] = root[root[index]]
        index = root[index]
    return index


def _join(root: list[int], left: int, right: int) -> None:
    low, high = sorted((_find(root, left), _find(root, right)))
    root[high] = low


def _is_same(left: Features, right: Features) -> bool:
    """Whether two features of one city mean the same project; both are bare or neither is."""
    if not left.cores or not right.cores:
        return bool(left.name) and left.name == right.name
    if not left.cores & right.cores:
        return False
    if left.family and right.family:
        return left.family == right.family
    return left.is_bare or is_alike(left.name, right.name)
