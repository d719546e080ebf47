"""From a page that was read to lessons: what was heard, and what was really said."""

import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dictation_app.document.borders import Fit, fit_by_letters
from dictation_app.document.corrections import Corrected, corrected_utterances
from dictation_app.document.document import Document
from dictation_app.document.formatting import Rule
from dictation_app.errors import DictationError
from dictation_app.transcript import Utterance

if TYPE_CHECKING:
    from dictation_app.speech.alphabet import Alphabet
    from dictation_app.training.teaching import Lesson


@dataclass(frozen=True, eq=False)
class ReadPage:
    """A page that somebody may have corrected.

    Attributes:
        document: its text, a copy.
        recording: what names it: the path of a file, or a note's folder.
        audio: its sound, where it is still there.
        is_file: whether it is a recording and no dictation.
        model: name of the model that listened.
        microphone: through which it was heard.
        rules: the user's rules of writing.
        speed: seconds of sound a second of listening; 0 where nobody knows.
    """

    document: Document
    recording: str
    audio: Path | None
    is_file: bool
    model: str
    microphone: str
    rules: tuple[Rule, ...] = ()
    speed: float = 0.0


def read_utterances(page: ReadPage, fit: Fit = fit_by_letters) -> list[Corrected]:
    """The utterances that were read: from the first that was touched to the last.

    Args:
        page: that was read.
        fit: tells which of the words typed where utterances meet fit which.
    """
    found = corrected_utterances(page.document, page.rules, fit)
    confirmed = _confirmed(page.document)
    touched = [
        index
        for index, item in enumerate(found)
        if item.is_changed or item.number in confirmed
    ]
    return found[touched[0] : touched[-1] + 1] if touched else []


def collect(
    page: ReadPage, root: Path, alphabet: "Alphabet"
) -> Generator[int, None, int]:
    """Keep what a page teaches; yields how many lessons are kept so far.

    Args:
        page: that was read.
        root: folder of the lessons.
        alphabet: of the model that listened.

    Raises:
        DictationError: the disk does not allow it.
    """

    def fit(utterance: Utterance, texts: Sequence[str]) -> Sequence[float]:
        from dictation_app.training.mishearing import fit_by_sound

        if utterance.emissions is None:
            return fit_by_letters(utterance, texts)
        return fit_by_sound(utterance.emissions, utterance.text, texts, alphabet)

    read = read_utterances(page, fit)
    if not read:
        return 0
    from dictation_app.training.teaching import Teaching

    teaching = Teaching(root)
    known = {lesson.id: lesson for lesson in teaching.lessons()}
    n_kept = 0
    for item in read:
        lesson = _lesson(page, item, alphabet)
        before = known.get(lesson.id)
        if before is not None and (before.heard, before.said) == (
            lesson.heard,
            lesson.said,
        ):
            continue
        teaching.keep(lesson, _sound(page, item))
        n_kept += 1
        yield n_kept
    return n_kept


def _lesson(page: ReadPage, item: Corrected, alphabet: "Alphabet") -> "Lesson":
    from dictation_app.training.mishearing import find_changes
    from dictation_app.training.teaching import Lesson

    heard = item.utterance
    return Lesson(
        recording=page.recording,
        start=round(heard.start, 3),
        end=round(heard.end, 3),
        heard=heard.text,
        said=item.said,
        changes=find_changes(heard.words, item.said, alphabet, heard.emissions),
        when=time.time(),
        model=page.model,
        microphone="" if page.is_file else page.microphone,
        source="file" if page.is_file else "dictation",
        confidences=tuple(round(word.confidence, 3) for word in heard.words),
        speed=round(page.speed, 1),
    )


def _sound(page: ReadPage, item: Corrected):  # type: ignore[no-untyped-def]
    """Samples of an utterance; None where its sound is gone."""
    import numpy as np

    from dictation_app.speech import media

    if page.audio is None or not page.audio.is_file():
        return None
    heard = item.utterance
    try:
        blocks = media.decode(page.audio, start=heard.start, end=heard.end)
        return np.concatenate([np.empty(0, np.float32), *blocks])
    except DictationError:
        return None


def _confirmed(document: Document) -> set[int]:
    """The utterances with a doubtful word of which the user said that it is right."""
    heard = document.utterances
    found: set[int] = set()
    for piece in document.pieces:
        number, word = piece.utterance, piece.word
        if number is None or word is None or word.confidence < 1.0:
            continue
        place = (word.start, word.end)
        if any(
            (doubted.start, doubted.end) == place and doubted.confidence < 1.0
            for doubted in (heard[number].words if number in heard else ())
        ):
            found.add(number)
    return found
