"""How likely a found project is a lead: what is unlikely is left out, what is doubtful is said to be."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.events._tiny import analyzed, labelled, taught

from leadseam.events import LEAST, REVIEW, _sure, candidates, find
from leadseam.events._taggers import Models, models
from leadseam.leads import analyze
from leadseam.resources import load
from leadseam.schema import Amount, Document, Lang, Project

TEXT = "宏远科技有限公司投资3亿元的负极材料项目在滁州市开工。"
NAMES = [("inv", "宏远科技有限公司"), ("prj", "负极材料项目"), ("amt", "3亿元"), ("dst", "滁州市"), ("started", "开工")]
LINKS = {f"{pair}|": 5.0 for pair in ("inv>prj", "inv>amt", "amt>prj", "prj>dst", "prj>step", "inv>step", "inv>dst")}
_ZH = "总投资 50亿元 的 宏远科技 负极材料项目 在 滁州 开工 ， 。 、 ； 公司 与 市政府 签约 将 落户 二期 簽約"
_EN = "（ ） signed invested by Volta the plant in 3 billion yuan Co., Ltd. Group broke ground will project , . and"
_WORDS = st.sampled_from([*_ZH.split(), *_EN.split(), "\n", "\t", "\x00", "\ud800", "\udfff", "\u200b", "😀"])
_TEXTS = st.one_of(st.lists(_WORDS, max_size=50).map(" ".join), st.lists(_WORDS, max_size=50).map("".join))
HOSTILE = [
    "",
    "\n\n",
    "开工",
    "\ud800开工\udfff",
    "签约" * 800,
    "项目" * 800 + "开工",
    "、".join(["宏远科技签约"] * 60),
    "开工\t\t\n\t",
    "signed",
    "broke ground " * 300,
    "A" * 5000 + " signed",
    "($€%&) signed a project. " * 20,
]


def judged(sure: float) -> Models:
    """Models that see the names of the text, and that hold every project for so likely a lead."""
    return taught(TEXT, labelled(TEXT, *NAMES), links=LINKS, sure={"": log(sure / (1 - sure))})


@pytest.mark.parametrize(
    ("sure", "told", "flags"),
    [(0.39, False, ()), (0.41, True, ("needs_review",)), (0.59, True, ("needs_review",)), (0.61, True, ())],
)
def test_confidence_decides_what_is_told(sure: float, told: bool, flags: tuple[str, ...]) -> None:
    found = find(analyzed(TEXT), load(), judged(sure))
    assert [p.flags for p in found] == ([flags] if told else [])
    assert [p.confidence for p in found] == ([sure] if told else [])
    assert 0 < LEAST < REVIEW < 1


def test_a_found_project_has_all_that_was_tagged() -> None:
    (one,) = find(analyzed(TEXT), load(), judged(0.9))
    assert (one.project, one.companies, one.stage) == ("负极材料项目", ("宏远科技有限公司",), "started")
    assert one.amount is not None
    assert one.amount.value == 300_000_000
    assert one.place is not None
    assert one.place.adcode == "341100"


def test_words_stay_as_they_are_written() -> None:
    written = "宏遠科技有限公司投資3億元的負極材料項目在滁州市開工。"
    (one,) = find(analyzed(written), load(), judged(0.9))
    assert (one.project, one.companies) == ("負極材料項目", ("宏遠科技有限公司",))
    assert all(written[e.start : e.end] == e.text for e in one.evidence)


def test_candidates_tell_who_found_a_project_and_what_was_tagged() -> None:
    seen = candidates(analyzed(TEXT), load(), judged(0.01))
    assert [found.source for found in seen.found] == ["both"]
    assert sorted(seen.labels) == sorted(labelled(TEXT, *NAMES))
    blind = candidates(analyzed(TEXT), load(), taught(TEXT, []))
    assert {found.source for found in blind.found} <= {"rules", "both"}
    assert blind.labels == ()


def test_a_text_without_a_word_of_a_stage_is_not_tagged() -> None:
    assert candidates(analyzed("宏远科技有限公司位于滁州市。"), load(), judged(0.9)).labels == ()


def features(*projects: Project, source: str = "both") -> list[list[str]]:
    sources = (source,) * len(projects)
    return _sure.features(projects, sources, labelled(TEXT, *NAMES), analyzed(TEXT))


def test_features_tell_what_is_known_of_a_project() -> None:
    full = Project(
        project="负极材料项目", companies=("宏远科技有限公司",), stage="started", amount=Amount(Decimal(3), "CNY")
    )
    (told,) = features(full)
    assert {"", "both|nc", "both|nc|started", "both|nc|amounttotal_investment", "name-as-prj", "company-as-inv"} <= set(
        told
    )
    (bare,) = features(Project(project=None, companies=("博越新材",), stage="signed", planned=True), source="tags")
    assert {"tags|c", "tags|c|signed?", "tags|c|amountNone", "company-untagged"} <= set(bare)
    assert features() == []


def test_features_tell_of_projects_that_could_be_the_same() -> None:
    one = Project(project="负极材料项目", companies=("宏远科技有限公司",), stage="started")
    alone, (first, second) = features(one)[0], features(one, replace(one, project="负极材料项目二期"))
    assert {"shares0True", "holds0"} <= set(alone)
    for told in (first, second):
        assert {"shares1True", "holds1"} <= set(told)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_raise_nothing(text: str, lang: Lang) -> None:
    for one in find(analyzed(text, lang), load()):
        assert one.project or one.companies


@settings(max_examples=60, deadline=None)
@given(text=_TEXTS, lang=st.sampled_from(["zh", "en"]), is_mt=st.booleans(), published=st.none() | st.dates())
def test_any_text_gives_the_same_sound_projects_twice(
    text: str, lang: Lang, is_mt: bool, published: date | None
) -> None:
    analysis = analyze(Document(id="x", text=text, lang=lang, is_mt=is_mt, published=published), load())
    found = find(analysis, load())
    assert found == find(analysis, load())
    for one in found:
        assert one.project or one.companies
        assert LEAST <= one.confidence <= 1
        assert ("needs_review" in one.flags) == (one.confidence < REVIEW)
        assert {one.planned} <= {step.planned for step in one.stages}
        for proof in (*one.evidence, *(s.evidence for s in one.stages if s.evidence)):
            assert text[proof.start : proof.end] == proof.text
    assert models(lang) is models(lang)


def test_the_order_of_documents_changes_nothing() -> None:
    texts: list[tuple[str, Lang]] = [
        (TEXT, "zh"),
        ("Volta Cells Ltd broke ground on a $400 million battery plant in Hefei on Monday.", "en"),
        ("博越新材与滁州市政府签约，隔膜项目落户滁州经开区。", "zh"),
    ]
    forth = [find(analyzed(text, lang), load()) for text, lang in texts]
    back = [find(analyzed(text, lang), load()) for text, lang in reversed(texts)]
    assert forth == back[::-1]
    assert all(forth)
