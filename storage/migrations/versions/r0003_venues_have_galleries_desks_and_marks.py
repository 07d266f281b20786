"""Venues have galleries, desks, marks and calendars; a person is found in all communities; some showings end."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Bring the schema from the revision before to this one."""
    for name in ("gallery", "desk", "office"):
        op.add_column("venues", sa.Column(name, sa.Text))
    op.add_column("venues", sa.Column("has_calendar", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("showings", sa.Column("until", sa.BigInteger))
    op.create_index("ix_accounts_platform_handle", "accounts", ["platform", "handle"])
