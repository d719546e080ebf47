"""Hearing a page again from the kept emissions, with other weights or other terms."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from dictation_app.transcript import Utterance
from dictation_app.ui.editor import Editor
from dictation_app.ui.job import Job
from dictation_app.ui.page import Page

if TYPE_CHECKING:
    from dictation_app.speech.architecture import DecodingOptions
    from dictation_app.speech.decoder import Decoder

_SLICE = 30
"""Milliseconds that are written at once, so that the window stays alive."""

Place = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Reheard:
    """An utterance as it is heard now.

    Attributes:
        number: its number in the document.
        utterance: what is heard.
        before: what was heard.
        n_done: utterances heard again so far.
        n_all: utterances to be heard again.
    """

    number: int
    utterance: Utterance
    before: Utterance
    n_done: int
    n_all: int

    @property
    def differs(self) -> bool:
        """Whether other words are heard."""
        return self.utterance.text != self.before.text


def rehear(
    decoder: Decoder, options: DecodingOptions, utterances: Mapping[int, Utterance]
) -> Generator[Reheard, None, None]:
    """Decode utterances again, those without emissions left out."""
    decoder = decoder.with_options(options)
    kept = [(n, u) for n, u in utterances.items() if u.emissions is not None]
    for n_done, (number, before) in enumerate(kept, start=1):
        assert before.emissions is not None
        words = decoder.decode(before.emissions)
        now = replace(before, words=words)
        yield Reheard(number, now, before, n_done, len(kept))


def different_words(before: str, after: str) -> list[tuple[str, str]]:
    """What is said differently: pairs of words before and after."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        (" ".join(old[a:b]), " ".join(new[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]


def different_places(before: str, after: str) -> list[Place]:
    """The characters of a text that are words it did not have before."""
    old, new = before.split(), after.split()
    starts, position = [], 0
    for word in new:
        position = after.index(word, position)
        starts.append(position)
        position += len(word)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        (starts[c], starts[d - 1] + len(new[d - 1]))
        for tag, _, _, c, d in matcher.get_opcodes()
        if tag != "equal" and c < d
    ]


class Rehearing(QObject):
    """Hears all of a page again, tells what differs, and writes it when asked."""

    progressed = Signal(object)
    """A Reheard."""
    finished = Signal()
    failed = Signal(str)
    written = Signal(int, int)
    """How many places differ on the page now, and how many edited ones were left."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._page: Page | None = None
        self._job: Job | None = None
        self._found: list[Reheard] = []
        self._waiting: list[Reheard] = []
        self._n_places = self._n_left = 0
        self._writer = QTimer(self)
        self._writer.timeout.connect(self._write_some)

    @property
    def found(self) -> Sequence[Reheard]:
        """The utterances that are heard differently now."""
        return self._found

    @property
    def running(self) -> bool:
        """Whether it is listening."""
        return self._job is not None

    def start(self, page: Page, decoder: Decoder, options: DecodingOptions) -> None:
        """Listen again; what was found before is forgotten."""
        self.stop()
        self._page, self._found = page, []
        on_page = {piece.utterance for piece in page.document.pieces}
        utterances = {
            number: utterance
            for number, utterance in page.document.utterances.items()
            if number in on_page
        }
        self._job = Job(lambda: rehear(decoder, options, utterances))
        self._job.progressed.connect(self._take)
        self._job.succeeded.connect(self._finish)
        self._job.failed.connect(self._fail)
        self._job.start()

    def write(self) -> None:
        """Write what is heard now; a step of undo for each utterance.

        What the user edited stays as it is.
        """
        self._editor.clear_changed()
        self._waiting = list(self._found)
        self._found = []
        self._n_places = self._n_left = 0
        self._writer.start(0)

    @Slot()
    def _write_some(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self._waiting and clock.elapsed() < _SLICE:
            self._write_one(self._waiting.pop(0))
        if not self._waiting:
            self._writer.stop()
            self.written.emit(self._n_places, self._n_left)

    def _write_one(self, heard: Reheard) -> None:
        if self._page is None or self._page.document is not self._editor.document_shown:
            return
        document, scribe = self._page.document, self._page.scribe
        place = document.range_of(heard.number)
        before = document.text[slice(*place)] if place else ""
        if not scribe.rewrite(heard.number, heard.utterance):
            self._n_left += 1
            return
        place = document.range_of(heard.number)
        if place is None:
            self._n_places += 1
            return
        places = different_places(before, document.text[slice(*place)])
        self._n_places += max(len(places), 1)
        self._editor.mark_changed((place[0] + a, place[0] + b) for a, b in places)

    @Slot(object)
    def _take(self, heard: Reheard) -> None:
        if self.sender() is self._job:
            if heard.differs:
                self._found.append(heard)
            self.progressed.emit(heard)

    @Slot(object)
    def _finish(self) -> None:
        if self._job is not None and self.sender() is self._job:
            self._job.wait()
            self._job = None
            self.finished.emit()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        if self._job is not None and self.sender() is self._job:
            self._job.wait()
            self._job = None
            self.failed.emit(str(error))

    def stop(self) -> None:
        """End the work in the background."""
        self._writer.stop()
        job, self._job = self._job, None
        if job is not None:
            job.stop()
