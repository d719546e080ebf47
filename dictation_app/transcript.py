"""What was heard, when and how sure: the values that every room of the house shares."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Seconds = float
"""Time from the beginning of a recording."""


@dataclass(frozen=True)
class Word:
    """One recognised word with its place in the recording.

    Attributes:
        text: the word as it is shown.
        start: beginning in seconds of the recording.
        end: end in seconds of the recording, after `start`.
        confidence: between 0 (a guess) and 1 (sure).
    """

    text: str
    start: Seconds
    end: Seconds
    confidence: float


@dataclass(frozen=True, eq=False)
class Emissions:
    """The network's output over one stretch of a recording: all that decoding needs.

    Attributes:
        log_probs: natural-log probabilities, float16, shape (frames, labels).
        start: where frame 0 begins, in seconds of the recording.
        frame_rate: frames a second.
    """

    log_probs: npt.NDArray[np.float16]
    start: Seconds
    frame_rate: float

    @property
    def end(self) -> Seconds:
        """Where the last frame ends, in seconds of the recording."""
        return self.start + len(self.log_probs) / self.frame_rate


@dataclass(frozen=True)
class Utterance:
    """One stretch of speech between two pauses, final.

    Attributes:
        words: the words in order; empty where sound held no word.
        start: beginning of the stretch in seconds of the recording.
        end: end of the stretch in seconds of the recording.
        emissions: what the words were decoded from, where it was kept.
    """

    words: tuple[Word, ...]
    start: Seconds
    end: Seconds
    emissions: Emissions | None = field(default=None, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The words, separated by single spaces."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True)
class Transcript:
    """Everything heard in one recording, in order of time.

    Attributes:
        utterances: the stretches of speech; empty when no speech was found.
        duration: length of the recording in seconds.
        source: name of the recording, or an empty string for a dictation.
        model: name of the model that listened.
    """

    utterances: tuple[Utterance, ...]
    duration: Seconds
    source: str = ""
    model: str = ""

    @property
    def text(self) -> str:
        """All words, one utterance a line."""
        return "\n".join(u.text for u in self.utterances if u.words)

    @property
    def words(self) -> Iterator[Word]:
        """All words in order."""
        return (word for utterance in self.utterances for word in utterance.words)


@dataclass(frozen=True)
class Progress:
    """How far long work on a recording has come.

    Attributes:
        done: seconds of the recording finished.
        total: seconds of the recording, or None where the container does not tell.
        left: seconds of work left, or None while it is too early to tell.
    """

    done: Seconds
    total: Seconds | None
    left: Seconds | None


@dataclass(frozen=True)
class Hypothesis:
    """What the current utterance sounds like so far; shown, never stored.

    Attributes:
        firm: beginning of the text that stayed the same across runs.
        tail: the rest, which may still change.
    """

    firm: str
    tail: str

    @property
    def text(self) -> str:
        """Both parts, separated by a space where needed."""
        return f"{self.firm} {self.tail}".strip()


@dataclass(frozen=True)
class Level:
    """How loud the microphone was during the last tenth of a second or so.

    Attributes:
        peak: greatest absolute sample, 1.0 being full scale.
        rms: root mean square of the samples.
    """

    peak: float
    rms: float

    @property
    def clipped(self) -> bool:
        """Whether the signal reached full scale."""
        return self.peak >= 0.999


@dataclass(frozen=True)
class Notice:
    """One sentence the user should read while work goes on."""

    message: str
