"""Reads EAN-13, UPC-A and EAN-8 that are too blurred for both engines, by fitting what each digit would look like.

An engine looks for edges; where the blur is as wide as a bar there are none. Here the brightness along the bars is
compared with the blurred shape of every digit (matched filter), positions may slide a little from digit to digit
(dynamic programming), the bands of a strip add up, and only then parity pattern and check digit choose the number.
The likeliest numbers are drawn whole and compared once more; the distance to the second best is the proof.
Patterns: GS1 General Specifications 5.2.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.bench.codes import barshapes
from app.bench.codes.barshapes import EAN8, EAN13, GRID, Layout

if TYPE_CHECKING:
    from app.bench.pictures import Grey

SLACK = 6
"""How far a digit may slide from where it should be, in samples (a quarter of a module each)."""
STRETCH = 2
"""How much a digit may be wider or narrower than seven modules, in samples."""
PROFILES = 3
ROUGH_PLACES = 10
ROUGH_BLUR = 2
PLACES = 2
"""Positions of the symbol in a profile: so many are looked at roughly, so many closely."""
POOREST = 0.7
"""Below this mean correlation the bars are no such symbol."""
LIKELY_PARITIES = 3
CANDIDATES = 15
"""Numbers that are drawn whole and compared once more."""


@dataclass(frozen=True)
class Fit:
    """A number that explains the bars: how well (mean correlation of its digits), and how much better than others."""

    text: str
    symbology: str
    fit: float
    margin: float


@dataclass(frozen=True)
class _Seen:
    """One profile's evidence: `costs` digits × 20, the digits' segments on the best path, the mean correlation."""

    costs: Any
    segments: Any
    quality: float


def fits(rows: Grey, layouts: tuple[Layout, ...] = (EAN13, EAN8)) -> tuple[Fit, ...]:
    """The best number of each layout in a strip's bands, best first; empty where nothing fits."""
    import numpy as np

    profiles = _profiles(rows.astype(np.float32))
    found = [fit for layout in layouts if (fit := _fit(profiles, layout)) is not None]
    return tuple(sorted(found, key=lambda fit: -fit.fit))


def confirmed(rows: Grey, layout: Layout, margin_share: float) -> Fit | None:
    """The number at a known place: the symbol fills the strip but for about `margin_share` of its length each side."""
    import numpy as np

    seen = []
    for row in _profiles(rows.astype(np.float32))[:3]:
        left, right = len(row) * margin_share, len(row) * (1 - margin_share)
        unit = (right - left) / layout.modules
        shifts = (-1.5, 0.0, 1.5)
        ends = [(left + a * unit, right + b * unit) for a in shifts for b in shifts]
        places = [(low, low + (high - low) * layout.middle / layout.modules, high) for low, high in ends]
        seen.append(_digits(row, max(places, key=lambda place: _rough(row, place, layout)), layout))
    best = max(one.quality for one in seen)
    if best < POOREST:
        return None
    kept = [one for one in seen if one.quality > best - 0.08]
    return _solved(np.mean([one.costs for one in kept], axis=0), [one.segments for one in kept], layout)


def _fit(profiles: list[Any], layout: Layout) -> Fit | None:
    """The number that the profiles agree on; the guards look alike from both ends, so both ways up are tried."""
    import numpy as np

    seen: list[tuple[bool, _Seen]] = []
    for row in profiles:
        tried = []
        for guarded in _placed(row, layout):
            left, _, right = guarded
            # where blur has moved the middle guard, the true middle is the better guess
            even = (left, left + (right - left) * layout.middle / layout.modules, right)
            for place in {guarded, even}:
                mirrored = tuple(len(row) - 1 - edge for edge in reversed(place))
                tried += [
                    (_rough(row, place, layout), False, place),
                    (_rough(row[::-1], mirrored, layout), True, mirrored),
                ]
        tried.sort(key=lambda one: -one[0])
        for _, way, place in tried[:PLACES]:
            turned_row = row[::-1] if way else row
            seen.append((way, _digits(turned_row, _nudged(turned_row, place, layout), layout)))
    if not seen:
        return None
    turned, best = max(seen, key=lambda one: one[1].quality)
    if best.quality < POOREST:
        return None
    kept = [one for way, one in seen if way == turned and one.quality > best.quality - 0.08]
    return _solved(np.mean([one.costs for one in kept], axis=0), [one.segments for one in kept], layout)


