"""Diagnostics: paths, versions, the log, and a report without anything that was said."""

import importlib.metadata
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QTimer, QUrl, Slot, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from dictation_app import __version__
from dictation_app.settings import Settings
from dictation_app.speech.store import find_models
from dictation_app.ui import controls
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.page import Page

_SHOWN = 100_000
"""Bytes of the log that are shown, its end."""
_REPORTED = 20_000
_TURN = 1_000
"""Milliseconds between two looks at the log."""
_PACKAGES = ("PySide6", "torch", "torchaudio", "av", "sounddevice", "numpy")


@dataclass(frozen=True)
class Places:
    """Where the program keeps things.

    Attributes:
        data: notes, recordings and models of the user.
        models: folders with model folders; the last one is the user's.
        settings: the file with the settings.
        log: the log.
    """

    data: Path
    models: tuple[Path, ...]
    settings: Path
    log: Path


def end_of(path: Path, n_bytes: int) -> str:
    """The end of a text file, from a whole line on; nothing where there is no file."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(size - n_bytes, 0))
            text = file.read().decode("utf-8", errors="replace")
    except OSError:
        return ""
    return text if size <= n_bytes else text.partition("\n")[2]


def report(settings: Settings, places: Places) -> str:
    """What helps to find a fault: versions, choices, log; never what a user wrote."""
    lines = [f"Dictation {__version__}, {platform.platform()}"]
    lines.append(f"Python {platform.python_version()}, Qt {qVersion()}")
    lines += [f"{name} {_version(name)}" for name in _PACKAGES]
    models = find_models(places.models)
    lines += [f"model {m.name}, sha256 {m.sha256[:12]}" for m in models]
    lines += ["", "Settings"]
    for name, value in asdict(_without_words(settings)).items():
        lines.append(f"{name}: {value}")
    lines += ["", "Log", end_of(places.log, _REPORTED)]
    home = str(Path.home())
    return "\n".join(lines).replace(home, "~")


def _without_words(settings: Settings) -> Settings:
    """Settings without anything that the user wrote, such as names and rules."""
    default = Settings()
    return Settings(
        recognition=settings.recognition,
        audio=settings.audio,
        desktop=settings.desktop,
        storage=settings.storage,
        appearance=settings.appearance,
        shortcuts=settings.shortcuts,
        detailed_log=settings.detailed_log,
        dictation=default.dictation.__class__(
            mode=settings.dictation.mode,
            push_to_talk_key=settings.dictation.push_to_talk_key,
            copy_on_finish=settings.dictation.copy_on_finish,
            insert_on_finish=settings.dictation.insert_on_finish,
            commands_by_sound=settings.dictation.commands_by_sound,
            commands_off=settings.dictation.commands_off,
        ),
    )


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "missing"


class DiagnosticsPage(Page):
    """Shows where things are and what happens, for whoever looks for a fault."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "Diagnostics")

    def __init__(self, preferences: Preferences, places: Places) -> None:
        super().__init__(preferences)
        self.set_about(self.tr("For finding faults. Nothing here holds what you said."))
        self._places = places
        self._seen = ""
        self.copy_button = controls.button(self.tr("Copy report"), "copy", "primary")
        self.copy_button.clicked.connect(self._copy_report)
        self.head.addWidget(self.copy_button)
        self.section(self.tr("Places"))
        for name, path in (
            (self.tr("Notes and models"), places.data),
            (self.tr("Settings"), places.settings),
            (self.tr("Log"), places.log),
        ):
            self._build_place(name, path)
        self.section(self.tr("Log"))
        self._build_log()
        self._timer = QTimer(self, interval=_TURN)
        self._timer.timeout.connect(self._look)

    def _build_place(self, name: str, path: Path) -> None:
        made = controls.button(self.tr("Open"), "folder")
        made.setProperty("place", str(path))
        made.clicked.connect(self._open)
        self.row(name, made, str(path))

    def _build_log(self) -> None:
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.log.setProperty("role", "log")
        self.log.setFixedHeight(200)
        self.log.setTabChangesFocus(True)
        self.log.setAccessibleName(self.tr("Log"))
        self.pause_button = controls.button(self.tr("Pause"), "pause")
        self.pause_button.setCheckable(True)
        self.pause_button.toggled.connect(self._pause)
        self.copy_log_button = controls.button(self.tr("Copy log"), "copy")
        self.copy_log_button.clicked.connect(self._copy_log)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setSpacing(8)
        row.addWidget(self.pause_button)
        row.addWidget(self.copy_log_button)
        row.addStretch(1)
        frame = QWidget()
        inner = QHBoxLayout(frame)
        inner.addWidget(self.log)
        self.add(frame)
        self.add(buttons)

    def opened(self) -> None:
        """Follow the log."""
        self._look()
        self._timer.start()

    def left(self) -> None:
        """Follow it no more."""
        self._timer.stop()

    @Slot()
    def _look(self) -> None:
        text = end_of(self._places.log, _SHOWN)
        if text == self._seen or self.pause_button.isChecked():
            return
        bar = self.log.verticalScrollBar()
        is_at_end = bar.value() == bar.maximum() or not self._seen
        if text.startswith(self._seen) and self._seen:
            cursor = QTextCursor(self.log.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(text[len(self._seen) :])
        else:
            self.log.setPlainText(text)
        self._seen = text
        if is_at_end:
            bar.setValue(bar.maximum())

    @Slot(bool)
    def _pause(self, paused: bool) -> None:
        self.pause_button.setText(self.tr("Go on") if paused else self.tr("Pause"))
        self._look()

    @Slot()
    def _copy_report(self) -> None:
        text = report(self.preferences.settings, self._places)
        QGuiApplication.clipboard().setText(text)
        self.copy_button.setText(self.tr("Copied"))

    @Slot()
    def _copy_log(self) -> None:
        QGuiApplication.clipboard().setText(self._seen)

    @Slot()
    def _open(self) -> None:
        button = self.sender()
        if button is not None:
            path = Path(button.property("place"))
            folder = path if path.is_dir() else path.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
