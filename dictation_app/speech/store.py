"""Model folders: found, read, verified and written.

A model is a folder with config.json, model.safetensors, a card README.md and, where it
has a language model, lm.bin and words.txt, perhaps rescorer.safetensors too. Reading what a folder says needs no torch.
"""

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from dictation_app.atomic import write_atomically
from dictation_app.errors import ModelError
from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.architecture import (
    DecodingOptions,
    FeatureConfig,
    ModelConfig,
)
from dictation_app.speech.geometry import check_geometry, fill
from dictation_app.speech.model_folder import copy_files, new_folder

if TYPE_CHECKING:
    from dictation_app.speech.model import DeepSpeech2

logger = logging.getLogger(__name__)

FORMAT = 1
CONFIG, WEIGHTS, CARD = "config.json", "model.safetensors", "README.md"
LANGUAGE_MODEL, WORDS = "lm.bin", "words.txt"
RESCORER = "rescorer.safetensors"
"""Scores whole sentences; a model without it goes by its language model alone."""
IMPORTANCE = "importance.safetensors"
"""What other voices need of the weights; a model without it is adapted with less care."""
KEYWORDS = "keywords"
"""Type of the models that tell words apart and cannot transcribe (`keyword_store`)."""

T = TypeVar("T", ModelConfig, FeatureConfig, DecodingOptions)


@dataclass(frozen=True)
class ModelInfo:
    """What a model folder says of itself.

    Attributes:
        folder: where it is.
        title: its name for people.
        architecture: the network's geometry.
        features: how sound becomes features.
        alphabet: the labels.
        decoding: defaults of the search, tuned for this model.
        provenance: where it comes from: data, hours, parent, word error rates.
        sha256: of the weights' file.
    """

    folder: Path
    title: str
    architecture: ModelConfig
    features: FeatureConfig
    alphabet: Alphabet
    decoding: DecodingOptions
    sha256: str
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The folder's name, by which commands call the model."""
        return self.folder.name

    @property
    def language_model(self) -> Path | None:
        """The n-gram language model, where the folder has one."""
        path = self.folder / LANGUAGE_MODEL
        return path if path.is_file() else None

    @property
    def words(self) -> Path | None:
        """The language model's word list."""
        path = self.folder / WORDS
        return path if path.is_file() else None

    @property
    def rescorer(self) -> Path | None:
        """The sentence network, where the folder has one."""
        path = self.folder / RESCORER
        return path if path.is_file() else None

    @property
    def n_bytes(self) -> int:
        """Size of the folder on disk."""
        return sum(p.stat().st_size for p in self.folder.iterdir() if p.is_file())


def find_models(folders: Iterable[Path]) -> list[ModelInfo]:
    """All usable models in the given folders; damaged ones are logged and left out."""
    found: list[ModelInfo] = []
    for parent in folders:
        if not parent.is_dir():
            continue
        for config in sorted(parent.glob(f"*/{CONFIG}")):
            if architecture_type(config.parent) == KEYWORDS:
                continue
            try:
                found.append(read_model(config.parent))
            except ModelError as error:
                logger.warning("left out a model: %s", error)
    return found


