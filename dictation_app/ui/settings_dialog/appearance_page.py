"""Appearance: light or dark, how large, and whether anything moves."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.fields import Number, Percent, Segments, Switch
from dictation_app.ui.settings_dialog.page import Page


class AppearancePage(Page):
    """The window itself is the preview."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "Appearance")

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(preferences)
        self.set_about(self.tr("The window shows each change at once."))
        self.section(self.tr("Colours"))
        self.theme = self.setting(
            ("appearance", "theme"),
            self.tr("Theme"),
            Segments(
                self.tr("Theme"),
                [
                    ("system", self.tr("As the system")),
                    ("light", self.tr("Light")),
                    ("dark", self.tr("Dark")),
                ],
            ),
            self.tr("High contrast follows the system's setting."),
        )
        self.section(self.tr("Size"))
        self.text_scale = self.setting(
            ("appearance", "text_scale"),
            self.tr("Size of all text"),
            Percent(0.8, 2.0, 0.1),
        )
        self.transcript_size = self.setting(
            ("appearance", "transcript_size"),
            self.tr("Size of the transcript"),
            Number(10, 48, unit=" px"),
            self.tr("Before the size of all text is applied."),
        )
        self.section(self.tr("Motion"))
        self.reduced_motion = self.setting(
            ("appearance", "reduced_motion"),
            self.tr("Nothing moves"),
            Switch(),
            self.tr("Also where the system would allow it."),
        )
