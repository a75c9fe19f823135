"""What a run did, as one JSON object and as a few lines for people."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from leadseam.read import Skipped
from leadseam.store.search import Query, count


@dataclass(frozen=True, slots=True)
class IngestReport:
    """Documents that were stored new or changed, those that were known, and the inputs that were skipped.

    `replaced` names the stored documents whose text took the place of another.
    """

    stored: int = 0
    known: int = 0
    skipped: tuple[Skipped, ...] = ()
    replaced: tuple[str, ...] = ()

    @property
    def documents(self) -> int:
        """Every good document."""
        return self.stored + self.known

    def __add__(self, other: "IngestReport") -> "IngestReport":
        return IngestReport(
            self.stored + other.stored,
            self.known + other.known,
            self.skipped + other.skipped,
            self.replaced + other.replaced,
        )


@dataclass(frozen=True, slots=True)
class NightReport:
    """A nightly run: when it began, what was crawled, what was loaded, how much the database now holds."""

    started: datetime
    seconds: float
    crawl: Mapping[str, Any]
    ingest: IngestReport
    leads: int
    metrics: int

    def row(self) -> dict[str, Any]:
        """The report as one JSON object."""
        return {
            "started": self.started.isoformat(),
            "seconds": round(self.seconds, 3),
            "crawl": dict(self.crawl),
            "stored": self.ingest.stored,
            "known": self.ingest.known,
            "skipped": [asdict(entry) for entry in self.ingest.skipped],
            "leads": self.leads,
            "metrics": self.metrics,
        }

    def save(self, folder: Path) -> Path:
        """Write the report into `folder`, named by when the run began."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.started:%Y%m%dT%H%M%S}.json"
        path.write_text(json.dumps(self.row(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return path


def held(engine: Engine) -> tuple[int, int]:
    """How many leads and metrics the database holds."""
    return count(engine, Query()), count(engine, Query(), of="metrics")
