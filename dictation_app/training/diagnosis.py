"""What is wrong with a run, each fault with a name, a sentence and a remedy."""

import math
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from statistics import median
from typing import TypeVar

from dictation_app.speech.alphabet import Alphabet
from dictation_app.training.events import Evaluated, StepDone, Warned
from dictation_app.training.manifest import Clip
from dictation_app.training.run_events import Baseline
from dictation_app.training.sampler import FOREIGN, TOO_FAST, UNREADABLE, Selection

Event = TypeVar("Event")
R = TypeVar("R")

BLANK_COLLAPSE = "blank collapse"
BLANKS_STUCK = "blank collapse: stuck"
BLANKS_AGAIN = "blank collapse: it could write before"
LOSS_INFINITE = "loss infinite"
LOSS_NAN = "loss not a number"
ALPHABET_MISMATCH = "alphabet mismatch"
WER_ONE = "every word wrong"
OVERFIT = "overfit"
LOSS_AND_WORDS = "loss and words part"
WORSE = "worse than the model before"
TOO_LITTLE = "too little speech"
RATE_TOO_HIGH = "learning rate too high"
UNREADABLE_CLIPS = "unreadable clips"
TEXT_TOO_LONG = "text too long"
WRONG_TRANSCRIPTS = "wrong transcripts"

_PLATEAU_HOURS = 4.0
"""Hours of audio after which an untrained network should write letters.

On mixed speech with augmentation the loss was still at that of blanks after 3 hours; on
clean speech it left it between 1.0 and 1.8.
"""
_BLANK = 0.995
_WRITES = 2.0
"""Loss per character below which a network writes what is said, and not at random."""
_WORSE = 0.03
"""Of all words: so many more wrong ones than before are no chance of a small set."""
_LITTLE = 1.0
"""Hours below which a network from scratch learns its clips by heart."""
_PATIENCE = 20
"""Steps in a row that cannot be taken before the run is given up."""


