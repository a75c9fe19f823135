"""One document in, its projects and metrics out: a pure function, the same answer for the same text and version."""

from dataclasses import replace

from leadseam import events, mentions, metrics, values
from leadseam.lang import sentences
from leadseam.leads._asides import blanked
from leadseam.leads._gate import may_tell
from leadseam.leads._home import resolve
from leadseam.resources import Resources
from leadseam.schema import Analysis, Document, Extraction


def analyze(document: Document, resources: Resources) -> Analysis:
    """Home place, sentences, values and mentions of a document: all that the finders above need.

    The text that they read is the article alone: boxes of other news in it are blank.
    """
    article = blanked(document.text, document.lang or "zh", resources)
    document = document if article == document.text else replace(document, text=article)
    home = resolve(document, resources)
    found = values.find(
        document.text,
        resources,
        lang=document.lang or "zh",
        is_mt=document.is_mt,
        published=document.published,
        home=home.adcode if home else None,
    )
    return Analysis(
        document=document,
        home=home,
        sentences=sentences(document.text),
        values=found,
        mentions=mentions.find(document, found, resources),
    )


def extract(
    document: Document, resources: Resources, *, with_mentions: bool = True, taggers: bool = True
) -> Extraction:
    """The projects and metrics of one document, each with its evidence; never raises on any text.

    Without mentions, a document that can tell of nothing is done at once; without taggers the rules read alone.
    """
    if not with_mentions and not may_tell(document, resources):
        return _nothing(document, resources)
    analysis = analyze(document, resources)
    return Extraction(
        id=document.id,
        url=document.url,
        lang=document.lang,
        published=document.published,
        home_place=analysis.home,
        projects=events.find(analysis, resources, taggers=taggers),
        metrics=metrics.find(analysis, resources),
        warnings=_warnings(document),
        mentions=analysis.mentions,
    )


def _nothing(document: Document, resources: Resources) -> Extraction:
    return Extraction(
        id=document.id,
        url=document.url,
        lang=document.lang,
        published=document.published,
        home_place=resolve(document, resources),
        projects=(),
        metrics=(),
        warnings=_warnings(document),
        mentions=(),
    )


def _warnings(document: Document) -> tuple[str, ...]:
    return () if document.state == "ok" else (f"page state: {document.state}",)
