"""One document's metrics against each other: restatements become one, implausible sizes are flagged."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from statistics import median

from leadseam.schema import Evidence, Metric, Money, Period

# Totals per project of one document that differ by more than this are not of one kind.
_SUSPECT = 5
# So many statements of one figure, and so many totals, are compared with each other.
_MOST = 50
_SHOWN = 12


def distinct(metrics: Sequence[Metric]) -> tuple[Metric, ...]:
    """The metrics without restatements of the same figure; what one of them leaves open the other fills."""
    kept: list[Metric] = []
    alike: dict[tuple[str, Decimal, str], list[int]] = {}
    for metric in metrics:
        places = alike.setdefault((metric.family, metric.value, metric.unit), [])
        at = next((i for i in places[:_MOST] if _same(metric, kept[i])), None)
        if at is None:
            places.append(len(kept))
            kept.append(metric)
        else:
            kept[at] = _joined(kept[at], metric)
    return tuple(kept)


def _same(a: Metric, b: Metric) -> bool:
    if not _same_kind(a, b):
        return False
    if a.family == "rate" and (a.indicator != b.indicator or (a.indicator == "share" and a.scope != b.scope)):
        return False
    if a.threshold is not None and b.threshold is not None and a.threshold != b.threshold:
        return False
    return _overlap(a.period, b.period) and _same_place(a, b)


def _same_kind(a: Metric, b: Metric) -> bool:
    """Of one kind, or the one a goal that the other repeats without a date ("to reach 1 billion is hard")."""
    if a.kind == b.kind:
        return a.op == b.op or a.kind == "target"
    return {a.kind, b.kind} == {"target", "actual"} and (a if a.kind == "actual" else b).period is None


def _overlap(a: Period | None, b: Period | None) -> bool:
    return a is None or b is None or (a.start <= b.end and b.start <= a.end)


def _same_place(a: Metric, b: Metric) -> bool:
    return a.place is None or b.place is None or a.place.adcode == b.place.adcode


def _joined(a: Metric, b: Metric) -> Metric:
    """The surer of two statements of one figure, completed by the other."""
    first, second = (a, b) if (a.kind == "target", a.confidence) >= (b.kind == "target", b.confidence) else (b, a)
    return replace(
        first,
        period=first.period or second.period,
        base_period=first.base_period or second.base_period,
        place=first.place or second.place,
        threshold=first.threshold or second.threshold,
        scope=first.scope or second.scope,
        evidence=_shown(first.evidence, second.evidence),
    )


def _shown(first: tuple[Evidence, ...], second: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The words of both statements; a figure repeated over and over need not show every place."""
    if len(first) >= _SHOWN:
        return first
    return first + tuple(e for e in second if e not in first)[: _SHOWN - len(first)]


def flag_suspects(drafts: Sequence[tuple[Metric, Metric | None]]) -> tuple[Metric, ...]:
    """Flags totals whose mean per project is far off the document's other ones; a draft is a total and its count."""
    means = {i: _mean(total, count) for i, (total, count) in enumerate(drafts)}
    known = dict([(i, mean) for i, mean in means.items() if mean is not None][:_MOST])
    return tuple(_flagged(metric, i, known) for i, (metric, _) in enumerate(drafts))


def _mean(total: Metric, count: Metric | None) -> Decimal | None:
    if count is None or total.unit != "CNY" or count.value < 2 or total.value <= 0 or total.kind != "actual":
        return None
    return total.value / count.value


def _flagged(metric: Metric, index: int, means: dict[int, Decimal]) -> Metric:
    others = [mean for i, mean in means.items() if i != index]
    if index not in means or not others or "currency_assumed" not in metric.flags:
        return metric
    usual = median(others)
    if usual <= 0 or 1 / Decimal(_SUSPECT) <= means[index] / usual <= _SUSPECT:
        return metric
    return replace(metric, flags=(*metric.flags, "suspect_magnitude"), confidence=metric.confidence / 2)


def is_assumed(value: object) -> bool:
    """Whether an amount's currency is not written beside it."""
    return isinstance(value, Money) and not value.currency_explicit
