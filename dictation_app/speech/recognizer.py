"""Recordings and microphones become transcripts; the emissions stay for later."""

import os
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from dictation_app.errors import AudioError
from dictation_app.speech import alignment, media
from dictation_app.speech.architecture import DecodingOptions
from dictation_app.speech.decoder import Decoder, open_decoder
from dictation_app.speech.device import choose_device
from dictation_app.speech.endpointing import Segment, segments
from dictation_app.speech.following import follow
from dictation_app.speech.hearings import repeated
from dictation_app.speech.live import Live
from dictation_app.speech.microphone import Block
from dictation_app.speech.network import AcousticModel, DeepSpeech2Model, Samples
from dictation_app.speech.readahead import ReadAhead
from dictation_app.speech.store import ModelInfo, load_network
from dictation_app.transcript import (
    Emissions,
    Hypothesis,
    Level,
    Notice,
    Progress,
    Seconds,
    Transcript,
    Utterance,
    Word,
)

_BATCH = 16.0
"""Seconds of speech that go through the network together: enough to be fast, little
enough to stop at once."""
_POOL = 128.0
"""Seconds of speech among which segments of like length are looked for."""
_POOLS = 2
"""Pools that may be worked on while the next one is read."""
_MOST_WORKERS = 4
"""Threads that listen to a file. Each computes alone: threads that share one product
wait for one another, on a busy machine for most of the time."""
_AHEAD = 2_000.0
"""Seconds by which reading and endpointing may be ahead of the words, at most."""
_SETTLED = 1.0
"""Seconds of later sound that a frame needs: what comes after them changes it little."""
_CONTEXT = 1.5
"""Seconds of earlier sound that are heard again for the sake of what follows them."""
_QUICK_BEAMS = 64
"""Hypotheses kept for words that are not final."""


class Recognizer:
    """A network and a decoder, listening."""

    def __init__(self, model: AcousticModel, decoder: Decoder, name: str = "") -> None:
        self.model = model
        self.decoder = decoder
        self.name = name
        self._told: Notice | None = None

    def transcribe(
        self, path: Path, *, start: Seconds = 0.0, end: Seconds | None = None
    ) -> Generator[Progress | Utterance, None, Transcript]:
        """Listen to a recording, or the part of it from `start` to `end`.

        Yields each utterance as it is final, in order, and at least every 0.3 seconds
        how far the work has come. Memory does not grow with the length of the sound.

        Raises:
            AudioError: the recording cannot be read.
        """
        info = media.probe(path)
        last = min((t for t in (info.duration, end) if t is not None), default=None)
        clock = _Clock(start, last, self.model.sample_rate)
        found: list[Utterance] = []
        blocks = media.decode(
            path, start=start, end=end, sample_rate=self.model.sample_rate
        )
        with (
            closing(ReadAhead(segments(clock.watch(blocks), start=start))) as ahead,
            _workers() as workers,
        ):
            pending: deque[list[Future[list[Utterance]]]] = deque()
            for pool in _pools(ahead):
                if pool:
                    pending.append(
                        [workers.submit(self._hear, b) for b in _batches(pool)]
                    )
                yield from _collect(pending, found, clock, n_left=_POOLS)
            yield from _collect(pending, found, clock, n_left=0)
        yield Progress(done=clock.heard, total=last or clock.heard, left=0.0)
        return Transcript(tuple(found), clock.heard, path.name, self.name)

    def listen(
        self, microphone: Iterable[Block | Notice]
    ) -> Generator[Level | Hypothesis | Utterance | Notice, None, Transcript]:
        """Listen to a microphone until it is stopped.

        Yields the level of every block, the current utterance as it grows, and each
        utterance once it is final. When the microphone fails, what was said before is
        still yielded, and then the error is raised.

        Raises:
            AudioError: the microphone disappeared.
        """
        live = Live(self)
        yield from follow(microphone, live)
        return Transcript(tuple(live.found), live.heard, "", self.name)

    def recognise(
        self, samples: Samples, start: Seconds = 0.0, *, before: Utterance | None = None
    ) -> Utterance:
        """Recognise one stretch of speech.

        Args:
            samples: float32 mono at the model's sample rate.
            start: where the stretch begins, in seconds of the recording.
            before: what was heard of it when it was shorter. Most of that is not heard
                again: the time it takes no longer grows with the stretch, and the words
                are nearly those of the whole.
        """
        segment = Segment(start, samples)
        known = None if before is None else before.emissions
        if known is None:
            return self._hear([segment])[0]
        emissions = self._hear_on(segment, known)
        return self._decode(segment, emissions, most_beams=_QUICK_BEAMS)

    def redecode(self, transcript: Transcript, options: DecodingOptions) -> Transcript:
        """Decode again from the kept emissions, without running the network."""
        decoder = self.decoder.with_options(options)
        return replace(
            transcript,
            utterances=tuple(
                u
                if u.emissions is None
                else replace(u, words=_within(decoder.decode(u.emissions), u.end))
                for u in transcript.utterances
            ),
        )

    def align(self, utterance: Utterance, text: str) -> Utterance:
        """Give `text`, what was really said, its times in the utterance's sound.

        Raises:
            AudioError: the utterance's emissions were not kept.
            ModelError: the text does not fit the sound.
        """
        if utterance.emissions is None:
            raise AudioError(
                "The emissions of this utterance were not kept: transcribe it again."
            )
        words = alignment.align(utterance.emissions, text, self.model.alphabet)
        return replace(utterance, words=words)

    def take_notice(self) -> Notice | None:
        """What the user should know of the device; told once."""
        notice: Notice | None = getattr(self.model, "notice", None)
        if notice is self._told:
            return None
        self._told = notice
        return notice

    def _hear(self, batch: list[Segment]) -> list[Utterance]:
        hearings = self.decoder.options.hearings
        return [self._decode(s, e) for s, e in self._emissions(batch, hearings)]

    def _hear_on(self, segment: Segment, known: Emissions) -> Emissions:
        """Hear what is new in a segment of which the beginning is known."""
        rate = known.frame_rate
        n_kept = len(known.log_probs) - round(_SETTLED * rate)
        n_left_out = n_kept - round(_CONTEXT * rate)
        if n_left_out <= 0:
            return next(self._emissions([segment]))[1]
        first = round(n_left_out * self.model.sample_rate / rate)
        rest = replace(segment, samples=segment.samples[first:])
        _, fresh = next(self._emissions([rest]))
        again = n_kept - n_left_out
        joined = np.concatenate((known.log_probs[:n_kept], fresh.log_probs[again:]))
        return replace(known, log_probs=joined)

    def _emissions(
        self, batch: list[Segment], hearings: int = 1
    ) -> Iterator[tuple[Segment, Emissions]]:
        """Run the network; the order of the segments is kept."""
        model = repeated(self.model, hearings)
        log_probs = model.emissions([segment.samples for segment in batch])
        for segment, values in zip(batch, log_probs, strict=True):
            kept = np.maximum(values, np.finfo(np.float16).min).astype(np.float16)
            yield segment, Emissions(kept, segment.start, self.model.frame_rate)

    def _decode(
        self, segment: Segment, emissions: Emissions, most_beams: int | None = None
    ) -> Utterance:
        words = self.decoder.decode(emissions, most_beams=most_beams)
        end = segment.start + len(segment.samples) / self.model.sample_rate
        return Utterance(_within(words, end), segment.start, end, emissions)


