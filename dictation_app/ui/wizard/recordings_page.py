"""Second page: what it learns from, dropped or browsed, or read aloud here."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dictation_app.errors import DictationError
from dictation_app.training.prompts import Recordings, read_prompts
from dictation_app.ui.controls import ElidedLabel, Segments, button, icon_button, label
from dictation_app.ui.file_pane import dropped_paths
from dictation_app.ui.wizard.page import Page
from dictation_app.ui.wizard.prompt_reader import PromptReader
from dictation_app.ui.wizard.workplace import Draft, Workplace


class _Source(QFrame):
    """One data set that was added."""

    removed = Signal()

    def __init__(self, path: Path, layout: str) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.path = path
        away = icon_button("close", self.tr("Take it out"))
        away.clicked.connect(self.removed)
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(ElidedLabel(path.name, "strong"))
        place = ElidedLabel(
            f"{layout}  ·  {path.parent}", "caption", Qt.TextElideMode.ElideMiddle
        )
        text.addWidget(place)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.addLayout(text, 1)
        row.addWidget(away)


class RecordingsPage(Page):
    """Two ways to bring recordings; both may be used."""

    def __init__(self, draft: Draft, workplace: Workplace) -> None:
        super().__init__(
            self.tr("What does it learn from?"),
            " ",
        )
        self._draft = draft
        self._workplace = workplace
        self.setAcceptDrops(True)
        self.ways = Segments(
            self.tr("Where recordings come from"),
            [
                ("read", self.tr("Read sentences aloud")),
                ("files", self.tr("Recordings and texts I have")),
            ],
        )
        self.ways.setMinimumWidth(400)
        self.ways.chosen.connect(self._choose_way)
        self.column.addWidget(self.ways, alignment=Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(8)
        self.reader = PromptReader(workplace.open_microphone)
        self.reader.kept_changed.connect(self._take_recordings)
        self.reader.noticed.connect(self.noticed)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.reader)
        self.stack.addWidget(self._build_files())
        self.column.addWidget(self.stack, 1)
        self._is_here = False

    def _build_files(self) -> QWidget:
        self.zone = QFrame()
        self.zone.setProperty("surface", "drop")
        browse_folder = button(self.tr("Folder…"), "folder", "link")
        browse_folder.clicked.connect(self._browse_folder)
        browse_file = button(self.tr("Manifest…"), "list", "link")
        browse_file.clicked.connect(self._browse_file)
        zone = QHBoxLayout(self.zone)
        zone.setContentsMargins(16, 12, 8, 12)
        zone.addWidget(label(self.tr("Drop a folder or a manifest here")))
        zone.addStretch(1)
        zone.addWidget(browse_folder)
        zone.addWidget(browse_file)
        known = label(
            self.tr(
                "It can be: JSON Lines · Coqui or DeepSpeech CSV · Common Voice · LJ "
                "Speech · LibriSpeech · audio with a .txt of the same name · Speech "
                "Commands"
            ),
            "caption",
        )
        known.setWordWrap(True)
        self.problem = label(tone="doubt")
        self.problem.setWordWrap(True)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        inside = QWidget()
        inside.setProperty("surface", "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.zone)
        column.addWidget(known)
        column.addWidget(self.problem)
        column.addLayout(self._list)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setAccessibleName(self.tr("Data sets that were added"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        self.problem.hide()
        return scroll

    # The page comes and goes

    def initializePage(self) -> None:
        """Begin with the way that fits the goal; Qt calls this."""
        self.about.setText(self._wanted())
        self.ways.choose("read" if self._draft.goal == "adapt" else "files")
        if self._draft.sources and not self._has_own_recordings():
            self.ways.choose("files")
        self._is_here = True
        self._choose_way(self.ways.choice)

    def _wanted(self) -> str:
        """How much speech the goal wants."""
        match self._draft.goal:
            case "fine-tune":
                return self.tr("An hour of speech helps; many voices help others, too.")
            case "scratch":
                return self.tr("Twenty hours of speech are few; many voices help most.")
        return self.tr("Ten minutes of one voice help; every sentence more helps more.")

    def come_back(self) -> None:
        """The page is shown again after a later one."""
        self._is_here = True
        self._choose_way(self.ways.choice)

    def leave(self) -> None:
        """Let go of the microphone."""
        self._is_here = False
        self.reader.end()

    @Slot(str)
    def _choose_way(self, way: str) -> None:
        self.stack.setCurrentIndex(0 if way == "read" else 1)
        if way == "read" and self._is_here:
            self._open_reader()
        else:
            self.reader.end()

    def _open_reader(self) -> None:
        try:
            recordings = Recordings(
                self._workplace.recordings / "my-voice",
                read_prompts(self._workplace.prompts),
                "me",
            )
        except DictationError as error:
            self.noticed.emit(str(error))
            return
        self.reader.begin(recordings)
        self._take_recordings()

    @Slot()
    def _take_recordings(self) -> None:
        """What was read here is one of the sources."""
        kept = self.reader.recordings
        if kept is None:
            return
        if kept.n_kept and kept.manifest not in self._draft.sources:
            self._draft.sources.insert(0, kept.manifest)
            self._show_sources()
        self.completeChanged.emit()

    def _has_own_recordings(self) -> bool:
        root = self._workplace.recordings
        return any(root in source.parents for source in self._draft.sources)

    # Files

    def add(self, path: Path) -> None:
        """Take a data set, if it is one."""
        from dictation_app.training.importers import find_layout

        try:
            layout = find_layout(path)
        except DictationError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self.problem.hide()
        if path not in self._draft.sources:
            self._draft.sources.append(path)
            self._show_sources({path: DictationError.in_language(layout.name)})
        self.ways.choose("files")
        self._choose_way("files")
        self.completeChanged.emit()

    def _show_sources(self, layouts: dict[Path, str] | None = None) -> None:
        known = {card.path: card for card in self.cards}
        for path, card in known.items():
            if path not in self._draft.sources:
                self._list.removeWidget(card)
                card.deleteLater()
        for path in self._draft.sources:
            if path not in known:
                name = (layouts or {}).get(path, self.tr("Read aloud here"))
                card = _Source(path, name)
                card.removed.connect(self._remove)
                self._list.addWidget(card)

    @property
    def cards(self) -> list[_Source]:
        """The data sets that are shown."""
        items = map(self._list.itemAt, range(self._list.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, _Source)]

    @Slot()
    def _remove(self) -> None:
        card = self.sender()
        if isinstance(card, _Source):
            self._draft.sources.remove(card.path)
            self._show_sources()
            self.completeChanged.emit()

    @Slot()
    def _browse_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder of recordings"))
        if name:
            self.add(Path(name))

    @Slot()
    def _browse_file(self) -> None:
        kinds = self.tr("Manifests (*.jsonl *.json *.csv *.tsv);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Manifest"), "", kinds)
        if name:
            self.add(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Data sets may be dropped; Qt calls this."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped; Qt calls this."""
        event.acceptProposedAction()
        for path in dropped_paths(event.mimeData()):
            self.add(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the reader work wherever the focus is; Qt calls this."""
        if self.ways.choice != "read" or not self.reader.press(event):
            super().keyPressEvent(event)

    def isComplete(self) -> bool:
        """Whether there is anything to learn from; Qt calls this."""
        return bool(self._draft.sources)
