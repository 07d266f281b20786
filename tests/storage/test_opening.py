"""Opening, migrating and inspecting a database."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy import inspect as inspected
from sqlalchemy.exc import ProgrammingError

from contests.ports import StorageError
from storage.database import Database, open_database
from storage.migrations import HERE, REVISIONS, NewerSchemaError, inspect, migrate
from storage.schema import metadata
from storage.store import open_store
from tests.storage.conftest import SECRET
from tests.storage.engines import Engine

OPEN_IT = """
import asyncio, sys
from storage.store import open_store

async def main():
    store = await open_store(sys.argv[1], secret=b"a secret of the tests")
    await store.close()

asyncio.run(main())
print("alembic" in sys.modules)
"""


def differences(connection: Connection) -> list[object]:
    """Return what is otherwise in the database than in the schema."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def tables(connection: Connection) -> list[str]:
    """Return the names of the database's tables."""
    return inspected(connection).get_table_names()


async def execute(database: Database, statement: str) -> None:
    """Do something to a database behind the program's back."""
    async with database.writing() as connection:
        await connection.execute(text(statement))


async def test_a_migrated_database_is_what_the_schema_says(database: Database) -> None:
    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []


def test_the_revisions_that_are_known_without_alembic_are_alembics() -> None:
    scripts = ScriptDirectory(str(HERE)).walk_revisions()
    assert tuple(script.revision for script in scripts) == REVISIONS[::-1]


async def test_a_new_database_is_migrated_and_logs_as_before(engine: Engine) -> None:
    before = list(logging.getLogger().handlers), logging.getLogger().level
    url = await engine.new()
    store = await open_store(url, secret=SECRET)
    async with store.reading() as work:
        assert await work.people.communities() == []
    await store.close()
    assert (list(logging.getLogger().handlers), logging.getLogger().level) == before


def test_a_database_at_head_is_opened_without_alembic(url: str) -> None:
    command = [sys.executable, "-c", OPEN_IT, url]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    assert ended.stdout == "False\n"


async def test_a_migration_that_fails_in_the_middle_leaves_the_database_as_it_was(engine: Engine) -> None:
    database = open_database(await engine.new())
    await execute(database, "CREATE TABLE answers (of_another_program INTEGER)")
    with pytest.raises((StorageError, ProgrammingError)):
        await migrate(database)
    async with database.reading() as connection:
        assert await connection.run_sync(tables) == ["answers"]
    await execute(database, "DROP TABLE answers")
    await migrate(database)
    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_a_newer_schema_is_refused_with_a_sentence(engine: Engine) -> None:
    url = await engine.new()
    database = open_database(url)
    await execute(database, "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    await execute(database, "INSERT INTO alembic_version VALUES ('9999')")
    with pytest.raises(NewerSchemaError, match=r"newer Prosument .*9999"):
        await open_store(url, secret=SECRET)
    usable, sentence = await inspect(url)
    assert not usable
    assert "9999" in sentence
    await database.close()


async def test_a_database_at_head_is_said_to_be_usable(url: str) -> None:
    assert await inspect(url) == (True, "The database can be reached, and its schema is up to date.")


async def test_an_older_schema_is_named_and_left_alone(engine: Engine) -> None:
    url = await engine.new()
    database = open_database(url)
    await execute(database, "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    usable, sentence = await inspect(url)
    assert not usable
    assert "older" in sentence
    async with database.reading() as connection:
        assert await connection.run_sync(tables) == ["alembic_version"]
    await database.close()


async def test_a_database_that_is_not_there_yet_is_not_made_by_looking(tmp_path: Path) -> None:
    usable, sentence = await inspect(f"sqlite+aiosqlite:///{tmp_path / 'prosument.db'}")
    assert usable
    assert "no database yet" in sentence
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - shorter


async def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    usable, sentence = await inspect("postgresql+asyncpg://nobody:hush@127.0.0.1:1/nothing")
    assert not usable
    assert "hush" not in sentence
