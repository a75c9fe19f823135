"""The parts of a lead's score that its own documents give: how far, how large, how well proven, how complete.

The fifth part, how recent, depends on the newest document of the database; the store adds it when it answers.
"""

import math
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from leadseam.lang import fold
from leadseam.leads._merge_forms import Told
from leadseam.resources import Resources
from leadseam.schema import Project, Stage

# Points of 100: stage 30, amount 25, evidence 10, completeness 15; the store's recency has 20.
_STAGE: dict[Stage, int] = {
    "intent": 12,
    "framework": 16,
    "signed": 24,
    "landed": 26,
    "land": 28,
    "started": 30,
    "completed": 22,
    "production": 18,
    "expansion": 26,
    "terminated": 0,
}
_PLANNED_SHARE = 0.5
_LARGEST, _SMALLEST = 11.0, 6.0  # powers of ten, in yuan


def parts(project: Project, told: Iterable[Told], resources: Resources) -> dict[str, float]:
    """Points by part; a reprint adds nothing, since only distinct sentences count."""
    sentences = {fold(proof.text) for one in told for proof in one.project.evidence}
    stage = _STAGE[project.stage] * (_PLANNED_SHARE if project.planned else 1)
    filled = (project.project, project.companies, project.amount, project.place, project.date, project.industry)
    return {
        "stage": round(float(stage), 1),
        "amount": _amount_points(in_yuan(project, resources)),
        "evidence": round(min(10.0, 3.5 * math.log2(1 + len(sentences))), 1),
        "completeness": round(15 * sum(1 for field in filled if field) / len(filled), 1),
    }


def _amount_points(yuan: int | None) -> float:
    if not yuan or yuan <= 0:
        return 0.0
    reach = (math.log10(yuan) - _SMALLEST) / (_LARGEST - _SMALLEST)
    return round(25 * min(1.0, max(0.0, reach)), 1)


def in_yuan(project: Project, resources: Resources) -> int | None:
    """The amount in yuan at the rate of the project's year, for filters and scores."""
    if project.amount is None:
        return None
    year = project.date.start.year if project.date else 9999
    return yuan(project.amount.value, project.amount.currency, year, resources)


def yuan(value: Decimal, currency: str, year: int, resources: Resources) -> int | None:
    """A sum in yuan at the last known rate up to `year`, or None for a currency without one.

    >>> from leadseam.resources import load
    >>> yuan(Decimal(100), "USD", 2024, load()), yuan(Decimal(1), "XXX", 2024, load())
    (712, None)
    """
    if currency == "CNY":
        return _bounded(value)
    rates = _rates(resources).get(currency)
    if not rates:
        return None
    known = [rate for since, rate in rates if since <= year]
    return _bounded(value * (known[-1] if known else rates[0][1]))


def _bounded(value: Decimal) -> int | None:
    """Whole yuan, None beyond what a database's integer holds."""
    return int(value) if value.is_finite() and abs(value) < 10**18 else None


@lru_cache(maxsize=4)
def _rates(resources: Resources) -> dict[str, tuple[tuple[int, Decimal], ...]]:
    rates: dict[str, list[tuple[int, Decimal]]] = {}
    for row in resources.rows("merge/rates.csv"):
        rates.setdefault(row["currency"], []).append((int(row["year"]), Decimal(row["rate"])))
    return {currency: tuple(sorted(years)) for currency, years in rates.items()}
