"""The archive: read back by offset, and a torn end is passed over."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from leadseam.crawl.archive import Archive, Record, read_all, read_at
from leadseam.errors import StoreError

AT = datetime(2026, 3, 10, 1, 2, 3, 456000, tzinfo=UTC)


def record(number: int) -> Record:
    headers = (("Content-Type", "text/html; charset=gbk"), ("Content-Encoding", "gzip"), ("Set-Cookie", "a=1"))
    return Record(
        f"http://127.0.0.1/{number}", "site-a", AT, 200, headers, f"签约 {number}\r\n\r\nWARC/1.0".encode("gbk") * 50
    )


def write(folder: Path, count: int) -> list[tuple[str, int]]:
    with Archive(folder, AT, software="Leadseam/0") as archive:
        return [archive.write(record(number)) for number in range(count)]


def test_a_record_comes_back_as_it_was_but_for_its_transport(tmp_path: Path) -> None:
    places = write(tmp_path, 3)
    found = read_at(tmp_path / places[1][0], places[1][1])
    wanted = record(1)
    assert (found.url, found.source, found.fetched_at, found.status) == (wanted.url, "site-a", AT, 200)
    assert found.body == wanted.body
    assert dict(found.headers) == {
        "Content-Type": "text/html; charset=gbk", "Set-Cookie": "a=1", "Content-Length": str(len(wanted.body))
    }  # fmt: skip


@pytest.mark.parametrize("lost", [30, 60, 150])
def test_a_torn_end_loses_only_its_record(tmp_path: Path, lost: int) -> None:
    (name, _), *_ = write(tmp_path, 3)
    path = tmp_path / name
    path.write_bytes(path.read_bytes()[:-lost])
    assert [found.url for found in read_all(path)][:2] == [record(0).url, record(1).url]
    assert len(list(read_all(path))) == 2


def test_a_second_run_never_writes_behind_a_torn_end(tmp_path: Path) -> None:
    assert write(tmp_path, 1)[0][0] != write(tmp_path, 1)[0][0]


def test_a_wrong_offset_is_an_error(tmp_path: Path) -> None:
    name, _ = write(tmp_path, 1)[0]
    with pytest.raises(StoreError, match="no whole record"):
        read_at(tmp_path / name, 7)
