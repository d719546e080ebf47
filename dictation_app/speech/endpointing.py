"""Where speech begins and ends, found by silero-vad.

Microphone and files share all of it, so that both find the same utterances; they differ
in how long a pause must be and how much is kept from before the first word.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dictation_app.speech.voice import CHUNK as _CHUNK
from dictation_app.speech.voice import SAMPLE_RATE as _SAMPLE_RATE
from dictation_app.speech.voice import VoiceDetector
from dictation_app.transcript import Seconds

Samples = npt.NDArray[np.float32]

_SPEECH = 0.5
"""Probability from which a chunk begins an utterance."""
_STILL_SPEECH = 0.35
"""Probability down to which a chunk keeps an utterance open."""
_LATELY = 3.0
"""Seconds that tell a lenient endpointer how much the room itself sounds like speech."""
_FLOOR = 0.2
"""Share of their chunks that are taken for the room alone."""
_ABOVE, _STILL_ABOVE = 0.25, 0.1
"""By how much speech is likelier than the room, at its beginning and as it goes on."""
_TAIL = 0.25
"""Seconds kept after the last chunk of speech."""


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
    endpointer = Endpointer(silence=0.5, longest=longest, pre_roll=0.3, start=start)
    for block in blocks:
        yield from endpointer.accept(block)
    yield from endpointer.finish()


class Endpointer:
    """Follows a microphone: utterances end where the speaker pauses."""

    def __init__(
        self,
        *,
        sample_rate: int = _SAMPLE_RATE,
        silence: Seconds = 0.4,
        longest: Seconds = 20.0,
        pre_roll: Seconds = 0.5,
        start: Seconds = 0.0,
        lenient: bool = False,
    ) -> None:
        """Begin with silence.

        Args:
            sample_rate: of the sound.
            silence: how long a pause ends an utterance.
            longest: an utterance without a pause is cut at its quietest place then.
            pre_roll: seconds kept from before the first chunk of speech.
            start: where the first sample lies in the recording.
            lenient: take less likely sounds for speech too, as words in noise are, as
                far as the room itself does not sound like speech.
        """
        if sample_rate != _SAMPLE_RATE:
            raise ValueError(f"silero-vad hears 16000 Hz, not {sample_rate}")
        self._splitter = _Splitter(
            silence=silence,
            longest=longest,
            pre_roll=pre_roll,
            start=start,
            lenient=lenient,
        )
        self._detector = VoiceDetector()
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
        chunks = samples[: n_whole * _CHUNK].reshape(n_whole, _CHUNK)
        ended: list[Segment] = []
        for chunk, probability in zip(chunks, self._detector(chunks), strict=True):
            ended += self._splitter.accept(chunk, probability)
        return ended

    def finish(self) -> list[Segment]:
        """End the current utterance, if there is one."""
        n_padding = -len(self._rest) % _CHUNK
        ended = self.accept(np.zeros(n_padding, np.float32)) if n_padding else []
        return ended + self._splitter.finish(n_padding)


class _Splitter:
    """Turns chunks and their probabilities of speech into segments."""

    def __init__(
        self,
        *,
        silence: Seconds,
        longest: Seconds,
        pre_roll: Seconds,
        start: Seconds,
        lenient: bool,
    ) -> None:
        self._is_lenient = lenient
        self._lately = deque([0.0], maxlen=_n_chunks(_LATELY))
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
        begins, goes_on = self._thresholds(probability)
        if not self._speaking:
            if probability >= begins:
                self._speaking, self._n_silent = True, 0
            else:
                self._drop(len(self._chunks) - self._pre_roll)
            return []
        self._n_silent = 0 if probability >= goes_on else self._n_silent + 1
        if self._n_silent >= self._silence:
            return [self._cut(len(self._chunks) - self._n_silent + self._tail, False)]
        if len(self._chunks) >= self._longest:
            return [self._cut(self._quietest(), True)]
        return []

    def _thresholds(self, probability: float) -> tuple[float, float]:
        """Probabilities from which an utterance begins and down to which it goes on."""
        if not self._is_lenient:
            return _SPEECH, _STILL_SPEECH
        self._lately.append(probability)
        floor = sorted(self._lately)[int(_FLOOR * len(self._lately))]
        surest = max(self._probabilities)
        begins = min(floor + _ABOVE, _SPEECH)
        goes_on = min(max(floor + _STILL_ABOVE, _STILL_SPEECH * surest), _STILL_SPEECH)
        return begins, goes_on

    def finish(self, n_padding: int) -> list[Segment]:
        """End with what is there; the last `n_padding` samples were never heard."""
        if not self._speaking:
            return []
        n_chunks = len(self._chunks)
        wanted = n_chunks - self._n_silent + self._tail
        segment = self._cut(min(wanted, n_chunks), False)
        if wanted >= n_chunks:
            heard = segment.samples[: len(segment.samples) - n_padding]
            segment = replace(segment, samples=heard)
        return [segment]

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
