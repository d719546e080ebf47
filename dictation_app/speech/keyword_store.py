"""Folders of keyword models: config.json, model.safetensors and a card."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dictation_app.errors import ModelError
from dictation_app.speech.architecture import FeatureConfig
from dictation_app.speech.model_folder import copy_files, new_folder
from dictation_app.speech.store import (
    CARD,
    CONFIG,
    FORMAT,
    KEYWORDS,
    WEIGHTS,
    architecture_type,
)

if TYPE_CHECKING:
    from dictation_app.speech.keywords import KeywordNet, KeywordSpotter


@dataclass(frozen=True)
class KeywordModelInfo:
    """What the folder of a keyword model says of itself.

    Attributes:
        folder: where it is.
        title: its name for people.
        words: what it tells apart.
        geometry: sizes of the network, without the words.
        features: how sound becomes features.
        sha256: of the weights' file.
        provenance: where it comes from.
    """

    folder: Path
    title: str
    words: tuple[str, ...]
    geometry: Mapping[str, Any]
    features: FeatureConfig
    sha256: str
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def n_bytes(self) -> int:
        """Size of the folder on disk."""
        return sum(p.stat().st_size for p in self.folder.iterdir() if p.is_file())


def find_keyword_models(folders: Iterable[Path]) -> list[KeywordModelInfo]:
    """All usable keyword models in the given folders."""
    found = []
    for parent in folders:
        for config in sorted(parent.glob(f"*/{CONFIG}")):
            if architecture_type(config.parent) == KEYWORDS:
                try:
                    found.append(read_keyword_model(config.parent))
                except ModelError:
                    continue  # `models verify` says what is wrong with it
    return found


def read_keyword_model(folder: Path) -> KeywordModelInfo:
    """Read what a folder says of itself; the weights are not opened.

    Raises:
        ModelError: it is no keyword model, or says something impossible.
    """
    if architecture_type(folder) != KEYWORDS:
        raise ModelError(
            f"{folder.name} is no keyword model: make one with "
            "dictation-app train --task keywords."
        )
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        architecture = dict(config["architecture"])
        del architecture["type"]
        words = tuple(map(str, architecture.pop("words")))
        return KeywordModelInfo(
            folder,
            str(config.get("title", folder.name)),
            words,
            {name: value + 0 for name, value in architecture.items()},
            FeatureConfig(**config["features"]),
            str(config.get("sha256", "")),
            dict(config.get("provenance", {})),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{folder.name}/{CONFIG} is damaged: train the keyword model again."
        ) from error


def load_spotter(info: KeywordModelInfo) -> "KeywordSpotter":
    """Open a keyword model, verified against its config.

    Raises:
        ModelError: the weights are damaged or do not fit.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load

    from dictation_app.speech.keywords import KeywordConfig, KeywordNet, KeywordSpotter

    damaged = f"The weights of {info.name} are damaged: train the keyword model again."
    try:
        data = (info.folder / WEIGHTS).read_bytes()
    except OSError as error:
        raise ModelError(damaged) from error
    if hashlib.sha256(data).hexdigest() != info.sha256:
        raise ModelError(damaged)
    try:
        network = KeywordNet(KeywordConfig(info.words, **info.geometry))
        network.load_state_dict(load(data))
    except (SafetensorError, RuntimeError, TypeError, ValueError) as error:
        raise ModelError(damaged) from error
    if info.features.n_mels != network.config.n_mels:
        raise ModelError(damaged)
    return KeywordSpotter(network, info.features)


def copy_keyword_model(info: KeywordModelInfo, target: Path) -> None:
    """Copy a keyword model to a place where nothing is yet, once it is verified.

    Raises:
        ModelError: it is damaged, something is there already, or the disk is full.
    """
    load_spotter(info)  # nobody shall be given a damaged model
    copy_files(info.folder, target, (CONFIG, WEIGHTS, CARD))


def save_keyword_model(
    folder: Path,
    network: "KeywordNet",
    *,
    title: str,
    features: FeatureConfig,
    provenance: Mapping[str, Any],
    card: str,
) -> KeywordModelInfo:
    """Write a folder, all of it or nothing; an existing one is replaced.

    Raises:
        ModelError: it cannot be written.
    """
    from safetensors.torch import save

    weights = save({k: v.contiguous() for k, v in network.state_dict().items()})
    sha256 = hashlib.sha256(weights).hexdigest()
    config = {
        "format": FORMAT,
        "title": title,
        "architecture": {"type": KEYWORDS, **asdict(network.config)},
        "features": asdict(features),
        "provenance": dict(provenance),
        "sha256": sha256,
    }
    text = json.dumps(config, indent=1, ensure_ascii=False) + "\n"
    with new_folder(folder, replace_it=True) as temporary:
        (temporary / WEIGHTS).write_bytes(weights)
        (temporary / CONFIG).write_text(text, encoding="utf-8")
        (temporary / CARD).write_text(card, encoding="utf-8")
    return read_keyword_model(folder)
