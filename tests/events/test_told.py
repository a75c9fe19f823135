"""Frames from tags: each project with its own stretch of a sentence, its values, its days, its companies."""

import re
from datetime import date

from tests.events._tiny import analyzed, labelled

from leadseam.events import _told
from leadseam.events._frame import Frame
from leadseam.events._scene import scenes
from leadseam.resources import load
from leadseam.schema import Mention

Told = tuple[str, str]
LIST = "宏远科技投资3亿元的负极材料项目、博越新材投资5亿元的隔膜项目分别签约、开工。"


def frames(text: str, *told: Told, apart: str = "list|comma|far", brand: str = "") -> tuple[Frame, ...]:
    """The frames where tags belong together unless a list mark, a comma or a sentence's end stands between them."""
    far = re.compile(rf".*\|({apart or '-'})[1-9](/.*)?")

    def probability(features: list[str]) -> float:
        return 0.1 if any(map(far.fullmatch, features)) else 0.9

    analysis = analyzed(text)
    start = text.rfind(brand) if brand else -1
    own = Mention(kind="company", start=start, end=start + len(brand), text=brand, name=brand)
    brands = {start: own} if brand else {}
    return _told.frames(analysis, tuple(scenes(analysis, load())), labelled(text, *told), probability, text, brands)


def own(text: str, frame: Frame) -> list[str]:
    return [text[part.span.start : part.span.end] for part in frame.parts]


def test_a_frame_has_the_values_that_its_tags_stand_on() -> None:
    text = "5月3日，宏远科技总投资3亿元的负极材料项目在安徽省滁州市开工。"
    told = [
        ("inv", "宏远科技"),
        ("amt", "3亿元"),
        ("prj", "负极材料项目"),
        ("dst", "滁州市"),
        ("started", "开工"),
        ("dat", "5月3日"),
    ]
    (frame,) = frames(text, *told, apart="")
    assert [c.text for c in frame.companies] == ["宏远科技"]
    assert frame.project is not None
    assert (frame.project.text, frame.project.start) == ("负极材料项目", text.index("负极"))
    assert frame.amount is not None
    assert frame.amount.lo == 300_000_000
    assert frame.site is not None
    assert frame.site.adcode == "341100"
    (part,) = frame.parts
    assert [(t.stage, t.planned, text[t.start : t.end]) for t in part.triggers] == [("started", False, "开工")]
    assert [(stage, day.from_) for stage, day in part.days] == [("started", date(2024, 5, 3))]
    assert not frame.many


def test_a_step_with_a_question_mark_is_planned() -> None:
    (frame,) = frames("负极材料项目将于年底投产。", ("prj", "负极材料项目"), ("production?", "投产"))
    assert [(t.stage, t.planned) for t in frame.parts[0].triggers] == [("production", True)]


def test_a_tag_without_a_value_gives_none() -> None:
    (frame,) = frames(
        "负极材料项目在此地以巨资开工。",
        *(("prj", "负极材料项目"), ("dst", "此地"), ("amt", "巨资"), ("started", "开工")),
    )
    assert frame.amount is None
    assert frame.site is None


def test_a_group_without_a_step_is_no_frame() -> None:
    assert frames("宏远科技的负极材料项目。", ("inv", "宏远科技"), ("prj", "负极材料项目")) == ()
    assert frames("开工。", ("started", "开工")) == ()
    assert frames("") == ()


def test_a_sentence_is_cut_between_neighbors() -> None:
    told = [("inv", "宏远科技"), ("prj", "负极材料项目"), ("inv", "博越新材"), ("prj", "隔膜项目"), ("signed", "签约")]
    one, two = frames(LIST, *told, ("amt", "3亿元"), ("amt", "5亿元"), ("started", "开工"), apart="list")
    assert one.many
    assert two.many
    assert [c.text for c in one.companies] == ["宏远科技"]
    assert one.amount is not None
    assert one.amount.lo == 300_000_000
    assert two.amount is not None
    assert two.amount.lo == 500_000_000
    assert own(LIST, two)[0].startswith("博越新材")


