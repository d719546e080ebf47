"""The page: the text one dictates into or corrects, with its sound below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from dictation_app.document.commands import Action
from dictation_app.document.document import Document
from dictation_app.document.scribe import Understood
from dictation_app.document.vocabulary import Vocabulary
from dictation_app.transcript import Hypothesis, Progress, Seconds
from dictation_app.ui import page_actions
from dictation_app.ui.correcting import Correcting
from dictation_app.ui.editor import Editor
from dictation_app.ui.export_dialog import ExportDialog, export_of
from dictation_app.ui.find_bar import FindBar
from dictation_app.ui.hearing_again import HearingAgain
from dictation_app.ui.invitation import Invitation
from dictation_app.ui.listening_along import ListeningAlong
from dictation_app.ui.page import Page, PageOptions
from dictation_app.ui.page_header import PageHeader
from dictation_app.ui.player import Player
from dictation_app.ui.player_bar import PlayerBar
from dictation_app.ui.retiming import Retimer
from dictation_app.ui.review_strip import ReviewStrip
from dictation_app.ui.reviewing import Reviewing
from dictation_app.ui.speaker import Speaker

if TYPE_CHECKING:
    from dictation_app.speech.recognizer import Recognizer

_COUNT_AFTER = 150
"""Milliseconds after a change until the words are counted again."""


class TranscriptPane(QWidget):
    """Shows one page at a time, from `show_page` on; an invitation before that.

    The window keeps what `options_changed` carries, to be given back next time.

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
    exported = Signal(object, str)
    """The Path that was written."""
    options_changed = Signal(object)
    """The page.PageOptions as they are now."""
    note_requested = Signal()
    """The user types where there is no page yet; whoever listens shows one at once."""
    start_requested = Signal()
    sample_requested = Signal()
    open_requested = Signal()
    check_requested = Signal()
    """The invitation's four ways on: dictate, sample, open a recording, microphone."""

    def __init__(
        self,
        options: PageOptions | None = None,
        parent: QWidget | None = None,
        *,
        make_speaker: Callable[[QObject], Speaker] = Speaker,
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.actions_by_name: Mapping[str, QAction] = page_actions.make_actions(self)
        self.addActions(list(self.actions_by_name.values()))
        self._options = options or PageOptions()
        self._page: Page | None = None
        self._recognizer: Recognizer | None = None
        self._begun = False
        self.editor = Editor()
        self.player = Player(self, make_speaker=make_speaker)
        self.header = PageHeader(self.actions_by_name)
        self.find_bar = FindBar(self.editor)
        self.review_strip = ReviewStrip()
        self.player_bar = PlayerBar(self.player)
        self.player_bar.name_keys(self.actions_by_name["play"])
        self.invitation = Invitation()
        self.correcting = Correcting(self.editor, self.player)
        self.retimer = Retimer(self.editor)
        self.hearing_again = HearingAgain(self.editor, self)
        self.export_dialog = ExportDialog(self._options, self)
        self.along = ListeningAlong(self.editor, self.player, self.actions_by_name)
        self.reviewing = Reviewing(
            self.editor, self.correcting, self.review_strip, self.actions_by_name
        )
        self._counter = QTimer(self, singleShot=True, interval=_COUNT_AFTER)
        self._counter.timeout.connect(self._count)
        self._lay_out()
        self._connect_parts()
        self._connect_actions()
        self.set_options(self._options)
        self.show_page(None)

    def _lay_out(self) -> None:
        self._middle = QStackedLayout()
        self._middle.addWidget(self.invitation)
        self._middle.addWidget(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.find_bar)
        column.addWidget(self.review_strip)
        column.addLayout(self._middle, 1)
        column.addWidget(self.player_bar)

    def _connect_parts(self) -> None:
        self.header.title_changed.connect(self.title_changed)
        self.editor.changed.connect(self._note_change)
        self.editor.loaded.connect(self._counter.start)
        self.editor.word_clicked.connect(self._click_word)
        self.player.failed.connect(self.noticed)
        self.player.speed_changed.connect(self._keep_speed)
        self.correcting.noticed.connect(self.noticed)
        self.correcting.corrected.connect(self.corrected)
        self.correcting.opened.connect(self._tell_choosing)
        self.hearing_again.noticed.connect(self.noticed)
        self.export_dialog.exported.connect(self.exported)
        self.export_dialog.options_changed.connect(self._keep_options)
        self.along.noticed.connect(self.noticed)
        for name in ("start", "sample", "open", "check"):
            asked = getattr(self.invitation, f"{name}_requested")
            asked.connect(getattr(self, f"{name}_requested"))

    def _connect_actions(self) -> None:
        for name, slot in {
            "undo": self.undo,
            "redo": self.redo,
            "find": self.find_bar.open,
            "replace": self._replace,
            "copy_all": self.copy_all,
            "export": self.ask_export,
            "rename": self.header.edit_title,
            "dictate_here": self.place_mark,
            "rehear": self.hearing_again.ask,
        }.items():
            self.actions_by_name[name].triggered.connect(slot)

    # The page

    @property
    def options(self) -> PageOptions:
        """How the user likes the page now."""
        return self._options

    def show_page(self, page: Page | None) -> None:
        """Show a text; None shows the invitation to dictate or open one."""
        self._end_work()
        self._page, self._begun = page, False
        self.hearing_again.page = page
        self.find_bar.hide()
        self.review_strip.hide()
        document = page.document if page else None
        capitals = page.scribe.style.capitals if page else True
        self.editor.show_document(
            document, timed=page is not None and page.timed, capitals=capitals
        )
        self.header.show_title(page.title if page else "")
        self.header.set_progress(None)
        self.header.set_saved("")
        self.set_audio(page.audio if page else None)
        self.set_duration(page.duration if page else 0.0)
        self._count()
        self._show_middle()
        self._enable()
        self.editor.setFocus()

    def set_options(self, options: PageOptions) -> None:
        """Show it the way the user likes now."""
        self._options = options
        self.editor.set_doubt(options.doubt)
        self.reviewing.doubt = options.doubt
        self.reviewing.doubtful_first = options.doubtful_first
        self.player.back_step = options.back_step
        self.player.second_speed = options.second_speed
        self.player.set_speed(options.speed)

    def set_recognizer(self, recognizer: Recognizer | None) -> None:
        """Who can hear the kept emissions again; None while no model is ready.

        Alternatives, exact times after an edit and hearing again wait for it.
        """
        self._recognizer = recognizer
        self.correcting.decoder = recognizer.decoder if recognizer else None
        self.retimer.align = recognizer.align if recognizer else None
        self.hearing_again.decoder = recognizer.decoder if recognizer else None
        self._enable()

    def _enable(self) -> None:
        document = self._page.document if self._page else None
        hears = self._recognizer is not None
        page_actions.enable(self.actions_by_name, document, hears=hears)

    @property
    def _document(self) -> Document:
        assert self._page is not None
        return self._page.document

    def _show_middle(self) -> None:
        """The invitation stands where nothing was said or written yet."""
        page = self._page
        empty = page is None or not (page.document.text or page.timed or self._begun)
        shown: QWidget = self.invitation if empty else self.editor
        if self._middle.currentWidget() is not shown:
            self._middle.setCurrentWidget(shown)

    def begin(self) -> None:
        """Show the page instead of the invitation."""
        self._begun = True
        self._show_middle()

    # Dictation

    @Slot()
    def place_mark(self) -> None:
        """Let dictation write at the caret; call when listening begins."""
        if self._page is not None:
            self.begin()
            self._document.mark = self.editor.caret
            self.editor.show_mark()

    def show_hypothesis(self, hypothesis: Hypothesis | None) -> None:
        """Show what is being said now, grey, at the document's mark."""
        if hypothesis is not None and hypothesis.text:
            self.begin()
        self.editor.show_hypothesis(hypothesis)

    def obey(self, understood: Understood) -> bool:
        """Do what SELECT, CORRECT and CHOOSE ask for; False for all other actions."""
        if understood.action in (Action.SELECT, Action.CORRECT):
            if understood.selection is not None:
                self.editor.select(*understood.selection)
                if understood.action is Action.CORRECT:
                    self.correcting.open(*understood.selection)
            return True
        if understood.action is Action.CHOOSE:
            self.correcting.choose(understood.choice or 0)
            return True
        return False

    @Slot(bool)
    def _tell_choosing(self, choosing: bool) -> None:
        if self._page is not None:
            self._page.scribe.choosing = choosing

    # The sound and the work on it

    def set_audio(self, path: Path | None) -> None:
        """The recording that can be played; None hides the player."""
        duration = self._page.duration if self._page else 0.0
        if path != self.player.path:
            self.player_bar.open(path, duration)
        elif path is None:
            self.player_bar.hide()
        self.along.set_audio(path is not None)

    def set_duration(self, duration: Seconds) -> None:
        """How long the sound is by now."""
        if self._page is not None:
            self._page = replace(self._page, duration=duration)
        self.header.set_duration(duration)
        self.player_bar.set_duration(duration)

    def set_progress(self, progress: Progress | None) -> None:
        """How far a recording is transcribed; None when it is finished."""
        self.header.set_progress(progress)

    def set_saved(self, words: str) -> None:
        """What the head says of saving: "saved", "saving…", "not saved: disk full"."""
        self.header.set_saved(words)

    # What the user does

    @Slot()
    def undo(self) -> None:
        """Take back one utterance or one edit."""
        self._step(Document.undo)

    @Slot()
    def redo(self) -> None:
        """Do it again."""
        self._step(Document.redo)

    def _step(self, step: Callable[[Document], object]) -> None:
        if self._page is not None:
            step(self._document)
            self._enable()

    @Slot()
    def copy_all(self) -> None:
        """Put all of the text on the clipboard."""
        if self._page is not None:
            QGuiApplication.clipboard().setText(self._document.text)

    @Slot()
    def ask_export(self) -> None:
        """Ask what the edited text shall be written as, and where."""
        if self._page is not None:
            title = self.header.title.text() or self._page.title
            task = export_of(self._page, self.retimer.align)
            self.export_dialog.open_for(task, title)

    @Slot(object)
    def _keep_options(self, options: PageOptions) -> None:
        self._options = replace(
            self._options,
            export_format=options.export_format,
            export_folder=options.export_folder,
            subtitles=options.subtitles,
        )
        self.options_changed.emit(self._options)

    @Slot(float)
    def _keep_speed(self, speed: float) -> None:
        if speed != self._options.speed:
            self._options = replace(self._options, speed=speed)
            self.options_changed.emit(self._options)

    @Slot()
    def _replace(self) -> None:
        self.find_bar.open(replacing=True)

    def apply_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Hear all of the page again with these terms; what was edited stays."""
        self.hearing_again.apply(vocabulary)

    @Slot(int)
    def _click_word(self, position: int) -> None:
        self.along.go_to_word(position)
        self.reviewing.click(position)

    @Slot(object)
    def _note_change(self, change: object) -> None:
        self._counter.start()
        if change:
            self._begun = True
        self._show_middle()
        self._enable()

    @Slot()
    def _count(self) -> None:
        document = self._page.document if self._page else None
        self.header.set_words(len(document.text.split()) if document else 0)

    # Qt's own, and the end

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Typing begins a note even while the invitation is shown."""
        if self._is_inviting and event.text().isprintable() and event.text():
            self._begin_to_write()
            self.editor.textCursor().insertText(event.text())
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the empty page begins a note, too."""
        super().mousePressEvent(event)
        if self._is_inviting:
            self._begin_to_write()

    @property
    def _is_inviting(self) -> bool:
        return self._middle.currentWidget() is self.invitation

    def _begin_to_write(self) -> None:
        if self._page is None:
            self.note_requested.emit()
        self.begin()
        self.editor.setFocus()

    def _end_work(self) -> None:
        self.correcting.menu.close()
        self.correcting.stop()
        self.retimer.stop()
        self.hearing_again.stop()

    def stop(self) -> None:
        """End all work in the background; the window calls it before it closes."""
        self._end_work()
        self.export_dialog.reject()
        self.player.open(None)
        self.player_bar.stop()
