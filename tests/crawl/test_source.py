"""Site files: what is read, what is refused in which words."""

import tomllib
from pathlib import Path

import pytest

from leadseam.crawl import load_all, load_each
from leadseam.crawl.source import default_folder, load
from leadseam.errors import ConfigError, SourceError

GOOD = """
[source]
id = "cn-gd-example"
name = "示例市投资促进局"
region = "441200"

[http]
base = "https://www.example.org/"

[[list]]
engine = "gkmlpt_json"
column = 5
sid = 7

[article]
url = ['/post_\\d+\\.html$']
"""


def write(folder: Path, text: str, name: str = "site.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_site_file_is_read_with_its_defaults(tmp_path: Path) -> None:
    source = load(write(tmp_path, GOOD))
    assert (source.id, source.base, source.http.delay_s) == ("cn-gd-example", "https://www.example.org", 1.0)
    assert source.owns("https://example.org/x")
    assert not source.owns("https://evil-example.org/x")
    assert source.row()["lists"][0] == {"engine": "gkmlpt_json", "max_pages": 3, "column": 5, "sid": 7, "prefix": ""}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("sid = 7", "sidd = 7", ("list.0.sidd", "unknown field")),
        ("column = 5", 'column = "5"', ("list.0.column", "integer", "'5'")),
        ("column = 5", "", ("list.0.column", "missing")),
        ("gkmlpt_json", "gkmlpt", ("list.0", "'gkmlpt' is unknown", "trs_static")),
        ("\\d+\\.html$", "(", ("article.url.0", "regular expression")),
        ("https://www", "ftp://www", ("http", "base must be")),
        ("441200", "肇庆", ("source.region",)),
        ("[article]", "[articles]", ("articles", "known here", "[article]")),
        ("cn-gd-example", "CN GD", ("source.id",)),
        ("[http]", '[http]\ntls = "http-only"', ("tls_reason",)),
        ("[http]", "[http]\ndelay_s = -1.0", ("http.delay_s",)),
        ("[[list]]", "[list]", ("list",)),
        ("[[list]]", "[[list]", ("TOML",)),
    ],
)
def test_a_broken_site_file_names_file_field_and_fault(tmp_path: Path, old: str, new: str, words: tuple[str]) -> None:
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(SourceError) as error:
        load(path)
    assert all(word in str(error.value) for word in (str(path), *words)), error.value


def test_a_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "b/good.toml")
    write(tmp_path, "[source", "a/broken.toml")
    write(tmp_path, GOOD, "c/same.toml")
    broken, good, twin = load_each(tmp_path)
    assert isinstance(broken, SourceError)
    assert not isinstance(good, SourceError)
    assert good.id == "cn-gd-example"
    assert isinstance(twin, SourceError)
    assert "is taken by" in str(twin)
    with pytest.raises(SourceError, match="broken"):
        load_all(tmp_path)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no folder"):
        load_all(tmp_path / "none")


def test_the_shipped_sources_load_and_say_where_they_come_from() -> None:
    found = load_all()
    assert len(found) >= 3
    for source in found:
        assert source.path is not None
        first = source.path.read_text(encoding="utf-8").splitlines()[0]
        assert source.source.verified or "as seen in" in first, source.path


def test_the_example_of_the_readme_is_a_good_file(tmp_path: Path) -> None:
    text = (default_folder() / "README.md").read_text(encoding="utf-8").split("```toml")[1].split("```")[0]
    assert set(tomllib.loads(text)) == {"source", "http", "list", "article", "expect"}
    assert load(write(tmp_path, text)).id == "cn-gd-zhaoqing-tcj"
