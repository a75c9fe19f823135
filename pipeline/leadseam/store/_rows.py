"""A merged lead or metric as a row: columns to filter and sort by, folded texts to search, the printed form."""

import hashlib
import json
from datetime import date
from typing import Any

from leadseam.leads import merge
from leadseam.resources import Resources
from leadseam.schema import Period, Place, to_json
from leadseam.store._claims import dump, storable
from leadseam.store._index import folded_lines


def lead_row(lead: merge.Lead, known: Resources) -> dict[str, Any]:
    """The row of a lead, without the columns that tell when it was seen."""
    project = lead.project
    newest = max((one.published for one in lead.documents if one.published), default=None)
    form = to_json(project) | {
        "evidence": to_json(lead.evidence),
        "lead_id": lead.lead_id,
        "documents": to_json(lead.documents),
        "timeline": to_json(lead.timeline),
    }
    names = (project.project, *project.aliases, *lead.companies, *project.counterparts, project.park)
    steps = (step.evidence.text for step in lead.timeline if step.evidence)
    place = project.place.text if project.place else None
    return _digested(
        {
            "id": lead.lead_id,
            **_where(project.place),
            "stage": project.stage,
            **_when(project.date, newest),
            "amount_cny": merge.in_yuan(project, known),
            "points": round(sum(lead.parts.values()), 1),
            "industry": folded_lines((project.industry.text, project.industry.chain, project.industry.code))
            if project.industry
            else "",
            "companies": folded_lines((*lead.companies, *lead.other_names)),
            "search": storable(folded_lines((*names, place, *(proof.text for proof in lead.evidence), *steps))),
            "form": dump({**form, "score_parts": lead.parts}),
        }
    )


def metric_row(merged: merge.MergedMetric, known: Resources) -> dict[str, Any]:
    """The row of a metric, without the columns that tell when it was seen."""
    metric = merged.metric
    newest = max((one.published for one in merged.documents if one.published), default=None)
    form = to_json(metric) | {
        "evidence": to_json(merged.evidence),
        "metric_id": merged.metric_id,
        "documents": to_json(merged.documents),
    }
    place = metric.place.text if metric.place else None
    year = metric.period.end.year if metric.period else 9999
    evidence = (proof.text for proof in merged.evidence)
    return _digested(
        {
            "id": merged.metric_id,
            "indicator": storable(metric.indicator),
            "family": storable(metric.family),
            **_where(metric.place),
            **_when(metric.period, newest),
            "amount_cny": merge.yuan(metric.value, metric.unit, year, known),
            "points": float(len(merged.documents)),
            "search": storable(folded_lines((metric.indicator, metric.scope, place, *evidence))),
            "form": dump(form),
        }
    )


def _where(place: Place | None) -> dict[str, Any]:
    country = place.country if place else None
    adcode = place.adcode if place else None
    return {"adcode": adcode, "country": country or ("CN" if adcode else None)}


def _when(period: Period | None, newest: date | None) -> dict[str, Any]:
    """The days that a date filter looks at, and the day to sort by: the stage's, else the newest document's."""
    start, end = (period.start, period.end) if period else (newest, newest)
    day = max(filter(None, (end, newest)), default=None) if period is None else end
    return {
        "date_start": start.isoformat() if start else None,
        "date_end": end.isoformat() if end else None,
        "day": day.toordinal() if day else 0,
    }


def _digested(row: dict[str, Any]) -> dict[str, Any]:
    """The row with a digest of all its columns, by which a change is told."""
    text = json.dumps(row, ensure_ascii=False, sort_keys=True)
    return {**row, "digest": hashlib.sha256(text.encode()).hexdigest()[:32]}
