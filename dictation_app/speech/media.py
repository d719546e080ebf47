"""Any audio or video container as a stream of mono samples, decoded by FFmpeg (PyAV)."""

import io
import itertools
import logging
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import av.error

from dictation_app.errors import AudioError
from dictation_app.speech.resampling import (
    LONGEST_GAP,
    Samples,
    cleaned,
    gathered,
    resampled,
    silence,
)
from dictation_app.transcript import Seconds

logger = logging.getLogger(__name__)

_SIGNATURES = {
    b"%PDF": "it begins with a PDF header",
    b"\x89PNG": "it is a PNG picture",
    b"\xff\xd8\xff": "it is a JPEG picture",
    b"PK\x03\x04": "it is a ZIP archive or an office document",
    b"<!DOCTYPE": "it is a web page",
    b"<html": "it is a web page",
    b"\x7fELF": "it is a program",
    b"MZ": "it is a program",
    b"SQLite": "it is a database",
}
_SEEK_BACK = 1.0
"""Seconds decoded ahead of a wanted start, as seeking lands on a packet's border."""
_KEEPS_ANY_FLOAT = ("pcm_f", "wavpack")
"""Beginnings of the names of codecs that keep any number, sound or not."""


@dataclass(frozen=True)
class MediaInfo:
    """What a container says of its first audio track.

    Attributes:
        path: the file.
        duration: length in seconds, or None where the container does not tell.
        n_channels: channels of the track.
        sample_rate: samples a second of the track.
        codec: FFmpeg's name of the codec.
        has_video: whether there is a picture, too.
    """

    path: Path
    duration: Seconds | None
    n_channels: int
    sample_rate: int
    codec: str
    has_video: bool


def probe(path: Path) -> MediaInfo:
    """Tell what a recording is, without decoding it.

    Raises:
        AudioError: there is no recording that can be read.
    """
    with _open(path) as container:
        stream = _audio_stream(container, path)
        return MediaInfo(
            path=path,
            duration=_duration(container, stream),
            n_channels=stream.codec_context.channels,
            sample_rate=stream.codec_context.sample_rate,
            codec=stream.codec_context.name,
            has_video=bool(container.streams.video),
        )


def decode(
    path: Path,
    *,
    start: Seconds = 0.0,
    end: Seconds | None = None,
    sample_rate: int = 16_000,
) -> Iterator[Samples]:
    """Read a recording as mono samples, in blocks of about a second.

    The first sample lies at `start`; times are those a player shows. Where the track
    begins late or has a gap there is silence. A file damaged in the middle gives what
    can be read of it. Values that are no numbers become silence.

    Raises:
        AudioError: the file cannot be read, or `start` lies behind its end.
    """
    with _open(path) as container:
        yield from _decode(container, path, start, end, sample_rate)


def decode_bytes(
    data: bytes,
    name: str,
    *,
    start: Seconds = 0.0,
    end: Seconds | None = None,
    sample_rate: int = 16_000,
) -> Iterator[Samples]:
    """Read a recording that lies in memory; `name` is what errors call it.

    Raises:
        AudioError: it cannot be read, or `start` lies behind its end.
    """
    path = Path(name)
    if not data:
        raise AudioError(f"{path.name} is empty (zero bytes).")
    try:
        container = av.open(io.BytesIO(data), "r", metadata_errors="replace")
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise AudioError(_why_not_audio(data[:512], path)) from error
    with container:
        yield from _decode(container, path, start, end, sample_rate)


def _decode(
    container: "av.container.InputContainer",
    path: Path,
    start: Seconds,
    end: Seconds | None,
    sample_rate: int,
) -> Iterator[Samples]:
    if start < 0 or (end is not None and end <= start):
        raise AudioError(f"The end of the part must lie after its start, {start:g} s.")
    wanted = None if end is None else round((end - start) * sample_rate)
    n_given = 0
    stream = _audio_stream(container, path)
    for block in gathered(_cut(container, stream, start, sample_rate), sample_rate):
        if wanted is not None:
            block = block[: wanted - n_given]
        n_given += len(block)
        if len(block):
            yield block
        if wanted is not None and n_given >= wanted:
            return
    if n_given == 0 and start > 0:
        raise AudioError(
            f"{path.name} ends before {start:g} s: choose an earlier start."
        )
    if n_given == 0:
        raise AudioError(f"{path.name} holds no sound that can be decoded.")


def _open(path: Path) -> "av.container.InputContainer":
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise AudioError(f"{path.name} is a folder: name the recordings in it.")
        if not stat.S_ISREG(status.st_mode):
            raise AudioError(
                f"{path.name} is no file on a disk: save what comes from it as one."
            )
        if status.st_size == 0:
            raise AudioError(f"{path.name} is empty (zero bytes).")
        return av.open(str(path), metadata_errors="replace")
    except PermissionError as error:
        raise AudioError(
            f"{path.name} may not be read: ask for access to it."
        ) from error
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise AudioError(_why_not_audio(_head(path), path)) from error


