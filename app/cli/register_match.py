"""`register match`: goods lines in bulk against a register file or the station's own, JSON lines in and out."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.cli.call import Answer, Call
from app.core.canonical import parsed_from_outside
from app.core.errors import Refused
from app.core.wording import in_words

if TYPE_CHECKING:
    from app.register.matching import LineText, Match, MatchIndex

MOST_LINES: Final = 5_000_000
MOST_CHARS: Final = 20_000


@dataclass(frozen=True)
class Asked:
    """One line of the input: what it is called there, and its words."""

    id: Any
    text: LineText


def match_lines(lines: Path, register: Path | None, learn: Path | None, call: Call) -> Answer:
    """The answers a line each; what it took, as JSON, on standard error.

    `lines_s` counts matching alone, the start of further processes included: not reading, building and writing.
    """
    asked = list(read_lines(lines))
    index, built = _index(register, learn, call)
    processes = max(1, os.cpu_count() or 1)
    begun = time.perf_counter()
    answers = list(index.match_many([one.text for one in asked], processes))
    took = time.perf_counter() - begun
    out = [
        json.dumps(
            {
                "id": one.id,
                "alerts": [_said(match, call) for match in answer.alerts],
                "review": [_said(match, call) for match in answer.review],
                "passed": [_said(match, call) for match in answer.passed],
            },
            ensure_ascii=False,
        )
        for one, answer in zip(asked, answers, strict=True)
    ]
    told = {
        "lines": len(asked),
        "seconds": round(took, 3),
        "lines_s": round(len(asked) / max(took, 1e-9), 1),
        "processes": processes,
        "marks": len(index.entries),
        "build_s": round(built, 3),
        "memory_mb": round(_bytes_of(index) / 1e6, 1),
        "process_mb": _resident_mb(),
        "alerts": sum(bool(answer.alerts) for answer in answers),
        "reviews": sum(bool(answer.review) for answer in answers),
    }
    sys.stderr.write(json.dumps(told) + "\n")
    call.json = False  # a document a line, not one in all
    return Answer({}, lines=out)


def _index(register: Path | None, learn: Path | None, call: Call) -> tuple[MatchIndex, float]:
    """The index and the seconds it took to build or load, without reading the register file."""
    from app.core.tables import bytes_of, decoded
    from app.register.matching import MatchIndex
    from app.register.reading import read_recordations
    from app.register.rules import IN_FORCE
    from app.register.standing import StandingRegister

    cleared = decoded(bytes_of(learn), learn.name).splitlines() if learn else []
    if register is not None:
        rights = read_recordations(register, progress=call.progress(register.name)).items
        begun = time.perf_counter()
        index = MatchIndex.build((one for one in rights if one.status in IN_FORCE), cleared=cleared)
    else:
        with call.open() as (station, _officer):
            begun = time.perf_counter()
            index = StandingRegister(station).index()
        index = index.learn(cleared) if cleared else index
    return index, time.perf_counter() - begun


def read_lines(path: Path) -> Iterator[Asked]:
    """The goods lines of a JSON-lines file; Refused with the row where one is no such line."""
    from app.core.tables import bytes_of, decoded

    rows = decoded(bytes_of(path), path.name).split("\n")  # not splitlines: JSON may hold U+2028
    if len(rows) > MOST_LINES:
        raise Refused("tables.too_many_rows", file=path.name, most=MOST_LINES)
    for number, row in enumerate(rows, start=1):
        if row.strip():
            asked = _asked(row)
            if asked is None:
                raise Refused("register_step.match_line", file=path.name, row=number)
            yield asked


def _asked(row: str) -> Asked | None:
    from app.register.matching import LineText

    try:
        plain = parsed_from_outside(row)
    except (ValueError, RecursionError):
        return None
    if not isinstance(plain, dict) or "id" not in plain or len(row) > MOST_CHARS:
        return None
    words = {name: plain.get(name) or "" for name in ("goods", "brand", "hs_code")}
    nice, parties = plain.get("nice"), plain.get("parties") or []
    texts: Sequence[object] = [*words.values(), *parties] if isinstance(parties, list) else [None]
    if not all(isinstance(text, str) for text in texts) or not (
        nice is None or (type(nice) is int and 1 <= nice <= 45)
    ):
        return None
    return Asked(plain["id"], LineText(words["goods"], words["brand"], words["hs_code"], nice, (), tuple(parties)))


def _said(match: Match, call: Call) -> dict[str, Any]:
    return {
        "recordation_no": match.recordation_no,
        "score": match.score,
        "method": match.method.value,
        "text": " ".join(in_words(said, call.lang) for said in match.evidence),
    }


def _bytes_of(part: object) -> int:
    """What the arrays and texts of an index take."""
    if isinstance(part, bytes):
        return len(part)
    if hasattr(part, "nbytes"):
        return int(part.nbytes)
    return sum(map(_bytes_of, vars(part).values())) if hasattr(part, "__dataclass_fields__") else 0


def _resident_mb() -> float | None:
    """What the whole process holds in memory now, where the system says so."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)
    except (OSError, ValueError, AttributeError, IndexError):
        return None
