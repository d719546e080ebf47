"""The microphone check: ten seconds of silence, one sentence, and then the truth."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dictation_app.errors import DictationError
from dictation_app.speech import soundcheck
from dictation_app.speech.microphone import Device, Samples
from dictation_app.speech.soundcheck import SENTENCE, Listening, SoundReport, Stage
from dictation_app.transcript import Notice, Seconds
from dictation_app.ui import controls
from dictation_app.ui.check_result import Moment, ReportTable, ResultView
from dictation_app.ui.job import Job
from dictation_app.ui.level_meter import LevelMeter
from dictation_app.ui.microphones import (
    DeviceList,
    Microphones,
    chosen_device,
    name_of_default,
)
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.fields import Choice

Recognise = Callable[[Samples], str]


class MicrophoneCheck(QDialog):
    """Asks for silence and a sentence, and says what the microphone is worth."""

    def __init__(
        self,
        preferences: Preferences,
        microphones: Microphones,
        reports: Path,
        recogniser: Callable[[], Recognise | None],
        parent: QWidget | None = None,
        *,
        silence: Seconds = 10.0,
    ) -> None:
        """Build it; the microphone is opened when the user begins.

        Args:
            preferences: the settings, where the chosen microphone is.
            microphones: what can be listened with.
            reports: the file with the last report of each microphone.
            recogniser: gives what hears words, or None while no model is there.
            parent: the window.
            silence: seconds for which the user is asked to be silent.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Check microphone"))
        self.resize(controls.grown(self, 720, 600))
        self._preferences = preferences
        self._microphones = microphones
        self._path = reports
        self._recogniser = recogniser
        self._silence = silence
        self._job: Job | None = None
        self._moments: list[Moment] = []
        self._device: Device | None = None
        self.devices: list[Device] = []
        self.report: SoundReport | None = None
        self.device_list = DeviceList(microphones, self)
        self.device_list.listed.connect(self._show_devices)
        self.device_list.failed.connect(self._show_problem)
        self._build()
        self._show_ready()

    def _build(self) -> None:
        self.title = controls.label(role="title")
        self.about = controls.label(role="caption")
        self.device = Choice([(None, self.tr("System default"))])
        self.device.setFixedWidth(320)
        self.device.setAccessibleName(self.tr("Microphone"))
        self.begin_button = controls.button(self.tr("Begin"), "microphone", "primary")
        self.use_button = controls.button(self.tr("Dictate with it"))
        self.cancel_button = controls.button(self.tr("Cancel"))
        self.about.setWordWrap(True)
        self.pill = controls.label(self.tr("Microphone open"), "pill", "recording")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.about)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        self.found = ResultView()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._listening_page())
        self.stack.addWidget(self.found)
        self.table = ReportTable()
        self.table_title = controls.label(self.tr("Microphones compared"), "section")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.device)
        foot.addStretch(1)
        for button in (self.cancel_button, self.use_button, self.begin_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        column.addWidget(self.table_title)
        column.addWidget(self.table)
        column.addLayout(foot)
        self.begin_button.clicked.connect(self.begin)
        self.cancel_button.clicked.connect(self._cancel)
        self.use_button.clicked.connect(self._use)

    def _listening_page(self) -> QWidget:
        made = QWidget()
        self.sentence = QFrame()
        self.sentence.setProperty("surface", "hint")
        text = controls.label(SENTENCE, "heading")
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        inner = QVBoxLayout(self.sentence)
        inner.setContentsMargins(24, 24, 24, 24)
        inner.setSpacing(8)
        inner.addWidget(controls.label(self.tr("The sentence"), "caption"))
        inner.addWidget(text)
        self.progress = QProgressBar()
        self.progress.setRange(0, 1_000)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Silence"))
        self.countdown = controls.label(role="countdown")
        self.countdown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.meter = LevelMeter()
        self.message = controls.label(role="caption")
        self.message.setWordWrap(True)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.progress)
        column.addStretch(1)
        column.addWidget(self.countdown)
        column.addWidget(self.sentence)
        column.addStretch(1)
        column.addWidget(self.meter)
        column.addWidget(self.message)
        return made

    # What is shown

    def showEvent(self, event: QShowEvent) -> None:
        """Look which microphones there are; Qt calls this."""
        super().showEvent(event)
        self.begin_button.setFocus()
        self.device_list.look(anew=False)

    def _head(self, title: str, about: str) -> None:
        self.title.setText(title)
        self.about.setText(about)

    def _show_ready(self) -> None:
        self._head(
            self.tr("Check microphone"),
            self.tr(
                "Ten seconds of silence and one sentence tell whether this microphone "
                "and this room are good enough."
            ),
        )
        self._set_running(False)
        self.progress.hide()
        self.countdown.hide()
        self.sentence.show()
        self.begin_button.setText(self.tr("Begin"))
        self.stack.setCurrentIndex(0)
        self._show_table()

    def _set_running(self, running: bool) -> None:
        self.begin_button.setVisible(not running)
        self.cancel_button.setVisible(running)
        self.pill.setVisible(running)
        self.device.setEnabled(not running)
        self.use_button.setVisible(not running and self._can_be_used())
        for part in (self.table, self.table_title):
            part.setVisible(not running and self.table.rowCount() > 0)
        if not running:
            self.meter.clear()

    def _show_table(self) -> None:
        self.table.show_reports(soundcheck.load_reports(self._path))
        for part in (self.table, self.table_title):
            part.setVisible(self.table.rowCount() > 0)

    def _can_be_used(self) -> bool:
        """Whether another microphone than the chosen one was checked, and found good."""
        chosen = chosen_device(self._preferences.settings)
        is_other = self._device is not None and not (
            chosen and _names(chosen) == _names(self._device)
        )
        return self.report is not None and is_other

    @Slot(object)
    def _show_devices(self, devices: Sequence[Device]) -> None:
        self.devices = list(devices)
        default = name_of_default(devices)
        words = self.tr("System default")
        first: tuple[tuple[str, str] | None, str] = (
            None,
            f"{words} ({default})" if default else words,
        )
        self.device.set_choices([first, *((_names(d), d.name) for d in devices)])
        if self._device is None and self._job is None:
            chosen = chosen_device(self._preferences.settings)
            self.device.set_content(_names(chosen) if chosen else None)
        if not devices:
            self._say(self.tr("There is no microphone: connect one."), "doubt")

    @Slot(str)
    def _show_problem(self, problem: str) -> None:
        self._say(problem, "doubt")

    def _say(self, words: str, tone: str = "") -> None:
        self.message.setText(words)
        controls.restyle(self.message, "tone", tone)

    # The check

    @Slot()
    def begin(self) -> None:
        """Open the microphone and ask for silence."""
        if self._job is not None:
            return
        names = self.device.content()
        known = next((d for d in self.devices if _names(d) == names), None)
        default = next((d for d in self.devices if d.is_default), None)
        self._device = known
        about = known or default
        settings = self._preferences.settings
        chosen = chosen_device(settings)
        is_chosen = names == (_names(chosen) if chosen else None)
        microphone = self._microphones.open(
            known, anew=False, channel=settings.audio.channel if is_chosen else None
        )
        self._moments, self.report = [], None
        self.stack.setCurrentIndex(0)
        self._say("")
        self._show_stage(Stage.SILENCE)
        recognise = self._recogniser()
        self._job = Job(
            lambda: soundcheck.check(
                microphone,
                sample_rate=microphone.sample_rate,
                silence=self._silence,
                recognise=recognise,
                device=about.name if about else "",
                host_api=about.host_api if about else "",
            )
        )
        self._job.progressed.connect(self._follow)
        self._job.succeeded.connect(self._finish)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._end)
        self._set_running(True)
        self.cancel_button.setFocus()
        self._job.start()

    def _show_stage(self, stage: Stage) -> None:
        self.progress.setVisible(stage is Stage.SILENCE)
        self.countdown.setVisible(stage is Stage.SILENCE)
        self.pill.setVisible(stage is not Stage.ANALYSIS)
        self.sentence.setVisible(stage is Stage.SPEECH)
        if stage is Stage.SILENCE:
            self._count_down(0.0)
            self._head(
                self.tr("Be silent, please"),
                self.tr("The room is listened to. Leave everything as it usually is."),
            )
        elif stage is Stage.SPEECH:
            self._head(
                self.tr("Now read this aloud"),
                self.tr("As you would dictate. It ends by itself when you stop."),
            )
        else:
            self._head(self.tr("One moment"), self.tr("The sentence is recognised."))

    def _count_down(self, elapsed: Seconds) -> None:
        share = min(elapsed / max(self._silence, 0.001), 1.0)
        self.progress.setValue(round(1_000 * share))
        left = math.ceil(max(self._silence - elapsed, 0.0))
        self.countdown.setText(self.tr("{n} s").format(n=left))

    @Slot(object)
    def _follow(self, step: Any) -> None:
        if isinstance(step, Notice):
            self._say(step.message, "doubt")
            return
        if not isinstance(step, Listening):
            return
        last = self._moments[-1].stage if self._moments else Stage.SILENCE
        if step.stage is Stage.ANALYSIS:
            self._show_stage(step.stage)
            self.meter.clear()
            return
        if step.stage is not last:
            self._say("")  # what was said of the silence is over
            self._show_stage(step.stage)
        self.meter.show_level(step.level)
        if step.stage is Stage.SILENCE:
            self._count_down(step.elapsed)
        self._moments.append(Moment(step.stage, step.elapsed, step.level))

    @Slot(object)
    def _finish(self, report: SoundReport) -> None:
        self.report = report
        try:
            soundcheck.keep_report(self._path, report)
        except OSError as error:
            words = self.tr("The report cannot be kept ({reason}).")
            self._say(words.format(reason=error.strerror), "doubt")
        is_named = report.device not in ("", "default")
        name = report.device if is_named else self.tr("System default")
        self._head(name, self.tr("Checked just now."))
        self.found.show_check(self._moments, report)
        self.stack.setCurrentWidget(self.found)
        self.begin_button.setText(self.tr("Check again"))

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._show_ready()
        known = isinstance(error, DictationError)
        words = str(error) if known else self.tr("The sound system does not answer.")
        self._say(words, "doubt")

    @Slot()
    def _end(self) -> None:
        self._job = None
        if self.report is None:
            self._show_ready()
        self._show_table()
        self._set_running(False)
        self.begin_button.setFocus()

    @Slot()
    def _cancel(self) -> None:
        self._stop()

    @Slot()
    def _use(self) -> None:
        """Dictate with the microphone that was checked."""
        device = self._device
        if device is None:
            return
        settings = self._preferences.settings
        audio = replace(
            settings.audio,
            microphone=device.name,
            host_api=device.host_api,
            channel=None,
        )
        self._preferences.change(replace(settings, audio=audio))
        self._set_running(False)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def done(self, result: int) -> None:
        """Close the microphone and the window; Qt calls this."""
        self._stop()
        super().done(result)

    def end(self) -> None:
        """Close, and wait for the list of microphones; the program ends."""
        self.reject()
        self.device_list.stop()


def _names(device: Device) -> tuple[str, str]:
    return device.name, device.host_api
