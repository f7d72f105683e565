"""Short tones for agreed, doubtful and alarm, made by the program; silent without loudspeaker or library."""

from __future__ import annotations

import array
import math
import wave
from functools import cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLoggingCategory, QObject, QTemporaryDir, QUrl
from PySide6.QtGui import QGuiApplication

from app.desk import memory
from app.desk.camera import QUIET
from app.desk.theme import State

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

RATE: Final = 44_100
LOUDNESS: Final = 0.4
EDGE_S: Final = 0.004
"""A tone swells and fades for so long: without that it clicks."""
TONES: Final[dict[State, tuple[tuple[int, float], ...]]] = {
    "green": ((1320, 0.09),),
    "yellow": ((880, 0.09), (0, 0.05), (880, 0.09)),
    "red": ((330, 0.16), (262, 0.16), (330, 0.16)),
}
"""Hertz and seconds; 0 Hz is a rest. One high, two middle, three low: told apart by number and by pitch."""
KEPT: Final = "sound"
UNSEEN: Final = frozenset({"offscreen", "minimal"})
"""A window that nobody sees is not heard either, and asks no sound server."""


def wanted() -> bool:
    """Whether a person wants to hear the desk; yes until they say no."""
    return memory.recall(KEPT) != "no"


def want(*, on: bool) -> None:
    """Keep whether they do."""
    memory.keep(KEPT, "yes" if on else "no")


@cache
def samples(state: State) -> bytes:
    """The tone of a state: 16-bit mono at 44.1 kHz; empty for states that are not heard."""
    parts = array.array("h")
    for hertz, seconds in TONES.get(state, ()):
        count = round(seconds * RATE)
        for at in range(count):
            edge = min(1.0, at / (EDGE_S * RATE), (count - at) / (EDGE_S * RATE))
            parts.append(round(32767 * LOUDNESS * edge * math.sin(2 * math.pi * hertz * at / RATE)))
    return parts.tobytes()


class Sounds(QObject):
    """The desk's loudspeaker; a newer tone cuts the older short. Before `begin`, and without a device, it is silent."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder: QTemporaryDir | None = None
        self._effects: dict[State, QSoundEffect] = {}

    def begin(self, folder: QTemporaryDir) -> None:
        """Take the tones that `written` wrote; the first sound must not wait for the loudspeaker to be found.

        Qt's multimedia is loaded here, on the GUI thread: Qt's modules are not made to be loaded beside it.
        """
        if QGuiApplication.platformName() in UNSEEN:
            return
        QLoggingCategory.setFilterRules(QUIET)
        try:
            import PySide6.QtMultimedia  # noqa: F401
        except ImportError:
            return
        self._folder = folder
        self._make_ready()

    def play(self, state: State) -> None:
        """Let a state be heard; returns at once."""
        if state in TONES and wanted() and self._make_ready():
            for effect in self._effects.values():
                effect.stop()
            self._effects[state].play()

    def _make_ready(self) -> bool:
        """Whether something can sound; looked at anew each time, for a headset may have been plugged in since."""
        if self._folder is None:
            return False
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

        if QMediaDevices.defaultAudioOutput().isNull():
            return False
        if not self._effects or any(each.status() is QSoundEffect.Status.Error for each in self._effects.values()):
            self._effects = {state: QSoundEffect(self) for state in TONES}
            for state, effect in self._effects.items():
                effect.setSource(QUrl.fromLocalFile(self._folder.filePath(f"{state}.wav")))
        return True

    def end(self) -> None:
        """Be silent and let the loudspeaker and the files go."""
        for effect in self._effects.values():
            effect.stop()
            effect.deleteLater()
        self._effects, self._folder = {}, None


@cache
def sounds() -> Sounds:
    """The one loudspeaker of the program."""
    return Sounds()


def written() -> QTemporaryDir:
    """The tones as files; call it off the GUI thread."""
    folder = QTemporaryDir()
    for state in TONES:
        with wave.open(folder.filePath(f"{state}.wav"), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(samples(state))
    return folder
