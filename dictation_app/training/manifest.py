"""A data set is a list of clips: sound, and what was said in it, one JSON line each."""

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import av
import av.error
import numpy as np
import numpy.typing as npt

from dictation_app.errors import AudioError, ManifestError
from dictation_app.speech import media
from dictation_app.training.shards import Span, index_shard, read_member
from dictation_app.transcript import Seconds

Samples = npt.NDArray[np.float32]

_LONGEST = 1e9
"""Seconds that no recording has."""
_NO_SPEAKER = {"", "none", "null", "unknown", "?"}


@dataclass(frozen=True)
class Clip:
    """One stretch of recorded speech and its text.

    Attributes:
        id: names the clip, once in a data set.
        audio: the recording; within a shard, the member's name.
        duration: length in seconds.
        text: what is said, as its corpus writes it; empty for noise.
        speaker: who speaks, or an empty string where nobody knows.
        corpus: the collection it belongs to, or an empty string.
        licence: on what terms it may be used, or an empty string.
        shard: the tar that holds it, or None for a plain file.
        span: where it lies in the shard; None where the shard lacks it.
        start: where the clip begins in the recording, or None where it is all of it.
    """

    id: str
    audio: Path
    duration: Seconds
    text: str
    speaker: str = ""
    corpus: str = ""
    licence: str = ""
    shard: Path | None = None
    span: Span | None = None
    start: Seconds | None = None

    @property
    def name(self) -> str:
        """What to call it in a sentence to the user."""
        if self.shard is not None:
            return f"{self.audio.as_posix()} in {self.shard.name}"
        return self.audio.name


def read_manifest(path: Path) -> list[Clip]:
    """Read a JSON Lines manifest.

    Paths in it are relative to it. Recordings are opened only where a line does not tell
    its duration.

    Raises:
        ManifestError: the file cannot be read; names the line that is wrong.
    """
    clips: list[Clip] = []
    for item in parse_manifest(path):
        if isinstance(item, ManifestError):
            raise item
        clips.append(item)
    if not clips:
        raise ManifestError(
            f"{path.name} names no clip: it needs one JSON line a clip."
        )
    return clips


def parse_manifest(path: Path) -> Iterator[Clip | ManifestError]:
    """Read a manifest line by line; a line that is wrong gives its error instead.

    Raises:
        ManifestError: the file itself cannot be read.
    """
    shards: dict[Path, dict[str, Span] | ManifestError] = {}
    seen: set[str] = set()
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            clip = _clip(line, number, path)
            if clip.id in seen:
                raise ManifestError(
                    f'the id "{clip.id}" was used before: every clip needs its own.'
                )
            seen.add(clip.id)
            yield _with_duration(_with_span(clip, shards))
        except (ManifestError, AudioError) as error:
            yield ManifestError(f"{path.name}, line {number}: {error}")


def write_manifest(path: Path, clips: Iterable[Clip]) -> None:
    """Write a manifest with paths relative to it, all of it or nothing.

    Raises:
        ManifestError: it cannot be written.
    """
    folder = path.absolute().parent
    lines = [json.dumps(_row(clip, folder), ensure_ascii=False) for clip in clips]
    write_text(path, "".join(f"{line}\n" for line in lines))


def write_text(path: Path, text: str) -> None:
    """Write a text file, all of it or nothing.

    Raises:
        ManifestError: it cannot be written.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("wb", dir=path.parent, delete=False) as file:
            temporary = Path(file.name)
            file.write(text.encode(errors="replace"))  # half a surrogate pair
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        raise ManifestError(
            f"{path.name} cannot be written ({error.strerror}): choose another place."
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def read_samples(clip: Clip, sample_rate: int = 16_000) -> Samples:
    """Decode a clip as mono samples; safe in any thread and process.

    Raises:
        AudioError: it is missing or damaged.
        ManifestError: its shard is missing or has changed.
    """
    start = clip.start or 0.0
    end = None if clip.start is None else clip.start + clip.duration
    if clip.shard is None:
        blocks = media.decode(clip.audio, start=start, end=end, sample_rate=sample_rate)
    elif clip.span is None:
        raise AudioError(f"There is no clip {clip.name}: check the manifest.")
    else:
        data = read_member(clip.shard, clip.span)
        blocks = media.decode_bytes(
            data, clip.audio.name, start=start, end=end, sample_rate=sample_rate
        )
    return np.concatenate(list(blocks))


def write_flac(path: Path, samples: Samples, sample_rate: int = 16_000) -> None:
    """Write mono samples without loss, at 16 bits.

    Raises:
        ManifestError: the file cannot be written.
    """
    whole = (np.clip(samples, -1.0, 1.0) * 32_767).round().astype(np.int16)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with av.open(str(path), "w", format="flac") as container:
            stream = container.add_stream("flac", rate=sample_rate, layout="mono")
            for start in range(0, len(whole), 4_096):
                piece = whole[None, start : start + 4_096]
                frame = av.AudioFrame.from_ndarray(piece, "s16", "mono")
                frame.sample_rate, frame.pts = sample_rate, start
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
    except (OSError, av.error.FFmpegError) as error:
        raise ManifestError(
            f"{path.name} cannot be written ({error}): choose another place."
        ) from error


def known_speaker(name: object) -> str:
    """A speaker's name, or an empty string for the usual words for not knowing."""
    text = "" if name is None else str(name).strip()
    return "" if text.lower() in _NO_SPEAKER else text


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            yield from file
    except OSError as error:
        raise ManifestError(
            f"The manifest {path.name} cannot be read ({error.strerror}): check its name."
        ) from error
    except UnicodeDecodeError as error:
        raise ManifestError(
            f"The manifest {path.name} is not UTF-8 text: save it as UTF-8."
        ) from error


