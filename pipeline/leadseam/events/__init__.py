"""Projects: gate, clauses, roles, stages, factuality."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from leadseam.events import (
    _draft,
    _frames,
    _merge,
    _phases,
    _roles,
    _stage,
    _sure,
    _tables,
    _taggers,
    _told,
    _triggers,
)
from leadseam.events._combine import Found, combined, settled
from leadseam.events._links import probability
from leadseam.events._named import opening, renamed, without_places
from leadseam.events._names import filtered
from leadseam.events._occasion import Occasion
from leadseam.events._roles import Cues
from leadseam.events._scene import Scene, scenes
from leadseam.events._tables import Told
from leadseam.events._taggers import Label, Models
from leadseam.events._triggers import Lexicon
from leadseam.lang import simplified
from leadseam.resources import Resources
from leadseam.schema import Analysis, Evidence, Lang, Mention, Project, Span

if TYPE_CHECKING:
    import regex


# Under the first a project is left out, under the second somebody should look at it.
LEAST = 0.4
REVIEW = 0.6


def stage_words(resources: Resources, lang: Lang) -> "regex.Pattern[str]":
    """The expression of every word that tells a stage: where it does not match, no project is told of."""
    return _triggers.lexicon(resources, lang).gate


def find(
    analysis: Analysis, resources: Resources, models: Models | None = None, *, taggers: bool = True
) -> tuple[Project, ...]:
    """The investment projects that the document tells of, in the order of their first evidence.

    Rules and taggers read it, each in its own way; what both find is one project. What is unlikely to be a lead
    (`confidence` under `LEAST`) is left out, what is doubtful has the flag "needs_review". `models` stand in for the
    shipped ones; without `taggers` the rules read alone, faster and with less recall.
    """
    written = analysis.document.text
    analysis = replace(analysis, document=replace(analysis.document, text=simplified(written)))
    words = _triggers.lexicon(resources, analysis.document.lang or "zh")
    if not _may_tell(analysis, words):
        return ()
    if not taggers:
        found, _, _ = _ruled(analysis, _roles.cues(resources, words.lang), words, resources)
        return tuple(_as_written(one, written) for one in found)
    models = models or _taggers.models(words.lang)
    seen = candidates(analysis, resources, models, written)
    told = tuple(_stage.chosen(one, seen.analysis, words, models.stage) for one in seen.found)
    features = _sure.features(told, tuple(one.source for one in seen.found), seen.labels, seen.analysis)
    likely = [round(probability(models.sure, own), 3) for own in features]
    return tuple(
        _as_written(replace(one, confidence=sure, flags=("needs_review",) if sure < REVIEW else ()), written)
        for one, sure in zip(told, likely, strict=True)
        if sure >= LEAST
    )


def _may_tell(analysis: Analysis, words: Lexicon) -> bool:
    """Whether a text has any word of a step and is neither a story nor a warning."""
    text = analysis.document.text
    if not words.gate.search(text) or _triggers.is_story(analysis.document.title or "", text, words):
        return False
    return not _triggers.is_warning(text, words)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Everything that may be a project of a document, and what the taggers saw in it."""

    found: tuple[Found, ...]
    labels: tuple[Label, ...]
    analysis: Analysis


def candidates(analysis: Analysis, resources: Resources, models: Models, written: str | None = None) -> Candidates:
    """What rules and taggers find, before it is decided which of it is told as a lead; in simplified characters.

    Names are taken from the `written` text where it is given.
    """
    written = written or analysis.document.text
    lang = analysis.document.lang or "zh"
    words = _triggers.lexicon(resources, lang)
    if not _may_tell(analysis, words):
        return Candidates((), (), analysis)
    known = _roles.cues(resources, lang)
    labels = without_places(_taggers.labels(analysis, resources, models), analysis)
    brands = opening(analysis.mentions, labels)
    plain, _, _ = _ruled(analysis, known, words, resources)
    analysis = replace(analysis, mentions=renamed(analysis.mentions, labels, written, strict=lang == "zh"))
    ruled, told, covered = _ruled(analysis, known, words, resources)
    outside = tuple(x for x in labels if not _is_inside(x, covered))
    found = combined(_tagged(told, outside, brands, analysis, written, known, models), ruled)
    names = frozenset(m.text for m in analysis.mentions if m.kind in {"company", "project"})
    return Candidates(settled(found, plain, names if lang == "zh" else None), labels, analysis)


