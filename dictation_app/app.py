"""The window's start: puts the parts together, shows the window, and then loads."""

import faulthandler
import logging
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QEvent,
    QLoggingCategory,
    QObject,
    QSettings,
    QTimer,
    Slot,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from dictation_app import __version__, paths, settings, system
from dictation_app.document.library import Library
from dictation_app.speech.store import ModelInfo, choose_model, find_models
from dictation_app.ui import translation
from dictation_app.ui.capture import OpenMicrophone
from dictation_app.ui.device_watch import DeviceWatch
from dictation_app.ui.garbage import GarbageCollection
from dictation_app.ui.main_window import MainWindow
from dictation_app.ui.microphones import SystemMicrophones, open_chosen
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.single_instance import Reception, Start, address, hand_over
from dictation_app.ui.workbench import Workbench

logger = logging.getLogger(__name__)


def main(words: Sequence[str] | None = None) -> int:
    """Open the window, and in it the recordings that are named."""
    start = Start.of(sys.argv[1:] if words is None else words)
    app = _application(safe=start.safe)
    place = address(paths.user_data())
    if hand_over(place, start):
        return 0
    reception = Reception(place, app)
    window = _open(app, start)
    reception.arrived.connect(lambda other: _welcome(window, start, other))
    return app.exec()


def _application(*, safe: bool = False) -> QApplication:
    """Qt's part of the program; in safe mode without what others add to it."""
    system.give_memory_back()
    system.take_short_turns()
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    if safe:
        for name in ("QT_PLUGIN_PATH", "QT_QPA_PLATFORMTHEME", "QT_STYLE_OVERRIDE"):
            os.environ.pop(name, None)
    app = QApplication([sys.argv[0]])
    app.setApplicationName("Dictation")
    app.setApplicationDisplayName("Dictation")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("dictation-app")
    app.setWindowIcon(QIcon(str(paths.bundled("resources") / "logo.svg")))
    return app


def _welcome(window: MainWindow, own: Start, other: Start) -> None:
    """Come to the front for a later start, and open its files."""
    window.desktop_desk.show_window()  # it may be in the tray, or small
    if other.version != own.version:
        window.notices.tell(
            f"Dictation {other.version} was started, and this is {own.version}: "
            "close this window to use the other one."
        )
    elif other.safe and not own.safe:
        window.notices.tell("Close this window first to start in safe mode.")
    if other.files:
        window.workbench.add_files([Path(file) for file in other.files])


def measure_start() -> int:
    """Open the window, write `window_shown` and `model_ready` as it comes, and end."""
    app = _application()
    window = _open(app, Start())
    _watch = _StartWatch(window)
    return app.exec()


def _open(app: QApplication, start: Start) -> MainWindow:
    """Show the window; what is slow begins with the event loop."""
    _log()
    preferences, notice = _preferences(safe=start.safe)
    translation.install(app, preferences.settings.appearance.language)
    garbage = GarbageCollection(app)
    window = make_window(preferences)
    window.workbench.engine.settled.connect(garbage.settle)
    _log_as_chosen(preferences.settings)
    preferences.changed.connect(_log_as_chosen)
    sys.excepthook = _report
    if notice is not None:
        window.notices.tell(notice)
    # A window in the tray is no reason to end, nor is a dialog that closes meanwhile.
    app.setQuitOnLastWindowClosed(False)
    window.closed.connect(app.quit)
    signal.signal(signal.SIGTERM, lambda *_: window.quit())
    window.show()

    def begin() -> None:
        window.begin()
        if start.files:
            window.workbench.add_files([Path(file) for file in start.files])

    def watch() -> None:
        """Ask the sound system for its news, which may take a moment of its own."""
        window.record_desk.watch(DeviceWatch(window))

    window.workbench.engine.settled.connect(watch)
    QTimer.singleShot(0, window, begin)
    return window


def _preferences(*, safe: bool) -> tuple[Preferences, str | None]:
    """The user's settings, and what has to be said of them; defaults in safe mode."""
    if safe:
        plain = settings.Settings()
        recognition = replace(plain.recognition, device="cpu")
        return Preferences(replace(plain, recognition=recognition)), (
            "Safe mode: the default settings, on the CPU. What you change here is not "
            "kept; your notes are."
        )
    path = paths.settings_file()
    loaded, notice = settings.load(path)
    return Preferences(loaded, path), notice.message if notice else None


def make_window(preferences: Preferences) -> MainWindow:
    """The window of this machine: its microphones, the user's notes and models."""
    microphones = SystemMicrophones()

    def open_microphone(anew: bool) -> OpenMicrophone:
        return open_chosen(microphones, preferences.settings, anew=anew)

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
        # Later: others have yet to hear of the model, and may begin something.
        QTimer.singleShot(0, self._window, self._window.close)

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


def _log_as_chosen(chosen: settings.Settings) -> None:
    """Write down more or less of what happens."""
    level = logging.DEBUG if chosen.detailed_log else logging.INFO
    logging.getLogger("dictation_app").setLevel(level)


def _report(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Log what nobody expected; the window goes on."""
    logger.critical("unexpected", exc_info=(kind, error, trace))
    sys.__excepthook__(kind, error, trace)
