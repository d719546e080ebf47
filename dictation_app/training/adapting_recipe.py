"""How a model learns a voice: chosen by measurement with speakers it had never heard."""

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dictation_app.speech.store import ModelInfo
from dictation_app.training.checkpoint import find_checkpoints
from dictation_app.training.configuration import (
    AugmentationConfig,
    DataConfig,
    OptimizerConfig,
    RunConfig,
    TrainingConfig,
)
from dictation_app.training.manifest import (
    Clip,
    read_manifest,
    write_manifest,
    write_text,
)
from dictation_app.training.trainer import TrainingRequest
from dictation_app.training.underway import CHECKPOINTS
from dictation_app.training.voice_clips import LONGEST
from dictation_app.transcript import Seconds

REPLAY = "replay"
"""The collection that the clips mixed in belong to."""


@dataclass(frozen=True)
class Recipe:
    """What decides how a voice is learned.

    Attributes:
        passes: how often each clip is heard.
        replay: share of the audio heard that is replay.
        augmentation: what is done to the clips.
        optimizer: how the weights move.
        run: how long, and in what steps; its limits are set for each voice.
    """

    passes: float
    replay: float
    augmentation: AugmentationConfig
    optimizer: OptimizerConfig
    run: RunConfig


RECIPE = Recipe(
    passes=20.0,
    replay=0.1,
    augmentation=AugmentationConfig(
        pause=0.0, equaliser=0.3, low_pass=0.0, reverberation=0.1
    ),
    optimizer=OptimizerConfig(
        name="adamw", learning_rate=3e-4, warm_up=20, ema_decay=0.99
    ),
    run=RunConfig(
        batch_seconds=48.0,
        short_first=0,
        checkpoint_minutes=1.0,
        evaluation_minutes=1.0,
        dev_minutes=2.0,
        watch_seconds=15.0,
        tensorboard=False,
    ),
)


def plan_training(
    recipe: Recipe,
    *,
    parent: ModelInfo,
    learned: Sequence[Clip],
    held_out: Sequence[Clip],
    replay: Path | None,
    work: Path,
    minutes: float,
    seed: int,
) -> TrainingRequest:
    """Write the manifests into the folder `work`, and say how to learn from them.

    An interrupted run of the same plan goes on; of another one, it is removed.

    Raises:
        ManifestError: they cannot be written, or the replay clips cannot be read.
    """
    data, seconds = _lay_out(work, learned, held_out, replay, recipe.replay)
    _clear_other(work, repr((recipe, parent.sha256, learned, replay, seed)))
    config = TrainingConfig(
        parent=str(parent.folder.absolute()),
        data=data,
        augmentation=recipe.augmentation,
        optimizer=recipe.optimizer,
        run=replace(
            recipe.run,
            hours_seen=recipe.passes * seconds / 3600,
            minutes=minutes,
            seed=seed,
        ),
    )
    return TrainingRequest(
        config=config,
        output=work,
        cache=work / "features",
        resume=bool(find_checkpoints(work / CHECKPOINTS)),
    )


def _lay_out(
    work: Path,
    learned: Sequence[Clip],
    held_out: Sequence[Clip],
    replay: Path | None,
    share: float,
) -> tuple[DataConfig, Seconds]:
    """Write the manifests; what to read of them, and the seconds of one pass."""
    train, dev = work / "learned.jsonl", work / "held-out.jsonl"
    write_manifest(train, learned)
    write_manifest(dev, held_out)
    sources, weights = [train], {}
    seconds = sum(clip.duration for clip in learned)
    if replay is not None and share > 0:
        clips = [replace(clip, corpus=REPLAY) for clip in read_manifest(replay)]
        mixed = work / f"{REPLAY}.jsonl"
        write_manifest(mixed, clips)
        sources.append(mixed)
        wanted = seconds * share / (1 - share)
        weights[REPLAY] = wanted / sum(clip.duration for clip in clips)
        seconds += wanted
    data = DataConfig(
        train=tuple(str(path.absolute()) for path in sources),
        dev=(str(dev.absolute()),),
        longest=LONGEST,
        corpus_weights=weights,
        word_weight=1.0,
        speaker_minutes=0.0,
    )
    return data, seconds


def _clear_other(work: Path, plan: str) -> None:
    """Remove the checkpoints of another plan, whose weights would be mixed up."""
    name = hashlib.sha256(plan.encode()).hexdigest()
    path = work / "plan"
    if not path.is_file() or path.read_text(encoding="utf-8") != name:
        shutil.rmtree(work / CHECKPOINTS, ignore_errors=True)
        write_text(path, name)
