"""How good a microphone is: some silence and one read sentence tell."""

import enum
import json
import math
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np

from dictation_app.atomic import write_atomically
from dictation_app.errors import AudioError
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.microphone import Block, Samples
from dictation_app.speech.sound_quality import (
    FRAME,
    QUIETEST,
    Measurements,
    analyse,
    speech_frames,
)
from dictation_app.transcript import Level, Notice, Seconds

SENTENCE = (
    "She sells fresh fish at six, and the judge just laughs at his own jokes before "
    "the show begins."
)
"""What is read: rich in s, f and sh, whose sound lies above what a telephone passes."""
_LONGEST: Seconds = 20.0
"""Seconds of the second stage, at most."""
_REST: Seconds = 1.5
"""Seconds of silence after which the sentence has been read."""
_TELEPHONE = 4_500.0
"""Hz: a channel that ends below this samples 8,000 times a second."""


class Stage(enum.Enum):
    """What is going on."""

    SILENCE = enum.auto()
    SPEECH = enum.auto()
    ANALYSIS = enum.auto()


@dataclass(frozen=True)
class Listening:
    """A moment of the check.

    Attributes:
        stage: what the user is asked for.
        level: how loud it was.
        elapsed: seconds of this stage so far.
    """

    stage: Stage
    level: Level
    elapsed: Seconds


@dataclass(frozen=True)
class SoundReport(Measurements):
    """A finished check of one microphone.

    Attributes:
        device: the microphone's name.
        host_api: the sound system it was reached through.
        checked_at: seconds since 1970.
        start_latency: seconds from opening it to the first sound.
        n_dropped: times that sound was lost.
        heard: what the model heard of the sentence; None without a model.
        wer: its word error rate.
    """

    device: str = ""
    host_api: str = ""
    checked_at: float = 0.0
    start_latency: float = 0.0
    n_dropped: int = 0
    heard: str | None = None
    wer: float | None = None


class Finding(enum.Enum):
    """Something about a microphone that costs words, the worst first."""

    NO_SPEECH = enum.auto()
    MUTED = enum.auto()
    CLIPPED = enum.auto()
    TELEPHONE = enum.auto()
    TOO_QUIET = enum.auto()
    NOISY = enum.auto()
    DROPPED = enum.auto()
    HUM = enum.auto()
    SLOW_START = enum.auto()


def findings(report: SoundReport) -> tuple[Finding, ...]:
    """What is wrong with a microphone; nothing where it is good."""
    if report.speech_level is None:
        digital = report.peak <= QUIETEST
        return (Finding.MUTED if digital else Finding.NO_SPEECH,)
    wrong = {
        Finding.CLIPPED: report.clipped > 1e-4,
        Finding.TELEPHONE: (report.bandwidth or math.inf) < _TELEPHONE,
        Finding.TOO_QUIET: report.speech_level < -42.0,
        Finding.NOISY: report.snr is not None and report.snr < 15.0,
        Finding.DROPPED: report.n_dropped > 0,
        Finding.HUM: report.hum is not None and report.hum > -65.0,
        Finding.SLOW_START: report.start_latency > 0.5,
    }
    return tuple(finding for finding, is_so in wrong.items() if is_so)


def check(
    microphone: AbstractContextManager[Iterable[Block | Notice]],
    *,
    sample_rate: int = 16_000,
    silence: Seconds = 10.0,
    recognise: Callable[[Samples], str] | None = None,
    device: str = "",
    host_api: str = "",
    clock: Callable[[], float] = time.monotonic,
) -> Generator[Listening | Notice, None, SoundReport]:
    """Listen to silence and one read sentence, and say what the microphone is worth.

    The second stage ends by itself once the sentence was read.

    Args:
        microphone: not yet open; anything that yields blocks.
        sample_rate: of its blocks.
        silence: seconds of the first stage.
        recognise: hears words, for the word error rate.
        device: the microphone's name, for the report.
        host_api: the sound system it is reached through.
        clock: seconds, for the start latency.

    Raises:
        AudioError: the microphone cannot be opened, disappeared or ended too soon.
    """
    takes = _Takes(sample_rate, silence)
    yield from _listen(microphone, takes, clock)
    yield Listening(Stage.ANALYSIS, Level(0.0, 0.0), 0.0)
    spoken = takes.spoken.samples
    measured = analyse(takes.quiet.samples, spoken, sample_rate)
    heard = None
    if recognise is not None and measured.speech_level is not None:
        heard = recognise(spoken)
    return SoundReport(
        **asdict(measured),
        device=device,
        host_api=host_api,
        checked_at=time.time(),
        start_latency=takes.latency or 0.0,
        n_dropped=takes.n_dropped,
        heard=heard,
        wer=None if heard is None else word_error_rate(heard),
    )


