"""An officer's seat at a station: what every screen is given to do its work with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.desk.jobs import Jobs
from app.desk.messages import Messages
from app.identity.rules import Officer
from app.journal.work import Station


@dataclass(frozen=True)
class Seat:
    """Who sits where: acts go through `jobs` to the `station` in the name of `officer`, failures to `messages`."""

    home: Path
    station: Station
    officer: Officer
    jobs: Jobs
    messages: Messages
