"""The wizard's window: six pages, their steps at the side, and its few buttons."""

from collections.abc import Generator
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QLayout, QWidget, QWizard

from dictation_app.errors import DictationError
from dictation_app.speech.store import ModelInfo
from dictation_app.training.runs import (
    Outcome,
    Plan,
    Run,
    discard,
    read_outcome,
    waiting,
)
from dictation_app.ui import theme
from dictation_app.ui.clip_player import ClipPlayer
from dictation_app.ui.controls import restyle
from dictation_app.ui.job import Job
from dictation_app.ui.notices import Notices
from dictation_app.ui.wizard import steps
from dictation_app.ui.wizard.check_page import CheckPage
from dictation_app.ui.wizard.goal_page import GoalPage
from dictation_app.ui.wizard.options_page import OptionsPage
from dictation_app.ui.wizard.page import MARGIN, Page
from dictation_app.ui.wizard.recordings_page import RecordingsPage
from dictation_app.ui.wizard.result_page import ResultPage
from dictation_app.ui.wizard.run_page import RunPage
from dictation_app.ui.wizard.training import State, Training
from dictation_app.ui.wizard.workplace import Draft, Workplace

_WIDTH, _HEIGHT = 1060, 720
_RULE = 2
"""Pixels of the line that Qt draws above the buttons."""
_Button = QWizard.WizardButton


class Step(IntEnum):
    """The pages."""

    GOAL = 0
    RECORDINGS = 1
    CHECK = 2
    OPTIONS = 3
    RUN = 4
    RESULT = 5


