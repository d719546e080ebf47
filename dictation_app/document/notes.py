"""One note as files in a folder."""

import io
import json
import logging
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dictation_app.document import disk
from dictation_app.document.document import Document
from dictation_app.document.operations import Heard
from dictation_app.errors import DictationError
from dictation_app.transcript import Emissions, Seconds, Utterance

logger = logging.getLogger(__name__)

NOTE = "note.json"
_DOCUMENT = "document.json"
_EMISSIONS = "emissions.npz"
_VALUES, _PLACES = "values-", "places-"
"""Arrays of the archive of emissions; the number of labels follows."""
_VERSION = 1
_TITLE = 60
"""Characters of a title that is made from the text."""


@dataclass(frozen=True)
class Note:
    """What a list shows of a note.

    Attributes:
        id: name of its folder.
        title: what the user called it, or an empty string.
        created: seconds since 1970.
        modified: seconds since 1970.
        duration: seconds of sound.
        text: all of its text; in a list, the beginning.
        model: name of the model that listened.
        source: path of the recording it was made from; empty for a dictation, and in
            lists.
    """

    id: str
    title: str
    created: float
    modified: float
    duration: Seconds
    text: str
    model: str = ""
    source: str = ""

    @property
    def shown_title(self) -> str:
        """The title, or else the first line of the text."""
        if self.title:
            return self.title
        line = self.text.strip().split("\n")[0]
        if len(line) <= _TITLE:
            return line
        cut = line[:_TITLE].rfind(" ")  # between words, where there are any
        return f"{line[: cut if cut > 0 else _TITLE - 1].rstrip()}…"

    @property
    def beginning(self) -> str:
        """How the text begins, in one line, without what is the title already."""
        text = self.text.strip()
        if not self.title:
            text = text.removeprefix(self.shown_title.removesuffix("…"))
        return " ".join(text.split())


def write(folder: Path, note: Note, document: Document) -> None:
    """Write a note's files; the one that lists read comes last.

    Raises:
        OSError: one of them cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    disk.write_atomically(folder / _EMISSIONS, _packed(document.utterances))
    disk.write_atomically(folder / _DOCUMENT, _encoded(document.to_json()))
    disk.write_atomically(folder / NOTE, _encoded({"version": _VERSION} | asdict(note)))


def read(folder: Path) -> Note | None:
    """What a list shows of the note in a folder; None where none was saved yet.

    A damaged file still gives a note, so that its sound can be found.
    """
    path = folder / NOTE
    try:
        data = json.loads(path.read_bytes())
        return Note(
            id=folder.name,
            title=str(data["title"]),
            created=float(data["created"]),
            modified=float(data["modified"]),
            duration=float(data["duration"]),
            text=str(data["text"]),
            model=str(data.get("model", "")),
            source=str(data.get("source", "")),
        )
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError):
        logger.warning("The note %s is damaged.", folder.name)
        changed = path.stat().st_mtime
        return Note(folder.name, folder.name, changed, changed, 0.0, "")


def is_saved(folder: Path) -> bool:
    """Whether a folder holds a note that was saved before."""
    return (folder / NOTE).exists()


def open_document(folder: Path) -> Document:
    """The text of a note, with its emissions where they are still there.

    Raises:
        DictationError: its file is missing or damaged.
    """
    try:
        document = Document.from_json(json.loads((folder / _DOCUMENT).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DictationError(
            f"The text of the note in {folder} is damaged: its sound, audio.wav, can "
            "be transcribed again."
        ) from error
    for number, emissions in _unpacked(folder / _EMISSIONS).items():
        heard = document.utterances.get(number)
        if heard is not None:
            heard = Utterance(heard.words, heard.start, heard.end, emissions)
            document.apply(Heard(number, heard))
    return document


def _encoded(data: Mapping[str, Any]) -> bytes:
    return _json(data, 2).encode()


def _json(value: Any, levels: int) -> str:
    """What `json.dumps` gives, made in pieces from some levels down.

    In one piece, that of an hour would keep all other threads waiting meanwhile.
    """
    if levels and isinstance(value, dict):
        inside = (f"{json.dumps(k)}:{_json(v, levels - 1)}" for k, v in value.items())
        return f"{{{','.join(inside)}}}"
    if levels and isinstance(value, list):
        return f"[{','.join(_json(v, levels - 1) for v in value)}]"
    return json.dumps(value, separators=(",", ":"))


def _packed(utterances: Mapping[int, Utterance]) -> bytes:
    """Emissions as a NumPy archive: two arrays for each number of labels.

    All in few arrays: an archive of thousands would keep Python, and with it the window,
    busy for a tenth of a second whenever a long dictation is saved.
    """
    kept = {n: u.emissions for n, u in utterances.items() if u.emissions is not None}
    by_width: dict[int, list[tuple[int, Emissions]]] = {}
    for number, emissions in kept.items():
        by_width.setdefault(emissions.log_probs.shape[1], []).append(
            (number, emissions)
        )
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    for width, found in by_width.items():
        arrays[f"{_VALUES}{width}"] = np.concatenate([e.log_probs for _, e in found])
        arrays[f"{_PLACES}{width}"] = np.array(
            [(n, len(e.log_probs), e.start, e.frame_rate) for n, e in found]
        )
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


def _unpacked(path: Path) -> dict[int, Emissions]:
    """What `_packed` wrote; nothing where it is missing or damaged."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return dict(_utterances(arrays))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        logger.warning("The emissions of a note are damaged and not used.")
        return {}


def _utterances(
    arrays: Mapping[str, np.ndarray[Any, Any]],
) -> Iterator[tuple[int, Emissions]]:
    """Each utterance's number and emissions."""
    for name in arrays:
        if name.startswith(_VALUES):
            values, first = arrays[name], 0
            places = arrays[_PLACES + name.removeprefix(_VALUES)]
            for number, n_frames, start, frame_rate in places.tolist():
                last = first + int(n_frames)
                yield int(number), Emissions(values[first:last], start, frame_rate)
                first = last
        elif name.isdecimal():  # as older notes have them
            start, frame_rate = map(float, arrays[f"{name}-time"])
            yield int(name), Emissions(arrays[name], start, frame_rate)
