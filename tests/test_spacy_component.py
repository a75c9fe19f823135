"""The spaCy component finds what `leadseam.leads.extract` finds, in real pipelines, wherever they are taken."""

import json
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from leadseam import leads, read
from leadseam.errors import InputError
from leadseam.resources import load
from leadseam.schema import Extraction

spacy = pytest.importorskip("spacy", reason="spaCy is an optional extra: pip install leadseam[spacy]")

ROOT = Path(__file__).parents[1]
SIGNED = "7月3日，宏远储能科技有限公司与岱山县人民政府签订投资协议，总投资12亿元。全县今年签约项目26个，增长三分之一。"
ENGLISH = (
    "On July 3, Hallbeck Batteries Co., Ltd. signed an agreement to invest $400 million in a plant in Suzhou, Jiangsu."
)
IDLE = "今天天气很好。"
RAGGED = (
    "  某县新闻\r\n\r\n发布时间：2023-05-06  来源：某县日报\n"
    "\t7月3日，宏远储能科技有限公司与岱山县\u3000签订投资协议，总投资12亿元。😀  \n\n"
)


def pipeline(code: str = "zh", **config: str) -> Any:
    nlp = spacy.blank(code)
    nlp.add_pipe("leadseam", config=config)
    return nlp


def extracted(text: str, **told: Any) -> Extraction:
    return leads.extract(replace(read.text(text, id="a", **told), text=text), load())


def found(doc: Any) -> tuple[object, ...]:
    return doc._.leads, doc._.metrics, doc._.home_place


def expected(extraction: Extraction) -> tuple[object, ...]:
    return extraction.projects, extraction.metrics, extraction.home_place


@pytest.mark.parametrize(("lang", "text"), [("zh", SIGNED), ("en", ENGLISH), ("xx", SIGNED), ("de", ENGLISH)])
def test_any_pipeline_finds_what_extract_finds(lang: str, text: str) -> None:
    found_in_text = expected(extracted(text))
    assert found_in_text[0]
    assert found(pipeline(lang)(text)) == found_in_text


def test_articles_come_out_as_extract_has_them() -> None:
    for variety in ("zh", "en", "mt"):
        nlp = pipeline("zh" if variety == "zh" else "en")
        lines = (ROOT / f"corpus/gold/{variety}/dev.jsonl").read_text(encoding="utf-8").splitlines()
        for row in map(json.loads, lines[:8]):
            told = {key: row[key] for key in ("title", "published") if row.get(key)}
            doc = nlp.make_doc(row["text"])
            doc.user_data["leadseam"] = told
            days = {"published": date.fromisoformat(told["published"])} if "published" in told else {}
            wanted = extracted(row["text"], title=row["title"], lang=row["lang"], **days)
            assert found(nlp(doc)) == expected(wanted), row["id"]


def test_numbers_are_exact() -> None:
    metrics = pipeline()(SIGNED)._.metrics
    wanted = extracted(SIGNED).metrics
    assert [metric.value.as_tuple() for metric in metrics] == [metric.value.as_tuple() for metric in wanted]
    assert any(len(metric.value.as_tuple().digits) > 1 for metric in metrics)


def test_the_text_stays_and_offsets_index_it() -> None:
    doc = pipeline()(RAGGED)
    assert doc.text == RAGGED
    (project,) = doc._.leads
    assert project.evidence
    assert all(RAGGED[proof.start : proof.end] == proof.text for proof in project.evidence)
    assert [step.date.start.isoformat() for step in project.stages] == ["2022-07-03"]


def test_spans_hold_names_and_evidence_widened_to_tokens() -> None:
    doc = pipeline()(SIGNED)
    spans = {(span.label_, span.text) for span in doc.spans["leadseam"]}
    assert {("company", "宏远储能科技有限公司"), ("amount", "12亿元"), ("government", "岱山县人民政府")} <= spans
    assert len(spans) == len(doc.spans["leadseam"])
    doc = pipeline("en", lang="zh")(SIGNED)  # the tokens of English hold whole clauses of Chinese
    (project,) = doc._.leads
    for proof in project.evidence:
        wide = [span for span in doc.spans["leadseam"] if span.label_ == proof.field]
        assert any(span.start_char <= proof.start and proof.end <= span.end_char for span in wide)


@pytest.mark.parametrize("text", ["", " \n\t", IDLE, "发布时间：2023-05-06", "\u200b\ufeff"])
def test_texts_that_tell_nothing(text: str) -> None:
    doc = pipeline()(text)
    assert (doc.text, doc._.leads, doc._.metrics, len(doc.spans["leadseam"])) == (text, (), (), 0)


