"""The gallery is paged by indexes."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring the schema from the revision before to this one."""
    op.drop_index("ix_entries_contest_first_sent_at_id", "entries")
    op.create_index("ix_entries_in_order", "entries", ["contest", "first_sent_at", "id", "state", "in_gallery"])
    op.create_index("ix_standings_contest_position", "standings", ["contest", "position"])
