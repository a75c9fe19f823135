"""A search equals a scan, never raises, and filters do what they say."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from tests.store.stories import LATER, NOW, metric, story

from leadseam.schema import Place
from leadseam.store.load import load_extractions
from leadseam.store.search import Query, count, export_leads, find_leads, find_metrics


@pytest.fixture(scope="module")
def filled(shared_engine: Engine) -> Engine:
    stories = [
        story("a", metrics=(metric(52),)),
        story(
            "b", company="蓝海LNG集团", project="蓝海接收站", place=Place("即墨区", "370215"), amount=5, stage="started"
        ),
        story("c", company="ＡＢＣ儲能公司", project=None, place=Place("Houston", None, "US"), amount=None),
        story(
            "d",
            company="星河集团",
            project='星河光伏"项目_100%',
            place=Place("Zhaoqing", "441200"),
            day=date(2025, 5, 5),
        ),
    ]
    load_extractions(shared_engine, stories, now=NOW)
    return shared_engine


def _ids(engine: Engine, **query: Any) -> set[str]:
    return {lead["documents"][0]["id"] for lead in find_leads(engine, Query(**query))}


def test_a_company_is_found_by_its_other_name(engine: Engine) -> None:
    load_extractions(engine, [story("a", company="宁德时代新能源科技股份有限公司", project=None)], now=NOW)
    assert _ids(engine, company="catl") == {"a"}
    assert _ids(engine, q=("catl",)) == set()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"regions": ("440000",)}, {"a", "d"}),
        ({"regions": ("441200", "370000")}, {"a", "b", "d"}),
        ({"regions": ("370215",)}, {"b"}),
        ({"regions": ("US",)}, {"c"}),
        ({"company": "蓝海lng"}, {"b"}),
        ({"company": "abc储能"}, {"c"}),
        ({"stage": "started"}, {"b"}),
        ({"amount_min": 10**9}, {"a", "d"}),
        ({"amount_max": 10**9}, {"b"}),
        ({"date_from": date(2025, 1, 1)}, {"d"}),
        ({"date_to": date(2024, 12, 31)}, {"a", "b", "c"}),
        ({"q": ("储能",)}, {"c"}),
        ({"q": ("ABC",)}, {"c"}),
        ({"q": ("l",)}, {"b"}),
        ({"q": ("站",)}, {"b"}),
        ({"q": ('光伏"',)}, {"d"}),
        ({"q": ("目_100%",)}, {"d"}),
        ({"q": ("蓝海", "肇庆")}, {"b"}),
        ({"q": (" ",)}, {"a", "b", "c", "d"}),
    ],
)
def test_filters(filled: Engine, query: dict[str, Any], expected: set[str]) -> None:
    assert _ids(filled, **query) == expected
    assert count(filled, Query(**query)) == len(expected)


@pytest.mark.parametrize(
    "term",
    [
        '"',
        "a AND",
        "NEAR(",
        "*",
        "-",
        "%",
        "_",
        "'",
        "\\",
        "col:x",
        "^",
        "光 OR 伏",
        "\x00",
        "\ud800",
        "&|!",
        "():*",
        "x" * 5000,
        "光*",
        "",
        "\n",
    ],
)
def test_no_term_raises(filled: Engine, term: str) -> None:
    rows = list(find_leads(filled, Query(q=(term,), company=term, industry=term)))
    assert len(rows) <= 4


def test_orders(filled: Engine) -> None:
    days = [lead["date"]["start"] for lead in find_leads(filled, Query())]
    scores = [lead["score"] for lead in find_leads(filled, Query(sort="score"))]
    assert days == sorted(days, reverse=True)
    assert scores == sorted(scores, reverse=True)
    assert all(lead["score"] == round(sum(lead["score_parts"].values()), 1) for lead in find_leads(filled, Query()))


def test_a_lead_prints_the_fields_of_the_contract_in_order(filled: Engine) -> None:
    lead, *_ = find_leads(filled, Query())
    assert list(lead)[:3] == ["project", "aliases", "companies"]
    assert list(lead)[-8:] == [
        "lead_id",
        "documents",
        "timeline",
        "score",
        "score_parts",
        "first_seen",
        "last_seen",
        "change_seq",
    ]
    assert list(lead["timeline"][0]) == ["stage", "date", "planned", "document", "evidence"]


def test_exports_are_sorted_and_repeat(filled: Engine) -> None:
    first = json.dumps(list(export_leads(filled)))
    assert json.dumps(list(export_leads(filled))) == first
    load_extractions(filled, [story("a")], now=LATER)
    codes = [lead["place"]["adcode"] or "~" for lead in export_leads(filled)]
    assert codes == sorted(codes)


def test_metrics_filter_alike(filled: Engine) -> None:
    assert [row["value"] for row in find_metrics(filled, Query(regions=("440000",), stage="signed"))] == [52]
    assert list(find_metrics(filled, Query(stage="started"))) == []
    assert [row["value"] for row in find_metrics(filled, Query(q=("52个",), family="signed_projects"))] == [52]
