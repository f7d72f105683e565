"""Finds where a picture holds bars, at any angle, and lays them straight: what neither engine does (15 to 75 degrees).

The structure tensor of the brightness (Bigun and Granlund 1987) says for each block which way it changes and how
single-mindedly; bars are blocks of one mind. A found region is read off along that direction in a few bands, each
averaged along the bars, which takes noise and texture out and leaves the bars.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.bench.codes.reads import Box

if TYPE_CHECKING:
    from app.bench.pictures import Grey

WORKING_SIDE = 720
MOST_STRIPS = 4
MARGIN = 0.13
"""What is taken along each side of a region, as a share of the strip: quiet zones, and what the finder cut off."""
SAME_WAY = 0.22
"""Neighbouring blocks belong together when their directions differ by less than this (radians)."""


@dataclass(frozen=True)
class Strip:
    """Bars laid straight: `rows` holds one averaged row a band, `scale` samples to a pixel of the picture."""

    rows: Grey
    scale: float
    box: Box


@dataclass(frozen=True)
class _Region:
    angle: float
    centre: tuple[float, float]
    length: float
    height: float
    weight: float


def strips(grey: Grey) -> tuple[Strip, ...]:
    """The likeliest regions of bars in a picture, strongest first."""
    regions = _joined(sorted(_regions(grey), key=lambda region: -region.weight)[: 4 * MOST_STRIPS])[:MOST_STRIPS]
    return tuple(_straight(grey, region) for region in regions)


def laid(grey: Grey, box: Box) -> Strip | None:
    """The bars that an engine says it read between `box`'s corners, laid straight in its direction of reading."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = box
    left, right = ((x0 + x3) / 2, (y0 + y3) / 2), ((x1 + x2) / 2, (y1 + y2) / 2)
    dx, dy = right[0] - left[0], right[1] - left[1]
    length = math.hypot(dx, dy)
    if length < 24:
        return None
    angle = math.atan2(dy, dx)
    tall = abs(-math.sin(angle) * (x3 - x0) + math.cos(angle) * (y3 - y0))
    height = min(max(tall * 0.8, length * 0.06, 4.0), length)
    centre = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)
    return _straight(grey, _Region(angle, centre, length, height, 0.0))


def _joined(regions: list[_Region]) -> list[_Region]:
    """Pieces of one symbol that glare or blur has parted: same direction, same height, a small gap."""
    joined: list[_Region] = []
    for region in regions:
        partner = next((one for one in joined if _same_symbol(one, region)), None)
        if partner is None:
            joined.append(region)
        else:
            joined[joined.index(partner)] = _together(partner, region)
    return sorted(joined, key=lambda region: -region.weight)


def _offset(one: _Region, other: _Region) -> tuple[float, float]:
    """How far the other's centre lies along and across the first one's direction."""
    dx, dy = other.centre[0] - one.centre[0], other.centre[1] - one.centre[1]
    cos, sin = math.cos(one.angle), math.sin(one.angle)
    return dx * cos + dy * sin, -dx * sin + dy * cos


def _same_symbol(one: _Region, other: _Region) -> bool:
    along, across = _offset(one, other)
    gap = abs(along) - (one.length + other.length) / 2
    return (
        _apart(one.angle, other.angle) < SAME_WAY
        and abs(across) < min(one.height, other.height) / 2
        and gap < 0.4 * one.length
    )


def _together(one: _Region, other: _Region) -> _Region:
    along, _ = _offset(one, other)
    low = min(-one.length / 2, along - other.length / 2)
    high = max(one.length / 2, along + other.length / 2)
    shift = (low + high) / 2
    centre = (one.centre[0] + shift * math.cos(one.angle), one.centre[1] + shift * math.sin(one.angle))
    return _Region(one.angle, centre, high - low, one.height, one.weight + other.weight)


