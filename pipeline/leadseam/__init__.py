"""Leadseam mines Chinese and English news for investment leads and metrics, each with the sentence that proves it.

>>> pipeline = load()
>>> pipeline.extract("今天天气很好。").projects
()
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from leadseam.resources import Resources
    from leadseam.schema import Document, Extraction, Metric, Project

__version__ = "0.1.0"

__all__ = ["Document", "Extraction", "Metric", "Pipeline", "Project", "load"]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Reading and extraction with one set of resources; safe to keep, to share and to call again."""

    resources: "Resources"

    def extract(self, document: "Document | str") -> "Extraction":
        """The projects and metrics of a document, or of a plain text."""
        from leadseam import leads, read

        if isinstance(document, str):
            document = read.text(document, id="text")
        return leads.extract(document, self.resources)


def load() -> Pipeline:
    """A pipeline with the shipped resources; tables are built when first needed."""
    from leadseam import resources

    return Pipeline(resources.load())


def __getattr__(name: str) -> Any:
    """The forms of `schema`, read when they are asked for: the command line starts without them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from leadseam import schema

    return getattr(schema, name)
