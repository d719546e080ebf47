"""General: the program among others, and how it begins."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, Slot

from dictation_app.settings import Settings
from dictation_app.ui import controls, translation
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.fields import Choice, Number, Percent, Switch
from dictation_app.ui.settings_dialog.page import Page


class GeneralPage(Page):
    """Language, start, tray, the small window, and the way through a transcript."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "General")

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(preferences)
        self.set_about(self.tr("Every change counts at once."))
        self._build_start()
        self._build_desktop()
        self._build_review()
        self._show_hints(preferences.settings)
        preferences.changed.connect(self._show_hints)

    def _build_start(self) -> None:
        self.section(self.tr("Start"))
        languages = [
            ("", self.tr("As the system")),
            *((code, name) for code, name in translation.languages().items()),
        ]
        self.language = self.setting(
            ("appearance", "language"),
            self.tr("Language"),
            Choice(languages),
            self.tr("Of the window, from the next start on."),
        )
        self.resume = self.setting(
            ("desktop", "resume_last"),
            self.tr("Begin with the last note"),
            Switch(),
            self.tr("Otherwise with an empty page."),
        )
        self.hints_button = controls.button(self.tr("Show again"))
        self.hints_button.clicked.connect(self._show_hints_again)
        self.hints = self.row(
            self.tr("Hints that were put away"),
            self.hints_button,
        )
        self.covers(("hints_dismissed",))

    def _build_desktop(self) -> None:
        self.section(self.tr("Among other windows"))
        self.tray = self.setting(
            ("desktop", "tray_icon"),
            self.tr("Icon in the tray"),
            Switch(),
            self.tr("Begin and end dictation from there."),
        )
        self.close_to_tray = self.setting(
            ("desktop", "close_to_tray"),
            self.tr("Closing the window leaves it in the tray"),
            Switch(),
        )
        self.notifications = self.setting(
            ("desktop", "notifications"),
            self.tr("Notify me when long work is done"),
            Switch(),
            self.tr("Only while the window is not seen; never with what was said."),
        )
        self.on_top = self.setting(
            ("desktop", "mini_on_top"),
            self.tr("The small window stays above all others"),
            Switch(),
        )

    def _build_review(self) -> None:
        self.section(self.tr("Listening again and reviewing"))
        self.back_step = self.setting(
            ("page", "back_step"),
            self.tr("Step back on every play"),
            Number(0, 10, step=0.5, decimals=1, unit=" s"),
            self.tr("So that you hear again what you were about to write."),
        )
        self.second_speed = self.setting(
            ("page", "second_speed"),
            self.tr("Second speed"),
            Number(0.25, 4, step=0.05, decimals=2, unit="×"),
            self.tr("One key changes to it and back."),
        )
        self.doubt = self.setting(
            ("page", "doubt"),
            self.tr("Mark words as doubtful below"),
            Percent(0.0, 1.0, 0.05),
            self.tr("How sure the model must be of a word."),
        )
        self.doubtful_first = self.setting(
            ("page", "doubtful_first"),
            self.tr("Review the most doubtful word first"),
            Switch(),
            self.tr("Otherwise from the beginning to the end."),
        )

    @Slot(object)
    def _show_hints(self, settings: Settings) -> None:
        self.close_to_tray.setEnabled(settings.desktop.tray_icon)
        self.hints.setVisible(bool(settings.hints_dismissed))

    @Slot()
    def _show_hints_again(self) -> None:
        self.change(("hints_dismissed",), ())
