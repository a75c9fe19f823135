"""Tables in the text: a header row that names its columns, and a project a row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from leadseam.events import _steps, _triggers
from leadseam.events._occasion import usable
from leadseam.events._roles import Cues
from leadseam.events._triggers import Lexicon
from leadseam.schema import (
    Amount,
    Analysis,
    DateRange,
    Evidence,
    Money,
    Period,
    Place,
    PlaceValue,
    Project,
    Span,
    Stage,
    Step,
)

_COLUMNS = ("name", "company", "amount", "time", "place", "stage", "note")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: its cells as spans of the text, by column; columns without a known heading are left out."""

    cells: dict[str, Span]
    span: Span


@dataclass(frozen=True, slots=True)
class Told:
    """What the text says of all that a table lists; `outside` when it says so before or after, not in a row."""

    stage: Stage | None = None
    day: DateRange | None = None
    outside: bool = False


def find(
    analysis: Analysis, known: Cues, *, told: dict[int, Told], lexicon: Lexicon
) -> tuple[tuple[Project, ...], tuple[Span, ...]]:
    """The projects of every table whose header is known, and the spans that the tables cover."""
    projects: list[Project] = []
    spans: list[Span] = []
    for header, rows in _tables(analysis.document.text, known):
        heads = _heads(analysis.document.text, header)
        spans.append(Span(header.span.start, rows[-1].span.end if rows else header.span.end))
        unit = _unit(analysis.document.text, header, known)
        said = told[max((end for end in told if end <= header.span.start), default=min(told))] if told else Told()
        said = _titled(analysis, header, said, known=known, lexicon=lexicon)
        title = _title(analysis, header)
        for row in (r for r in rows if not _is_sum(analysis.document.text, r, known)):
            steps = _row_steps(analysis, row, said, lexicon, known=known, head=heads.get("time", ""))
            if one := _project(analysis, row, unit, steps, title, known=known):
                projects.append(one)
    return tuple(projects), tuple(spans)


def _tables(text: str, known: Cues) -> Iterator[tuple[_Row, list[_Row]]]:
    header: _Row | None = None
    rows: list[_Row] = []
    start = 0
    for line in [*text.split("\n"), ""]:
        span = Span(start, start + len(line))
        start += len(line) + 1
        if "\t" not in line:
            if header:
                yield header, rows
            header, rows = None, []
        elif header is None:
            header = _header(line, span, known)
        else:
            rows.append(_Row(_cells(line, span, header), span))


def _heads(text: str, header: _Row) -> dict[str, str]:
    pieces = text[header.span.start : header.span.end].split("\t")
    return {column: pieces[where.start] for column, where in header.cells.items()}


def _titled(analysis: Analysis, header: _Row, said: Told, *, known: Cues, lexicon: Lexicon) -> Told:
    """What the title of the table or the document says of all its rows, where it says one thing: 签约项目一览表."""
    text, title = analysis.document.text, analysis.document.title or ""
    start = text.rfind("\n", 0, max(header.span.start - 1, 0)) + 1
    for line in (text[start : header.span.start], title):
        if known.search("filed", line):
            return Told("intent", None, True)
        stages = {t.stage for t in _triggers.find(line, Span(0, len(line)), lexicon) if not t.planned and not t.weak}
        if len(stages) == 1 and known.search("list_title", line):
            return Told(stages.pop(), said.day, True)
    return said


def _is_sum(text: str, row: _Row, known: Cues) -> bool:
    """Whether a row adds up the others: 合计."""
    return known.search("sum_row", text[row.span.start : row.span.end])


def _header(line: str, span: Span, known: Cues) -> _Row | None:
    cells: dict[str, Span] = {}
    at = 0
    for number, cell in enumerate(line.split("\t")):
        column = next((c for c in _COLUMNS if c not in cells and known.search(f"column_{c}", cell.strip())), None)
        if column:
            cells[column] = Span(number, number)
        at += len(cell) + 1
    return _Row(cells, span) if {"name", "company"} & set(cells) and len(cells) > 1 else None


def _cells(line: str, span: Span, header: _Row) -> dict[str, Span]:
    starts, at = [], span.start
    pieces = line.split("\t")
    for piece in pieces:
        starts.append(at)
        at += len(piece) + 1
    places = {column: where.start for column, where in header.cells.items() if where.start < len(pieces)}
    return {column: Span(starts[n], starts[n] + len(pieces[n])) for column, n in places.items() if pieces[n].strip()}


def _unit(text: str, header: _Row, known: Cues) -> tuple[Decimal, str] | None:
    line = text[header.span.start : header.span.end]
    for name, factor, currency in (
        ("column_yi", Decimal(100_000_000), "CNY"),
        ("column_wan", Decimal(10_000), "CNY"),
        ("column_million", Decimal(1_000_000), "CNY"),
        ("column_billion", Decimal(1_000_000_000), "CNY"),
    ):
        if known.search(name, line):
            return factor, "USD" if known.search("column_usd", line) else currency
    return None


