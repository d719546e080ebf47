"""What can be said of a data set: what is in it, what is wrong, what to do about it."""

import itertools
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from dictation_app.speech.alphabet import ENGLISH, Alphabet
from dictation_app.speech.architecture import FeatureConfig, ModelConfig
from dictation_app.transcript import Seconds

ProblemKind = Literal[
    "line",
    "unreadable",
    "silent",
    "clipped",
    "duration",
    "long",
    "empty",
    "foreign",
    "short",
    "misfit",
    "same-audio",
    "same-text",
    "shared-speaker",
    "shared-sentence",
    "shared-audio",
]
REMEDIES: dict[ProblemKind, str] = {
    "line": "Correct the entry, or take it out.",
    "unreadable": "Replace the recording, or take the clip out.",
    "silent": "Record it again, or take it out.",
    "clipped": "Record it again further from the microphone, or with less gain.",
    "duration": "Correct the duration: “dataset convert” measures it where it is missing.",
    "long": "Cut it into sentences with “dataset cut”.",
    "empty": "Write down what is said, or take the clip out.",
    "foreign": "Write it as it is spoken, in the letters of the alphabet.",
    "short": "Check that the text belongs to this sound; otherwise take the clip out.",
    "misfit": "Hear it and correct its text, or leave it out; where many are wrong, the "
    "list may have slipped by a line.",
    "same-audio": "Keep one of them.",
    "same-text": "Keep it only if it was recorded twice on purpose.",
    "shared-speaker": "Put all clips of a speaker on one side: “dataset split” does.",
    "shared-sentence": "Take the sentence out of one side: dev would look too good.",
    "shared-audio": "Take the clip out of one side: dev would look too good.",
}


_TOO_LITTLE = 0.55
"""Median share of wrong letters from which a model hears too little to judge texts."""


@dataclass(frozen=True)
class Problem:
    """Something that is wrong with a data set.

    Attributes:
        clip: the id of the clip, or an empty string where it is a line that is wrong.
        kind: what sort of problem it is.
        sentence: what is wrong.
        remedy: what to do.
    """

    clip: str
    kind: ProblemKind
    sentence: str
    remedy: str


@dataclass(frozen=True)
class Target:
    """The network that is to learn from the data.

    Attributes:
        alphabet: its labels.
        features: how sound becomes frames.
        architecture: how many of the frames come out.
    """

    alphabet: Alphabet = ENGLISH
    features: FeatureConfig = field(default_factory=FeatureConfig)
    architecture: ModelConfig = field(default_factory=ModelConfig)

    def n_frames(self, n_samples: int) -> int:
        """Output frames for so many samples."""
        return self.architecture.n_outputs(self.features.n_frames(n_samples))

    def n_needed(self, text: str) -> int:
        """Output frames that CTC needs for a text: a blank between equal letters."""
        said = [c for c in text if c in self.alphabet.labels]
        return len(said) + sum(a == b for a, b in itertools.pairwise(said))


@dataclass(frozen=True)
class AuditProgress:
    """How far a check has come.

    Attributes:
        n_clips: clips looked at.
        n_total: clips in all, or None while they are being counted.
        n_problems: problems found so far.
        left: seconds of work left, or None while it is too early to tell.
    """

    n_clips: int
    n_total: int | None
    n_problems: int
    left: Seconds | None = None


@dataclass(frozen=True)
class Collection:
    """What one corpus gives to a data set."""

    name: str
    n_clips: int
    duration: Seconds
    n_speakers: int
    licences: tuple[str, ...]


@dataclass(frozen=True)
class Histogram:
    """How many values lie from each edge up to the next."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Foreign:
    """A character that is no label of the alphabet, and in how many clips it is."""

    character: str
    n_clips: int


@dataclass(frozen=True)
class Audit:
    """What is in a data set and what is wrong with it.

    Attributes:
        name: of the data set.
        n_clips: clips that can be read.
        duration: their seconds.
        n_speakers: known speakers.
        n_anonymous: clips whose speaker nobody knows.
        collections: by corpus, the largest first.
        lengths: clips by their seconds.
        levels: clips by their level in dB of full scale.
        n_words: words of all texts.
        n_different_words: different ones among them.
        n_texts: different texts.
        foreign: characters outside the alphabet, the most frequent first.
        problems: what is wrong, in the order of the data set.
        dev: the same of the data that the model is to be chosen by.
    """

    name: str
    n_clips: int
    duration: Seconds
    n_speakers: int
    n_anonymous: int
    collections: tuple[Collection, ...]
    lengths: Histogram
    levels: Histogram
    n_words: int
    n_different_words: int
    n_texts: int
    foreign: tuple[Foreign, ...]
    problems: tuple[Problem, ...]
    dev: "Audit | None" = None

    @property
    def counts(self) -> dict[ProblemKind, int]:
        """How many problems there are of each kind, the most frequent first."""
        return dict(Counter(problem.kind for problem in self.problems).most_common())


@dataclass(frozen=True)
class Doubts:
    """What a model that heard some clips says of their texts.

    Attributes:
        model: its title.
        n_heard: clips that were heard.
        n_clips: of so many.
        median: share of wrong letters of most clips, 0 to 1.
        problems: texts that do not fit, a row each, in the order of the clips.
    """

    model: str
    n_heard: int
    n_clips: int
    median: float
    problems: tuple[Problem, ...]

    @property
    def is_sample(self) -> bool:
        """Whether clips are left that were not heard."""
        return self.n_heard < self.n_clips

    @property
    def is_lost(self) -> bool:
        """Whether the model hears too little of these clips to judge their texts."""
        return self.median >= _TOO_LITTLE


def problem(clip: str, kind: ProblemKind, sentence: str) -> Problem:
    """A row with the remedy of its kind."""
    return Problem(clip, kind, sentence, REMEDIES[kind])
