"""Loading is idempotent, resumes after a kill, supersedes and never deletes."""

import itertools
import random
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text
from tests.store.stories import LATER, NOW, dump, metric, story

from leadseam.errors import InputError
from leadseam.schema import STAGES, Extraction
from leadseam.store import check, connect, forms
from leadseam.store._tables import claims, documents, readings, retired
from leadseam.store.load import Counts, key, known, load_extractions
from leadseam.store.search import Query, export_leads, find_leads, find_metrics

_SEEN = ("first_seen", "last_seen", "change_seq")


def _content(engine: Engine) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name not in _SEEN} for row in export_leads(engine)]


def test_loading_twice_changes_no_row(engine: Engine) -> None:
    stories = [story("a", metrics=(metric(52),)), story("b", stage="started", day=date(2024, 6, 1))]
    first = load_extractions(engine, stories, now=NOW)
    before = dump(engine)
    second = load_extractions(engine, stories, now=LATER)
    assert (first.documents, first.leads_created, first.metrics_created) == (2, 1, 1)
    assert second == Counts(unchanged=2)
    assert dump(engine) == before


def test_known_documents_need_no_extraction(engine: Engine) -> None:
    document, extraction = story("a")
    load_extractions(engine, [(document, extraction)], now=NOW)
    edited = replace(document, text=document.text + "更正。")
    assert set(known(engine)) == {key(document)}
    assert key(edited) != key(document) != key(document, extractor="leadseam 99")


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
@pytest.mark.parametrize("size", [1, 4])
def test_any_order_and_batching_gives_the_same_leads(tmp_path: Path, order: tuple[int, ...], size: int) -> None:
    stories = [
        story("a", day=date(2024, 1, 1)),
        story("b", day=date(2024, 6, 1), stage="started", amount=35, company="远航新能源集团"),
        story("c", day=date(2025, 3, 1), stage="production", project=None, amount=None),
        story("d", day=date(2025, 3, 2), project="远航储能电站项目", amount=5),
    ]
    straight, shuffled = connect(tmp_path / "straight.sqlite"), connect(tmp_path / "shuffled.sqlite")
    load_extractions(straight, stories, now=NOW)
    for start in range(0, 4, size):
        load_extractions(shuffled, [stories[at] for at in order[start : start + size]], now=LATER)
    assert _content(shuffled) == _content(straight)
    assert len(_content(straight)) == 2


def test_random_stories_in_random_order_and_batches(tmp_path: Path) -> None:
    rng = random.Random(3)
    companies = ("远航集团", "远航新能源科技有限公司", "蓝海集团", "CATL", "宁德时代", None)
    projects = ("电池基地", "电池基地二期", "光伏电站", "零碳科创城", None)
    stories = []
    for n in range(40):
        company = rng.choice(companies)
        project = rng.choice(projects) if company else "零碳科创城"
        day = date(2024, rng.randint(1, 12), 1)
        stage = rng.choice(STAGES)
        stories.append(story(f"d{n}", company=company, project=project, day=day, stage=stage, metrics=(metric(n % 5),)))
    contents = []
    for attempt, size in enumerate((40, 1, 7)):
        engine = connect(tmp_path / f"{attempt}.sqlite")
        for start in range(0, 40, size):
            load_extractions(engine, stories[start : start + size], now=NOW)
        assert check.problems(engine) == ()
        contents.append((_content(engine), sorted(row["metric_id"] for row in find_metrics(engine, Query()))))
        rng.shuffle(stories)
    assert contents[0] == contents[1] == contents[2]


def test_two_writers_wait_for_each_other(url: str) -> None:
    def load(part: int) -> None:
        engine = connect(url)
        for n in range(5):
            load_extractions(engine, [story(f"{part}-{n}", company=f"甲{part}乙{n}集团")], now=NOW)
        engine.dispose()

    connect(url).dispose()
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(load, range(3)))
    engine = connect(url)
    assert len(_content(engine)) == 15
    assert check.problems(engine) == ()
    numbers = [row["change_seq"] for row in export_leads(engine)]
    assert len(set(numbers)) == 15
    engine.dispose()


def test_a_new_text_supersedes_and_deletes_nothing(engine: Engine) -> None:
    load_extractions(engine, [story("a", amount=30)], now=NOW)
    load_extractions(engine, [story("a", amount=40)], now=LATER)
    (lead,) = find_leads(engine, Query())
    assert lead["amount"]["value"] == 4_000_000_000
    assert lead["first_seen"] < lead["last_seen"]
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(readings)).scalar() == 2
        amounts = connection.execute(select(claims.c.value).where(claims.c.field == "amount")).scalars().all()
    assert len(amounts) == 2


def test_an_older_text_comes_back_into_force(engine: Engine) -> None:
    for amount in (30, 40, 30):
        load_extractions(engine, [story("a", amount=amount)], now=NOW)
    (lead,) = find_leads(engine, Query())
    assert lead["amount"]["value"] == 3_000_000_000


def test_a_new_extractor_version_supersedes(engine: Engine) -> None:
    document, extraction = story("a")
    load_extractions(engine, [(document, extraction)], now=NOW)
    nothing = replace(extraction, projects=())
    assert load_extractions(engine, [(document, nothing)], now=LATER, extractor="leadseam 99").leads_retired == 1
    assert list(find_leads(engine, Query())) == []
    with engine.connect() as connection:
        assert connection.execute(select(retired.c.successor)).scalars().all() == [None]


