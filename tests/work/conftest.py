"""Cases that were made once a session, for every test of tests/work that begins with one."""

from __future__ import annotations

from tests.work.case_ground import detained, detained_once
from tests.work.custody_ground import decided_once, kept, kept_once

__all__ = ["decided_once", "detained", "detained_once", "kept", "kept_once"]
