"""The sample's only source of chance: seeded, so that the same program draws the same data."""

from __future__ import annotations

import random


def seeded(seed: int | str) -> random.Random:
    """A generator that always draws the same from a seed; for sample data, never for secrets."""
    return random.Random(seed)  # noqa: S311
