"""Averaged weights as a model folder, with a card that says where they come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import torch

from dictation_app.speech.alphabet import Alphabet
from dictation_app.speech.model import DeepSpeech2
from dictation_app.speech.store import ModelInfo, save_model
from dictation_app.training.configuration import TrainingConfig
from dictation_app.training.manifest import write_text

CURVE = "learning-curve.svg"


@dataclass(frozen=True)
class History:
    """What a model's card tells of its training.

    Attributes:
        step: steps of the optimizer.
        hours_seen: hours of audio heard, repetitions included.
        corpora: names of the collections.
        wer: on dev, or None.
        cer: on dev, or None.
        curve: how the network got better, as SVG; empty for none.
    """

    step: int
    hours_seen: float
    corpora: tuple[str, ...]
    wer: float | None = None
    cer: float | None = None
    curve: str = ""


def export_model(
    folder: Path,
    network: DeepSpeech2,
    config: TrainingConfig,
    alphabet: Alphabet,
    history: History,
    parent: ModelInfo | None = None,
) -> ModelInfo:
    """Write a model folder; the parent's language model and decoding go with it.

    Raises:
        ModelError: it cannot be written.
    """
    info = save_model(
        folder,
        network,
        title=config.title,
        features=config.features,
        alphabet=alphabet,
        decoding=parent.decoding if parent else None,
        provenance=_provenance(history, config, parent),
        card=_card(history, config, parent),
        language_model=parent.language_model if parent else None,
        words=parent.words if parent else None,
        rescorer=parent.rescorer if parent else None,
    )
    if history.curve:
        write_text(folder / CURVE, history.curve)
    return info


def start_from(network: DeepSpeech2, parent: ModelInfo, alphabet: Alphabet) -> None:
    """Give a network the weights of a model whose alphabet may be another.

    The outputs of labels that both know are taken over; those of new labels keep the
    values they have.

    Raises:
        ModelError: the parent's weights are damaged.
    """
    from dictation_app.speech.store import load_network

    weights = load_network(parent).state_dict()
    own = network.state_dict()
    layer = len(network.classifier) - 1
    outputs = {f"classifier.{layer}.weight", f"classifier.{layer}.bias"}
    with torch.no_grad():
        for name, tensor in weights.items():
            if name not in outputs or alphabet == parent.alphabet:
                own[name].copy_(tensor)
                continue
            for index, label in enumerate(alphabet.labels):
                if label in parent.alphabet.labels:
                    own[name][index] = tensor[parent.alphabet.labels.index(label)]


def _provenance(
    history: History, config: TrainingConfig, parent: ModelInfo | None
) -> Mapping[str, Any]:
    said: dict[str, Any] = {
        "trained": datetime.now(UTC).date().isoformat(),
        "steps": history.step,
        "hours_seen": round(history.hours_seen, 2),
        "corpora": list(history.corpora),
        "seed": config.run.seed,
    }
    if history.wer is not None and history.cer is not None:
        said["dev_wer_greedy"] = round(history.wer, 4)
        said["dev_cer_greedy"] = round(history.cer, 4)
    if parent is not None:
        said["parent"] = {"name": parent.name, "sha256": parent.sha256}
    return said


def _card(history: History, config: TrainingConfig, parent: ModelInfo | None) -> str:
    origin = f"Began as {parent.title}." if parent else "Began with random weights."
    corpora = ", ".join(history.corpora) or "recordings without a named collection"
    lines = [
        f"# {config.title}",
        "",
        f"{origin} Learned from: {corpora}; {history.hours_seen:.1f} hours heard in "
        f"{history.step} steps, repetitions included.",
    ]
    if history.wer is not None and history.cer is not None:
        lines += [
            "",
            f"On its dev clips, best label of each frame, no language model: WER "
            f"{100 * history.wer:.1f} %, CER {100 * history.cer:.1f} %.",
        ]
    if history.curve:
        lines += ["", f"![Learning curve]({CURVE})"]
    return "\n".join(lines) + "\n"
