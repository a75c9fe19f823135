"""The commands over a database: data on stdout, messages on stderr, exit codes of the contract."""

import json
from datetime import date
from pathlib import Path

import pytest
from tests.store.stories import NOW, metric, story
from typer.testing import CliRunner, Result

from leadseam.cli import app
from leadseam.errors import StoreError
from leadseam.registry import Registry
from leadseam.schema import Place, to_json
from leadseam.sinks._file import formats
from leadseam.store import connect
from leadseam.store.load import load_extractions


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("commands") / "leads.sqlite"
    stories = [
        story("a", metrics=(metric(52),)),
        story(
            "b",
            company="蓝海集团",
            project="蓝海食品园",
            place=Place("即墨区", "370215"),
            amount=5,
            day=date(2025, 5, 5),
        ),
    ]
    load_extractions(connect(path), stories, now=NOW)
    return str(path)


@pytest.fixture(scope="module", autouse=True)
def _commands() -> None:
    commands = Registry("leadseam.cli")
    for name in ("search", "metrics", "export", "import_", "push", "db"):
        commands.get(name).register(app)


def _run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin, catch_exceptions=True)


def test_search_prints_json_lines(database: str) -> None:
    found = _run("search", "--db", database, "--json", "--region", "山东", "--amount-min", "1亿")
    assert found.exit_code == 0
    assert [json.loads(line)["companies"] for line in found.stdout.splitlines()] == [["蓝海集团"]]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--stage", "sold"),
        ("--region", "肇清"),
        ("--sort", "size"),
        ("--amount-min", "many"),
        ("--date-from", "2024-13"),
        ("--date-to", "soon"),
    ],
)
def test_a_wrong_option_is_one_line_and_exit_code_2(database: str, arguments: tuple[str, str]) -> None:
    found = _run("search", "--db", database, *arguments)
    assert (found.exit_code, found.stdout) == (2, "")
    assert len(found.stderr.splitlines()) == 1
    assert arguments[1] in found.stderr


def test_a_table_is_readable_in_80_columns(database: str) -> None:
    found = _run("search", "--db", database)
    assert "30亿元" in found.stdout
    assert "广东 肇庆" in found.stdout
    assert "2 leads" in found.stderr


def test_no_hit_says_what_to_try(database: str) -> None:
    found = _run("search", "--db", database, "--region", "广东", "--q", "没有的词 电池")
    assert (found.exit_code, found.stdout) == (0, "")
    assert "1 without --q" in found.stderr
    assert "--q 没有的词 --q 电池" in found.stderr


def test_an_empty_database_is_made_and_told_of(tmp_path: Path) -> None:
    found = _run("search", "--db", str(tmp_path / "new" / "leads.sqlite"))
    assert found.exit_code == 0
    assert "leadseam ingest" in found.stderr


def test_metrics_have_the_same_filters(database: str) -> None:
    found = _run("metrics", "--db", database, "--json", "--region", "Zhaoqing", "--stage", "signed")
    assert [json.loads(line)["value"] for line in found.stdout.splitlines()] == [52]
    assert _run("metrics", "--db", database, "--family", "sales").exit_code == 2
    assert _run("metrics", "--db", database, "--indicator", "sales").exit_code == 2


def test_two_exports_are_the_same_bytes(database: str, tmp_path: Path) -> None:
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    for out in (first, second):
        assert _run("export", "--db", database, "--format", "csv", "--out", str(out)).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    assert len(first.read_bytes().splitlines()) == 3
    assert _run("export", "--db", database, "--format", "pdf").exit_code == 2


def test_import_skips_bad_lines_and_names_them(tmp_path: Path) -> None:
    extracted = tmp_path / "extracted.jsonl"
    good = json.dumps(to_json(story("a")[1]), ensure_ascii=False)
    extracted.write_text(f'{good}\n\nno json\n{{"id": 1}}\n', encoding="utf-8")
    database = str(tmp_path / "leads.sqlite")
    found = _run("import", "--db", database, str(extracted), str(tmp_path / "missing.jsonl"))
    assert found.exit_code == 3
    assert f"{extracted}:3" in found.stderr
    assert f"{extracted}:4: id:" in found.stderr
    assert "missing.jsonl" in found.stderr
    again = _run("import", "--db", database, str(extracted))
    assert "0 documents loaded, 1 known already" in again.stderr


