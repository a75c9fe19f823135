"""Documents into the database: once, again, after a kill, with bad ones among them."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest
from tests.integration._program import ENVIRONMENT, command, dump, leadseam, rows

PLACES = ("即墨区", "岱山县", "平昌县", "海阳市", "新北区", "四会市")
MAKERS = ("宏远", "海川", "瑞泽", "天衡", "博锐", "华晟", "金岭", "启明")


def article(n: int) -> dict[str, str]:
    chance = random.Random(n)
    maker, place = chance.choice(MAKERS), chance.choice(PLACES)
    text = (
        f"5月{n % 28 + 1}日，{maker}新能源科技有限公司与{place}人民政府签订投资协议。"
        f"该公司将在{place}建设储能电池项目，总投资{chance.randint(2, 60)}亿元，占地{chance.randint(40, 600)}亩。\n"
        f"今年1—4月，全县新签约项目{chance.randint(5, 90)}个，计划总投资{chance.randint(20, 400)}亿元。"
    )
    return {"id": f"a{n:04}", "text": text, "published": f"2024-05-{n % 28 + 1:02}"}


def write_articles(path: Path, count: int) -> Path:
    lines = (json.dumps(article(n), ensure_ascii=False) for n in range(count))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_same_documents_twice_change_no_row(tmp_path: Path) -> None:
    articles, database = write_articles(tmp_path / "a.jsonl", 30), tmp_path / "leads.sqlite"
    first = leadseam("ingest", articles, "--db", database, cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    before = dump(database)
    again = leadseam("ingest", articles, "--db", database, cwd=tmp_path)
    assert "0 documents stored, 30 known already" in again.stdout
    assert dump(database) == before


def test_order_and_batches_do_not_matter(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "a.jsonl", 40)
    lines = articles.read_text(encoding="utf-8").splitlines()
    leadseam("ingest", articles, "--db", "one.sqlite", cwd=tmp_path)
    random.Random(5).shuffle(lines)
    for part in (lines[:13], lines[13:14], lines[14:]):
        leadseam("ingest", "-", "--db", "two.sqlite", cwd=tmp_path, text="\n".join(part))
    moments = ("first_seen", "last_seen", "change_seq")
    one, two = (
        rows(leadseam("search", "--json", "--db", name, cwd=tmp_path).stdout) for name in ("one.sqlite", "two.sqlite")
    )
    assert one
    assert [{k: v for k, v in row.items() if k not in moments} for row in one] == [
        {k: v for k, v in row.items() if k not in moments} for row in two
    ]


def ends(group: int, *, seconds: float = 30) -> bool:
    """Whether every process of a group ends within the time."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles and the database that an ingest without a kill makes of them."""
    folder = tmp_path_factory.mktemp("undisturbed")
    write_articles(folder / "a.jsonl", 450)
    leadseam("ingest", "a.jsonl", "--db", "whole.sqlite", "--workers", "1", cwd=folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.7, 1.5, 2.2, 3.0])
