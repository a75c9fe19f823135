"""The place that a document means by 我市 or "our city", settled before any place is linked."""

from collections import Counter
from dataclasses import dataclass, field

from leadseam.leads import _home_cues as cues
from leadseam.leads import _home_publisher as publisher
from leadseam.leads._home_cues import Page
from leadseam.resources import Resources, regions
from leadseam.resources.regions import is_within
from leadseam.schema import Document, HomePlace, PlaceValue
from leadseam.values import place

_READ = 40_000
_ENOUGH = 1.0
_ANCHORED = 2.0
_TOLD = 0.5  # a site's code tells where it belongs, not of whom each of its pages speaks
_WITHOUT_TEXT = frozenset({"soft_404", "blocked", "empty"})
_FITS = {"市": "市", "县": "县旗", "区": "区", "省": "省区", "州": "州", "旗": "旗"}


@dataclass(frozen=True, slots=True)
class Votes:
    """What speaks for each code: all of it, the part that frames the text (publisher, dateline), the part that only
    the place told of gets (title, bureaus, what it does)."""

    weights: dict[str, float] = field(default_factory=dict)
    frames: dict[str, float] = field(default_factory=dict)
    anchors: dict[str, float] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    named: Counter[str] = field(default_factory=Counter)
    away: Counter[str] = field(default_factory=Counter)

    def add(self, code: str, cue: cues.Cue, text: str = "") -> None:
        """Counts one piece of evidence."""
        self.weights[code] = self.weights.get(code, 0.0) + cue.weight
        self.named[code] += 1
        if cue.ground == "away":
            self.away[code] += 1
        elif cue.ground != "plain":
            grounds = self.frames if cue.ground == "frame" else self.anchors
            grounds[code] = grounds.get(code, 0.0) + cue.weight
        if text:
            self.texts.setdefault(code, text)

    def sure(self, code: str) -> float:
        """The part of a code's evidence that only a home place has."""
        return self.frames.get(code, 0.0) + self.anchors.get(code, 0.0)

    def inside(self, code: str) -> float:
        """What speaks for the places inside `code`."""
        return sum(weight for other, weight in self.weights.items() if other != code and is_within(other, code))


@dataclass(frozen=True, slots=True)
class Reading:
    """One document under the question: its page, the kind of place it speaks for, the code its publisher gives."""

    document: Document
    resources: Resources
    page: Page
    unit: str | None
    around: str | None
    published: tuple[tuple[str, float], ...]

    @property
    def is_company_report(self) -> bool:
        """Whether a company speaks, and no publisher of some place for it."""
        return not self.published and cues.is_company_report(self.document)

    def places(self, home: str | None, *, is_open: bool = False) -> tuple[PlaceValue, ...]:
        """The divisions that title and text name, seen from `home`; `is_open`: also short names nothing supports."""
        found = place.find(
            self.page.text,
            self.resources,
            lang=self.document.lang or "zh",
            is_mt=self.document.is_mt,
            published=self.document.published,
            home=home,
            is_open=is_open,
        )
        return tuple(value for value in found if value.adcode and value.surface != "deictic")


def resolve(document: Document, resources: Resources) -> HomePlace | None:
    """The document's home place, from what it was told, its source, title, dateline and the places it names.

    >>> from leadseam.resources import load
    >>> resolve(Document(id="1", title="舟山：我市集中签约20个项目", text="1月5日，我市举行签约仪式。"), load()).adcode
    '330900'
    """
    told = document.home_place
    if told is not None and told.confidence > _TOLD:
        return told
    if document.state in _WITHOUT_TEXT:
        return None
    reading = _reading(document, resources)
    found = _read(reading)
    return found if told is None else _within_site(told, found, reading)


def _reading(document: Document, resources: Resources) -> Reading:
    page = cues.page(document, _READ)
    unit = cues.unit(page.text, document.lang or "zh")
    told = document.home_place
    published = tuple(publisher.codes(document, resources))
    codes = {code for code, _ in published}
    around = told.adcode if told else next(iter(codes)) if len(codes) == 1 else None
    return Reading(document, resources, page, unit, around, published)


def _within_site(told: HomePlace, found: HomePlace | None, reading: Reading) -> HomePlace:
    """A page's own place inside its site's; elsewhere only where the page names a publisher there (a reprint)."""
    if found is None or is_within(told.adcode, found.adcode):
        return told
    if is_within(found.adcode, told.adcode):
        return found
    codes = {
        code for name in filter(None, (reading.document.source,)) for code in publisher.of_name(name, reading.resources)
    }
    is_reprint = any(is_within(found.adcode, code) or is_within(code, found.adcode) for code in codes)
    return found if is_reprint else told


def _read(reading: Reading) -> HomePlace | None:
    first = _elect(reading, reading.around) or _by_short_name(reading)
    if first is None or (not reading.page.is_english and _fits(first.adcode, reading.unit)):
        return first
    return _elect(reading, first.adcode) or first


