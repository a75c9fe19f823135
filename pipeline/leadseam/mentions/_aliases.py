"""Short names that a document defines: 以下简称, "hereinafter", and the brand within a full name."""

from collections.abc import Iterator
from functools import lru_cache

import regex

from leadseam.mentions import _known
from leadseam.mentions._company_runs import weights
from leadseam.mentions._view import View, alternation, mention
from leadseam.resources import Resources
from leadseam.schema import Mention

_DEFINED = regex.compile(
    r"\s?[（(](?:以下|下)?(?:简称|合称)[：:]?[“\"'‘]?(?P<a>[^”\"'’）)]{2,16})[”\"'’]?[）)]"
    r"|[ ]?\((?:hereinafter|hereafter)?[ ]?(?:referred to as |called "
    r"|the )*[“\"'‘](?:the )?(?P<b>[^”\"’)]{2,30})[”\"'’]\)"
    r"|[ ]?\((?P<c>[A-Z][A-Za-z]{1,15})\)"
)
_ZH_FORM = regex.compile(
    r"(?:集团|控股|实业)?(?:股份)?有限(?:责任)?公司$|集团(?:股份|控股)?(?:总?公司)?$|总?公司$|控股$"
)
# A page that names more companies than this is a directory; the rest go without short names.
_MOST = 400
_ZH_TAIL = regex.compile(r"集团|公司")
_EN_FORM = regex.compile(r",? (?:Co|Ltd|LTD|Inc|Corp|AB|SE|GmbH|AG|Limited|Pte|PLC|plc|LLC|Kft|NV|BV)\b.*$")
_EN_TAIL = regex.compile(
    r" (?:Technology|Energy|Group|Electronics|Materials|Chemicals?|Pharma\w*"
    r"|Semiconductors?|Automobile|company|Company)\b"
)


def find(page: View, full: tuple[Mention, ...]) -> Iterator[Mention]:
    """Every occurrence of a short name that the full names define, carrying the full name."""
    seen: set[tuple[str, str]] = set()
    for company in full[:_MOST]:
        for short in _shorts(page, company):
            if (short, company.name) not in seen:
                seen.add((short, company.name))
                yield from _occurrences(page, short, company.name, 0.85)


def repeats(page: View, exposed: tuple[Mention, ...]) -> Iterator[Mention]:
    """Further occurrences of names that the grammar exposed once."""
    for name in tuple(dict.fromkeys(company.text for company in exposed))[:_MOST]:
        yield from _occurrences(page, name, name, 0.5)


@lru_cache(maxsize=4096)
def brand(name: str, resources: Resources) -> str | None:
    """What a full Chinese name is called for short: without place, trade and form.

    >>> from leadseam.resources import load
    >>> brand("卓然（浙江）集成科技有限公司", load()), brand("江苏澜科半导体有限公司", load())
    ('卓然', '澜科')
    """
    known = [short for short in _known.names(resources) if len(short) > 1 and short in name[:12]]
    if known:
        return max(known, key=len)
    rest = regex.sub(r"[（(][^）)]{1,10}[）)]", "", _ZH_FORM.sub("", name))
    rest = _places(resources).sub("", rest)
    trades = _trades(resources)
    while (cut := trades.search(rest)) and cut.start() >= 2:
        rest = rest[: cut.start()]
    return rest if 2 <= len(rest) <= 4 else None


def _shorts(page: View, company: Mention) -> Iterator[str]:
    defined = _DEFINED.match(page.text, company.end)
    if defined:
        yield next(group for group in defined.groups() if group)
    if page.lang == "zh":
        short = brand(company.name, page.resources)
        places = {v.text for v in page.values if v.kind == "place"}
        core = _core(page, company.name)
        if core and core not in (short, company.name) and core not in places:
            yield core
        if short and short != company.name and short not in _not_names(page.resources) and short not in places:
            yield short
    else:
        yield from (short for short in _en_shorts(page, company.name) if short != company.name)


