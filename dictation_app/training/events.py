"""What a training run tells while it goes on: frozen values, in the order they happen."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dictation_app.transcript import Seconds


@dataclass(frozen=True)
class FeaturesRead:
    """Recordings are being turned into features, once.

    Attributes:
        name: the data set.
        n_done: clips done.
        n_clips: of so many.
        n_unreadable: of those done, clips that could not be read.
    """

    name: str
    n_done: int
    n_clips: int
    n_unreadable: int


@dataclass(frozen=True)
class DataSelected:
    """What will be heard.

    Attributes:
        n_clips: clips to learn from.
        hours: their length.
        hours_an_epoch: what is heard of them in one pass, as they are weighted.
        n_speakers: known speakers among them.
        n_dev: clips of dev for each evaluation.
        left_out: clips that are not used, counted by reason.
    """

    n_clips: int
    hours: float
    hours_an_epoch: float
    n_speakers: int
    n_dev: int
    left_out: Mapping[str, int]


@dataclass(frozen=True)
class RunStarted:
    """The network stands ready.

    Attributes:
        step: 0, or the step at which the run goes on.
        n_parameters: of the network.
        device: "cpu" or "cuda".
        precision: "bfloat16" or "float32".
        n_processes: that share each step.
        parent: the model it starts from, or an empty string.
    """

    step: int
    n_parameters: int
    device: str
    precision: str
    n_processes: int
    parent: str


@dataclass(frozen=True)
class StepDone:
    """One step of the optimizer.

    Attributes:
        step: its number, from 1.
        epoch: the pass over the data, from 1.
        progress: share of the whole run that is done, 0 to 1.
        loss: CTC's negative log-probability per character, augmented clips.
        learning_rate: of this step.
        gradient_norm: before clipping; not finite where the step was skipped.
        blank_share: of the frames whose best label is the blank.
        n_infinite: clips whose text did not fit their frames.
        seconds: of audio in the step.
        hours_seen: of audio since the beginning.
        speed: seconds of audio a second, over the last minute or so.
        remaining: seconds until the run ends, as far as can be told.
    """

    step: int
    epoch: int
    progress: float
    loss: float
    learning_rate: float
    gradient_norm: float
    blank_share: float
    n_infinite: int
    seconds: Seconds
    hours_seen: float
    speed: float
    remaining: Seconds


@dataclass(frozen=True)
class Sentence:
    """A sentence of dev and how it is heard now."""

    id: str
    reference: str
    hypothesis: str
    wer: float


@dataclass(frozen=True)
class SentencesDecoded:
    """The same few sentences each time, so that one can watch them improve."""

    step: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class EpochDone:
    """A pass over the data has ended.

    Attributes:
        epoch: its number, from 1.
        step: at its end.
        loss: mean of its steps.
    """

    epoch: int
    step: int
    loss: float


@dataclass(frozen=True)
class Evaluated:
    """The averaged weights were tried on dev (greedy, no language model).

    Attributes:
        step: at which.
        hours_seen: of audio until then.
        wer: share of wrong words.
        cer: share of wrong characters.
        loss: per character.
        train_loss: per character on training clips, as augmented, of late.
        blank_share: of the frames whose best label is the blank.
        wer_by_corpus: the same by corpus.
        is_best: whether no earlier one had fewer wrong words.
    """

    step: int
    hours_seen: float
    wer: float
    cer: float
    loss: float
    train_loss: float
    blank_share: float
    wer_by_corpus: Mapping[str, float]
    is_best: bool


@dataclass(frozen=True)
class CheckpointSaved:
    """The run can go on from here."""

    step: int
    path: Path


@dataclass(frozen=True)
class ModelExported:
    """The averaged weights lie in a model folder."""

    step: int
    folder: Path


@dataclass(frozen=True)
class Warned:
    """Something is wrong, or looks so.

    Attributes:
        name: of the diagnosis.
        message: what is the matter.
        remedy: what to do.
        step: at which.
    """

    name: str
    message: str
    remedy: str
    step: int = 0


TrainEvent = (
    FeaturesRead
    | DataSelected
    | RunStarted
    | StepDone
    | SentencesDecoded
    | EpochDone
    | Evaluated
    | CheckpointSaved
    | ModelExported
    | Warned
)


@dataclass(frozen=True)
class TrainResult:
    """How a run ended.

    Attributes:
        step: the last one.
        hours_seen: of audio.
        seconds: it took, interruptions left out.
        best_wer: on dev, or None where there was no evaluation.
        model: the folder of the averaged weights as they are now.
        best: the folder of those that did best on dev, or None.
        is_complete: whether a limit was reached, and nobody stopped it.
    """

    step: int
    hours_seen: float
    seconds: Seconds
    best_wer: float | None
    model: Path
    best: Path | None
    is_complete: bool
