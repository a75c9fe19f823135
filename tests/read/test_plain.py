"""Plain texts: head, residue, traits."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from leadseam import read
from leadseam.schema import Document, to_json

HERE = Path(__file__).parent
SEEDS = HERE.parents[2] / "shared" / "seeds"
BODY = "The park of Example City signed contracts with twelve manufacturers, and each of them will start this year."


def _cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def _assert_told(document: Document, wanted: dict[str, Any]) -> None:
    told = to_json(document)
    assert {key: told[key] for key in wanted} == wanted


@pytest.mark.parametrize("case", _cases("heads.jsonl"), ids=lambda case: case["raw"][:20])
def test_head_and_residue(case: dict[str, Any]) -> None:
    _assert_told(read.text(case["raw"], id="a"), {key: case[key] for key in case if key != "raw"})


@pytest.mark.parametrize("case", _cases("traits.jsonl"), ids=lambda case: case["text"][:20])
def test_traits(case: dict[str, Any]) -> None:
    document = read.text(case["text"], id="a", title=case.get("title"))
    _assert_told(document, {key: case[key] for key in ("lang", "is_mt", "kind") if key in case})


def test_a_blog_header_yields_to_the_articles_own_stamp() -> None:
    raw = f"Monday, March 4, 2024\n\nPark signs twelve\n\nPark signs twelve\n\n2024-02-28 09:15\n\n{BODY}\n"
    document = read.text(raw, id="a")
    assert str(document.published_at) == "2024-02-28 09:15:00"
    assert document.text == f"Park signs twelve\n{BODY}"


def test_the_next_article_behind_the_comment_form_is_cut() -> None:
    raw = f"Park signs twelve\n{BODY}\nNo comments:\nPost a Comment\nA noodle shop opens\n{BODY} Again."
    assert read.text(raw, id="a").text == f"Park signs twelve\n{BODY}"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the reference documents are not beside the repository")
def test_reference_documents_keep_their_dates() -> None:
    found = [one for one in read.documents([str(SEEDS)], io.BytesIO()) if isinstance(one, Document)]
    days = [str(one.published) if one.published else None for one in found]
    assert days == [None, "2022-05-31", None, None, "2024-01-31"]
    assert all(one.is_mt for one in found)
    assert not any("comment" in one.text.lower()[-300:] for one in found)
