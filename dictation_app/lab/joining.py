"""Commands that the speaker's breath cuts in two: pieces of speech heard as one.

The answer must come soon, so a short pause ends a piece; but people pause as long between
two words of one command. So a piece is also compared together with those just before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dictation_app.speech.alphabet import Alphabet
from dictation_app.transcript import Emissions, Seconds

BREATH = 0.5
"""Seconds between two pieces above which they do not belong together."""
MOST_PIECES = 3
"""Pieces of which a command may consist."""
_MOST_SECONDS = 3.5
"""Seconds that pieces may last together, their pauses included."""
_UNHEARD = -12.0
"""Log probability of the labels that a pause cannot be."""


@dataclass(frozen=True)
class Piece:
    """A stretch of speech between two pauses, however short.

    Attributes:
        start: in seconds of the recording.
        end: in seconds, with the silence that was kept after it.
        emissions: what the network heard.
    """

    start: Seconds
    end: Seconds
    emissions: Emissions


def windows(pieces: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """The last piece alone, and with those before it, as far as they belong together."""
    for first in range(len(pieces) - 1, max(len(pieces) - MOST_PIECES, 0) - 1, -1):
        if first < len(pieces) - 1 and not _belong(pieces, first):
            return
        yield pieces[first:]


def follows_speech(pieces: Sequence[Piece], n: int) -> bool:
    """Whether the last `n` pieces come right after another that is not one of them."""
    first = len(pieces) - n
    return first > 0 and pieces[first].start - pieces[first - 1].end <= BREATH


def together(pieces: Sequence[Piece], alphabet: Alphabet) -> Emissions:
    """One utterance of several pieces; a pause between two is a space or nothing."""
    if len(pieces) == 1:
        return pieces[0].emissions
    pause = np.full((1, len(alphabet)), _UNHEARD, np.float16)
    pause[0, [alphabet.space, alphabet.blank]] = np.log(0.5)
    parts = [pieces[0].emissions.log_probs]
    for piece in pieces[1:]:
        parts += (pause, piece.emissions.log_probs)
    before = pieces[0].emissions
    return Emissions(np.concatenate(parts), before.start, before.frame_rate)


def _belong(pieces: Sequence[Piece], first: int) -> bool:
    """Whether a piece belongs to the one after it, and all of them are short enough."""
    pause = pieces[first + 1].start - pieces[first].end
    return pause <= BREATH and pieces[-1].end - pieces[first].start <= _MOST_SECONDS
