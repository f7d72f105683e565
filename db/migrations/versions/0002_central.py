"""The centre: where entries arrive, who is enrolled, and the row-level security that holds a station to its own.

A station's own file needs none of this: on SQLite the step changes nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "central_conflict",
    "central_case_owner",
    "central_stopped",
    "central_blob_piece",
    "central_blob",
    "central_inbox",
    "central_received",
    "central_meant_for",
    "central_enrolment",
)

# Stations are members of one group role; PostgreSQL's roles belong to the whole server, so it may be there already.
GROUP = "tidewaiter_station"

FUNCTIONS = (
    f"""DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{GROUP}') THEN CREATE ROLE {GROUP} NOLOGIN; END IF;
    EXCEPTION WHEN duplicate_object THEN NULL; END $$""",
    # '' for a role whose enrolment has ended (it owns no stream); NULL for one that was never a station (the owner).
    """CREATE FUNCTION central_own_stream() RETURNS varchar LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = pg_catalog, public, pg_temp AS
        $$ SELECT CASE WHEN active THEN stream ELSE '' END FROM central_enrolment WHERE role = session_user $$""",
    """CREATE FUNCTION central_streams_meant() RETURNS SETOF varchar LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = pg_catalog, public, pg_temp AS
        $$ SELECT stream FROM central_meant_for WHERE reader = '*' OR reader = central_own_stream() $$""",
    # TW001: another entry stands there (fork); TW002: entries before it are missing; TW003: stream not enrolled.
    """CREATE FUNCTION central_inbox_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE last central_received%ROWTYPE; stands varchar;
    BEGIN
        IF central_own_stream() <> NEW.stream THEN
            RAISE EXCEPTION 'a station appends to its own stream only' USING ERRCODE = '42501';
        END IF;
        SELECT * INTO last FROM central_received WHERE stream = NEW.stream FOR UPDATE;
        IF NOT FOUND THEN RAISE EXCEPTION 'stream not enrolled' USING ERRCODE = 'TW003'; END IF;
        IF NEW.seq <= last.seq THEN
            SELECT hash INTO stands FROM central_inbox WHERE stream = NEW.stream AND seq = NEW.seq;
            IF NOT FOUND THEN SELECT hash INTO stands FROM entry WHERE stream = NEW.stream AND seq = NEW.seq; END IF;
            IF stands = NEW.hash THEN RETURN NULL; END IF;
            RAISE EXCEPTION 'another entry stands there' USING ERRCODE = 'TW001';
        END IF;
        IF NEW.seq <> last.seq + 1 THEN RAISE EXCEPTION 'entries are missing' USING ERRCODE = 'TW002'; END IF;
        IF NEW.prev_hash <> last.hash THEN
            RAISE EXCEPTION 'does not follow' USING ERRCODE = 'TW001';
        END IF;
        UPDATE central_received SET seq = NEW.seq, hash = NEW.hash, at = now() WHERE stream = NEW.stream;
        RETURN NEW;
    END $$""",
    """CREATE FUNCTION central_tell_arrival() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_notify('central_arrived', ''); RETURN NULL; END $$""",
    "CREATE TRIGGER central_inbox_follows BEFORE INSERT ON central_inbox "
    "FOR EACH ROW EXECUTE FUNCTION central_inbox_follows()",
    "CREATE TRIGGER central_inbox_tell AFTER INSERT ON central_inbox "
    "FOR EACH STATEMENT EXECUTE FUNCTION central_tell_arrival()",
    "CREATE TRIGGER central_blob_tell AFTER INSERT ON central_blob_piece "
    "FOR EACH STATEMENT EXECUTE FUNCTION central_tell_arrival()",
)

OWN = "stream = (SELECT central_own_stream())"
READABLE = f"{OWN} OR stream IN (SELECT central_streams_meant())"
ENROLLED = "(SELECT central_own_stream()) <> ''"

SECURITY = (
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    f"GRANT USAGE ON SCHEMA public TO {GROUP}",
    "REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION central_own_stream(), central_streams_meant() TO {GROUP}",
    # One: append its own entries.
    "ALTER TABLE central_inbox ENABLE ROW LEVEL SECURITY",
    f"GRANT INSERT, SELECT (stream, seq, hash) ON central_inbox TO {GROUP}",
    f"CREATE POLICY append_own ON central_inbox FOR INSERT TO {GROUP} WITH CHECK ({OWN})",
    f"CREATE POLICY see_own ON central_inbox FOR SELECT TO {GROUP} USING ({OWN})",
    "ALTER TABLE central_received ENABLE ROW LEVEL SECURITY",
    f"GRANT SELECT ON central_received TO {GROUP}",
    f"CREATE POLICY see_own ON central_received FOR SELECT TO {GROUP} USING ({OWN})",
    # Two: upload its own blobs, in pieces. Only the projector may say that one was verified.
    "ALTER TABLE central_blob ENABLE ROW LEVEL SECURITY",
    f"GRANT INSERT (stream, sha256, size), SELECT ON central_blob TO {GROUP}",
    f"CREATE POLICY announce_own ON central_blob FOR INSERT TO {GROUP} WITH CHECK ({OWN})",
    f"CREATE POLICY read_meant ON central_blob FOR SELECT TO {GROUP} USING ({READABLE})",
    "ALTER TABLE central_blob_piece ENABLE ROW LEVEL SECURITY",
    f"GRANT INSERT, SELECT ON central_blob_piece TO {GROUP}",
    f"CREATE POLICY upload_own ON central_blob_piece FOR INSERT TO {GROUP} WITH CHECK ({OWN})",
    f"CREATE POLICY read_meant ON central_blob_piece FOR SELECT TO {GROUP} USING ({READABLE})",
    # Three: read the streams meant for it (and its own, to come back from a back-up).
    "ALTER TABLE entry ENABLE ROW LEVEL SECURITY",
    f"GRANT SELECT ON entry TO {GROUP}",
    f"CREATE POLICY read_meant ON entry FOR SELECT TO {GROUP} USING ({READABLE})",
    "ALTER TABLE central_enrolment ENABLE ROW LEVEL SECURITY",
    f"GRANT SELECT (stream, station, public_key) ON central_enrolment TO {GROUP}",
    f"CREATE POLICY read_meant ON central_enrolment FOR SELECT TO {GROUP} USING ({READABLE})",
    # And know which numbers any station has seen: a hash, a second and the station's name, nothing of the goods.
    "ALTER TABLE sighting ENABLE ROW LEVEL SECURITY",
    f"GRANT SELECT ON sighting TO {GROUP}",
    f"CREATE POLICY know_all ON sighting FOR SELECT TO {GROUP} USING ({ENROLLED})",
    "ALTER TABLE stream ENABLE ROW LEVEL SECURITY",
    f"GRANT SELECT (stream, station) ON stream TO {GROUP}",
    f"CREATE POLICY know_all ON stream FOR SELECT TO {GROUP} USING ({ENROLLED})",
)
SHARED = {"entry": "read_meant", "sighting": "know_all", "stream": "know_all"}


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    _create_tables()
    for statement in (*FUNCTIONS, *SECURITY):
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, policy in SHARED.items():
        op.execute(f"DROP POLICY {policy} ON {table}")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        op.execute(f"REVOKE ALL ON {table} FROM {GROUP}")
    for table in TABLES:
        op.drop_table(table)
    for function in ("tell_arrival", "inbox_follows", "streams_meant", "own_stream"):
        op.execute(f"DROP FUNCTION central_{function}()")
    op.execute(f"REVOKE USAGE ON SCHEMA public FROM {GROUP}")
    op.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")


def _create_tables() -> None:
    moment = sa.DateTime(timezone=True)
    now = sa.text("now()")
    op.create_table(
        "central_enrolment",
        sa.Column("stream", sa.String(40), nullable=False),
        sa.Column("station", sa.String(40), nullable=False),
        sa.Column("role", sa.String(63), nullable=False),
        sa.Column("public_key", sa.String(64), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("enrolled_at", moment, nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("stream", name="pk_central_enrolment"),
        sa.UniqueConstraint("role", name="uq_central_enrolment_role"),
    )
    op.create_table(
        "central_meant_for",
        sa.Column("stream", sa.String(40), nullable=False),
        sa.Column("reader", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "reader", name="pk_central_meant_for"),
    )
    op.create_table(
        "central_received",
        sa.Column("stream", sa.String(40), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("at", moment, nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("stream", name="pk_central_received"),
    )
    op.create_table(
        "central_inbox",
        sa.Column("stream", sa.String(40), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("entry_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("kind_version", sa.Integer(), nullable=False),
        sa.Column("occurred_at", sa.String(40), nullable=False),
        sa.Column("officer", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("signature", sa.String(128), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", name="pk_central_inbox"),
        sa.CheckConstraint("octet_length(body) <= 1048576", name="ck_central_inbox_body_size"),
    )
    op.create_table(
        "central_blob",
        sa.Column("stream", sa.String(40), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("verified_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("stream", "sha256", name="pk_central_blob"),
        sa.CheckConstraint("size BETWEEN 0 AND 268435456", name="ck_central_blob_size"),
    )
    op.create_index("ix_central_blob_sha256", "central_blob", ["sha256"])
    op.create_index(
        "ix_central_blob_unverified",
        "central_blob",
        ["stream", "sha256"],
        postgresql_where=sa.text("verified_at IS NULL"),
    )
    op.create_table(
        "central_blob_piece",
        sa.Column("stream", sa.String(40), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("piece", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "sha256", "piece", name="pk_central_blob_piece"),
        sa.CheckConstraint("piece >= 0 AND piece < 256", name="ck_central_blob_piece_piece"),
        sa.CheckConstraint("octet_length(data) BETWEEN 1 AND 1048576", name="ck_central_blob_piece_piece_size"),
    )
    # Photographs do not compress, and pieces are read whole: keep them beside the table as they are.
    op.execute("ALTER TABLE central_blob_piece ALTER COLUMN data SET STORAGE EXTERNAL")
    op.create_table(
        "central_stopped",
        sa.Column("stream", sa.String(40), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", moment, nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("stream", name="pk_central_stopped"),
    )
    op.create_table(
        "central_case_owner",
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("stream", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_central_case_owner"),
    )
    op.create_table(
        "central_conflict",
        sa.Column("stream", sa.String(40), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("owner", sa.String(40), nullable=False),
        sa.Column("found_at", moment, nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("stream", "seq", name="pk_central_conflict"),
    )
