"""All keys at a glance, found by what they do."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dictation_app.ui import controls, menus


class KeysWindow(QDialog):
    """Lists the actions that have keys, in the order of the menus."""

    change_requested = Signal()
    """The user wants other keys."""

    def __init__(
        self, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.resize(controls.grown(self, 460, 640))
        self._actions = actions
        self.search = controls.field(self.tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(self.tr("Keys"))
        change = controls.button(self.tr("Change keys…"), "keyboard", "link")
        change.setAutoDefault(False)
        change.clicked.connect(self._change)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(change)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        self.rows: list[tuple[QLabel, QLabel]] = []
        self._titles: list[tuple[QLabel, int, int]] = []

    def showEvent(self, event: QShowEvent) -> None:
        """List the keys as they are now; Qt calls this."""
        self._list()
        self._filter(self.search.text())
        super().showEvent(event)
        self.search.setFocus()

    def _list(self) -> None:
        self.rows, self._titles = [], []
        inside = QWidget()
        inside.setProperty("surface", "clear")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for title, names in menus.places(self._actions):
            found = [
                self._actions[name] for name in names if name and name in self._actions
            ]
            keyed = [action for action in found if action.shortcuts()]
            if not keyed:
                continue
            heading = controls.label(title.replace("&", ""), "section")
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            first = len(self.rows)
            for action in keyed:
                self._add(grid, action)
            self._titles.append((heading, first, len(self.rows)))
        grid.setRowStretch(grid.rowCount(), 1)
        self._area.setWidget(inside)
        bar = self._area.verticalScrollBar().sizeHint().width()
        self._area.setMinimumWidth(inside.minimumSizeHint().width() + bar)

    def _add(self, grid: QGridLayout, action: QAction) -> None:
        form = QKeySequence.SequenceFormat.NativeText
        keys = "   ".join(keys.toString(form) for keys in action.shortcuts())
        name = controls.label(action.text().replace("&", "").rstrip("…"))
        key = controls.label(keys, "caption")
        key.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = grid.rowCount()
        grid.addWidget(name, row, 0)
        grid.addWidget(key, row, 1)
        self.rows.append((name, key))

    @Slot(str)
    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        fits = []
        for name, key in self.rows:
            shown = f"{name.text()} {key.text()}".casefold()
            fits.append(all(word in shown for word in words))
            name.setVisible(fits[-1])
            key.setVisible(fits[-1])
        for heading, first, after in self._titles:
            heading.setVisible(any(fits[first:after]))

    @Slot()
    def _change(self) -> None:
        self.close()
        self.change_requested.emit()
