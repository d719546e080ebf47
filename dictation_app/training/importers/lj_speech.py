"""LJ Speech and the many voices laid out like it: metadata.csv beside a folder wavs."""

from collections.abc import Iterator
from pathlib import Path

from dictation_app.errors import ManifestError
from dictation_app.training.importers import sources
from dictation_app.training.manifest import Clip


def recognises(path: Path) -> bool:
    """Whether it is such a folder, or its metadata.csv."""
    table = path / "metadata.csv" if path.is_dir() else path
    return (
        table.name == "metadata.csv"
        and table.is_file()
        and (table.parent / "wavs").is_dir()
    )


def read(path: Path) -> Iterator[Clip | ManifestError]:
    """The clips; the spelt-out text is preferred where there is one."""
    folder = path if path.is_dir() else path.parent
    for number, row in enumerate(sources.read_rows(folder / "metadata.csv", "|"), 1):
        if not row:
            continue
        if len(row) < 2:
            yield ManifestError(
                f"metadata.csv, line {number}: a line must read name|text."
            )
            continue
        stem = folder / "wavs" / row[0].strip().removesuffix(".wav")
        yield Clip(
            id=stem.name,
            audio=sources.find_audio(stem) or stem.with_name(f"{stem.name}.wav"),
            duration=0.0,
            text=(row[2] if len(row) > 2 else "").strip() or row[1].strip(),
            speaker=folder.name,
            corpus=folder.name,
            licence="public domain" if folder.name.startswith("LJSpeech") else "",
        )
