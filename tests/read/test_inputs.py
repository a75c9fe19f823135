"""Files, folders, JSONL, WARC and standard input; what cannot be read is named once and the rest goes on."""

import gzip
import io
import json
from pathlib import Path

import pytest

from leadseam import read
from leadseam.errors import InputError
from leadseam.read import Skipped
from leadseam.schema import Document

TEXT = "海陵新区集中签约12个项目\n5月6日，海陵新区举行签约仪式，总投资86.5亿元。"


def _read(*inputs: Path | str, stdin: bytes = b"") -> tuple[list[Document], list[Skipped]]:
    found = list(read.documents(map(str, inputs), io.BytesIO(stdin)))
    good = [one for one in found if isinstance(one, Document)]
    return good, [one for one in found if isinstance(one, Skipped)]


def _rows(*rows: object) -> bytes:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode()


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "gbk"])
def test_the_charset_of_a_text_file_is_found(tmp_path: Path, charset: str) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode(charset))
    (document,), _ = _read(tmp_path / "a.txt")
    assert (document.id, document.text) == ("a", TEXT)


def test_big5_is_found(tmp_path: Path) -> None:
    body = "六月一日，青禾裝備與松江園區簽訂投資協議，投資額五億元。"
    (tmp_path / "a.txt").write_bytes(body.encode("big5"))
    assert _read(tmp_path)[0][0].text == body


def test_a_folder_is_read_in_order_and_its_oddities_are_named(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.html").write_bytes(f"<div id=zoom><p>{TEXT}</p></div>".encode())
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "paper.html").write_bytes(b"%PDF-1.7 ...")
    good, skipped = _read(tmp_path)
    assert [one.id for one in good] == ["a", "c"]
    assert [(Path(one.name).name, one.reason) for one in skipped] == [
        ("binary.txt", "is binary, not text"),
        ("empty.txt", "is empty"),
        ("paper.html", "is a PDF file, not text"),
    ]


def test_every_bad_line_is_named_by_its_number() -> None:
    good = {"id": "good", "text": TEXT}
    raw = _rows(
        good, "{bad", {"text": TEXT}, {"id": "x"}, {"id": 5, "text": TEXT}, {"id": "e", "text": " "}, "[1]", "",
        {"id": "d", "text": TEXT, "published": "2024-02-30"}, {"id": "l", "text": TEXT, "lang": "fr"},
        {"id": "h", "text": TEXT, "home_place": "44"}, {"id": "p", "path": "nowhere.html"}, "[" * 100_000,
    )  # fmt: skip
    found, skipped = _read("-", stdin=raw)
    assert [one.id for one in found] == ["good"]
    assert [one.name for one in skipped] == [f"-:{number}" for number in (2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13)]
    assert all(one.reason and "\n" not in one.reason for one in skipped)


def test_what_a_line_says_wins_over_what_is_found() -> None:
    row = {"id": "a", "text": f"{TEXT}\n", "title": "另题", "published": "2024-01-02", "home_place": "441200"}
    (document,), _ = _read("-", stdin=_rows(row | {"lang": "zh", "url": "http://example.com/a"}))
    assert (document.title, str(document.published), document.url) == ("另题", "2024-01-02", "http://example.com/a")
    assert document.home_place is not None
    assert (document.home_place.text, document.home_place.adcode) == ("肇庆市", "441200")


