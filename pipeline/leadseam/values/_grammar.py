"""A language module and its word lists, compiled once: everything the value finders look up."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from itertools import chain
from types import ModuleType
from typing import TYPE_CHECKING, Literal

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from leadseam.lang._heads import Opens, guarded, starts
from leadseam.lang._later import later, regex_later
from leadseam.lang._numeral import Numeral
from leadseam.lang._parts import Counted, Parts
from leadseam.lang._tails import tails
from leadseam.resources import Resources, uncollected
from leadseam.schema import Lang, Op

if TYPE_CHECKING:
    import regex

Mod = Literal["as_of", "before", "since", "around"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Grammar:
    """What one language says about values; `words` is its language module."""

    lang: Lang
    words: ModuleType
    number: re.Pattern[str]
    read_number: Callable[[re.Match[str]], Numeral | None]
    before: re.Pattern[str]
    before_last: frozenset[str]
    before_ends: tuple[str, ...]
    after: re.Pattern[str]
    after_opens: Opens
    ops_before: tuple[Op, ...]
    ops_after: tuple[Op, ...]
    suffix: re.Pattern[str]
    suffix_opens: Opens
    change: re.Pattern[str]
    currencies: dict[str, str]
    unit: re.Pattern[str]
    unit_opens: Opens
    units: dict[str, tuple[str, Decimal]]
    noun: re.Pattern[str]
    nouns: dict[str, str]
    noun_heads: dict[str, tuple[str, ...]]
    cues: CharwiseDoubleArrayAhoCorasick
    roles: tuple[str, ...]
    ranges: re.Pattern[str]
    lists: re.Pattern[str]
    any_per_before: re.Pattern[str]
    per_before: tuple[tuple[re.Pattern[str], str], ...]
    per_after: re.Pattern[str]
    pers_after: tuple[str, ...]
    percent_opens: Opens
    measure_opens: Opens
    percents: tuple[tuple[tuple[str, ...], re.Pattern[str], str, Decimal], ...]
    date_start: re.Pattern[str]
    date: "regex.Pattern[str]"
    plain_date: "re.Pattern[str] | regex.Pattern[str]"
    day_names: CharwiseDoubleArrayAhoCorasick
    named_start: re.Pattern[str]
    named_date: "regex.Pattern[str]"
    date_parts: Callable[["regex.Match[str] | re.Match[str]"], Parts | None]
    date_before: tuple[tuple[re.Pattern[str], str], ...]
    date_after: tuple[tuple[re.Pattern[str], str], ...]
    any_date_before: "regex.Pattern[str]"
    any_date_after: re.Pattern[str]
    date_range: re.Pattern[str]
    counted: "regex.Pattern[str] | None"
    counted_last: tuple[str, ...]
    read_counted: Callable[["regex.Match[str]"], Counted | None] | None
    future: re.Pattern[str]
    own_year: re.Pattern[str]
    compare_before: "regex.Pattern[str]"
    compare_after: "regex.Pattern[str]"
    ops_compare_before: tuple[Op, ...]
    ops_compare_after: tuple[Op, ...]
    tied: "regex.Pattern[str]"
    patterns: dict[str, re.Pattern[str]]


# "30 MUSD" is thirty million dollars.
_MEGA = r"(?P<mega>m(?=usd|eur|aud|gbp|sek|nok|dkk|inr|cad|cny|rmb|hkd|sgd|jpy|chf))?"
_OF_DATES = ("DATELINE", "FOUNDED", "PLANNED", "DATE_LIST")
_OF_ENGLISH_DATES = (*_OF_DATES, "PROMISED", "LASTING", "LABEL", "TITLE")


@lru_cache(maxsize=8)
@uncollected
def grammar(lang: Lang, resources: Resources) -> Grammar:
    """The grammar of a language; its expressions are compiled when a text first asks them."""
    words, days, counts = _modules(lang)
    prefixes, suffixes = _currencies(lang, resources)
    units = {row["word"]: (row["unit"], Decimal(row["factor"])) for row in resources.rows(f"lexicons/{lang}/units.csv")}
    nouns = {row["word"]: row["unit"] for row in resources.rows(f"lexicons/{lang}/nouns.csv")}
    roles = resources.rows(f"lexicons/{lang}/amount_roles.csv")
    names = _names_of_days(resources) if lang == "zh" else {}
    ends = _ends(words, prefixes)
    after, unit = partial(_after, words), partial(_unit, units, lang)
    suffix, noun = partial(_suffix, words, suffixes, lang), partial(_noun, nouns, lang)
    return Grammar(
        lang=lang,
        words=words,
        number=later(lambda: _gated(words.NUMBER)),
        read_number=words.read_number,
        before=later(lambda: _before(words, prefixes, lang)),
        before_last=frozenset(end[-1] for end in ends),
        before_ends=ends,
        after=later(after),
        after_opens=Opens(after),
        ops_before=tuple(op for _, op in words.BEFORE),
        ops_after=tuple(op for _, op in words.AFTER),
        suffix=later(suffix),
        suffix_opens=Opens(suffix),
        change=later(words.CHANGE),
        currencies=prefixes | suffixes,
        unit=later(unit),
        unit_opens=Opens(unit),
        units=units,
        noun=later(noun),
        nouns=nouns,
        noun_heads={char: _of_head(char, nouns) for char in {noun[0] for noun in nouns}},
        cues=CharwiseDoubleArrayAhoCorasick([row["cue"] for row in roles], MATCH_KIND_LEFTMOST_LONGEST),
        roles=tuple(row["role"] for row in roles),
        ranges=later(words.RANGE),
        lists=later(r"\s?" + words.LIST),
        any_per_before=_last("|".join(form for form, _ in words.PER_BEFORE)),
        per_before=tuple((_last(form), per) for form, per in words.PER_BEFORE),
        per_after=later("|".join(f"(?P<p{at}>{form})" for at, (form, _) in enumerate(words.PER_AFTER))),
        pers_after=tuple(per for _, per in words.PER_AFTER),
        percent_opens=Opens(words.PERCENT),
        measure_opens=Opens(
            lambda: "|".join(
                (suffix(), unit(), words.PERCENT, words.LEVEL, after(), *([noun()] if lang == "en" else []))
            )
        ),
        percents=tuple(
            (_literals(form), later(form), basis, Decimal(value)) for form, basis, value in words.PERCENT_WORDS
        ),
        date_start=later(lambda: _gated(days.DATE_START)),
        date=regex_later(lambda: _gated_date(days.DATE)),
        plain_date=_plain_date(days, names),
        day_names=_day_names(days, names),
        named_start=later(lambda: _gated(days.DATE_START, _starts(names) if names else "")),
        named_date=regex_later(lambda: _gated_date(_named(days.NAMED_DATE, names))),
        date_parts=days.date_parts,
        date_before=tuple((later(form), mod) for form, mod in days.DATE_BEFORE),
        date_after=tuple((later(form), mod) for form, mod in days.DATE_AFTER),
        any_date_before=_at_end(form for form, _ in days.DATE_BEFORE),
        any_date_after=later("|".join(f"(?:{form})" for form, _ in days.DATE_AFTER)),
        date_range=later(days.DATE_RANGE),
        counted=regex_later(days.COUNTED) if lang == "en" else None,
        counted_last=days.COUNTED_LAST if lang == "en" else (),
        read_counted=days.counted if lang == "en" else None,
        future=later(days.FUTURE),
        own_year=later(days.OWN_YEAR),
        compare_before=regex_later(lambda: f"(?:{_forms(counts.COMPARE_BEFORE)})$"),
        compare_after=regex_later(lambda: _forms(counts.COMPARE_AFTER)),
        ops_compare_before=tuple(op for _, op in counts.COMPARE_BEFORE),
        ops_compare_after=tuple(op for _, op in counts.COMPARE_AFTER),
        tied=regex_later(counts.TIED),
        patterns=_patterns(words, lang)
        | {name: later(getattr(days, name)) for name in (_OF_DATES if lang == "zh" else _OF_ENGLISH_DATES)},
    )


def _modules(lang: Lang) -> tuple[ModuleType, ModuleType, ModuleType]:
    """A language's modules for amounts, dates and numbers; a text of one language needs none of the other."""
    if lang == "zh":
        from leadseam.lang import _dates_zh, _numbers_zh, zh

        return zh, _dates_zh, _numbers_zh
    from leadseam.lang import _dates_en, _numbers_en, en

    return en, _dates_en, _numbers_en


