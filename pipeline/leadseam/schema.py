"""The forms that go in and come out: frozen, slotted, in the order in which they are printed.

Offsets are code points into `Document.text`, end exclusive. Dates are inclusive at both ends. Money is `Decimal`.
`None` means unknown. A field whose name ends in `_` is printed without the underscore (`from_` → `"from"`).
"""

import dataclasses
import functools
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

Lang = Literal["zh", "en"]
Kind = Literal["news", "speech", "opinion", "notice", "other"]
State = Literal["ok", "soft_404", "image_only", "blocked", "empty"]
Op = Literal["=", ">", ">=", "<", "<=", "~", "range", "level"]
Stage = Literal[
    "intent", "framework", "signed", "landed", "land", "started", "completed", "production", "expansion", "terminated"
]
STAGES: tuple[Stage, ...] = (
    "intent",
    "framework",
    "signed",
    "landed",
    "land",
    "started",
    "completed",
    "production",
    "expansion",
    "terminated",
)
MetricKind = Literal["actual", "target", "change", "share"]
# What an indicator is grouped under; a metric always has one of them.
FAMILIES = (
    "signed_projects",
    "signed_investment",
    "planned_investment",
    "started_projects",
    "completed_projects",
    "production_projects",
    "actual_foreign_capital",
    "contracted_foreign_capital",
    "inplace_funds",
    "leads",
    "visits",
    "events_held",
    "enterprises_attended",
    "projects_over_threshold",
    "gdp",
    "fixed_asset_investment",
    "exports",
    "revenue_or_output",
    "tax",
    "jobs",
    "rate",
    "other",
)


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]`, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class HomePlace:
    """The place a document means by 我市 or "our city"; `adcode` is today's six-digit GB/T 2260 code."""

    text: str
    adcode: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a page links to as its attachment."""

    url: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Cleaned text and what is known about it; a paragraph a line, a table row a line with tabs."""

    id: str
    url: str | None = None
    lang: Lang | None = None
    is_mt: bool = False
    kind: Kind = "other"
    state: State = "ok"
    title: str | None = None
    text: str = ""
    published: date | None = None
    published_at: datetime | None = None
    source: str | None = None
    author: str | None = None
    home_place: HomePlace | None = None
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What every value has: where it stands and how sure it is (0..1)."""

    kind: str
    start: int
    end: int
    text: str
    flags: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Money(Value):
    """An amount in `currency` units (yuan, not 亿); `per` is None or "mu", "year", "person" ...

    `equiv_of` and `part_of` are indexes into the list of values that holds this one.
    """

    kind: Literal["money"] = "money"
    lo: Decimal | None
    hi: Decimal | None
    op: Op = "="
    currency: str = "CNY"
    currency_explicit: bool = True
    per: str | None = None
    role: str = "other"
    equiv_of: int | None = None
    part_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRange(Value):
    """A day or period, both ends inclusive; `anchor` tells what the missing parts were taken from."""

    kind: Literal["date"] = "date"
    from_: date | None
    to: date | None
    grain: Literal["day", "month", "quarter", "half", "year", "plan", "range", "fuzzy"]
    mod: Literal["as_of", "before", "since", "around"] | None = None
    anchor: Literal["explicit", "published", "previous", "dateline"] = "explicit"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceValue(Value):
    """A place: `adcode` is today's code, `adcode_then` the code on the document's date where it differs."""

    kind: Literal["place"] = "place"
    adcode: str | None
    country: str | None = None
    region: str | None = None
    level: Literal["province", "prefecture", "county", "town", "zone", "country", "region", "city"] | None = None
    zone: str | None = None
    candidates: tuple[str, ...] = ()
    adcode_then: str | None = None
    surface: Literal["full", "short", "abbreviation", "nickname", "deictic", "english", "mt"] = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Value):
    """A count, area, capacity or number of jobs; `unit` is canonical ("projects", "m2", "t/year" ...)."""

    kind: Literal["quantity"] = "quantity"
    lo: Decimal | None
    hi: Decimal | None
    op: Op = "="
    unit: str
    unit_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Percent(Value):
    """A percentage (62 means 62 %); basis "ratio" counts in times (1.4 means 1.4 times); a fall is negative."""

    kind: Literal["percent"] = "percent"
    lo: Decimal | None
    hi: Decimal | None
    op: Op = "="
    basis: Literal["growth", "share", "pp", "ratio"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in the text; `name` is its cleaned form, the same for every alias of one thing in a document."""

    kind: Literal["company", "government", "park", "person", "project", "industry"]
    start: int
    end: int
    text: str
    name: str
    confidence: float = 1.0
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that prove one field: `document.text[start:end] == text`."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Period:
    """A day or period, both ends inclusive."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Place:
    """A destination or the place of a metric, as written and as a code."""

    text: str
    adcode: str | None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A project's own total investment in units of `currency`."""

    value: Decimal
    currency: str
    op: Op = "="
    role: str = "total_investment"
    as_written: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One dated step of a project."""

    stage: Stage
    date: Period | None
    planned: bool
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Industry:
    """An industry as written, its chain and node (ids of `resources/chains`), its GB/T 4754 division ("C38")."""

    text: str
    chain: str | None = None
    code: str | None = None
    node: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A capacity or an area: a number in `unit`, and the words."""

    value: Decimal
    unit: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One investment project as one document tells it, named by at least a company or a project name."""

    project: str | None
    aliases: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    counterparts: tuple[str, ...] = ()
    stage: Stage
    stages: tuple[Step, ...] = ()
    planned: bool = False
    amount: Amount | None = None
    place: Place | None = None
    park: str | None = None
    date: Period | None = None
    industry: Industry | None = None
    jobs: int | None = None
    capacity: tuple[Measure, ...] = ()
    land: Measure | None = None
    confidence: float = 1.0
    flags: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Threshold:
    """The size above or below which the counted projects are."""

    value: Decimal
    currency: str
    op: Op


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One observed statement of an indicator about a place, a programme or a group of projects."""

    indicator: str
    family: str
    value: Decimal
    unit: str
    op: Op = "="
    period: Period | None = None
    base_period: Period | None = None
    place: Place | None = None
    kind: MetricKind = "actual"
    scope: str | None = None
    threshold: Threshold | None = None
    confidence: float = 1.0
    flags: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one document holds; `mentions` is printed only when asked for."""

    id: str
    url: str | None = None
    lang: Lang | None = None
    published: date | None = None
    home_place: HomePlace | None = None
    projects: tuple[Project, ...] = ()
    metrics: tuple[Metric, ...] = ()
    warnings: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What the event and metric finders are given: a document with everything below them already found."""

    document: Document
    home: HomePlace | None
    sentences: tuple[Span, ...]
    values: tuple[Value, ...]
    mentions: tuple[Mention, ...]


def to_json(value: Any) -> Any:
    """Plain JSON data of any form above; decimals become numbers, dates ISO strings, tuples lists.

    >>> to_json(Period(date(2024, 1, 1), date(2024, 1, 31)))
    {'start': '2024-01-01', 'end': '2024-01-31'}
    >>> to_json(Decimal("101100000000.00"))
    101100000000
    """
    if value is None or isinstance(value, str):
        return value
    if names := _printed(value.__class__):
        return {printed: to_json(getattr(value, name)) for name, printed in names}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    return value


@functools.cache
def _printed(form: type[object]) -> tuple[tuple[str, str], ...]:
    """The fields of a form with the names they are printed under; none for what is no form."""
    if not dataclasses.is_dataclass(form):
        return ()
    return tuple((field.name, field.name.rstrip("_")) for field in dataclasses.fields(form))
