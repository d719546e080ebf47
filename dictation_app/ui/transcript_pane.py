"""The page: the text one dictates into or corrects, with its sound below."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from dictation_app.document.scribe import Understood
from dictation_app.document.vocabulary import Vocabulary
from dictation_app.speech.recognizer import Recognizer
from dictation_app.transcript import Hypothesis, Progress, Seconds
from dictation_app.ui.page import Page, PageOptions


class TranscriptPane(QWidget):
    """Shows one page at a time, from `show_page` on; an invitation before that.

    The window keeps this: what `options_changed` carries, to be saved and given back to
    the constructor next time.

    Attributes:
        actions_by_name: everything that can be done here, for menus and for the list of
            shortcuts; their default keys are set, the window may set others. The
            actions are already added to the pane.
    """

    title_changed = Signal(str)
    noticed = Signal(str)
    """One sentence the user should read."""
    corrected = Signal(object)
    """A page.Correction: material to teach a model with."""
    exported = Signal(object)
    """The Path that was written."""
    options_changed = Signal(object)
    """The page.PageOptions as they are now."""
    start_requested = Signal()
    sample_requested = Signal()
    open_requested = Signal()
    check_requested = Signal()
    """The invitation's four ways on: dictate, sample, open a recording, microphone."""

    def __init__(
        self, options: PageOptions | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.actions_by_name: Mapping[str, QAction] = {}
        self._options = options or PageOptions()
        self.editor = QTextEdit()
        self.editor.setAccessibleName(self.tr("Transcript"))
        layout = QVBoxLayout(self)
        layout.addWidget(self.editor)

    @property
    def page(self) -> Page | None:
        """What is shown; None while the invitation is."""

    def show_page(self, page: Page | None) -> None:
        """Show a text; None shows the invitation to dictate or open one."""

    def set_options(self, options: PageOptions) -> None:
        """Show it the way the user likes now."""

    def set_recognizer(self, recognizer: Recognizer | None) -> None:
        """Who can hear the kept emissions again; None while no model is ready.

        Alternatives, exact times after an edit and hearing again wait for it.
        """

    def place_mark(self) -> None:
        """Let dictation write at the caret; call when listening begins."""

    def show_hypothesis(self, hypothesis: Hypothesis | None) -> None:
        """Show what is being said now, grey, at the document's mark."""

    def obey(self, understood: Understood) -> bool:
        """Do what SELECT, CORRECT and CHOOSE ask for; False for all other actions."""
        return False

    def set_audio(self, path: Path | None) -> None:
        """The recording that can be played; None hides the player."""

    def set_duration(self, duration: Seconds) -> None:
        """How long the sound is by now."""

    def set_progress(self, progress: Progress | None) -> None:
        """How far a recording is transcribed; None when it is finished."""

    def set_saved(self, words: str) -> None:
        """What the head says of saving: "saved", "saving…", "not saved: disk full"."""

    def apply_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Hear all of the page again with these terms; what was edited stays."""

    def stop(self) -> None:
        """End all work in the background; the window calls it before it closes."""
