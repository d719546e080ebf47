"""The window of the lab: a set of commands, and what can be found out about it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dictation_app.errors import DictationError
from dictation_app.lab import files
from dictation_app.lab.command_set import CommandSet
from dictation_app.ui.controls import button, label
from dictation_app.ui.file_pane import dropped_paths
from dictation_app.ui.lab.phrases_page import PhrasesPage
from dictation_app.ui.lab.place import LabPlace
from dictation_app.ui.notices import Notices

_WIDTH, _HEIGHT = 1060, 720


class LabWindow(QDialog):
    """One set at a time; another one begins anew."""

    noticed = Signal(str)

    def __init__(self, place: LabPlace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Voice-command lab"))
        self.setAcceptDrops(True)
        self.resize(_WIDTH, _HEIGHT)
        self._place = place
        self.commands: CommandSet | None = None
        self.notices = Notices(self)
        self.noticed.connect(self.notices.tell)
        self.phrases = PhrasesPage(place)
        self.phrases.noticed.connect(self.noticed)
        self._build()

    def _build(self) -> None:
        self.sets = QComboBox()
        self.sets.setAccessibleName(self.tr("Set of commands"))
        self.sets.setMinimumWidth(220)
        self.sets.activated.connect(self._choose)
        import_button = button(self.tr("Import…"), "import")
        import_button.clicked.connect(self._browse)
        self.export_button = button(self.tr("Export…"), "export")
        self.export_button.clicked.connect(self._browse_target)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(self.tr("Voice-command lab"), "title"))
        words.addWidget(
            label(self.tr("Find out what is misheard before it matters"), "caption")
        )
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(words, 1)
        top = Qt.AlignmentFlag.AlignTop
        for made in (self.sets, import_button, self.export_button):
            head.addWidget(made, alignment=top)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.phrases)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(32, 24, 32, 24)
        self._column.setSpacing(16)
        self._column.addLayout(head)
        self._column.addWidget(self.stack, 1)

    def open(self) -> None:
        """Show it, with the set that was shown last."""
        self._fill(self.sets.currentData() or "")
        self.show()
        self.raise_()
        self.activateWindow()
        if self.commands is None and self.sets.count():
            self._choose()

    def take(self, path: Path) -> None:
        """Bring in a file of the user's and show it."""
        try:
            name = self._place.take(path)
        except DictationError as error:
            self.noticed.emit(str(error))
            return
        self._fill(name)
        self._choose()

    def write(self, path: Path) -> None:
        """Write the set that is shown, as JSON or CSV."""
        if self.commands is None:
            return
        try:
            files.save(self.commands, path)
        except DictationError as error:
            self.noticed.emit(str(error))
            return
        self.noticed.emit(self.tr("Exported as {name}").format(name=path.name))

    def _fill(self, chosen: str) -> None:
        self.sets.clear()
        for name, title in self._place.find_sets().items():
            self.sets.addItem(title, name)
        self.sets.setCurrentIndex(max(self.sets.findData(chosen), 0))

    @Slot()
    def _choose(self) -> None:
        try:
            commands = self._place.load(self.sets.currentData())
        except DictationError as error:
            self.noticed.emit(str(error))
            return
        self.commands = commands
        self.phrases.show_set(commands)

    @Slot()
    def _browse(self) -> None:
        kinds = self.tr("Command sets (*.json *.csv)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Command set"), "", kinds)
        if name:
            self.take(Path(name))

    @Slot()
    def _browse_target(self) -> None:
        name, kind = QFileDialog.getSaveFileName(
            self, self.tr("Export the set"), "", "JSON (*.json);;CSV (*.csv)"
        )
        if name:
            path = Path(name)
            if path.suffix.lower() not in files.SUFFIXES:
                path = Path(f"{name}.csv" if "csv" in kind else f"{name}.json")
            self.write(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Sets may be dropped; Qt calls this."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped; Qt calls this."""
        event.acceptProposedAction()
        for path in dropped_paths(event.mimeData()):
            self.take(path)

    def shut_down(self) -> None:
        """End all work."""
        self.phrases.shut_down()
