"""From names to codes: chains ("Jimo District, Qingdao City"), homonyms by context, 我市 by the home place."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from leadseam.lang._later import regex_later
from leadseam.resources import regions
from leadseam.resources.regions import is_within
from leadseam.values._gazetteer import Gazetteer, Sense
from leadseam.values._place_hits import Hit

_LEVEL_PRIOR = {
    "province": 3.0,
    "prefecture": 1.7,
    "county": 0.5,
    "zone": 1.0,
    "city": 1.0,
    "country": 2.0,
    "region": 2.5,
}
# Foreign places by their size.
_RANKS = {"country": 3, "province": 2, "city": 1}
# Levels whose confidence hangs on the score.
_SCORED = ("county", "city")
_ENOUGH = 1.0
_NEAR = 120
_REMEMBERED = 200
_NEIGHBORS = 24
_COMMONEST = 200
_DOWN_ZH = regex_later(r"[ ·]?$")
_DOWN_EN = regex_later(r"(?:['’]s )?(?: )?$|, ?$")
_UP_EN = regex_later(r"(?:, ?| in | of | \()$")
_UNIT_ENDS = {
    "city": "市",
    "county": "县",
    "district": "区",
    "province": "省",
    "prefecture": "州",
    "banner": "旗",
    "region": "区",
    "state": "州",
}


class Chain(NamedTuple):
    """Neighbouring names that are one place; `senses` are those of its most specific name."""

    start: int
    end: int
    senses: tuple[Sense, ...]
    hits: tuple[Hit, ...]
    is_anchored: bool = False

    @property
    def zone(self) -> str | None:
        """The zone that the chain names, if any."""
        return next((hit.zone for hit in reversed(self.hits) if hit.zone), None)


class Choice(NamedTuple):
    """A chain with the sense that won (None: abstained) and how sure that is."""

    chain: Chain
    sense: Sense | None
    candidates: tuple[str, ...]
    confidence: float


def chains(text: str, hits: tuple[Hit, ...], *, is_english: bool) -> tuple[Chain, ...]:
    """Names joined where one lies inside the other and nothing but a joint stands between."""
    found: list[Chain] = []
    for hit in hits:
        joined = _joined(text, found[-1], hit, is_english=is_english) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(Chain(hit.start, hit.end, hit.senses, (hit,)))
    return tuple(found)


def _joined(text: str, chain: Chain, hit: Hit, *, is_english: bool) -> Chain | None:
    gap = text[chain.end : hit.start] if 0 <= hit.start - chain.end <= 4 else None
    if gap is None or not chain.senses or not hit.senses or ("\n" in gap and hit.senses[0].country):
        return None
    down = _DOWN_EN if is_english else _DOWN_ZH
    if down.match(gap) and not (is_english and "," in gap and not _both_classed(chain, hit)):
        inner = tuple(one for one in hit.senses if any(_contains(big, one) for big in chain.senses))
        if inner and not chain.hits[-1].zone:
            return Chain(chain.start, hit.end, inner, (*chain.hits, hit), is_anchored=True)
        if not inner and not gap.strip() and _shares_zone(chain, hit):
            part = hit._replace(zone=text[chain.start : hit.end])
            return Chain(chain.start, hit.end, chain.senses, (*chain.hits, part), is_anchored=chain.is_anchored)
    if is_english and _UP_EN.match(gap) and not hit.zone:
        inner = tuple(one for one in chain.senses if any(_contains(big, one) for big in hit.senses))
        closing = int(gap == " (" and text[hit.end : hit.end + 1] == ")")
        if inner:
            return Chain(chain.start, hit.end + closing, inner, (*chain.hits, hit), is_anchored=True)
    return None


def _shares_zone(chain: Chain, hit: Hit) -> bool:
    """A city's share of a zone that lies in another: 眉山天府新区."""
    is_zone = all(sense.level == "zone" for sense in hit.senses)
    return (
        is_zone and all(sense.level in ("prefecture", "county") for sense in chain.senses) and not chain.hits[-1].flags
    )


def _both_classed(chain: Chain, hit: Hit) -> bool:
    return chain.hits[-1].has_class_word and hit.has_class_word


