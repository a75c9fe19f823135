"""Leads and metrics for people: a table that reads well in 80 to 120 columns."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

_WIDE = 100
_STAGE_STYLE = {"terminated": "red", "production": "green", "intent": "dim", "framework": "dim"}


def leads(rows: Iterable[dict[str, Any]]) -> Table:
    """A table of leads."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("place", min_width=6, max_width=20, overflow="ellipsis", no_wrap=True)
    table.add_column("company", min_width=10, ratio=3, overflow="fold")
    table.add_column("project", min_width=10, ratio=4, overflow="fold")
    table.add_column("amount", justify="right", no_wrap=True)
    table.add_column("stage", no_wrap=True)
    table.add_column("date", no_wrap=True)
    for row in rows:
        table.add_row(
            _place(row["place"]),
            escape("、".join(row["companies"][:2]) + (" …" if len(row["companies"]) > 2 else "")),
            escape(row["project"] or ""),
            _amount(row["amount"]),
            f"[{_STAGE_STYLE.get(row['stage'], 'default')}]{row['stage']}{'*' if row['planned'] else ''}[/]",
            _day(row["date"]),
        )
    return table


def metrics(rows: Iterable[dict[str, Any]]) -> Table:
    """A table of metrics; what is counted is shown where there is room for it."""
    is_wide = Console().width >= _WIDE
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("place", min_width=6, max_width=20, overflow="ellipsis", no_wrap=True)
    table.add_column("indicator", overflow="fold")
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("period", no_wrap=True)
    if is_wide:
        table.add_column("of what", ratio=1, overflow="fold")
    for row in rows:
        cells = (
            _place(row["place"]),
            _indicator(row),
            _sign(row["op"]) + _quantity(row["value"], row["unit"]),
            row["kind"],
            _period(row["period"]),
        )
        table.add_row(*cells, *([escape(row["scope"] or "")] if is_wide else []))
    return table


def show(table: Table) -> None:
    """Print a table on stdout."""
    Console(highlight=False, emoji=False).print(table)


def money(value: float, currency: str) -> str:
    """A sum as people write it.

    >>> money(350000000, "CNY"), money(52000000, "CNY"), money(450000000, "USD"), money(1.2e12, "CNY")
    ('3.5亿元', '5200万元', 'USD 450m', '1.2万亿元')
    """
    if currency == "CNY":
        steps, form = ((10**12, "万亿元"), (10**8, "亿元"), (10**4, "万元"), (1, "元")), "{}{}"
    else:
        steps, form = ((10**9, "bn"), (10**6, "m"), (10**3, "k"), (1, "")), currency + " {}{}"
    size, word = next((step for step in steps if abs(value) >= step[0]), steps[-1])
    return form.format(_number(Decimal(str(value)) / size), word)


def _number(value: Decimal) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _indicator(row: dict[str, Any]) -> str:
    """The indicator, with the size that the counted projects have: `projects_over_threshold >=1亿元`."""
    size = row["threshold"]
    return (
        f"{row['indicator']} {_sign(size['op'])}{money(size['value'], size['currency'])}" if size else row["indicator"]
    )


def _sign(op: str) -> str:
    return "" if op in ("=", "range", "level") else op


def _amount(amount: dict[str, Any] | None) -> str:
    return _sign(amount["op"]) + money(amount["value"], amount["currency"]) if amount else ""


def _quantity(value: float, unit: str) -> str:
    if len(unit) == 3 and unit.isupper():
        return money(value, unit)
    return f"{_number(Decimal(str(value)))}{'' if unit in ('%', 'x') else ' '}{unit}"


def _place(place: dict[str, Any] | None) -> str:
    """Province and city by their short names, else the place as written."""
    if place is None:
        return ""
    if not place["adcode"]:
        return escape(str(place["text"] or place["country"] or ""))
    from leadseam.resources import regions

    current = regions.table().current
    codes = [*reversed(regions.ancestors(place["adcode"])), place["adcode"]]
    return " ".join(current[code].short for code in codes if code in current) or str(place["text"])


def _day(date: dict[str, str] | None) -> str:
    """A day, a month or a year, as close as it is known."""
    if date is None:
        return ""
    start, end = date["start"], date["end"]
    if start == end:
        return start
    if start[:7] == end[:7]:
        return start[:7]
    return start[:4] if start[:4] == end[:4] else f"{start[:4]}-{end[:4]}"


def _period(period: dict[str, str] | None) -> str:
    """A period; whole years and months by their short form.

    >>> _period({"start": "2023-01-01", "end": "2023-12-31"}), _period({"start": "2023-01-01", "end": "2023-06-30"})
    ('2023', '2023-01..06')
    """
    if period is None:
        return ""
    start, end = period["start"], period["end"]
    if start[5:] == "01-01" and end[5:] == "12-31":
        return start[:4] if start[:4] == end[:4] else f"{start[:4]}-{end[:4]}"
    if start[:4] == end[:4]:
        return start if start == end else f"{start[:7]}..{end[5:7]}" if start[5:7] != end[5:7] else start[:7]
    return f"{start[:7]}..{end[:7]}"


def region(row: dict[str, Any]) -> tuple[str, str]:
    """What a row is sorted by to stand with its region: the code, then the country."""
    place = row["place"] or {}
    return (place.get("adcode") or "~", place.get("country") or "~")
