"""What a printed notice of the LABUBU case must say, read back by the tools anybody has."""

from __future__ import annotations

import re
import subprocess

from tests.journey.conftest import MAIN_CASE

COUNTS = ("39,500", "35,900", "47,900", "39,900", "199,100")


def text_of(pdf: bytes) -> str:
    """The text of a PDF as pdftotext reads it, white space folded."""
    found = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return re.sub(r"[\s\u2009]+", " ", found.decode())


def check_notice(pdf: bytes, kind: str, number: str, case: str) -> None:
    """Case, number, right, every count, both languages, no box for a missing sign, every font embedded."""
    text = text_of(pdf)
    for wanted in (case, number, MAIN_CASE, "C2021-000123", *COUNTS, "Customs", "海关"):
        assert wanted in text, f"{kind} lacks {wanted}"
    assert "\ufffd" not in text
    assert "□" not in text
    fonts = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True, text=False).stdout.decode()
    rows = [line.split() for line in fonts.splitlines()[2:]]
    assert rows
    assert all(row[-5] == "yes" for row in rows), fonts
