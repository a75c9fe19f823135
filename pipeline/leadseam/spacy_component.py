"""Leadseam as a component of any spaCy pipeline: `nlp.add_pipe("leadseam")`.

Needs the extra `leadseam[spacy]`. Installed programs find it through the entry point group `spacy_factories`, so
whatever it needs beside spaCy is imported with the first component, not with this module.

>>> import spacy
>>> nlp = spacy.blank("zh")
>>> _ = nlp.add_pipe("leadseam", config={"published": "2024-07-05"})
>>> doc = nlp("7月3日，宏远储能科技有限公司与岱山县签订投资协议，总投资12亿元。")
>>> doc._.leads[0].companies, doc._.leads[0].date.start.isoformat()
(('宏远储能科技有限公司',), '2024-07-03')
>>> [span.text for span in doc.spans["leadseam"] if span.label_ == "amount"]
['12亿元']
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from leadseam.errors import InputError

if TYPE_CHECKING:
    from leadseam.schema import Document, Evidence, Extraction, HomePlace, Metric, Project

NAME = "leadseam"  # of the factory, of the span group and of what a text's `user_data` tells
_FOUND = "leadseam.extraction"  # in `user_data`, as JSON: spaCy writes that to bytes, no dataclass
_TELLS = ("title", "published", "url", "home_place")
_LANGS = ("zh", "en")


class Leadseam:
    """Finds the projects and metrics of a Doc; the words of the text stay as they are, and so do all offsets.

    They are those of `leadseam.leads.extract`, in `doc._.leads`, `doc._.metrics` and `doc._.home_place`;
    `doc.spans["leadseam"]` holds names (labelled by kind) and evidence (by field), widened to whole tokens.
    `published` is the ISO day of all texts. What is known of one text stands in its `doc.user_data["leadseam"]`, under
    any of the keys title, published, url and home_place (a six-digit code), and goes before that. Without `lang` ("zh"
    or "en") the language of each text is found. Raises InputError for anything else.
    """

    def __init__(self, lang: str | None = None, published: str | None = None) -> None:
        """Checks the settings and registers the attributes that Docs get."""
        from leadseam import read

        self.lang, self.published = lang, published
        read.given({"lang": lang, "published": published})
        Doc.set_extension("leads", getter=_leads, force=True)
        Doc.set_extension("metrics", getter=_metrics, force=True)
        Doc.set_extension("home_place", getter=_home_place, force=True)

    def __reduce__(self) -> tuple[type["Leadseam"], tuple[str | None, str | None]]:
        """Copies register the attributes too, in whatever process they are made."""
        return type(self), (self.lang, self.published)

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with its projects, metrics, home place and spans."""
        from leadseam import leads
        from leadseam.resources import load

        document = self._document(doc)
        doc.spans[NAME] = []
        doc.user_data.pop(_FOUND, None)
        if document:
            found = leads.extract(document, load())
            doc.spans[NAME] = _spans(doc, found)
            doc.user_data[_FOUND] = _adapter().dump_json(replace(found, mentions=None)).decode()
        return doc

    def _document(self, doc: Doc) -> "Document | None":
        """The text as it stands, with all that is told or found about it."""
        from leadseam import read

        told = doc.user_data.get(NAME) or {}
        if unknown := sorted(told.keys() - set(_TELLS)):
            raise InputError(f'user_data["{NAME}"] has {", ".join(unknown)}; its keys may be {", ".join(_TELLS)}')
        known = {key: value for key, value in told.items() if value is not None}
        document = read.given({"lang": self.lang, "published": self.published, **known}).text(doc.text)
        return replace(document, text=doc.text) if document else None


def create(nlp: Language, name: str, lang: str | None, published: str | None) -> Leadseam:
    """What `nlp.add_pipe("leadseam")` calls; `lang` is the pipeline's where that is one of ours."""
    return Leadseam(lang or (nlp.lang if nlp.lang in _LANGS else None), published)


def _spans(doc: Doc, found: "Extraction") -> list[Span]:
    proofs = {(proof.start, proof.end, proof.field) for proof in _proofs(found)}
    names = {(name.start, name.end, name.kind) for name in found.mentions or ()}
    spans = (doc.char_span(*place, alignment_mode="expand") for place in sorted(proofs | names))
    return list(dict.fromkeys(span for span in spans if span is not None))


def _proofs(found: "Extraction") -> Iterator["Evidence"]:
    items: tuple[Project | Metric, ...] = (*found.projects, *found.metrics)
    for item in items:
        yield from item.evidence
    for project in found.projects:
        yield from (step.evidence for step in project.stages if step.evidence)


def _leads(doc: Doc) -> tuple["Project", ...]:
    return _found(doc).projects


def _metrics(doc: Doc) -> tuple["Metric", ...]:
    return _found(doc).metrics


def _home_place(doc: Doc) -> "HomePlace | None":
    return _found(doc).home_place


def _found(doc: Doc) -> "Extraction":
    return _parsed(doc.user_data.get(_FOUND, '{"id": ""}'))


@lru_cache(maxsize=32)
def _parsed(row: str) -> "Extraction":
    found: Extraction = _adapter().validate_json(row)
    return found


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    from leadseam.schema import Extraction

    return TypeAdapter(Extraction)


Language.factory(
    NAME,
    default_config={"lang": None, "published": None},
    assigns=["doc._.leads", "doc._.metrics", "doc._.home_place", "doc.spans"],
    func=create,
)
