"""A dictation is on the disk before it is recognised: nothing said is ever lost.

The folder of a note holds, while it is worked on,

    audio.wav          what the microphone heard, 16-bit PCM
    operations.jsonl   the document at the beginning, then a line for each operation
    emissions.bin      float16 log-probabilities, found by what the lines say

All three only grow, so a kill or a power loss costs at most their last moment.
"""

import json
import logging
import os
import queue
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dictation_app.document import disk, notes, operations, wave
from dictation_app.document.document import Document
from dictation_app.document.operations import Change, Heard, Operation
from dictation_app.errors import DictationError
from dictation_app.transcript import Emissions, Seconds

logger = logging.getLogger(__name__)

AUDIO = "audio.wav"
OPERATIONS = "operations.jsonl"
EMISSIONS = "emissions.bin"
LOCK = "lock"

_SYNC_EVERY: Seconds = 0.5
"""Longest time for which sound is in memory or in the system's cache only."""
_BACKLOG = 256 * 2**20
"""Bytes of sound, over two hours, that are kept in memory while the disk is full."""


class Journal:
    """Writes down what happens to a document and what the microphone hears.

    `hear` and `record` never wait for the disk: what they were given is with the
    system, and survives the end of this process, when `record` returns; one thread
    passes on the sound, which no slow disk holds up, and another sees to it that all
    survives a power loss. When the disk is full, everything stays in memory and is
    written as soon as there is space.

    Attributes:
        folder: where it is written.
    """

    def __init__(
        self,
        folder: Path,
        document: Document,
        *,
        sample_rate: int = 16_000,
        report: Callable[[str], None] = logger.warning,
    ) -> None:
        """Begin, or go on with, the journal of a note.

        Args:
            folder: the note's folder; made where it is missing.
            document: what is worked on; every operation from now on is recorded.
            sample_rate: samples a second of the sound.
            report: is told one sentence, from any thread, when writing fails.

        Raises:
            DictationError: the folder cannot be written or is in use.
        """
        self.folder = folder
        self._document = document
        self._sample_rate = sample_rate
        self._report = report
        self._reported = False
        try:
            with ExitStack() as opened:
                self._open(opened)
                self._opened = opened.pop_all()
        except OSError as error:
            raise DictationError(disk.explain(error, folder)) from error
        self._n_samples = wave.n_samples(folder / AUDIO)
        self._blocks: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._is_closing = threading.Event()
        self._writer = threading.Thread(target=self._write, name="journal", daemon=True)
        self._presser = threading.Thread(target=self._press, name="disk", daemon=True)
        self._writer.start()
        self._presser.start()
        document.watch(self.record)

    def _open(self, opened: ExitStack) -> None:
        """Take the folder and write down where the document begins."""
        self.folder.mkdir(parents=True, exist_ok=True)
        opened.callback(disk.Lock(self.folder / LOCK).release)
        wave.repair(self.folder / AUDIO, self._sample_rate, sync=False)
        self._audio = opened.enter_context(_Appender(self.folder / AUDIO))
        self._emissions = opened.enter_context(_Appender(self.folder / EMISSIONS))
        begin = _encoded(self._beginning(self._document))
        path = self.folder / OPERATIONS
        if path.exists():  # what it holds stays until this one has all of it
            self._emissions.sync()
            disk.write_atomically(path, begin)
            self._operations = opened.enter_context(_Appender(path))
        else:  # whoever begins to speak need not wait for the disk
            self._operations = opened.enter_context(_Appender(path))
            self._operations.write(begin)

    @property
    def duration(self) -> Seconds:
        """Length of the sound so far; where the next recording begins."""
        return self._n_samples / self._sample_rate

    def hear(self, samples: npt.NDArray[np.float32]) -> None:
        """Keep a block of mono samples between -1 and 1."""
        self._n_samples += len(samples)
        self._blocks.put(wave.pcm(samples))

    def record(self, operation: Operation, change: Change | None = None) -> None:
        """Keep an operation; a watcher of the document."""
        line = operations.to_json(operation)
        if isinstance(operation, Heard) and operation.utterance.emissions is not None:
            emissions = operation.utterance.emissions
            line["emissions"] = self._place(emissions)
            self._attempt(lambda: self._emissions.write(_bytes(emissions)))
        self._attempt(lambda: self._operations.write(_encoded(line)))

    def close(self) -> None:
        """Write what is left, and let go of the folder. May be called twice."""
        if self._writer.is_alive():
            self._document.unwatch(self.record)
            self._blocks.put(None)
            self._writer.join()
            self._is_closing.set()
            self._presser.join()
            self._attempt(lambda: wave.repair(self.folder / AUDIO, self._sample_rate))
            self._opened.close()

    @property
    def _files(self) -> "tuple[_Appender, ...]":
        return self._audio, self._emissions, self._operations

    def _beginning(self, document: Document) -> dict[str, Any]:
        """The first line: all of the document, its emissions written anew."""
        places = {}
        for number, utterance in document.utterances.items():
            if utterance.emissions is not None:
                places[str(number)] = self._place(utterance.emissions)
                self._emissions.write(_bytes(utterance.emissions))
        return {"do": "begin", "document": document.to_json(), "emissions": places}

    def _place(self, emissions: Emissions) -> dict[str, Any]:
        """Where the emissions that are written next can be found again."""
        return {
            "offset": self._emissions.n_bytes,
            "shape": list(emissions.log_probs.shape),
            "start": float(emissions.start),
            "frame_rate": float(emissions.frame_rate),
        }

    def _write(self) -> None:
        """Write sound as it comes."""
        while (block := self._blocks.get()) is not None:
            if self._audio.backlog < _BACKLOG:
                self._attempt(partial(self._audio.write, block))

    def _press(self) -> None:
        """Press all of it to the disk often enough."""
        self._attempt(partial(disk.sync_folder, self.folder))
        is_over = False
        while not is_over:
            is_over = self._is_closing.wait(_SYNC_EVERY)
            done = [self._attempt(file.sync) for file in self._files]
            self._reported = self._reported and not all(done)

    def _attempt(self, write: Callable[[], None]) -> bool:
        """Do something to the disk; a failure is told once, until all works again."""
        try:
            write()
        except OSError as error:
            if not self._reported:
                self._reported = True
                self._report(
                    f"{disk.explain(error, self.folder)} Your text is safe here."
                )
            return False
        return True


