"""Trains a small network that tells a fixed list of words apart.

The work is a generator of events like that of the CTC trainer, and resumes exactly at the
beginning of an epoch: every draw comes from the recipe's seed and the epoch's number.
"""

import math
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from dictation_app.errors import TrainingError
from dictation_app.speech.keyword_store import save_keyword_model
from dictation_app.speech.keywords import MOST_PARAMETERS, KeywordConfig, KeywordNet
from dictation_app.speech.model import count_parameters
from dictation_app.training.checkpoint import read_newest, save_checkpoint
from dictation_app.training.events import EpochDone, FeaturesRead, RunStarted
from dictation_app.training.keyword_material import KeywordMaterial, Sounds, prepare
from dictation_app.training.keyword_recipe import RECIPE, KeywordRecipe
from dictation_app.training.manifest import write_text
from dictation_app.training.toml import write_toml
from dictation_app.transcript import Seconds

CHECKPOINTS, MODEL = "checkpoints", "model"
_WARM_UP = 0.08
"""Share of the run over which the learning rate rises."""
_FINAL = 0.01
"""Share of the peak rate that is left at the end."""
_SMOOTHING = 0.05
"""Share of the probability that the right class must not have."""
_AT_ONCE = 128
"""Recordings of dev that are tried together."""


@dataclass(frozen=True)
class KeywordStep:
    """One step of the optimizer.

    Attributes:
        epoch: from 1.
        progress: share of the run that is done.
        loss: cross-entropy, augmented recordings.
    """

    epoch: int
    progress: float
    loss: float


@dataclass(frozen=True)
class KeywordsTried:
    """The network was tried on dev.

    Attributes:
        epoch: after which.
        accuracy: share of the words of dev that were told right.
        n: words of dev.
    """

    epoch: int
    accuracy: float
    n: int


@dataclass(frozen=True)
class KeywordResult:
    """How a run ended.

    Attributes:
        model: the folder of the model.
        words: what it tells apart.
        epochs: passes that are done.
        seconds: it took, interruptions left out.
        accuracy: of the best epoch on dev; None without dev.
        is_complete: whether it ended by itself.
    """

    model: Path
    words: tuple[str, ...]
    epochs: int
    seconds: Seconds
    accuracy: float | None
    is_complete: bool


KeywordEvent = FeaturesRead | RunStarted | KeywordStep | EpochDone | KeywordsTried


def train_keywords(
    recipe: KeywordRecipe,
    output: Path,
    cache: Path,
    *,
    resume: bool = False,
    stop: Callable[[], bool] = lambda: False,
) -> Generator[KeywordEvent, None, KeywordResult]:
    """Train, and write the model into the folder `model` of the run.

    Args:
        recipe: how.
        output: folder of the run.
        cache: folder of features.
        resume: go on with the run that is there.
        stop: asked before every step; the epoch that is broken off is lost.

    Raises:
        DictationError: the data cannot be used, or the disk does not take it.
    """
    if (output / RECIPE).exists() and not resume:
        raise TrainingError(
            f"There is already a run in {output.name}: go on with --resume, or choose "
            "another --output."
        )
    material = yield from _prepare(recipe, cache)
    learner = _Learner(recipe, material)
    if resume:
        learner.restore(read_newest(output / CHECKPOINTS)[0])
    write_text(output / RECIPE, write_toml(recipe))
    yield RunStarted(
        learner.epoch, count_parameters(learner.network), "cpu", "float32", 1, ""
    )
    is_complete = yield from _go_through(learner, output, stop)
    model = _export(recipe, output / MODEL, material, learner)
    return KeywordResult(
        model,
        material.words,
        learner.epoch,
        learner.seconds,
        learner.best_accuracy,
        is_complete,
    )


def _go_through(
    learner: "_Learner", output: Path, stop: Callable[[], bool]
) -> Generator[KeywordEvent, None, bool]:
    """Learn epoch by epoch, with a checkpoint after each; whether all were done."""
    while learner.share < 1.0:
        finished = yield from learner.learn(stop)
        if not finished:
            return learner.share >= 1.0
        yield EpochDone(learner.epoch, learner.epoch, learner.loss)
        yield from learner.try_dev()
        save_checkpoint(output / CHECKPOINTS, learner.epoch, learner.state())
    return True


def _prepare(
    recipe: KeywordRecipe, cache: Path
) -> Generator[FeaturesRead, None, KeywordMaterial]:
    settings = recipe.keywords
    return (
        yield from prepare(
            recipe.data,
            recipe.features,
            cache,
            words=settings.words,
            least=settings.least,
            others=settings.others,
            seed=recipe.run.seed,
        )
    )


