"""The blind recount on screen: a second officer signs in and counts unseeing; differences are settled with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.bench import work
from app.bench.rules.recount import Kept
from app.bench.screen.counting import Counted
from app.bench.screen.sitting import Sitting
from app.bench.screen.words import count_text, whole
from app.bench.view.bench import Again, BenchLine, BenchView, blind_lines
from app.core.errors import Refused
from app.core.wording import grouped
from app.desk.buttons import ActButton
from app.desk.fields import ChoiceField, TextField
from app.desk.language import language
from app.desk.signs import StatePill, Word, label
from app.identity.rules import Officer
from app.identity.work import confirm_second, slots_of
from app.seat import Seat


class RecountPane(QWidget):
    """One thing at a time: that a recount is due, the second officer's sign-in, their counting, the differences."""

    turned = Signal()
    """Something else is asked now: a second officer signs in, counts, or is done."""
    left = Signal()
    """The fields are done with."""

    def __init__(self, seat: Seat, sitting: Sitting) -> None:
        super().__init__()
        self._seat, self._sitting = seat, sitting
        self._second: Officer | None = None
        self._due: tuple[BenchLine, ...] = ()
        self._differs: BenchLine | None = None
        self.state, self._said = StatePill(), label(wrap=True)
        self.open = ActButton("", key="R", icon="users", kind="link")
        self.open.clicked.connect(self._on_open)
        self.officer, self.passphrase = ChoiceField(""), TextField("", secret=True)
        self.passphrase.line.returnPressed.connect(self._on_passphrase)
        self.kept, self.reason = ChoiceField(""), TextField("")
        self.reason.line.returnPressed.connect(self._on_settle)
        self._sign_in = _row(self.officer, self.passphrase)
        self._settling = _row(self.kept, self.reason)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.state)
        top.addWidget(self._said, 1)
        top.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._sign_in)
        column.addWidget(self._settling)
        self._sign_in.hide()

    def retranslate(self) -> None:
        """Say it in the language in force."""
        self.officer.set_title(self.tr("Second officer"))
        self.passphrase.set_title(self.tr("Their passphrase [Enter]"))
        self.kept.set_title(self.tr("Which count stands"))
        self.reason.set_title(self.tr("Why [Enter]"))
        self._show()

    @property
    def asks(self) -> bool:
        """Whether its own fields are open, so that no count is taken now."""
        return not (self._sign_in.isHidden() and self._settling.isHidden())

    @property
    def differs(self) -> str:
        """The key of a line whose two counts differ and wait to be settled."""
        return self._differs.key if self._differs is not None and self._second is None else ""

    @property
    def second(self) -> Officer | None:
        """The officer who counts blind now."""
        return self._second

    def seen_by(self, view: BenchView) -> tuple[BenchLine, ...]:
        """The lines as whoever counts now may see them."""
        return blind_lines(view, self._second.officer_id) if self._second is not None else view.lines

    def render_view(self, view: BenchView | None) -> None:
        """Show where the recount of this shipment stands."""
        lines = view.lines if view is not None and not view.closed else ()
        self._due = tuple(line for line in lines if line.again is Again.DUE)
        self._differs = next((line for line in lines if line.again is Again.DIFFERS), None)
        if view is not None:
            self.officer.set_choices([(each.officer_id, each.name(language().lang)) for each in view.colleagues])
        if self._second is not None and not self._due:
            self.end()
        self._show()

    def _show(self) -> None:
        counting, differs = self._second is not None, bool(self.differs)
        self.setVisible(bool(self._due) or counting or differs)
        numbers = ", ".join(line.key for line in self._due)
        if counting and self._second is not None:
            self.state.set_word(Word("blue", self.tr("BLIND RECOUNT"), "users"))
            said = self.tr("{officer} counts line {lines} without the first count.")
            self._said.setText(said.format(officer=self._second.name(language().lang), lines=numbers))
            self.open.set_text(self.tr("leave"))
        elif differs and self._differs is not None:
            self.state.set_word(Word("yellow", self.tr("counts differ")))
            self._said.setText(self._difference(self._differs))
        elif self._due:
            self.state.set_word(Word("yellow", self.tr("recount due")))
            self._said.setText(
                self.tr("Line {lines}: so many pieces are counted by two officers.").format(lines=numbers)
            )
            self.open.set_text(self.tr("second officer"))
        self.open.setVisible(counting or not differs)
        if differs and self._settling.isHidden():
            self._settling.show()
            self.kept.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._settling.setVisible(differs)
        if counting or differs:
            self._sign_in.hide()

    def _difference(self, line: BenchLine) -> str:
        assert line.recount is not None and line.recount.second is not None  # noqa: S101, PT018 - it differs
        first, second = line.recount.first, line.recount.second
        self.kept.set_choices(
            [
                (Kept.SECOND, self.tr("second: {count}").format(count=grouped(whole(second.quantity)))),
                (Kept.FIRST, self.tr("first: {count}").format(count=grouped(whole(first.quantity)))),
            ]
        )
        said = self.tr("Line {line}: first {first} ({how}), second {second} ({again}).")
        return said.format(
            line=line.key,
            first=grouped(whole(first.quantity)),
            how=count_text(first),
            second=grouped(whole(second.quantity)),
            again=count_text(second),
        )

    @Slot()
    def _on_open(self) -> None:
        if self._second is not None:
            self.end()
            return
        wanted = self._sign_in.isHidden()
        self._sign_in.setVisible(wanted)
        self.passphrase.set_value("")
        self.turned.emit()
        if wanted:
            self.passphrase.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.left.emit()

    @Slot()
    def _on_passphrase(self) -> None:
        seat, second, passphrase = self._seat, str(self.officer.value() or ""), self.passphrase.value()
        if not passphrase:
            return
        self.passphrase.set_value("")
        seat.jobs.change(
            lambda: confirm_second(
                seat.station, slots_of(seat.home), seat.officer, second, passphrase, seat.station.clock
            ),
            self._on_second,
            self._on_refused,
            owner=self,
        )

    def _on_second(self, second: Officer) -> None:
        self._second = second
        self.passphrase.clear_refusal()
        self._show()
        self.left.emit()
        self.turned.emit()

    def _on_refused(self, failure: Any) -> None:
        if isinstance(failure, Refused):
            self.passphrase.refuse(failure.say)
        else:
            self._seat.messages.tell(failure)

    def end(self) -> None:
        """The second officer is done, or leaves: the first one counts again."""
        if self._second is not None:
            self._second = None
            self._show()
            self.turned.emit()

    def count(self, line: BenchLine, counted: Counted) -> None:
        """The second officer counted a line."""
        seat, view, second = self._seat, self._sitting.view, self._second
        if view is None or second is None:
            return
        recount: Callable[[], None] = partial(
            work.recount, seat.station, seat.officer, second, view.inspection, line.key, counted.quantity,
            counted.unit, counted.how,
        )  # fmt: skip
        self._sitting.act(recount, lambda _done: self._sitting.was_counted(line.key))

    @Slot()
    def _on_settle(self) -> None:
        seat, view, line = self._seat, self._sitting.view, self._differs
        if view is None or line is None:
            return
        settle = partial(work.settle_recount, seat.station, seat.officer, view.inspection, line.key)
        kept, reason = Kept(str(self.kept.value())), str(self.reason.value())
        if not reason.strip():
            self.reason.refuse(Refused("inspection.recount_reason").say)
            return
        self.reason.set_value("")
        self.left.emit()
        self._sitting.act(lambda: settle(kept, reason))

    def draft(self) -> dict[str, object]:
        """Who is to count again, or how a difference is being settled; a passphrase is never kept."""
        if not self._settling.isHidden():
            return {"kept": str(self.kept.value()), "reason": self.reason.value()}
        if self._second is not None:
            return {"officer": self._second.officer_id}
        return {} if self._sign_in.isHidden() else {"officer": self.officer.value()}

    def take_draft(self, draft: Mapping[str, object]) -> None:
        """Put back what was being entered when the program ended: a second officer signs in anew."""
        if "reason" in draft and self._differs is not None:
            self.kept.set_value(Kept(str(draft["kept"])))
            self.reason.set_value(draft["reason"])
        if "officer" in draft and self._due:
            self._on_open()
            self.officer.set_value(draft["officer"])

    @property
    def due(self) -> tuple[str, ...]:
        """The lines that a second officer has still to count."""
        return tuple(line.key for line in self._due)


def _row(*fields: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for field in fields:
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return made
