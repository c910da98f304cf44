"""Fingerprints and reprints.

The column is added in place: SQLite would otherwise copy ``articles`` and drop what refers to it.
Every article begins as a cluster of its own; the keys are made by ``archive.migrate`` afterwards.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "reprints",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("contained", sa.Double(), nullable=False),
        sa.Column("covered", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_reprints_article_id_articles"),
        sa.ForeignKeyConstraint(["other_id"], ["articles.id"], name="fk_reprints_other_id_articles"),
        sa.PrimaryKeyConstraint("article_id", "other_id", name="pk_reprints"),
    )
    op.create_index("ix_reprints_other_id", "reprints", ["other_id"], unique=False)

    op.create_table(
        "fingerprint_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name="fk_fingerprint_keys_version_id_versions"
        ),
        sa.PrimaryKeyConstraint("key", "version_id", name="pk_fingerprint_keys"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fingerprints",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=40), nullable=False),
        sa.Column("sentences", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_fingerprints_version_id_versions"),
        sa.PrimaryKeyConstraint("version_id", name="pk_fingerprints"),
    )
    op.add_column("articles", sa.Column("cluster", sa.String(length=14), nullable=False, server_default=""))
    op.create_index("ix_articles_cluster", "articles", ["cluster"], unique=False)
    op.execute("UPDATE articles SET cluster = uid")
