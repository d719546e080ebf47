"""Kept emissions as a file: all that later decoding and alignment need.

A NumPy archive: for utterance n an array `n` of float16 log-probabilities and an array
`n-time` of its start, end and frame rate; `about` is JSON in bytes.
"""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dictation_app.document import disk
from dictation_app.errors import AudioError, ExportError
from dictation_app.transcript import Emissions, Transcript, Utterance

SUFFIX = ".emissions.npz"
"""What the names of such files end with."""

_VERSION = 1


def save_emissions(transcript: Transcript, path: Path) -> None:
    """Write what the words of a transcript were decoded from.

    Raises:
        ExportError: the file cannot be written.
    """
    about = {
        "version": _VERSION,
        "source": transcript.source,
        "model": transcript.model,
        "duration": transcript.duration,
    }
    arrays: dict[str, npt.NDArray[Any]] = {
        "about": np.frombuffer(json.dumps(about).encode(), np.uint8)
    }
    for number, utterance in enumerate(transcript.utterances):
        kept = utterance.emissions
        if kept is not None:
            arrays[f"{number}"] = kept.log_probs.astype(np.float16, copy=False)
            arrays[f"{number}-time"] = np.array(
                [utterance.start, utterance.end, kept.frame_rate]
            )
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    try:
        disk.write_atomically(path, file.getvalue())
    except OSError as error:
        raise ExportError(disk.explain(error, path)) from error


def load_emissions(path: Path) -> Transcript:
    """Read such a file; its utterances have emissions and no words yet.

    Raises:
        AudioError: it is missing, damaged or something else.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            about = json.loads(arrays["about"].tobytes())
            utterances = tuple(
                _utterance(arrays[str(number)], arrays[f"{number}-time"])
                for number in sorted(int(n) for n in arrays.files if n.isdecimal())
            )
            return Transcript(
                utterances,
                float(about["duration"]),
                str(about["source"]),
                str(about["model"]),
            )
    except FileNotFoundError as error:
        raise AudioError(
            f"There is no file {path.name}: check the name and the folder."
        ) from error
    except OSError as error:
        raise AudioError(f"{path.name} cannot be read ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise AudioError(
            f"{path.name} holds no kept emissions, or is damaged: make it with "
            "“transcribe --keep-emissions”."
        ) from error


def _utterance(
    log_probs: npt.NDArray[np.float16], time: npt.NDArray[np.float64]
) -> Utterance:
    if log_probs.ndim != 2 or log_probs.dtype != np.float16:
        raise ValueError("emissions must be float16 of shape (frames, labels)")
    start, end, frame_rate = map(float, time)
    return Utterance((), start, end, Emissions(log_probs, start, frame_rate))
