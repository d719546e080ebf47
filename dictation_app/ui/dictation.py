"""Dictation: opens the microphone, has it listened to, and says what was heard.

Two jobs work side by side. One follows the microphone and keeps the sound; the other
makes words of it. So sound is safe before it is understood, the level moves evenly, and
speaking may begin while the model is still being loaded.
"""

import logging
import queue
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal, Slot

from dictation_app.speech.microphone import Block
from dictation_app.transcript import Hypothesis, Level, Notice, Seconds, Utterance
from dictation_app.ui.capture import (
    Began,
    Capture,
    Ended,
    Lost,
    MakeMicrophone,
    Samples,
)
from dictation_app.ui.job import Job
from dictation_app.ui.listening_state import ListeningState
from dictation_app.ui.open_note import OpenNote

if TYPE_CHECKING:
    from dictation_app.speech.recognizer import Recognizer

logger = logging.getLogger(__name__)

_TOO_QUIET = 0.012
"""Peak, 38 decibels below full scale, that speech should reach."""
_QUIET = Level(0.0, 0.0)
_TAIL_ENDS, _WORDS_END = 2_000, 5_000
"""Milliseconds that the end of the program waits for the tail, and for the last words."""


@dataclass(eq=False)
class _Session:
    """What is said from one press of the key to the next."""

    note: OpenNote
    offset: Seconds
    first: int
    blocks: "queue.SimpleQueue[Block | None]" = field(default_factory=queue.SimpleQueue)

    def hear(self, samples: Samples) -> None:
        """Keep sound, then let it be understood; in the microphone's thread."""
        self.note.hear(samples)
        self.blocks.put(Block(samples, _QUIET))


@dataclass(frozen=True, eq=False)
class Finished:
    """One dictation is over, and all of it is written.

    Attributes:
        note: where it was written to.
        first: number of the first utterance that may belong to it.
    """

    note: OpenNote
    first: int


