"""A reading as a metric: kind, period, place, scope, flags, evidence."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

import regex

from leadseam.metrics import _merge, _period, _place, _threshold
from leadseam.metrics._bind import Reading
from leadseam.metrics._carry import Carry
from leadseam.metrics._figures import Figure
from leadseam.metrics._frame import Frame
from leadseam.metrics._kind import kind
from leadseam.metrics._scope import scope
from leadseam.metrics._table import Cell
from leadseam.schema import Analysis, DateRange, Evidence, Metric, MetricKind, Money, Period, Place, PlaceValue

_DOUBLED = regex.compile(r"翻|成倍|doubl|tripl|quadrupl", regex.IGNORECASE)
_GROWN = regex.compile(r"(?:增长|增加|增幅|提高)(?:了|达|约|近)*$|\b(?:increased?|grew|growth|rose|up)(?: of| by)?\s*$")
_DELTA = regex.compile(r"(?:净增|增加|减少|多|少|提高)了?$|\b(?:increase|decrease|rise|drop) of $")
_LOWER = regex.compile(r"\s(?:lower|less|fewer|below|down)\b")
_COMPARED = regex.compile(r"同比|较|比|年增|\bthan\b|compared|year-on-year")
_LONGEST = 240
# So much of a document's places lie in the country that it speaks of.
_MOSTLY = 0.6
_ISLANDS = {"TWD": "710000", "HKD": "810000", "MOP": "820000"}
# Countries alone with their money, by ISO 4217 and ISO 3166.
_COUNTRIES = {
    "THB": "TH",
    "VND": "VN",
    "IDR": "ID",
    "MYR": "MY",
    "INR": "IN",
    "PHP": "PH",
    "KRW": "KR",
    "JPY": "JP",
    "HUF": "HU",
    "PLN": "PL",
    "CZK": "CZ",
    "RON": "RO",
    "TRY": "TR",
    "MXN": "MX",
    "BRL": "BR",
    "EGP": "EG",
    "PKR": "PK",
    "BDT": "BD",
    "LKR": "LK",
    "KZT": "KZ",
    "UZS": "UZ",
    "RUB": "RU",
    "GBP": "GB",
    "ZAR": "ZA",
    "ETB": "ET",
    "KES": "KE",
    "NGN": "NG",
    "SAR": "SA",
    "AED": "AE",
    "SEK": "SE",
    "NOK": "NO",
    "DKK": "DK",
}


@dataclass(frozen=True, slots=True)
class Builder:
    """Turns the readings of one document into metrics."""

    analysis: Analysis

    def build(self, frame: Frame, reading: Reading, carry: Carry) -> Metric:
        """The metric of a reading."""
        document = self.analysis.document
        told, is_own = _date(frame, reading, carry)
        day = (carry.told_on if frame.words.has("speech", frame.body) else None) or document.published
        period, period_flags = _period.period(told, _period.as_of(frame) or day) if told else (None, ())
        period_flags += told.flags if told else ()
        if period is not None and told is not None:
            period = _period.up_to(period, told, frame, carry.told_on or document.published)
        if reading.cue.indicator.id == "annual_planned_investment":
            period, period_flags = _period.calendar_year(told, document.published), ()
        today = Period(document.published, document.published) if document.published else None
        is_change = reading.is_change or is_delta(frame, reading.figure)
        sort, kind_flags = kind(frame, reading, period, today=today, is_goal=carry.is_goal, section=carry.section)
        place_value = _place.of_figure(frame, reading.figure) or carry.place
        if _place.is_origin(place_value, self.analysis.home):
            place_value = None
        if place_value is None and self.analysis.home is None:
            place_value = carry.topic_place
        place = _place.place(place_value, self.analysis.home) or self._island() or self._abroad()
        if sort == "target" and not is_own and frame.words.has("target_of", frame.before(reading.figure.start)):
            period, period_flags = _period.calendar_year(told, document.published), ("period_assumed",)
        if sort == "target" and period is not None and today is not None and period.end < today.start:
            period = period if is_own and told is not None and told.grain != "day" else None
        final: MetricKind = "change" if is_change and sort == "actual" else sort
        flags = (*reading.figure.value.flags, *reading.flags, *period_flags, *kind_flags)
        return Metric(
            indicator="projects_over_threshold" if reading.threshold else reading.cue.indicator.id,
            family=_family(frame, reading),
            value=_signed(frame, reading),
            unit=reading.figure.unit or "",
            op=reading.figure.op,
            period=period,
            base_period=_period.base(frame, reading.figure, period) if is_change else None,
            place=place,
            kind=final,
            scope=scope(frame, reading),
            threshold=_threshold.threshold(reading.threshold) if reading.threshold else None,
            confidence=_confidence(reading, period, place, is_own),
            flags=tuple(
                dict.fromkeys((*flags, *(("currency_assumed",) if _merge.is_assumed(reading.figure.value) else ())))
            ),
            evidence=_evidence(frame, reading, told, place_value),
        )

    def _island(self) -> Place | None:
        """The region whose money a document counts in, where nothing else tells whose news it is."""
        if self.analysis.home is not None:
            return None
        counted = (v.currency for v in self.analysis.values if isinstance(v, Money))
        code = next((_ISLANDS[currency] for currency in counted if currency in _ISLANDS), None)
        return Place("", code) if code else None

    def _abroad(self) -> Place | None:
        """The one foreign country that an English document without a home in China speaks of."""
        if self.analysis.home is not None or self.analysis.document.lang != "en":
            return None
        told = Counter(v.country or "CN" for v in self.analysis.values if isinstance(v, PlaceValue) and not v.region)
        country, count = next(iter(told.most_common(1)), ("CN", 0))
        return Place("", None, country) if country != "CN" and count >= _MOSTLY * told.total() else self._by_money()

    def _by_money(self) -> Place | None:
        """The country whose own money alone a document counts in, dollars and euros beside it aside."""
        own = {v.currency for v in self.analysis.values if isinstance(v, Money)} - {"USD", "EUR", None}
        country = _COUNTRIES.get(own.pop() or "") if len(own) == 1 else None
        return Place("", None, country) if country else None

    def cell(self, cell: Cell, carry: Carry) -> Metric:
        """The metric of a number in a table; what is spoken of above the table tells its period."""
        told = cell.dated or carry.dated or carry.topic_date
        period, flags = _period.period(told, carry.told_on or self.analysis.document.published) if told else (None, ())
        head, one = cell.head, cell.head.indicator
        sort: MetricKind = "target" if head.is_goal else "change" if head.is_change else one.kind
        text = self.analysis.document.text[cell.span.start : cell.span.end]
        return Metric(
            indicator="projects_over_threshold" if head.threshold else one.id,
            family="projects_over_threshold" if head.threshold else "rate" if head.is_change else one.family,
            value=cell.value,
            unit=head.unit,
            period=period,
            place=_place.place(cell.place, self.analysis.home) or self._island(),
            kind=sort,
            scope=cell.name or None,
            threshold=head.threshold,
            confidence=0.8 if period else 0.7,
            flags=(*flags, "from_table"),
            evidence=(Evidence("value", cell.span.start, cell.span.end, text),),
        )


def _date(frame: Frame, reading: Reading, carry: Carry) -> tuple[DateRange | None, bool]:
    """The date that tells the figure's period, and whether it stands in the figure's own sentence."""
    own = _period.of_figure(frame, reading.figure, carry.dated)
    return (own, True) if own is not None else (carry.dated, False)


def _signed(frame: Frame, reading: Reading) -> Decimal:
    """The value; a fall is negative."""
    figure = reading.figure
    if figure.amount < 0 and frame.words.ends("narrowed", frame.before(figure.start)):
        return -figure.amount
    is_change = reading.is_change or is_delta(frame, figure)
    if not is_change or figure.amount <= 0 or figure.unit == "x":
        return figure.amount
    if frame.words.lang == "en" and _LOWER.match(frame.text, figure.end):
        return -figure.amount
    ahead = frame.before(figure.start)[-(8 if frame.words.lang == "zh" else 26) :]
    falls = frame.words.has("fall", ahead) and not frame.words.has("growth", ahead)
    falls = falls or frame.words.ends("fall", ahead)
    return -figure.amount if falls else figure.amount


def is_delta(frame: Frame, figure: Figure) -> bool:
    """Whether a count or amount tells a difference: 比去年同期增加14个."""
    if figure.sort == "percent":
        return False
    before = frame.before(figure.start)[-24:]
    return _DELTA.search(before) is not None and _COMPARED.search(before) is not None


def _family(frame: Frame, reading: Reading) -> str:
    """Growth is a rate; what tells a multiple of an amount (是…的1.4倍, "doubled") stays with the amount's family."""
    if reading.threshold is not None:
        return "projects_over_threshold"
    figure = reading.figure
    if reading.is_change and figure.unit == "x" and _GROWN.search(frame.before(figure.start)[-24:]):
        return "rate"
    if reading.is_change and figure.unit in ("%", "pp") and not _DOUBLED.search(figure.value.text):
        return "rate"
    return reading.cue.indicator.family


def _confidence(reading: Reading, period: Period | None, place: Place | None, is_own: bool) -> float:
    """How sure the reading is: the value's own confidence, less for a far cue and for what is carried or missing."""
    sure = min(0.95, reading.figure.value.confidence) - min(reading.cost, 40.0) / 100
    sure -= 0.1 * (period is None) + 0.05 * (not is_own) + 0.05 * (place is None)
    sure -= 0.1 * (reading.cue.indicator.family == "other")
    return round(max(0.1, sure), 2)


def _evidence(frame: Frame, reading: Reading, told: DateRange | None, place: PlaceValue | None) -> tuple[Evidence, ...]:
    figure, cue = reading.figure, reading.cue
    start, end = min(figure.start, cue.start), max(figure.end, cue.end)
    if end - start > _LONGEST:
        start, end = figure.start, figure.end
    spans = [("value", start, end)]
    if told is not None and "period_from_title" not in told.flags:
        spans.append(("period", told.start, told.end))
    if place is not None:
        spans.append(("place", place.start, place.end))
    if reading.threshold is not None:
        spans.append(("threshold", reading.threshold.start, reading.threshold.end))
    return tuple(Evidence(field, left, right, frame.text[left:right]) for field, left, right in spans)