def _bytes(emissions: Emissions) -> bytes:
    return np.ascontiguousarray(emissions.log_probs, dtype="<f2").tobytes()


def _encoded(line: dict[str, Any]) -> bytes:
    return (json.dumps(line, separators=(",", ":")) + "\n").encode()


class _Appender:
    """A file that only grows; what the disk has no room for is kept for later."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab", buffering=0)
        self._guard = threading.Lock()
        self._rest = bytearray()
        self._changed = True  # by whoever made or repaired it
        self.n_bytes = path.stat().st_size

    @property
    def backlog(self) -> int:
        """Bytes that are in memory only."""
        return len(self._rest)

    def write(self, data: bytes) -> None:
        """Append.

        Raises:
            OSError: the disk took less; the rest is kept and goes first next time.
        """
        with self._guard:
            self._rest += data
            self.n_bytes += len(data)
            self._flush()

    def sync(self) -> None:
        """Press everything to the disk; writers need not wait meanwhile.

        Raises:
            OSError: it does not work.
        """
        with self._guard:
            self._flush()
            changed, self._changed = self._changed, False
        if changed:
            os.fsync(self._file.fileno())

    def __enter__(self) -> "_Appender":
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def _flush(self) -> None:
        while self._rest:
            n_written = self._file.write(self._rest) or 0
            del self._rest[:n_written]
            self._changed = True


@dataclass(frozen=True, eq=False)
class Recovered:
    """What a journal held that was not closed in peace.

    Attributes:
        folder: the note's folder.
        document: the text as it was last, with the emissions of what was heard.
        duration: seconds of sound.
    """

    folder: Path
    document: Document
    duration: Seconds

    @property
    def recognised(self) -> Seconds:
        """How far the sound had become words; the rest can be transcribed."""
        ends = (u.end for u in self.document.utterances.values())
        return min(max(ends, default=0.0), self.duration)


def unfinished(folder: Path) -> bool:
    """Whether a folder holds a journal that nobody is writing."""
    return (folder / OPERATIONS).exists() and not disk.is_locked(folder / LOCK)


def recover(folder: Path) -> Recovered:
    """Bring back what was said and done, as far as it reached the disk.

    Raises:
        DictationError: there is no journal or it cannot be read.
    """
    try:
        document = _replay(folder)
        wave.repair(folder / AUDIO)
        duration = wave.duration(folder / AUDIO)
    except OSError as error:
        raise DictationError(
            f"Cannot read the dictation in {folder} ({error.strerror}): "
            "the recording in it, audio.wav, can still be transcribed."
        ) from error
    return Recovered(folder, document, duration)


def _replay(folder: Path) -> Document:
    """Apply the lines in order, up to one that was torn by the end."""
    try:
        values = np.fromfile(folder / EMISSIONS, dtype="<f2")
    except FileNotFoundError:
        values = np.empty(0, dtype="<f2")
    document: Document | None = None
    with (folder / OPERATIONS).open("rb") as lines:
        for number, line in enumerate(lines):
            try:
                data = json.loads(line)
                if data["do"] == "begin":
                    document = _begun(data, values)
                elif document is not None:
                    document.apply(_operation(data, values))
            except (ValueError, KeyError, TypeError, AttributeError):
                logger.warning("A journal ends at line %d, which is torn.", number + 1)
                break
    return _saved(folder) if document is None else document


def _saved(folder: Path) -> Document:
    """The note as it was before its journal, whose beginning never reached the disk."""
    return notes.open_document(folder) if notes.is_saved(folder) else Document()


def _begun(data: dict[str, Any], values: npt.NDArray[np.float16]) -> Document:
    document = Document.from_json(data["document"])
    for number, place in data["emissions"].items():
        utterance = document.utterances[int(number)]
        heard = replace(utterance, emissions=_found(place, values))
        document.apply(Heard(int(number), heard))
    return document


def _operation(data: dict[str, Any], values: npt.NDArray[np.float16]) -> Operation:
    operation = operations.from_json(data)
    if not isinstance(operation, Heard) or "emissions" not in data:
        return operation
    heard = replace(operation.utterance, emissions=_found(data["emissions"], values))
    return replace(operation, utterance=heard)


def _found(place: dict[str, Any], values: npt.NDArray[np.float16]) -> Emissions | None:
    """Emissions, if all of them reached the disk."""
    n_frames, n_labels = place["shape"]
    first = place["offset"] // 2
    kept = values[first : first + n_frames * n_labels]
    if len(kept) < n_frames * n_labels:
        return None
    shaped = kept.reshape(n_frames, n_labels).copy()
    return Emissions(shaped, place["start"], place["frame_rate"])
