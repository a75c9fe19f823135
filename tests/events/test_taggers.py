"""Taggers: chains are decoded, texts are cut into stretches, models are read once or said to be missing."""

import gzip
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.events._tiny import analyzed, labelled, taught

from leadseam.errors import ConfigError
from leadseam.events import _taggers
from leadseam.events._taggers import decoded, labels, models, stretches
from leadseam.events._units import Units
from leadseam.resources import load
from leadseam.schema import Lang

ZH = "宏远科技的负极材料项目在滁州市开工。"
KINDS = {"inv", "org", "prj", "oth", "gov", "park", "per", "amt", "dst", "dat"}
STAGES = {"intent", "framework", "signed", "landed", "land"} | {
    *("started", "completed", "production", "expansion", "terminated")
}
# Any trained model tags these, whatever its weights are.
PLAIN: list[tuple[Lang, str, tuple[str, str]]] = [
    ("zh", "宏远科技有限公司与滁州市政府签约，总投资50亿元的负极材料项目落户滁州经开区。", ("inv", "宏远科技有限公司")),
    ("zh", "由江苏宏远科技有限公司投资建设的负极材料项目在滁州市开工。", ("prj", "负极材料项目")),
    ("en", "Volta Cells Ltd will invest 3 billion yuan to build a battery plant in Hefei.", ("inv", "Volta Cells Ltd")),
    (
        "en",
        "The Hefei Battery Materials Project of Volta Cells Ltd broke ground.",
        ("prj", "Hefei Battery Materials Project"),
    ),
]


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ("O O O O", []),
        ("B-inv I-inv O B-prj", [("inv", 0, 2), ("prj", 3, 4)]),
        ("B-inv B-inv I-inv O", [("inv", 0, 1), ("inv", 1, 3)]),
        ("I-inv I-inv O B-prj", [("prj", 3, 4)]),
        ("B-inv I-prj I-inv O", [("inv", 0, 1)]),
        ("O B-signed? I-signed? I-signed", [("signed?", 1, 3)]),
        ("O O B-dst I-dst", [("dst", 2, 4)]),
    ],
)
def test_a_chain_is_decoded(tags: str, found: list[tuple[str, int, int]]) -> None:
    part = Units([(i, i + 1) for i in range(4)], [[]] * 4)
    assert list(decoded(part, tags.split())) == found


def test_decoded_words_have_their_offsets() -> None:
    part = Units([(10, 15), (16, 21), (21, 22)], [[]] * 3)
    assert list(decoded(part, ["B-inv", "I-inv", "O"])) == [("inv", 10, 21)]


@given(st.lists(st.sampled_from(["O", "B-inv", "I-inv", "B-prj", "I-prj", "I-"]), max_size=12))
def test_any_chain_gives_stretches_that_follow_each_other(tags: list[str]) -> None:
    part = Units([(3 * i, 3 * i + 2) for i in range(len(tags))], [[]] * len(tags))
    found = list(decoded(part, tags))
    assert len(found) == sum(tag.startswith("B-") for tag in tags)
    assert all(one[2] <= two[1] for one, two in pairwise(found))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["宏远科技", "签约", "。", "；", "！", "\n", " ", "\ud800", "a" * 900]), max_size=20).map(
        "".join
    )
)
def test_chinese_stretches_partition_the_text(text: str) -> None:
    found = list(stretches(analyzed(text)))
    assert "".join(text[s.start : s.end] for s in found) == text
    assert all(0 < s.end - s.start <= _taggers._LONGEST + 1 for s in found)
    for span in found:
        assert not set(text[span.start : span.end - 1]) & set("。！？；\n")


def test_english_stretches_are_the_sentences_that_are_not_too_long() -> None:
    analysis = analyzed("Volta signed. Its plant opens in May.\n" + "word " * 1000, "en")
    found = list(stretches(analysis))
    assert found == [s for s in analysis.sentences if s.end - s.start < 1500]
    assert len(found) == len(analysis.sentences) - 1 >= 2


def test_a_tagger_that_learned_a_text_by_heart_tells_its_labels() -> None:
    told = labelled(ZH, ("inv", "宏远科技"), ("prj", "负极材料项目"), ("dst", "滁州市"), ("started", "开工"))
    assert list(labels(analyzed(ZH), load(), taught(ZH, told))) == told


def test_labels_of_a_later_sentence_have_offsets_of_the_document() -> None:
    told = labelled(ZH, ("inv", "宏远科技"), ("started", "开工"))
    model = taught(ZH, told)
    assert list(labels(analyzed("\n" + ZH), load(), model)) == [(kind, a + 1, b + 1) for kind, a, b in told]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_text_without_a_word_has_no_labels(lang: Lang) -> None:
    for text in ("", "\n", "   \n\t\n"):
        assert labels(analyzed(text, lang), load(), models(lang)) == ()


@pytest.mark.parametrize(("lang", "text", "told"), PLAIN)
def test_shipped_taggers_see_plain_names(lang: Lang, text: str, told: tuple[str, str]) -> None:
    found = labels(analyzed(text, lang), load(), models(lang))
    assert told in [(kind, text[a:b]) for kind, a, b in found]
    for kind, start, end in found:
        assert 0 <= start < end <= len(text)
        assert kind in KINDS or kind.rstrip("?") in STAGES


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_models_are_read_once_and_hold_weights(lang: Lang) -> None:
    found = models(lang)
    assert found is models(lang)
    assert found.links
    assert set(found.tagger.labels()) >= {"O", "B-inv", "I-inv", "B-prj", "I-prj", "B-started", "B-amt"}


@pytest.mark.parametrize("missing", ["tagger.crf.gz", "links.json", "stage.json", "sure.json"])
def test_missing_models_are_an_error_that_says_what_to_do(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "projects-zh"
    folder.mkdir()
    (folder / "tagger.crf.gz").write_bytes(gzip.compress(taught(ZH, []).weights))
    for name in ("links", "stage", "sure"):
        (folder / f"{name}.json").write_text('{"": 0.5}', encoding="utf-8")
    monkeypatch.setattr(_taggers, "_folder", lambda: tmp_path)
    assert models.__wrapped__("zh").links == {"": 0.5}
    (folder / missing).unlink()
    with pytest.raises(ConfigError, match=rf"models of 'zh' cannot be read .*{missing}.*reinstall leadseam"):
        models.__wrapped__("zh")
