"""Fourth page: name, time and device, and an estimate that was measured."""

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QProgressBar,
    QSpinBox,
    QVBoxLayout,
)

from dictation_app.training.gathering import Gathered, divide, keep_useful
from dictation_app.training.runs import Goal, Plan, Run, save_plan
from dictation_app.ui import learning
from dictation_app.ui.clock import span
from dictation_app.ui.controls import button, label, restyle
from dictation_app.ui.latest_job import LatestJob
from dictation_app.ui.wizard.page import Page
from dictation_app.ui.wizard.workplace import Draft, Workplace

if TYPE_CHECKING:
    from dictation_app.training.run_events import Timed

_MINUTES: dict[Goal, int] = {"adapt": 15, "teach": 15, "fine-tune": 60, "scratch": 720}
_HELD_OUT = 0.2
"""Share of the clips that an adaptation holds out."""
_SCRATCH_HOURS = 5.0
_MANY, _FEW = 60.0, 3.0
"""Passes over the data that are more, or fewer, than is worth it."""


@dataclass(frozen=True)
class _Prepared:
    """The recordings are divided and the plan is written."""

    run: Run
    n_train: int
    n_held_out: int


class OptionsPage(Page):
    """Few choices with sensible values; the estimate follows them."""

    measured = Signal()
    """The processor is free again."""

    def __init__(self, draft: Draft, workplace: Workplace) -> None:
        super().__init__(
            self.tr("How long, and where?"),
            self.tr("It can be paused, and stopped at any time with the best so far."),
        )
        self._draft = draft
        self._workplace = workplace
        self._work = LatestJob(self)
        self._work.progressed.connect(self._show_progress)
        self._work.failed.connect(self._fail)
        self._work.finished.connect(self._finish)
        self._timed: Timed | None = None
        self._divided: _Prepared | None = None
        self._timed_for: tuple[object, ...] = ()
        self._build_fields()
        self.column.addSpacing(20)
        self.column.addWidget(self._build_estimate())
        self.column.addStretch(1)

    @property
    def next_words(self) -> str:
        """What the button says that leads on."""
        return self.tr("Start training")

    def _build_fields(self) -> None:
        self.title_edit = QLineEdit()
        self.title_edit.setAccessibleName(self.tr("Name of the new model"))
        self.title_edit.textChanged.connect(self._tell_complete)
        self.preset = QComboBox()
        self.preset.setAccessibleName(self.tr("Network"))
        for name, words in (
            ("small", self.tr("Small: 10.4 million weights, quick on any computer")),
            ("jiwidi", self.tr("Medium: 14.2 million weights, three times the work")),
            ("assemblyai", self.tr("Large: 23.7 million weights, wants a GPU")),
        ):
            self.preset.addItem(words, name)
        self.minutes = QSpinBox()
        self.minutes.setRange(1, 14 * 24 * 60)
        self.minutes.setSuffix(self.tr(" min"))
        self.minutes.lineEdit().setTextMargins(8, 0, 0, 0)
        self.minutes.setAccessibleName(self.tr("Time to train"))
        self.minutes.valueChanged.connect(self._show_estimate)
        self.device = QComboBox()
        self.device.setAccessibleName(self.tr("Device"))
        for name, words in (
            ("auto", self.tr("GPU where there is one, else the processor")),
            ("cpu", self.tr("Processor")),
            ("cuda", self.tr("GPU")),
        ):
            self.device.addItem(words, name)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(12)
        self.grid.setColumnMinimumWidth(0, 120)
        self.grid.setColumnStretch(2, 1)
        self.preset_label = label(self.tr("Network"))
        rows = (
            (label(self.tr("Name")), self.title_edit),
            (self.preset_label, self.preset),
            (label(self.tr("Time")), self.minutes),
            (label(self.tr("Train on")), self.device),
        )
        for row, (words_before, field) in enumerate(rows):
            field.setMinimumWidth(360)
            self.grid.addWidget(words_before, row, 0)
            self.grid.addWidget(field, row, 1)
        self.column.addLayout(self.grid)
        self.preset.currentIndexChanged.connect(self._time_again)
        self.device.currentIndexChanged.connect(self._time_again)

    def _build_estimate(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("surface", "card")
        self.estimate = label(role="strong")
        self.estimate.setWordWrap(True)
        self.detail = label(role="caption")
        self.detail.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Steps that are timed"))
        self.again = button(self.tr("Measure again"), "refresh", "link")
        self.again.clicked.connect(self._time_again)
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (self.estimate, self.detail, self.bar):
            column.addWidget(part)
        column.addWidget(self.again, alignment=Qt.AlignmentFlag.AlignLeft)
        self.again.hide()
        return frame

    def initializePage(self) -> None:
        """Sensible values for the goal, and the measurement; Qt calls this."""
        goal, parent = self._draft.goal, self._draft.parent
        self.preset.setVisible(goal == "scratch")
        self.preset_label.setVisible(goal == "scratch")
        if not self.title_edit.isModified():
            title = parent.title if parent is not None else self.tr("My model")
            words: dict[Goal, str] = {
                "adapt": self.tr("{}, my voice"),
                "teach": self.tr("{}, taught"),
                "fine-tune": self.tr("{}, continued"),
                "scratch": "{}",
            }
            self.title_edit.setText(words[goal].format(title))
        self.minutes.setValue(_MINUTES[goal])
        gathered = self._draft.gathered
        useful = gathered.useful if gathered is not None else ()
        key = (self._draft.checked, goal, self._draft.folder, useful)
        if key != self._timed_for:
            self._timed_for = key
            self._time_again()

    def plan(self) -> Plan:
        """What the fields say."""
        draft = self._draft
        gathered = draft.gathered
        minutes = gathered.duration / 60 if gathered is not None else 0.0
        return Plan(
            goal=draft.goal,
            title=" ".join(self.title_edit.text().split()),
            parent=str(draft.parent.folder) if draft.parent is not None else "",
            preset=str(self.preset.currentData()),
            minutes=float(self.minutes.value()),
            device=self.device.currentData(),
            data=f"{len(gathered.useful) if gathered else 0} clips, {minutes:.0f} min",
        )

    @Slot()
    def _time_again(self) -> None:
        """Take twenty steps in the background and measure them."""
        folder, gathered = self._draft.folder, self._draft.gathered
        if folder is None or gathered is None:
            return
        self._timed = self._divided = None
        restyle(self.estimate, "tone", "")
        self.estimate.setText(self.tr("Dividing the recordings…"))
        self.detail.setText(" ")
        self.bar.setRange(0, 0)
        self.bar.show()
        self.again.hide()
        self.completeChanged.emit()
        plan, place = self.plan(), self._workplace
        self._work.start(
            lambda: _prepare_and_time(folder, gathered, plan, place.cache, place.replay)
        )

    def end(self) -> None:
        """End the measurement and wait for that."""
        self._work.stop()

    @property
    def is_measuring(self) -> bool:
        """Whether the processor is in use, also if it is about to be free."""
        return self._work.is_running

    def leave(self) -> None:
        """Leave the processor to the run; `measured` tells when it is free."""
        if self._work.is_running:
            self._work.cancel()
            self._timed_for = ()

    @Slot(object)
    def _show_progress(self, step: Any) -> None:
        if isinstance(step, _Prepared):
            self._divided = step
            self._draft.run = step.run
            self.completeChanged.emit()
            self.estimate.setText(self.tr("Getting ready to measure…"))
            self._show_split()
            return
        if step is None:  # a sign of life
            return
        self._timed = step
        if step.n_steps:  # before the first, the bar only says that something goes on
            self.bar.setRange(0, step.n_wanted)
            self.bar.setValue(step.n_steps)
            words = self.tr("Timing real steps: {n} of {all}")
            self.estimate.setText(words.format(n=step.n_steps, all=step.n_wanted))
        self._show_split()

    def _show_split(self) -> None:
        divided = self._divided
        if divided is not None:
            words = self.tr(
                "It learns from {train:,} clips; {held:,} are held out to judge it by."
            )
            self.detail.setText(
                words.format(train=divided.n_train, held=divided.n_held_out)
            )

    @Slot()
    def _show_estimate(self) -> None:
        timed, gathered = self._timed, self._draft.gathered
        if self._work.is_running or timed is None or gathered is None:
            return
        if timed.n_steps < 2:
            return
        minutes = float(self.minutes.value())
        passes = timed.passes(minutes)
        needed = timed.minutes_needed
        if 0 < needed <= minutes:
            words = self.tr(
                "About {time}: by then it has heard your {speech} of speech {n} times, "
                "and replay clips between, in {steps:,} steps."
            )
            passes, minutes = timed.hours_wanted / timed.hours_an_epoch, needed
        else:
            words = self.tr(
                "In {time} it hears your {speech} of speech about {n} times, in "
                "{steps:,} steps."
            )
        self.estimate.setText(
            words.format(
                time=span(60 * minutes),
                speech=span(gathered.duration),
                n=f"{passes:.1f}" if passes < 10 else f"{passes:,.0f}",
                steps=round(60 * minutes / max(timed.step_seconds, 1e-9)),
            )
        )
        told = self.tr("Measured on {n} steps: {speed:.0f}× real time.").format(
            n=timed.n_steps, speed=timed.speed
        )
        divided = self._divided
        if divided is not None:
            told += self.tr(" {held:,} clips are held out to judge it by.").format(
                held=divided.n_held_out
            )
        advice = self._advice(timed, passes, gathered)
        restyle(self.detail, "tone", "doubt" if advice else "")
        self.detail.setText(f"{told} {advice}".rstrip())

    def _advice(self, timed: "Timed", passes: float, gathered: Gathered) -> str:
        hours = gathered.duration / 3600
        if self._draft.goal == "scratch" and hours < _SCRATCH_HOURS:
            return self.tr(
                "From scratch that is far too little speech: begin with a model instead."
            )
        if timed.minutes_needed > self.minutes.value():
            words = self.tr("{time} would be enough for all that is planned.")
            return words.format(time=span(60 * timed.minutes_needed))
        if passes > _MANY and self._draft.goal != "scratch":
            return self.tr("Less time will do: so many times it learns them by heart.")
        if passes < _FEW:
            return self.tr("Rather short: give it more time.")
        return ""

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        restyle(self.estimate, "tone", "doubt")
        self.estimate.setText(str(error))
        self.detail.setText(" ")

    @Slot()
    def _finish(self) -> None:
        self.bar.hide()
        self.again.show()
        self._show_estimate()
        self.completeChanged.emit()
        self.measured.emit()

    @Slot()
    def _tell_complete(self) -> None:
        self.completeChanged.emit()

    def isComplete(self) -> bool:
        """Whether the run can be started; Qt calls this."""
        has_name = bool(self.title_edit.text().strip())
        return has_name and self._divided is not None and self._draft.run is not None


def _prepare_and_time(
    folder: Path, gathered: Gathered, plan: Plan, cache: Path, replay: Path | None
) -> Generator[Any, None, None]:
    """Divide the recordings, then take some steps and measure them."""
    run = save_plan(folder, plan)
    if plan.is_of_a_voice:  # which divides them itself
        n = keep_useful(gathered, folder)
        n_held_out = max(round(_HELD_OUT * n), 1)
        yield _Prepared(run, n - n_held_out, n_held_out)
    else:
        parts = divide(gathered, folder)
        yield _Prepared(run, len(parts.train), len(parts.dev))
    yield from learning.time_steps(run, cache, replay)