def test_what_is_told_of_a_text_goes_before_the_setting() -> None:
    nlp = pipeline(published="2024-08-01")
    assert nlp(SIGNED)._.leads == extracted(SIGNED, published=date(2024, 8, 1)).projects
    doc = nlp.make_doc(SIGNED)
    doc.user_data["leadseam"] = {"published": "2021-08-01", "title": "我市签约", "home_place": "370811", "url": None}
    doc = nlp(doc)
    assert doc._.leads[0].date.start == date(2021, 7, 3)
    assert doc._.home_place.adcode == "370811"


def test_a_second_pass_forgets_the_first() -> None:
    nlp = pipeline()
    doc = nlp(SIGNED)
    doc.user_data["leadseam"] = {"published": "2021-08-01"}
    assert nlp.get_pipe("leadseam")(doc)._.leads[0].date.start == date(2021, 7, 3)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"pubished": "2024-08-01"}, "pubished; its keys may be title, published, url, home_place"),
        ({"published": "1 August"}, "expected YYYY-MM-DD"),
        ({"home_place": "999999"}, "no division's code"),
    ],
)
def test_wrong_words_about_a_text_are_named(told: dict[str, str], words: str) -> None:
    nlp = pipeline()
    doc = nlp.make_doc(SIGNED)
    doc.user_data["leadseam"] = told
    with pytest.raises(InputError, match=words):
        nlp(doc)


@pytest.mark.parametrize(
    ("config", "words"),
    [({"lang": "fr"}, "lang must be zh or en, found 'fr'"), ({"published": "2024-13-01"}, "expected YYYY-MM-DD")],
)
def test_wrong_settings_are_named(config: dict[str, str], words: str) -> None:
    with pytest.raises(InputError, match=words):
        pipeline(**config)


def test_saved_copied_and_pickled_pipelines_keep_their_settings(tmp_path: Path) -> None:
    nlp = pipeline("en", lang="zh", published="2024-08-01")
    wanted = found(nlp(SIGNED))
    nlp.to_disk(tmp_path / "saved")
    for copy in (
        spacy.load(tmp_path / "saved"),
        spacy.blank("en").from_config(nlp.config).from_bytes(nlp.to_bytes()),
        pickle.loads(pickle.dumps(nlp)),
    ):
        assert found(copy(SIGNED)) == wanted


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_two_processes_give_what_one_gives() -> None:
    nlp = pipeline()
    texts = [SIGNED, IDLE, "", RAGGED, SIGNED.replace("12", "15")] * 3
    docs = [nlp.make_doc(text) for text in texts]
    for doc in docs[::2]:
        doc.user_data["leadseam"] = {"published": "2021-08-01"}
    copies = [spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes()) for doc in docs]
    alone = [(found(doc), _spans(doc)) for doc in nlp.pipe(docs)]
    assert [(found(doc), _spans(doc)) for doc in nlp.pipe(copies, n_process=2, batch_size=2)] == alone


def _spans(doc: Any) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label_) for span in doc.spans["leadseam"]]


def test_stored_docs_keep_what_was_found() -> None:
    nlp = pipeline()
    doc = nlp(SIGNED)
    bytes_ = spacy.tokens.DocBin(docs=[doc], store_user_data=True).to_bytes()
    (stored,) = spacy.tokens.DocBin().from_bytes(bytes_).get_docs(nlp.vocab)
    assert (found(stored), _spans(stored)) == (found(doc), _spans(doc))


def test_installed_programs_find_the_component() -> None:
    (entry,) = entry_points(group="spacy_factories", name="leadseam")
    assert entry.value == "leadseam.spacy_component:create"
    code = "import sys, spacy; spacy.blank('zh'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "leadseam.spacy_component" in loaded
    assert not {"leadseam.leads", "leadseam.read", "leadseam.resources"} & set(loaded)


def test_the_example_of_the_guide_prints_what_it_says() -> None:
    guide = (ROOT / "docs/how-to/use-with-spacy.md").read_text(encoding="utf-8")
    program = re.search(r"```python\n(.+?)```", guide, re.DOTALL)
    printed = re.search(r"```text\n(.+?)```", guide, re.DOTALL)
    assert program
    assert printed
    done = subprocess.run([sys.executable, "-c", program[1]], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout == printed[1]
