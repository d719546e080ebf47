"""CSV of Coqui STT and Mozilla DeepSpeech: wav_filename, wav_filesize, transcript."""

from collections.abc import Iterator
from pathlib import Path

from dictation_app.errors import ManifestError
from dictation_app.training.importers import sources
from dictation_app.training.manifest import Clip, known_speaker


def recognises(path: Path) -> bool:
    """Whether the table has the two columns that matter."""
    return path.suffix.lower() == ".csv" and {"wav_filename", "transcript"} <= set(
        sources.head(path, ",")
    )


def read(path: Path) -> Iterator[Clip | ManifestError]:
    """The clips of one CSV; names in it are relative to it."""
    for number, row in enumerate(sources.read_table(path, ","), 2):
        if not row["wav_filename"]:
            yield ManifestError(
                f"{path.name}, line {number}: wav_filename is empty: name the recording."
            )
            continue
        yield Clip(
            id=f"{path.stem}-{number:06d}",
            audio=path.parent / row["wav_filename"],
            duration=0.0,
            text=row["transcript"],
            speaker=known_speaker(row.get("speaker") or row.get("client_id")),
            corpus=path.stem,
        )