def _elect(reading: Reading, home: str | None) -> HomePlace | None:
    values = reading.places(home)
    votes = _votes(reading, values)
    totals = {code: _total(code, votes) for code in _candidates(votes)}
    totals = {code: total for code, total in totals.items() if not _is_away(code, votes)}
    unit = reading.unit
    fitting = {code: total for code, total in totals.items() if _fits(code, unit)} or totals
    if home is None and not any(_fits(code, unit) for code in totals):
        fitting = {code: total for code, total in totals.items() if not code.endswith("0000")} or totals
    ranked = sorted(fitting.items(), key=lambda pair: (-pair[1], -votes.sure(pair[0]), pair[0]))
    if not ranked or not _is_enough(reading, values, ranked, votes):
        return None
    winner, total = _narrowed(ranked, votes, reading)
    settled, rendered = _unmasked(reading, values, ranked, winner, votes)
    rival = max((score for code, score in ranked if code[:4] != settled[:4]), default=0.0)
    return HomePlace(_text(reading, settled, rendered, votes), settled, _confidence(total, rival, votes, settled))


def _by_short_name(reading: Reading) -> HomePlace | None:
    """The only county that fits the text's bare 县委 or 区长, though nothing but that shows its name to be a place."""
    if reading.page.is_english or reading.unit not in ("县", "区", "旗", "市"):
        return None
    votes = _votes(reading, reading.places(reading.around, is_open=True))
    named = {code for code in votes.weights if _fits(code, reading.unit) and not _is_away(code, votes)}
    fitting = {code: _total(code, votes) for code in named}
    ranked = sorted(fitting.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or ranked[0][0].endswith("00") or ranked[0][1] < _ENOUGH:
        return None
    winner, total = ranked[0]
    rival = ranked[1][1] if len(ranked) > 1 else 0.0
    if total < 2 * rival or reading.is_company_report:
        return None
    return HomePlace(_text(reading, winner, None, votes), winner, _confidence(total, rival, votes, winner))


def _votes(reading: Reading, values: tuple[PlaceValue, ...]) -> Votes:
    votes = Votes()
    for value in values:
        cue = cues.weigh(reading.page, value)
        if value.adcode and cue.weight:
            votes.add(value.adcode, cue, "" if "mt_fixed" in value.flags else value.text)
    for code, weight in reading.published:
        votes.add(code, cues.Cue(weight, "frame"))
    return votes


def _candidates(votes: Votes) -> set[str]:
    named = set(votes.weights)
    return named | {above for code in named for above in regions.ancestors(code)}


def _total(code: str, votes: Votes) -> float:
    """A place's own votes and a share of those for the places inside it."""
    share = 0.35 if code.endswith("0000") else 0.7
    return votes.weights.get(code, 0) + share * votes.inside(code)


def _is_away(code: str, votes: Votes) -> bool:
    """A place that is travelled to, and nothing says that it is home all the same."""
    return 2 * votes.away[code] > votes.named[code] and votes.sure(code) == 0 and votes.inside(code) == 0


def _fits(code: str, unit: str | None) -> bool:
    if unit is None:
        return True
    name = regions.name(code) or ""
    if unit == "市" and code.endswith("0000"):
        return name.endswith("市")
    if unit == "省":
        return code.endswith("0000")
    return name[-1:] in _FITS.get(unit, unit)


def _is_enough(reading: Reading, values: tuple[PlaceValue, ...], ranked: list[tuple[str, float]], votes: Votes) -> bool:
    best, total = ranked[0]
    if _is_tied(ranked, votes) or not _is_local(reading, votes, best):
        return False
    anchored = sum(votes.sure(code) for code in votes.weights if is_within(code, best) or is_within(best, code))
    unit = reading.unit
    if reading.is_company_report:
        return anchored >= 2 * _ANCHORED and unit is not None
    may_fit = unit is not None and (reading.page.is_english or _fits(best, unit))
    if anchored >= _ANCHORED or (may_fit and total >= _ENOUGH):
        return True
    if cues.is_opinion(reading.document):
        return False
    if _is_covered(best, votes, unit) or _is_one_place(reading, values, best, votes):
        return True
    mentions = sum(votes.weights.values())
    return cues.is_government_news(reading.document) and total >= 4 and total >= 0.5 * mentions


def _is_tied(ranked: list[tuple[str, float]], votes: Votes) -> bool:
    if len(ranked) < 2:
        return False
    (best, total), (other, rival) = ranked[:2]
    return total == rival and votes.sure(best) == votes.sure(other) and not is_within(other, best)


def _is_local(reading: Reading, votes: Votes, best: str) -> bool:
    """Whether somebody of the place speaks: a newspaper in English tells of many places and is at home in none."""
    if publisher.is_national(reading.document, reading.resources) and reading.unit is None:
        return False
    if not reading.page.is_native:
        return True
    near = [code for code, _ in reading.published]
    if near or reading.document.source:
        return any(is_within(code, best) or is_within(best, code) for code in near)
    told = sum(weight for code, weight in votes.anchors.items() if is_within(code, best) or is_within(best, code))
    return told >= _ANCHORED or cues.has_deictic(reading.page)


def _is_covered(best: str, votes: Votes, unit: str | None) -> bool:
    """Three places named, all of them inside the one that fits the unit."""
    inside = [code for code in votes.weights if code != best and is_within(code, best)]
    return unit is not None and len(inside) >= 3 and len(inside) >= len(votes.weights) - 1


def _is_one_place(reading: Reading, values: tuple[PlaceValue, ...], best: str, votes: Votes) -> bool:
    """A story of one county alone is that county's; of a large city anybody may tell, if not of its government."""
    if reading.page.is_native or (best.endswith("0000") and best not in cues.OWN_PRESS):
        return False
    near = (*values, *reading.places(best)) if not best.endswith("00") else values
    shown = {value.start: value for value in near if cues.weigh(reading.page, value).weight}
    told = [code for value in shown.values() if not _is_away(code := value.adcode or "", votes)]
    own = sum(is_within(code, best) for code in told)
    if own < 2 or not all(is_within(code, best) or is_within(best, code) for code in told):
        return False
    needed = _ANCHORED if cues.is_government_news(reading.document) else 1.5 * _ANCHORED
    return not best.endswith("00") or best in cues.OWN_PRESS or _total(best, votes) >= needed


def _narrowed(ranked: list[tuple[str, float]], votes: Votes, reading: Reading) -> tuple[str, float]:
    """From a province to its city, or a city to its county, where the inner one has nearly all the evidence itself."""
    best, total = ranked[0]
    inner = [(code, score) for code, score in ranked[1:] if is_within(code, best)]
    own = votes.weights.get(best, 0.0) - votes.frames.get(best, 0.0)
    is_ours = cues.says_our(reading.page.text, reading.document.lang or "zh") and _fits(best, reading.unit)
    for code, score in inner:
        if is_ours and votes.frames.get(best, 0.0) > votes.frames.get(code, 0.0):
            continue
        is_sure = votes.sure(code) >= _ANCHORED and votes.sure(code) >= votes.anchors.get(best, 0.0)
        is_headed = votes.anchors.get(code, 0.0) >= 2 * _ANCHORED > votes.anchors.get(best, 0.0)
        if is_sure and (score > own or is_headed) and score >= 0.6 * votes.inside(best):
            return _narrowed(
                [(code, score), *((c, s) for c, s in inner if is_within(c, code) and c != code)], votes, reading
            )
    return best, total


def _unmasked(
    reading: Reading,
    values: tuple[PlaceValue, ...],
    ranked: list[tuple[str, float]],
    winner: str,
    votes: Votes,
) -> tuple[str, str | None]:
    """A winner that is only a machine's word for "our city" gives way to the place all else speaks for."""
    if not reading.page.is_english:
        return winner, None
    for code, _ in ranked:
        if code == winner or code.endswith("0000") or code[:2] == winner[:2]:
            continue
        is_backed = _specific(code, votes) >= _ANCHORED and _specific(winner, votes) == 0
        if is_backed and _is_mask(reading, votes.texts.get(winner), code):
            return code, votes.texts.get(winner)
    own = [value for value in values if value.adcode == winner]
    masks = [value.text for value in own if "mt_fixed" in value.flags and regions.by_name(value.text)]
    return winner, masks[0] if 2 * len(masks) > len(own) else None


def _is_mask(reading: Reading, name: str | None, code: str) -> bool:
    """Whether linking, told that `code` is home, takes `name` for a machine's word for it."""
    found = reading.places(code)
    return any(value.text == name and "mt_fixed" in value.flags and value.adcode == code for value in found)


def _specific(code: str, votes: Votes) -> float:
    """Evidence that no mistranslated 我市 can leave: the place's own counties, bureaus, source."""
    return votes.inside(code) + votes.sure(code)


def _text(reading: Reading, code: str, rendered: str | None, votes: Votes) -> str:
    written = rendered or votes.texts.get(code)
    if written:
        return written
    lang = reading.document.lang or "zh"
    deictic = cues.usual_deictic(reading.document.text, lang) if reading.unit else None
    return deictic or regions.name(code, lang) or code


def _confidence(total: float, rival: float, votes: Votes, code: str) -> float:
    anchored = 0.15 if votes.sure(code) >= _ANCHORED else 0.0
    margin = (total - rival) / (total + rival) if total > 0 else 0.0
    return round(min(0.97, max(0.35, 0.5 + anchored + 0.32 * margin)), 2)
