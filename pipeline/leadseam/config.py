"""Settings: an option beats the environment, which beats `leadseam.toml`, which beats the default."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from leadseam.errors import ConfigError

FILE = "leadseam.toml"
_ENVIRONMENT = {
    "db": "LEADSEAM_DB",
    "data": "LEADSEAM_DATA",
    "sources": "LEADSEAM_SOURCES",
    "contact": "LEADSEAM_CONTACT",
}


class Target(BaseModel):
    """One place that leads are pushed to; `secret_env` names the environment variable that holds the secret."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str = "webhook"
    url: str
    secret_env: str | None = None


class Settings(BaseModel):
    """What `leadseam.toml` may hold; every field has a default, so the file may be absent."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    db: str = "leadseam.sqlite"
    data: Path = Path("leadseam-data")
    sources: Path | None = None
    contact: str | None = None
    targets: dict[str, Target] = {}


def load(folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that hold in `folder` (the current one by default); raises ConfigError.

    >>> load(Path("/nowhere"), {"LEADSEAM_DB": "x.sqlite"}).db
    'x.sqlite'
    """
    environment = os.environ if environment is None else environment
    path = (folder or Path.cwd()) / FILE
    fields = _read(path) if path.is_file() else {}
    fields |= {name: environment[key] for name, key in _ENVIRONMENT.items() if environment.get(key)}
    try:
        return Settings.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        known = ", ".join(Settings.model_fields)
        raise ConfigError(f"{path}: {where}: {first['msg']} (known settings: {known})") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigError(f"{path}: {error}; mend or remove the file") from error