class TrainingWizard(QWizard):
    """From recordings to a model; closing it stops nothing."""

    installed = Signal(object)
    """The ModelInfo of a model that was taken into use."""
    noticed = Signal(str)

    def __init__(
        self, training: Training, workplace: Workplace, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Train a model"))
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnStartPage)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.training = training
        self._workplace = workplace
        self._job: Job | None = None
        self.draft = Draft()
        self.player = ClipPlayer(self)
        self.notices = Notices(self)
        self.noticed.connect(self.notices.tell)
        self.player.failed.connect(self.noticed)
        self._build()
        self._connect()
        self.resize(_WIDTH, _HEIGHT)

    def _build(self) -> None:
        draft, place = self.draft, self._workplace
        self.goal_page = GoalPage(draft)
        self.recordings_page = RecordingsPage(draft, place)
        self.check_page = CheckPage(draft, place, self.player)
        self.options_page = OptionsPage(draft, place)
        self.run_page = RunPage(self.training)
        self.result_page = ResultPage(self.training, self.player)
        self._pages: tuple[Page, ...] = (
            self.goal_page,
            self.recordings_page,
            self.check_page,
            self.options_page,
            self.run_page,
            self.result_page,
        )
        for step, page in zip(Step, self._pages, strict=True):
            self.setPage(step, page)
            page.noticed.connect(self.noticed)
        names = [
            self.tr("Goal"),
            self.tr("Recordings"),
            self.tr("Check"),
            self.tr("Options"),
            self.tr("Train"),
            self.tr("Result"),
        ]
        self.steps = steps.Steps(self.tr("Train a model"), names)
        self.setSideWidget(self.steps)
        for which, kind in (
            (_Button.NextButton, "primary"),
            (_Button.FinishButton, "primary"),
            (_Button.BackButton, "quiet"),
            (_Button.CustomButton1, "danger"),
            (_Button.CustomButton2, ""),
        ):
            restyle(self.button(which), "kind", kind)
            self.button(which).setMinimumHeight(32)
        self.setOption(QWizard.WizardOption.HaveCustomButton1)
        self.setOption(QWizard.WizardOption.HaveCustomButton2)

    def _connect(self) -> None:
        self.currentIdChanged.connect(self._show_step)
        self.customButtonClicked.connect(self._press_custom)
        self.goal_page.resume_requested.connect(self._take_up_waiting)
        self.goal_page.discard_requested.connect(self._discard_waiting)
        self.options_page.measured.connect(self._start)
        self.training.changed.connect(self._show_state)

    def open(self) -> None:
        """Show the wizard where things stand: a run that goes on, or the first page."""
        if self.training.state == State.NONE:
            if self.currentId() < 0 or self.currentId() >= Step.RUN:
                self._begin_anew()
        elif self.currentId() < Step.RUN:
            done = self.training.state == State.DONE
            self.setStartId(Step.RESULT if done else Step.RUN)
            self.restart()
        elif self.currentId() == Step.RUN and self.training.state == State.DONE:
            self.next()
        self.show()
        self.raise_()
        self.activateWindow()
        if self.currentId() == Step.RECORDINGS:
            self.recordings_page.come_back()

    def _begin_anew(self) -> None:
        """The first page, with the models as they are now."""
        self.draft.folder = self.draft.gathered = self.draft.run = None
        self.draft.checked = ()
        self.goal_page.show_models(self._workplace.find_models())
        self._offer_waiting()
        self.setStartId(Step.GOAL)
        self.restart()

    def _offer_waiting(self) -> None:
        run = waiting(self._workplace.runs)
        is_done = run is not None and read_outcome(run) is not None
        self.goal_page.show_waiting(run, is_done=is_done)

    # Pages and buttons

    @Slot(int)
    def _show_step(self, step: int) -> None:
        for number, page in enumerate(self._pages):
            if number != step:
                page.leave()
        if step < 0:
            return
        self.steps.show_current(step)
        if step == Step.RECORDINGS:
            self.recordings_page.come_back()
        if step == Step.RUN:
            self._start()
        self._show_buttons()
        if step == Step.RUN:  # not the one that ends it, which comes first
            self.button(_Button.CustomButton2).setFocus()

    @Slot()
    def _start(self) -> None:
        """Begin the run that was planned, once the measurement is out of the way."""
        training, run = self.training, self.draft.run
        if self.currentId() != Step.RUN or self.options_page.is_measuring:
            return
        if training.state == State.NONE and run is not None:
            training.start(self._planned(run))

    def _planned(self, run: Run) -> Run:
        """The run with what was changed while it was measured."""
        from dictation_app.training.runs import save_plan

        try:
            return save_plan(run.folder, self.options_page.plan())
        except DictationError as error:
            self.noticed.emit(str(error))
            return run

    @Slot()
    def _show_state(self) -> None:
        if self.training.state == State.DONE and self.currentId() == Step.RUN:
            self.next()
        self._show_buttons()

    def _show_buttons(self) -> None:
        step = self.currentId()
        if step < 0:
            return
        page = self._pages[step]
        self.setButtonText(_Button.BackButton, self.tr("Back"))
        self.setButtonText(_Button.NextButton, page.next_words)
        self.setButtonText(_Button.FinishButton, page.next_words)
        if step == Step.RUN:
            self._show_run_buttons()
        elif step == Step.RESULT:
            self.setButtonText(_Button.CustomButton1, self.tr("Throw it away"))
            self.button(_Button.CustomButton1).setEnabled(True)
            outcome = self.training.outcome
            if outcome is None or outcome.kept:
                self._lay_out(_Button.CustomButton1, _Button.FinishButton)
            else:
                self._lay_out(_Button.FinishButton)
        else:
            self._lay_out(_Button.BackButton, _Button.NextButton)

    def _show_run_buttons(self) -> None:
        state = self.training.state
        keeps = state in (State.TRAINING, State.PAUSED)
        first, second = self.tr("Stop and keep the best"), self.tr("Pause")
        if state in (State.PAUSED, State.FAILED):
            second = self.tr("Go on")
        if state == State.FAILED:
            first = self.tr("Throw it away")
        self.setButtonText(_Button.CustomButton1, first)
        self.setButtonText(_Button.CustomButton2, second)
        self.button(_Button.CustomButton1).setEnabled(keeps or state == State.FAILED)
        waits = state in (State.PAUSED, State.FAILED)
        self.button(_Button.CustomButton2).setEnabled(waits or self.training.can_pause)
        icon = "play" if waits else "pause"
        self.button(_Button.CustomButton2).setIcon(theme.icon(icon))
        self._lay_out(_Button.CustomButton1, _Button.CustomButton2)

    def _lay_out(self, *which: QWizard.WizardButton) -> None:
        """The buttons of a page, at the right."""
        wanted = [_Button.Stretch, *which]
        if getattr(self, "_layout_now", None) != wanted:
            self._layout_now = wanted
            self.setButtonLayout(wanted)
        self._tame()

    def _tame(self) -> None:
        """Let page and side reach the edges, and leave out the line above the buttons."""
        frame = self.steps.parentWidget()
        side = frame.layout() if frame is not None else None
        if side is not None:
            side.setContentsMargins(0, 0, 0, 0)
        for child in self.findChildren(QWidget):
            if child.minimumHeight() == child.maximumHeight() == _RULE:
                child.setFixedHeight(0)
        for row in self.findChildren(QLayout):
            if row.indexOf(self.button(_Button.CustomButton1)) >= 0 or (
                row.indexOf(self.button(_Button.NextButton)) >= 0
            ):
                row.setContentsMargins(0, 8, MARGIN, 24)
                row.setSpacing(8)

    @Slot(int)
    def _press_custom(self, number: int) -> None:
        first = number == _Button.CustomButton1.value
        training = self.training
        on_run = self.currentId() == Step.RUN
        if not on_run or training.state == State.FAILED:
            if first:
                self._throw_away()
            else:
                training.resume()
        elif first:
            training.stop_and_keep_best()
        elif training.state == State.PAUSED:
            training.resume()
        else:
            training.pause()

    # The end

    def accept(self) -> None:
        """Take the new model into use; Qt calls this when it is finished."""
        run, outcome = self.training.run, self.training.outcome
        if run is None or outcome is None or self._job is not None:
            return
        if not outcome.kept:
            self._throw_away()
            self.hide()
            return
        models = self._workplace.user_models
        self.button(_Button.FinishButton).setEnabled(False)
        self._job = Job(lambda: _install(outcome, run.plan, models))
        self._job.succeeded.connect(self._use)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._forget_job)
        self._job.start()

    @Slot(object)
    def _use(self, info: ModelInfo) -> None:
        run = self.training.run
        self.training.forget()
        self._workplace.use_model(info.name)
        self.installed.emit(info)
        if run is not None:
            self._remove(run)
        self.hide()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.noticed.emit(str(error))

    @Slot()
    def _forget_job(self) -> None:
        self._job = None
        self.button(_Button.FinishButton).setEnabled(True)

    def _throw_away(self) -> None:
        run = self.training.run
        self.training.forget()
        if run is not None:
            self._remove(run)
        self._begin_anew()

    @Slot()
    def _take_up_waiting(self) -> None:
        run = waiting(self._workplace.runs)
        if run is None:
            return
        outcome = read_outcome(run)
        if outcome is None:
            self.training.start(run)
        else:
            self.training.show_end(run, outcome)
        self.setStartId(Step.RUN if outcome is None else Step.RESULT)
        self.restart()

    @Slot()
    def _discard_waiting(self) -> None:
        run = waiting(self._workplace.runs)
        if run is not None:
            self._remove(run)
        self._offer_waiting()

    def _remove(self, run: Run) -> None:
        try:
            discard(run)
        except DictationError as error:
            self.noticed.emit(str(error))

    def reject(self) -> None:
        """Only put the window away; Qt calls this for Escape and the cross."""
        for page in self._pages:
            page.leave()
        self.hide()

    def shut_down(self) -> None:
        """End all that the pages began; the window calls it before it closes."""
        self.reject()
        self.check_page.end()
        self.options_page.end()
        self.recordings_page.reader.stop()
        self.player.stop()
        if self._job is not None:
            self._job.wait()

    def event(self, event: QEvent) -> bool:
        """Let a change of theme pass by Qt's wizard; Qt calls this.

        It would give every page the style of the old sheet, which is about to be gone.
        """
        if event.type() == QEvent.Type.StyleChange:
            return QDialog.event(self, event)
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the two surfaces, and the line between; Qt calls this."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("page"))
        width = self.steps.width()
        side = QRect(0, 0, width, self.height())
        painter.fillRect(side, theme.colour("side"))
        painter.fillRect(width - 1, 0, 1, self.height(), theme.colour("line"))


def _install(
    outcome: Outcome, plan: Plan, models: Path
) -> Generator[None, None, ModelInfo]:
    from dictation_app.training.installing import install

    yield
    return install(outcome, plan, models)
