"""Other views of a picture that failed as it is: sharper, larger, flatter in light, turned."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.bench.codes.reads import Box

if TYPE_CHECKING:
    from app.bench.pictures import Grey

SMALL = 700_000


@dataclass(frozen=True)
class Variant:
    """A view of the picture: how it is made, whether the second engine looks too, and how its places come back."""

    name: str
    change: Callable[[Any], Any]
    scale: float = 1.0
    degrees: float = 0.0
    second: bool = False

    def make(self, grey: Grey) -> Grey:
        """The pixels of this view."""
        import numpy as np
        from PIL import Image

        return np.ascontiguousarray(np.asarray(self.change(Image.fromarray(grey)), dtype=np.uint8))

    def back(self, box: Box, shape: tuple[int, ...]) -> Box:
        """Places in this view as places in the picture of `shape` (height, width)."""
        if self.degrees:
            return tuple(_unturned(x, y, self.degrees, shape) for x, y in box)
        return tuple((round(x / self.scale), round(y / self.scale)) for x, y in box)


def of(grey: Grey) -> Iterator[Variant]:
    """The views worth trying, by how often each was the one that read (measured, see bench_decode)."""
    small = grey.size <= SMALL
    if small:
        yield Variant("sharp x2", _enlarged_sharp(2), scale=2.0, second=True)
    else:
        yield Variant("sharp", _sharp, second=True)
    yield Variant("even light", _even, second=True)
    yield Variant("turned 45", _turned(45), degrees=45)
    if small:
        yield Variant("x3", _enlarged(3), scale=3.0)
    yield Variant("half", _enlarged(0.5), scale=0.5)
    yield Variant("soft", _soft, second=True)
    yield Variant("turned 75", _turned(75), degrees=75)
    yield Variant("turned 30", _turned(30), degrees=30)


def _enlarged_sharp(factor: float) -> Callable[[Any], Any]:
    from PIL import ImageFilter

    return lambda image: _enlarged(factor)(image).filter(ImageFilter.UnsharpMask(4, 300, 0))


def _enlarged(factor: float) -> Callable[[Any], Any]:
    from PIL import Image

    way = Image.Resampling.BOX if factor < 1 else Image.Resampling.BICUBIC
    return lambda image: image.resize((max(3, int(image.width * factor)), max(3, int(image.height * factor))), way)


def _sharp(image: Any) -> Any:
    from PIL import ImageFilter

    return image.filter(ImageFilter.UnsharpMask(2, 250, 0))


def _soft(image: Any) -> Any:
    from PIL import ImageFilter

    return image.filter(ImageFilter.GaussianBlur(1.2))


def _even(image: Any) -> Any:
    from PIL import ImageOps

    return ImageOps.autocontrast(image, cutoff=1)


def _turned(degrees: float) -> Callable[[Any], Any]:
    from PIL import Image

    return lambda image: image.rotate(degrees, Image.Resampling.BILINEAR, expand=True, fillcolor=255)


def _unturned(x: float, y: float, degrees: float, shape: tuple[int, ...]) -> tuple[int, int]:
    """Pillow turns counter-clockwise about the middle and enlarges the sheet around it."""
    height, width = shape
    angle = math.radians(degrees)
    cos, sin = math.cos(angle), math.sin(angle)
    wide, tall = abs(width * cos) + abs(height * sin), abs(width * sin) + abs(height * cos)
    dx, dy = x - wide / 2, y - tall / 2
    return round(dx * cos - dy * sin + width / 2), round(dx * sin + dy * cos + height / 2)
