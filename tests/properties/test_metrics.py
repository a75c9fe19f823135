"""Metrics never raise, and each points into its text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from leadseam import leads, metrics, read
from leadseam.resources import load
from leadseam.schema import HomePlace, Metric

_PIECES = st.sampled_from(
    [
        "签约",
        "项目",
        "52个",
        "、",
        "总投资",
        "386亿元",
        "，",
        "其中",
        "10亿元以上",
        "9个",
        "。",
        "分别",
        "增长",
        "12.6%",
        "同比",
        "下降",
        "2023年",
        "1-9月",
        "全市",
        "力争",
        "\n",
        "；",
        "实际利用外资",
        "3亿美元",
        "翻番",
        "1.4倍",
        "signed",
        "52 projects",
        "worth",
        "38.6 billion yuan,",
        "respectively",
        "29 of them",
        "over 1 billion",
        "up 5%",
        "in 2023",
        "will",
        "the city",
        "$3 million",
    ]
)
_PROSE = st.lists(_PIECES, max_size=30).map(" ".join) | st.lists(_PIECES, max_size=30).map("".join)


def _found(text: str, lang: str) -> tuple[Metric, ...]:
    document = read.text(
        text, id="x", lang="zh" if lang == "zh" else "en", home_place=HomePlace("our city", "330200", 1.0)
    )
    found = metrics.find(leads.analyze(document, load()), load())
    for metric in found:
        assert metric.evidence
        assert 0 <= metric.confidence <= 1
        for evidence in metric.evidence:
            assert document.text[evidence.start : evidence.end] == evidence.text
        assert metric.period is None or metric.period.start <= metric.period.end
    return found


@settings(max_examples=120, deadline=None)
@given(_PROSE, st.sampled_from(["zh", "en"]))
def test_prose_of_pieces(text: str, lang: str) -> None:
    assert _found(text, lang) == _found(text, lang)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["zh", "en"]))
def test_any_text(text: str, lang: str) -> None:
    _found(text, lang)


def test_text_without_figures_has_none() -> None:
    assert _found("全市上下认真落实招商引资大会精神。", "zh") == ()
