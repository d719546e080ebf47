"""When was this text said: CTC forced alignment of a given text to kept emissions.

Graves et al., "Connectionist temporal classification", 2006; the search is
torchaudio's `forced_align`.
"""

import itertools
import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
import torchaudio.functional

from dictation_app.errors import ModelError
from dictation_app.speech.alphabet import Alphabet
from dictation_app.transcript import Emissions, Word


@dataclass(frozen=True)
class LabelSpan:
    """Where one label of a text was said.

    Attributes:
        label: its number.
        first: its first frame.
        last: the frame after its last one.
        logp: natural-log probability of its best frame.
    """

    label: int
    first: int
    last: int
    logp: float


def align(emissions: Emissions, text: str, alphabet: Alphabet) -> tuple[Word, ...]:
    """Give each word of `text` its time in the sound and how well it fits there.

    The words keep their spelling; what the network cannot say (figures, dashes) gets
    the moment between its neighbours.

    Raises:
        ModelError: the text is too long for the sound.
    """
    shown = text.split()
    spoken = [alphabet.normalise(word) for word in shown]
    sayable = ["".join(c for c in w if c in alphabet.labels) for w in spoken]
    words = iter(align_words(emissions, " ".join(filter(None, sayable)), alphabet))
    found: list[Word] = []
    for word, said in zip(shown, sayable, strict=True):
        if said:
            parts = [next(words) for _ in said.split()]
            fit = float(np.prod([p.confidence for p in parts]) ** (1 / len(parts)))
            found.append(Word(word, parts[0].start, parts[-1].end, fit))
        else:
            moment = found[-1].end if found else emissions.start
            found.append(Word(word, moment, moment, 0.0))
    return tuple(found)


def align_words(
    emissions: Emissions, text: str, alphabet: Alphabet
) -> tuple[Word, ...]:
    """Align text of the alphabet, single spaces between its words.

    A word's confidence is the geometric mean of its letters' best probabilities.

    Raises:
        ModelError: the text is too long for the sound.
    """
    if not text:
        return ()
    spans = align_labels(
        emissions.log_probs.astype(np.float32), alphabet.encode(text), alphabet.blank
    )
    words: list[Word] = []
    letters: list[LabelSpan] = []
    space = alphabet.space
    for span in [*spans, LabelSpan(space, 0, 0, 0.0)]:
        if span.label != space:
            letters.append(span)
        elif letters:
            words.append(_word(letters, emissions, alphabet))
            letters = []
    return tuple(words)


def align_labels(
    log_probs: npt.NDArray[np.float32], labels: list[int], blank: int
) -> list[LabelSpan]:
    """Find the likeliest frames (of shape (frames, labels)) for a row of labels.

    Raises:
        ModelError: there are fewer frames than labels and repeats need.
    """
    if len(log_probs) < n_frames_needed(labels):
        raise ModelError(
            "This text is too long for the sound it is aligned to: check that they "
            "belong together."
        )
    finite = np.nan_to_num(log_probs, nan=-100.0, posinf=0.0, neginf=-100.0)
    values = torch.from_numpy(finite)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torchaudio announces a future move
        path, scores = torchaudio.functional.forced_align(
            values[None], torch.tensor([labels], dtype=torch.int32), blank=blank
        )
    return _spans(path[0].numpy(), scores[0].numpy(), blank)


def n_frames_needed(labels: list[int]) -> int:
    """The fewest frames that can say a row of labels: repeats need a blank between."""
    return len(labels) + sum(a == b for a, b in itertools.pairwise(labels))


def _spans(
    path: npt.NDArray[np.int32], scores: npt.NDArray[np.float32], blank: int
) -> list[LabelSpan]:
    """Runs of one label on the best path, blanks left out."""
    borders = np.flatnonzero(np.diff(path)) + 1
    firsts = np.concatenate(([0], borders))
    lasts = np.concatenate((borders, [len(path)]))
    return [
        LabelSpan(int(path[a]), int(a), int(b), float(scores[a:b].max()))
        for a, b in zip(firsts, lasts, strict=True)
        if path[a] != blank
    ]


def _word(letters: list[LabelSpan], emissions: Emissions, alphabet: Alphabet) -> Word:
    logp = sum(letter.logp for letter in letters) / len(letters)
    return Word(
        text=alphabet.decode(letter.label for letter in letters),
        start=emissions.start + letters[0].first / emissions.frame_rate,
        end=emissions.start + letters[-1].last / emissions.frame_rate,
        confidence=float(min(np.exp(logp), 1.0)),
    )