def test_path_is_read_as_bytes_beside_the_lines(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="gb2312"></head><div id=zoom><p>{TEXT}</p></div></html>'
    (tmp_path / "page.html").write_bytes(page.encode("gb18030"))
    (tmp_path / "rows.jsonl").write_bytes(b"\xef\xbb\xbf" + _rows({"id": "a", "path": "page.html"}))
    (document,), skipped = _read(tmp_path / "rows.jsonl")
    assert "签约仪式" in document.text
    assert not skipped


def test_one_id_with_two_contents_is_named_and_a_repetition_is_not() -> None:
    raw = _rows({"id": "a", "text": "one text"}, {"id": "a", "text": "one text"}, {"id": "a", "text": "another"})
    good, skipped = _read("-", stdin=raw)
    assert [one.text for one in good] == ["one text"]
    assert [one.name for one in skipped] == ["-:3"]


def test_lone_surrogates_and_zero_bytes_can_be_printed() -> None:
    (document,), _ = _read("-", stdin=b'{"id": "a\\ud83d", "text": "x\\ud800y\\u0000z"}')
    assert (document.id.encode(), document.text) == (
        "a\N{REPLACEMENT CHARACTER}".encode(),
        "x\N{REPLACEMENT CHARACTER}y z",
    )


def test_a_missing_only_input_is_an_error_and_one_of_several_is_skipped(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        _read(tmp_path / "nowhere.txt")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    good, skipped = _read(tmp_path / "a.txt", tmp_path / "nowhere.txt")
    assert len(good) == len(skipped) == 1


def test_a_named_file_of_unknown_suffix_is_sniffed(tmp_path: Path) -> None:
    (tmp_path / "page.asp").write_bytes(f"<html><body><div id=zoom><p>{TEXT}</p></div></body></html>".encode())
    (tmp_path / "rows.data").write_bytes(_rows({"id": "b", "text": TEXT}))
    (tmp_path / "plain").write_text(TEXT, encoding="utf-8")
    good, _ = _read(tmp_path / "page.asp", tmp_path / "rows.data", tmp_path / "plain")
    assert [one.id for one in good] == ["page", "b", "plain"]


def _warc(*responses: tuple[str, str, bytes]) -> bytes:
    return b"".join(gzip.compress(_record(*response)) for response in responses)


def _record(url: str, status: str, body: bytes) -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=gbk\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-01-31T00:00:00Z\r\n"
    kind = f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    return head.encode() + kind.encode() + answer + b"\r\n\r\n"


def test_warc_responses_carry_their_address(tmp_path: Path) -> None:
    page = f"<div id=zoom><p>{TEXT}</p></div>".encode()
    raw = _warc(("http://example.com/1", "200 OK", page), ("http://example.com/2", "404 Not Found", page))
    (tmp_path / "a.warc.gz").write_bytes(raw)
    (document,), skipped = _read(tmp_path)
    assert document.id == document.url == "http://example.com/1"
    assert not skipped


def test_a_broken_archive_is_named_behind_what_it_still_gives(tmp_path: Path) -> None:
    rows = b"\n".join(_rows({"id": str(number), "text": f"{TEXT}{number}"}) for number in range(2000))
    (tmp_path / "rows.jsonl.gz").write_bytes(gzip.compress(rows)[:-30])
    good, skipped = _read(tmp_path / "rows.jsonl.gz")
    assert len(good) > 100
    assert len(skipped) <= 2
    assert "broken archive" in skipped[-1].reason


def test_a_broken_warc_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"this is no WARC file at all\r\n" * 5)
    good, skipped = _read(tmp_path / "a.warc")
    assert not good
    assert "WARC" in skipped[0].reason


def test_a_response_cut_short_is_flagged(tmp_path: Path) -> None:
    raw = _record("http://example.com/1", "200 OK", f"<div id=zoom><p>{TEXT}</p></div>".encode())
    (tmp_path / "a.warc").write_bytes(raw[:-12])
    (document,), _ = _read(tmp_path / "a.warc")
    assert document.flags == ("truncated",)


def test_names_and_reasons_are_one_printable_line() -> None:
    _, (skipped,) = _read("-", stdin=b'{"id": "a", "path": "no\\u001b[31m\\nwhere\\ud800.html"}')
    assert skipped.reason.isprintable()
    assert skipped.reason.encode()


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname", "link.txt", "sub/../../secret.txt", "loop.txt"])
def test_a_path_may_not_lead_out_of_the_folder_of_its_lines(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "rows"
    (folder / "sub").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "sub" / "in.txt").write_text(TEXT, encoding="utf-8")
    (folder / "rows.jsonl").write_bytes(_rows({"id": "a", "path": name}, {"id": "b", "path": "sub/../sub/in.txt"}))
    good, skipped = _read(folder / "rows.jsonl")
    assert [one.id for one in good] == ["b"]
    assert [Path(one.name).name for one in skipped] == ["rows.jsonl:1"]
    assert repr(name) in skipped[0].reason


def test_a_folder_reads_what_its_lines_name_once(tmp_path: Path) -> None:
    for name in ("page.html", "other.txt", "unused.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    rows = _rows({"id": "a", "path": "page.html"}, {"id": "b", "text": "own text", "path": "unused.txt"}, "{bad")
    (tmp_path / "rows.jsonl").write_bytes(rows)
    good, skipped = _read(tmp_path)
    assert [one.id for one in good] == ["other", "a", "b", "unused"]
    assert [Path(one.name).name for one in skipped] == ["rows.jsonl:3"]


def test_files_of_one_stem_get_ids_of_their_own(tmp_path: Path) -> None:
    for name in ("a/index.txt", "b/index.html", "b/index.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{TEXT}{name}", encoding="utf-8")
    expected = ["index", "b/index", "b/index.txt", "c"]
    assert [one.id for one in _read(tmp_path)[0]] == expected
    assert [one.id for one in _read(tmp_path / "a", tmp_path / "b", tmp_path / "c.txt", tmp_path / "a")[0]] == expected


@pytest.mark.parametrize("code", ["999999", "440001", "４４１２００"])
def test_a_home_place_that_no_division_ever_had_is_refused(code: str) -> None:
    good, skipped = _read("-", stdin=_rows({"id": "a", "text": TEXT, "home_place": code}))
    assert not good
    assert "home_place" in skipped[0].reason
