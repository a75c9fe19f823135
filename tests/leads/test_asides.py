"""Boxes of other news are no part of the article."""

import pytest

from leadseam.leads._asides import blanked
from leadseam.resources import load
from leadseam.schema import Lang

CASES: list[tuple[Lang, str, str]] = [
    ("zh", "项目开工。\n相关阅读\n总投资8亿元！乙项目封顶\n丙项目签约\n", "项目开工。"),
    ("zh", "項目動工。\n▶ 延伸閱讀：乙公司落戶\n（記者 王明）他說，工程明年完成，屆時可增聘三百人。", "他說"),
    ("zh", "上一篇：甲\n下一篇：乙\n项目投产，年产值3亿元。", "项目投产"),
    ("en", "Ground was broken.\nRelated articles\nB Corp signs a $2 billion deal\n", "Ground was broken."),
    ("en", "Read more: C Corp lands in Ohio\nThe plant opens in May.", "The plant opens in May."),
]


@pytest.mark.parametrize(("lang", "text", "kept"), CASES)
def test_a_box_is_blank_and_the_rest_stays_in_its_place(lang: Lang, text: str, kept: str) -> None:
    seen = blanked(text, lang, load())
    assert len(seen) == len(text)
    assert seen.find(kept) == text.find(kept)
    assert not any(name in seen for name in ("乙", "丙", "B Corp", "C Corp"))


@pytest.mark.parametrize(
    "text",
    ["相关链接产业的项目签约。", "更多新闻发布会将举行，项目落户我市。", "See alsop. Related article sales rose."],
)
def test_a_sentence_that_begins_alike_stays(text: str) -> None:
    assert blanked(text, "en" if text.isascii() else "zh", load()) == text
