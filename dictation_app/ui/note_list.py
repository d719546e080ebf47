"""A list of notes: title, date and length, and how the text begins; quick for thousands."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from dictation_app.document.notes import Note
from dictation_app.ui import theme
from dictation_app.ui.clock import span

_Index = QModelIndex | QPersistentModelIndex
_MARGIN = 12


class NoteModel(QAbstractListModel):
    """The notes that are listed."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: Sequence[Note] = ()

    def set_notes(self, notes: Sequence[Note]) -> None:
        """List other notes."""
        self.beginResetModel()
        self.notes = notes
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many notes there are; Qt calls this."""
        return 0 if parent is not None and parent.isValid() else len(self.notes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a note; Qt and screen readers call this."""
        if not index.isValid():
            return None
        note = self.notes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return note.shown_title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{note.shown_title}, {about(note)}"
        return None


class NoteList(QListView):
    """Shows notes; Enter or a double click opens one."""

    def __init__(self) -> None:
        super().__init__()
        self.notes = NoteModel()
        self.setModel(self.notes)
        self.setItemDelegate(_Painter(self))
        self.setProperty("role", "choices")
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Notes"))

    @property
    def current(self) -> Note | None:
        """The note that is chosen."""
        index = self.currentIndex()
        return self.notes.notes[index.row()] if index.isValid() else None

    def show_notes(self, notes: Sequence[Note]) -> None:
        """List other notes; what was chosen stays chosen, or its place does."""
        before, row = self.current, self.currentIndex().row()
        self.notes.set_notes(notes)
        if not notes:
            return
        ids = [note.id for note in notes]
        if before is not None and before.id in ids:
            row = ids.index(before.id)
        self.setCurrentIndex(self.notes.index(min(max(row, 0), len(notes) - 1)))


class _Painter(QStyledItemDelegate):
    """Three lines: the title, when and how long, and how the text goes on."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as its lines; Qt calls this."""
        now = theme.current()
        lines = QFontMetrics(now.font()).height() + 2 * _caption_height()
        return QSize(200, lines + 4 + 2 * 8)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Write a note; Qt calls this."""
        model = index.model()
        if not isinstance(model, NoteModel):
            return
        note, now = model.notes[index.row()], theme.current()
        painter.save()
        self._paint_ground(painter, option)
        box = option.rect.adjusted(_MARGIN, 8, -_MARGIN, -8)
        strong = now.font()
        strong.setWeight(QFont.Weight.DemiBold)
        height = QFontMetrics(strong).height()
        top = QRect(box.left(), box.top(), box.width(), height)
        _write(painter, top, note.shown_title or self.tr("Without words"), strong)
        caption = QRect(box.left(), top.bottom() + 3, box.width(), _caption_height())
        painter.setPen(now.colour("muted"))
        _write(painter, caption, about(note), now.font("caption", tabular=True), None)
        caption.moveTop(caption.bottom() + 1)
        _write(painter, caption, note.beginning, now.font("caption"), None)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state, now = option.state, theme.current()
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(now.colour("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(now.colour("hover"))
        else:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corner = now.size("corner")
        painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), corner, corner)


def about(note: Note) -> str:
    """When a note was worked on last, and how long its sound is."""
    then = QDateTime.fromSecsSinceEpoch(int(note.modified))
    pattern = QCoreApplication.translate("Date", "d MMMM yyyy, HH:mm")
    date = QLocale().toString(then, pattern)
    return f"{date}  ·  {span(note.duration)}" if note.duration else date


def _caption_height() -> int:
    return QFontMetrics(theme.current().font("caption")).height()


def _write(
    painter: QPainter, box: QRect, words: str, font: QFont, token: str | None = "text"
) -> None:
    painter.setFont(font)
    if token is not None:
        painter.setPen(theme.colour(token))
    mode = Qt.TextElideMode.ElideRight
    fitting = QFontMetrics(font).elidedText(words, mode, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, fitting)
