import itertools
import threading
from dataclasses import replace

import numpy as np
import pytest

from dictation_app import paths
from dictation_app.errors import AudioError, ModelError
from dictation_app.speech import media
from dictation_app.speech import recognizer as module
from dictation_app.speech.architecture import DecodingOptions
from dictation_app.speech.hearings import repeated
from dictation_app.speech.microphone import FileMicrophone
from dictation_app.speech.recognizer import Recognizer, load_recognizer
from dictation_app.speech.store import read_model
from dictation_app.transcript import Hypothesis, Level, Notice, Progress, Utterance

RATE = 16_000
SAMPLE = paths.bundled("resources") / "sample.ogg"


class LoudnessDetector:
    """Loud chunks are speech, so that random networks hear the same stretches."""

    def __call__(self, chunks):
        return [0.9 if np.abs(chunk).max() > 0.1 else 0.01 for chunk in chunks]


@pytest.fixture(autouse=True)
def loudness(monkeypatch):
    monkeypatch.setattr(
        "dictation_app.speech.endpointing.VoiceDetector", LoudnessDetector
    )


@pytest.fixture
def listener(tiny_model):
    recognizer, notice = load_recognizer(read_model(tiny_model), device="cpu")
    assert notice is None
    return recognizer


@pytest.fixture
def talk(tmp_path, write_audio):
    """Bursts of noise of different lengths between pauses of a second: 8 utterances."""
    generator = np.random.default_rng(0)
    parts = [np.zeros(RATE)]
    for i in range(8):
        parts += [generator.uniform(-0.5, 0.5, RATE * (1 + i % 3)), np.zeros(RATE)]
    samples = np.concatenate(parts).astype(np.float32)
    return write_audio(tmp_path / "ein Gespräch.wav", samples=samples)


def run(steps):
    """All that a generator yields, and what it returns."""
    seen = []
    while True:
        try:
            seen.append(next(steps))
        except StopIteration as end:
            return seen, end.value


def utterances(seen):
    return [item for item in seen if isinstance(item, Utterance)]


def test_a_file_gives_its_utterances_in_order_and_its_progress(listener, talk):
    seen, transcript = run(listener.transcribe(talk))
    found = utterances(seen)
    assert tuple(found) == transcript.utterances
    assert len(found) == 8
    for before, after in itertools.pairwise(found):
        assert before.start < before.end <= after.start
    for word in transcript.words:
        assert word.start <= word.end
        assert 0 <= word.confidence <= 1
    done = [p.done for p in seen if isinstance(p, Progress)]
    assert done == sorted(done)
    assert done[-1] == pytest.approx(transcript.duration) == pytest.approx(24, abs=1)
    assert seen[-1].left == 0
    assert (transcript.source, transcript.model) == (talk.name, "tiny")


def test_batches_do_not_change_what_each_utterance_says(listener, talk, monkeypatch):
    _, whole = run(listener.transcribe(talk))
    monkeypatch.setattr(module, "_BATCH", 3.0)
    monkeypatch.setattr(module, "_POOL", 4.0)
    _, small = run(listener.transcribe(talk))
    assert [(u.start, u.end) for u in small.utterances] == [
        (u.start, u.end) for u in whole.utterances
    ]
    for a, b in zip(small.utterances, whole.utterances, strict=True):
        np.testing.assert_allclose(
            a.emissions.log_probs.astype(float),
            b.emissions.log_probs.astype(float),
            atol=0.1,
        )


def test_a_part_keeps_the_recordings_times(listener, talk):
    _, whole = run(listener.transcribe(talk))
    _, part = run(listener.transcribe(talk, start=5.5, end=12.0))
    assert part.utterances[0].start >= 5.5
    assert part.utterances[-1].end <= 12.1
    assert part.utterances[0].end == pytest.approx(whole.utterances[2].end, abs=0.1)


