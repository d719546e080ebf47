"""How fast is this machine at it: files, live, and the network against the processor.

Measurements are generators like all long work: they yield progress and return numbers.
"""

import itertools
import math
import os
import sys
import time
import wave
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch

from dictation_app.speech import media
from dictation_app.speech.architecture import ModelConfig
from dictation_app.speech.microphone import Block, FileMicrophone
from dictation_app.speech.network import AcousticModel, Samples
from dictation_app.speech.recognizer import Recognizer
from dictation_app.transcript import Notice, Progress, Seconds, Utterance

_KEPT_AFTER_SPEECH = 0.25
"""Seconds of silence that the endpointer leaves at the end of an utterance."""


@dataclass(frozen=True)
class FileSpeed:
    """How a recording went.

    Attributes:
        duration: its length.
        elapsed: seconds from opening it to its last word.
        first: seconds to the first word, or None where nothing was found.
        n_words: words found.
    """

    duration: Seconds
    elapsed: float
    first: float | None
    n_words: int

    @property
    def x_realtime(self) -> float:
        """Seconds of sound a second."""
        return self.duration / self.elapsed


@dataclass(frozen=True)
class LiveSpeed:
    """How quickly speech became text while it was spoken.

    Attributes:
        partial_ages: age, in seconds, of the text on the screen just before it was
            renewed: the time since the last sound that it knew.
        final_latencies: seconds from each end of speech to the final text.
    """

    partial_ages: tuple[float, ...]
    final_latencies: tuple[float, ...]


def repeat_sounds(
    sources: Sequence[Path], target: Path, duration: Seconds, *, pause: Seconds = 0.0
) -> None:
    """Write a WAV file of a wanted length that plays `sources` again and again.

    Args:
        sources: recordings, played in turn.
        target: the file.
        duration: its length.
        pause: seconds of silence after each recording.

    Raises:
        AudioError: a source cannot be read.
    """
    wanted = round(duration * 16_000)
    silence = np.zeros(round(pause * 16_000), np.float32)
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        for source in itertools.cycle(sources):
            for samples in itertools.chain(media.decode(source), [silence]):
                part = np.clip(samples[:wanted], -1, 1)
                file.writeframes(np.round(part * 32_767).astype("<i2").tobytes())
                wanted -= len(part)
            if wanted <= 0:
                break


def measure_file(
    recognizer: Recognizer, path: Path
) -> Generator[Progress, None, FileSpeed]:
    """Transcribe a recording, the whole path from the file to its words."""
    began = time.perf_counter()
    first: float | None = None
    n_words = 0
    steps = recognizer.transcribe(path)
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            elapsed = time.perf_counter() - began
            return FileSpeed(end.value.duration, elapsed, first, n_words)
        if isinstance(step, Utterance):
            first = first or time.perf_counter() - began
            n_words += len(step.words)
        else:
            yield step


def measure_live(
    recognizer: Recognizer, path: Path, duration: Seconds
) -> Generator[Progress, None, LiveSpeed]:
    """Play a recording into the recogniser as fast as it would be spoken."""
    clock = _LiveClock()
    watched = _Watched(recognizer, clock)
    spoken: list[tuple[Utterance, float]] = []
    with FileMicrophone(path, realtime=True) as microphone:
        for item in watched.listen(clock.watch(microphone)):
            if isinstance(item, Utterance):
                spoken.append((item, clock.since(item.end - _KEPT_AFTER_SPEECH)))
            elif clock.heard >= duration:
                break
            yield Progress(min(clock.heard, duration), duration, None)
    return LiveSpeed(tuple(watched.ages()), tuple(at_pauses(spoken)))


def at_pauses(spoken: Sequence[tuple[Utterance, float]]) -> Iterator[float]:
    """The latencies of utterances that a pause ended.

    One that grew too long is cut at a quiet place some seconds back, where the next one
    begins at once: speech did not end there, and nobody waits for its text.
    """
    for (utterance, latency), (following, _) in pairwise(spoken):
        if following.start > utterance.end:
            yield latency
    if spoken:
        yield spoken[-1][1]


