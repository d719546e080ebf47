"""Sets and sound for tests of the lab: letters that a network would hear clearly."""

import itertools
from collections.abc import Callable

import numpy as np
import pytest

from dictation_app.lab.command_set import CommandSet, VoiceCommand
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.transcript import Emissions


def make_sound(text: str, sure: float = 0.95) -> Emissions:
    """Emissions in which every letter of a text is clear."""
    rows = []
    for label in itertools.chain.from_iterable(
        (i, ENGLISH.blank) for i in ENGLISH.encode(text)
    ):
        row = np.full(len(ENGLISH), (1 - sure) / (len(ENGLISH) - 1))
        row[label] = sure
        rows.append(row)
    return Emissions(np.log(np.array(rows)).astype(np.float16), 0.0, 25.0)


@pytest.fixture
def sound() -> Callable[..., Emissions]:
    return make_sound


@pytest.fixture
def lights() -> CommandSet:
    """A small set with variants."""
    return CommandSet(
        "Lights",
        (
            VoiceCommand("on", ("lights on", "switch on")),
            VoiceCommand("off", ("lights off",)),
            VoiceCommand("save", ("save note",)),
        ),
    )