def test_backup_and_restore(database: str, tmp_path: Path) -> None:
    copy, other = tmp_path / "copy.sqlite", str(tmp_path / "other.sqlite")
    assert _run("db", "backup", "--db", database, str(copy)).exit_code == 0
    assert _run("db", "restore", "--db", other, str(copy)).exit_code == 0
    assert _run("db", "check", "--db", other).exit_code == 0
    assert _run("search", "--json", "--db", other).stdout == _run("search", "--json", "--db", database).stdout
    copy.write_bytes(b"no database at all" * 100)
    assert _run("db", "restore", "--db", other, str(copy)).exception is not None
    assert _run("db", "backup", "--db", other, str(tmp_path / "again.sqlite")).exit_code == 0
    Path(other).write_bytes(b"damaged beyond all reading" * 100)
    assert _run("db", "restore", "--db", other, str(tmp_path / "again.sqlite")).exit_code == 0
    assert _run("db", "check", "--db", other).exit_code == 0


def test_push_names_the_targets_there_are(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "leadseam.toml").write_text('[targets.crm]\nurl = "https://127.0.0.1/x"\n', encoding="utf-8")
    unknown = _run("push", "--db", database, "crn")
    assert unknown.exit_code == 2
    assert "crm, csv, jsonl, parquet, webhook, xlsx" in unknown.stderr
    private = _run("push", "--db", database, "crm")
    assert "private address" in str(private.exception)
    assert _run("push", "--db", database, "csv", "--out", "leads.csv").exit_code == 0
    assert (tmp_path / "leads.csv").stat().st_size > 100


@pytest.mark.parametrize(
    "words", [("check",), ("backup", "copy.sqlite"), ("restore", "nowhere.sqlite")], ids=lambda words: words[0]
)
def test_upkeep_of_a_missing_database_fails_and_makes_none(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "copy.sqlite").write_text("the copy of yesterday", encoding="utf-8")
    done = _run("db", *words, "--db", "sub/nope.sqlite")
    assert isinstance(done.exception, StoreError)
    assert "no such" in str(done.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["copy.sqlite"]
    assert (tmp_path / "copy.sqlite").read_text(encoding="utf-8") == "the copy of yesterday"


@pytest.mark.parametrize("words", [("search",), ("metrics",), ("export", "--format", "jsonl"), ("push", "jsonl")])
def test_a_query_of_a_missing_database_says_so(words: tuple[str, ...], tmp_path: Path) -> None:
    done = _run(*words, "--db", str(tmp_path / "new.sqlite"))
    assert (done.exit_code, done.stdout) == (0, "")
    assert "new.sqlite: a new, empty database" in done.stderr
    assert "new, empty" not in _run(*words, "--db", str(tmp_path / "new.sqlite")).stderr


@pytest.mark.parametrize("command", ["search", "metrics"])
@pytest.mark.parametrize("option", ["--db", "--region", "--q", "--company", "--industry"])
def test_an_empty_option_is_wrong_usage(command: str, option: str, database: str) -> None:
    others = () if option == "--db" else ("--db", database)
    found = _run(command, *others, option, " ")
    assert (found.exit_code, found.stdout) == (2, "")
    assert f"{option} is empty" in found.stderr


@pytest.mark.parametrize("address", ["mysql://x/y", "sqlite://leads.sqlite", "://", "foo://x"])
def test_an_address_that_can_mean_nothing_is_wrong_usage(address: str) -> None:
    found = _run("search", "--db", address)
    assert (found.exit_code, found.stdout) == (2, "")
    assert "sqlite:///FILE" in found.stderr


def test_words_of_a_locale_without_utf8_are_read(database: str) -> None:
    raw = "山东".encode().decode("ascii", "surrogateescape")
    found = _run("search", "--db", database, "--json", "--region", raw)
    assert [json.loads(line)["companies"] for line in found.stdout.splitlines()] == [["蓝海集团"]]


def test_help_names_the_formats_there_are() -> None:
    shown = _run("export", "--help").stdout
    assert all(name in shown for name in formats())
