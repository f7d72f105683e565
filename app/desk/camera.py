"""A camera at the desk, through Qt's multimedia: frames while it is open, and one clear line where there are none.

Qt's multimedia is loaded when a camera is first opened: without its system libraries the program starts and works.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QCameraPermission, QCoreApplication, QLoggingCategory, QObject, Qt, QTimer, Signal, Slot

from app.core.errors import Say, Trouble

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame, QVideoSink

SILENT_MS: Final = 5_000
"""A camera that sends no frame for so long is taken for pulled out or stuck."""
QUIET: Final = "qt.multimedia.*=false\nqt.core.plugin.*=false"
"""Qt tells on standard error which of its optional codecs it looked for in vain; that means nothing to an officer."""


class Lens(Protocol):
    """What sends frames into a sink: a camera of this machine, or a film in a test."""

    def start(self, sink: QVideoSink, lost: Callable[[Say], None]) -> None:
        """Send frames from now on; `lost` hears once why none will come any more."""
        ...

    def stop(self) -> None:
        """Send no more."""
        ...


FindLens = Callable[[], Lens]


class Camera(QObject):
    """One camera: `framed` brings each frame on the GUI thread, `failed` why there is none; closed by itself then."""

    framed = Signal(object)
    """QVideoFrame"""
    opened = Signal()
    closed = Signal()
    failed = Signal(object)
    """Say"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.find: FindLens = first_lens
        self._lens: Lens | None = None
        self._sink: QVideoSink | None = None
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(SILENT_MS)
        self._silence.timeout.connect(self._on_silence)

    @property
    def is_open(self) -> bool:
        """Whether frames are wanted."""
        return self._lens is not None

    def open(self) -> None:
        """Ask for the right to use a camera where the system wants that, then start it."""
        app = QCoreApplication.instance()
        if app is None or self.is_open:
            return
        permission = QCameraPermission()
        if app.checkPermission(permission) is Qt.PermissionStatus.Undetermined:
            app.requestPermission(permission, self, self._on_permission)
        else:
            self._on_permission(permission)

    def _on_permission(self, permission: QCameraPermission) -> None:
        app = QCoreApplication.instance()
        if app is not None and app.checkPermission(permission) is Qt.PermissionStatus.Denied:
            self.failed.emit(Say("desk.camera_refused"))
            return
        try:
            self._start()
        except Trouble as trouble:
            self.failed.emit(trouble.say)

    def _start(self) -> None:
        lens = self.find()
        from PySide6.QtMultimedia import QVideoSink

        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._lens = lens
        self._silence.start()
        self.opened.emit()
        lens.start(self._sink, self._on_lost)

    @Slot()
    def close(self) -> None:
        """Let the camera go."""
        if self._lens is None:
            return
        lens, self._lens = self._lens, None
        self._silence.stop()
        lens.stop()
        if self._sink is not None:
            self._sink.deleteLater()
            self._sink = None
        self.closed.emit()

    @Slot(object)
    def _on_frame(self, frame: QVideoFrame) -> None:
        if self._lens is not None and frame.isValid():
            self._silence.start()
            self.framed.emit(frame)

    def _on_lost(self, why: Say) -> None:
        if self._lens is not None:
            self.close()
            self.failed.emit(why)

    @Slot()
    def _on_silence(self) -> None:
        self._on_lost(Say("desk.camera_silent"))


def first_lens() -> Lens:
    """The camera that the system prefers; Trouble where there is none, or no library to use one with."""
    QLoggingCategory.setFilterRules(QUIET)
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError as error:
        raise Trouble("desk.camera_no_library") from error
    device = QMediaDevices.defaultVideoInput()
    if device.isNull():
        raise Trouble("desk.camera_none")
    return _CameraLens(device)


class _CameraLens(QObject):
    """A camera of this machine."""

    def __init__(self, device: object) -> None:
        super().__init__()
        from PySide6.QtMultimedia import QCamera, QCameraDevice, QMediaCaptureSession, QMediaDevices

        assert isinstance(device, QCameraDevice)  # noqa: S101 - for the type checker: the type is loaded late
        self._device = device
        self._camera, self._session, self._devices = QCamera(device), QMediaCaptureSession(), QMediaDevices()
        self._lost: Callable[[Say], None] = lambda _why: None

    def start(self, sink: QVideoSink, lost: Callable[[Say], None]) -> None:
        self._lost = lost
        self._camera.errorOccurred.connect(self._on_error)
        self._devices.videoInputsChanged.connect(self._on_devices)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(sink)
        self._camera.start()

    def stop(self) -> None:
        self._camera.stop()
        self._session.setVideoSink(None)  # type: ignore[arg-type]  # Qt takes none; its stub does not say so

    @Slot()
    def _on_error(self) -> None:
        self._lost(Say("desk.camera_busy"))

    @Slot()
    def _on_devices(self) -> None:
        if self._device not in self._devices.videoInputs():
            self._lost(Say("desk.camera_gone"))
