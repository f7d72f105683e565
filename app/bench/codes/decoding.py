"""Codes out of pictures: a quick look for camera frames, and for a still picture ever more patience within a budget."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.bench.codes import zxing
from app.bench.codes.reads import Code, Read, agreed
from app.bench.codes.searching import Patience, Search
from app.bench.codes.zbar import Zbar
from app.bench.pictures import Picture, open_picture
from app.core.errors import Say

if TYPE_CHECKING:
    from app.bench.pictures import Grey

BUDGET_S = 0.6
MOST_PIXELS = 2_000_000
"""A copy of this size is searched: larger photos cost seconds and find no more (barcodes.md 3)."""
PREVIEW_SIDE = 1280
FRAMES = 6
"""So many frames are remembered; two of them must agree (three for a retail number)."""


class Decoder:
    """Both engines and our own reader behind one call; `told` hears when the second engine is missing or restarted."""

    def __init__(self, told: Callable[[Say], None] | None = None, *, second: bool = True) -> None:
        self._zbar = Zbar(told or (lambda _say: None)) if second else None
        self._frames: deque[tuple[Read, ...]] = deque(maxlen=FRAMES)
        self._upright = True
        if self._zbar:
            self._zbar.start()

    @property
    def worker(self) -> int | None:
        """The process id of the second engine's worker while there is one."""
        return self._zbar.pid if self._zbar else None

    def warm_up(self) -> None:
        """Wait until the second engine can answer (benchmarks, batch work); the window never calls it."""
        if self._zbar:
            self._zbar.start(wait=True)

    def decode(self, picture: Picture | bytes | Path, *, budget_s: float = BUDGET_S) -> tuple[Code, ...]:
        """Every code found in a still picture within about `budget_s` seconds; Refused for what is no picture."""
        patience = Patience(budget_s)
        if not isinstance(picture, Picture):
            picture = open_picture(picture)
        grey = picture.grey(MOST_PIXELS)
        codes = Search(grey, self._zbar, patience).codes()
        scale = ((picture.width * picture.height) / (grey.shape[0] * grey.shape[1])) ** 0.5
        return codes if scale < 1.01 else tuple(_enlarged(code, scale) for code in codes)

    def preview(self, frame: Grey) -> tuple[Code, ...]:
        """A quick look at a camera frame (one byte a pixel); sure from the second frame on that shows the same value.

        Every other frame is looked at turned by 90 degrees, which costs nothing and finds bars that stand upright.
        """
        import numpy as np

        step = max(1, round(max(frame.shape) / PREVIEW_SIDE))
        small = frame[::step, ::step]
        looked = np.ascontiguousarray(small if self._upright else np.rot90(small))
        reads = zxing.read(looked, "frame", "preview", thorough=False)
        if not self._upright:
            reads = [replace(read, box=_turned_back(read.box, small.shape[1])) for read in reads]
        self._upright = not self._upright
        self._frames.append(tuple(replace(read, box=_scaled(read.box, step)) for read in reads))
        return self._from_frames()

    def forget_frames(self) -> None:
        """Start afresh: other goods lie before the camera."""
        self._frames.clear()

    def close(self) -> None:
        """End the worker."""
        if self._zbar:
            self._zbar.close()

    def _from_frames(self) -> tuple[Code, ...]:
        latest = {(read.symbology, read.text) for read in self._frames[-1]}
        numbered = [replace(read, variant=f"frame {at}") for at, frame in enumerate(self._frames) for read in frame]
        return tuple(code for code in agreed(numbered, alone=True) if (code.symbology, code.text) in latest)


def _scaled(box: tuple[tuple[int, int], ...], factor: float) -> tuple[tuple[int, int], ...]:
    return tuple((round(x * factor), round(y * factor)) for x, y in box)


def _turned_back(box: tuple[tuple[int, int], ...], width: int) -> tuple[tuple[int, int], ...]:
    """From a frame turned left by 90 degrees to the frame itself."""
    return tuple((width - 1 - y, x) for x, y in box)


def _enlarged(code: Code, factor: float) -> Code:
    return replace(code, box=_scaled(code.box, factor))


__all__ = ["BUDGET_S", "Code", "Decoder"]
