"""The home place: own cases of both languages, and the five documents of the yardstick where they are at hand."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadseam import read
from leadseam.leads import home_place
from leadseam.resources import load, regions
from leadseam.schema import Document, HomePlace, Lang

SPECS = Path(__file__).parents[1] / "specs"
SHARED = Path(__file__).parents[3] / "shared"


def _cases(lang: str) -> list[Any]:
    lines = (SPECS / lang / "home.jsonl").read_text(encoding="utf-8").splitlines()
    return [pytest.param(lang, json.loads(line), id=f"{lang}-{number}") for number, line in enumerate(lines)]


@pytest.mark.parametrize(("lang", "case"), [*_cases("zh"), *_cases("en")])
def test_case(lang: Lang, case: dict[str, Any]) -> None:
    wanted = case["home"]
    document = Document(id="1", lang=lang, **{key: value for key, value in case.items() if key != "home"})
    found = home_place(document, load())
    assert (found.adcode if found else None) == wanted


def test_told_place_wins() -> None:
    told = HomePlace("舟山", "330900", 1.0)
    assert home_place(Document(id="1", text="我市地处广东肇庆。", home_place=told), load()) is told


def test_text_is_as_written() -> None:
    document = Document(
        id="1",
        lang="en",
        is_mt=True,
        text="Zhuhai has signed 40 projects and Zhuhai will start more. Our city leads. "
        "Daishan County and Shengsi County followed.",
    )
    found = home_place(document, load())
    assert found is not None
    assert (found.text, found.adcode) == ("Zhuhai", "330900")


def test_nothing_named() -> None:
    assert home_place(Document(id="1", text="我市今年签约项目96个。"), load()) is None
    assert home_place(Document(id="1", text=""), load()) is None


def test_site_is_a_hint_only() -> None:
    site = HomePlace("襄阳", "420600", 0.5)
    own = Document(id="1", source="谷城县融媒体中心", text="3月20日，谷城县举行集中开工活动。", home_place=site)
    other = Document(id="2", text="3月20日，记者走访了深圳的两家企业。", home_place=site)
    found = home_place(own, load())
    assert found is not None
    assert found.adcode == "420625"
    assert home_place(other, load()) is site


def test_page_that_says_nothing() -> None:
    site = HomePlace("襄阳", "420600", 0.5)
    assert home_place(Document(id="1", title="襄阳市招商局", state="soft_404", home_place=site), load()) is None


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="谷城县市委全我来赴考察举行签约，。：\n在高新区来源 our cityThe Mayor of Jimo,\ud800", max_size=80
    ),
    st.sampled_from(["zh", "en"]),
)
def test_any_text(text: str, lang: Lang) -> None:
    found = home_place(Document(id="1", lang=lang, is_mt=lang == "en", title=text[:20], text=text), load())
    assert found is None or found.adcode in regions.table().current


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of the yardstick is not here")
def test_yardstick() -> None:
    for line in (SHARED / "eval" / "seeds_gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        (path,) = (SHARED / "seeds").glob(f"{gold['id']}_*.txt")
        found = home_place(read.text(path.read_text(encoding="utf-8"), id=gold["id"]), load())
        assert found is not None
        assert found.adcode == gold["home_place"]["adcode"]
