"""The window's start: puts the parts together, shows the window, and then loads."""

import faulthandler
import logging
import sys
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer, Slot
from PySide6.QtWidgets import QApplication

from dictation_app import __version__, paths, settings
from dictation_app.document.library import Library
from dictation_app.speech.store import ModelInfo, choose_model, find_models
from dictation_app.ui import translation
from dictation_app.ui.capture import OpenMicrophone
from dictation_app.ui.garbage import GarbageCollection
from dictation_app.ui.main_window import MainWindow
from dictation_app.ui.microphones import SystemMicrophones
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.record_desk import chosen_device
from dictation_app.ui.workbench import Workbench

logger = logging.getLogger(__name__)


def main(words: Sequence[str] | None = None) -> int:
    """Open the window, and in it the recordings that are named."""
    words = sys.argv[1:] if words is None else words
    app, _window = _start([Path(word).absolute() for word in words])
    return app.exec()


def measure_start() -> int:
    """Open the window, write `window_shown` and `model_ready` as it comes, and end."""
    app, window = _start([])
    _watch = _StartWatch(window)
    return app.exec()


def _start(recordings: list[Path]) -> tuple[QApplication, MainWindow]:
    """Show the window; what is slow begins with the event loop."""
    _log()
    app = QApplication([sys.argv[0]])
    app.setApplicationName("Dictation")
    app.setApplicationDisplayName("Dictation")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("dictation-app")
    loaded, notice = settings.load(paths.settings_file())
    preferences = Preferences(loaded, paths.settings_file())
    translation.install(app, loaded.appearance.language)
    garbage = GarbageCollection(app)
    window = make_window(preferences)
    window.workbench.engine.ready.connect(garbage.settle)
    sys.excepthook = _report
    if notice is not None:
        window.notices.tell(notice.message)
    window.show()

    def begin() -> None:
        window.begin()
        if recordings:
            window.workbench.add_files(recordings)

    QTimer.singleShot(0, window, begin)
    return app, window


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


class _StartWatch(QObject):
    """Writes to standard output when the window is painted and when it can listen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)
        window.workbench.engine.ready.connect(self._ready)
        window.workbench.engine.failed.connect(window.close)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the first painting; what it paints is on screen a moment later."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, lambda: self._tell("window_shown"))
        return False

    @Slot()
    def _ready(self) -> None:
        self._tell("model_ready")
        self._window.close()

    def _tell(self, what: str) -> None:
        sys.stdout.write(f"{what}\n")
        sys.stdout.flush()


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
