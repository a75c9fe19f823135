"""A project's destination: the most specific place of its own clause, not the ceremony's city or the company's home."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TypeVar

import regex

from leadseam.events._frame import Frame, Part
from leadseam.events._roles import Cues
from leadseam.schema import Analysis, Mention, Place, PlaceValue, Span, Value

_BACK = 8
_OF = {" of ", ", of ", " from ", ", from ", " of the "}
_OWNS = {"", "'s ", "’s ", "-based ", "-listed ", "-headquartered "}
_LEVELS = {"country": 0, "region": 0, "province": 1, "city": 2, "prefecture": 2, "county": 3, "zone": 3, "town": 4}


_DATELINE = regex.compile(
    r"^[A-Z][A-Z'’ ]{2,30}(?:, [A-Z][\w ]{2,20})?(?: \([\w ]{2,20}\))? ?(?:--|—|–|-) ", regex.MULTILINE
)

# The city that stands before its country: "in Ensdorf, Germany" tells of Germany what it tells of Ensdorf.
_CITY_OF = regex.compile(r"\b[A-Z][\w\-’' ]{1,24}, $")


@dataclass(frozen=True, slots=True)
class Found:
    """The place, and where it stands in the text (both ends 0 when it is the home place)."""

    place: Place
    start: int
    end: int
    sure: float


def find(frame: Frame, analysis: Analysis, known: Cues) -> Found | None:
    """The destination of a frame, else the nearest place before it in the paragraph or title, else the home place."""
    home = analysis.home.adcode if analysis.home else ""
    if frame.site and (frame.site.adcode or frame.site.country):
        return _inside_home(_found(frame.site, 0.9), analysis)
    scored = [
        (_score(frame, part, v, index, known, home), v)
        for index, part in enumerate(frame.parts)
        for v in _candidates(part, many=frame.many)
    ]
    scored = [(score, v) for score, v in scored if score > 0]
    if scored:
        best = max(scored, key=lambda pair: (pair[0], -pair[1].start))[1]
        nested = [v for score, v in scored if score > 0 and _is_within(v, best) and v.start - best.end < 60]
        chosen = max([best, *nested], key=lambda v: (_LEVELS.get(v.level or "", 2), -v.start))
        return _inside_home(_found(chosen, 0.9), analysis)
    near = _nearby(frame, analysis, known)
    return (
        _inside_home(near, analysis)
        if near
        else _home(analysis) or _dateline(analysis) or _abroad(frame, analysis, known)
    )


def _inside_home(found: Found, analysis: Analysis) -> Found:
    """The home place where the text names only the city or province around it."""
    home = analysis.home
    around = home is not None and found.place.adcode and found.place.adcode != home.adcode
    if home is None or not around or found.start == found.end:
        return found
    code = (found.place.adcode or "").rstrip("0")
    return replace(found, place=Place(home.text, home.adcode)) if home.adcode.startswith(code) else found


def _candidates(part: Part, *, many: bool) -> list[PlaceValue]:
    companies = part.scene.of("company")
    inside = [v for v in part.scene.places if part.span.start <= v.start < part.span.end and _is_usable(v, companies)]
    if inside or not many:
        return inside or [v for v in part.scene.places if _is_usable(v, companies)]
    return [v for v in part.scene.places if _is_usable(v, companies) and _is_common(part, v)]


def _is_common(part: Part, value: PlaceValue) -> bool:
    """Before the first of several projects, or after the stage word that ends their list."""
    names = [m for m in part.scene.mentions if m.kind in {"company", "project"}]
    if not names or value.start <= names[0].start:
        return True
    last = max(m.end for m in names if m.start < value.start)
    more = any(m.start > value.start for m in names)
    return not more and any(last <= t.start < value.start for t in part.scene.triggers)


def _is_usable(value: PlaceValue, companies: tuple[Mention, ...]) -> bool:
    if (value.adcode is None and value.country is None) or value.region:
        return False
    return not any(m.start <= value.start and value.end <= m.end for m in companies)


def _score(frame: Frame, part: Part, value: PlaceValue, index: int, known: Cues, home: str) -> float:
    text, span = part.scene.text, part.scene.span
    before = _lead(text[max(span.start, value.start - 30) : value.start], value)
    after = text[value.end : min(span.end, value.end + 30)]
    host = any(
        m.start <= value.start and value.end <= m.end for kind in ("park", "government") for m in part.scene.of(kind)
    )
    if _is_no_site(part, value, before, after, host=host, home=home, known=known):
        return 0.0
    score = 1.0 - 0.1 * index
    inside = frame.project is not None and frame.project.start <= value.start and value.end <= frame.project.end
    if inside and _opens_name(frame, value) and home and (value.adcode or "")[:2] != home[:2]:
        return 0.0
    if known.search("place_ceremony", after):
        score = 0.3 if not home or (value.adcode or "").startswith(_own(home)) else 0.0
    elif known.search("place_into", before) or host:
        score += 1.0
    elif known.search("place_here", after) and not inside:
        score += 0.6
    if inside:
        score += 0.7
    elif "in_name" in value.flags and not host:
        return 0.0
    if value.country and value.country != "CN" and score < 1.9:
        score = 0.0
    return score - 0.2 * (value.surface == "deictic")


def _is_no_site(part: Part, value: PlaceValue, before: str, after: str, *, host: bool, home: str, known: Cues) -> bool:
    """Whether a place is where somebody comes from or goes to, or a far one that is not told as the site."""
    if known.search("place_away", before) or (known.search("place_origin", after) and not host):
        return True
    if _names_origin(part, value) and not known.search("place_into", before):
        return True
    return _is_abroad(value, home) and not host and not _is_settled(before, after, known)


def _is_abroad(value: PlaceValue, home: str) -> bool:
    """Whether a place lies outside the prefecture, or the province, that a document reports from."""
    return bool(home and value.adcode) and not (value.adcode or "").startswith(_own(home).rstrip("0") or "0")


def _is_settled(before: str, after: str, known: Cues) -> bool:
    """Whether a far place is told as the site: 落户X, 在X投资建设."""
    if known.search("place_settled", before):
        return True
    return known.search("place_into", before) and known.search("place_built", after)


def _lead(before: str, value: PlaceValue) -> str:
    """What leads to a place; to a foreign country, what leads to its city."""
    return _CITY_OF.sub("", before) if value.country and value.country != "CN" else before


def _names_origin(part: Part, value: PlaceValue) -> bool:
    """宁波 right before a company's short name tells where the company is from."""
    text = part.scene.text
    return any(
        (m.start >= value.end and text[value.end : m.start] in _OWNS)
        or (m.end < value.start and text[m.end : value.start] in _OF)
        for m in part.scene.of("company")
    )


