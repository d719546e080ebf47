"""Storage and privacy: what is kept, for how long, where, and that it stays here."""

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from dictation_app.ui import controls, theme
from dictation_app.ui.job import Job
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.fields import Choice, Switch
from dictation_app.ui.settings_dialog.model_facts import size
from dictation_app.ui.settings_dialog.page import Page

_DAYS = (7.0, 30.0, 90.0, 365.0)


@dataclass(frozen=True)
class Sizes:
    """Bytes on the disk."""

    notes: int
    bin: int
    models: int


def measured(folder: Path) -> Generator[None, None, Sizes]:
    """Add up what lies in the user's folder."""
    sizes = []
    for name in ("notes", "bin", "models"):
        total = 0
        for path in (folder / name).rglob("*"):
            yield
            if path.is_file():
                total += _size(path)
        sizes.append(total)
    return Sizes(*sizes)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # it went away meanwhile
        return 0


class Ages(Choice):
    """How long; also a number of days that is not among the usual ones."""

    def set_content(self, value: float | None) -> None:
        """Choose an age, and offer it first where it is not offered."""
        if value is not None and all(
            self.itemData(index) != value for index in range(self.count())
        ):
            self.addItem(self.tr("after {n} days").format(n=f"{value:g}"), value)
        super().set_content(value)


class StoragePage(Page):
    """How long notes and their sound are kept, and where."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "Storage and privacy")

    def __init__(self, preferences: Preferences, folder: Path) -> None:
        """Build it for the user's folder with notes and models."""
        super().__init__(preferences)
        self.set_about(self.tr("What is kept of what you say, and for how long."))
        self._folder = folder
        self._job: Job | None = None
        self.add(self._promise())
        self.section(self.tr("Sound"))
        self.keep_audio = self.setting(
            ("audio", "keep_audio"),
            self.tr("Keep the sound of a dictation with its note"),
            Switch(),
            self.tr("Needed to listen again, to hear it anew and to learn from it."),
        )
        self.audio = self.setting(
            ("storage", "audio"),
            self.tr("Remove the sound of untouched notes"),
            Ages(self._ages()),
            self.tr("For good; the text stays."),
        )
        self.section(self.tr("Notes"))
        self.notes = self.setting(
            ("storage", "notes"),
            self.tr("Move untouched notes to the bin"),
            Ages(self._ages()),
            self.tr("Untouched is what was neither dictated into nor edited."),
        )
        self.bin = self.setting(
            ("storage", "bin"),
            self.tr("Empty the bin"),
            Ages(self._ages()),
            self.tr("For good."),
        )
        self._build_places()

    def _ages(self) -> list[tuple[float | None, str]]:
        words = {
            7.0: self.tr("after a week"),
            30.0: self.tr("after 30 days"),
            90.0: self.tr("after 90 days"),
            365.0: self.tr("after a year"),
        }
        never: tuple[float | None, str] = (None, self.tr("never"))
        return [never, *((days, words[days]) for days in _DAYS)]

    def _promise(self) -> QFrame:
        made = QFrame()
        inner = QFrame(made)
        inner.setProperty("surface", "hint")
        shield = controls.label()
        shield.setPixmap(theme.icon("shield", "accent").pixmap(20, 20))
        words = controls.label(
            self.tr(
                "Nothing leaves this computer: the program never opens a connection to "
                "another one. Its log holds neither sound nor text."
            )
        )
        words.setWordWrap(True)
        row = QHBoxLayout(inner)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(shield)
        row.addWidget(words, 1)
        QVBoxLayout(made).addWidget(inner)
        return made

    def _build_places(self) -> None:
        self.section(self.tr("On the disk"))
        self.folder_button = controls.button(self.tr("Open the folder"), "folder")
        self.folder_button.clicked.connect(self._open_folder)
        self.place = self.row(
            self.tr("Notes, recordings and models"),
            self.folder_button,
            str(self._folder),
        )

    def opened(self) -> None:
        """Add up how much room all of it takes."""
        if self._job is None:
            self._job = Job(lambda: measured(self._folder))
            self._job.succeeded.connect(self._show_sizes)
            self._job.finished.connect(self._finish)
            self._job.start()

    def left(self) -> None:
        """Stop adding up."""
        if self._job is not None:
            self._job.stop()

    @Slot(object)
    def _show_sizes(self, sizes: Sizes) -> None:
        words = self.tr("{folder}\nNotes {notes}, bin {bin}, your models {models}")
        self.place.set_help(
            words.format(
                folder=self._folder,
                notes=size(sizes.notes),
                bin=size(sizes.bin),
                models=size(sizes.models),
            )
        )

    @Slot()
    def _finish(self) -> None:
        self._job = None

    @Slot()
    def _open_folder(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
