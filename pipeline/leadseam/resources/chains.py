"""Industrial chains with their nodes, and the sections and divisions of GB/T 4754."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from leadseam.resources import Resources, load

Stream = Literal["upstream", "midstream", "downstream"]


@dataclass(frozen=True, slots=True)
class Node:
    """A stretch of a chain: its own id, that of its chain, and the GB/T 4754 code ("C38": section and division)."""

    id: str
    chain: str
    stream: Stream
    code: str
    zh: str
    en: str


@lru_cache(maxsize=4)
def terms(resources: Resources, lang: Literal["zh", "en"]) -> dict[str, Node]:
    """Every word for a node, in lower case; the files are `resources/chains/*.toml`.

    >>> node = terms(load(), "zh")["光伏边框"]
    >>> node.chain, node.stream, node.code
    ('photovoltaics', 'upstream', 'C30')
    """
    found: dict[str, Node] = {}
    sections = {row["division"]: row["section"] for row in resources.rows("industry_codes.csv") if row["division"]}
    for name in resources.names("chains", ".toml"):
        chain = resources.toml(name)
        for row in chain["nodes"]:
            code = sections[row["code"]] + row["code"]
            node = Node(row["id"], chain["id"], row["stream"], code, row["name"]["zh"], row["name"]["en"])
            found |= dict.fromkeys((term.lower() for term in row[lang]), node)
    return found


def node(term: str, lang: Literal["zh", "en"], resources: Resources | None = None) -> Node | None:
    """The node that a word stands for, if any.

    >>> node("Auto parts", "en").chain
    'new_energy_vehicles'
    """
    return terms(resources or load(), lang).get(term.lower())
