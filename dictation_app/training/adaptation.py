"""Adapt a model to one voice, and keep the result only if it is better and not narrower.

The model itself checks the clips; a part is set apart and never learned from; the rest is
mixed with replay clips; and the weights that come out go back towards the parent's where
other voices need them, and as far as the bundled test clips demand.
"""

import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from dictation_app.errors import ManifestError, TrainingError
from dictation_app.speech.decoder import Decoder, open_decoder
from dictation_app.speech.model import DeepSpeech2
from dictation_app.speech.network import DeepSpeech2Model
from dictation_app.speech.store import ModelInfo, load_network, read_model
from dictation_app.training.adapting_recipe import RECIPE, Recipe, plan_training
from dictation_app.training.evaluation import Evaluation, evaluate
from dictation_app.training.events import TrainEvent, TrainResult
from dictation_app.training.importance import (
    Importance,
    distance,
    read_importance,
)
from dictation_app.training.manifest import Clip, read_manifest
from dictation_app.training.processes import Crew, train_in_processes
from dictation_app.training.splitting import split
from dictation_app.training.trainer import train
from dictation_app.training.verdict import Measured, Outcome, is_narrower, judge, keep
from dictation_app.training.voice_clips import check_clips
from dictation_app.transcript import Seconds

HELD_OUT = 0.2
"""Share of the clips that is never learned from."""
_FEWEST = 5
"""Clips below which there is nothing to learn from."""
_SHARES = (0.5, 0.35, 0.2, 0.1)
"""Shares of the way from the parent's weights to the new ones that are tried where nobody
knows which weights matter to others.

Half the way keeps what the voice gains: with four minutes of a speaker it had never heard
a model went from 77.5 to 73.7 % wrong words at all of the way and at half of it, and on
other speakers from 71.9 to 78.7 % at all of it and to 73.5 % at half.
"""
_STRENGTHS = (0.1, 0.2, 0.4, 1.0)
"""How much others are spared where it is known which weights matter to them; tried in
turn (see `Importance.soften`).

With four minutes of a speaker it had never heard a model went from 34.0 to 28.1 % wrong
words with the first, and on other speakers from 31.6 to 31.9 %; a share of 0.35 of the
way, the same for all weights, gave 29.4 and 32.3 %.
"""

Stage = Literal["checking", "before", "after"]


@dataclass(frozen=True)
class AdaptationRequest:
    """What to adapt to whom.

    Attributes:
        data: clips of one voice with their texts, in any format that can be read.
        parent: folder of the model to begin with.
        output: the model folder that is made, if the result is kept.
        work: folder of the run, which may be removed afterwards; one that holds an
            interrupted run of the same request goes on where it was.
        replay: manifest of clips that are mixed in, or None.
        test: manifest of clips that must not be heard worse, or None.
        title: the new model's name for people; made from the parent's where empty.
        minutes: longest time for learning; checking and measuring come on top.
        seed: of everything that is drawn.
        recipe: how it is learned.
    """

    data: Path
    parent: Path
    output: Path
    work: Path
    replay: Path | None = None
    test: Path | None = None
    title: str = ""
    minutes: float = 10.0
    seed: int = 1
    recipe: Recipe = RECIPE


@dataclass(frozen=True)
class Listening:
    """The clips are being heard with the parent, or with what came out.

    Attributes:
        stage: "checking" the clips, or measuring "before" and "after" the learning.
        share: of the stage, from 0 to 1.
    """

    stage: Stage
    share: float


@dataclass(frozen=True)
class AdaptationPlanned:
    """The clips are checked and divided.

    Attributes:
        n_train: clips to learn from.
        n_held_out: clips to measure by.
        seconds: of the clips to learn from.
        left_out: clips that are not used, counted by reason.
    """

    n_train: int
    n_held_out: int
    seconds: Seconds
    left_out: Mapping[str, int]


AdaptationEvent = TrainEvent | Listening | AdaptationPlanned


@dataclass(frozen=True)
class AdaptationResult:
    """What came of it.

    Attributes:
        before: how the parent hears.
        after: how the new weights hear.
        kept: whether they are better by the rule.
        reason: why, or why not, in one sentence.
        model: the new model's folder where it was kept, otherwise the parent's.
        seconds: it took, from the first clip to the last measurement.
        share: how far the weights went from the parent's to what was learned, 0 to 1.
        n_train: clips learned from.
        held_out: the clips that were measured by, with their sound.
    """

    before: Measured
    after: Measured
    kept: bool
    reason: str
    model: Path
    seconds: Seconds
    share: float
    n_train: int
    held_out: tuple[Clip, ...]


