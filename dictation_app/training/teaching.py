"""What a user corrected, kept with its sound: the school books of a model.

corrections.jsonl    one lesson a line; a later line of the same id takes its place
clips/<id>.flac      the sound of the lesson's utterance

A line is whole or not there, so a power loss costs at most the lesson under way. Nothing
here is ever learned from unless the user says so, and every lesson can be looked at,
refused and removed.
"""

import hashlib
import json
import logging
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from dictation_app.atomic import sync_folder, write_atomically
from dictation_app.errors import DictationError, TrainingError
from dictation_app.training.manifest import Samples, write_flac
from dictation_app.training.mishearing import MISHEARING, Change
from dictation_app.transcript import Seconds

logger = logging.getLogger(__name__)

LESSONS, CLIPS = "corrections.jsonl", "clips"
RATE = 16_000

State = Literal["new", "accepted", "refused"]


@dataclass(frozen=True)
class Lesson:
    """One utterance whose text a user has read and perhaps corrected.

    Attributes:
        recording: what it was said in: the path of a file, or a note's id.
        start: beginning of the utterance in seconds of the recording.
        end: its end.
        heard: its text as it was recognised.
        said: its text as the user left it.
        changes: how the two differ; empty where all was right.
        when: seconds since 1970.
        model: name of the model that listened.
        microphone: through which it was heard, or an empty string.
        source: "dictation" or "file".
        state: "refused" lessons teach nothing; "new" and "accepted" ones do.
        confidences: of the words as heard, 0 to 1; empty where nobody knows.
        speed: seconds of sound a second of listening; 0 where nobody knows.
    """

    recording: str
    start: Seconds
    end: Seconds
    heard: str
    said: str
    changes: tuple[Change, ...] = ()
    when: float = 0.0
    model: str = ""
    microphone: str = ""
    source: Literal["dictation", "file"] = "dictation"
    state: State = "new"
    confidences: tuple[float, ...] = ()
    speed: float = 0.0

    @property
    def id(self) -> str:
        """Names the utterance; the same one corrected again has the same."""
        place = f"{self.recording}\n{self.start:.2f}"
        return hashlib.sha256(place.encode()).hexdigest()[:16]

    @property
    def mishearings(self) -> tuple[Change, ...]:
        """The changes that tell what was really said."""
        return tuple(c for c in self.changes if c.kind == MISHEARING)


class Teaching:
    """The folder with all lessons of a user.

    Args:
        root: the folder; made when the first lesson is kept.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def lessons(self) -> list[Lesson]:
        """All lessons, the oldest first; lines that are damaged are left out.

        Raises:
            TrainingError: the file is there and cannot be read.
        """
        found: dict[str, Lesson | None] = {}
        for row in self._rows():
            try:
                key, lesson = str(row["id"]), row.get("lesson")
                found.pop(key, None)
                found[key] = None if lesson is None else _lesson(lesson)
            except (KeyError, TypeError, ValueError):
                logger.warning("a line of %s is damaged: left out", LESSONS)
        return [lesson for lesson in found.values() if lesson is not None]

    def keep(self, lesson: Lesson, samples: Samples | None = None) -> None:
        """Keep a lesson; an earlier one of the same utterance gives way.

        Args:
            lesson: what was corrected.
            samples: mono sound of the utterance at 16 kHz; without it the lesson can
                suggest words and rules, but not be trained on.

        Raises:
            DictationError: it cannot be written; what was there before is unchanged.
        """
        if samples is not None and len(samples):
            write_flac(self.clip(lesson), samples, RATE)
        self._append([{"id": lesson.id, "lesson": asdict(lesson)}])

    def decide(self, lessons: Iterable[Lesson], state: State) -> None:
        """Say of lessons whether they may teach.

        Raises:
            DictationError: it cannot be written.
        """
        decided = [replace(lesson, state=state) for lesson in lessons]
        self._append([{"id": item.id, "lesson": asdict(item)} for item in decided])

    def remove(self, lessons: Iterable[Lesson]) -> None:
        """Forget lessons and their sound, for good.

        Raises:
            DictationError: it cannot be written.
        """
        gone = {lesson.id for lesson in lessons}
        kept = [lesson for lesson in self.lessons() if lesson.id not in gone]
        rows = [{"id": lesson.id, "lesson": asdict(lesson)} for lesson in kept]
        self._attempt(
            lambda: write_atomically(self.root / LESSONS, b"".join(map(_line, rows)))
        )
        for name in gone:
            (self.root / CLIPS / f"{name}.flac").unlink(missing_ok=True)

    def clip(self, lesson: Lesson) -> Path:
        """Where the sound of a lesson lies, if it was kept."""
        return self.root / CLIPS / f"{lesson.id}.flac"

    def has_sound(self, lesson: Lesson) -> bool:
        """Whether the sound of a lesson was kept."""
        return self.clip(lesson).is_file()

    def _rows(self) -> list[dict[str, Any]]:
        try:
            data = (self.root / LESSONS).read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise TrainingError(
                f"The corrections in {self.root} cannot be read ({error.strerror}): "
                "check the folder."
            ) from error
        rows = []
        for line in data.splitlines():
            try:
                row = json.loads(line)
            except ValueError:  # torn by a power loss
                continue
            if isinstance(row, dict):
                rows.append(row)
        return rows

    def _append(self, rows: list[dict[str, Any]]) -> None:
        self._attempt(lambda: self._write(b"".join(map(_line, rows))))

    def _write(self, data: bytes) -> None:
        """Add whole lines at the end and press them to the disk."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / LESSONS).open("a+b") as file:
            size = file.seek(0, os.SEEK_END)
            if size:
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":  # an earlier line is torn
                    data = b"\n" + data
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                file.truncate(size)
                raise
        sync_folder(self.root)

    def _attempt(self, write: Callable[[], None]) -> None:
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            write()
        except OSError as error:
            raise DictationError(
                f"The correction cannot be kept in {self.root} ({error.strerror}): free "
                "some space or check the folder. Your text is unchanged."
            ) from error


def _line(row: dict[str, Any]) -> bytes:
    return (json.dumps(row, ensure_ascii=False) + "\n").encode()


def _lesson(data: dict[str, Any]) -> Lesson:
    changes = tuple(Change(**change) for change in data["changes"])
    sure = tuple(data.get("confidences", ()))
    lesson = Lesson(**{**data, "changes": changes, "confidences": sure})
    numbers = (lesson.start, lesson.end, lesson.when)
    if not all(isinstance(number, int | float) for number in numbers):
        raise TypeError("a time is no number")
    return lesson
