"""Muon: matrices move by orthogonalised momentum, everything else by AdamW.

Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024; the scale
that lets both share a learning rate is that of Liu et al., "Muon is scalable for LLM
training", 2025. PyTorch's own Muon knows nothing of the gates that a GRU or an LSTM
stacks in one matrix; each of them is orthogonalised by itself here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from dictation_app.training.distributed import Team

_A, _B, _C = 3.4445, -4.7750, 2.0315
"""The quintic that pulls every singular value near one quickest (Jordan et al.)."""
_ITERATIONS = 5
_EPSILON = 1e-7
_MATCH = 0.2
"""Root mean square of AdamW's usual step, in learning rates (Liu et al.)."""


class Muon(Optimizer):
    """Takes Muon's step with matrices whose gradient is whole.

    Args:
        matrices: two-dimensional weights by the number of gates stacked in them.
        lr: root mean square of a step is a fifth of it, as with AdamW.
        momentum: memory of the gradient; Nesterov's form.
        weight_decay: as AdamW's.
        dtype: what it computes with; bfloat16 is enough.
        team: processes that have the same gradients; each does a part of the work.
    """

    def __init__(
        self,
        matrices: Iterable[tuple[int, list[nn.Parameter]]],
        *,
        lr: float,
        momentum: float,
        weight_decay: float,
        dtype: torch.dtype = torch.float32,
        team: Team | None = None,
    ) -> None:
        groups = [{"params": params, "gates": gates} for gates, params in matrices]
        super().__init__(
            groups, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay}
        )
        self._dtype = dtype
        self._team = team or Team()

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        """Move the weights once.

        Args:
            closure: not needed; PyTorch's optimizers take one.
        """
        for group in self.param_groups:
            for weights in _by_shape(group["params"]):
                self._move(weights, group)

    def _move(self, weights: list[nn.Parameter], group: dict[str, Any]) -> None:
        """Move matrices of one shape, in one batch."""
        gradients = [weight.grad for weight in weights if weight.grad is not None]
        memories = [self._memory(weight) for weight in weights]
        torch._foreach_lerp_(memories, gradients, 1 - group["momentum"])
        looked_ahead = torch._foreach_lerp(gradients, memories, group["momentum"])
        rows, columns = weights[0].shape
        gates = torch.stack(looked_ahead).view(-1, rows // group["gates"], columns)
        steps = self._team.divide(orthogonalise, gates.to(self._dtype))
        steps = steps.reshape(len(weights), rows, columns)
        scale = _MATCH * max(gates.shape[1:]) ** 0.5
        moved: list[Tensor] = list(weights)
        torch._foreach_mul_(moved, 1 - group["lr"] * group["weight_decay"])
        torch._foreach_add_(
            moved, list(steps.to(moved[0].dtype)), alpha=-group["lr"] * scale
        )

    def _memory(self, weight: nn.Parameter) -> Tensor:
        state = self.state[weight]
        if "momentum_buffer" not in state:
            state["momentum_buffer"] = torch.zeros_like(weight)
        memory: Tensor = state["momentum_buffer"]
        return memory


def orthogonalise(matrices: Tensor) -> Tensor:
    """Bring all singular values of each matrix near one, by Newton and Schulz.

    Args:
        matrices: (number, rows, columns).

    Returns:
        The same shape and type; singular values between about 0.7 and 1.2.
    """
    is_tall = matrices.shape[1] > matrices.shape[2]
    x = matrices.mT if is_tall else matrices
    x = x / x.flatten(1).norm(dim=1).clamp(min=_EPSILON)[:, None, None]
    for _ in range(_ITERATIONS):
        gram = x @ x.mT
        x = torch.baddbmm(
            x, torch.baddbmm(gram, gram, gram, beta=_B, alpha=_C), x, beta=_A
        )
    return x.mT if is_tall else x


def _by_shape(parameters: Iterable[nn.Parameter]) -> Iterable[list[nn.Parameter]]:
    shapes: dict[torch.Size, list[nn.Parameter]] = defaultdict(list)
    for parameter in parameters:
        if parameter.grad is not None:
            shapes[parameter.shape].append(parameter)
    return shapes.values()
