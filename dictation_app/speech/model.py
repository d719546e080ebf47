"""DeepSpeech 2, configurable: features in, log-probabilities of labels out.

The variant of the AssemblyAI tutorial and of jiwidi/DeepSpeech-pytorch (Amodei et al.,
"Deep Speech 2", 2015, with residual CNN blocks, LayerNorm and GELU). Tensor names are
those of the tutorials, so that their checkpoints can be loaded.
"""

from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from dictation_app.speech.architecture import ModelConfig
from dictation_app.speech.recurrence import gru


class DeepSpeech2(nn.Module):
    """CNN stem, residual CNN blocks, recurrent blocks and a classifier over labels."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        height, inputs, convolutions = config.n_mels, 1, list[nn.Module]()
        for stride in config.stem:
            convolutions += [
                nn.Conv2d(inputs, config.channels, 3, stride, padding=1),
                nn.GELU(),
            ]
            height, inputs = -(-height // stride), config.channels
        convolutions.pop()  # GELU stands between the convolutions only
        self.cnn = (
            convolutions[0] if len(convolutions) == 1 else nn.Sequential(*convolutions)
        )
        self.rescnn_layers = nn.ModuleList(
            _ResidualCNN(config.channels, height, config.dropout)
            for _ in range(config.residual_blocks)
        )
        self.fully_connected = nn.Linear(config.channels * height, config.hidden)
        width = config.hidden * (2 if config.bidirectional else 1)
        self.birnn_layers = nn.ModuleList(
            _RecurrentBlock(config, config.hidden if layer == 0 else width)
            for layer in range(config.recurrent_layers)
        )
        self.classifier = nn.Sequential(
            nn.Linear(width, config.hidden),
            nn.GELU(),
            nn.Dropout(config.dropout),
            nn.Linear(config.hidden, config.n_labels),
        )

    def forward(self, features: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        """Listen to a padded batch; padding changes no result.

        Args:
            features: (batch, frames, mels).
            lengths: (batch,), feature frames of each utterance.

        Returns:
            Log-probabilities (batch, outputs, labels) and their lengths (batch,).
        """
        x = features.transpose(1, 2).unsqueeze(1)  # (batch, 1, mels, frames)
        stem = self.cnn if isinstance(self.cnn, nn.Sequential) else [self.cnn]
        for layer in stem:
            if isinstance(layer, nn.Conv2d):
                x = layer(_silence_padding(x, lengths))
                stride = layer.stride[0]
                lengths = torch.div(lengths + stride - 1, stride, rounding_mode="floor")
            else:
                x = layer(x)
        for block in self.rescnn_layers:
            x = block(x, lengths)
        x = x.flatten(1, 2).transpose(1, 2)  # (batch, outputs, channels * height)
        x = self.fully_connected(x)
        for block in self.birnn_layers:
            x = block(x, lengths)
        log_probs: Tensor = self.classifier(x).float().log_softmax(dim=-1)
        return log_probs, lengths


class _ResidualCNN(nn.Module):
    """LayerNorm, GELU, dropout and a 3×3 convolution, twice, plus the input."""

    def __init__(self, channels: int, height: int, dropout: float) -> None:
        super().__init__()
        self.layer_norm1 = _FrequencyNorm(height)
        self.cnn1 = nn.Conv2d(channels, channels, 3, padding=1)
        self.layer_norm2 = _FrequencyNorm(height)
        self.cnn2 = nn.Conv2d(channels, channels, 3, padding=1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, lengths: Tensor) -> Tensor:
        """(batch, channels, height, frames) to the same shape."""
        y = self.dropout(functional.gelu(self.layer_norm1(x)))
        y = self.cnn1(_silence_padding(y, lengths))
        y = self.dropout(functional.gelu(self.layer_norm2(y)))
        y = self.cnn2(_silence_padding(y, lengths))
        total: Tensor = x + y
        return total


class _FrequencyNorm(nn.Module):
    """LayerNorm over the frequency axis of (batch, channels, height, frames)."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self.layer_norm = nn.LayerNorm(height)

    def forward(self, x: Tensor) -> Tensor:
        """Normalise each frame of each channel."""
        normed: Tensor = self.layer_norm(x.transpose(2, 3).contiguous())
        return normed.transpose(2, 3).contiguous()


