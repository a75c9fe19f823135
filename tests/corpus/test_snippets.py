"""The marked snippets: every mark is one of the list, no text stands twice, no name is one of the held-out texts."""

import json
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from leadseam.lang import simplified
from leadseam.schema import STAGES

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "corpus/snippets").glob("*/*.txt"))
IDS = [f"{path.parent.name}/{path.stem}" for path in FILES]
MARK = re.compile(r"\{([a-z])([\d,]*)(?:=([a-z]+)(\?)?)?:([^{}]*)\}")
NUMBERED = frozenset("ipmdst")
KINDS = NUMBERED | frozenset("cqgkh")
# A shorter name may be of two companies by chance.
LEAST = {"zh": 4, "en": 8, "mt": 8}


@cache
def lines(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").splitlines())


def doubts(line: str) -> list[str]:
    """What is wrong with a marked line."""
    day, tab, text = line.partition("\t")
    told = [] if tab and text.strip() and _is_date(day) else ["no date and text"]
    told += ["a brace that is no mark"] if set("{}") & set(MARK.sub("", text)) else []
    marks = [match.groups() for match in MARK.finditer(text)]
    owners = {number for kind, numbers, *_ in marks if kind in "ip" for number in numbers.split(",")}
    for kind, numbers, stage, _, words in marks:
        if kind not in KINDS or not words.strip():
            told.append(f"no mark: {kind}")
        if bool(numbers) != (kind in NUMBERED) or not all(n.isdigit() and int(n) > 0 for n in numbers.split(",") if n):
            told.append(f"numbers of {kind}: {numbers!r}")
        if bool(stage) != (kind == "s") or (stage and stage not in STAGES):
            told.append(f"stage of {kind}: {stage}")
        if kind in "mdst" and not set(numbers.split(",")) <= owners:
            told.append(f"{kind}{numbers} is of no project that is named")
    return told


def _is_date(day: str) -> bool:
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def test_there_are_snippets_of_every_variety() -> None:
    assert {path.parent.name for path in FILES} == {"zh", "en", "mt"}
    assert all(lines(path) for path in FILES)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_every_line_keeps_the_form(path: Path) -> None:
    told = [f"line {n}: {doubt}" for n, line in enumerate(lines(path), 1) for doubt in doubts(line)]
    assert not told, "\n".join(told[:20])


@pytest.mark.parametrize(
    "line",
    [
        "2024-01-02 {i1:宏远}开工",
        "2024-1-2\t{i1:宏远}{s1=started:开工}",
        "2024-01-02\t{i1:宏远{s1=started:开工}",
        "2024-01-02\t{i:宏远}签约",
        "2024-01-02\t{c1:宏远}签约",
        "2024-01-02\t{x:宏远}签约",
        "2024-01-02\t{i1:宏远}{s1=begun:开工}",
        "2024-01-02\t{i1:宏远}{s1:开工}",
        "2024-01-02\t{i1:宏远}{s1,2=started:开工}",
        "2024-01-02\t总投资{m1:3亿元}",
    ],
)
def test_a_broken_line_is_seen(line: str) -> None:
    assert doubts(line)


def test_no_text_stands_twice() -> None:
    texts = Counter(MARK.sub(r"\5", line.partition("\t")[2]) for path in FILES for line in lines(path))
    twice = [text[:40] for text, count in texts.items() if count > 1]
    assert not twice


@cache
def held_out() -> frozenset[str]:
    """The names of investors and projects in the held-out documents; they are compared, never shown."""
    names: set[str] = set()
    for path in (ROOT / "corpus/gold").glob("*/test.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            for project in json.loads(line)["projects"]:
                names |= {*project["companies"], project["project"] or "", *project.get("aliases", ())}
    return frozenset(simplified(name).lower() for name in names)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_no_name_is_one_of_the_held_out_documents(path: Path) -> None:
    shared = [f"line {n}" for n, line in enumerate(lines(path), 1) if told(line, LEAST[path.parent.name]) & held_out()]
    if shared:
        pytest.fail("names that held-out documents have too: " + ", ".join(shared), pytrace=False)


def told(line: str, least: int) -> set[str]:
    """The names of a line's investors and projects; lower-case words ("second phase") name nothing."""
    marks = (match for match in MARK.finditer(line) if match[1] in "ip" and len(match[5]) >= least)
    return {simplified(match[5]).lower() for match in marks if not match[5][0].islower()}
