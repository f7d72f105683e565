"""What a camera has just been shown: each sure code once, however long it lies before the lens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from app.bench.codes.reads import Code

AWAY: Final = 8
"""Frames without a code until it counts as taken away, so that the same code again is another piece."""


class Gaze:
    """Remembers which codes lie before the lens."""

    def __init__(self) -> None:
        self._missed: dict[tuple[str, str], int] = {}

    def fresh(self, codes: Iterable[Code]) -> tuple[Code, ...]:
        """The sure codes of the next frame that did not lie there before."""
        sure = {(code.symbology, code.text): code for code in codes if code.sure}
        self._missed = {key: missed + 1 for key, missed in self._missed.items() if missed < AWAY}
        new = tuple(code for key, code in sure.items() if key not in self._missed)
        self._missed.update(dict.fromkeys(sure, 0))
        return new