class _LiveClock:
    """When each moment of a recording was spoken."""

    def __init__(self) -> None:
        self.heard: Seconds = 0.0
        self._began = 0.0

    def watch(self, microphone: FileMicrophone) -> Iterator[Block | Notice]:
        """Pass blocks on and note what was heard."""
        self._began = time.monotonic()
        for block in microphone:
            if isinstance(block, Block):
                self.heard += len(block.samples) / microphone.sample_rate
            yield block

    def since(self, moment: Seconds) -> float:
        """Seconds that have passed since a moment of the recording."""
        return time.monotonic() - self._began - moment


class _Watched(Recognizer):
    """A recogniser that notes what each look at an utterance knew, and when."""

    def __init__(self, recognizer: Recognizer, clock: _LiveClock) -> None:
        super().__init__(recognizer.model, recognizer.decoder, recognizer.name)
        self._clock = clock
        self._looks: list[tuple[Seconds, Seconds, float]] = []

    def recognise(
        self, samples: Samples, start: Seconds = 0.0, *, before: Utterance | None = None
    ) -> Utterance:
        """Look at an utterance."""
        known = self._clock.heard
        utterance = super().recognise(samples, start, before=before)
        self._looks.append((start, known, self._clock.since(0.0)))
        return utterance

    def ages(self) -> Iterator[float]:
        """How old each look had become when the next one at the utterance was done."""
        for (start, known, _), (next_start, _, done) in pairwise(self._looks):
            if start == next_start:
                yield done - known


def matmul_gflops(size: int = 1024, seconds: float = 0.5) -> float:
    """What all cores give in fp32 products of square matrices, at their best."""
    a, b = torch.randn(size, size), torch.randn(size, size)
    before = torch.get_num_threads()  # one, once the detector of speech is loaded
    torch.set_num_threads(n_cores())
    try:
        return 2 * size**3 / _quickest(lambda: a @ b, seconds) / 1e9
    finally:
        torch.set_num_threads(before)


def network_gflops(
    model: AcousticModel, config: ModelConfig, seconds: float = 2.0
) -> float:
    """What the network makes of them, in batches and threads such as a file gives.

    Operations are those of the float32 network, whatever precision it runs in.
    """
    n_samples, n_batch, n_workers = 10 * model.sample_rate, 2, n_cores()
    noise = np.random.default_rng(0).normal(0, 0.1, n_samples).astype(np.float32)
    batches = [[noise] * n_batch] * n_workers
    n_operations = operations(config, 1 + n_samples // 160) * n_batch * n_workers
    with ThreadPoolExecutor(n_workers) as pool:
        took = _quickest(lambda: list(pool.map(model.emissions, batches)), seconds)
    return n_operations / took / 1e9


def n_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def operations(config: ModelConfig, n_frames: int) -> float:
    """Multiplications and additions of one forward pass over `n_frames` frames."""
    total, height, width, inputs = 0, config.n_mels, n_frames, 1
    for stride in config.stem:
        height, width = -(-height // stride), -(-width // stride)
        total += 2 * 9 * inputs * config.channels * height * width
        inputs = config.channels
    area = height * width
    total += config.residual_blocks * 2 * 2 * 9 * config.channels**2 * area
    total += 2 * width * config.channels * height * config.hidden
    directions = 2 if config.bidirectional else 1
    n_gates = 3 if config.rnn_type == "gru" else 4
    inputs = config.hidden
    for _ in range(config.recurrent_layers):
        weights = n_gates * config.hidden * (inputs + config.hidden)
        total += directions * 2 * width * weights
        inputs = directions * config.hidden
    return total + 2.0 * width * config.hidden * (inputs + config.n_labels)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that `share` of all do not exceed; None without values."""
    if not values:
        return None
    index = max(math.ceil(share * len(values)) - 1, 0)
    return sorted(values)[index]


def peak_rss() -> int | None:
    """Most memory this process has had so far, in bytes, where the system tells."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _quickest(work: Callable[[], object], seconds: float) -> float:
    """The shortest time of several runs within `seconds`, after one to warm up."""
    work()
    best, until = math.inf, time.perf_counter() + seconds
    while best == math.inf or time.perf_counter() < until:
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best
