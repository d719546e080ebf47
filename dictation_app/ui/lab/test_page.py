"""Second page: somebody says what is shown, over and over, and every answer is kept."""

import secrets
import time

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from dictation_app.errors import DictationError
from dictation_app.lab import session as sessions
from dictation_app.lab.command_set import CommandSet, Saying
from dictation_app.lab.session import Session, Trial
from dictation_app.transcript import Level, Notice
from dictation_app.ui.capture import OpenMicrophone
from dictation_app.ui.controls import button, label, lead, restyle
from dictation_app.ui.lab.place import LabPlace
from dictation_app.ui.lab.testing import Opened, Unheard, ask, slug
from dictation_app.ui.latest_job import LatestJob
from dictation_app.ui.level_meter import LevelMeter


class TestPage(QWidget):
    """One phrase at a time, large; it goes on by itself when it was said."""

    __test__ = False  # the name is the program's, not pytest's

    changed = Signal()
    """There is a session, or a trial, that was not there before."""
    results_requested = Signal()
    noticed = Signal(str)

    def __init__(self, place: LabPlace) -> None:
        super().__init__()
        self._place = place
        self._commands: CommandSet | None = None
        self.session: Session | None = None
        self.is_asking = False
        self._microphone: OpenMicrophone | None = None
        self._work = LatestJob(self)
        self._work.progressed.connect(self._follow)
        self._work.failed.connect(self._fail)
        self._work.finished.connect(self._end)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Phrases to say"))
        self._build()

    def _build(self) -> None:
        self.count = label(role="caption")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Phrases that were said"))
        self.prompt = label(role="prompt")
        self.prompt.setWordWrap(True)
        self.advice = label(role="caption")
        self.advice.setWordWrap(True)
        self.heard = label(role="strong")
        self.meter = LevelMeter()
        card = QFrame()
        card.setProperty("surface", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 16, 24, 16)
        inside.setSpacing(12)
        inside.addStretch(2)
        for part in (self.prompt, self.advice):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            inside.addWidget(part)
        inside.addStretch(1)
        self.heard.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside.addWidget(self.heard)
        inside.addStretch(1)
        inside.addWidget(self.meter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.count)
        column.addWidget(self.bar)
        column.addSpacing(4)
        column.addWidget(card, 1)
        column.addSpacing(4)
        column.addLayout(self._build_buttons())

    def _build_buttons(self) -> QHBoxLayout:
        self.repeats = QSpinBox()
        self.repeats.setRange(1, 100)
        self.repeats.setValue(3)
        self.repeats.setSuffix(self.tr(" times each"))
        self.repeats.lineEdit().setTextMargins(8, 0, 0, 0)
        self.repeats.setAccessibleName(self.tr("How often each phrase is asked"))
        self.new_button = button(self.tr("New test"))
        self.new_button.clicked.connect(self.begin)
        self.go_button = button(self.tr("Start"), "microphone", "primary")
        self.go_button.clicked.connect(self.toggle)
        self.again_button = button(self.tr("Ask again"), "undo")
        self.again_button.clicked.connect(self.take_back)
        self.results_button = button(self.tr("Results"), "check")
        self.results_button.clicked.connect(self.results_requested)
        self.go_button.setToolTip(self.tr("Space"))
        self.again_button.setToolTip(self.tr("The last phrase once more (Backspace)"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.repeats)
        row.addWidget(self.new_button)
        row.addStretch(1)
        row.addWidget(self.results_button)
        row.addWidget(self.again_button)
        row.addWidget(self.go_button)
        return row

    def show_set(self, commands: CommandSet | None, session: Session | None) -> None:
        """Show another set, and its last session where there is one."""
        self.pause()
        self._commands, self.session = commands, session
        self._say_heard("")
        self._show()

    def replace_set(self, commands: CommandSet) -> None:
        """Go on with a set in which the same can be said."""
        self._commands = commands

    def tell_changed(self, n: int) -> None:
        """Say that there are results of the set as it was before."""
        words = self.tr(
            "The set has changed since it was tested: {n} results are kept under "
            "“Results”; begin a new test."
        )
        self.advice.setText(words.format(n=n))

    def pause_test(self) -> None:
        """Pause, and show it."""
        if self.is_asking:
            self.pause()
            self._show()

    def pause(self) -> None:
        """Let go of the microphone; what was said is kept."""
        self.is_asking = False
        self._work.cancel()
        if self._microphone is not None:
            self._microphone.stop()
            self._microphone = None
        self.meter.clear()

    def shut_down(self) -> None:
        """Let go of the microphone and wait for that."""
        self.pause()
        self._work.stop()

    # What the user does

    @Slot()
    def begin(self) -> None:
        """Begin a new session; the one before stays in its file, if it has any trial."""
        listener = self._place.find_listener()
        if self._commands is None:
            self.noticed.emit(self.tr("Write a command first."))
            return
        if listener is None:
            self._tell_loading()
            return
        if self.session is not None and not self.session.trials:
            self.session.path.unlink(missing_ok=True)
        stamp = time.strftime("%Y%m%d-%H%M%S")
        name = f"{slug(self._commands.name)}-{stamp}-{secrets.token_hex(2)}.jsonl"
        try:
            self.session = sessions.begin(
                self._place.sessions / name,
                self._commands,
                repeats=self.repeats.value(),
                seed=secrets.randbits(32),
                model=listener.name,
            )
        except DictationError as error:
            self.noticed.emit(str(error))
            return
        self._say_heard("")
        self.changed.emit()
        self._start()

    @Slot()
    def toggle(self) -> None:
        """Pause, or go on, or begin."""
        if self.is_asking:
            self.pause_test()
        elif self._next is None or self.session is None or not self.session.trials:
            self.begin()
        else:
            self._start()

    @Slot()
    def take_back(self) -> None:
        """Ask the last phrase again."""
        if self.session is None or not self.session.trials:
            return
        try:
            self.session.take_back()
        except DictationError as error:
            self.noticed.emit(str(error))
        self._say_heard("")
        self.changed.emit()
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space pauses and goes on, Backspace asks again; Qt calls this."""
        keys = {
            Qt.Key.Key_Space: self.go_button,
            Qt.Key.Key_Backspace: self.again_button,
        }
        made = keys.get(Qt.Key(event.key()))
        if made is None or event.isAutoRepeat():
            super().keyPressEvent(event)
        else:
            made.animateClick()

    # The microphone

    @property
    def _next(self) -> Saying | None:
        return None if self.session is None else self.session.next

    def _start(self) -> None:
        listener, commands = self._place.find_listener(), self._commands
        if listener is None or commands is None:
            self._tell_loading()
            return
        self.is_asking = True
        self._work.start(
            lambda: ask(
                self._open,
                listener,
                commands,
                lambda: self._next,
                self._place.find_keyword_models,
            )
        )
        self.advice.setText(self.tr("Opening the microphone…"))
        self._show()
        self.setFocus()

    def _open(self, anew: bool) -> OpenMicrophone:
        """Open the microphone; called in the job's thread."""
        self._microphone = self._place.open_microphone(anew)
        return self._microphone

    def _tell_loading(self) -> None:
        self.noticed.emit(
            self.tr("The model is still being loaded: try again in a moment.")
        )

    @Slot(object)
    def _follow(self, step: object) -> None:
        if not self.is_asking:
            return
        match step:
            case Level():
                self.meter.show_level(step)
            case Opened():
                self.advice.setText(self.tr("Say it now"))
            case Unheard():
                self.advice.setText(step.why)
                said = QAccessibleAnnouncementEvent(self, step.why)
                QAccessible.updateAccessibility(said)
            case Notice():
                self.noticed.emit(step.message)
            case Trial():
                self._take(step)

    def _take(self, trial: Trial) -> None:
        asked = self._next
        if self.session is None or asked is None or asked.phrase != trial.phrase:
            return  # said before the last phrase was asked again
        try:
            self.session.add(trial)
        except DictationError as error:
            self._fail(error)
            return
        if trial.is_right:
            words, tone = self.tr("“{said}” was understood"), "done"
        elif trial.passed:
            words, tone = self.tr("“{said}” was taken for “{heard}”"), "recording"
        else:
            words, tone = self.tr("“{said}” was not recognised"), "doubt"
        shown = words.format(said=trial.phrase, heard=trial.heard_phrase)
        self._say_heard(f"{shown}  ·  {1000 * trial.latency:.0f} ms", tone)
        self.changed.emit()
        if self._next is None:
            self.pause()
        self._show()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.pause()
        self.noticed.emit(str(error))
        self._show()
        if self.session is not None and self.session.trials:
            words = self.tr("{error} What was said is kept.")
            self.advice.setText(words.format(error=error))

    @Slot()
    def _end(self) -> None:
        """The microphone is closed, asked or not."""
        self.pause_test()

    # What is shown

    def _show(self) -> None:
        made, asked = self.session, self._next
        done = 0 if made is None else len(made.trials)
        n = 0 if made is None else len(made.prompts)
        self.bar.setRange(0, max(n, 1))
        self.bar.setValue(done)
        right = 0 if made is None else sum(t.is_right for t in made.trials)
        words = self.tr("{done} of {n} said  ·  {right} understood")
        self.count.setText(words.format(done=done, n=n, right=right) if n else "")
        self.again_button.setEnabled(done > 0)
        self.results_button.setEnabled(done > 0)
        is_paused = done > 0 and asked is not None and not self.is_asking
        self.new_button.setVisible(is_paused)
        self.repeats.setVisible(not self.is_asking)
        is_done = done > 0 and asked is None
        lead(self.results_button, "check", is_done)
        icon = "pause" if self.is_asking else "microphone"
        lead(self.go_button, icon, not is_done)
        if self.is_asking:
            self.go_button.setText(self.tr("Pause"))
        else:
            self.go_button.setText(self.tr("Go on") if is_paused else self.tr("Start"))
        if self.is_asking and asked is not None:
            self.prompt.setText(asked.phrase)
            return
        if made is None or (done == 0 and asked is not None):
            self.prompt.setText(self.tr("Say what you see"))
            self.advice.setText(
                self.tr(
                    "Every phrase comes several times, in random order. Speak as you "
                    "would to the program; the next one comes by itself."
                )
            )
        elif asked is None:
            self.prompt.setText(self.tr("That was all of them"))
            self.advice.setText(self.tr("The results tell what was misheard."))
        else:
            self.prompt.setText(self.tr("Paused"))
            self.advice.setText(self.tr("What was said is kept."))

    def _say_heard(self, words: str, tone: str = "") -> None:
        self.heard.setText(words)
        restyle(self.heard, "tone", tone)
