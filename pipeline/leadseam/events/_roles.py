"""Who is the investor: what stands before and after a company's name, and which names only stand beside one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from leadseam.events._scene import Scene
from leadseam.resources import Resources
from leadseam.schema import Lang, Mention

_REACH = 110


@dataclass(frozen=True, slots=True)
class Cues:
    """The compiled cues of one language, by the names of `roles.toml`."""

    patterns: dict[str, regex.Pattern[str]]

    def __hash__(self) -> int:
        return id(self)

    def search(self, name: str, text: str) -> bool:
        """Whether the cue called `name` stands in the text."""
        return bool(self.patterns[name].search(text))


@dataclass(frozen=True, slots=True)
class Investor:
    """A company in the investor's part; `sure` when a cue says so."""

    mention: Mention
    sure: bool


@lru_cache(maxsize=4)
def cues(resources: Resources, lang: Lang) -> Cues:
    """The role cues of one language."""
    table: dict[str, Any] = resources.toml(f"lexicons/{lang}/roles.toml")
    return Cues({name: regex.compile(_joined(value)) for name, value in table.items()})


def investors(scene: Scene, known: Cues) -> tuple[Investor, ...]:
    """The companies of a sentence that may be investors; city platforms only where no other company is.

    Where nobody else is named, a project that is built to help a company is that company's.
    """
    others = _others(scene, known)
    found = [Investor(m, _is_sure(scene, m, known)) for m in scene.of("company") if m not in others]
    own = [one for one in found if not known.search("platform", one.mention.name)]
    return tuple(own or found or (Investor(m, sure=False) for m in _helped(scene, known)))


def _helped(scene: Scene, known: Cues) -> Iterator[Mention]:
    return (m for m in scene.of("company") if known.search("helped_before", _before(scene, m)))


def _others(scene: Scene, known: Cues) -> set[Mention]:
    """The companies that only stand beside an investor; what follows one in a list is another."""
    others: set[Mention] = set()
    last: Mention | None = None
    for company in scene.of("company"):
        listed = (
            last in others and last is not None and known.search("coordinate", scene.text[last.end : company.start])
        )
        if listed or _is_other(scene, company, known):
            others.add(company)
        last = company
    return others


def platforms(scene: Scene, known: Cues) -> tuple[Mention, ...]:
    """City investment companies: parties of a project, not its investors, where another company is."""
    return tuple(m for m in scene.of("company") if known.search("platform", m.name))


def projects(scene: Scene, known: Cues) -> tuple[Mention, ...]:
    """The project names of a sentence that name a project of their own, not what another one is called."""
    named = (
        m for m in scene.of("project") if _is_owned(scene, m) or not known.search("predicate_before", _before(scene, m))
    )
    return tuple(m for m in named if not _is_party(scene, m, known) and not _is_site(scene, m, known))


def _is_owned(scene: Scene, project: Mention) -> bool:
    """Whether a company begins the name or owns it right before it: then 最大的是X的Y项目 names a project."""
    starts = {m.start for m in scene.of("company")}
    ends = {m.end for m in scene.of("company")}
    return project.start in starts or (scene.text[project.start - 1] == "的" and project.start - 1 in ends)


def _is_site(scene: Scene, project: Mention, known: Cues) -> bool:
    """A park into which something settles is a place: 落户X产业园, "in the X Industrial Park"."""
    return known.search("site_name", project.text) and known.search("site_before", _before(scene, project))


def _is_party(scene: Scene, project: Mention, known: Cues) -> bool:
    """A headquarters that signs is a party: 与X总部签订."""
    before, after = _before(scene, project), _after(scene, project)
    return known.search("party_before", before) and known.search("party_after", after)


def _is_other(scene: Scene, company: Mention, known: Cues) -> bool:
    before, after = _before(scene, company), _after(scene, company)
    if known.search("not_investor_before", before) and not _is_supplied(before, after, known):
        return True
    return known.search("not_investor_after", after)


def _is_supplied(before: str, after: str, known: Cues) -> bool:
    """A bare 为 or 向 before a name excludes it only where something is done for it: 为X配套."""
    return before.endswith(("为", "给", "向", "对")) and not known.search("supply_after", after)


def _is_sure(scene: Scene, company: Mention, known: Cues) -> bool:
    return known.search("investor_before", _before(scene, company)) or known.search(
        "investor_after", _after(scene, company)
    )


def _before(scene: Scene, one: Mention) -> str:
    return scene.text[max(scene.span.start, one.start - _REACH) : one.start]


def _after(scene: Scene, one: Mention) -> str:
    return scene.text[one.end : min(scene.span.end, one.end + _REACH)]


def _joined(value: str | list[str]) -> str:
    if isinstance(value, str):
        return value or r"(?!)"
    return "|".join(f"(?:{pattern})" for pattern in value) or r"(?!)"
