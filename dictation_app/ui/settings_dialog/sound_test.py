"""A few seconds of the microphone, to be looked at and listened to."""

import wave
from collections.abc import Callable, Generator
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt, QTemporaryDir, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dictation_app.errors import AudioError, DictationError
from dictation_app.transcript import Level, Notice, Seconds
from dictation_app.ui import controls, theme
from dictation_app.ui.capture import OpenMicrophone
from dictation_app.ui.job import Job
from dictation_app.ui.level_meter import LevelMeter
from dictation_app.ui.speaker import Speaker

_LONGEST: Seconds = 10.0
_QUIET = 0.03
"""Peak, 30 decibels below full scale, that speech should reach."""


def recorded(
    microphone: OpenMicrophone, path: Path
) -> Generator[Level | Notice, None, Path]:
    """Write what a microphone hears to a WAV file, ten seconds of it at most.

    Raises:
        AudioError: the microphone cannot be opened or disappeared.
    """
    n_samples = 0
    with wave.open(str(path), "wb") as file, microphone as blocks:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(microphone.sample_rate)
        for block in blocks:
            if isinstance(block, Notice):
                yield block
                continue
            n_samples += len(block.samples)
            values = np.clip(block.samples, -1, 1) * 32_767
            file.writeframes(np.round(values).astype("<i2").tobytes())
            yield block.level
            if n_samples >= _LONGEST * microphone.sample_rate:
                break
    return path


class SoundTest(QWidget):
    """Opens the microphone while the user wants it, shows the level and plays it back."""

    ended = Signal()

    def __init__(
        self,
        open_microphone: Callable[[], OpenMicrophone],
        make_speaker: Callable[[], Speaker] = Speaker,
    ) -> None:
        super().__init__()
        self._open = open_microphone
        self._make_speaker = make_speaker
        self._speaker: Speaker | None = None
        self._microphone: OpenMicrophone | None = None
        self._job: Job | None = None
        self._folder = QTemporaryDir()
        self._path: Path | None = None
        self._loudest = 0.0
        self.meter = LevelMeter()
        self.words = controls.label(role="caption")
        self.words.setWordWrap(True)
        self.test_button = controls.button(self.tr("Test microphone"), "microphone")
        self.play_button = controls.button(self.tr("Play it back"), "play")
        self.play_button.setEnabled(False)
        self.test_button.clicked.connect(self._toggle)
        self.play_button.clicked.connect(self._play)
        self._lay_out()
        self._say(self.tr("Speak as you would dictate; ten seconds at most."))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.test_button)
        buttons.addWidget(self.play_button)
        buttons.addSpacing(8)
        buttons.addWidget(self.meter, 1, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setSpacing(4)
        column.addLayout(buttons)
        column.addWidget(self.words)

    @property
    def is_open(self) -> bool:
        """Whether the microphone is open."""
        return self._job is not None

    @Slot()
    def _toggle(self) -> None:
        if self._job is not None:
            self.test_button.setEnabled(False)
            if self._microphone is not None:
                self._microphone.stop()
            return
        self._begin()

    def _begin(self) -> None:
        self._stop_playing()
        self._path, self._loudest = None, 0.0
        self.play_button.setEnabled(False)
        path = Path(self._folder.path()) / "test.wav"
        microphone = self._microphone = self._open()
        self._job = Job(lambda: recorded(microphone, path))
        self._job.progressed.connect(self._follow)
        self._job.succeeded.connect(self._keep)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._end)
        self.test_button.setText(self.tr("Stop"))
        self.test_button.setIcon(theme.icon("stop", "recording"))
        controls.restyle(self.test_button, "kind", "danger")
        self._say(self.tr("The microphone is open: speak."), "recording")
        self._job.start()

    @Slot(object)
    def _follow(self, step: Level | Notice) -> None:
        if isinstance(step, Notice):
            self._say(step.message, "doubt")
            return
        self.meter.show_level(step)
        self._loudest = max(self._loudest, step.peak)

    @Slot(object)
    def _keep(self, path: Path) -> None:
        self._path = path
        self.play_button.setEnabled(True)
        if self._loudest >= 0.999:
            self._say(self.tr("Too loud: the tops are cut off. Move away."), "doubt")
        elif self._loudest < _QUIET:
            self._say(self.tr("Too quiet: come closer, or raise its volume."), "doubt")
        else:
            self._say(self.tr("A good level."), "done")

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        known = isinstance(error, DictationError)
        words = str(error) if known else self.tr("The sound system does not answer.")
        self._say(words, "doubt")

    @Slot()
    def _end(self) -> None:
        self._job = self._microphone = None
        self.meter.clear()
        self.test_button.setEnabled(True)
        self.test_button.setText(self.tr("Test microphone"))
        self.test_button.setIcon(theme.icon("microphone"))
        controls.restyle(self.test_button, "kind", "")
        self.ended.emit()

    @Slot()
    def _play(self) -> None:
        if self._path is None:
            return
        try:
            if self._speaker is None:
                self._speaker = self._make_speaker()
            self._speaker.open(self._path)
            self._speaker.play()
        except AudioError as error:
            self._say(str(error), "doubt")

    def _stop_playing(self) -> None:
        if self._speaker is not None:
            self._speaker.close()

    def _say(self, words: str, tone: str = "") -> None:
        self.words.setText(words)
        controls.restyle(self.words, "tone", tone)

    def stop(self) -> None:
        """Close the microphone and be silent; what was recorded is forgotten."""
        self._stop_playing()
        if self._job is not None:
            self._job.stop()
        self._path = None
        self.play_button.setEnabled(False)
        (Path(self._folder.path()) / "test.wav").unlink(missing_ok=True)