def test_closing_early_ends_every_thread(listener, talk):
    steps = listener.transcribe(talk)
    next(steps)
    steps.close()
    names = [t.name for t in threading.enumerate()]
    assert not [n for n in names if n.startswith(("listener", "read-ahead"))]


def test_reading_never_runs_far_ahead(listener, talk, monkeypatch):
    """However long the file, only a few pools of it are in memory."""
    n_given = 0

    def endless(*_, **__):
        nonlocal n_given
        generator = np.random.default_rng(0)
        while True:
            n_given += 1
            yield generator.uniform(-0.5, 0.5, RATE).astype(np.float32)
            yield np.zeros(RATE, np.float32)

    monkeypatch.setattr(module.media, "decode", endless)
    monkeypatch.setattr(module, "_POOL", 4.0)
    steps = listener.transcribe(talk)
    found = list(itertools.islice((s for s in steps if isinstance(s, Utterance)), 20))
    n_read = n_given
    steps.close()
    assert len(found) == 20
    assert n_read < 20 + 64 + 60  # the queue of segments, and the pools worked on


def test_silence_is_an_empty_transcript(listener, tmp_path, write_audio):
    path = write_audio(tmp_path / "still.wav", samples=np.zeros(RATE, np.float32))
    _, transcript = run(listener.transcribe(path))
    assert transcript.utterances == ()
    assert transcript.text == ""


def test_a_missing_file_is_told(listener, tmp_path):
    with pytest.raises(AudioError, match="no file"):
        next(listener.transcribe(tmp_path / "gone.wav"))


def test_a_tenth_of_a_second_is_heard(listener, tmp_path, write_audio):
    noise = np.random.default_rng(0).uniform(-0.5, 0.5, 1_600).astype(np.float32)
    path = write_audio(tmp_path / "short.wav", samples=noise)
    _, transcript = run(listener.transcribe(path))
    assert len(transcript.utterances) <= 1


def test_live_says_what_the_file_says(listener, talk):
    seen, live = run(listener.listen(FileMicrophone(talk)))
    _, file = run(listener.transcribe(talk))
    assert tuple(utterances(seen)) == live.utterances
    assert len(live.utterances) == len(file.utterances)
    for a, b in zip(live.utterances, file.utterances, strict=True):
        assert a.start == pytest.approx(b.start, abs=0.25)  # another pre-roll
        assert a.end == pytest.approx(b.end, abs=0.25)
    assert any(isinstance(item, Hypothesis) for item in seen)
    assert any(isinstance(item, Level) for item in seen)


def test_live_keeps_what_was_said_when_the_microphone_goes(listener, talk):
    def unplugged():
        yield from itertools.islice(FileMicrophone(talk), 26)  # inside a burst
        yield Notice("a remark")
        raise AudioError("The microphone stopped sending sound.")

    seen = []
    with pytest.raises(AudioError, match="stopped"):
        seen.extend(listener.listen(unplugged()))  # keeps what came before the error
    assert len(utterances(seen)) == 1
    assert Notice("a remark") in seen


def test_only_what_is_new_of_an_utterance_is_heard(listener, monkeypatch):
    sound = np.random.default_rng(1).uniform(-0.5, 0.5, 9 * RATE).astype(np.float32)
    known = listener.recognise(sound[: 8 * RATE], 2.0)
    whole = listener.recognise(sound, 2.0)
    heard, run = [], listener.model.emissions

    def spy(batch):
        heard.extend(len(samples) / RATE for samples in batch)
        return run(batch)

    monkeypatch.setattr(listener.model, "emissions", spy)
    found = listener.recognise(sound, 2.0, before=known)
    (seconds,) = heard
    assert seconds == pytest.approx(3.5, abs=0.1)
    assert (found.start, found.end) == (whole.start, whole.end)
    values = found.emissions.log_probs
    assert values.shape == whole.emissions.log_probs.shape
    assert np.array_equal(values[:175], known.emissions.log_probs[:175])
    apart = np.abs(values.astype(np.float32) - whole.emissions.log_probs)
    assert apart[175:].max() < 0.1


