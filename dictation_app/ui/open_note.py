"""A note while it is worked on: its text, who writes to it, and where it is kept."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from dictation_app.document.document import Document
from dictation_app.document.journal import AUDIO, Journal
from dictation_app.document.library import Library
from dictation_app.document.scribe import Scribe, Understood
from dictation_app.transcript import Seconds, Utterance
from dictation_app.ui.page import Page


class OpenNote:
    """One note of the window: on the page, listened to, or filled from a recording.

    It gets a folder and a journal when there is something to keep, not before.

    Attributes:
        scribe: who writes to it.
        title: what the user called it, or the name of the recording.
        source: the recording it is made from; None for a dictation.
        model: name of the model that listened.
        is_whole: whether all of its sound has become words, or needs none.
    """

    def __init__(
        self,
        scribe: Scribe,
        *,
        folder: Path | None = None,
        title: str = "",
        shown_title: str = "",
        source: Path | None = None,
        model: str = "",
        duration: Seconds = 0.0,
    ) -> None:
        self.scribe = scribe
        self.folder = folder
        self.journal: Journal | None = None
        self.title = title
        self.shown_title = shown_title or title
        self.source = source
        self.model = model
        self.is_whole = True
        self._duration = duration

    @property
    def document(self) -> Document:
        """Its text."""
        return self.scribe.document

    @property
    def duration(self) -> Seconds:
        """Seconds of sound so far."""
        if self.journal is not None and self.source is None:
            return max(self.journal.duration, self._duration)
        return self._duration

    @duration.setter
    def duration(self, duration: Seconds) -> None:
        self._duration = duration

    @property
    def is_empty(self) -> bool:
        """Whether nobody would miss it."""
        return not self.document.text.strip() and not self.document.utterances

    @property
    def audio(self) -> Path | None:
        """What can be played of it."""
        if self.source is not None:
            return self.source
        sound = self.folder / AUDIO if self.folder is not None else None
        return sound if sound is not None and sound.is_file() else None

    @property
    def page(self) -> Page:
        """It as the transcript pane shows it."""
        return Page(
            document=self.document,
            scribe=self.scribe,
            title=self.shown_title,
            audio=self.audio,
            source=self.source.name if self.source else "",
            model=self.model,
            duration=self.duration,
            timed=self.source is not None,
        )

    def keep(self, library: Library, report: Callable[[str], None]) -> None:
        """From now on write down all that happens to it.

        Args:
            library: where it gets a folder, if it has none yet.
            report: called with one sentence, from any thread, when the disk is full.

        Raises:
            DictationError: the disk does not allow it.
        """
        if self.journal is not None:
            return
        if self.folder is None:
            self.folder = library.create()
        self.journal = Journal(self.folder, self.document, report=report)

    def hear(self, samples: npt.NDArray[np.float32]) -> None:
        """Keep sound; from any thread."""
        if self.journal is not None:
            self.journal.hear(samples)

    def write(self, utterance: Utterance) -> Understood:
        """Write down what was said, or do what it says."""
        return self.scribe.write(utterance)

    def spoken_since(self, number: int) -> str:
        """The text on the page that was said in utterances from a number on."""
        pieces = self.document.pieces
        spoken = [
            index
            for index, piece in enumerate(pieces)
            if piece.utterance is not None and piece.utterance >= number
        ]
        if not spoken:
            return ""
        texts = [piece.text for piece in pieces[spoken[0] : spoken[-1] + 1]]
        return "".join(texts).strip()


def now_title() -> str:
    """What a dictation is called until somebody gives it a name."""
    pattern = QCoreApplication.translate("Date", "d MMMM, HH:mm")
    moment = QLocale().toString(QDateTime.currentDateTime(), pattern)
    words = QCoreApplication.translate("Workbench", "Note, {moment}")
    return words.format(moment=moment)