def architecture_type(folder: Path) -> str:
    """What kind of network a folder holds; empty where it does not tell."""
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        return str(config["architecture"]["type"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""


def choose_model(models: Iterable[ModelInfo], name: str | None = None) -> ModelInfo:
    """The model called `name` (its folder's name or path), or the first of all.

    Raises:
        ModelError: there is no such model.
    """
    models = list(models)
    if name is None:
        if not models:
            raise ModelError(
                "There is no model: import one, or install the program again."
            )
        return models[0]
    for info in models:
        if name in (info.name, info.title):
            return info
    if name and Path(name).is_dir():
        return read_model(Path(os.path.abspath(name)))  # noqa: PTH100 - keeps links
    known = ", ".join(info.name for info in models) or "none"
    raise ModelError(f'There is no model "{name}". Models here: {known}.')


def read_model(folder: Path) -> ModelInfo:
    """Read what a model folder says of itself; the weights are not opened.

    Raises:
        ModelError: a file is missing or says something impossible.
    """
    path = folder / CONFIG
    for name in (CONFIG, WEIGHTS):
        if not (folder / name).is_file():
            raise ModelError(f"{folder.name} is no model folder: {name} is missing.")
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(
            f"{folder.name}/{CONFIG} is damaged ({error}): import the model again."
        ) from error
    if not isinstance(config, dict) or config.get("format") != FORMAT:
        raise ModelError(
            f"{folder.name} has a format this version does not know: it needs "
            f'"format": {FORMAT} in {CONFIG}.'
        )
    try:
        return _info(folder, config)
    except ModelError as error:
        raise ModelError(f"{folder.name}/{CONFIG}: {error}") from error


def load_network(info: ModelInfo) -> "DeepSpeech2":
    """Open a model's network in evaluation mode, verified against its config.

    Raises:
        ModelError: the weights are damaged or do not fit; the sentence names the field.
    """
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load

    try:
        data = (info.folder / WEIGHTS).read_bytes()
    except OSError as error:
        raise ModelError(
            f"The weights of {info.name} cannot be read ({error.strerror})."
        ) from error
    if hashlib.sha256(data).hexdigest() != info.sha256:
        raise ModelError(
            f"The weights of {info.name} are damaged: their sha256 is not the one in "
            f"{CONFIG}. Import the model again."
        )
    try:
        tensors = load(data)
    except (SafetensorError, ValueError) as error:
        raise ModelError(
            f"The weights of {info.name} are no safetensors file: import the model again."
        ) from error
    check_geometry(tensors, info.architecture)
    from dictation_app.speech.model import DeepSpeech2

    with torch.device("meta"):  # no time is lost on random weights
        network = DeepSpeech2(info.architecture)
    fill(network, tensors, assign=True)
    return network.eval()


def save_model(
    folder: Path,
    network: "DeepSpeech2",
    *,
    title: str,
    features: FeatureConfig,
    alphabet: Alphabet,
    decoding: DecodingOptions | None = None,
    provenance: Mapping[str, Any] | None = None,
    card: str = "",
    language_model: Path | None = None,
    words: Path | None = None,
    rescorer: Path | None = None,
) -> ModelInfo:
    """Write a model folder with float16 weights, all of it or nothing.

    An existing folder is replaced.

    Raises:
        ModelError: the disk is full or may not be written to.
    """
    from safetensors.torch import save

    weights = save(
        {k: v.detach().half().contiguous() for k, v in network.state_dict().items()}
    )
    info = ModelInfo(
        folder=folder,
        title=title,
        architecture=network.config,
        features=features,
        alphabet=alphabet,
        decoding=decoding or DecodingOptions(),
        provenance=provenance or {},
        sha256=hashlib.sha256(weights).hexdigest(),
    )
    with new_folder(folder, replace_it=True) as temporary:
        (temporary / WEIGHTS).write_bytes(weights)
        (temporary / CONFIG).write_bytes(_config(info))
        (temporary / CARD).write_text(card or f"# {title}\n", encoding="utf-8")
        for source, name in (
            (language_model, LANGUAGE_MODEL),
            (words, WORDS),
            (rescorer, RESCORER),
        ):
            if source is not None:
                shutil.copyfile(source, temporary / name)
    return info


def save_decoding(info: ModelInfo, decoding: DecodingOptions) -> ModelInfo:
    """Make `decoding` the defaults of a model's search.

    Raises:
        ModelError: its folder may not be written to.
    """
    info = replace(info, decoding=decoding)
    try:
        write_atomically(info.folder / CONFIG, _config(info))
    except OSError as error:
        raise ModelError(
            f"{info.name}/{CONFIG} cannot be written ({error.strerror})."
        ) from error
    return info


def copy_model(info: ModelInfo, target: Path) -> None:
    """Copy a model's folder to a place where nothing is yet, once it is verified.

    Raises:
        ModelError: it is damaged, something is there already, or the disk is full.
    """
    load_network(info)  # nobody shall be given a damaged model
    copy_files(info.folder, target)


def _info(folder: Path, config: Mapping[str, Any]) -> ModelInfo:
    architecture = dict(_section(config, "architecture"))
    if architecture.get("type") == KEYWORDS:
        raise ModelError(
            "This keyword model tells words apart and cannot transcribe: give it to "
            "dictation-app commands with --keyword-model, and choose another model here."
        )
    if architecture.pop("type", "deepspeech2") != "deepspeech2":
        raise ModelError('architecture.type must be "deepspeech2".')
    if isinstance(architecture.get("stem"), list):
        architecture["stem"] = tuple(architecture["stem"])
    decoding = dict(_section({"decoding": {}, **config}, "decoding"))
    for name in ("hotwords", "label_priors"):
        if isinstance(decoding.get(name), list):
            decoding[name] = tuple(decoding[name])
    labels = _section(config, "alphabet").get("labels")
    if not isinstance(labels, list) or not all(isinstance(x, str) for x in labels):
        raise ModelError("alphabet.labels must be a list of characters.")
    info = ModelInfo(
        folder=folder,
        title=str(config.get("title", folder.name)),
        architecture=_build(ModelConfig, "architecture", architecture),
        features=_build(FeatureConfig, "features", _section(config, "features")),
        alphabet=Alphabet(tuple(labels)),
        decoding=_build(DecodingOptions, "decoding", decoding),
        provenance=dict(_section({"provenance": {}, **config}, "provenance")),
        sha256=str(config.get("sha256", "")),
    )
    if len(info.alphabet) != info.architecture.n_labels:
        raise ModelError(
            f"alphabet has {len(info.alphabet)} labels, and architecture.n_labels is "
            f"{info.architecture.n_labels}."
        )
    if len(info.decoding.label_priors) not in (0, len(info.alphabet)):
        raise ModelError(
            f"decoding.label_priors has {len(info.decoding.label_priors)} numbers, and "
            f"the alphabet {len(info.alphabet)} labels."
        )
    if info.features.n_mels != info.architecture.n_mels:
        raise ModelError(
            f"features.n_mels is {info.features.n_mels}, and architecture.n_mels is "
            f"{info.architecture.n_mels}."
        )
    return info


def _section(config: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    section = config.get(name)
    if not isinstance(section, dict):
        what = "no table of values" if name in config else "missing"
        raise ModelError(f"{name} is {what}.")
    return section


def _build(kind: type[T], section: str, values: Mapping[str, Any]) -> T:
    """Make a dataclass of JSON values whose types must fit its defaults."""
    known = {item.name: item.default for item in fields(kind)}
    for name, value in values.items():
        if name not in known:
            raise ModelError(f"{section}.{name} is not known to this version.")
        wanted = type(known[name])
        fits = isinstance(value, wanted) or (wanted is float and type(value) is int)
        if not fits or (type(value) is bool and wanted is not bool):
            raise ModelError(f"{section}.{name} must be of type {wanted.__name__}.")
    return kind(**values)


def _config(info: ModelInfo) -> bytes:
    """What config.json says of a model."""
    config = {
        "format": FORMAT,
        "title": info.title,
        "architecture": {"type": "deepspeech2", **asdict(info.architecture)},
        "features": asdict(info.features),
        "alphabet": {"labels": list(info.alphabet.labels)},
        "decoding": asdict(info.decoding),
        "provenance": dict(info.provenance),
        "sha256": info.sha256,
    }
    text = json.dumps(config, indent=1, ensure_ascii=False) + "\n"
    return text.encode()
