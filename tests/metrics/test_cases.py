"""Metrics of single passages: the cases in tests/specs/{zh,en}/metric.jsonl.

A case lists every metric of its text but those of family "other", which a finder may add. `held` cases were written
with the others and looked at last; `xfail` tells what is known to be read wrongly.
"""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from leadseam import leads, metrics, read
from leadseam.resources import load
from leadseam.schema import HomePlace, Metric

_SPECS = Path(__file__).parents[1] / "specs"
_PLAIN = frozenset({"CNY", "USD", "%", "pp", "x"})


def _cases() -> list[Any]:
    rows = [
        json.loads(line)
        for lang in ("zh", "en")
        for line in (_SPECS / lang / "metric.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return [pytest.param(row, id=row["id"], marks=_marks(row)) for row in rows]


def _marks(row: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else []


def found(row: dict[str, Any]) -> list[Metric]:
    """The metrics that are read from a case's text."""
    home = HomePlace("our city", row["home"], 1.0) if row.get("home") else None
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    document = read.text(row["text"], id=row["id"], published=published, lang=row["lang"], home_place=home)
    document = replace(document, is_mt=row.get("mt", document.is_mt), lang=row["lang"])
    return list(metrics.find(leads.analyze(document, load()), load()))


def _is(metric: Metric, wanted: dict[str, Any]) -> bool:
    """Whether a metric is the wanted one in every respect that the case tells."""
    unit = metric.unit if metric.unit in _PLAIN else "count"
    wanted_unit = wanted["unit"] if wanted["unit"] in _PLAIN else "count"
    size = metric.threshold
    told = {
        "family": metric.family,
        "kind": metric.kind,
        "op": metric.op,
        "period": _span(metric.period),
        "base": _span(metric.base_period),
        "place": metric.place.adcode if metric.place else None,
        "threshold": {"value": float(size.value), "currency": size.currency, "op": size.op} if size else None,
    }
    fits = all(told[key] == value for key, value in wanted.items() if key in told)
    return fits and unit == wanted_unit and float(metric.value) == pytest.approx(wanted["value"], rel=0.005)


def _span(period: Any) -> str | None:
    return f"{period.start}/{period.end}" if period else None


@pytest.mark.parametrize("row", _cases())
def test_case(row: dict[str, Any]) -> None:
    metrics_found = found(row)
    missing = []
    for wanted in row["metrics"]:
        hit = next((metric for metric in metrics_found if _is(metric, wanted)), None)
        if hit is None:
            missing.append(wanted)
        else:
            metrics_found.remove(hit)
    extra = [metric for metric in metrics_found if metric.family != "other"]
    assert not missing, f"missing {missing}; found besides {metrics_found}"
    assert not extra
