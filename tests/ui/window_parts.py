"""A whole window with notes of its own, microphones from files and a scripted listener."""

import threading
from dataclasses import replace

import numpy as np
from sounding import DeafModel, utterance

from dictation_app.document.library import Library
from dictation_app.errors import AudioError, ModelError
from dictation_app.settings import Settings
from dictation_app.speech.microphone import BLOCK, Block
from dictation_app.transcript import Hypothesis, Level, Progress, Transcript
from dictation_app.ui.main_window import MainWindow
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.workbench import Workbench

SAID = "we took the cat home"


class ScriptedListener:
    """Hears the same sentence in whatever is played, once there is a second of it."""

    name = "scripted"
    model = DeafModel()

    def listen(self, blocks):
        heard = 0
        for block in blocks:
            heard += len(block.samples)
            if heard >= 16_000:
                heard = 0
                yield Hypothesis("we took", "the")
                yield utterance(SAID)

    def transcribe(self, path, start=0.0):
        yield Progress(0.0, 1.0, None)
        yield utterance(SAID)
        return Transcript((utterance(SAID),), 1.0)


class Microphone:
    """Gives half a second at a time until it is stopped, or is pulled out before."""

    sample_rate = 16_000

    def __init__(self, n_blocks=None):
        self._n_blocks = n_blocks
        self._stopping = threading.Event()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self._stopping.set()

    def __iter__(self):
        samples = np.full(8_000, 0.1, np.float32)
        given = 0
        while not self._stopping.wait(0.005):
            if given == self._n_blocks:
                raise AudioError("The microphone was unplugged.")
            given += 1
            yield Block(samples, Level(0.1, 0.1))


class Drawer:
    """Where microphones are taken from: one after the other, the last one for ever."""

    def __init__(self, *microphones):
        self._microphones = list(microphones)
        self.blocks = []  # seconds, of each that was opened

    def devices(self, *, anew):
        return []

    def open(self, device=None, *, anew=False, channel=None, block=BLOCK):
        self.blocks.append(block)
        if len(self._microphones) > 1:
            return self._microphones.pop(0)
        if self._microphones and self._microphones[0] is None:
            raise AudioError("There is no microphone.")
        return Microphone()


def no_model(name):
    raise ModelError("There is no model.")


def make_window(folder, drawer=None, settings=None, choose_model=no_model):
    """A window that is not yet begun; close it at the end."""
    drawer = drawer or Drawer(Microphone())
    preferences = Preferences(settings or Settings())
    bench = Workbench(
        preferences.settings,
        Library(folder),
        lambda anew: drawer.open(anew=anew),
        choose_model,
    )
    return MainWindow(bench, preferences, drawer)


def changed(settings, part, **values):
    """Settings with some of a part's values changed."""
    return replace(settings, **{part: replace(getattr(settings, part), **values)})