def _currencies(lang: Lang, resources: Resources) -> tuple[dict[str, str], dict[str, str]]:
    rows = [row for row in resources.rows("currencies.csv") if row["lang"] in (lang, "any")]
    prefixes = {row["name"]: row["code"] for row in rows if row["place"] != "after"}
    prefixes |= {f"{code.lower()}$": code for code in {row["code"] for row in rows}}
    return prefixes, {row["name"]: row["code"] for row in rows if row["place"] != "before"}


def _gated(form: str, more: str = "") -> str:
    """The pattern, in Chinese tried only at the characters that a match can begin with: a third of the time."""
    either = f"{form}|{more}" if more else form
    return either if either.isascii() else rf"(?={starts(either)})(?:{either})"


def _literals(form: str) -> tuple[str, ...]:
    """Words of which every match of a form holds one: the longest of each alternative, groups left out.

    >>> _literals(r"\\b(?:more than )?doubl(?:ed|e)\\b|\\bhalf of\\b")
    ('doubl', 'half')
    """
    bare = re.sub(r"\\.|\[[^\]]*\]|\((?:[^()]|\([^()]*\))*\)[?*+]?|\w[?*{]", " ", form)
    return tuple(max(alternative.split(), key=len) for alternative in bare.split("|"))


def _of_head(char: str, nouns: Iterable[str]) -> tuple[str, ...]:
    """The nouns that begin with a character, the last in the order of strings first."""
    return tuple(sorted((noun for noun in nouns if noun[0] == char), reverse=True))


