"""Every widget of the desk on two pages, to be looked at: `python -m app.desk.gallery [--shots FOLDER]`."""

# ruff: noqa: E501 - sample words stand in lines, however long

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout

from app.core.clock import CHINA
from app.desk.buttons import ActButton
from app.desk.cells import Share
from app.desk.fields import CheckField, ChoiceField, DateField, Form, LongTextField, NumberField, TextField
from app.desk.figures import Figure, FigurePair
from app.desk.jobs import Moved
from app.desk.language import language
from app.desk.page import Page
from app.desk.rail import Stop
from app.desk.signs import BigCount, StatePill, Verdict, VerdictBanner, Word
from app.desk.status import Status
from app.desk.table import Column, RecordTable
from app.desk.taste import DeskSettings
from app.desk.theme import SCALES, Look, Mode, Scale, State, theme
from app.desk.timeline import Fact, Timeline
from app.desk.window import MainWindow

WORDS = {
    "en": {
        "verdict": "DOES NOT AGREE", "why": ("code: 6901234… registered to another company", "declared: no brand"),
        "agreed": "Agrees with the declaration", "nothing": "nothing found", "undo": "undo", "photo": "photo (3)",
        "detain": "DETAIN", "record": "RECORD AND PRINT 3", "goods": "Goods", "lane": "Lane", "declared": "Declared",
        "found": "Found", "at": "Seen", "red": "RED 78", "yellow": "YELLOW 45", "green": "GREEN 3", "blue": "RANDOM",
        "pendants": "keychain pendants", "mats": "rubber mats", "stamps": "plastic stamps", "bags": "bags (undeclared)",
        "empty": "No shipments wait here. Load a declaration file or scan a number.", "party": "Declarant",
        "count": "Count found", "reason": "Reason", "storage": "Storage place", "day": "Day", "sealed": "Seals checked",
        "refusal": "At least one piece: enter the count or choose “nothing found”.", "question": "Widen the inspection to the whole shipment?",
        "widen": "Widen", "busy": "Reading declarations", "title": "Inspection", "pcs": "pcs",
        "trouble": "The printer does not answer: switch it on, then press “Print again”. The notice is kept.", "again": "Print again",
    },
    "zh": {
        "verdict": "与申报不符", "why": ("条码：6901234… 登记于其他企业", "申报：无品牌"), "agreed": "与申报相符",
        "nothing": "未发现异常", "undo": "撤销", "photo": "拍照（3）", "detain": "扣留", "record": "记录并打印 3 份",
        "goods": "货物", "lane": "通道", "declared": "申报", "found": "实数", "at": "时间", "red": "红 78", "yellow": "黄 45",
        "green": "绿 3", "blue": "随机", "pendants": "钥匙扣挂件", "mats": "橡胶垫", "stamps": "塑料印章", "bags": "包袋（未申报）",
        "empty": "此处没有待查货物。请导入报关单文件或扫描编号。", "party": "申报单位", "count": "实际数量", "reason": "原因",
        "storage": "存放位置", "day": "日期", "sealed": "封志已核对", "refusal": "至少一件：请输入数量，或选择“未发现异常”。",
        "question": "是否将查验范围扩大到整票货物？", "widen": "扩大", "busy": "正在读取报关单", "title": "查验", "pcs": "件",
        "trouble": "打印机没有响应：请打开电源后点击“重新打印”。文书已保存。", "again": "重新打印",
    },
}  # fmt: skip

NOON = datetime(2024, 11, 20, 14, 5, tzinfo=CHINA)


@dataclass(frozen=True)
class Line:
    """A goods line as the gallery shows it."""

    number: int
    goods: str
    declared: int | None
    found: int | None
    lane: Word
    value: Decimal
    share: State = "muted"


def said(key: str) -> str:
    """A word of the gallery in the language on screen."""
    return str(WORDS[language().lang][key])


def lines() -> list[Line]:
    """Five goods lines of one shipment."""
    return [
        Line(1, said("mats"), 39500, 12000, Word("red", said("red")), Decimal("61200.00"), "yellow"),
        Line(2, said("pendants"), 35900, 35900, Word("yellow", said("yellow")), Decimal("89750.50"), "green"),
        Line(3, said("stamps"), 47900, None, Word("green", said("green")), Decimal("47900.00")),
        Line(4, said("bags"), None, 2400, Word("red", said("red")), Decimal("171150.00"), "red"),
        Line(5, said("mats"), 1200, 0, Word("blue", said("blue")), Decimal("990.00")),
    ]


def columns() -> list[Column[Line]]:
    """The columns of a bench table."""
    return [
        Column("number", "#", lambda line: line.number, width=48),
        Column("goods", said("goods"), lambda line: line.goods, stretch=True),
        Column("lane", said("lane"), lambda line: line.lane, width=120),
        Column("declared", said("declared"), lambda line: line.declared, unit=said("pcs"), width=110),
        Column(
            "found", said("found"), lambda line: Share(line.found, line.declared, line.share), width=110, align="right"
        ),
        Column("value", "CNY", lambda line: line.value, width=110),
    ]


