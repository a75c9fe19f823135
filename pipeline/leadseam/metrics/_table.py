"""Statistics in tables: a number a cell, its indicator and unit in the head of its column or of its row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from leadseam.metrics._catalog import Indicator
from leadseam.schema import DateRange, Money, PlaceValue, Span, Threshold, Value

_NUMBER = regex.compile(r"(?P<n>[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+-]?\d+(?:\.\d+)?)(?P<unit>个|家|项|宗|%)?")
_UNIT = regex.compile(r"[（(](?P<unit>[^（()）]{1,16})[)）]|[，,](?P<unit>[^，,]{1,12})$")
_MONEY = regex.compile(
    r"(?:人民币)?(?P<scale>亿|千万|百万|万|千)?(?P<zh>元|美元)"
    r"|(?P<us>US\$|USD|\$)?\s?(?P<en>billion|million|bn|mn|m|trillion)?\s?(?P<cur>yuan|RMB|CNY|dollars|USD|US\$)?",
    regex.IGNORECASE,
)
_SCALES = {
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
    "千": 10**3,
    "trillion": 10**12,
    "billion": 10**9,
    "bn": 10**9,
    "million": 10**6,
    "mn": 10**6,
    "m": 10**6,
}
_COUNTS = {
    "个": "projects",
    "项": "projects",
    "宗": "projects",
    "家": "enterprises",
    "户": "enterprises",
    "projects": "projects",
    "number": "projects",
    "no.": "projects",
    "firms": "enterprises",
    "companies": "enterprises",
    "人": "persons",
    "jobs": "jobs",
    "场": "events",
    "次": "visits",
    "批次": "visits",
    "条": "leads",
}
_PROJECTS = regex.compile(
    r"(?i)项目名称|^项目$|投资方|建设单位|投资主体|企业名称|^project(?: name)?$|investor|construction unit"
)
_TOTAL = regex.compile(r"(?i)^\s*(?:合\s?计|总\s?计|全[市省县区]|(?:in |grand )?total|sum)\b?")
_RANK = regex.compile(r"(?i)排名|名次|位次|序号|rank|^no\.?$")
_CHANGE = regex.compile(r"(?i)同比|增长|增速|增幅|环比|±|year[- ]on[- ]year|yoy|growth|change|increase")
_GOAL = regex.compile(r"(?i)目标|计划(?!总?投资)|预期|target|plan(?:ned)?$|goal")
_DONE = regex.compile(r"(?i)完成|实绩|实际|completed|actual|achieved")


@dataclass(frozen=True, slots=True)
class Head:
    """What a column or a row tells: the indicator, its unit, the size of the projects counted."""

    indicator: Indicator
    unit: str
    scale: int
    is_change: bool
    is_goal: bool
    threshold: Threshold | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table with all that its head and its row say."""

    span: Span
    head: Head
    value: Decimal
    place: PlaceValue | None
    dated: DateRange | None
    name: str


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table as spans of their cells."""

    rows: tuple[tuple[Span, ...], ...]

    @property
    def start(self) -> int:
        """Where the table starts in the document's text."""
        return self.rows[0][0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.rows[-1][-1].end


def tables(text: str) -> tuple[Table, ...]:
    """The runs of at least three lines with as many cells, separated by tabs, as the first one has (or nearly)."""
    return tuple(table for rows in _runs(text) if (table := _table(rows)) is not None)


def _runs(text: str) -> Iterator[list[tuple[Span, ...]]]:
    if "\t" not in text:
        return
    run: list[tuple[Span, ...]] = []
    start = 0
    for line in text.split("\n"):
        if "\t" in line:
            run.append(tuple(_cells(line, start)))
        elif run:
            yield run
            run = []
        start += len(line) + 1
    if run:
        yield run


def _cells(line: str, start: int) -> Iterator[Span]:
    for cell in line.split("\t"):
        yield Span(start, start + len(cell))
        start += len(cell) + 1


def _table(rows: list[tuple[Span, ...]]) -> Table | None:
    return Table(tuple(rows)) if len(rows) > 2 and len(rows[0]) > 1 else None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the tables of one document; `values` are those of the whole text."""

    text: str
    values: Sequence[Value]
    catalog: Mapping[str, Indicator]

    def reads(self, table: Table) -> bool:
        """Whether the table lists projects or holds numbers with a head."""
        return self.is_list(table) or any(True for _ in self._told(table))

    def is_list(self, table: Table) -> bool:
        """Whether the table lists projects."""
        return any(_PROJECTS.search(self._written(cell).strip()) for cell in table.rows[0])

    def cells(self, table: Table, group: Indicator | None) -> Iterator[Cell]:
        """The numbers of a statistical table, or those in the row of totals of a list of projects."""
        if self.is_list(table):
            yield from self._totals(table, group)
        else:
            yield from self._told(table)

    def _told(self, table: Table) -> Iterator[Cell]:
        heads = self._heads(table.rows[0])
        if any(head is not None for head in heads):
            for row in table.rows[1:]:
                yield from self._row(row, heads)
        else:
            yield from self._turned(table)

    def _row(self, row: tuple[Span, ...], heads: Sequence[Head | None]) -> Iterator[Cell]:
        place = self._place(row[0])
        for span, head in zip(row[1:], heads[1:], strict=False):
            number = _NUMBER.fullmatch(self._written(span).strip())
            if head is not None and number is not None:
                yield self._cell(span, head, number, place, None, self._written(row[0]))

    def _turned(self, table: Table) -> Iterator[Cell]:
        """A table with an indicator a row and a period a column."""
        columns = [(self._date(cell), _is_goal(self._written(cell))) for cell in table.rows[0]]
        if not any(date for date, _ in columns[1:]):
            return
        last: Indicator | None = None
        for row in table.rows[1:]:
            head = self._head(self._written(row[0]), row[0], last)
            if head is None:
                continue
            last = head.indicator
            for span, (date, is_goal) in list(zip(row, columns, strict=False))[1:]:
                number = _NUMBER.fullmatch(self._written(span).strip())
                if number is not None and date is not None:
                    goal = Head(head.indicator, head.unit, head.scale, head.is_change, is_goal, head.threshold)
                    yield self._cell(span, goal, number, None, date, self._written(row[0]))

    def _totals(self, table: Table, group: Indicator | None) -> Iterator[Cell]:
        last = table.rows[-1]
        if group is None or not any(_TOTAL.match(self._written(cell)) for cell in last[:2]):
            return
        heads = self._heads(table.rows[0], group)
        for span, head in zip(last, heads, strict=False):
            number = _NUMBER.fullmatch(self._written(span).strip())
            if number is None:
                continue
            if number["unit"] in ("个", "项"):
                yield self._cell(span, Head(group, "projects", 1, False, False, None), number, None, None, "")
            elif head is not None and head.unit in ("CNY", "USD"):
                yield self._cell(span, head, number, None, None, "")

    def _cell(
        self,
        span: Span,
        head: Head,
        number: "regex.Match[str]",
        place: PlaceValue | None,
        dated: DateRange | None,
        name: str,
    ) -> Cell:
        return Cell(span, head, Decimal(number["n"].replace(",", "")) * head.scale, place, dated, name.strip())

    def _heads(self, row: Sequence[Span], group: Indicator | None = None) -> list[Head | None]:
        heads: list[Head | None] = [None]
        last = group
        for cell in row[1:]:
            head = self._head(self._written(cell), cell, last)
            heads.append(head)
            last = head.indicator if head is not None else last
        return heads

    def _head(self, written: str, span: Span, last: Indicator | None) -> Head | None:
        """What one head tells; growth without a name of its own is of the indicator before it."""
        unit = _UNIT.search(written)
        if unit is None or _RANK.search(written):
            return None
        told = _unit(unit["unit"].strip())
        if told is None:
            return None
        name, scale = told
        words = written[: unit.start()] + written[unit.end() :]
        is_change = name == "%" and _CHANGE.search(words) is not None
        indicator = self._named(words, name, is_change, last)
        size = self._size(span) if name == "projects" else None
        if size is not None:
            indicator = indicator or self.catalog["projects_over_threshold"]
        if indicator is None:
            return None
        goal = _is_goal(words) and name != "%"
        return Head(indicator, name, scale, is_change, goal, size)

    def _named(self, words: str, unit: str, is_change: bool, last: Indicator | None) -> Indicator | None:
        """The indicator whose words end last in a head."""
        hits = [
            (match.end(), match.end() - match.start(), one.id)
            for one in self.catalog.values()
            if not one.level and (unit in one.units or (is_change and not one.is_rate))
            for match in one.pattern.finditer(words)
        ]
        if hits:
            one = self.catalog[max(hits)[2]]
            return self._total(one, last)
        if is_change:
            return last
        return self.catalog["target_completion"] if unit == "%" and _DONE.search(words) else None

    def _total(self, one: Indicator, last: Indicator | None) -> Indicator:
        """A total beside a count of signed projects is what was signed."""
        is_signed = last is not None and last.family in ("signed_projects", "signed_investment")
        return self.catalog["signed_investment"] if one.group and is_signed else one

    def _size(self, span: Span) -> Threshold | None:
        sizes = (v for v in self.values if isinstance(v, Money) and span.start <= v.start and v.end <= span.end)
        size = next(sizes, None)
        return Threshold(size.lo, size.currency or "CNY", size.op) if size is not None and size.lo else None

    def _place(self, span: Span) -> PlaceValue | None:
        return next(
            (v for v in self.values if isinstance(v, PlaceValue) and span.start <= v.start and v.end <= span.end), None
        )

    def _date(self, span: Span) -> DateRange | None:
        return next(
            (v for v in self.values if isinstance(v, DateRange) and span.start <= v.start and v.end <= span.end), None
        )

    def _written(self, span: Span) -> str:
        return self.text[span.start : span.end]


def _is_goal(words: str) -> bool:
    return _GOAL.search(words) is not None and _DONE.search(words) is None


def _unit(written: str) -> tuple[str, int] | None:
    """The unit of a head with its scale: 亿元 is CNY and 10**8."""
    if written in ("%", "％", "percent"):
        return "%", 1
    if (counted := _COUNTS.get(written.lower())) is not None:
        return counted, 1
    money = _MONEY.fullmatch(written)
    if money is None or not (money["zh"] or money["us"] or money["cur"]):
        return None
    scale = _SCALES.get((money["scale"] or money["en"] or "").lower(), 1)
    is_cny = money["zh"] == "元" or (money["cur"] or "").lower() in ("yuan", "rmb", "cny")
    return ("CNY" if is_cny else "USD"), scale
