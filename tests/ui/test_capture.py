"""The microphone's side of dictation, with blocks that come when we want."""

import time

import numpy as np

from dictation_app.speech.microphone import Block
from dictation_app.transcript import Level
from dictation_app.ui import capture as module
from dictation_app.ui.capture import Began, Capture, Ended


class Blocks:
    """A microphone whose blocks tell when they were spoken, one second each."""

    sample_rate = 16_000

    def __init__(self, *ages):
        self._ages = ages

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def stop(self):
        pass

    def __iter__(self):
        for number, age in enumerate(self._ages):
            samples = np.full(16_000, number + 1, np.float32)
            spoken = None if age is None else time.monotonic() - age
            yield Block(samples, Level(0.1, 0.1), spoken=spoken)


def test_what_was_spoken_before_the_key_came_up_is_kept_however_late_it_comes():
    heard = []
    capture = Capture(lambda _: Blocks(0, 20, 10, -10, 0), stays_open=True)
    capture.begin(lambda samples: heard.append(samples[0]))
    steps = capture.steps()
    assert any(isinstance(step, Began) for step in iter(lambda: next(steps), None))
    capture.end()
    ended = [isinstance(step, Ended) for step in steps]
    assert heard == [1, 2, 3, 4]  # the fourth was spoken after the tail
    assert sum(ended) == 1


def test_a_microphone_that_does_not_tell_the_time_ends_by_the_clock(monkeypatch):
    monkeypatch.setattr(module, "_TAIL", 0.0)
    heard = []
    capture = Capture(lambda _: Blocks(None, None, None), stays_open=True)
    capture.begin(lambda samples: heard.append(samples[0]))
    capture.end()
    assert sum(isinstance(step, Ended) for step in capture.steps()) == 1
    assert heard == [1]
