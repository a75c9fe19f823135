"""Names and projects on any text: nothing raises, every span is the text it says it is."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from leadseam import leads, mentions, resources
from leadseam.schema import Document

_ZH = "总投资 50亿元 的 比亚迪 项目 在 滁州 经开区 开工 ， 。 、 ； 公司 与 市政府 签约 将 落户 二期"
_EN = "（ ） signed invested by BYD the plant in Hefei 's 3 billion yuan Co., Ltd. Group will project , . and"
_WORDS = st.sampled_from([*_ZH.split(), *_EN.split(), "\n", "\t", "\x00", "\ud800"])
_TEXTS = st.one_of(
    st.text(max_size=120), st.lists(_WORDS, max_size=60).map(" ".join), st.lists(_WORDS, max_size=60).map("".join)
)


@settings(max_examples=60, deadline=None)
@example(text="50亿元 \ud800", lang="zh")
@example(text="BYD signed 3 billion yuan \ud800 plant\tinvested by", lang="en")
@given(text=_TEXTS, lang=st.sampled_from(["zh", "en"]))
def test_every_mention_and_evidence_is_a_stretch_of_the_text(text: str, lang: str) -> None:
    document = Document(id="x", text=text, lang="zh" if lang == "zh" else "en")
    result = leads.extract(document, resources.load())
    for found in result.mentions or ():
        assert text[found.start : found.end] == found.text
        assert found.text
    for project in result.projects:
        assert project.companies or project.project
        assert 0 <= project.confidence <= 1
        for proof in project.evidence:
            assert text[proof.start : proof.end] == proof.text


@settings(max_examples=20, deadline=None)
@given(text=_TEXTS)
def test_a_company_is_never_also_a_government_body(text: str) -> None:
    found = mentions.find(Document(id="x", text=text, lang="zh"), (), resources.load())
    bodies = [m for m in found if m.kind == "government"]
    assert not [m for m in found if m.kind == "company" and any(b.start < m.end and m.start < b.end for b in bodies)]


def test_a_megabyte_without_a_space_is_read_in_time() -> None:
    for piece in ("投资有限公司", "A", "公司与", "1"):
        text = piece * (30_000 // len(piece))
        assert mentions.find(Document(id="x", text=text, lang="zh"), (), resources.load()) is not None
        assert mentions.find(Document(id="x", text=text, lang="en"), (), resources.load()) is not None
