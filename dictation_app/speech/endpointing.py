"""Where speech begins and ends, found by silero-vad.

Microphone and files share one `_Splitter`; they differ in how the detector runs. Live it
steps from chunk to chunk. For a file, where that would be slower than the recogniser
itself, many stretches of the recording step through it side by side as one batch.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from silero_vad import load_silero_vad

from dictation_app.transcript import Seconds

Samples = npt.NDArray[np.float32]

_CHUNK = 512
"""Samples of one step of the detector at 16 kHz."""
_SAMPLE_RATE = 16_000
_SPEECH = 0.5
"""Probability from which a chunk begins an utterance."""
_STILL_SPEECH = 0.35
"""Probability down to which a chunk keeps an utterance open."""
_TAIL = 0.25
"""Seconds kept after the last chunk of speech."""
_STRETCH = 500
"""Chunks (16 s) of one stretch of a file."""
_STRETCHES = 32
"""Stretches side by side."""
_WARM_UP = 47
"""Chunks (1.5 s) that a stretch hears of the one before, for the detector's memory."""


@dataclass(frozen=True, eq=False)
class Segment:
    """One stretch of speech, cut at pauses.

    Attributes:
        start: beginning in seconds of the recording.
        samples: float32 mono, shape (samples,).
        sample_rate: samples a second.
    """

    start: Seconds
    samples: Samples
    sample_rate: int = _SAMPLE_RATE

    @property
    def duration(self) -> Seconds:
        """Length in seconds."""
        return len(self.samples) / self.sample_rate

    @property
    def end(self) -> Seconds:
        """End in seconds of the recording."""
        return self.start + self.duration


def segments(
    blocks: Iterable[Samples], *, start: Seconds = 0.0, longest: Seconds = 20.0
) -> Iterator[Segment]:
    """Cut a stream of blocks into the stretches that hold speech.

    Args:
        blocks: float32 mono at 16 kHz, of any lengths.
        start: where the first sample lies in the recording.
        longest: longest segment; without a pause it is cut at its quietest place.

    Yields:
        Segments in order, which never overlap.
    """
    splitter = _Splitter(silence=0.5, longest=longest, pre_roll=0.3, start=start)
    detector = _load_detector()
    context = np.zeros((_WARM_UP, _CHUNK), np.float32)
    for window in _windows(blocks):
        for chunk, probability in zip(
            window, _side_by_side(detector, window, context), strict=True
        ):
            yield from splitter.accept(chunk, probability)
        context = np.concatenate((context, window))[-_WARM_UP:]
    yield from splitter.finish()


class Endpointer:
    """Follows a microphone: utterances end where the speaker pauses."""

    def __init__(
        self,
        *,
        sample_rate: int = _SAMPLE_RATE,
        silence: Seconds = 0.4,
        longest: Seconds = 20.0,
        pre_roll: Seconds = 0.5,
    ) -> None:
        if sample_rate != _SAMPLE_RATE:
            raise ValueError(f"silero-vad hears 16000 Hz, not {sample_rate}")
        self._splitter = _Splitter(
            silence=silence, longest=longest, pre_roll=pre_roll, start=0.0
        )
        self._detector = _load_detector()
        self._rest = np.empty(0, np.float32)

    @property
    def current(self) -> Segment | None:
        """The utterance being spoken, as far as it goes."""
        return self._splitter.current

    @property
    def silence(self) -> Seconds:
        """For how long the current utterance has paused."""
        return self._splitter.silence

    def accept(self, samples: Samples) -> list[Segment]:
        """Take the next samples; returns the utterances that ended in them."""
        samples = np.concatenate((self._rest, samples))
        n_whole = len(samples) // _CHUNK
        self._rest = samples[n_whole * _CHUNK :]
        ended: list[Segment] = []
        for chunk in samples[: n_whole * _CHUNK].reshape(n_whole, _CHUNK):
            ended += self._splitter.accept(chunk, self._probability(chunk))
        return ended

    def finish(self) -> list[Segment]:
        """End the current utterance, if there is one."""
        ended: list[Segment] = []
        if len(self._rest):
            ended += self.accept(np.zeros(_CHUNK - len(self._rest), np.float32))
        return ended + self._splitter.finish()

    @torch.inference_mode()
    def _probability(self, chunk: Samples) -> float:
        return float(self._detector(torch.from_numpy(chunk)[None], _SAMPLE_RATE))


