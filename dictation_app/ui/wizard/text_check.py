"""A model hears the recordings, to find texts that are not what is said in them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from dictation_app.speech.store import ModelInfo
from dictation_app.training.findings import Doubts
from dictation_app.training.manifest import Clip
from dictation_app.training.run_events import TextsHeard
from dictation_app.ui import learning
from dictation_app.ui.clock import span
from dictation_app.ui.controls import button, label, restyle
from dictation_app.ui.latest_job import LatestJob


class TextCheck(QFrame):
    """A line that says how far it is, can be skipped, and then what was found."""

    found = Signal(object)
    """The Doubts."""
    ended = Signal()
    """It is done, was skipped, or failed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._info: ModelInfo | None = None
        self._clips: Sequence[Clip] = ()
        self._work = LatestJob(self)
        self._work.progressed.connect(self._show_progress)
        self._work.succeeded.connect(self._show)
        self._work.failed.connect(self._fail)
        self._was_skipped = False
        self.is_hearing = False
        self.words = label()
        self.words.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How many texts are compared"))
        self.skip_button = button(self.tr("Skip this"), kind="quiet")
        self.skip_button.clicked.connect(self.skip)
        self.all_button = button(self.tr("Hear all of them"), kind="quiet")
        self.all_button.clicked.connect(self._hear_all)
        text = QVBoxLayout()
        text.setSpacing(6)
        text.addWidget(self.words)
        text.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        row.addLayout(text, 1)
        middle = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self.all_button, alignment=middle)
        row.addWidget(self.skip_button, alignment=middle)
        self.hide()

    def start(
        self, info: ModelInfo, clips: Sequence[Clip], *, all_of_them: bool = False
    ) -> None:
        """Begin to hear clips.

        Args:
            info: the model that hears.
            clips: that can be learned from.
            all_of_them: whether to hear all where they are many, and not a sample.
        """
        self._info, self._clips = info, tuple(clips)
        self.is_hearing, self._was_skipped = True, False
        restyle(self.words, "tone", "")
        words = self.tr("“{model}” hears whether the texts are what is said…")
        self.words.setText(words.format(model=info.title))
        self.bar.setRange(0, 0)
        self.bar.show()
        self.skip_button.show()
        self.all_button.hide()
        self.show()
        task = partial(learning.doubt_texts, info, self._clips, all_of_them=all_of_them)
        self._work.start(task)

    def forget(self) -> None:
        """There is nothing to hear, or something else."""
        self._work.cancel()
        self.is_hearing = False
        self.hide()

    def stop(self) -> None:
        """End it, and wait for that."""
        self._work.stop()

    @Slot()
    def skip(self) -> None:
        """Go on without it."""
        self._work.cancel()
        self._was_skipped = True
        self._end(self.tr("Nobody looked whether the texts are what is said."))
        self.all_button.setText(self.tr("Look after all"))
        self.all_button.show()

    @Slot()
    def _hear_all(self) -> None:
        if self._info is not None:
            everything = not self._was_skipped
            self.start(self._info, self._clips, all_of_them=everything)

    @Slot(object)
    def _show_progress(self, step: TextsHeard | None) -> None:
        if step is None or self._info is None:
            return
        self.bar.setRange(0, step.n_clips)
        self.bar.setValue(step.n_done)
        words = self.tr(
            "“{model}” hears whether the texts are what is said: {n:,} of {all:,}{left}"
        )
        left = ""
        if step.left is not None and step.left >= 1:
            left = self.tr("  ·  {time} left").format(time=span(step.left))
        self.words.setText(
            words.format(
                model=self._info.title, n=step.n_done, all=step.n_clips, left=left
            )
        )

    @Slot(object)
    def _show(self, doubts: Doubts) -> None:
        self._end(self._told(doubts))
        restyle(self.words, "tone", "doubt" if doubts.problems else "")
        self.all_button.setText(self.tr("Hear all of them"))
        self.all_button.setVisible(doubts.is_sample and not doubts.is_lost)
        self.found.emit(doubts)

    def _told(self, doubts: Doubts) -> str:
        """What was found, in a sentence."""
        n, heard = len(doubts.problems), doubts.n_heard
        if doubts.is_lost:
            words = self.tr(
                "“{model}” understands too little of these clips to judge their texts."
            )
        elif not n and doubts.is_sample:
            words = self.tr(
                "A sample of {heard:,} clips was heard: each text is what is said."
            )
        elif not n:
            words = self.tr(
                "All {heard:,} clips were heard: each text is what is said."
            )
        elif doubts.is_sample:
            words = self.tr(
                "A sample of {heard:,} clips was heard: {n:,} texts do not fit, in all "
                "perhaps {guess:,}."
            )
        else:
            words = self.tr(
                "All {heard:,} clips were heard: {n:,} texts do not fit what is said."
            )
        guess = round(n * doubts.n_clips / max(heard, 1))
        return words.format(model=doubts.model, heard=heard, n=n, guess=guess)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._end(str(error))
        restyle(self.words, "tone", "doubt")

    def _end(self, sentence: str) -> None:
        self.is_hearing = False
        self.words.setText(sentence)
        self.bar.hide()
        self.skip_button.hide()
        self.ended.emit()
