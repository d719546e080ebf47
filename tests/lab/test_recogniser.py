"""Which command it was, or none of these, in one utterance and behind a microphone."""

import numpy as np
import pytest

from dictation_app.errors import AudioError, ModelError
from dictation_app.lab.command_set import CommandSet, VoiceCommand
from dictation_app.lab.joining import BREATH, Piece
from dictation_app.lab.recogniser import (
    CommandRecogniser,
    Heard,
    listen,
    without_silence,
)
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.microphone import Block
from dictation_app.transcript import Level


def test_a_command_and_its_variant_are_recognised(lights, sound):
    recogniser = CommandRecogniser(lights, ENGLISH)
    assert recogniser.decide(sound("lights off")).label == "off"
    assert recogniser.decide(sound("switch on")).label == "on"


def test_other_speech_is_none_of_these_but_the_nearest_is_known(lights, sound):
    decision = CommandRecogniser(lights, ENGLISH).decide(
        sound("what a lovely day it is")
    )
    assert decision.saying is None
    assert decision.label == ""
    assert len(decision.candidates) == 4


def test_the_value_of_a_slot_is_known(sound):
    commands = CommandSet("V", (VoiceCommand("volume", ("volume {number:0-20}",)),))
    decision = CommandRecogniser(commands, ENGLISH).decide(sound("volume twelve"))
    assert decision.saying is not None
    assert decision.saying.values == {"number": "12"}


def test_a_threshold_of_its_own_counts(sound):
    strict = CommandSet("T", (VoiceCommand("stop", ("stop",), threshold=0.0),))
    lax = CommandSet("T", (VoiceCommand("stop", ("stop",), threshold=8.0),))
    said = sound("step")
    assert CommandRecogniser(strict, ENGLISH, tolerance=8.0).decide(said).label == ""
    assert CommandRecogniser(lax, ENGLISH, tolerance=0.0).decide(said).label == "stop"


def test_an_unspeakable_phrase_is_told(lights):
    bad = CommandSet("T", (VoiceCommand("x", ("?!",)),))
    with pytest.raises(ModelError, match="no letter"):
        CommandRecogniser(bad, ENGLISH)


class FakeModel:
    """A network that always hears the same."""

    sample_rate, frame_rate, alphabet = 16_000, 25.0, ENGLISH

    def __init__(self, emissions):
        self._log_probs = emissions.log_probs.astype(np.float32)
        self.calls = []

    def emissions(self, batch):
        self.calls += map(len, batch)
        return [self._log_probs for _ in batch]


def blocks(samples):
    for first in range(0, len(samples), 1024):
        yield Block(samples[first : first + 1024], Level(0.1, 0.1))


def test_a_microphone_is_followed_and_every_utterance_is_decided(lights, sound, babble):
    quiet = np.zeros(16_000, np.float32)
    heard = np.concatenate([quiet, babble(1.0), quiet, babble(1.0, 1), quiet])
    recogniser = CommandRecogniser(lights, ENGLISH)
    steps = listen(blocks(heard), FakeModel(sound("save note")), recogniser)
    found = [step for step in steps if isinstance(step, Heard)]
    assert found
    assert all(h.decision.label == "save" for h in found)
    assert all(0 <= h.start < h.end <= len(heard) / 16_000 for h in found)
    assert all(h.latency > 0 for h in found)


def test_what_was_heard_before_a_microphone_disappears_is_kept(lights, sound, babble):
    def broken():
        yield from blocks(np.concatenate([np.zeros(8000, np.float32), babble(1.0)]))
        raise AudioError("The microphone is gone.")

    recogniser = CommandRecogniser(lights, ENGLISH)
    steps = listen(broken(), FakeModel(sound("save note")), recogniser)
    found = []
    with pytest.raises(AudioError, match="gone"):
        found.extend(step for step in steps)
    found = [s for s in found if isinstance(s, Heard)]
    assert all(h.decision.label == "save" for h in found)


def test_the_network_hears_an_utterance_before_its_pause_is_over(lights, sound, babble):
    """In the pause the network has run; when it is long enough only scores are left."""
    model = FakeModel(sound("save note"))
    calls_at_block = []

    def watched():
        for block in blocks(np.concatenate([babble(1.0), np.zeros(8000, np.float32)])):
            yield block
            calls_at_block.append(len(model.calls))

    steps = listen(watched(), model, CommandRecogniser(lights, ENGLISH))
    for step in steps:
        if isinstance(step, Heard):
            break
    assert len(model.calls) == calls_at_block[-1] > 0
    assert model.calls[-1] / 16_000 < step.end - step.start + 0.2


def test_what_was_heard_in_a_pause_within_a_command_is_not_the_answer(
    lights, sound, babble
):
    """Speech that goes on after a short pause is heard again as a whole."""
    model = FakeModel(sound("save note"))
    pause = np.zeros(2400, np.float32)
    said = np.concatenate([babble(1.0), pause, babble(1.0, 1), np.zeros(8000)])
    steps = listen(
        blocks(said.astype(np.float32)), model, CommandRecogniser(lights, ENGLISH)
    )
    found = [step for step in steps if isinstance(step, Heard)]
    lengths = [h.end - h.start for h in found]
    assert model.calls[-1] / 16_000 >= lengths[-1]


class Reader(FakeModel):
    """A network that hears one word after the other, one each time it is asked."""

    def __init__(self, *words):
        self._words = iter(words)

    def emissions(self, batch):
        heard = [next(self._words) for _ in batch]
        return [h.log_probs.astype(np.float32) for h in heard]


