"""How good a microphone is: some silence and one read sentence tell.

Levels are in dB of full scale, of the root mean square: silence of a good microphone
lies below -60, speech between -35 and -15.
"""

import enum
import json
import math
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dictation_app.atomic import write_atomically
from dictation_app.errors import AudioError
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.microphone import Block, Samples
from dictation_app.transcript import Level, Notice, Seconds

SENTENCE = (
    "She sells fresh fish at six, and the judge just laughs at his own jokes before "
    "the show begins."
)
"""What is read: rich in s, f and sh, whose sound lies above what a telephone passes."""
_WARM_UP: Seconds = 0.3
"""Seconds in which a microphone may still click and pump."""
_LONGEST: Seconds = 20.0
"""Seconds of the second stage, at most."""
_REST: Seconds = 1.5
"""Seconds of silence after which the sentence has been read."""
_QUIETEST = -120.0
"""dBFS of digital silence, where the true value is minus infinity."""
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
class Measurements:
    """What the sound says of its microphone.

    Attributes:
        noise_floor: level of silence, dBFS.
        speech_level: level of the speech in the second stage, its pauses left out,
            dBFS; None where nobody spoke.
        snr: speech above the noise, dB.
        peak: loudest sample, dBFS.
        clipped: share of the spoken samples whose top was cut off.
        bandwidth: Hz up to which the microphone hears.
        hum: level of the mains' hum, dBFS; None where there is none to speak of.
        mains: its frequency, 50 or 60 Hz.
    """

    noise_floor: float
    speech_level: float | None
    snr: float | None
    peak: float
    clipped: float
    bandwidth: float | None
    hum: float | None
    mains: int | None


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
        digital = report.peak <= _QUIETEST
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
    began = clock()
    latency: float | None = None
    n_dropped = 0
    quiet, spoken = _Take(sample_rate), _Take(sample_rate)
    with microphone as blocks:
        for block in blocks:
            if isinstance(block, Notice):
                yield block
                continue
            length = len(block.samples) / sample_rate
            latency = max(clock() - began - length, 0) if latency is None else latency
            n_dropped += block.n_dropped
            stage = Stage.SILENCE if quiet.duration < silence else Stage.SPEECH
            take = quiet if stage is Stage.SILENCE else spoken
            take.add(block.samples)
            yield Listening(stage, block.level, take.duration)
            if stage is Stage.SPEECH and _has_been_read(quiet.samples, spoken):
                break
    if quiet.duration < silence or not spoken.duration:
        raise AudioError(
            "The microphone ended before the check was done: connect it again and "
            "check once more."
        )
    yield Listening(Stage.ANALYSIS, Level(0.0, 0.0), 0.0)
    measured = analyse(quiet.samples, spoken.samples, sample_rate)
    speaks = recognise is not None and measured.speech_level is not None
    heard = recognise(spoken.samples) if speaks and recognise else None
    return SoundReport(
        **asdict(measured),
        device=device,
        host_api=host_api,
        checked_at=time.time(),
        start_latency=latency or 0.0,
        n_dropped=n_dropped,
        heard=heard,
        wer=None if heard is None else word_error_rate(heard),
    )


def word_error_rate(heard: str) -> float:
    """The share of the sentence's words that were misheard."""
    import jiwer  # on demand

    normalise = ENGLISH.normalise
    return float(jiwer.wer(normalise(SENTENCE), normalise(heard)))


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


def _has_been_read(quiet: Samples, spoken: _Take) -> bool:
    """Whether somebody spoke and then rested."""
    if spoken.duration >= _LONGEST:
        return True
    rate = round(len(spoken.samples) / spoken.duration)
    powers = _powers(spoken.samples, rate)
    loud = powers > _loud(_noise(quiet, rate), powers)
    rest = round(_REST / _FRAME)
    return loud.sum() * _FRAME >= 1.0 and not loud[-rest:].any()


_FRAME: Seconds = 0.025


