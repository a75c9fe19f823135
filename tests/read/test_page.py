"""Whole pages: content systems, old layouts, blogs, and the traps that stand around their articles."""

import json
from pathlib import Path
from typing import Any

import pytest

from leadseam import read
from leadseam.schema import Document, to_json

HERE = Path(__file__).parent
CASES = [json.loads(line) for line in (HERE / "pages.jsonl").read_text(encoding="utf-8").splitlines()]


def _told(document: Document) -> dict[str, Any]:
    row: dict[str, Any] = to_json(document)
    row["home"] = document.home_place.adcode if document.home_place else None
    row["attachments"] = [[one.url, one.name] for one in document.attachments]
    return row


@pytest.mark.parametrize("case", CASES, ids=lambda case: Path(case["page"]).stem)
def test_page(case: dict[str, Any]) -> None:
    raw = (HERE / "pages" / case["page"]).read_bytes()
    told = _told(read.page(raw, id="a", url=case.get("url")))
    wanted = {key: value for key, value in case.items() if key not in ("page", "url")}
    assert {key: told[key] for key in wanted} == wanted


BODY = "5月6日，海陵新区举行签约仪式，12家企业参加，总投资86.5亿元。" * 3
PAGE = '<html><head>{meta}<title>签约</title></head><body><div id="zoom"><p>{body}</p></div></body></html>'
GB = '<meta charset="gb2312">'


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        (PAGE.format(meta="", body=BODY).encode(), None),
        (PAGE.format(meta=GB, body=BODY + "镕喆").encode("gbk"), None),
        (PAGE.format(meta="", body=BODY + "㐂").encode("gb18030"), "utf-8"),
        (PAGE.format(meta=GB, body=BODY).encode(), None),
        (PAGE.format(meta="", body=BODY).encode(), "gbk"),
        (PAGE.format(meta="", body=BODY).encode("gbk"), None),
        (PAGE.format(meta="", body=BODY).encode(), "iso-8859-1"),
        (PAGE.format(meta="", body=BODY).encode("utf-8-sig"), "gb2312"),
        (PAGE.format(meta="", body=BODY).encode()[:-1] + "签".encode()[:1], None),
        (PAGE.format(meta="", body=BODY).encode().replace(b"</p>", b"\xff</p>"), None),
    ],
    ids=[
        "unlabeled utf-8", "gbk as gb2312", "gb18030 under a utf-8 header", "utf-8 under a gb2312 tag",
        "utf-8 under a gbk header", "unlabeled gbk", "latin-1 header", "mark against header", "cut", "bad byte",
    ],
)  # fmt: skip
def test_bytes_beat_labels(raw: bytes, label: str | None) -> None:
    assert read.page(raw, id="a", label=label).text.startswith(BODY)


def test_deep_nesting_and_giant_spans_stay_bounded() -> None:
    deep = "<div>" * 60_000 + f"<p>{BODY}</p>"
    document = read.page(deep.encode(), id="a")
    assert "deep_nesting" in document.flags
    assert BODY in document.text
    wide = f'<div id="zoom"><p>{BODY}</p><table><tr><td colspan="99999999">甲</td><td>乙</td></tr>' + (
        '<tr><td rowspan="60000">丙</td><td>丁</td></tr></table></div>'
    )
    assert read.page(wide.encode(), id="a").tables == ((("甲", "乙"), ("丙", "丁")),)


def test_a_page_of_one_short_sentence_is_read_and_many_links_stay_cheap() -> None:
    assert (
        read.page("<html><body><h1>签约</h1><p>6日签约5亿元。</p></body></html>".encode(), id="a").text
        == "签约\n6日签约5亿元。"
    )
    assert len(read.page(b"<a href=x.pdf>Download</a>" * 50_000, id="a").attachments) == 1


def test_entities_and_structured_data_bring_in_nothing_that_cannot_be_printed() -> None:
    meta = '<script type="application/ld+json">{"headline": "a\\ud800b\\u0000"}</script>'
    document = read.page(PAGE.format(meta=meta, body=f"{BODY}&#8203;3&#x200b;5亿元&nbsp;&#0;。").encode(), id="a")
    assert document.title == "a\N{REPLACEMENT CHARACTER}b"
    assert "35亿元" in document.text
    assert document.text.replace("\n", "").isprintable()
