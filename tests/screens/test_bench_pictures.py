"""What the officer shows the bench: camera frames, pasted and dropped pictures, clue against clue, words; and tones."""

from __future__ import annotations

import io
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import segno
import zxingcpp
from PIL import Image, ImageFilter
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bench.records import clues, photos, scans
from app.bench.records.comparing import comparisons
from app.bench.screen.bench import BenchPage
from app.core.errors import Say, Trouble
from app.desk import sounds
from app.desk.camera import Lens
from app.desk.theme import State
from tests.screens.bench_ground import Desk

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoSink

Begin = Callable[..., Desk]
PARCEL = "RR123456785CN"
PIECE = "(01)09521901000018(21)A7"


def png(text: str, scale: int = 6) -> bytes:
    out = io.BytesIO()
    segno.make(text, micro=False).save(out, kind="png", scale=scale, border=6)
    return out.getvalue()


class Film:
    """A camera that shows what the test holds before it."""

    def __init__(self) -> None:
        self.sink: QVideoSink | None = None
        self.lost: Callable[[Say], None] = lambda _why: None
        self.stopped = 0

    def start(self, sink: QVideoSink, lost: Callable[[Say], None]) -> None:
        self.sink, self.lost = sink, lost

    def stop(self) -> None:
        self.sink, self.stopped = None, self.stopped + 1

    def show(self, data: bytes = b"") -> None:
        """One frame: a picture in the middle of a table, or the bare table."""
        from PySide6.QtMultimedia import QVideoFrame

        table = Image.new("RGB", (1280, 720), (180, 180, 175))
        if data:
            table.paste(Image.open(io.BytesIO(data)).convert("RGB"), (400, 200))
        image = QImage(table.tobytes(), 1280, 720, 1280 * 3, QImage.Format.Format_RGB888)
        assert self.sink is not None
        self.sink.setVideoFrame(QVideoFrame(image.convertToFormat(QImage.Format.Format_RGB32)))


@pytest.fixture
def desk(desk_of: Begin) -> Desk:
    made = desk_of("li")
    made.scan("D-RED")
    return made


@pytest.fixture
def page(desk: Desk) -> BenchPage:
    return desk.page("bench", BenchPage)


@pytest.fixture
def film(desk: Desk, page: BenchPage) -> Film:
    film = Film()

    def found() -> Lens:
        return film

    page.looking.camera.camera.find = found
    desk.press(Qt.Key.Key_K)
    return film


def inspection(page: BenchPage) -> str:
    assert page.view is not None
    return page.view.inspection


def read(desk: Desk, page: BenchPage) -> list[tuple[str, str]]:
    with desk.station.read() as conn:
        return [(row.text, row.source) for row in reversed(scans(conn, inspection(page)))]


# camera


def test_a_code_before_the_camera_is_taken_once_when_a_second_frame_agrees(
    desk: Desk, page: BenchPage, film: Film
) -> None:
    assert page.looking.camera.isVisible()
    frame = png(PIECE)
    film.show(frame)
    desk.settle()
    for _ in range(5):
        film.show(frame)
        desk.settle()
    assert read(desk, page) == [(PIECE, "camera")]


def test_frames_that_come_while_one_is_looked_at_are_dropped(desk: Desk, page: BenchPage, film: Film) -> None:
    desk.settle()
    for _ in range(30):
        film.show(png(PIECE))
    assert len(desk.jobs._queue) == 1
    desk.settle()
    film.show()
    assert len(desk.jobs._queue) == 1
    desk.settle()


def test_a_shot_is_kept_as_evidence_of_the_line_in_hand(desk: Desk, page: BenchPage, film: Film) -> None:
    film.show()
    desk.settle()
    desk.press(Qt.Key.Key_P)
    with desk.station.read() as conn:
        (row,) = photos(conn, inspection(page))
    assert (row.media_type, row.line_key, row.officer) == ("image/jpeg", page.chosen, "li")
    with Image.open(io.BytesIO(desk.station.blobs.get(row.sha256))) as kept:
        assert kept.size == (1280, 720)
    assert page.looking.photo.accessibleName() == "photo (1)"


def test_the_camera_is_closed_by_its_key_and_when_the_officer_goes_elsewhere(
    desk: Desk, page: BenchPage, film: Film
) -> None:
    desk.press(Qt.Key.Key_K)
    assert (film.stopped, page.looking.camera.isVisible()) == (1, False)
    desk.press(Qt.Key.Key_K)
    assert film.sink is not None
    desk.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert film.stopped == 2


