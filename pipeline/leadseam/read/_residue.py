"""Lines that are not the article: comment forms, lists of other headlines, buttons; and lines that only may be none."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from leadseam.resources import Resources

_TAG_RESIDUE = regex.compile(
    r"^(?:(?:</?(?:p|br|div|span|strong|b)\s?/?>|/?(?:p|br|div|span)>|p\s?&gt;|&nbsp;?)\s{0,4}){1,12}", regex.I
)
_TAG_END = regex.compile(r"(?:</?(?:p|br|div|span|strong|b)\s?/?>|(?<=[\s.。!！?？])/?(?:p|br)>){1,6}$", regex.I)
_STOP = regex.compile(r"[。.！!？?；;：:][”’\"')）】]{0,2}$")
_LONGEST = 500
_A_PARAGRAPH = 40


@dataclass(frozen=True, slots=True)
class Kept:
    """The lines that stay, and what was seen on the way."""

    lines: tuple[str, ...]
    flags: tuple[str, ...] = ()


def strip(lines: Sequence[str], resources: Resources) -> Kept:
    """The article's lines: what certainly is no article goes, what may be none stays and is flagged.

    >>> from leadseam.resources import load
    >>> long = "The city signed twelve projects with manufacturers on Monday."
    >>> strip([long, "No comments:", "Post a Comment", "Another story"], load()).lines == (long,)
    True
    """
    kept: list[str] = []
    flags: dict[str, None] = {}
    heading = False
    for line in lines:
        kind = _kind(line, resources)
        if kind == "comments" and _has_paragraph(kept):
            flags["cut_comments"] = None
            break
        heading = kind == "related" or (heading and kind is None and not _STOP.search(line))
        if heading or kind in ("line", "comments"):
            flags["cut_residue"] = None
            continue
        if kind == "flag":
            flags["boilerplate"] = None
        kept.append(line)
    return Kept(tuple(kept), tuple(flags))


def untag(line: str) -> str:
    """A line without the pieces of tags that a careless conversion left at its ends."""
    if ">" not in line and "&" not in line:
        return line
    return _TAG_END.sub("", _TAG_RESIDUE.sub("", line)).strip()


def is_residue(line: str, resources: Resources) -> bool:
    """Whether a line certainly is no part of an article."""
    return _kind(line, resources) in ("comments", "related", "line")


def _has_paragraph(lines: Sequence[str]) -> bool:
    return any(len(line) >= _A_PARAGRAPH for line in lines)


def _kind(line: str, resources: Resources) -> str | None:
    if len(line) > _LONGEST:
        return None
    line = line.strip("*#=—_-·•|[]【】 \t:：")
    return next((kind for kind, pattern in _rules(resources) if pattern.fullmatch(line)), None)


@lru_cache(maxsize=4)
def _rules(resources: Resources) -> tuple[tuple[str, "regex.Pattern[str]"], ...]:
    rows = [row for lang in ("en", "zh") for row in resources.rows(f"lexicons/{lang}/page_residue.csv")]
    return tuple((row["kind"], regex.compile(row["pattern"], regex.I)) for row in rows)
