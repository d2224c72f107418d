"""How many messages wait for the bot from one network is counted with every message."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_conversation_network", "conversation", ["network", "last_message_at"])


def downgrade() -> None:
    op.drop_index("ix_conversation_network", "conversation")
