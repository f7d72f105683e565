"""Codes out of pictures: a quick look for camera frames, and for a still picture ever more patience within a budget."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.bench.codes import barfit, zxing
from app.bench.codes.barshapes import EAN8, EAN13, Layout
from app.bench.codes.reads import RETAIL, Code, Read, agreed
from app.bench.codes.zbar import Zbar
from app.bench.pictures import Picture, open_picture
from app.core.errors import Say

if TYPE_CHECKING:
    from app.bench.codes.stripes import Strip
    from app.bench.pictures import Grey

BUDGET_S = 0.6
MOST_PIXELS = 2_000_000
"""A copy of this size is searched: larger photos cost seconds and find no more (barcodes.md 3)."""
SMALL = 700_000
"""Pictures up to this size are also tried enlarged."""
FIT, FIT_KNOWN, MARGIN = 0.9, 0.84, 0.22
"""A fitted number counts from this likeness and distance on (none of the code-free pictures came near both); where
an engine read bars, a little less likeness will do."""
_LAYOUTS = {"EAN-13": EAN13, "UPC-A": EAN13, "EAN-8": EAN8}
PREVIEW_SIDE = 1280
FRAMES, ENOUGH_FRAMES = 6, 2

Step = Callable[[], list[Read]]


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
        until = time.monotonic() + budget_s
        if not isinstance(picture, Picture):
            picture = open_picture(picture)
        grey = picture.grey(MOST_PIXELS)
        codes = self._search(grey, until)
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

    def _search(self, grey: Grey, until: float) -> tuple[Code, ...]:
        reads: list[Read] = []
        for step in self._steps(grey, reads, until):
            reads += step()
            if time.monotonic() > until or _settled(agreed(reads)):
                break
        if self._zbar:
            self._zbar.drop()
        return agreed(reads)

    def _steps(self, grey: Grey, reads: list[Read], until: float) -> Iterator[Step]:
        """What is tried, the cheapest and likeliest first; each step sees what the ones before it found."""
        asked = self._zbar.ask(grey, "plain") if self._zbar else False
        yield lambda: zxing.read(grey, "plain")
        yield lambda: _confirmed(grey, reads)
        if asked:
            yield lambda: self._second(until)
        yield from self._on_strips(grey, reads, until)
        yield from self._on_variants(grey, until)

    def _second(self, until: float) -> list[Read]:
        return self._zbar.answer(max(0.02, until - time.monotonic())) if self._zbar else []

    def _on_strips(self, grey: Grey, reads: list[Read], until: float) -> Iterator[Step]:
        from app.bench.codes.stripes import strips

        found: list[Strip] = []

        def find() -> list[Read]:
            found.extend(strips(grey))
            return []

        yield find
        for strip in found:
            yield lambda strip=strip: _read_strip(strip)  # type: ignore[misc]
        if self._zbar:
            for strip in found[:2]:
                if self._zbar.ask(_tiled(strip.rows), "strip"):
                    yield lambda strip=strip: [  # type: ignore[misc]
                        replace(read, box=strip.box) for read in self._second(until)
                    ]
        for strip in found[:2]:
            for layout in (EAN13, EAN8):
                if not _retail_only_elsewhere(reads, layout.symbology):
                    yield lambda strip=strip, layout=layout: _fitted(strip, layout)  # type: ignore[misc]

    def _on_variants(self, grey: Grey, until: float) -> Iterator[Step]:
        from app.bench.codes import variants

        for variant in variants.of(grey):
            if time.monotonic() > until:
                return
            made = variant.make(grey)
            asked = variant.second and self._zbar is not None and self._zbar.ask(made, variant.name)
            yield lambda variant=variant, made=made: [  # type: ignore[misc]
                replace(read, box=variant.back(read.box, grey.shape))
                for read in zxing.read(made, variant.name, whole_page=True)
            ]
            if asked:
                yield lambda variant=variant: [  # type: ignore[misc]
                    replace(read, box=variant.back(read.box, grey.shape)) for read in self._second(until)
                ]


def _settled(codes: tuple[Code, ...]) -> bool:
    return bool(codes) and all(code.sure for code in codes)


def _retail_only_elsewhere(reads: list[Read], symbology: str) -> bool:
    """Whether fitting this layout is a waste: other bars were read, and none of this kind."""
    kinds = {read.symbology for read in reads}
    alike = {"EAN-8"} if symbology == "EAN-8" else {"EAN-13", "UPC-A"}
    return bool(kinds) and not kinds & alike


def _read_strip(strip: Strip) -> list[Read]:
    """Both thresholds on the strip as it is and sharpened; one vote together, since the pixels are the same."""
    from PIL import Image, ImageFilter

    tiled = _tiled(strip.rows)
    import numpy as np

    sharp = np.asarray(Image.fromarray(tiled).filter(ImageFilter.UnsharpMask(2 * strip.scale, 250, 0)))
    found = []
    for pixels in (tiled, sharp):
        for whole_page in (True, False):
            found += zxing.read(pixels, "strip", "linear", whole_page=whole_page, thorough=False)
    return [replace(read, box=strip.box) for read in found]


def _tiled(rows: Grey) -> Grey:
    import numpy as np

    return np.ascontiguousarray(np.repeat(rows, 6, axis=0))


def _fitted(strip: Strip, layout: Layout) -> list[Read]:
    found = barfit.fits(strip.rows, (layout,))
    return [_as_read(fit, strip) for fit in found if fit.fit >= FIT and fit.margin >= MARGIN]


def _confirmed(grey: Grey, reads: list[Read]) -> list[Read]:
    """What a fit of the bars says where an engine read a retail number: the same, another, or nothing."""
    from app.bench.codes.stripes import MARGIN as SIDES
    from app.bench.codes.stripes import laid

    found = []
    for symbology, box in {(read.symbology, read.box) for read in reads if read.symbology in _LAYOUTS and read.box}:
        strip = laid(grey, box)
        fit = barfit.confirmed(strip.rows, _LAYOUTS[symbology], SIDES) if strip else None
        if strip and fit and fit.fit >= FIT_KNOWN and fit.margin >= MARGIN:
            found.append(_as_read(fit, strip))
    return found


def _as_read(fit: barfit.Fit, strip: Strip) -> Read:
    from app.bench.codes.retail import as_printed

    symbology, text = as_printed(fit.symbology, fit.text)
    return Read(symbology, text, text.encode("ascii"), "UTF-8", "fit", "strip", strip.box, proof=fit.fit)


def _scaled(box: tuple[tuple[int, int], ...], factor: float) -> tuple[tuple[int, int], ...]:
    return tuple((round(x * factor), round(y * factor)) for x, y in box)


def _turned_back(box: tuple[tuple[int, int], ...], width: int) -> tuple[tuple[int, int], ...]:
    """From a frame turned left by 90 degrees to the frame itself."""
    return tuple((width - 1 - y, x) for x, y in box)


def _enlarged(code: Code, factor: float) -> Code:
    return replace(code, box=_scaled(code.box, factor))


__all__ = ["BUDGET_S", "RETAIL", "Code", "Decoder"]
