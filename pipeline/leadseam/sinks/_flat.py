"""A lead as one row of plain cells, for the formats that have no nesting."""

from collections.abc import Callable
from typing import Any

Row = dict[str, Any]
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _of(field: str, part: str) -> Callable[[Row], Any]:
    return lambda lead: lead[field][part] if lead[field] else None


def _joined(field: str, part: str | None = None) -> Callable[[Row], str | None]:
    def join(lead: Row) -> str | None:
        words = (one[part] if part else one for one in lead[field])
        return "; ".join(str(word) for word in words if word is not None) or None

    return join


def _whole(field: str) -> Callable[[Row], Any]:
    return lambda lead: lead[field]


def _timeline(lead: Row) -> str | None:
    return "; ".join(_step(step) for step in lead["timeline"]) or None


def _step(step: Row) -> str:
    planned = " (planned)" if step["planned"] else ""
    since = f" {step['date']['start']}" if step["date"] else ""
    return f"{step['stage']}{planned}{since}"


def _sentence(lead: Row) -> str | None:
    return next((proof["text"] for proof in lead["evidence"]), None)


COLUMNS: dict[str, Callable[[Row], Any]] = {
    "lead_id": _whole("lead_id"),
    "project": _whole("project"),
    "aliases": _joined("aliases"),
    "companies": _joined("companies"),
    "counterparts": _joined("counterparts"),
    "stage": _whole("stage"),
    "planned": _whole("planned"),
    "amount": _of("amount", "value"),
    "currency": _of("amount", "currency"),
    "amount_op": _of("amount", "op"),
    "amount_as_written": _of("amount", "as_written"),
    "place": _of("place", "text"),
    "adcode": _of("place", "adcode"),
    "country": _of("place", "country"),
    "park": _whole("park"),
    "date_start": _of("date", "start"),
    "date_end": _of("date", "end"),
    "industry": _of("industry", "text"),
    "industry_chain": _of("industry", "chain"),
    "industry_code": _of("industry", "code"),
    "jobs": _whole("jobs"),
    "capacity": _joined("capacity", "text"),
    "land": _of("land", "text"),
    "timeline": _timeline,
    "evidence": _sentence,
    "documents": _joined("documents", "id"),
    "urls": _joined("documents", "url"),
    "confidence": _whole("confidence"),
    "flags": _joined("flags"),
    "score": _whole("score"),
    "first_seen": _whole("first_seen"),
    "last_seen": _whole("last_seen"),
    "change_seq": _whole("change_seq"),
}


def plain(lead: Row) -> list[Any]:
    """The cells of one lead in the order of `COLUMNS`, for formats that tell a text from a formula."""
    return [read(lead) for read in COLUMNS.values()]


def cells(lead: Row) -> list[Any]:
    """The cells of one lead in the order of `COLUMNS`, texts made harmless."""
    return [harmless(cell) for cell in plain(lead)]


def harmless(cell: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers.

    >>> harmless("=1+1"), harmless("＠x"), harmless(-5), harmless("a=b")
    ("'=1+1", "'＠x", -5, 'a=b')
    """
    if isinstance(cell, bool):
        return str(cell).lower()
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