def _ruled(
    analysis: Analysis, known: Cues, words: Lexicon, resources: Resources
) -> tuple[tuple[Project, ...], tuple[Scene, ...], tuple[Span, ...]]:
    """The projects that the rules find in a document's sentences and tables; its scenes; the tables that were read."""
    told = tuple(scenes(analysis, resources))
    tabled = _told_of_tables(told, known, analysis) if "\t" in analysis.document.text else {}
    rows, covered = _tables.find(analysis, known, told=tabled, lexicon=words)
    prose = tuple(s for s in told if not _is_covered(s, covered))
    frames = _frames.collect(prose, known, analysis.document.published)
    frames = tuple(piece for frame in frames for piece in _phases.split(frame, known))
    drafts = [(_draft.make(frame, analysis, known), frame.base) for frame in frames]
    bases = [draft for draft, base in drafts if draft and base]
    pairs = [(frame, draft) for frame, (draft, _) in zip(frames, drafts, strict=True) if draft]
    funded = [phase for frame, draft in pairs for phase in _phases.funded(frame, draft, analysis, known)]
    phases = _merge.merged(funded, known)
    told_once = _merge.merged([*(draft for draft, base in drafts if draft and not base), *rows], known)
    return filtered((*told_once, *phases, *bases), known), told, covered if rows else ()


def _tagged(
    told: tuple[Scene, ...],
    labels: tuple[Label, ...],
    brands: dict[int, Mention],
    analysis: Analysis,
    written: str,
    known: Cues,
    models: Models,
) -> tuple[Project, ...]:
    """The projects that labels and their links make; names are taken from the text as written."""
    frames = _told.frames(analysis, told, labels, lambda features: probability(models.links, features), written, brands)
    drafts = (_draft.make(frame, analysis, known) for frame in frames)
    return filtered(_merge.merged([draft for draft in drafts if draft], known), known)


def _is_inside(label: Label, covered: tuple[Span, ...]) -> bool:
    return any(span.start <= label[1] < span.end for span in covered)


def _as_written(project: Project, text: str) -> Project:
    """The project with its words as the document has them, which may be in traditional characters."""
    stages = tuple(replace(s, evidence=_proof(s.evidence, text) if s.evidence else None) for s in project.stages)
    return replace(project, stages=stages, evidence=tuple(_proof(e, text) for e in project.evidence))


def _proof(evidence: Evidence, text: str) -> Evidence:
    return replace(evidence, text=text[evidence.start : evidence.end])


def _told_of_tables(told: tuple[Scene, ...], known: Cues, analysis: Analysis) -> dict[int, Told]:
    """What a document says of a table that begins after a sentence: the occasion before it, else the first stage."""
    done = [(scene, t.stage) for scene in told for t in scene.triggers if not t.planned]
    first = next((stage for _, stage in done), None)
    prose = next((stage for scene, stage in done if "\t" not in scene.text[scene.span.start : scene.span.end]), None)
    said: dict[int, Told] = {}
    occasion = Occasion()
    for scene in told:
        occasion = occasion.after(occasion.settled(scene, known), known, analysis.document.published)
        stage = occasion.stage() if occasion.reaches(scene, far=40) or occasion.number == scene.number else None
        same = stage is not None or (first in occasion.stages and scene.number - occasion.number < 8)
        outside = stage is not None or prose is not None
        said[scene.span.end] = Told(stage or prose or first, occasion.day if same else None, outside)
    return said


def _is_covered(scene: Scene, covered: tuple[Span, ...]) -> bool:
    return any(span.start <= scene.span.start < span.end for span in covered)