def _opens_name(frame: Frame, value: PlaceValue) -> bool:
    """江苏 at the start of a project's name abroad from there tells where the investor is from."""
    return frame.project is not None and value.start == frame.project.start


def _own(home: str) -> str:
    """The part of a home place's code that all of its prefecture, or of its province, share."""
    return home[:2] if home[2:4] == "00" else home[:4]


def _is_within(inner: PlaceValue, outer: PlaceValue) -> bool:
    if not inner.adcode or not outer.adcode or inner.adcode == outer.adcode:
        return inner.adcode == outer.adcode
    return inner.adcode.startswith(outer.adcode.rstrip("0")[: 4 if outer.adcode[2:4] != "00" else 2])


def _nearby(frame: Frame, analysis: Analysis, known: Cues) -> Found | None:
    """The last usable place of the two sentences before, further back behind those about other companies' projects."""
    first = frame.parts[0].scene
    if known.search("ours", first.text[first.span.start : first.span.end]):
        return None
    earlier = analysis.sentences[max(0, first.number - _BACK) : first.number]
    left = 2
    for sentence in reversed(earlier):
        if _is_of_another(frame, sentence, analysis):
            continue
        if left == 0:
            return None
        left -= 1
        companies = tuple(m for m in _inside(analysis.mentions, sentence) if m.kind == "company")
        inside = [v for v in _inside(analysis.values, sentence) if isinstance(v, PlaceValue)]
        for value in reversed(inside):
            far = _is_abroad(value, analysis.home.adcode if analysis.home else "")
            if not far and _is_usable(value, companies) and _is_near(value, analysis, known):
                return _found(value, 0.6)
    return None