def test_what_stands_between_two_names_goes_to_one_of_them() -> None:
    text = "负极材料项目签约，占地200亩；隔膜项目开工，占地80亩。"
    one, two = frames(
        text, ("prj", "负极材料项目"), ("signed", "签约"), ("prj", "隔膜项目"), ("started", "开工"), apart="stops"
    )
    assert own(text, one) == ["负极材料项目签约，占地200亩；"]
    assert own(text, two) == ["隔膜项目开工，占地80亩。"]


def test_stretches_of_neighbors_do_not_overlap() -> None:
    text = "负极材料项目签约，占地200亩，隔膜项目开工，占地80亩。"
    one, two = frames(
        text, ("prj", "负极材料项目"), ("signed", "签约"), ("prj", "隔膜项目"), ("started", "开工"), apart="comma"
    )
    assert one.parts[0].span.start == 0
    assert text[one.parts[0].span.end] == "，"
    assert text.index("签约") < one.parts[0].span.end <= two.parts[0].span.start <= text.index("隔膜")
    assert two.parts[0].span.end == len(text)


def test_a_project_told_in_two_sentences_has_two_parts() -> None:
    text = "宏远科技的负极材料项目签约。总投资3亿元，5月开工。"
    told = [("inv", "宏远科技"), ("prj", "负极材料项目"), ("signed", "签约"), ("amt", "3亿元"), ("started", "开工")]
    (frame,) = frames(text, *told, apart="")
    assert own(text, frame) == ["宏远科技的负极材料项目签约。", "总投资3亿元，5月开工。"]
    assert [t.stage for part in frame.parts for t in part.triggers] == ["signed", "started"]


def test_names_are_taken_from_the_text_as_written() -> None:
    text = "宏远科技的负极材料项目开工。"
    written = "宏遠科技的負極材料項目開工。"
    analysis = analyzed(text)
    told = labelled(text, ("inv", "宏远科技"), ("prj", "负极材料项目"), ("started", "开工"))
    (frame,) = _told.frames(analysis, tuple(scenes(analysis, load())), told, lambda _: 0.9, written, {})
    assert [c.text for c in frame.companies] == ["宏遠科技"]
    assert frame.project is not None
    assert frame.project.text == "負極材料項目"


def test_a_brand_that_opens_the_name_takes_the_place_of_a_company_nearby() -> None:
    text = "博越新材到访，宏远负极材料项目开工。"
    told = [("inv", "博越新材"), ("prj", "宏远负极材料项目"), ("started", "开工")]
    (frame,) = frames(text, *told, apart="", brand="宏远")
    assert [c.text for c in frame.companies] == ["宏远"]
    (frame,) = frames(text, *told, apart="")
    assert [c.text for c in frame.companies] == ["博越新材"]


def test_a_company_right_before_the_name_stays_though_a_brand_opens_it() -> None:
    text = "博越新材的宏远负极材料项目开工。"
    told = [("inv", "博越新材"), ("prj", "宏远负极材料项目"), ("started", "开工")]
    (frame,) = frames(text, *told, brand="宏远")
    assert [c.text for c in frame.companies] == ["博越新材"]


def test_a_full_name_that_holds_the_brand_stays() -> None:
    text = "江苏宏远科技有限公司到访，宏远负极材料项目开工。"
    told = [("inv", "江苏宏远科技有限公司"), ("prj", "宏远负极材料项目"), ("started", "开工")]
    (frame,) = frames(text, *told, apart="", brand="宏远")
    assert [c.text for c in frame.companies] == ["江苏宏远科技有限公司"]


def test_frames_stand_in_the_order_of_their_names_and_are_the_same_twice() -> None:
    told = [("prj", "隔膜项目"), ("prj", "负极材料项目"), ("signed", "签约"), ("started", "开工")]
    found = frames(LIST, *told, apart="list")
    assert [f.project.text for f in found if f.project] == ["负极材料项目", "隔膜项目"]
    assert found == frames(LIST, *reversed(told), apart="list")