class Physician:
    """Watches a run and says what is wrong; each fault once until it is over.

    Args:
        warm: whether the network could already hear when it began.
        blank_loss: loss per character of a network that knows only how frequent the
            labels are; where it starts to write, the loss falls below.
    """

    def __init__(self, *, warm: bool) -> None:
        self._warm = warm
        self._told: set[str] = set()
        self._losses: deque[float] = deque(maxlen=100)
        self._lowest = math.inf
        self._n_bad = 0
        self._n_infinite = 0
        self._evaluations: list[Evaluated] = []
        self._could_write = warm

    @property
    def is_hopeless(self) -> bool:
        """Whether no step could be taken for so long that none will."""
        return self._n_bad >= _PATIENCE

    def see_step(self, step: StepDone) -> Iterator[Warned]:
        """Look at a step."""
        if not math.isfinite(step.loss) or not math.isfinite(step.gradient_norm):
            self._n_bad += 1
            yield from self._tell(
                LOSS_NAN,
                f"The loss of step {step.step} is no number; the step was left out.",
                "One such step does no harm. If they go on, lower "
                "optimizer.learning_rate or set run.precision to float32.",
                step.step,
            )
            return
        self._n_bad = 0
        self._losses.append(step.loss)
        yield from self._see_infinite(step)
        yield from self._see_blanks(step)
        yield from self._see_rate(step)

    def see_evaluation(self, evaluated: Evaluated) -> Iterator[Warned]:
        """Look at an evaluation."""
        self._evaluations.append(evaluated)
        if evaluated.wer >= 0.995:
            yield from self._explain_wer(evaluated)
        else:
            self._told.discard(WER_ONE)
        yield from self._see_overfit(evaluated)

    def _see_infinite(self, step: StepDone) -> Iterator[Warned]:
        self._n_infinite += step.n_infinite
        if step.n_infinite:
            yield from self._tell(
                LOSS_INFINITE,
                f"The text of {step.n_infinite} clips in step {step.step} does not fit "
                "their sound, which makes an infinite loss; they count nothing.",
                "Look for wrong transcripts and for clips that were cut too short with "
                "dictation-app dataset check.",
                step.step,
            )

    def _see_blanks(self, step: StepDone) -> Iterator[Warned]:
        if step.blank_share < _BLANK:
            self._told -= {BLANK_COLLAPSE, BLANKS_AGAIN}
            self._could_write |= median(self._losses) < _WRITES
            return
        if self._warm and step.step < 50:
            return
        if self._could_write:
            yield from self._tell(
                BLANKS_AGAIN,
                "The network could write, and now writes nothing but blanks.",
                "Stop: the best weights are kept. Go on from them with optimizer."
                f"learning_rate at {step.learning_rate / 3:.0e}; look for wrong texts.",
                step.step,
            )
            return
        left = _PLATEAU_HOURS - step.hours_seen
        if left > 0 and not self._warm:
            per_step = step.hours_seen / step.step
            until = step.step + math.ceil(left / per_step) if per_step else step.step
            yield from self._tell(
                BLANK_COLLAPSE,
                "The network writes nothing but blanks. That is normal until about "
                f"step {until}: it first learns how rare letters are.",
                "Wait. Clean recordings of one speaker, short clips first and no "
                "augmentation get it over with sooner.",
                step.step,
            )
            return
        yield from self._tell(
            BLANKS_STUCK,
            f"Stuck: after {step.hours_seen:.1f} hours of audio the network still "
            "writes nothing but blanks.",
            "Begin with clean, short clips without augmentation, or from a trained model "
            "(--from); check that the texts belong to the recordings.",
            step.step,
        )

    def _see_rate(self, step: StepDone) -> Iterator[Warned]:
        if len(self._losses) < 20:
            return
        recent = sorted(list(self._losses)[-20:])[10]
        self._lowest = min(self._lowest, recent)
        if recent > 1.5 * self._lowest + 0.3:
            yield from self._tell(
                RATE_TOO_HIGH,
                f"The loss has risen from {self._lowest:.2f} to {recent:.2f}: the "
                "learning rate is too high.",
                f"Stop, and go on from the best model with optimizer.learning_rate at "
                f"{step.learning_rate / 3:.0e}.",
                step.step,
            )
        elif recent < 1.2 * self._lowest + 0.1:
            self._told.discard(RATE_TOO_HIGH)

    def _explain_wer(self, evaluated: Evaluated) -> Iterator[Warned]:
        if evaluated.blank_share >= _BLANK:
            reason = "the network writes nothing yet"
            remedy = "Wait until the loss falls below 2.5 per character."
        elif evaluated.cer < 0.6:
            reason = "letters are heard, words are not yet whole"
            remedy = (
                "Go on: the character error rate shows the progress; a language model "
                "mends many such words."
            )
        elif evaluated.loss > 2 * evaluated.train_loss:
            reason = "dev is another world than the training clips"
            remedy = (
                "Check that dev has the same language, spelling and kind of sound as "
                "the training data."
            )
        else:
            reason = "the letters do not fit the sound yet"
            remedy = (
                "If that stays so, check that the texts belong to the recordings and "
                "have not slipped by a line."
            )
        yield from self._tell(
            WER_ONE, f"Every word of dev is wrong: {reason}.", remedy, evaluated.step
        )

    def _see_overfit(self, evaluated: Evaluated) -> Iterator[Warned]:
        past = self._evaluations
        if len(past) < 3:
            return
        best = min(past, key=lambda e: e.loss)
        since = past[past.index(best) + 1 :]
        worse = len(since) >= 2 and evaluated.loss > 1.1 * best.loss
        if not worse or evaluated.train_loss >= best.train_loss:
            return
        if min(past, key=lambda e: e.wer) in since[-2:]:
            yield from self._tell(
                LOSS_AND_WORDS,
                f"The loss on dev rises, from {best.loss:.2f} (step {best.step}) to "
                f"{evaluated.loss:.2f}, and yet fewer words are wrong: the network is "
                "surer of everything, also of what it hears wrongly.",
                "Go on while the words get better: the weights with the fewest wrong "
                "words are kept.",
                evaluated.step,
            )
        else:
            yield from self._tell(
                OVERFIT,
                f"The loss on dev rose from {best.loss:.2f} (step {best.step}) to "
                f"{evaluated.loss:.2f} while that of the training clips fell: the "
                "network learns them by heart.",
                "Stop: the best weights are kept. More data, more augmentation or more "
                "dropout help.",
                evaluated.step,
            )

    def _tell(
        self, name: str, message: str, remedy: str, step: int
    ) -> Iterator[Warned]:
        if name not in self._told:
            self._told.add(name)
            yield Warned(name, message, remedy, step)