class _Learner:
    """The network, what moves it, and how far it has come."""

    def __init__(self, recipe: KeywordRecipe, material: KeywordMaterial) -> None:
        settings = recipe.keywords
        self._run = recipe.run
        self._material = material
        torch.manual_seed(recipe.run.seed)
        self.network = KeywordNet(
            KeywordConfig(
                material.words,
                recipe.features.n_mels,
                settings.channels,
                settings.blocks,
                settings.dropout,
            )
        )
        n_parameters = count_parameters(self.network)
        if n_parameters > MOST_PARAMETERS:
            raise TrainingError(
                f"The network would have {n_parameters:,} parameters, more than the "
                f"{MOST_PARAMETERS:,} of a small one: lower keywords.channels."
            )
        self._sounds = Sounds(material, recipe.augmentation, recipe.features)
        self._optimizer = torch.optim.AdamW(
            self.network.parameters(),
            recipe.run.learning_rate,
            weight_decay=recipe.run.weight_decay,
        )
        self.epoch = 0
        self.seconds = 0.0
        self.loss = math.nan
        self.best_accuracy: float | None = None
        self.best: Mapping[str, Tensor] | None = None

    @property
    def share(self) -> float:
        """Share of the run that is done."""
        limit = 60 * self._run.minutes
        spent = self.seconds / limit if limit else 0.0
        return min(max(self.epoch / self._run.epochs, spent), 1.0)

    def learn(self, stop: Callable[[], bool]) -> Generator[KeywordStep, None, bool]:
        """Go through one epoch; False where it was broken off."""
        self.network.train()
        began, before = time.monotonic(), self.seconds
        random = np.random.default_rng((self._run.seed, self.epoch))
        torch.manual_seed(int(random.integers(2**31)))  # of dropout
        batches = self._sounds.batches(self._run.batch, random)
        losses = []
        for number, batch in enumerate(batches):
            share = (self.epoch + number / len(batches)) / self._run.epochs
            progress = max(share, self.share)
            if stop() or progress >= 1.0:
                return False
            losses.append(self._step(*self._sounds.read(batch, random), progress))
            self.seconds = before + time.monotonic() - began
            yield KeywordStep(self.epoch + 1, progress, losses[-1])
        self.epoch += 1
        self.loss = float(np.mean(losses))
        return True

    def _step(
        self, features: Tensor, lengths: Tensor, classes: Tensor, progress: float
    ) -> float:
        rate = self._run.learning_rate * _rate(progress)
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        logits = self.network(features, lengths)
        loss = functional.cross_entropy(logits, classes, label_smoothing=_SMOOTHING)
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self._optimizer.step()
        return float(loss.detach())

    def try_dev(self) -> Generator[KeywordsTried, None, None]:
        """Count what is right on dev, and remember the best weights."""
        began = time.monotonic()
        right, n = self._count()
        self.seconds += time.monotonic() - began
        accuracy = right / n if n else None
        if n == 0 or accuracy is None or accuracy >= (self.best_accuracy or 0.0):
            self.best_accuracy = accuracy
            state = self.network.state_dict()
            self.best = {name: value.clone() for name, value in state.items()}
        if accuracy is not None:
            yield KeywordsTried(self.epoch, accuracy, n)

    @torch.inference_mode()
    def _count(self) -> tuple[int, int]:
        self.network.eval()
        right = n = 0
        for features, lengths, classes in self._sounds.dev(_AT_ONCE):
            found = self.network(features, lengths).argmax(dim=1)
            right += int((found == classes).sum())
            n += len(classes)
        return right, n

    def state(self) -> dict[str, Any]:
        """All that the run goes on from."""
        return {
            "words": list(self._material.words),
            "epoch": self.epoch,
            "seconds": self.seconds,
            "network": self.network.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "best": dict(self.best or {}),
            "best_accuracy": self.best_accuracy,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from a checkpoint.

        Raises:
            TrainingError: it is of another list of words or another network.
        """
        try:
            if tuple(state["words"]) != self._material.words:
                raise ValueError("other words")
            self.network.load_state_dict(state["network"])
            self._optimizer.load_state_dict(state["optimizer"])
        except (KeyError, ValueError, RuntimeError) as error:
            raise TrainingError(
                "The checkpoint is of other words or another network: start a new run."
            ) from error
        self.epoch, self.seconds = int(state["epoch"]), float(state["seconds"])
        self.best_accuracy, self.best = state["best_accuracy"], state["best"] or None


def _rate(progress: float) -> float:
    """Share of the peak rate: a rise, and then a cosine."""
    if progress < _WARM_UP:
        return max(progress, 1e-3) / _WARM_UP
    fallen = (progress - _WARM_UP) / (1 - _WARM_UP)
    return _FINAL + (1 - _FINAL) * (1 + math.cos(math.pi * min(fallen, 1.0))) / 2


def _export(
    recipe: KeywordRecipe, folder: Path, material: KeywordMaterial, learner: _Learner
) -> Path:
    """Write the best weights as a model folder."""
    network = KeywordNet(learner.network.config)
    network.load_state_dict(learner.best or learner.network.state_dict())
    accuracy = learner.best_accuracy
    provenance: dict[str, Any] = {
        "trained": datetime.now(UTC).date().isoformat(),
        "epochs": learner.epoch,
        "recordings": len(material.train),
        "corpora": list(material.corpora),
        "seed": recipe.run.seed,
    }
    card = (
        f"# {recipe.title}\n\nTells {len(material.words)} words apart: "
        f"{', '.join(material.words)}. Learned from {len(material.train)} recordings of "
        f"{', '.join(material.corpora) or 'no named collection'} in {learner.epoch} "
        "passes.\n"
    )
    if accuracy is not None:
        provenance["dev_accuracy"] = round(accuracy, 4)
        card += (
            f"\n{100 * accuracy:.1f} % of the words of its dev recordings are right.\n"
        )
    save_keyword_model(
        folder,
        network,
        title=recipe.title,
        features=recipe.features,
        provenance=provenance,
        card=card,
    )
    return folder
