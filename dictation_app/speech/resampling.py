"""Decoded frames become mono samples: damage silenced, gaps filled, parts joined."""

from collections.abc import Iterator
from typing import Any

import av
import av.error
import numpy as np
import numpy.typing as npt

from dictation_app.errors import AudioError
from dictation_app.transcript import Seconds

Samples = npt.NDArray[np.float32]

SHORTEST_GAP, LONGEST_GAP = 0.2, 3_600.0
"""Seconds between two frames: less is a rounded clock, more is a broken one."""
_LOUDEST = 1e6
"""A sample of more than this, full scale being 1, is damage."""


def cleaned(frame: "av.AudioFrame") -> "av.AudioFrame":
    """Silence the samples that no sound has, before a filter spreads them."""
    samples = frame.to_ndarray()
    if not np.issubdtype(samples.dtype, np.floating) or _is_sound(samples).all():
        return frame
    clean = av.AudioFrame.from_ndarray(
        np.where(_is_sound(samples), samples, samples.dtype.type(0)),
        frame.format.name,
        frame.layout.name,
    )
    clean.sample_rate, clean.pts = frame.sample_rate, frame.pts
    clean.time_base = frame.time_base
    return clean


def resampled(frames: "Iterator[av.AudioFrame]", sample_rate: int) -> Iterator[Samples]:
    """Mono samples of frames, with silence where the container's clock leaps ahead."""
    resampler: av.AudioResampler | None = None
    kind: tuple[object, ...] = ()
    due: Seconds | None = None
    for frame in frames:
        gap = 0.0 if due is None or frame.time is None else frame.time - due
        if not SHORTEST_GAP < gap < LONGEST_GAP:
            gap = 0.0
        before, kind = kind, (frame.format.name, frame.layout.name, frame.sample_rate)
        if resampler is None or gap or kind != before:  # parts may be joined in a file
            yield from _resample(resampler, None)
            yield from silence(round(gap * sample_rate), sample_rate)
            resampler = av.AudioResampler(
                "flt", "mono", sample_rate, frame_size=sample_rate
            )
        due = None
        if frame.time is not None:
            due = frame.time + frame.samples / frame.sample_rate
        frame.pts = None  # rounded times must not move our samples
        yield from _resample(resampler, frame)
    yield from _resample(resampler, None)


def silence(n_samples: int, sample_rate: int) -> Iterator[Samples]:
    """Silence in pieces of a second, however long it is."""
    for done in range(0, n_samples, sample_rate):
        yield np.zeros(min(sample_rate, n_samples - done), np.float32)


def gathered(pieces: Iterator[Samples], size: int) -> Iterator[Samples]:
    """Join pieces into blocks of at least `size` samples."""
    waiting: list[Samples] = []
    n_waiting = 0
    for piece in pieces:
        waiting.append(piece)
        n_waiting += len(piece)
        if n_waiting >= size:
            yield np.concatenate(waiting)
            waiting, n_waiting = [], 0
    if waiting:
        yield np.concatenate(waiting)


def _resample(
    resampler: "av.AudioResampler | None", frame: "av.AudioFrame | None"
) -> Iterator[Samples]:
    """What comes out for a frame, or at the end for None."""
    if resampler is None:
        return
    try:
        found = resampler.resample(frame)
    except (av.error.FFmpegError, ValueError) as error:
        raise AudioError(
            "The channels of this recording cannot be mixed: save it with one or two."
        ) from error
    for piece in found:
        samples: Samples = piece.to_ndarray().reshape(-1).astype(np.float32, copy=False)
        fine = _is_sound(samples)
        yield samples if fine.all() else np.where(fine, samples, np.float32(0))


def _is_sound(samples: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    fine: npt.NDArray[np.bool_] = np.abs(samples) < _LOUDEST
    return fine


class BlockResampler:
    """A microphone's blocks, of any rate and channel count, to mono at the wanted rate."""

    def __init__(self, from_rate: int, to_rate: int, channel: int | None) -> None:
        self._from_rate = from_rate
        self._channel = channel
        self._resampler = (
            None if from_rate == to_rate else av.AudioResampler("flt", "mono", to_rate)
        )

    def __call__(self, samples: Samples) -> Samples:
        """A block, (frames, channels), as (samples,); a few may follow with the next."""
        mono: Samples = (
            samples.mean(axis=1, dtype=np.float32)
            if self._channel is None
            else np.ascontiguousarray(samples[:, self._channel])
        )
        if self._resampler is None:
            return mono
        frame = av.AudioFrame.from_ndarray(mono[None], format="flt", layout="mono")
        frame.sample_rate = self._from_rate
        pieces = [f.to_ndarray().reshape(-1) for f in self._resampler.resample(frame)]
        return np.concatenate(pieces) if pieces else np.empty(0, np.float32)
