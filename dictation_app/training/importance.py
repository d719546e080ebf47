"""What other voices need of a model's weights, and how to adapt it with that spared.

A weight matters where moving it raises the loss on many people's speech. The Fisher
information tells (Kirkpatrick et al., "Overcoming catastrophic forgetting in neural
networks", 2017), here with the correlations of each layer's inputs, without which it was
fifty times too low (Martens and Grosse, "Optimizing neural networks with
Kronecker-factored approximate curvature", 2015; Ritter et al., "Online structured Laplace
approximations for overcoming catastrophic forgetting", 2018): moving the matrix W by D
costs half the sum over its outputs i of g_i * d_i A d_i', where A is the mean of x x' over
the layer's inputs x, and g_i says how much output i matters.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from dictation_app.atomic import write_atomically
from dictation_app.errors import ModelError
from dictation_app.speech.model import DeepSpeech2
from dictation_app.speech.store import IMPORTANCE, ModelInfo

_OF = "weights"
"""Under this name stands the sha256 of the weights that it is of."""
_ROWS, _DIRECTIONS, _POWERS, _VALUES = "rows", "directions", "powers", "values"


@dataclass(frozen=True, eq=False)
class Curvature:
    """How a matrix of weights matters.

    Attributes:
        rows: (outputs,), how much each output matters, by the square of its input.
        directions: (kept, inputs), unit vectors: where the inputs are strongest.
        powers: (kept + 1,), the inputs' mean square along each; the last is that of
            each direction that is not kept.
    """

    rows: Tensor
    directions: Tensor
    powers: Tensor

    def cost(self, moved: Tensor) -> Tensor:
        """Expected loss of having moved the matrix by `moved`, its shape or flat."""
        flat = moved.flatten(1)
        along = flat @ self.directions.t()
        rest = (flat.square().sum(1) - along.square().sum(1)).clamp_min(0)
        squares = along.square() @ self.powers[:-1] + rest * self.powers[-1]
        return (self.rows * squares).sum() / 2

    def soften(self, moved: Tensor, strength: float) -> Tensor:
        """The least of distance to `moved` plus `strength` times its doubled cost."""
        flat = moved.flatten(1)
        factors = 1 / (1 + strength * self.rows[:, None] * self.powers)
        rest = factors[:, -1:]
        along = (flat @ self.directions.t()) * (factors[:, :-1] - rest)
        return (rest * flat + along @ self.directions).reshape(moved.shape)

    @property
    def mean(self) -> Tensor:
        """Mean of the Fisher information over the weights."""
        n = self.directions.shape[1]
        total = self.powers[:-1].sum() + self.powers[-1] * (n - len(self.directions))
        return self.rows.mean() * total / n


@dataclass(frozen=True, eq=False)
class Importance:
    """How all weights of a network matter to the voices that it knows.

    Attributes:
        matrices: by the weights' names.
        others: Fisher information of norms and biases, by their names.
    """

    matrices: Mapping[str, Curvature]
    others: Mapping[str, Tensor]

    def cost(self, old: DeepSpeech2, new: DeepSpeech2) -> float:
        """Expected rise of the loss on other voices, in nats a letter.

        Measured rises were four to thirteen times as large: it ranks the ways to move,
        and does not foretell.
        """
        before, after = old.state_dict(), new.state_dict()
        total = 0.0
        for name, curvature in self.matrices.items():
            total += float(curvature.cost(after[name] - before[name]))
        for name, values in self.others.items():
            moved = after[name] - before[name]
            total += float((values * moved.square()).sum() / 2)
        return total

    @torch.no_grad()
    def soften(self, old: DeepSpeech2, new: DeepSpeech2, strength: float) -> None:
        """Take `new` back towards `old`, most where other voices need it.

        Args:
            old: the network that knows the other voices.
            new: what was learned from one; its weights are changed.
            strength: 0 changes nothing; with infinity nothing is left of what was
                learned where it matters at all. A weight of mean importance loses half
                of its way with 1.
        """
        before = old.state_dict()
        unit = strength / self._mean()
        for name, weights in new.state_dict().items():
            moved = weights - before[name]
            if name in self.matrices:
                moved = self.matrices[name].soften(moved, unit)
            else:
                moved = moved / (1 + unit * self.others[name])
            weights.copy_(before[name] + moved)

    def _mean(self) -> float:
        """Mean importance of a weight."""
        n, total = 0, 0.0
        for curvature in self.matrices.values():
            size = len(curvature.rows) * curvature.directions.shape[1]
            total += size * float(curvature.mean)
            n += size
        for values in self.others.values():
            total += float(values.sum())
            n += values.numel()
        return max(total / n, torch.finfo(torch.float32).tiny)


def distance(old: DeepSpeech2, new: DeepSpeech2) -> float:
    """How far apart two networks' weights are: the root of the summed squares."""
    before = old.state_dict()
    squares = [
        (w - before[name]).square().sum() for name, w in new.state_dict().items()
    ]
    return float(torch.stack(squares).sum().sqrt())


