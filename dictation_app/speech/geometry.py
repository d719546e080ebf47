"""What the tensors of a checkpoint tell of the network that they belong to."""

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from dictation_app.errors import ModelError
from dictation_app.speech.architecture import ModelConfig

if TYPE_CHECKING:
    from dictation_app.speech.model import DeepSpeech2


def infer_geometry(tensors: Mapping[str, Any]) -> ModelConfig:
    """Tell from the tensors what network they belong to.

    Strides of the stem leave no trace: every convolution is taken to halve.

    Raises:
        ModelError: they are not those of a DeepSpeech 2 network; names what is missing.
    """
    for name in ("fully_connected.weight", "classifier.3.weight"):
        if name not in tensors:
            raise ModelError(
                f"These are not the weights of a DeepSpeech 2 network: {name} is missing."
            )
    stem = [n for n in ("cnn.weight", "cnn.0.weight", "cnn.2.weight") if n in tensors]
    if not stem or "birnn_layers.0.BiGRU.weight_hh_l0" not in tensors:
        raise ModelError(
            "These are not the weights of a DeepSpeech 2 network: its convolutions or "
            "recurrent layers are missing."
        )
    recurrent = tensors["birnn_layers.0.BiGRU.weight_hh_l0"]
    matrices = (tensors["fully_connected.weight"], recurrent)
    if any(len(tensor.shape) != 2 for tensor in matrices) or not len(
        tensors[stem[0]].shape
    ):
        raise ModelError(
            "These are not the weights of a DeepSpeech 2 network: its layers have other "
            "shapes."
        )
    channels = int(tensors[stem[0]].shape[0])
    hidden, flat = (int(n) for n in tensors["fully_connected.weight"].shape)
    n_gates = int(recurrent.shape[0]) // max(int(recurrent.shape[1]), 1)
    height = flat // max(channels, 1)
    return ModelConfig(
        n_mels=height * 2 ** len(stem),
        n_labels=int(tensors["classifier.3.weight"].shape[0]),
        stem=(2,) * len(stem),
        channels=channels,
        residual_blocks=_count(tensors, "rescnn_layers.{}.cnn1.weight"),
        hidden=hidden,
        recurrent_layers=_count(tensors, "birnn_layers.{}.BiGRU.weight_hh_l0"),
        rnn_type="lstm" if n_gates == 4 else "gru",
        bidirectional="birnn_layers.0.BiGRU.weight_hh_l0_reverse" in tensors,
    )


def _count(tensors: Mapping[str, Any], name: str) -> int:
    n = 0
    while name.format(n) in tensors:
        n += 1
    return n


def check_geometry(tensors: Mapping[str, Any], architecture: ModelConfig) -> None:
    """Compare the tensors with the config and name the field that differs."""
    found = infer_geometry(tensors)
    for item in fields(ModelConfig):
        if item.name in ("dropout", "stem"):
            continue
        wanted, there = getattr(architecture, item.name), getattr(found, item.name)
        if wanted != there:
            raise ModelError(
                f"The weights do not fit config.json: {item.name} is {there} in the weights "
                f"and {wanted} in the config."
            )
    if len(architecture.stem) != len(found.stem):
        raise ModelError(
            f"The weights do not fit config.json: the stem has {len(found.stem)} "
            f"convolutions in the weights and {len(architecture.stem)} in the config."
        )


def fill(
    network: "DeepSpeech2", tensors: Mapping[str, Any], *, assign: bool = False
) -> None:
    """Give a network its weights, in float32.

    Raises:
        ModelError: a tensor is missing, unknown or of another shape; it is named.
    """
    wanted = {name: tuple(t.shape) for name, t in network.state_dict().items()}
    there = {name: tuple(t.shape) for name, t in tensors.items()}
    for name in sorted(wanted.keys() | there.keys()):
        if wanted.get(name) != there.get(name):
            raise ModelError(
                f"The weights do not fit the network: {name} is "
                f"{_size(there.get(name))} and should be {_size(wanted.get(name))}."
            )
    values = {name: tensor.float() for name, tensor in tensors.items()}
    network.load_state_dict(values, assign=assign)


def _size(shape: tuple[int, ...] | None) -> str:
    if shape is None:
        return "missing"
    return " × ".join(map(str, shape)) or "a single number"
