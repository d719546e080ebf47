"""Which set it is, and what can be done with all of it."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QMenu, QWidget

from dictation_app.lab import files
from dictation_app.ui.controls import button, icon_button


class SetBar(QWidget):
    """Chooses, begins, brings in, gives away, doubles and deletes sets."""

    chosen = Signal()
    begin_requested = Signal()
    import_requested = Signal(Path)
    export_requested = Signal(Path)
    duplicate_requested = Signal()
    delete_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sets = QComboBox()
        self.sets.setAccessibleName(self.tr("Set of commands"))
        self.sets.setMinimumWidth(220)
        self.sets.activated.connect(self.chosen)
        self.new_button = button(self.tr("New set"), "new")
        self.new_button.clicked.connect(self.begin_requested)
        self.more_button = icon_button("more", self.tr("More for this set"))
        menu = QMenu(self.more_button)
        menu.addAction(self.tr("Import…")).triggered.connect(self._browse)
        self.export_action = menu.addAction(self.tr("Export…"))
        self.export_action.triggered.connect(self._browse_target)
        menu.addAction(self.tr("Duplicate")).triggered.connect(self.duplicate_requested)
        self.delete_action = menu.addAction(self.tr("Delete"))
        self.delete_action.triggered.connect(self.delete_requested)
        self.more_button.setMenu(menu)
        self.more_button.setPopupMode(self.more_button.ToolButtonPopupMode.InstantPopup)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for made in (self.sets, self.new_button, self.more_button):
            row.addWidget(made)

    @property
    def name(self) -> str:
        """The chosen set's name."""
        return self.sets.currentData() or ""

    def fill(self, titles: Mapping[str, str], chosen: str) -> None:
        """Show these sets, by name and title."""
        self.sets.clear()
        for name, title in titles.items():
            self.sets.addItem(title, name)
        self.sets.setCurrentIndex(max(self.sets.findData(chosen), 0))

    @Slot()
    def _browse(self) -> None:
        kinds = self.tr("Command sets (*.json *.csv)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Command set"), "", kinds)
        if name:
            self.import_requested.emit(Path(name))

    @Slot()
    def _browse_target(self) -> None:
        name, kind = QFileDialog.getSaveFileName(
            self, self.tr("Export the set"), "", "JSON (*.json);;CSV (*.csv)"
        )
        if name:
            path = Path(name)
            if path.suffix.lower() not in files.SUFFIXES:
                path = Path(f"{name}.csv" if "csv" in kind else f"{name}.json")
            self.export_requested.emit(path)
