"""Makes the golden station of a release: `python -m tests.golden.make_golden 0001` (run once a release, then frozen).

An encrypted station file with data, its blobs and its key, which every later build must open, upgrade and work on.
The file is stamped with the named revision: whatever later steps made is taken down again.
"""

from __future__ import annotations

import shutil
import sys
from datetime import datetime, timedelta
from pathlib import Path

from alembic import command

from app import bootstrap
from app.core.clock import CHINA, SetClock
from app.identity.home import make_home
from app.identity.keyslots import Cost
from app.identity.rules import Officer, Role
from app.identity.work import keep_officer, note, sign_in
from app.journal.work import StationIdentity
from app.store.upgrade import alembic_config


def main(revision: str) -> None:
    """Write tests/golden/REVISION."""
    home = Path(__file__).parent / revision
    shutil.rmtree(home, ignore_errors=True)
    clock = SetClock(datetime(2024, 11, 20, 9, 0, tzinfo=CHINA))
    first = Officer("C1", "王芳", "Wang Fang", frozenset(Role))
    identity = StationIdentity("GOLD-01", "GOLD-01", "3104", "cn")
    cheap = Cost(passes=1, memory_kib=64, lanes=1)
    station, key = make_home(home, identity, first, "golden pass phrase", bootstrap.appliers(), clock, cost=cheap)
    sign_in(station, "C1")
    clock.advance(timedelta(minutes=5))
    keep_officer(station, "C1", Officer("B2", "赵六", "Zhao Liu", frozenset({Role.BENCH})))
    picture = station.blobs.put(b"a golden picture" * 100, "image/png", "shelf.png")
    with station.act("C1") as act:
        body = {"name_zh": "钱七", "name_en": "Qian Qi", "roles": ["supervisor"], "active": True}
        act.record("identity.officer_kept", "S3", body, blobs=[picture])
        act.record("identity.officer_kept", "B2", body | {"active": False})
    note(station, "C1", "signed_out")
    with station.engine.connect() as conn:
        command.downgrade(alembic_config(conn), revision)
        conn.commit()
        conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    station.engine.dispose()
    (home / "test-key.hex").write_text(key.hex() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
