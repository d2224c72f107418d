"""The vector of each sentence beside its passage, so that the sentence that answers is found."""

from alembic import op

from knowledge_base.index.schema import SENTENCES

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in filter(str.strip, SENTENCES.split(";")):
        op.execute(statement)


def downgrade() -> None:
    op.drop_column("kb_passage", "sentences")