def test_a_camera_pulled_out_is_one_line_and_work_goes_on(desk: Desk, page: BenchPage, film: Film) -> None:
    film.lost(Say("desk.camera_gone"))
    film.lost(Say("desk.camera_gone"))
    desk.settle()
    assert "unplugged" in desk.told
    assert not page.looking.camera.isVisible()
    desk.scan(PARCEL)
    assert read(desk, page)[-1] == (PARCEL, "wedge")


def test_a_camera_that_sends_nothing_is_told(desk: Desk, page: BenchPage, film: Film, qtbot: QtBot) -> None:
    page.looking.camera.camera._silence.setInterval(20)
    film.show()
    qtbot.waitUntil(lambda: "sends no picture" in desk.told)
    assert film.stopped == 1


@pytest.mark.parametrize(("key", "words"), [("camera_none", "plug one in"), ("camera_no_library", "libpulse0")])
def test_without_a_camera_or_its_library_the_bench_says_so_in_one_line(
    desk: Desk, page: BenchPage, key: str, words: str
) -> None:
    def find() -> Lens:
        raise Trouble(f"desk.{key}")

    page.looking.camera.camera.find = find
    desk.press(Qt.Key.Key_K)
    assert words in desk.told
    assert not page.looking.camera.isVisible()


# clipboard, drag and drop


def paste(desk: Desk, mime: QMimeData) -> None:
    QApplication.clipboard().setMimeData(mime)
    desk.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().clear()  # what lies there must not outlive the application


def test_a_pasted_picture_is_evidence_and_its_code_a_scan(desk: Desk, page: BenchPage) -> None:
    mime = QMimeData()
    mime.setImageData(QImage.fromData(png(PARCEL)))
    paste(desk, mime)
    assert read(desk, page) == [(PARCEL, "picture")]
    with desk.station.read() as conn:
        (row,) = photos(conn, inspection(page))
    assert row.name.startswith("pasted-")


def test_a_pasted_code_is_a_scan(desk: Desk, page: BenchPage) -> None:
    mime = QMimeData()
    mime.setText(f"  {PARCEL}\n")
    paste(desk, mime)
    assert read(desk, page) == [(PARCEL, "clipboard")]


def test_a_pasted_story_is_no_code(desk: Desk, page: BenchPage) -> None:
    mime = QMimeData()
    mime.setText("long " * 1000)
    paste(desk, mime)
    assert "too long" in desk.told
    assert read(desk, page) == []


def test_a_picture_beyond_the_limit_is_refused_before_it_is_copied(desk: Desk, page: BenchPage) -> None:
    mime = QMimeData()
    mime.setImageData(QImage(20_000, 4_000, QImage.Format.Format_Mono))
    paste(desk, mime)
    assert "megapixels" in desk.told


def test_a_code_is_dropped_as_text(desk: Desk, page: BenchPage) -> None:
    data = QMimeData()
    data.setText(PARCEL)
    act, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), act, data, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(50, 50), act, data, left, none))
    desk.settle()
    assert read(desk, page) == [(PARCEL, "clipboard")]


def test_a_code_that_is_not_sure_is_shown_as_doubtful_and_recorded_nowhere(
    desk: Desk, page: BenchPage, tmp_path: Path
) -> None:
    ean = zxingcpp.create_barcode("9521901000018", zxingcpp.BarcodeFormat.EAN13)
    bars = Image.fromarray(np.array(ean.to_image(scale=2)))
    sheet = Image.new("L", (bars.width + 80, bars.height + 60), 255)
    sheet.paste(bars, (40, 30))
    sheet.filter(ImageFilter.GaussianBlur(1.5)).save(tmp_path / "blurred.png")
    desk.drop(page, tmp_path / "blurred.png")
    assert read(desk, page) == []
    assert page.verdict == "yellow"
    shown = page.answer.banner.verdict
    assert shown is not None
    assert "9521901000018" in shown.lines[0]


# the piece that was met before


def test_a_copy_turns_red_with_the_photo_that_was_taken_then(desk: Desk, page: BenchPage, tmp_path: Path) -> None:
    file = tmp_path / "then.png"
    Image.new("RGB", (90, 60), "navy").save(file)
    desk.drop(page, file)
    desk.scan(PIECE)
    assert page.looking.earlier.isHidden()
    desk.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    desk.scan("D-OWN")
    desk.scan(PIECE)
    assert page.verdict == "red"
    shown = page.answer.banner.verdict
    assert shown is not None
    assert shown.headline == "SEEN BEFORE"
    assert page.looking.earlier.isVisible()
    assert not page.looking.earlier.pixmap().isNull()
    desk.scan(PARCEL)
    assert page.looking.earlier.isHidden()


