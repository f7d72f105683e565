"""How table cells draw what is more than text: a state as a pill, declared against found as a bar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.core.wording import grouped
from app.desk.icons import STATE_ICONS, pixmap
from app.desk.signs import Word
from app.desk.theme import State, theme

VALUE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True)
class Share:
    """Found out of declared: drawn as a bar with the count; `state` says short, over or agreed, as does `sign`."""

    found: int | None
    declared: int | None
    state: State = "muted"
    sign: str = ""

    def __str__(self) -> str:
        return "–" if self.found is None else f"{self.sign} {grouped(self.found)}".strip()


class SignDelegate(QStyledItemDelegate):
    """Draws Word values as pills and Share values as bars; everything else as text."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        value = index.data(VALUE)
        if not isinstance(value, Word | Share):
            super().paint(painter, option, index)
            return
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        style = plain.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, plain.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        space = QRectF(option.rect).adjusted(8, 4, -4, -5)
        if isinstance(value, Word):
            _draw_word(painter, space, value)
        else:
            _draw_share(painter, space, value)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return size + QSize(theme().px(36), 0) if isinstance(index.data(VALUE), Word) else size


def _draw_word(painter: QPainter, space: QRectF, word: Word) -> None:
    look = theme()
    painter.setFont(look.font(12, bold=True))
    sign = pixmap(word.icon or STATE_ICONS[word.state], word.state, 14, painter.device().devicePixelRatioF())
    icon = look.px(14)
    wide = min(painter.fontMetrics().horizontalAdvance(word.text) + icon + 24, space.width())
    high = min(space.height(), look.px(24))
    pill = QRectF(space.left(), space.center().y() - high / 2, wide, high)
    painter.setPen(look.color("line" if word.state == "muted" else word.state))
    painter.setBrush(look.color("surface" if word.state == "muted" else f"{word.state}_tint"))
    painter.drawRoundedRect(pill, high / 2, high / 2)
    painter.drawPixmap(int(pill.left() + 8), int(pill.center().y() - icon / 2), sign)
    painter.setPen(look.color(word.state))
    inside = pill.adjusted(icon + 12, 0, -8, 0)
    text = painter.fontMetrics().elidedText(word.text, Qt.TextElideMode.ElideRight, int(inside.width()) + 1)
    painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)


def _draw_share(painter: QPainter, space: QRectF, share: Share) -> None:
    look = theme()
    part = min((share.found or 0) / share.declared, 1.0) if share.declared else float(bool(share.found))
    bar = QRectF(space.left(), space.bottom() - 5, space.width() - 4, 5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("line"))
    painter.drawRoundedRect(bar, 2, 2)
    bar.setWidth(bar.width() * part)
    painter.setBrush(look.color("accent" if share.state == "muted" else share.state))
    painter.drawRoundedRect(bar, 2, 2)
    painter.setPen(look.color("text" if share.state == "muted" else share.state))
    painter.setFont(look.font(14, bold=share.state != "muted"))
    text = space.adjusted(0, -4, -4, -5)
    painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), str(share))
