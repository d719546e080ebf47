"""A key that is held while one speaks."""

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

_REPEAT = 60
"""Milliseconds in which a key that comes up and goes down again was held all the time.

A held key repeats. Qt knows its repetitions from real ones where both halves wait to be
read at once, which on a busy machine they do not.
"""


class PushToTalk(QObject):
    """Watches the window for one key going down and coming up.

    Only the widget with the keyboard is watched: asking about every event of the program
    would slow down all of it. The key also comes up when the program is left, so that
    the microphone never stays open by mistake.
    """

    pressed = Signal()
    released = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._keys = QKeySequence()
        self._is_down = False
        self._coming_up = QTimer(self, singleShot=True, interval=_REPEAT)
        self._coming_up.timeout.connect(self._let_go)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        window.installEventFilter(self)
        app.focusChanged.connect(self._follow_focus)
        app.applicationStateChanged.connect(self._leave)

    def set_key(self, keys: str) -> None:
        """Watch for another key, as Qt writes it; none for an empty text."""
        self._keys = QKeySequence(keys)

    @Slot(QWidget, QWidget)
    def _follow_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and before is not self._window:
            before.removeEventFilter(self)
        if now is not None and now.window() is self._window:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key's events; Qt calls this for the widget with the keyboard."""
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            return False
        if self._keys.isEmpty() or not isinstance(event, QKeyEvent):
            return False
        wanted: QKeyCombination = self._keys[0]  # type: ignore[index]
        if kind == QEvent.Type.KeyPress:
            if event.keyCombination() != wanted or not self._window.isActiveWindow():
                return False
            self._coming_up.stop()
            if not event.isAutoRepeat() and not self._is_down:
                self._is_down = True
                self.pressed.emit()
            return True
        if not self._is_down or event.key() != wanted.key():
            return False
        if not event.isAutoRepeat():
            self._coming_up.start()
        return True

    def _leave(self) -> None:
        if self._is_down and not self._window.isActiveWindow():
            self._let_go()

    @Slot()
    def _let_go(self) -> None:
        self._coming_up.stop()
        self._is_down = False
        self.released.emit()
