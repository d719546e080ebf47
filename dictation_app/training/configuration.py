"""How a network is trained: frozen values, read from TOML and saved beside the run."""

import difflib
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_type_hints

from dictation_app.errors import DictationError, TrainingError
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.architecture import FeatureConfig, ModelConfig
from dictation_app.training.toml import write_toml as write_toml
from dictation_app.transcript import Seconds

T = TypeVar("T")
_SHARES = ("tempo", "warp", "pause", "equaliser", "low_pass", "reverberation", "noise")
Range = tuple[float, float]


@dataclass(frozen=True)
class DataConfig:
    """Which clips are heard, and how often.

    Attributes:
        train: manifests or folders to learn from.
        dev: those to choose the best weights by; never learned from.
        noise: recordings of noise to mix in.
        shortest: clips below this length in seconds are left out.
        longest: clips above it are left out.
        corpus_weights: how often a corpus is heard, 1 where it is not named.
        word_weight: how often clips of one or two words are heard, or they drown the
            sentences.
        speaker_minutes: a speaker with more than this is heard less often: with four
            times as much, twice as long. 0 takes every speaker as they come.
    """

    train: tuple[str, ...] = ()
    dev: tuple[str, ...] = ()
    noise: tuple[str, ...] = ()
    shortest: Seconds = 0.1
    longest: Seconds = 20.0
    corpus_weights: Mapping[str, float] = field(default_factory=dict)
    word_weight: float = 0.35
    speaker_minutes: float = 30.0


@dataclass(frozen=True)
class AugmentationConfig:
    """What is done to a clip so that no two hearings are alike.

    Each effect has the share of clips that get it; 0 switches it off.

    Attributes:
        tempo: share of clips that are faster or slower.
        tempo_range: times as fast.
        warp: share of clips whose vocal tract has another length.
        warp_range: factor on the formants' frequencies.
        pause: share of clips with silence around them, as a microphone hears it.
        longest_pause: of either side's silence, in seconds.
        equaliser: share of clips with another microphone's response.
        equaliser_nepers: largest standard deviation of the response's log power.
        low_pass: share of clips that lack the treble, as on a telephone.
        reverberation: share of clips in a room.
        noise: share of clips with noise, where there are recordings of it.
        noise_decibels: range of the ratio of speech to noise.
        frequency_masks: SpecAugment's masks over bands.
        frequency_mask: width in bands below which one stays.
        time_masks: SpecAugment's masks over time.
        time_mask: width in frames below which one stays.
        time_mask_share: largest share of a clip that one may cover.
    """

    tempo: float = 1.0
    tempo_range: Range = (0.88, 1.14)
    warp: float = 1.0
    warp_range: Range = (0.88, 1.13)
    pause: float = 0.2
    longest_pause: Seconds = 0.6
    equaliser: float = 0.7
    equaliser_nepers: float = 1.6
    low_pass: float = 0.15
    reverberation: float = 0.3
    noise: float = 0.6
    noise_decibels: Range = (3.0, 35.0)
    frequency_masks: int = 2
    frequency_mask: int = 15
    time_masks: int = 2
    time_mask: int = 35
    time_mask_share: float = 0.125


@dataclass(frozen=True)
class OptimizerConfig:
    """How the weights are moved.

    Attributes:
        name: "muon" (hidden matrices by Muon, the rest by AdamW) or "adamw".
        learning_rate: at its peak.
        schedule: "cosine", "linear", "one-cycle" or "constant".
        warm_up: steps over which the rate rises from zero (not for one-cycle).
        final_rate: share of the peak that is left at the end.
        weight_decay: on matrices only.
        momentum: Muon's memory of the gradient.
        beta1: AdamW's memory of the gradient.
        beta2: AdamW's memory of its square.
        clip_norm: longest gradient.
        ema_decay: memory of the averaged weights, which are what is kept.
        consistency: weight of what two hearings of a clip, augmented each in its own
            way, are apart; above 0 every clip of a step is heard twice.
    """

    name: Literal["muon", "adamw"] = "muon"
    learning_rate: float = 7e-4
    schedule: Literal["cosine", "linear", "one-cycle", "constant"] = "cosine"
    warm_up: int = 300
    final_rate: float = 0.02
    weight_decay: float = 0.01
    momentum: float = 0.95
    beta1: float = 0.9
    beta2: float = 0.98
    clip_norm: float = 1.0
    ema_decay: float = 0.999
    consistency: float = 0.0

    @property
    def hearings(self) -> int:
        """How often a step hears each of its clips."""
        return 2 if self.consistency > 0 else 1


