"""The acts that end an inspection: nothing found, the documents are wrong, or the goods are detained."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.bench.screen.sitting import Sitting
from app.bench.view.bench import BenchView
from app.bench.work import Result
from app.desk.bars import ConfirmBar
from app.desk.buttons import ActButton


class Ending(QObject):
    """Three buttons, each with the question that it may need first."""

    detain_asked = Signal(str)
    """The inspection whose goods are to be detained."""

    def __init__(self, sitting: Sitting, confirm: ConfirmBar, due: Callable[[], tuple[str, ...]]) -> None:
        super().__init__(sitting)
        self._sitting, self._confirm, self._due = sitting, confirm, due
        self.nothing = ActButton("", key="N", icon="check", kind="bench")
        self.nothing.clicked.connect(self._on_nothing)
        self.documents = ActButton("", key="O", icon="file-text", kind="bench")
        self.documents.clicked.connect(self._on_documents)
        self.detain = ActButton("", key="D", icon="hand-stop", kind="main")
        self.detain.clicked.connect(self._on_detain)

    @property
    def acts(self) -> tuple[ActButton, ...]:
        """The three buttons."""
        return (self.nothing, self.documents, self.detain)

    def retranslate(self) -> None:
        """Say it in the language in force."""
        self.nothing.set_text(self.tr("nothing found"))
        self.documents.set_text(self.tr("wrong papers"))
        self.detain.set_text(self.tr("DETAIN"))

    @Slot()
    def _on_nothing(self) -> None:
        view, close = self._sitting.view, partial(self._sitting.close, Result.NOTHING_FOUND)
        if view is not None and any(clue.seen and not clue.genuine for card in view.cards for clue in card.clues):
            question = self.tr("You ticked signs of a fake. Close with nothing found all the same?")
            self._confirm.ask(question, self.tr("nothing found"), close, key="Y")
        else:
            close()

    @Slot()
    def _on_documents(self) -> None:
        question = self.tr("Close this inspection: the documents are wrong, no right is touched?")
        close = partial(self._sitting.close, Result.DOCUMENTS_WRONG)
        self._confirm.ask(question, self.tr("documents wrong"), close, key="Y")

    @Slot()
    def _on_detain(self) -> None:
        view, due = self._sitting.view, self._due()
        if view is not None and due:
            asked = self.tr("Line {lines}: a large lot that no second officer has counted. Detain all the same?")
            question = asked.format(lines=", ".join(due))
            self._confirm.ask(question, self.tr("detain"), partial(self._detain_uncounted, view, due), key="Y")
        elif view is not None:
            self.detain_asked.emit(view.inspection)

    def _detain_uncounted(self, view: BenchView, due: tuple[str, ...]) -> None:
        self._sitting.waive_recount(due)
        self.detain_asked.emit(view.inspection)
