"""Fields, tables, bars, signs: what a person does to them and what they show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QHeaderView, QLabel
from pytestqt.qtbot import QtBot

from app.core import days
from app.core.clock import CHINA
from app.core.errors import Bug, Refused, Say, Trouble
from app.core.wording import THIN_SPACE, grouped
from app.desk import memory
from app.desk.bars import BusyBar
from app.desk.buttons import ActButton
from app.desk.fields import CheckField, ChoiceField, DateField, Form, LongTextField, NumberField, TextField
from app.desk.figures import Figure, FigurePair
from app.desk.jobs import InlineJobs, Moved, Steps
from app.desk.language import language
from app.desk.messages import MessageBar, Messages
from app.desk.rows import shown
from app.desk.signs import BigCount, StatePill, Toast, Verdict, VerdictBanner, Word
from app.desk.table import Column, RecordTable
from app.desk.theme import Look, theme
from app.desk.timeline import Fact, Timeline

NO_KEYS = Qt.KeyboardModifier.NoModifier
NOON = datetime(2024, 11, 20, 14, 5, tzinfo=CHINA)


@dataclass(frozen=True)
class Row:
    """A goods line."""

    number: int
    goods: str
    declared: int | None
    value: Decimal
    at: datetime = NOON


ROWS = [
    Row(1, "rubber mats", 39500, Decimal("61200.00")),
    Row(2, "keychain pendants", 35900, Decimal("9.50")),
    Row(3, "bags", None, Decimal("171150.00")),
]


def columns() -> list[Column[Row]]:
    return [
        Column("number", "#", lambda row: row.number, width=48),
        Column("goods", "Goods", lambda row: row.goods, stretch=True),
        Column("declared", "Declared", lambda row: row.declared, unit="pcs"),
        Column("value", "CNY", lambda row: row.value),
    ]


@pytest.fixture
def table(qtbot: QtBot) -> RecordTable[Row]:
    made: RecordTable[Row] = RecordTable("t", columns(), empty="Scan a number.", same=lambda row: row.number, many=True)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.set_rows(ROWS)
    with qtbot.waitExposed(made):
        made.show()
    return made


def texts(table: RecordTable[Row], column: int) -> list[str]:
    model = table.model()
    return [str(model.index(at, column).data()) for at in range(model.rowCount())]


def test_numbers_stand_right_and_grouped_with_their_unit_in_the_header(table: RecordTable[Row]) -> None:
    model = table.model()
    assert texts(table, 2) == [grouped(39500), grouped(35900), "–"]
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Declared (pcs)"
    for row in range(3):
        assert model.index(row, 2).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignLeft


def test_a_click_on_the_header_sorts_by_size_and_puts_the_unknown_last(qtbot: QtBot, table: RecordTable[Row]) -> None:
    header = table.horizontalHeader()
    at = header.sectionViewportPosition(2) + 10
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NO_KEYS, QPoint(at, 10))
    assert texts(table, 0) == ["2", "1", "3"]
    table.set_rows(list(reversed(ROWS)))
    assert texts(table, 0) == ["2", "1", "3"]


def test_the_chosen_row_stays_chosen_over_new_rows(table: RecordTable[Row]) -> None:
    told: list[object] = []
    table.choose(ROWS[1])
    table.chosen.connect(told.append)
    table.set_rows([ROWS[2], Row(2, "keychain pendants", 36000, Decimal(1))])
    assert table.row is not None
    assert table.row.declared == 36000
    table.set_rows([ROWS[0]])
    assert told[-1] is None


def test_enter_opens_and_ctrl_c_copies_plain_numbers(qtbot: QtBot, table: RecordTable[Row]) -> None:
    table.choose(ROWS[0])
    with qtbot.waitSignal(table.opened) as told:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [ROWS[0]]
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines == [
        "#\tGoods\tDeclared (pcs)\tCNY",
        "1\trubber mats\t39500\t61200.00",
        "2\tkeychain pendants\t35900\t9.50",
    ]


def test_a_double_click_opens(qtbot: QtBot, table: RecordTable[Row]) -> None:
    place = table.visualRect(table.model().index(2, 1)).center()
    with qtbot.waitSignal(table.opened) as told:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, NO_KEYS, place)
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, NO_KEYS, place)
    assert told.args == [ROWS[2]]


def test_widths_are_remembered_by_name(qtbot: QtBot, table: RecordTable[Row]) -> None:
    table.horizontalHeader().resizeSection(3, 222)
    qtbot.waitUntil(lambda: "222" in memory.recall("table.t.widths"))
    again: RecordTable[Row] = RecordTable("t", columns())
    qtbot.addWidget(again)
    assert again.columnWidth(3) == 222
    assert again.horizontalHeader().sectionResizeMode(1) == QHeaderView.ResizeMode.Stretch


def test_rows_grow_and_shrink_with_gloves_and_text(table: RecordTable[Row]) -> None:
    heights = []
    for look in (Look("light"), Look("light", gloves=True), Look("light", 150), Look("light")):
        theme().set_look(look)
        heights.append(table.rowHeight(0))
    assert heights == [32, 40, 48, 32]


def test_no_title_is_cut_and_the_widest_column_is_not_squeezed_away(table: RecordTable[Row]) -> None:
    own = table.columnWidth(2)
    longer = [replace(column, title="declared by the consignor") for column in columns()]
    table.set_words(longer, "")
    words = table.horizontalHeader().fontMetrics().horizontalAdvance("declared by the consignor (pcs)")
    assert own < words < table.columnWidth(2)
    table.resize(200, 300)
    assert table.columnWidth(1) > words - 60
    assert table.horizontalScrollBar().maximum() > 0
    table.resize(2000, 300)
    assert table.horizontalScrollBar().maximum() == 0


def test_an_empty_table_says_what_to_do(qtbot: QtBot, table: RecordTable[Row]) -> None:
    full = table.grab().toImage()
    table.set_rows([])
    empty = table.grab().toImage()
    table.set_words(columns(), "")
    assert empty != full
    assert table.grab().toImage() != empty


def test_ten_thousand_rows_are_shown_at_once(qtbot: QtBot, table: RecordTable[Row]) -> None:
    table.set_rows([Row(at, f"goods {at}", at, Decimal(at)) for at in range(10_000)])
    table.choose(Row(9_999, "", 0, Decimal(0)))
    assert table.visualRect(table.currentIndex()).isValid()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (199100, f"199{THIN_SPACE}100"), (Decimal("370000.00"), f"370{THIN_SPACE}000.00"), (NOON, "2024-11-20 14:05"),
        (date(2024, 11, 20), "2024-11-20"), (None, "–"), ("", "–"), (Word("red", "RED 78"), "RED 78"),
        (("a", 2), "a · 2"), (True, "✓"),
    ],
)  # fmt: skip
def test_values_are_shown_as_the_house_writes_them(value: object, text: str) -> None:
    assert shown(value) == text


def test_a_refusal_stands_under_its_field_until_a_person_edits_it(qtbot: QtBot) -> None:
    form = Form()
    count = form.add("count", NumberField("Count", unit="pcs"))
    form.add("seal", TextField("Seal"))
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    assert form.refuse(Refused("desk.garbled_scan", field="count"))
    assert "nothing was recorded" in count.refusal
    assert count.editor.hasFocus()
    assert "nothing was recorded" in count.editor.accessibleDescription()
    language().set("zh")
    assert "未作记录" in count.editor.accessibleDescription()
    with qtbot.waitSignal(form.edited) as told:
        QTest.keyClicks(count.editor, "7")
    assert told.args == ["count"]
    assert count.refusal == ""
    assert not form.refuse(Refused("desk.garbled_scan", field="elsewhere"))


@pytest.mark.parametrize(
    ("typed", "value"), [("199 100", 199100), ("199,100", 199100), ("", None), ("-5", 5), ("abc", None)]
)
def test_a_count_is_read_as_people_write_it(qtbot: QtBot, typed: str, value: int | None) -> None:
    field = NumberField("Count")
    qtbot.addWidget(field)
    QTest.keyClicks(field.line, typed)
    assert field.value() == value


def test_fields_give_back_what_was_put_in_without_saying_edited(qtbot: QtBot) -> None:
    form = Form(columns=2)
    qtbot.addWidget(form)
    form.add("party", TextField("Party"))
    form.add("why", LongTextField("Why"), wide=True)
    form.add("money", NumberField("Money", places=2))
    form.add("track", ChoiceField("Track", [("a", "on application"), ("e", "ex officio")]))
    form.add("day", DateField("Day"))
    form.add("sealed", CheckField("Sealed"))
    told: list[str] = []
    form.edited.connect(told.append)
    values = {
        "party": "义乌某某", "why": "two\nlines", "money": Decimal("370000.50"), "track": "e",
        "day": date(2026, 11, 25), "sealed": True,
    }  # fmt: skip
    form.set_values(values)
    assert form.values() == values
    assert told == []


def test_every_field_says_edited_when_a_person_edits(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    text, area, check = TextField("T"), LongTextField("L"), CheckField("C")
    choice, day = ChoiceField("Ch", [(1, "one"), (2, "two")]), DateField("D")
    for field in (text, area, check, choice, day):
        form.add(field.editor.accessibleName(), field)
    with qtbot.waitExposed(form):
        form.show()
    told: list[str] = []
    form.edited.connect(told.append)
    QTest.keyClick(text.line, Qt.Key.Key_X)
    QTest.keyClick(area.area, Qt.Key.Key_X)
    QTest.keyClick(check.box, Qt.Key.Key_Space)
    QTest.keyClick(choice.box, Qt.Key.Key_Down)
    QTest.keyClick(day.box, Qt.Key.Key_Up)
    assert told == ["T", "L", "C", "Ch", "D"]


def test_a_day_out_of_all_reckoning_cannot_be_typed(qtbot: QtBot) -> None:
    field = DateField("Day")
    qtbot.addWidget(field)
    field.set_value(date(2024, 11, 20))
    with qtbot.waitExposed(field):
        field.show()
    for typed in ("0001", "9999"):
        field.box.setSelectedSection(QDateEdit.Section.YearSection)
        QTest.keyClicks(field.box, typed)
        QTest.keyClick(field.box, Qt.Key.Key_Return)
        assert days.FIRST <= field.value() <= days.LAST


def test_a_passphrase_is_hidden_and_kept_as_typed(qtbot: QtBot) -> None:
    field = TextField("Passphrase", secret=True)
    qtbot.addWidget(field)
    QTest.keyClicks(field.line, " two words ")
    assert field.value() == " two words "
    assert "two" not in field.line.displayText()


def test_the_banner_is_colour_and_icon_and_word(qtbot: QtBot) -> None:
    banner = VerdictBanner()
    qtbot.addWidget(banner)
    banner.resize(400, 100)
    pictures = []
    for verdict in (
        Verdict("red", "DOES NOT AGREE", ("code: 690", "declared: none")),
        Verdict("green", "DOES NOT AGREE"),
    ):
        banner.set_verdict(verdict)
        pictures.append(banner.grab().toImage())
    assert pictures[0] != pictures[1]
    assert banner.accessibleName() == "DOES NOT AGREE"
    assert [text for text in banner.findChildren(QLabel) if text.pixmap() and not text.pixmap().isNull()]


def test_signs_name_themselves(qtbot: QtBot) -> None:
    pill, count = StatePill(Word("yellow", "YELLOW 45")), BigCount()
    qtbot.addWidget(pill)
    qtbot.addWidget(count)
    count.set_count(35900, "pendants", "+1 carton")
    assert pill.accessibleName() == "YELLOW 45"
    assert count.accessibleName() == f"{grouped(35900)} pendants. +1 carton"


def test_a_pill_on_screen_changes_the_colour_of_its_word_too(qtbot: QtBot) -> None:
    pill = StatePill(Word("yellow", "45"))
    qtbot.addWidget(pill)
    with qtbot.waitExposed(pill):
        pill.show()
    pill.set_word(Word("green", "0"))
    (word,) = (each for each in pill.findChildren(QLabel) if each.text() == "0")
    assert word.palette().windowText().color() == theme().color("green")


def test_a_toast_goes_by_itself(qtbot: QtBot) -> None:
    over = StatePill(Word("green", "x"))
    qtbot.addWidget(over)
    toast = Toast(over, seconds=0.02)
    with qtbot.waitExposed(over):
        over.show()
    toast.tell("saved")
    assert toast.isVisible()
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_both_figures_open_their_records(qtbot: QtBot) -> None:
    pair = FigurePair()
    qtbot.addWidget(pair)
    pair.set_figures(Figure(41, 37, 60), Figure(199100, 0, None))
    told: list[str] = []
    pair.opened.connect(told.append)
    with qtbot.waitExposed(pair):
        pair.show()
    QTest.keyClick(pair.batches, Qt.Key.Key_Return)
    QTest.mouseClick(pair.items, Qt.MouseButton.LeftButton)
    assert told == ["batches", "items"]
    assert pair.batches.accessibleName() == "Batches: 41; +11% · 37 yesterday; -32% · 60 same day last year"


def test_a_timeline_opens_what_opens(qtbot: QtBot) -> None:
    line = Timeline()
    qtbot.addWidget(line)
    line.set_facts([Fact("a", NOON, "scanned"), Fact("b", NOON, "detained", "李明", "D08", opens=True)])
    with qtbot.waitExposed(line):
        line.show()
    link = line.findChild(ActButton)
    assert link is not None
    with qtbot.waitSignal(line.opened) as told:
        QTest.keyClick(link, Qt.Key.Key_Space)
    assert told.args == ["b"]


def test_long_work_shows_how_far_it_is_and_is_stopped_by_its_button(qtbot: QtBot) -> None:
    bar, jobs = BusyBar(), InlineJobs()
    qtbot.addWidget(bar)
    done: list[str] = []

    def op(steps: Steps) -> str:
        steps.moved(5, 10, Say("desk.garbled_scan"))
        return "all"

    with qtbot.waitExposed(bar):
        bar.show()
    job = jobs.long(op, done.append, moved=bar.moved)
    bar.start("Reading", job)
    bar.moved(Moved(1204, 2000))
    assert f"{grouped(1204)} / {grouped(2000)}" in [text.text() for text in bar.findChildren(QLabel)]
    stop = bar.findChild(ActButton)
    assert stop is not None
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    jobs.settle()
    assert done == []
    assert bar.isHidden()


def test_each_failure_is_told_in_its_place(qtbot: QtBot) -> None:
    bar, form = MessageBar(), Form()
    qtbot.addWidget(bar)
    qtbot.addWidget(form)
    field = form.add("count", NumberField("Count"))
    kept: list[BaseException] = []

    def keep(error: BaseException) -> None:
        kept.append(error)

    messages = Messages(bar, keep)
    messages.tell(Refused("desk.garbled_scan", field="count"), form)
    assert field.refusal
    assert bar.text == ""
    messages.tell(Trouble("desk.garbled_scan"), form)
    assert "scan again" in bar.text
    language().set("zh")
    QGuiApplication.sendPostedEvents()
    assert "再次扫描" in bar.text
    messages.bug(Bug("x"))
    assert len(kept) == 1
    assert "磁盘" in bar.text


def test_the_act_in_the_bar_is_done_once(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    done: list[int] = []
    bar.tell("The printer does not answer.", "red", "Print again", lambda: done.append(1))
    with qtbot.waitExposed(bar):
        bar.show()
    again = next(button for button in bar.findChildren(ActButton) if button.text() == "Print again")
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert bar.text == ""


def test_no_row_is_open_in_an_empty_table(qtbot: QtBot) -> None:
    table: RecordTable[Row] = RecordTable("none", columns())
    qtbot.addWidget(table)
    assert table.row is None
    assert not QModelIndex().isValid()
