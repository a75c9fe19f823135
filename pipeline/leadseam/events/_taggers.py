"""The trained models of projects: a tagger of roles and steps, and the weights that link what it finds."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pycrfsuite

from leadseam.errors import ConfigError
from leadseam.events._units import Units, layers, units
from leadseam.resources import Resources
from leadseam.schema import Analysis, Lang, Span

_STOPS = frozenset("。！？；\n")
# A stretch with more characters is no sentence; tagging goes on after it.
_LONGEST = 1500
Label = tuple[str, int, int]
WEIGHTS = ("links", "stage", "sure")


@dataclass(frozen=True, slots=True, eq=False)
class Models:
    """What `models/projects-<lang>` holds; the tagger reads its weights where they lie, so they must stay."""

    weights: bytes
    tagger: pycrfsuite.Tagger
    links: dict[str, float]
    stage: dict[str, float]
    sure: dict[str, float]

    @classmethod
    def of(
        cls,
        weights: bytes,
        links: dict[str, float],
        stage: dict[str, float] | None = None,
        sure: dict[str, float] | None = None,
    ) -> "Models":
        """Models from a tagger's bytes and the weights of the features of pairs, steps and projects."""
        tagger = pycrfsuite.Tagger()
        tagger.open_inmemory(weights)
        return cls(weights, tagger, links, stage or {}, sure or {})


@cache
def models(lang: Lang) -> Models:
    """The models of one language, read once a process; raises ConfigError where they are missing."""
    folder = _folder() / f"projects-{lang}"
    try:
        packed = (folder / "tagger.crf.gz").read_bytes()
        weights = [json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in WEIGHTS]
    except OSError as error:
        raise ConfigError(f"the models of {lang!r} cannot be read ({error}); reinstall leadseam") from error
    return Models.of(gzip.decompress(packed), *weights)


def _folder() -> Path:
    package = Path(__file__).parent.parent
    shipped = package / "_models"
    return shipped if shipped.is_dir() else package.parent.parent / "models"


def labels(analysis: Analysis, resources: Resources, models: Models) -> tuple[Label, ...]:
    """Every labelled stretch of a document: roles (inv, org, prj ...), sums, places, dates and steps."""
    layer = layers(analysis, resources)
    found: list[Label] = []
    for stretch in stretches(analysis):
        part = units(layer, stretch)
        if part.spans:
            found.extend(decoded(part, models.tagger.tag(part.features)))
    return tuple(found)


def stretches(analysis: Analysis) -> Iterator[Span]:
    """What is tagged at once: in Chinese up to a full stop or semicolon, in English a sentence."""
    if (analysis.document.lang or "zh") != "zh":
        yield from (s for s in analysis.sentences if 0 < s.end - s.start <= _LONGEST)
        return
    text, start = analysis.document.text, 0
    for at, c in enumerate(text):
        if c in _STOPS or at - start >= _LONGEST:
            yield Span(start, at + 1)
            start = at + 1
    if start < len(text):
        yield Span(start, len(text))


def decoded(part: Units, tags: list[str]) -> Iterator[Label]:
    """The labelled stretches that begin with B- and go on with I-."""
    first = 0
    while first < len(tags):
        last = first
        if tags[first].startswith("B-"):
            label = tags[first][2:]
            while last + 1 < len(tags) and tags[last + 1] == "I-" + label:
                last += 1
            yield label, part.spans[first][0], part.spans[last][1]
        first = last + 1
