"""Plain text to Document."""

from dataclasses import replace
from datetime import date

from leadseam.read import _head, _residue, _traits
from leadseam.read._dates import Stamp, is_possible
from leadseam.read._decode import clean
from leadseam.resources import Resources, load
from leadseam.schema import Document, HomePlace, Lang

_BLANKS = " \t\u3000"


def text(
    raw: str,
    *,
    id: str,  # noqa: A002 - the contract's word
    url: str | None = None,
    title: str | None = None,
    published: date | None = None,
    lang: Lang | None = None,
    home_place: HomePlace | None = None,
) -> Document:
    """A plain text as a document: language, machine-translation trait, kind and what its head tells are found here.

    A single line stays as it is. Of several, blank ones and what certainly is not the article go: date lines (they
    become fields), comment forms and what follows them. The title is a field and stays the first line of the text.
    What is given wins over what is found.

    >>> document = text("示例市签约12个项目\\n发布时间：2023-05-06 来源：示例日报\\n5日举行签约仪式。", id="a")
    >>> document.title, document.published.isoformat(), document.source, document.text.count("\\n")
    ('示例市签约12个项目', '2023-05-06', '示例日报', 1)
    """
    resources = load()
    kept = _residue.strip(_lines(clean(raw)), resources)
    head = _head.read(kept.lines, _line(title))
    stamp = Stamp(published) if published else _signed(head, resources) or head.stamp
    found = Document(
        id=id,
        url=url,
        lang=lang,
        title=head.title,
        text="\n".join(head.lines),
        published=stamp.day if stamp else None,
        published_at=stamp.at if stamp else None,
        source=head.source,
        author=head.author,
        home_place=home_place,
        flags=kept.flags,
    )
    return with_traits(found, resources)


def with_traits(document: Document, resources: Resources) -> Document:
    """The document with its language (unless known), its machine-translation trait and its kind."""
    lang = document.lang or _traits.language(document.text)
    return replace(
        document,
        lang=lang,
        is_mt=lang == "en" and _traits.is_machine_translated(document.text, resources),
        kind=_traits.kind(document.title, document.text, lang, resources),
    )


def _lines(body: str) -> tuple[str, ...]:
    if "\n" not in body.strip():
        return (body.strip("\n"),) if body.strip() else ()
    stripped = (_residue.untag(line.strip()) for line in body.split("\n"))
    return tuple(line for line in stripped if line)


def _line(title: str | None) -> str | None:
    return " ".join(clean(title).split()) or None if title else None


def _signed(head: _head.Head, resources: Resources) -> Stamp | None:
    """The day under a notice, where its head names none."""
    if head.stamp or len(head.lines) < 3 or _traits.kind(head.title, "", "zh", resources) != "notice":
        return None
    lines = (_head.dateline(line) for line in head.lines[-2:])
    stamps = [line.stamp for line in lines if line and line.stamp and is_possible(line.stamp.day)]
    return stamps[0] if len(stamps) == 1 else None
