"""The middle of the quiet side: where recordings are dropped, and the queue of them."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dictation_app.ui import theme
from dictation_app.ui.controls import button, follow, label, restyle
from dictation_app.ui.file_card import FileCard
from dictation_app.ui.file_item import FileItem

_LEAST = 24
"""Pixels of the queue that are seen at least; the rest is scrolled to."""


def dropped_paths(data: QMimeData) -> list[Path]:
    """The files of this computer in something that is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DropZone(QFrame):
    """A dashed place for recordings; low once there is a queue below it."""

    dropped = Signal(object)
    """A list of Paths."""

    def __init__(self, open_action: QAction) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._over = False
        self._words = label(role="caption")
        self.button = button(self.tr("Open…"), "folder")
        follow(self.button, open_action)
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.addWidget(self._words)
        self._layout.addWidget(self.button)
        self.set_low(False)

    def set_low(self, low: bool) -> None:
        """Be one line beside a queue, or a large place while there is none."""
        self._words.setText(
            self.tr("Drop more here")
            if low
            else self.tr("Drop recordings or videos here")
        )
        restyle(self.button, "kind", "link" if low else "")
        self.button.setIcon(theme.icon("folder", "accent" if low else "text"))
        if low:
            self._layout.setDirection(QBoxLayout.Direction.LeftToRight)
            self._layout.setContentsMargins(14, 4, 8, 4)
            self._layout.setAlignment(self._words, Qt.AlignmentFlag.AlignLeft)
            self._layout.setAlignment(self.button, Qt.AlignmentFlag.AlignRight)
        else:
            self._layout.setDirection(QBoxLayout.Direction.TopToBottom)
            self._layout.setContentsMargins(12, 16, 12, 16)
            self._layout.setAlignment(self._words, Qt.AlignmentFlag.AlignHCenter)
            self._layout.setAlignment(self.button, Qt.AlignmentFlag.AlignHCenter)
        self._low = low
        self.fit()

    def fit(self) -> None:
        """Be as high as the text size asks for."""
        now = theme.current()
        button = now.size("control")
        words = QFontMetrics(now.font("caption")).height() + 8
        self.setFixedHeight(button + (12 if self._low else words + 35))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and nothing else; Qt calls this."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            self._over = True
            self.update()

    def dragLeaveEvent(self, _: QDragLeaveEvent) -> None:
        """Look as before; Qt calls this."""
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Pass on what was dropped; Qt calls this."""
        self._over = False
        self.update()
        event.acceptProposedAction()
        self.dropped.emit(dropped_paths(event.mimeData()))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the dashes; Qt calls this."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("accent" if self._over else "line"), 2.0)
        pen.setDashPattern([4.0, 2.5])
        painter.setPen(pen)
        if self._over:
            painter.setBrush(theme.colour("accent_soft"))
        corner = theme.current().size("card")
        inside = QRectF(self.rect()).adjusted(1.0, 1.0, -1.0, -1.0)
        painter.drawRoundedRect(inside, corner, corner)


class FilePane(QWidget):
    """Shows the queue and says what the user wants done with it."""

    files_dropped = Signal(object)
    """A list of Paths."""
    opened = Signal(int)
    cancelled = Signal(int)
    removed = Signal(int)
    again_requested = Signal(int)
    folder_requested = Signal(int)

    def __init__(self, open_action: QAction) -> None:
        super().__init__()
        self.cards: dict[int, FileCard] = {}
        self.zone = DropZone(open_action)
        self.zone.dropped.connect(self.files_dropped)
        self._list = QWidget()
        self._list.setProperty("surface", "clear")
        self._cards = QVBoxLayout(self._list)
        self._cards.setContentsMargins(16, 0, 16, 8)
        self._cards.setSpacing(8)
        self._cards.addStretch()
        area = QScrollArea()
        area.setWidget(self._list)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(self.tr("Recordings"))
        area.setMinimumHeight(_LEAST)
        self.area = area
        head = QVBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(8)
        self._title: QLabel = label(self.tr("Files"), "section")
        head.addWidget(self._title)
        head.addWidget(self.zone)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(area, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_item(self, item: FileItem) -> None:
        """Show where a recording stands; a new one gets a card below the others."""
        card = self.cards.get(item.number)
        if card is not None:
            card.show_item(item)
            return
        card = FileCard(item)
        self.cards[item.number] = card
        card.opened.connect(self.opened)
        card.cancelled.connect(self.cancelled)
        card.removed.connect(self.removed)
        card.again_requested.connect(self.again_requested)
        card.folder_requested.connect(self.folder_requested)
        self._cards.insertWidget(self._cards.count() - 1, card)
        self.zone.set_low(True)

    def remove(self, number: int) -> None:
        """Take a card away; the focus goes to its neighbour."""
        card = self.cards.pop(number, None)
        if card is None:
            return
        if card.hasFocus():
            card.focusNextChild()
        self._cards.removeWidget(card)
        card.deleteLater()
        self.zone.set_low(bool(self.cards))

    def mark_current(self, numbers: Iterable[int]) -> None:
        """Mark the cards whose text is on the page."""
        current = set(numbers)
        for number, card in self.cards.items():
            card.set_current(number in current)
