import os
import wave

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dictation_app.errors import AudioError
from dictation_app.speech.media import decode, probe

RATE = 16_000


def tone(seconds, rate=RATE, frequency=440.0):
    time = np.arange(round(seconds * rate)) / rate
    return (0.5 * np.sin(2 * np.pi * frequency * time)).astype(np.float32)


def write(path, codec, samples, *, rate=RATE, layout="mono", video=False):
    """Write (channels, samples) as a real container."""
    with av.open(str(path), "w") as container:
        picture = None
        if video:
            picture = container.add_stream("mpeg4", rate=10)
            picture.width = picture.height = 64
            picture.pix_fmt = "yuv420p"
        if samples is not None:
            sound = container.add_stream(codec, rate=rate, layout=layout)
            frame = av.AudioFrame.from_ndarray(
                np.atleast_2d(samples).astype(np.float32), "fltp", layout
            )
            frame.sample_rate = rate
            context = sound.codec_context
            size = 1152 if codec == "mp3" else 960 if codec == "libopus" else 1024
            shape = av.AudioResampler(
                context.format.name, layout, rate, frame_size=size
            )
            for piece in (*shape.resample(frame), *shape.resample(None), None):
                container.mux(sound.encode(piece))
        if picture is not None:
            black = np.zeros((64, 64, 3), np.uint8)
            for _ in range(10):
                image = av.VideoFrame.from_ndarray(black, "rgb24")
                container.mux(picture.encode(image))
            container.mux(picture.encode(None))
    return path


def whole(path, **options):
    return np.concatenate(list(decode(path, **options)))


@pytest.mark.parametrize(
    ("name", "codec", "rate", "video"),
    [
        ("a.wav", "pcm_s16le", RATE, False),
        ("8k.wav", "pcm_s16le", 8_000, False),
        ("48k.wav", "pcm_s16le", 48_000, False),
        ("a.mp3", "mp3", 44_100, False),
        ("a.ogg", "libopus", 48_000, False),
        ("film.mp4", "aac", 48_000, True),
        ("film.mkv", "libopus", 48_000, True),
    ],
)
def test_every_container_gives_the_same_sound(tmp_path, name, codec, rate, video):
    path = write(tmp_path / name, codec, tone(2.0, rate), rate=rate, video=video)
    samples = whole(path)
    assert samples.dtype == np.float32
    assert len(samples) == pytest.approx(2 * RATE, abs=0.1 * RATE)
    spectrum = np.abs(np.fft.rfft(samples[4_000:20_000]))
    assert spectrum.argmax() == 440
    info = probe(path)
    assert info.has_video == video
    assert info.duration == pytest.approx(2.0, abs=0.15)


def test_six_channels_are_mixed(tmp_path):
    samples = np.zeros((6, RATE), np.float32)
    samples[2] = tone(1.0)  # a voice in the centre alone
    path = write(tmp_path / "5.1.wav", "pcm_s16le", samples, layout="5.1")
    assert probe(path).n_channels == 6
    assert np.abs(whole(path)).max() > 0.1


def test_blocks_are_a_second_or_so(tmp_path):
    path = write(tmp_path / "a.wav", "pcm_s16le", tone(5.5))
    sizes = [len(block) for block in decode(path)]
    assert all(RATE <= size < 2 * RATE for size in sizes[:-1])
    assert sum(sizes) == 5.5 * RATE


@settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(start=st.integers(0, 55), length=st.integers(1, 40))
def test_a_part_is_exactly_that_part_of_the_whole(tmp_path, start, length):
    path = tmp_path / "noise.wav"
    if not path.exists():
        noise = np.random.default_rng(0).uniform(-0.5, 0.5, 6 * RATE)
        write(path, "pcm_s16le", noise)
    begin, end = start / 10, (start + length) / 10
    expected = whole(path)[round(begin * RATE) : round(end * RATE)]
    np.testing.assert_array_equal(whole(path, start=begin, end=end), expected)


@pytest.mark.parametrize(("name", "codec"), [("a.mp3", "mp3"), ("a.ogg", "libopus")])
def test_a_part_of_compressed_sound_begins_at_the_right_moment(tmp_path, name, codec):
    samples = np.zeros(8 * 48_000, np.float32)
    samples[5 * 48_000 :] = tone(3.0, 48_000)
    path = write(tmp_path / name, codec, samples, rate=48_000)
    part = whole(path, start=4.0, end=6.0)
    assert len(part) == 2 * RATE
    onset = np.flatnonzero(np.abs(part) > 0.1)[0]
    assert onset == pytest.approx(RATE, abs=0.06 * RATE)


def test_a_truncated_mp3_gives_what_is_there(tmp_path):
    path = write(tmp_path / "cut.mp3", "mp3", tone(4.0))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert 1.5 * RATE < len(whole(path)) < 2.5 * RATE


def test_damage_in_the_middle_does_not_end_the_recording(tmp_path):
    path = write(tmp_path / "hurt.mp3", "mp3", tone(4.0))
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 600] = bytes(600)
    path.write_bytes(data)
    assert len(whole(path)) > 3 * RATE


def test_values_that_are_no_numbers_become_silence(tmp_path):
    samples = tone(1.0)
    samples[100:200] = np.nan
    samples[300] = np.inf
    path = write(tmp_path / "nan.wav", "pcm_f32le", samples)
    found = whole(path)
    assert np.isfinite(found).all()
    assert not found[100:200].any()
    assert found[400:500].any()


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e30, -1e38])
def test_a_value_that_no_sound_has_does_not_spread(tmp_path, value):
    samples = tone(2.0, 48_000)
    good = whole(write(tmp_path / "good.wav", "pcm_f32le", samples, rate=48_000))
    samples[::50] = value  # every few samples: a filter would make all of it so
    found = whole(write(tmp_path / "bad.wav", "pcm_f32le", samples, rate=48_000))
    assert len(found) == len(good)
    assert np.abs(found).max() < 1
    assert np.abs(found).std() > 0.5 * np.abs(good).std()


