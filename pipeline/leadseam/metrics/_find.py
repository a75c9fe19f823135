"""From a document to its metrics: sentence by sentence, with what a paragraph carries on."""

from bisect import bisect_left
from dataclasses import replace
from datetime import date

import regex

from leadseam import values
from leadseam.lang import simplified
from leadseam.metrics import _bind, _build, _carry, _merge, _reject, _table, _threshold
from leadseam.metrics._bind import Reading
from leadseam.metrics._build import Builder
from leadseam.metrics._carry import Carry
from leadseam.metrics._catalog import Indicator, by_id
from leadseam.metrics._figures import Figure
from leadseam.metrics._frame import DEALS, Cue, Frame, Framer, pieces
from leadseam.metrics._lexicon import words
from leadseam.metrics._table import Table
from leadseam.resources import Resources
from leadseam.schema import Analysis, DateRange, Metric, Money, Percent, Quantity

_DIGIT = regex.compile(r"[0-9]")
# How far behind its place the amount of a part stands, in characters.
_NEAR_PLACE = {"zh": 6, "en": 24}
# What joins a count with its amount.
_BESIDE = {
    "zh": regex.compile(r"[、，](?:约|共|合计)?"),
    "en": regex.compile(r",? (?:and |for |with |representing |totaling )?(?:a total of |about |some )?|, "),
}
# What is counted where nothing tells more, and the least that is worth telling.
_COUNTED = {
    "projects": ("projects_counted", 2),
    "enterprises": ("enterprises_counted", 4),
    "factories": ("enterprises_counted", 4),
}
_Draft = tuple[Metric, Metric | None]


def find(analysis: Analysis, resources: Resources) -> tuple[Metric, ...]:
    """The metrics that the document states, in the order of their evidence."""
    numeric = any(isinstance(value, Money | Percent | Quantity) for value in analysis.values)
    text = analysis.document.text
    if not numeric and _DIGIT.search(text) is None:
        return ()
    plain = simplified(text)
    found = _Finder(replace(analysis, document=replace(analysis.document, text=plain)), resources).run()
    return found if plain == text else tuple(_as_written(metric, plain, text) for metric in found)


def _as_written(metric: Metric, plain: str, text: str) -> Metric:
    """The metric with its words as the document has them, which may be in traditional characters."""
    at = plain.find(metric.scope) if metric.scope else -1
    scope = text[at : at + len(metric.scope)] if metric.scope and at >= 0 else metric.scope
    evidence = tuple(replace(e, text=text[e.start : e.end]) for e in metric.evidence)
    return replace(metric, scope=scope, evidence=evidence)


def _is_topic(value: DateRange, published: date | None) -> bool:
    """Whether a title's date is the period reported on: one that has ended, and no single day."""
    if value.grain in ("day", "fuzzy") or value.to is None:
        return False
    return published is None or value.to <= published


def _adjoins_count(frame: Frame, figure: Figure) -> bool:
    """Whether an amount follows a count of projects, firms or jobs (24个、98亿元; "870 jobs and $95 million")."""
    counted = [f for f in frame.figures if f.sort == "count" and f.end <= figure.start and f.amount >= 2]
    if not counted or counted[-1].unit not in ("projects", "enterprises", "jobs"):
        return False
    return (
        figure.op != "range"
        and _BESIDE[frame.words.lang].fullmatch(frame.text[counted[-1].end : figure.start]) is not None
    )


def _is_part(frame: Frame, figure: Figure) -> bool:
    """Whether an amount stands beside a place or a sector in a list of parts (浙江43.9亿元、江苏26.5亿元)."""
    near = _NEAR_PLACE[frame.words.lang]
    beside = any(0 <= figure.start - place.end <= near for place in frame.places)
    return beside and figure.op in ("=", "~") and frame.text[figure.end : figure.end + 1] not in ("的", "以")


def _heads_sum(frame: Frame, figure: Figure) -> bool:
    """Whether a count of projects is followed by their total (15个项目总投资92亿元)."""
    return any(0 <= f.start - figure.end <= 30 for f in frame.figures if f.sort == "money")


