"""A document on screen, and on its way to the printer through Qt's print dialog."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.core.errors import Say

DPI = 300


class PaperPane(QPdfView):
    """Shows one PDF, page below page, as wide as the pane."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # Without a parent: a loaded document that Qt deletes among the view's children still calls the half-gone view.
        self._document = QPdfDocument()
        self._buffer = QBuffer()
        self._data = b""
        self.setDocument(self._document)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    @property
    def data(self) -> bytes:
        """The PDF on show."""
        return self._data

    @property
    def pages(self) -> int:
        """How many pages are on show."""
        return self._document.pageCount()

    def show_pdf(self, data: bytes) -> None:
        """Show a document; empty bytes show nothing."""
        self._document.close()
        self._buffer.close()
        self._data = data
        if not data:
            return
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)


class Printing(QWidget):
    """Sends documents to a printer that the officer chooses; the window goes on while the dialog is open."""

    failed = Signal(object)
    printed = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._waiting: tuple[bytes, ...] = ()

    def ask(self, pdfs: tuple[bytes, ...]) -> None:
        """Open the print dialog for some documents."""
        self._waiting = pdfs
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.send(printer))
        QDialog.open(dialog)

    @Slot()
    def send(self, printer: QPrinter) -> None:
        """Print the waiting documents, each on pages of its own size and turn."""
        painter = QPainter()
        count = 0
        for data in self._waiting:
            document, buffer = QPdfDocument(self), QBuffer(self)
            buffer.setData(QByteArray(data))
            buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            document.load(buffer)
            for page in range(document.pageCount()):
                if count and not printer.newPage():
                    painter.end()
                    self.failed.emit(Say("issuing.printer"))
                    return
                if not count and not painter.begin(printer):
                    self.failed.emit(Say("issuing.printer"))
                    return
                _draw(painter, printer, document, page)
                count += 1
        if painter.isActive():
            painter.end()
        self.printed.emit(count)


def _draw(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    size = document.pagePointSize(page)
    turned = size.width() > size.height()
    dots = QSize(round(size.width() / 72 * DPI), round(size.height() / 72 * DPI))
    image = document.render(page, dots)
    space = painter.viewport()
    if turned and space.height() > space.width():
        painter.save()
        painter.translate(space.width(), 0)
        painter.rotate(90)
        painter.drawImage(0, 0, image.scaled(space.height(), space.width(), Qt.AspectRatioMode.KeepAspectRatio))
        painter.restore()
        return
    painter.drawImage(0, 0, image.scaled(space.size(), Qt.AspectRatioMode.KeepAspectRatio))
