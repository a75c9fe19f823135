"""The plainest dates are read before the grammar is tried: it must read every one of them alike."""

import json
from itertools import product
from pathlib import Path

import pytest

from leadseam.resources import load
from leadseam.schema import Lang
from leadseam.values._grammar import grammar

SPECS = Path(__file__).parents[1] / "specs"
HEADS = {"zh": ("", "在", "第", "3", "大", "-"), "en": ("", "in ", "on ", "the ", "may ", "3 ")}
DATES = {
    "zh": (
        "2023年",
        "2023年5月",
        "2023年5月12日",
        "5月",
        "11月30日",
        "今年",
        "去年",
        "明年",
        "目前",
        "近日",
        "近期",
        "近年来",
        "5月底",
        "今年12月末",
        "今天",
        "明日",
    ),
    "en": (
        *(
            "2023",
            "may 2023",
            "october 1998",
            "march 5, 2024",
            "december 31, 2021",
            "last year",
            "this year",
            "next year",
        ),
        *("recently", "currently", "at present"),
    ),
}


def _tails(lang: Lang) -> list[str]:
    """Every character of the specifications, with and without something that a date may go on with."""
    lines = (SPECS / lang / "date.jsonl").read_text(encoding="utf-8").splitlines()
    characters = sorted({char for line in lines for char in json.loads(line)["text"].lower()})
    tails = [char + more for char in characters for more in ("", "3月5日")]
    return tails if lang == "zh" else [*tails, *_words(lines)]


def _words(lines: list[str]) -> list[str]:
    """What stands behind each blank or mark of the specifications."""
    texts = "\n".join(json.loads(line)["text"].lower() for line in lines)
    return sorted({texts[at : at + 24] for at, char in enumerate(texts) if char in " ,.;:)'-/"})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_grammar_reads_plain_dates_alike(lang: Lang) -> None:
    rules = grammar(lang, load())
    grammar_of_all = rules.named_date if rules.day_names else rules.date
    unlike = []
    for head, date, tail in product(HEADS[lang], DATES[lang], _tails(lang)):
        text = head + date + tail
        plain, full = (form.match(text, len(head)) for form in (rules.plain_date, grammar_of_all))
        if plain and (full is None or (plain.end(), _read(plain, lang)) != (full.end(), _read(full, lang))):
            unlike.append(text)
    assert unlike == []


def _read(match: object, lang: Lang) -> object:
    return grammar(lang, load()).date_parts(match)  # type: ignore[arg-type]
