"""`leadseam search`: leads by place, name, stage, amount, date and words."""

from typing import Annotated

import typer

from leadseam.cli import _query
from leadseam.cli._edge import report, write_line

_TABLE_ROWS = 20


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("search")(_search)


def _search(
    db: Annotated[str | None, typer.Option(help="SQLAlchemy URL or a file's path.")] = None,
    region: Annotated[str | None, typer.Option(help="Place by name or code, with everything below it.")] = None,
    q: Annotated[list[str] | None, typer.Option(help="Words in names, companies or evidence; may be repeated.")] = None,
    company: Annotated[str | None, typer.Option(help="Part of an investor's name.")] = None,
    industry: Annotated[str | None, typer.Option(help="Part of an industry, or its chain or code.")] = None,
    stage: Annotated[str | None, typer.Option(help="intent, framework, signed, ... terminated.")] = None,
    amount_min: Annotated[str | None, typer.Option(help="Yuan: 100000000, 1亿 or 100m.")] = None,
    amount_max: Annotated[str | None, typer.Option(help="Yuan: 100000000, 1亿 or 100m.")] = None,
    date_from: Annotated[str | None, typer.Option(help="2024, 2024-03 or 2024-03-15.")] = None,
    date_to: Annotated[str | None, typer.Option(help="2024, 2024-03 or 2024-03-15.")] = None,
    sort: Annotated[str, typer.Option(help="date or score.")] = "date",
    limit: Annotated[int | None, typer.Option(min=0, help="Rows at most (the table shows 20).")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Find leads: companies that sign, land, start or expand a project somewhere.

    Examples:

      leadseam search --region 山东 --stage signed --date-from 2024

      leadseam search --q 电池 --amount-min 10亿 --json
    """
    from leadseam.schema import STAGES
    from leadseam.store.search import Query

    query = Query(
        q=tuple(term for one in q or () if (term := _query.filled("--q", one))),
        regions=_query.regions(region),
        company=_query.filled("--company", company),
        industry=_query.filled("--industry", industry),
        stage=_query.one_of("--stage", stage, STAGES),
        amount_min=_query.amount("--amount-min", amount_min),
        amount_max=_query.amount("--amount-max", amount_max),
        date_from=_query.day("--date-from", date_from),
        date_to=_query.day("--date-to", date_to, last=True),
        sort="score" if _query.one_of("--sort", sort, ("date", "score")) == "score" else "date",
        limit=limit if json or limit is not None else _TABLE_ROWS,
    )
    from leadseam.store.search import count, find_leads

    engine = _query.opened(db)
    rows = find_leads(engine, query)
    if json:
        found = 0
        for found, row in enumerate(rows, start=1):  # noqa: B007 - counted as they are printed
            write_line(row)
    else:
        found = _print_table(list(rows), count(engine, query))
    if not found and limit != 0:
        report(_query.advice(query, engine))


def _print_table(rows: list[dict[str, object]], total: int) -> int:
    from leadseam.cli import _show

    if rows:
        _show.show(_show.leads(rows))
        shown = "" if total == len(rows) else f", {len(rows)} shown (--limit shows more)"
        report(f"{_query.plural(total, 'lead')}{shown}")
    return len(rows)
