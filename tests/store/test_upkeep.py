"""Opening, upgrading and checking databases, on both kinds."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text
from tests.store.stories import NOW, story

from leadseam.errors import StoreError
from leadseam.store import check, connect
from leadseam.store._tables import VERSION, metadata
from leadseam.store.load import load_extractions
from leadseam.store.search import Query, find_leads


def test_the_migrations_make_the_tables_of_the_code(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": lambda _, name, *__: "_index" not in (name or "") or "ix_" in name}
        )
        differences = [one for one in compare_metadata(context, metadata) if "_index_" not in repr(one)]
    assert differences == []


def test_opening_again_changes_nothing(url: str) -> None:
    for created in (1, 0):
        engine = connect(url)
        assert load_extractions(engine, [story("a")], now=NOW).leads_created == created
        engine.dispose()


def test_a_newer_database_is_refused_in_one_line(url: str) -> None:
    engine = connect(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match=f"version 9999, this program knows {VERSION}"):
        connect(url)


@pytest.mark.parametrize("wrong", ["mysql://x/y", "postgresql://nobody:secret@127.0.0.1:1/none"])
def test_a_wrong_address_is_told_without_its_password(wrong: str) -> None:
    with pytest.raises(StoreError) as told:
        connect(wrong)
    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("nothing like a database, but long enough to be read as a header" * 20, encoding="utf-8")
    with pytest.raises(StoreError, match=r"notes\.txt.*not a database"):
        connect(path)


def test_a_whole_database_has_no_problems(engine: Engine) -> None:
    load_extractions(engine, [story("a"), story("b", company="蓝海集团", project="蓝海食品园")], now=NOW)
    load_extractions(engine, [story("a", amount=7, text="改写的句子。")], now=NOW)
    assert check.problems(engine) == ()


def test_a_stale_index_is_found_and_mended(engine: Engine) -> None:
    load_extractions(engine, [story("a")], now=NOW)
    with engine.begin() as connection:
        connection.execute(text("UPDATE lead_forms SET search = '另外的文字'"))
    assert any("search index" in problem for problem in check.problems(engine))
    check.reindex(engine)
    assert check.problems(engine) == ()
    assert len(list(find_leads(engine, Query(q=("另外",))))) == 1


def test_lost_rows_are_found(engine: Engine) -> None:
    load_extractions(engine, [story("a")], now=NOW)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM leads"))
    assert any("no lead or metric shows" in problem for problem in check.problems(engine))


def test_a_database_that_cannot_be_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, copy = tmp_path / "leads.sqlite", tmp_path.with_name("copy.sqlite")
    load_extractions(connect(path), [story("a")], now=NOW)
    monkeypatch.setattr(os, "access", lambda place, _: not Path(place).is_relative_to(tmp_path))
    engine = connect(path)
    assert len(list(find_leads(engine, Query(q=("电池",))))) == 1
    assert check.problems(engine) == ()
    check.backup(path, copy)
    assert [one.name for one in tmp_path.iterdir()] == ["leads.sqlite"]
    with pytest.raises(StoreError, match="cannot be written"):
        load_extractions(engine, [story("b")], now=NOW)
    assert len(list(find_leads(connect(copy), Query()))) == 1


@pytest.mark.parametrize("table", ["leads", "customers", "alembic_version"])
def test_a_database_of_another_program_is_left_as_it_is(table: str, tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"CREATE TABLE {table} (version_num TEXT)")
        connection.execute(f"INSERT INTO {table} VALUES ('8f31')")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=f"another program.*{table}"):
        connect(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["other.sqlite"]


def test_a_damaged_database_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "leads.sqlite"
    load_extractions(connect(path), [story(str(number)) for number in range(20)], now=NOW)
    raw = path.read_bytes()
    path.write_bytes(raw[:8192] + b"\xff" * (len(raw) - 8192))
    with pytest.raises(StoreError, match="malformed; the file is damaged"):
        list(find_leads(connect(path), Query()))


def test_a_text_in_the_place_of_another_is_told(engine: Engine) -> None:
    assert load_extractions(engine, [story("a"), story("b")], now=NOW).replaced == ()
    again = load_extractions(engine, [story("a", text="改写的句子。"), story("b")], now=NOW)
    assert again.replaced == ("a",)


def test_several_programs_may_make_one_database_at_once(tmp_path: Path) -> None:
    for n in range(5):
        with ThreadPoolExecutor(5) as pool:
            engines = list(pool.map(connect, [tmp_path / f"{n}.sqlite"] * 5))
        assert check.problems(engines[0]) == ()
        with closing(sqlite3.connect(tmp_path / f"{n}.sqlite")) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
