"""The first house: the journal, the read tables of every step, and the triggers that keep entries as they are."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("entry",)


def upgrade() -> None:
    op.create_table(
        "blob_proof",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("proved_at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob_proof")),
        info={"kind": "local"},
    )
    op.create_table(
        "case_campaign",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("campaign", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", "campaign", name=op.f("pk_case_campaign")),
        info={"kind": "reading"},
    )
    op.create_table(
        "case_clock",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("clock", sa.String(length=40), nullable=False),
        sa.Column("starts", sa.String(length=10), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=8), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("extended", sa.Integer(), nullable=False),
        sa.Column("suspended", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("verified", sa.String(length=2), nullable=False),
        sa.Column("stopped_at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", "n", "clock", name=op.f("pk_case_clock")),
        info={"kind": "reading"},
    )
    op.create_index("ix_case_clock_day", "case_clock", ["day"], unique=False)
    op.create_table(
        "case_cost",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("direct", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", "entry_id", name=op.f("pk_case_cost")),
        info={"kind": "reading"},
    )
    op.create_table(
        "case_fine",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("offence", sa.String(length=40), nullable=False),
        sa.Column("tier", sa.String(length=60), nullable=False),
        sa.Column("goods_value", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", "n", "at", name=op.f("pk_case_fine")),
        info={"kind": "reading"},
    )
    op.create_table(
        "case_line",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=True),
        sa.Column("goods", sa.Text(), nullable=False),
        sa.Column("brand", sa.String(length=300), nullable=False),
        sa.Column("spec", sa.Text(), nullable=False),
        sa.Column("hs_code", sa.String(length=20), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("error", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("item_count", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=10), nullable=False),
        sa.Column("price_basis", sa.String(length=20), nullable=False),
        sa.Column("recordations", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", "n", name=op.f("pk_case_line")),
        info={"kind": "reading"},
    )
    op.create_table(
        "case_link",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("other", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", "other", name=op.f("pk_case_link")),
        info={"kind": "reading"},
    )
    op.create_index("ix_case_link_other", "case_link", ["other"], unique=False)
    op.create_table(
        "case_party",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("party_name", sa.String(length=300), nullable=False),
        sa.Column("party_id", sa.String(length=80), nullable=False),
        sa.Column("party_address", sa.Text(), nullable=False),
        sa.Column("region", sa.String(length=120), nullable=False),
        sa.Column("platform", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", "n", name=op.f("pk_case_party")),
        info={"kind": "reading"},
    )
    op.create_table(
        "case_photo",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", "sha256", name=op.f("pk_case_photo")),
        info={"kind": "reading"},
    )
    op.create_table(
        "case_procedure",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("holder", sa.String(length=300), nullable=False),
        sa.Column("track", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("right_type", sa.String(length=12), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("security_due", sa.BigInteger(), nullable=False),
        sa.Column("security", sa.BigInteger(), nullable=True),
        sa.Column("general_security", sa.Boolean(), nullable=False),
        sa.Column("counter_security", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", "n", name=op.f("pk_case_procedure")),
        info={"kind": "reading"},
    )
    op.create_table(
        "case_right",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("recordation_no", sa.String(length=40), nullable=False),
        sa.Column("right_type", sa.String(length=12), nullable=False),
        sa.Column("right_no", sa.String(length=80), nullable=False),
        sa.Column("mark", sa.String(length=300), nullable=False),
        sa.Column("holder", sa.String(length=300), nullable=False),
        sa.Column("holder_size", sa.String(length=8), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("safety", sa.Boolean(), nullable=False),
        sa.Column("item_count", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", "recordation_no", name=op.f("pk_case_right")),
        info={"kind": "reading"},
    )
    op.create_table(
        "case_sum",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("procedure", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", "entry_id", name=op.f("pk_case_sum")),
        info={"kind": "reading"},
    )
    op.create_table(
        "clue_mark",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("inspection", sa.String(length=36), nullable=False),
        sa.Column("recordation_no", sa.String(length=40), nullable=False),
        sa.Column("clue", sa.String(length=300), nullable=False),
        sa.Column("genuine", sa.Boolean(), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "inspection", "recordation_no", "clue", name=op.f("pk_clue_mark")),
        info={"kind": "reading"},
    )
    op.create_table(
        "clue_picture",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("recordation_no", sa.String(length=40), nullable=False),
        sa.Column("clue", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("genuine", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "recordation_no", "clue", "sha256", name=op.f("pk_clue_picture")),
        info={"kind": "reading"},
    )
    op.create_table(
        "comparison",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("inspection", sa.String(length=36), nullable=False),
        sa.Column("recordation_no", sa.String(length=40), nullable=False),
        sa.Column("genuine_clue", sa.Text(), nullable=False),
        sa.Column("fake_clue", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=False),
        sa.Column("photo", sa.String(length=64), nullable=False),
        sa.Column("genuine_picture", sa.String(length=64), nullable=False),
        sa.Column("fake_picture", sa.String(length=64), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", name=op.f("pk_comparison")),
        info={"kind": "reading"},
    )
    op.create_index("ix_comparison_inspection", "comparison", ["inspection"], unique=False)
    op.create_index("ix_comparison_recordation_no", "comparison", ["recordation_no"], unique=False)
    op.create_table(
        "count_act",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("inspection", sa.String(length=36), nullable=False),
        sa.Column("line_key", sa.String(length=12), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("error", sa.BigInteger(), nullable=False),
        sa.Column("replaces", sa.Boolean(), nullable=False),
        sa.Column("working", sa.Text(), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", name=op.f("pk_count_act")),
        info={"kind": "reading"},
    )
    op.create_index("ix_count_act_inspection", "count_act", ["inspection"], unique=False)
    op.create_table(
        "custody_disclosure",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("addressee", sa.String(length=20), nullable=False),
        sa.Column("package", sa.String(length=64), nullable=False),
        sa.Column("shows", sa.Text(), nullable=False),
        sa.Column("hides", sa.Text(), nullable=False),
        sa.Column("withheld", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", name=op.f("pk_custody_disclosure")),
        info={"kind": "reading"},
    )
    op.create_index("ix_custody_disclosure_case", "custody_disclosure", ["case_id"], unique=False)
    op.create_table(
        "custody_disposal",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("second_officer", sa.String(length=40), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("witness", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("features_removed", sa.Boolean(), nullable=False),
        sa.Column("holder_asked_on", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "action", "case_id", name=op.f("pk_custody_disposal")),
        info={"kind": "reading"},
    )
    op.create_index("ix_custody_disposal_case", "custody_disposal", ["case_id"], unique=False)
    op.create_index("ix_custody_disposal_day", "custody_disposal", ["day"], unique=False)
    op.create_table(
        "custody_expert",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("expert", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("body", sa.String(length=300), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "expert", name=op.f("pk_custody_expert")),
        info={"kind": "reading"},
    )
    op.create_table(
        "custody_lot",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=36), nullable=False),
        sa.Column("parcel", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("goods", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("item_count", sa.BigInteger(), nullable=False),
        sa.Column("weight_kg", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("stream", "action", "parcel", name=op.f("pk_custody_lot")),
        info={"kind": "reading"},
    )
    op.create_table(
        "custody_opinion",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("opinion", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("expert", sa.String(length=36), nullable=False),
        sa.Column("expert_name", sa.String(length=300), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("sample", sa.String(length=80), nullable=False),
        sa.Column("due", sa.String(length=10), nullable=False),
        sa.Column("asked_at", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("effect", sa.String(length=20), nullable=False),
        sa.Column("given_on", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("stream", "opinion", name=op.f("pk_custody_opinion")),
        info={"kind": "reading"},
    )
    op.create_index("ix_custody_opinion_case", "custody_opinion", ["case_id"], unique=False)
    op.create_table(
        "custody_parcel",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("parcel", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("parent", sa.String(length=80), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("goods", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("weight_kg", sa.BigInteger(), nullable=True),
        sa.Column("place", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("seal", sa.String(length=60), nullable=False),
        sa.Column("held_by", sa.String(length=300), nullable=False),
        sa.Column("due", sa.String(length=10), nullable=False),
        sa.Column("changed_at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "parcel", name=op.f("pk_custody_parcel")),
        info={"kind": "reading"},
    )
    op.create_index("ix_custody_parcel_case", "custody_parcel", ["case_id"], unique=False)
    op.create_index("ix_custody_parcel_place", "custody_parcel", ["place"], unique=False)
    op.create_table(
        "custody_place",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "place", name=op.f("pk_custody_place")),
        info={"kind": "reading"},
    )
    op.create_table(
        "custody_platform_notice",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("notice", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("platform", sa.String(length=120), nullable=False),
        sa.Column("shop", sa.String(length=300), nullable=False),
        sa.Column("listings", sa.Text(), nullable=False),
        sa.Column("told_at", sa.String(length=40), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=12), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("answered_on", sa.String(length=10), nullable=False),
        sa.Column("answer_note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "notice", name=op.f("pk_custody_platform_notice")),
        info={"kind": "reading"},
    )
    op.create_index("ix_custody_platform_notice_case", "custody_platform_notice", ["case_id"], unique=False)
    op.create_table(
        "custody_referral",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("referral", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("receiver", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("thresholds", sa.Text(), nullable=False),
        sa.Column("package", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=12), nullable=False),
        sa.Column("answer_no", sa.String(length=120), nullable=False),
        sa.Column("answered_on", sa.String(length=10), nullable=False),
        sa.Column("answer_note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "referral", name=op.f("pk_custody_referral")),
        info={"kind": "reading"},
    )
    op.create_index("ix_custody_referral_case", "custody_referral", ["case_id"], unique=False)
    op.create_table(
        "custody_seal",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("seal", sa.String(length=60), nullable=False),
        sa.Column("parcel", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("put_on_at", sa.String(length=40), nullable=False),
        sa.Column("broken_at", sa.String(length=40), nullable=False),
        sa.Column("replaced_by", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seal", name=op.f("pk_custody_seal")),
        info={"kind": "reading"},
    )
    op.create_table(
        "custody_step",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("parcel", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("second_officer", sa.String(length=40), nullable=False),
        sa.Column("from_place", sa.String(length=300), nullable=False),
        sa.Column("to_place", sa.String(length=300), nullable=False),
        sa.Column("seal", sa.String(length=60), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", "n", name=op.f("pk_custody_step")),
        info={"kind": "reading"},
    )
    op.create_index("ix_custody_step_case", "custody_step", ["case_id"], unique=False)
    op.create_index("ix_custody_step_day", "custody_step", ["day"], unique=False)
    op.create_table(
        "custody_stocktake",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("stocktake", sa.String(length=36), nullable=False),
        sa.Column("place", sa.String(length=30), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("second_officer", sa.String(length=40), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "stocktake", name=op.f("pk_custody_stocktake")),
        info={"kind": "reading"},
    )
    op.create_table(
        "declaration",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("declaration_no", sa.String(length=60), nullable=False),
        sa.Column("declared_on", sa.String(length=10), nullable=False),
        sa.Column("direction", sa.String(length=1), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("trade_mode", sa.String(length=20), nullable=False),
        sa.Column("customs_code", sa.String(length=20), nullable=False),
        sa.Column("consignor", sa.String(length=300), nullable=False),
        sa.Column("consignor_id", sa.String(length=80), nullable=False),
        sa.Column("consignee", sa.String(length=300), nullable=False),
        sa.Column("consignee_id", sa.String(length=80), nullable=False),
        sa.Column("broker", sa.String(length=300), nullable=False),
        sa.Column("origin", sa.String(length=60), nullable=False),
        sa.Column("departure", sa.String(length=60), nullable=False),
        sa.Column("transit", sa.String(length=60), nullable=False),
        sa.Column("destination", sa.String(length=60), nullable=False),
        sa.Column("transport_mode", sa.String(length=40), nullable=False),
        sa.Column("container_or_item_no", sa.String(length=80), nullable=False),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "declaration_no", name=op.f("pk_declaration")),
        info={"kind": "reading"},
    )
    op.create_index("ix_declaration_consignee", "declaration", ["consignee_id"], unique=False)
    op.create_index("ix_declaration_consignee_name", "declaration", ["consignee"], unique=False)
    op.create_index("ix_declaration_consignor", "declaration", ["consignor_id", "consignor"], unique=False)
    op.create_index("ix_declaration_consignor_name", "declaration", ["consignor"], unique=False)
    op.create_index("ix_declaration_day", "declaration", ["declared_on"], unique=False)
    op.create_index("ix_declaration_item", "declaration", ["container_or_item_no"], unique=False)
    op.create_table(
        "detention_case",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("declaration_no", sa.String(length=60), nullable=False),
        sa.Column("inspection", sa.String(length=36), nullable=False),
        sa.Column("track", sa.String(length=20), nullable=False),
        sa.Column("detained_at", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("second_officer", sa.String(length=40), nullable=False),
        sa.Column("station", sa.String(length=40), nullable=False),
        sa.Column("customs", sa.String(length=20), nullable=False),
        sa.Column("direction", sa.String(length=1), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("trade_mode", sa.String(length=20), nullable=False),
        sa.Column("origin", sa.String(length=60), nullable=False),
        sa.Column("destination", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=300), nullable=False),
        sa.Column("party_id", sa.String(length=80), nullable=False),
        sa.Column("party_address", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("storage", sa.Text(), nullable=False),
        sa.Column("seals", sa.Text(), nullable=False),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("line_count", sa.Integer(), nullable=False),
        sa.Column("item_count", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=10), nullable=False),
        sa.Column("pack", sa.String(length=40), nullable=False),
        sa.Column("pack_digest", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "case_id", name=op.f("pk_detention_case")),
        info={"kind": "reading"},
    )
    op.create_index("ix_detention_case_day", "detention_case", ["day"], unique=False)
    op.create_index("ix_detention_case_declaration", "detention_case", ["declaration_no"], unique=False)
    op.create_table(
        "draft",
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("officer", "page", name=op.f("pk_draft")),
        info={"kind": "local"},
    )
    op.create_table(
        "draw_round",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("round_id", sa.String(length=60), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("opened_at", sa.String(length=40), nullable=False),
        sa.Column("closed_at", sa.String(length=40), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("stream", "round_id", name=op.f("pk_draw_round")),
        info={"kind": "reading"},
    )
    op.create_table(
        "entry",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("kind_version", sa.Integer(), nullable=False),
        sa.Column("occurred_at", sa.String(length=40), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", name=op.f("pk_entry")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_entry_entry_id")),
        info={"kind": "journal"},
    )
    op.create_index("ix_entry_subject", "entry", ["subject"], unique=False)
    op.create_table(
        "entry_blob",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", "sha256", name=op.f("pk_entry_blob")),
        info={"kind": "reading"},
    )
    op.create_index("ix_entry_blob_sha256", "entry_blob", ["sha256"], unique=False)
    op.create_table(
        "found_line",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("inspection", sa.String(length=36), nullable=False),
        sa.Column("line_key", sa.String(length=12), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=True),
        sa.Column("goods", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("error", sa.BigInteger(), nullable=False),
        sa.Column("methods", sa.String(length=80), nullable=False),
        sa.Column("recordations", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "inspection", "line_key", name=op.f("pk_found_line")),
        info={"kind": "reading"},
    )
    op.create_table(
        "goods_line",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("declaration_no", sa.String(length=60), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("goods", sa.Text(), nullable=False),
        sa.Column("hs_code", sa.String(length=20), nullable=False),
        sa.Column("spec", sa.Text(), nullable=False),
        sa.Column("brand", sa.String(length=300), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("net_kg", sa.BigInteger(), nullable=True),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=10), nullable=False),
        sa.Column("gtin", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("stream", "declaration_no", "line_no", name=op.f("pk_goods_line")),
        info={"kind": "reading"},
    )
    op.create_table(
        "inspection",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("inspection", sa.String(length=36), nullable=False),
        sa.Column("declaration_no", sa.String(length=60), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.String(length=40), nullable=False),
        sa.Column("closed_at", sa.String(length=40), nullable=False),
        sa.Column("result", sa.String(length=24), nullable=False),
        sa.Column("widened", sa.Boolean(), nullable=False),
        sa.Column("chosen_by", sa.String(length=12), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "inspection", name=op.f("pk_inspection")),
        info={"kind": "reading"},
    )
    op.create_index("ix_inspection_declaration", "inspection", ["declaration_no"], unique=False)
    op.create_table(
        "intake_file",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file", sa.String(length=255), nullable=False),
        sa.Column("received_at", sa.String(length=40), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", name=op.f("pk_intake_file")),
        info={"kind": "reading"},
    )
    op.create_table(
        "line_match",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("declaration_no", sa.String(length=60), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recordation_no", sa.String(length=40), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=300), nullable=False),
        sa.Column("matched", sa.Text(), nullable=False),
        sa.Column("field", sa.String(length=12), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("similarity", sa.Double(), nullable=False),
        sa.Column("in_scope", sa.Boolean(), nullable=False),
        sa.Column("licensed", sa.Boolean(), nullable=False),
        sa.Column("alert", sa.Boolean(), nullable=False),
        sa.Column("safety", sa.Boolean(), nullable=False),
        sa.Column("known_infringer", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "declaration_no", "line_no", "recordation_no", name=op.f("pk_line_match")),
        info={"kind": "reading"},
    )
    op.create_table(
        "notice",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=False),
        sa.Column("issued_at", sa.String(length=40), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("pdf", sa.String(length=64), nullable=False),
        sa.Column("data", sa.String(length=64), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("served_on", sa.String(length=10), nullable=False),
        sa.Column("served_how", sa.String(length=12), nullable=False),
        sa.Column("served_to", sa.String(length=300), nullable=False),
        sa.Column("service_note", sa.Text(), nullable=False),
        sa.Column("proof", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("stream", "number", name=op.f("pk_notice")),
        info={"kind": "reading"},
    )
    op.create_table(
        "notice_template",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("kept_at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "kind", "n", name=op.f("pk_notice_template")),
        info={"kind": "reading"},
    )
    op.create_table(
        "office",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("name_zh", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("stream", name=op.f("pk_office")),
        info={"kind": "reading"},
    )
    op.create_table(
        "officer",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("officer_id", sa.String(length=40), nullable=False),
        sa.Column("name_zh", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("roles", sa.String(length=120), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("last_signed_in", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "officer_id", name=op.f("pk_officer")),
        info={"kind": "reading"},
    )
    op.create_table(
        "outcome",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("declaration_no", sa.String(length=60), nullable=False),
        sa.Column("decided_at", sa.String(length=40), nullable=False),
        sa.Column("chosen_by", sa.String(length=12), nullable=False),
        sa.Column("result", sa.String(length=24), nullable=False),
        sa.Column("consignor", sa.String(length=300), nullable=False),
        sa.Column("consignor_id", sa.String(length=80), nullable=False),
        sa.Column("recordations", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "declaration_no", name=op.f("pk_outcome")),
        info={"kind": "reading"},
    )
    op.create_index("ix_outcome_consignor", "outcome", ["consignor_id", "consignor"], unique=False)
    op.create_table(
        "photo",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("inspection", sa.String(length=36), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("line_key", sa.String(length=12), nullable=False),
        sa.Column("clue", sa.Text(), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "inspection", "sha256", name=op.f("pk_photo")),
        info={"kind": "reading"},
    )
    op.create_table(
        "proof",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("proved_at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", name=op.f("pk_proof")),
        info={"kind": "local"},
    )
    op.create_table(
        "recordation",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("recordation_no", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("stream", "recordation_no", name=op.f("pk_recordation")),
        info={"kind": "reading"},
    )
    op.create_index("ix_recordation_edition", "recordation", ["stream", "edition"], unique=False)
    op.create_index("ix_recordation_no", "recordation", ["recordation_no"], unique=False)
    op.create_table(
        "recordation_prefix",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("prefix", sa.String(length=14), nullable=False),
        sa.Column("recordation_no", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "prefix", "recordation_no", name=op.f("pk_recordation_prefix")),
        info={"kind": "reading"},
    )
    op.create_index("ix_recordation_prefix", "recordation_prefix", ["prefix"], unique=False)
    op.create_index("ix_recordation_prefix_no", "recordation_prefix", ["recordation_no"], unique=False)
    op.create_table(
        "recordation_version",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("recordation_no", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", sa.String(length=10), nullable=False),
        sa.Column("image_sha256", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "recordation_no", "edition", name=op.f("pk_recordation_version")),
        info={"kind": "reading"},
    )
    op.create_index(
        "ix_recordation_version_edition", "recordation_version", ["stream", "edition", "recordation_no"], unique=False
    )
    op.create_table(
        "recount",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("inspection", sa.String(length=36), nullable=False),
        sa.Column("line_key", sa.String(length=12), nullable=False),
        sa.Column("first_officer", sa.String(length=40), nullable=False),
        sa.Column("first_quantity", sa.BigInteger(), nullable=False),
        sa.Column("first_unit", sa.String(length=20), nullable=False),
        sa.Column("first_error", sa.BigInteger(), nullable=False),
        sa.Column("first_methods", sa.String(length=80), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("error", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("kept", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "inspection", "line_key", name=op.f("pk_recount")),
        info={"kind": "reading"},
    )
    op.create_table(
        "register_edition",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file", sa.String(length=255), nullable=False),
        sa.Column("imported_at", sa.String(length=40), nullable=False),
        sa.Column("imported_on", sa.String(length=10), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "edition", name=op.f("pk_register_edition")),
        info={"kind": "reading"},
    )
    op.create_table(
        "register_index",
        sa.Column("name", sa.String(length=12), nullable=False),
        sa.Column("editions", sa.Text(), nullable=False),
        sa.Column("learned_until", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_register_index")),
        info={"kind": "local"},
    )
    op.create_table(
        "risk_capacity",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("red", sa.Double(), nullable=False),
        sa.Column("yellow", sa.Double(), nullable=False),
        sa.Column("red_share", sa.Double(), nullable=False),
        sa.Column("yellow_share", sa.Double(), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", name=op.f("pk_risk_capacity")),
        info={"kind": "reading"},
    )
    op.create_table(
        "risk_model",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=60), nullable=False),
        sa.Column("signer", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "sha256", name=op.f("pk_risk_model")),
        info={"kind": "reading"},
    )
    op.create_table(
        "risk_model_key",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("public_key", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("proposed_by", sa.String(length=40), nullable=False),
        sa.Column("proposed_at", sa.String(length=40), nullable=False),
        sa.Column("confirmed_by", sa.String(length=40), nullable=False),
        sa.Column("confirmed_at", sa.String(length=40), nullable=False),
        sa.Column("withdrawn_by", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "public_key", name=op.f("pk_risk_model_key")),
        info={"kind": "reading"},
    )
    op.create_table(
        "risk_prior",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", name=op.f("pk_risk_prior")),
        info={"kind": "reading"},
    )
    op.create_table(
        "risk_rule",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("proposal", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("toml", sa.Text(), nullable=False),
        sa.Column("replay", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("proposed_by", sa.String(length=40), nullable=False),
        sa.Column("proposed_at", sa.String(length=40), nullable=False),
        sa.Column("confirmed_by", sa.String(length=40), nullable=False),
        sa.Column("confirmed_at", sa.String(length=40), nullable=False),
        sa.Column("retired_by", sa.String(length=40), nullable=False),
        sa.Column("retired_at", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "proposal", name=op.f("pk_risk_rule")),
        info={"kind": "reading"},
    )
    op.create_table(
        "rule_word",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("said_at", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "edition", "rule", name=op.f("pk_rule_word")),
        info={"kind": "reading"},
    )
    op.create_table(
        "sampling",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("inspection", sa.String(length=36), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("sample", sa.Integer(), nullable=False),
        sa.Column("accept", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("chance", sa.Float(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=True),
        sa.Column("findings", sa.Integer(), nullable=True),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "inspection", name=op.f("pk_sampling")),
        info={"kind": "reading"},
    )
    op.create_table(
        "scan",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("inspection", sa.String(length=36), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("symbology", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("line_key", sa.String(length=12), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", name=op.f("pk_scan")),
        info={"kind": "reading"},
    )
    op.create_index("ix_scan_inspection", "scan", ["inspection"], unique=False)
    op.create_table(
        "screening",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("declaration_no", sa.String(length=60), nullable=False),
        sa.Column("screened_at", sa.String(length=40), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("lane", sa.String(length=8), nullable=False),
        sa.Column("weighed_lane", sa.String(length=8), nullable=False),
        sa.Column("rerouted_by", sa.String(length=40), nullable=False),
        sa.Column("rerouted_at", sa.String(length=40), nullable=False),
        sa.Column("authority", sa.String(length=300), nullable=False),
        sa.Column("reroute_reason", sa.Text(), nullable=False),
        sa.Column("control", sa.Boolean(), nullable=False),
        sa.Column("round_id", sa.String(length=60), nullable=False),
        sa.Column("likelihood", sa.Double(), nullable=False),
        sa.Column("value_at_stake", sa.Double(), nullable=False),
        sa.Column("campaigns", sa.String(length=300), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("pack", sa.String(length=60), nullable=False),
        sa.Column("model", sa.String(length=60), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "declaration_no", name=op.f("pk_screening")),
        info={"kind": "reading"},
    )
    op.create_index("ix_screening_lane", "screening", ["lane", "score"], unique=False)
    op.create_table(
        "secret",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secret")),
        info={"kind": "local"},
    )
    op.create_table(
        "shipment_key",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("declaration_no", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("stream", "declaration_no", "kind", "value", name=op.f("pk_shipment_key")),
        info={"kind": "reading"},
    )
    op.create_index("ix_shipment_key_value", "shipment_key", ["value", "kind"], unique=False)
    op.create_table(
        "sighting",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=48), nullable=False),
        sa.Column("second", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", name=op.f("pk_sighting")),
        info={"kind": "reading"},
    )
    op.create_index("ix_sighting_digest", "sighting", ["digest"], unique=False)
    op.create_table(
        "sighting_page",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("station", sa.String(length=40), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "last_seq", name=op.f("pk_sighting_page")),
        info={"kind": "local"},
    )
    op.create_table(
        "stream",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("station", sa.String(length=40), nullable=False),
        sa.Column("customs", sa.String(length=20), nullable=False),
        sa.Column("profile", sa.String(length=10), nullable=False),
        sa.Column("public_key", sa.String(length=64), nullable=False),
        sa.Column("opened_at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", name=op.f("pk_stream")),
        info={"kind": "reading"},
    )
    op.create_table(
        "tally_closed_figure",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cut", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.Column("batches", sa.BigInteger(), nullable=False),
        sa.Column("item_count", sa.BigInteger(), nullable=False),
        sa.Column("amounts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "day", "n", "cut", "value", name=op.f("pk_tally_closed_figure")),
        info={"kind": "reading"},
    )
    op.create_table(
        "tally_closing",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("closed_at", sa.String(length=40), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("stream", "day", "n", name=op.f("pk_tally_closing")),
        info={"kind": "reading"},
    )
    op.create_table(
        "trader_credit",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("party", sa.String(length=300), nullable=False),
        sa.Column("credit", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("restored_on", sa.String(length=10), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "party", name=op.f("pk_trader_credit")),
        info={"kind": "reading"},
    )
    op.create_table(
        "work_item",
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("declaration_no", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("result", sa.String(length=24), nullable=False),
        sa.Column("inspection", sa.String(length=36), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "declaration_no", name=op.f("pk_work_item")),
        info={"kind": "reading"},
    )
    for table in APPEND_ONLY:
        _refuse_changes(table)


def downgrade() -> None:
    for table in APPEND_ONLY:
        _allow_changes(table)
    op.drop_table("work_item")
    op.drop_table("trader_credit")
    op.drop_table("tally_closing")
    op.drop_table("tally_closed_figure")
    op.drop_table("stream")
    op.drop_table("sighting_page")
    op.drop_index("ix_sighting_digest", table_name="sighting")
    op.drop_table("sighting")
    op.drop_index("ix_shipment_key_value", table_name="shipment_key")
    op.drop_table("shipment_key")
    op.drop_table("secret")
    op.drop_index("ix_screening_lane", table_name="screening")
    op.drop_table("screening")
    op.drop_index("ix_scan_inspection", table_name="scan")
    op.drop_table("scan")
    op.drop_table("sampling")
    op.drop_table("rule_word")
    op.drop_table("risk_rule")
    op.drop_table("risk_prior")
    op.drop_table("risk_model_key")
    op.drop_table("risk_model")
    op.drop_table("risk_capacity")
    op.drop_table("register_index")
    op.drop_table("register_edition")
    op.drop_table("recount")
    op.drop_index("ix_recordation_version_edition", table_name="recordation_version")
    op.drop_table("recordation_version")
    op.drop_index("ix_recordation_prefix_no", table_name="recordation_prefix")
    op.drop_index("ix_recordation_prefix", table_name="recordation_prefix")
    op.drop_table("recordation_prefix")
    op.drop_index("ix_recordation_no", table_name="recordation")
    op.drop_index("ix_recordation_edition", table_name="recordation")
    op.drop_table("recordation")
    op.drop_table("proof")
    op.drop_table("photo")
    op.drop_index("ix_outcome_consignor", table_name="outcome")
    op.drop_table("outcome")
    op.drop_table("officer")
    op.drop_table("office")
    op.drop_table("notice_template")
    op.drop_table("notice")
    op.drop_table("line_match")
    op.drop_table("intake_file")
    op.drop_index("ix_inspection_declaration", table_name="inspection")
    op.drop_table("inspection")
    op.drop_table("goods_line")
    op.drop_table("found_line")
    op.drop_index("ix_entry_blob_sha256", table_name="entry_blob")
    op.drop_table("entry_blob")
    op.drop_index("ix_entry_subject", table_name="entry")
    op.drop_table("entry")
    op.drop_table("draw_round")
    op.drop_table("draft")
    op.drop_index("ix_detention_case_declaration", table_name="detention_case")
    op.drop_index("ix_detention_case_day", table_name="detention_case")
    op.drop_table("detention_case")
    op.drop_index("ix_declaration_item", table_name="declaration")
    op.drop_index("ix_declaration_day", table_name="declaration")
    op.drop_index("ix_declaration_consignor_name", table_name="declaration")
    op.drop_index("ix_declaration_consignor", table_name="declaration")
    op.drop_index("ix_declaration_consignee_name", table_name="declaration")
    op.drop_index("ix_declaration_consignee", table_name="declaration")
    op.drop_table("declaration")
    op.drop_table("custody_stocktake")
    op.drop_index("ix_custody_step_day", table_name="custody_step")
    op.drop_index("ix_custody_step_case", table_name="custody_step")
    op.drop_table("custody_step")
    op.drop_table("custody_seal")
    op.drop_index("ix_custody_referral_case", table_name="custody_referral")
    op.drop_table("custody_referral")
    op.drop_index("ix_custody_platform_notice_case", table_name="custody_platform_notice")
    op.drop_table("custody_platform_notice")
    op.drop_table("custody_place")
    op.drop_index("ix_custody_parcel_place", table_name="custody_parcel")
    op.drop_index("ix_custody_parcel_case", table_name="custody_parcel")
    op.drop_table("custody_parcel")
    op.drop_index("ix_custody_opinion_case", table_name="custody_opinion")
    op.drop_table("custody_opinion")
    op.drop_table("custody_lot")
    op.drop_table("custody_expert")
    op.drop_index("ix_custody_disposal_day", table_name="custody_disposal")
    op.drop_index("ix_custody_disposal_case", table_name="custody_disposal")
    op.drop_table("custody_disposal")
    op.drop_index("ix_custody_disclosure_case", table_name="custody_disclosure")
    op.drop_table("custody_disclosure")
    op.drop_index("ix_count_act_inspection", table_name="count_act")
    op.drop_table("count_act")
    op.drop_index("ix_comparison_recordation_no", table_name="comparison")
    op.drop_index("ix_comparison_inspection", table_name="comparison")
    op.drop_table("comparison")
    op.drop_table("clue_picture")
    op.drop_table("clue_mark")
    op.drop_table("case_sum")
    op.drop_table("case_right")
    op.drop_table("case_procedure")
    op.drop_table("case_photo")
    op.drop_table("case_party")
    op.drop_index("ix_case_link_other", table_name="case_link")
    op.drop_table("case_link")
    op.drop_table("case_line")
    op.drop_table("case_fine")
    op.drop_table("case_cost")
    op.drop_index("ix_case_clock_day", table_name="case_clock")
    op.drop_table("case_clock")
    op.drop_table("case_campaign")
    op.drop_table("blob_proof")


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'entries are never changed'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
    )


def _allow_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_no_{verb}")
        return
    op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
    op.execute(f"DROP FUNCTION {table}_refuse()")
