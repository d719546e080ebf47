"""Sentences with their sound: what was said, what was heard, and a button to hear it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QGridLayout

from dictation_app.training.accuracy import Observation
from dictation_app.training.manifest import Clip
from dictation_app.ui import theme
from dictation_app.ui.clip_player import ClipPlayer
from dictation_app.ui.controls import icon_button, label
from dictation_app.ui.row_list import RowList
from dictation_app.ui.word_diff import MarkedLabel

_MOST = 60


class SentenceRow(QFrame):
    """One sentence."""

    def __init__(self, item: Observation) -> None:
        super().__init__()
        self.item = item
        self.play_button = icon_button("play", self.tr("Hear it"))
        said = label(item.said or "–", "strong")
        said.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 8, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.play_button, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(said, 0, 1)
        grid.addWidget(MarkedLabel(item.said, item.heard), 1, 1)
        grid.setColumnStretch(1, 1)


class SentenceList(RowList):
    """The worst sentences of a bar."""

    def __init__(self, player: ClipPlayer, name: str) -> None:
        super().__init__(name, spacing=4)
        self._player = player
        player.playing_changed.connect(self._show_playing)

    def show_sentences(self, items: Sequence[Observation]) -> None:
        """Show other sentences."""
        self.show_rows([partial(self._row, item) for item in items[:_MOST]])

    def _row(self, item: Observation) -> SentenceRow:
        row = SentenceRow(item)
        row.play_button.setEnabled(_clip(item) is not None)
        row.play_button.clicked.connect(self._play)
        return row

    @Slot()
    def _play(self) -> None:
        button = self.sender()
        for row in self.rows:
            if isinstance(row, SentenceRow) and row.play_button is button:
                clip = _clip(row.item)
                if clip is not None:
                    self._player.toggle(clip)

    @Slot(str)
    def _show_playing(self, name: str) -> None:
        for row in self.rows:
            if isinstance(row, SentenceRow):
                icon = "pause" if row.item.id == name else "play"
                row.play_button.setIcon(theme.icon(icon, "muted"))


def _clip(item: Observation) -> Clip | None:
    """The sound of a sentence; None where it is gone."""
    path = Path(item.recording)
    if not item.recording or not path.is_file():
        return None
    return Clip(item.id, path, item.duration, item.said)
