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

from dictation_app.speech.alignment import align_labels, n_frames_needed
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
_NEVER = np.float32(-1e9)


@dataclass(frozen=True)
class Spot:
    """A place where a hotword fits.

    Attributes:
        hotword: in letters of the alphabet.
        first: number of the first word in whose place it stands.
        last: number of the word after the last one; `first` where it stands between
            two words.
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
        words = text.split()
        spots = self.find(log_probs, text)
        for spot in sorted(spots, key=lambda s: (s.first, s.last), reverse=True):
            words[spot.first : spot.last] = [spot.hotword]
        written = " ".join(words)
        needed = n_frames_needed(self._alphabet.encode(written))
        return written if needed <= len(log_probs) else text

    def find(self, log_probs: npt.NDArray[np.float32], text: str) -> list[Spot]:
        """Where hotwords fit better than they must, the best first, none over another.

        The arguments are those of `write`.
        """
        firsts, lasts = self._borders(log_probs, text)
        entries = {frame: number for number, frame in enumerate([0, *lasts])}
        exits = {frame: number for number, frame in enumerate(firsts) if number}
        exits[len(log_probs)] = len(firsts)
        found: list[Spot] = []
        for last, begun, fits in self._fits(log_probs, entries, exits):
            scores = fits + self._allowance
            found += [
                Spot(self.hotwords[i], int(begun[i]), last, float(scores[i]))
                for i in np.flatnonzero(scores > 0)
            ]
        return _apart(found)

    def _borders(
        self, log_probs: npt.NDArray[np.float32], text: str
    ) -> tuple[list[int], list[int]]:
        """The first frame of each word of a text, and the frame after its last one."""
        labels, space = self._alphabet.encode(text), self._alphabet.space
        if not labels:
            return [], []
        spans = align_labels(log_probs, labels, self._alphabet.blank)
        words = itertools.groupby(spans, lambda span: span.label != space)
        letters = [list(some) for is_word, some in words if is_word]
        return [word[0].first for word in letters], [word[-1].last for word in letters]

    def _fits(
        self,
        log_probs: npt.NDArray[np.float32],
        entries: Mapping[int, int],
        exits: Mapping[int, int],
    ) -> Iterator[tuple[int, npt.NDArray[np.int32], npt.NDArray[np.float32]]]:
        """Lay all hotwords over the sound at once.

        Args:
            log_probs: finite emissions of shape (frames, labels).
            entries: numbers of words by the frame from which a hotword may stand there.
            exits: numbers of words by the frame before which it must have ended.

        Yields:
            The number of a word, and for each hotword that ends before it the number of
            the first word it replaces, and its log probability less that of free text.
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
