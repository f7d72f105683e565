"""What the officer shows the bench: photographs, the camera, words on packaging, and clue against clue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from app.bench import work
from app.bench.codes.reads import Code
from app.bench.findings import SYMBOLOGY, judge_words
from app.bench.judging import Judged
from app.bench.pictures import Picture, open_picture
from app.bench.records.findings import photos
from app.bench.screen.camera import CameraPane
from app.bench.screen.compare import ComparePane, PictureBox
from app.bench.screen.sitting import Sitting
from app.bench.screen.taking import Taking
from app.bench.seeing import Eyes
from app.bench.view.bench import BenchLine, BenchView
from app.bench.view.compare import CompareView, Shown, compare_view, photo_for, shown
from app.bench.work.comparing import Comparison, compare
from app.core.errors import Refused, Say
from app.desk.buttons import ActButton
from app.desk.files import PICTURES, ask_files
from app.register.rules import Recordation
from app.register.standing import StandingRegister
from app.seat import Seat


class Looking(QObject):
    """The acts with pictures, their panes, and what comes of them; the page gives them their places."""

    offered = Signal(str, str, str)
    """A code for the scan bus: text, source, symbology."""
    doubted = Signal(object)
    """Say: a picture may hold a code."""
    comparing = Signal(bool)
    """Whether the comparison takes the place of the bench."""
    reading = Signal(object)
    """The job that reads words, for the page's busy bar."""
    read = Signal()
    """It is over."""

    def __init__(
        self,
        seat: Seat,
        register: StandingRegister,
        eyes: Eyes,
        sitting: Sitting,
        line: Callable[[], BenchLine | None],
        right: Callable[[], Recordation | None],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._seat, self._register, self._eyes, self._sitting = seat, register, eyes, sitting
        self._line, self._right, self._page = line, right, page
        self._reads_next = False
        self._taking = Taking(seat, eyes, sitting, self)
        self.camera, self.compare = CameraPane(seat, eyes), ComparePane()
        self.earlier = PictureBox()
        self.earlier.hide()
        self.photo = self._act("P", "camera", self._on_photo)
        self.live = self._act("K", "eye", self.camera.turn)
        self.words = self._act("T", "text-recognition", self._on_words)
        self.match = self._act("M", "equal", self._on_match)
        self._taking.text_brought.connect(lambda text: self.offered.emit(text, "clipboard", ""))
        self._taking.doubted.connect(self._on_doubted)
        self._taking.kept.connect(self._on_kept)
        self.camera.code_read.connect(self.offered)
        self.camera.looked.connect(self.compare.show_live)
        self.compare.answered.connect(self._on_answered)
        self.compare.left.connect(lambda: self.comparing.emit(False))
        sitting.loaded.connect(self._on_loaded)

    def _act(self, key: str, icon: str, slot: Callable[[], None]) -> ActButton:
        act = ActButton("", key=key, icon=icon, kind="bench")
        act.clicked.connect(slot)
        return act

    @property
    def acts(self) -> Sequence[ActButton]:
        """For the foot of the page."""
        return (self.photo, self.live, self.words, self.match)

    def retranslate(self) -> None:
        """Say it in the language in force."""
        view = self._sitting.view
        self.photo.set_text(self.tr("photo ({count})").format(count=view.photos if view else 0))
        self.live.set_text(self.tr("camera"))
        self.words.set_text(self.tr("read text"))
        self.match.set_text(self.tr("compare"))
        self.compare.retranslate()

    @Slot()
    def _on_loaded(self) -> None:
        if self._sitting.view is None or self._sitting.view.closed:
            self.camera.camera.close()
            self.compare.leave()
        elif not self.compare.isHidden():
            self._show_pairs()

    # pictures

    @Slot()
    def _on_photo(self) -> None:
        if self.camera.has_picture:
            self._taking.shot(self.camera.shot(), self._line(), self.compare.clue)
            return
        ask_files(self._page, self.tr("Photos of the goods"), self.take, self.tr("Pictures"), *PICTURES)

    @Slot(list)
    def take(self, names: Sequence[str]) -> None:
        """Keep picture files as evidence of the line in hand, and take the codes in them as scans."""
        self._taking.files(names, self._line(), self.compare.clue)

    def bring(self, mime: QMimeData) -> None:
        """Take what was dropped or pasted."""
        self._taking.bring(mime, self._line())

    def _on_doubted(self, codes: tuple[Code, ...]) -> None:
        best = codes[0]
        self.doubted.emit(Say("bench.doubtful_code", {"text": best.text[:60], "symbology": best.symbology}))

    def show_earlier(self, digest: str) -> None:
        """Show the photograph of a piece that was met before, beside the alarm; empty: nothing to show."""
        self.earlier.hide()
        if digest:
            self._seat.jobs.read(lambda: shown(self._seat.station, digest), self._on_earlier, owner=self)

    def _on_earlier(self, picture: Shown) -> None:
        pixmap = QPixmap()
        pixmap.loadFromData(picture.data)
        self.earlier.setVisible(not pixmap.isNull())
        self.earlier.show_picture(pixmap, "")
        self.earlier.setAccessibleName(self.tr("the earlier photo"))

    # words on packaging

    @Slot()
    def _on_words(self) -> None:
        """Read the newest photograph of the goods in hand; with the camera open, one that is taken now."""
        self._reads_next = self.camera.has_picture
        if self._reads_next:
            self._on_photo()
        else:
            self._start_reading(None)

    @Slot(object)
    def _on_kept(self, picture: Picture) -> None:
        if self._reads_next:
            self._reads_next = False
            self._start_reading(picture)

    def _start_reading(self, picture: Picture | None) -> None:
        view, line = self._sitting.view, self._line()
        if view is not None:
            read = partial(self._read, view, line.key if line else "", picture)
            job = self._seat.jobs.long(lambda _steps: read(), self._on_read, self._on_failed, owner=self)
            self.reading.emit(job)

    def _read(self, view: BenchView, line_key: str, picture: Picture | None) -> tuple[BenchView, Judged]:
        lines = self._eyes.reader().read(picture or self._newest(view, line_key))
        return view, judge_words(lines, view.shipment, self._register.index(), self._register.right)

    def _newest(self, view: BenchView, line_key: str) -> Picture:
        station = self._seat.station
        with station.read() as conn:
            digest = photo_for(photos(conn, view.inspection), line_key)
        if not digest:
            raise Refused("bench.read_needs_photo")
        return open_picture(station.blobs.get(digest))

    def _on_read(self, found: tuple[BenchView, Judged]) -> None:
        self.read.emit()
        view, judged = found
        if self._sitting.view is None or self._sitting.view.inspection != view.inspection:
            return
        seat = self._seat
        scanned = work.Scanned(judged.meaning.text or "–", SYMBOLOGY, "words", verdict=judged.as_json())
        record = partial(work.record_scan, seat.station, seat.officer, view.inspection, scanned)
        self._sitting.act(record, lambda _counted: self._on_words_kept(judged))

    def _on_words_kept(self, judged: Judged) -> None:
        self._sitting.judged.emit(judged)
        self._sitting.reload()

    def _on_failed(self, failure: Any) -> None:
        self.read.emit()
        self._seat.messages.tell(failure)

    # clue against clue

    @Slot()
    def _on_match(self) -> None:
        right = self._right()
        if right is not None and not (right.genuine_clues or right.fake_clues):
            self._seat.messages.tell(Say("bench.no_clues"))
        elif right is not None and self.compare.isHidden():
            self._show_pairs()

    def _show_pairs(self) -> None:
        view, right, line = self._sitting.view, self._right(), self._line()
        if view is None or right is None:
            return
        key = line.key if line else ""
        self._seat.jobs.read(
            lambda: compare_view(self._seat.station, view.inspection, right, key), self._on_pairs, owner=self
        )

    def _on_pairs(self, view: CompareView) -> None:
        self.compare.show_view(view)
        self.comparing.emit(True)

    @Slot(object)
    def _on_answered(self, comparison: Comparison) -> None:
        view, seat = self._sitting.view, self._seat
        if view is not None:
            self._sitting.act(lambda: compare(seat.station, seat.officer, view.inspection, comparison))
