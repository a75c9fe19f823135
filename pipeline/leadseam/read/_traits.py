"""What a text is: its language, whether a machine translated it, what kind of writing it is."""

import math
from functools import lru_cache

import regex

from leadseam.resources import Resources
from leadseam.schema import Kind, Lang

_SAMPLE = 20_000
_HAN = regex.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]")
_LATIN = regex.compile(r"[A-Za-z]")
_OTHER = regex.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_WORD = regex.compile(r"[A-Za-z]+")
# A Chinese character says about as much as five letters.
_LETTERS_A_CHARACTER = 5
_NOTE = regex.compile(
    r"\b(?:machine[- ]translat(?:ed|ion)|translated (?:automatically|by (?:a )?machine|by google)"
    r"|automatic(?:ally)? translat(?:ed|ion)|google translate)\b",
    regex.I,
)
# What translation engines leave behind, beside the phrases of the lexicon: pattern, weight, and how often it may count.
_RESIDUE = (
    (regex.compile(r"[a-z]{2}[”\"’)]?[.!?][“\"]?[A-Z][a-z]"), 1.0, 6),
    (regex.compile(r"\bYUAN\b"), 2.0, 2),
    (regex.compile(r"(?<![A-Za-z.])us\s?\$"), 2.0, 2),
    (regex.compile(r"(?<=[A-Za-z\d]\s?)[，。；：、！？]|[，。；：、！？](?=\s?[A-Za-z\d])"), 1.0, 4),
    (regex.compile(r"\b\d+\s?\$\s?\d"), 2.0, 2),
    (regex.compile(r"\d[\s-](?:billion|million|trillion|yuan)-?[\s-]level\b", regex.I), 1.5, 2),
    (regex.compile(r"(?:^|(?<=[.!?]\s?))To [a-z]{3,12} [^.!?\n]{5,80}, (?:we|it is)\b"), 0.7, 4),
    (regex.compile(r"(?<=[a-z,] )(?:City|County|District)(?= [a-z])"), 0.3, 4),
    (regex.compile(r"\b[A-Z][a-z]{3,12} (?:City|County|District),? [A-Z][a-z]{3,12} (?:City|Province)\b"), 0.5, 2),
    (_NOTE, 4.0, 1),
    (regex.compile(r"“[a-z\d][^”“\n]{2,40}”|\"[a-z\d][^\"\n]{2,40}\""), 0.25, 6),
    (regex.compile(r"\s[,.;](?=\s[a-z])"), 1.0, 3),
    (regex.compile(r"\*\*\s[A-Z]"), 1.0, 2),
    # Speech tags of a reporter who writes English himself.
    (
        regex.compile(
            r",[\"”] (?:s?he|[A-Z]\w+) said|, said [A-Z]|\bsaid on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
            r"|\b(?:a spokes(?:man|woman|person)|declined to comment|told a news conference|Reuters|Bloomberg)\b"
            r"|, (?:officials|analysts|it|they|the company|the ministry) said\b"
        ),
        -0.7,
        3,
    ),
)
_THRESHOLD = 2.0
_FULL_LENGTH, _SHORT = 500, 0.3


def language(text: str) -> Lang | None:
    """The language by the share of Chinese characters; None where there is neither Chinese nor English.

    >>> language("BYD 与肇庆签约"), language("Zhaoqing (肇庆) signed 12 projects"), language("2024-01-31")
    ('zh', 'en', None)
    """
    sample = text[:_SAMPLE]
    han, latin = len(_HAN.findall(sample)), len(_LATIN.findall(sample))
    if len(_OTHER.findall(sample)) * 10 > han + latin:
        return None
    if han * _LETTERS_A_CHARACTER >= latin:
        return "zh" if han else None
    return "en"


def is_machine_translated(text: str, resources: Resources) -> bool:
    """Whether an English text bears the marks of an engine that translated it from Chinese.

    >>> from leadseam.resources import load
    >>> is_machine_translated("The park signed contracts worth 3 billion yuan on Monday.", load())
    False
    """
    return score(text, resources) >= _THRESHOLD


def says_translated(line: str) -> bool:
    """Whether a line near the article says that a machine translated it."""
    return bool(_NOTE.search(line))


def score(text: str, resources: Resources) -> float:
    """The weight of all marks of machine translation, for a text of common length; 2 and more means translated."""
    sample = text[:_SAMPLE]
    words = sum(1 for _ in _WORD.finditer(sample))
    residue = sum(min(len(pattern.findall(sample)), most) * weight for pattern, weight, most in _RESIDUE)
    weights = _phrase_weights(resources)
    phrases = sum(weights.get(hit, 0.0) for hit in _distinct(sample, resources))
    length: float = max(_SHORT, words / _FULL_LENGTH)
    return (residue + phrases) / math.sqrt(length)


def kind(title: str | None, text: str, lang: Lang | None, resources: Resources) -> Kind:
    """News, speech, opinion, notice or other, by the title first and the opening lines then.

    >>> from leadseam.resources import load
    >>> kind("关于公布重点项目名单的公告", "", "zh", load()), kind(None, "Comrades:\\nToday we meet.", "en", load())
    ('notice', 'speech')
    """
    if not lang:
        return "other"
    opening = "\n".join(text[:1500].split("\n")[:5])
    for name, place, pattern in _kind_rules(lang, resources):
        if pattern.search((title or opening.split("\n", 1)[0]) if place == "title" else opening):
            return name
    return "other"


def _distinct(sample: str, resources: Resources) -> set[str]:
    return {hit.lower() for hit in _phrase_pattern(resources).findall(sample)}


@lru_cache(maxsize=4)
def _phrase_weights(resources: Resources) -> dict[str, float]:
    rows = resources.rows("lexicons/en/machine_translation.csv")
    return {row["phrase"].lower(): float(row["weight"]) for row in rows}


@lru_cache(maxsize=4)
def _phrase_pattern(resources: Resources) -> "regex.Pattern[str]":
    return regex.compile(r"\b(?:\L<phrases>)\b", regex.I, phrases=list(_phrase_weights(resources)))


@lru_cache(maxsize=8)
def _kind_rules(lang: Lang, resources: Resources) -> tuple[tuple[Kind, str, "regex.Pattern[str]"], ...]:
    rows = resources.rows(f"lexicons/{lang}/document_kinds.csv")
    return tuple((row["kind"], row["place"], regex.compile(row["pattern"], regex.I)) for row in rows)  # type: ignore[misc]
