import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dictation_app.speech import endpointing
from dictation_app.speech.endpointing import Endpointer, segments

RATE, CHUNK = 16_000, 512


class LoudnessDetector:
    """Loud chunks are speech: laws of cutting need no network."""

    def __call__(self, chunks):
        return [0.9 if np.abs(chunk).max() > 0.1 else 0.01 for chunk in chunks]


@pytest.fixture(autouse=True)
def loudness(monkeypatch):
    monkeypatch.setattr(endpointing, "VoiceDetector", LoudnessDetector)


def sound(*parts):
    """Alternating silence and speech of so many chunks; each sample is its own mark."""
    generator = np.random.default_rng(0)
    pieces = [
        generator.uniform(-1, 1, n * CHUNK) * (0.01 if i % 2 == 0 else 0.5)
        for i, n in enumerate(parts)
    ]
    return np.concatenate(pieces).astype(np.float32)


def cut(samples, sizes=(RATE,), **options):
    """Feed blocks of the given sizes, again and again, into an endpointer."""
    endpointer, found, at, turn = Endpointer(**options), [], 0, 0
    while at < len(samples):
        size = sizes[turn % len(sizes)]
        found += endpointer.accept(samples[at : at + size])
        at, turn = at + size, turn + 1
    return found + endpointer.finish()


def test_an_utterance_keeps_its_pre_roll_and_its_tail():
    samples = sound(40, 30, 40)
    (segment,) = cut(samples, pre_roll=0.5, silence=0.4)
    first, last = 40 * CHUNK, 70 * CHUNK
    # Half a second is 15.6 chunks, rounded to 16; a quarter is 7.8.
    assert segment.start == pytest.approx((first - 16 * CHUNK) / RATE)
    assert segment.end == pytest.approx((last + 8 * CHUNK) / RATE)
    begin = round(segment.start * RATE)
    np.testing.assert_array_equal(
        segment.samples, samples[begin : begin + len(segment.samples)]
    )


def test_sound_that_begins_and_ends_with_speech_loses_nothing():
    samples = sound(0, 25)
    (segment,) = cut(samples)
    assert segment.start == 0
    np.testing.assert_array_equal(segment.samples, samples)


def test_silence_gives_nothing():
    assert cut(sound(200)) == []
    assert list(segments([])) == []
    assert list(segments([np.zeros(100, np.float32)])) == []


def test_a_last_word_shorter_than_a_chunk_is_kept():
    samples = np.concatenate((sound(10), np.full(100, 0.5, np.float32)))
    (segment,) = cut(samples)
    np.testing.assert_array_equal(segment.samples[-100:], samples[-100:])
    assert segment.end == pytest.approx(len(samples) / RATE)  # no time that never was


def test_a_short_pause_does_not_end_an_utterance_and_a_long_one_does():
    assert len(cut(sound(5, 20, 10, 20, 30), silence=0.4)) == 1
    assert len(cut(sound(5, 20, 14, 20, 30), silence=0.4)) == 2


def test_speech_without_a_pause_is_cut_at_its_quietest_place():
    samples = sound(0, 400)
    quiet = slice(130 * CHUNK, 131 * CHUNK)
    samples[quiet] *= 0.3  # still speech, but softer
    found = cut(samples, longest=5.0)
    assert round(found[0].end * RATE) == quiet.start
    assert all(s.duration <= 5.0 + CHUNK / RATE for s in found)
    np.testing.assert_array_equal(np.concatenate([s.samples for s in found]), samples)


def test_live_and_file_find_the_same_speech():
    samples = sound(30, 50, 40, 30, 60, 90, 20)
    live = cut(samples, sizes=(1024,), silence=0.5, pre_roll=0.3)
    file = list(segments(np.array_split(samples, 7)))
    assert len(live) == 3
    assert [(s.start, s.end) for s in live] == [(s.start, s.end) for s in file]


def test_a_part_of_a_recording_keeps_the_recordings_times():
    (segment,) = segments([sound(0, 30)], start=100.0)
    assert segment.start == 100.0


