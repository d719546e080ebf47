"""Sound made to measure: what was put in must be found."""

import wave
from dataclasses import asdict, replace
from itertools import count

import numpy as np
import pytest

from dictation_app.errors import AudioError
from dictation_app.speech import soundcheck
from dictation_app.speech.microphone import Block, FileMicrophone
from dictation_app.speech.soundcheck import (
    SENTENCE,
    Finding,
    Listening,
    SoundReport,
    Stage,
    analyse,
    check,
    findings,
)
from dictation_app.transcript import Level, Notice

RATE = 16_000


def noise(seconds, level, seed=0):
    """White noise at a level in dBFS."""
    samples = np.random.default_rng(seed).normal(size=round(seconds * RATE))
    return (samples * 10 ** (level / 20)).astype(np.float32)


def speech(seconds, level, seed=1):
    """Bursts of voice-like sound, half of them hissing, with rests between them."""
    at = np.arange(round(seconds * RATE)) / RATE
    voice = sum(np.sin(2 * np.pi * 150 * k * at + k) / k for k in range(1, 20))
    hiss = np.random.default_rng(seed).normal(size=len(at))
    hiss = np.where(at % 0.8 < 0.4, 0.3 * hiss, 0.0)
    spoken = (at % 0.4) < 0.3
    signal = (voice + hiss) * spoken
    signal *= 10 ** (level / 20) / np.sqrt(np.mean(np.square(signal[spoken])))
    return signal.astype(np.float32)


def below(samples, hertz):
    """Without anything above a frequency, as a telephone passes it."""
    spectrum = np.fft.rfft(samples)
    spectrum[np.fft.rfftfreq(len(samples), 1 / RATE) > hertz] = 0
    return np.fft.irfft(spectrum, len(samples)).astype(np.float32)


@pytest.mark.parametrize("floor", [-75.0, -50.0, -35.0])
@pytest.mark.parametrize("snr", [6.0, 20.0, 40.0])
def test_noise_floor_and_snr_are_what_was_mixed(floor, snr):
    spoken = speech(6, floor + snr) + noise(6, floor, seed=2)
    found = analyse(noise(10, floor), spoken, RATE)
    assert found.noise_floor == pytest.approx(floor, abs=0.5)
    assert found.snr == pytest.approx(snr, abs=1.5)


def test_a_cough_is_no_noise():
    quiet = noise(10, -60)
    quiet[3 * RATE : 4 * RATE] += noise(1, -20, seed=5)
    found = analyse(quiet, speech(6, -25), RATE)
    assert found.noise_floor == pytest.approx(-60, abs=0.5)


@pytest.mark.parametrize(
    ("cut", "low", "high"), [(3_400, 3_200, 3_700), (5_500, 5_300, 5_800)]
)
def test_bandwidth_is_where_the_sound_was_cut(cut, low, high):
    quiet, spoken = noise(10, -70), speech(6, -25) + noise(6, -70)
    found = analyse(below(quiet, cut), below(spoken, cut), RATE)
    assert found.bandwidth is not None
    assert low < found.bandwidth < high
    assert analyse(quiet, spoken, RATE).bandwidth > 7_500


def test_a_weak_image_above_a_telephone_band_is_no_bandwidth():
    narrow = below(speech(6, -25), 3_400)
    image = below(noise(6, -80), 8_000)  # what a cheap resampler leaves up there
    found = analyse(noise(10, -80), narrow + image, RATE)
    assert found.bandwidth < 4_500


@pytest.mark.parametrize("full_scale", [1.0, 0.5])
def test_tops_that_were_cut_off_are_counted(full_scale):
    loud = speech(6, -6)
    cut = np.clip(loud, -full_scale, full_scale)
    share = np.mean(np.abs(loud) >= full_scale)
    assert share > 0.001
    found = analyse(noise(10, -60), cut, RATE)
    assert found.clipped == pytest.approx(share, rel=0.2)
    assert analyse(noise(10, -60), loud * 0.2, RATE).clipped == 0


@pytest.mark.parametrize("mains", [50, 60])
def test_hum_is_told_from_noise(mains):
    at = np.arange(10 * RATE) / RATE
    hum = sum(0.01 / k * np.sin(2 * np.pi * mains * 1.001 * k * at) for k in (1, 2, 3))
    level = 10 * np.log10(np.mean(np.square(hum)))
    found = analyse((hum + noise(10, -50)).astype(np.float32), speech(6, -20), RATE)
    assert found.mains == mains
    assert found.hum == pytest.approx(level, abs=1.5)
    rumble = np.cumsum(noise(10, -90)).astype(np.float32)
    for quiet in (noise(10, -50), rumble - rumble.mean()):
        assert analyse(quiet, speech(6, -20), RATE).hum is None