def _regions(grey: Grey) -> list[_Region]:
    import numpy as np
    from PIL import Image

    height, width = grey.shape
    shrink = max(1.0, max(height, width) / WORKING_SIDE)
    small = np.asarray(
        Image.fromarray(grey).resize((max(int(width / shrink), 8), max(int(height / shrink), 8)), Image.Resampling.BOX)
        if shrink > 1
        else grey,
        dtype=np.float32,
    )
    block = max(4, min(8, max(small.shape) // 80))
    energy, coherence, angle = _tensor(small, block)
    if energy.size == 0:
        return []
    floor = max(60.0, 0.04 * float(np.percentile(energy, 98)))
    mask = (coherence > 0.55) & (energy > floor)
    return [
        region
        for blocks in _patches(mask, angle)
        if (region := _region(blocks, energy, angle, block * shrink)) is not None
    ]


def _tensor(small: Any, block: int) -> tuple[Any, Any, Any]:
    """Energy a pixel, single-mindedness 0 to 1 and direction of change of each block, smoothed over its neighbours."""
    import numpy as np

    gx = small[1:-1, 2:] - small[1:-1, :-2]
    gy = small[2:, 1:-1] - small[:-2, 1:-1]
    rows, columns = gx.shape[0] // block, gx.shape[1] // block
    if rows < 3 or columns < 3:
        return np.empty((0, 0)), np.empty((0, 0)), np.empty((0, 0))

    def summed(values: Any) -> Any:
        cut = values[: rows * block, : columns * block]
        blocks = cut.reshape(rows, block, columns, block).mean(axis=(1, 3))
        padded = np.pad(blocks, 1, mode="edge")
        return sum(padded[y : y + rows, x : x + columns] for y in range(3) for x in range(3)) / 9.0

    xx, yy, xy = summed(gx * gx), summed(gy * gy), summed(gx * gy)
    energy = xx + yy
    coherence = np.sqrt((xx - yy) ** 2 + 4 * xy * xy) / (energy + 1e-6)
    return energy, coherence, 0.5 * np.arctan2(2 * xy, xx - yy)


def _patches(mask: Any, angle: Any) -> list[list[tuple[int, int]]]:
    """Connected blocks that change the same way."""
    rows, columns = mask.shape
    free = mask.tolist()
    ways = angle.tolist()
    patches = []
    for row in range(rows):
        for column in range(columns):
            if free[row][column]:
                patch = _grown(free, ways, row, column)
                if len(patch) >= 4:
                    patches.append(patch)
    return patches


def _grown(free: list[list[bool]], ways: list[list[float]], row: int, column: int) -> list[tuple[int, int]]:
    seed = ways[row][column]
    free[row][column] = False
    patch, queue = [], deque([(row, column)])
    while queue:
        y, x = queue.popleft()
        patch.append((y, x))
        for ny, nx in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
            inside = 0 <= ny < len(free) and 0 <= nx < len(free[0])
            if inside and free[ny][nx] and _apart(ways[ny][nx], seed) < SAME_WAY:
                free[ny][nx] = False
                queue.append((ny, nx))
    return patch


def _apart(one: float, other: float) -> float:
    """The angle between two directions that have no arrow."""
    turn = abs(one - other) % math.pi
    return min(turn, math.pi - turn)


def _region(patch: list[tuple[int, int]], energy: Any, angle: Any, size: float) -> _Region | None:
    import numpy as np

    ys = np.array([y for y, _ in patch])
    xs = np.array([x for _, x in patch])
    weights = energy[ys, xs]
    doubled = angle[ys, xs] * 2
    way = 0.5 * math.atan2(float((np.sin(doubled) * weights).sum()), float((np.cos(doubled) * weights).sum()))
    px, py = (xs + 0.5) * size + 1, (ys + 0.5) * size + 1
    along = px * math.cos(way) + py * math.sin(way)
    across = -px * math.sin(way) + py * math.cos(way)
    low, high = float(along.min()) - size / 2, float(along.max()) + size / 2
    top, bottom = np.percentile(across, [5, 95])
    length, height = high - low, float(bottom - top) + size * 0.6
    if length < 24 or height < 3:
        return None
    middle, level = (low + high) / 2, float(top + bottom) / 2
    centre = (middle * math.cos(way) - level * math.sin(way), middle * math.sin(way) + level * math.cos(way))
    return _Region(way, centre, length, height, float(np.sqrt(weights).sum()))


def _straight(grey: Grey, region: _Region) -> Strip:
    import numpy as np
    from PIL import Image

    length = region.length / (1 - 2 * MARGIN)
    scale = max(1.0, min(3.0, 1400 / length))
    width, height = int(length * scale), max(4, int(region.height))
    cos, sin = math.cos(region.angle), math.sin(region.angle)
    x0 = region.centre[0] - cos * length / 2 + sin * height / 2
    y0 = region.centre[1] - sin * length / 2 - cos * height / 2
    laid = Image.fromarray(grey).transform(
        (width, height),
        Image.Transform.AFFINE,
        (cos / scale, -sin, x0, sin / scale, cos, y0),
        Image.Resampling.BICUBIC,
        fillcolor=int(np.percentile(grey, 90)),
    )
    bands = max(3, min(14, height // 5))
    rows = np.asarray(laid.resize((width, bands), Image.Resampling.BOX), dtype=np.uint8)
    return Strip(rows, scale, _corners(x0, y0, length, height, cos, sin))


def _corners(x0: float, y0: float, length: float, height: float, cos: float, sin: float) -> Box:
    return tuple(
        (int(x0 + cos * along - sin * down), int(y0 + sin * along + cos * down))
        for along, down in ((0.0, 0.0), (length, 0.0), (length, height), (0.0, height))
    )
