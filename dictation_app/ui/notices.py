"""Sentences that the user should read, over the page and out of the way."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from dictation_app.errors import DictationError
from dictation_app.ui.controls import button, icon_button, label

_MOST = 3
"""Notices seen at once; older ones go first."""
_BRIEF = 8_000
"""Milliseconds for which a notice stands that needs no answer."""
_MARGIN = 24
_WIDEST = 560


class Notice(QFrame):
    """One sentence, perhaps something to do about it, and a way to put it away."""

    closed = Signal()

    def __init__(
        self,
        words: str,
        action: str = "",
        do: Callable[[], object] | None = None,
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.setAccessibleName(words)
        self.words = label(words)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._do = do
        self._otherwise = otherwise
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.words, 1)
        self.button = button(action, kind="link")
        self.button.setVisible(bool(action))
        self.button.clicked.connect(self._act)
        layout.addWidget(self.button)
        away = icon_button("close", self.tr("Put away"))
        away.setObjectName("away")
        away.clicked.connect(self._decline)
        layout.addWidget(away)
        self._timer = QTimer(self, singleShot=True, interval=_BRIEF)
        self._timer.timeout.connect(self.close_it)
        if not action:
            self._timer.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while it is being read; Qt calls this."""
        self._timer.stop()

    @Slot()
    def _act(self) -> None:
        if self._do is not None:
            self._do()
        self.close_it()

    @Slot()
    def _decline(self) -> None:
        if self._otherwise is not None:
            self._otherwise()
        self.close_it()

    @Slot()
    def close_it(self) -> None:
        """Put it away."""
        self.closed.emit()


class Notices(QWidget):
    """The notices at the foot of a widget, the latest at the bottom."""

    def __init__(self, over: QWidget, foot: QWidget | None = None) -> None:
        """Begin with none.

        Args:
            over: what they lie over.
            foot: what is at its foot at times, and stays free.
        """
        super().__init__(over)
        self._over = over
        self._foot = foot
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self.shown: list[Notice] = []
        over.installEventFilter(self)
        if foot is not None:
            foot.installEventFilter(self)
        self.hide()

    def tell(
        self,
        words: str,
        action: str = "",
        do: Callable[[], object] | None = None,
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Show a sentence; the same one is not shown twice.

        Args:
            words: the sentence.
            action: what a button below it says.
            do: what that button does.
            otherwise: what is done when the user puts the sentence away instead.
        """
        words = DictationError.in_language(words)  # a room below may have said it
        for known in self.shown:
            if known.words.text() == words:
                return
        notice = Notice(words, action, do, otherwise)
        notice.closed.connect(self._remove)
        self.shown.append(notice)
        self._layout.addWidget(notice)
        while len(self.shown) > _MOST:
            self._drop(self.shown[0])
        self._place()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    @Slot()
    def _remove(self) -> None:
        notice = self.sender()
        if isinstance(notice, Notice) and notice in self.shown:
            self._drop(notice)

    def _drop(self, notice: Notice) -> None:
        self.shown.remove(notice)
        self._layout.removeWidget(notice)
        notice.hide()
        notice.deleteLater()
        self._place()
        self.setVisible(bool(self.shown))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the page changes its size; Qt calls this.

        A page that is being destroyed is hidden once more, and is no page any more then.
        """
        kinds = (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)
        if event.type() in kinds and self.shown and shiboken6.isValid(self._over):
            self._place()
        return False

    def _place(self) -> None:
        if not isValid(self._over):  # it is being taken down
            return
        width = max(min(self._over.width() - 2 * _MARGIN, _WIDEST), 100)
        heights = []
        for notice in self.shown:
            notice.ensurePolished()
            heights.append(
                max(notice.heightForWidth(width), notice.minimumSizeHint().height())
            )
        height = sum(heights) + self._layout.spacing() * max(len(heights) - 1, 0)
        is_lifted = self._foot is not None and not self._foot.isHidden()
        lift = self._foot.height() if self._foot is not None and is_lifted else 0
        self.setFixedSize(width, max(height, 1))
        left = (self._over.width() - width) // 2
        self.move(left, self._over.height() - height - _MARGIN - lift)
