"""The training of the window: one run at a time, that no open or closed page disturbs."""

import threading
from collections.abc import Callable, Generator
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from dictation_app.training.events import (
    DataSelected,
    FeaturesRead,
    RunStarted,
    StepDone,
)
from dictation_app.training.run_events import Baseline, ClipsCut, Listening
from dictation_app.training.runs import Outcome, Plan, Run
from dictation_app.ui.job import Job
from dictation_app.ui.wizard.doing import Doing
from dictation_app.ui.wizard.history import History, restore

if TYPE_CHECKING:
    from dictation_app.training.conducting import RunEvent

Conduct = Callable[[Run, Callable[[], bool]], "Generator[RunEvent, None, Outcome]"]
"""Begins a run or goes on with it; the second argument says when to judge early."""

MakeRun = Callable[[], Generator[object, None, Run]]
"""Makes a run, such as by cutting its clips; yields how far it is."""


class State(Enum):
    """What the run is doing."""

    NONE = auto()
    STARTING = auto()
    TRAINING = auto()
    PAUSING = auto()
    PAUSED = auto()
    ENDING = auto()
    JUDGING = auto()
    DONE = auto()
    FAILED = auto()


WORKING = (
    State.STARTING,
    State.TRAINING,
    State.PAUSING,
    State.ENDING,
    State.JUDGING,
)
"""States in which processes run."""


class Training(QObject):
    """Holds the run, its history and its state; the wizard only shows them."""

    changed = Signal()
    """The state is another."""
    told = Signal(object)
    """An event of the run."""
    finished = Signal(object)
    """The Outcome of a run that ended."""

    def __init__(self, conduct: Conduct, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._conduct = conduct
        self._job: Job | None = None
        self._make: MakeRun | None = None
        self._stop = threading.Event()
        self.state = State.NONE
        self.run: Run | None = None
        self.history = History()
        self.outcome: Outcome | None = None
        self.problem = ""
        self.doing = Doing()
        """What is going on besides training, such as listening."""

    @property
    def is_working(self) -> bool:
        """Whether processes run."""
        return self.state in WORKING

    @property
    def can_pause(self) -> bool:
        """Whether there is a run that works and can be left alone for a while."""
        has_run = self.run is not None
        return has_run and self.state in (State.STARTING, State.TRAINING)

    @property
    def plan(self) -> Plan | None:
        """What the run is to do."""
        return self.run.plan if self.run is not None else None

    def prepare(self, make: MakeRun) -> None:
        """Have a run made, and start it; not while one works."""
        if self._job is not None:
            return
        self._make, self.run = make, None
        self.outcome, self.problem, self.history = None, "", History()
        self.doing.tell(self.tr("Getting the clips ready…"))
        self._job = Job(make)
        self._job.progressed.connect(self._take)
        self._job.succeeded.connect(self._take_made)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._finish_making)
        self._set(State.STARTING)
        self._job.start()

    def start(self, run: Run) -> None:
        """Begin a run, or go on with one that was interrupted; not while one works."""
        if self._job is not None:
            return
        if self.run is None or self.run.folder != run.folder or not self.history.last:
            self.history = _history_of(run)
        self.run = run
        self.outcome, self.problem = None, ""
        self._stop = threading.Event()
        stopped = self._stop.is_set
        self.doing.tell(self.tr("Starting a process that learns beside your work…"))
        self._set(State.STARTING)
        self._job = Job(lambda: self._conduct(run, stopped))
        self._job.progressed.connect(self._take)
        self._job.succeeded.connect(self._succeed)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._finish)
        self._job.start()

    def pause(self) -> None:
        """Write a checkpoint and let go of the processor; `resume` goes on from there."""
        if self._job is not None and self.can_pause:
            self._job.requestInterruption()
            self._set(State.PAUSING)

    def resume(self) -> None:
        """Go on."""
        if self.state not in (State.PAUSED, State.FAILED):
            return
        if self.run is not None:
            self.start(self.run)
        elif self._make is not None:
            self.prepare(self._make)

    def stop_and_keep_best(self) -> None:
        """Take no more steps, and judge the best weights so far."""
        if self.state == State.TRAINING:
            self._stop.set()
            self._set(State.ENDING)
        elif self.state == State.PAUSED and self.run is not None:
            self.start(self.run)
            self._stop.set()

    def show_end(self, run: Run, outcome: Outcome) -> None:
        """Take up a run that ended earlier, and whose result waits."""
        if self._job is None:
            self.run, self.outcome, self.problem = run, outcome, ""
            self.history = _history_of(run)
            self._set(State.DONE)

    def forget(self) -> None:
        """The run is installed or discarded: there is none any more."""
        if self._job is None:
            self.run = self.outcome = None
            self.history = History()
            self._set(State.NONE)

    def shut_down(self) -> None:
        """Write a checkpoint and end; the window calls it before it closes."""
        if self._job is not None:
            self._job.stop()

    @Slot(object)
    def _take(self, event: Any) -> None:
        if event is None:  # a sign of life
            return
        self.history.take(event)
        match event:
            case StepDone() if self.state == State.STARTING:
                self._set(State.ENDING if self._stop.is_set() else State.TRAINING)
            case ClipsCut():
                share = event.n_done / max(event.n_lessons, 1)
                self.doing.tell(self.tr("Cutting the clips of your corrections"), share)
            case FeaturesRead():
                share = event.n_done / max(event.n_clips, 1)
                self.doing.tell(self.tr("Reading the recordings"), share)
            case DataSelected():
                self.doing.tell(self.tr("Laying out the network…"))
            case RunStarted():
                self.doing.tell(self.tr("Taking the first step…"))
            case Baseline():
                self.history.begin_with(event.wer, event.heard)
                self.doing.tell(self.tr("Getting ready to learn…"))
            case Listening():
                self._listen(event)
        self.told.emit(event)

    def _listen(self, heard: Listening) -> None:
        words = {
            "checking": self.tr("Checking that the texts fit their sound"),
            "before": self.tr("Measuring how well “{model}” hears before it learns"),
            "curve": self.tr("Measuring where the curve of “{model}” begins"),
            "after": self.tr("“{model}” listens to the sentences that were held out"),
        }[heard.stage]
        self.doing.tell(words.format(model=heard.model), heard.share)
        if self.state in (State.TRAINING, State.ENDING):
            self._set(State.JUDGING)

    @Slot(object)
    def _succeed(self, outcome: Outcome) -> None:
        self.outcome = outcome

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.problem = str(error)

    @Slot(object)
    def _take_made(self, run: Run) -> None:
        self.run = run

    @Slot()
    def _finish_making(self) -> None:
        self._job = None
        if self.run is not None:
            self._make = None
            self.start(self.run)
        else:
            self._set(State.FAILED if self.problem else State.NONE)

    @Slot()
    def _finish(self) -> None:
        self._job = None
        self.doing.tell("")
        if self.outcome is not None:
            self._set(State.DONE)
            self.finished.emit(self.outcome)
        elif self.problem:
            self._set(State.FAILED)
        else:
            self._set(State.PAUSED)

    def _set(self, state: State) -> None:
        self.state = state
        self.changed.emit()


def _history_of(run: Run) -> History:
    from dictation_app.training.metrics_log import read_metrics

    return restore(read_metrics(run.output))
