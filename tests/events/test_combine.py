"""Rules and taggers made one list: what both find is one project, with the surer of both accounts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from leadseam.events._combine import combined
from leadseam.schema import Amount, Evidence, Measure, Period, Place, Project, Stage, Step

MAY = Period(date(2024, 5, 3), date(2024, 5, 3))


def project(name: str | None, *companies: str, stage: Stage = "signed", at: int = 0, **more: Any) -> Project:
    steps = more.pop("stages", (step(stage, at=at),))
    fields = [*([("project", name)] if name else []), *(("company", c) for c in companies), ("stage", stage)]
    evidence = tuple(Evidence(field, at + n, at + n + 1, words) for n, (field, words) in enumerate(fields))
    return Project(project=name, companies=companies, stage=stage, stages=steps, evidence=evidence, **more)


def step(stage: Stage, *, at: int = 0, day: Period | None = None, planned: bool = False) -> Step:
    return Step(stage, day, planned, Evidence("stage", at, at + 2, stage))


def amount(value: int) -> Amount:
    return Amount(Decimal(value), "CNY")


def test_what_one_alone_finds_stays_as_it_is() -> None:
    told, ruled = project("负极材料项目", "宏远科技", at=50), project("隔膜项目", "博越新材", at=10)
    found = combined([told], [ruled])
    assert [(f.project, f.source) for f in found] == [(ruled, "rules"), (told, "tags")]
    assert found[0].steps == {("signed", False): "rules"}
    assert found[1].picked == {"tags": (("signed", False),)}
    assert combined([], []) == ()


def test_both_tell_one_project_when_company_or_name_are_alike() -> None:
    pairs = [
        (project("负极材料项目", "宏远科技"), project("负极材料项目", "宏远科技")),
        (project("年产5万吨负极材料项目"), project("负极材料项目")),
        (project("负极材料项目", "宏远科技"), project(None, "江苏宏远科技有限公司")),
        (project("宏远负极材料项目"), project(None, "宏远")),
    ]
    for told, ruled in pairs:
        assert [f.source for f in combined([told], [ruled])] == ["both"]
        assert [f.source for f in combined([ruled], [told])] == ["both"]


def test_others_are_two() -> None:
    pairs = [
        (project("负极材料项目", "宏远科技"), project("隔膜项目", "博越新材")),
        (project("负极材料项目", "宏远科技"), project("负极材料项目", "博越新材")),
        (project("负极材料项目"), project(None, "博越新材")),
        (project(None, "宏远科技"), project(None, "博越新材")),
    ]
    for told, ruled in pairs:
        same = replace(told, amount=amount(3)), replace(ruled, amount=amount(3))
        assert [f.source for f in combined([told], [ruled])] == ["tags", "rules"]
        assert len(combined([same[0]], [same[1]])) == 2


def test_each_account_is_used_once_and_the_likeliest_is_taken() -> None:
    told = [project("隔膜项目", "宏远科技", at=10)]
    ruled = [project("电解液项目", "宏远科技", at=20), project("隔膜项目", "宏远科技", at=30)]
    found = combined(told, ruled)
    assert [(f.source, f.project.project) for f in found] == [("both", "隔膜项目"), ("rules", "电解液项目")]
    assert sorted(f.source for f in combined(told * 2, ruled[1:])) == ["both", "tags"]


def test_equal_sums_decide_between_two_accounts() -> None:
    told = [project(None, "宏远科技", amount=amount(5))]
    right, wrong = (project(None, "宏远科技", at=9, amount=amount(n)) for n in (5, 3))
    for ruled in ([right, wrong], [wrong, right]):
        found = combined(told, ruled)
        assert [(f.source, f.project.amount) for f in found] == [("both", amount(5)), ("rules", amount(3))]


def test_names_and_sum_are_the_taggers_stage_place_and_date_the_rules() -> None:
    told = project(
        "年产5万吨负极材料项目", "宏远科技", stage="started", amount=amount(5), place=Place("南京", "320100"), jobs=7
    )
    ruled = project(
        "负极材料项目",
        *("宏远科技", "滁州经开区"),
        at=40,
        amount=amount(3),
        place=Place("滁州", "341100"),
        date=MAY,
        park="滁州经开区",
        stages=(step("signed", at=40, day=MAY),),
    )
    (found,) = combined([told], [ruled])
    one = found.project
    assert (one.project, one.companies, one.amount) == ("年产5万吨负极材料项目", ("宏远科技",), amount(5))
    assert (one.stage, one.date, one.place, one.park) == ("signed", MAY, Place("滁州", "341100"), "滁州经开区")
    assert one.jobs == 7
    assert [s.stage for s in one.stages] == ["started", "signed"]


def test_what_the_taggers_did_not_see_is_the_rules() -> None:
    told = project("负极材料项目")
    land = Measure(Decimal(200), "mu", "200亩")
    ruled = project("负极材料项目", "宏远科技", amount=amount(3), jobs=9, land=land)
    one = combined([told], [ruled])[0].project
    assert (one.companies, one.amount, one.jobs, one.land) == (("宏远科技",), amount(3), 9, land)
    nameless = combined([project(None, "宏远科技")], [project("隔膜项目", "宏远科技")])[0].project
    assert nameless.project == "隔膜项目"


def test_proofs_of_a_field_are_of_the_account_that_is_told() -> None:
    told, ruled = project("年产5万吨负极材料项目", "宏远科技", at=10), project("负极材料项目", "宏远科技", at=40)
    one = combined([told], [ruled])[0].project
    assert {e.field: e.start for e in one.evidence} == {"project": 10, "company": 11, "stage": 42}
    unnamed = combined([project(None, "宏远科技", at=10)], [ruled])[0].project
    assert {e.field: e.start for e in unnamed.evidence} == {"company": 10, "project": 40, "stage": 42}


def test_steps_tell_who_saw_and_who_picked_them() -> None:
    told = project("隔膜项目", stages=(step("signed"), step("started", at=5)))
    ruled = project("隔膜项目", stages=(step("signed", day=MAY), step("production", at=9, planned=True)), date=MAY)
    (found,) = combined([told], [ruled])
    assert found.steps == {
        ("signed", False): "both",
        ("started", False): "tags",
        ("production", True): "rules",
    }
    assert found.picked == {"tags": (("signed", False),), "rules": (("signed", False),)}
    assert found.project.stages[0].date == MAY
    assert [s.stage for s in found.project.stages] == ["signed", "started", "production"]


def test_a_stage_that_the_name_makes_keeps_the_step_it_comes_from() -> None:
    grown = project("隔膜二期项目", stage="expansion", stages=(step("signed"),))
    (found,) = combined([], [grown])
    assert (found.base, found.picked) == ("signed", {"rules": ()})
    (both,) = combined([project("隔膜二期项目")], [grown])
    assert both.base == "signed"


def test_the_rules_account_of_a_step_stands_with_its_day_or_without() -> None:
    dated, plain = project("隔膜项目", stages=(step("signed", day=MAY),)), project("隔膜项目")
    assert combined([dated], [plain])[0].project.stages[0].date is None
    assert combined([plain], [dated])[0].project.stages[0].date == MAY