def compared_with_parent(
    steps: Generator[Event, None, R],
) -> Generator[Event | Warned, None, R]:
    """Pass on what a run tells; say once where it hears worse than when it began."""
    before: float | None = None
    with closing(steps):
        while True:
            try:
                event = next(steps)
            except StopIteration as end:
                result: R = end.value
                return result
            yield event
            if isinstance(event, Baseline):
                before = event.wer
            if not isinstance(event, Evaluated) or before is None:
                continue
            if event.wer > before + _WORSE:
                yield _worse(event, before)
                before = None


def _worse(evaluated: Evaluated, before: float) -> Warned:
    return Warned(
        WORSE,
        f"{100 * evaluated.wer:.1f} % of the words are wrong at step "
        f"{evaluated.step}, and {100 * before:.1f} % were before it began.",
        "Wait for some evaluations; if it stays so, begin anew with a third of "
        "optimizer.learning_rate. The old model is kept.",
        evaluated.step,
    )


def find_data_faults(
    selection: Selection,
    alphabet: Alphabet,
    sources: Sequence[Sequence[Clip]],
    *,
    warm: bool = True,
) -> Iterator[Warned]:
    """Say what the chosen clips tell about the data.

    Args:
        selection: of the clips.
        alphabet: of the network.
        sources: all clips.
        warm: whether the network can already hear.
    """
    hours = sum(sources[e.source][e.clip].duration for e in selection.examples) / 3600
    if not warm and selection.examples and hours < _LITTLE:
        yield Warned(
            TOO_LITTLE,
            f"{60 * hours:.0f} minutes of speech teach a network from scratch these "
            "sentences and nothing else, however few words of them are wrong.",
            "Begin with a trained model (--from), or with twenty hours of speech and "
            "more.",
        )
    n_clips = sum(map(len, sources))
    left_out = selection.left_out
    if n := left_out.get(UNREADABLE, 0):
        yield Warned(
            UNREADABLE_CLIPS,
            f"{n} of {n_clips} clips cannot be read; they are left out.",
            "See which with dictation-app dataset check, and fetch them again.",
        )
    if (n := left_out.get(FOREIGN, 0)) > 0.05 * n_clips:
        common = sorted(selection.foreign, key=lambda c: -selection.foreign[c])[:12]
        yield Warned(
            ALPHABET_MISMATCH,
            f"{n} of {n_clips} texts have characters outside the alphabet, such as "
            f"{' '.join(common)}; they are left out.",
            f'Write the texts with the letters "{alphabet.symbols}" (numbers as words), '
            "or give the model another alphabet in its configuration.",
        )
    if (n := left_out.get(TOO_FAST, 0)) > 0.02 * n_clips:
        yield Warned(
            TEXT_TOO_LONG,
            f"{n} of {n_clips} texts have more characters than the network has frames "
            "for them; they are left out.",
            "Check that the texts belong to the recordings; very fast speech needs a "
            "network with a smaller stride.",
        )
