"""The answer to each act, read from a metre away: the verdict, the running count, and the last scans below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.bench.judging import Judged
from app.bench.screen.goods import whole
from app.bench.view.bench import BenchLine, BenchView, ScanLine
from app.core.errors import Say
from app.core.wording import grouped
from app.desk.language import words
from app.desk.signs import BigCount, Verdict, VerdictBanner, Word
from app.desk.table import Column, RecordTable
from app.desk.theme import State


class AnswerPane(QWidget):
    """Verdict banner and running count."""

    def __init__(self) -> None:
        super().__init__()
        self._judged: Judged | None = None
        self.banner, self.count = VerdictBanner(), BigCount()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.banner)
        column.addWidget(self.count)

    @property
    def state(self) -> str:
        """The state of the verdict on show."""
        return self.banner.verdict.state if self.banner.verdict else ""

    def show_judged(self, judged: Judged | None) -> None:
        """What was said of the last scan; None: nothing was scanned yet."""
        self._judged = judged
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language in force."""
        judged = self._judged
        if judged is None:
            self.banner.set_verdict(Verdict("blue", self.tr("READY TO SCAN")))
            return
        reasons = tuple(words(reason) for reason in judged.reasons[:2])
        self.banner.set_verdict(Verdict(judged.state, words(judged.headline), reasons))

    def show_undone(self, text: str) -> None:
        """Say what was taken back."""
        self.banner.set_verdict(Verdict("blue", self.tr("UNDONE"), (text,)))

    def show_ended(self, view: BenchView) -> None:
        """Say how a closed inspection ended."""
        state: State = "red" if view.result == "found" else "green"
        self.banner.set_verdict(Verdict(state, words(Say(f"inspection.result_{view.result}"))))

    def show_line(self, line: BenchLine, times: int) -> None:
        """The running count of the line in hand."""
        declared = self.tr("declared {count}").format(count=grouped(whole(line.declared) or 0))
        more = self.tr("next scan ×{times}").format(times=times)
        notes = (declared if line.declared is not None else "", more if times > 1 else "")
        self.count.set_count(int(line.found or 0), f"{line.goods} ({line.unit})", " · ".join(filter(None, notes)))


class ScanStream(RecordTable[ScanLine]):
    """The last scans, newest first, each with its verdict in a word."""

    def __init__(self) -> None:
        super().__init__("scans", self._scan_columns(), same=lambda scan: scan.entry_id)

    def _scan_columns(self) -> Sequence[Column[ScanLine]]:
        return (
            Column("state", self.tr("scan"), self._word, width=150),
            Column("text", self.tr("text"), lambda scan: scan.text, stretch=True),
            Column("times", "×", lambda scan: whole(scan.quantity), width=56),
        )

    def _word(self, scan: ScanLine) -> Word:
        if scan.undone:
            return Word("muted", self.tr("undone"))
        known: dict[str, State] = {"green": "green", "red": "red", "yellow": "yellow"}
        return Word(known.get(scan.state, "blue"), words(scan.headline))

    def retranslate(self) -> None:
        """Say it in the language in force."""
        self.set_words(self._scan_columns(), self.tr("Scan a code, drop a picture here, or type a count."))