def spoken(babble, *pauses: float) -> np.ndarray:
    """Half seconds of speech, with a pause after each."""
    parts = [np.zeros(8000, np.float32)]
    for number, pause in enumerate(pauses):
        silence = np.zeros(round(16_000 * pause), np.float32)
        parts += [babble(0.5, number), silence]
    return np.concatenate(parts)


def followed(samples, model, commands):
    steps = listen(blocks(samples), model, CommandRecogniser(commands, ENGLISH))
    return [step for step in steps if isinstance(step, Heard)]


def test_a_command_that_a_breath_cuts_in_two_is_one(lights, sound, babble):
    model = Reader(sound("save"), sound("note"))
    (heard,) = followed(spoken(babble, 0.35, 1.0), model, lights)
    assert heard.decision.label == "save"
    assert heard.end - heard.start > 1.0
    assert CommandRecogniser(lights, ENGLISH).decide(heard.emissions).label == "save"


def test_two_words_far_apart_are_no_command(lights, sound, babble):
    model = Reader(sound("save"), sound("note"))
    found = followed(spoken(babble, 1.5, 1.0), model, lights)
    assert [h.decision.label for h in found] == ["", ""]


def test_a_command_is_told_at_once_after_speech_that_was_none(lights, sound, babble):
    model = Reader(sound("well"), sound("lights off"), sound("hm"))
    found = followed(spoken(babble, 0.35, 0.35, 1.0), model, lights)
    assert [h.decision.label for h in found] == ["", "off", ""]
    assert found[0].end < found[1].start


def test_what_follows_other_speech_at_once_must_fit_better(lights, sound):
    """By the same for every command, so that their order stays."""
    recogniser = CommandRecogniser(lights, ENGLISH)
    well, off = sound("well"), sound("lighhts of")
    alone = recogniser.decide(off)
    for pause, is_after in ((0.2, True), (BREATH, True), (BREATH + 0.1, False)):
        end = 1.0 + pause + 0.5
        said = [Piece(0.0, 1.0, well), Piece(1.0 + pause, end, off)]
        decision, _, n_pieces = recogniser.decide_last(said)
        assert n_pieces == 1
        assert [c.saying for c in decision.candidates] == [
            c.saying for c in alone.candidates
        ]
        more = decision.candidates[0].gap - alone.candidates[0].gap
        assert (more > 0.1) == is_after
    decision, _, _ = recogniser.decide_last([Piece(0.0, 1.0, off)])
    assert decision.candidates == alone.candidates


def test_silence_around_a_recording_is_left_out(babble):
    said = babble(1.0)
    quiet = np.random.default_rng(0).normal(0, 1e-4, 32_000).astype(np.float32)
    heard = without_silence(np.concatenate([quiet, said, quiet]), 16_000)
    assert len(said) / 2 < len(heard) < len(said) + 16_000
    again = without_silence(heard, 16_000)
    assert len(again) > len(heard) - 8_000
    np.testing.assert_array_equal(without_silence(quiet, 16_000), quiet)


def test_long_speech_in_pieces_is_told_piece_by_piece(lights, sound, babble):
    words = [sound(w) for w in ("a", "quick", "brown", "fox", "jumps")]
    found = followed(spoken(babble, *[0.35] * 4, 1.0), Reader(*words), lights)
    assert not any(h.decision.label for h in found)
    starts = [h.start for h in found]
    assert starts == sorted(starts)
    assert 3 <= len(found) <= 5


def test_short_sayings_do_not_win_by_being_short(sound, monkeypatch):
    """Which fits best counts a letter; a sum alone would prefer few letters."""
    commands = CommandSet(
        "S", (VoiceCommand("a", ("seven",)), VoiceCommand("b", ("up",)))
    )
    recogniser = CommandRecogniser(commands, ENGLISH, tolerance=9.0)
    scores = np.array([-10.0, -8.0])
    monkeypatch.setattr(
        recogniser.scorer, "log_probabilities", lambda _: (scores, -4.0)
    )
    decision = recogniser.decide(sound("seven"))
    assert decision.label == "a"
    assert decision.candidates[0].gap == pytest.approx((10.0 - 4.0) / 5)


def latency(seconds: float, lights, sound, samples: np.ndarray) -> float:
    """How late a decision is, by a clock that only waiting and the network move."""
    now = 0.0
    model = FakeModel(sound("save note"))
    hear = model.emissions

    def slowly(batch):
        nonlocal now
        now += seconds
        return hear(batch)

    def in_real_time():
        nonlocal now
        for number, block in enumerate(blocks(samples), start=1):
            now = max(now, number * 1024 / 16_000)  # blocks wait for who is late
            yield block

    model.emissions = slowly
    recogniser = CommandRecogniser(lights, ENGLISH)
    steps = listen(in_real_time(), model, recogniser, clock=lambda: now)
    return next(s.latency for s in steps if isinstance(s, Heard))


def test_the_pause_hides_the_time_of_the_network(lights, sound, babble):
    said = np.concatenate([babble(1.0), np.zeros(16_000, np.float32)])
    at_once = latency(0.0, lights, sound, said)
    assert 0.192 <= at_once <= 0.192 + 0.064
    assert latency(0.05, lights, sound, said) == pytest.approx(at_once)
    assert latency(1.0, lights, sound, said) > 1.0