def test_a_lead_that_becomes_another_names_its_successor(engine: Engine) -> None:
    load_extractions(engine, [story("a", project=None)], now=NOW)
    (bare,) = find_leads(engine, Query())
    load_extractions(engine, [story("b", day=date(2024, 5, 1))], now=LATER)
    (lead,) = find_leads(engine, Query())
    assert lead["lead_id"] != bare["lead_id"]
    assert [document["id"] for document in lead["documents"]] == ["a", "b"]
    with engine.connect() as connection:
        gone = connection.execute(select(retired.c.id, retired.c.successor)).one()
    assert tuple(gone) == (bare["lead_id"], lead["lead_id"])


def test_change_numbers_are_unique_and_rise(engine: Engine) -> None:
    load_extractions(engine, [story("a"), story("b", company="蓝海集团", project="蓝海食品园")], now=NOW)
    first = {row["lead_id"]: row["change_seq"] for row in export_leads(engine)}
    load_extractions(engine, [story("c", company="蓝海集团", project="蓝海食品园", stage="started")], now=LATER)
    second = {row["lead_id"]: row["change_seq"] for row in export_leads(engine)}
    changed = [identity for identity in first if first[identity] != second[identity]]
    assert len(set(second.values())) == 2
    assert len(changed) == 1
    assert second[changed[0]] > max(first.values())


def test_an_import_has_no_text_and_repeats_freely(engine: Engine) -> None:
    _, extraction = story("a", metrics=(metric(52),))
    load_extractions(engine, [(None, extraction)], now=NOW)
    before = dump(engine)
    load_extractions(engine, [(None, extraction)], now=LATER)
    assert dump(engine) == before
    (lead,) = find_leads(engine, Query())
    assert lead["documents"] == [
        {"id": "a", "url": "https://news.example/a", "title": None, "published": "2024-03-01", "source": None}
    ]


def test_an_import_of_what_is_stored_changes_nothing(engine: Engine) -> None:
    document, extraction = story("a")
    load_extractions(engine, [(document, extraction)], now=NOW)
    before = dump(engine)
    assert load_extractions(engine, [(None, extraction)], now=LATER).unchanged == 1
    assert dump(engine) == before


def test_the_same_metric_twice_is_one_with_two_documents(engine: Engine) -> None:
    load_extractions(engine, [story("a", metrics=(metric(52),)), story("b", metrics=(metric(52), metric(60)))], now=NOW)
    documents_of = {row["value"]: [one["id"] for one in row["documents"]] for row in find_metrics(engine, Query())}
    assert documents_of == {52: ["a", "b"], 60: ["b"]}


def test_text_that_no_database_takes_is_stored_with_its_length(engine: Engine) -> None:
    load_extractions(engine, [story("a\x00\ud800", text="远航\x00签约\ud800。")], now=NOW)
    with engine.connect() as connection:
        assert connection.execute(select(documents.c.id)).scalar() == "a\ufffd\ufffd"
        stored = connection.execute(text("SELECT text FROM texts")).scalar()
    assert stored == "远航\ufffd签约\ufffd。"


def test_killed_anywhere_a_rerun_gives_the_same_database(tmp_path: Path) -> None:
    straight = connect(tmp_path / "straight.sqlite")
    stories = [story(f"d{n}", company=f"远航{n}集团", project=f"远航{n}食品园") for n in range(40)]
    for start in range(0, 40, 10):
        load_extractions(straight, stories[start : start + 10], now=NOW)
    for after in (7, 60):
        database = tmp_path / f"killed{after}.sqlite"
        program = _PROGRAM.format(database=database, after=after)
        killed = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
        assert killed.returncode == -9, killed.stderr.decode()
        again = connect(database)
        for start in range(0, 40, 10):
            load_extractions(again, stories[start : start + 10], now=NOW)
        assert dump(again) == dump(straight)


_PROGRAM = textwrap.dedent("""
    import os, signal
    from sqlalchemy import event
    from leadseam.store import connect
    from leadseam.store.load import load_extractions
    from tests.store.stories import NOW, story

    stories = [story(f"d{{n}}", company=f"远航{{n}}集团", project=f"远航{{n}}食品园") for n in range(40)]
    engine = connect({database!r} if False else "{database}")
    left = [{after}]

    def count(*_):
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", count)
    for start in range(0, 40, 10):
        load_extractions(engine, stories[start : start + 10], now=NOW)
""")


def test_a_wrong_line_is_refused_with_its_field() -> None:
    with pytest.raises(InputError, match=r"projects\.0\.stage"):
        forms.extraction('{"id": "a", "projects": [{"project": "x", "stage": "sold"}]}')
    assert forms.extraction('{"id": "a", "new_field": 1, "mentions": [1]}') == Extraction(id="a")
    with pytest.raises(InputError, match="JSON object"):
        forms.extraction("[1]")


@pytest.mark.parametrize(
    "line",
    [b"\xff", "", "{", '{"id": 1e999999}', '{"id": ' + "9" * 5000 + "}", '{"id": NaN}', "[" * 100_000, '{"id": null}'],
)
def test_no_line_breaks_the_reader(line: str | bytes) -> None:
    with pytest.raises(InputError):
        forms.extraction(line)
