"""Data that code reads: tables, lexicons, indicators. The first line of every file names its source."""

import csv
import gc
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from leadseam.errors import ConfigError

_P = ParamSpec("_P")
_T = TypeVar("_T")
_SHIPPED = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Resources:
    """A folder of resources; hashable, so that tables built from it can be cached per folder."""

    root: Path

    def __hash__(self) -> int:
        """The same for all: there are one or two folders, and every cached table asks for it at every call."""
        return 0

    def path(self, name: str) -> Path:
        """The file called `name` ("lexicons/zh/company_forms.txt"), or a ConfigError that names it."""
        path = self.root / name
        if not path.is_file():
            raise ConfigError(f"resource {name!r} is missing from {self.root}; reinstall leadseam or check the folder")
        return path

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of a word list, without comments (`#`) and blank lines."""
        raw = self.path(name).read_text(encoding="utf-8").splitlines()
        stripped = (line.strip() for line in raw)
        return tuple(line for line in stripped if line and not line.startswith("#"))

    def rows(self, name: str) -> tuple[dict[str, str], ...]:
        """The rows of a comma-separated table with a header, comment lines left out."""
        header, *rows = csv.reader(self.lines(name))
        return tuple(dict(zip(header, row, strict=True)) for row in rows)

    def toml(self, name: str) -> dict[str, Any]:
        """A TOML file."""
        import tomllib

        return tomllib.loads(self.path(name).read_text(encoding="utf-8"))

    def names(self, folder: str, suffix: str) -> tuple[str, ...]:
        """The files of one folder that end in `suffix`, sorted, as names for the methods above."""
        return tuple(sorted(f"{folder}/{path.name}" for path in (self.root / folder).glob(f"*{suffix}")))


def uncollected(build: Callable[_P, _T]) -> Callable[_P, _T]:
    """Builds a large table without garbage collection: all of it stays, and passing over it takes a third of the time.

    >>> uncollected(dict)(a=1)
    {'a': 1}
    """

    @wraps(build)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        if not gc.isenabled():
            return build(*args, **kwargs)
        gc.disable()
        try:
            return build(*args, **kwargs)
        finally:
            gc.enable()

    return run


@cache
def load(root: Path | None = None) -> Resources:
    """The shipped resources, or those of another folder.

    >>> load().root.name
    'resources'
    """
    return Resources(root or _SHIPPED)
