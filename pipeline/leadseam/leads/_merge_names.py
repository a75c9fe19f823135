"""What a company, a project name and a place are reduced to before two articles are compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from leadseam.lang import fold
from leadseam.resources import Resources, regions
from leadseam.schema import Place, Project

_BRACKETS = regex.compile(r"\([^()]{0,40}\)|\[[^\[\]]{0,40}\]")
_PHASE = regex.compile(
    r"第?[一二三四五六七八九十\d]{1,3}期|\bphase (?:\d{1,2}|i{1,3}|iv|v|one|two|three|four|first|second)\b"
)
_SIZE = regex.compile(r"[\d.,]{1,12} ?(?:[kmg]wh?|万吨|万台|万辆|万|亿|吨|台|辆|套|t/y|tons?|units?)?")
_WORD = regex.compile(r"[0-9a-z]+(?:[.&'-][0-9a-z]+)*|\p{Han}+")
_LATIN = regex.compile(r"[\x20-\x7e]+")
_PLACE_CLASS = regex.compile(r"(?:特别行政区|自治区|自治州|自治县|地区|新区|高新区|经开区|开发区|[省市县区盟旗州])$")
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_LONGEST = 200  # no name is longer; what is keeps its beginning, so that any text takes linear time
_COUNTRY = ("中国", "国家", "全国", "china", "national")
_WHOLE = frozenset({"71", "81", "82"})


@dataclass(frozen=True, slots=True)
class _Words:
    tails: frozenset[str]
    zh_tails: tuple[str, ...]
    generic: regex.Pattern[str]
    places: frozenset[str]
    families: regex.Pattern[str]
    family_of: dict[str, str]


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared: the investors' cores, the city, the product family and what else is distinct in the name."""

    cores: frozenset[str]
    unit: str
    family: str
    name: str

    @property
    def is_bare(self) -> bool:
        """Whether only the company and the place are told."""
        return not self.family and not self.name


def features(project: Project, resources: Resources) -> Features:
    """The features of one project as one document tells it."""
    places = _place_names(project.place, resources)
    cores = frozenset(core(company, resources, places=places) for company in project.companies)
    written = fold((project.project or "")[:_LONGEST])
    trade = fold(project.industry.text) if project.industry else ""
    return Features(
        cores=cores,
        unit=unit(project.place),
        family=_family(written, resources) or _family(trade, resources),
        name=_distinct(written, cores, places, resources) or ("" if cores else written),
    )


def core(company: str, resources: Resources, *, places: tuple[str, ...] = ()) -> str:
    """The part of a company's name that tells it apart, without form, trade and the place it is in.

    >>> from leadseam.resources import load
    >>> core("宁德时代新能源科技股份有限公司", load()), core("CATL", load())
    ('宁德时代', '宁德时代')
    >>> core("肇庆小鹏汽车有限公司", load(), places=("肇庆",)), core("XPeng Motors Co., Ltd.", load())
    ('小鹏', '小鹏')
    """
    words, groups = _words(resources), _groups(resources)
    forms = _shortened(company, words)
    rest = _without_place(forms[-1], places, words)
    return next((groups[form] for form in (*forms, rest) if form in groups), rest)


def _shortened(company: str, words: _Words) -> tuple[str, ...]:
    """The folded name without brackets, then without one more word of form or trade each time."""
    folded = fold(company[:_LONGEST])
    name = _BRACKETS.sub(" ", folded).strip() or folded
    return tuple(_latin_forms(name, words) if _LATIN.fullmatch(name) else _han_forms(name, words))


def other_names(name: str, resources: Resources) -> tuple[str, ...]:
    """The known spellings of the company that a core stands for, folded.

    >>> from leadseam.resources import load
    >>> "catl" in other_names("宁德时代", load()), other_names("无名", load())
    (True, ())
    """
    return _spellings(resources).get(name, ())


def unit(place: Place | None) -> str:
    """The city that a project is in, as the unit within which two articles may tell the same one.

    >>> unit(Place("即墨区", "370215")), unit(Place("浦东新区", "310115")), unit(Place("仙桃市", "429004"))
    ('3702', '31', '429004')
    """
    if place is None:
        return ""
    if place.adcode is None:
        return place.country or fold(place.text)
    province, code = place.adcode[:2], place.adcode
    if province in _MUNICIPALITIES | _WHOLE or code.endswith("0000"):
        return province
    return code if code[2:4] == "90" else code[:4]


def is_phase(name: str) -> bool:
    """Whether a project's name names a phase of it.

    >>> is_phase("电池基地二期项目"), is_phase("Battery base Phase II"), is_phase("电池基地")
    (True, True, False)
    """
    return _PHASE.search(fold(name)) is not None


def is_alike(left: str, right: str) -> bool:
    """Whether two distinct parts of names are the same but for a few characters.

    >>> is_alike("零碳科创", "零碳科创城"), is_alike("零碳科创", "临港")
    (True, False)
    """
    if not left or not right:
        return False
    if left in right or right in left:
        return min(len(left), len(right)) > 1
    pairs, others = _pairs(left), _pairs(right)
    return 2 * len(pairs & others) >= len(pairs | others)