def test_parts_of_other_rates_joined_in_one_file_are_all_read(tmp_path):
    first = write(tmp_path / "a.mp3", "mp3", tone(2.0, 44_100), rate=44_100)
    sound = np.stack([tone(2.0, 48_000)] * 2)
    second = write(tmp_path / "b.mp3", "mp3", sound, rate=48_000, layout="stereo")
    joined = tmp_path / "joined.mp3"
    joined.write_bytes(first.read_bytes() + second.read_bytes())
    samples = whole(joined)
    assert len(samples) == pytest.approx(4 * RATE, abs=0.2 * RATE)
    assert np.abs(samples[-RATE:]).max() > 0.1


def film_with_gaps(path, *, at, gap):
    """A picture from 0 s on, a tone from `at` s, silent for `gap` s after a second."""
    with av.open(str(path), "w") as container:
        picture = container.add_stream("mpeg4", rate=10)
        picture.width = picture.height = 64
        picture.pix_fmt = "yuv420p"
        sound = container.add_stream("aac", rate=48_000, layout="mono")
        for number in range(20):
            image = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), "rgb24")
            image.pts = number
            container.mux(picture.encode(image))
        for number in range(94):
            piece = tone(1024 / 48_000, 48_000, 937.5)[None]
            frame = av.AudioFrame.from_ndarray(piece, "fltp", "mono")
            frame.sample_rate = 48_000
            seconds = at + (gap if number >= 47 else 0.0)
            frame.pts = round(seconds * 48_000) + 1024 * number
            container.mux(sound.encode(frame))
        container.mux(picture.encode(None))
        container.mux(sound.encode(None))
    return path


def test_sound_that_begins_later_than_the_picture_keeps_its_times(tmp_path):
    path = film_with_gaps(tmp_path / "late.mp4", at=1.5, gap=0.0)
    samples = whole(path)
    onset = np.flatnonzero(np.abs(samples) > 0.1)[0]
    assert onset == pytest.approx(1.5 * RATE, abs=0.05 * RATE)
    assert probe(path).duration == pytest.approx(len(samples) / RATE, abs=0.1)
    part = whole(path, start=1.25)
    onset = np.flatnonzero(np.abs(part) > 0.1)[0]
    assert onset == pytest.approx(0.25 * RATE, abs=0.05 * RATE)


def test_a_gap_in_the_sound_is_silence(tmp_path):
    samples = whole(film_with_gaps(tmp_path / "gap.mp4", at=0.0, gap=2.0))
    loud = np.abs(samples.reshape(-1)[: len(samples) // 1_600 * 1_600])
    loud = loud.reshape(-1, 1_600).max(axis=1) > 0.1
    assert loud[:9].all()
    assert not loud[12:29].any()
    assert loud[32:39].all()


def test_a_tenth_of_a_second_and_strange_names(tmp_path):
    path = tmp_path / "ein Ordner – 日本" / "größe 1.wav"
    path.parent.mkdir()
    write(path, "pcm_s16le", tone(0.1))
    assert len(whole(path)) == 1_600


def _text(path):
    path.write_text("This is no sound at all, but a letter.\n" * 5)


def _empty(path):
    path.touch()


def _silent_film(path):
    write(path, None, None, video=True)


def _header_alone(path):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)


def _encrypted(path):
    path.write_bytes(np.random.default_rng(0).bytes(5_000))


@pytest.mark.parametrize(
    ("name", "make", "sentence"),
    [
        ("gone.wav", lambda path: None, "There is no file gone.wav"),
        ("folder", lambda path: path.mkdir(), "is a folder"),
        ("zero.wav", _empty, r"is empty \(zero bytes\)"),
        ("letter.wav", _text, "it is a text file"),
        ("page.mp3", lambda p: p.write_text("<html>"), "it is a web page"),
        ("book.m4a", lambda p: p.write_bytes(b"%PDF-1.7\n\x80"), "PDF"),
        ("film.mp4", _silent_film, "a video without an audio track"),
        ("x" * 300, lambda path: None, "cannot be read"),
        ("head.wav", _header_alone, "no sound that can be decoded"),
        ("secret.mp4", _encrypted, "damaged, incomplete or encrypted"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(tmp_path, name, make, sentence):
    path = tmp_path / name
    make(path)
    with pytest.raises(AudioError, match=sentence) as told:
        list(decode(path))
    assert "\n" not in str(told.value)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads all")
def test_a_file_that_may_not_be_read(tmp_path):
    path = write(tmp_path / "mine.wav", "pcm_s16le", tone(0.5))
    path.chmod(0)
    with pytest.raises(AudioError, match="may not be read"):
        list(decode(path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    path = tmp_path / "pipe.wav"
    os.mkfifo(path)
    with pytest.raises(AudioError, match="no file on a disk"):
        probe(path)


def test_channels_that_nobody_can_mix_are_told(tmp_path):
    path = tmp_path / "nine.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(9)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(9 * 2 * RATE))
    with pytest.raises(AudioError, match="cannot be mixed"):
        whole(path)


def test_impossible_parts_are_told(tmp_path):
    path = write(tmp_path / "a.wav", "pcm_s16le", tone(1.0))
    for start in (9.0, 1e25):
        with pytest.raises(AudioError, match="ends before"):
            list(decode(path, start=start))
    with pytest.raises(AudioError, match="after its start"):
        list(decode(path, start=0.5, end=0.5))
