"""One still picture's search: what is tried after what, until the codes are sure or the time is up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from app.bench.codes import barfit, retail, stripes, variants, zxing
from app.bench.codes.barshapes import EAN8, EAN13, Layout
from app.bench.codes.reads import UNCHECKED, Code, Read, agreed

if TYPE_CHECKING:
    from app.bench.codes.stripes import Strip
    from app.bench.codes.zbar import Zbar
    from app.bench.pictures import Grey

FIT = {EAN13: 0.93, EAN8: 0.95}
"""A fitted number counts from this likeness on: no wrong one in the code-free and the blurred pictures reached it."""
FIT_KNOWN, MARGIN = 0.84, 0.22
"""Where an engine read bars a little less likeness will do; the distance to the second best is always asked for."""
_LAYOUTS = {"EAN-13": EAN13, "UPC-A": EAN13, "EAN-8": EAN8}


class Patience:
    """How long a search may take: `budget_s` on an idle machine.

    On a busy one it may wait for its share of the processor, up to PATIENT times as long, so that what is found does
    not hang on what else runs at the desk.
    """

    PATIENT = 2.5

    def __init__(self, budget_s: float) -> None:
        self._budget = budget_s
        self._wall, self._own = time.monotonic(), time.thread_time()

    @property
    def left(self) -> float:
        """Seconds until the budget is used up by the clock."""
        return self._budget - (time.monotonic() - self._wall)

    @property
    def over(self) -> bool:
        """Whether it is time to stop."""
        waited, worked = time.monotonic() - self._wall, time.thread_time() - self._own
        return waited > self._budget * self.PATIENT or (waited > self._budget and worked > self._budget * 0.6)


class Search:
    """Looks at one picture (`grey`) in ever more costly ways."""

    def __init__(self, grey: Grey, second: Zbar | None, patience: Patience) -> None:
        self._grey = grey
        self._second = second
        self._patience = patience
        self._reads: list[Read] = []
        self._compared: set[tuple[str, str]] = set()

    def codes(self) -> tuple[Code, ...]:
        """Go on until every code found is sure, nothing is left to try, or the time is up."""
        for found in self._looks():
            self._reads += found
            if self._patience.over or self._settled():
                break
        if self._second:
            self._second.drop()
        return agreed(self._reads)

    def _settled(self) -> bool:
        codes = agreed(self._reads)
        return bool(codes) and all(code.sure for code in codes)

    def _looks(self) -> Iterator[list[Read]]:
        """The cheapest and likeliest first (measured: bench_decode); each look is taken only when it is asked for."""
        asked = self._ask(self._grey, "plain")
        yield zxing.read(self._grey, "plain")
        yield self._confirmed()
        if asked:
            yield self._answer()
            yield self._confirmed()
        strips = stripes.strips(self._grey)
        yield from self._on_strips(strips)
        views = variants.of(self._grey)
        for _, view in zip(range(2), views, strict=False):
            yield from self._on_view(view)
        yield from self._by_fitting(strips)
        for view in views:
            yield from self._on_view(view)

    def _on_strips(self, strips: tuple[Strip, ...]) -> Iterator[list[Read]]:
        for strip in strips:
            yield _read_strip(strip)
        for strip in strips[:2]:
            if self._ask(_tiled(strip.rows), "strip"):
                yield [replace(read, box=strip.box) for read in self._answer()]
        yield self._confirmed()

    def _on_view(self, view: variants.Variant) -> Iterator[list[Read]]:
        pixels = view.make(self._grey)
        asked = view.second and self._ask(pixels, view.name)
        found = zxing.read(pixels, view.name, whole_page=True)
        yield [replace(read, box=view.back(read.box, self._grey.shape)) for read in found]
        if asked:
            yield [replace(read, box=view.back(read.box, self._grey.shape)) for read in self._answer()]
        yield self._confirmed()

    def _by_fitting(self, strips: tuple[Strip, ...]) -> Iterator[list[Read]]:
        for strip, layout in ((strip, layout) for strip in strips[:2] for layout in (EAN13, EAN8)):
            if self._may_be(layout):
                yield _fitted(strip, layout)

    def _may_be(self, layout: Layout) -> bool:
        """Whether fitting this layout may help: nothing was read yet, or something of its kind."""
        kinds = {read.symbology for read in self._reads}
        return not kinds or any(_LAYOUTS.get(kind) is layout for kind in kinds)

    def _confirmed(self) -> list[Read]:
        """What a fit of the bars says where an engine read a retail number: the same, another, or nothing."""
        found = []
        for read in self._reads:
            layout = _LAYOUTS.get(read.symbology)
            # only zxing-cpp gives the corners in the order of reading
            if layout is None or read.engine != "zxing" or (read.symbology, read.text) in self._compared:
                continue
            self._compared.add((read.symbology, read.text))
            strip = stripes.laid(self._grey, read.box)
            fit = barfit.confirmed(strip.rows, layout, stripes.MARGIN) if strip else None
            if strip and fit and fit.fit >= FIT_KNOWN and fit.margin >= MARGIN:
                found.append(_as_read(fit, strip))
        return found

    def _ask(self, grey: Grey, variant: str) -> bool:
        return self._second is not None and self._second.ask(grey, variant)

    def _answer(self) -> list[Read]:
        return self._second.answer(max(0.02, self._patience.left)) if self._second else []


def _read_strip(strip: Strip) -> list[Read]:
    """Both thresholds on the strip as it is and sharpened; one witness together, since the pixels are the same.

    Where the symbology has no check of its own, each half of the rows is read alone: other pixels, a second witness.
    """
    found = _looked_at(strip.rows, strip.scale, "strip")
    if any(read.symbology in UNCHECKED for read in found):
        middle = len(strip.rows) // 2
        halves = [_looked_at(rows, strip.scale, "half strip") for rows in (strip.rows[:middle], strip.rows[middle:])]
        agreed_on = set.intersection(*({(read.symbology, read.text) for read in half} for half in halves))
        found += [read for read in halves[0] if (read.symbology, read.text) in agreed_on]
    return [replace(read, box=strip.box) for read in found]


def _looked_at(rows: Grey, scale: float, variant: str) -> list[Read]:
    import numpy as np
    from PIL import Image, ImageFilter

    tiled = _tiled(rows)
    sharp = np.asarray(Image.fromarray(tiled).filter(ImageFilter.UnsharpMask(2 * scale, 250, 0)))
    looks = ((pixels, whole) for pixels in (tiled, sharp) for whole in (True, False))
    return list(
        chain.from_iterable(
            zxing.read(pixels, variant, "linear", whole_page=whole, thorough=False) for pixels, whole in looks
        )
    )


def _tiled(rows: Grey) -> Grey:
    import numpy as np

    return np.ascontiguousarray(np.repeat(rows, 6, axis=0))


def _fitted(strip: Strip, layout: Layout) -> list[Read]:
    found = barfit.fits(strip.rows, (layout,))
    return [_as_read(fit, strip) for fit in found if fit.fit >= FIT[layout] and fit.margin >= MARGIN]


def _as_read(fit: barfit.Fit, strip: Strip) -> Read:
    symbology, text = retail.as_printed(fit.symbology, fit.text)
    return Read(symbology, text, text.encode("ascii"), "UTF-8", "fit", "strip", strip.box, proof=fit.fit)
