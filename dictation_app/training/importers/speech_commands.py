"""Google's Speech Commands: one folder a word, in it everyone who said it."""

from collections.abc import Iterator
from pathlib import Path

from dictation_app.errors import ManifestError
from dictation_app.training.importers import sources
from dictation_app.training.manifest import Clip


def recognises(path: Path) -> bool:
    """Whether the folder holds folders of recordings, and no recording itself."""
    if not path.is_dir() or any(sources.is_audio(p) for p in path.iterdir()):
        return False
    return any(any(map(sources.is_audio, label.iterdir())) for label in _labels(path))


def read(path: Path) -> Iterator[Clip | ManifestError]:
    """The clips; the folder's name is what is said in them."""
    for label in _labels(path):
        for audio in sorted(filter(sources.is_audio, label.iterdir())):
            speaker, mark, _ = audio.stem.partition("_nohash_")
            yield Clip(
                id=f"{label.name}/{audio.stem}",
                audio=audio,
                duration=0.0,
                text=label.name.replace("_", " "),
                speaker=speaker if mark else "",
                corpus="Speech Commands" if mark else path.resolve().name,
                licence="CC BY 4.0" if mark else "",
            )


def _labels(path: Path) -> list[Path]:
    """Folders of words; _background_noise_ and hidden ones are none."""
    return sorted(p for p in path.iterdir() if p.is_dir() and p.name[0] not in "._")
