"""The program among others: tray, small window, sounds, notifications and insertion."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from dictation_app.document.scribe import Understood
from dictation_app.settings import Settings
from dictation_app.ui.chimes import Chimes
from dictation_app.ui.file_item import FileItem, FileState
from dictation_app.ui.insertion import Inserter
from dictation_app.ui.listening_state import ListeningState
from dictation_app.ui.mini_window import MiniWindow
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.tray import Tray
from dictation_app.ui.workbench import Workbench

_IN_TRAY = ("record", "new_note", "library", "mini", "settings", "quit")
_LONG = 60.0
"""Seconds of work after which its end is worth a notification."""


class DesktopDesk(QObject):
    """Follows what happens and tells it outside the window, as far as the user likes."""

    noticed = Signal(str)

    def __init__(
        self,
        window: QWidget,
        workbench: Workbench,
        preferences: Preferences,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workbench = workbench
        self._preferences = preferences
        self._actions = actions
        self.tray: Tray | None = None
        self.mini: MiniWindow | None = None
        self.chimes = Chimes(self)
        self.inserter = Inserter(self)
        self.inserter.refused.connect(self.noticed)
        self._was_open = False
        workbench.dictation.state_changed.connect(self._follow_state)
        workbench.spoken.connect(self._pass_on)
        workbench.queue.emptied.connect(self._tell_done)
        actions["mini"].triggered.connect(self.open_mini)
        preferences.changed.connect(self.apply)

    def begin(self) -> None:
        """Show the tray icon; the window is on screen."""
        self.apply(self._preferences.settings)

    @Slot(object)
    def apply(self, settings: Settings) -> None:
        """Be there as the user likes it."""
        desktop = settings.desktop
        if self.tray is None and desktop.tray_icon and Tray.is_possible():
            chosen = [self._actions[name] for name in _IN_TRAY]
            self.tray = Tray(chosen, self)
            self.tray.show_requested.connect(self.show_window)
        if self.tray is not None:
            self.tray.set_shown(desktop.tray_icon)
        if self.mini is not None:
            self.mini.set_on_top(desktop.mini_on_top)

    @property
    def stays(self) -> bool:
        """Whether closing the window leaves the program in the tray."""
        desktop = self._preferences.settings.desktop
        return (
            desktop.close_to_tray
            and self.tray is not None
            and self.tray.icon.isVisible()
        )

    @Slot()
    def show_window(self) -> None:
        """Bring the large window back."""
        if self.mini is not None:
            self.mini.hide()
        self._window.setWindowState(
            self._window.windowState() & ~Qt.WindowState.WindowMinimized
        )
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    @Slot()
    def open_mini(self) -> None:
        """Show the small window instead of the large one."""
        if self.mini is None:
            self.mini = self._made_mini()
        screen = self._window.screen().availableGeometry()
        self.mini.adjustSize()
        corner = screen.bottomRight() - self.mini.rect().bottomRight()
        self.mini.move(corner.x() - 24, corner.y() - 24)
        self.mini.show()
        self._window.hide()

    def _made_mini(self) -> MiniWindow:
        bench = self._workbench
        on_top = self._preferences.settings.desktop.mini_on_top
        mini = MiniWindow(self._actions["record"], on_top=on_top)
        mini.show_state(bench.dictation.state)
        bench.dictation.state_changed.connect(mini.show_state)
        bench.dictation.levelled.connect(mini.show_level)
        bench.guessed.connect(mini.show_guess)
        bench.understood.connect(self._show_written)
        mini.closed.connect(self.show_window)
        return mini

    @Slot(object)
    def _show_written(self, understood: Understood) -> None:
        if self.mini is not None:
            self.mini.show_written(understood.said)

    @Slot(object)
    def _follow_state(self, state: ListeningState) -> None:
        if self.tray is not None:
            self.tray.show_state(state)
        is_open = state in (ListeningState.LISTENING, ListeningState.LOST)
        audio = self._preferences.settings.audio
        if is_open and not self._was_open and audio.start_sound:
            self.chimes.play("start")
        if not is_open and self._was_open and audio.stop_sound:
            self.chimes.play("stop")
        self._was_open = is_open

    @Slot(str)
    def _pass_on(self, text: str) -> None:
        """A dictation is over: its text goes where the user wants it."""
        chosen = self._preferences.settings.dictation
        if chosen.copy_on_finish:
            QGuiApplication.clipboard().setText(text)
        if chosen.insert_on_finish:
            self.inserter.insert(text)

    @Slot(object)
    def _tell_done(self, items: Sequence[FileItem]) -> None:
        """Recordings are done that took long, and nobody looks."""
        desktop = self._preferences.settings.desktop
        took = sum(item.took or 0.0 for item in items)
        if (
            not desktop.notifications
            or took < _LONG
            or QApplication.activeWindow() is not None
        ):
            return
        n_done = sum(item.state == FileState.DONE for item in items)
        words = (
            self.tr("1 recording is transcribed.")
            if n_done == 1
            else self.tr("{n} recordings are transcribed.").format(n=n_done)
        )
        if self.tray is not None:
            self.tray.tell(words)
        QApplication.alert(self._window)

    def stop(self) -> None:
        """Go away; the window calls this before it closes."""
        if self.mini is not None:
            self.mini.hide()
            self.mini.deleteLater()
            self.mini = None
        if self.tray is not None:
            self.tray.stop()
            self.tray = None
