"""One metric that several documents restate is one metric with several documents."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace

from leadseam.lang import fold
from leadseam.leads._merge_forms import LeadEvidence, MergedMetric, Observed
from leadseam.schema import Metric, Place, to_json


def metric_id(metric: Metric) -> str:
    """An id of what is measured and the value; another wording, operator or evidence does not change it.

    >>> from decimal import Decimal
    >>> told = Metric(indicator="gdp", family="gdp", value=Decimal("1.0"), unit="CNY")
    >>> metric_id(told) == metric_id(replace(told, value=Decimal(1), op="~"))
    True
    """
    identity = [
        metric.indicator,
        metric.family,
        metric.unit,
        metric.kind,
        _where(metric.place),
        fold(metric.scope or ""),
        *(to_json(part) for part in (metric.value, metric.period, metric.base_period, metric.threshold)),
    ]
    text = json.dumps(identity, ensure_ascii=False)
    return "mt_" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def merge_metrics(observed: Iterable[Observed]) -> tuple[MergedMetric, ...]:
    """The metrics that the documents state, sorted by id; the same for any order of the documents."""
    groups: dict[str, list[Observed]] = {}
    for one in sorted(observed, key=lambda one: one.order):
        groups.setdefault(metric_id(one.metric), []).append(one)
    return tuple(_merged(identity, groups[identity]) for identity in sorted(groups))


def _merged(identity: str, group: list[Observed]) -> MergedMetric:
    surest = max(group, key=lambda one: one.metric.confidence).metric
    flags = sorted({flag for one in group for flag in one.metric.flags})
    return MergedMetric(
        metric_id=identity,
        metric=replace(surest, flags=tuple(flags), evidence=()),
        evidence=tuple(
            dict.fromkeys(
                LeadEvidence(proof.field, proof.start, proof.end, proof.text, one.document.id)
                for one in group
                for proof in one.metric.evidence
            )
        ),
        documents=tuple(dict.fromkeys(one.document for one in group)),
        members=tuple((one.document.id, one.n) for one in group),
    )


def _where(place: Place | None) -> str:
    if place is None:
        return ""
    return place.adcode or place.country or fold(place.text)
