"""Places: cases of both languages, homonyms, machine translation, and what must hold on any text."""

import itertools
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadseam.resources import load
from leadseam.schema import Lang, PlaceValue
from leadseam.values import place

SPECS = Path(__file__).parents[1] / "specs"
ABROAD = (
    *(
        "in",
        "the",
        "In",
        "and",
        "'s",
        ",",
        ",",
        ".",
        "-",
        "—",
        "(",
        "$5",
        "İ",
        "U.S.",
        "Ga.",
        "TX",
        "Georgia",
        "Ontario",
    ),
    *("County", "district", "Que", "Vo", "Bac", "Ninh", "industrial", "park", "Dublin", "DUBLIN", "Virginia", "State"),
    *("Perak", "Győr", "Delta", "Suzhou", "City", "Vietnam", "Washington"),
)
HARD_CASES = Path(__file__).parents[3] / "shared" / "data" / "values" / "hard_cases.jsonl"


def _cases(lang: str) -> list[Any]:
    lines = (SPECS / lang / "place.jsonl").read_text(encoding="utf-8").splitlines()
    return [pytest.param(lang, json.loads(line), id=f"{lang}-{json.loads(line)['id']}") for line in lines]


def _find(text: str, case: dict[str, Any], lang: Lang) -> tuple[PlaceValue, ...]:
    day = case.get("published") or case.get("ref_date")
    published = date.fromisoformat(day) if day else None
    home = case.get("home") or case.get("pub_place")
    return place.find(text, load(), lang=lang, is_mt=case.get("mt", False), published=published, home=home)


def _is_settled(value: PlaceValue) -> bool:
    return "in_name" not in value.flags and "ambiguous" not in value.flags


@pytest.mark.parametrize(("lang", "case"), [*_cases("zh"), *_cases("en")])
def test_case(lang: Lang, case: dict[str, Any]) -> None:
    found = [value for value in _find(case["text"], case, lang) if _is_settled(value)]
    assert [[value.text, value.adcode or value.region or value.country] for value in found] == case["expected"]


def test_code_of_the_day() -> None:
    (then,) = place.find("项目落户即墨。", load(), lang="zh", published=date(2016, 5, 1))
    (now,) = place.find("项目落户即墨。", load(), lang="zh", published=date(2024, 5, 1))
    assert (then.adcode, then.adcode_then) == ("370215", "370282")
    assert (now.adcode, now.adcode_then) == ("370215", None)


def test_abstains_with_candidates() -> None:
    (value,) = place.find("鼓楼区签约12个项目。", load(), lang="zh")
    assert value.adcode is None
    assert set(value.candidates) == {"320106", "320302", "350102", "410204"}


def test_repair_is_flagged() -> None:
    (value,) = place.find("Hai Duong Port is busy.", load(), lang="en", is_mt=True, home="370000")
    assert (value.adcode, value.surface, value.flags) == ("370687", "mt", ("mt_fixed",))


def test_company_name_is_flagged() -> None:
    (value,) = place.find("上海电气集团股份有限公司签约。", load(), lang="zh")
    assert (value.adcode, value.flags) == ("310000", ("in_name",))


def test_zone_carries_its_host() -> None:
    (value,) = place.find("苏州工业园区签约。", load(), lang="zh")
    assert (value.level, value.adcode, value.zone) == ("zone", "320500", "苏州工业园区")


@pytest.mark.parametrize(
    "text", ["鼓楼区" * 3000, "Gulou " * 3000, "济南、" * 3000, "\ud800市" * 50, "中" * 30_000, "a" * 30_000]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_long_and_broken_text(text: str, lang: Lang) -> None:
    values = place.find(text, load(), lang=lang, is_mt=True, home="370100")
    assert all(text[value.start : value.end] == value.text for value in values)


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="山东省青岛市即墨区鼓楼全我路街大学 ,.'()JimoDistrictQingdaoZhuhai的、在İ\ud800", max_size=80),
    st.sampled_from(["zh", "en"]),
)
def test_any_text(text: str, lang: Lang) -> None:
    values = place.find(text, load(), lang=lang, is_mt=True, home="370215")
    assert all(text[value.start : value.end] == value.text != "" for value in values)
    assert all(one.end <= two.start for one, two in itertools.pairwise(values))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(ABROAD),
        max_size=18,
    ),
    st.sampled_from([None, "370215"]),
)
def test_any_foreign_text(words: list[str], home: str | None) -> None:
    text = " ".join(words).replace(" ,", ",")
    values = place.find(text, load(), lang="en", home=home)
    assert all(text[value.start : value.end] == value.text != "" for value in values)
    assert all(one.end <= two.start for one, two in itertools.pairwise(values))


def test_a_zone_abroad_carries_its_country() -> None:
    (value,) = place.find("It lies in Rang Dong industrial zone, Nam Dinh.", load(), lang="en")
    assert (value.level, value.country, value.zone) == ("zone", "VN", "Rang Dong industrial zone")


def _score(lang: str) -> tuple[float, float]:
    right = wanted = given_out = 0
    for line in HARD_CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        expected = [one for one in case["expected"] if one["kind"] == "place"]
        if case["lang"] != lang or not (expected or "place" in case["kinds"]):
            continue
        found = [value for value in _find(case["text"], case, case["lang"]) if _is_settled(value)]
        named = [value for value in found if value.surface != "deictic" or "deictic" in case["tags"]]
        right += sum(any(_agrees(value, one) for value in named) for one in expected)
        wanted += len(expected)
        given_out += len(named)
    return right / wanted, right / given_out


def _agrees(value: PlaceValue, expected: dict[str, Any]) -> bool:
    start, end = expected["span"]
    codes = {value.adcode, value.country, value.region} - {None}
    wanted = {expected["value"].get(key) for key in ("adcode", "country", "region")} - {None}
    return value.start < end and start < value.end and bool(codes & wanted)


@pytest.mark.skipif(not HARD_CASES.is_file(), reason="the folder of hard cases is not here")
@pytest.mark.parametrize(("lang", "recall", "precision"), [("zh", 0.9, 0.9), ("en", 0.85, 0.88)])
def test_hard_cases(lang: str, recall: float, precision: float) -> None:
    found, right = _score(lang)
    assert found >= recall
    assert right >= precision
