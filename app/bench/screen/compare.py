"""Genuine, fake and these goods side by side, large enough to compare, answered with one key each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.bench.view.compare import CompareView, Pair, Shown
from app.bench.work.comparing import Comparison, Likeness
from app.desk.buttons import ActButton
from app.desk.language import language
from app.desk.signs import StatePill, Word, label
from app.desk.theme import State, mark, theme
from app.register.words import in_lang

LEAST_SIDE = 120


class PictureBox(QLabel):
    """A picture as large as its place allows; words where there is none."""

    def __init__(self) -> None:
        super().__init__()
        mark(self, kind="card")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        # A label wants to be as large as what it shows, and would grow with every resize.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._whole = QPixmap()
        self._otherwise = ""

    def show_picture(self, picture: QPixmap, otherwise: str) -> None:
        """Show a picture, or say why there is none."""
        self._whole, self._otherwise = picture, otherwise
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        side = theme().px(LEAST_SIDE)
        self.setMinimumSize(side, side)
        if self._whole.isNull():
            self.setText(self._otherwise)
            return
        room = self.contentsRect().size() * self.devicePixelRatioF()
        kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        scaled = self._whole.scaled(room, kept, smooth)
        scaled.setDevicePixelRatio(self.devicePixelRatioF())
        self.setPixmap(scaled)


class _Column:
    """What one side shows: its title, its picture, its clue in words."""

    def __init__(self) -> None:
        self.title, self.picture, self.clue = label(kind="label"), PictureBox(), label(kind="heading", wrap=True)

    def put_into(self, grid: QGridLayout, at: int) -> None:
        """Rows are common to all columns, so that the pictures stand level."""
        for row, widget in enumerate((self.title, self.picture, self.clue)):
            grid.addWidget(widget, row, at)
        self.clue.setAlignment(Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(at, 1)


class ComparePane(QWidget):
    """One pair of clues at a time."""

    answered = Signal(object)
    """Comparison"""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view: CompareView | None = None
        self._at = 0
        self._title, self._state = label(kind="heading", wrap=True), StatePill()
        self._genuine, self._fake, self._goods = _Column(), _Column(), _Column()
        self._acts = {
            Likeness.GENUINE: ActButton("", key="G", icon="shield-check", kind="bench"),
            Likeness.FAKE: ActButton("", key="F", icon="shield-x", kind="bench"),
            Likeness.UNSURE: ActButton("", key="X", icon="help-circle", kind="bench"),
        }
        for answer, act in self._acts.items():
            act.clicked.connect(partial(self._on_answer, answer))
        self._next = ActButton("", key="Right", icon="chevron-right", kind="link")
        self._next.clicked.connect(self._on_next)
        self._back = ActButton("", key="Esc", icon="x", kind="link")
        self._back.clicked.connect(self.leave)
        self._lay_out()
        self.show_acts(on=False)
        self.hide()

    @property
    def answers(self) -> Sequence[ActButton]:
        """For the foot of the page, where they are in sight at any text size."""
        return tuple(self._acts.values())

    @property
    def ways(self) -> Sequence[ActButton]:
        """To the next clue and back, for the end of the foot."""
        return (self._next, self._back)

    def show_acts(self, *, on: bool) -> None:
        """Show or hide them."""
        for act in (*self.answers, *self.ways):
            act.setVisible(on)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._state)
        columns = QGridLayout()
        columns.setHorizontalSpacing(16)
        columns.setVerticalSpacing(8)
        columns.setRowStretch(1, 1)
        for at, column in enumerate((self._genuine, self._fake, self._goods)):
            column.put_into(columns, at)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addLayout(columns, 1)

    @property
    def pair(self) -> Pair | None:
        """The pair on show."""
        return self._view.pairs[self._at] if self._view is not None and self._view.pairs else None

    @property
    def clue(self) -> str:
        """The clue that a photograph taken now belongs to."""
        return (self.pair.genuine or self.pair.fake) if self.pair is not None and not self.isHidden() else ""

    def show_view(self, view: CompareView) -> None:
        """Show a right's pairs: from the first, or where it was while the same right is compared."""
        same = self._view is not None and self._view.recordation_no == view.recordation_no and not self.isHidden()
        self._view, self._at = view, min(self._at, len(view.pairs) - 1) if same else 0
        self.retranslate()
        self.show()

    @Slot()
    def leave(self) -> None:
        """Back to the bench."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    @Slot(object)
    def show_live(self, image: QImage) -> None:
        """What the camera sees, in the place of the photograph."""
        if not self.isHidden():
            self._goods.picture.show_picture(QPixmap.fromImage(image), "")

    def _on_answer(self, answer: Likeness) -> None:
        view, pair = self._view, self.pair
        if view is None or pair is None:
            return
        pictures = (pair.photo.digest, pair.genuine_picture.digest, pair.fake_picture.digest)
        self.answered.emit(Comparison(view.recordation_no, pair.genuine, pair.fake, answer, *pictures))
        if self._at + 1 < len(view.pairs):
            self._at += 1
            self.retranslate()
        else:
            self.leave()

    @Slot()
    def _on_next(self) -> None:
        if self._view is not None:
            self._at = (self._at + 1) % max(1, len(self._view.pairs))
            self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language in force."""
        self._genuine.title.setText(self.tr("genuine goods show"))
        self._fake.title.setText(self.tr("known fakes show"))
        self._goods.title.setText(self.tr("these goods"))
        self._acts[Likeness.GENUINE].set_text(self.tr("matches genuine"))
        self._acts[Likeness.FAKE].set_text(self.tr("matches fake"))
        self._acts[Likeness.UNSURE].set_text(self.tr("can't tell"))
        self._next.set_text(self.tr("next clue"))
        self._back.set_text(self.tr("back to the bench"))
        view, pair = self._view, self.pair
        if view is None or pair is None:
            return
        place = self.tr("clue {at} of {all}").format(at=self._at + 1, all=len(view.pairs))
        self._title.setText(f"{view.mark} · {place}")
        self._state.set_word(self._answer_word(pair.answer))
        self._show(self._genuine, pair.genuine_picture, pair.genuine, self.tr("no picture of this clue"))
        self._show(self._fake, pair.fake_picture, pair.fake, self.tr("no picture of this fake yet"))
        self._show(self._goods, pair.photo, "", self.tr("no photo yet: take one with P"))

    def _show(self, column: _Column, shown: Shown, clue: str, otherwise: str) -> None:
        picture = QPixmap()
        picture.loadFromData(shown.data)
        column.picture.show_picture(picture, otherwise)
        text = in_lang(clue, language().lang)
        note = self.tr("(picture: the recorded mark)") if shown.mark and shown.digest else ""
        column.clue.setText("\n".join(filter(None, (text, note))))
        column.picture.setAccessibleName(f"{column.title.text()}: {text or otherwise}")

    def _answer_word(self, answer: str) -> Word:
        words: dict[str, tuple[State, str]] = {
            "genuine": ("green", self.tr("matches genuine")),
            "fake": ("red", self.tr("matches fake")),
            "unsure": ("yellow", self.tr("can't tell")),
        }
        state, text = words.get(answer, ("muted", self.tr("not compared yet")))
        return Word(state, text)
