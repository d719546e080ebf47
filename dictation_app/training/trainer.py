"""The training loop: a generator of events that can be stopped and resumed exactly."""

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch

from dictation_app.errors import TrainingError
from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.model import DeepSpeech2
from dictation_app.speech.store import ModelInfo, read_model
from dictation_app.training.checkpoint import (
    find_checkpoints,
    read_newest,
)
from dictation_app.training.configuration import TrainingConfig, check_end, write_toml
from dictation_app.training.distributed import Team, local_rank
from dictation_app.training.events import (
    RunStarted,
    TrainEvent,
    TrainResult,
    Warned,
)
from dictation_app.training.export import start_from
from dictation_app.training.hearing import Listener
from dictation_app.training.learner import Learner
from dictation_app.training.manifest import write_text
from dictation_app.training.material import prepare
from dictation_app.training.precision import Arithmetic, choose_arithmetic
from dictation_app.training.underway import CHECKPOINTS, Run

_DEFAULT = TrainingConfig().alphabet
CONFIG = "config.toml"


@dataclass(frozen=True)
class TrainingRequest:
    """What to train, and where.

    Attributes:
        config: how; the data sets are in it.
        output: folder of the run.
        cache: folder of features, which runs may share.
        resume: whether to go on with the run that lies in `output`.
    """

    config: TrainingConfig
    output: Path
    cache: Path
    resume: bool = False


def train(
    request: TrainingRequest,
    *,
    team: Team | None = None,
    stop: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = time.monotonic,
) -> Generator[TrainEvent, None, TrainResult]:
    """Train a network.

    Closing the generator, or a `stop` that says yes, saves a checkpoint; with several
    processes only `stop` ends all of them together.

    Args:
        request: what.
        team: the processes that share the work.
        stop: asked at every step whether to end now.
        clock: seconds.

    Raises:
        DictationError: the run cannot begin or go on; the last checkpoint is intact.
    """
    run, opening = yield from _begin(request, team or Team(), clock)
    try:
        yield from run.tell(opening)
        while not run.is_over:
            taken = run.learner.step(run.orders(stop=stop()))
            yield from run.tell(run.step_events(taken))
            if taken.orders.watch:
                yield from run.tell(run.watch())
            if taken.orders.evaluate:
                yield from run.tell(run.evaluate())
            if taken.orders.save:
                yield from run.tell(run.save())
        yield from run.tell(run.finish())
    except GeneratorExit:  # only ever at a yield, where a step is complete
        run.save_unheard()
        raise
    finally:
        run.close()
    return run.result()


def _begin(
    request: TrainingRequest, team: Team, clock: Callable[[], float]
) -> Generator[TrainEvent, None, tuple[Run, list[TrainEvent]]]:
    """Prepare data, network and folder.

    Returns:
        The run, and what it has to tell first.
    """
    name = request.config.parent
    parent = read_model(Path(name)) if name else None
    request = _settle(request, parent)
    config, output = request.config, request.output
    state, faults = _find_state(request)
    alphabet = _alphabet(config, parent)
    arithmetic, notice = choose_arithmetic(config.run, local_rank())
    fills_cache = local_rank() == 0  # one process of a machine
    if not fills_cache:
        team.wait()
    material = yield from prepare(config, alphabet, request.cache)
    if fills_cache:
        team.wait()
    if team.leads:
        write_text(output / CONFIG, write_toml(config))
    learner = Learner(
        config,
        _network(config, alphabet, parent if state is None else None),
        material.train,
        arithmetic,
        team,
        blank=alphabet.blank,
        short_first=0 if parent else config.run.short_first,
    )
    opening: list[TrainEvent] = []
    if state is not None:
        opening += _go_on(learner, state, faults, material.fingerprint)
    if notice is not None:
        opening.append(
            Warned("device", notice.message, "Training on a CPU takes longer.")
        )
    opening.append(_started(learner, config, arithmetic, team, parent))
    listener = Listener(material.dev, material.names, alphabet, arithmetic)
    resumed = request.resume
    parts = config, output, learner, listener, material, alphabet, team, clock, parent
    return Run(*parts, resumed=resumed), opening


def _alphabet(config: TrainingConfig, parent: ModelInfo | None) -> Alphabet:
    if parent is not None and parent.alphabet.symbols == config.alphabet:
        return parent.alphabet  # its blank may be elsewhere than last
    return Alphabet.from_symbols(config.alphabet)


def _go_on(
    learner: Learner, state: dict[str, Any], faults: Sequence[str], fingerprint: str
) -> Iterator[Warned]:
    """Take a checkpoint over, and say what is wrong with it or newer ones."""
    for fault in faults:
        yield Warned("damaged checkpoint", fault, "The one before it is used instead.")
    same = state.get("fingerprint") == fingerprint
    learner.load(state, same_batches=same)
    if not same:
        yield _DATA_CHANGED


def _started(
    learner: Learner,
    config: TrainingConfig,
    arithmetic: Arithmetic,
    team: Team,
    parent: ModelInfo | None,
) -> RunStarted:
    return RunStarted(
        step=learner.position.step,
        n_parameters=config.model.n_parameters,
        device=arithmetic.device.type,
        precision=arithmetic.name,
        n_processes=team.size,
        parent=parent.name if parent else "",
    )


def _settle(request: TrainingRequest, parent: ModelInfo | None) -> TrainingRequest:
    """Give the configuration what follows from the parent and the alphabet."""
    config = request.config
    if parent is not None:
        dropout, symbols = config.model.dropout, config.alphabet
        config = replace(
            config,
            alphabet=parent.alphabet.symbols if symbols == _DEFAULT else symbols,
            features=parent.features,
            model=replace(parent.architecture, dropout=dropout),
        )
    n_labels = len(config.alphabet) + 1
    config = replace(config, model=replace(config.model, n_labels=n_labels))
    if config.features.n_mels != config.model.n_mels:
        raise TrainingError(
            f"features.n_mels is {config.features.n_mels} and model.n_mels is "
            f"{config.model.n_mels}: they must be the same."
        )
    check_end(config.run)
    return replace(request, config=config)


def _find_state(request: TrainingRequest) -> tuple[dict[str, Any] | None, list[str]]:
    folder = request.output / CHECKPOINTS
    if request.resume:
        return read_newest(folder)
    if find_checkpoints(folder):
        raise TrainingError(
            f"{request.output} holds a run already: go on with --resume, or choose "
            "another --output."
        )
    return None, []


def _network(
    config: TrainingConfig, alphabet: Alphabet, parent: ModelInfo | None
) -> DeepSpeech2:
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(config.run.seed)
        network = DeepSpeech2(config.model)
    if parent is not None:
        start_from(network, parent, alphabet)
    return network


_DATA_CHANGED = Warned(
    "data changed",
    "The data or the batches are not those of the checkpoint.",
    "The present pass over the data begins again; the weights are kept.",
)
