"""A second reader for English pages that no content system explains: lines on which both agree stay."""

from dataclasses import replace

import regex
from selectolax.lexbor import LexborHTMLParser

from leadseam.read._blocks import Body, Line
from leadseam.read._traits import language

_SIGNS = regex.compile(r"\W+")
_LARGEST = 2 * 2**20


def settle(tree: LexborHTMLParser, first: Body, second: Body | None) -> Body:
    """Of two readings the one that shares more with trafilatura's, without the lines that trafilatura leaves out.

    Chinese pages keep the first reading as it is: there trafilatura drops short paragraphs of short news. Table rows
    always stay. Where the readers have little in common the first one stands.
    """
    if language(" ".join(line.text for line in first.lines.body[:200])) != "en":
        return first
    heard = _heard(tree)
    best = max((body for body in (first, second) if body), key=lambda body: _shared(body, heard))
    own = sum(len(_squashed(line.text)) for line in best.lines.body)
    return _without_lone_lines(best, heard) if _shared(best, heard) * 2 >= own else first


def _heard(tree: LexborHTMLParser) -> str:
    """The main text as trafilatura reads it, letters and digits only."""
    from trafilatura import extract

    html = tree.html or ""
    if len(html) > _LARGEST:
        return ""
    return _squashed(extract(html, favor_precision=True, fast=True, include_comments=False) or "")


def _squashed(text: str) -> str:
    return _SIGNS.sub("", text).lower()


def _stays(line: Line, heard: str) -> bool:
    return line.row is not None or _squashed(line.text) in heard


def _shared(body: Body, heard: str) -> int:
    """How many letters of a reading stand in lines on which both agree."""
    return sum(len(_squashed(line.text)) for line in body.lines.body if _stays(line, heard))


def _without_lone_lines(body: Body, heard: str) -> Body:
    lines = body.lines
    kept = tuple(line for line in lines.body if _stays(line, heard))
    whole = (*lines.all[: lines.start], *kept, *lines.all[lines.end :])
    return replace(body, lines=replace(lines, all=whole, end=lines.start + len(kept)))
