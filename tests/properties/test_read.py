"""Reading never raises and what it gives can always be printed, whatever goes in."""

import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from leadseam import read
from leadseam.read._decode import clean, decode
from leadseam.schema import Document, to_json

TAGS = [
    "<div>",
    "</div>",
    "<p>",
    "<table>",
    "<tr>",
    "<td colspan=9>",
    "<br>",
    "<meta charset=gbk>",
    "<!--",
    "]]>",
    "<a href='",
    "<a href='http://[x.pdf'>",
    "<base href='http://['>",
]
PIECES = st.sampled_from(
    [*TAGS, "签约", "2024-01-31 17:35", "来源：", "\ud800", "\x00", "a" * 300, "\n", "No comments:"]
)
LOOSE = st.text(st.characters(), max_size=200)
MIXED = st.lists(PIECES | LOOSE, max_size=30).map("".join)


def _can_be_printed(document: Document) -> None:
    json.dumps(to_json(document), ensure_ascii=False).encode()


@settings(max_examples=60, deadline=None)
@given(MIXED)
def test_text_never_raises(raw: str) -> None:
    document = read.text(raw, id="a")
    _can_be_printed(document)
    assert "\n\n" not in document.text


@settings(max_examples=60, deadline=None)
@given(MIXED, st.sampled_from([None, "gbk", "utf-16", "nonsense"]))
def test_page_never_raises(raw: str, label: str | None) -> None:
    _can_be_printed(read.page(raw.encode("utf-8", "surrogatepass"), id="a", url="http://[bad", label=label))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_bytes_never_raise(raw: bytes) -> None:
    _can_be_printed(read.page(raw, id="a"))
    clean(decode(raw)).encode()
    for found in read.documents(["-"], io.BytesIO(raw)):
        assert isinstance(found, Document | read.Skipped)


@given(st.text(st.characters(codec="utf-8", min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=8, max_size=80))
def test_chinese_survives_gb18030_and_utf_8(body: str) -> None:
    assert decode(body.encode("utf-8")) == body
    assert decode(f"<p>招商引资，{body}。</p>".encode("gb18030")).endswith("。</p>")