def _contains(big: Sense, small: Sense) -> bool:
    if big.country is not None:
        return small.country == big.country and _RANKS.get(big.level, 0) > _RANKS.get(small.level, 9)
    if big.adcode is None or small.adcode is None or big.level == "zone":
        return False
    is_inside = is_within(small.adcode, big.adcode)
    return is_inside and (small.adcode != big.adcode or (small.zone is not None and big.zone is None))


@dataclass(slots=True)
class Context:
    """What a document proves: codes by position and, worked out once per code, how much all of them speak for it.

    `named` are its commonest codes, `provinces` the same by their first two digits: only those are kin.
    """

    positions: tuple[int, ...]
    codes: tuple[str, ...]
    home: str | None
    same_names: frozenset[str]
    support: dict[str, float]
    named: frozenset[str]
    provinces: dict[str, tuple[str, ...]]


def link(found: tuple[Chain, ...], gazetteer: Gazetteer, home: str | None) -> tuple[Choice, ...]:
    """The best sense of every chain, by what else the text names and by the home place; doubtful ones stay open."""
    usable = tuple(chain for chain in found if chain.senses)
    evidence = tuple((chain.start, code) for chain in usable for code in _certain(chain))
    codes = tuple(code for _, code in evidence)
    commonest = tuple(code for code, _ in Counter(codes).most_common(_COMMONEST))
    positions = tuple(position for position, _ in evidence)
    provinces: dict[str, tuple[str, ...]] = {}
    for code in commonest:
        provinces[code[:2]] = (*provinces.get(code[:2], ()), code)
    context = Context(positions, codes, home, gazetteer.same_names, {}, frozenset(commonest), provinces)
    return tuple(_choose(chain, context) for chain in usable)


def _certain(chain: Chain) -> Iterator[str]:
    """Codes that a chain proves, whatever else its names may mean."""
    for hit in chain.hits:
        if hit.is_loose and not chain.is_anchored:
            continue
        if len(hit.senses) == 1:
            (only,) = hit.senses
            if only.adcode is not None and not only.is_common:
                yield only.adcode
            continue
        codes = {sense.adcode for sense in hit.senses if not sense.is_retired}
        if len(codes) == 1:
            code = next(iter(codes))
            if code is not None and not any(sense.is_common for sense in hit.senses):
                yield code
    codes = {sense.adcode for sense in chain.senses}
    if chain.is_anchored and len(codes) == 1:
        code = next(iter(codes))
        if code is not None:
            yield code


def _choose(chain: Chain, context: Context) -> Choice:
    senses = chain.senses
    if not chain.is_anchored and any(one.is_common for one in senses):
        senses = tuple(one for one in senses if _is_meant(one, chain, context))
    if chain.hits[0].is_loose and not chain.is_anchored:
        senses = tuple(one for one in senses if one.adcode and _is_backed(one.adcode, context))
    if not senses:
        return Choice(chain, None, (), 0.0)
    if len(senses) == 1 and (chain.is_anchored or senses[0].level not in _SCORED or _is_classed(chain)):
        return Choice(chain, senses[0], (), _confidence(senses[0], chain, 0.0))
    ranked = sorted(((_score(one, chain, context), one) for one in senses), key=lambda pair: -pair[0])
    best, winner = ranked[0]
    rivals = [score for score, one in ranked[1:] if _key(one) != _key(winner)]
    if not rivals:
        return Choice(chain, winner, (), _confidence(winner, chain, best))
    margin = best - rivals[0]
    if margin < _ENOUGH:
        codes = dict.fromkeys(one.adcode for _, one in ranked if one.adcode)
        return Choice(chain, None, tuple(code for code in codes if code), 0.3)
    return Choice(chain, winner, (), min(0.95, 0.6 + 0.1 * margin))


def _is_meant(sense: Sense, chain: Chain, context: Context) -> bool:
    """An everyday word is a place only where the text has the name in full (海盐县 ... 在海盐) or it is home."""
    is_named = sense.adcode is not None and (sense.adcode == context.home or sense.adcode in context.named)
    return not sense.is_common or (is_named and not chain.hits[0].is_loose)


