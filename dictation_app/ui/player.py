"""Listening while correcting: back a little at every start, at any speed, to any word."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from dictation_app.errors import AudioError
from dictation_app.transcript import Seconds
from dictation_app.ui.speaker import Speaker

SLOWEST, FASTEST, STEP = 0.5, 2.0, 0.1


class Player(QObject):
    """Plays the page's recording the way transcribers are used to.

    The loudspeaker is opened when something is first played, so that a machine without
    one misses nothing else.
    """

    moved = Signal(float)
    playing_changed = Signal(bool)
    speed_changed = Signal(float)
    failed = Signal(str)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        make_speaker: Callable[[QObject], Speaker] = Speaker,
    ) -> None:
        super().__init__(parent)
        self.back_step: Seconds = 1.5
        self.second_speed = 0.7
        self.duration: Seconds = 0.0
        self._make_speaker = make_speaker
        self._speaker: Speaker | None = None
        self._path: Path | None = None
        self._position: Seconds = 0.0
        self._until: Seconds | None = None
        self._paused_here = False
        self._first_speed = 1.0
        self.speed = 1.0
        self.playing = False

    @property
    def position(self) -> Seconds:
        """Where in the recording it is."""
        return self._position

    @property
    def path(self) -> Path | None:
        """The recording; None where there is none."""
        return self._path

    def open(self, path: Path | None) -> None:
        """Take a recording; None takes it away. It is read when it is first played."""
        self.pause()
        if self._speaker is not None:
            self._speaker.close()
            self._speaker.deleteLater()
            self._speaker = None
        self._path, self._position, self._paused_here = path, 0.0, False
        self.moved.emit(0.0)

    def play(self) -> None:
        """Go on; after a pause a little earlier, so that no word is missed."""
        if self._paused_here:
            self._go(self._position - self.back_step)
        self._start(None)

    def play_range(self, start: Seconds, end: Seconds) -> None:
        """Play one place and stop behind it."""
        self._go(start)
        self._start(end)

    def pause(self) -> None:
        """Stop, and stay here."""
        if self.playing and self._speaker is not None:
            self._speaker.pause()
            self._paused_here = True
        self._set_playing(False)

    def toggle(self) -> None:
        """Play or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def seek(self, time: Seconds) -> None:
        """Go to a moment; it goes on playing if it did."""
        self._until = None
        self._go(time)

    def skip(self, seconds: Seconds) -> None:
        """Go back or forward from here."""
        self.seek(self._position + seconds)

    def set_speed(self, speed: float) -> None:
        """Play slower or faster, between half and twice as fast."""
        speed = round(min(max(speed, SLOWEST), FASTEST), 2)
        if speed != self.speed:
            self.speed = speed
            if self._speaker is not None:
                self._speaker.set_speed(speed)
            self.speed_changed.emit(speed)

    def change_speed(self) -> None:
        """Change to the second speed, or back."""
        if self.speed != self.second_speed:
            self._first_speed = self.speed
            self.set_speed(self.second_speed)
        else:
            self.set_speed(self._first_speed)

    def _go(self, time: Seconds) -> None:
        time = max(time, 0.0)
        if self.duration:
            time = min(time, self.duration)
        self._position, self._paused_here = time, False
        if self._speaker is not None:
            self._speaker.seek(time)
        self.moved.emit(time)

    def _start(self, until: Seconds | None) -> None:
        if self._path is None:
            return
        try:
            speaker = self._speaker or self._open_speaker(self._path)
            speaker.play()
        except AudioError as error:
            self._set_playing(False)
            self.failed.emit(str(error))
            return
        self._until = until
        self._set_playing(True)

    def _open_speaker(self, path: Path) -> Speaker:
        speaker = self._make_speaker(self)
        speaker.moved.connect(self._follow)
        speaker.ended.connect(self._end)
        speaker.failed.connect(self._fail)
        speaker.open(path)
        speaker.set_speed(self.speed)
        if self._position:
            speaker.seek(self._position)
        self._speaker = speaker
        return speaker

    @Slot(float)
    def _follow(self, time: Seconds) -> None:
        if self.sender() is not self._speaker:
            return
        self._position = time
        self.moved.emit(time)
        if self.playing and self._until is not None and time >= self._until:
            self._until = None
            self.pause()
            self._paused_here = False

    @Slot()
    def _end(self) -> None:
        self._set_playing(False)
        self._go(0.0)

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._set_playing(False)
        self.failed.emit(sentence)

    def _set_playing(self, playing: bool) -> None:
        if playing != self.playing:
            self.playing = playing
            self.playing_changed.emit(playing)
