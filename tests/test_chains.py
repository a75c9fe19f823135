"""The chains: enough of them, whole, and no word for two nodes."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Literal

import pytest

from leadseam.mentions import find
from leadseam.resources import chains, load
from leadseam.schema import Document

FILES = sorted((load().root / "chains").glob("*.toml"))


def test_there_are_enough_and_each_runs_from_source_to_use() -> None:
    assert len(FILES) >= 20
    for path in FILES:
        chain = tomllib.loads(path.read_text(encoding="utf-8"))
        assert path.stem == chain["id"]
        assert {node["stream"] for node in chain["nodes"]} == {"upstream", "midstream", "downstream"}, path.name
        assert all(node["zh"] and node["en"] for node in chain["nodes"]), path.name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_word_stands_for_two_nodes(lang: Literal["zh", "en"]) -> None:
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in FILES]
    words = Counter(word.lower() for table in tables for node in table["nodes"] for word in node[lang])
    assert not [word for word, many in words.items() if many > 1]


def test_every_section_and_division_is_there() -> None:
    rows = load().rows("industry_codes.csv")
    assert sorted({row["section"] for row in rows}) == list("ABCDEFGHIJKLMNOPQRST")
    assert sorted(row["division"] for row in rows if row["division"]) == [f"{n:02}" for n in range(1, 98)]


@pytest.mark.parametrize(
    ("lang", "text", "chain", "code"),
    [
        ("zh", "年产5万吨磷酸铁锂项目", "lithium_batteries", "C39"),
        ("en", "a Lithium Carbonate plant", "lithium_batteries", "B09"),
        ("zh", "光伏边框项目", "photovoltaics", "C30"),
    ],
)
def test_the_longest_word_of_a_name_gives_the_chain(
    lang: Literal["zh", "en"], text: str, chain: str, code: str
) -> None:
    document = Document(id="a", text=text, lang=lang)
    named = [one.text for one in find(document, (), load()) if one.kind == "industry"]
    node = chains.node(named[0], lang)
    assert node
    assert (node.chain, node.code) == (chain, code)


def test_part_of_a_word_is_no_industry() -> None:
    document = Document(id="a", text="The foodie chipset was overwinded.", lang="en")
    assert not [one for one in find(document, (), load()) if one.kind == "industry"]


def test_every_file_names_its_source() -> None:
    assert all(Path(path).read_text(encoding="utf-8").startswith("# ") for path in FILES)
