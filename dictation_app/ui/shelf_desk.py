"""Opens the notes, the keys and what the program is, each made when first wanted."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from dictation_app.ui.workbench import Workbench

if TYPE_CHECKING:
    from dictation_app.ui.about_window import AboutWindow
    from dictation_app.ui.keys_window import KeysWindow
    from dictation_app.ui.notes_window import NotesWindow


class ShelfDesk(QObject):
    """Connects the actions "library", "keys" and "about" with their windows."""

    change_keys_requested = Signal()

    def __init__(
        self, window: QWidget, workbench: Workbench, actions: Mapping[str, QAction]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workbench = workbench
        self._actions = actions
        self.notes: NotesWindow | None = None
        self.keys: KeysWindow | None = None
        self.about: AboutWindow | None = None
        actions["library"].triggered.connect(self.open_notes)
        actions["keys"].triggered.connect(self.open_keys)
        actions["about"].triggered.connect(self.open_about)

    @Slot()
    def open_notes(self) -> None:
        """Show the past notes, what was just dictated among them."""
        from dictation_app.ui.notes_window import NotesWindow

        bench = self._workbench
        if self.notes is None:
            self.notes = NotesWindow(bench.notebook.library, self._window)
            self.notes.opened.connect(bench.open_note)
            self.notes.again_requested.connect(bench.hear_note_again)
            self.notes.delete_requested.connect(bench.delete_note)
            self.notes.restore_requested.connect(bench.notebook.restore)
            bench.notebook.changed.connect(self.notes.follow)
        bench.notebook.save_changed()
        _show(self.notes)

    @Slot()
    def open_keys(self) -> None:
        """Show all keys."""
        from dictation_app.ui.keys_window import KeysWindow

        if self.keys is None:
            self.keys = KeysWindow(self._actions, self._window)
            self.keys.change_requested.connect(self.change_keys_requested)
        _show(self.keys)

    @Slot()
    def open_about(self) -> None:
        """Show what the program is."""
        from dictation_app.ui.about_window import AboutWindow

        if self.about is None:
            root = self._workbench.notebook.library.root
            self.about = AboutWindow(root, self._window)
        _show(self.about)

    def stop(self) -> None:
        """Close them; the window calls it before it closes."""
        for window in (self.notes, self.keys, self.about):
            if window is not None:
                window.close()


def _show(window: QWidget) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
