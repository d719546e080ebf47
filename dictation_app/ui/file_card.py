"""A card for one recording in the queue."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QVBoxLayout,
)

from dictation_app.ui import theme
from dictation_app.ui.clock import span
from dictation_app.ui.controls import ElidedLabel, icon_button, restyle
from dictation_app.ui.file_item import FileItem, FileState

_STEPS = 1000


class FileCard(QFrame):
    """Name, a sentence on where it stands, and one button: cancel, or take away."""

    opened = Signal(int)
    """The user wants to see its text; the item's number."""
    cancelled = Signal(int)
    removed = Signal(int)
    again_requested = Signal(int)
    folder_requested = Signal(int)

    def __init__(self, item: FileItem) -> None:
        super().__init__()
        self.item = item
        self.setProperty("surface", "card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.title = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.caption = ElidedLabel(role="caption")
        self.button = icon_button("close", self.tr("Cancel"))
        self.button.setFixedSize(24, 24)
        self.button.clicked.connect(self._press)
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 8, 8)
        layout.setSpacing(4)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.caption)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addLayout(words, 1)
        head.addWidget(self.button)
        layout.addLayout(head)
        layout.addWidget(self.bar)
        self.show_item(item)

    def show_item(self, item: FileItem) -> None:
        """Show where the recording stands now."""
        self.item = item
        self.title.set_full_text(item.name)
        words = self._words()
        self.caption.set_full_text(words)
        self.setAccessibleName(f"{item.name}, {words}")
        running = item.state in (FileState.RUNNING, FileState.PAUSED)
        self.bar.setVisible(running)
        self.bar.setValue(round(item.share * _STEPS))
        self._show_sign(self.underMouse())

    def set_current(self, current: bool) -> None:
        """Mark it as the one whose text is on the page."""
        restyle(self, "state", "current" if current else "")

    def _words(self) -> str:
        item = self.item
        length = f"{span(item.duration)}  ·  " if item.duration else ""
        match item.state:
            case FileState.WAITING:
                return length + self.tr("waiting")
            case FileState.RUNNING if item.left is None:
                return length + self.tr("beginning")
            case FileState.RUNNING:
                left = span(max(item.left or 0.0, 1.0))
                return length + self.tr("{time} left").format(time=left)
            case FileState.PAUSED:
                return length + self.tr("waits while you dictate")
            case FileState.DONE if not item.n_words:
                return length + self.tr("no speech found")
            case FileState.DONE:
                took = span(max(item.took or 0.0, 1.0))
                return length + self.tr("done in {time}").format(time=took)
            case FileState.CANCELLED:
                done = span(item.done)
                return length + self.tr("stopped at {time}").format(time=done)
            case FileState.REFUSED:
                return item.problem

    def _show_sign(self, under_mouse: bool) -> None:
        """A mark for how it ended; under the pointer, or with the focus, the way out."""
        sign, token, name = "close", "muted", self.tr("Cancel")
        if not self.item.is_open:
            name = self.tr("Take away from the list")
            if not under_mouse:
                sign, token = {
                    FileState.DONE: ("check", "done"),
                    FileState.REFUSED: ("warning", "doubt"),
                }.get(self.item.state, ("close", "muted"))
        self.button.setIcon(theme.icon(sign, token))
        self.button.setToolTip(name)
        self.button.setAccessibleName(f"{name}: {self.item.name}")

    @Slot()
    def _press(self) -> None:
        signal = self.cancelled if self.item.is_open else self.removed
        signal.emit(self.item.number)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer the way out; Qt calls this."""
        self._show_sign(True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Show the mark again; Qt calls this."""
        self._show_sign(False)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open its text; Qt calls this."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.opened.emit(self.item.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete cancels or takes away; Qt calls this."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.item.number)
        elif event.key() == Qt.Key.Key_Delete:
            self._press()
        else:
            super().keyPressEvent(event)

    @Slot(QPoint)
    def _show_menu(self, place: QPoint) -> None:
        self.menu().popup(self.mapToGlobal(place))

    def menu(self) -> QMenu:
        """What can be done with it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        number = self.item.number
        texts = [(self.tr("Show the text"), self.opened)]
        if self.item.is_open:
            texts.append((self.tr("Cancel"), self.cancelled))
        else:
            texts.append((self.tr("Transcribe again"), self.again_requested))
        texts.append((self.tr("Show in its folder"), self.folder_requested))
        if not self.item.is_open:
            texts.append((self.tr("Take away from the list"), self.removed))
        for words, signal in texts:
            menu.addAction(words).triggered.connect(lambda _, s=signal: s.emit(number))
        return menu
