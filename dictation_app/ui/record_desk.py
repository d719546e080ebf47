"""Between the record pane and dictation: keys, modes, microphones and their sounds."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from dictation_app.settings import Mode, Settings
from dictation_app.speech.microphone import Device
from dictation_app.ui.actions import shown_key
from dictation_app.ui.device_watch import DeviceWatch
from dictation_app.ui.listening_state import ListeningState
from dictation_app.ui.microphones import DeviceList, Microphones, chosen_device
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.push_to_talk import PushToTalk
from dictation_app.ui.record_pane import RecordPane
from dictation_app.ui.workbench import Workbench

_MODES: tuple[Mode, ...] = ("toggle", "push_to_talk", "always_on")


class RecordDesk(QObject):
    """Shows the microphone in the pane and does what the user wants with it."""

    noticed = Signal(str)

    def __init__(
        self,
        pane: RecordPane,
        workbench: Workbench,
        preferences: Preferences,
        microphones: Microphones,
        actions: Mapping[str, QAction],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._pane = pane
        self._workbench = workbench
        self._preferences = preferences
        self._actions = actions
        self._applied: Settings | None = None
        self.devices: list[Device] = []
        self.device_list = DeviceList(microphones, self)
        self.push_to_talk = PushToTalk(window)
        self._connect()
        self._connect_actions()

    def _connect(self) -> None:
        pane, dictation = self._pane, self._workbench.dictation
        pane.record_pressed.connect(self._press)
        pane.record_released.connect(self._release)
        pane.record_clicked.connect(self._click)
        pane.device_chosen.connect(self._choose_device)
        pane.refresh_requested.connect(self.refresh)
        pane.mode_chosen.connect(self.choose_mode)
        self.push_to_talk.pressed.connect(self._workbench.start_dictation)
        self.push_to_talk.released.connect(dictation.stop)
        self.device_list.listed.connect(self._show_devices)
        self.device_list.failed.connect(self._show_none)
        dictation.state_changed.connect(self._show_state)
        dictation.levelled.connect(pane.show_level)
        dictation.advised.connect(pane.advise)

    def _connect_actions(self) -> None:
        group = QActionGroup(self)
        for mode in _MODES:
            action = self._actions[f"mode_{mode}"]
            action.setData(mode)
            group.addAction(action)
        group.triggered.connect(self._choose_mode_of)
        self._actions["record"].triggered.connect(self._workbench.toggle_dictation)
        self._actions["refresh_devices"].triggered.connect(self.refresh)

    def begin(self) -> None:
        """List the microphones, and listen if that is always on."""
        self.device_list.look(anew=False)
        if self._mode == "always_on":
            self._workbench.start_dictation()
        self._keep_open()

    def stop(self) -> None:
        """Wait for what is running; the window calls it before it closes."""
        self.device_list.stop()

    @property
    def _mode(self) -> Mode:
        return self._preferences.settings.dictation.mode

    def apply(self, settings: Settings) -> None:
        """Work as the user likes it now; the keys of the actions are already set."""
        before, self._applied = self._applied, settings
        self._pane.set_mode(settings.dictation.mode)
        self._actions[f"mode_{settings.dictation.mode}"].setChecked(True)
        keys = QKeySequence(settings.dictation.push_to_talk_key)
        self.push_to_talk.set_key(settings.dictation.push_to_talk_key)
        self._pane.set_keys(
            toggle=shown_key(self._actions["record"]),
            push_to_talk=keys.toString(QKeySequence.SequenceFormat.NativeText),
        )
        if self.devices:
            self._show_devices(self.devices)
        if before is not None:
            self._follow(before, settings)

    def _follow(self, before: Settings, now: Settings) -> None:
        """Take another microphone or mode at once, wherever it was chosen."""
        dictation = self._workbench.dictation
        if _microphone(before) != _microphone(now) and dictation.has_microphone:
            dictation.change_microphone()
        if before.dictation.mode != now.dictation.mode and self._mode == "always_on":
            self._workbench.start_dictation()
        self._keep_open()

    def _keep_open(self) -> None:
        audio = self._preferences.settings.audio
        wanted = {
            "push_to_talk": audio.keep_ready,
            "toggle": audio.keep_ready_toggle,
        }
        self._workbench.dictation.keep_open(wanted.get(self._mode, False))

    @Slot()
    def _press(self) -> None:
        if self._mode == "push_to_talk":
            self._workbench.start_dictation()

    @Slot()
    def _release(self) -> None:
        if self._mode == "push_to_talk":
            self._workbench.dictation.stop()

    @Slot()
    def _click(self) -> None:
        if self._mode != "push_to_talk":
            self._workbench.toggle_dictation()

    @Slot(QAction)
    def _choose_mode_of(self, action: QAction) -> None:
        self.choose_mode(action.data())

    @Slot(str)
    def choose_mode(self, mode: Mode) -> None:
        """Listen in another way from now on."""
        settings = self._preferences.settings
        dictation = replace(settings.dictation, mode=mode)
        self._preferences.change(replace(settings, dictation=dictation))
        if mode == "always_on":
            self._workbench.start_dictation()

    @Slot(object)
    def _choose_device(self, device: Device | None) -> None:
        settings = self._preferences.settings
        name, host_api = (device.name, device.host_api) if device else ("", "")
        audio = replace(
            settings.audio, microphone=name, host_api=host_api, channel=None
        )
        self._preferences.change(replace(settings, audio=audio))

    def watch(self, devices: DeviceWatch) -> None:
        """Follow microphones that come and go, and another default by choice."""
        devices.changed.connect(self._follow_system)

    @Slot(bool)
    def _follow_system(self, other_default: bool) -> None:
        dictation = self._workbench.dictation
        audio = self._preferences.settings.audio
        if not dictation.has_microphone:
            self.refresh()
        elif other_default and audio.follow_default and not audio.microphone:
            dictation.change_microphone()

    @Slot()
    def refresh(self) -> None:
        """Look for microphones again."""
        self.device_list.look(anew=True)

    @Slot(object)
    def _show_devices(self, devices: list[Device]) -> None:
        self.devices = devices
        if devices:
            self._keep_open()  # one that was not there before is, perhaps
        self._pane.show_devices(devices, chosen_device(self._preferences.settings))

    @Slot(str)
    def _show_none(self, problem: str) -> None:
        self._show_devices([])
        self.noticed.emit(problem)

    @Slot(object)
    def _show_state(self, state: ListeningState) -> None:
        self._pane.show_state(state)
        is_open = state in (ListeningState.LISTENING, ListeningState.LOST)
        words = self.tr("Stop dictating") if is_open else self.tr("Start dictating")
        self._actions["record"].setText(words)


def _microphone(settings: Settings) -> tuple[str, str, int | None]:
    audio = settings.audio
    return audio.microphone, audio.host_api, audio.channel
