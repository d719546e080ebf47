"""Which command of a set was said, or none of them."""

import math
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dictation_app.lab.command_set import CommandSet, Saying
from dictation_app.lab.joining import (
    BREATH,
    MOST_PIECES,
    Piece,
    follows_speech,
    together,
    windows,
)
from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.endpointing import Endpointer, Segment
from dictation_app.speech.following import follow
from dictation_app.speech.microphone import Block
from dictation_app.speech.network import AcousticModel, Samples
from dictation_app.speech.phrases import DEFAULT_TOLERANCE, PhraseScorer
from dictation_app.transcript import Emissions, Level, Notice, Seconds

_SHOWN = 5
"""Candidates that a decision tells of."""
PAUSE = 0.2
"""Seconds of silence after which a command is decided: a command has no pauses as long
as those of dictated sentences, and the answer must come within 250 ms."""
_LIKELY_OVER = 0.09
"""Seconds of silence after which the network hears the utterance in case it has ended,
so that the rest of the pause is not spent waiting."""
LONGEST = 6.0
"""Seconds of speech that can be one command."""
_PRE_ROLL = 0.3
"""Seconds kept from before the first speech: much more of the room than that makes a
short word harder to hear, as the network measures loudness over all it gets."""
_AMID = 0.6
"""Nats a letter that count against what follows other speech without a pause: commands are
said by themselves, and in the midst of sentences there are many parts that sound alike."""
HEARINGS = 2
"""How often the network hears what may be a command; the mean counts."""
_DRIFT = 1e-3
"""Share by which a microphone's clock may run slower than this machine's."""


@dataclass(frozen=True)
class Candidate:
    """One saying, and how well it fits.

    Attributes:
        saying: what may have been said.
        gap: nats a letter by which it fits worse than free text, and somewhat more where
            other speech comes right before it; smaller is better.
    """

    saying: Saying
    gap: float


@dataclass(frozen=True)
class Decision:
    """What was made of one utterance.

    Attributes:
        saying: the command that was said; None for none of these.
        candidates: the best of the set, the best first, whether or not they passed.
        took: seconds the scoring took.
    """

    saying: Saying | None
    candidates: tuple[Candidate, ...]
    took: Seconds = 0.0

    @property
    def label(self) -> str:
        """The command's label; empty for none of these."""
        return "" if self.saying is None else self.saying.label


@dataclass(frozen=True)
class Heard:
    """One utterance of a microphone or a file, decided.

    Attributes:
        decision: what it is.
        start: where it begins, in seconds.
        end: where its speech ends, in seconds.
        latency: seconds from there to the decision.
        emissions: what the network heard.
        samples: the sound itself, of all pieces that belong to it.
    """

    decision: Decision
    start: Seconds
    end: Seconds
    latency: Seconds
    emissions: Emissions
    samples: Samples


class CommandRecogniser:
    """A command set, ready to be compared with sound."""

    def __init__(
        self,
        commands: CommandSet,
        alphabet: Alphabet,
        *,
        tolerance: float = DEFAULT_TOLERANCE,
    ) -> None:
        """Prepare every saying of the set.

        Args:
            commands: the set.
            alphabet: of the network that listens.
            tolerance: nats a letter by which the best saying may fit worse than free
                text, where the command has no threshold of its own.

        Raises:
            CommandSetError: the set is not consistent.
            ModelError: a phrase cannot be spoken in this alphabet.
        """
        self.commands = commands
        self.sayings = commands.sayings
        phrases = tuple(saying.phrase for saying in self.sayings)
        self.scorer = PhraseScorer(phrases, alphabet)
        own = {c.label: c.threshold for c in commands.commands}
        self._thresholds = np.array(
            [
                tolerance if (chosen := own[saying.label]) is None else chosen
                for saying in self.sayings
            ]
        )
        self._letters = np.array(self.scorer.n_letters)

    def decide(self, emissions: Emissions, *, against: float = 0.0) -> Decision:
        """Tell which command an utterance is; `against` is added to every gap."""
        began = time.perf_counter()
        gaps = self.gaps(emissions) + against
        order = np.argsort(gaps, kind="stable")[:_SHOWN]
        candidates = tuple(
            Candidate(self.sayings[i], float(gaps[i])) for i in order.tolist()
        )
        best = int(order[0])
        passed = gaps[best] <= self._thresholds[best]
        took = time.perf_counter() - began
        return Decision(self.sayings[best] if passed else None, candidates, took)

    def gaps(self, emissions: Emissions) -> np.ndarray:
        """Nats a letter by which each saying fits worse than free text, (sayings,).

        The order is that of the scores a letter, or short sayings would win too often.
        """
        scores, free = self.scorer.log_probabilities(emissions)
        fits: np.ndarray = scores / self._letters
        best = self._letters[int(np.argmax(fits))]
        gaps: np.ndarray = free / best - fits
        return gaps

    def decide_last(self, pieces: Sequence[Piece]) -> "tuple[Decision, Emissions, int]":
        """Tell which command the last piece ends, alone or with those before it.

        Returns:
            What it is, what was heard of it, and of how many pieces it consists.
        """
        found = []
        for window in windows(pieces):
            emissions = together(window, self.scorer.alphabet)
            against = _AMID if follows_speech(pieces, len(window)) else 0.0
            decision = self.decide(emissions, against=against)
            found.append((decision, emissions, len(window)))
        # A longer window wins only where it fits better.
        return min(found, key=lambda one: one[0].candidates[0].gap)