def test_killed_and_run_again_it_ends_in_the_same_database(undisturbed: Path, seconds: float, tmp_path: Path) -> None:
    words = command("ingest", undisturbed / "a.jsonl", "--db", tmp_path / "killed.sqlite", "--workers", "2")
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(words, env=ENVIRONMENT, stdout=quiet, stderr=quiet, start_new_session=True)
    time.sleep(seconds)
    process.kill()
    process.wait()
    assert ends(process.pid), "workers outlive the program that started them"
    again = leadseam("ingest", undisturbed / "a.jsonl", "--db", "killed.sqlite", "--workers", "1", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    moments = ("first_seen", "last_seen", "recorded")
    whole = dump(undisturbed / "whole.sqlite", without=moments)
    assert dump(tmp_path / "killed.sqlite", without=moments) == whole


def test_bad_input_is_named_once_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = json.dumps(article(1), ensure_ascii=False)
    bad = [
        "{",
        '{"text": "没有编号"}',
        '{"id": "x"}',
        '{"id": "y", "text": 5}',
        "[1]",
        '{"id": "p", "path": "none.html"}',
    ]
    lines = [bad[0], good, *bad[1:], json.dumps(article(2), ensure_ascii=False)]
    (tmp_path / "mixed.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    for name in ("extract", "read", "values", "ingest"):
        inputs = ["mixed.jsonl", "empty.txt", "picture.html", "missing.txt"]
        done = leadseam(name, *inputs, cwd=tmp_path)
        assert done.returncode == 3, (name, done.stderr)
        skipped = [line for line in done.stderr.splitlines() if line.startswith("leadseam: skipped ")]
        assert len(skipped) == len(set(skipped)) == 9, done.stderr
        if name != "ingest":
            assert [row["id"] for row in rows(done.stdout)] == ["a0001", "a0002"]


def test_import_takes_what_extract_printed(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "a.jsonl", 6)
    extracted = leadseam("extract", articles, cwd=tmp_path)
    (tmp_path / "e.jsonl").write_text(extracted.stdout + "{\n", encoding="utf-8")
    done = leadseam("import", "e.jsonl", "--db", "i.sqlite", cwd=tmp_path)
    assert done.returncode == 3
    assert "e.jsonl:7" in done.stderr
    leadseam("ingest", articles, "--db", "d.sqlite", cwd=tmp_path)
    found = [rows(leadseam("search", "--json", "--db", name, cwd=tmp_path).stdout) for name in ("i.sqlite", "d.sqlite")]
    assert [row["lead_id"] for row in found[0]] == [row["lead_id"] for row in found[1]] != []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("extract", "no-such-file.txt"), 1),
        (("extract",), 2),
        (("search", "--stage", "sold"), 2),
        (("search", "--region", "Atlantis"), 2),
        (("search", "--limit", "many"), 2),
        (("export", "--format", "docx"), 2),
        (("ingest", "a.txt", "--db", "postgresql://127.0.0.1:1/none"), 1),
        (("ingest", "a.txt", "--db", "mysql://x/y"), 2),
        (("ingest", "a.txt", "--db", ""), 2),
        (("eval", "one.jsonl"), 2),
        (("nightly", "--sources", "nowhere"), 1),
        (("push", "nobody"), 2),
    ],
)
def test_what_cannot_be_done_is_one_line_and_an_exit_code(words: tuple[str, ...], code: int, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("今天天气很好。", encoding="utf-8")
    done = leadseam(*words, cwd=tmp_path)
    assert done.returncode == code, (done.stdout, done.stderr)
    assert not done.stdout
    assert done.stderr.strip()


def test_a_newer_database_is_refused_in_one_line(tmp_path: Path) -> None:
    leadseam("db", "upgrade", "--db", "new.sqlite", cwd=tmp_path)
    with closing(sqlite3.connect(tmp_path / "new.sqlite")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    done = leadseam("search", "--db", "new.sqlite", cwd=tmp_path)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "upgrade leadseam" in done.stderr


def test_a_closed_pipe_is_no_failure(tmp_path: Path) -> None:
    write_articles(tmp_path / "a.jsonl", 60)
    words = command("extract", "a.jsonl")
    process = subprocess.Popen(words, cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), said) == (0, b"")


def stored(database: Path) -> int:
    """How many documents a database holds that another process may be writing."""
    if not database.exists():
        return 0
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
        except sqlite3.OperationalError:  # its tables are still being made
            return 0


def test_an_interrupt_says_what_to_do_and_gives_130(tmp_path: Path) -> None:
    words = command("ingest", "-", "--workers", "1")
    process = subprocess.Popen(
        words, cwd=tmp_path, env=ENVIRONMENT, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdin
    for n in range(600):  # and standard input stays open: it cannot end before the interrupt
        process.stdin.write(json.dumps(article(n), ensure_ascii=False) + "\n")
    process.stdin.flush()
    limit = time.monotonic() + 60
    while not stored(tmp_path / "leadseam.sqlite"):
        assert process.poll() is None, "it ended before the interrupt"
        assert time.monotonic() < limit, "nothing is stored"
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.strip().splitlines()[-1] == "leadseam: interrupted; run it again to go on"


def test_another_text_under_a_stored_id_is_told(tmp_path: Path) -> None:
    for n, folder in enumerate(("a", "b"), start=1):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "index.txt").write_text(article(n)["text"], encoding="utf-8")
    assert "1 document stored, 0 known already\n" in leadseam("ingest", "a", cwd=tmp_path).stdout
    again = leadseam("ingest", "b", cwd=tmp_path)
    assert again.returncode == 0
    assert "1 document stored, 0 known already, 1 replaced\n" in again.stdout
    assert again.stderr.splitlines() == ["leadseam: replaces the stored document 'index'"]
    together = leadseam("ingest", "a", "b", "--db", "both.sqlite", cwd=tmp_path)
    assert (together.returncode, together.stdout.partition("\n")[0]) == (0, "2 documents stored, 0 known already")
