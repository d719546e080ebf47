"""Between the window and the lab, which is made when it is first wanted."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from dictation_app import paths
from dictation_app.errors import DictationError
from dictation_app.speech.microphone import SHORT_BLOCK
from dictation_app.transcript import Transcript
from dictation_app.ui.capture import OpenMicrophone
from dictation_app.ui.microphones import Microphones, open_chosen
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.workbench import Workbench

if TYPE_CHECKING:
    from pathlib import Path

    from dictation_app.speech.keyword_store import KeywordModelInfo
    from dictation_app.ui.lab.place import Listener
    from dictation_app.ui.lab.window import LabWindow

_MOST_NOTES = 30
"""Dictations, the newest, in which no command should be found."""


class LabDesk(QObject):
    """Connects the action "command_lab" with its window."""

    def __init__(
        self,
        window: QWidget,
        workbench: Workbench,
        preferences: Preferences,
        microphones: Microphones,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workbench = workbench
        self._preferences = preferences
        self._microphones = microphones
        self.lab: LabWindow | None = None
        actions["command_lab"].triggered.connect(self.open_lab)

    @Slot()
    def open_lab(self) -> None:
        """Show the lab."""
        from dictation_app.ui.lab.place import LabPlace
        from dictation_app.ui.lab.window import LabWindow

        if self.lab is None:
            data = paths.user_data()
            place = LabPlace(
                bundled_sets=paths.bundled("resources") / "command_sets",
                user_sets=data / "command_sets",
                sessions=data / "command_sessions",
                find_negatives=self._negatives,
                open_microphone=self._open_microphone,
                find_listener=self._listener,
                find_unsounded=self._unsounded,
                find_keyword_models=self._keyword_models,
            )
            self.lab = LabWindow(place, self._window)
        self.lab.open()

    def _open_microphone(self, anew: bool) -> OpenMicrophone:
        """Open the chosen microphone so that each word is heard as it ends."""
        settings = self._preferences.settings
        return open_chosen(self._microphones, settings, anew=anew, block=SHORT_BLOCK)

    def stop(self) -> None:
        """End the work; the window calls it before it closes."""
        if self.lab is not None:
            self.lab.shut_down()

    def _listener(self) -> "Listener | None":
        from dictation_app.lab.recogniser import HEARINGS
        from dictation_app.speech.hearings import repeated
        from dictation_app.ui.lab.place import Listener

        loaded = self._workbench.engine.loaded
        if loaded is None:
            return None
        info = loaded.info
        model = repeated(loaded.recognizer.model, HEARINGS)
        return Listener(model, info.alphabet, info.name)

    def _unsounded(self) -> list[Transcript]:
        """Dictations that are heard again by their emissions, as their sound is gone."""
        library, found = self._workbench.notebook.library, []
        for note in library.notes()[:_MOST_NOTES]:
            try:
                if library.audio(note.id) is not None:
                    continue
                heard = tuple(library.open(note.id).utterances.values())
            except DictationError:
                continue  # opening the note says what is wrong with it
            if heard and all(u.emissions is not None for u in heard):
                found.append(Transcript(heard, note.duration))
        return found

    def _keyword_models(self) -> "list[KeywordModelInfo]":
        from dictation_app.speech.keyword_store import find_keyword_models

        return find_keyword_models(paths.model_folders())

    def _negatives(self) -> "list[Path]":
        """Recordings of the program, and what the user dictated."""
        from dictation_app.lab.negatives import bundled

        library = self._workbench.notebook.library
        sounds = (library.audio(n.id) for n in library.notes()[:_MOST_NOTES])
        own = [sound for sound in sounds if sound is not None]
        return [*bundled(paths.bundled("resources")), *own]
