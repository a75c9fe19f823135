"""Which articles tell the same project, what is kept of each, and that their order does not matter."""

import itertools
import json
import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from leadseam.leads import merge
from leadseam.resources import load
from leadseam.schema import Amount, Evidence, Period, Place, Project, Stage, Step

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared" / "eval" / "resolution_gold.json"


def _cases() -> Iterator[Any]:
    for path in sorted((ROOT / "tests" / "specs").glob("*/merge.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            yield pytest.param(case, id=f"{path.parent.name}: {case['case']}")


def _told(article: dict[str, Any], n: int) -> merge.Told:
    day = date.fromisoformat(article["day"])
    project = Project(
        project=article["project"],
        companies=tuple(article["companies"]),
        stage=article["stage"],
        planned=article.get("planned", False),
        place=Place("", article.get("adcode"), article.get("country")),
        date=Period(day, day),
    )
    return merge.Told(merge.DocumentRef(f"d{n}", None, None, day, None), 0, project)


@pytest.mark.parametrize("case", list(_cases()))
def test_cases(case: dict[str, Any]) -> None:
    told = [_told(article, n) for n, article in enumerate(case["articles"])]
    leads = merge.merge(told, load())
    assert sorted(sorted(int(document[1:]) for document, _ in lead.members) for lead in leads) == case["leads"]
    if "stages" in case:
        assert [lead.project.stage for lead in leads] == case["stages"]


@pytest.mark.parametrize("case", list(_cases()))
def test_order_does_not_matter(case: dict[str, Any]) -> None:
    told = [_told(article, n) for n, article in enumerate(case["articles"])]
    expected = merge.merge(told, load())
    for order in itertools.permutations(told):
        assert merge.merge(order, load()) == expected


@pytest.mark.parametrize("case", list(_cases()))
def test_articles_of_one_lead_share_blocks(case: dict[str, Any]) -> None:
    """The store recomputes blocks alone: articles of one lead must be linked by their keys."""
    told = [_told(article, n) for n, article in enumerate(case["articles"])]
    keys = {f"d{n}": set(merge.block_keys(one.project, load())) for n, one in enumerate(told)}
    for lead in merge.merge(told, load()):
        linked, rest = [lead.members[0][0]], [document for document, _ in lead.members[1:]]
        while found := [one for one in rest if any(keys[one] & keys[other] for other in linked)]:
            linked, rest = linked + found, [one for one in rest if one not in found]
        assert not rest


def _article(
    n: int,
    stage: Stage,
    *,
    amount: int | None = None,
    role: str = "total_investment",
    planned: bool = False,
    company: str = "远航集团",
    project: str | None = "动力电池基地",
    place: Place | None = None,
    day: date | None = None,
    sentence: str = "",
) -> merge.Told:
    when = day or date(2023, n + 1, 1)
    proof = Evidence("stage", 0, 4, sentence or f"第{n}句")
    told = Project(
        project=project,
        companies=(company,),
        stage=stage,
        planned=planned,
        stages=(Step(stage, Period(when, when), planned, proof),),
        amount=Amount(Decimal(amount), "CNY", role=role) if amount else None,
        place=place or Place("肇庆市", "441200"),
        date=Period(when, when),
        evidence=(proof,),
    )
    return merge.Told(merge.DocumentRef(f"d{n}", None, None, when, None), 0, told)


def _one(*told: merge.Told) -> merge.Lead:
    (lead,) = merge.merge(told, load())
    return lead


def test_the_latest_total_wins_over_phases_and_increases() -> None:
    lead = _one(
        _article(0, "signed", amount=100),
        _article(1, "started", amount=130),
        _article(2, "production", amount=40, project="动力电池基地一期"),
        _article(3, "expansion", amount=20),
    )
    assert lead.project.amount is not None
    assert lead.project.amount.value == 130
    assert lead.project.flags == ("amount_conflict",)


def test_the_most_specific_place_wins() -> None:
    lead = _one(
        _article(0, "signed", place=Place("鼎湖区", "441203")), _article(1, "started", place=Place("肇庆", "441200"))
    )
    assert lead.project.place == Place("鼎湖区", "441203")


def test_the_timeline_tells_each_step_once_with_its_document() -> None:
    day = date(2023, 1, 1)
    lead = _one(_article(0, "signed", day=day), _article(1, "signed", day=day), _article(2, "started"))
    assert [(step.stage, step.document) for step in lead.timeline] == [("signed", "d0"), ("started", "d2")]
    assert [step.stage for step in lead.project.stages] == ["signed", "started"]


def test_one_name_for_each_investor_and_the_others_as_aliases() -> None:
    lead = _one(
        _article(0, "signed", company="远航集团"),
        _article(1, "started", company="远航新能源科技有限公司"),
        _article(2, "started", company="远航集团"),
    )
    assert lead.project.companies == ("远航集团",)
    assert "远航新能源科技有限公司" in lead.project.aliases


def test_a_reprint_adds_a_document_and_no_points() -> None:
    first, reprint = _article(0, "signed", sentence="同一句。"), _article(1, "signed", sentence="同一句。")
    alone, both = _one(first), _one(first, reprint)
    assert len(both.documents) == 2
    assert both.parts == alone.parts
    assert both.lead_id == alone.lead_id


def test_the_id_outlives_amounts_stages_and_new_articles() -> None:
    first = _one(_article(0, "signed", amount=100))
    later = _one(_article(0, "signed", amount=100), _article(1, "production", amount=900))
    assert first.lead_id == later.lead_id


def test_random_articles_in_random_order_and_nothing_lost() -> None:
    rng = random.Random(7)
    names = ("远航集团", "蓝海", "远航新能源科技有限公司", "CATL", "宁德时代")
    projects = ("电池基地", "光伏电站", None, "零碳科创城", "零碳科创城二期", "生产基地")
    told = [
        _told(
            {
                "companies": [rng.choice(names)] if rng.random() < 0.8 else [],
                "project": rng.choice(projects) or "x",
                "adcode": rng.choice(("441200", "441203", "370200")),
                "stage": "signed",
                "day": f"2023-0{rng.randint(1, 9)}-01",
            },
            n,
        )
        for n in range(60)
    ]
    expected = merge.merge(told, load())
    for _ in range(5):
        rng.shuffle(told)
        assert merge.merge(told, load()) == expected
    assert sorted(member for lead in expected for member in lead.members) == sorted((f"d{n}", 0) for n in range(60))


@pytest.mark.parametrize("name", ["公司" * 100_000, "9" * 100_000, "a" * 100_000, "(" * 100_000, "\ud800\x00", ""])
def test_any_name_takes_linear_time(name: str) -> None:
    assert len(merge.merge([_article(0, "signed", company=name, project=name)], load())) == 1


@pytest.mark.skipif(not GOLD.is_file(), reason="the resolution gold is not beside the repository")
def test_gold_projects_over_years() -> None:
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    told = []
    for row in gold:
        day = date.fromisoformat((row["event_date"] + "-01-01")[:10])
        project = Project(
            project=row["product"], companies=(row["company"],), stage=row["stage"], place=Place("", row["adcode"])
        )
        told.append(merge.Told(merge.DocumentRef(str(row["id"]), None, None, day, None), 0, project))
    predicted = {document: lead.lead_id for lead in merge.merge(told, load()) for document, _ in lead.members}
    true = {str(row["id"]): row["project"] for row in gold}
    assert _pair_f1(predicted, true) >= 0.94


def _pair_f1(predicted: dict[str, str], true: dict[str, str]) -> float:
    pairs = list(itertools.combinations(sorted(true), 2))
    found = {pair for pair in pairs if predicted[pair[0]] == predicted[pair[1]]}
    right = {pair for pair in pairs if true[pair[0]] == true[pair[1]]}
    return 2 * len(found & right) / (len(found) + len(right))