def _core(page: View, name: str) -> str | None:
    """A full name without place and legal form: 漳河水泥制品 of 襄阳漳河水泥制品有限公司."""
    core = _places(page.resources).sub("", _ZH_FORM.sub("", name))
    return core if core != name and 4 <= len(core) <= 10 and "有限" in name else None


def _en_shorts(page: View, name: str) -> Iterator[str]:
    """The brand, its first word, and the name without its form: "Hallberg", "Hallberg Filtration"."""
    common = weights(page.resources).common
    brand_name = _en_brand(page, name)
    bare = _EN_FORM.sub("", name)
    shorts = [bare if " " in bare else None, brand_name, brand_name.split()[0] if brand_name else None]
    places = {word for v in page.values if v.kind == "place" for word in v.text.split()}
    yield from (s for s in dict.fromkeys(shorts) if s and len(s) > 3 and s.lower() not in common and s not in places)


def _en_brand(page: View, name: str) -> str | None:
    words = regex.findall(r"[A-Z][\w\-’']*", regex.sub(r"\([^)]*\)|,? (?:Co\b|Ltd|Inc|Corp).*", "", name))
    places = {v.text for v in page.values if v.kind == "place"}
    words = [w for w in words if w not in places] if len(words) > 1 else words
    kept = []
    for word in words:
        if _en_trades(page.resources).fullmatch(word):
            break
        kept.append(word)
    brand_name = " ".join(kept)
    return brand_name if len(brand_name) > 3 and brand_name not in {"China", "State", "National"} else None


def _occurrences(page: View, short: str, name: str, confidence: float) -> Iterator[Mention]:
    tail = _EN_TAIL if page.lang == "en" else _ZH_TAIL
    for start in _places_of(page, short):
        end = start + len(short)
        if page.text.startswith("集团", end) and "集团" not in name:
            continue
        more = _trade_after(page, end, name) or tail.match(page.text, end)
        end = more.end() if more else end
        yield mention(page, "company", start, end, name=name, confidence=confidence, flags=("alias",))


def _places_of(page: View, short: str) -> Iterator[int]:
    """Where a short name stands; in English as a whole word, however capitalized."""
    english = page.lang == "en"
    text, wanted = (page.text.lower(), short.lower()) if english else (page.text, short)
    if len(text) != len(page.text):
        text, wanted = page.text, short
    start = text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        inside = english and (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
        if not inside:
            yield start
        start = text.find(wanted, end)


def _trade_after(page: View, end: int, name: str) -> regex.Match[str] | None:
    """The trade words of the full name that follow a short name here too: 澜科 + 半导体."""
    if page.lang == "en":
        return None
    match = _trades_head(page.resources).match(page.text, end)
    return match if match and match.group() in name else None


@lru_cache(maxsize=4)
def _en_trades(resources: Resources) -> regex.Pattern[str]:
    return regex.compile("|".join(resources.lines("lexicons/en/company_trades.txt")))


@lru_cache(maxsize=4)
def _trades(resources: Resources) -> regex.Pattern[str]:
    return regex.compile(rf"(?:{alternation(resources.lines('lexicons/zh/company_trades.txt'))})$")


@lru_cache(maxsize=4)
def _trades_head(resources: Resources) -> regex.Pattern[str]:
    return regex.compile(alternation(resources.lines("lexicons/zh/company_trades.txt")))


@lru_cache(maxsize=4)
def _places(resources: Resources) -> regex.Pattern[str]:
    bare = alternation(resources.lines("lexicons/zh/company_places.txt"))
    return regex.compile(rf"^(?:[\p{{Han}}]{{2,3}}[省市县区])+|^(?:{bare})")


@lru_cache(maxsize=4)
def _not_names(resources: Resources) -> frozenset[str]:
    return frozenset(resources.lines("lexicons/zh/not_names.txt"))
