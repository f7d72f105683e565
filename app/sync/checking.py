"""`central verify`: that the centre's journal holds and its read tables are exactly the reading of it."""

from __future__ import annotations

from sqlalchemy import Engine

from app.journal.applying import Appliers
from app.journal.checking import Checked, check_chain, check_readings
from app.journal.records import entries
from app.store.engine import reading
from app.sync.records.blobs import CentralBlobs
from app.sync.records.streams import conflicts, enrolments


def check_centre(engine: Engine, appliers: Appliers) -> Checked:
    """Chain and signatures under the enrolled keys, then replay; conflicts stay unapplied, as they were."""
    with reading(engine) as conn:
        chain = check_chain(entries(conn), {row.stream: row.public_key for row in enrolments(conn)})
        if not chain.ok:
            return chain
        left_out = {(stream, seq) for stream, seq, _subject, _owner in conflicts(conn)}
        wrong = check_readings(conn, appliers, CentralBlobs(conn), left_out=left_out)
    return Checked(chain.entries, wrong)
