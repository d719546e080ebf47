"""The microphone against a fake audio library: what real devices do is in test_pulse."""

import sys
import threading
from types import SimpleNamespace

import numpy as np
import pytest

from dictation_app.errors import AudioError
from dictation_app.speech import microphone as module
from dictation_app.speech import steady
from dictation_app.speech.microphone import (
    SHORT_BLOCK,
    Block,
    Device,
    FileMicrophone,
    Microphone,
    list_devices,
    refresh_devices,
)
from dictation_app.speech.steady import SteadyMicrophone
from dictation_app.transcript import Notice

RATE = 16_000


class PortAudioError(Exception):
    pass


class FakeAudio:
    """The face of `sounddevice`: two inputs, of which one gives only 48 kHz stereo."""

    PortAudioError = PortAudioError

    def __init__(self):
        self.default = SimpleNamespace(device=[1, 0])
        self.inputs = [("Line", 2, 48_000.0, 48_000), ("Headset", 1, 16_000.0, None)]
        self.streams = []
        self.n_starts = 0
        self.fails = None
        self.n_asked = 0

    def query_hostapis(self, index=None):
        apis = [{"name": "ALSA", "default_input_device": 1}]
        return apis if index is None else apis[index]

    def query_devices(self, index=None, kind=None):
        devices = [
            {
                "name": name,
                "hostapi": 0,
                "max_input_channels": channels,
                "default_samplerate": rate,
            }
            for name, channels, rate, _ in self.inputs
        ]
        devices.append(
            {"name": "Speaker", "hostapi": 0, "max_input_channels": 0,
             "default_samplerate": 48_000.0}
        )  # fmt: skip
        if kind is None:
            return devices
        return devices[self.default.device[0] if index is None else index]

    def check_input_settings(self, device, samplerate, dtype, channels=None):
        self.n_asked += 1
        self._check(device, samplerate, channels)

    def _check(self, device, samplerate, channels):
        _, most, _, only = self.inputs[1 if device is None else device]
        if only not in (None, samplerate) or channels not in (None, most):
            raise PortAudioError("Invalid sample rate or channels")

    def InputStream(self, **options):  # noqa: N802
        if self.fails:
            raise PortAudioError(self.fails)
        self._check(*(options[name] for name in ("device", "samplerate", "channels")))
        stream = FakeStream(**options)
        self.streams.append(stream)
        return stream

    def _terminate(self):
        self.n_starts += 1

    def _initialize(self):
        pass


class FakeStream:
    def __init__(self, **options):
        self.options = options
        self.is_open = True

    def start(self):
        pass

    def abort(self, ignore_errors):
        pass

    def close(self, ignore_errors):
        self.is_open = False

    def send(self, samples, overflow=False):
        """What PortAudio does: call back with a buffer that it uses again."""
        buffer = np.array(samples, np.float32)
        status = SimpleNamespace(input_overflow=overflow)
        self.options["callback"](buffer, len(buffer), None, status)
        buffer[:] = 9.0


@pytest.fixture
def audio(monkeypatch):
    fake = FakeAudio()
    monkeypatch.setitem(sys.modules, "sounddevice", fake)
    return fake


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(module, "_GONE", 0.05)
    monkeypatch.setattr(module, "_STARTING", 0.05)
    monkeypatch.setattr(module, "_TAIL", 0.01)


def tone(n, channels=1, rate=RATE):
    wave = 0.5 * np.sin(2 * np.pi * 440 * np.arange(n) / rate)
    return np.repeat(wave[:, None], channels, axis=1)


def everything(microphone):
    """Stop, and take what is still there."""
    microphone.stop()
    return list(microphone)


def test_devices_are_listed_the_default_first(audio):
    assert list_devices() == [
        Device("Headset", "ALSA", 1, 16_000, is_default=True),
        Device("Line", "ALSA", 2, 48_000, is_default=False),
    ]
    assert refresh_devices() == list_devices()
    assert audio.n_starts == 1


def test_a_missing_audio_library_is_told_with_its_remedy(monkeypatch):
    class Missing:
        def find_spec(self, name, *_):
            if name == "sounddevice":
                raise OSError("PortAudio library not found")

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    for use in (list_devices, Microphone().__enter__):
        with pytest.raises(AudioError, match="apt install libportaudio2"):
            use()


def test_no_microphone_at_all(audio):
    audio.inputs = []
    assert list_devices() == []
    with pytest.raises(AudioError, match="There is no microphone"):
        Microphone().__enter__()


def test_a_named_microphone_that_is_not_there(audio):
    with pytest.raises(AudioError, match="Webcam is not connected"):
        Microphone("Webcam").__enter__()
    with pytest.raises(AudioError, match="Headset is not connected"):
        Microphone(Device("Headset", "JACK", 1, RATE, is_default=False)).__enter__()


def test_a_microphone_in_use_is_told_and_closed(audio):
    audio.fails = "Device unavailable"
    with pytest.raises(AudioError, match=r"in use by another program.*Device unav"):
        Microphone().__enter__()


