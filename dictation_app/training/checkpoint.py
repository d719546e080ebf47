"""Where a run goes on from: written whole or not at all, sealed by a hash.

A checkpoint is 40 bytes (a mark and a SHA-256) and a file of torch.save without code.
The two newest are kept, so that a damaged one costs minutes and not the run.
"""

import errno
import hashlib
import io
import logging
import os
import pickle
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from dictation_app.errors import TrainingError

logger = logging.getLogger(__name__)

_MARK = b"dictchk1"
_NAME = re.compile(r"step-(\d+)\.checkpoint")
_KEPT = 2


def save_checkpoint(folder: Path, step: int, state: Mapping[str, Any]) -> Path:
    """Write the checkpoint of a step and remove the third newest.

    Raises:
        TrainingError: it cannot be written; earlier ones are as they were.
    """
    path = folder / f"step-{step:08d}.checkpoint"
    part = folder / f".{path.name}.part"
    buffer = io.BytesIO()
    torch.save(dict(state), buffer)
    data = buffer.getbuffer()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(_MARK + hashlib.sha256(data).digest())
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise TrainingError(_cannot_save(error, folder)) from error
    for old in find_checkpoints(folder)[_KEPT:]:
        old.unlink(missing_ok=True)
    return path


def find_checkpoints(folder: Path) -> list[Path]:
    """Checkpoints of a run, the newest first, by the step in their name."""
    found = [(_step(path), path) for path in folder.glob("step-*.checkpoint")]
    return [path for step, path in sorted(found, reverse=True) if step >= 0]


def read_checkpoint(path: Path) -> dict[str, Any]:
    """Read one checkpoint.

    Raises:
        TrainingError: it is missing or damaged.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TrainingError(
            f"The checkpoint {path.name} cannot be read ({error.strerror})."
        ) from error
    head, body = data[:40], memoryview(data)[40:]
    if head != _MARK + hashlib.sha256(body).digest():
        raise TrainingError(f"The checkpoint {path.name} is damaged.")
    try:
        state: dict[str, Any] = torch.load(
            io.BytesIO(body), map_location="cpu", weights_only=True
        )
    except (pickle.UnpicklingError, RuntimeError) as error:  # not of torch, or code
        raise TrainingError(f"The checkpoint {path.name} is damaged.") from error
    return state


def read_newest(folder: Path) -> tuple[dict[str, Any], list[str]]:
    """The newest checkpoint that is whole, and what is wrong with newer ones.

    Raises:
        TrainingError: there is none.
    """
    faults: list[str] = []
    for path in find_checkpoints(folder):
        try:
            return read_checkpoint(path), faults
        except TrainingError as error:
            logger.warning("%s", error)
            faults.append(str(error))
    if faults:
        raise TrainingError(
            f"{' '.join(faults)} There is no other: start the run anew, or from a model "
            "folder with --from."
        )
    raise TrainingError(
        f"There is nothing to resume in {folder}: start without --resume."
    )


def _step(path: Path) -> int:
    match = _NAME.fullmatch(path.name)
    return int(match[1]) if match else -1


def _cannot_save(error: OSError, folder: Path) -> str:
    kept = find_checkpoints(folder)
    last = f"The checkpoint of step {_step(kept[0])} is intact. " if kept else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"The disk is full, so the training stopped. {last}Free some space and go on "
            "with --resume."
        )
    return (
        f"The checkpoint cannot be written to {folder} ({error.strerror}), so the "
        f"training stopped. {last}Choose another --output, or make it writable."
    )