@dataclass(frozen=True)
class RunConfig:
    """How long and on what the training runs; the first limit reached ends it.

    Attributes:
        epochs: passes over the data, 0 for no limit.
        hours_seen: hours of audio heard, 0 for no limit.
        minutes: time by the clock, 0 for no limit.
        batch_seconds: audio of one step, all processes together.
        accumulation: parts in which a process goes through its share of a step.
        short_first: epochs that go from short clips to long ones (not when another
            model is the start).
        seed: of everything that is drawn.
        precision: "auto", "bfloat16" or "float32"; auto takes bfloat16 where the
            hardware has it.
        device: "auto", "cpu" or "cuda".
        checkpoint_minutes: between two checkpoints.
        evaluation_minutes: between two evaluations on dev.
        dev_minutes: speech of dev used for that, evenly chosen; 0 for all of it.
        watch_seconds: between two decodings of the watched sentences.
        tensorboard: whether to write its logs, where it is installed.
    """

    epochs: int = 0
    hours_seen: float = 0.0
    minutes: float = 0.0
    batch_seconds: Seconds = 96.0
    accumulation: int = 1
    short_first: int = 1
    seed: int = 1
    precision: Literal["auto", "bfloat16", "float32"] = "auto"
    device: Literal["auto", "cpu", "cuda"] = "auto"
    checkpoint_minutes: float = 10.0
    evaluation_minutes: float = 20.0
    dev_minutes: float = 30.0
    watch_seconds: Seconds = 60.0
    tensorboard: bool = True


@dataclass(frozen=True)
class TrainingConfig:
    """Everything that decides a training run; the same values give the same network.

    Attributes:
        title: the model's name for people.
        parent: the folder of a model to begin with, whose network and features hold
            then; empty for random weights.
        alphabet: its labels without the blank, which comes last.
        data: which clips.
        augmentation: what is done to them.
        features: how sound becomes features.
        model: the network.
        optimizer: how it learns.
        run: how long and on what.
    """

    title: str = "My model"
    parent: str = ""
    alphabet: str = ENGLISH.symbols
    data: DataConfig = DataConfig()
    augmentation: AugmentationConfig = AugmentationConfig()
    features: FeatureConfig = field(default_factory=FeatureConfig)
    model: ModelConfig = field(default_factory=ModelConfig)
    optimizer: OptimizerConfig = OptimizerConfig()
    run: RunConfig = RunConfig()

    def __post_init__(self) -> None:
        _check(self)