# clue against clue


def test_clues_are_compared_side_by_side_with_one_key_each(desk: Desk, page: BenchPage, tmp_path: Path) -> None:
    file = tmp_path / "goods.png"
    Image.new("RGB", (300, 200), "teal").save(file)
    desk.drop(page, file)
    desk.press(Qt.Key.Key_M)
    compare = page.looking.compare
    assert compare.isVisible()
    assert not page.goods.isVisible()
    assert not compare._goods.picture.pixmap().isNull()
    assert compare.pair is not None
    assert compare.pair.fake == "偏色 / colours off"
    desk.press(Qt.Key.Key_F)
    assert compare.pair.fake == "无条码 / no barcode"
    desk.press(Qt.Key.Key_X)
    assert compare.isHidden()
    assert page.goods.isVisible()
    with desk.station.read() as conn:
        told = [(row.genuine_clue, row.fake_clue, row.answer) for row in comparisons(conn, inspection(page))]
        (photo,) = photos(conn, inspection(page))
        assert {row.photo for row in comparisons(conn, inspection(page))} == {photo.sha256}
        ticked = clues(conn, inspection(page))
    assert told == [("激光标 / hologram", "偏色 / colours off", "fake"), ("", "无条码 / no barcode", "unsure")]
    assert ticked[("R-1", "偏色 / colours off")] is True
    assert ticked[("R-1", "激光标 / hologram")] is False


def test_the_key_for_a_match_with_genuine_is_not_the_one_for_weight_meanwhile(desk: Desk, page: BenchPage) -> None:
    desk.press(Qt.Key.Key_M)
    desk.press(Qt.Key.Key_G)
    desk.press(Qt.Key.Key_Escape)
    assert page.goods.isVisible()
    with desk.station.read() as conn:
        assert [row.answer for row in comparisons(conn, inspection(page))] == ["genuine"]


def test_a_photo_taken_while_comparing_belongs_to_the_clue(desk: Desk, page: BenchPage, film: Film) -> None:
    film.show()
    desk.settle()
    desk.press(Qt.Key.Key_M)
    film.show()
    desk.settle()
    desk.press(Qt.Key.Key_P)
    with desk.station.read() as conn:
        (row,) = photos(conn, inspection(page))
    assert row.clue == "激光标 / hologram"


# words


def test_words_need_a_photo(desk: Desk, page: BenchPage) -> None:
    desk.press(Qt.Key.Key_T)
    assert "no photo to read" in desk.told or "ocr" in desk.told
    assert page.busy.isHidden()


# tones


def test_each_verdict_is_seen_and_heard_within_a_tenth_of_a_second(
    desk: Desk, page: BenchPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[State, float]] = []
    monkeypatch.setattr(sounds.Sounds, "play", lambda _self, state: heard.append((state, time.perf_counter())))
    took = []
    for _ in range(5):
        desk.settle()
        heard.clear()
        asked = time.perf_counter()
        page.sitting.scan("9521901000018", "wedge", page.goods.line)
        desk.jobs._next()
        assert page.verdict == "red"
        assert [state for state, _ in heard] == ["red"]
        took.append(heard[0][1] - asked)
    assert min(took) < 0.1


def test_tones_differ_and_are_short() -> None:
    tones = {state: sounds.samples(state) for state in sounds.TONES}
    assert len(set(tones.values())) == 3
    assert all(0 < len(tone) / 2 / sounds.RATE <= 0.5 for tone in tones.values())
    assert sounds.samples("blue") == b""


def test_without_a_loudspeaker_the_desk_is_silent() -> None:
    silent = sounds.Sounds()
    silent.play("red")
    silent.end()
    assert sounds.wanted()
    sounds.want(on=False)
    assert not sounds.wanted()


def test_the_second_engine_killed_in_the_middle_is_one_line_and_the_picture_is_read(
    desk: Desk, page: BenchPage, tmp_path: Path
) -> None:
    decoder = page.looking._eyes.decoder()
    decoder.warm_up()
    if decoder.worker is None:
        assert "libzbar" in desk.told
        return  # without libzbar there is no worker to kill
    os.kill(decoder.worker, signal.SIGKILL)
    file = tmp_path / "parcel.png"
    file.write_bytes(png(PARCEL))
    desk.drop(page, file)
    assert read(desk, page) == [(PARCEL, "picture")]
    assert "second barcode engine stopped" in desk.told
