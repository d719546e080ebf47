"""The bar below the page: play, where it is, the waveform, how fast."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dictation_app.speech.peaks import Peaks, peaks
from dictation_app.transcript import Seconds
from dictation_app.ui import theme
from dictation_app.ui.clock import clock
from dictation_app.ui.job import Job
from dictation_app.ui.player import Player
from dictation_app.ui.waveform import Waveform

SPEEDS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
_KEPT = 8
"""Waveforms that are kept in memory."""

_Known = dict[tuple[Path, int], npt.NDArray[np.float32]]


class PlayerBar(QWidget):
    """Shows a player and steers it; measures the waveform in the background."""

    speed_chosen = Signal(float)

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.player = player
        self.setProperty("surface", "page")
        self._jobs: list[Job] = []
        self._known: _Known = {}
        self._lay_out()
        player.moved.connect(self._show_position)
        player.playing_changed.connect(self._show_playing)
        player.speed_changed.connect(self._show_speed)
        self.waveform.seek_requested.connect(player.seek)
        self._show_speed(player.speed)
        self._show_playing(False)

    def _lay_out(self) -> None:
        rule = QFrame()
        rule.setProperty("line", "across")
        self.play_button = QToolButton()
        self.play_button.setProperty("kind", "icon")
        self.play_button.setIconSize(QSize(20, 20))
        self.play_button.clicked.connect(self.player.toggle)
        self.position_label = _time_label(self.tr("Played"))
        self.duration_label = _time_label(self.tr("Length"))
        self.waveform = Waveform()
        self.speed_button = QToolButton()
        self.speed_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.speed_button.setMenu(self._speed_menu())
        self.speed_button.setMinimumWidth(52)
        row = QHBoxLayout()
        row.setContentsMargins(32, 12, 24, 12)
        row.setSpacing(12)
        row.addWidget(self.play_button)
        row.addWidget(self.position_label)
        row.addWidget(self.waveform, 1)
        row.addWidget(self.duration_label)
        row.addWidget(self.speed_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule)
        column.addLayout(row)

    def _speed_menu(self) -> QMenu:
        menu = QMenu(self)
        self._speeds = QActionGroup(menu)
        for speed in SPEEDS:
            action = self._speeds.addAction(_speed_text(speed))
            action.setCheckable(True)
            action.setData(speed)
            menu.addAction(action)
        self._speeds.triggered.connect(self._choose_speed)
        return menu

    def name_keys(self, play: QAction) -> None:
        """Tell the key of playing in the button's tip."""
        self._play_action = play
        self._show_playing(self.player.playing)

    def open(self, path: Path | None, duration: Seconds) -> None:
        """Show a recording; None hides the bar."""
        self.stop()
        self.player.open(path)
        self.setVisible(path is not None)
        self.set_duration(duration)
        self._show_position(0.0)
        if path is None:
            self.waveform.set_peaks(np.empty(0, np.float32))
            return
        known = self._known.get(_stamp(path))
        self.waveform.set_peaks(np.empty(0, np.float32) if known is None else known)
        if known is None:
            job = Job(lambda: peaks(path))
            self._jobs.append(job)
            job.progressed.connect(self._add_peaks)
            job.succeeded.connect(self._finish_peaks)
            job.finished.connect(self._forget_job)
            job.start()

    def set_duration(self, duration: Seconds) -> None:
        """How long the recording is."""
        self.player.duration = duration
        self.waveform.set_duration(duration)
        self.duration_label.setText(clock(round(duration)))

    def stop(self) -> None:
        """End the work in the background."""
        for job in self._jobs:
            job.stop()

    @Slot(object)
    def _add_peaks(self, part: Peaks) -> None:
        if self.sender() is self._jobs[-1] and self.player.path is not None:
            self.waveform.add_peaks(part)

    @Slot(object)
    def _finish_peaks(self, duration: Seconds) -> None:
        if self.sender() is not self._jobs[-1] or self.player.path is None:
            return
        if abs(duration - self.player.duration) > 0.05:
            self.set_duration(duration)
        self._known[_stamp(self.player.path)] = self.waveform.peaks
        while len(self._known) > _KEPT:
            del self._known[next(iter(self._known))]

    @Slot()
    def _forget_job(self) -> None:
        job = self.sender()
        if isinstance(job, Job) and job in self._jobs[:-1]:
            job.wait()
            self._jobs.remove(job)

    @Slot(float)
    def _show_position(self, time: Seconds) -> None:
        self.position_label.setText(clock(time))
        self.waveform.set_position(time)

    @Slot(bool)
    def _show_playing(self, playing: bool) -> None:
        self.play_button.setIcon(theme.icon("pause" if playing else "play"))
        words = self.tr("Pause") if playing else self.tr("Play")
        self.play_button.setAccessibleName(words)
        action = getattr(self, "_play_action", None)
        keys = (
            action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
            if action
            else ""
        )
        self.play_button.setToolTip(f"{words}  {keys}".rstrip())

    @Slot(float)
    def _show_speed(self, speed: float) -> None:
        text = _speed_text(speed)
        self.speed_button.setText(text)
        self.speed_button.setAccessibleName(self.tr("Speed, {}").format(text))
        self.speed_button.setToolTip(self.tr("How fast it is played; the pitch stays"))
        for action in self._speeds.actions():
            action.setChecked(action.data() == speed)

    @Slot(QAction)
    def _choose_speed(self, action: QAction) -> None:
        self.player.set_speed(float(action.data()))
        self.speed_chosen.emit(self.player.speed)


def _time_label(name: str) -> QLabel:
    label = QLabel(clock(0.0))
    label.setProperty("role", "caption")
    label.setFont(theme.current().font("caption", tabular=True))
    label.setAccessibleName(name)
    return label


def _speed_text(speed: float) -> str:
    return f"{speed:g}×"


def _stamp(path: Path) -> tuple[Path, int]:
    """What tells a recording from one that had its name before."""
    try:
        return path, path.stat().st_mtime_ns
    except OSError:
        return path, 0
