"""The main window: a quiet side and a page, and who tells whom what happened."""

import logging
from dataclasses import asdict, replace
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, QUrl, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QMenu, QWidget

from dictation_app.document import choices
from dictation_app.document.journal import Recovered
from dictation_app.document.scribe import Understood
from dictation_app.settings import PageChoices, Settings
from dictation_app.transcript import Hypothesis, Progress
from dictation_app.ui import actions, menus, theme
from dictation_app.ui.clock import clock
from dictation_app.ui.command_panel import CommandPanel
from dictation_app.ui.controls import line
from dictation_app.ui.desktop_desk import DesktopDesk
from dictation_app.ui.file_desk import FileDesk
from dictation_app.ui.file_pane import dropped_paths
from dictation_app.ui.lab.desk import LabDesk
from dictation_app.ui.loading import Loaded
from dictation_app.ui.microphones import Microphones
from dictation_app.ui.notices import Notices
from dictation_app.ui.open_note import OpenNote
from dictation_app.ui.page import PageOptions
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.record_desk import RecordDesk
from dictation_app.ui.settings_desk import SettingsDesk
from dictation_app.ui.shelf_desk import ShelfDesk
from dictation_app.ui.side import Side
from dictation_app.ui.training_desk import TrainingDesk
from dictation_app.ui.transcript_pane import TranscriptPane
from dictation_app.ui.workbench import Workbench

logger = logging.getLogger(__name__)

_WIDTH, _HEIGHT = 1120, 720
_HINT = "check_microphone"
"""What the hint on the empty page is called in the settings."""


