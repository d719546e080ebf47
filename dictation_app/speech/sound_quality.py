"""What sound says of its microphone: loudness, noise, clipping, bandwidth and hum.

Levels are in dB of full scale, of the root mean square: silence of a good microphone
lies below -60, speech between -35 and -15.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dictation_app.speech.microphone import Samples
from dictation_app.transcript import Seconds

FRAME: Seconds = 0.025
"""Seconds in which somebody speaks or does not."""
QUIETEST = -120.0
"""dBFS of digital silence, where the true value is minus infinity."""
_WARM_UP: Seconds = 0.3
"""Seconds in which a microphone may still click and pump."""


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


def analyse(quiet: Samples, spoken: Samples, sample_rate: int) -> Measurements:
    """Measure a microphone by the sound of silence and of a read sentence."""
    noise = _noise(quiet, sample_rate)
    powers = _powers(spoken, sample_rate)
    loud = speech_frames(quiet, spoken, sample_rate)
    hum, mains = _hum(quiet[round(_WARM_UP * sample_rate) :], sample_rate)
    speech = float(powers[loud].mean()) if loud.sum() * FRAME >= 0.3 else None
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


def speech_frames(
    quiet: Samples, spoken: Samples, sample_rate: int
) -> npt.NDArray[np.bool_]:
    """The frames of `spoken` in which somebody speaks, (frames,)."""
    powers = _powers(spoken, sample_rate)
    loud: npt.NDArray[np.bool_] = powers > _loud(_noise(quiet, sample_rate), powers)
    return loud


def _db(power: float) -> float:
    return max(10 * math.log10(max(power, 1e-30)), QUIETEST)


def _frames(samples: Samples, size: int) -> npt.NDArray[np.float64]:
    n_frames = len(samples) // size
    return samples[: n_frames * size].astype(np.float64).reshape(n_frames, size)


def _powers(samples: Samples, sample_rate: int) -> npt.NDArray[np.float64]:
    """Power of every 25 ms, without what stands still."""
    if not len(samples):
        return np.empty(0)
    frames = _frames(samples - samples.mean(), round(FRAME * sample_rate))
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
    size = round(FRAME * rate)
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
