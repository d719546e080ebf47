"""Two models on the same sound: rates, words that differ, and a blind vote."""

import secrets
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dictation_app.speech.store import ModelInfo
from dictation_app.training.manifest import Clip
from dictation_app.training.summary import Change
from dictation_app.training.teaching import Teaching
from dictation_app.ui import learning
from dictation_app.ui.accuracy.ballot_view import BallotView
from dictation_app.ui.controls import Segments, button, icon_button, label, restyle
from dictation_app.ui.file_pane import dropped_paths
from dictation_app.ui.lessons_window import LessonsWindow
from dictation_app.ui.row_list import RowList
from dictation_app.ui.word_diff import MarkedLabel

_MOST = 60


class CompareDialog(LessonsWindow):
    """Choose two models and some sound; then look, or vote without knowing whose it is."""

    def __init__(
        self,
        find_models: Callable[[], list[ModelInfo]],
        teaching: Teaching,
        parent: QWidget | None = None,
    ) -> None:
        """Build it.

        Args:
            find_models: finds all models, the one in use first.
            teaching: what the user corrected.
            parent: the window it belongs to.
        """
        super().__init__(self.tr("Compare two models"), teaching, parent)
        self.setAcceptDrops(True)
        self.resize(760, 680)
        self._find_models = find_models
        self._models: list[ModelInfo] = []
        self.source: Path | None = None
        self._clips: dict[str, Clip] = {}
        self.work.progressed.connect(self._show_progress)
        self.work.succeeded.connect(self._show)
        self._build()

    def _build(self) -> None:
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1_000)
        self.bar.setAccessibleName(self.tr("How far the comparison has come"))
        self.verdict = label(role="strong")
        self.verdict.setWordWrap(True)
        self.detail = label(role="caption")
        self.detail.setWordWrap(True)
        self.views = Segments(
            self.tr("What to do"),
            [
                ("vote", self.tr("Vote without knowing")),
                ("diff", self.tr("Words that differ")),
            ],
        )
        self.views.setMinimumWidth(360)
        self.views.chosen.connect(self._choose_view)
        self.vote = BallotView()
        self.vote.play_requested.connect(self._play)
        self.changes = RowList(self.tr("Words that differ"), spacing=12)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.vote)
        self.stack.addWidget(self.changes)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(12)
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(label(self.tr("Compare two models"), "title"))
        about = self.tr(
            "Both hear the same sound. You can vote without knowing which one it was."
        )
        head.addWidget(label(about, "caption"))
        column.addLayout(head)
        column.addLayout(self._make_models())
        column.addLayout(self._make_source())
        column.addWidget(self.bar)
        column.addWidget(self.verdict)
        column.addWidget(self.detail)
        column.addWidget(self.views, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.stack, 1)
        for part in (self.bar, self.verdict, self.detail, self.views, self.stack):
            part.hide()
        column.addStretch(0)

    def _make_models(self) -> QHBoxLayout:
        self.first, self.second = QComboBox(), QComboBox()
        self.first.setAccessibleName(self.tr("First model"))
        self.second.setAccessibleName(self.tr("Second model"))
        models = QHBoxLayout()
        models.setSpacing(12)
        models.addWidget(self.first, 1)
        models.addWidget(label(self.tr("and"), "caption"))
        models.addWidget(self.second, 1)
        return models

    def _make_source(self) -> QHBoxLayout:
        self.start_button = button(self.tr("Compare"), kind="primary")
        self.start_button.clicked.connect(self.start)
        self.source_label = label(self.tr("Sentences that you corrected"))
        file = button(self.tr("Recording…"), "wave", "link")
        folder = button(self.tr("Data set…"), "folder", "link")
        self.own_button = button(self.tr("My corrections"), "sparkle", "link")
        self.own_button.clicked.connect(self._take_own)
        self.own_button.hide()
        file.clicked.connect(self._browse_file)
        folder.clicked.connect(self._browse_folder)
        source = QHBoxLayout()
        source.addWidget(self.source_label, 1)
        for made in (self.own_button, file, folder, self.start_button):
            source.addWidget(made)
        return source

    def open(self) -> None:
        """Show it with the models as they are now."""
        self._models = self._find_models()
        for box in (self.first, self.second):
            box.clear()
            box.addItems([info.title for info in self._models])
        if len(self._models) > 1:
            self.second.setCurrentIndex(1)
        else:
            self._tell(self.tr("There is only one model: train or import another one."))
        self.start_button.setEnabled(len(self._models) > 1)
        self.come()

    def take(self, source: Path) -> None:
        """Compare on a recording or a data set."""
        self.source = source
        self.source_label.setText(source.name)
        self.own_button.show()

    @Slot()
    def _take_own(self) -> None:
        """Compare on what was corrected, as at first."""
        self.source = None
        self.source_label.setText(self.tr("Sentences that you corrected"))
        self.own_button.hide()

    @Slot()
    def start(self) -> None:
        """Let both listen."""
        first = self._models[self.first.currentIndex()]
        second = self._models[self.second.currentIndex()]
        if first.folder == second.folder:
            self._tell(self.tr("Choose two different models."))
            return
        source = self.source or self.teaching
        for part in (self.verdict, self.detail, self.views, self.stack):
            part.hide()
        self.bar.setRange(0, 0)
        self.bar.show()
        self.work.start(lambda: learning.compare(first, second, source))

    @Slot(object)
    def _show_progress(self, step: object) -> None:
        if step is not None:
            self.bar.setRange(0, 1_000)
            self.bar.setValue(round(1_000 * getattr(step, "share", 0.0)))

    @Slot(object)
    def fail(self, error: Exception) -> None:
        """Say what went wrong, in the place of the result."""
        self.bar.hide()
        self._tell(str(error))

    def _tell(self, sentence: str) -> None:
        self.verdict.setText(sentence)
        restyle(self.verdict, "tone", "doubt")
        self.verdict.show()

    @Slot(object)
    def _show(self, compared: object) -> None:
        from dictation_app.training.comparing import Compared, ballots

        assert isinstance(compared, Compared)
        comparison = compared.comparison
        self._clips = compared.clips
        self.bar.hide()
        restyle(self.verdict, "tone", "")
        first, second = comparison.first, comparison.second
        n = len(comparison.changes)
        words = self.tr("{n} of {all} sentences are heard differently.")
        text = words.format(n=n, all=first.overall.n_clips)
        if compared.has_texts:
            rates = self.tr(
                "{first}: {a:.1f} % of words wrong. {second}: {b:.1f} %. "
                "Difference {d} points ({low} to {high}, {p})."
            )
            wer = comparison.wer
            self.verdict.setText(
                rates.format(
                    first=first.model,
                    a=100 * first.overall.wer,
                    second=second.model,
                    b=100 * second.overall.wer,
                    d=_signed(wer.value),
                    low=_signed(wer.interval.low),
                    high=_signed(wer.interval.high),
                    p="p < 0.001" if wer.p < 0.001 else f"p = {wer.p:.3f}",
                )
            )
        else:
            self.verdict.setText(text)
            text = self.tr("What was said is not known here: only a vote can tell.")
        self.detail.setText(text)
        self._fill(comparison.changes, first.model, second.model, compared.has_texts)
        drawn = ballots(comparison, secrets.randbits(32))
        self.vote.begin(drawn, first.model, second.model)
        for part in (self.verdict, self.detail, self.views, self.stack):
            part.show()
        if self.vote.is_open:  # the choice of a model would take the keys of the vote
            self.vote.play_button.setFocus()

    def _fill(
        self, changes: Sequence[Change], first: str, second: str, has_texts: bool
    ) -> None:
        names = (first, second)
        self.changes.show_rows(
            [partial(self._row, item, names, has_texts) for item in changes[:_MOST]]
        )

    def _row(self, change: Change, names: tuple[str, str], has_texts: bool) -> QWidget:
        row = QWidget()
        play = icon_button("play", self.tr("Hear it"))
        play.setProperty("clip", change.id)
        play.clicked.connect(self._play_row)
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(play, 0, 0, 4, 1, top)
        said = label(change.reference, "strong")
        said.setWordWrap(True)
        if has_texts:
            grid.addWidget(label(self.tr("said"), "caption"), 0, 1, top)
            grid.addWidget(said, 0, 2)
        base = (change.reference,) * 2 if has_texts else (change.second, change.first)
        heard = (change.first, change.second)
        for line, (name, other, text) in enumerate(
            zip(names, base, heard, strict=True), 1
        ):
            grid.addWidget(label(name, "caption"), line, 1, top)
            grid.addWidget(MarkedLabel(other, text), line, 2)
        grid.setRowStretch(3, 1)
        return row

    @Slot()
    def _play_row(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._play(str(sender.property("clip")))

    @Slot(str)
    def _play(self, name: str) -> None:
        if name in self._clips:
            self.player.toggle(self._clips[name])

    @Slot(str)
    def _choose_view(self, view: str) -> None:
        self.stack.setCurrentIndex(0 if view == "vote" else 1)

    @Slot()
    def _browse_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Recording or manifest"))
        if name:
            self.take(Path(name))

    @Slot()
    def _browse_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder of recordings"))
        if name:
            self.take(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Sound may be dropped; Qt calls this."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped; Qt calls this."""
        event.acceptProposedAction()
        self.take(dropped_paths(event.mimeData())[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the vote; Qt calls this."""
        if not self.vote.press(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave it at that; Qt calls this."""
        self.work.cancel()
        super().closeEvent(event)


def _signed(rate: float) -> str:
    """Points with their sign."""
    return f"{100 * rate:+.1f}".replace("-", "−")