def test_nobody_speaks():
    found = analyse(noise(10, -60), noise(10, -60, seed=9), RATE)
    assert found.speech_level is None
    assert found.snr is None
    assert found.bandwidth is None


class Playing:
    """A microphone that gives certain blocks, and counts whether it was closed."""

    def __init__(self, samples, dropped_at=()):
        self.blocks = [
            Block(
                samples[i : i + 1024],
                Level(0.1, 0.1),
                int(i // 1024 in dropped_at),
            )
            for i in range(0, len(samples), 1024)
        ]
        self.n_given = 0
        self.is_open = False

    def __enter__(self):
        self.is_open = True
        return self

    def __exit__(self, *_):
        self.is_open = False

    def __iter__(self):
        yield Notice("hello")
        for block in self.blocks:
            self.n_given += 1
            yield block


def finished(steps):
    """All that a generator yields, and what it returns."""
    seen = []
    while True:
        try:
            seen.append(next(steps))
        except StopIteration as end:
            return seen, end.value


def test_the_check_asks_for_silence_and_then_for_the_sentence():
    sound = np.concatenate([noise(3, -60), speech(4, -20), noise(9, -60)])
    microphone = Playing(sound, dropped_at=(5, 50))
    ticks = count(0.0, 0.3)
    steps = check(
        microphone,
        silence=3.0,
        recognise=lambda samples: "she sells fresh fish",
        device="Mic",
        host_api="ALSA",
        clock=lambda: next(ticks),
    )
    seen, report = finished(steps)
    assert seen[0] == Notice("hello")
    stages = [step.stage for step in seen if isinstance(step, Listening)]
    assert stages == sorted(stages, key=lambda stage: stage.value)
    assert set(stages) == set(Stage)
    assert not microphone.is_open
    assert microphone.n_given < len(microphone.blocks) - 80  # ended by itself
    assert report.start_latency == pytest.approx(0.3 - 0.064)
    assert report.n_dropped == 2
    assert (report.device, report.host_api) == ("Mic", "ALSA")
    assert report.heard == "she sells fresh fish"
    assert report.wer == pytest.approx(15 / 19)
    assert report.snr == pytest.approx(40, abs=1.5)


def test_a_perfect_reading_has_no_errors():
    assert soundcheck.word_error_rate(SENTENCE.upper()) == 0
    assert soundcheck.word_error_rate("") == 1


def test_a_recording_can_be_checked_like_a_microphone(tmp_path):
    path = tmp_path / "check.wav"
    sound = np.concatenate([noise(10, -60), speech(4, -20), noise(3, -60)])
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((sound * 32_767).astype("<i2").tobytes())
    _, report = finished(check(FileMicrophone(path)))
    assert report.snr == pytest.approx(40, abs=1.5)
    assert report.wer is None
    assert findings(report) == ()


def test_a_microphone_that_ends_too_soon_is_told():
    with pytest.raises(AudioError, match="ended before"):
        finished(check(Playing(noise(5, -60))))


def test_stopping_the_check_closes_the_microphone():
    microphone = Playing(noise(20, -60))
    steps = check(microphone)
    next(steps)
    next(steps)
    assert microphone.is_open
    steps.close()
    assert not microphone.is_open


GOOD = SoundReport(
    noise_floor=-65,
    speech_level=-22,
    snr=43,
    peak=-6,
    clipped=0,
    bandwidth=7_800,
    hum=None,
    mains=None,
    start_latency=0.1,
)


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"speech_level": None, "peak": -60}, Finding.NO_SPEECH),
        ({"speech_level": None, "peak": -120}, Finding.MUTED),
        ({"clipped": 0.01}, Finding.CLIPPED),
        ({"bandwidth": 3_400}, Finding.TELEPHONE),
        ({"speech_level": -50}, Finding.TOO_QUIET),
        ({"snr": 8}, Finding.NOISY),
        ({"n_dropped": 1}, Finding.DROPPED),
        ({"hum": -50, "mains": 50}, Finding.HUM),
        ({"start_latency": 0.9}, Finding.SLOW_START),
    ],
)
def test_each_fault_is_found_and_no_other(change, finding):
    assert findings(GOOD) == ()
    assert findings(replace(GOOD, **change)) == (finding,)


def test_reports_are_kept_for_each_microphone(tmp_path):
    path = tmp_path / "new" / "microphones.json"
    assert soundcheck.load_reports(path) == {}
    first = replace(GOOD, device="A", host_api="ALSA")
    second = replace(GOOD, device="B", snr=None)
    for report in (replace(first, snr=1), second, first):
        soundcheck.keep_report(path, report)
    kept = soundcheck.load_reports(path)
    assert kept == {"A (ALSA)": first, "B": second}
    assert asdict(kept["B"])["snr"] is None
    path.write_text("[1")
    assert soundcheck.load_reports(path) == {}
