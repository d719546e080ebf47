"""Mozilla Common Voice: a folder of clips and tables that say who said what."""

from collections.abc import Iterator
from pathlib import Path

from dictation_app.errors import ManifestError
from dictation_app.training.importers import sources
from dictation_app.training.manifest import Clip, known_speaker

_PREFERRED = ("validated.tsv", "train.tsv", "dev.tsv", "test.tsv", "other.tsv")
_COLUMNS = {"client_id", "path", "sentence"}


def recognises(path: Path) -> bool:
    """Whether it is one of the tables, or a folder with clips and such a table."""
    if path.is_dir():
        return (path / "clips").is_dir() and _table(path) is not None
    return path.suffix == ".tsv" and set(sources.head(path, "\t")) >= _COLUMNS


def read(path: Path) -> Iterator[Clip | ManifestError]:
    """The clips of one table, of a folder those of validated.tsv where it is there."""
    table = _table(path) if path.is_dir() else path
    assert table is not None  # recognised
    durations = _durations(table.parent / "clip_durations.tsv")
    for number, row in enumerate(sources.read_table(table, "\t"), 2):
        name = row["path"]
        if not name:
            yield ManifestError(f"{table.name}, line {number}: the path is empty.")
            continue
        audio = table.parent / "clips" / name
        if not audio.suffix:  # releases before 2020 leave it out
            audio = audio.with_suffix(".mp3")
        yield Clip(
            id=audio.stem,
            audio=audio,
            duration=durations.get(audio.name, 0.0),
            text=row["sentence"],
            speaker=known_speaker(row["client_id"]),
            corpus="Common Voice",
            licence="CC0",
        )


def _table(folder: Path) -> Path | None:
    for name in _PREFERRED:
        if set(sources.head(folder / name, "\t")) >= _COLUMNS:
            return folder / name
    return None


def _durations(path: Path) -> dict[str, float]:
    """Seconds of the clips, as newer releases tell them in milliseconds."""
    if not path.is_file():
        return {}
    found: dict[str, float] = {}
    rows = sources.read_rows(path, "\t")
    next(rows, None)
    for row in rows:
        if len(row) >= 2 and row[1].strip().isdecimal():
            found[row[0]] = int(row[1]) / 1_000
    return found
