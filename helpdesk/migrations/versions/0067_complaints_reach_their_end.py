"""What people find, propose and decide about a complaint, and what is owed to its customer."""

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None

STATES = (
    "received", "acknowledged", "assessed", "investigating", "response_proposed",
    "decision_communicated", "escalated", "external_dispute", "closed", "reopened", "withdrawn",
    "reclassified",
)  # fmt: skip
GRAVITIES = ("critical", "major", "minor")
KINDS = ("complaint", "compliment", "suggestion", "enquiry_insight", "survey_comment")
TABLES = (
    "complaint_duty", "complaint_progress", "complaint_reclassification", "complaint_dispute",
    "complaint_decision", "complaint_inquiry", "complaint_assessment",
)  # fmt: skip
ADDED = (
    "version", "closed_at", "nonconformity_reason", "nonconformity", "subject_id", "owner_id",
    "gravity", "unacknowledged_because", "recorded_at",
)  # fmt: skip


def upgrade() -> None:
    _allow(STATES)
    _complaint()
    _assessment()
    _inquiry()
    _decision()
    _second_opinions()
    _duty()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    op.drop_column("complaint_event", "owner_id")
    for column in ADDED:
        op.drop_column("complaint", column)
    _allow(STATES[:2])


def _allow(states: tuple[str, ...]) -> None:
    for table in ("complaint", "complaint_event"):
        name = op.f(f"ck_{table}_complaintstate")
        op.drop_constraint(name, table)
        op.create_check_constraint(name, table, f"state in {states}")


def _complaint() -> None:
    op.add_column("complaint", _moment("recorded_at"))
    op.execute("update complaint set recorded_at = received_at")
    op.alter_column("complaint", "recorded_at", nullable=False)
    op.add_column("complaint", _words("unacknowledged_because"))
    op.add_column("complaint", _choice("gravity", GRAVITIES, nullable=True))
    op.add_column("complaint", _agent("owner_id"))
    op.add_column("complaint", _agent("subject_id"))
    op.add_column("complaint", sa.Column("nonconformity", sa.Boolean(), nullable=True))
    op.add_column("complaint", _words("nonconformity_reason"))
    op.add_column("complaint", _moment("closed_at"))
    version = sa.Column("version", sa.Integer(), nullable=False, server_default="1")
    op.add_column("complaint", version)
    op.alter_column("complaint", "version", server_default=None)
    op.add_column("complaint_event", _agent("owner_id"))
    op.create_index("ix_complaint_owner_id", "complaint", ["owner_id"])


def _assessment() -> None:
    _table(
        "complaint_assessment",
        _choice("nature", ("product", "service", "complaint_process", "person", "data")),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("safety", sa.Boolean(), nullable=False),
        sa.Column("legal", sa.Boolean(), nullable=False),
        sa.Column("vulnerable", sa.Boolean(), nullable=False),
        _choice("investigation", ("short_look", "full_investigation", "team_of_several")),
        _agent("assessed_by_id", nullable=False),
        _moment("assessed_at", nullable=False),
        sa.CheckConstraint("severity between 1 and 5", name=op.f("ck_complaint_severity")),
        sa.CheckConstraint("occurrence between 1 and 5", name=op.f("ck_complaint_occurrence")),
    )


def _inquiry() -> None:
    similar = sa.ForeignKey("complaint.id", name=op.f("fk_complaint_inquiry_similar_id"))
    _table(
        "complaint_inquiry",
        _agent("investigator_id"),
        _moment("begun_at", nullable=False),
        _words("findings"),
        _words("cause"),
        _words("not_needed_because"),
        _agent("decided_by_id"),
        sa.Column("similar_id", sa.BigInteger(), similar, nullable=True),
        _moment("ended_at"),
        sa.CheckConstraint(
            "(investigator_id is null) = (not_needed_because is not null)",
            name=op.f("ck_complaint_inquiry_made_or_not"),
        ),
    )


