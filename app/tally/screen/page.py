"""The tallies page: how much was detained, against other days, by whatever cuts, down to the cases."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.core.errors import Say
from app.core.wording import grouped
from app.desk.buttons import ActButton
from app.desk.figures import Figure
from app.desk.files import ask_target
from app.desk.language import language, words
from app.desk.layouts import side_by_side
from app.desk.page import Page
from app.desk.signs import label
from app.desk.table import RecordTable
from app.identity.rules import Role
from app.seat import Seat
from app.tally.exports import export
from app.tally.report import amounts, days
from app.tally.rules import Closing, Cut
from app.tally.screen.asking import AskingRow
from app.tally.screen.charts import CountChart
from app.tally.screen.figures import PeriodFigures
from app.tally.screen.tables import case_columns, group_columns, restated_columns
from app.tally.view import (
    Asked,
    Behind,
    CaseRow,
    Choice,
    GroupRow,
    RestatedRow,
    TallyView,
    asked_of,
    records_view,
    tally_view,
)
from app.tally.work import close_day


class TalliesPage(Page):
    """Both headline figures, charts, a table by cuts; whatever is opened lists its cases."""

    case_opened = Signal(str)
    """The id of a case to be shown."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._asked = asked_of(Choice.TODAY, seat.station.today(), (Cut.CHANNEL,))
        self._view = TallyView(self._asked)
        self._behind = self._view.everything
        self.asking = AskingRow(seat.station.today(), (Cut.CHANNEL,))
        self.asking.asked.connect(self._on_asked)
        self.figures = PeriodFigures()
        self.figures.opened.connect(self._on_everything)
        self.by_station, self.by_day = CountChart("bars"), CountChart("line")
        self.groups: RecordTable[GroupRow] = RecordTable("tally", group_columns(()), same=lambda row: row.behind.only)
        self.restated: RecordTable[RestatedRow] = RecordTable("tally-restated", restated_columns())
        self.cases: RecordTable[CaseRow] = RecordTable(
            "tally-cases", case_columns(), same=lambda row: (row.station, row.case_id)
        )
        self._wire()
        self._make_acts()
        self._lay_out()
        self.retranslate()

    def _wire(self) -> None:
        for source in (self.by_station, self.by_day, self.groups, self.restated):
            source.opened.connect(self._on_opened)
        self.groups.chosen.connect(self._on_chosen)
        self.restated.chosen.connect(self._on_chosen)
        self.cases.opened.connect(self._on_case)
        self.cases.chosen.connect(self._on_case_chosen)

    def _make_acts(self) -> None:
        self._sheet = ActButton("", key="E", icon="file-export")
        self._sheet.clicked.connect(partial(self._on_export, "xlsx"))
        self._paper = ActButton("", key="P", icon="report")
        self._paper.clicked.connect(partial(self._on_export, "pdf"))
        self._sign = ActButton("", key="S", icon="writing")
        self._sign.clicked.connect(self._on_sign)
        self._sign.setVisible(Role.SUPERVISOR in self._seat.officer.roles)
        self._changed = ActButton("", key="R", icon="history")
        self._changed.setCheckable(True)
        self._changed.clicked.connect(self._on_changed)
        self._open = ActButton("", key="Enter", icon="briefcase", kind="main")
        self._open.clicked.connect(self._on_open)
        self.set_acts([self._sheet, self._paper, self._sign, self._changed], main=self._open)

    def _lay_out(self) -> None:
        self._value = label(wrap=True)
        self._signed = label(kind="note", wrap=True)
        self._records_head = label(kind="heading", wrap=True)
        self.head.addWidget(self.asking, 100)
        self.body.addWidget(self.figures)
        notes = QHBoxLayout()
        notes.addWidget(self._value, 1)
        notes.addWidget(self._signed, 1)
        self.body.addLayout(notes)
        charts = QHBoxLayout()
        charts.setSpacing(16)
        charts.addWidget(self.by_station, 2)
        charts.addWidget(self.by_day, 3)
        self.body.addLayout(charts)
        self._left = QStackedWidget()
        self._left.addWidget(self.groups)
        self._left.addWidget(self.restated)
        self.body.addWidget(side_by_side(self._left, self._records(), sizes=(480, 520)), 1)
        for table in (self.groups, self.restated, self.cases):
            table.setMinimumHeight(100)

    def _records(self) -> QWidget:
        side = QFrame()
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._records_head)
        column.addWidget(self.cases, 1)
        return side

    def retranslate(self) -> None:
        self.set_title(self.tr("Tallies"))
        self._sheet.set_text(self.tr("spreadsheet"))
        self._paper.set_text(self.tr("PDF"))
        self._sign.set_text(self.tr("sign the day"))
        self._open.set_text(self.tr("open the case"))
        self.asking.retranslate()
        self.by_station.set_words(self.tr("By station"))
        self.by_day.set_words(self.tr("Day by day"))
        self.restated.set_words(restated_columns(), self.tr("Nothing that was signed has changed."))
        self.cases.set_words(case_columns(), self._empty())
        self._show()

    def _empty(self) -> str:
        return self.tr("No detentions in these days. Choose other days above, or detain goods on the bench.")

    # showing

    def arrive(self) -> None:
        self._asked = self.asking.ask(self._seat.station.today()) or self._asked
        self._read()

    @Slot(object)
    def _on_asked(self, asked: Asked) -> None:
        self._asked = asked
        self._read()

    def _read(self) -> None:
        station, asked = self._seat.station, self._asked
        self._seat.jobs.read(lambda: tally_view(station, asked), self.render_view)

    def render_view(self, view: TallyView) -> None:
        """Show a tally, and list all its cases."""
        if view.asked != self._asked:
            return  # an older question, answered late
        self._view = view
        if not view.restated:
            self._changed.setChecked(False)
        self._show()
        self.groups.set_rows(view.groups)
        self.restated.set_rows(view.restated)
        self.by_station.set_rows(view.stations)
        self.by_day.set_rows(view.line)
        self._list(view.everything)

    def _show(self) -> None:
        view = self._view
        now, before, year = view.now, view.before, view.year_before
        self.figures.set_words(view.asked.before_words, view.asked.year_words)
        self.figures.set_figures(
            Figure(now.batches, before.batches, year.batches), Figure(now.items, before.items, year.items)
        )
        self._value.setText(self.tr("Value: {amounts}").format(amounts=amounts(now)))
        self._signed.setText(self._signed_text(view.closing))
        self.groups.set_words(group_columns(view.asked.cuts), self._empty())
        self._changed.set_text(self.tr("restated ({count})").format(count=len(view.restated)))
        self._changed.setVisible(bool(view.restated))
        self._left.setCurrentWidget(self.restated if self._changed.isChecked() else self.groups)
        self._sign.setEnabled(view.asked.period.days == 1)
        self._show_records_head()

    def _signed_text(self, closing: Closing | None) -> str:
        if closing is None:
            return ""
        moment = closing.closed_at[:16].replace("T", " ")
        said = self.tr("{day}: signed by {officer}, {moment}")
        return said.format(day=closing.day.isoformat(), officer=closing.officer, moment=moment)

    def _list(self, behind: Behind) -> None:
        self._behind = behind
        station = self._seat.station
        self._seat.jobs.read(lambda: (behind, records_view(station, behind)), self._on_records)

    def _on_records(self, found: tuple[Behind, tuple[CaseRow, ...]]) -> None:
        behind, rows = found
        if behind == self._behind:
            self.cases.set_rows(rows)
            if rows and self.cases.row is None:
                self.cases.choose(rows[0])
            self._show_records_head()

    def _show_records_head(self) -> None:
        called = [words(name) for name in self._behind.words] or [days(self._behind.period)]
        rows = self.cases.rows
        said = self.tr("Cases: {what} · {batches} batches, {items} items")
        self._records_head.setText(
            said.format(
                what=" · ".join(called), batches=grouped(len(rows)), items=grouped(sum(row.items for row in rows))
            )
        )

    # opening

    @Slot()
    def _on_everything(self) -> None:
        self._list(self._view.everything)

    @Slot(object)
    def _on_opened(self, row: GroupRow | RestatedRow) -> None:
        self._list(row.behind)
        self.cases.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_chosen(self, row: GroupRow | RestatedRow | None) -> None:
        if row is not None:
            self._list(row.behind)

    @Slot(object)
    def _on_case_chosen(self, row: CaseRow | None) -> None:
        self._open.setEnabled(row is not None)

    @Slot(object)
    def _on_case(self, row: CaseRow) -> None:
        self.case_opened.emit(row.case_id)

    @Slot()
    def _on_open(self) -> None:
        if self.cases.row is not None:
            self.case_opened.emit(self.cases.row.case_id)

    @Slot()
    def _on_changed(self) -> None:
        self._show()

    # files

    def _on_export(self, ending: str) -> None:
        first, last = self._asked.period.first.isoformat(), self._asked.period.last.isoformat()
        span = first if first == last else f"{first}_{last}"
        name = f"tally-{self._seat.station.identity.station}-{span}.{ending}"
        ask_target(self, self.tr("Save the tally"), self.export_to, "", ending, name=name)

    @Slot(str)
    def export_to(self, name: str) -> None:
        """Write what is asked for to a file, by its ending a workbook or a PDF."""
        path, asked, lang, station = Path(name), self._asked, language().lang, self._seat.station
        xlsx, pdf = (None, path) if path.suffix.lower() == ".pdf" else (path, None)

        def write() -> Say:
            with station.read() as conn:
                export(
                    conn, asked.period, asked.cuts, lang, xlsx=xlsx, pdf=pdf, station=station.identity.station,
                    stream=station.stream, choice=asked.choice,
                )  # fmt: skip
            return Say("tally.exported", {"file": path.name})

        self._seat.jobs.read(write, self._seat.messages.tell, self._seat.messages.tell)

    # signing

    @Slot()
    def _on_sign(self) -> None:
        day, now = self._asked.period.last, self._view.now
        question = self.tr("Sign {day} with {batches} batches and {items} items?")
        asked = question.format(day=day.isoformat(), batches=grouped(now.batches), items=grouped(now.items))
        self.confirm.ask(asked, self.tr("sign"), self._sign_now, key="Y")

    def _sign_now(self) -> None:
        seat, day = self._seat, self._asked.period.last
        seat.jobs.change(lambda: close_day(seat.station, seat.officer, day), self._on_signed, self._on_failed)

    def _on_signed(self, closing: Closing) -> None:
        self._seat.messages.tell(Say("tally.signed", {"day": closing.day, "digest": closing.digest[:12]}))
        self._read()

    def _on_failed(self, failure: object) -> None:
        self._seat.messages.tell(failure)  # type: ignore[arg-type]  # jobs hand over Told or Bug
