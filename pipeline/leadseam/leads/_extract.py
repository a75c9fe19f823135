"""One document in, its projects and metrics out: a pure function, the same answer for the same text and version."""

from dataclasses import replace

from leadseam import events, mentions, metrics, values
from leadseam.lang import sentences
from leadseam.leads._asides import blanked
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


def extract(document: Document, resources: Resources) -> Extraction:
    """The projects and metrics of one document, each with its evidence; never raises on any text."""
    analysis = analyze(document, resources)
    return Extraction(
        id=document.id,
        url=document.url,
        lang=document.lang,
        published=document.published,
        home_place=analysis.home,
        projects=events.find(analysis, resources),
        metrics=metrics.find(analysis, resources),
        warnings=() if document.state == "ok" else (f"page state: {document.state}",),
        mentions=analysis.mentions,
    )