@settings(deadline=None, max_examples=60)
@given(
    parts=st.lists(st.integers(0, 60), min_size=1, max_size=9),
    sizes=st.lists(st.integers(1, 5_000), min_size=1, max_size=5),
    silence=st.floats(0.1, 1.0),
    pre_roll=st.floats(0.0, 1.0),
    longest=st.floats(1.0, 4.0),
)
def test_laws_of_cutting(parts, sizes, silence, pre_roll, longest):
    samples = sound(*parts)
    options = {"silence": silence, "pre_roll": pre_roll, "longest": longest}
    found = cut(samples, tuple(sizes), **options)
    at = 0
    for segment in found:  # in order, never overlapping, and exactly the sound
        begin = round(segment.start * RATE)
        assert begin >= at
        at = begin + len(segment.samples)
        there = samples[begin:at]
        np.testing.assert_array_equal(segment.samples[: len(there)], there)
    kept = sum(len(s.samples) for s in found)
    assert kept >= int((np.abs(samples) > 0.1).sum())
    whole = cut(samples, **options)  # the blocks' sizes do not matter
    assert [(s.start, s.end) for s in found] == [(s.start, s.end) for s in whole]


def test_the_running_utterance_and_its_pause_can_be_seen():
    endpointer = Endpointer()
    endpointer.accept(sound(20))
    assert endpointer.current is None
    endpointer.accept(sound(0, 20))
    assert endpointer.current.end == pytest.approx(40 * CHUNK / RATE)
    endpointer.accept(sound(5))
    assert endpointer.silence == pytest.approx(5 * CHUNK / RATE)


def test_another_sample_rate_is_refused():
    with pytest.raises(ValueError, match="16000"):
        Endpointer(sample_rate=8_000)


class Scripted:
    """Speech is as likely as a chunk is loud."""

    def __call__(self, chunks):
        return [float(np.abs(chunk).max()) for chunk in chunks]


def chances(*parts):
    """Chunks that are speech with given probabilities: (how many, probability)."""
    return np.concatenate([np.full(n * CHUNK, p, np.float32) for n, p in parts])


class TestLeniency:
    @pytest.fixture(autouse=True)
    def _scripted(self, monkeypatch):
        monkeypatch.setattr(endpointing, "VoiceDetector", Scripted)

    def test_words_in_noise_are_lost_without_it(self):
        samples = chances((100, 0.02), (20, 0.4), (60, 0.02))
        assert cut(samples) == []
        (segment,) = cut(samples, lenient=True, pre_roll=0.0, silence=0.2)
        assert segment.start == pytest.approx(100 * CHUNK / RATE)

    def test_a_word_is_as_faint_as_its_surest_chunk_allows(self):
        """One in noise goes on where a clear one ends, which so ends no later."""
        for surest, n in ((0.5, 1), (1.0, 2)):
            parts = (10, surest), (10, 0.2), (10, surest)
            samples = chances((100, 0.02), *parts, (60, 0.02))
            assert len(cut(samples, silence=0.2)) == 2
            assert len(cut(samples, silence=0.2, lenient=True)) == n

    @given(st.lists(st.tuples(st.integers(1, 20), st.floats(0.25, 1.0)), max_size=20))
    @settings(max_examples=25, deadline=None)
    def test_noise_like_speech_is_cut_as_without_it(self, parts):
        """Once the room itself has sounded a little like speech for some seconds."""
        samples = chances((100, 0.3), *parts)
        strict = [(s.start, s.end) for s in cut(samples)]
        lenient = [(s.start, s.end) for s in cut(samples, lenient=True)]
        assert [times for times in lenient if times[0] > 2.0] == strict

    def test_a_room_that_becomes_noisy_is_soon_no_speech(self):
        samples = chances((100, 0.02), (20, 0.9), (400, 0.3))
        found = cut(samples, lenient=True, silence=0.2)
        assert found[-1].end < (120 + 110) * CHUNK / RATE
