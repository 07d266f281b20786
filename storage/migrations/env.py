"""What Alembic runs: the revisions, on the connection and in the transaction that it was given."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from storage.schema import Instant, metadata


def as_written(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Write our own types into a revision as what they are in the database, so that it never changes."""
    return "sa.BigInteger()" if kind == "type" and isinstance(item, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
    render_item=as_written,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
