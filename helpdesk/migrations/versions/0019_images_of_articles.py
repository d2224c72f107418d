"""Images that were imported beside articles, and which article shows which."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "image",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_image")),
    )
    op.create_table(
        "image_use",
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_image_use_article_id")
        ),
        sa.ForeignKeyConstraint(["name"], ["image.name"], name=op.f("fk_image_use_name")),
        sa.PrimaryKeyConstraint("article_id", "name", name=op.f("pk_image_use")),
    )
    op.create_index(op.f("ix_image_use_name"), "image_use", ["name"])


def downgrade() -> None:
    op.drop_table("image_use")
    op.drop_table("image")
