"""What the transcript pane is given to show, and how the user likes it shown."""

from dataclasses import dataclass
from pathlib import Path

from dictation_app.document.document import Document
from dictation_app.document.scribe import Scribe
from dictation_app.transcript import Seconds, Word


@dataclass(frozen=True, eq=False)
class Page:
    """A text and where it came from.

    Attributes:
        document: the text; the pane watches it and changes it.
        scribe: who writes to it; takes other hearings of what was said.
        title: what the user called it, or the name of the recording.
        audio: the recording that can be played, where there is one.
        source: name of the recording, for exports; empty for a dictation.
        model: name of the model that listened, for exports.
        duration: seconds of sound so far.
        timed: whether times stand at the left, as in the transcript of a recording.
    """

    document: Document
    scribe: Scribe
    title: str = ""
    audio: Path | None = None
    source: str = ""
    model: str = ""
    duration: Seconds = 0.0
    timed: bool = False


@dataclass(frozen=True)
class PageOptions:
    """How one user likes the page; the window keeps it in the settings.

    Attributes:
        doubt: words less sure than this are dotted and reviewed.
        doubtful_first: whether the review begins with the most doubtful word.
        back_step: seconds the sound goes back whenever it is played again.
        speed: how fast it is played; the pitch stays.
        second_speed: the speed that one key changes to and back.
        export_format: the kind of file exported last, a key of FORMATS.
        export_folder: where it went; the user's documents where it is empty.
        subtitles: name of the preset for subtitles.
    """

    doubt: float = 0.5
    doubtful_first: bool = False
    back_step: Seconds = 1.5
    speed: float = 1.0
    second_speed: float = 0.7
    export_format: str = "txt"
    export_folder: str = ""
    subtitles: str = "default"


@dataclass(frozen=True)
class Correction:
    """The user said that something was heard wrongly.

    Attributes:
        utterance: number of the utterance in the document.
        before: the words as they were.
        after: what was really said.
        words: the words with the times of their sound, as they are written now.
    """

    utterance: int
    before: str
    after: str
    words: tuple[Word, ...]
