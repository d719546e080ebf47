"""The microphone of the prompt page: open while the page is, one take at a time."""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal, Slot

from dictation_app.transcript import Level, Notice
from dictation_app.ui.capture import Began, Capture, Ended, Lost, MakeMicrophone
from dictation_app.ui.job import Job

Samples = npt.NDArray[np.float32]


class Recorder(QObject):
    """Follows a microphone for its level, and keeps the sound of one take."""

    levelled = Signal(object)
    """The Level of the last moment."""
    began = Signal()
    """Sound is being kept from now on."""
    took = Signal(object)
    """The samples of a take, float32."""
    failed = Signal(str)
    """The microphone cannot be opened, or went away: one sentence."""

    def __init__(
        self, open_microphone: MakeMicrophone, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._open_microphone = open_microphone
        self._capture: Capture | None = None
        self._job: Job | None = None
        self._blocks: list[Samples] = []
        self.is_recording = False

    @property
    def is_open(self) -> bool:
        """Whether the microphone is in use."""
        return self._job is not None

    def open(self) -> None:
        """Listen for the level, and be ready for a take."""
        if self._job is not None:
            return
        self._capture = Capture(self._open_microphone, stays_open=True)
        self._job = Job(self._capture.steps)
        self._job.progressed.connect(self._follow)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._finish)
        self._job.start()

    def begin(self) -> None:
        """Keep the sound from now on, and from just before."""
        self.open()
        if self._capture is not None and not self.is_recording:
            self._blocks = []
            self.is_recording = True
            self._capture.begin(self._blocks.append)

    def end(self) -> None:
        """End the take after its tail."""
        if self._capture is not None and self.is_recording:
            self._capture.end()

    def close(self) -> None:
        """Let go of the microphone without waiting for it."""
        self.is_recording = False
        if self._capture is not None:
            self._capture.close()

    def stop(self) -> None:
        """Let go of the microphone and wait for that; at the end of the window."""
        self.close()
        if self._job is not None:
            self._job.stop()

    @Slot(object)
    def _follow(self, step: object) -> None:
        match step:
            case Level():
                self.levelled.emit(step)
            case Began():
                self.began.emit()
            case Ended() if self.is_recording:
                self.is_recording = False
                blocks, self._blocks = self._blocks, []
                empty = np.empty(0, np.float32)
                self.took.emit(np.concatenate([empty, *blocks]))
            case Lost() | Notice():
                self.failed.emit(step.message)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.is_recording = False
        self.failed.emit(str(error))

    @Slot()
    def _finish(self) -> None:
        self._job = self._capture = None
        self.is_recording = False
