"""Hearing all of a page again: with other weights, or with the user's terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from dictation_app.document.vocabulary import Vocabulary
from dictation_app.ui.editor import Editor
from dictation_app.ui.page import Page
from dictation_app.ui.rehear_dialog import RehearDialog
from dictation_app.ui.rehearing import Rehearing

if TYPE_CHECKING:
    from dictation_app.speech.architecture import DecodingOptions
    from dictation_app.speech.decoder import Decoder


class HearingAgain(QObject):
    """Needs no sound: what the network heard was kept; what was edited stays.

    Attributes:
        page: what is shown.
        decoder: who decodes; None while no model is ready.
    """

    noticed = Signal(str)

    def __init__(self, editor: Editor, window: QWidget) -> None:
        super().__init__(window)
        self.page: Page | None = None
        self.decoder: Decoder | None = None
        self._editor = editor
        self._applies = False
        self.rehearing = Rehearing(editor)
        self.dialog = RehearDialog(self.rehearing, window)
        self.rehearing.failed.connect(self.noticed)
        self.rehearing.written.connect(self._tell_written)
        self.rehearing.finished.connect(self._write_vocabulary)
        self.dialog.options_chosen.connect(self._rehear)
        self.dialog.write_requested.connect(self.rehearing.write)
        self.dialog.place_chosen.connect(self._select_utterance)

    @Slot()
    def ask(self) -> None:
        """Let the user try other weights on what was heard."""
        decoder = self.decoder
        if self.page is not None and decoder is not None:
            self.dialog.open_with(
                decoder.options, has_language_model=decoder.has_language_model
            )

    @Slot(object)
    def _rehear(self, options: DecodingOptions) -> None:
        if self.page is not None and self.decoder is not None:
            self._applies = False
            self.rehearing.start(self.page, self.decoder, options)

    def apply(self, vocabulary: Vocabulary) -> None:
        """Hear all of the page again with these terms, and write what is new."""
        decoder = self.decoder
        if decoder is None:
            self.noticed.emit(
                self.tr("The model is still loading: apply the vocabulary in a moment.")
            )
        elif self.page is not None:
            self._applies = True
            options = vocabulary.applied(decoder.options)
            self.rehearing.start(self.page, decoder, options)

    @Slot()
    def _write_vocabulary(self) -> None:
        if self._applies:
            self._applies = False
            self.rehearing.write()

    @Slot(int, int)
    def _tell_written(self, n_places: int, n_left: int) -> None:
        words = self.tr("{} places are heard differently now.").format(n_places)
        if n_places == 1:
            words = self.tr("One place is heard differently now.")
        if not n_places:
            words = self.tr("All of it is heard just the same.")
        if n_left:
            kept = self.tr("{} that you edited stay as they are.")
            words += " " + kept.format(n_left)
        self.noticed.emit(words)

    @Slot(int)
    def _select_utterance(self, number: int) -> None:
        if self.page is None:
            return
        place = self.page.document.range_of(number)
        if place is not None:
            self._editor.select(*place)

    def stop(self) -> None:
        """End the work in the background."""
        self.rehearing.stop()
        self.dialog.close()
