"""The simplest data set: recordings, each with a text file of the same name."""

from collections.abc import Iterator
from pathlib import Path

from dictation_app.errors import ManifestError
from dictation_app.training.importers import sources
from dictation_app.training.manifest import Clip


def recognises(path: Path) -> bool:
    """Whether some recording below the folder has its text beside it."""
    return path.is_dir() and any(_text(audio).is_file() for audio in _recordings(path))


def read(path: Path) -> Iterator[Clip | ManifestError]:
    """The clips; a recording without a text is an error of its own."""
    for audio in sorted(_recordings(path)):
        name = audio.relative_to(path)
        if not _text(audio).is_file():
            yield ManifestError(
                f"{name.as_posix()} has no text: write what is said into "
                f"{_text(audio).name} beside it."
            )
            continue
        try:
            text = sources.read_text(_text(audio))
        except ManifestError as error:
            yield error
            continue
        yield Clip(
            id=name.as_posix(),
            audio=audio,
            duration=0.0,
            text=" ".join(text.split()),
            corpus=path.resolve().name,
        )


def _recordings(path: Path) -> Iterator[Path]:
    return (p for p in path.rglob("*") if sources.is_audio(p) and p.is_file())


def _text(audio: Path) -> Path:
    return audio.with_suffix(".txt")
