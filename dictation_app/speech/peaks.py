"""How loud a recording is from moment to moment: what a waveform is drawn from."""

import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dictation_app.transcript import Seconds

RATE = 20
"""Peaks a second."""
_SAMPLE_RATE = 8_000
_EVERY: Seconds = 0.1
"""Seconds between two reports."""


@dataclass(frozen=True, eq=False)
class Peaks:
    """The next part of a waveform.

    Attributes:
        first: number of the first value, counted from the beginning of the recording.
        values: the greatest absolute sample in each twentieth of a second, 0 to 1.
    """

    first: int
    values: npt.NDArray[np.float32]


def peaks(path: Path) -> Generator[Peaks, None, Seconds]:
    """Measure a recording; yield what is new about ten times a second.

    Returns:
        The length of the sound.

    Raises:
        AudioError: the recording cannot be read.
    """
    from dictation_app.speech import media  # on demand: FFmpeg takes time to load

    size = _SAMPLE_RATE // RATE
    rest = np.empty(0, np.float32)
    found: list[npt.NDArray[np.float32]] = []
    first = n_samples = 0
    due = time.monotonic()
    for block in media.decode(path, sample_rate=_SAMPLE_RATE):
        n_samples += len(block)
        samples = np.concatenate([rest, np.abs(block)])
        n_whole = len(samples) // size
        found.append(samples[: n_whole * size].reshape(n_whole, size).max(axis=1))
        rest = samples[n_whole * size :]
        if time.monotonic() >= due:
            part = Peaks(first, np.concatenate(found))
            first, found = first + len(part.values), []
            yield part
            due = time.monotonic() + _EVERY
    if len(rest):
        found.append(rest.max(keepdims=True))
    if found:
        yield Peaks(first, np.concatenate(found))
    return n_samples / _SAMPLE_RATE
