"""The first screen: who works here today, and their passphrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from app.core.errors import Say
from app.desk.buttons import ActButton
from app.desk.fields import ChoiceField, Form, TextField
from app.desk.icons import put_pixmap
from app.desk.language import NAMES, language
from app.desk.lock import gate
from app.desk.signs import label


@dataclass(frozen=True)
class Asked:
    """What was entered: it leaves by the signal and is forgotten here at once."""

    officer_id: str
    passphrase: str


class SignInScreen(QWidget):
    """Officer and passphrase; the sample station says its passphrase, because it has no secrets."""

    asked = Signal(object)

    def __init__(self, officers: Sequence[tuple[str, str]], *, hint: str = "") -> None:
        super().__init__()
        self.setObjectName("lock")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._hint, self._waits = hint, False
        sign = QLabel()
        put_pixmap(sign, "shield-check", "accent", 40)
        self._title = label(kind="title")
        self._note = label(kind="note", wrap=True)
        self.form = Form()
        self._officer = ChoiceField("", officers)
        self._passphrase = TextField("", secret=True)
        self.form.add("officer", self._officer)
        self.form.add("passphrase", self._passphrase)
        self._passphrase.line.returnPressed.connect(self._on_sign_in)
        self._enter = ActButton("", key="Enter", kind="main")
        self._enter.clicked.connect(self._on_sign_in)
        self._language = ActButton("", icon="language", kind="link")
        self._language.clicked.connect(self._on_language)
        gate(self, (sign, self._title, self._note, self.form), self._language, self._enter)
        self.resize(1366, 768)
        self._retranslate()

    def start(self) -> None:
        """Put the focus where the passphrase goes."""
        self._passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, why: Say | str) -> None:
        """Say why nobody was let in."""
        self.wait(on=False)
        self._passphrase.refuse(why)

    def wait(self, *, on: bool) -> None:
        """While the station is being opened nothing can be entered."""
        for widget in (self._officer, self._passphrase, self._enter):
            widget.setEnabled(not on)
        self._waits = on
        self._say_main()
        if not on:
            self.start()

    def _say_main(self) -> None:
        self._enter.set_text(self.tr("opening the station …") if self._waits else self.tr("sign in"))

    @Slot()
    def _on_sign_in(self) -> None:
        passphrase = str(self._passphrase.value() or "")
        self._passphrase.set_value("")
        self._passphrase.clear_refusal()
        if passphrase:
            self.asked.emit(Asked(str(self._officer.value()), passphrase))
        else:
            self._passphrase.refuse(Say("desk.passphrase_wanted"))

    @Slot()
    def _on_language(self) -> None:
        language().set("en" if language().lang == "zh" else "zh")

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Tidewaiter"))
        self._title.setText(self.tr("Sign in to the station"))
        self._note.setText(self.tr("Sample station. The passphrase of every officer: {hint}").format(hint=self._hint))
        self._note.setVisible(bool(self._hint))
        self._officer.set_title(self.tr("Officer"))
        self._passphrase.set_title(self.tr("Passphrase"))
        self._say_main()
        self._language.set_text(NAMES["en" if language().lang == "zh" else "zh"])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