class _RecurrentBlock(nn.Module):
    """LayerNorm, GELU, a recurrent layer and dropout."""

    def __init__(self, config: ModelConfig, inputs: int) -> None:
        super().__init__()
        self.layer_norm = nn.LayerNorm(inputs)
        kind = nn.GRU if config.rnn_type == "gru" else nn.LSTM
        # The tutorials call it BiGRU whatever it is; their checkpoints say so too.
        self.BiGRU = kind(
            inputs, config.hidden, batch_first=True, bidirectional=config.bidirectional
        )
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x: Tensor, lengths: Tensor) -> Tensor:
        """(batch, frames, inputs) to (batch, frames, outputs)."""
        x = functional.gelu(self.layer_norm(x))
        x = _recur(self.BiGRU, x, lengths)
        dropped: Tensor = self.dropout(x)
        return dropped


def _recur(rnn: nn.GRU | nn.LSTM, x: Tensor, lengths: Tensor) -> Tensor:
    """Run a recurrent layer whose backward direction starts at each utterance's end.

    The same as packing the batch; in training on a CPU, where packing costs a third of
    the speed, by turning each utterance round inside its own length.
    """
    if torch.is_grad_enabled() and not x.is_cuda:
        return _recur_on_cpu(rnn, x, lengths)
    if not rnn.bidirectional or bool((lengths == x.shape[1]).all()):
        output: Tensor = rnn(x)[0]
        return output
    packed = pack_padded_sequence(
        x, lengths.cpu(), batch_first=True, enforce_sorted=False
    )
    return pad_packed_sequence(
        rnn(packed)[0], batch_first=True, total_length=x.shape[1]
    )[0]


def _recur_on_cpu(rnn: nn.GRU | nn.LSTM, x: Tensor, lengths: Tensor) -> Tensor:
    """A recurrent layer for training; the backward direction reads what is turned."""
    x = x.transpose(0, 1).contiguous()  # (frames, batch, inputs)
    if not rnn.bidirectional:
        return _read(rnn, x[None])[0].transpose(0, 1)
    time = torch.arange(len(x))[:, None]
    turned = torch.where(time < lengths, lengths - 1 - time, time)
    forwards, backwards = _read(rnn, torch.stack((x, _turn(x, turned))))
    both = torch.cat((forwards, _turn(backwards, turned)), dim=-1)
    return both.transpose(0, 1)


def _read(rnn: nn.GRU | nn.LSTM, x: Tensor) -> Tensor:
    """All directions of a recurrent layer: (directions, frames, batch, inputs)."""
    weights = cast("list[Tensor]", rnn._flat_weights)
    n = len(weights) // len(x)
    by_direction = [weights[first : first + n] for first in range(0, len(weights), n)]
    if isinstance(rnn, nn.GRU):
        return gru(x, *(torch.stack(kind) for kind in zip(*by_direction, strict=True)))
    zeros = x.new_zeros(1, x.shape[2], rnn.hidden_size)
    how = rnn.bias, 1, 0.0, rnn.training, False, False
    return torch.stack(
        [
            torch.lstm(one, (zeros, zeros), its, *how)[0]
            for one, its in zip(x, by_direction, strict=True)
        ]
    )


def _turn(x: Tensor, order: Tensor) -> Tensor:
    """Reorder the frames of each utterance by a permutation that is its own inverse."""
    turned: Tensor = _Turn.apply(x, order)  # type: ignore[no-untyped-call]
    return turned


class _Turn(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, order: Tensor) -> Tensor:
        """Frame `order[t, b]` of utterance b becomes its frame t."""
        ctx.save_for_backward(order)
        return x[order, torch.arange(x.shape[1])]

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None]:
        """The same reordering takes the gradient back."""
        (order,) = ctx.saved_tensors
        return gradient[order, torch.arange(gradient.shape[1])], None


def _silence_padding(x: Tensor, lengths: Tensor) -> Tensor:
    """Zero the frames past each utterance's end, as a convolution's border is zero."""
    n_frames = x.shape[-1]
    if bool((lengths == n_frames).all()):
        return x
    inside = torch.arange(n_frames, device=x.device) < lengths[:, None].to(x.device)
    return x * inside[:, None, None, :]


def count_parameters(network: nn.Module) -> int:
    """Number of trained values in a network."""
    return sum(parameter.numel() for parameter in network.parameters())
