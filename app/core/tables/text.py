"""The text of a file whose encoding nobody named: UTF-8, with or without BOM, UTF-16, or GB18030 (GBK, GB2312)."""

from __future__ import annotations

import codecs
import re

from app.core.errors import Refused

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

# Bytes of another encoding often pass for GB18030; then they give private-use or control characters.
_UNLIKELY = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")


def decoded(data: bytes, file: str) -> str:
    """The whole text; Refused where it is in none of the encodings that customs files come in."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], codec, file)
    if b"\0" in data[:4096]:
        return _strictly(data, "utf-16-be" if data[0] == 0 else "utf-16-le", file)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = _strictly(data, "gb18030", file)
    if _UNLIKELY.search(text):
        raise Refused("tables.encoding", file=file)
    return text


def _strictly(data: bytes, codec: str, file: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise Refused("tables.encoding", file=file) from error
