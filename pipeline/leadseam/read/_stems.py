"""Ids of plain files: the stem, or more of the path where a stem is taken."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from leadseam.read._decode import clean


@dataclass(slots=True)
class Stems:
    """Which file of one call has which id; `base` is the lowest folder that holds all inputs."""

    base: str
    taken: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def of(inputs: Iterable[str]) -> "Stems":
        """For the inputs of one call, none of which has an id yet."""
        paths = (os.path.abspath(name) for name in inputs if name != "-")
        folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in paths]
        return Stems(os.path.commonpath(folders) if folders else os.path.abspath("."))

    def id(self, path: Path) -> str:
        """The stem; behind another file of that stem the path below `base` without suffix, or with it as a last resort.

        >>> stems = Stems("/news")
        >>> [stems.id(Path(name)) for name in ("/news/a/index.htm", "/news/b/index.htm", "/news/b/index.txt")]
        ['index', 'b/index', 'b/index.txt']
        """
        full = os.path.abspath(path)
        below = Path(os.path.relpath(full, self.base))
        for one in (path.stem, below.with_suffix("").as_posix(), below.as_posix()):
            if self.taken.setdefault(one, full) == full:
                return clean(one)
        return clean(below.as_posix())
