"""Hear it all again with other weights, and see at once which words would change."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QHideEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from dictation_app.speech.architecture import (
    MAX_BEAM_WIDTH,
    MAX_HOTWORDS,
    DecodingOptions,
)
from dictation_app.ui import controls
from dictation_app.ui.rehearing import Reheard, Rehearing, different_words

_PAUSE = 400
"""Milliseconds after a slider was moved before it is listened again."""
_MOST = 500
"""Changes that are listed, at most."""


class RehearDialog(QDialog):
    """Four weights, and the words that would be different."""

    options_chosen = Signal(object)
    """DecodingOptions to listen with."""
    write_requested = Signal()
    place_chosen = Signal(int)
    """Number of an utterance."""

    def __init__(self, rehearing: Rehearing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Hear it all again"))
        self.resize(controls.grown(self, 560, 560))
        self._options = DecodingOptions()
        self._numbers: list[int] = []
        self._n_words = 0
        self._rehearing = rehearing
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE)
        self._later.timeout.connect(self._listen)
        self._lay_out()
        rehearing.progressed.connect(self._show_heard)
        rehearing.finished.connect(self._show_end)
        rehearing.failed.connect(self.status_label.setText)

    def _lay_out(self) -> None:
        title = controls.label(self.tr("Hear it all again"), "title")
        about = controls.label(
            self.tr(
                "The sound is not needed: what the network heard was kept. "
                "What you edited stays as it is."
            ),
            "caption",
        )
        about.setWordWrap(True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self.beam = self._slider(self.tr("Ways that are weighed"), 1, MAX_BEAM_WIDTH)
        self.alpha = self._slider(self.tr("Trust in the language model"), 0, 200)
        self.beta = self._slider(self.tr("Liking for more words"), -200, 600)
        self.boost = self._slider(self.tr("How much terms are expected"), 0, 100)
        self.hotwords = QLineEdit()
        self.hotwords.setAccessibleName(self.tr("Terms"))
        self.hotwords.setPlaceholderText(
            self.tr("Names and terms, with commas between")
        )
        self.hotwords.textEdited.connect(self._wait)
        row = self._grid.rowCount()
        self._grid.addWidget(controls.label(self.tr("Terms")), row, 0)
        self._grid.addWidget(self.hotwords, row, 1, 1, 2)
        self.status_label = controls.label(role="caption")
        self.changes = QListWidget()
        self.changes.setAccessibleName(self.tr("Words that would change"))
        self.changes.currentRowChanged.connect(self._choose_place)
        self.write_button = controls.button(self.tr("Use these words"), kind="primary")
        self.write_button.clicked.connect(self._write)
        self.close_button = controls.button(self.tr("Leave it as it is"))
        self.close_button.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.write_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        for part in (title, about):
            column.addWidget(part)
        column.addLayout(self._grid)
        column.addWidget(self.status_label)
        column.addWidget(self.changes, 1)
        column.addLayout(buttons)

    def _slider(self, name: str, low: int, high: int) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(low, high)
        slider.setAccessibleName(name)
        value = controls.label(role="caption")
        value.setMinimumWidth(36)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        slider.setProperty("shows", value)
        row = self._grid.rowCount()
        self._grid.addWidget(controls.label(name), row, 0)
        self._grid.addWidget(slider, row, 1)
        self._grid.addWidget(value, row, 2)
        slider.valueChanged.connect(self._wait)
        return slider

    def open_with(self, options: DecodingOptions, *, has_language_model: bool) -> None:
        """Begin with some weights."""
        self._options = options
        values = {
            self.beam: options.beam_width,
            self.alpha: round(options.alpha * 100),
            self.beta: round(options.beta * 100),
            self.boost: round(options.hotword_weight * 10),
        }
        for slider, value in values.items():
            slider.setValue(value)
        self.hotwords.setText(", ".join(options.hotwords))
        for slider in (self.alpha, self.beta):
            slider.setEnabled(has_language_model)
            slider.setToolTip(
                ""
                if has_language_model
                else self.tr("This model has no language model")
            )
        self._show_values()
        self._clear()
        self.show()
        self.raise_()
        self._later.start(0)

    def options(self) -> DecodingOptions:
        """The weights as they are set."""
        terms = [" ".join(term.split()) for term in self.hotwords.text().split(",")]
        return replace(
            self._options,
            beam_width=self.beam.value(),
            alpha=self.alpha.value() / 100,
            beta=self.beta.value() / 100,
            hotwords=tuple(filter(None, terms))[:MAX_HOTWORDS],
            hotword_weight=self.boost.value() / 10,
        )

    def _show_values(self) -> None:
        for slider, text in (
            (self.beam, f"{self.beam.value()}"),
            (self.alpha, f"{self.alpha.value() / 100:.2f}"),
            (self.beta, f"{self.beta.value() / 100:.2f}"),
            (self.boost, f"{self.boost.value() / 10:.1f}"),
        ):
            slider.property("shows").setText(text)

    def _clear(self) -> None:
        self.changes.clear()
        self._numbers, self._n_words = [], 0
        self.write_button.setEnabled(False)

    @Slot()
    def _wait(self) -> None:
        self._show_values()
        if self.isVisible():
            self._later.start()

    @Slot()
    def _listen(self) -> None:
        self._clear()
        self.status_label.setText(self.tr("Listening again…"))
        self.options_chosen.emit(self.options())

    @Slot(object)
    def _show_heard(self, heard: Reheard) -> None:
        if not self.isVisible():
            return
        if heard.differs:
            pairs = different_words(heard.before.text, heard.utterance.text)
            self._n_words += len(pairs)
            for old, new in pairs:
                if len(self._numbers) < _MOST:
                    self._numbers.append(heard.number)
                    nothing = self.tr("(nothing)")
                    self.changes.addItem(f"{old or nothing}  →  {new or nothing}")
        self._say(heard.n_done, heard.n_all)

    def _say(self, n_done: int, n_all: int) -> None:
        self.status_label.setText(
            self.tr("{} of {} utterances heard, {} places differ").format(
                n_done, n_all, self._n_words
            )
        )

    @Slot()
    def _show_end(self) -> None:
        self.write_button.setEnabled(bool(self._rehearing.found))
        if not self._rehearing.found:
            self.status_label.setText(self.tr("All of it is heard just the same."))

    @Slot(int)
    def _choose_place(self, row: int) -> None:
        if 0 <= row < len(self._numbers):
            self.place_chosen.emit(self._numbers[row])

    @Slot()
    def _write(self) -> None:
        self.write_requested.emit()
        self.close()

    def hideEvent(self, event: QHideEvent) -> None:
        """Listen no more; Qt calls this."""
        super().hideEvent(event)
        self._later.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close; Qt calls this."""
        self._later.stop()
        super().closeEvent(event)