class Dictation(QObject):
    """Begins and ends listening, and relays what is heard, each with its note."""

    state_changed = Signal(object)
    """The ListeningState."""
    levelled = Signal(object)
    """The Level of the last moment."""
    guessed = Signal(object, object)
    """A note and the Hypothesis of what is being said."""
    heard = Signal(object, object)
    """A note and an Utterance, its times counted from the beginning of the note."""
    finished = Signal(object)
    """A Finished."""
    noticed = Signal(str)
    advised = Signal(str)
    """A word on how the user speaks into the microphone."""

    def __init__(
        self,
        open_microphone: MakeMicrophone,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.state = ListeningState.READY
        self.open_microphone = open_microphone
        self.phrases: tuple[str, ...] = ()
        """Commands that are judged by their sound too; may change at any time."""
        self._recognizer: Recognizer | None = None
        self._stays_open = False
        self._anew = False
        self._capture: Capture | None = None
        self._capture_job: Job | None = None
        self._speaking: _Session | None = None
        self._is_ending = False
        self._again: OpenNote | None = None
        self._is_hopeless = False
        self._waiting: list[_Session] = []
        self._understanding: _Session | None = None
        self._listen_job: Job | None = None
        self._loudest = 0.0

    @property
    def is_open(self) -> bool:
        """Whether sound is being kept, or about to be."""
        return self._speaking is not None

    @property
    def is_ending(self) -> bool:
        """Whether only the tail is still recorded."""
        return self._is_ending

    @property
    def has_microphone(self) -> bool:
        """Whether a microphone is in use; PortAudio must not be started anew then."""
        return self._capture is not None

    @property
    def note(self) -> OpenNote | None:
        """What is being dictated into."""
        return self._speaking.note if self._speaking else None

    def is_busy_with(self, note: OpenNote) -> bool:
        """Whether words for a note are still to come."""
        sessions = [self._speaking, self._understanding, *self._waiting]
        return any(s is not None and s.note is note for s in sessions)

    def set_recognizer(self, recognizer: "Recognizer | None") -> None:
        """Who listens from the next dictation on; those that waited begin."""
        self._recognizer = recognizer
        self._is_hopeless = False
        self._listen()

    def give_up_waiting(self) -> None:
        """No recogniser will come: keep the sound, and be ready again."""
        self._is_hopeless = True
        for session in self._waiting:
            session.note.is_whole = False
        self._waiting.clear()
        self._show_state()

    def keep_open(self, stays_open: bool) -> None:
        """Keep the microphone ready between dictations, or close it after each."""
        self._stays_open = stays_open
        if stays_open and self._capture is None:
            self._open()
        elif not stays_open and self._capture is not None and not self.is_open:
            self._capture.close()

    def change_microphone(self) -> None:
        """Take the microphone that is chosen now; a dictation goes on with it."""
        if self._capture is None:
            return
        self._anew = True
        self._again = self._speaking.note if self._speaking else None
        self._is_ending = self._speaking is not None
        self._capture.close()

    def prepare(self) -> None:
        """Open the microphone: `start` follows, and what is heard till then is kept."""
        if self._capture is None:
            self._open()

    def start(self, note: OpenNote) -> None:
        """Listen, and write to a note; its journal is already open."""
        if self._speaking is not None:
            self._again = note if self._is_ending else None
            return
        if self._capture is not None and self._capture.is_closing:
            self._again = note  # as soon as the device can be opened again
            return
        numbers = note.document.utterances
        session = _Session(note, note.duration, max(numbers, default=-1) + 1)
        self._speaking = session
        if self._is_hopeless:
            note.is_whole = False
        else:
            self._waiting.append(session)
        self.prepare()
        if self._capture is not None:
            self._capture.begin(session.hear)
        self._show_state()
        self._listen()

    def stop(self) -> None:
        """End after the tail; the last words follow."""
        self._again = None
        if self._capture is not None and self._speaking is not None:
            self._is_ending = True
            self._capture.end()

    def close(self) -> None:
        """Let go of the microphone; what was said is still written."""
        self._again = None
        self._stays_open = False
        if self._capture is not None:
            self._capture.close()

    def stop_all(self) -> None:
        """End all work and wait for it: the last words are written if that is quick.

        What is not understood by then is marked, so that it will be at the next start.
        """
        self.close()
        _end(self._capture_job, _TAIL_ENDS)
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        self._recognizer = None
        left = [s for s in (self._speaking, self._understanding, *self._waiting) if s]
        for session in left:
            session.blocks.put(None)
        is_done = _end(self._listen_job, _WORDS_END)
        for session in left:
            if not is_done or session is not self._understanding:
                session.note.is_whole = False
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def _open(self) -> None:
        make, anew = self.open_microphone, self._anew
        self._anew = False
        self._capture = Capture(
            lambda was_lost: make(was_lost or anew), stays_open=self._stays_open
        )
        self._capture_job = Job(self._capture.steps)
        self._capture_job.progressed.connect(self._follow)
        self._capture_job.failed.connect(self._refuse)
        self._capture_job.finished.connect(self._closed)
        self._capture_job.start()

    @Slot(object)
    def _follow(self, step: Any) -> None:
        match step:
            case Level():
                self._loudest = max(self._loudest * 0.985, step.peak)
                self.levelled.emit(step)
            case Began():
                self._loudest = 0.0
                self._show_state(ListeningState.LISTENING)
            case Ended():
                self._end_session()
            case Lost():
                if self._speaking is not None:
                    self._show_state(ListeningState.LOST)
                self.noticed.emit(step.message)
            case Notice():
                self.noticed.emit(step.message)

    @Slot(object)
    def _refuse(self, error: Exception) -> None:
        if self._speaking is not None or not self._stays_open:
            self.noticed.emit(str(error))
        self._stays_open = False

    @Slot()
    def _closed(self) -> None:
        self._capture = self._capture_job = None
        self._end_session()
        if self._stays_open and self._capture is None:
            self._open()

    def _end_session(self) -> None:
        """All sound of this dictation is there; its words may still be to come."""
        session, self._speaking = self._speaking, None
        self._is_ending = False
        if session is not None:
            session.blocks.put(None)
        is_free = self._capture is None or self._capture.is_waiting
        if self._again is not None and is_free:
            again, self._again = self._again, None
            self.start(again)
        elif is_free and self._capture is not None and not self._stays_open:
            self._capture.close()  # it was to stay ready, and no longer is
        self._show_state()

    def _listen(self) -> None:
        """Understand the next dictation, if there is one and somebody who listens."""
        recognizer = self._recognizer
        if self._listen_job is not None or not self._waiting or recognizer is None:
            return
        session = self._understanding = self._waiting.pop(0)
        self._listen_job = Job(
            lambda: _understand(recognizer, session, lambda: self.phrases)
        )
        self._listen_job.progressed.connect(self._relay)
        self._listen_job.failed.connect(self._stumble)
        self._listen_job.finished.connect(self._understood)
        self._listen_job.start()

    @Slot(object)
    def _relay(self, step: Any) -> None:
        session = self._understanding
        if session is None:
            return
        match step:
            case Hypothesis():
                self.guessed.emit(session.note, step)
            case Utterance():
                self.heard.emit(session.note, step)
                if 0.0 < self._loudest < _TOO_QUIET and self.is_open:
                    self.advised.emit(self.tr("Too quiet: come closer"))

    @Slot(object)
    def _stumble(self, error: Exception) -> None:
        session = self._understanding
        if session is not None:
            session.note.is_whole = False
        self.noticed.emit(str(error))

    @Slot()
    def _understood(self) -> None:
        session, self._understanding = self._understanding, None
        self._listen_job = None
        if session is not None:
            self.finished.emit(Finished(session.note, session.first))
        self._listen()
        self._show_state()

    def _show_state(self, state: ListeningState | None = None) -> None:
        if state is None:
            state = self._found_state()
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)

    def _found_state(self) -> ListeningState:
        if self._speaking is not None:
            is_there = self.state in (ListeningState.LISTENING, ListeningState.LOST)
            return self.state if is_there else ListeningState.OPENING
        if self._understanding is not None or self._waiting:
            return ListeningState.TRANSCRIBING
        return ListeningState.READY


