"""Read sentences aloud: one at a time, large, with single keys."""

import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dictation_app.errors import DictationError
from dictation_app.training.manifest import write_flac
from dictation_app.training.prompts import Prompt, Recordings, Verdict, judge, trimmed
from dictation_app.transcript import Level
from dictation_app.ui import theme
from dictation_app.ui.capture import MakeMicrophone
from dictation_app.ui.clock import span
from dictation_app.ui.controls import button, label, restyle
from dictation_app.ui.level_meter import LevelMeter
from dictation_app.ui.player import Player
from dictation_app.ui.wizard.recorder import Recorder
from dictation_app.ui.wizard.take_view import TakeView

Samples = npt.NDArray[np.float32]


class PromptReader(QWidget):
    """One sentence, the level, what the take is worth, and four keys."""

    kept_changed = Signal()
    """A take was kept."""
    noticed = Signal(str)

    def __init__(
        self, open_microphone: MakeMicrophone, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.recorder = Recorder(open_microphone, self)
        self.player = Player(self)
        self.player.back_step = 0.0
        self.recordings: Recordings | None = None
        self._number = 0
        self._take: Samples | None = None
        self.verdict: Verdict | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._clipped = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Sentences to read aloud"))
        self._build()
        self._connect()

    def _build(self) -> None:
        self.count = label(role="caption")
        self.cover = label(role="caption")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Sentences that are read"))
        head = QHBoxLayout()
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.cover)
        self.sentence = label(role="prompt")
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.meter = LevelMeter()
        self.view = TakeView()
        self.advice = label(role="caption")
        self.advice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card = QFrame()
        card.setProperty("surface", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 16, 24, 16)
        inside.setSpacing(12)
        inside.addWidget(self.sentence, 1)
        inside.addWidget(self.view)
        inside.addWidget(self.meter)
        inside.addWidget(self.advice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addSpacing(4)
        column.addWidget(card, 1)
        column.addSpacing(4)
        column.addLayout(self._build_buttons())

    def _build_buttons(self) -> QHBoxLayout:
        self.record_button = button(self.tr("Record"), "microphone", "primary")
        self.play_button = button(self.tr("Play"), "play")
        self.keep_button = button(self.tr("Keep, next sentence"), "check")
        self.skip_button = button(self.tr("Skip"), "forward", "quiet")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for made, key in (
            (self.record_button, "R"),
            (self.play_button, "P"),
            (self.keep_button, "S"),
            (self.skip_button, "K"),
        ):
            made.setProperty("key", key)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.setToolTip(f"{made.text()} ({key})")
            row.addWidget(made)
            row.addWidget(_key(key))
            row.addSpacing(8)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        self.record_button.clicked.connect(self.toggle_recording)
        self.play_button.clicked.connect(self.play)
        self.keep_button.clicked.connect(self.keep)
        self.skip_button.clicked.connect(self.skip)
        self.recorder.levelled.connect(self._show_level)
        self.recorder.began.connect(self._show_state)
        self.recorder.took.connect(self._show_take)
        self.recorder.failed.connect(self._show_problem)
        self.player.playing_changed.connect(self._show_playing)
        self.player.failed.connect(self.noticed)

    def begin(self, recordings: Recordings) -> None:
        """Open the microphone and show the first sentence that is not read."""
        if self.recordings is None or self.recordings.folder != recordings.folder:
            self.recordings = recordings
            self._go(recordings.next_open())
        self.recorder.open()
        self.setFocus()

    def end(self) -> None:
        """Let go of microphone and loudspeaker; what is kept stays kept."""
        self.recorder.close()
        self.player.pause()

    def stop(self) -> None:
        """End everything and wait for it."""
        self.recorder.stop()
        self.player.open(None)
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    @property
    def prompt(self) -> Prompt | None:
        """The sentence that is shown; None once all are read."""
        if self.recordings is None or self._number >= len(self.recordings.prompts):
            return None
        return self.recordings.prompts[self._number]

    # What the user does

    @Slot()
    def toggle_recording(self) -> None:
        """Begin a take, or end it."""
        if self.recorder.is_recording:
            self.recorder.end()
            self._say(self.tr("…"))
            return
        if self.prompt is None:
            return
        self.player.pause()
        self._take = self.verdict = None
        self._clipped = False
        self.view.clear()
        self.recorder.begin()
        self._show_state()

    @Slot()
    def play(self) -> None:
        """Hear the take, or be silent."""
        if self.player.playing:
            self.player.pause()
        elif self._take is not None:
            self.player.play()

    @Slot()
    def keep(self) -> None:
        """Write the take and go on with the next sentence."""
        prompt, take = self.prompt, self._take
        if prompt is None or take is None or self.recordings is None:
            return
        self.player.pause()
        try:
            self.recordings.keep(prompt, take)
        except DictationError as error:
            self.noticed.emit(str(error))
            return
        self._go(self.recordings.next_open(self._number))
        self.kept_changed.emit()

    @Slot()
    def skip(self) -> None:
        """Leave this sentence out."""
        prompt = self.prompt
        if prompt is None or self.recordings is None or self.recorder.is_recording:
            return
        try:
            self.recordings.skip(prompt)
        except DictationError as error:
            self.noticed.emit(str(error))
        self._go(self.recordings.next_open(self._number))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys, wherever the focus is; Qt calls this."""
        if not self.press(event):
            super().keyPressEvent(event)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key says; False where it says nothing here."""
        if (
            event.isAutoRepeat()
            or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        ):
            return False
        keys = Qt.Key
        do = {
            keys.Key_R: self.record_button,
            keys.Key_P: self.play_button,
            keys.Key_S: self.keep_button,
            keys.Key_K: self.skip_button,
        }.get(Qt.Key(event.key()))
        if do is None:
            return False
        do.animateClick()
        return True

    # What is shown

    def _go(self, number: int | None) -> None:
        assert self.recordings is not None
        self._number = len(self.recordings.prompts) if number is None else number
        self._take = self.verdict = None
        self.view.clear()
        prompt = self.prompt
        self.sentence.setText(
            prompt.text if prompt else self.tr("That was all of them. Thank you!")
        )
        self._say(self.tr("Press R and read the sentence aloud") if prompt else "")
        self._show_counts()
        self._show_state()

    def _show_counts(self) -> None:
        kept = self.recordings
        assert kept is not None
        n = len(kept.prompts)
        self.bar.setRange(0, n)
        self.bar.setValue(kept.n_kept)
        words = self.tr("{kept} of {n} read  ·  {time} of speech")
        self.count.setText(
            words.format(kept=kept.n_kept, n=n, time=span(kept.duration))
        )
        covered = self.tr("{share:.0%} of English sound pairs covered")
        self.cover.setText(covered.format(share=kept.coverage.pairs))

    @Slot()
    def _show_state(self) -> None:
        recording = self.recorder.is_recording
        has_take = self._take is not None
        self.record_button.setText(
            self.tr("Stop")
            if recording
            else self.tr("Record again")
            if has_take
            else self.tr("Record")
        )
        good = has_take and self.verdict is not None and not self.verdict.problem
        _dress(self.keep_button, "check", is_primary=good)
        _dress(
            self.record_button,
            "stop" if recording else "microphone",
            is_primary=not good,
        )
        self.record_button.setEnabled(self.prompt is not None)
        self.play_button.setEnabled(has_take and not recording)
        self.keep_button.setEnabled(has_take and not recording)
        self.skip_button.setEnabled(self.prompt is not None and not recording)
        if recording:
            self._say(
                self.tr("Recording: read the sentence, then press R"), "recording"
            )

    @Slot(object)
    def _show_level(self, level: Level) -> None:
        self.meter.show_level(level)
        if self.recorder.is_recording:
            self.view.add_level(level.peak)
            if level.clipped and not self._clipped:
                self._clipped = True
                self._say(self.tr("Too loud: it is cut off"), "doubt")

    @Slot(object)
    def _show_take(self, samples: Samples) -> None:
        prompt = self.prompt
        if prompt is None:
            return
        self._take = trimmed(samples)
        self.verdict = judge(self._take, prompt.text)
        self.view.show_take(self._take)
        self._open_take(self._take)
        verdict = self.verdict
        if verdict.problem:
            self._say(verdict.problem, "doubt")
        else:
            words = self.tr("Good: {seconds:.1f} s at {level:.0f} dB. S keeps it.")
            said = words.format(seconds=verdict.duration, level=verdict.level)
            self._say(said, "done")
        self._show_state()

    def _open_take(self, samples: Samples) -> None:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="dictation-")
        path = Path(self._folder.name) / "take.flac"
        self.player.open(None)
        try:
            write_flac(path, samples)
        except DictationError as error:
            self.noticed.emit(str(error))
            return
        self.player.open(path)

    @Slot(bool)
    def _show_playing(self, playing: bool) -> None:
        self.play_button.setText(self.tr("Stop") if playing else self.tr("Play"))

    @Slot(str)
    def _show_problem(self, sentence: str) -> None:
        self.meter.clear()
        if self._take is None:  # a take has a verdict of its own
            self._say(sentence, "doubt")
        self._show_state()

    def _say(self, words: str, tone: str = "") -> None:
        self.advice.setText(words)
        restyle(self.advice, "tone", tone)


def _key(letter: str) -> QWidget:
    made = label(letter, "key")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def _dress(made: QPushButton, icon: str, *, is_primary: bool) -> None:
    restyle(made, "kind", "primary" if is_primary else "")
    made.setIcon(theme.icon(icon, "on_accent" if is_primary else "text"))
