"""What EAN and UPC digits and guards look like after a blur, ready for comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

GRID = 4
"""Samples a module."""
BLURS = (0.3, 0.55, 0.8, 1.05, 1.3)
"""Standard deviations of the blur that are tried, in modules."""
REACH = 2
"""Modules of neighbours each side of a digit that belong to its drawing."""

_L = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
_PARITIES = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")
_GUARDS = {"start": "00000101", "middle": "01010", "end": "10100000"}


@dataclass(frozen=True)
class Layout:
    """A symbol of `modules`, `half` digits each side of the middle guard, and the parities its left half may have."""

    symbology: str
    modules: int
    half: int
    parities: tuple[tuple[str, str], ...]

    @property
    def middle(self) -> int:
        """The module at which the middle guard begins."""
        return 3 + 7 * self.half


EAN13 = Layout("EAN-13", 95, 6, tuple((str(first), parity) for first, parity in enumerate(_PARITIES)))
EAN8 = Layout("EAN-8", 67, 4, (("", "LLLL"),))


@cache
def guard(name: str) -> Any:
    """A guard's shape: the start with five quiet modules before it, the end with five after it."""
    return _normal(_blurred(_GUARDS[name], 0.75))


@cache
def digits(side: int) -> Any:
    """Blurs × patterns × samples, with one module of neighbours each side: sets L and G on the left, R on the right."""
    import numpy as np

    sets = [*_L, *(_g(code) for code in _L)] if side == 0 else [_inverted(code) for code in _L]
    before, after = ("1", "0") if side == 0 else ("0", "1")  # a left digit begins with a space and ends with a bar
    return np.stack([np.stack([_normal(_blurred(before + code + after, blur)) for code in sets]) for blur in BLURS])


def drawn(numbers: Sequence[str], layout: Layout) -> Any:
    """Blurs × numbers × digits × samples: each number's whole symbol, cut into its digits with their neighbours."""
    import numpy as np

    bits = np.array([[float(bit == "1") for bit in _modules(number, layout)] for number in numbers])
    sharp = np.repeat(np.pad(bits, ((0, 0), (6, 6))), GRID, axis=1)
    cuts = []
    for blur in BLURS:
        kernel = _kernel(blur)
        soft = np.apply_along_axis(np.convolve, 1, sharp, kernel, mode="same")[:, 6 * GRID : -6 * GRID]
        pieces = [_normal(soft[:, begin : begin + (7 + 2 * REACH) * GRID]) for begin in _begins(layout)]
        cuts.append(np.stack(pieces, axis=1))
    return np.stack(cuts)


def _begins(layout: Layout) -> list[int]:
    left = [3 + 7 * at - REACH for at in range(layout.half)]
    right = [layout.middle + 5 + 7 * at - REACH for at in range(layout.half)]
    return [module * GRID for module in (*left, *right)]


def _modules(number: str, layout: Layout) -> str:
    first, body = (number[0], number[1:]) if layout is EAN13 else ("", number)
    parity = dict(layout.parities)[first]
    left = "".join(
        _L[int(digit)] if kind == "L" else _g(_L[int(digit)])
        for digit, kind in zip(body[: layout.half], parity, strict=True)
    )
    right = "".join(_inverted(_L[int(digit)]) for digit in body[layout.half :])
    return f"101{left}01010{right}101"


@cache
def _kernel(blur: float) -> Any:
    import numpy as np

    reach = np.arange(-4 * GRID, 4 * GRID + 1) / GRID
    kernel = np.exp(-0.5 * (reach / blur) ** 2)
    return kernel / kernel.sum()


def _blurred(pattern: str, blur: float) -> Any:
    """Darkness of a run of modules at GRID samples each, its ends going on as they are."""
    import numpy as np

    padded = pattern[0] * 6 + pattern + pattern[-1] * 6
    sharp = np.repeat([float(bit == "1") for bit in padded], GRID)
    return np.convolve(sharp, _kernel(blur), mode="same")[6 * GRID : -6 * GRID]


def _normal(shape: Any) -> Any:
    import numpy as np

    centred = shape - shape.mean(axis=-1, keepdims=True)
    return centred / (np.sqrt((centred * centred).sum(axis=-1, keepdims=True)) + 1e-9)


def _inverted(code: str) -> str:
    return code.translate({48: "1", 49: "0"})


def _g(code: str) -> str:
    """Set G: set R mirrored."""
    return _inverted(code)[::-1]
