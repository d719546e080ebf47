"""The window of the lab: a set of commands, and what can be found out about it."""

import itertools
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dictation_app.errors import DictationError
from dictation_app.lab import files
from dictation_app.lab.command_set import CommandSet
from dictation_app.ui.controls import Segments, label
from dictation_app.ui.file_pane import dropped_paths
from dictation_app.ui.lab.draft import Draft, finished
from dictation_app.ui.lab.edit_page import EditPage
from dictation_app.ui.lab.listen_page import ListenPage
from dictation_app.ui.lab.phrases_page import PhrasesPage
from dictation_app.ui.lab.place import LabPlace
from dictation_app.ui.lab.results_page import ResultsPage
from dictation_app.ui.lab.set_bar import SetBar
from dictation_app.ui.lab.test_page import TestPage
from dictation_app.ui.lab.testing import Found, find_sessions
from dictation_app.ui.latest_job import LatestJob
from dictation_app.ui.notices import Notices

_WIDTH, _HEIGHT = 1060, 720
_PAGES = ("edit", "phrases", "test", "results", "listen")


class LabWindow(QDialog):
    """One set at a time; another one begins anew."""

    noticed = Signal(str)

    def __init__(self, place: LabPlace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Voice-command lab"))
        self.setAcceptDrops(True)
        self.resize(_WIDTH, _HEIGHT)
        self._place, self._sets = place, place.sets
        self.name = ""
        self.commands: CommandSet | None = None
        self.found = Found()
        self.edit = EditPage(lambda: place.alphabet)
        self.edit.changed.connect(self._keep)
        self.edit.undo_offered.connect(self._offer_undo)
        self._offered = ""
        self.notices = Notices(self, self.edit.foot)
        self.noticed.connect(self.notices.tell)
        self.phrases = PhrasesPage(place)
        later = Qt.ConnectionType.QueuedConnection  # the button goes with its row
        self.phrases.reworded.connect(self._reword, later)
        self.test = TestPage(place)
        self.test.results_requested.connect(self._show_results)
        self.test.changed.connect(self._follow_test)
        self.results = ResultsPage(place)
        self.results.thresholds_chosen.connect(self._use_thresholds)
        self.listen = ListenPage(place)
        for page in (self.phrases, self.test, self.results, self.listen):
            page.noticed.connect(self.noticed)
        self._look = LatestJob(self)
        self._look.succeeded.connect(self._take_sessions)
        self._look.failed.connect(self._tell_failure)
        self._build()

    def _build(self) -> None:
        self.bar = SetBar()
        self.bar.chosen.connect(self._choose)
        self.bar.begin_requested.connect(self.begin)
        self.bar.import_requested.connect(self.take)
        self.bar.export_requested.connect(self.write)
        self.bar.duplicate_requested.connect(self.duplicate)
        self.bar.delete_requested.connect(self.delete)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(self.tr("Voice-command lab"), "title"))
        words.addWidget(
            label(self.tr("Find out what is misheard before it matters"), "caption")
        )
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(words, 1)
        head.addWidget(self.bar, alignment=Qt.AlignmentFlag.AlignTop)
        self._build_pages()
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(self.pages, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.stack, 1)
        for made in self.findChildren(QPushButton):
            made.setAutoDefault(False)  # Enter belongs to the tables

    def _build_pages(self) -> None:
        self.pages = Segments(
            self.tr("Page"),
            [
                ("edit", self.tr("Commands")),
                ("phrases", self.tr("Collisions")),
                ("test", self.tr("Test")),
                ("results", self.tr("Results")),
                ("listen", self.tr("Listen")),
            ],
        )
        self.pages.setMinimumWidth(520)
        self.pages.chosen.connect(self._turn_to)
        for number, name in enumerate(_PAGES, start=1):
            keys = QKeySequence(f"Ctrl+{number}")
            part = self.pages.part(name)
            part.setToolTip(keys.toString(QKeySequence.SequenceFormat.NativeText))
            QShortcut(keys, self).activated.connect(part.click)
        self.stack = QStackedWidget()
        for page in (self.edit, self.phrases, self.test, self.results, self.listen):
            self.stack.addWidget(page)

    def open(self) -> None:
        """Show it, with the set that was shown last."""
        self.bar.fill(self._sets.titles(), self.name)
        self.show()
        self.raise_()
        self.activateWindow()
        if not self.name and self.bar.name:
            self._choose()

    # Sets

    @Slot(Path)
    def take(self, path: Path) -> None:
        """Bring in a file of the user's and show it."""
        try:
            name = self._sets.take(path)
        except DictationError as error:
            self.noticed.emit(str(error))
            return
        self._show_set(name)

    @Slot(Path)
    def write(self, path: Path) -> None:
        """Write the set that is in use, as JSON or CSV."""
        if self.commands is None:
            self.noticed.emit(self.tr("Write a command first."))
            return
        try:
            files.save(self.commands, path)
        except DictationError as error:
            self.noticed.emit(str(error))
            return
        self.noticed.emit(self.tr("Exported as {name}").format(name=path.name))

    @Slot()
    def begin(self) -> None:
        """Begin a new set; the first thing is to write a command."""
        title, taken = self.tr("My commands"), self._sets.titles().values()
        numbers = (f"{title} {n}" for n in itertools.count(2))
        self._create(
            Draft(next(t for t in itertools.chain([title], numbers) if t not in taken))
        )
        self.pages.part("edit").click()
        self.edit.add()

    @Slot()
    def duplicate(self) -> None:
        """Make another set of this one, to change."""
        name = self.tr("{name}, a copy").format(name=self.edit.draft.name)
        self._create(replace(self.edit.draft, name=name))

    def _create(self, draft: Draft) -> None:
        name = self._sets.free_name(draft.name)
        problems = self.edit.problems if draft.lines else None
        self._write_set(name, draft, problems is not None and not problems.n)

    def _write_set(self, name: str, draft: Draft, is_right: bool) -> None:
        """Put a set on the disk and show it."""
        try:
            self._sets.keep(name, draft, is_right=is_right)
        except DictationError as error:
            self.noticed.emit(str(error))
            return
        self._show_set(name)

    @Slot()
    def delete(self) -> None:
        """Take the set away; it can be brought back."""
        name, draft = self.name, self.edit.draft
        is_right = self.commands is not None and not self.edit.problems.n
        try:
            self._sets.remove(name)
        except DictationError as error:
            self.noticed.emit(str(error))
            return
        self._show_set("")
        words = self.tr("“{name}” was deleted.").format(name=draft.name)
        bring_back = partial(self._write_set, name, draft, is_right)
        self.notices.tell(words, self.tr("Bring it back"), bring_back)

    def _show_set(self, name: str) -> None:
        self.bar.fill(self._sets.titles(), name)
        self._choose()

    @Slot()
    def _choose(self) -> None:
        name = self.bar.name
        try:
            draft = self._sets.draft(name)
        except DictationError as error:
            self.noticed.emit(str(error))
            return
        self._withdraw_undo()
        self.name = name
        self.edit.show_draft(draft)
        self.bar.delete_action.setEnabled(self._sets.is_own(name))
        self._use(self._in_use(draft))

    def _in_use(self, draft: Draft) -> CommandSet | None:
        """The set itself, or as it was when it was right."""
        if not self.edit.problems.n and draft.without_blanks().lines:
            return finished(draft)
        try:
            return self._sets.load(self.name)
        except DictationError:
            return None  # nothing of it was right yet

    def _use(self, commands: CommandSet | None) -> None:
        """Let all pages work with a set from now on."""
        before, self.commands = self.commands, commands
        self.phrases.show_set(commands)
        self.listen.show_set(commands)
        if commands is not None and before is not None:
            same = commands.fingerprint == before.fingerprint
            if same and commands.name == before.name:
                self.test.replace_set(commands)
                self._refresh()
                return
        self.found = Found()
        self.test.show_set(commands, None)
        if commands is not None:
            folder = self._place.sessions
            self._look.start(lambda: find_sessions(folder, commands))
        self._refresh()

    def _refresh(self) -> None:
        """Show on the page in front what has changed."""
        current = self.stack.currentWidget()
        if current is self.results:
            self._fill_results()
        elif current is self.phrases:
            self.phrases.predict()

    # The set is edited

    @Slot(object)
    def _keep(self, draft: Draft) -> None:
        """Put what was written on the disk, and use it if it is right."""
        self._withdraw_undo()
        is_right = not self.edit.problems.n and bool(draft.without_blanks().lines)
        try:
            if not self._sets.is_own(self.name):
                title = self.tr("{name}, yours").format(name=draft.name)
                draft = replace(draft, name=title)
                self.name = self._sets.free_name(title)
                self.edit.rename(title)
                self.noticed.emit(
                    self.tr("This is your own copy: the set of the program stays.")
                )
            self._sets.keep(self.name, draft, is_right=is_right)
        except DictationError as error:
            self.noticed.emit(str(error))
            return
        self.bar.fill(self._sets.titles(), self.name)
        self.bar.delete_action.setEnabled(True)
        if is_right:
            self._use(finished(draft))

    @Slot(str)
    def _offer_undo(self, words: str) -> None:
        self._offered = words
        self.notices.tell(words, self.tr("Undo"), self.edit.undo)

    def _withdraw_undo(self) -> None:
        """What can be brought back now is another step."""
        for notice in list(self.notices.shown):
            if notice.words.text() == self._offered:
                notice.close_it()

    @Slot(str, str)
    def _reword(self, phrase: str, other: str) -> None:
        """Say something safer instead of a phrase."""
        self.edit.reword(phrase, other)
        words = self.tr("“{other}” is said now, not “{phrase}”.")
        self._offer_undo(words.format(other=other, phrase=phrase))

    @Slot(object)
    def _use_thresholds(self, chosen: dict[str, float]) -> None:
        self.edit.set_thresholds(chosen)
        self._offer_undo(self.tr("Thresholds in use: {n}").format(n=len(chosen)))

    # Sessions

    @Slot(object)
    def _take_sessions(self, found: Found) -> None:
        """Go on with the last session, unless a new one was begun meanwhile."""
        if self.test.session is not None or self.commands is None:
            return
        said = tuple(session for session in found.sessions if session.trials)
        self.found = replace(found, sessions=said)
        self.test.show_set(self.commands, next(iter(said), None))
        if not said and found.changed:
            self.test.tell_changed(sum(len(s.trials) for s in found.changed))
        self._refresh()

    @Slot()
    def _follow_test(self) -> None:
        """A session that is new comes first."""
        session = self.test.session
        known = self.found.sessions
        if session is not None and not any(s is session for s in known):
            self.found = replace(self.found, sessions=(session, *known))

    @Slot()
    def _show_results(self) -> None:
        self.pages.part("results").click()

    def _fill_results(self) -> None:
        if self.commands is None:
            return
        prediction = self.phrases.prediction
        self.results.pairs = () if prediction is None else prediction.pairs
        said = tuple(session for session in self.found.sessions if session.trials)
        self.results.show_sessions(self.commands, replace(self.found, sessions=said))

    @Slot(object)
    def _tell_failure(self, error: Exception) -> None:
        self.noticed.emit(str(error))

    @Slot(str)
    def _turn_to(self, name: str) -> None:
        self._withdraw_undo()
        page = getattr(self, name)
        if page is not self.test:
            self.test.pause_test()
        if page is not self.listen:
            self.listen.pause_listening()
        self.stack.setCurrentWidget(page)
        if page in (self.test, self.listen):
            page.setFocus()  # the space bar begins
        self._refresh()

    # Files that are dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Sets may be dropped; Qt calls this."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped; Qt calls this."""
        event.acceptProposedAction()
        for path in dropped_paths(event.mimeData()):
            self.take(path)

    # The end

    def shut_down(self) -> None:
        """End all work."""
        self._look.stop()
        self.phrases.shut_down()
        self.test.shut_down()
        self.results.shut_down()
        self.listen.shut_down()

    def _let_go(self) -> None:
        """Close the microphone."""
        self.test.pause_test()
        self.listen.pause_listening()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of the microphone; Qt calls this."""
        self._let_go()
        super().closeEvent(event)

    def reject(self) -> None:
        """Escape closes the window too; Qt calls this."""
        self._let_go()
        super().reject()
