"""Emissions made by hand: what a network would say to a text that is spoken clearly."""

from collections.abc import Mapping

import numpy as np

from dictation_app.speech.alignment import align
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.architecture import DecodingOptions
from dictation_app.speech.decoder import Decoder
from dictation_app.speech.recognizer import Recognizer
from dictation_app.transcript import Emissions, Utterance

FRAME_RATE = 25.0


def emissions(
    text: str, start: float = 0.0, maybe: Mapping[int, str] | None = None
) -> Emissions:
    """Two frames a letter and two blanks behind it; `maybe` are rivals by position."""
    labels = ENGLISH.labels
    probabilities = np.full((4 * len(text) + 4, len(labels)), 1e-5)
    for index, letter in enumerate(text):
        frames = slice(4 * index + 2, 4 * index + 4)
        probabilities[frames, labels.index(letter)] = 0.9
        rival = (maybe or {}).get(index)
        if rival is not None:
            probabilities[frames, labels.index(letter)] = 0.5
            probabilities[frames, labels.index(rival)] = 0.4
        probabilities[4 * index + 4 : 4 * index + 6, ENGLISH.blank] = 0.9
    probabilities[[0, 1, -2, -1], ENGLISH.blank] = 0.9
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    return Emissions(np.log(probabilities).astype(np.float16), start, FRAME_RATE)


def utterance(
    text: str, start: float = 0.0, maybe: Mapping[int, str] | None = None
) -> Utterance:
    """What a recogniser makes of it."""
    kept = emissions(text, start, maybe)
    return Utterance(align(kept, text, ENGLISH), kept.start, kept.end, kept)


class DeafModel:
    """A network that is never run: everything here works from kept emissions."""

    alphabet = ENGLISH
    sample_rate = 16_000
    frame_rate = FRAME_RATE


def recognizer(beam_width: int = 16) -> Recognizer:
    """A real recogniser that has no need of a network."""
    decoder = Decoder(ENGLISH, DecodingOptions(beam_width=beam_width))
    return Recognizer(DeafModel(), decoder, "hand made")
