"""The answer to each act, read from a metre away: the verdict, the running count, and the last scans below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from app.bench.judging import Judged
from app.bench.screen.words import count_text, method_text, standing_text, steps_text, whole
from app.bench.view.bench import BenchLine, BenchView, ScanLine
from app.bench.work import Undone
from app.core.errors import Say
from app.core.wording import grouped
from app.desk.language import words
from app.desk.signs import BigCount, Verdict, VerdictBanner, Word
from app.desk.sounds import sounds
from app.desk.table import Column, RecordTable
from app.desk.theme import State


class Answer(QObject):
    """Verdict banner and running count."""

    def __init__(self) -> None:
        super().__init__()
        self._judged: Judged | None = None
        self.banner, self.count = VerdictBanner(), BigCount()

    @property
    def state(self) -> str:
        """The state of the verdict on show."""
        return self.banner.verdict.state if self.banner.verdict else ""

    def show_judged(self, judged: Judged | None) -> None:
        """What was said of the last scan, heard as well as seen; None: nothing was scanned yet."""
        self._judged = judged
        self.retranslate()
        if judged is not None:
            sounds().play(judged.state)

    def retranslate(self) -> None:
        """Say it in the language in force."""
        judged = self._judged
        if judged is None:
            self.banner.set_verdict(Verdict("blue", self.tr("READY TO SCAN")))
            return
        reasons = tuple(words(reason) for reason in judged.reasons[:2])
        self.banner.set_verdict(Verdict(judged.state, words(judged.headline), reasons))

    def show_undone(self, undone: Undone) -> None:
        """Say what was taken back: the scan's text, or the count and how it was made."""
        what = undone.text or f"{grouped(whole(undone.quantity))} · {method_text(undone.method)}"
        self.banner.set_verdict(Verdict("blue", self.tr("UNDONE"), (what,)))

    def show_doubt(self, what: Say) -> None:
        """Say that a picture may hold a code that nothing may be decided on."""
        self.banner.set_verdict(Verdict("yellow", words(Say("inspection.verdict_doubtful")), (words(what),)))
        sounds().play("yellow")

    def show_repeated(self, text: str) -> None:
        """Say that a code came twice with one pull of the trigger, and counted once."""
        self.banner.set_verdict(
            Verdict(
                "blue", self.tr("ONCE ONLY"), (self.tr("{text} came twice at once: counted once.").format(text=text),)
            )
        )

    def show_ended(self, view: BenchView) -> None:
        """Say how a closed inspection ended, how long its steps took, and how the shipment is inspected anew."""
        state: State = "red" if view.result == "found" else "green"
        headline = words(Say(f"inspection.result_{view.result}"))
        again = self.tr("Scan or search its number to inspect it once more.")
        self.banner.set_verdict(Verdict(state, headline, (steps_text(view.steps), again)))

    def show_line(self, line: BenchLine, times: int) -> None:
        """The running count of the line in hand: how it was counted and how it stands, in words."""
        notes = [standing_text(line.standing), count_text(line.count) if line.count is not None else ""]
        if line.declared is not None:
            declared = self.tr("declared {count} {unit}")
            notes.insert(0, declared.format(count=grouped(whole(line.declared)), unit=line.declared_unit))
        if times > 1:
            notes.append(self.tr("next scan ×{times}").format(times=times))
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
