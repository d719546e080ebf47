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
from dictation_app.ui import controls
from dictation_app.ui.settings_dialog import model_facts

_FASTEST = 100.0
"""Times real time at which the bar is full."""


@dataclass(frozen=True)
class CardState:
    """What a card shows beside the model itself.

    Attributes:
        in_use: whether it listens now.
        is_bundled: whether it came with the program and stays.
        speed: times real time on this computer, where it was measured.
        lineage: which model it came from.
        can_go_back: whether its parent is still here.
        busy: what is being done with it.
    """

    in_use: bool = False
    is_bundled: bool = False
    speed: float | None = None
    lineage: str = ""
    can_go_back: bool = False
    busy: str = ""


class ModelCard(QFrame):
    """Shows one model; what the user wants with it is told by signals."""

    use_requested = Signal()
    back_requested = Signal()
    measure_requested = Signal()
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
        self.measure_button = controls.button(self.tr("Measure"), kind="link")
        self.measure_button.setAccessibleName(self.tr("Measure {}").format(title))
        self.measure_button.clicked.connect(self.measure_requested)
        self.measure_button.setVisible(self.state.speed is None)
        self.measure_button.setEnabled(not self.state.busy)
        self.more_button = controls.icon_button("more", self.tr("More"))
        self.more_button.setAccessibleName(self.tr("More on {}").format(title))
        self.more_button.setPopupMode(self.more_button.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.menu.addAction(self.tr("Read its card"), self._tell_details)
        self.menu.addAction(self.tr("Measure its speed"), self._tell_measure)
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
            self.measure_button,
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
        rates = model_facts.rates(self.info)
        rate = model_facts.percent(rates[0].value) if rates else self.tr("not stated")
        on = rates[0].measured_on if rates else ""
        self.rate = _figure(rate, stated=bool(rates))
        self.speed = _figure(self._speed(), stated=self.state.speed is not None)
        size = _figure(model_facts.size(self.info.n_bytes))
        for column, (figure, words) in enumerate(
            (
                (self.rate, f"{self.tr('WER')} {on}".strip()),
                (self.speed, self.tr("speed on this computer")),
                (size, self.tr("on disk")),
            )
        ):
            caption = _wrapping(words)
            caption.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(figure, 0, column, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(caption, 1, column)
            grid.setColumnStretch(column, 1)
        if self.state.speed is not None:
            bar = self._speed_bar(self.state.speed)
            grid.addWidget(bar, 2, 1, Qt.AlignmentFlag.AlignLeft)
        return grid

    def _speed(self) -> str:
        if self.state.busy:
            return self.state.busy
        speed = self.state.speed
        return self.tr("not measured") if speed is None else f"{speed:.0f}×"

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
    def _tell_measure(self) -> None:
        self.measure_requested.emit()

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
