"""Sound that is being written: WAV files whose header may not yet know their length."""

import os
import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dictation_app.transcript import Seconds

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_SAMPLE = 2
"""Bytes in a sample: 16-bit PCM, mono."""


def pcm(samples: npt.NDArray[np.float32]) -> bytes:
    """Samples between -1 and 1 as 16-bit integers; what is no number is silence."""
    clean = np.clip(np.nan_to_num(samples, nan=0.0), -1.0, 1.0)
    return np.round(clean * 32_767).astype("<i2").tobytes()


def repair(path: Path, sample_rate: int = 16_000, *, sync: bool = True) -> None:
    """Write into the header how long the file has become; make an empty one of none.

    Args:
        path: the file.
        sample_rate: samples a second, for a file whose header never reached the disk.
        sync: wait until it is on the disk; else somebody else sees to that.
    """
    descriptor = os.open(
        path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666
    )
    with open(descriptor, "r+b") as file:  # noqa: PTH123  (Path cannot do both)
        size = os.fstat(descriptor).st_size
        if size >= _HEADER.size:
            sample_rate = _rate(file.read(_HEADER.size)) or sample_rate
        n_bytes = max(size - _HEADER.size, 0) // _SAMPLE * _SAMPLE
        file.seek(0)
        file.write(_header(n_bytes, sample_rate))
        file.truncate(_HEADER.size + n_bytes)
        file.flush()
        if sync:
            os.fsync(descriptor)


def n_samples(path: Path) -> int:
    """Samples in a file, whatever its header says."""
    return max(path.stat().st_size - _HEADER.size, 0) // _SAMPLE


def duration(path: Path) -> Seconds:
    """Length of a repaired file."""
    with path.open("rb") as file:
        rate = _rate(file.read(_HEADER.size))
    return n_samples(path) / rate if rate else 0.0


def _rate(header: bytes) -> int:
    """Samples a second; 0 where the header is not one of ours."""
    fields = _HEADER.unpack(header)
    return int(fields[7]) if (fields[0], fields[2]) == (b"RIFF", b"WAVE") else 0


def _header(n_bytes: int, sample_rate: int) -> bytes:
    """RIFF/WAVE, one channel; the sizes stop at what 32 bits can hold."""
    most = 2**32 - 1
    return _HEADER.pack(
        b"RIFF",
        min(n_bytes + _HEADER.size - 8, most),
        b"WAVE",
        b"fmt ",
        16,
        1,
        1,
        sample_rate,
        sample_rate * _SAMPLE,
        _SAMPLE,
        8 * _SAMPLE,
        b"data",
        min(n_bytes, most),
    )
