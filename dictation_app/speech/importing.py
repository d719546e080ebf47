"""Models of strangers become model folders, after every check; none of their code runs."""

import pickle
import struct
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from dictation_app.errors import ModelError
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.architecture import DecodingOptions, FeatureConfig
from dictation_app.speech.geometry import check_geometry, fill, infer_geometry
from dictation_app.speech.keyword_store import (
    KeywordModelInfo,
    copy_keyword_model,
    read_keyword_model,
)
from dictation_app.speech.model import DeepSpeech2
from dictation_app.speech.model_folder import copy_files
from dictation_app.speech.network import DeepSpeech2Model
from dictation_app.speech.store import (
    CARD,
    CONFIG,
    IMPORTANCE,
    LANGUAGE_MODEL,
    RESCORER,
    WEIGHTS,
    WORDS,
    ModelInfo,
    load_network,
    read_model,
    save_model,
)

_NESTS = ("state_dict", "model_state_dict", "model", "network", "net")
_UNREADABLE = (
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    struct.error,
)
"""What torch raises, depending on where in a file the damage is."""
_PREFIXES = ("module.", "model.", "_orig_mod.")


def import_model(
    source: Path, models: Path, *, others: Iterable[Path] = ()
) -> ModelInfo:
    """Copy a model into the user's folder `models`, after every check.

    Args:
        source: a model folder, or a `.safetensors` or `.pt` file that holds the state
            dict of a DeepSpeech 2 network; its geometry is read from the tensors.
        models: the folder that gets a new model folder; a number is added to its name
            where there is one of this name already.
        others: more folders whose models' names are taken.

    Raises:
        ModelError: it cannot be used; the sentence says why.
    """
    if not source.exists():
        raise ModelError(f"There is no file or folder {source.name}.")
    if source.is_dir():
        source = source.resolve()  # "." has a name, too
    name = source.stem if source.is_file() else source.name
    target = _free_name(name, (models, *others))
    if source.is_dir():
        info = read_model(source)
        _smoke_test(info, load_network(info))
        language = (LANGUAGE_MODEL, WORDS, RESCORER)
        copy_files(source, target, (CONFIG, WEIGHTS, CARD, *language, IMPORTANCE))
        return replace(info, folder=target)
    return _import_state_dict(source, target)


def import_keyword_model(
    source: Path, models: Path, *, others: Iterable[Path] = ()
) -> KeywordModelInfo:
    """Copy a keyword model into the user's folder `models`, named after its title.

    Raises:
        ModelError: it is damaged, or none.
    """
    info = read_keyword_model(source)
    letters = (c if c.isalnum() else " " for c in info.title.lower())
    name = "-".join("".join(letters).split()) or "keywords"
    target = _free_name(name, (models, *others))
    copy_keyword_model(info, target)
    return replace(info, folder=target)


def _import_state_dict(source: Path, target: Path) -> ModelInfo:
    tensors = read_state_dict(source)
    architecture = infer_geometry(tensors)
    if architecture.n_labels != len(ENGLISH):
        raise ModelError(
            f"{source.name} has {architecture.n_labels} outputs, but the alphabet has "
            f"{len(ENGLISH)} labels: import a model folder whose {CONFIG} names its own."
        )
    check_geometry(tensors, architecture)
    network = DeepSpeech2(architecture)
    fill(network, tensors)
    features = FeatureConfig(n_mels=architecture.n_mels)
    info = ModelInfo(
        target, source.stem, architecture, features, ENGLISH, DecodingOptions(), ""
    )
    _smoke_test(info, network.eval())
    return save_model(
        target,
        network,
        title=source.stem,
        features=features,
        alphabet=ENGLISH,
        provenance={"imported_from": source.name},
        card=f"# {source.stem}\n\nImported from a checkpoint; no card came with it.\n",
    )


def _smoke_test(info: ModelInfo, network: "DeepSpeech2") -> None:
    """Listen to two seconds of noise: a network that gives no numbers is refused."""
    model = DeepSpeech2Model(network, info.features, info.alphabet)
    noise = np.random.default_rng(0).normal(0, 0.1, 2 * model.sample_rate)
    (log_probs,) = model.emissions([noise.astype(np.float32)])
    if not np.isfinite(log_probs).all():
        raise ModelError(f"{info.name} gives no numbers: its weights are damaged.")


def read_state_dict(path: Path) -> dict[str, Tensor]:
    """Read the tensors of a `.safetensors` or `.pt` file; no code in it is run.

    Raises:
        ModelError: it is no such file, or it carries code.
    """
    try:
        if path.suffix == ".safetensors":
            return _bare(load_file(path))
        with warnings.catch_warnings(action="ignore"):  # of odd pickles, refused below
            content: Any = torch.load(path, map_location="cpu", weights_only=True)
    except SafetensorError as error:
        raise ModelError(f"{path.name} is no safetensors file.") from error
    except pickle.UnpicklingError as error:
        raise ModelError(
            f"{path.name} was refused: it holds program code beside the weights, or is "
            "damaged. Ask for a safetensors file, or a state dict alone."
        ) from error
    except PermissionError as error:
        raise ModelError(
            f"{path.name} may not be read: ask for access to it."
        ) from error
    except _UNREADABLE as error:
        raise ModelError(
            f"{path.name} is not a checkpoint that can be read: it may be damaged."
        ) from error
    for name in _NESTS:
        if isinstance(content, dict) and isinstance(content.get(name), dict):
            content = content[name]
    if not isinstance(content, dict):
        raise ModelError(f"{path.name} holds no state dict of a network.")
    return _bare(content)


def _bare(tensors: Mapping[Any, Any]) -> dict[str, Tensor]:
    """Tensors alone, without the prefixes that wrappers put before their names."""
    found: dict[str, Tensor] = {}
    for key, value in tensors.items():
        if isinstance(key, str) and isinstance(value, Tensor):
            for prefix in _PREFIXES:
                key = key.removeprefix(prefix)
            found[key] = value
    return found


def _free_name(name: str, folders: Sequence[Path]) -> Path:
    """A new folder in the first of these, of a name that is in none of them."""
    free, number = name, 2
    while any((folder / free).exists() for folder in folders):
        free, number = f"{name}-{number}", number + 1
    return folders[0] / free
