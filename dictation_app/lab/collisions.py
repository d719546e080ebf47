"""Which phrases will be taken for one another, told before anybody has said them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from dictation_app.lab.command_set import CommandSet, Saying
from dictation_app.lab.pronunciation import Pronouncer, distance, unlikeness
from dictation_app.lab.session import Trial
from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.phrases import PhraseScorer, speakable
from dictation_app.transcript import Emissions

RISKY = 0.55
"""Likeness from which a pair is shown as a risk."""
_MATRIX = 120
"""Sayings up to which all pairs are measured in every way."""
_ROWS = 500
"""Sayings whose spellings are compared with all others at once."""
_NEAR = 0.5
"""Likeness in spelling from which pairs of a large set are measured further."""
_MOST_PAIRS = 2_000
_CTC_ZERO = 4.0
"""Nats a letter at which a phrase no longer fits the sound of another at all."""
_LETTER_SOUNDS: Mapping[str, str] = {
    "a": "AE",
    "b": "B",
    "c": "K",
    "d": "D",
    "e": "EH",
    "f": "F",
    "g": "G",
    "h": "HH",
    "i": "IH",
    "j": "JH",
    "k": "K",
    "l": "L",
    "m": "M",
    "n": "N",
    "o": "AA",
    "p": "P",
    "q": "K",
    "r": "R",
    "s": "S",
    "t": "T",
    "u": "AH",
    "v": "V",
    "w": "W",
    "x": "S",
    "y": "IY",
    "z": "Z",
}


@dataclass(frozen=True)
class Pair:
    """How alike two sayings are, 0 nothing in common to 1 the same.

    Attributes:
        first: one.
        second: the other, of another command.
        spelling: by their letters.
        sound: by how they are pronounced.
        network: by how well one fits what the network would hear of the other, or did
            hear where both were recorded.
        recorded: whether that was recorded.
    """

    first: Saying
    second: Saying
    spelling: float
    sound: float
    network: float
    recorded: bool = False

    @property
    def risk(self) -> float:
        """All three as one: what was really recorded counts alone."""
        if self.recorded:
            return self.network
        return (self.spelling + 2 * self.sound + 2 * self.network) / 5


def predict(
    commands: CommandSet,
    alphabet: Alphabet,
    *,
    pronouncer: Pronouncer | None = None,
    trials: Sequence[Trial] = (),
) -> list[Pair]:
    """Every pair of sayings of two commands, the riskiest first; of large sets, the near.

    Raises:
        CommandSetError: the set is not consistent.
        ModelError: a phrase cannot be spoken in this alphabet.
    """
    sayings = commands.sayings
    spelled = [speakable(saying.phrase, alphabet) for saying in sayings]
    near = _near(sayings, spelled)
    pronouncer = pronouncer or Pronouncer.best()
    sounds = {i: pronouncer.sounds(spelled[i]) for pair in near for i in pair}
    others: dict[int, list[int]] = defaultdict(list)
    for i, j in near:
        others[i].append(j)
        others[j].append(i)
    heard = {i: _fit(spelled, i, others[i], alphabet) for i in others}
    recorded = _recorded(sayings, trials)
    found = []
    for i, j in near:
        both = (i, j) in recorded and (j, i) in recorded
        network = max(recorded[i, j], recorded[j, i]) if both else 0.0
        found.append(
            Pair(
                sayings[i],
                sayings[j],
                Levenshtein.normalized_similarity(spelled[i], spelled[j]),
                1.0 - distance(sounds[i], sounds[j]),
                network if both else max(heard[i][j], heard[j][i]),
                both,
            )
        )
    return sorted(found, key=lambda pair: -pair.risk)


def synthetic(text: str, alphabet: Alphabet) -> Emissions:
    """What a network might hear of a text: its letters, blurred by those that sound alike.

    Each letter lasts a frame, followed by a blank, as in emissions of real speech.
    """
    rows = []
    for letter in text:
        row = np.full(len(alphabet), 0.002)
        for label, other in enumerate(alphabet.labels):
            if letter in _LETTER_SOUNDS and other in _LETTER_SOUNDS:
                unlike = unlikeness(_LETTER_SOUNDS[letter], _LETTER_SOUNDS[other])
                row[label] += 0.15 * (1.0 - unlike) ** 3
        row[alphabet.encode(letter)[0]] += 1.0
        row[alphabet.blank] += 0.05
        between = np.full(len(alphabet), 0.004)
        between[alphabet.blank] = 1.0
        rows += [row / row.sum(), between / between.sum()]
    return Emissions(np.log(np.array(rows)).astype(np.float16), 0.0, 25.0)


def _near(sayings: Sequence[Saying], spelled: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of two commands that are worth measuring."""
    n = len(sayings)
    if n <= _MATRIX:
        return [
            (i, j)
            for i in range(n)
            for j in range(i + 1, n)
            if sayings[i].label != sayings[j].label
        ]
    found: list[tuple[float, int, int]] = []
    for first in range(0, n, _ROWS):
        alike = process.cdist(
            spelled[first : first + _ROWS],
            spelled,
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=_NEAR,
            dtype=np.float32,
        )
        rows, columns = np.nonzero(alike)
        found += [
            (float(alike[row, j]), first + row, j)
            for row, j in zip(rows.tolist(), columns.tolist(), strict=True)
            if first + row < j and sayings[first + row].label != sayings[j].label
        ]
    found.sort(reverse=True)
    return [(i, j) for _, i, j in found[:_MOST_PAIRS]]


def _fit(
    spelled: Sequence[str], of: int, others: Sequence[int], alphabet: Alphabet
) -> dict[int, float]:
    """How well each of some sayings fits the synthetic sound of one, 0 to 1."""
    scorer = PhraseScorer([spelled[other] for other in others], alphabet)
    scores, free = scorer.log_probabilities(synthetic(spelled[of], alphabet))
    gaps = (free - scores) / len(spelled[of])
    fits = np.clip(1.0 - gaps / _CTC_ZERO, 0.0, 1.0)
    return dict(zip(others, fits.tolist(), strict=True))


def _recorded(
    sayings: Sequence[Saying], trials: Sequence[Trial]
) -> dict[tuple[int, int], float]:
    """How well each saying fitted the recordings of another, on average."""
    places = {saying.phrase: i for i, saying in enumerate(sayings)}
    rows: dict[int, list[np.ndarray]] = {}
    for trial in trials:
        i = places.get(trial.phrase)
        if i is None or len(trial.scores) != len(sayings):
            continue
        scores = np.array(trial.scores)
        rows.setdefault(i, []).append((scores[i] - scores) / max(len(trial.phrase), 1))
    return {
        (i, j): float(np.clip(1.0 - gap / _CTC_ZERO, 0.0, 1.0))
        for i, row in rows.items()
        for j, gap in enumerate(np.mean(row, axis=0))
    }
