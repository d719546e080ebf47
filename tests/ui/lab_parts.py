"""A lab whose network and ears do what a test says."""

import numpy as np
from sounding import DeafModel, emissions

from dictation_app import paths
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.endpointing import Segment
from dictation_app.ui.lab.place import LabPlace, Listener

LIGHTS = {
    "name": "Lights",
    "commands": [
        {"label": "on", "phrases": ["lights on", "switch on"]},
        {"label": "off", "phrases": ["lights off"]},
        {"label": "save", "phrases": ["save note"]},
    ],
}


class ScriptedModel(DeafModel):
    """A network that hears a text whatever was said."""

    text = ""

    def emissions(self, batch):
        return [emissions(self.text).log_probs for _ in batch]


class LoudnessEndpointer:
    """Takes every loud block for an utterance, so that nothing is left to chance."""

    current = None
    silence = 0.0

    def __init__(self, **_):
        self._heard = 0

    def accept(self, samples):
        start = self._heard / 16_000
        self._heard += len(samples)
        return [Segment(start, samples)] if np.abs(samples).max() > 0.01 else []

    def finish(self):
        return []


def make_place(folder, **named):
    """The bundled sets, folders of a test's own, and a network that is never run."""

    def refuse(anew):
        raise AssertionError("nobody asked for a microphone")

    return LabPlace(
        bundled_sets=paths.bundled("resources") / "command_sets",
        user_sets=folder / "sets",
        sessions=folder / "sessions",
        find_negatives=list,
        open_microphone=refuse,
        find_listener=lambda: Listener(DeafModel(), ENGLISH, "deaf"),
        **named,
    )


def predicted(qtbot, lab):
    """The lab's page of collisions, once they are there."""
    lab.pages.part("phrases").click()
    qtbot.waitUntil(lambda: lab.phrases.prediction is not None, timeout=30_000)
    qtbot.waitUntil(lambda: lab.phrases.pairs.is_whole)
    return lab.phrases