def _last(form: str) -> re.Pattern[str]:
    """The words right before an amount, or a few characters before it in the same clause."""
    return later(rf"(?:{form})[^,。;、]{{0,8}}$")


def _gated_date(form: str) -> str:
    return form if form.isascii() else guarded(form)


def _plain_date(days: ModuleType, names: dict[str, tuple[str, ...]]) -> "re.Pattern[str] | regex.Pattern[str]":
    """The plainest dates; where names of days can follow a year, by the first characters of those."""
    if not names:
        return regex_later(days.PLAIN_DATE)
    return later(lambda: days.PLAIN_DATE.replace("<<days>>", _firsts(chain(*names.values()))))


def _day_names(days: ModuleType, names: dict[str, tuple[str, ...]]) -> CharwiseDoubleArrayAhoCorasick:
    """The words of which every named date holds one: of an era, a holiday, a fiscal year, the Chinese calendar."""
    words = {word for found in names.values() for word in found}
    return CharwiseDoubleArrayAhoCorasick(sorted(words.union(days.NAMED_WORDS)))


def _names_of_days(resources: Resources) -> dict[str, tuple[str, ...]]:
    """The names that the grammar of dates refers to, the longest first: eras, and holidays by how sure they are."""
    names = {"eras": [row["era"] for row in resources.rows("lexicons/zh/eras.csv")]}
    for row in resources.rows("lexicons/zh/holidays.csv"):
        names.setdefault(row["use"], []).append(row["word"])
    return {use: tuple(sorted(words, key=len, reverse=True)) for use, words in names.items()}


def _named(form: str, names: dict[str, tuple[str, ...]]) -> str:
    """A form with the names in the place of `<<eras>>` and the like, tried only at their first characters."""
    for use, words in names.items():
        form = form.replace(f"<<{use}>>", f"(?:(?=[{_firsts(words)}])(?:{'|'.join(words)}))")
    return form


def _firsts(words: Iterable[str]) -> str:
    return "".join(sorted({word[0] for word in words}))


def _seconds(char: str, words: Iterable[str]) -> str:
    return "|".join(sorted({word[1:3] for word in words if word[0] == char}))


def _starts(names: dict[str, tuple[str, ...]]) -> str:
    """Where such a name can start, by its first three characters; an era only with its year."""
    holidays = {word for use, words in names.items() if use != "eras" for word in words}
    forms = [f"{char}(?={_seconds(char, holidays)})" for char in _firsts(holidays)]
    eras = names["eras"]
    second = _firsts(era[1:] for era in eras)
    return "|".join([*forms, rf"[{_firsts(eras)}](?=[{second}].{{0,2}}?[元\d一二三四五六七八九十]{{1,3}}年)"])


def _forms(pairs: tuple[tuple[str, Op], ...]) -> str:
    return "|".join(f"(?P<o{at}>{form})" for at, (form, _) in enumerate(pairs))


