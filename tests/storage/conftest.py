"""Every test that asks for `engine`, `url` or `store` runs on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator, Iterator

import pytest

from contests.rules import voting
from storage.database import Database, open_database
from storage.store import SqlStore, open_store
from tests.storage.engines import Engine, Postgresql, Sqlite, postgresql

SECRET = b"a secret of the tests"


@pytest.fixture(scope="session")
def server() -> Iterator[Postgresql]:
    with postgresql() as running:
        yield running


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    if request.param == "sqlite":
        return Sqlite(tmp_path_factory.mktemp("sqlite"))
    running: Postgresql = request.getfixturevalue("server")
    return running


@pytest.fixture
async def url(engine: Engine) -> str:
    return await engine.migrated()


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    opened = open_database(url)
    yield opened
    await opened.close()


@pytest.fixture
async def store(url: str) -> AsyncIterator[SqlStore]:
    opened = await open_store(url, secret=SECRET)
    yield opened
    await opened.close()


@pytest.fixture
def out_of_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let members answer what was not served to them from the first answer on."""
    monkeypatch.setattr(voting, "FREE_AFTER", 0)