def _is_near(value: PlaceValue, analysis: Analysis, known: Cues) -> bool:
    """Whether a place told before may be the destination: no origin, no ceremony's city, no foreign country."""
    text = analysis.document.text
    before, after = text[max(0, value.start - 20) : value.start], text[value.end : value.end + 20]
    if known.search("place_away", before) or known.search("place_origin", after) or "in_name" in value.flags:
        return False
    if value.country and value.country != "CN" and (analysis.home or not _is_destination(value, text, known)):
        return False
    return not regex.search(r"在$|于$|\b(?:in|at) $", before) or not known.search("place_ceremony", after)


def _is_of_another(frame: Frame, sentence: Span, analysis: Analysis) -> bool:
    """Whether a sentence tells of another company's project."""
    if not frame.companies:
        return False
    mentions = _inside(analysis.mentions, sentence)
    inside = {m.name for m in mentions if m.kind == "company"}
    told = any(m.kind == "project" for m in mentions)
    return told and bool(inside) and not inside & {c.name for c in frame.companies}


_T = TypeVar("_T", Mention, Value)


def _inside(spans: tuple[_T, ...], sentence: Span) -> tuple[_T, ...]:
    """Those of many sorted mentions or values that stand in one sentence."""
    first = bisect_left(spans, sentence.start, key=lambda one: one.start)
    return spans[first : bisect_left(spans, sentence.end, key=lambda one: one.start)]


def _home(analysis: Analysis) -> Found | None:
    home = analysis.home
    return Found(Place(home.text, home.adcode), 0, 0, 0.5 * home.confidence) if home else None


def _dateline(analysis: Analysis) -> Found | None:
    """The place before the dash that opens a report from abroad: "DEBRECEN, Hungary (Wire) --"."""
    text = analysis.document.text
    line = _DATELINE.search(text)
    found = (v for v in analysis.values if isinstance(v, PlaceValue) and (v.country or v.adcode))
    inside = [v for v in found if line and line.start() <= v.start < line.end()]
    return _found(inside[-1], 0.4) if inside else None


def _is_destination(value: PlaceValue, text: str, known: Cues) -> bool:
    """Whether a foreign place is told as where something stands, or as the heading of what follows."""
    line = text.rfind("\n", 0, value.start) + 1
    heads = value.start == line and text[value.end : value.end + 1] in {"\n", ":", "."}
    return heads or known.search("place_into", text[max(line, value.start - 30) : value.start])


def _abroad(frame: Frame, analysis: Analysis, known: Cues) -> Found | None:
    """The last foreign destination told before the frame, else the first of the document, where it has no home."""
    text, start = analysis.document.text, frame.parts[0].scene.span.end
    if frame.parts[0].scene.lexicon.lang != "en":
        return None
    told = [v for v in analysis.values if isinstance(v, PlaceValue) and v.country and _is_destination(v, text, known)]
    told = [v for v in told if not known.search("place_origin", text[v.end : v.end + 20])]
    before = [v for v in told if v.start < start]
    return _found((before[-1:] or told[:1])[0], 0.3) if told else None


def _found(value: PlaceValue, sure: float) -> Found:
    return Found(Place(value.text, value.adcode, value.country), value.start, value.end, sure)