def test_what_is_final_is_heard_as_often_as_the_model_wants(listener, monkeypatch):
    sound = np.random.default_rng(1).uniform(-0.5, 0.5, 9 * RATE).astype(np.float32)
    often = Recognizer(
        listener.model,
        listener.decoder.with_options(replace(listener.decoder.options, hearings=2)),
    )
    known = often.recognise(sound[: 8 * RATE])
    (expected,) = repeated(listener.model, 2).emissions([sound])
    heard, run = [], listener.model.emissions

    def spy(batch, warpings=()):
        heard.append(len(batch))
        return run(batch, warpings)

    monkeypatch.setattr(listener.model, "emissions", spy)
    found = often.recognise(sound)
    often.recognise(sound, before=known)
    assert heard == [2, 1]
    np.testing.assert_allclose(found.emissions.log_probs, expected, atol=0.01)


def test_a_short_utterance_is_heard_anew(listener):
    sound = np.random.default_rng(1).uniform(-0.5, 0.5, 2 * RATE).astype(np.float32)
    known = listener.recognise(sound[:RATE])
    again = listener.recognise(sound, before=known)
    assert np.array_equal(
        again.emissions.log_probs, listener.recognise(sound).emissions.log_probs
    )


def test_words_heard_piece_by_piece_are_those_of_the_whole():
    """The program's own model and sample: what one sees grow is what will stay."""
    recognizer, _ = load_recognizer(
        read_model(paths.bundled("models") / "en-small"), device="cpu"
    )
    sound = np.concatenate(list(media.decode(SAMPLE, sample_rate=RATE)))[: 8 * RATE]
    seen = None
    for n_samples in range(RATE, len(sound) + 1, RATE // 2):
        seen = recognizer.recognise(sound[:n_samples], before=seen)
    settled = [w.text for w in recognizer.recognise(sound).words if w.end < 7.0]
    assert len(settled) >= 10
    assert [word.text for word in seen.words[: len(settled)]] == settled


def test_decoding_again_with_the_same_options_changes_nothing(listener, talk):
    _, transcript = run(listener.transcribe(talk))
    again = listener.redecode(transcript, listener.decoder.options)
    assert [u.words for u in again.utterances] == [
        u.words for u in transcript.utterances
    ]
    wide = listener.redecode(transcript, DecodingOptions(beam_width=8))
    assert len(wide.utterances) == len(transcript.utterances)


def test_aligning_gives_a_text_its_times(listener, talk):
    _, transcript = run(listener.transcribe(talk))
    utterance = transcript.utterances[1]
    aligned = listener.align(utterance, "So it was, 7!")
    assert [w.text for w in aligned.words] == ["So", "it", "was,", "7!"]
    assert utterance.start <= aligned.words[0].start < aligned.words[2].start
    with pytest.raises(ModelError, match="too long"):
        listener.align(utterance, "word " * 100)
    bare = Utterance(utterance.words, utterance.start, utterance.end)
    with pytest.raises(AudioError, match="not kept"):
        listener.align(bare, "so")


def test_a_notice_of_the_device_is_told_once(listener):
    assert listener.take_notice() is None
    listener.model.notice = Notice("The GPU failed.")
    assert listener.take_notice() == Notice("The GPU failed.")
    assert listener.take_notice() is None


def test_any_network_with_the_protocol_will_do(talk, listener):
    class Flat:
        alphabet, sample_rate, frame_rate = listener.model.alphabet, RATE, 50.0

        def emissions(self, batch):
            return [np.full((len(s) // 320, 29), -3.4, np.float32) for s in batch]

    _, transcript = run(Recognizer(Flat(), listener.decoder).transcribe(talk))
    assert len(transcript.utterances) == 8
