"""The icon in the tray: state at a glance, dictation from there, and notifications."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from dictation_app.ui import theme
from dictation_app.ui.listening_state import ListeningState

_SIDE = 64


class Tray(QObject):
    """An icon that is there as long as this object is shown."""

    show_requested = Signal()

    def __init__(self, actions: Iterable[QAction], parent: QObject) -> None:
        super().__init__(parent)
        self.icon = QSystemTrayIcon(self)
        self.menu = QMenu()
        self.open_action = self.menu.addAction(self.tr("Show the window"))
        self.open_action.triggered.connect(self.show_requested)
        self.menu.addSeparator()
        self.menu.addActions(list(actions))
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._follow)
        self.show_state(ListeningState.READY)

    @staticmethod
    def is_possible() -> bool:
        """Whether this desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def set_shown(self, shown: bool) -> None:
        """Show it or take it away."""
        if shown != self.icon.isVisible():
            self.icon.setVisible(shown)

    @Slot(object)
    def show_state(self, state: ListeningState) -> None:
        """Show whether the microphone is open: by colour, shape and word."""
        is_open = state in (ListeningState.LISTENING, ListeningState.LOST)
        self.icon.setIcon(_picture(is_open))
        words = self.tr("Listening") if is_open else self.tr("Ready")
        self.icon.setToolTip(self.tr("Dictation: {state}").format(state=words))

    def tell(self, words: str) -> None:
        """Notify the user of something, outside the window."""
        if self.icon.isVisible():
            title = self.tr("Dictation")
            kind = QSystemTrayIcon.MessageIcon.Information
            self.icon.showMessage(title, words, kind, 8_000)

    @Slot("QSystemTrayIcon::ActivationReason")
    def _follow(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.show_requested.emit()

    def stop(self) -> None:
        """Take it away; the window calls this before it closes."""
        self.icon.hide()
        self.menu.deleteLater()


def _picture(is_open: bool) -> QIcon:
    """A disc with a sign, as the record button has them."""
    picture = QPixmap(_SIDE, _SIDE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("recording" if is_open else "accent"))
    painter.drawEllipse(2, 2, _SIDE - 4, _SIDE - 4)
    sign = theme.icon("stop" if is_open else "microphone", "on_accent")
    sign.paint(painter, 14, 14, _SIDE - 28, _SIDE - 28)
    painter.end()
    return QIcon(picture)
