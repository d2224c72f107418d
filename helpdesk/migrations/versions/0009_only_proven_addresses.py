"""An address that came with an account of the site was never proven: it is only a contact."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "update customer set contact = coalesce(contact, email), email = null "
        "where external_id is not null and email is not null"
    )


def downgrade() -> None:
    """An older version takes the addresses again from the next identities."""