def _decision() -> None:
    _table(
        "complaint_decision",
        sa.Column("level", sa.Integer(), nullable=False),
        _choice("verdict", ("upheld", "partly_upheld", "not_upheld")),
        _words("words", nullable=False),
        _words("remedy"),
        sa.Column("cost", sa.Numeric(12, 2), nullable=False),
        sa.Column("over_limit", sa.Boolean(), nullable=False),
        _agent("proposed_by_id", nullable=False),
        _moment("proposed_at", nullable=False),
        _agent("sent_back_by_id"),
        _words("sent_back_because"),
        _agent("approved_by_id"),
        _moment("approved_at"),
        _moment("told_at"),
        _words("message_id"),
        _words("told_otherwise"),
        sa.Column("offered_outside", sa.Boolean(), nullable=False),
        _moment("reminded_at"),
        _words("token_hash"),
        _choice("reply", ("accepted", "rejected"), nullable=True),
        _words("reply_words"),
        _moment("replied_at"),
        _agent("reply_noted_by_id"),
        sa.UniqueConstraint("token_hash", name=op.f("uq_complaint_decision_token_hash")),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_complaint_decision_cost")),
        sa.CheckConstraint(
            "not over_limit or approved_by_id is distinct from proposed_by_id",
            name=op.f("ck_complaint_decision_second_person"),
        ),
        sa.CheckConstraint(
            "told_at is null or approved_by_id is not null",
            name=op.f("ck_complaint_decision_approved_first"),
        ),
        sa.CheckConstraint(
            "told_at is null or message_id is not null or told_otherwise is not null",
            name=op.f("ck_complaint_decision_told_somehow"),
        ),
        sa.CheckConstraint(
            "reply is null or told_at is not null", name=op.f("ck_complaint_decision_told_first")
        ),
    )


def _second_opinions() -> None:
    _table(
        "complaint_dispute",
        _words("provider", nullable=False),
        _choice("method", ("facilitative", "advisory", "determinative")),
        _agent("referred_by_id", nullable=False),
        _moment("referred_at", nullable=False),
        _words("outcome"),
        _moment("ended_at"),
    )
    _table(
        "complaint_reclassification",
        _choice("kind", KINDS),
        _words("reason", nullable=False),
        _agent("asked_by_id", nullable=False),
        _moment("asked_at", nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        _agent("answered_by_id"),
        _moment("answered_at"),
        sa.CheckConstraint("kind <> 'complaint'", name=op.f("ck_complaint_reclassification_away")),
        sa.CheckConstraint(
            "agreed is not true or answered_by_id <> asked_by_id",
            name=op.f("ck_complaint_reclassification_second_person"),
        ),
    )
    _table(
        "complaint_progress",
        _words("words", nullable=False),
        _agent("told_by_id", nullable=False),
        _moment("told_at", nullable=False),
    )


def _duty() -> None:
    _table(
        "complaint_duty",
        _choice("kind", ("take_on", "assess", "tell_progress", "decide")),
        _moment("owed_at", nullable=False),
        _moment("due_at", nullable=False),
        _moment("warned_at"),
        _moment("missed_at"),
        _moment("done_at"),
        _moment("dropped_at"),
    )
    still = sa.text("done_at is null and dropped_at is null")
    one = ["complaint_id", "kind"]
    op.create_index(
        "uq_complaint_duty_open", "complaint_duty", one, unique=True, postgresql_where=still
    )
    op.create_index("ix_complaint_duty_due", "complaint_duty", ["due_at"], postgresql_where=still)
    # What was promised before: a person assesses it, and decides.
    for kind, due in (("assess", "assess_by"), ("decide", "decide_by")):
        op.execute(
            "insert into complaint_duty (complaint_id, kind, owed_at, due_at) "
            f"select id, '{kind}', received_at, {due} from complaint"
        )


def _table(name: str, *parts: "sa.Column[object] | sa.Constraint") -> None:
    """A table whose rows belong to a complaint."""
    op.create_table(
        name,
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("complaint_id", sa.BigInteger(), nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f(f"fk_{name}_complaint_id")
        ),
    )
    op.create_index(f"ix_{name}_complaint_id", name, ["complaint_id"])


def _moment(name: str, *, nullable: bool = True) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _words(name: str, *, nullable: bool = True) -> "sa.Column[object]":
    return sa.Column(name, sa.String(), nullable=nullable)


def _agent(name: str, *, nullable: bool = True) -> "sa.Column[object]":
    return sa.Column(name, sa.BigInteger(), sa.ForeignKey("agent.id"), nullable=nullable)


def _choice(name: str, words: tuple[str, ...], *, nullable: bool = False) -> "sa.Column[object]":
    choices = sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, choices, nullable=nullable)
