"""Every command of the sheet scans back from the printed page."""

from __future__ import annotations

import subprocess
from pathlib import Path

from app.bench.codes.commands import Command, command_of
from app.bench.command_sheet import command_sheet


def test_every_command_scans_back_from_the_printed_page(tmp_path: Path) -> None:
    import numpy as np
    import zxingcpp
    from PIL import Image

    pdf = tmp_path / "sheet.pdf"
    pdf.write_bytes(command_sheet())
    subprocess.run(["pdftoppm", "-r", "120", "-gray", "-png", str(pdf), str(tmp_path / "page")], check=True)
    (page,) = tmp_path.glob("page*.png")
    with Image.open(page) as image:
        codes = zxingcpp.read_barcodes(np.asarray(image))
        found = {code.text for code in codes}
    assert {code.format for code in codes} == {zxingcpp.BarcodeFormat.QRCode}, "hand scanners read no Micro QR"
    assert {command_of(text) for text in found} == set(Command)
    words = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    assert "未发现异常" in words
    assert "nothing found" in words
