"""One empty database of each kind for each test: a copied SQLite file, emptied tables in an own PostgreSQL schema."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import Engine, text

from leadseam.store import connect
from leadseam.store._tables import VERSION, metadata

POSTGRES = os.environ.get("LEADSEAM_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/test")
KINDS = ("sqlite", "postgresql")
_OWN_TABLES = [*metadata.tables, "leads_index", "metrics_index"]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "leads.sqlite"
    connect(path).dispose()
    return path


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with _schema() as found:
        connect(found).dispose()
        yield found


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        path = tmp_path / "leads.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    found: str = request.getfixturevalue("postgres_url")
    _empty(found)
    return found


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    opened = connect(url)
    yield opened
    opened.dispose()


@pytest.fixture(scope="module", params=KINDS)
def shared_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    if request.param == "sqlite":
        yield connect(tmp_path_factory.mktemp("shared") / "leads.sqlite")
        return
    with _schema() as found:
        opened = connect(found)
        yield opened
        opened.dispose()


@contextmanager
def _schema() -> Iterator[str]:
    server = sqlalchemy.create_engine(POSTGRES, connect_args={"connect_timeout": 2})
    schema = f"t{uuid.uuid4().hex}"
    try:
        with server.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
    except (sqlalchemy.exc.OperationalError, ImportError) as error:
        pytest.skip(f"no PostgreSQL answers: {error}")
    yield f"{POSTGRES}?options=-csearch_path%3D{schema}"
    with server.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    server.dispose()


def _empty(url: str) -> None:
    server = sqlalchemy.create_engine(url)
    with server.begin() as connection:
        connection.execute(text(f"TRUNCATE {', '.join(_OWN_TABLES)} CASCADE"))
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{VERSION}'"))
    server.dispose()
