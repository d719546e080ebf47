"""Expected words are looked for in the sound itself, whatever the search made of it.

A search with a language model hardly ever writes a word that the model does not know.
So each hotword is laid over the emissions (keyword spotting by Viterbi search) wherever
it could stand in the place of words that were found, and is compared there with free
text: the best label of each frame.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dictation_app.speech.alignment import LabelSpan, align_labels, n_frames_needed
from dictation_app.speech.alphabet import Alphabet

_TOLERANCE = 1.5
"""Nats a letter by which a hotword may fit worse than free text."""
_MARGIN = 8.0
"""Nats by which it must fit better than that, less its weight. Both tuned on rare words
that strangers spoke, among lists of words that they did not speak."""
_SOUND_ALIKE = ("ckq", "sz")
"""Letters that often spell one sound: Kaliko is heard as calico."""
_OTHER_SPELLING = 1.0
"""Nats that a hotword loses for each frame where another of them was heard."""
_SPACE = -3.0
"""Log probability of a space from which it may part two letters of one word: where the
search knows none of two words, it rather takes them for one."""
_NEVER = np.float32(-1e9)


@dataclass(frozen=True)
class _Piece:
    """A word that was found, or a part of one.

    Attributes:
        text: its letters.
        glued: whether it goes on the piece before.
        first: its first frame.
        last: the frame after its last one.
    """

    text: str
    glued: bool
    first: int
    last: int


@dataclass(frozen=True)
class Spot:
    """A place where a hotword fits.

    Attributes:
        hotword: in letters of the alphabet.
        first: number of the first piece in whose place it stands; a piece is a word,
            or a part of one that may have been two.
        last: number of the piece after the last one; `first` where it stands between
            two pieces.
        score: nats by which it fits better than it must.
    """

    hotword: str
    first: int
    last: int
    score: float


class HotwordSpotter:
    """A list of words and phrases, ready to be looked for."""

    def __init__(
        self, hotwords: Sequence[str], weight: float, alphabet: Alphabet
    ) -> None:
        """Prepare the hotwords.

        Args:
            hotwords: in letters of the alphabet, at least one, none empty.
            weight: nats by which they are expected.
            alphabet: the labels of the emissions.
        """
        self.hotwords = tuple(hotwords)
        self._alphabet = alphabet
        lengths = np.array([len(hotword) for hotword in hotwords])
        self._allowance = _TOLERANCE * lengths - (_MARGIN - weight)
        rows = [_states(hotword, alphabet) for hotword in hotwords]
        self._labels = np.array(list(itertools.chain.from_iterable(rows)), np.intp)
        ends = np.cumsum([len(row) for row in rows], dtype=np.intp)
        self._begins = ends - [len(row) for row in rows]
        self._final = ends - 1

    def write(self, log_probs: npt.NDArray[np.float32], text: str) -> str:
        """The text with hotwords in the place of what they fit better than.

        Args:
            log_probs: finite emissions of shape (frames, labels), at least one frame.
            text: what was found in them, single spaces between its words.
        """
        pieces = self._pieces(log_probs, text)
        shown = [(piece.text, piece.glued) for piece in pieces]
        spots = self._spots(log_probs, pieces)
        for spot in sorted(spots, key=lambda s: (s.first, s.last), reverse=True):
            rest = [(text, False) for text, _ in shown[spot.last : spot.last + 1]]
            shown[spot.first : spot.last + 1] = [(spot.hotword, False), *rest]
        written = "".join(text if glued else f" {text}" for text, glued in shown)[1:]
        needed = n_frames_needed(self._alphabet.encode(written))
        return written if needed <= len(log_probs) else text

    def find(self, log_probs: npt.NDArray[np.float32], text: str) -> list[Spot]:
        """Where hotwords fit better than they must, the best first, none over another.

        The arguments are those of `write`.
        """
        return self._spots(log_probs, self._pieces(log_probs, text))

    def _spots(
        self, log_probs: npt.NDArray[np.float32], pieces: Sequence[_Piece]
    ) -> list[Spot]:
        lasts = [piece.last for piece in pieces]
        entries = {frame: number for number, frame in enumerate([0, *lasts])}
        exits = {piece.first: number for number, piece in enumerate(pieces) if number}
        exits[len(log_probs)] = len(pieces)
        found: list[Spot] = []
        for last, begun, fits in self._fits(log_probs, entries, exits):
            scores = fits + self._allowance
            found += [
                Spot(self.hotwords[i], int(begun[i]), last, float(scores[i]))
                for i in np.flatnonzero(scores > 0)
            ]
        return _apart(found)

    def _pieces(self, log_probs: npt.NDArray[np.float32], text: str) -> list[_Piece]:
        """The words of a text, parted where a space may have been."""
        labels, space = self._alphabet.encode(text), self._alphabet.space
        if not labels:
            return []
        spans = align_labels(log_probs, labels, self._alphabet.blank)
        pieces: list[_Piece] = []
        letters: list[LabelSpan] = []
        glued = False
        for span, following in itertools.zip_longest(spans, spans[1:]):
            if span.label == space:
                continue
            letters.append(span)
            ends = following is None or following.label == space
            if not ends:
                between = log_probs[span.last - 1 : following.first + 1, space]
                if between.max() < _SPACE:
                    continue
            word = self._alphabet.decode(letter.label for letter in letters)
            pieces.append(_Piece(word, glued, letters[0].first, letters[-1].last))
            letters, glued = [], not ends
        return pieces

    def _fits(
        self,
        log_probs: npt.NDArray[np.float32],
        entries: Mapping[int, int],
        exits: Mapping[int, int],
    ) -> Iterator[tuple[int, npt.NDArray[np.int32], npt.NDArray[np.float32]]]:
        """Lay all hotwords over the sound at once.

        Args:
            log_probs: finite emissions of shape (frames, labels).
            entries: numbers of pieces by the frame from which a hotword may stand there.
            exits: numbers of pieces by the frame before which it must have ended.

        Yields:
            The number of a piece, and for each hotword that ends before it the number of
            the first piece it replaces, and its log probability less that of free text.
        """
        n_frames = len(log_probs)
        heard = _spelt_otherwise(log_probs, self._alphabet)
        heard -= heard.max(axis=1, keepdims=True)
        heard = np.pad(heard, ((0, 0), (0, 1)), constant_values=_NEVER)
        fit = np.full(len(self._labels) + 1, _NEVER)  # one in front of the first
        begun = np.zeros(len(fit), np.int32)
        for frame in range(n_frames):
            if frame in exits:
                yield exits[frame], begun[1:][self._final], fit[1:][self._final]
            if frame in entries:
                # In front of the recording is silence: no space needs to be heard.
                opening = self._begins + (2 if frame == 0 else 1)
                fit[opening] = 0
                begun[opening] = entries[frame]
            here = heard[frame].take(self._labels)
            stepped = fit[:-1] + here
            stayed = fit[1:] + np.maximum(here, heard[frame, self._alphabet.blank])
            # Much quicker than a choice by numpy.where.
            begun[1:] += (stepped > stayed) * (begun[:-1] - begun[1:])
            fit[1:] = np.maximum(stepped, stayed)
        # Behind the recording is silence too.
        final = self._final + (fit[1:][self._final] > fit[self._final])
        yield exits[n_frames], begun[final], fit[final]


def _spelt_otherwise(
    log_probs: npt.NDArray[np.float32], alphabet: Alphabet
) -> npt.NDArray[np.float32]:
    """Emissions in which letters that sound alike are nearly as likely."""
    heard = log_probs.copy()
    for letters in _SOUND_ALIKE:
        columns = [alphabet.labels.index(c) for c in letters if c in alphabet.labels]
        if columns:
            best = log_probs[:, columns].max(axis=1, keepdims=True)
            heard[:, columns] = np.maximum(heard[:, columns], best - _OTHER_SPELLING)
    return heard


def _states(hotword: str, alphabet: Alphabet) -> list[int]:
    """The labels of a hotword between two spaces; blanks may follow each of them.

    Before the first is one that is never heard (the number after the last label), only
    blanks; between twin letters is a blank that must be. Where one letter is expected,
    twins do no harm: Anna may be Ana, unless both are expected.
    """
    states = [len(alphabet), alphabet.space]
    for label in alphabet.encode(hotword):
        if label == states[-1]:
            states.append(alphabet.blank)
        states.append(label)
    return [*states, alphabet.space]


def _apart(spots: list[Spot]) -> list[Spot]:
    """The best of those that are in one another's way."""
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda spot: -spot.score):
        if all(spot.last <= k.first or k.last <= spot.first for k in kept):
            kept.append(spot)
    return kept