def _head(path: Path) -> bytes:
    """The beginning of a file.

    Raises:
        AudioError: there is no such file, or it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(512)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise AudioError(  # a name that no file can have is a ValueError
            f"There is no file {path.name}: check the name and the folder."
        ) from error
    except OSError as error:
        raise AudioError(
            f"{path.name} cannot be read ({error.strerror}): check the name and the "
            "folder."
        ) from error


def _why_not_audio(head: bytes, path: Path) -> str:
    """Say what a file that FFmpeg refuses is instead, as far as its beginning tells."""
    for signature, what in _SIGNATURES.items():
        if head.startswith(signature):
            return f"{path.name} is not audio: {what}."
    try:
        head[:400].decode("utf-8")
        if not any(byte < 9 for byte in head):
            return f"{path.name} is not audio: it is a text file."
    except UnicodeDecodeError:
        pass
    return (
        f"{path.name} is not a recording this program can read: "
        "it may be damaged, incomplete or encrypted."
    )


def _audio_stream(
    container: "av.container.InputContainer", path: Path
) -> "av.AudioStream":
    if not container.streams.audio:
        if container.streams.video:
            raise AudioError(f"{path.name} is a video without an audio track.")
        raise AudioError(f"{path.name} holds no audio track.")
    stream = container.streams.audio[0]
    if stream.codec_context is None or not stream.codec_context.sample_rate:
        raise AudioError(
            f"{path.name} holds sound in a format this program cannot decode; "
            "it may be encrypted. Convert it to WAV or MP3 first."
        )
    return stream


def _duration(
    container: "av.container.InputContainer", stream: "av.AudioStream"
) -> Seconds | None:
    if stream.duration is not None and stream.time_base is not None:
        return _lead(container, stream) + float(stream.duration * stream.time_base)
    if container.duration is not None:
        return float(container.duration / av.time_base)
    return None


def _origin(
    container: "av.container.InputContainer", stream: "av.AudioStream"
) -> Seconds:
    """What the container's clock says where a player shows zero."""
    if container.start_time is not None:
        return float(container.start_time / av.time_base)
    return float((stream.start_time or 0) * (stream.time_base or 0))


def _lead(
    container: "av.container.InputContainer", stream: "av.AudioStream"
) -> Seconds:
    """How long a player shows a picture before the sound begins."""
    if stream.start_time is None or stream.time_base is None:
        return 0.0
    lead = float(stream.start_time * stream.time_base) - _origin(container, stream)
    return lead if 0 < lead < LONGEST_GAP else 0.0


def _cut(
    container: "av.container.InputContainer",
    stream: "av.AudioStream",
    start: Seconds,
    sample_rate: int,
) -> Iterator[Samples]:
    """Decode and resample from `start` on."""
    origin = _origin(container, stream)
    if start > _SEEK_BACK:
        time_base = float(stream.time_base or 1 / av.time_base)
        try:
            container.seek(
                int((start - _SEEK_BACK + origin) / time_base), stream=stream
            )
        except OverflowError:  # farther than any clock goes
            return
    frames = _frames(container, stream)
    if stream.codec_context.name.startswith(_KEEPS_ANY_FLOAT):
        frames = map(cleaned, frames)
    first = next(frames, None)
    if first is None:
        return
    begins = _lead(container, stream)
    if start > 0 and first.time is not None:
        begins = first.time - origin
    skip = round((start - begins) * sample_rate)
    if -LONGEST_GAP * sample_rate < skip < 0:
        yield from silence(-skip, sample_rate)
    for piece in resampled(itertools.chain((first,), frames), sample_rate):
        if skip < len(piece):
            yield piece[max(skip, 0) :]
        skip = max(skip - len(piece), 0)


def _frames(
    container: "av.container.InputContainer", stream: "av.AudioStream"
) -> "Iterator[av.AudioFrame]":
    """Decoded frames, past damaged packets."""
    n_decoded = n_damaged = 0
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
            if packet is None:
                break
            for frame in packet.decode():
                n_decoded += 1
                yield frame
        except av.error.EOFError:
            break
        except av.error.FFmpegError as error:
            n_damaged += 1
            if n_damaged > 100 + n_decoded:
                logger.warning("gave up reading a damaged recording: %s", error)
                break
    if n_damaged and not n_decoded:
        raise AudioError(
            "Nothing of this recording can be decoded: it is damaged or encrypted."
        )
    if n_damaged:
        logger.warning("%d damaged packets of a recording were left out", n_damaged)
