"""A small window for dictating into other programs: state, level and the last words."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dictation_app.transcript import Hypothesis, Level
from dictation_app.ui import theme
from dictation_app.ui.clock import clock
from dictation_app.ui.controls import ElidedLabel, icon_button, label, restyle
from dictation_app.ui.level_meter import LevelMeter
from dictation_app.ui.listening_state import ListeningState

_OPEN = (ListeningState.LISTENING, ListeningState.LOST)


class MiniWindow(QWidget):
    """Stays above other windows and never takes the keyboard from them."""

    closed = Signal()

    def __init__(self, record: QAction, *, on_top: bool) -> None:
        """Build it, not yet shown.

        Args:
            record: begins and ends dictation.
            on_top: whether it stays above all other windows.
        """
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Dictation"))
        self.setProperty("surface", "mini")
        self._held: QPoint | None = None
        self._seconds = 0
        self.record_button = icon_button("microphone", record.text(), "accent")
        self.record_button.clicked.connect(record.trigger)
        self.pill = label(role="pill")
        self.pill.setFont(theme.current().font("caption", tabular=True))
        self.meter = LevelMeter()
        self.words = ElidedLabel(
            self.tr("What you say appears here"),
            "caption",
            Qt.TextElideMode.ElideLeft,
        )
        back = icon_button("expand", self.tr("Back to the large window"))
        back.clicked.connect(self.close)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.record_button)
        top.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.meter, 1)
        top.addWidget(back)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.words)
        self.setFixedWidth(round(360 * theme.current().growth))
        self._clock = QTimer(self, interval=1_000)
        self._clock.timeout.connect(self._tick)
        self.set_on_top(on_top)
        self.show_state(ListeningState.READY)

    def set_on_top(self, on_top: bool) -> None:
        """Stay above all others, or not."""
        kind = Qt.WindowType.WindowStaysOnTopHint
        if bool(self.windowFlags() & kind) != on_top:
            was_shown = self.isVisible()
            self.setWindowFlag(kind, on_top)
            self.setVisible(was_shown)

    @Slot(object)
    def show_state(self, state: ListeningState) -> None:
        """Show what the microphone is doing."""
        is_open = state in _OPEN
        token = "recording" if is_open else "accent"
        self.record_button.setIcon(
            theme.icon("stop" if is_open else "microphone", token)
        )
        name = self.tr("Stop dictating") if is_open else self.tr("Start dictating")
        self.record_button.setAccessibleName(name)
        self.record_button.setToolTip(name)
        tones = {
            ListeningState.LISTENING: "recording",
            ListeningState.LOST: "doubt",
        }
        restyle(self.pill, "tone", tones.get(state, ""))
        self._words = {
            ListeningState.READY: self.tr("Ready"),
            ListeningState.OPENING: self.tr("Opening…"),
            ListeningState.LISTENING: self.tr("Listening"),
            ListeningState.LOST: self.tr("No microphone"),
            ListeningState.TRANSCRIBING: self.tr("Transcribing"),
        }[state]
        if state is ListeningState.LISTENING and not self._clock.isActive():
            self._seconds = 0
            self._clock.start()
        elif state is not ListeningState.LISTENING:
            self._clock.stop()
            self.meter.clear()
        self._show_pill()

    @Slot()
    def _tick(self) -> None:
        self._seconds += 1
        self._show_pill()

    def _show_pill(self) -> None:
        time = f"  {clock(self._seconds)}" if self._clock.isActive() else ""
        self.pill.setText(f"{self._words}{time}")

    @Slot(object)
    def show_level(self, level: Level) -> None:
        """Show how loud it is."""
        self.meter.show_level(level)

    @Slot(object)
    def show_guess(self, guess: Hypothesis | None) -> None:
        """Show what is being said."""
        if guess is not None and guess.text:
            self.words.set_full_text(guess.text)

    def show_written(self, text: str) -> None:
        """Show what was written last."""
        if text.strip():
            self.words.set_full_text(text.strip().split("\n")[-1])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it; Qt calls this."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it; Qt calls this."""
        handle = self.windowHandle()
        if self._held is None or handle is None or handle.startSystemMove():
            return
        self.move(event.globalPosition().toPoint() - self._held)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it; Qt calls this."""
        self._held = None

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the large window is wanted; Qt calls this."""
        self.closed.emit()
        super().closeEvent(event)
