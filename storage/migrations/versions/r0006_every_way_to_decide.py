"""A mark may be about a pair or about no award, rounds have voters of their own, and lines of standings say more."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Bring the schema from the revision before to this one."""
    op.add_column("rounds", sa.Column("voters", sa.String))
    op.add_column("rounds", sa.Column("no_award", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("standings", sa.Column("details", sa.Text, nullable=False, server_default=""))
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("fk_choices_entry_entries", "choices", type_="foreignkey")
        op.drop_constraint("fk_held_entry_entries", "held", type_="foreignkey")
        return
    _rebuild_choices()
    _rebuild_held()


def _rebuild_choices() -> None:
    """Make the table anew without the reference that a pair has not; SQLite cannot drop one."""
    op.create_table(
        "choices_now",
        sa.Column("round", sa.String, nullable=False),
        sa.Column("member", sa.String, nullable=False),
        sa.Column("entry", sa.String, nullable=False),
        sa.Column("choice", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_choices_member_members"),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name="fk_choices_round_rounds"),
        sa.PrimaryKeyConstraint("round", "member", "entry", name="pk_choices"),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO choices_now SELECT round, member, entry, choice, at FROM choices")
    op.drop_table("choices")
    op.rename_table("choices_now", "choices")


def _rebuild_held() -> None:
    """Make the showings' table anew, as that of the choices."""
    op.create_table(
        "held_now",
        sa.Column("round", sa.String, nullable=False),
        sa.Column("member", sa.String, nullable=False),
        sa.Column("entry", sa.String, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name="fk_held_member_members"),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name="fk_held_round_rounds"),
        sa.PrimaryKeyConstraint("round", "member", name="pk_held"),
    )
    op.execute("INSERT INTO held_now SELECT round, member, entry, until FROM held")
    op.drop_table("held")
    op.rename_table("held_now", "held")
