"""Whoever follows a microphone hears of every block, and keeps what was said before."""

import numpy as np
import pytest

from dictation_app.errors import AudioError
from dictation_app.speech.following import follow
from dictation_app.speech.microphone import Block
from dictation_app.transcript import Level, Notice

QUIET, LOUD = Level(0.1, 0.1), Level(0.5, 0.9)
NOTICE = Notice("Something is to be known.")


class Counter:
    """Tells how many samples it has, and at the end that it is the end."""

    def __init__(self):
        self.n_samples = 0

    def accept(self, samples):
        self.n_samples += len(samples)
        yield self.n_samples

    def finish(self):
        yield "end"


def block(n_samples: int, level: Level) -> Block:
    return Block(np.zeros(n_samples, np.float32), level)


def test_levels_and_notices_are_told_among_what_is_made_of_the_sound():
    said = [block(3, QUIET), NOTICE, block(4, LOUD)]
    assert list(follow(said, Counter())) == [QUIET, 3, NOTICE, LOUD, 7, "end"]


def test_nothing_is_read_before_what_came_before_was_told():
    microphone = iter([block(3, QUIET), block(4, LOUD)])
    steps = follow(microphone, Counter())
    assert [next(steps), next(steps)] == [QUIET, 3]
    assert next(microphone).level == LOUD


def test_what_was_heard_before_a_microphone_fails_is_told_and_then_the_failure():
    def broken():
        yield block(3, QUIET)
        raise AudioError("The microphone is gone.")

    steps, told = follow(broken(), Counter()), []
    with pytest.raises(AudioError, match="gone"):
        told.extend(steps)
    assert told == [QUIET, 3, "end"]


def test_it_ends_at_once_when_nobody_wants_more():
    counter = Counter()
    steps = follow([block(3, QUIET), block(4, LOUD)], counter)
    next(steps)
    steps.close()
    assert counter.n_samples == 0
