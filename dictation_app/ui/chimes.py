"""Two short sounds: the microphone is open, the microphone is closed."""

import logging
import wave
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QTemporaryDir, QUrl

logger = logging.getLogger(__name__)

_RATE = 44_100
_TONES = {"start": (660.0, 880.0), "stop": (660.0, 440.0)}
"""Hertz of the two tones that follow each other: up to begin, down to end."""
_TONE = 0.09
"""Seconds of each."""
_LOUDNESS = 0.18


class Chimes(QObject):
    """Plays them; silent where the sound system does not answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder: QTemporaryDir | None = None
        self._effects: dict[str, QObject] = {}

    def play(self, name: str) -> None:
        """Play "start" or "stop"."""
        try:
            from PySide6.QtMultimedia import QSoundEffect
        except ImportError:
            logger.info("no sounds: QtMultimedia cannot be loaded")
            return
        if self._folder is None:
            self._folder = QTemporaryDir()
        effect = self._effects.get(name)
        if not isinstance(effect, QSoundEffect):
            path = Path(self._folder.path()) / f"{name}.wav"
            try:
                write(path, name)
            except OSError as error:
                logger.warning("no sound can be written: %s", error.strerror)
                return
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(path)))
            self._effects[name] = effect
        effect.play()


def write(path: Path, name: str) -> None:
    """Write one of them as a file."""
    time = np.arange(round(_TONE * _RATE)) / _RATE
    swell = np.sin(np.pi * time / _TONE) ** 2
    tones = [swell * np.sin(2 * np.pi * pitch * time) for pitch in _TONES[name]]
    samples = (_LOUDNESS * 32_767 * np.concatenate(tones)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(samples.tobytes())
