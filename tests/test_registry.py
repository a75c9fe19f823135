"""What is registered is what is meant to be: a new file shows up here, a lost one too."""

import pytest

from leadseam.errors import ConfigError
from leadseam.registry import Registry


@pytest.mark.parametrize(
    ("package", "names"),
    [
        ("leadseam.lang", {"en", "zh"}),
        ("leadseam.sinks", {"csv", "jsonl", "parquet", "webhook", "xlsx"}),
        ("leadseam.mentions", {"company", "government", "industry", "park", "person", "project"}),
        ("leadseam.crawl.engines", {"gkmlpt_json", "hanweb_jpage", "html_links", "rss", "trs_static", "ucap_json"}),
    ],
)
def test_components(package: str, names: set[str]) -> None:
    assert set(Registry(package).names()) == names


def test_every_command_of_the_contract_is_there() -> None:
    commands = set(Registry("leadseam.cli").names())
    contract = "read values extract ingest import_ crawl nightly search metrics export push source eval db demo doctor"
    assert set(contract.split()) <= commands


def test_unknown_component_lists_those_there_are() -> None:
    with pytest.raises(ConfigError, match="there are: en, zh"):
        Registry("leadseam.lang").get("fr")
