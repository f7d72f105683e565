"""The places of the keys: a US keyboard by the scan codes that each system reports, for scanners that type as one."""

from __future__ import annotations

import sys

ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
)
"""Scan code set 1 of the first key in a row, and what the row types without and with Shift (ISO/IEC 9995 places)."""

KEYPAD = dict(zip(range(71, 84), "789-456+1230.", strict=True))
SPACE = 57


def _table() -> dict[int, tuple[str, str]]:
    table = {first + at: pair for first, low, high in ROWS for at, pair in enumerate(zip(low, high, strict=True))}
    return table | {SPACE: (" ", " ")}


US = _table()


def set_one(native: int, platform: str = sys.platform, *, qt_platform: str = "") -> int:
    """Scan code set 1 of a native scan code: X11 and Wayland count from 8 on (evdev), Windows reports set 1 itself."""
    if qt_platform in ("xcb", "wayland") or (not qt_platform and platform.startswith("linux")):
        return native - 8
    return native & 0xFF


def us_character(code: int, *, shift: bool, keypad: bool = False) -> str:
    """What a US keyboard types at this place; '' for a key that types nothing."""
    if keypad and code in KEYPAD:
        return KEYPAD[code]
    pair = US.get(code)
    return "" if pair is None else pair[shift]
