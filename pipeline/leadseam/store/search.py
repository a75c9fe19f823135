"""Finding leads and metrics: every filter is a bound parameter, every text filter an exact substring of folded text."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    Table,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
)

from leadseam.lang import fold
from leadseam.store._connect import reading
from leadseam.store._index import index_for, is_exact
from leadseam.store._tables import FORMS, documents, leads, metric_forms, metrics

Sort = Literal["date", "score"]
_RECENCY_POINTS = 20
_RECENCY_DAYS = 730
_BATCH = 500
_FAMILIES_OF = {
    "signed": ("signed_projects", "signed_investment"),
    "started": ("started_projects",),
    "completed": ("completed_projects",),
    "production": ("production_projects",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for; every part narrows. `regions` are codes (each with all below it) or country codes."""

    q: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    company: str | None = None
    industry: str | None = None
    stage: str | None = None
    indicator: str | None = None
    family: str | None = None
    amount_min: int | None = None
    amount_max: int | None = None
    date_from: date | None = None
    date_to: date | None = None
    changed_after: int | None = None
    sort: Sort = "date"
    limit: int | None = None


def find_leads(engine: Engine, query: Query) -> Iterator[dict[str, Any]]:
    """The leads that match, newest or best first, as they are printed."""
    with reading(engine) as connection:
        newest = newest_day(connection)
        for row in _found(connection, leads, query, _order(query.sort, newest)):
            yield lead_form(row, newest)


def find_metrics(engine: Engine, query: Query) -> Iterator[dict[str, Any]]:
    """The metrics that match, newest (or most often told) first, as they are printed."""
    order = (metrics.c.day.desc(), metrics.c.id.asc())
    with reading(engine) as connection:
        first = (metrics.c.points.desc(),) if query.sort == "score" else ()
        for row in _found(connection, metrics, query, (*first, *order)):
            yield {**json.loads(row.form), **_seen(row)}


def count(engine: Engine, query: Query, *, of: Literal["leads", "metrics"] = "leads") -> int:
    """How many match, whatever the limit."""
    table = leads if of == "leads" else metrics
    with reading(engine) as connection:
        statement = select(func.count()).select_from(table).where(*_conditions(table, query, engine.dialect.name))
        return int(connection.execute(statement).scalar_one())


def indicators(engine: Engine) -> tuple[str, ...]:
    """The indicators that the database has metrics of, sorted."""
    with reading(engine) as connection:
        return tuple(connection.execute(select(metrics.c.indicator).distinct().order_by(metrics.c.indicator)).scalars())


def export_leads(engine: Engine, *, changed_after: int | None = None) -> Iterator[dict[str, Any]]:
    """Every lead by place, then id: the same bytes for the same database."""
    with reading(engine) as connection:
        newest = newest_day(connection)
        statement = _columns(leads).order_by(func.coalesce(leads.c.adcode, "~"), leads.c.id)
        if changed_after is not None:
            statement = statement.where(leads.c.change_seq > changed_after)
        for row in connection.execution_options(yield_per=_BATCH).execute(statement):
            yield lead_form(row, newest)


def lead_form(row: Any, newest: int) -> dict[str, Any]:
    """A lead as it is printed: the stored form, its score with the part that depends on the newest document."""
    form = json.loads(row.form)
    recency = round(_RECENCY_POINTS * max(0, _RECENCY_DAYS - (newest - row.day)) / _RECENCY_DAYS, 1)
    parts = {**form.pop("score_parts"), "recency": min(float(_RECENCY_POINTS), recency)}
    return {**form, "score": round(sum(parts.values()), 1), "score_parts": parts, **_seen(row)}


def _found(
    connection: Connection, table: Table, query: Query, order: Sequence[ColumnElement[Any]]
) -> Iterator[Row[Any]]:
    """The rows that match, in order; with a limit, the long columns are read for those alone."""
    statement = _columns(table)
    conditions = tuple(_conditions(table, query, connection.dialect.name))
    if query.limit is None:
        statement = statement.where(*conditions)
    else:
        chosen = select(table.c.n).where(*conditions).order_by(*order).limit(query.limit).correlate(None)
        statement = statement.where(table.c.n.in_(chosen.scalar_subquery()))
    yield from connection.execution_options(yield_per=_BATCH).execute(statement.order_by(*order))


def _columns(table: Table) -> Select[Any]:
    names = ("day", "first_seen", "last_seen", "change_seq")
    forms = FORMS[table.name]
    return select(forms.c.form, *(table.c[name] for name in names)).join(forms, forms.c.n == table.c.n)


def _seen(row: Any) -> dict[str, Any]:
    return {"first_seen": row.first_seen, "last_seen": row.last_seen, "change_seq": row.change_seq}


def newest_day(connection: Connection) -> int:
    """The newest publication date of the database, against which recency is measured; no clock, so answers repeat."""
    published = connection.execute(select(func.max(documents.c.published))).scalar()
    return date.fromisoformat(published).toordinal() if published else 0


def _order(sort: Sort, newest: int) -> Sequence[ColumnElement[Any]]:
    if sort == "date":
        return leads.c.day.desc(), leads.c.id.asc()
    age = case((leads.c.day > newest, 0), else_=literal(newest) - leads.c.day)
    recency = case((age < _RECENCY_DAYS, (_RECENCY_DAYS - age) * (_RECENCY_POINTS / _RECENCY_DAYS)), else_=0.0)
    return (leads.c.points + recency).desc(), leads.c.id.asc()


def _conditions(table: Table, query: Query, dialect: str) -> Iterator[ColumnElement[bool]]:
    yield from _text_conditions(table, query, dialect)
    if query.regions:
        yield or_(*(_within(table, region) for region in query.regions))
    for name in ("stage", "indicator", "family"):
        if (wanted := getattr(query, name)) is not None:
            yield _is(table, name, wanted)
    if query.amount_min is not None:
        yield table.c.amount_cny >= query.amount_min
    if query.amount_max is not None:
        yield table.c.amount_cny <= query.amount_max
    if query.date_from is not None:
        yield table.c.date_end >= query.date_from.isoformat()
    if query.date_to is not None:
        yield table.c.date_start <= query.date_to.isoformat()
    if query.changed_after is not None:
        yield table.c.change_seq > query.changed_after


def _is(table: Table, name: str, wanted: str) -> ColumnElement[bool]:
    """A metric has no stage of its own: it counts or sums projects of one."""
    if name in table.c:
        return table.c[name] == wanted
    return table.c.family.in_(_FAMILIES_OF.get(wanted, ())) if name == "stage" else false()


def _text_conditions(table: Table, query: Query, dialect: str) -> Iterator[ColumnElement[bool]]:
    index = index_for(dialect)
    for term in filter(None, map(fold, query.q)):
        superset = index.holds(table.name, table.c.n, term)
        if superset is not None:
            yield superset
        if not is_exact(term):
            yield _holds_text(table, index.contains(FORMS[table.name].c.search, term))
    for name, wanted in (("companies", query.company), ("industry", query.industry)):
        if wanted and (folded := fold(wanted)):
            short = index.contains(table.c[name], folded) if name in table.c else None
            yield short if short is not None else _holds_text(table, index.contains(metric_forms.c.search, folded))


def _holds_text(table: Table, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    forms = FORMS[table.name]
    return select(forms.c.n).where(forms.c.n == table.c.n, condition).correlate(table).exists()


def _within(table: Table, region: str) -> ColumnElement[bool]:
    if not region.isdecimal():
        return table.c.country == region
    from leadseam.resources.regions import bounds

    low, high = bounds(region)
    return and_(table.c.adcode >= low, table.c.adcode < high)
