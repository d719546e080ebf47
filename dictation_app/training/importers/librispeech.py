"""LibriSpeech: speaker/chapter/*.flac with one *.trans.txt a chapter."""

from collections.abc import Iterator
from pathlib import Path

from dictation_app.errors import ManifestError
from dictation_app.training.importers import sources
from dictation_app.training.manifest import Clip

_TRANSCRIPTS = "*.trans.txt"


def recognises(path: Path) -> bool:
    """Whether there is a list of transcripts somewhere below the folder."""
    return path.is_dir() and next(path.rglob(_TRANSCRIPTS), None) is not None


def read(path: Path) -> Iterator[Clip | ManifestError]:
    """The clips of every chapter below the folder."""
    for transcripts in sorted(path.rglob(_TRANSCRIPTS)):
        try:
            lines = sources.read_text(transcripts).splitlines()
        except ManifestError as error:
            yield error
            continue
        for line in lines:
            name, _, text = line.strip().partition(" ")
            if not name:
                continue
            stem = transcripts.parent / name
            yield Clip(
                id=name,
                audio=sources.find_audio(stem) or stem.with_name(f"{name}.flac"),
                duration=0.0,
                text=text.strip(),
                speaker=name.partition("-")[0],
                corpus="LibriSpeech",
                licence="CC BY 4.0",
            )
