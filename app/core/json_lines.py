"""Many JSON values as one small blob: compact lines, compressed; read back line by line under a limit."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Final

from app.core.canonical import compact
from app.core.errors import Trouble

MEDIA_TYPE: Final = "application/x-ndjson+zlib"
MAX_BYTES: Final = 1024 * 1024 * 1024


def pack_lines(values: Iterable[Any]) -> bytes:
    """The values as zlib-compressed JSON lines; the same values give the same bytes."""
    return pack_written(map(compact, values))


def pack_written(lines: Iterable[bytes]) -> bytes:
    """The same of values that are compact JSON already."""
    squeezing = zlib.compressobj(6)
    parts = [squeezing.compress(line + b"\n") for line in lines]
    return b"".join([*parts, squeezing.flush()])


def unpack_lines(data: bytes) -> Iterator[Any]:
    """The values back, one at a time; Trouble for bytes that are not such lines or grow past the limit."""
    opening = zlib.decompressobj()
    rest, total = b"", 0
    try:
        for start in range(0, len(data), 1 << 20):
            chunk = opening.decompress(data[start : start + (1 << 20)], 1 << 26)
            while chunk:
                total += len(chunk)
                if total > MAX_BYTES:
                    raise Trouble("store.lines_damaged")
                *lines, rest = (rest + chunk).split(b"\n")
                for line in lines:
                    yield json.loads(line)
                chunk = opening.decompress(opening.unconsumed_tail, 1 << 26) if opening.unconsumed_tail else b""
    except (zlib.error, ValueError) as error:
        raise Trouble("store.lines_damaged") from error
    if rest or not opening.eof:
        raise Trouble("store.lines_damaged")