def read_config(path: Path, base: TrainingConfig | None = None) -> TrainingConfig:
    """Read a TOML file; what it does not name is as in `base`.

    Paths of data are relative to the file.

    Raises:
        TrainingError: it cannot be read, or names a key or a value that cannot be.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise TrainingError(
            f"The configuration {path.name} cannot be read ({error.strerror}): check "
            "its name."
        ) from error
    except (ValueError, RecursionError) as error:  # no UTF-8, or no TOML
        raise TrainingError(
            f"{path.name} is not TOML ({error}): correct it."
        ) from error
    try:
        config = merge(base or TrainingConfig(), values)
    except DictationError as error:
        raise TrainingError(f"{path.name}: {error}") from error
    folder = path.absolute().parent
    data: dict[str, Any] = {
        name: tuple(str(folder / source) for source in getattr(config.data, name))
        for name in ("train", "dev", "noise")
        if name in values.get("data", {})
    }
    if config.parent and "parent" in values:
        config = replace(config, parent=str(folder / config.parent))
    return replace(config, data=replace(config.data, **data))


def with_setting(config: T, setting: str) -> T:
    """Change one value, written as on the command line: `section.key=value`.

    Raises:
        TrainingError: there is no such key, or it cannot have the value.
    """
    name, equals, text = setting.partition("=")
    if not equals:
        raise TrainingError(
            f'"{setting}" must be written as section.key=value, such as '
            "optimizer.learning_rate=3e-4."
        )
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        value = text.strip()
    for part in reversed(name.strip().split(".")):
        value = {part: value}
    return merge(config, value)


def merge(config: T, values: Mapping[str, Any], section: str = "") -> T:
    """Take the named values into a configuration, their types checked.

    Raises:
        TrainingError: a key is unknown (it names the nearest one) or a value cannot be.
    """
    changes: dict[str, Any] = {}
    known = [item.name for item in fields(config)]  # type: ignore[arg-type]
    for name, value in values.items():
        if name not in known:
            raise TrainingError(_unknown(name, known, section))
        old = getattr(config, name)
        if is_dataclass(old):
            if not isinstance(value, Mapping):
                raise TrainingError(f"{name} is a section: write [{name}] above it.")
            changes[name] = merge(old, value, f"{section}{name}.")
        else:
            changes[name] = _fit(value, old, f"{section}{name}")
    merged: T = replace(config, **changes)  # type: ignore[type-var]
    return merged


def _unknown(name: str, known: list[str], section: str) -> str:
    nearest = difflib.get_close_matches(name, known, 1, cutoff=0.5)
    if nearest:
        hint = f'did you mean "{section}{nearest[0]}"?'
    else:
        where = f"The section {section[:-1]} has" if section else "There are"
        hint = f"{where} {', '.join(known)}."
    return f'There is no key "{section}{name}": {hint}'


def _fit(value: Any, old: Any, name: str) -> Any:
    """A value of TOML as the type that its key has."""
    if isinstance(old, bool) or isinstance(value, bool):
        fits = isinstance(old, bool) and isinstance(value, bool)
    elif isinstance(old, float):
        value, fits = (float(value), True) if _is_number(value) else (value, False)
    elif isinstance(old, tuple):
        value, fits = _fit_tuple(value, old)
    elif isinstance(old, Mapping):
        fits = isinstance(value, Mapping) and all(map(_is_number, value.values()))
    else:
        fits = isinstance(value, type(old))
    if not fits:
        raise TrainingError(f"{name} must be {_kind(old)}, and it is {value!r}.")
    return value


def _fit_tuple(value: Any, old: tuple[Any, ...]) -> tuple[Any, bool]:
    if isinstance(value, str) and (not old or isinstance(old[0], str)):
        value = [value]
    if not isinstance(value, list | tuple):
        return value, False
    kind = type(old[0]) if old else str
    if kind is float:
        good = len(value) == len(old) and all(map(_is_number, value))
        return (tuple(map(float, value)), True) if good else (value, False)
    return tuple(value), all(type(item) is kind for item in value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _kind(value: Any) -> str:
    match value:
        case bool():
            return "true or false"
        case int():
            return "a whole number"
        case float():
            return "a number"
        case str():
            return "a text in quotes"
        case (float(), float()):
            return "a list of two numbers"
        case (int(), *_):
            return "a list of whole numbers"
        case tuple():
            return "a list of texts"
        case _:
            return "a table of numbers"


def _check(config: TrainingConfig) -> None:
    """Refuse what could only fail later.

    Raises:
        TrainingError: names the key.
    """
    augmentation, optimizer, run = config.augmentation, config.optimizer, config.run
    for section in ("optimizer", "run"):
        values = getattr(config, section)
        for name, kind in get_type_hints(type(values)).items():
            known, value = get_args(kind), getattr(values, name)
            if known and value not in known:
                raise TrainingError(
                    f'{section}.{name} must be one of {", ".join(known)}, not "{value}".'
                )
    for name, most in (*((share, 1) for share in _SHARES), ("longest_pause", 5)):
        if not 0 <= getattr(augmentation, name) <= most:
            raise TrainingError(f"augmentation.{name} must lie between 0 and {most}.")
    for name in ("tempo_range", "warp_range"):
        low, high = getattr(augmentation, name)
        if not 0.5 <= low <= high <= 2:
            raise TrainingError(f"augmentation.{name} must lie between 0.5 and 2.")
    positive = {
        "run.batch_seconds": run.batch_seconds,
        "run.accumulation": run.accumulation,
        "optimizer.learning_rate": optimizer.learning_rate,
        "optimizer.clip_norm": optimizer.clip_norm,
    }
    for name, number in positive.items():
        if not number > 0:
            raise TrainingError(f"{name} must be above 0, and it is {number}.")
    if not 0 <= optimizer.ema_decay < 1:
        raise TrainingError("optimizer.ema_decay must be at least 0 and below 1.")
    limits = ("epochs", "hours_seen", "minutes", "dev_minutes", "short_first")
    not_below_zero = {f"run.{name}": getattr(run, name) for name in limits}
    not_below_zero["optimizer.consistency"] = optimizer.consistency
    for name, number in not_below_zero.items():
        if not 0 <= number < math.inf:
            raise TrainingError(f"{name} must be 0 or more.")
    if not 0 <= run.seed < 2**63:
        raise TrainingError("run.seed must be 0 or more, and below 2**63.")
    if not config.alphabet or len(set(config.alphabet)) < len(config.alphabet):
        raise TrainingError(
            "alphabet must name some characters, and each of them once."
        )


def check_end(run: RunConfig) -> None:
    """Refuse a run that would never end.

    Raises:
        TrainingError: says what to give.
    """
    if not (run.epochs or run.hours_seen or run.minutes):
        raise TrainingError(
            "The run has no end: give --minutes, --hours-seen or --epochs."
        )
