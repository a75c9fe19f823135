"""Characters that a match of an expression begins with: asked first, they spare most of its alternatives."""

import re
from collections.abc import Callable

from leadseam.lang._later import later
from leadseam.lang._needs import COUNT, TOKEN, UnknownError

# Pieces of a character class, or None where a match can begin with anything.
_Heads = frozenset[str] | None
# What needs no reading behind the characters that an alternative begins with.
_PLAIN = later(r"[^\\\[\]()|]+")
_STRUCTURE = later(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[(|)]", re.DOTALL)
_CLASS = later(r"\[((?:[^\\\[\]^]|\\[ds.\-+/])(?:[^\\\[\]]|\\[ds.\-+/])*)\]")


def guarded(expression: str) -> str:
    r"""The expression with each of its alternatives tried only at characters that it can begin with.

    >>> guarded(r"(?<!\d)(?:[一二]|\d{1,2})月|今年|(?:截至)?.日")
    '(?=[一二\\d])(?<!\\d)(?:[一二]|\\d{1,2})月|今年|(?:截至)?.日'
    """
    return "|".join(map(_guarded, alternatives(expression)))


def starts(expression: str) -> str:
    r"""A character class that every match begins with one of; any character where the expression does not show it.

    >>> starts(r"(?<!\d)(?:[一二]|\d{1,2})月|今年"), starts(".月")
    ('[一二今\\d]', '(?s:.)')
    """
    try:
        found, is_empty, at = _either(expression, 0)
    except UnknownError:
        return "(?s:.)"
    is_known = not is_empty and at == len(expression)
    return _as_class(found) if found is not None and is_known else "(?s:.)"


def _as_class(pieces: frozenset[str]) -> str:
    """The pieces as one class, each character once."""
    plain = {char for piece in pieces if piece.isalnum() for char in piece}
    if r"\d" in pieces:
        plain.difference_update("0123456789")
    return f"[{''.join(sorted(plain))}{''.join(sorted(piece for piece in pieces if not piece.isalnum()))}]"


class Opens(dict[str, bool]):
    r"""Whether a match of an expression can begin with a character, asked of the expression once for each.

    >>> opens = Opens(r"\s?(?:以上|左右)")
    >>> opens["以"], opens[" "], opens["万"], opens[""]
    (True, True, False, False)
    """

    def __init__(self, expression: str | Callable[[], str]) -> None:
        """The characters of an expression, or of what writes it, found out as they are asked; no match may be empty."""
        super().__init__()
        self._class = later(lambda: starts(expression if isinstance(expression, str) else expression()))

    def __missing__(self, char: str) -> bool:
        """Ask the expression; what it says is kept."""
        found = self[char] = self._class.match(char) is not None
        return found


def alternatives(expression: str) -> list[str]:
    """The alternatives of an expression, groups left whole.

    >>> alternatives("a(?:b|c)|[|]d")
    ['a(?:b|c)', '[|]d']
    """
    parts, start, depth = [], 0, 0
    for mark in _STRUCTURE.finditer(expression):
        depth += {"(": 1, ")": -1}.get(mark[0], 0)
        if mark[0] == "|" and depth == 0:
            parts.append(expression[start : mark.start()])
            start = mark.end()
    return [*parts, expression[start:]]


def _guarded(alternative: str) -> str:
    if not alternative.startswith("("):
        return alternative
    try:
        found, is_empty, at = _sequence(alternative, 0)
        inner = _with_guards_inside(alternative)
    except UnknownError:
        return alternative
    if found is None or is_empty or at < len(alternative):
        return inner
    return f"(?={_as_class(found)}){inner}"


def _with_guards_inside(alternative: str) -> str:
    """The same where its first group is one of alternatives, behind what only looks around."""
    at = 0
    while (token := TOKEN.match(alternative, at)) and token["look"]:
        at = _either(alternative, token.end())[2] + 1
    if not alternative.startswith("(?:", at):
        return alternative
    end = _either(alternative, at + 3)[2]
    if "|" not in alternative[at:end]:
        return alternative
    return f"{alternative[: at + 3]}{guarded(alternative[at + 3 : end])}{alternative[end:]}"


def _either(expression: str, at: int) -> tuple[_Heads, bool, int]:
    """What the alternatives from `at` to the end of their group begin with, and whether any may be empty."""
    heads: _Heads = frozenset()
    is_empty = False
    while True:
        found, may_be_empty, at = _sequence(expression, at)
        heads = None if heads is None or found is None else heads | found
        is_empty = is_empty or may_be_empty
        if at >= len(expression) or expression[at] != "|":
            return heads, is_empty, at
        at += 1


def _sequence(expression: str, at: int) -> tuple[_Heads, bool, int]:
    heads: _Heads = frozenset()
    is_open = True
    while at < len(expression) and expression[at] not in "|)":
        if not is_open and (rest := _PLAIN.match(expression, at)):
            at = rest.end()
            continue
        found, is_empty, at = _element(expression, at)
        count = COUNT.match(expression, at)
        at = count.end() if count else at
        if is_open:
            heads = None if heads is None or found is None else heads | found
            is_open = is_empty or bool(count and count["none"])
    return heads, is_open, at


def _element(expression: str, at: int) -> tuple[_Heads, bool, int]:
    """What one element begins with, whether it may be empty, and where it ends."""
    token = TOKEN.match(expression, at)
    if token is None:
        raise UnknownError
    if token["open"] or token["look"]:
        found, is_empty, end = _either(expression, token.end())
        return (frozenset(), True, end + 1) if token["look"] else (found, is_empty, end + 1)
    if token["other"]:
        return None, False, expression.index(")", at) + 1
    if token["zero"]:
        return frozenset(), True, token.end()
    return _character(token), False, token.end()


def _character(token: "re.Match[str]") -> _Heads:
    if token["set"]:
        plain = _CLASS.fullmatch(token["set"])
        inner = plain[1].strip("-") if plain else ""
        hyphen = [r"\-"] if plain and inner != plain[1] else []
        return frozenset([*hyphen, *filter(None, [inner])]) if plain else None
    if token["any"]:
        return frozenset([token["any"]]) if token["any"] in (r"\d", r"\s") else None
    return frozenset([re.escape(token["escaped"] or token["plain"])])
