"""The CPU always works; a GPU is used once it has proved itself in another process."""

import logging
import shutil
import subprocess
import sys
from pathlib import Path

from dictation_app.errors import ModelError
from dictation_app.transcript import Notice

logger = logging.getLogger(__name__)

_PROBE = """
import torch
x = torch.randn(512, 512, device="cuda")
torch.nn.GRU(64, 64, device="cuda")(torch.randn(8, 4, 64, device="cuda"))
assert torch.isfinite(x @ x).all()
"""
_PATIENCE = 60.0
"""Seconds after which a driver that does not answer counts as broken."""


def choose_device(wanted: str = "auto") -> tuple[str, Notice | None]:
    """Choose where the network runs.

    Args:
        wanted: "auto", "cpu" or "cuda".

    Returns:
        "cpu" or "cuda", and a sentence for the user where a GPU could not be used.

    Raises:
        ModelError: `wanted` is none of the three.
    """
    if wanted not in ("auto", "cpu", "cuda"):
        raise ModelError(f'The device must be auto, cpu or cuda, and it is "{wanted}".')
    if wanted == "cpu":
        return "cpu", None
    if not _has_nvidia_driver():
        if wanted == "auto":
            return "cpu", None
        return "cpu", Notice("There is no NVIDIA GPU here: the CPU is used.")
    if _works():
        return "cuda", None
    return "cpu", Notice(
        "The GPU cannot be used (its driver may be too old, or its memory full): the "
        "CPU is used."
    )


def _has_nvidia_driver() -> bool:
    """A look that costs nothing, so that machines without a GPU lose no time."""
    return Path("/dev/nvidiactl").exists() or shutil.which("nvidia-smi") is not None


def _works() -> bool:
    """Compute on the GPU in a process of its own: a crash there harms nobody."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", _PROBE],
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        logger.warning("the probe of the GPU failed: %s", error)
        return False
    if done.returncode != 0:
        logger.warning("the probe of the GPU ended with %d", done.returncode)
    return done.returncode == 0
