"""Words that a text must hold for an expression to match: asked first, they spare most texts the expression."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from leadseam.lang._later import later

if TYPE_CHECKING:
    import regex

TOKEN = later(
    r"(?P<open>\((?:\?(?:P<\w+>|[:>]))?(?!\?))|(?P<look>\(\?<?[=!])|(?P<other>\(\?)|(?P<close>\))|(?P<either>\|)"
    r"|(?P<set>\[\^?\]?(?:\\.|\[[^\]]*\]|[^\]\\])*\])|(?P<named>\\[pP]\{[^}]*\})|(?P<zero>\\[bBAZ]|\^|\$)"
    r"|(?P<any>\\[a-zA-Z0-9]|\.)|\\(?P<escaped>.)|(?P<plain>.)",
    re.DOTALL,
)
COUNT = later(r"(?P<none>[?*]|\{0?,\d*\}|\{0\})[?+]?|(?P<some>\+|\{\d+(?:,\d*)?\})[?+]?")
_LISTED = later(r"\[[^\\\[\]^-]+\]")
_Words = frozenset[str]


def needed(expression: str) -> _Words | None:
    """Words of which every match, with what follows it, holds one, the longest that the expression shows, or None.

    >>> sorted(needed(r"(?:再)?(?P<n>\\p{Han}{2,9}?)(?:拟|将)?(?:投资(?!者)|建设)") or ())
    ['建设', '投资']
    """
    try:
        words, at = _either(expression, 0)
    except UnknownError:
        return None
    return words if at == len(expression) else None


class UnknownError(Exception):
    """The expression uses something that is not read here."""


def _either(expression: str, at: int) -> tuple[_Words | None, int]:
    """What all alternatives from `at` to the end of their group need."""
    found: list[_Words | None] = []
    while True:
        words, at = _sequence(expression, at)
        found.append(words)
        if at >= len(expression) or expression[at] != "|":
            break
        at += 1
    known = [words for words in found if words is not None]
    return (frozenset().union(*known) if len(known) == len(found) else None), at


def _sequence(expression: str, at: int) -> tuple[_Words | None, int]:
    options: list[_Words] = []
    run = ""
    while at < len(expression) and expression[at] not in "|)":
        token = TOKEN.match(expression, at)
        if token is None or token["other"]:
            raise UnknownError
        words, is_wide, at = _element(expression, token)
        count = COUNT.match(expression, at)
        at = count.end() if count else at
        char = token["escaped"] or token["plain"] or ""
        if char and not count:
            run += char
            continue
        if not is_wide:
            options += [words] if words and not count else []
            continue
        options.append(frozenset({run + char if count and count["some"] else run}))
        run = ""
        if words is not None and not (count and count["none"]):
            options.append(words)
    options.append(frozenset({run}))
    options = [words for words in options if all(words)]
    return max(options, key=lambda words: (min(map(len, words)), -len(words)), default=None), at


def _element(expression: str, token: re.Match[str]) -> tuple[_Words | None, bool, int]:
    """What one element needs, whether it takes in any of the text, and where it ends."""
    if token["set"]:
        return (frozenset(token["set"][1:-1]) if _LISTED.fullmatch(token["set"]) else None), True, token.end()
    if not (token["open"] or token["look"]):
        return None, not token["zero"], token.end()
    words, end = _either(expression, token.end())
    if end >= len(expression):
        raise UnknownError
    return (None if token["look"] not in (None, "(?=") else words), not token["look"], end + 1


class LineSearch(NamedTuple):
    """An expression that is tried only on lines that hold a word it needs; its matches lie within one line each.

    It minds case, and the texts hold no lone surrogates.
    """

    pattern: "regex.Pattern[str]"
    words: CharwiseDoubleArrayAhoCorasick | None

    @classmethod
    def of(cls, pattern: "regex.Pattern[str]") -> "LineSearch":
        """The search for one expression."""
        words = needed(pattern.pattern)
        return cls(pattern, CharwiseDoubleArrayAhoCorasick(sorted(words)) if words else None)

    def finditer(self, text: str) -> Iterator["regex.Match[str]"]:
        """Every match in the text, in order.

        >>> import regex
        >>> [m.group() for m in LineSearch.of(regex.compile(r"\\w+(?:项目|基地)")).finditer("一期，\\n储能项目，")]
        ['储能项目']
        """
        if self.words is None:
            yield from self.pattern.finditer(text)
            return
        end = 0
        for word, _, _ in self.words.find(text):
            if word >= end:
                start, end = text.rfind("\n", end, word) + 1 or end, text.find("\n", word) + 1 or len(text)
                yield from self.pattern.finditer(text, start, end)


class AnySearch(NamedTuple):
    """Several expressions and words behind one automaton, asked only whether any of them stands in a text.

    It minds case, matches lie within one line each, and the texts hold no lone surrogates.
    """

    words: CharwiseDoubleArrayAhoCorasick
    patterns: tuple[tuple["regex.Pattern[str]", ...], ...]
    rest: tuple["regex.Pattern[str]", ...]

    @classmethod
    def of(cls, patterns: Iterable["regex.Pattern[str]"], words: Iterable[str] = ()) -> "AnySearch":
        """The search for any of the expressions, each on the lines that hold a word it needs, and for any word."""
        table: dict[str, list[regex.Pattern[str]]] = {}
        rest: list[regex.Pattern[str]] = []
        for one in patterns:
            needs = needed(one.pattern)
            for word in needs or ():
                table.setdefault(word, []).append(one)
            rest += [] if needs else [one]
        table |= {word: [] for word in words}
        return cls(
            CharwiseDoubleArrayAhoCorasick(list(table)), tuple(tuple(found) for found in table.values()), tuple(rest)
        )

    def matches(self, text: str) -> bool:
        """Whether any matches.

        >>> import regex
        >>> one = AnySearch.of([regex.compile("引进.{2,4}落户")], ["比亚迪"])
        >>> one.matches("引进人才。"), one.matches("引进天衡科技落户。"), one.matches("比亚迪")
        (False, True, True)
        """
        tried: set[tuple[int, regex.Pattern[str]]] = set()
        for at, _, index in self.words.find_overlapping(text):
            patterns = self.patterns[index]
            if not patterns:
                return True
            start = text.rfind("\n", 0, at) + 1
            new = [one for one in patterns if (start, one) not in tried]
            end = text.find("\n", at) + 1 or len(text)
            if any(one.search(text, start, end) for one in new):
                return True
            tried.update((start, one) for one in new)
        return any(one.search(text) for one in self.rest)