class MainWindow(QMainWindow):
    """Shows what the workbench does, and passes on what the user wants."""

    closed = Signal()

    def __init__(
        self,
        workbench: Workbench,
        preferences: Preferences,
        microphones: Microphones,
        state: QSettings | None = None,
    ) -> None:
        """Build the window; nothing slow is begun before `begin`.

        Args:
            workbench: does the work.
            preferences: the settings.
            microphones: what can be listened with.
            state: where the window's place is remembered.
        """
        super().__init__()
        self.setWindowTitle(self.tr("Dictation"))
        self.setAcceptDrops(True)
        self.workbench = workbench
        self.preferences = preferences
        self._state = state
        self._quits = False
        self._applied: Settings | None = None
        made = actions.make_actions(self)
        self.side = Side(made)
        self.pane = TranscriptPane(_page_options(preferences.settings))
        self.commands = CommandPanel()
        self.actions_by_name: dict[str, QAction] = {
            **made,
            **self.pane.actions_by_name,
        }
        self._default_keys = actions.default_keys(self.actions_by_name)
        self._build(made)
        self.notices = Notices(self.pane, self.pane.player_bar)
        self._make_desks(microphones, made)
        self._connect_actions()
        self._connect_pane()
        self._connect_workbench()
        self._apply(preferences.settings)
        self._restore_place()
        self.pane.show_page(None)

    def _build(self, made: dict[str, QAction]) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(line(across=False))
        row.addWidget(self.pane, 1)
        row.addWidget(self.commands)
        self.commands.hide()
        self.setCentralWidget(body)
        self._menus = menus.fill(self.menuBar(), self.actions_by_name)
        # Keys work also while the menu bar is hidden.
        self.addActions(list(made.values()))

    def _make_desks(self, microphones: Microphones, made: dict[str, QAction]) -> None:
        bench, preferences = self.workbench, self.preferences
        self.record_desk = RecordDesk(
            self.side.record, bench, preferences, microphones, made, self
        )
        self.file_desk = FileDesk(self.side.files, bench, made, self)
        self.settings_desk = SettingsDesk(
            self,
            bench,
            preferences,
            microphones,
            self.actions_by_name,
            self._default_keys,
        )
        self.training_desk = TrainingDesk(
            self, bench, preferences, self.notices, self.actions_by_name
        )
        self.file_desk.measured.connect(self.training_desk.set_speed)
        self.lab_desk = LabDesk(
            self, bench, preferences, microphones, self.actions_by_name
        )
        self.shelf_desk = ShelfDesk(self, bench, self.actions_by_name)
        self.shelf_desk.change_keys_requested.connect(self.settings_desk.open_keys)
        self.desktop_desk = DesktopDesk(self, bench, preferences, self.actions_by_name)

    def _connect_actions(self) -> None:
        for name, do in (
            ("new_note", self.workbench.new_note),
            ("save_note", self.workbench.save),
            ("menu", self._show_menu),
            ("insert", self._insert),
            ("apply_terms", self._apply_terms),
            ("quit", self.quit),
        ):
            self.actions_by_name[name].triggered.connect(do)
        commands = self.actions_by_name["spoken_commands"]
        commands.toggled.connect(self.commands.setVisible)
        self.commands.close_requested.connect(commands.toggle)
        bar = self.actions_by_name["menu_bar"]
        bar.toggled.connect(self.menuBar().setVisible)
        self.menuBar().setVisible(bar.isChecked())

    def _connect_pane(self) -> None:
        pane = self.pane
        pane.note_requested.connect(self.workbench.new_note)
        pane.exported.connect(self._tell_exported)
        pane.start_requested.connect(self.workbench.start_dictation)
        pane.sample_requested.connect(self.file_desk.try_sample)
        pane.open_requested.connect(self.file_desk.ask_for_files)
        pane.check_requested.connect(self.actions_by_name["check_microphone"].trigger)
        pane.invitation.hint_dismissed.connect(self._dismiss_hint)
        pane.title_changed.connect(self.workbench.rename)
        pane.noticed.connect(self.notices.tell)
        pane.options_changed.connect(self._keep_page_options)

    def _connect_workbench(self) -> None:
        bench, foot = self.workbench, self.side.foot
        bench.engine.began.connect(self._show_loading)
        bench.engine.ready.connect(self._show_model)
        bench.engine.failed.connect(foot.show_problem)
        bench.engine.settled.connect(self.training_desk.begin)
        bench.page_changed.connect(self._show_page)
        bench.listening_began.connect(self._place_mark)
        bench.guessed.connect(self._show_guess)
        bench.understood.connect(self._show_duration)
        bench.understood.connect(self.commands.show_understood)
        bench.obeyed.connect(self._obey)
        bench.progressed.connect(self._show_progress)
        bench.finished.connect(self._show_sound)
        bench.saved.connect(self._show_saved)
        bench.noticed.connect(self.notices.tell)
        bench.recovered.connect(self._offer_recovered)
        self.file_desk.measured.connect(foot.show_speed)
        self.record_desk.noticed.connect(self.notices.tell)
        self.desktop_desk.noticed.connect(self.notices.tell)
        self.preferences.changed.connect(self._apply)
        self.preferences.noticed.connect(self.notices.tell)

    def begin(self) -> None:
        """Begin all that may be slow; call it once the window is on screen."""
        self.workbench.begin()
        self.record_desk.begin()
        self.desktop_desk.begin()
        if self.preferences.settings.desktop.resume_last:
            self.workbench.open_last()

    # Settings

    @Slot(object)
    def _apply(self, settings: Settings) -> None:
        before, self._applied = self._applied, settings
        app = QApplication.instance()
        if before is None or before.appearance != settings.appearance:
            look = settings.appearance
            assert isinstance(app, QApplication)
            theme.apply(
                app,
                look.theme,
                text_scale=look.text_scale,
                transcript_size=look.transcript_size,
                reduced_motion=look.reduced_motion,
            )
            self.side.fit()
            self.commands.fit()
        actions.bind(self.actions_by_name, self._default_keys, settings.shortcuts)
        self.record_desk.apply(settings)
        key = actions.shown_key(self.actions_by_name["record"])
        self.pane.invitation.name_key(key)
        if before is None or before.dictation != settings.dictation:
            self.commands.show_commands(choices.commands(settings))
        self.pane.invitation.hint.setVisible(_HINT not in settings.hints_dismissed)
        self.pane.set_options(_page_options(settings))
        if before is not None:
            self.workbench.apply(settings)

    @Slot(object)
    def _keep_page_options(self, options: PageOptions) -> None:
        page = PageChoices(**asdict(options))
        self.preferences.change(replace(self.preferences.settings, page=page))

    @Slot()
    def _dismiss_hint(self) -> None:
        chosen = self.preferences.settings
        dismissed = (*chosen.hints_dismissed, _HINT)
        self.preferences.change(replace(chosen, hints_dismissed=dismissed))

    # The engine

    @Slot()
    def _show_loading(self) -> None:
        self.side.foot.show_loading("")

    @Slot(object)
    def _show_model(self, loaded: Loaded) -> None:
        self.side.foot.show_model(loaded.info.title, loaded.device)
        self.pane.set_recognizer(loaded.recognizer)

    # The page

    @Slot(object)
    def _show_page(self, note: OpenNote | None) -> None:
        self.pane.show_page(note.page if note is not None else None)
        title = note.shown_title if note is not None else ""
        name = self.tr("Dictation")
        self.setWindowTitle(f"{title} – {name}" if title else name)

    @Slot(object)
    def _place_mark(self, note: OpenNote) -> None:
        if note is self.workbench.note:
            self.pane.place_mark()

    @Slot(object)
    def _show_guess(self, guess: Hypothesis | None) -> None:
        self.pane.show_hypothesis(guess)

    @Slot(object)
    def _obey(self, understood: Understood) -> None:
        self.pane.obey(understood)

    @Slot(object)
    def _show_progress(self, progress: Progress | None) -> None:
        self.pane.set_progress(progress)
        if progress is None:
            self._show_duration()

    @Slot()
    def _show_duration(self) -> None:
        note = self.workbench.note
        if note is not None:
            self.pane.set_duration(note.duration)

    @Slot(object)
    def _show_sound(self, note: OpenNote) -> None:
        """A dictation ended: what was said can be played, unless it goes on."""
        if note is self.workbench.note:
            if not self.workbench.dictation.is_busy_with(note):
                self.pane.set_audio(note.audio)
            self._show_duration()

    @Slot(bool)
    def _show_saved(self, saved: bool) -> None:
        self.pane.set_saved(self.tr("saved") if saved else self.tr("not saved"))

    @Slot(object, str)
    def _tell_exported(self, path: Path, remark: str) -> None:
        folder = QUrl.fromLocalFile(str(path.parent))
        if remark:
            self.notices.tell(remark)
        self.notices.tell(
            self.tr("Exported as {name}").format(name=path.name),
            self.tr("Show the folder"),
            lambda: QDesktopServices.openUrl(folder),
        )

    @Slot()
    def _apply_terms(self) -> None:
        self.pane.apply_vocabulary(choices.vocabulary(self.preferences.settings))

    @Slot()
    def _insert(self) -> None:
        """What is selected, or all of the page, goes into the window used before."""
        cursor, note = self.pane.editor.textCursor(), self.workbench.note
        text = cursor.selection().toPlainText()
        if not text and note is not None:
            text = note.document.text.strip()
        if text:
            self.desktop_desk.inserter.insert(text)

    @Slot(object)
    def _offer_recovered(self, found: Recovered) -> None:
        words = self.tr("Recovered a text that was cut off.")
        if found.duration >= 1.0:
            words = self.tr("Recovered {time} of dictation that was cut off.")
        self.notices.tell(
            words.format(time=clock(found.duration)),
            self.tr("Open it"),
            lambda: self.workbench.open_recovered(found),
            lambda: self.workbench.notebook.put_away(found),
        )

    # The window

    @Slot()
    def _show_menu(self) -> None:
        """All menus in one, beside the button at the foot."""
        menu = QMenu(self)
        for part in self._menus:
            menu.addMenu(part)
        foot = self.side.foot
        place = foot.mapToGlobal(QPoint(16, 0))
        menu.popup(QPoint(place.x(), place.y() - menu.sizeHint().height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nobody else took goes to the page; Qt calls this."""
        self.pane.keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Recordings may be dropped anywhere; Qt calls this."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Transcribe what was dropped; Qt calls this."""
        event.acceptProposedAction()
        self.workbench.add_files(dropped_paths(event.mimeData()))

    def _restore_place(self) -> None:
        self.resize(_WIDTH, _HEIGHT)
        if self._state is not None:
            place = self._state.value("window/geometry")
            if place is not None:
                self.restoreGeometry(place)

    @Slot()
    def quit(self) -> None:
        """End the program, wherever the window is."""
        self._quits = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End all work, keep everything; or go to the tray. Qt calls this."""
        if not self._quits and self.desktop_desk.stays:
            event.ignore()
            self.hide()
            return
        if self._state is not None:
            self._state.setValue("window/geometry", self.saveGeometry())
        self.hide()
        self.desktop_desk.stop()
        self.shelf_desk.stop()
        self.settings_desk.stop()
        self.training_desk.stop()
        self.lab_desk.stop()
        self.record_desk.stop()
        self.workbench.stop()
        self.pane.stop()  # last: a dictation that ends shows its sound there
        self.closed.emit()
        super().closeEvent(event)


def _page_options(settings: Settings) -> PageOptions:
    return PageOptions(**asdict(settings.page))