def emissions_of(model: AcousticModel, batch: list[Samples]) -> list[Emissions]:
    """Let the network hear recordings, each as one utterance."""
    return [
        Emissions(values.astype(np.float16), 0.0, model.frame_rate)
        for values in model.emissions(batch)
    ]


def endpointer(sample_rate: int) -> Endpointer:
    """Cuts sound into the pieces of which commands consist."""
    return Endpointer(
        sample_rate=sample_rate,
        silence=PAUSE,
        longest=LONGEST,
        pre_roll=_PRE_ROLL,
        lenient=True,  # what is no command does no harm, a word that is lost does
    )


def without_silence(samples: Samples, sample_rate: int) -> Samples:
    """What a recording of one command holds from its first speech to its last.

    A microphone's utterance has as little silence around it, and the network hears short
    words the worse the more there is. All of it where no speech is found.
    """
    cutting = endpointer(sample_rate)
    pieces = cutting.accept(samples) + cutting.finish()
    if not pieces:
        return samples
    first, last = (round(t * sample_rate) for t in (pieces[0].start, pieces[-1].end))
    return samples[first:last]


def listen(
    microphone: Iterable[Block | Notice],
    model: AcousticModel,
    recogniser: CommandRecogniser,
    *,
    clock: Callable[[], float] = time.monotonic,
) -> Generator[Level | Notice | Heard, None, None]:
    """Decide every utterance of a microphone until it is stopped.

    Yields the level of every block, each command as soon as it is decided, and other
    utterances once nothing more can belong to them. When the microphone fails, what was
    said before is still yielded, and then the error is raised.

    Raises:
        AudioError: the microphone disappeared.
    """
    yield from follow(microphone, _Following(model, recogniser, clock))


class _Following:
    """A microphone that is followed: the utterance being said, and when it was."""

    def __init__(
        self,
        model: AcousticModel,
        recogniser: CommandRecogniser,
        clock: Callable[[], float],
    ) -> None:
        self._model = model
        self._recogniser = recogniser
        self._clock = clock
        self._endpointer = endpointer(model.sample_rate)
        self._heard_until = 0.0
        self._began = math.inf  # by the clock, as the promptest block tells
        self._guess: Piece | None = None
        # What was no command by itself, and what was made of it so far.
        self._pieces: list[Piece] = []
        self._sounds: list[Samples] = []
        self._open: list[Heard] = []

    def accept(self, samples: Samples) -> Iterator[Heard]:
        """Take a block; tells of what was said until its end."""
        seconds = len(samples) / self._model.sample_rate
        self._heard_until += seconds
        began = self._clock() - self._heard_until
        self._began = min(began, self._began + _DRIFT * seconds)
        for segment in self._endpointer.accept(samples):
            yield from self._take(segment, pause=PAUSE)
        current = self._endpointer.current
        begins = self._heard_until if current is None else current.start
        if self._pieces and begins - self._pieces[-1].end > BREATH:
            yield from self._give_up()
        self._hear_ahead()

    def finish(self) -> Iterator[Heard]:
        """Decide what is left."""
        for segment in self._endpointer.finish():
            yield from self._take(segment, pause=0.0)
        yield from self._give_up()

    def _hear_ahead(self) -> None:
        """Let the network hear an utterance once in every pause that may be its end."""
        current = self._endpointer.current
        if current is None or self._endpointer.silence < _LIKELY_OVER:
            self._guess = None
        elif self._guess is None or self._guess.start != current.start:
            (emissions,) = emissions_of(self._model, [current.samples])
            self._guess = Piece(current.start, current.end, emissions)

    def _take(self, segment: Segment, *, pause: Seconds) -> Iterator[Heard]:
        """Decide a piece, together with those before it that were no command."""
        guess, self._guess = self._guess, None
        if guess is None or not _is_of(guess, segment):
            (emissions,) = emissions_of(self._model, [segment.samples])
        else:
            emissions = guess.emissions
        self._pieces.append(Piece(segment.start, segment.end, emissions))
        self._sounds.append(segment.samples)
        decision, heard, n_pieces = self._recogniser.decide_last(self._pieces)
        end = max(min(segment.end, self._heard_until) - pause, segment.start)
        latency = self._clock() - self._began - end
        start = self._pieces[-n_pieces].start
        sound = np.concatenate(self._sounds[-n_pieces:])
        self._open.append(Heard(decision, start, end, latency, heard, sound))
        if decision.saying is not None:
            yield from self._open[:-n_pieces]
            yield self._open[-1]
            self._forget()
        elif len(self._pieces) == MOST_PIECES:  # the first has no more to be joined to
            yield self._open.pop(0)
            del self._pieces[0], self._sounds[0]

    def _give_up(self) -> Iterator[Heard]:
        """What was said last was no command: tell of it as of one utterance."""
        if self._open:
            last = self._open[-1]
            n_before = sum(heard.end <= last.start for heard in self._open)
            yield from self._open[:n_before]
            yield last
        self._forget()

    def _forget(self) -> None:
        self._pieces, self._sounds, self._open = [], [], []


def _is_of(guess: Piece, segment: Segment) -> bool:
    """Whether a guess was made in the pause that ended the segment."""
    first = segment.end - PAUSE + _LIKELY_OVER
    return guess.start == segment.start and first <= guess.end <= segment.end
