"""Accounts are linked to be one member; of a member with several it is known which of them voted."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Bring the schema from the revision before to this one."""
    op.add_column("members", sa.Column("has_several", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("members", sa.Column("merged_into", sa.String))
    merged = sa.text("merged_into IS NOT NULL")
    op.create_index("ix_members_merged", "members", ["merged_into"], sqlite_where=merged, postgresql_where=merged)
    op.add_column("accounts", sa.Column("linked_from", sa.String))
    op.execute(
        "UPDATE members SET has_several = (1 = 1)"
        " WHERE (SELECT count(*) FROM accounts WHERE accounts.member = members.id) > 1"
    )
    op.create_table(
        "link_codes",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("community", sa.String, nullable=False),
        sa.Column("account", sa.String, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("asked_by", sa.String),
        sa.Column("used_at", sa.BigInteger),
        sa.ForeignKeyConstraint(["community"], ["communities.id"], name="fk_link_codes_community_communities"),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_link_codes_account_accounts"),
        sa.ForeignKeyConstraint(["asked_by"], ["accounts.id"], name="fk_link_codes_asked_by_accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_link_codes"),
        sa.UniqueConstraint("digest", name="uq_link_codes_digest"),
    )
    op.create_index("ix_link_codes_account", "link_codes", ["account"])
    op.create_table(
        "link_tries",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("community", sa.String, nullable=False),
        sa.Column("account", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["community"], ["communities.id"], name="fk_link_tries_community_communities"),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_link_tries_account_accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_link_tries"),
    )
    op.create_index("ix_link_tries_community", "link_tries", ["community"])
    op.create_index("ix_link_tries_account", "link_tries", ["account"])
    op.create_table(
        "voted_by",
        sa.Column("round", sa.String, nullable=False),
        sa.Column("account", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name="fk_voted_by_round_rounds"),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_voted_by_account_accounts"),
        sa.PrimaryKeyConstraint("round", "account", name="pk_voted_by"),
    )
