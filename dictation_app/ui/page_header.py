"""The head of the page: what it is, how much it is, and what can be done with it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QSize, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dictation_app.transcript import Progress, Seconds
from dictation_app.ui import controls, theme
from dictation_app.ui.clock import span

_HEIGHT = 64
_TIGHT = 560
"""Pixels of width, at the usual text size, below which only icons fit."""
_BETWEEN = "  ·  "

_MENU = (
    ("undo", "redo"),
    ("find", "replace"),
    ("alternatives", "next_doubt", "previous_doubt", "accept"),
    ("rehear", "dictate_here"),
    ("play_here", "replay", "insert_time", "go_to_time"),
    ("rename", "copy_all", "export"),
)


class PageHeader(QWidget):
    """Title, counts and buttons."""

    title_changed = Signal(str)

    def __init__(
        self, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "page")
        self._n_words = 0
        self._duration: Seconds = 0.0
        self._progress: Progress | None = None
        self._saved = ""
        self.title = QLineEdit()
        self.title.setProperty("role", "page-title")
        self.title.setAccessibleName(self.tr("Title"))
        self.title.setPlaceholderText(self.tr("New note"))
        self.title.setToolTip(self.tr("Click to change the title"))
        self.title.editingFinished.connect(self._tell_title)
        self.counts = controls.label(role="caption")
        self.counts.setIndent(8)
        self.counts.setAccessibleName(self.tr("Words, length, saving"))
        self.find_button = controls.icon_button("search", self.tr("Find"))
        controls.follow(self.find_button, actions["find"])
        self.copy_button = controls.button("", "copy", "quiet")
        self.copy_button.setAccessibleName(self.tr("Copy"))
        controls.follow(self.copy_button, actions["copy_all"])
        self.export_button = controls.button("", "export")
        self.export_button.setAccessibleName(self.tr("Export"))
        controls.follow(self.export_button, actions["export"])
        self.more_button = controls.icon_button("more", self.tr("More"))
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more_button.setMenu(self._menu(actions))
        self._lay_out()
        self._show_counts()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.counts)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(24, 8, 24, 8)  # the title has room for its focus ring
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self.find_button)
        row.addWidget(self.copy_button)
        row.addWidget(self.export_button)
        row.addWidget(self.more_button)
        self.setMinimumHeight(_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(controls.line())

    def _menu(self, actions: Mapping[str, QAction]) -> QMenu:
        menu = QMenu(self)
        groups: Sequence[Sequence[str]] = _MENU
        for group in groups:
            menu.addActions([actions[name] for name in group])
            menu.addSeparator()
        return menu

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the beginning of the title and four icons; Qt calls this."""
        icons = 4 * (theme.current().size("control") + 8)
        width = self.title.minimumSizeHint().width() + icons + 2 * 24
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the title its room: buttons are only icons where there is little."""
        super().resizeEvent(event)
        is_tight = self.width() < _TIGHT * theme.current().growth
        for button in (self.copy_button, self.export_button):
            button.setText("" if is_tight else button.accessibleName())

    def show_title(self, title: str) -> None:
        """Show a title."""
        self.title.setText(title)
        self.title.setCursorPosition(0)

    def edit_title(self) -> None:
        """Let the user type another one."""
        self.title.setFocus()
        self.title.selectAll()

    def set_words(self, n_words: int) -> None:
        """How many words are on the page."""
        self._n_words = n_words
        self._show_counts()

    def set_duration(self, duration: Seconds) -> None:
        """How long its sound is."""
        self._duration = duration
        self._show_counts()

    def set_progress(self, progress: Progress | None) -> None:
        """How far the sound has become words; None when all of it has."""
        self._progress = progress
        self._show_counts()

    def set_saved(self, words: str) -> None:
        """What is said of saving."""
        self._saved = words
        self._show_counts()

    def _show_counts(self) -> None:
        progress, words = self._progress, _n_words_text(self._n_words)
        parts = [self._saved]
        if progress is not None:
            length = progress.total
            done = span(progress.done)
            if length is not None:
                done = self.tr("{} of {}").format(done, span(length))
            parts = [self.tr("{} so far").format(words), done, self._saved]
        elif self._n_words or self._duration:
            length_text = span(self._duration) if self._duration else ""
            parts = [words, length_text, self._saved]
        text = _BETWEEN.join(filter(None, parts))
        self.counts.setText(text)
        self.counts.setVisible(bool(text))

    @Slot()
    def _tell_title(self) -> None:
        if self.title.isModified():
            self.title.setModified(False)
            self.title_changed.emit(" ".join(self.title.text().split()))


def _n_words_text(n_words: int) -> str:
    if n_words == 1:
        return QCoreApplication.translate("PageHeader", "1 word")
    words = QCoreApplication.translate("PageHeader", "{} words")
    return words.format(f"{n_words:,}")
