"""The one file that knows where resources, migrations and a station's home are, from source and when frozen."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def root() -> Path:
    """The folder that holds `resources/` and `db/`: the checkout, or the frozen program's own folder."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parents[2]


def resources(*parts: str) -> Path:
    """A file or folder under `resources/`."""
    return root().joinpath("resources", *parts)


def migrations() -> Path:
    """The Alembic history that runs on both dialects."""
    return root() / "db" / "migrations"


def default_home() -> Path:
    """Where a station keeps its files unless `--home` says otherwise: TIDEWAITER_HOME or the user's data folder."""
    named = os.environ.get("TIDEWAITER_HOME")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("tidewaiter", appauthor=False))