def _clip(line: str, number: int, path: Path) -> Clip:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ManifestError("this is not JSON: correct or remove the line.") from error
    if not isinstance(row, dict):
        raise ManifestError('a clip is written as {"audio": …, "text": …}.')
    audio = row.get("audio")
    if not isinstance(audio, str) or not audio:
        raise ManifestError('"audio", the name of the recording, is missing.')
    text, shard = row.get("text", ""), row.get("shard")
    if not isinstance(text, str):
        raise ManifestError('"text", what is said, must be a string.')
    if shard is not None and not isinstance(shard, str):
        raise ManifestError('"shard", the archive of the recording, must be a string.')
    return Clip(
        id=str(row.get("id", f"{path.stem}-{number:06d}")),
        audio=path.absolute().parent / audio if shard is None else Path(audio),
        duration=_seconds(row, "duration") or 0.0,
        text=text,
        speaker=known_speaker(row.get("speaker")),
        corpus=str(row.get("corpus") or ""),
        licence=str(row.get("licence") or ""),
        shard=None if shard is None else path.absolute().parent / shard,
        start=_seconds(row, "start"),
    )


def _seconds(row: Mapping[str, Any], name: str) -> Seconds | None:
    value = row.get(name)
    if value is None:
        return None
    if type(value) not in (int, float) or not 0 <= value <= _LONGEST:
        raise ManifestError(
            f'"{name}" must be a number of seconds, and it is {str(value)[:40]}.'
        )
    return float(value)


def _with_span(clip: Clip, shards: dict[Path, dict[str, Span] | ManifestError]) -> Clip:
    """Look a clip up in its shard; each shard is indexed once."""
    if clip.shard is None:
        return clip
    if clip.shard not in shards:
        try:
            shards[clip.shard] = index_shard(clip.shard)
        except ManifestError as error:
            shards[clip.shard] = error
    spans = shards[clip.shard]
    if isinstance(spans, ManifestError):
        raise spans
    return replace(clip, span=spans.get(clip.audio.as_posix()))


def _with_duration(clip: Clip) -> Clip:
    """Measure a clip whose line does not tell how long it is."""
    if clip.duration > 0:
        return clip
    if clip.shard is None:
        told = media.probe(clip.audio).duration
        if told is not None and told > (clip.start or 0.0):
            return replace(clip, duration=round(told - (clip.start or 0.0), 3))
    whole = read_samples(replace(clip, start=None))
    seconds = len(whole) / 16_000 - (clip.start or 0.0)
    if seconds <= 0:
        raise ManifestError(f"{clip.name} ends before the clip's start.")
    return replace(clip, duration=round(seconds, 3))


def _row(clip: Clip, folder: Path) -> dict[str, Any]:
    row: dict[str, Any] = {"id": clip.id}
    if clip.shard is None:
        row["audio"] = _relative(clip.audio, folder)
    else:
        row["audio"] = clip.audio.as_posix()
        row["shard"] = _relative(clip.shard, folder)
    if clip.start is not None:
        row["start"] = round(clip.start, 3)
    row |= {"duration": round(clip.duration, 3), "text": clip.text}
    known = {"speaker": clip.speaker, "corpus": clip.corpus, "licence": clip.licence}
    return row | {name: value for name, value in known.items() if value}


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path.absolute(), folder)).as_posix()
    except ValueError:  # another drive of Windows
        return path.absolute().as_posix()
