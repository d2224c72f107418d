"""For whom an article is, also in each of its versions."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def _audience(**kind: bool) -> sa.Enum:
    return sa.Enum("public", "agents", name="audience", native_enum=False, length=40, **kind)


def upgrade() -> None:
    op.alter_column("article", "audience", type_=_audience())
    op.create_check_constraint("audience", "article", "audience in ('public', 'agents')")
    # Until now every article was for everybody, whatever its file said.
    op.add_column(
        "article_version",
        sa.Column(
            "audience",
            _audience(create_constraint=True),
            nullable=False,
            server_default="public",
        ),
    )
    op.alter_column("article_version", "audience", server_default=None)


def downgrade() -> None:
    op.drop_column("article_version", "audience")
    op.drop_constraint("audience", "article", type_="check")
    op.alter_column("article", "audience", type_=sa.String())
