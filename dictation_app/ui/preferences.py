"""The settings of the running program: saved on every change, told to whoever asks."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dictation_app import settings as files
from dictation_app.errors import DictationError
from dictation_app.settings import Settings


class Preferences(QObject):
    """Holds the settings; a change makes new ones."""

    changed = Signal(object)
    """The Settings as they are now."""
    noticed = Signal(str)

    def __init__(
        self,
        settings: Settings,
        path: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Begin with settings; without a path they last as long as the program."""
        super().__init__(parent)
        self.settings = settings
        self._path = path

    def change(self, settings: Settings) -> None:
        """Take other settings and save them at once."""
        if settings == self.settings:
            return
        self.settings = settings
        if self._path is not None:
            try:
                files.save(self._path, settings)
            except DictationError as error:
                self.noticed.emit(str(error))
        self.changed.emit(settings)