@pytest.mark.usefixtures("impatient")
def test_sound_arrives_as_it_was_though_the_buffer_is_used_again(audio):
    with Microphone() as microphone:
        (stream,) = audio.streams
        assert stream.options["samplerate"] == RATE
        assert stream.options["channels"] == 1
        stream.send(tone(1_024))
        stream.send(-tone(1_024))
        first, second = everything(microphone)
    np.testing.assert_allclose(first.samples, tone(1_024)[:, 0], atol=1e-6)
    np.testing.assert_allclose(second.samples, -tone(1_024)[:, 0], atol=1e-6)
    assert first.level.peak == pytest.approx(0.5, abs=0.01)
    assert first.level.rms == pytest.approx(0.5 / np.sqrt(2), abs=0.01)
    assert not stream.is_open


@pytest.mark.parametrize(
    ("name", "more", "size"),
    [
        (None, {}, 1_024),
        (None, {"block": SHORT_BLOCK}, 512),
        ("Line", {"block": SHORT_BLOCK}, 1_536),
    ],
)
def test_sound_comes_in_blocks_as_short_as_wanted(audio, name, more, size):
    for kind in (Microphone, SteadyMicrophone):
        with kind(name, **more):
            assert audio.streams[-1].options["blocksize"] == size


@pytest.mark.usefixtures("impatient")
def test_another_rate_and_more_channels_become_mono_at_the_wanted_rate(audio):
    with Microphone("Line") as microphone:
        (stream,) = audio.streams
        assert stream.options["samplerate"] == 48_000
        assert stream.options["channels"] == 2
        sound = tone(48_000, 2, rate=48_000)
        for part in np.array_split(sound, 17):
            stream.send(part)
        samples = np.concatenate([b.samples for b in everything(microphone)])
    assert len(samples) == pytest.approx(RATE, abs=40)  # the resampler's last taps
    spectrum = np.abs(np.fft.rfft(samples[:15_000]))
    assert spectrum.argmax() * RATE / 15_000 == pytest.approx(440, abs=2)
    assert np.abs(samples).max() == pytest.approx(0.5, abs=0.02)


@pytest.mark.usefixtures("impatient")
def test_only_a_microphone_that_refuses_is_asked_what_it_can_do(audio):
    with Microphone("Headset"):
        assert audio.n_asked == 0
    with Microphone("Line"):
        assert audio.n_asked == 2
    assert [s.options["samplerate"] for s in audio.streams] == [16_000, 48_000]


def test_one_channel_may_be_chosen(audio):
    with pytest.raises(AudioError, match="no channel 3: it has 2"):
        Microphone("Line", channel=2, sample_rate=48_000).__enter__()
    both = np.stack((np.full(3_072, 0.1), np.full(3_072, 0.3)), axis=1)
    with Microphone("Line", channel=1, sample_rate=48_000) as microphone:
        assert audio.streams[-1].options["channels"] == 2
        audio.streams[-1].send(both)
        (block,) = everything(microphone)
    np.testing.assert_allclose(block.samples, 0.3)


@pytest.mark.usefixtures("impatient")
def test_lost_sound_is_counted_and_told_with_the_block(audio):
    with Microphone() as microphone:
        (stream,) = audio.streams
        stream.send(tone(1_024))
        stream.send(tone(1_024), overflow=True)
        assert [b.n_dropped for b in everything(microphone)] == [0, 1]
        assert microphone.n_dropped == 1


@pytest.mark.usefixtures("impatient")
def test_a_backlog_that_is_too_long_loses_sound_but_never_blocks(audio, monkeypatch):
    monkeypatch.setattr(module, "_BACKLOG", 0.2)  # three blocks
    with Microphone() as microphone:
        (stream,) = audio.streams
        for _ in range(5):
            stream.send(tone(1_024))
        assert len(everything(microphone)) == 3
        assert microphone.n_dropped == 2


@pytest.mark.usefixtures("impatient")
def test_a_microphone_that_falls_silent_altogether_is_told(audio):
    with Microphone() as microphone:
        audio.streams[0].send(tone(1_024))
        blocks = iter(microphone)
        assert isinstance(next(blocks), Block)
        with pytest.raises(AudioError, match="stopped sending sound"):
            next(blocks)


@pytest.mark.usefixtures("impatient")
def test_a_microphone_that_is_slow_to_begin_is_not_gone(audio, monkeypatch):
    monkeypatch.setattr(module, "_STARTING", 30.0)
    with Microphone() as microphone:
        later = threading.Timer(0.2, audio.streams[0].send, [tone(1_024)])
        later.start()
        assert isinstance(next(iter(microphone)), Block)
        later.join()


def test_a_program_that_was_held_up_does_not_take_its_microphone_for_gone(
    audio, monkeypatch
):
    clock = SimpleNamespace(value=0.0)
    monkeypatch.setattr(module.time, "monotonic", lambda: clock.value)
    with Microphone() as microphone:
        (stream,) = audio.streams
        stream.send(tone(1_024))
        blocks = iter(microphone)
        assert isinstance(next(blocks), Block)
        clock.value = 10.0
        later = threading.Timer(0.1, stream.send, [tone(1_024)])
        later.start()
        assert isinstance(next(blocks), Block)
        later.join()


