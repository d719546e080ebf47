"""Speech without commands: counted from kept emissions, and told what it was near to."""

import numpy as np
import pytest

from dictation_app.lab import negatives
from dictation_app.lab.command_set import CommandSet, VoiceCommand
from dictation_app.lab.recogniser import CommandRecogniser
from dictation_app.lab.results import Negatives
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.transcript import Emissions, Utterance


def utterance(emissions: Emissions | None) -> Utterance:
    return Utterance((), 0.0, 2.0, emissions)


@pytest.fixture
def recogniser(lights):
    return CommandRecogniser(lights, ENGLISH)


def test_past_dictations_are_counted_by_their_kept_emissions(recogniser, sound):
    said = [sound("lights off"), sound("a quick brown fox")]
    found = negatives.of_utterances(map(utterance, said), recogniser, 7200.0)
    assert found.hours == 2.0
    assert next(u.label for u in found.utterances) == "off"
    near, far = (u.gap for u in found.utterances)
    assert near == pytest.approx(0.0, abs=0.1)
    assert far > 2.0


def test_each_counts_as_the_microphone_would_have_taken_it(recogniser, sound):
    said = sound("save note")
    (found,) = negatives.of_utterances([utterance(said)], recogniser, 1.0).utterances
    best = recogniser.decide(said).candidates[0]
    assert (found.label, found.phrase, found.gap) == ("save", "save note", best.gap)


def test_what_has_no_emissions_or_those_of_another_model_is_passed_over(
    recogniser, sound
):
    other = Emissions(np.zeros((10, 32), np.float16), 0.0, 25.0)
    said = [utterance(None), utterance(other), utterance(sound("save note"))]
    found = negatives.of_utterances(said, recogniser, 60.0)
    assert [u.label for u in found.utterances] == ["save"]
    assert found.seconds == 60.0


def test_parts_are_put_together(recogniser, sound):
    one = negatives.of_utterances([utterance(sound("off"))], recogniser, 10.0)
    other = Negatives(20.0, (), ("x.wav",))
    both = negatives.together([one, other])
    assert (both.seconds, both.sources) == (30.0, ("x.wav",))
    assert both.utterances == one.utterances


def finish(steps):
    """What a generator returns."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


class Deaf:
    """A network that hears the same word in every piece."""

    sample_rate, frame_rate, alphabet = 16_000, 25.0, ENGLISH

    def __init__(self, emissions: Emissions):
        self._log_probs = emissions.log_probs.astype(np.float32)

    def emissions(self, batch):
        return [self._log_probs for _ in batch]


def test_recordings_are_cut_and_joined_as_a_microphone_is(
    sound, babble, write_audio, tmp_path
):
    """Two pieces that make a command together count as a false accept."""
    laugh = CommandSet("L", (VoiceCommand("laugh", ("ha ha",)),))
    pause = np.zeros(5600, np.float32)
    said = np.concatenate([pause, babble(0.5), pause, babble(0.5, 1), pause])
    path = write_audio(tmp_path / "x.wav", samples=said)
    steps = negatives.hear([path], Deaf(sound("ha")), CommandRecogniser(laugh, ENGLISH))
    found = finish(steps)
    alone, joined = found.utterances
    assert alone.gap > 1.0
    assert joined.gap < 0.2
    assert found.seconds == pytest.approx(len(said) / 16_000, abs=0.01)
