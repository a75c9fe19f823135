"""What merging takes and gives."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from leadseam.schema import Evidence, Metric, Period, Project, Stage


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document as a lead names it."""

    id: str
    url: str | None
    title: str | None
    published: date | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """One project as one document tells it; `n` counts the document's projects."""

    document: DocumentRef
    n: int
    project: Project

    @property
    def order(self) -> tuple[str, str, int]:
        """Oldest first, undated ones before all; ties by document, then by place in it."""
        published = self.document.published
        return published.isoformat() if published else "", self.document.id, self.n


@dataclass(frozen=True, slots=True)
class LeadEvidence:
    """Evidence of a merged lead: which document says it, and where."""

    field: str
    start: int
    end: int
    text: str
    document: str


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One step of a lead's history, with the first document that told it."""

    stage: Stage
    date: Period | None
    planned: bool
    document: str
    evidence: Evidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A project merged over documents.

    `companies` are all names written, `other_names` spellings known of them, `parts` the score's parts that do not
    depend on other leads.
    """

    lead_id: str
    project: Project
    evidence: tuple[LeadEvidence, ...]
    documents: tuple[DocumentRef, ...]
    timeline: tuple[TimelineStep, ...]
    companies: tuple[str, ...]
    other_names: tuple[str, ...]
    members: tuple[tuple[str, int], ...]
    parts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Observed:
    """One metric as one document states it; `n` counts the document's metrics."""

    document: DocumentRef
    n: int
    metric: Metric

    @property
    def order(self) -> tuple[str, str, int]:
        """Oldest first, undated ones before all; ties by document, then by place in it."""
        published = self.document.published
        return published.isoformat() if published else "", self.document.id, self.n


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedMetric:
    """One metric with every document that states it."""

    metric_id: str
    metric: Metric
    evidence: tuple[LeadEvidence, ...]
    documents: tuple[DocumentRef, ...]
    members: tuple[tuple[str, int], ...]