def save_importance(
    info: ModelInfo, importance: Importance, about: Mapping[str, str]
) -> None:
    """Write it into a model's folder; directions are kept as float16.

    Args:
        info: the model.
        importance: of its weights.
        about: how it was measured.

    Raises:
        ModelError: it cannot be written.
    """
    tensors: dict[str, Tensor] = {}
    for name, curvature in importance.matrices.items():
        tensors[f"{name}.{_ROWS}"] = curvature.rows
        tensors[f"{name}.{_DIRECTIONS}"] = curvature.directions.half()
        tensors[f"{name}.{_POWERS}"] = curvature.powers
    for name, values in importance.others.items():
        tensors[f"{name}.{_VALUES}"] = values
    tensors = {name: tensor.contiguous() for name, tensor in tensors.items()}
    data = save(tensors, {**about, _OF: info.sha256})
    try:
        write_atomically(info.folder / IMPORTANCE, data)
    except OSError as error:
        raise ModelError(
            f"{info.name}/{IMPORTANCE} cannot be written ({error.strerror})."
        ) from error


def read_importance(info: ModelInfo) -> Importance | None:
    """What a model's folder says of its weights' importance; None where it has none.

    Raises:
        ModelError: the file is damaged, or of other weights.
    """
    path = info.folder / IMPORTANCE
    if not path.is_file():
        return None
    try:
        with safe_open(path, framework="pt") as file:
            about = file.metadata() or {}
            names = file.keys()
            tensors = {name: file.get_tensor(name).float() for name in names}
    except (SafetensorError, OSError, ValueError) as error:
        raise _unusable(info, "it is damaged") from error
    if about.get(_OF) != info.sha256:
        raise _unusable(info, "it was measured on other weights")
    matrices: dict[str, Curvature] = {}
    others: dict[str, Tensor] = {}
    with torch.device("meta"):
        weights = DeepSpeech2(info.architecture).state_dict()
    for name, weight in weights.items():
        own = {
            key.rpartition(".")[2]: tensor
            for key, tensor in tensors.items()
            if key.rpartition(".")[0] == name
        }
        if not _fits(weight, own):
            raise _unusable(info, f"{name} is missing or has another shape")
        if weight.ndim > 1:
            matrices[name] = Curvature(own[_ROWS], own[_DIRECTIONS], own[_POWERS])
        else:
            others[name] = own[_VALUES]
    return Importance(matrices, others)


def _fits(weight: Tensor, own: Mapping[str, Tensor]) -> bool:
    """Whether what a file holds of a weight can be its importance."""
    if weight.ndim == 1:
        wanted = {_VALUES: weight.shape}
    else:
        n_kept = len(own.get(_DIRECTIONS, ()))
        wanted = {
            _ROWS: weight.shape[:1],
            _DIRECTIONS: torch.Size((n_kept, weight[0].numel())),
            _POWERS: torch.Size((n_kept + 1,)),
        }
    if {name: tensor.shape for name, tensor in own.items()} != wanted:
        return False
    return all(
        bool(tensor.isfinite().all())
        and (name == _DIRECTIONS or bool((tensor >= 0).all()))
        for name, tensor in own.items()
    )


def _unusable(info: ModelInfo, reason: str) -> ModelError:
    return ModelError(
        f"{info.name}/{IMPORTANCE} cannot be used ({reason}): measure it again with "
        "dictation-app models protect, or remove it; then the model is adapted with "
        "less care for other voices."
    )
