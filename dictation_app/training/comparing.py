"""Two models hear the same sound: where they differ, and which one people prefer."""

import math
import random
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dictation_app.errors import ManifestError
from dictation_app.speech.store import ModelInfo
from dictation_app.training.evaluation import Evaluation, EvaluationProgress, evaluate
from dictation_app.training.importers import find_layout, read_dataset
from dictation_app.training.manifest import Clip
from dictation_app.training.summary import Comparison, compare
from dictation_app.transcript import Utterance


@dataclass(frozen=True)
class Comparing:
    """How far it has come.

    Attributes:
        model: title of the one that listens.
        share: of all work, 0 to 1.
    """

    model: str
    share: float


@dataclass(frozen=True)
class Compared:
    """What two models made of the same clips.

    Attributes:
        comparison: rates and changes; rates mean nothing where no text is known.
        clips: by id.
        has_texts: whether what was said is known.
    """

    comparison: Comparison
    clips: dict[str, Clip]
    has_texts: bool


@dataclass(frozen=True)
class Ballot:
    """Two hearings of a sentence, in an order that was drawn.

    Attributes:
        clip: id of the clip.
        one: what one model heard.
        other: what the other heard.
        first_is_one: whether `one` is the first model's.
    """

    clip: str
    one: str
    other: str
    first_is_one: bool


@dataclass
class Votes:
    """Who was preferred how often."""

    first: int = 0
    second: int = 0
    equal: int = 0

    def add(self, ballot: Ballot, choice: int) -> None:
        """Count a vote: 1 for one, 2 for the other, 0 for neither."""
        if choice == 0:
            self.equal += 1
        elif (choice == 1) == ballot.first_is_one:
            self.first += 1
        else:
            self.second += 1

    @property
    def p(self) -> float:
        """How often so clear a vote comes by chance alone: the two-sided sign test."""
        n, k = self.first + self.second, max(self.first, self.second)
        tail = sum(math.comb(n, i) for i in range(k, n + 1)) / 2**n
        return min(1.0, 2 * tail) if n else 1.0


def compare_models(
    first: ModelInfo, second: ModelInfo, source: Path | Sequence[Clip]
) -> Generator[Comparing, None, Compared]:
    """Let two models hear a data set, one recording, or some clips.

    Raises:
        DictationError: the sound or a model cannot be used.
    """
    yield Comparing(first.title, 0.0)
    clips = yield from _clips(first, source)
    heard: list[Evaluation] = []
    for number, info in enumerate((first, second)):
        heard.append((yield from _hear(info, clips, number)))
    return Compared(
        compare(heard[0], heard[1]),
        {clip.id: clip for clip in clips},
        has_texts=any(clip.text for clip in clips),
    )


def ballots(comparison: Comparison, seed: int, *, most: int = 20) -> list[Ballot]:
    """The sentences that differ most, each in an order that tells nothing."""
    generator = random.Random(seed)
    drawn = []
    for change in comparison.changes[:most]:
        first_is_one = generator.random() < 0.5
        pair = (change.first, change.second)
        one, other = pair if first_is_one else pair[::-1]
        drawn.append(Ballot(change.id, one, other, first_is_one))
    generator.shuffle(drawn)
    return drawn


def _clips(
    model: ModelInfo, source: Path | Sequence[Clip]
) -> Generator[Comparing, None, list[Clip]]:
    if not isinstance(source, Path):
        return list(source)
    try:
        find_layout(source)
    except ManifestError:
        if not source.is_file():
            raise
    else:
        return read_dataset(source)
    from dictation_app.speech.recognizer import load_recognizer

    recognizer, _ = load_recognizer(model, device="cpu")
    clips: list[Clip] = []
    for step in recognizer.transcribe(source):
        if isinstance(step, Utterance):
            length = round(step.end - step.start, 3)
            name = f"{len(clips) + 1:04d}"
            clips.append(Clip(name, source, length, "", start=step.start))
        yield Comparing(model.title, 0.0)
    if not clips:
        raise ManifestError(f"No speech was found in {source.name}.")
    return clips


def _hear(
    info: ModelInfo, clips: Sequence[Clip], number: int
) -> Generator[Comparing, None, Evaluation]:
    from dictation_app.speech.recognizer import load_recognizer

    recognizer, _ = load_recognizer(info, device="cpu")
    steps = evaluate(recognizer.model, recognizer.decoder, clips, name=info.title)
    while True:
        try:
            progress: EvaluationProgress = next(steps)
        except StopIteration as end:
            result: Evaluation = end.value
            return result
        share = progress.done / max(progress.total, 1e-9)
        yield Comparing(info.title, (number + share) / 2)