def _end(job: Job | None, patience: int) -> bool:
    """Wait some milliseconds for a job, and stop it then; whether it came to its end."""
    if job is None or job.wait(patience):
        return True
    job.stop()
    return False


def _understand(
    recognizer: "Recognizer",
    session: _Session,
    phrases: Callable[[], tuple[str, ...]],
) -> Generator[Level | Hypothesis | Utterance | Notice, None, None]:
    """Listen to one dictation; the times are those of the note."""
    from dictation_app.speech.second_opinion import SecondOpinion

    alphabet = recognizer.model.alphabet
    for step in recognizer.listen(_blocks(session.blocks)):
        if isinstance(step, Utterance):
            opinion = SecondOpinion(phrases(), alphabet)
            step = later(opinion.of(step), session.offset)
        yield step


def _blocks(blocks: "queue.SimpleQueue[Block | None]") -> Iterator[Block]:
    while (block := blocks.get()) is not None:
        yield block


def later(utterance: Utterance, seconds: Seconds) -> Utterance:
    """The same utterance in a recording that began earlier."""
    kept = utterance.emissions
    return replace(
        utterance,
        words=tuple(
            replace(word, start=word.start + seconds, end=word.end + seconds)
            for word in utterance.words
        ),
        start=utterance.start + seconds,
        end=utterance.end + seconds,
        emissions=kept and replace(kept, start=kept.start + seconds),
    )
