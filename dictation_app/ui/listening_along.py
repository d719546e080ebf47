"""The text and its sound move together: keys, clicks, and the word that is heard."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog

from dictation_app.transcript import Seconds
from dictation_app.ui.clock import clock, moment
from dictation_app.ui.editor import Editor
from dictation_app.ui.page_actions import PLAYING
from dictation_app.ui.player import STEP, Player

_FAR: Seconds = 5.0


class ListeningAlong(QObject):
    """Connects an editor with a player."""

    noticed = Signal(str)

    def __init__(
        self, editor: Editor, player: Player, actions: Mapping[str, QAction]
    ) -> None:
        super().__init__(editor)
        self._editor = editor
        self._player = player
        self._actions = actions
        player.moved.connect(self._follow)
        player.playing_changed.connect(self._follow_playing)
        editor.time_clicked.connect(self.play_from)
        for name, slot in {
            "play": player.toggle,
            "slower": partial(self._faster, -STEP),
            "faster": partial(self._faster, STEP),
            "back": self._back,
            "back_more": partial(player.skip, -_FAR),
            "forward": partial(player.skip, _FAR),
            "second_speed": player.change_speed,
            "play_here": self.play_here,
            "replay": self.replay,
            "insert_time": self.insert_time,
            "go_to_time": self.ask_time,
        }.items():
            actions[name].triggered.connect(slot)

    def set_audio(self, there: bool) -> None:
        """Whether there is something to play."""
        for name in PLAYING:
            self._actions[name].setEnabled(there)
        if not there:
            self._editor.set_playing(None)

    def go_to_word(self, position: int) -> None:
        """Go to the moment at which a word was said, without leaving the text."""
        time = self._time_at(position)
        if time is not None and self._player.path is not None:
            self._player.seek(time)

    @Slot(float)
    def play_from(self, time: Seconds) -> None:
        """Play from a moment."""
        self._player.seek(time)
        self._player.play()

    @Slot()
    def play_here(self) -> None:
        """Play from the word at the caret."""
        time = self._time_at(self._editor.caret)
        if time is not None:
            self.play_from(time)

    @Slot()
    def replay(self) -> None:
        """Play the paragraph with the caret, and stop after it."""
        document = self._editor.document_shown
        if document is None:
            return
        text, caret = document.text, self._editor.caret
        start = text.rfind("\n", 0, caret) + 1
        end = text.find("\n", caret)
        pieces = document.pieces_of(start, len(text) if end < 0 else end)
        words = [piece.word for piece in pieces if piece.word is not None]
        if words:
            self._player.play_range(words[0].start, words[-1].end + 0.2)

    @Slot()
    def insert_time(self) -> None:
        """Write where the recording is into the text."""
        if not self._editor.isReadOnly():
            self._editor.textCursor().insertText(f"[{clock(self._player.position)}] ")

    @Slot()
    def ask_time(self) -> None:
        """Ask for a moment and go there."""
        text, accepted = QInputDialog.getText(
            self._editor,
            self.tr("Go to a time"),
            self.tr("Minutes and seconds, as in 1:30"),
            text=clock(self._player.position),
        )
        time = moment(text) if accepted else None
        if time is not None:
            self._player.seek(time)
            self._follow(time)
            self._show_word(time)
        elif accepted:
            self.noticed.emit(
                self.tr("“{}” is not a time: write minutes and seconds, 1:30.").format(
                    text
                )
            )

    def _show_word(self, time: Seconds) -> None:
        document = self._editor.document_shown
        place = document.range_at(time) if document else None
        if place is not None:
            self._editor.select(place[0], place[0])

    def _faster(self, step: float) -> None:
        self._player.set_speed(self._player.speed + step)

    @Slot()
    def _back(self) -> None:
        self._player.skip(-max(self._player.back_step, 1.0))

    def _time_at(self, position: int) -> Seconds | None:
        """When the word at a place, or the next one heard, was said."""
        document = self._editor.document_shown
        if document is None:
            return None
        start = position
        word = self._editor.word_at(position)
        if word is not None:
            start = word[0]
        end = min(max(position, start) + 200, len(document.text))
        for piece in document.pieces_of(start, end):
            if piece.word is not None:
                return piece.word.start
        return None

    @Slot(float)
    def _follow(self, time: Seconds) -> None:
        """Mark the word that is heard; between two words the last one stays marked."""
        document = self._editor.document_shown
        if document is None or not self._player.playing:
            return
        place = document.range_at(time)
        if place is not None:
            blank = len(document.text[place[0] : place[1]])
            blank -= len(document.text[place[0] : place[1]].lstrip())
            self._editor.set_playing((place[0] + blank, place[1]))

    @Slot(bool)
    def _follow_playing(self, playing: bool) -> None:
        if not playing:
            self._editor.set_playing(None)
