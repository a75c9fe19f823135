"""`leadseam metrics`: what places say they attracted, planned or reached."""

from typing import Annotated

import typer

from leadseam.cli import _query
from leadseam.cli._edge import report, write_line

_TABLE_ROWS = 20


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("metrics")(_metrics)


def _metrics(
    db: Annotated[str | None, typer.Option(help="SQLAlchemy URL or a file's path.")] = None,
    region: Annotated[str | None, typer.Option(help="Place by name or code, with everything below it.")] = None,
    q: Annotated[list[str] | None, typer.Option(help="Words in indicator, scope or evidence; may be repeated.")] = None,
    indicator: Annotated[str | None, typer.Option(help="An indicator's id.")] = None,
    family: Annotated[str | None, typer.Option(help="signed_projects, gdp, exports, ...")] = None,
    company: Annotated[str | None, typer.Option(help="Words in the text that name a company.")] = None,
    industry: Annotated[str | None, typer.Option(help="Words in the text that name an industry.")] = None,
    stage: Annotated[str | None, typer.Option(help="Counts and sums of signed, started ... projects.")] = None,
    amount_min: Annotated[str | None, typer.Option(help="Yuan: 100000000, 1亿 or 100m.")] = None,
    amount_max: Annotated[str | None, typer.Option(help="Yuan: 100000000, 1亿 or 100m.")] = None,
    date_from: Annotated[str | None, typer.Option(help="2024, 2024-03 or 2024-03-15.")] = None,
    date_to: Annotated[str | None, typer.Option(help="2024, 2024-03 or 2024-03-15.")] = None,
    sort: Annotated[str, typer.Option(help="date, or score: the most often told first.")] = "date",
    limit: Annotated[int | None, typer.Option(min=0, help="Rows at most (the table shows 20).")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Find metrics: signed projects, funds in place, foreign capital, output and more, by place and period.

    Examples:

      leadseam metrics --region Zhaoqing --date-from 2023

      leadseam metrics --family actual_foreign_capital --json
    """
    from leadseam.schema import FAMILIES, STAGES
    from leadseam.store.search import Query

    query = Query(
        q=tuple(term for one in q or () if (term := _query.filled("--q", one))),
        regions=_query.regions(region),
        company=_query.filled("--company", company),
        industry=_query.filled("--industry", industry),
        stage=_query.one_of("--stage", stage, STAGES),
        indicator=_query.filled("--indicator", indicator),
        family=_query.one_of("--family", family, FAMILIES),
        amount_min=_query.amount("--amount-min", amount_min),
        amount_max=_query.amount("--amount-max", amount_max),
        date_from=_query.day("--date-from", date_from),
        date_to=_query.day("--date-to", date_to, last=True),
        sort="score" if _query.one_of("--sort", sort, ("date", "score")) == "score" else "date",
        limit=limit if json or limit is not None else _TABLE_ROWS,
    )
    from leadseam.store.search import count, find_metrics

    engine = _query.opened(db)
    _query.check_indicator(engine, indicator)
    rows = find_metrics(engine, query)
    if json:
        found = 0
        for found, row in enumerate(rows, start=1):  # noqa: B007 - counted as they are printed
            write_line(row)
    else:
        found = _print_table(list(rows), count(engine, query, of="metrics"))
    if not found and limit != 0:
        report(_query.advice(query, engine, of="metrics"))


def _print_table(rows: list[dict[str, object]], total: int) -> int:
    from leadseam.cli import _show

    if rows:
        _show.show(_show.metrics(rows))
        shown = "" if total == len(rows) else f", {len(rows)} shown (--limit shows more)"
        report(f"{_query.plural(total, 'metric')}{shown}")
    return len(rows)