def _row_steps(
    analysis: Analysis, row: _Row, said: Told, lexicon: Lexicon, *, known: Cues, head: str
) -> tuple[Step, ...]:
    """The steps of a row: those of its stage cell, else what its time's heading or the text says of the whole table."""
    text = analysis.document.text
    told = Evidence("stage", row.span.start, row.span.end, text[row.span.start : row.span.end])
    cell, note = (row.cells.get(column) for column in ("stage", "note"))
    own = _triggers.find(text, cell, lexicon) if cell else ()
    if cell and own:
        dates = tuple(v for v in analysis.values if isinstance(v, DateRange) and cell.start <= v.start < cell.end)
        day = _period(next(iter(usable(dates)), None))
        first = {t.stage: t for t in reversed(own)}.values()
        return tuple(Step(t.stage, day if t.start == own[0].start else None, t.planned, told) for t in first)[::-1]
    if cell and known.search("in_talks", text[cell.start : cell.end]):
        return (Step("intent", None, True, told),)
    named = next((t.stage for t in _triggers.find(head, Span(0, len(head)), lexicon)), None)
    stage, day = named or said.stage, _day(analysis, row, known) or _period(said.day)
    if stage is None or (cell and not said.outside):
        return ()
    if note and known.search("in_talks", text[note.start : note.end]):
        return (Step("intent", day, True, told),)
    return (Step(stage, day, stage == "intent", told),)


def _day(analysis: Analysis, row: _Row, known: Cues) -> Period | None:
    """The day of a row's time cell; 7.8 is July 8 of the year before the document."""
    cell, published = row.cells.get("time"), analysis.document.published
    if cell is None:
        return None
    found = next((v for v in analysis.values if isinstance(v, DateRange) and cell.start <= v.start < cell.end), None)
    if found is not None:
        return _period(found)
    short = known.patterns["month_day"].fullmatch(analysis.document.text[cell.start : cell.end].strip())
    if short is None or published is None:
        return None
    try:
        day = date(published.year, int(short["month"]), int(short["day"]))
    except ValueError:
        return None
    day = day if day <= published else day.replace(year=day.year - 1)
    return Period(day, day)


def _period(day: DateRange | None) -> Period | None:
    return Period(day.from_, day.to) if day and day.from_ and day.to else None


def _project(
    analysis: Analysis,
    row: _Row,
    unit: tuple[Decimal, str] | None,
    steps: tuple[Step, ...],
    title: Place | None,
    *,
    known: Cues,
) -> Project | None:
    text = analysis.document.text
    cell = {column: text[s.start : s.end].strip() for column, s in row.cells.items()}
    step = _steps.reached(steps)
    if step is None or not (cell.get("name") or cell.get("company")):
        return None
    proofs = [Evidence(_FIELDS[c], s.start, s.end, text[s.start : s.end]) for c, s in row.cells.items() if c in _FIELDS]
    return Project(
        project=cell.get("name"),
        companies=_companies(analysis, row, cell, known),
        stage=step.stage,
        stages=steps,
        planned=step.planned,
        date=step.date,
        amount=_amount(analysis, row, cell, unit),
        place=_place(analysis, row) or title,
        confidence=0.85,
        evidence=(*proofs, *((step.evidence,) if step.evidence else ())),
    )


def _companies(analysis: Analysis, row: _Row, cell: dict[str, str], known: Cues) -> tuple[str, ...]:
    """The company of a row's own cell, else the one in brackets behind or at the start of its project's name."""
    if cell.get("company"):
        return (known.patterns["person_kind"].sub("", cell["company"]),)
    name = row.cells.get("name")
    inside = [m for m in analysis.mentions if name and m.kind == "company" and name.start <= m.start < name.end]
    return (inside[-1].name,) if inside else ()


def _title(analysis: Analysis, header: _Row) -> Place | None:
    """The one place that the line above a table names: X区重点项目清单."""
    text = analysis.document.text
    start = text.rfind("\n", 0, max(header.span.start - 1, 0)) + 1
    inside = (v for v in analysis.values if start <= v.start < header.span.start)
    found = {v.adcode: v for v in inside if isinstance(v, PlaceValue) and v.adcode}
    return Place(*next((v.text, v.adcode) for v in found.values())) if len(found) == 1 else None


_FIELDS = {"name": "project", "company": "company", "amount": "amount", "place": "place"}


def _amount(analysis: Analysis, row: _Row, cell: dict[str, str], unit: tuple[Decimal, str] | None) -> Amount | None:
    where = row.cells.get("amount")
    if where is None:
        total = (m for m in analysis.values if isinstance(m, Money) and row.span.start <= m.start < row.span.end)
        one = next((m for m in total if m.role == "total_investment" and m.lo is not None), None)
        return Amount(one.lo, one.currency, one.op, as_written=one.text) if one and one.lo is not None else None
    for value in analysis.values:
        if isinstance(value, Money) and where.start <= value.start < where.end and value.lo is not None:
            return Amount(value.lo, value.currency, ">=" if value.op == "range" else value.op, as_written=value.text)
    try:
        number = Decimal(cell["amount"].replace(",", ""))
    except InvalidOperation:
        return None
    if unit is None or not number.is_finite():
        return None
    return Amount(number * unit[0], unit[1], as_written=cell["amount"])


def _place(analysis: Analysis, row: _Row) -> Place | None:
    where = row.cells.get("place")
    found = [
        v
        for v in analysis.values
        if isinstance(v, PlaceValue) and v.adcode and row.span.start <= v.start < row.span.end
    ]
    inside = [v for v in found if where and where.start <= v.start < where.end]
    chosen = inside[-1] if inside else None
    if chosen:
        return Place(chosen.text, chosen.adcode)
    home = analysis.home
    if where and home:
        return Place(analysis.document.text[where.start : where.end].strip(), home.adcode)
    return Place(home.text, home.adcode) if home else None
