"""One model as a card: what it is worth, what it costs, and what can be done with it."""

import math
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QVBoxLayout,
)

from dictation_app.speech.store import ModelInfo
from dictation_app.training.assessment import Assessing, Assessment
from dictation_app.ui import controls
from dictation_app.ui.clock import span
from dictation_app.ui.settings_dialog import model_facts

_FASTEST = 100.0
"""Times real time at which the bar is full."""


@dataclass(frozen=True)
class CardState:
    """What a card shows beside the model itself.

    Attributes:
        in_use: whether it listens now.
        is_bundled: whether it came with the program and stays.
        assessment: what it is worth here, where it was evaluated.
        lineage: which model it came from.
        can_go_back: whether its parent is still here.
        is_evaluated_now: whether it listens to test clips right now.
    """

    in_use: bool = False
    is_bundled: bool = False
    assessment: Assessment | None = None
    lineage: str = ""
    can_go_back: bool = False
    is_evaluated_now: bool = False


class ModelCard(QFrame):
    """Shows one model; what the user wants with it is told by signals."""

    use_requested = Signal()
    back_requested = Signal()
    evaluate_requested = Signal()
    stop_requested = Signal()
    """What is being evaluated now need not be."""
    details_requested = Signal()
    copy_requested = Signal()
    folder_requested = Signal()
    remove_confirmed = Signal()

    def __init__(self, info: ModelInfo, state: CardState) -> None:
        super().__init__()
        self.info = info
        self.state = state
        self.setProperty("surface", "card")
        self.setProperty("state", "chosen" if state.in_use else "")
        self.setAccessibleName(info.title)
        self._build_buttons()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(self._head())
        layout.addLayout(self._figures())
        self.progress = self._build_progress()
        layout.addWidget(self.progress)
        for words in (state.lineage, model_facts.taught(info)):
            if words:
                layout.addWidget(_wrapping(words))
        self._question = self._ask_to_remove()
        layout.addWidget(self._question)

    def _build_buttons(self) -> None:
        title = self.info.title
        self.use_button = controls.button(self.tr("Use"))
        self.use_button.setAccessibleName(self.tr("Use {}").format(title))
        self.use_button.clicked.connect(self.use_requested)
        self.use_button.setVisible(not self.state.in_use)
        self.back_button = controls.button(self.tr("Go back one"))
        self.back_button.setToolTip(self.tr("Use the model that it was made from"))
        self.back_button.clicked.connect(self.back_requested)
        self.back_button.setVisible(self.state.in_use and self.state.can_go_back)
        self.evaluate_button = controls.button(self.tr("Evaluate"), kind="link")
        self.evaluate_button.setAccessibleName(self.tr("Evaluate {}").format(title))
        self.evaluate_button.setToolTip(
            self.tr("How fast is it here, and how many words does it get wrong?")
        )
        self.evaluate_button.clicked.connect(self.evaluate_requested)
        is_new = self.state.assessment is None and not self.state.is_evaluated_now
        self.evaluate_button.setVisible(is_new)
        self.more_button = controls.icon_button("more", self.tr("More"))
        self.more_button.setAccessibleName(self.tr("More on {}").format(title))
        self.more_button.setPopupMode(self.more_button.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.menu.addAction(self.tr("Read its card"), self._tell_details)
        evaluate = self.menu.addAction(self.tr("Evaluate"), self._tell_evaluate)
        evaluate.setEnabled(not self.state.is_evaluated_now)
        self.menu.addAction(self.tr("Save a copy…"), self._tell_copy)
        self.menu.addAction(self.tr("Open its folder"), self._tell_folder)
        self.menu.addSeparator()
        self.remove_action = self.menu.addAction(
            self.tr("Remove…"), self._show_question
        )
        self.remove_action.setEnabled(not self.state.is_bundled)
        self.more_button.setMenu(self.menu)

    def _head(self) -> QHBoxLayout:
        name = QHBoxLayout()
        name.setSpacing(8)
        name.addWidget(controls.label(self.info.title, "heading"))
        if self.state.in_use:
            name.addWidget(controls.label(self.tr("In use"), "pill"))
        name.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(name)
        about = model_facts.about(self.info, is_bundled=self.state.is_bundled)
        words.addWidget(_wrapping(about))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(words, 1)
        for button in (
            self.evaluate_button,
            self.back_button,
            self.use_button,
            self.more_button,
        ):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _figures(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(3)
        size = _figure(model_facts.size(self.info.n_bytes))
        shown = [
            self._stated_rate(),
            *self._found_rates(),
            (self._speed(), self.tr("speed on this computer")),
            (size, self.tr("on disk")),
        ]
        for column, (figure, words) in enumerate(shown):
            caption = _wrapping(words)
            caption.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(figure, 0, column, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(caption, 1, column)
            grid.setColumnStretch(column, 1)
        if self.state.assessment is not None:
            bar = self._speed_bar(self.state.assessment.speed)
            place = len(shown) - 2
            grid.addWidget(bar, 2, place, Qt.AlignmentFlag.AlignLeft)
        return grid

    def _stated_rate(self) -> tuple[QLabel, str]:
        """What the model's folder says of its errors."""
        rates = model_facts.rates(self.info)
        if not rates:
            self.rate = _figure(self.tr("not stated"), stated=False)
            return self.rate, self.tr("WER")
        first = rates[0]
        self.rate = _figure(model_facts.percent(first.value))
        words = f"{self.tr('WER')} {first.measured_on}".strip()
        if first.before is not None:
            before = model_facts.percent(first.before)
            words += self.tr(", {} before").format(before)
        return self.rate, words

    def _found_rates(self) -> list[tuple[QLabel, str]]:
        """What was found out here of its errors."""
        found = self.state.assessment
        if found is None:
            return []
        rates = (
            (found.test, self.tr("WER on {n} test clips, {low:.0f}–{high:.0f} %")),
            (
                found.own,
                self.tr("WER on {n} sentences of yours, {low:.0f}–{high:.0f} %"),
            ),
        )
        return [
            (
                _figure(model_facts.percent(score.wer)),
                words.format(
                    n=score.n_clips,
                    low=100 * score.interval.low,
                    high=100 * score.interval.high,
                ),
            )
            for score, words in rates
            if score is not None
        ]

    def _speed(self) -> QLabel:
        found = self.state.assessment
        words = self.tr("not measured")
        if found is not None:
            words = f"{found.speed:.{1 if found.speed < 10 else 0}f}×"
        self.speed = _figure(words, stated=found is not None)
        return self.speed

    def _build_progress(self) -> QFrame:
        made = QFrame()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far the evaluation has come"))
        self.told = controls.label(self.tr("Getting ready to listen…"), "caption")
        self.stop_button = controls.button(self.tr("Stop"), kind="link")
        name = self.tr("Stop the evaluation of {}").format(self.info.title)
        self.stop_button.setAccessibleName(name)
        self.stop_button.clicked.connect(self.stop_requested)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.bar, 1)
        row.addWidget(self.told)
        row.addWidget(self.stop_button)
        made.setVisible(self.state.is_evaluated_now)
        return made

    def show_progress(self, step: Assessing) -> None:
        """Show how far the evaluation has come."""
        if not step.share:
            return
        self.bar.setRange(0, 1_000)
        self.bar.setValue(round(1_000 * step.share))
        if step.left is None:
            self.told.setText(self.tr("Listening…"))
        else:
            words = self.tr("Listening, {time} left")
            self.told.setText(words.format(time=span(max(step.left, 1.0))))

    def _speed_bar(self, speed: float) -> QProgressBar:
        """A bar that is half full at ten times real time and full at a hundred."""
        bar = QProgressBar()
        bar.setRange(0, 100)
        bar.setTextVisible(False)
        share = math.log(max(speed, 1.0)) / math.log(_FASTEST)
        bar.setValue(round(100 * min(share, 1.0)))
        bar.setFixedWidth(120)
        bar.setAccessibleName(self.tr("Speed on this computer"))
        bar.setAccessibleDescription(f"{speed:.0f}×")
        return bar

    def _ask_to_remove(self) -> QFrame:
        made = QFrame()
        made.setProperty("surface", "warning")
        words = self.tr("Remove {title} for good? {size} become free.").format(
            title=self.info.title,
            size=model_facts.size(self.info.n_bytes),
        )
        self.keep_button = controls.button(self.tr("Keep it"))
        self.keep_button.clicked.connect(made.hide)
        self.remove_button = controls.button(self.tr("Remove it"), kind="danger")
        self.remove_button.clicked.connect(self.remove_confirmed)
        row = QHBoxLayout(made)
        row.setContentsMargins(12, 4, 4, 4)
        row.addWidget(_wrapping(words, ""), 1)
        row.addWidget(self.remove_button)
        row.addWidget(self.keep_button)
        made.hide()
        return made

    @Slot()
    def _show_question(self) -> None:
        self._question.show()
        self.keep_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape keeps the model; Qt calls this."""
        if event.key() == Qt.Key.Key_Escape and self._question.isVisible():
            self._question.hide()
            self.more_button.setFocus()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _tell_details(self) -> None:
        self.details_requested.emit()

    @Slot()
    def _tell_evaluate(self) -> None:
        self.evaluate_requested.emit()

    @Slot()
    def _tell_copy(self) -> None:
        self.copy_requested.emit()

    @Slot()
    def _tell_folder(self) -> None:
        self.folder_requested.emit()


def _wrapping(words: str, role: str = "caption") -> QLabel:
    made = controls.label(words, role)
    made.setWordWrap(True)
    return made


def _figure(words: str, *, stated: bool = True) -> QLabel:
    """A number in large type; what is not known is quieter."""
    return controls.label(words, "figure" if stated else "unknown")
