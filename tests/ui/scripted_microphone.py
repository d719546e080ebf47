"""A microphone that hears what a test puts in."""

import queue

import numpy as np

from dictation_app.speech.microphone import Block
from dictation_app.transcript import Level, Notice


class ScriptedMicrophone:
    """Gives what a test puts in, and silence; None ends it, an error is raised."""

    sample_rate = 16_000

    def __init__(self):
        self.blocks = queue.Queue()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def stop(self):
        self.blocks.put(None)

    def __iter__(self):
        while True:
            try:
                item = self.blocks.get(timeout=0.005)
            except queue.Empty:
                item = np.zeros(1_024, np.float32)
            if item is None:
                return
            if isinstance(item, Exception):
                raise item
            if isinstance(item, Notice):
                yield item
                continue
            peak = float(np.abs(item).max(initial=0.0))
            yield Block(item, Level(peak, peak / 2))
