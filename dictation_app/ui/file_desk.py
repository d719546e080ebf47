"""Between the file pane and the queue: dialogs, speed, and what the user wants done."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from dictation_app import paths
from dictation_app.ui.file_item import FileItem, FileState
from dictation_app.ui.file_pane import FilePane
from dictation_app.ui.foot import speed
from dictation_app.ui.workbench import Workbench

SAMPLE = "sample.ogg"
_KINDS = (
    "*.wav *.mp3 *.m4a *.aac *.flac *.ogg *.opus *.oga *.wma *.aiff *.amr *.mp4 *.mkv "
    "*.mov *.webm *.avi *.m4v *.3gp *.mpg *.mpeg"
)


class FileDesk(QObject):
    """Shows the queue in the pane and does what the user wants with it."""

    measured = Signal(float)
    """How many times real time the last recording went."""

    def __init__(
        self,
        pane: FilePane,
        workbench: Workbench,
        actions: Mapping[str, QAction],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._pane = pane
        self._workbench = workbench
        self._window = window
        queue = workbench.queue
        pane.files_dropped.connect(workbench.add_files)
        pane.opened.connect(workbench.show_recording)
        pane.cancelled.connect(queue.cancel)
        pane.removed.connect(queue.remove)
        pane.again_requested.connect(workbench.transcribe_again)
        pane.folder_requested.connect(self._show_folder)
        queue.changed.connect(self._show_item)
        queue.removed.connect(pane.remove)
        queue.ended.connect(self._measure)
        queue.ended.connect(self._leave_refused)
        workbench.page_changed.connect(self._mark_current)
        actions["open_files"].triggered.connect(self.ask_for_files)
        actions["open_folder"].triggered.connect(self._ask_for_folder)
        actions["sample"].triggered.connect(self.try_sample)
        actions["cancel_file"].triggered.connect(self._cancel)
        actions["clear_files"].triggered.connect(self._clear)

    @Slot()
    def ask_for_files(self) -> None:
        """Let the user choose recordings."""
        kinds = self.tr("Recordings and videos ({kinds})").format(kinds=_KINDS)
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Open recordings"),
            "",
            f"{kinds};;{self.tr('All files (*)')}",
        )
        self._workbench.add_files([Path(path) for path in chosen])

    @Slot()
    def _ask_for_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self._window, self.tr("Open a folder of recordings")
        )
        if chosen:
            self._workbench.add_files([Path(chosen)])

    @Slot()
    def try_sample(self) -> None:
        """Transcribe the recording that comes with the program."""
        self._workbench.add_files([paths.bundled("resources") / SAMPLE])

    @Slot()
    def _cancel(self) -> None:
        running = self._workbench.queue.running
        if running is not None:
            self._workbench.queue.cancel(running.number)

    @Slot()
    def _clear(self) -> None:
        for number in list(self._workbench.queue.items):
            self._workbench.queue.remove(number)

    @Slot(object)
    def _show_item(self, item: FileItem) -> None:
        is_new = item.number not in self._pane.cards
        self._pane.show_item(item)
        if is_new:
            self._mark_current()

    @Slot()
    def _mark_current(self) -> None:
        self._pane.mark_current(self._workbench.recording_on_page())

    @Slot(int)
    def _show_folder(self, number: int) -> None:
        item = self._workbench.queue.items.get(number)
        if item is not None:
            folder = QUrl.fromLocalFile(str(item.path.parent))
            QDesktopServices.openUrl(folder)

    @Slot(object)
    def _leave_refused(self, item: FileItem) -> None:
        """What cannot be heard leaves no empty page; the next recording has it."""
        bench = self._workbench
        is_shown = item.number in bench.recording_on_page()
        if item.state != FileState.REFUSED or not is_shown:
            return
        if bench.note is not None and bench.note.is_empty:
            waiting = (i for i in bench.queue.items.values() if i.is_open)
            following = next(waiting, None)
            if following is None:
                bench.show(None)
            else:
                bench.show_recording(following.number)

    @Slot(object)
    def _measure(self, item: FileItem) -> None:
        if item.state == FileState.DONE and item.duration and item.took:
            found = speed(item.duration, item.took)
            if found is not None:
                self.measured.emit(found)
