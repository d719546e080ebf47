"""The loudspeaker: QtMultimedia behind a few words, loaded when it is first needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal, Slot

from dictation_app.errors import AudioError
from dictation_app.transcript import Seconds

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer


class Speaker(QObject):
    """Plays one recording at a time."""

    moved = Signal(float)
    """Seconds of the recording."""
    ended = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Open the sound system.

        Raises:
            AudioError: there is none.
        """
        super().__init__(parent)
        try:
            from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer
        except ImportError as error:
            raise AudioError(
                f"Recordings cannot be played here ({error}): install that library. "
                "Everything else works."
            ) from error
        self._player = QMediaPlayer(self)
        self._player.setAudioOutput(QAudioOutput(self))
        if hasattr(self._player, "setPitchCompensation"):  # since Qt 6.10
            self._player.setPitchCompensation(True)
        self._player.positionChanged.connect(self._tell_position)
        self._player.mediaStatusChanged.connect(self._follow_status)
        self._player.errorOccurred.connect(self._tell_error)
        self._wanted: int | None = None

    @property
    def position(self) -> Seconds:
        """Where in the recording it is."""
        wanted = self._wanted
        return (self._player.position() if wanted is None else wanted) / 1_000

    def open(self, path: Path) -> None:
        """Take a recording."""
        self._player.setSource(QUrl.fromLocalFile(str(path)))

    def close(self) -> None:
        """Let go of the recording."""
        self._player.stop()
        self._player.setSource(QUrl())

    def play(self) -> None:
        """Begin, or go on.

        Raises:
            AudioError: nothing can be heard on this machine.
        """
        from PySide6.QtMultimedia import QMediaDevices

        if QMediaDevices.defaultAudioOutput().isNull():
            raise AudioError(
                "No loudspeaker was found: connect one to listen. Everything else works."
            )
        self._player.play()

    def pause(self) -> None:
        """Be silent, and stay at this place."""
        self._player.pause()

    def seek(self, time: Seconds) -> None:
        """Go to a moment; a recording that is still being opened goes there then."""
        milliseconds = round(time * 1_000)
        if self._player.mediaStatus() == self._player.MediaStatus.LoadingMedia:
            self._wanted = milliseconds
        else:
            self._wanted = None
            self._player.setPosition(milliseconds)
        self.moved.emit(time)

    def set_speed(self, speed: float) -> None:
        """Play slower or faster; the pitch stays."""
        self._player.setPlaybackRate(speed)

    @Slot("qint64")
    def _tell_position(self, milliseconds: int) -> None:
        if self._wanted is None:
            self.moved.emit(milliseconds / 1_000)

    @Slot("QMediaPlayer::MediaStatus")
    def _follow_status(self, status: QMediaPlayer.MediaStatus) -> None:
        kinds = self._player.MediaStatus
        if status in (kinds.LoadedMedia, kinds.BufferedMedia):
            if self._wanted is not None:
                wanted, self._wanted = self._wanted, None
                self._player.setPosition(wanted)
        elif status == kinds.EndOfMedia:
            self.ended.emit()

    @Slot("QMediaPlayer::Error", str)
    def _tell_error(self, error: QMediaPlayer.Error, message: str) -> None:
        self._wanted = None
        self.failed.emit(
            self.tr(
                "This recording cannot be played ({}): its text can be edited all the same."
            ).format(message.rstrip("."))
        )
