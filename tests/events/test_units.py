"""Units: their spans cover a stretch, each has as many features as any other, and no text breaks them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.events._tiny import analyzed

from leadseam.events._taggers import stretches
from leadseam.events._units import Units, layers, units
from leadseam.lang import simplified
from leadseam.resources import load
from leadseam.schema import Lang, Span

ZH = "宏远科技总投资50亿元的负极材料项目在滁州市开工。\n该项目计划2025年投产；占地200亩。"
EN = "Volta-Cells Ltd. will invest $3.5 billion in O'Neil's plant.\nConstruction started in May 2024."
_WORDS = st.sampled_from(
    ["总投资", "50亿元", "项目", "开工", "BYD", "plant", "signed", "\n", "\t", " ", "。", "\x00", "\ud800"]
)
_TEXTS = st.text(max_size=80) | st.lists(_WORDS, max_size=40).map("".join) | st.lists(_WORDS, max_size=40).map(" ".join)


def whole(text: str, lang: Lang) -> Units:
    return units(layers(analyzed(text, lang), load()), Span(0, len(text)))


def test_in_chinese_every_character_is_a_unit() -> None:
    assert whole(ZH, "zh").spans == [(i, i + 1) for i in range(len(ZH))]


def test_in_english_words_keep_their_offsets_and_only_blanks_are_left_out() -> None:
    spans = whole(EN, "en").spans
    words = [EN[a:b] for a, b in spans]
    assert "".join(words) == "".join(EN.split())
    assert words[:6] == ["Volta-Cells", "Ltd", ".", "will", "invest", "$"]
    assert {"3.5", "O'Neil's", "2024"} <= set(words)
    assert spans == sorted(spans)


@pytest.mark.parametrize(("text", "lang"), [(ZH, "zh"), (EN, "en")])
def test_units_of_a_stretch_lie_inside_it_and_count_from_the_start_of_the_document(text: str, lang: Lang) -> None:
    layer = layers(analyzed(text, lang), load())
    stretch = Span(text.index("\n") + 1, len(text) - 1)
    found = units(layer, stretch)
    assert found.spans[0][0] == stretch.start
    assert found.spans[-1][1] == stretch.end


@pytest.mark.parametrize(("text", "lang"), [(ZH, "zh"), (EN, "en"), ("开", "zh"), ("A", "en")])
def test_every_unit_has_the_same_templates(text: str, lang: Lang) -> None:
    found = whole(text, lang)
    assert len(found.features) == len(found.spans)
    templates = [features[0][:1] for features in zip(*found.features, strict=True)]
    assert len(set(templates)) == len(templates)
    for features in found.features:
        assert [feature[0] for feature in features] == templates


def test_nothing_has_no_units() -> None:
    assert whole("", "zh") == whole("", "en") == whole(" \n ", "en") == Units([], [])


@pytest.mark.parametrize(
    ("text", "lang", "amount", "word"), [(ZH, "zh", "50亿元", "开工"), (EN, "en", "$3.5", "started")]
)
def test_units_know_the_sums_and_stage_words_they_stand_on(text: str, lang: Lang, amount: str, word: str) -> None:
    layer = layers(analyzed(text, lang), load())
    assert layer.value[text.index(amount)].startswith("Bmo")
    assert layer.value[text.index(amount) + 1].startswith("Imo")
    assert layer.step[text.index(word)].endswith("star")
    assert len(layer.rule) == len(layer.value) == len(layer.role) == len(layer.step) == len(text)


def test_a_line_begins_anew_in_english() -> None:
    found = whole("plants\nPlants and Plants", "en")
    assert "EC^" in found.features[1]
    assert "EC" in found.features[3]


def test_traditional_characters_have_the_units_of_simplified_ones() -> None:
    written = "總投資50億元的負極材料項目在滁州市開工。"
    text = simplified(written)
    assert len(text) == len(written)
    assert text != written
    assert whole(text, "zh").spans == whole(written, "zh").spans
    assert "8开工" in whole(text, "zh").features[text.index("开工")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_huge_stretch_is_cut_into_units(lang: Lang) -> None:
    text = "签约Volta " * 3000
    found = whole(text, lang)
    assert found.spans[-1][1] == len(text.rstrip() if lang == "en" else text)


def test_half_characters_reach_no_feature() -> None:
    for lang in ("zh", "en"):
        told = "".join(
            feature for features in whole("项目\ud83d plant \udfff开工", lang).features for feature in features
        )
        assert told.encode()


@settings(max_examples=80, deadline=None)
@given(text=_TEXTS, lang=st.sampled_from(["zh", "en"]))
def test_any_text_has_units_that_follow_each_other(text: str, lang: Lang) -> None:
    analysis = analyzed(text, lang)
    layer = layers(analysis, load())
    for stretch in stretches(analysis):
        found = units(layer, stretch)
        assert len(found.spans) == len(found.features)
        ends = [stretch.start, *(end for _, end in found.spans)]
        for last, (start, end) in zip(ends[:-1], found.spans, strict=True):
            assert last <= start < end <= stretch.end
            assert not text[last:start].strip()
