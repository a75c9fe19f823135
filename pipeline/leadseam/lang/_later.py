"""Expressions that are compiled when they are first asked: most texts need few of those that a language has."""

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from leadseam.resources import uncollected

if TYPE_CHECKING:
    import regex

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "split", "pattern", "flags", "groupindex")


class _Compiled:
    """The methods of a compiled expression, as attributes of its own: no slower than the expression itself."""


class _Later(_Compiled):
    """An expression that has not been asked yet; what asks it first makes it a `_Compiled`."""

    def __init__(self, build: Callable[[], Any]) -> None:
        self._build = build

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = uncollected(self._build)()
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        self.__class__ = _Compiled  # type: ignore[assignment]
        return getattr(compiled, name)


def later(form: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """An expression of the standard library, or what writes it, to be compiled when it is first asked.

    >>> later("[一-龥]市").search("在合肥市").group()
    '肥市'
    """
    return cast("re.Pattern[str]", _Later(lambda: re.compile(form if isinstance(form, str) else form(), flags)))


def regex_later(form: str | Callable[[], str], flags: int = 0) -> "regex.Pattern[str]":
    r"""The same for an expression of `regex`.

    >>> regex_later(r"(?<=在|于)\p{Han}市").search("位于滁市").group()
    '滁市'
    """

    return cast("regex.Pattern[str]", _Later(lambda: _compile()(form if isinstance(form, str) else form(), flags)))


@cache
def _compile() -> "Callable[[str, int], regex.Pattern[str]]":
    """The compiler of `regex`, with its flags as plain numbers.

    It looks at them for every character of an expression; as members of an enumeration, which they are in its parser,
    they take half of the time of compiling. The standard library's own compiler does the same.
    """
    import regex

    parser = vars(regex._regex_core)
    parser.update({name: flag.value for name, flag in parser.items() if isinstance(flag, regex.RegexFlag)})
    return regex.compile
