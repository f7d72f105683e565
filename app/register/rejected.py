"""The rows that an import refused or remarked, as a workbook to hand back to whoever made the file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.core.tables import Reject, write_xlsx
from app.core.wording import Lang, in_words
from app.register.words import field_said
from app.register.work import Edition
from app.store.blobs import write_durably


def write_rejects(path: Path, edition: Edition, lang: Lang) -> None:
    """Write them as XLSX, each cell as text: what a hostile file held stays text."""
    columns = [in_words(f"register_step.reject_{name}", lang) for name in ("row", "field", "value", "taken", "reason")]
    rows = (dict(zip(columns, cells, strict=True)) for cells in _cells(edition, lang))
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder, "rejects.xlsx")
        write_xlsx(written, columns, rows)
        write_durably(path, written.read_bytes())


def _cells(edition: Edition, lang: Lang) -> Iterator[tuple[str, ...]]:
    refused, taken = (in_words(f"register_step.reject_{name}", lang) for name in ("refused", "kept"))
    for word, rejects in ((refused, edition.rejects), (taken, edition.remarks)):
        for each in rejects:
            yield (str(each.row), field_text(each, lang), each.value, word, in_words(each.reason, lang))


def field_text(reject: Reject, lang: Lang) -> str:
    """The refused field by name; nothing where the whole row was refused."""
    said = field_said(reject.field)
    return said if isinstance(said, str) else in_words(said, lang)