def adapt(
    request: AdaptationRequest,
    *,
    crew: Crew | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Generator[AdaptationEvent, None, AdaptationResult]:
    """Adapt a model to a voice.

    A `stop` that says yes ends the learning; what was learned is measured all the same.
    Closing the generator saves a checkpoint, from which the same request goes on.

    Args:
        request: what.
        crew: processes to learn in; None learns in this one.
        stop: asked at every step whether to end the learning.

    Raises:
        DictationError: the clips cannot be used, or something cannot be written.
    """
    began = time.monotonic()
    parent = read_model(request.parent)
    importance = read_importance(parent)
    listener = _listener(parent, load_network(parent))
    learned, held_out = yield from _choose(request, listener)
    test = read_manifest(request.test) if request.test else []
    before = yield from _measure(listener, held_out, test, "before")
    result = yield from _learn(request, parent, learned, held_out, crew, stop)
    outcome = yield from _settle(parent, importance, result, before, held_out, test)
    verdict = judge(before, outcome.after)
    if verdict.kept:
        keep(request.output, parent, outcome, title=request.title)
    return AdaptationResult(
        before=before,
        after=outcome.after,
        kept=verdict.kept,
        reason=verdict.reason,
        model=request.output if verdict.kept else request.parent,
        seconds=time.monotonic() - began,
        share=outcome.share,
        n_train=len(learned),
        held_out=held_out,
    )


def divide(
    clips: Sequence[Clip], seed: int
) -> tuple[tuple[Clip, ...], tuple[Clip, ...]]:
    """Divide one voice's clips at random; no sentence is in both parts.

    Raises:
        TrainingError: there are too few.
    """
    of_one_voice = [replace(clip, speaker="", corpus="") for clip in clips]
    try:
        parts = split(of_one_voice, share=HELD_OUT, seed=seed)
    except ManifestError as error:
        raise _too_few(len(clips)) from error
    if len(parts.train) < _FEWEST:
        raise _too_few(len(clips))
    return parts.train, parts.dev


def blend(old: DeepSpeech2, new: DeepSpeech2, share: float) -> DeepSpeech2:
    """Move `old` by a share of the way to the weights of `new`, and give it back.

    Wortsman et al., "Robust fine-tuning of zero-shot models", 2022: such a mean keeps
    most of what both know.
    """
    weights = new.state_dict()
    for name, tensor in old.state_dict().items():
        tensor.lerp_(weights[name], share)
    return old


@dataclass(frozen=True)
class _Listener:
    """A network, and who makes words of what it hears."""

    model: DeepSpeech2Model
    decoder: Decoder


def _listener(parent: ModelInfo, network: DeepSpeech2) -> _Listener:
    """A network that is decoded as the parent is."""
    model = DeepSpeech2Model(network, parent.features, parent.alphabet)
    return _Listener(model, open_decoder(parent))


def _choose(
    request: AdaptationRequest, listener: _Listener
) -> Generator[AdaptationEvent, None, tuple[tuple[Clip, ...], tuple[Clip, ...]]]:
    """Check the clips and divide them."""
    steps = check_clips(request.data, listener.model)
    while True:
        try:
            yield Listening("checking", next(steps))
        except StopIteration as end:
            checked = end.value
            break
    learned, held_out = divide(checked.clips, request.seed)
    yield AdaptationPlanned(
        n_train=len(learned),
        n_held_out=len(held_out),
        seconds=sum(clip.duration for clip in learned),
        left_out=checked.left_out,
    )
    return learned, held_out


def _measure(
    listener: _Listener, held_out: Sequence[Clip], test: Sequence[Clip], stage: Stage
) -> Generator[Listening, None, Measured]:
    """Hear the held-out clips, then the test clips."""
    total = sum(clip.duration for clip in (*held_out, *test))
    done = 0.0
    found: list[Evaluation] = []
    for clips in filter(None, (held_out, test)):
        steps = evaluate(listener.model, listener.decoder, clips)
        while True:
            try:
                progress = next(steps)
            except StopIteration as end:
                found.append(end.value)
                break
            yield Listening(stage, (done + progress.done) / total)
        done += sum(clip.duration for clip in clips)
    return Measured(*found)


def _learn(
    request: AdaptationRequest,
    parent: ModelInfo,
    learned: Sequence[Clip],
    held_out: Sequence[Clip],
    crew: Crew | None,
    stop: Callable[[], bool],
) -> Generator[AdaptationEvent, None, TrainResult]:
    training = plan_training(
        request.recipe,
        parent=parent,
        learned=learned,
        held_out=held_out,
        replay=request.replay,
        work=request.work,
        minutes=request.minutes,
        seed=request.seed,
    )
    if crew is None:
        return (yield from train(training, stop=stop))
    return (yield from train_in_processes(training, crew, stop=stop))


def _settle(
    parent: ModelInfo,
    importance: Importance | None,
    result: TrainResult,
    before: Measured,
    held_out: Sequence[Clip],
    test: Sequence[Clip],
) -> Generator[Listening, None, Outcome]:
    """Go back towards the parent's weights until the test clips are heard as before.

    The held-out clips have no say in it, so that they stay an honest measure.
    """
    learned = read_model(result.model)
    for network, share in _on_the_way(parent, learned, importance):
        after = yield from _measure(_listener(parent, network), held_out, test, "after")
        outcome = Outcome(network, share, before, after, result)
        if not is_narrower(before, after):
            break
    return outcome


def _on_the_way(
    parent: ModelInfo, learned: ModelInfo, importance: Importance | None
) -> Iterator[tuple[DeepSpeech2, float]]:
    """Networks between two others, each nearer to the parent; how far they went."""
    if importance is None:
        for share in _SHARES:
            yield blend(load_network(parent), load_network(learned), share), share
        return
    old = load_network(parent)
    whole = distance(old, load_network(learned))
    for strength in _STRENGTHS:
        network = load_network(learned)
        importance.soften(old, network, strength)
        yield network, distance(old, network) / whole if whole else 0.0


def _too_few(n_clips: int) -> TrainingError:
    return TrainingError(
        f"The number of clips that can be used is {n_clips}, too few to learn from and "
        "to measure by: record ten sentences or more; ten minutes are good."
    )
