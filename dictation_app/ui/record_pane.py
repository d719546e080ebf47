"""The upper part of the quiet side: state, record button, level, microphone and mode."""

import time
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dictation_app.speech.microphone import Device
from dictation_app.transcript import Level, Seconds
from dictation_app.ui import theme
from dictation_app.ui.clock import clock
from dictation_app.ui.controls import Segments, icon_button, label, restyle
from dictation_app.ui.level_meter import LevelMeter
from dictation_app.ui.listening_state import ListeningState
from dictation_app.ui.microphones import name_of_default
from dictation_app.ui.record_button import RecordButton

_ADVICE: Seconds = 4.0
"""For how long a word of advice on the level stands."""


class RecordPane(QWidget):
    """Shows the microphone and lets the user open, close and choose it."""

    record_pressed = Signal()
    record_released = Signal()
    record_clicked = Signal()
    """The round button went down, came up, and both: in push to talk it is held."""
    device_chosen = Signal(object)
    """The Device, or None for the system's default."""
    refresh_requested = Signal()
    mode_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._state = ListeningState.READY
        self._began = 0.0
        self._keys = {"toggle": "", "push_to_talk": ""}
        self._advice_ends = 0.0
        self._is_without = False
        self._build_head()
        self._build_choices()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 0)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Record"), "section"))
        head.addStretch()
        head.addWidget(self.pill)
        layout.addLayout(head)
        layout.addSpacing(12)
        layout.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(8)
        layout.addWidget(self.caption)
        layout.addSpacing(12)
        layout.addWidget(self.meter)
        layout.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.devices, 1)
        row.addWidget(self.refresh)
        layout.addLayout(row)
        layout.addSpacing(8)
        layout.addWidget(self.modes)
        self._clock = QTimer(self, interval=200)
        self._clock.timeout.connect(self._tick)
        self.show_state(ListeningState.READY)

    def _build_head(self) -> None:
        self.pill = label(role="pill")
        self.pill.setFont(theme.current().font("caption", tabular=True))
        self.pill.setAccessibleName(self.tr("State"))
        self.button = RecordButton()
        self.button.pressed.connect(self.record_pressed)
        self.button.released.connect(self.record_released)
        self.button.clicked.connect(self.record_clicked)
        self.caption = QLabel()
        self.caption.setProperty("role", "caption")
        self.caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.meter = LevelMeter()

    def _build_choices(self) -> None:
        self.devices = QComboBox()
        self.devices.setAccessibleName(self.tr("Microphone"))
        self.devices.setMinimumWidth(80)
        self.devices.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.devices.setMinimumContentsLength(8)
        self.devices.setIconSize(QSize(14, 14))
        self.devices.addItem(self.tr("Looking for microphones…"))
        self.devices.activated.connect(self._choose_device)
        self.refresh = icon_button("refresh", self.tr("Look for microphones again"))
        self.refresh.clicked.connect(self.refresh_requested)
        self.modes = Segments(
            self.tr("Listening mode"),
            [
                ("toggle", self.tr("Toggle")),
                ("push_to_talk", self.tr("Push to talk")),
                ("always_on", self.tr("Always on")),
            ],
        )
        tips = {
            "toggle": self.tr("One press begins, another ends"),
            "push_to_talk": self.tr("Listens while the key or the button is held"),
            "always_on": self.tr("Listens until you end it, whenever somebody speaks"),
        }
        for name, tip in tips.items():
            self.modes.part(name).setToolTip(tip)
        self.modes.chosen.connect(self._choose_mode)

    @property
    def state(self) -> ListeningState:
        """What is shown."""
        return self._state

    def set_keys(self, *, toggle: str, push_to_talk: str) -> None:
        """Show these keys beside what they do."""
        self._keys = {"toggle": toggle, "push_to_talk": push_to_talk}
        self._show_caption()

    def set_mode(self, mode: str) -> None:
        """Show the listening mode of the settings."""
        self.modes.choose(mode)
        self._show_caption()

    def show_devices(self, devices: Sequence[Device], chosen: Device | None) -> None:
        """List the microphones; the first entry is whatever the system prefers."""
        self._is_without = not devices
        self.devices.clear()
        if not devices:
            self.devices.addItem(self.tr("No microphone"), None)
        elif name := name_of_default(devices):
            self.devices.addItem(self.tr("Default: {name}").format(name=name), None)
        else:
            self.devices.addItem(self.tr("System default"), None)
        names = [device.name for device in devices]
        for device in devices:
            shown = device.name
            if names.count(device.name) > 1:
                shown = f"{device.name} · {device.host_api}"
            self.devices.addItem(shown, device)
            self.devices.setItemData(
                self.devices.count() - 1,
                f"{device.name} · {device.host_api} · {device.sample_rate / 1000:g} kHz",
                Qt.ItemDataRole.ToolTipRole,
            )
        self.devices.setCurrentIndex(0)
        if chosen is not None:
            self._select(chosen)
        self._tick()
        self._show_caption()

    def _select(self, chosen: Device) -> None:
        for index in range(1, self.devices.count()):
            device = self.devices.itemData(index)
            if (device.name, device.host_api) == (chosen.name, chosen.host_api):
                self.devices.setCurrentIndex(index)
                return
        gone = self.tr("{name} (not connected)").format(name=chosen.name)
        self.devices.addItem(gone, chosen)
        self.devices.setCurrentIndex(self.devices.count() - 1)

    def show_state(self, state: ListeningState) -> None:
        """Show what the microphone is doing now."""
        if state == ListeningState.LISTENING and self._state in (
            ListeningState.READY,
            ListeningState.OPENING,
            ListeningState.TRANSCRIBING,
        ):
            self._began = time.monotonic()
        self._state = state
        is_open = state in (ListeningState.LISTENING, ListeningState.LOST)
        self.button.set_open(is_open)
        (self._clock.start if is_open else self._clock.stop)()
        if state != ListeningState.LISTENING:
            self.meter.clear()
        self._tick()
        self._show_caption()

    def show_level(self, level: Level) -> None:
        """Show how loud it is."""
        self.meter.show_level(level)
        self.button.show_level(level)
        if level.clipped:
            self.advise(self.tr("Too loud: speak from farther away"))

    def advise(self, words: str) -> None:
        """Show a word of advice on the level for a moment, in the caption's place."""
        self._advice_ends = time.monotonic() + _ADVICE
        restyle(self.caption, "tone", "doubt")
        self.caption.setText(words)

    @Slot()
    def _tick(self) -> None:
        words, tone = {
            ListeningState.READY: (self.tr("Ready"), ""),
            ListeningState.OPENING: (self.tr("Opening…"), ""),
            ListeningState.LISTENING: (self.tr("Listening"), "recording"),
            ListeningState.LOST: (self.tr("No microphone"), "doubt"),
            ListeningState.TRANSCRIBING: (self.tr("Transcribing"), ""),
        }[self._state]
        if self._state == ListeningState.READY and self._is_without:
            words, tone = self.tr("No microphone"), "doubt"
        if self._state == ListeningState.LISTENING:
            words = f"●  {words}  {clock(time.monotonic() - self._began)}"
        restyle(self.pill, "tone", tone)
        self.pill.setText(words)
        if self._advice_ends and time.monotonic() > self._advice_ends:
            self._show_caption()

    def _show_caption(self) -> None:
        self._advice_ends = 0.0
        mode = self.modes.choice
        is_open = self.button.is_open
        key = self._keys["push_to_talk" if mode == "push_to_talk" else "toggle"]
        if mode == "push_to_talk":
            words = self.tr("Let go to end") if is_open else self.tr("Hold to talk")
        else:
            words = self.tr("Stop") if is_open else self.tr("Start dictating")
        self.button.setAccessibleName(words)
        self.button.setToolTip(f"{words} ({key})" if key else words)
        restyle(self.caption, "tone", "")
        if self._is_without and not is_open:
            words, key = self.tr("Connect a microphone to dictate"), ""
        self.caption.setText(f"{words}  ·  {key}" if key else words)

    @Slot(int)
    def _choose_device(self, index: int) -> None:
        self.device_chosen.emit(self.devices.itemData(index))

    @Slot(str)
    def _choose_mode(self, mode: str) -> None:
        self._show_caption()
        self.mode_chosen.emit(mode)
