"""`python -m storage.migrations NUMBER MESSAGE` writes the revision from the last one to the schema's tables."""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from storage.database import migrating_engine
from storage.migrations import HERE, upgrade


def _write(connection: Connection, number: str, message: str) -> None:
    upgrade(connection, "head")
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("file_template", "r%%(rev)s_%%(slug)s")
    command.revision(config, message, autogenerate=True, rev_id=number)


async def _main(number: str, message: str) -> None:
    with TemporaryDirectory() as folder:
        engine = migrating_engine(f"sqlite+aiosqlite:///{Path(folder) / 'empty.db'}")
        async with engine.begin() as connection:
            await connection.run_sync(_write, number, message)
        await engine.dispose()


asyncio.run(_main(*sys.argv[1:]))
