"""Checks a notice offline: its code must be sound, and its bytes those that this office issued."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final, Literal

from app.core.canonical import sha256
from app.core.errors import Refused, Say
from app.notice.rules import parse_case_code

Verdict = Literal["genuine", "altered", "not_on_file", "not_ours"]
KEYWORDS: Final = re.compile(rb"/Keywords \((TW1:[!-~]{10,400}?)\)")
MOST_BYTES: Final = 200_000_000


@dataclass(frozen=True)
class Checked:
    """What a check found: the verdict in a word and in a sentence, and where the code leads."""

    verdict: Verdict
    sha256: str
    say: Say
    case_id: str = ""
    number: str = ""
    kind: str = ""


def check(pdf: bytes, issued: Callable[[str], Collection[str]]) -> Checked:
    """Checks a file; `issued` gives the SHA-256 of every printing on file of a document number."""
    digest = sha256(pdf)
    found = KEYWORDS.search(pdf) if len(pdf) <= MOST_BYTES and pdf.startswith(b"%PDF-") else None
    try:
        case_id, number, kind = parse_case_code(found[1].decode("ascii") if found else "")
    except Refused:
        return Checked("not_ours", digest, Say("notice.not_ours"))
    printings = issued(number)
    verdict: Verdict = "genuine" if digest in printings else "altered" if printings else "not_on_file"
    return Checked(verdict, digest, Say(f"notice.{verdict}", {"number": number}), case_id, number, kind)
