"""Cases that were made once a session, for every test of tests/work that begins with one."""

from __future__ import annotations

from tests.work.case_ground import detained, detained_once

__all__ = ["detained", "detained_once"]
