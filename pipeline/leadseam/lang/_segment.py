"""Sentences and clauses, for both languages, robust to machine translation that drops spaces."""

import itertools

import regex

from leadseam.lang._later import regex_later
from leadseam.schema import Span

# A full stop ends a sentence when a space or a capital follows ("water.Attracting"), unless it stands in a number,
# after a short form or inside an abbreviation ("Co., Ltd.", "U.S.").
_SHORT = (
    r"(?<!\b(?:Co|Ltd|Pte|Pty|Sdn|Inc|Corp|Mr|Mrs|Ms|Dr|No|St|vs|etc|approx|Prof"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z]))"
)
_END = regex_later(
    r"[。！？!?；;]+[”’」』）\"')\]]*"
    r"|\n+"
    rf"|{_SHORT}\.(?:[”’\"')\]]+|(?=\s)|(?=[A-Z][a-z])|(?=[“\"‘]))"
    r"|(?<=\b(?:Ltd|Inc|Corp))\.(?=\s+(?:The|This|It|In|On|At|He|She|They|We|As|By|After|Before|Since|According|Among)\b)"
)
_CLAUSE = regex_later(r"[，,、：:](?!\d{3}\b)|(?<=\s)(?:and|which|while|who)(?=\s)")


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text in order, blank ones left out; white space at both ends is not part of them.

    >>> text = "Fresh water.Attracting 1.5 billion yuan. 总投资3.5亿元。其中A占40%；B占60%。"
    >>> [text[s.start:s.end] for s in sentences(text)]
    ['Fresh water.', 'Attracting 1.5 billion yuan.', '总投资3.5亿元。', '其中A占40%；', 'B占60%。']
    """
    return _cut(text, 0, len(text), _END)


def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """The clauses of one sentence: pieces between commas, colons and the commonest English connectives.

    >>> text = "项目总投资10亿元，占地200亩。"
    >>> [text[s.start:s.end] for s in clauses(text, Span(0, len(text)))]
    ['项目总投资10亿元，', '占地200亩。']
    """
    return _cut(text, sentence.start, sentence.end, _CLAUSE)


def _cut(text: str, start: int, end: int, boundary: regex.Pattern[str]) -> tuple[Span, ...]:
    edges = [start, *(match.end() for match in boundary.finditer(text, start, end)), end]
    pieces = (_strip(text, left, right) for left, right in itertools.pairwise(edges))
    return tuple(piece for piece in pieces if piece.start < piece.end)


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
