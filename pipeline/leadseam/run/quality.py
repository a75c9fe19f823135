"""The quality page: figures by slice of the annotated documents, with 95 % intervals, as Markdown tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random
from typing import Any

from leadseam.run.evaluation import Counts, count

Row = Mapping[str, Any]
RESAMPLES = 400
_LENGTHS = ((350, "under 350"), (900, "350-900"), (2000, "900-2,000"))
_COLUMNS = {
    "projects.precision": "P",
    "projects.recall": "R",
    "projects.f1": "F1",
    "projects.company": "company",
    "projects.stage": "stage",
    "projects.amount": "amount",
    "projects.place": "place",
    "projects.date": "date",
    "projects.tuple_f1": "tuple F1",
    "metrics.f1": "metrics F1",
    "metrics.tuple_f1": "metrics tuple F1",
    "home_place": "home",
    "false_leads": "false leads in 100",
}
_WITH_INTERVAL = frozenset({"projects.f1", "projects.tuple_f1", "metrics.f1"})


def page(gold: Mapping[str, Row], predicted: Mapping[str, Row], *, by: Iterable[str] = ("lang",)) -> str:
    """One Markdown table a slicing, all documents first.

    `by` names keys of the annotated rows ("lang", "genre"), or "length" (characters) or "projects" (how many a document
    tells). A field's figure is its share on paired projects; intervals are those of resampled documents.
    """
    counted = {key: count(truth, predicted.get(key, {})) for key, truth in gold.items()}
    parts = [_table("documents", [("all", list(counted.values()))])]
    for key in by:
        groups: dict[str, list[Counts]] = {}
        for name, truth in gold.items():
            groups.setdefault(_slice(key)(truth), []).append(counted[name])
        parts.append(_table(key, sorted(groups.items())))
    return "\n\n".join(parts) + "\n"


def _slice(key: str) -> Callable[[Row], str]:
    if key == "length":
        return lambda row: next((name for limit, name in _LENGTHS if len(row["text"]) < limit), "over 2,000")
    if key == "projects":
        return lambda row: next((name for limit, name in _MANY if len(row["projects"]) < limit), "5 and more")
    return lambda row: str(row.get(key) or "-")


_MANY = ((1, "none"), (2, "1"), (5, "2-4"))


def _table(title: str, groups: list[tuple[str, list[Counts]]]) -> str:
    head = f"| {title} | n | {' | '.join(_COLUMNS.values())} |"
    rule = "|---|--:|" + "--:|" * len(_COLUMNS)
    return "\n".join(
        [head, rule, *(f"| {name} | {len(items)} | {' | '.join(_cells(items))} |" for name, items in groups)]
    )


def _cells(items: list[Counts]) -> Iterator[str]:
    figures = summed(items).figures()
    spread = intervals(items)
    for name in _COLUMNS:
        value = figures.get(name)
        if value is None:
            yield ""
        elif name in _WITH_INTERVAL and name in spread:
            yield f"{value:.2f} ({spread[name][0]:.2f}-{spread[name][1]:.2f})"
        else:
            yield f"{value:.1f}" if name == "false_leads" else f"{value:.2f}"


def summed(items: Iterable[Counts]) -> Counts:
    """The counts of many documents as one."""
    total = Counts()
    for item in items:
        total.add(item)
    return total


def intervals(items: list[Counts], *, resamples: int = RESAMPLES) -> dict[str, tuple[float, float]]:
    """The 95 % interval of every figure: documents are drawn anew, with replacement, always in the same way.

    >>> intervals([])
    {}
    """
    if len(items) < 5:
        return {}
    chance = Random(0)  # noqa: S311  no secret is made of it
    drawn: dict[str, list[float]] = {}
    for _ in range(resamples):
        for name, value in summed(chance.choices(items, k=len(items))).figures().items():
            if value is not None:
                drawn.setdefault(name, []).append(value)
    return {name: _middle(sorted(values)) for name, values in drawn.items()}


def _middle(values: list[float]) -> tuple[float, float]:
    outside = round(len(values) * 0.025)
    return values[outside], values[-1 - outside]
