"""Last page: the set as it works, word by word, and what it sets off."""

import queue
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dictation_app.lab.actions import Actor, Firing
from dictation_app.lab.command_set import CommandSet
from dictation_app.lab.recogniser import Heard
from dictation_app.transcript import Level
from dictation_app.ui import theme
from dictation_app.ui.capture import OpenMicrophone
from dictation_app.ui.controls import button, label, restyle
from dictation_app.ui.insertion import Inserter
from dictation_app.ui.lab.listening import Waiting, act, follow, thresholds
from dictation_app.ui.lab.place import LabPlace
from dictation_app.ui.lab.testing import Opened, Unheard
from dictation_app.ui.latest_job import LatestJob
from dictation_app.ui.level_meter import LevelMeter
from dictation_app.ui.plain_table import make_plain
from dictation_app.ui.settings_dialog.fields import Switch

_MOST_ROWS = 200
"""Utterances that are shown, the newest."""


class Doing(QObject):
    """Does actions in a thread of its own; typing happens in the window's."""

    done = Signal(object)
    """A Firing."""
    refused = Signal(str)
    _type_wanted = Signal(str)
    _press_wanted = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.inserter = Inserter(self)
        self.inserter.refused.connect(self.refused)
        self._type_wanted.connect(self._type)
        self._press_wanted.connect(self._press)
        self.actor = Actor(self._type_wanted.emit, self._press_wanted.emit)
        self.waiting: Waiting = queue.SimpleQueue()
        self._work = LatestJob(self)
        self._work.progressed.connect(self._tell)

    @Slot(bool)
    def switch(self, on: bool) -> None:
        """Do actions from now on, or none."""
        self.actor.is_on = on
        if on and not self._work.is_running:
            actor, waiting = self.actor, self.waiting
            self._work.start(lambda: act(actor, waiting))
        elif not on:
            self._work.cancel()

    def stop(self) -> None:
        """End it and wait for that."""
        self.actor.is_on = False
        self._work.stop()

    @Slot(object)
    def _tell(self, firing: Firing | None) -> None:
        if firing is not None:
            self.done.emit(firing)

    @Slot(str)
    def _type(self, text: str) -> None:
        self.inserter.insert(text)

    @Slot(str)
    def _press(self, keys: str) -> None:
        self.inserter.press(keys)