class _Splitter:
    """Turns chunks and their probabilities of speech into segments."""

    def __init__(
        self, *, silence: Seconds, longest: Seconds, pre_roll: Seconds, start: Seconds
    ) -> None:
        self._silence = _n_chunks(silence)
        self._longest = _n_chunks(longest)
        self._pre_roll = _n_chunks(pre_roll)
        self._tail = min(_n_chunks(_TAIL), self._silence)
        self._start = start
        self._n_before = 0  # chunks before the first one kept
        self._chunks: list[Samples] = []
        self._probabilities: list[float] = []
        self._speaking = False
        self._n_silent = 0

    @property
    def current(self) -> Segment | None:
        """What was heard of an utterance that has not ended."""
        return self._segment(len(self._chunks)) if self._speaking else None

    @property
    def silence(self) -> Seconds:
        """How long the current utterance has paused."""
        return self._n_silent * _CHUNK / _SAMPLE_RATE

    def accept(self, chunk: Samples, probability: float) -> list[Segment]:
        """Take one chunk; returns the segments that it ends."""
        self._chunks.append(chunk)
        self._probabilities.append(probability)
        if not self._speaking:
            if probability >= _SPEECH:
                self._speaking, self._n_silent = True, 0
            else:
                self._drop(len(self._chunks) - self._pre_roll)
            return []
        self._n_silent = 0 if probability >= _STILL_SPEECH else self._n_silent + 1
        if self._n_silent >= self._silence:
            return [self._cut(len(self._chunks) - self._n_silent + self._tail, False)]
        if len(self._chunks) >= self._longest:
            return [self._cut(self._quietest(), True)]
        return []

    def finish(self) -> list[Segment]:
        """End with what is there."""
        if not self._speaking:
            return []
        spoken = len(self._chunks) - self._n_silent
        return [self._cut(min(spoken + self._tail, len(self._chunks)), False)]

    def _cut(self, n_chunks: int, speaking: bool) -> Segment:
        segment = self._segment(n_chunks)
        self._drop(n_chunks)
        self._speaking, self._n_silent = speaking, 0
        return segment

    def _segment(self, n_chunks: int) -> Segment:
        start = self._start + self._n_before * _CHUNK / _SAMPLE_RATE
        return Segment(start, np.concatenate(self._chunks[:n_chunks]))

    def _drop(self, n_chunks: int) -> None:
        if n_chunks > 0:
            del self._chunks[:n_chunks], self._probabilities[:n_chunks]
            self._n_before += n_chunks

    def _quietest(self) -> int:
        """The likeliest pause in the second half: least speech, then least energy."""
        half = len(self._chunks) // 2
        speech = np.convolve(self._probabilities, np.ones(3) / 3, mode="same")
        energy = np.array([float(np.dot(c, c)) for c in self._chunks])
        loudness = energy / (energy.max() + 1e-12)
        return half + int(np.argmin((speech + loudness)[half:-1]))


def _n_chunks(seconds: Seconds) -> int:
    return round(seconds * _SAMPLE_RATE / _CHUNK)


def _load_detector() -> Any:
    """A detector with a memory of its own; a TorchScript module, hence untyped."""
    return load_silero_vad()


def _windows(blocks: Iterable[Samples]) -> Iterator[Samples]:
    """Gather blocks into windows of (chunks, samples); the first is a short one.

    The last window is filled up with zeros to a whole chunk.
    """
    wanted = 4 * _STRETCH * _CHUNK  # the first words shall be seen soon
    gathered: list[Samples] = []
    n_gathered = 0
    for block in blocks:
        gathered.append(block)
        n_gathered += len(block)
        if n_gathered >= wanted:
            samples = np.concatenate(gathered)
            whole = len(samples) // _CHUNK * _CHUNK
            yield samples[:whole].reshape(-1, _CHUNK)
            gathered, n_gathered = [samples[whole:]], len(samples) - whole
            wanted = _STRETCHES * _STRETCH * _CHUNK
    if n_gathered:
        samples = np.concatenate(gathered)
        yield np.pad(samples, (0, -len(samples) % _CHUNK)).reshape(-1, _CHUNK)


@torch.inference_mode()
def _side_by_side(detector: Any, window: Samples, context: Samples) -> list[float]:
    """Probability of speech of each chunk of (chunks, samples).

    The window is cut into stretches that step through the detector together; each hears
    the end of the one before (`context` for the first) to warm up.
    """
    n_chunks = len(window)
    n_stretches = min(_STRETCHES, -(-n_chunks // _STRETCH))
    length = -(-n_chunks // n_stretches)
    fill = np.zeros((n_stretches * length - n_chunks, _CHUNK), np.float32)
    sound = torch.from_numpy(np.concatenate((context, window, fill)))
    # Stretch s starts its warm-up where the one before it is that far from its end.
    at = torch.arange(n_stretches) * length
    detector.reset_states()
    found = torch.empty(n_stretches, length)
    for step in range(_WARM_UP + length):
        probability = detector(sound[at + step], _SAMPLE_RATE)
        if step >= _WARM_UP:
            found[:, step - _WARM_UP] = probability[:, 0]
    values: list[float] = found.flatten()[:n_chunks].tolist()
    return values
