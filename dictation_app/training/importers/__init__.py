"""One way into every kind of data set: the folder or file says what it is."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dictation_app.errors import AudioError, ManifestError
from dictation_app.speech import media
from dictation_app.training.importers import (
    common_voice,
    coqui,
    librispeech,
    lj_speech,
    plain_folder,
    speech_commands,
)
from dictation_app.training.manifest import Clip, parse_manifest

logger = logging.getLogger(__name__)

Entry = Clip | ManifestError
"""A clip, or what is wrong with a line."""


@dataclass(frozen=True)
class Layout:
    """A way in which data sets are laid out.

    Attributes:
        name: what people call it.
        recognises: whether a file or folder is laid out so.
        read: its clips, with a duration of 0 where nothing tells it.
    """

    name: str
    recognises: Callable[[Path], bool]
    read: Callable[[Path], Iterator[Entry]]


def _is_manifest(path: Path) -> bool:
    return path.suffix in (".jsonl", ".json") and path.is_file()


LAYOUTS = (
    Layout("JSON Lines manifest", _is_manifest, parse_manifest),
    Layout("Coqui or DeepSpeech CSV", coqui.recognises, coqui.read),
    Layout("Common Voice", common_voice.recognises, common_voice.read),
    Layout("LJ Speech", lj_speech.recognises, lj_speech.read),
    Layout("LibriSpeech", librispeech.recognises, librispeech.read),
    Layout("audio with same-named .txt", plain_folder.recognises, plain_folder.read),
    Layout("Speech Commands", speech_commands.recognises, speech_commands.read),
)
"""In the order in which they are tried: the least mistakable first."""


def find_layout(path: Path) -> Layout:
    """Tell how a data set is laid out.

    Raises:
        ManifestError: in no way that is known.
    """
    if not path.exists():
        raise ManifestError(
            f"There is no data set {path.name}: check the name and the folder."
        )
    for layout in LAYOUTS:
        if layout.recognises(path):
            return layout
    known = ", ".join(layout.name for layout in LAYOUTS)
    raise ManifestError(
        f"{path.name} is no data set this program knows. It knows: {known}."
    )


def parse_dataset(path: Path) -> Iterator[Entry]:
    """Read a data set of any known layout; what is wrong comes as an error of its own.

    Raises:
        ManifestError: it is laid out in no known way, or cannot be opened.
    """
    path = _listed(path)
    for entry in find_layout(path).read(path):
        if isinstance(entry, ManifestError) or entry.duration > 0:
            yield entry
            continue
        try:
            yield measured(entry)
        except AudioError as error:
            yield ManifestError(f"{entry.id}: {error}")


def _listed(path: Path) -> Path:
    """A folder that holds one manifest stands for the manifest.

    Raises:
        ManifestError: it holds several.
    """
    if not path.is_dir():
        return path
    lists = sorted(
        p for p in path.iterdir() if p.suffix == ".jsonl" or coqui.recognises(p)
    )
    if len(lists) > 1:
        names = ", ".join(p.name for p in lists[:5])
        raise ManifestError(f"{path.name} holds {names}: choose one of them.")
    return lists[0] if lists else path


def read_dataset(path: Path) -> list[Clip]:
    """The clips of a data set of any known layout; what is wrong is logged.

    Raises:
        ManifestError: it is laid out in no known way, or holds no usable clip.
    """
    clips: list[Clip] = []
    errors: list[ManifestError] = []
    for entry in parse_dataset(path):
        if isinstance(entry, ManifestError):
            errors.append(entry)
            logger.warning("left out a clip: %s", entry)
        else:
            clips.append(entry)
    if not clips:
        first = f" The first trouble: {errors[0]}" if errors else ""
        raise ManifestError(f"{path.name} holds no clip that can be used.{first}")
    return clips


def measured(clip: Clip) -> Clip:
    """A clip with the duration that its recording tells.

    Raises:
        AudioError: the recording cannot be read.
    """
    seconds = media.probe(clip.audio).duration
    if seconds is None:
        blocks = media.decode(clip.audio)
        seconds = sum(len(block) for block in blocks) / 16_000
    if seconds <= 0:
        raise AudioError(f"{clip.audio.name} holds no sound.")
    return replace(clip, duration=round(seconds, 3))
