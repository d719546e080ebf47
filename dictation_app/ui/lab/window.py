"""The window of the lab: a set of commands, and what can be found out about it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
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
from dictation_app.lab.session import Session
from dictation_app.ui.controls import Segments, button, label
from dictation_app.ui.file_pane import dropped_paths
from dictation_app.ui.lab.phrases_page import PhrasesPage
from dictation_app.ui.lab.place import LabPlace
from dictation_app.ui.lab.results_page import ResultsPage
from dictation_app.ui.lab.test_page import TestPage
from dictation_app.ui.lab.testing import find_sessions
from dictation_app.ui.latest_job import LatestJob
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
        self.test = TestPage(place)
        self.test.noticed.connect(self.noticed)
        self.test.results_requested.connect(self._show_results)
        self.test.changed.connect(self._follow_test)
        self.results = ResultsPage(place)
        self.results.noticed.connect(self.noticed)
        self.sessions: list[Session] = []
        self._look = LatestJob(self)
        self._look.succeeded.connect(self._take_sessions)
        self._look.failed.connect(self._tell_failure)
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
        self.pages = Segments(
            self.tr("Page"),
            [
                ("phrases", self.tr("Phrases")),
                ("test", self.tr("Test")),
                ("results", self.tr("Results")),
            ],
        )
        self.pages.setMinimumWidth(360)
        self.pages.chosen.connect(self._turn_to)
        self.stack = QStackedWidget()
        for page in (self.phrases, self.test, self.results):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(self.pages, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.stack, 1)

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
        self.commands, self.sessions = commands, []
        self.phrases.show_set(commands)
        self.test.show_set(commands, None)
        if self.stack.currentWidget() is self.results:
            self._fill_results()
        folder = self._place.sessions
        self._look.start(lambda: find_sessions(folder, commands))

    @Slot(object)
    def _take_sessions(self, found: list[Session]) -> None:
        """Go on with the last session, unless a new one was begun meanwhile."""
        if self.test.session is not None or self.commands is None:
            return
        self.sessions = [session for session in found if session.trials]
        self.test.show_set(self.commands, next(iter(self.sessions), None))
        if self.stack.currentWidget() is self.results:
            self._fill_results()

    @Slot()
    def _follow_test(self) -> None:
        """A session that is new comes first."""
        session = self.test.session
        if session is not None and not any(s is session for s in self.sessions):
            self.sessions.insert(0, session)

    @Slot()
    def _show_results(self) -> None:
        self.pages.choose("results")
        self._turn_to("results")

    def _fill_results(self) -> None:
        if self.commands is None:
            return
        prediction = self.phrases.prediction
        self.results.pairs = () if prediction is None else prediction.pairs
        said = [session for session in self.sessions if session.trials]
        self.results.show_sessions(self.commands, said)

    @Slot(object)
    def _tell_failure(self, error: Exception) -> None:
        self.noticed.emit(str(error))

    @Slot(str)
    def _turn_to(self, name: str) -> None:
        pages = {"phrases": self.phrases, "test": self.test, "results": self.results}
        if name != "test":
            self.test.pause_test()
        if name == "results":
            self._fill_results()
        self.stack.setCurrentWidget(pages[name])

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
        self._look.stop()
        self.phrases.shut_down()
        self.test.shut_down()
        self.results.shut_down()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of the microphone; Qt calls this."""
        self.test.pause_test()
        super().closeEvent(event)

    def reject(self) -> None:
        """Escape closes the window too; Qt calls this."""
        self.test.pause_test()
        super().reject()