def analyse(quiet: Samples, spoken: Samples, sample_rate: int) -> Measurements:
    """Measure a microphone by the sound of silence and of a read sentence."""
    noise = _noise(quiet, sample_rate)
    powers = _powers(spoken, sample_rate)
    loud = powers > _loud(noise, powers)
    hum, mains = _hum(quiet[round(_WARM_UP * sample_rate) :], sample_rate)
    speech = float(powers[loud].mean()) if loud.sum() * _FRAME >= 0.3 else None
    clean = None if speech is None else max(speech - noise, 1e-12)
    return Measurements(
        noise_floor=_db(noise),
        speech_level=None if speech is None else _db(speech),
        snr=None if clean is None else _db(clean) - _db(noise),
        peak=_db(float(np.abs(spoken).max(initial=0.0)) ** 2),
        clipped=_clipped(spoken),
        bandwidth=None if speech is None else _bandwidth(spoken, loud, sample_rate),
        hum=hum,
        mains=mains,
    )


def _db(power: float) -> float:
    return max(10 * math.log10(max(power, 1e-30)), _QUIETEST)


def _frames(samples: Samples, size: int) -> npt.NDArray[np.float64]:
    n_frames = len(samples) // size
    return samples[: n_frames * size].astype(np.float64).reshape(n_frames, size)


def _powers(samples: Samples, sample_rate: int) -> npt.NDArray[np.float64]:
    """Power of every 25 ms, without what stands still."""
    if not len(samples):
        return np.empty(0)
    frames = _frames(samples - samples.mean(), round(_FRAME * sample_rate))
    powers: npt.NDArray[np.float64] = np.square(frames).mean(axis=1)
    return powers


def _noise(quiet: Samples, sample_rate: int) -> float:
    """Power of silence; the median over tenths of a second, so that a cough is no noise."""
    rest = quiet[round(_WARM_UP * sample_rate) :]
    if not len(rest):
        return 0.0
    frames = _frames(rest - rest.mean(), sample_rate // 10)
    return float(np.median(np.square(frames).mean(axis=1))) if len(frames) else 0.0


def _loud(noise: float, powers: npt.NDArray[np.float64]) -> float:
    """The power above which somebody speaks: well above noise, and near the loudest."""
    top = float(np.quantile(powers, 0.98)) if len(powers) else 0.0
    return max(noise * 4, top / 1_000, 1e-9)


def _clipped(samples: Samples) -> float:
    """The share of samples at full scale, or on a flat top of three samples and more."""
    if not len(samples):
        return 0.0
    size = np.abs(samples)
    peak = float(size.max())
    cut = size >= 0.999
    if peak > 0.25:
        top = size >= peak * (1 - 1e-4)
        flat = top[:-2] & top[1:-1] & top[2:]
        for shift in range(3):
            cut[shift : len(flat) + shift] |= flat
    return float(cut.mean())


def _bandwidth(samples: Samples, loud: npt.NDArray[np.bool_], rate: int) -> float:
    """The highest frequency at which the loudest of the speech is still there.

    The sharpest twentieth of the frames counts, as only s, f and sh reach high.
    """
    size = round(_FRAME * rate)
    frames = _frames(samples, size)[loud[: len(samples) // size]]
    spectra = np.square(np.abs(np.fft.rfft(frames * np.hanning(size), axis=1)))
    peaks = np.quantile(spectra, 0.95, axis=0)
    smooth = np.convolve(peaks, np.ones(5) / 5, mode="same")  # bands of 200 Hz
    heard = np.flatnonzero(smooth > smooth.max() * 10 ** (-4.5))
    return float(heard[-1] * rate / size) if len(heard) else 0.0


def _hum(quiet: Samples, sample_rate: int) -> tuple[float | None, int | None]:
    """Level and frequency of the mains in silence: what rises above its surroundings."""
    if len(quiet) < 2 * sample_rate:
        return None, None
    window = np.hanning(len(quiet))
    power = np.square(np.abs(np.fft.rfft((quiet - quiet.mean()) * window)))
    power *= 2 / (len(quiet) * np.square(window).sum())  # the sum is the mean square
    at = np.fft.rfftfreq(len(quiet), 1 / sample_rate)

    def level(mains: int) -> float:
        total = 0.0
        for harmonic in range(mains, mains * 6 + 1, mains):
            away = np.abs(at - harmonic)
            line = power[away <= 1.5]
            around = power[(away > 3) & (away < 15)]
            total += max(float(line.sum() - np.median(around) * 1.5 * len(line)), 0.0)
        return total

    mains = max((50, 60), key=level)
    hum = level(mains)
    if hum < 0.1 * float(power.sum()) or hum == 0.0:
        return None, None
    return _db(hum), mains


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
