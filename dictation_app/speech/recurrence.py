"""A GRU layer that trains fast on a CPU.

PyTorch's own CPU layer adds up the recurrent weights' gradient step by step: a small
matrix product and an addition for every frame. Here the backward pass only carries the
state's gradient through time and gets the weights' gradient in one product at the end
(as cuDNN does; Appleyard et al., "Optimizing performance of recurrent neural networks
on GPUs", 2016). Measured on one core in bfloat16, a training step of the `small` network
runs at 40 instead of 30 times real time with 4 utterances of 8 seconds, and at 53
instead of 44 with 8.
"""

from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable


def gru(
    x: Tensor,
    input_weight: Tensor,
    state_weight: Tensor,
    input_bias: Tensor,
    state_bias: Tensor,
) -> Tensor:
    """Run one direction of a GRU from a state of zeros.

    Args:
        x: (frames, batch, inputs).
        input_weight: (3 * hidden, inputs); gates in PyTorch's order: reset, update, new.
        state_weight: (3 * hidden, hidden).
        input_bias: (3 * hidden,).
        state_bias: (3 * hidden,).

    Returns:
        The states, (frames, batch, hidden): in bfloat16 under such an autocast,
        otherwise in the dtype of `x`.
    """
    device = x.device.type
    dtype = (
        torch.get_autocast_dtype(device)
        if torch.is_autocast_enabled(device)
        else x.dtype
    )
    # The biases of reset and update only ever act together.
    n_gates = len(input_bias) * 2 // 3
    merged = torch.cat(
        (state_bias[:n_gates] + input_bias[:n_gates], state_bias[n_gates:])
    )
    outputs: Tensor = _GRU.apply(  # type: ignore[no-untyped-call]
        x.to(dtype),
        input_weight.to(dtype),
        state_weight.to(dtype),
        merged.to(dtype),
        input_bias[n_gates:].to(dtype),
    )
    return outputs


class _GRU(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any,
        x: Tensor,
        input_weight: Tensor,
        state_weight: Tensor,
        bias: Tensor,
        new_bias: Tensor,
    ) -> Tensor:
        """Step through time and keep the gates."""
        n_frames, n_batch, _ = x.shape
        hidden = state_weight.shape[1]
        turned = state_weight.t().contiguous()
        gates = x.flatten(0, 1) @ input_weight.t()  # become reset, update and new
        gates = gates.view(n_frames, n_batch, 3 * hidden)
        gates[:, :, 2 * hidden :] += new_bias
        recalled = x.new_empty(n_frames, n_batch, hidden)
        states = x.new_zeros(n_frames + 1, n_batch, hidden)
        state = x.new_zeros(n_batch, hidden, dtype=torch.float32)
        for t in range(n_frames):
            recurrent = torch.addmm(bias, states[t], turned)
            both, new = gates[t, :, : 2 * hidden], gates[t, :, 2 * hidden :]
            both.add_(recurrent[:, : 2 * hidden]).sigmoid_()
            recalled[t] = recurrent[:, 2 * hidden :]
            new.addcmul_(both[:, :hidden], recalled[t]).tanh_()
            state = torch.lerp(new.float(), state, both[:, hidden:].float())
            states[t + 1] = state
        ctx.save_for_backward(x, gates, recalled, states, input_weight, state_weight)
        return states[1:]

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, ...]:
        """Carry the state's gradient back, then all weights' gradients at once."""
        x, gates, recalled, states, input_weight, state_weight = ctx.saved_tensors
        n_frames, n_batch, hidden = gradient.shape
        reset, update, new = gates.split(hidden, dim=2)
        # What each gate's gradient is, per unit of the state's gradient.
        to_new = (1 - update) * (1 - new * new)
        to_update = (states[:-1] - new) * update * (1 - update)
        to_reset = to_new * recalled * reset * (1 - reset)
        share = torch.stack((to_reset, to_update, to_new * reset), dim=2)
        of_gates = torch.empty_like(share)  # (frames, batch, 3, hidden)
        of_states = gradient.new_empty(n_frames, n_batch, hidden)
        carried = gradient.new_zeros(n_batch, hidden, dtype=torch.float32)
        for t in reversed(range(n_frames)):
            carried += gradient[t]
            of_states[t] = carried
            torch.mul(share[t], of_states[t].unsqueeze(1), out=of_gates[t])
            carried *= update[t]
            carried += of_gates[t].view(n_batch, 3 * hidden) @ state_weight
        flat = of_gates.view(n_frames * n_batch, 3 * hidden)
        of_state_weight = flat.t() @ states[:-1].flatten(0, 1)
        of_bias = flat.sum(0)
        of_gates[:, :, 2] = of_states * to_new  # as the input sees the new gate
        of_new_bias = of_gates[:, :, 2].sum((0, 1))
        return (
            (flat @ input_weight).view(x.shape),
            flat.t() @ x.flatten(0, 1),
            of_state_weight,
            of_bias,
            of_new_bias,
        )
