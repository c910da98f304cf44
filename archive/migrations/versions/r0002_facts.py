"""Facts"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "fact_sets",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("extractor", sa.String(length=100), nullable=False),
        sa.Column("relevant", sa.Boolean(), nullable=False),
        sa.Column("relevance", sa.Double(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_fact_sets_version_id_versions"),
        sa.PrimaryKeyConstraint("version_id", name="pk_fact_sets"),
    )
    op.create_index("ix_fact_sets_extractor", "fact_sets", ["extractor"], unique=False)

    op.create_table(
        "activities",
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("host", sa.Text(), nullable=True),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("companies", sa.Text(), nullable=False),
        sa.Column("projects_signed", sa.BigInteger(), nullable=True),
        sa.Column("amount_cny", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["fact_sets.version_id"], name="fk_activities_version_id_fact_sets"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_activities"),
    )
    op.create_index("ix_activities_version_id", "activities", ["version_id"], unique=False)

    op.create_table(
        "figures",
        sa.Column("indicator", sa.String(length=60), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("value_cny", sa.BigInteger(), nullable=True),
        sa.Column("approx", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("qualifier", sa.Text(), nullable=True),
        sa.Column("yoy_pct", sa.Double(), nullable=True),
        sa.Column("target_pct", sa.Double(), nullable=True),
        sa.Column("rank", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["fact_sets.version_id"], name="fk_figures_version_id_fact_sets"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_figures"),
    )
    op.create_index("ix_figures_indicator", "figures", ["indicator"], unique=False)
    op.create_index("ix_figures_version_id", "figures", ["version_id"], unique=False)

    op.create_table(
        "mechanisms",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["fact_sets.version_id"], name="fk_mechanisms_version_id_fact_sets"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mechanisms"),
    )
    op.create_index("ix_mechanisms_version_id", "mechanisms", ["version_id"], unique=False)

    op.create_table(
        "places",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("adcode", sa.String(length=20), nullable=True),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["fact_sets.version_id"], name="fk_places_version_id_fact_sets"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_places"),
    )
    op.create_index("ix_places_adcode", "places", ["adcode"], unique=False)
    op.create_index("ix_places_version_id", "places", ["version_id"], unique=False)

    op.create_table(
        "projects",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("investor", sa.Text(), nullable=True),
        sa.Column("amount_cny", sa.BigInteger(), nullable=True),
        sa.Column("amount_text", sa.Text(), nullable=True),
        sa.Column("amount_kind", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("stage_date", sa.Text(), nullable=True),
        sa.Column("sector", sa.Text(), nullable=True),
        sa.Column("capacity", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["fact_sets.version_id"], name="fk_projects_version_id_fact_sets"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_projects"),
    )
    op.create_index("ix_projects_version_id", "projects", ["version_id"], unique=False)
