"""Opens the settings and the microphone check, each made when it is first wanted.

They are imported then too, as the window shall be on the screen before.
"""

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from dictation_app import paths
from dictation_app.settings import Settings
from dictation_app.speech.microphone import Samples
from dictation_app.ui.microphones import Microphones
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.workbench import Workbench

if TYPE_CHECKING:
    from dictation_app.ui.microphone_check import MicrophoneCheck
    from dictation_app.ui.settings_dialog import SettingsDialog
    from dictation_app.ui.settings_dialog.page import Page


class SettingsDesk(QObject):
    """Connects the actions "settings" and "check_microphone" with their windows."""

    def __init__(
        self,
        window: QWidget,
        workbench: Workbench,
        preferences: Preferences,
        microphones: Microphones,
        actions: Mapping[str, QAction],
        default_keys: Mapping[str, list[QKeySequence]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workbench = workbench
        self._preferences = preferences
        self._microphones = microphones
        self._actions = actions
        self._default_keys = default_keys
        self.dialog: SettingsDialog | None = None
        self.check: MicrophoneCheck | None = None
        actions["settings"].triggered.connect(self.open_settings)
        actions["check_microphone"].triggered.connect(self.open_check)
        preferences.changed.connect(self._set_log)
        self._set_log(preferences.settings)

    @Slot(object)
    def _set_log(self, settings: Settings) -> None:
        """Write down as much as the user wants."""
        level = logging.DEBUG if settings.detailed_log else logging.INFO
        logging.getLogger("dictation_app").setLevel(level)

    @Slot()
    def open_settings(self) -> None:
        """Show the settings where they were left."""
        from dictation_app.ui.settings_dialog import SettingsDialog

        if self.dialog is None:
            self.dialog = SettingsDialog(
                self._preferences,
                self._microphones,
                self._actions,
                self._default_keys,
                paths.model_folders(),
                self._window,
            )
        _show(self.dialog)

    @Slot()
    def open_models(self) -> None:
        """Show the models."""
        from dictation_app.ui.settings_dialog.models_page import ModelsPage

        self._open_page(ModelsPage)

    @Slot()
    def open_keys(self) -> None:
        """Show the keys, to change them."""
        from dictation_app.ui.settings_dialog.keys_page import KeysPage

        self._open_page(KeysPage)

    def _open_page(self, kind: "type[Page]") -> None:
        self.open_settings()
        if self.dialog is not None:
            self.dialog.show_page(kind)

    @Slot()
    def open_check(self) -> None:
        """Show the microphone check."""
        from dictation_app.ui.microphone_check import MicrophoneCheck

        if self.check is None:
            self.check = MicrophoneCheck(
                self._preferences,
                self._microphones,
                paths.user_data() / "microphones.json",
                self._recogniser,
                self._window,
            )
        _show(self.check)

    def _recogniser(self) -> Callable[[Samples], str] | None:
        """What hears the sentence, once a model is loaded."""
        loaded = self._workbench.engine.loaded
        if loaded is None:
            return None
        recognizer = loaded.recognizer
        return lambda samples: recognizer.recognise(samples).text

    def stop(self) -> None:
        """Close both; the window calls it before it closes."""
        for window in (self.dialog, self.check):
            if window is not None:
                window.end()


def _show(window: QWidget) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
