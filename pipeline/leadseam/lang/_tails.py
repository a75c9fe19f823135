"""What a match of an expression ends with: compared with the end of a stretch, it spares most stretches a search."""

import re

from leadseam.lang._needs import COUNT, TOKEN, UnknownError

_LONGEST = 4
_LISTED = re.compile(r"\[([^\\\[\]^-]+)\]")


def tails(expression: str) -> frozenset[str]:
    r"""The last four characters, or the whole, of every text that an expression of plain words matches.

    Raises `UnknownError` for classes that do not list their characters, and for all that repeats.

    >>> sorted(tails(r"(?<!不)超过了?|上限为?|[+]"))
    ['+', '上限', '上限为', '超过', '超过了']
    >>> sorted(tails(r"(?:no|not) more than"))
    ['than']
    """
    found, _ = _either(expression, 0)
    return frozenset(found)


def _either(expression: str, at: int) -> tuple[set[str], int]:
    """The ends of all alternatives from `at` to the end of their group, and where that is."""
    found: set[str] = set()
    while True:
        ends, at = _sequence(expression, at)
        found |= ends
        if at >= len(expression) or expression[at] != "|":
            return found, at
        at += 1


def _sequence(expression: str, at: int) -> tuple[set[str], int]:
    found = {""}
    while at < len(expression) and expression[at] not in "|)":
        ends, at = _element(expression, at)
        count = COUNT.match(expression, at)
        if count and count[0] != "?":
            raise UnknownError
        at = count.end() if count else at
        longer = {(one + end)[-_LONGEST:] for one in found for end in ends}
        found = longer | found if count else longer
    return found, at


def _element(expression: str, at: int) -> tuple[set[str], int]:
    """What one element ends with, and where it ends; what only looks around adds nothing."""
    token = TOKEN.match(expression, at)
    if token is None or token["other"] or token["any"] or token["named"]:
        raise UnknownError
    if token["open"] or token["look"]:
        ends, end = _either(expression, token.end())
        return ({""} if token["look"] else ends), end + 1
    if not token["set"]:
        return {token["escaped"] or token["plain"]}, token.end()
    listed = _LISTED.fullmatch(token["set"])
    if listed is None:
        raise UnknownError
    return set(listed[1]), token.end()
