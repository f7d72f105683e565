"""How a sample station is known without loading anything: a file in its home that says what every passphrase is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

MARK: Final = "sample-station.txt"


def sample_hint(home: Path) -> str:
    """The sample station's passphrase, which is no secret; empty at a real station."""
    try:
        return (home / MARK).read_text(encoding="utf-8").strip()
    except OSError:
        return ""