def _is_backed(code: str, context: Context) -> bool:
    """Whether the text names what the place lies in, or the home place is next to it."""
    above = regions.ancestors(code)
    near_home = context.home is not None and _kinship(code, context.home) >= 1.0
    return near_home or code in context.named or not context.named.isdisjoint(above)


def _key(sense: Sense) -> tuple[str | None, str | None, str | None]:
    return sense.adcode, sense.country, sense.region


def _score(sense: Sense, chain: Chain, context: Context) -> float:
    prior = _LEVEL_PRIOR[sense.level]
    if (sense.level, sense.surface) == ("prefecture", "english") and not _is_classed(chain):
        prior += 0.75  # a bare name in pinyin is the city's, rarely that of a county spelled alike
    score = prior - (1.5 if sense.is_retired else 0.0) + (2.0 if sense.is_dominant else 0.0)
    if sense.adcode is None:
        return score
    if sense.adcode in context.same_names and sense.surface in ("short", "english") and not _is_classed(chain):
        score -= 2.0
    score += min(6.0, _document_support(sense.adcode, context) + 0.5 * _near_support(sense.adcode, chain, context))
    return score + (2.0 * _kinship(sense.adcode, context.home) if context.home else 0.0)


def _document_support(code: str, context: Context) -> float:
    if code not in context.support:
        context.support[code] = sum(_kinship(code, other) for other in context.provinces.get(code[:2], ()))
    return context.support[code]


def _near_support(code: str, chain: Chain, context: Context) -> float:
    left = bisect_left(context.positions, chain.start - _NEAR)
    right = bisect_right(context.positions, chain.end + _NEAR)
    near = dict.fromkeys(context.codes[left : min(right, left + _NEIGHBORS)])
    province = code[:2]
    return sum(_kinship(code, other) for other in near if other[:2] == province)


def _is_classed(chain: Chain) -> bool:
    return any(hit.has_class_word for hit in chain.hits)


def _kinship(code: str, other: str) -> float:
    """How much naming `other` speaks for `code`: its ancestor or child much, a neighbour some."""
    if code == other:
        return 2.0
    if is_within(code, other):
        return 1.0 if other.endswith("0000") else 1.8
    if is_within(other, code):
        return 1.0 if code.endswith("0000") else 1.6
    if code[:4] == other[:4] and code[2:4] != "90":
        return 1.3
    return 0.5 if code[:2] == other[:2] else 0.0


def _confidence(sense: Sense, chain: Chain, score: float) -> float:
    if chain.is_anchored or _is_classed(chain) or sense.level in ("province", "country", "region"):
        return 0.97
    return 0.9 if sense.level in ("prefecture", "zone") or score > 2.0 else 0.75


def deictic_code(hit: Hit, home: str | None) -> str | None:
    """The code that 我市, 全区 or "our county" stands for, seen from the home place."""
    if home is None or hit.unit is None:
        return None
    unit = _UNIT_ENDS.get(hit.unit, hit.unit)
    above = (home, *regions.ancestors(home))
    names = {code: regions.name(code) or "" for code in above}
    if unit == "省":
        return next((code for code in above if code.endswith("0000") and names[code][-1:] in ("省", "区")), None)
    if unit == "县" and names[home].endswith("旗"):
        return home
    fitting = [code for code in above if names[code].endswith(unit)]
    if unit == "区":
        return fitting[0] if fitting else None
    return fitting[0] if fitting and (unit != "县" or fitting[0] == home) else None


def last_named(hit: Hit, choices: tuple[Choice, ...]) -> str | None:
    """The code of the nearest place before a 该县 or "the county" that is of its kind."""
    unit = _UNIT_ENDS.get(hit.unit or "", hit.unit or "")
    index = bisect_left(choices, hit.start, key=lambda choice: choice.chain.start)
    for choice in reversed(choices[max(0, index - 6) : index]):
        sense = choice.sense
        if hit.start - choice.chain.end > _REMEMBERED:
            return None
        if sense and sense.adcode and sense.level != "zone" and (regions.name(sense.adcode) or "").endswith(unit):
            return sense.adcode
    return None
