"""What a person sets about the desk itself: look, text size, rows, language, and how the scanner types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar, cast

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.wording import LANGS, Lang
from app.desk import memory, sounds
from app.desk.fields import CheckField, ChoiceField, Form, NumberField, TextField
from app.desk.language import NAMES, language, of_system
from app.desk.scan import Scan, ScanBus
from app.desk.signs import label
from app.desk.theme import SCALES, Look, Mode, Scale, theme
from app.desk.wedge import Reading, Wedge

V = TypeVar("V")


def restore(bus: ScanBus) -> None:
    """Put what was set last time in force: look, language and scanner; what can't be read is as if never set."""
    modes: tuple[Mode, ...] = ("system", "light", "dark")
    ways: tuple[Reading, ...] = ("auto", "keys", "text")
    gloves = memory.recall("look.gloves") == "yes"
    theme().set_look(Look(_kept("look.mode", modes, "system"), _kept("look.scale", SCALES, 100), gloves))
    language().set(_kept("language", LANGS, of_system()))
    gap = memory.recall("wedge.gap_ms")
    bus.set_wedge(
        Wedge(
            gap_ms=_within(int(gap)) if gap.isdecimal() else Wedge.gap_ms,
            prefix=memory.recall("wedge.prefix"),
            reading=_kept("wedge.reading", ways, "auto"),
        )
    )


def _kept(key: str, allowed: Sequence[V], otherwise: V) -> V:
    kept = memory.recall(key)
    return next((value for value in allowed if str(value) == kept), otherwise)


def _within(gap_ms: int) -> int:
    return min(max(gap_ms, 10), 500)


class DeskSettings(QWidget):
    """The desk's own part of the settings page; every change is in force and remembered at once."""

    def __init__(self, bus: ScanBus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._form, self._scanner = Form(columns=2), Form(columns=2)
        self._mode = ChoiceField("")
        self._scale = ChoiceField("", [(scale, f"{scale} %") for scale in SCALES])
        self._language = ChoiceField("", [(lang, NAMES[lang]) for lang in LANGS])
        self._gloves, self._sound = CheckField(""), CheckField("")
        self._gap = NumberField("", unit="ms")
        self._prefix = TextField("", latin=True, longest=8)
        self._reading = ChoiceField("")
        self._titles = (label(kind="heading"), label(kind="heading"))
        self._trial = label(kind="note", wrap=True)
        self._lay_out()
        self._retranslate()
        self._fill()
        self._form.edited.connect(self._on_look)
        self._scanner.edited.connect(self._on_scanner)
        bus.scanned.connect(self._on_scanned)
        language().changed.connect(self._fill)

    def _lay_out(self) -> None:
        for name, field in (
            ("mode", self._mode), ("scale", self._scale), ("language", self._language), ("gloves", self._gloves),
            ("sound", self._sound),
        ):  # fmt: skip
            self._form.add(name, field)
        self._scanner.add("gap", self._gap)
        self._scanner.add("prefix", self._prefix)
        self._scanner.add("reading", self._reading)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for title, form in zip(self._titles, (self._form, self._scanner), strict=True):
            column.addWidget(title)
            column.addWidget(form)
        row = QHBoxLayout()
        row.addWidget(self._trial, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addStretch(1)

    @Slot()
    def _fill(self) -> None:
        look, wedge = theme().look, self._bus.wedge
        self._form.set_values(
            {"mode": look.mode, "scale": look.scale, "gloves": look.gloves, "language": language().lang}
            | {"sound": sounds.wanted()}
        )
        self._scanner.set_values({"gap": wedge.gap_ms, "prefix": wedge.prefix, "reading": wedge.reading})

    @Slot(str)
    def _on_look(self, name: str) -> None:
        if name == "language":
            lang = cast("Lang", self._language.value())
            memory.keep("language", lang)
            language().set(lang)
            return
        if name == "sound":
            sounds.want(on=self._sound.value())
            sounds.sounds().play("green")
            return
        mode, scale = cast("Mode", self._mode.value()), cast("Scale", self._scale.value())
        memory.keep("look.mode", mode)
        memory.keep("look.scale", str(scale))
        memory.keep("look.gloves", "yes" if self._gloves.value() else "no")
        theme().set_look(Look(mode, scale, self._gloves.value()))

    @Slot(str)
    def _on_scanner(self, _name: str) -> None:
        gap = self._gap.value()
        wedge = replace(
            self._bus.wedge, prefix=self._prefix.value(), reading=cast("Reading", self._reading.value()),
            gap_ms=_within(int(gap)) if gap is not None else Wedge.gap_ms,
        )  # fmt: skip
        memory.keep("wedge.gap_ms", str(wedge.gap_ms))
        memory.keep("wedge.prefix", wedge.prefix)
        memory.keep("wedge.reading", wedge.reading)
        self._bus.set_wedge(wedge)

    @Slot(object)
    def _on_scanned(self, scan: Scan) -> None:
        self._trial.setText(f"✓ {scan.text}" + (f"  ({scan.other})" if scan.other else ""))

    def _retranslate(self) -> None:
        self._titles[0].setText(self.tr("Look and language"))
        self._titles[1].setText(self.tr("Scanner"))
        self._mode.set_title(self.tr("Appearance"))
        self._mode.set_choices(
            [("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))]
        )
        self._scale.set_title(self.tr("Text size"))
        self._language.set_title(self.tr("Language"))
        self._gloves.set_title(self.tr("Row height for gloves"))
        self._sound.set_title(self.tr("Tones for agreed, doubtful and alarm"))
        self._gap.set_title(self.tr("Longest time between two keys") + " (ms)")
        self._prefix.set_title(
            self.tr("Prefix sent by the scanner"), self.tr("With a prefix set, typing is never held back.")
        )
        self._reading.set_title(self.tr("Read keys by"))
        self._reading.set_choices(
            [
                ("auto", self.tr("What looks like a code")),
                ("keys", self.tr("Place on a US keyboard")),
                ("text", self.tr("Layout of this computer")),
            ]
        )
        self._trial.setText(self.tr("Scan any code: what arrives is shown here."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
