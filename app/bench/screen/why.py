"""Why the chosen shipment is in the queue: every reason with its points, what would change it, clues and traders."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.bench.screen.words import lane_word
from app.bench.view.queue import QueueRow, Reason
from app.bench.view.why import RightClues, WhyView
from app.core.errors import Say
from app.core.wording import grouped
from app.desk.language import words
from app.desk.layouts import emptied, scrolling
from app.desk.signs import StatePill, label
from app.desk.theme import mark
from app.risk.view import TraderProfile, chance_text

GUIDED = 2
"""Of so many reasons it is said what to look for and what to do."""


class Why(QFrame):
    """The reasons at once; clues, traders and earlier shipments as soon as they are read."""

    def __init__(self, read: Callable[[str, Callable[[WhyView | None], None]], None]) -> None:
        super().__init__()
        mark(self, kind="card")
        self.setMinimumWidth(300)
        self._read = read
        self._row: QueueRow | None = None
        self._view: WhyView | None = None
        self._head = label(kind="heading", wrap=True)
        self._pill, self._figures = StatePill(), label(kind="note", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._figures)
        column.addLayout(self._lines)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 8, 12)
        outer.addWidget(scrolling(inside))

    def show_row(self, row: QueueRow | None) -> None:
        """Show the reasons of a shipment, and ask for what stands behind them."""
        if row != self._row:
            self._row, self._view = row, None
        self.retranslate()
        if row is not None and self._view is None:
            self._read(row.number, self._on_read)

    def _on_read(self, view: WhyView | None) -> None:
        if view is not None and self._row is not None and view.number == self._row.number:
            self._view = view
            self._show_behind(view)

    def retranslate(self) -> None:
        """Say it again in the language on screen."""
        emptied(self._lines)
        row = self._row
        for each in (self._pill, self._figures):
            each.setVisible(row is not None)
        self._figures.clear()
        if row is None:
            self._head.setText(self.tr("Choose a shipment to see why it is here."))
            return
        self._head.setText(f"{row.goods or row.number}\n{row.parties}")
        word = lane_word(row.lane, control=row.control, opened=row.open)
        self._pill.set_word(type(word)(word.state, f"{word.text} {round(row.score)}", word.icon))
        self._show_reasons(row)
        if self._view is not None:
            self._show_behind(self._view)

    def _line(self, text: str, kind: str = "", tip: str = "") -> None:
        told = label(text, kind, wrap=True)
        told.setToolTip(tip)
        self._lines.addWidget(told)

    def _show_reasons(self, row: QueueRow) -> None:
        if not row.reasons:
            self._line(self.tr("Nothing speaks for opening it."))
        for place, reason in enumerate(row.reasons):
            source = self.tr("Source: {source}").format(source=reason.source)
            self._line(f"{reason.points:+.0f}  {words(reason.say)}", tip=source)
            if place < GUIDED:
                self._guide(reason)
        if row.would_change:
            self._line(self.tr("What would change it"), "heading")
        for change in row.would_change:
            self._line(words(change))

    def _guide(self, reason: Reason) -> None:
        if reason.look_for is not None:
            self._line(self.tr("Look for: {what}").format(what=words(reason.look_for)), "note")
        if reason.do is not None:
            self._line(self.tr("Do: {what}").format(what=words(reason.do)), "note")

    def _show_behind(self, view: WhyView) -> None:
        """Likelihood and value, apart (how probable a find is, how much is at stake); clues, traders, ties."""
        said = self.tr("likelihood {chance} · value at stake {value} CNY")
        gaps = {"chance": chance_text(view.likelihood), "value": grouped(round(view.value))}
        self._figures.setText(said.format(**gaps))
        for right in view.rights:
            self._show_clues(right)
        for profile in view.traders.profiles:
            self._show_trader(profile)
        seen = view.traders.in_words()
        if seen:
            self._line(words(Say("targeting.fact_links")), "heading")
        for tie in seen:
            self._line(words(tie))

    def _show_clues(self, right: RightClues) -> None:
        self._line(self.tr("{mark} ({holder})").format(mark=right.mark, holder=right.holder), "heading")
        if not right.genuine and not right.fake:
            self._line(self.tr("The holder has given no clues."), "note")
        for clue in right.genuine:
            self._line(self.tr("genuine: {clue}").format(clue=clue))
        for clue in right.fake:
            self._line(self.tr("fake: {clue}").format(clue=clue))

    def _show_trader(self, profile: TraderProfile) -> None:
        """A trader's history in two lines, with its source; its name only where the role may see it."""
        told = profile.history
        title = self.tr("Consignor") if profile.part == "consignor" else self.tr("Consignee")
        self._line(f"{title}  {told.name}".strip(), "heading")
        said = self.tr("{shipments} shipments here, {inspected} inspected, {found} irregular; credit {credit}")
        credit = words(Say(f"targeting.credit_{profile.credit}"))
        gaps = {"shipments": told.consignments, "inspected": told.inspected, "found": told.found}
        tip = words(Say("targeting.source_declarations")) + "; " + words(Say("targeting.source_outcomes"))
        self._line(said.format(**gaps, credit=credit), tip=tip)
        if profile.faded:
            self._line(self.tr("Earlier infringements weigh {weight} today.").format(weight=f"{profile.faded:.2f}"))
