"""Audio: which microphone, which of its channels, and whether it hears well."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dictation_app.settings import Settings
from dictation_app.speech import soundcheck
from dictation_app.speech.microphone import Device
from dictation_app.ui import controls, verdicts
from dictation_app.ui.capture import OpenMicrophone
from dictation_app.ui.microphones import (
    DeviceList,
    Microphones,
    chosen_device,
    name_of_default,
    open_chosen,
)
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.fields import Choice, Switch
from dictation_app.ui.settings_dialog.page import Page
from dictation_app.ui.settings_dialog.sound_test import SoundTest
from dictation_app.ui.speaker import Speaker

_MOST_CHANNELS = 32
_WIDE = 320
"""Pixels of a field for the names of devices."""


class AudioPage(Page):
    """The microphone of dictation, its level, and the sounds of the program."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "Audio")

    def __init__(
        self,
        preferences: Preferences,
        microphones: Microphones,
        check: QAction,
        reports: Path,
        make_speaker: Callable[[], Speaker] = Speaker,
    ) -> None:
        """Build it; nothing is looked for before it is opened.

        Args:
            preferences: the settings.
            microphones: what can be listened with.
            check: opens the microphone check.
            reports: where that keeps what it found.
            make_speaker: plays the test.
        """
        super().__init__(preferences)
        self.set_about(
            self.tr("The microphone that you dictate into. Nothing is sent anywhere.")
        )
        self._microphones = microphones
        self._reports = reports
        self.devices: list[Device] = []
        self.device_list = DeviceList(microphones, self)
        self.device_list.listed.connect(self._show_devices)
        self.device_list.failed.connect(self._show_problem)
        self._build_microphone()
        self.section(self.tr("Test"))
        self.test = SoundTest(self._open, make_speaker)
        self.add(self.test)
        self._build_check(check)
        self._build_sounds()
        preferences.changed.connect(self._show_settings)
        self._show_settings(preferences.settings)

    def _build_microphone(self) -> None:
        self.section(self.tr("Microphone"))
        self.device = Choice()
        self.device.setMinimumWidth(_WIDE)
        self.device.setMaximumWidth(2 * _WIDE)
        self.refresh = controls.icon_button(
            "refresh", self.tr("Look for microphones again")
        )
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.refresh)
        row.addWidget(self.device)
        self.device_row = self.row(self.tr("Microphone"), both)
        both.setFocusProxy(self.device)
        self.device.setAccessibleName(self.tr("Microphone"))
        self.device.edited.connect(self._choose)
        self.refresh.clicked.connect(self._refresh)
        self.channel = Choice([(None, self.tr("All, mixed"))])
        self.channel.setMinimumWidth(_WIDE)
        self.channel_row = self.setting(
            ("audio", "channel"),
            self.tr("Channel"),
            self.channel,
            self.tr("Of an interface with several inputs, the one you speak into."),
        )
        self.follow = self.setting(
            ("audio", "follow_default"),
            self.tr("Change along with the system's default"),
            Switch(),
            self.tr("When a headset is plugged in, for example."),
        )
        self._build_ready()
        self.covers(("audio", "microphone"), ("audio", "host_api"))

    def _build_ready(self) -> None:
        self.keep_ready = self.setting(
            ("audio", "keep_ready"),
            self.tr("Keep the microphone ready in push to talk"),
            Switch(),
            self.tr(
                "So the first word is whole. What it hears between two presses is "
                "forgotten at once."
            ),
        )
        self.keep_ready_toggle = self.setting(
            ("audio", "keep_ready_toggle"),
            self.tr("Keep the microphone ready in toggle mode"),
            Switch(),
            self.tr(
                "So you may speak with the key, not after it. The system shows the "
                "microphone as in use all the time, and a Bluetooth headset stays in "
                "the quality of a call."
            ),
        )

    def _build_check(self, check: QAction) -> None:
        self.check_button = controls.button(self.tr("Check microphone…"), "wave")
        controls.follow(self.check_button, check)
        self.check = self.row(
            self.tr("Thorough check"),
            self.check_button,
            self.tr(
                "Ten seconds of silence and one sentence: noise, clipping, bandwidth "
                "and how well you are understood."
            ),
        )

    def _build_sounds(self) -> None:
        self.section(self.tr("Sounds"))
        self.start_sound = self.setting(
            ("audio", "start_sound"),
            self.tr("A sound when the microphone is open"),
            Switch(),
        )
        self.stop_sound = self.setting(
            ("audio", "stop_sound"),
            self.tr("A sound when it is closed"),
            Switch(),
        )

    def opened(self) -> None:
        """Look which microphones there are, and what was found out about them."""
        self.device_list.look(anew=False)
        self._show_settings(self.preferences.settings)

    def left(self) -> None:
        """Close the microphone."""
        self.test.stop()

    def end(self) -> None:
        """Wait for the list of microphones."""
        self.left()
        self.device_list.stop()

    def _open(self) -> OpenMicrophone:
        return open_chosen(self._microphones, self.preferences.settings, anew=False)

    @Slot()
    def _refresh(self) -> None:
        self.device_list.look(anew=True)

    @Slot()
    def _choose(self) -> None:
        name, host_api = self.device.content() or ("", "")
        settings = self.preferences.settings
        audio = replace(
            settings.audio, microphone=name, host_api=host_api, channel=None
        )
        self.preferences.change(replace(settings, audio=audio))

    @Slot(object)
    def _show_devices(self, devices: Sequence[Device]) -> None:
        self.devices = list(devices)
        none = "" if devices else self.tr("There is no microphone: connect one.")
        self.device_row.set_problem(none)
        self._show_settings(self.preferences.settings)

    @Slot(str)
    def _show_problem(self, problem: str) -> None:
        self._show_devices([])
        self.device_row.set_problem(problem)

    @Slot(object)
    def _show_settings(self, settings: Settings) -> None:
        chosen = chosen_device(settings)
        self._offer_devices(chosen)
        self._offer_channels(settings, chosen)
        self.follow.setVisible(chosen is None)
        self._show_last_check(chosen)

    def _offer_devices(self, chosen: Device | None) -> None:
        default = name_of_default(self.devices)
        words = self.tr("System default")
        offered: list[tuple[tuple[str, str] | None, str]] = [
            (None, f"{words} ({default})" if default else words)
        ]
        names = [device.name for device in self.devices]
        for device in self.devices:
            twice = names.count(device.name) > 1
            shown = f"{device.name} ({device.host_api})" if twice else device.name
            offered.append(((device.name, device.host_api), shown))
        value = (chosen.name, chosen.host_api) if chosen else None
        if chosen and value not in dict(offered):
            gone = self.tr("{name} (not connected)").format(name=chosen.name)
            offered.append((value, gone))
        self.device.set_choices(offered)
        self.device.set_content(value)

    def _offer_channels(self, settings: Settings, chosen: Device | None) -> None:
        wanted = settings.audio.channel
        n_channels = self._n_channels(chosen)
        last = max(n_channels, 0 if wanted is None else wanted + 1)
        only = self.tr("Only channel {n}")
        numbers = range(min(last, _MOST_CHANNELS))
        mixed: tuple[int | None, str] = (None, self.tr("All, mixed"))
        offered = [mixed, *((n, only.format(n=n + 1)) for n in numbers)]
        self.channel.set_choices(offered)
        self.channel.set_content(wanted)
        self.channel_row.setVisible(last > 1)
        gone = wanted is not None and bool(n_channels) and wanted >= n_channels
        self.channel_row.set_problem(
            self.tr("This microphone has no such channel.") if gone else ""
        )

    def _n_channels(self, chosen: Device | None) -> int:
        for device in self.devices:
            if chosen is None and device.is_default:
                return device.n_channels
            if chosen and (device.name, device.host_api) == (
                chosen.name,
                chosen.host_api,
            ):
                return device.n_channels
        return 0

    def _show_last_check(self, chosen: Device | None) -> None:
        device = chosen or next((d for d in self.devices if d.is_default), None)
        if device is None:
            return
        key = soundcheck.report_key(device.name, device.host_api)
        report = soundcheck.load_reports(self._reports).get(key)
        if report is not None:
            words = self.tr("{day}: {verdict}")
            self.check.set_help(
                words.format(day=verdicts.day(report), verdict=verdicts.verdict(report))
            )
