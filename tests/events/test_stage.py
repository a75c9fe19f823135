"""The step that tells how far a project is: the one that the weights prefer, the first where they do not care."""

from dataclasses import replace
from datetime import date

import pytest
from tests.events._tiny import analyzed

from leadseam.events import _stage, _triggers
from leadseam.events._combine import Found, combined
from leadseam.resources import load
from leadseam.schema import Evidence, Lang, Period, Project, Stage, Step

TEXT = "宏远科技的隔膜项目3月签约，昨日开工，计划2025年投产。"
WORDS = _triggers.lexicon(load(), "zh")
MARCH = Period(date(2024, 3, 1), date(2024, 3, 31))
NEXT_YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


def step(stage: Stage, words: str, day: Period | None = None, *, planned: bool = False) -> Step:
    start = TEXT.index(words)
    return Step(stage, day, planned, Evidence("stage", start, start + len(words), words))


STEPS = (
    step("signed", "签约", MARCH),
    step("started", "开工"),
    step("production", "计划2025年投产", NEXT_YEAR, planned=True),
)


def found(*steps: Step, stage: Stage | None = None, name: str = "隔膜项目") -> Found:
    first = steps[0]
    own = Project(project=name, stage=stage or first.stage, planned=first.planned, date=first.date, stages=steps)
    return combined([], [replace(own, evidence=(Evidence("project", 5, 9, "隔膜项目"),))])[0]


def chosen(weights: dict[str, float], one: Found) -> Project:
    return _stage.chosen(one, analyzed(TEXT), WORDS, weights)


@pytest.mark.parametrize("stage", ["signed", "started"])
def test_the_step_that_the_weights_prefer_gives_stage_date_and_planned(stage: str) -> None:
    one = chosen({stage: 2.0}, found(*STEPS))
    (step,) = (s for s in STEPS if s.stage == stage)
    assert (one.stage, one.date, one.planned) == (stage, step.date, False)
    assert one.stages == STEPS


def test_a_planned_step_makes_the_project_planned() -> None:
    one = chosen({"production?": 2.0, "production": -2.0}, found(*STEPS))
    assert (one.stage, one.date, one.planned) == ("production", NEXT_YEAR, True)


def test_of_steps_alike_the_first_is_taken() -> None:
    assert chosen({}, found(*STEPS)).stage == "signed"
    assert chosen({"": 3.0}, found(*reversed(STEPS))).stage == "production"


def test_a_project_without_steps_stays() -> None:
    one = Found(Project(project="隔膜项目", stage="signed"), "rules", {}, {})
    assert chosen({"signed": 9.0}, one) is one.project


def test_a_stage_that_the_name_makes_stays_with_its_step() -> None:
    one = found(*STEPS, stage="expansion", name="隔膜二期项目")
    assert one.base == "signed"
    assert chosen({"signed": 2.0}, one).stage == "expansion"
    assert chosen({"started": 2.0}, one).stage == "started"


def test_features_tell_time_place_and_words_of_a_step() -> None:
    signed, started, planned = _stage.features(found(*STEPS), analyzed(TEXT), WORDS)
    assert {"", "signed", "rules|signed", "low/True/3", "whenpastTrue", "far0"} <= set(signed)
    assert {"started", "top/True/3", "whennoneFalse", "pickedFalseFalse"} <= set(started)
    assert {"production?", "planned/True/3", "whenlaterFalse"} <= set(planned)
    assert any(feature.startswith("says ") for feature in planned)
    assert {"pickedTrueFalse", "firstTrue|signedFalse"} <= set(signed)


def test_what_the_title_says_counts() -> None:
    analysis = analyzed(TEXT)
    analysis = replace(analysis, document=replace(analysis.document, title="隔膜项目开工"))
    signed, started, _ = _stage.features(found(*STEPS), analysis, WORDS)
    assert "titleFalseTrue" in signed
    assert "titleTrueTrue" in started


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_step_without_proof_has_features_too(lang: Lang) -> None:
    bare = Step("signed", None, False, None)
    (told,) = _stage.features(found(bare), analyzed(TEXT, lang), _triggers.lexicon(load(), lang))
    assert "nowhere" in told
