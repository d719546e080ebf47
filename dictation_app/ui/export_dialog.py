"""Exporting: what kind of file, where, and what becomes of the edited text."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from dictation_app.document import exporters
from dictation_app.document.document import Document
from dictation_app.document.subtitles import (
    DEFAULT_RULES,
    NETFLIX_ENGLISH,
    SHORTS,
    SubtitleRules,
)
from dictation_app.transcript import Seconds
from dictation_app.ui import controls
from dictation_app.ui.job import Job
from dictation_app.ui.page import Page, PageOptions
from dictation_app.ui.retiming import Align, retimed

PRESETS: dict[str, SubtitleRules] = {
    "default": DEFAULT_RULES,
    "netflix": NETFLIX_ENGLISH,
    "shorts": SHORTS,
}
"""Rules for subtitles by the name that is remembered."""


@dataclass(frozen=True, eq=False)
class Export:
    """What is exported, as a copy that later edits do not reach."""

    document: Document
    path: Path
    format: str
    rules: SubtitleRules
    duration: Seconds
    source: str
    model: str
    align: Align | None = None


def export_of(page: Page, align: Align | None) -> Export:
    """A page as it is now, to be asked where it shall go."""
    return Export(
        document=Document(page.document.pieces, page.document.utterances),
        path=Path(),
        format="",
        rules=DEFAULT_RULES,
        duration=page.duration,
        source=page.source,
        model=page.model,
        align=align,
    )


def exported(task: Export) -> Generator[None, None, tuple[Path, str]]:
    """Write the edited document to a file; words typed last get their times first.

    Returns:
        The file, and what one should know of it.

    Raises:
        ExportError: the file cannot be written.
    """
    document = task.document
    if task.align is not None:
        places = retimed(document.pieces, document.utterances, task.align)
        for found in places:
            yield None
            if found is not None:
                document.retime(found.place.start, found.place.end, found.words)
    transcript = document.to_transcript(
        duration=task.duration, source=task.source, model=task.model
    )
    yield None
    exporters.export(
        transcript, task.path, task.format, text=document.text, rules=task.rules
    )
    return task.path, exporters.remark(transcript, task.format, task.rules)


def file_name(title: str) -> str:
    """A name for a file that every system takes."""
    clean = "".join(" " if c in '\\/:*?"<>|' or ord(c) < 32 else c for c in title)
    return " ".join(clean.split()).strip(". ")[:120] or "Transcript"


class ExportDialog(QDialog):
    """Asks for the kind of file and its place, which are remembered, and writes it."""

    exported = Signal(object, str)
    """The Path that was written, and what one should know of it."""
    options_changed = Signal(object)

    def __init__(self, options: PageOptions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self.setMinimumWidth(controls.grown(self, 560, 0).width())
        self._options = options
        self._task: Export | None = None
        self._job: Job | None = None
        self._kinds = QButtonGroup(self)
        self.preset = QComboBox()
        self.name = QLineEdit()
        self.folder = QLineEdit()
        self.message = controls.label(role="caption")
        self.message.setWordWrap(True)
        self.choose_button = controls.button(self.tr("Choose…"), "folder")
        self.export_button = controls.button(self.tr("Export"), kind="primary")
        self.cancel_button = controls.button(self.tr("Cancel"))
        self.export_button.setDefault(True)
        self._lay_out()
        self._connect()
        self._show_options()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(controls.label(self.tr("Export"), "title"))
        kinds = QGridLayout()
        kinds.setVerticalSpacing(4)
        for index, (format_, exporter) in enumerate(exporters.FORMATS.items()):
            kind = QRadioButton(self.tr(exporter.title))
            kind.setObjectName(format_)
            kind.setToolTip(f".{format_}")
            self._kinds.addButton(kind, index)
            kinds.addWidget(kind, index // 2, index % 2)
        column.addLayout(kinds)
        fields = QGridLayout()
        fields.setHorizontalSpacing(12)
        fields.setVerticalSpacing(8)
        self._preset_label = controls.label(self.tr("Subtitles for"))
        for row, (label, part) in enumerate(
            (
                (self._preset_label, self.preset),
                (controls.label(self.tr("Name")), self.name),
                (controls.label(self.tr("Folder")), self.folder),
            )
        ):
            label.setBuddy(part)
            part.setAccessibleName(label.text())
            fields.addWidget(label, row, 0)
            fields.addWidget(part, row, 1, 1, 1 if part is self.folder else 2)
        fields.addWidget(self.choose_button, 2, 2)
        fields.setColumnStretch(1, 1)
        column.addLayout(fields)
        column.addWidget(self.message)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.export_button)
        column.addLayout(buttons)
        for name, words in (
            ("default", self.tr("Any screen: two lines of 42 letters")),
            ("netflix", self.tr("Films: as Netflix asks for")),
            ("shorts", self.tr("Upright video: lines of 24 letters")),
        ):
            self.preset.addItem(words, name)

    def _connect(self) -> None:
        self._kinds.idToggled.connect(self._show_kind)
        self.name.textChanged.connect(self._look)
        self.folder.textChanged.connect(self._look)
        self.choose_button.clicked.connect(self._choose_folder)
        self.cancel_button.clicked.connect(self.reject)
        self.export_button.clicked.connect(self.accept)

    def _show_options(self) -> None:
        formats = list(exporters.FORMATS)
        wanted = self._options.export_format
        index = formats.index(wanted) if wanted in formats else 0
        self._kinds.button(index).setChecked(True)
        self.preset.setCurrentIndex(
            max(self.preset.findData(self._options.subtitles), 0)
        )
        self.folder.setText(self._options.export_folder or _documents())
        self._show_kind()

    def open_for(self, task: Export, title: str) -> None:
        """Ask where a document shall go; its path, format and rules are replaced."""
        self._task = task
        self.name.setText(file_name(title))
        self._look()
        self.open()
        self.name.setFocus()
        self.name.selectAll()

    @property
    def format(self) -> str:
        """The kind of file, a key of FORMATS."""
        return list(exporters.FORMATS)[max(self._kinds.checkedId(), 0)]

    @property
    def path(self) -> Path:
        """The file that will be written."""
        name = self.name.text().strip()
        ending = f".{self.format}"
        name = name if name.casefold().endswith(ending) else name + ending
        return Path(self.folder.text().strip()).expanduser() / name

    @Slot()
    def _show_kind(self) -> None:
        subtitles = self.format in exporters.SUBTITLES
        self.preset.setVisible(subtitles)
        self._preset_label.setVisible(subtitles)
        self._look()

    @Slot()
    def _look(self) -> None:
        """Say before it happens what will happen to a file that is there."""
        there = bool(self.name.text().strip()) and self.path.exists()
        self.export_button.setText(self.tr("Replace") if there else self.tr("Export"))
        self.export_button.setEnabled(bool(self.name.text().strip()))
        self.message.setText(
            self.tr("{} is there already and will be replaced.").format(self.path.name)
            if there
            else ""
        )

    @Slot()
    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("Folder for exports"), self.folder.text()
        )
        if folder:
            self.folder.setText(folder)

    def accept(self) -> None:
        """Write the file; the dialog closes when it is written."""
        if self._task is None or self._job is not None:
            return
        preset = str(self.preset.currentData())
        task = replace(
            self._task, path=self.path, format=self.format, rules=PRESETS[preset]
        )
        self.message.setText(self.tr("Writing…"))
        self.export_button.setEnabled(False)
        self._job = Job(lambda: exported(task))
        self._job.succeeded.connect(self._finish)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._end)
        self._job.start()

    @Slot(object)
    def _finish(self, written: tuple[Path, str]) -> None:
        path, remark = written
        self._options = replace(
            self._options,
            export_format=self.format,
            export_folder=str(path.parent),
            subtitles=str(self.preset.currentData()),
        )
        self.options_changed.emit(self._options)
        self.exported.emit(path, remark)
        super().accept()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.message.setText(str(error))

    @Slot()
    def _end(self) -> None:
        if self._job is not None:
            self._job.wait()
            self._job = None
        self.export_button.setEnabled(True)

    def done(self, result: int) -> None:
        """Close; a file that is being written is finished first."""
        if self._job is not None:
            self._job.wait()
        super().done(result)


def _documents() -> str:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return QStandardPaths.writableLocation(place) or str(Path.home())