def _nudged(row: Any, place: tuple[float, ...], layout: Layout) -> tuple[float, ...]:
    """The place a little to either side, shorter or longer, where its digits fit best."""
    left, middle, right = place
    unit = (right - left) / layout.modules
    share = (middle - left) / (right - left)
    tries = [(left + a * unit, right + b * unit) for a in (-1.0, 0.0, 1.0) for b in (-1.0, 0.0, 1.0)]
    places = [(low, low + (high - low) * share, high) for low, high in tries]
    return max(places, key=lambda one: _rough(row, one, layout))


def _profiles(bands: Any) -> list[Any]:
    """Means of neighbouring bands: less noise than one, fewer than all so that leaning bars stay sharp."""
    import numpy as np

    inner = bands[1:-1] if len(bands) > 4 else bands
    step = max(1, len(inner) // PROFILES)
    return [inner[at : at + min(step, 2)].mean(axis=0) for at in range(0, len(inner), step)][: PROFILES + 1] or [
        np.mean(bands, axis=0)
    ]


def _placed(row: Any, layout: Layout) -> list[tuple[float, ...]]:
    """Likely left ends, middles and right ends of a symbol, by how well its guards and its bars' extent fit."""
    import numpy as np

    steps = np.abs(np.diff(row))
    change = np.concatenate([[0.0], np.cumsum(np.minimum(steps, np.percentile(steps, 70)))])
    places: list[tuple[float, ...]] = []
    module = len(row) / (layout.modules + 8)
    while module * layout.modules > len(row) * 0.4 and module >= 1.2:
        scaled = np.interp(np.arange(0, len(row) - 1, module / GRID), np.arange(len(row)), row)
        places += _places_at(scaled, module, layout, change)
        module /= 1.03
    places.sort(key=lambda place: -place[0])
    chosen: list[tuple[float, ...]] = []
    for _, left, mid, right in places:
        unit = (right - left) / layout.modules
        if all(abs(left - a) + abs(right - c) > unit * 2.5 for a, _, c in chosen):
            chosen.append((left, mid, right))
        if len(chosen) == ROUGH_PLACES:
            break
    return chosen + _by_extent(row, layout)


def _by_extent(row: Any, layout: Layout) -> list[tuple[float, ...]]:
    """Places by where the row is restless: where blur has eaten the guards, the bars' extent is what is left."""
    import numpy as np

    change = np.abs(np.diff(row))
    window = max(5, len(row) // 30)
    restless = np.convolve(change, np.ones(window) / window, mode="same")
    middle = len(row) // 2
    calm = restless < 0.25 * float(np.median(restless[middle - len(row) // 5 : middle + len(row) // 5]))
    before, after = np.flatnonzero(calm[:middle]), np.flatnonzero(calm[middle:])
    left = float(before[-1] + window * 0.5) if len(before) else 0.0
    right = float(middle + after[0] - window * 0.5) if len(after) else float(len(row) - 1)
    unit = (right - left) / layout.modules
    if unit < 1.2:
        return []
    shifts = (-2.0, 0.0, 2.0)
    ends = [(left + a * unit, right + b * unit) for a in shifts for b in shifts]
    return [(low, low + (high - low) * layout.middle / layout.modules, high) for low, high in ends]


def _rough(row: Any, edges: tuple[float, ...], layout: Layout) -> float:
    """How well digits fit at a place, quickly: one blur, few positions, every digit for itself."""
    import numpy as np

    left, middle, right = edges
    total = 0.0
    for side, (start, unit) in enumerate(
        (
            (left + 3 * (middle - left) / layout.middle, (middle - left) / layout.middle),
            (
                middle + 5 * (right - middle) / (layout.modules - layout.middle),
                (right - middle) / (layout.modules - layout.middle),
            ),
        )
    ):
        begins = start + unit * (7 * np.arange(layout.half)[:, None] + np.array([-0.8, -0.4, 0.0, 0.4, 0.8])[None, :])
        samples = (np.arange(-GRID, 8 * GRID) + 0.5) / GRID
        where = begins[..., None] + samples * unit
        segments = np.interp(where.ravel(), np.arange(len(row)), row).reshape(where.shape)
        total += float(_alike(segments, barshapes.digits(side)[ROUGH_BLUR]).max(axis=(1, 2)).mean())
    return total / 2


def _places_at(scaled: Any, module: float, layout: Layout, change: Any) -> list[tuple[float, ...]]:
    """The three best positions at one module size as `(score, left, middle, right)` in samples of the row."""
    import numpy as np

    first, middle, last = (_sliding(scaled, barshapes.guard(name)) for name in ("start", "middle", "end"))
    span, to_middle, quiet, unit = layout.modules * GRID, layout.middle * GRID, 5 * GRID, module / GRID
    at = np.arange(max(0, min(len(first), len(last) - span - 2 * GRID + 8, len(middle) - to_middle - quiet)))
    if len(at) == 0:
        return []
    mid_best, mid_at = _near(middle, at + quiet + to_middle, 6)
    end_best, end_at = _near(last, at + quiet + span - 3 * GRID, 6)
    left, right = (at + quiet) * unit, (end_at + 3 * GRID) * unit
    share = (_at(change, right) - _at(change, left)) / (change[-1] + 1.0)
    score = first[: len(at)] + mid_best + end_best + 2.5 * share
    return [
        (float(score[place]), float(left[place]), float(mid_at[place]) * unit, float(right[place]))
        for place in np.argsort(score)[::-1][:3]
    ]


def _at(values: Any, where: Any) -> Any:
    return values[where.astype(int).clip(0, len(values) - 1)]


def _near(scores: Any, at: Any, reach: int) -> tuple[Any, Any]:
    """The best score within `reach` samples of each place, and where it stands."""
    import numpy as np

    where = np.clip(at[:, None] + np.arange(-reach, reach + 1)[None, :], 0, len(scores) - 1)
    values = scores[where] - 0.01 * np.abs(np.arange(-reach, reach + 1))[None, :]
    best = values.argmax(axis=1)
    rows = np.arange(len(at))
    return values[rows, best], where[rows, best]


def _sliding(row: Any, shape: Any) -> Any:
    """Correlation of a shape (mean 0, length 1) with the darkness of every stretch of the row, -1 to 1."""
    import numpy as np

    size = len(shape)
    if len(row) < size:
        return np.empty(0)
    sums = np.cumsum(np.concatenate([[0.0], row]))
    squares = np.cumsum(np.concatenate([[0.0], row * row]))
    spread = (squares[size:] - squares[:-size]) - (sums[size:] - sums[:-size]) ** 2 / size
    return -np.correlate(row, shape, mode="valid") / (np.sqrt(np.maximum(spread, 0.0)) + 2.0)


def _digits(row: Any, edges: tuple[float, ...], layout: Layout) -> _Seen:
    """Costs of each digit at each place along the best-fitting chains of borders (sets L 0-9, G 10-19; right R 0-9)."""
    import numpy as np

    left, middle, right = edges
    unit_left = (middle - left) / layout.middle
    unit_right = (right - middle) / (layout.modules - layout.middle)
    borders = np.arange(layout.half + 1) * 7
    halves = [
        _half(row, left + unit_left * (3 + borders), unit_left, 0),
        _half(row, middle + unit_right * (5 + borders), unit_right, 1),
    ]
    return _Seen(
        np.concatenate([half.costs for half in halves]),
        np.concatenate([half.segments for half in halves]),
        (halves[0].quality + halves[1].quality) / 2,
    )


def _half(row: Any, nominal: Any, unit: float, side: int) -> _Seen:
    import numpy as np

    step = unit / GRID
    slack, stretch = np.arange(-SLACK, SLACK + 1), np.arange(-STRETCH, STRETCH + 1)
    starts = nominal[:-1, None, None] + slack[None, :, None] * step
    widths = np.diff(nominal)[:, None, None] + stretch[None, None, :] * step
    samples = np.arange(-2 * GRID, 9 * GRID) + 0.5
    where = starts[..., None] + widths[..., None] * (samples / (7 * GRID))
    segments = np.interp(where.ravel(), np.arange(len(row)), row).reshape(where.shape)
    shapes = barshapes.digits(side)  # blurs × patterns × samples, one module of neighbours each side
    inner = segments[..., GRID:-GRID]
    likeness = _alike(inner, shapes.reshape(-1, shapes.shape[-1]))
    likeness = likeness.reshape(*likeness.shape[:-1], shapes.shape[0], shapes.shape[1])
    blur = int(likeness.max(axis=(1, 2, 4)).mean(axis=0).argmax())
    return _along(likeness[..., blur, :], segments)


def _along(likeness: Any, segments: Any) -> _Seen:
    """The chain of digit borders that fits best: each digit begins where the one before it ended."""
    import numpy as np

    top = likeness.max(axis=3)
    digits, places, widths = top.shape
    score = np.zeros(places)
    came = np.zeros((digits, places), dtype=int)
    for at in range(digits):
        reached = np.full((places, widths), -9.0)
        for wide in range(widths):
            change = wide - STRETCH
            low, high = max(0, change), min(places, places + change)
            reached[low:high, wide] = score[low - change : high - change] + top[at, low - change : high - change, wide]
        came[at] = reached.argmax(axis=1)
        score = reached.max(axis=1)
    to = int(score.argmax())
    quality = float(score[to]) / digits
    costs, kept = np.full((digits, 20), 2.0), np.zeros((digits, segments.shape[-1]))
    for at in range(digits - 1, -1, -1):
        wide = int(came[at, to])
        place = to - (wide - STRETCH)
        near = likeness[at, max(place - 1, 0) : place + 2, max(wide - 1, 0) : wide + 2]
        costs[at, : likeness.shape[3]] = 1.0 - near.max(axis=(0, 1))
        kept[at] = segments[at, place, wide]
        to = place
    return _Seen(costs, kept, quality)


def _alike(segments: Any, shapes: Any) -> Any:
    """Correlation of each segment's darkness with each shape, -1 to 1."""
    import numpy as np

    dark = segments.mean(axis=-1, keepdims=True) - segments
    dark = dark / (np.sqrt((dark * dark).sum(axis=-1, keepdims=True)) + 2.0)
    return dark @ shapes.T


def _solved(costs: Any, segments: list[Any], layout: Layout) -> Fit | None:
    """The number that parity and check digit allow and whose drawing is most like the bars."""
    import numpy as np

    numbers = [text for _, text in _cheapest(costs, layout)]
    if not numbers:
        return None
    drawn = barshapes.drawn(numbers, layout)  # blurs × numbers × digits × samples
    likeness = np.zeros(drawn.shape[:2])
    for seen in segments:
        dark = seen.mean(axis=-1, keepdims=True) - seen
        dark = dark / (np.sqrt((dark * dark).sum(axis=-1, keepdims=True)) + 2.0)
        likeness += (drawn * dark[None, None]).sum(axis=-1).mean(axis=-1)
    per_number = (likeness / len(segments)).max(axis=0)
    order = per_number.argsort()[::-1]
    best = float(per_number[order[0]])
    second = float(per_number[order[1]]) if len(order) > 1 else 0.0
    digits = 2 * layout.half
    return Fit(numbers[int(order[0])], layout.symbology, best, (best - second) * digits)


def _cheapest(costs: Any, layout: Layout) -> list[tuple[float, str]]:
    """The cheapest numbers whose parity pattern and check digit are right, cheapest first."""
    ways = []
    for first, parity in layout.parities:
        per_digit = [
            (costs[at][10:] if at < layout.half and parity[at] == "G" else costs[at][:10]).tolist()
            for at in range(2 * layout.half)
        ]
        ways.append((sum(map(min, per_digit)), first, per_digit))
    answers: list[tuple[float, str]] = []
    for _, first, per_digit in sorted(ways)[:LIKELY_PARITIES]:
        answers += _with_check(first, per_digit)
    return sorted(answers)[:CANDIDATES]


def _with_check(first: str, per_digit: list[list[float]], most: int = 5) -> list[tuple[float, str]]:
    """The cheapest numbers whose check digit is right (dynamic programming over the sum modulo 10)."""
    length = len(first) + len(per_digit)
    states: dict[int, list[tuple[float, str]]] = {
        (int(first) * _weight(0, length)) % 10 if first else 0: [(0.0, first)]
    }
    for at, options in enumerate(per_digit):
        weight = _weight(len(first) + at, length)
        likely = sorted(range(10), key=options.__getitem__)[:5]
        following: dict[int, list[tuple[float, str]]] = {}
        for rest, kept in states.items():
            for digit in likely:
                key, price = (rest + digit * weight) % 10, options[digit]
                following.setdefault(key, []).extend((cost + price, text + str(digit)) for cost, text in kept)
        states = {rest: sorted(kept)[:most] for rest, kept in following.items()}
    return states.get(0, [])


def _weight(place: int, length: int) -> int:
    """3 and 1 in turn so that the check digit, which stands last, has weight 1."""
    return 1 if (length - place) % 2 else 3
