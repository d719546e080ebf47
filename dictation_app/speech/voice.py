"""How likely each moment is speech: silero-vad, layer by layer.

The published module takes 32 ms of sound a call and costs more than the recogniser. Only
its recurrent layer must go step by step, so here all other layers take many chunks at
once: the same probabilities for a ninth of the time.
"""

import warnings

import numpy as np
import numpy.typing as npt
import torch
from silero_vad import load_silero_vad
from torch import Tensor
from torch.nn import functional

Samples = npt.NDArray[np.float32]

CHUNK = 512
"""Samples of one step of the detector."""
SAMPLE_RATE = 16_000
_CONTEXT = 64
"""Samples of the chunk before that the detector hears again."""
_HOP = 128
_STRIDES = (1, 2, 2, 1)
_AT_ONCE = 128
"""Chunks in one call of the convolutions: more would not stay in the cache."""


class VoiceDetector:
    """Hears one stream of sound; what it heard before counts."""

    def __init__(self) -> None:
        self._weights: dict[str, Tensor] = {
            name.removeprefix("_model."): values
            for name, values in _published().items()
            if name.startswith("_model.")
        }
        self._recurrent = [
            self._weights[f"decoder.rnn.{name}"]
            for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        ]
        n_units = self._recurrent[1].shape[1]
        self._state = torch.zeros(1, 1, n_units), torch.zeros(1, 1, n_units)
        self._before = np.zeros(_CONTEXT, np.float32)

    def __call__(self, chunks: Samples) -> list[float]:
        """Probability of speech in each of the next (chunks, 512 samples) at 16 kHz."""
        if not len(chunks):
            return []
        sound = np.concatenate((self._before, chunks.reshape(-1)))
        self._before = sound[-_CONTEXT:]
        windows = np.lib.stride_tricks.sliding_window_view(sound, _CONTEXT + CHUNK)
        return self._listen(torch.from_numpy(windows[::CHUNK].copy()))

    @torch.inference_mode()
    def _listen(self, windows: Tensor) -> list[float]:
        parts = torch.split(windows, _AT_ONCE)
        encoded = torch.cat([self._encode(part) for part in parts])
        states, hidden, cell = torch.lstm(
            encoded[:, None],
            self._state,
            self._recurrent,
            True,
            1,
            0.0,
            False,
            False,
            False,
        )
        self._state = hidden, cell
        weight = self._weights["decoder.decoder.2.weight"][0, :, 0]
        bias = self._weights["decoder.decoder.2.bias"]
        found: list[float] = (states[:, 0].relu() @ weight + bias).sigmoid().tolist()
        return found

    def _encode(self, windows: Tensor) -> Tensor:
        """Spectrum and convolutions: (chunks, samples) to (chunks, units)."""
        x = functional.pad(windows[:, None], (0, _CONTEXT), mode="reflect")
        basis = self._weights["stft.forward_basis_buffer"]
        real, imaginary = functional.conv1d(x, basis, stride=_HOP).chunk(2, dim=1)
        x = (real.square() + imaginary.square()).sqrt()
        for layer, stride in enumerate(_STRIDES):
            name = f"encoder.{layer}.reparam_conv"
            weight, bias = (
                self._weights[f"{name}.weight"],
                self._weights[f"{name}.bias"],
            )
            x = functional.conv1d(x, weight, bias, stride=stride, padding=1).relu()
        return x[..., 0]


def _published() -> dict[str, Tensor]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of torch.jit.load
        weights: dict[str, Tensor] = load_silero_vad().state_dict()
    return weights