class _Finder:
    """One pass over a document's sentences."""

    def __init__(self, analysis: Analysis, resources: Resources) -> None:
        document = analysis.document
        lexicon = words(resources, document.lang or "zh")
        self._analysis = analysis
        self._resources = resources
        self._words = lexicon
        self._catalog = by_id(resources, lexicon.lang)
        self._framer = Framer(analysis, lexicon, resources)
        self._builder = Builder(analysis)
        self._reader = _table.Reader(document.text, analysis.values, self._catalog)
        self._companies = tuple(mention for mention in analysis.mentions if mention.kind == "company")
        self._company_starts = [mention.start for mention in self._companies]
        self._drafts: list[_Draft] = []

    def run(self) -> tuple[Metric, ...]:
        carry = Carry(topic_date=self._title_date())
        paragraph, last = 0, 0
        document = self._analysis.document
        text = document.text
        previous: Frame | None = None
        grids = self._grids()
        for span in pieces(self._analysis.sentences, text):
            grid = next((grid for grid in grids if grid.start <= span.start < grid.end), None)
            if grid is not None:
                self._read_table(grid, carry, is_first=grid.start == span.start)
                continue
            paragraph += text.count("\n", last, span.start)
            last = span.start
            goes_on = any(self._words.opens(name, text[span.start : span.end]) for name in ("of_them", "goes_on"))
            carry = _carry.entered(carry, paragraph, goes_on=goes_on)
            frame = self._framer.frame(span, paragraph, carry.unit)
            carry = _carry.broken_down(carry, is_list=self._words.opens("goes_on", frame.body))
            carry = _carry.headed(_carry.seen(carry, frame, document.published), frame)
            carry = self._sentence(frame, carry, previous)
            previous = frame
        return _merge.distinct(_merge.flag_suspects(self._drafts))

    def _grids(self) -> list[Table]:
        """The tables that are read cell by cell and not as sentences."""
        return [grid for grid in _table.tables(self._analysis.document.text) if self._reader.reads(grid)]

    def _read_table(self, grid: Table, carry: Carry, *, is_first: bool) -> None:
        """The numbers of a table, with the period spoken of before it."""
        if not is_first:
            return
        above = self._analysis.document.text[max(0, grid.start - 160) : grid.start]
        group = self._staged(above) or self._staged(self._analysis.document.title or "")
        for cell in self._reader.cells(grid, group):
            self._drafts.append((self._builder.cell(cell, carry), None))

    def _title_date(self) -> DateRange | None:
        """The period that the title names; a single day is no topic."""
        document = self._analysis.document
        if not document.title:
            return None
        found = values.days(document.title, self._resources, lang=self._words.lang, published=document.published)
        told = next((value for value in found if _is_topic(value, document.published)), None)
        return replace(told, flags=(*told.flags, "period_from_title")) if told else None

    def _sentence(self, frame: Frame, carry: Carry, previous: Frame | None) -> Carry:
        if not frame.figures:
            return carry
        sizes = _threshold.pairs(frame)
        is_goal = carry.is_goal or frame.words.has("goal", frame.body)
        skipped = [f for f in frame.figures if f in sizes.values() or self._is_skipped(frame, f)]
        readings = {r.figure: r for r in _bind.bind(frame, skipped)}
        readings |= _bind.parts(frame, [f for f in frame.figures if f not in skipped], readings)
        for figure in frame.figures:
            if figure in skipped:
                continue
            reading = self._reading(frame, figure, readings.get(figure), carry, sizes=sizes, previous=previous)
            if reading is None or self._is_rejected(frame, reading, carry):
                continue
            carry = self._keep(frame, reading, carry)
        return _carry.goal(carry, frame, is_goal)

    def _is_skipped(self, frame: Frame, figure: Figure) -> bool:
        if _reject.is_noise(frame, figure):
            return True
        return _threshold.is_bare_size(frame, figure)

    def _is_rejected(self, frame: Frame, reading: Reading, carry: Carry) -> bool:
        group = _reject.has_group(frame, reading.figure, carry.has_group)
        speaks = carry.is_company or self._names_company(frame, reading.figure)
        return _reject.is_company(frame, reading, group, speaks) or _reject.is_project(
            frame, reading, group, carry.has_group
        )

    def _names_company(self, frame: Frame, figure: Figure) -> bool:
        """Whether one company is named before the figure in its sentence."""
        first = bisect_left(self._company_starts, frame.start)
        last = bisect_left(self._company_starts, figure.start)
        return len({m.name for m in self._companies[first:last]}) == 1

    def _reading(
        self,
        frame: Frame,
        figure: Figure,
        reading: Reading | None,
        carry: Carry,
        *,
        sizes: dict[Figure, Figure],
        previous: Frame | None,
    ) -> Reading | None:
        """The figure's reading; counts of projects without a verb of their own take the group's or the context's."""
        if reading is None and figure.sort == "money":
            return self._amount(frame, figure, carry)
        if figure.unit == "projects" and figure.sort == "count":
            reading = self._counted(frame, figure, reading, carry, previous)
            if figure in sizes:
                cue = (
                    reading.cue if reading else Cue(self._catalog["projects_over_threshold"], figure.start, figure.end)
                )
                return Reading(figure, cue, reading.cost if reading else 10.0, threshold=sizes[figure])
        return reading or self._bare_count(frame, figure, carry)

    def _bare_count(self, frame: Frame, figure: Figure, carry: Carry) -> Reading | None:
        """A count of projects or firms that no words name: it is told as such, unless one company is spoken of."""
        name, least = _COUNTED.get(figure.unit or "", (None, 0)) if figure.sort == "count" else (None, 0)
        if name is None or figure.amount < least or carry.is_company or self._names_company(frame, figure):
            return None
        return Reading(figure, Cue(self._catalog[name], figure.start, figure.end), 30.0)

    def _amount(self, frame: Frame, figure: Figure, carry: Carry) -> Reading | None:
        """An amount that no words name: beside a count, a part of what was told before, or a goal told again."""
        if _adjoins_count(frame, figure):
            return Reading(figure, Cue(self._catalog["planned_investment"], figure.start, figure.end), 12.0)
        cue = carry.amount or carry.topic_amount
        if cue is None:
            return None
        if carry.breaks_down and _is_part(frame, figure):
            return Reading(figure, cue, 15.0)
        if frame.words.opens("restated_goal", frame.body):
            return self._restated(figure, cue)
        before = frame.before(figure.start)
        if frame.words.ends("target_of", before):
            return Reading(figure, cue, 15.0, flags=("goal",))
        flows = frame.words.ends("flow", before) and not cue.indicator.group
        flows = flows or (frame.words.opens("of_them", frame.body) and carry.amount is not None)
        if flows and not carry.is_company and not self._names_company(frame, figure):
            return Reading(figure, cue, 15.0)
        return None

    def _restated(self, figure: Figure, cue: Cue) -> Reading:
        """A goal that translation cut off its sentence ("exports of 1 billion. To strive for the goal of 6")."""
        self._drop_echo(cue.indicator.id)
        return Reading(figure, cue, 15.0, flags=("goal_restated",))

    def _drop_echo(self, indicator: str) -> None:
        """Takes back the goal before it where its value only echoes the one of another indicator beside it."""
        recent = [metric for metric, _ in self._drafts[-4:]]
        echo = next((m for m in recent if m.indicator == indicator and m.kind == "target"), None)
        if echo is not None and any(m.value == echo.value and m.indicator != indicator for m in recent):
            self._drafts = [draft for draft in self._drafts if draft[0] is not echo]

    def _counted(
        self, frame: Frame, figure: Figure, reading: Reading | None, carry: Carry, previous: Frame | None
    ) -> Reading | None:
        group = carry.group if carry.has_group else None
        inherits = group is not None and frame.words.has(
            "of_them", frame.text[max(frame.start, figure.start - 16) : figure.end + 16]
        )
        if reading is not None and not (inherits and reading.cost > 12):
            return reading
        indicator = group or self._context(previous) or self._context(frame)
        if indicator is None and carry.breaks_down:
            indicator = self._staged(frame.body)
        if indicator is None and _heads_sum(frame, figure):
            indicator = self._staged(self._analysis.document.title or "")
        if indicator is None:
            return reading
        return Reading(
            figure,
            Cue(indicator, figure.start, figure.end),
            15.0,
            threshold=carry.size if inherits or _build.is_delta(frame, figure) else None,
        )

    def _context(self, previous: Frame | None) -> Indicator | None:
        """The stage that the sentence before speaks of (举行集中签约仪式), for a bare count of projects."""
        if previous is None or not previous.words.has("ceremony", previous.body):
            return None
        return self._staged(previous.body)

    def _staged(self, text: str) -> Indicator | None:
        """The last stage of projects that a text names."""
        hits = [
            (match.end(), indicator)
            for indicator in self._catalog.values()
            if indicator.family in ("signed_projects", "started_projects", "completed_projects", "production_projects")
            for match in indicator.pattern.finditer(text)
        ]
        return max(hits, key=lambda hit: hit[0])[1] if hits else None

    def _keep(self, frame: Frame, reading: Reading, carry: Carry) -> Carry:
        metric = self._builder.build(frame, self._resolved(frame, reading, carry), carry)
        total = reading.cue.indicator.group and carry.counted is not None
        self._drafts.append((metric, carry.counted if total else None))
        if reading.figure.sort == "money":
            topic = carry.topic_amount or (None if reading.cue.indicator.group else reading.cue)
            carry = replace(carry, amount=reading.cue, topic_amount=topic)
        if reading.figure.unit in DEALS:
            carry = replace(carry, unit="projects")
        same = carry.has_group and carry.group is reading.cue.indicator
        is_size = reading.cue.indicator.id == "projects_over_threshold"
        names_group = reading.threshold is None or not (same or (is_size and carry.has_group))
        if reading.figure.unit == "projects" and reading.figure.sort == "count" and names_group:
            return _carry.counted(carry, reading.cue.indicator, metric, reading.threshold)
        return carry

    def _resolved(self, frame: Frame, reading: Reading, carry: Carry) -> Reading:
        """A group's total is of the family that the group's stage asks for."""
        indicator = reading.cue.indicator
        if not indicator.group:
            return reading
        family = carry.group.family if carry.group and carry.has_group else None
        name = indicator.id
        if family == "leads":
            name = "intended_investment"
        elif name == "planned_investment" and carry.group is not None and carry.group.id == "projects_signed":
            name = "signed_investment"
        return replace(reading, cue=replace(reading.cue, indicator=self._catalog[name]))
