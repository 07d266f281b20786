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
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_choices()
        _rebuild_held()
    else:
        op.drop_constraint("fk_choices_entry_entries", "choices", type_="foreignkey")
        op.drop_constraint("fk_held_entry_entries", "held", type_="foreignkey")
    _tallies(op.get_bind().dialect.name)


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


def _tallies(engine: str) -> None:
    """Keep beside the choices how many there are of each subject: whatever writes choices, a trigger counts them."""
    op.create_table(
        "tallies",
        sa.Column("round", sa.String, nullable=False),
        sa.Column("entry", sa.String, nullable=False),
        sa.Column("approvals", sa.Integer, nullable=False),
        sa.Column("exposures", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name="fk_tallies_round_rounds"),
        sa.PrimaryKeyConstraint("round", "entry", name="pk_tallies"),
        sqlite_with_rowid=False,
    )
    op.execute(FILL)
    for statement in TRIGGERS[engine]:
        op.execute(statement)


FILL = """
    INSERT INTO tallies
    SELECT round, entry, SUM(CAST(choice = 'approve' AS INTEGER)), SUM(CAST(choice NOT LIKE '% 0%' AS INTEGER))
    FROM choices GROUP BY round, entry
"""
"""Grades of which some are 0 are no answer yet."""
ADDED = """
    INSERT INTO tallies (round, entry, approvals, exposures) VALUES (
        new.round, new.entry,
        CAST(new.choice = 'approve' AS INTEGER), CAST(new.choice NOT LIKE '% 0%' AS INTEGER)
    )
    ON CONFLICT (round, entry) DO UPDATE
    SET approvals = tallies.approvals + excluded.approvals, exposures = tallies.exposures + excluded.exposures
"""
CHANGED = """
    UPDATE tallies SET
        approvals = approvals + CAST(new.choice = 'approve' AS INTEGER) - CAST(old.choice = 'approve' AS INTEGER),
        exposures = exposures
            + CAST(new.choice NOT LIKE '% 0%' AS INTEGER) - CAST(old.choice NOT LIKE '% 0%' AS INTEGER)
    WHERE round = old.round AND entry = old.entry
"""
REMOVED = """
    UPDATE tallies SET
        approvals = approvals - CAST(old.choice = 'approve' AS INTEGER),
        exposures = exposures - CAST(old.choice NOT LIKE '% 0%' AS INTEGER)
    WHERE round = old.round AND entry = old.entry
"""
EACH = (
    ("choices_added", "AFTER INSERT ON choices FOR EACH ROW", ADDED),
    ("choices_changed", "AFTER UPDATE OF choice ON choices FOR EACH ROW WHEN (old.choice <> new.choice)", CHANGED),
    ("choices_removed", "AFTER DELETE ON choices FOR EACH ROW", REMOVED),
)
TRIGGERS = {
    "sqlite": [f"CREATE TRIGGER {name} {when} BEGIN {what}; END" for name, when, what in EACH],
    "postgresql": [
        statement
        for name, when, what in EACH
        for statement in (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {what}; RETURN NULL; END $$",
            f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {name}()",
        )
    ],
}
"""Rounds, members and entries of a choice never change. What makes `choices` anew makes these anew."""