class ListenPage(QWidget):
    """What was heard, large; what was heard before; and what was done."""

    noticed = Signal(str)

    def __init__(self, place: LabPlace) -> None:
        super().__init__()
        self._place = place
        self._commands: CommandSet | None = None
        self.is_listening = False
        self._microphone: OpenMicrophone | None = None
        self._work = LatestJob(self)
        self._work.progressed.connect(self._follow)
        self._work.failed.connect(self._fail)
        self._work.finished.connect(self._end)
        self.doing = Doing(self)
        self.doing.done.connect(self._show_firing)
        self.doing.refused.connect(self.noticed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Listening for commands"))
        self._build()
        self._show()

    def _build(self) -> None:
        self.prompt = label(role="prompt")
        self.prompt.setWordWrap(True)
        self.about = label(role="caption")
        self.about.setWordWrap(True)
        self.meter = LevelMeter()
        card = QFrame()
        card.setProperty("surface", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 16, 24, 16)
        inside.setSpacing(8)
        inside.addStretch(1)
        for part in (self.prompt, self.about):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            inside.addWidget(part)
        inside.addStretch(1)
        inside.addWidget(self.meter)
        self.go_button = button(self.tr("Start listening"), "microphone", "primary")
        self.go_button.setToolTip(self.tr("Space"))
        self.go_button.clicked.connect(self.toggle)
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(self.go_button)
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(card, 2)
        self.heard = _table(
            self.tr("What was heard"),
            (
                self.tr("Time"),
                self.tr("Heard"),
                self.tr("Score"),
                self.tr("Allowed"),
                self.tr("Latency"),
            ),
            wide=1,
        )
        left.addWidget(self.heard, 3)
        left.addLayout(feet)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(left, 7)
        row.addLayout(self._build_actions(), 3)

    def _build_actions(self) -> QVBoxLayout:
        self.switch = Switch()
        words = self.tr("Do what follows")
        self.switch.setAccessibleName(words)
        self.switch.toggled.connect(self.doing.switch)
        self.switch.toggled.connect(self._show_switch)
        head = QHBoxLayout()
        head.addWidget(label(words, "strong"), 1)
        head.addWidget(self.switch)
        self.switch_about = label(role="caption")
        self.switch_about.setWordWrap(True)
        self.fired = _table(
            self.tr("What was done"), (self.tr("Time"), self.tr("Command")), wide=1
        )
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.switch_about)
        column.addSpacing(8)
        column.addWidget(label(self.tr("What was done"), "section"))
        column.addWidget(self.fired, 1)
        return column

    def show_set(self, commands: CommandSet | None) -> None:
        """Listen for another set; what was heard stays in the list."""
        self.pause()
        self._commands = commands
        self.switch.setChecked(False)
        self._show()
        self._show_switch()

    # What the user does

    @Slot()
    def toggle(self) -> None:
        """Listen, or do not."""
        if self.is_listening:
            self.pause()
            self._show()
            return
        listener, commands = self._place.find_listener(), self._commands
        if commands is None:
            self.noticed.emit(self.tr("Write a command first."))
            return
        if listener is None:
            self.noticed.emit(
                self.tr("The model is still being loaded: try again in a moment.")
            )
            return
        self.is_listening = True
        self._work.start(lambda: follow(self._open, listener, commands))
        self._show()
        self.about.setText(self.tr("Opening the microphone…"))
        self.setFocus()

    def pause(self) -> None:
        """Let go of the microphone."""
        self.is_listening = False
        self._work.cancel()
        if self._microphone is not None:
            self._microphone.stop()
            self._microphone = None
        self.meter.clear()

    def pause_listening(self) -> None:
        """Pause, do nothing more, and show it."""
        if self.is_listening:
            self.pause()
        self.switch.setChecked(False)
        self._show()

    def shut_down(self) -> None:
        """Let go of the microphone and wait for that."""
        self.pause()
        self._work.stop()
        self.doing.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space begins and pauses; Qt calls this."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.go_button.animateClick()
        else:
            super().keyPressEvent(event)

    def _open(self, anew: bool) -> OpenMicrophone:
        """Open the microphone; called in the job's thread."""
        self._microphone = self._place.open_microphone(anew)
        return self._microphone

    # What happens

    @Slot(object)
    def _follow(self, step: object) -> None:
        if not self.is_listening:
            return
        match step:
            case Level():
                self.meter.show_level(step)
            case Opened():
                self.about.setText(self.tr("Say one of the commands"))
            case Unheard():
                self.about.setText(step.why)
                said = QAccessibleAnnouncementEvent(self, step.why)
                QAccessible.updateAccessibility(said)
            case Heard():
                self._take(step)

    def _take(self, heard: Heard) -> None:
        assert self._commands is not None
        decision = heard.decision
        best = decision.candidates[0]
        allowed = thresholds(self._commands)[best.saying.label]
        scored = self.tr("score {score:.2f} of {allowed:.2f} allowed  ·  {ms:.0f} ms")
        about = scored.format(score=best.gap, allowed=allowed, ms=1000 * heard.latency)
        if decision.saying is not None:
            name, tone = decision.saying.phrase, "done"
            self.prompt.setText(name)
            if decision.saying.label != name:
                name = f"{name}  ·  {decision.saying.label}"
                about = f"{decision.saying.label}  ·  {about}"
        else:
            words = self.tr("none of these, nearest “{phrase}”")
            name, tone = words.format(phrase=best.saying.phrase), "doubt"
            self.prompt.setText(self.tr("None of these"))
            nearest = self.tr("nearest “{phrase}”").format(phrase=best.saying.phrase)
            about = f"{nearest}  ·  {about}"
        self.about.setText(about)
        restyle(self.prompt, "tone", tone)
        _add(
            self.heard,
            (
                f"{datetime.now().astimezone():%H:%M:%S}",
                name,
                f"{best.gap:.2f}",
                f"{allowed:.2f}",
                f"{1000 * heard.latency:.0f} ms",
            ),
            "" if decision.saying is not None else "muted",
        )
        if decision.saying is not None and self.switch.isChecked():
            command = self._commands.command(decision.saying.label)
            self.doing.waiting.put((command, decision.saying))

    @Slot(object)
    def _show_firing(self, firing: Firing) -> None:
        text = firing.label
        if firing.problem:
            text = f"{text}: {firing.problem}"
            self.noticed.emit(firing.problem)
        _add(self.fired, (f"{firing.when:%H:%M:%S}", text))

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.pause_listening()
        self.about.setText(str(error))
        self.noticed.emit(str(error))

    @Slot()
    def _end(self) -> None:
        """The microphone is closed, asked or not."""
        if self.is_listening:
            self.pause_listening()

    # What is shown

    def _show(self) -> None:
        icon = "pause" if self.is_listening else "microphone"
        self.go_button.setIcon(theme.icon(icon, "on_accent"))
        if self.is_listening:
            self.go_button.setText(self.tr("Pause"))
        else:
            self.go_button.setText(self.tr("Start listening"))
        restyle(self.prompt, "tone", "")
        self.prompt.setText(self.tr("Say a command"))
        self.about.setText(
            self.tr(
                "What is heard is compared with the set; whatever fits free text much "
                "better is none of these."
            )
        )

    @Slot()
    def _show_switch(self) -> None:
        n, n_allowed = 0, 0
        for command in self._commands.commands if self._commands else ():
            if command.action is not None:
                n += 1
                n_allowed += command.action.allowed
        self.switch.setEnabled(n_allowed > 0)
        if not n:
            words = self.tr("No command has anything that follows: see “Commands”.")
        elif not n_allowed:
            words = self.tr("What follows was not allowed yet: see “Commands”.")
        elif self.switch.isChecked():
            words = self.tr("On until you leave this page. Allowed actions: {n}")
        else:
            words = self.tr("Off: nothing is done. Allowed actions: {n}")
        self.switch_about.setText(words.format(n=n_allowed))


def _table(name: str, heads: tuple[str, ...], wide: int) -> QTableWidget:
    table = QTableWidget()
    make_plain(table, name, heads, (wide,))
    return table


def _add(table: QTableWidget, texts: tuple[str, ...], token: str = "") -> None:
    """Put a row above the others; the oldest goes."""
    table.insertRow(0)
    for column, text in enumerate(texts):
        item = QTableWidgetItem(text)
        item.setToolTip(text)
        if token:
            item.setForeground(theme.colour(token))
        table.setItem(0, column, item)
    if table.rowCount() > _MOST_ROWS:
        table.removeRow(table.rowCount() - 1)
