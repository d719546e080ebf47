"""On what, and with how many bits, the network is trained."""

import ctypes
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass

import torch

from dictation_app.speech.device import choose_device
from dictation_app.training.configuration import RunConfig
from dictation_app.transcript import Notice

_M_TRIM_THRESHOLD, _M_TOP_PAD, _M_MMAP_MAX = -1, -2, -4  # malloc.h of glibc


@dataclass(frozen=True)
class Arithmetic:
    """Device and precision of the forward pass.

    Attributes:
        device: where tensors live.
        dtype: bfloat16 under autocast, or float32.
    """

    device: torch.device
    dtype: torch.dtype

    def autocast(self) -> AbstractContextManager[None]:
        """A context in which the network computes with few bits, if it may."""
        return torch.autocast(
            self.device.type, torch.bfloat16, enabled=self.dtype == torch.bfloat16
        )

    @property
    def name(self) -> str:
        """The precision as configurations call it."""
        return str(self.dtype).removeprefix("torch.")


def choose_arithmetic(
    config: RunConfig, local_rank: int
) -> tuple[Arithmetic, Notice | None]:
    """Choose as the configuration and the hardware allow.

    Args:
        config: what is wanted.
        local_rank: which GPU is this process's.

    Returns:
        The choice, and a sentence where a GPU could not be used.
    """
    name, notice = choose_device(config.device)
    device = torch.device(name, local_rank) if name == "cuda" else torch.device(name)
    if config.precision == "auto":
        fast = torch.cuda.is_bf16_supported() if name == "cuda" else has_fast_bfloat16()
        dtype = torch.bfloat16 if fast else torch.float32
    else:
        dtype = getattr(torch, config.precision)
    return Arithmetic(device, dtype), notice


def has_fast_bfloat16() -> bool:
    """Whether this CPU multiplies bfloat16 in hardware (AMX or AVX-512 BF16)."""
    names = ("_is_amx_tile_supported", "_is_avx512_bf16_supported")
    checks = (getattr(torch.cpu, name, None) for name in names)
    return any(bool(check()) for check in checks if check is not None)


def keep_memory() -> None:
    """Tell glibc not to give memory back between steps.

    Every step asks for the same large pieces; giving them back costs a page fault for
    each of their pages the next time.
    """
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:  # musl has none
        mallopt(_M_MMAP_MAX, 0)
        mallopt(_M_TRIM_THRESHOLD, 2**31 - 1)
        mallopt(_M_TOP_PAD, 64 << 20)
