"""What happens behind the window: which note is on the page, and what comes to it."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from dictation_app.document import choices, notes
from dictation_app.document.commands import Action
from dictation_app.document.journal import Recovered
from dictation_app.document.library import Library
from dictation_app.document.scribe import Understood
from dictation_app.errors import DictationError
from dictation_app.settings import Settings
from dictation_app.transcript import Hypothesis, Utterance
from dictation_app.ui.capture import MakeMicrophone
from dictation_app.ui.dictation import Dictation, Finished
from dictation_app.ui.engine import Engine
from dictation_app.ui.file_item import FileItem, FileState
from dictation_app.ui.file_queue import FileQueue
from dictation_app.ui.listening_state import ListeningState
from dictation_app.ui.loading import Loaded
from dictation_app.ui.notebook import Notebook
from dictation_app.ui.open_note import OpenNote, now_title

if TYPE_CHECKING:
    from dictation_app.speech.architecture import DecodingOptions
    from dictation_app.speech.store import ModelInfo

_REST = 1.0
"""Seconds of sound that a cut off dictation may have without words."""


class Workbench(QObject):
    """Puts engine, dictation, recordings and notes together; it knows no widget."""

    page_changed = Signal(object)
    """The OpenNote that is on the page now; None for the invitation."""
    listening_began = Signal(object)
    """The OpenNote that is dictated into from now on."""
    guessed = Signal(object)
    """The Hypothesis of what is being said into the note on the page, or None."""
    understood = Signal(object)
    """The Understood of what was said last, wherever it went."""
    obeyed = Signal(object)
    """An Understood whose action is left to the page."""
    progressed = Signal(object)
    """The Progress of the recording on the page; None when it is finished."""
    saved = Signal(bool)
    """Whether all of the note on the page is on the disk."""
    spoken = Signal(str)
    """The text of a dictation that is over."""
    finished = Signal(object)
    """The OpenNote of a dictation that is over."""
    noticed = Signal(str)
    recovered = Signal(object)
    """A Recovered dictation that was cut off."""

    def __init__(
        self,
        settings: Settings,
        library: Library,
        open_microphone: MakeMicrophone,
        choose_model: Callable[[str], "ModelInfo"],
        parent: QObject | None = None,
    ) -> None:
        """Put the parts together; nothing is loaded or opened yet.

        Args:
            settings: the user's.
            library: where notes are kept.
            open_microphone: makes the chosen microphone.
            choose_model: finds the model of a name, or the first of all; called in the
                background.
            parent: who owns it.
        """
        super().__init__(parent)
        self.settings = settings
        self.engine = Engine(self)
        self.dictation = Dictation(open_microphone, self)
        self.queue = FileQueue(self)
        self.notebook = Notebook(library, self)
        self.note: OpenNote | None = None
        self._choose_model = choose_model
        self._recordings: dict[int, OpenNote] = {}
        self._connect()
        self._set_writing()

    def _connect(self) -> None:
        self.engine.ready.connect(self._take_recognizer)
        self.engine.failed.connect(self._do_without)
        self.engine.noticed.connect(self.noticed)
        self.dictation.state_changed.connect(self._make_way)
        self.dictation.guessed.connect(self._show_guess)
        self.dictation.heard.connect(self._write)
        self.dictation.finished.connect(self._finish_dictation)
        self.dictation.noticed.connect(self.noticed)
        self.queue.heard.connect(self._write_recording)
        self.queue.progressed.connect(self._show_progress)
        self.queue.changed.connect(self._show_begun)
        self.queue.ended.connect(self._end_recording)
        self.queue.removed.connect(self._forget_recording)
        self.notebook.saved.connect(self._show_saved)
        self.notebook.noticed.connect(self.noticed)
        self.notebook.recovered.connect(self.recovered)

    def begin(self) -> None:
        """Load the model and look after the notes; the window is on screen."""
        self._load()
        self.notebook.tidy(choices.retention(self.settings))

    def apply(self, settings: Settings) -> None:
        """Work as the user likes it now."""
        before, self.settings = self.settings, settings
        self._set_writing()
        old, new = before.recognition, settings.recognition
        if (old.model, old.device) != (new.model, new.device):
            self._load()
        elif old != new or before.vocabulary != settings.vocabulary:
            self.engine.search_with(self._options)

    def reload(self) -> None:
        """Load the model again, as when another one was imported or removed."""
        self._load()

    def _load(self) -> None:
        name = self.settings.recognition.model
        self.engine.load(
            lambda: self._choose_model(name),
            device=self.settings.recognition.device,
            options=self._options,
        )

    def _options(self, info: "ModelInfo") -> "DecodingOptions":
        return choices.decoding(self.settings, info.decoding)

    def _set_writing(self) -> None:
        commands = choices.commands(self.settings)
        self.notebook.set_writing(commands, choices.style(self.settings))
        self.dictation.phrases = choices.judged_phrases(self.settings)

    @Slot(object)
    def _take_recognizer(self, loaded: Loaded) -> None:
        self.dictation.set_recognizer(loaded.recognizer)
        self.queue.set_recognizer(loaded.recognizer)

    @Slot(str)
    def _do_without(self, problem: str) -> None:
        if self.engine.loaded is None:
            self.dictation.give_up_waiting()
        self.noticed.emit(problem)

    # The note on the page

    def show(self, note: OpenNote | None) -> None:
        """Put a note on the page, or the invitation; the one before is kept."""
        if note is self.note and note is not None:
            return
        before, self.note = self.note, note
        self.page_changed.emit(note)
        if before is not None:
            self._release(before)

    def new_note(self) -> OpenNote:
        """Put an empty note on the page."""
        note = self.notebook.new()
        note.shown_title = now_title()
        self.show(note)
        return note

    def open_note(self, name: str) -> None:
        """Put a note of the library on the page."""
        try:
            self.show(self.notebook.open(name))
        except DictationError as error:
            self.noticed.emit(str(error))

    def open_last(self) -> None:
        """Put the note that was worked on last on the page, if there is one."""
        if self.note is None and (found := self.notebook.library.notes()):
            self.open_note(found[0].id)

    def hear_note_again(self, name: str) -> None:
        """Transcribe the sound of a note of the library anew, into a note of its own."""
        try:
            sound = self.notebook.library.audio(name)
            about = notes.read(self.notebook.library.folder(name))
        except DictationError as error:
            self.noticed.emit(str(error))
            return
        if sound is None or about is None:
            self.noticed.emit(self.tr("The sound of this note was not kept."))
            return
        for item in self.queue.add([sound], title=about.shown_title):
            self.show_recording(item.number)

    def delete_note(self, name: str) -> None:
        """Move a note to the bin; if it is on the page it leaves that first."""
        folder = self.notebook.library.root / "notes" / name
        if self.note is not None and self.note.folder == folder:
            if self.dictation.is_busy_with(self.note):
                self.noticed.emit(
                    self.tr("This note is being dictated: stop listening first.")
                )
                return
            self.show(None)
        self.notebook.delete(name)

    def open_recovered(self, found: Recovered) -> None:
        """Go on with a dictation that was cut off; what has no words yet gets them."""
        note = self.notebook.open_recovered(found)
        note.shown_title = now_title()
        self.notebook.keep(note)
        self.show(note)
        if (audio := note.audio) and found.duration - found.recognised > _REST:
            item = self.queue.add_rest(audio, found.recognised)
            self._recordings[item.number] = note

    def rename(self, title: str) -> None:
        """Call the note on the page by another name."""
        if self.note is not None:
            self.note.title = self.note.shown_title = title
            self.notebook.save(self.note)

    def save(self) -> None:
        """Save the note on the page now."""
        if self.note is not None:
            self.notebook.keep(self.note)
            self.notebook.save(self.note)

    def _release(self, note: OpenNote) -> None:
        """Close a note that nobody sees or works on any more."""
        if (
            note is not self.note
            and note not in self._recordings.values()
            and not self.dictation.is_busy_with(note)
        ):
            self.notebook.close(note, keep_audio=self.settings.audio.keep_audio)

    @Slot(object, bool)
    def _show_saved(self, note: OpenNote, saved: bool) -> None:
        if note is self.note:
            self.saved.emit(saved)

    # Dictation

    def start_dictation(self) -> None:
        """Listen, and write to the note on the page, or to a new one."""
        if self.dictation.is_open and not self.dictation.is_ending:
            return
        self.dictation.prepare()  # a device takes its time, the page meanwhile, too
        note = self.note
        if note is None or note.source is not None:
            note = self.new_note()
        self.notebook.keep(note)
        self.listening_began.emit(note)
        self.dictation.start(note)

    def toggle_dictation(self) -> None:
        """Begin listening, or end it."""
        if self.dictation.is_open and not self.dictation.is_ending:
            self.dictation.stop()
        else:
            self.start_dictation()

    @Slot(object)
    def _make_way(self, state: ListeningState) -> None:
        """The voice goes first: recordings and what can be saved later wait."""
        self.queue.hold(state is not ListeningState.READY)
        self.notebook.hold(state is not ListeningState.READY)

    @Slot(object, object)
    def _show_guess(self, note: OpenNote, guess: Hypothesis) -> None:
        if note is self.note and self.settings.dictation.show_guess:
            self.guessed.emit(guess)

    @Slot(object, object)
    def _write(self, note: OpenNote, utterance: Utterance) -> None:
        if note is self.note:
            self.guessed.emit(None)
        understood = note.write(utterance)
        if self.engine.loaded is not None:
            note.model = self.engine.loaded.info.name
        self.understood.emit(understood)
        self._obey(note, understood)

    def _obey(self, note: OpenNote, understood: Understood) -> None:
        match understood.action:
            case Action.STOP:
                self.dictation.stop()
            case Action.SAVE:
                self.notebook.save(note)
            case Action.SELECT | Action.CORRECT | Action.CHOOSE if note is self.note:
                self.obeyed.emit(understood)

    @Slot(object)
    def _finish_dictation(self, finished: Finished) -> None:
        note = finished.note
        if note is self.note:
            self.guessed.emit(None)
        text = note.spoken_since(finished.first)
        if text:
            self.spoken.emit(text)
        self.notebook.save(note)
        self.finished.emit(note)
        self._release(note)

    # Recordings

    def add_files(self, paths: Iterable[Path], title: str = "") -> None:
        """Transcribe recordings; the first is shown unless the page is in use."""
        items = self.queue.add(paths, title)
        is_free = self.note is None or self.note.is_empty
        if items and is_free and not self.dictation.is_open:
            numbers = [item.number for item in items]
            running = self.queue.running
            if running is None or running.number in numbers:
                refused = FileState.REFUSED
                fit = [n for n in numbers if self.queue.items[n].state != refused]
                if fit:
                    self.show_recording(fit[0])

    def show_recording(self, number: int) -> None:
        """Put the text of a recording on the page."""
        item = self.queue.items.get(number)
        if item is None:
            return
        if item.state == FileState.REFUSED:
            self.noticed.emit(f"{item.name}: {item.problem}")
            return
        self.show(self._note_of(item))

    def recording_on_page(self) -> list[int]:
        """The numbers of the queue whose text is on the page."""
        pairs = self._recordings.items()
        return [number for number, note in pairs if note is self.note]

    def transcribe_again(self, number: int) -> None:
        """Put a recording at the end of the queue once more."""
        item = self.queue.items.get(number)
        if item is not None:
            self.queue.remove(number)
            self.add_files([item.path], item.title)

    def _note_of(self, item: FileItem) -> OpenNote:
        note = self._recordings.get(item.number)
        if note is None:
            loaded = self.engine.loaded
            note = self.notebook.new_from(
                item.path,
                title=item.title or item.path.stem,
                model=loaded.info.name if loaded else "",
            )
            note.duration = item.duration or 0.0
            self._recordings[item.number] = note
        return note

    @Slot(int, object)
    def _write_recording(self, number: int, utterance: Utterance) -> None:
        self._note_of(self.queue.items[number]).write(utterance)

    @Slot(int, object)
    def _show_progress(self, number: int, progress: object) -> None:
        if self._recordings.get(number) is self.note and self.note is not None:
            self.progressed.emit(progress)

    @Slot(object)
    def _show_begun(self, item: FileItem) -> None:
        note = self._recordings.get(item.number)
        if note is not None and item.duration and note.source is not None:
            note.duration = item.duration

    @Slot(object)
    def _end_recording(self, item: FileItem) -> None:
        note = self._recordings.get(item.number)
        if note is None:
            return
        if self.engine.loaded is not None:
            note.model = self.engine.loaded.info.name
        if note is self.note:
            self.progressed.emit(None)
        self.notebook.save(note)

    @Slot(int)
    def _forget_recording(self, number: int) -> None:
        note = self._recordings.pop(number, None)
        if note is not None:
            self._release(note)

    # The end

    def stop(self) -> None:
        """End all work and keep everything; the window calls it before it closes."""
        self.queue.stop()
        self.dictation.stop_all()
        self.engine.stop()
        self.notebook.close_all(keep_audio=self.settings.audio.keep_audio)