def _either(words: Iterable[str], lang: Lang) -> str:
    ordered = sorted(words, key=len, reverse=True)
    bounded = (
        re.escape(word)
        + (r"(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else "" if word[-1].isalnum() else r"(?!\s?\d)")
        for word in ordered
    )
    guard = "(?![旦宵件素器月])" if lang == "zh" else ""
    return f"(?:{'|'.join(bounded)}){guard}"


# A list of companies between a number and its noun: "13 Fortune 500 companies".
_TOP_500 = r"(?:of the )?(?:(?:global )?fortune(?: global)?|(?:world|china)(?:.?s)?(?: top)?) 500\s"


def _noun(nouns: dict[str, str], lang: Lang) -> str:
    if lang == "zh":
        return rf"[^,。;:!?、\n\t]{{0,18}}?(?=[{_firsts(nouns)}])(?P<noun>{_either(nouns, lang)})"
    stop = r"(?!(?:of|in|on|for|with|to|by|from|at|is|are|was|were|has|have|had|that|which|will|per|than|the|a|and)\b)"
    between = rf"(?:{stop}[a-z][\w'-]{{0,20}}\s|(?:branch|kinds|types) of\s|{_TOP_500}){{0,5}}?"
    return rf"\s{between}(?P<noun>{_either(nouns, lang)})"


def _before(words: ModuleType, prefixes: dict[str, str], lang: Lang) -> str:
    either = "|".join(re.escape(name) for name in sorted(prefixes, key=len, reverse=True))
    bound = "" if lang == "zh" else r"(?<![a-z])"
    first = "|".join(f"(?P<b{at}>{form})" for at, (form, _) in enumerate(words.BEFORE))
    second = "|".join(f"(?P<c{at}>{form})" for at, (form, _) in enumerate(words.BEFORE))
    return (
        rf"(?:{bound}(?:{first})\s?)?\s?(?:(?<![a-z]){_MEGA}(?P<cur>{either})\s?)?"
        rf"(?:{bound}(?:{second})\s?)?(?:a |an )?$"
    )


def _after(words: ModuleType) -> str:
    return r"\s?(?:" + "|".join(f"(?P<a{at}>{form})" for at, (form, _) in enumerate(words.AFTER)) + ")"


def _suffix(words: ModuleType, suffixes: dict[str, str], lang: Lang) -> str:
    return (
        rf"[\s-]?(?:of )?(?!{words.LOOSE_CURRENCY}){_MEGA}(?P<cur>{_either(suffixes, lang)})"
        rf"(?P<late>{words.LATE_SCALE})?"
    )


def _unit(units: Iterable[str], lang: Lang) -> str:
    return rf"[\s-]?(?P<unit>{_either(units, lang)})"


def _ends(words: ModuleType, prefixes: dict[str, str]) -> tuple[str, ...]:
    """What operators and currencies before a number end with."""
    operators = frozenset().union(*(tails(form) for form, _ in words.BEFORE))
    return (*sorted(operators | {name[-4:] for name in prefixes}), " a", " an")


def _at_end(forms: Iterable[str]) -> "regex.Pattern[str]":
    """Forms that end with `$`, read from there back: matched at the end of a stretch, whether any is worth a search."""
    return regex_later(rf"(?r)(?:{'|'.join(f'(?:{form})' for form in forms)})\n?")


def _patterns(words: ModuleType, lang: Lang) -> dict[str, re.Pattern[str]]:
    names = (
        *("LEVEL", "PERCENT", "MINUS", "REACHED", "GROWTH", "FALL", "SHARE", "MONETARY_AFTER"),
        *(
            "THRESHOLD_AFTER",
            "THRESHOLD_PLAIN",
            "THRESHOLD_BEFORE",
            "LABEL_BEFORE",
            "COUNTED_AFTER",
            "SIZED_AFTER",
            "EQUIVALENT_CUE",
        ),
        *("YEARLY", "YEARLY_BEFORE", "PART", "ADDED", "TOTAL", "GOAL"),
    )
    bound = "" if lang == "zh" else r"\b"
    wrapped = {"GROWTH", "FALL", "SHARE", "PART"}
    return {
        name: later(f"{bound}(?:{getattr(words, name)}){bound}" if name in wrapped else getattr(words, name))
        for name in names
    }
