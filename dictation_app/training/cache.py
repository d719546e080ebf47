"""Features computed once: log-mel as float16 in one file that is mapped into memory.

The folder's name is a hash of the clips (which recordings, where, how large, how old) and
of the features' configuration, so that a change of either makes another cache; texts and
weights of clips may change freely. A damaged cache is recognised by its hash and built
again.
"""

import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from dictation_app.errors import DictationError, TrainingError
from dictation_app.speech.architecture import FeatureConfig
from dictation_app.speech.features import FeatureExtractor
from dictation_app.training.ahead import map_ahead
from dictation_app.training.events import FeaturesRead
from dictation_app.training.manifest import Clip, read_samples

_FORMAT = 1
_FRAMES, _INDEX = "log-mel.f16", "index.json"
_CHUNK = 32

Frames = npt.NDArray[np.float16]


@dataclass(frozen=True)
class FeatureCache:
    """Log-mel features of clips, in the clips' order.

    Attributes:
        folder: where they lie.
        frames: (frames of all clips, mels), mapped from the file.
        starts: first frame of each clip.
        lengths: frames of each clip, 0 where it could not be read.
        unreadable: why clips could not be read, by their index.
    """

    folder: Path
    frames: Frames
    starts: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]
    unreadable: Mapping[int, str]

    def __len__(self) -> int:
        return len(self.lengths)

    def read(self, clip: int) -> torch.Tensor:
        """One clip's log-mel, not normalised: float32 (frames, mels)."""
        start = self.starts[clip]
        part = self.frames[start : start + self.lengths[clip]]
        return torch.from_numpy(part.astype(np.float32))


def open_cache(
    clips: Sequence[Clip], config: FeatureConfig, parent: Path, *, name: str
) -> Generator[FeaturesRead, None, FeatureCache]:
    """Open the cache of `clips` in the folder `parent`; build it where it is missing.

    Args:
        clips: whose features.
        config: how sound becomes features.
        parent: folder of caches.
        name: of the data set, for the progress.

    Raises:
        TrainingError: it cannot be written, or no clip can be read.
    """
    folder = parent / _key(clips, config)
    cache = _load(folder, len(clips), config.n_mels)
    if cache is None:
        yield from _build(clips, config, folder, name)
        cache = _load(folder, len(clips), config.n_mels)
        if cache is None:
            raise TrainingError(
                f"The features in {folder} are damaged right after they were written: "
                "the disk may be failing. Choose another one with --cache."
            )
    if len(cache.unreadable) == len(cache):
        reason = next(iter(cache.unreadable.values()), "there is none")
        raise TrainingError(f"No clip of {name} can be used: {reason}")
    return cache


def _key(clips: Sequence[Clip], config: FeatureConfig) -> str:
    digest = hashlib.sha256(json.dumps([_FORMAT, asdict(config)]).encode())
    for clip in clips:
        place = clip.audio.as_posix(), str(clip.shard), str(clip.span), clip.start
        row = *place, clip.duration, *_stamp(clip.shard or clip.audio)
        digest.update(json.dumps(row).encode())
    return digest.hexdigest()[:20]


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:  # unreadable then, and perhaps there the next time
        return 0, 0
    return status.st_size, status.st_mtime_ns


def _load(folder: Path, n_clips: int, n_mels: int) -> FeatureCache | None:
    """Open what is there, or None where it is missing or damaged."""
    try:
        index = json.loads((folder / _INDEX).read_text(encoding="utf-8"))
        lengths = np.array(index["lengths"], np.int64)
        unreadable = {int(clip): str(why) for clip, why in index["unreadable"].items()}
        wanted = index["sha256"]
        with (folder / _FRAMES).open("rb") as file:
            if _seal(file, lengths) != wanted or len(lengths) != n_clips:
                return None
        frames: Frames = np.empty((0, n_mels), np.float16)
        if lengths.any():  # nothing cannot be mapped
            mapped = np.memmap(folder / _FRAMES, np.float16, "r")
            frames = mapped.reshape(-1, n_mels)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    if lengths.sum() != len(frames):
        return None
    return FeatureCache(folder, frames, lengths.cumsum() - lengths, lengths, unreadable)


def _seal(file: Any, lengths: npt.NDArray[np.int64]) -> str:
    """Hash of the frames and of how they are divided among the clips."""
    digest = hashlib.file_digest(file, "sha256")
    digest.update(lengths.tobytes())
    return digest.hexdigest()


def _build(
    clips: Sequence[Clip], config: FeatureConfig, folder: Path, name: str
) -> Generator[FeaturesRead, None, None]:
    temporary: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
        yield from _fill(clips, config, temporary, name)
        if folder.exists():  # damaged
            shutil.rmtree(folder)
        temporary.rename(folder)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            gigabytes = sum(clip.duration for clip in clips) * config.sample_rate
            gigabytes *= config.n_mels * 2 / config.hop / 1e9
            raise TrainingError(
                f"The disk is full: the features of {name} need about "
                f"{gigabytes:.1f} GB. Free some space or choose another --cache."
            ) from error
        raise TrainingError(
            f"The features cannot be written to {folder.parent} ({error.strerror}): "
            "choose another --cache."
        ) from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def _fill(
    clips: Sequence[Clip], config: FeatureConfig, folder: Path, name: str
) -> Generator[FeaturesRead, None, None]:
    """Write the frames of all clips and the index."""
    extractor = FeatureExtractor(config)
    lengths: list[int] = []
    unreadable: dict[int, str] = {}

    def extract(chunk: Sequence[Clip]) -> list[Frames | str]:
        return [_extract(clip, extractor) for clip in chunk]

    threads = os.cpu_count() or 1
    with (
        (folder / _FRAMES).open("w+b") as file,
        ThreadPoolExecutor(threads) as pool,
    ):
        chunks = (clips[i : i + _CHUNK] for i in range(0, len(clips), _CHUNK))
        for results in map_ahead(pool, extract, chunks, 2 * threads):
            for result in results:
                if isinstance(result, str):
                    unreadable[len(lengths)] = result
                    lengths.append(0)
                else:
                    file.write(result.tobytes())
                    lengths.append(len(result))
            yield FeaturesRead(name, len(lengths), len(clips), len(unreadable))
        file.flush()
        file.seek(0)
        index = {
            "sha256": _seal(file, np.array(lengths, np.int64)),
            "features": asdict(config),
            "lengths": lengths,
            "unreadable": unreadable,
        }
    (folder / _INDEX).write_text(json.dumps(index), encoding="utf-8")


@torch.inference_mode()
def _extract(clip: Clip, extractor: FeatureExtractor) -> Frames | str:
    """A clip's log-mel, or why there is none."""
    try:
        samples = torch.from_numpy(read_samples(clip, extractor.config.sample_rate))
    except DictationError as error:
        return str(error)
    if len(samples) < extractor.config.sample_rate // 20:
        return f"{clip.name} is shorter than a twentieth of a second."
    if not bool(torch.isfinite(samples).all()):
        return f"{clip.name} holds samples that are no numbers."
    frames: Frames = extractor.log_mel(samples).half().numpy()
    return frames