class BenchWall(Page):
    """Banner, count, table, timeline, pills, acts."""

    def __init__(self) -> None:
        super().__init__()
        self.banner, self.count = VerdictBanner(), BigCount()
        self.table: RecordTable[Line] = RecordTable("gallery", columns(), same=lambda line: line.number)
        self.empty: RecordTable[Line] = RecordTable("gallery-empty", columns(), empty=said("empty"))
        self.timeline = Timeline()
        self.pills = [StatePill() for _ in range(4)]
        self.acts = [
            ActButton("", key="N", icon="check", kind="bench"),
            ActButton("", key="P", icon="camera", kind="bench"),
            ActButton("", key="Z", icon="arrow-back-up", kind="bench"),
            ActButton("", key="D", icon="lock", kind="grave"),
        ]
        self.main = ActButton("", key="Enter", icon="printer", kind="main")
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        for pill in self.pills:
            self.head.addWidget(pill)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.table, 3)
        left.addWidget(self.empty, 2)
        right.addWidget(self.banner)
        right.addWidget(self.count)
        right.addWidget(self.timeline, 1)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addLayout(left, 3)
        across.addLayout(right, 2)
        self.body.addLayout(across, 1)
        self.set_acts(self.acts, self.main)

    def retranslate(self) -> None:
        self.set_title(said("title"))
        reasons = WORDS[language().lang]["why"]
        self.banner.set_verdict(Verdict("red", said("verdict"), tuple(reasons)))
        self.count.set_count(35900, said("pendants"), "6901234567892 ×1 · ▲ +1")
        self.table.set_words(columns(), "")
        self.table.set_rows(lines())
        self.table.choose(lines()[1])
        self.empty.set_words(columns(), said("empty"))
        states: tuple[State, ...] = ("red", "yellow", "green", "blue")
        for pill, state in zip(self.pills, states, strict=True):
            pill.set_word(Word(state, said(state)))
        for act, key in zip(self.acts, ("nothing", "photo", "undo", "detain"), strict=True):
            act.set_text(said(key))
        self.main.set_text(said("record"))
        self.timeline.set_facts(
            [
                Fact("1", NOON, said("verdict"), "李明", "sha256 9f2c…e1", "alert-triangle-filled", "red", opens=True),
                Fact("2", NOON + timedelta(minutes=4), said("photo"), "李明", icon="camera"),
                Fact(
                    "3",
                    NOON + timedelta(minutes=9),
                    said("detain"),
                    "王芳",
                    "D08 · NB-MS-01-2024-000123",
                    "lock",
                    opens=True,
                ),
            ]
        )


class FormWall(Page):
    """Fields, figures, bars."""

    def __init__(self) -> None:
        super().__init__()
        self.form = Form(columns=3)
        self.fields = {
            "party": TextField("", hint=""), "count": NumberField(""), "day": DateField(""),
            "storage": ChoiceField("", [(1, "A-03-12"), (2, "B-01-01")]), "sealed": CheckField(""),
        }  # fmt: skip
        for name, field in self.fields.items():
            self.form.add(name, field)
        self.reason = LongTextField("", lines=2)
        self.form.add("reason", self.reason, wide=True)
        self.figures = FigurePair()
        self.body.addWidget(self.figures)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.save = ActButton("", key="Enter", icon="device-floppy", kind="main")
        self.set_acts([ActButton("Plain"), ActButton("Link", kind="link", icon="link")], self.save)
        self.retranslate()

    def retranslate(self) -> None:
        self.set_title(said("title"))
        for name, field in self.fields.items():
            field.set_title(said(name))
        self.reason.set_title(said("reason"), said("empty"))
        self.form.set_values(
            {"party": "义乌市某某进出口有限公司", "count": 199100, "day": date(2026, 11, 25), "sealed": True}
        )
        self.fields["count"].refuse(said("refusal"))
        self.figures.set_figures(Figure(41, 37, 60), Figure(199100, 199100, None))
        self.save.set_text(said("record"))
        self.busy.start(said("busy"))
        self.busy.moved(Moved(1204, 2000))
        self.confirm.ask(said("question"), said("widen"), lambda: None, grave=True)


def wall() -> MainWindow:
    """The window with both pages and the settings."""
    window = MainWindow(
        (
            Stop("bench", "scan", lambda: said("title")),
            Stop("form", "list-check", lambda: said("reason")),
            Stop("settings", "settings", lambda: said("storage")),
        )
    )
    window.add_page("bench", BenchWall)
    window.add_page("form", FormWall)

    def settings() -> Page:
        page = Page()
        page.body.addWidget(DeskSettings(window.bus))
        return page

    window.add_page("settings", settings)
    window.status.set_status(Status("李明", "NB-MS-01", NOON, timedelta(hours=2), 3, NOON))
    window.go("bench")
    return window


def shoot(window: MainWindow, folder: Path) -> None:
    """A picture of every page in both languages and looks, at each text size."""
    folder.mkdir(parents=True, exist_ok=True)
    modes: tuple[Mode, ...] = ("light", "dark")
    cases: product[tuple[Mode, Scale, str, str]] = product(
        modes, SCALES, ("en", "zh"), ("bench", "form", "settings", "lock")
    )
    for mode, scale, lang, page in cases:
        theme().set_look(Look(mode, scale, gloves=scale == 150))
        language().set("zh" if lang == "zh" else "en")
        if page == "lock":
            window.lock("李明")
        else:
            window.go(page)
        if page == "form":
            window.message_bar.tell(said("trouble"), "red", said("again"), lambda: None)
        if page == "bench":
            window.toast.tell(said("agreed"))
        _settle()
        window.grab().save(str(folder / f"{page}-{mode}-{scale}-{lang}.png"))
        window.message_bar.clear()
        window.unlock()


def _settle() -> None:
    """Twice, for a new look can keep the loop busier than one wait lasts."""
    for _ in range(2):
        loop = QEventLoop()
        QTimer.singleShot(100, loop.quit)
        loop.exec()


def main(arguments: list[str]) -> int:
    """Show the wall, or take its pictures and end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shots", type=Path)
    asked = parser.parse_args(arguments)
    app = QApplication(sys.argv[:1])
    window = wall()
    window.show()
    if asked.shots is None:
        return app.exec()
    window.resize(1366, 768)
    shoot(window, asked.shots)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