class _Take:
    """Sound as it comes in."""

    def __init__(self, sample_rate: int) -> None:
        self._blocks: list[Samples] = []
        self._n_samples = 0
        self._sample_rate = sample_rate

    def add(self, samples: Samples) -> None:
        self._blocks.append(samples)
        self._n_samples += len(samples)

    @property
    def duration(self) -> Seconds:
        return self._n_samples / self._sample_rate

    @property
    def samples(self) -> Samples:
        empty = np.empty(0, np.float32)
        return np.concatenate([empty, *self._blocks])


class _Takes:
    """Both stages of a check: silence until there is enough of it, then speech."""

    def __init__(self, sample_rate: int, silence: Seconds) -> None:
        self.quiet, self.spoken = _Take(sample_rate), _Take(sample_rate)
        self.latency: Seconds | None = None
        self.n_dropped = 0
        self._silence = silence

    def add(self, block: Block, elapsed: Seconds) -> Listening:
        """Take a block that came so long after the microphone was opened."""
        is_silence = self.quiet.duration < self._silence
        take = self.quiet if is_silence else self.spoken
        take.add(block.samples)
        if self.latency is None:
            self.latency = max(elapsed - take.duration, 0.0)
        self.n_dropped += block.n_dropped
        stage = Stage.SILENCE if is_silence else Stage.SPEECH
        return Listening(stage, block.level, take.duration)

    @property
    def are_done(self) -> bool:
        """Whether the sentence has been read."""
        spoken = self.spoken
        return bool(spoken.duration) and _has_been_read(self.quiet.samples, spoken)


def _listen(
    microphone: AbstractContextManager[Iterable[Block | Notice]],
    takes: _Takes,
    clock: Callable[[], float],
) -> Iterator[Listening | Notice]:
    """Fill the takes."""
    began = clock()
    with microphone as blocks:
        for block in blocks:
            if isinstance(block, Notice):
                yield block
                continue
            yield takes.add(block, clock() - began)
            if takes.are_done:
                break
    if not takes.spoken.duration:
        raise AudioError(
            "The microphone ended before the check was done: connect it again and "
            "check once more."
        )


def word_error_rate(heard: str) -> float:
    """The share of the sentence's words that were misheard."""
    import jiwer  # on demand

    normalise = ENGLISH.normalise
    return float(jiwer.wer(normalise(SENTENCE), normalise(heard)))


def _has_been_read(quiet: Samples, spoken: _Take) -> bool:
    """Whether somebody spoke and then rested."""
    if spoken.duration >= _LONGEST:
        return True
    rate = round(len(spoken.samples) / spoken.duration)
    speech = speech_frames(quiet, spoken.samples, rate)
    rest = round(_REST / FRAME)
    return bool(speech.sum() * FRAME >= 1.0 and not speech[-rest:].any())


def load_reports(path: Path) -> dict[str, SoundReport]:
    """The last report of every microphone, by `report_key`; none from a damaged file."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        known = {item.name for item in fields(SoundReport)}
        return {
            key: SoundReport(**{k: v for k, v in values.items() if k in known})
            for key, values in content.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def keep_report(path: Path, report: SoundReport) -> None:
    """Put a report in the place of the microphone's last one.

    Raises:
        OSError: the file cannot be written.
    """
    reports = load_reports(path) | {report_key(report.device, report.host_api): report}
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({key: asdict(value) for key, value in reports.items()}, indent=1)
    write_atomically(path, text.encode())


def report_key(device: str, host_api: str) -> str:
    """What a microphone is known by."""
    return f"{device} ({host_api})" if host_api else device
