"""The window's start: puts the parts together, shows the window, and then loads."""

import faulthandler
import logging
import sys
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from dictation_app import __version__, paths, settings
from dictation_app.document.library import Library
from dictation_app.speech.store import ModelInfo, choose_model, find_models
from dictation_app.ui import translation
from dictation_app.ui.capture import OpenMicrophone
from dictation_app.ui.main_window import MainWindow
from dictation_app.ui.microphones import SystemMicrophones
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.record_desk import chosen_device
from dictation_app.ui.workbench import Workbench

logger = logging.getLogger(__name__)


def main(words: Sequence[str] | None = None) -> int:
    """Open the window, and in it the recordings that are named."""
    words = sys.argv[1:] if words is None else words
    _log()
    app = QApplication([sys.argv[0]])
    app.setApplicationName("Dictation")
    app.setApplicationDisplayName("Dictation")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("dictation-app")
    loaded, notice = settings.load(paths.settings_file())
    preferences = Preferences(loaded, paths.settings_file())
    translation.install(app, loaded.appearance.language)
    window = make_window(preferences)
    sys.excepthook = _report
    if notice is not None:
        window.notices.tell(notice.message)
    window.show()
    recordings = [Path(word).absolute() for word in words]

    def begin() -> None:
        window.begin()
        if recordings:
            window.workbench.add_files(recordings)

    QTimer.singleShot(0, window, begin)
    return app.exec()


def make_window(preferences: Preferences) -> MainWindow:
    """The window of this machine: its microphones, the user's notes and models."""
    microphones = SystemMicrophones()

    def open_microphone(anew: bool) -> OpenMicrophone:
        chosen = preferences.settings
        return microphones.open(
            chosen_device(chosen), anew=anew, channel=chosen.audio.channel
        )

    workbench = Workbench(
        preferences.settings,
        Library(paths.user_data()),
        open_microphone,
        _choose_model,
    )
    place = paths.settings_file().with_name("window.ini")
    state = QSettings(str(place), QSettings.Format.IniFormat)
    return MainWindow(workbench, preferences, microphones, state)


def _choose_model(name: str) -> ModelInfo:
    """The model of the settings; the first one where that has gone."""
    models = find_models(paths.model_folders())
    known = {model.name for model in models}
    return choose_model(models, name if name in known else None)


def _log() -> None:
    """Write a log that never holds audio or text."""
    faulthandler.enable()
    path = paths.log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            path, maxBytes=1_000_000, backupCount=2, encoding="utf-8"
        )
    except OSError:
        handler = logging.StreamHandler()
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        handlers=[handler],
    )


def _report(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Log what nobody expected; the window goes on."""
    logger.critical("unexpected", exc_info=(kind, error, trace))
    sys.__excepthook__(kind, error, trace)