def load_recognizer(
    info: ModelInfo, *, device: str = "auto", options: DecodingOptions | None = None
) -> tuple[Recognizer, Notice | None]:
    """Open a model folder on the best device there is.

    Returns:
        The recogniser, and a sentence for the user where the GPU could not be used.

    Raises:
        ModelError: the folder is damaged.
    """
    device, notice = choose_device(device)
    network = load_network(info)
    model = DeepSpeech2Model(
        network,
        info.features,
        info.alphabet,
        device=device,
        precision="int8" if device == "cpu" else "float32",
    )
    return Recognizer(model, open_decoder(info, options), info.name), notice


class _Clock:
    """How much of a recording was read, and how long the rest will take."""

    def __init__(self, start: Seconds, last: Seconds | None, sample_rate: int) -> None:
        self.heard = start
        self._start = start
        self._last = last
        self._sample_rate = sample_rate
        self._began = time.monotonic()

    def watch(self, blocks: Iterable[Samples]) -> Iterator[Samples]:
        """Pass blocks on and count them."""
        for block in blocks:
            self.heard += len(block) / self._sample_rate
            yield block

    def progress(self, found: list[Utterance]) -> Progress:
        """Where the work stands when these utterances are final."""
        elapsed = time.monotonic() - self._began
        done = max(found[-1].end if found else 0.0, self.heard - _AHEAD, self._start)
        left = None
        if self._last is not None and elapsed > 1.0 and done > self._start:
            share = (self._last - done) / (done - self._start)
            left = max(elapsed * share, 0.0)
        return Progress(done, self._last, left)


def _pools(ahead: Iterable[Segment | None]) -> Iterator[list[Segment]]:
    """Gather segments for the network; an empty pool where there is nothing yet."""
    pool: list[Segment] = []
    wanted = _BATCH / 4  # the first words shall be seen soon
    seconds = 0.0
    for segment in ahead:
        if segment is not None:
            pool.append(segment)
            seconds += segment.duration
        if segment is None or seconds >= wanted:
            yield pool
            pool, seconds = [], 0.0
            wanted = min(wanted * 4, _POOL)
    yield pool


def _batches(pool: list[Segment]) -> Iterator[list[Segment]]:
    """Split into batches of like length, so that little is lost to padding."""
    batch: list[Segment] = []
    for segment in sorted(pool, key=lambda segment: -segment.duration):
        if batch and batch[0].duration * (len(batch) + 1) > _BATCH:
            yield batch
            batch = []
        batch.append(segment)
    if batch:
        yield batch


@contextmanager
def _workers() -> Iterator[ThreadPoolExecutor]:
    """Threads that recognise; what they have not begun is dropped at the end."""
    n_workers = min(os.cpu_count() or 1, _MOST_WORKERS)
    executor = ThreadPoolExecutor(n_workers, thread_name_prefix="listener")
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _collect(
    pending: deque[list[Future[list[Utterance]]]],
    found: list[Utterance],
    clock: _Clock,
    *,
    n_left: int,
) -> Iterator[Utterance | Progress]:
    """Yield in order what is recognised; wait while more than `n_left` pools are not."""
    while pending:
        patience = 0.1 if len(pending) > n_left else 0.0
        if wait(pending[0], timeout=patience).not_done:
            if len(pending) <= n_left:
                break
            yield clock.progress(found)
            continue
        heard = [u for future in pending.popleft() for u in future.result()]
        for utterance in sorted(heard, key=lambda u: u.start):
            if utterance.words:
                found.append(utterance)
                yield utterance
    yield clock.progress(found)


def _within(words: tuple[Word, ...], end: Seconds) -> tuple[Word, ...]:
    """Cut off what rounding to frames lets reach past the end of the sound."""
    return tuple(
        replace(w, end=max(min(w.end, end), w.start)) if w.end > end else w
        for w in words
    )