def _pairs(name: str) -> set[str]:
    return {name[i : i + 2] for i in range(len(name) - 1)}


def _latin_forms(name: str, words: _Words) -> Iterator[str]:
    tokens = _WORD.findall(name.removeprefix("the "))
    yield " ".join(tokens) or name
    while len(tokens) > 1 and tokens[-1] in words.tails and " ".join(tokens[:-1]) not in words.places:
        tokens.pop()
        yield " ".join(tokens)


def _han_forms(name: str, words: _Words) -> Iterator[str]:
    short = "".join(_WORD.findall(name)) or name
    yield short
    while tail := next((tail for tail in words.zh_tails if _may_go(tail, short, words)), None):
        short = short.removesuffix(tail)
        yield short


def _may_go(tail: str, short: str, words: _Words) -> bool:
    """Whether a tail may be cut: not when a single character or a mere place is left (广东能源, 中国电子)."""
    return short.endswith(tail) and len(short) > len(tail) + 1 and short.removesuffix(tail) not in words.places


def _without_place(short: str, places: tuple[str, ...], words: _Words) -> str:
    for place in places:
        rest = short.removeprefix(place).strip()
        if rest != short and len(rest) > 1 and rest not in words.tails:
            return rest
    return short


def _place_names(place: Place | None, resources: Resources) -> tuple[str, ...]:
    """The place as written, what lies above it by name, and all of them without their class words; longest first."""
    if place is None:
        return ()
    names = {fold(place.text)}
    for code in (place.adcode, *regions.ancestors(place.adcode, resources)) if place.adcode else ():
        names |= {fold(regions.name(code, lang, resources) or "") for lang in ("zh", "en")}
    names |= {_PLACE_CLASS.sub("", name) for name in names}
    return tuple(sorted((name for name in names if len(name) > 1), key=lambda name: (-len(name), name)))


def _distinct(written: str, cores: frozenset[str], places: tuple[str, ...], resources: Resources) -> str:
    words = _words(resources)
    rest = _SIZE.sub(" ", _PHASE.sub(" ", written))
    for known in (*sorted(cores), *places):
        rest = rest.replace(known, " ")
    return " ".join(_WORD.findall(words.generic.sub(" ", rest)))


def _family(folded: str, resources: Resources) -> str:
    """The product family of the last product word: the head of a Chinese or English name."""
    words = _words(resources)
    found = [match.group() for match in words.families.finditer(folded)]
    return words.family_of[found[-1]] if found else ""


@lru_cache(maxsize=4)
def _words(resources: Resources) -> _Words:
    tails = resources.lines("merge/company_tails.txt")
    latin = frozenset(tail for tail in tails if _LATIN.fullmatch(tail))
    families = {
        word: row["family"] for row in resources.rows("merge/product_families.csv") for word in row["words"].split("|")
    }
    return _Words(
        tails=frozenset(tails),
        zh_tails=tuple(sorted((t for t in tails if t not in latin), key=lambda t: (-len(t), t))),
        generic=_any_of(resources.lines("merge/generic_names.txt")),
        places=frozenset({*regions.table(resources).named, *_COUNTRY}),
        families=_any_of(tuple(families)),
        family_of=families,
    )


@lru_cache(maxsize=4)
def _groups(resources: Resources) -> dict[str, str]:
    """Every known form of a company's name with the one form that stands for all of them."""
    words = _words(resources)
    pairs = resources.rows("merge/company_aliases.csv")
    rows = [(row["name"], *row["others"].split("|")) for row in pairs]
    rows += [
        tuple(line.split("|")) for lang in ("zh", "en") for line in resources.lines(f"lexicons/{lang}/companies.txt")
    ]
    chosen: dict[str, str] = {}
    for row in rows:
        whole = [_shortened(name, words)[0] for name in row]
        known = next((chosen[form] for form in whole if form in chosen), _shortened(row[0], words)[-1])
        chosen |= {form: known for form in whole if form not in chosen}
    short = {_shortened(form, words)[-1]: known for form, known in reversed(chosen.items())}
    return {form: known for form, known in short.items() if form not in words.tails} | chosen


@lru_cache(maxsize=4)
def _spellings(resources: Resources) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for form, known in _groups(resources).items():
        found.setdefault(known, []).append(form)
    return {known: tuple(sorted(forms)) for known, forms in found.items()}


def _any_of(words: tuple[str, ...]) -> regex.Pattern[str]:
    """Any of the words, the longest first; Latin ones only where they stand alone."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return regex.compile("|".join(_alone(word) if _LATIN.fullmatch(word) else regex.escape(word) for word in ordered))


def _alone(word: str) -> str:
    return rf"(?<![0-9a-z]){regex.escape(word)}(?![0-9a-z])"