@pytest.mark.usefixtures("impatient")
def test_digital_zeros_are_told_once_and_again_after_sound(audio):
    seconds = 1_024 / RATE
    many = int(3 / seconds)
    with Microphone() as microphone:
        (stream,) = audio.streams
        for samples in (np.zeros((1_024, 1)), tone(1_024), np.zeros((1_024, 1))):
            for _ in range(many):
                stream.send(samples)
        items = everything(microphone)
    notices = [i for i, item in enumerate(items) if isinstance(item, Notice)]
    assert len(notices) == 2
    assert "muted" in items[notices[0]].message
    assert notices[0] == pytest.approx(2 / seconds, abs=2)


def speak(stream, clock, moments, late=0.0):
    """Blocks that end at these moments, each coming some seconds late."""
    for moment in moments:
        clock.value = moment + late
        stream.send(tone(1_024))


BLOCKS = 0.064 * np.arange(1, 40)
"""When the first blocks of a stream that begins at 0 are complete."""


@pytest.fixture
def clock(monkeypatch):
    clock = SimpleNamespace(value=0.0)
    monkeypatch.setattr(module, "_GONE", 0.05)
    monkeypatch.setattr(module.time, "monotonic", lambda: clock.value)
    return clock


def test_the_tail_after_stop_is_kept_and_what_follows_is_not(audio, clock):
    with Microphone() as microphone:
        (stream,) = audio.streams
        speak(stream, clock, BLOCKS[:5])
        microphone.stop()  # at 0.32, so that the tail ends at 0.82
        speak(stream, clock, BLOCKS[5:10])
        microphone.stop()  # a second press changes nothing
        speak(stream, clock, BLOCKS[10:])
        assert len(list(microphone)) == 13


def test_the_tail_is_whole_though_a_busy_machine_gets_it_late(audio, clock):
    with Microphone() as microphone:
        (stream,) = audio.streams
        speak(stream, clock, BLOCKS[:5])
        microphone.stop()
        speak(stream, clock, BLOCKS[5:], late=0.7)
        blocks = list(microphone)
    assert len(blocks) == 13
    np.testing.assert_allclose([b.spoken for b in blocks], BLOCKS[:13])


def test_a_clock_that_is_wrong_does_not_hold_the_end_up(audio, clock):
    with Microphone() as microphone:
        (stream,) = audio.streams
        speak(stream, clock, BLOCKS[:5])
        microphone.stop()
        speak(stream, clock, BLOCKS[5:], late=60.0)
        assert len(list(microphone)) == 5


def test_a_microphone_that_is_dead_can_be_stopped(audio, clock):
    with Microphone() as microphone:
        speak(audio.streams[0], clock, BLOCKS[:5])
        microphone.stop()
        clock.value = 1.0
        assert len(list(microphone)) == 5


def test_a_recording_plays_the_microphone(speech_wav):
    with FileMicrophone(speech_wav) as microphone:
        blocks = list(microphone)
    samples = np.concatenate([b.samples for b in blocks])
    assert len(samples) == 3 * RATE
    assert {len(b.samples) for b in blocks[:-1]} == {1_024}
    microphone.stop()
    assert list(microphone) == []


@pytest.mark.usefixtures("impatient")
def test_dictation_goes_on_when_the_microphone_is_back(audio, monkeypatch):
    monkeypatch.setattr(steady, "_LOOK_EVERY", 0.02)
    monkeypatch.setattr(steady, "_TURN", 0.01)
    with SteadyMicrophone("Headset") as microphone:
        items = iter(microphone)
        audio.streams[0].send(tone(1_024))
        assert next(items).level.peak > 0.4
        headset = audio.inputs.pop()  # unplugged: no more callbacks
        pause, gone = next(items), next(items)
        assert len(pause.samples) > 0.5 * RATE
        assert "goes on" in gone.message
        assert not audio.streams[0].is_open
        waiting = [next(items) for _ in range(5)]  # looks for it, in vain
        assert all(len(block.samples) == 0 for block in waiting)
        audio.inputs.append(headset)
        back = next(item for item in items if isinstance(item, Notice))
        assert "is back" in back.message
        audio.streams[1].send(tone(1_024), overflow=True)
        assert next(items).level.peak > 0.4
        microphone.stop()
        assert list(items) == []
        assert microphone.n_dropped == 1
    assert not audio.streams[1].is_open


@pytest.mark.usefixtures("impatient")
def test_stopping_while_the_microphone_is_gone_ends_it(audio):
    with SteadyMicrophone() as microphone:
        items = iter(microphone)
        assert isinstance([next(items), next(items)][1], Notice)
        audio.inputs = []
        microphone.stop()
        assert list(items) == []


def test_a_steady_microphone_must_be_there_at_first(audio):
    audio.inputs = []
    with pytest.raises(AudioError, match="There is no microphone"):
        SteadyMicrophone().__enter__()
