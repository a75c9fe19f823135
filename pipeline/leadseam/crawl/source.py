"""One site is one TOML file, found by its path: who it is, how to ask it, where its lists are, what to expect."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SerializeAsAny, ValidationError, model_validator

from leadseam.crawl import engines
from leadseam.crawl.engines import ListKeys
from leadseam.errors import ConfigError, SourceError

_FORM = ConfigDict(extra="forbid", frozen=True, strict=True)
Kind = Literal["gov", "park", "news", "paper", "company", "association", "other"]


def _pattern(value: object) -> re.Pattern[str]:
    if not isinstance(value, str):
        raise ValueError("must be a regular expression in quotes")
    try:
        return re.compile(value)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from error


def _keys(value: object) -> ListKeys:
    if not isinstance(value, dict):
        raise ValueError("must be a [[list]] block")
    name = value.get("engine")
    if not isinstance(name, str) or name not in engines.names():
        raise ValueError(f"engine {name!r} is unknown; there are: {', '.join(engines.names())}")
    return engines.get(name).Keys.model_validate(value)


def _tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Pattern = Annotated[re.Pattern[str], BeforeValidator(_pattern)]
# TOML knows arrays only.
Patterns = Annotated[tuple[Pattern, ...], BeforeValidator(_tuple)]
Words = Annotated[tuple[str, ...], BeforeValidator(_tuple)]
List = Annotated[SerializeAsAny[ListKeys], BeforeValidator(_keys)]


class About(BaseModel):
    """`[source]`: `region` is the adcode or country of the site's home place; `verified` the day a human checked it."""

    model_config = _FORM

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{1,63}$")
    name: str = Field(min_length=1)
    region: str | None = Field(default=None, pattern=r"^(\d{6}|[A-Z]{2})$")
    lang: Literal["zh", "en"] = "zh"
    kind: Kind = "gov"
    verified: bool | date = False


class Http(BaseModel):
    """`[http]`: where the site is and how fast it may be asked; `http-only` sites must say why in `tls_reason`."""

    model_config = _FORM

    base: str
    delay_s: float = Field(default=1.0, ge=0, le=300)
    tls: Literal["verify", "http-only"] = "verify"
    tls_reason: str | None = None

    @model_validator(mode="after")
    def _fits(self) -> "Http":
        parts = urlsplit(self.base)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("base must be an address like https://www.example.gov.cn")
        if self.tls == "http-only" and not (self.tls_reason and parts.scheme == "http"):
            raise ValueError('tls = "http-only" needs a base that starts with http:// and a tls_reason')
        return self


class Article(BaseModel):
    """`[article]`: only where the general rules fail: address patterns, body and junk selectors, further hosts."""

    model_config = _FORM

    url: Patterns = ()
    body: Words = ()
    drop: Words = ()
    hosts: Words = ()
    recheck_d: int = Field(default=30, ge=0)


class Expect(BaseModel):
    """`[expect]`: what a healthy source gives; `source status` compares."""

    model_config = _FORM

    min_7d: int | None = Field(default=None, ge=0)
    max_silence_d: int | None = Field(default=None, ge=1)
    must_contain: Words = ()


class Source(BaseModel):
    """One site file."""

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))

    source: About
    http: Http
    lists: Annotated[tuple[List, ...], BeforeValidator(_tuple)] = Field(alias="list", min_length=1)
    article: Article = Article()
    expect: Expect = Expect()
    path: Path | None = Field(default=None, exclude=True)

    @property
    def id(self) -> str:
        """The source's id."""
        return self.source.id

    @property
    def base(self) -> str:
        """The site's address, without a slash at its end."""
        return self.http.base.rstrip("/")

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Every host (without `www.`) whose pages belong to the source."""
        own = urlsplit(self.base).hostname or ""
        return frozenset(bare(host) for host in (own, *self.article.hosts))

    @property
    def port(self) -> int | None:
        """A port that the base names."""
        return urlsplit(self.base).port

    def owns(self, url: str) -> bool:
        """Whether an address is on the source's site."""
        return bare(urlsplit(url).hostname or "") in self.hosts

    def row(self) -> dict[str, Any]:
        """The source as one JSON object."""
        about = self.source.model_dump(mode="json")
        return about | {"base": self.base, "lists": [keys.model_dump() for keys in self.lists], "file": str(self.path)}


def bare(host: str) -> str:
    """A host without its `www.`, which sites add and drop at will.

    >>> bare("WWW.Example.org")
    'example.org'
    """
    return host.lower().removeprefix("www.")


def default_folder() -> Path:
    """The shipped sources, else those of the checkout; raises ConfigError."""
    package = Path(__file__).parent.parent
    places = (package / "_scrapers", package.parent.parent / "scrapers")
    for place in places:
        if place.is_dir():
            return place
    raise ConfigError(f"no sources in {places[0]} or {places[1]}; name a folder with --sources")


def load(path: Path) -> Source:
    """The source in a file; raises SourceError naming the file, the field and what would be right."""
    try:
        fields = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SourceError(f"{path}: no readable TOML: {error}") from error
    if "path" in fields:
        raise SourceError(f"{path}: path: is no field of a site file; remove it")
    try:
        return Source.model_validate({**fields, "path": path})
    except ValidationError as error:
        raise SourceError(f"{path}: {_explain(error)}") from error


def load_each(folder: Path | None = None) -> Iterator[Source | SourceError]:
    """Every source below a folder in the order of its path, or in its place what is wrong with it."""
    folder = folder or default_folder()
    if not folder.is_dir():
        raise ConfigError(f"{folder} is no folder; give the folder that holds the site files")
    seen: dict[str, Path] = {}
    for path in sorted(folder.rglob("*.toml")):
        try:
            source = load(path)
        except SourceError as error:
            yield error
            continue
        first = seen.setdefault(source.id, path)
        yield source if first == path else SourceError(f"{path}: source.id: {source.id!r} is taken by {first}")


def load_all(folder: Path | None = None) -> tuple[Source, ...]:
    """Every source below a folder; raises the first SourceError."""
    found = tuple(load_each(folder))
    for error in found:
        if isinstance(error, SourceError):
            raise error
    return tuple(source for source in found if isinstance(source, Source))


def _explain(error: ValidationError) -> str:
    """The first fault as one line; a misspelt field goes before the missing one that it stands for."""
    first = min(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
    place = [str(part) for part in first["loc"]]
    message = str(first["msg"]).removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        return f"{'.'.join(place)}: unknown field; known here: {_known(place)}"
    if first["type"] == "missing":
        return f"{'.'.join(place)}: is missing; add it"
    return f"{'.'.join(place)}: {message}; found {str(first['input'])[:80]!r}"


def _known(place: list[str]) -> str:
    blocks: dict[str, type[BaseModel]] = {"source": About, "http": Http, "article": Article, "expect": Expect}
    if len(place) > 1 and place[0] in blocks:
        return ", ".join(blocks[place[0]].model_fields)
    if place[0] == "list":
        return "the keys of the list's engine (see scrapers/README.md)"
    return "[source], [http], [[list]], [article], [expect]"
