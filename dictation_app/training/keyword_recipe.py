"""How a keyword model is trained: frozen values, saved beside the run."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from dictation_app.errors import TrainingError
from dictation_app.speech.architecture import FeatureConfig
from dictation_app.training.configuration import AugmentationConfig, merge
from dictation_app.transcript import Seconds

RECIPE = "keywords.toml"


@dataclass(frozen=True)
class KeywordData:
    """Which recordings are heard.

    Attributes:
        train: manifests or folders to learn from.
        dev: those to choose the best weights by.
        noise: recordings of noise to mix in.
        longest: seconds that a recording of one word may last.
    """

    train: tuple[str, ...] = ()
    dev: tuple[str, ...] = ()
    noise: tuple[str, ...] = ()
    longest: Seconds = 3.0


@dataclass(frozen=True)
class KeywordSettings:
    """What the network tells apart, and its sizes.

    Attributes:
        words: the list; empty for the single words that the data has often enough.
        least: recordings that make a word one of the list.
        others: recordings of other speech for each recording of a word, as far as the
            data has them.
        channels: width of the network.
        blocks: residual blocks.
        dropout: share of activations dropped in training.
    """

    words: tuple[str, ...] = ()
    least: int = 5
    others: float = 0.2
    channels: int = 96
    blocks: int = 4
    dropout: float = 0.1


@dataclass(frozen=True)
class KeywordRun:
    """How long and how the network learns; the first limit reached ends it.

    Attributes:
        epochs: passes over the data.
        minutes: time by the clock, 0 for no limit.
        batch: recordings of one step.
        learning_rate: at its peak.
        weight_decay: of AdamW.
        seed: of everything that is drawn.
    """

    epochs: int = 40
    minutes: float = 0.0
    batch: int = 64
    learning_rate: float = 4e-3
    weight_decay: float = 0.01
    seed: int = 1


@dataclass(frozen=True)
class KeywordRecipe:
    """Everything that decides a run; written into its folder."""

    title: str = "Keywords"
    data: KeywordData = field(default_factory=KeywordData)
    keywords: KeywordSettings = field(default_factory=KeywordSettings)
    augmentation: AugmentationConfig = field(
        default_factory=lambda: AugmentationConfig(
            pause=0.0,  # recordings are cut or padded to one length anyway
            frequency_mask=8,
            time_mask=12,
            noise_decibels=(5.0, 35.0),
        )
    )
    features: FeatureConfig = field(default_factory=lambda: FeatureConfig(n_mels=40))
    run: KeywordRun = field(default_factory=KeywordRun)

    def __post_init__(self) -> None:
        positive = {
            "run.batch": self.run.batch,
            "run.epochs": self.run.epochs,
            "run.learning_rate": self.run.learning_rate,
        }
        for name, number in positive.items():
            if not number > 0:
                raise TrainingError(f"{name} must be above 0, and it is {number}.")


def read_recipe(path: Path) -> KeywordRecipe:
    """The recipe of a run.

    Raises:
        TrainingError: it cannot be read.
    """
    try:
        return merge(KeywordRecipe(), tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise TrainingError(
            f"There is no run to go on with in {path.parent.name}: start without "
            "--resume."
        ) from error
