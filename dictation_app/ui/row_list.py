"""A list of rows that are made a few at a time, so that the window never stands still."""

import time
from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from dictation_app.ui.controls import label

_BUDGET = 0.012
"""Seconds of making rows before the window gets its turn."""


class RowList(QScrollArea):
    """Scrolls down only; rows come in as they are made, the first ones first."""

    def __init__(self, name: str, spacing: int = 8) -> None:
        """Make an empty list.

        Args:
            name: for screen readers.
            spacing: pixels between rows.
        """
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self._spacing = spacing
        self.rows: list[QWidget] = []
        self._waiting: deque[Callable[[], QWidget]] = deque()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._make_some)
        self._begin()

    @property
    def is_whole(self) -> bool:
        """Whether all rows are made."""
        return not self._waiting

    def show_rows(
        self, makers: Iterable[Callable[[], QWidget]], nothing: str = ""
    ) -> None:
        """Show other rows.

        Args:
            makers: make one row each, in the window's thread.
            nothing: said where there is no row.
        """
        self._begin()
        self._waiting = deque(makers)
        if self._waiting:
            self._timer.start()
        elif nothing:
            words = label(nothing, "caption")
            words.setWordWrap(True)
            self._column.insertWidget(0, words)

    def _begin(self) -> None:
        self._timer.stop()
        inside = QWidget()
        inside.setProperty("surface", "clear")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(self._spacing)
        self._column.addStretch(1)
        self.rows = []
        self.setWidget(inside)

    @Slot()
    def _make_some(self) -> None:
        end = time.monotonic() + _BUDGET
        while self._waiting and time.monotonic() < end:
            row = self._waiting.popleft()()
            self._column.insertWidget(len(self.rows), row)
            self.rows.append(row)
        if not self._waiting:
            self._timer.stop()
