"""Advanced: how hard the recogniser tries, and on what."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, Slot

from dictation_app.settings import Settings
from dictation_app.speech.architecture import MAX_BEAM_WIDTH
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.fields import Choice, MaybeNumber, Number, Switch
from dictation_app.ui.settings_dialog.page import Page


class AdvancedPage(Page):
    """What hardly anybody needs to change."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "Advanced")

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(preferences)
        self.set_about(self.tr("Hardly anybody needs to change these."))
        self.section(self.tr("Recognition"))
        self.device = self.setting(
            ("recognition", "device"),
            self.tr("Runs on"),
            Choice(
                [
                    ("auto", self.tr("The fastest that works")),
                    ("cpu", self.tr("The processor")),
                    ("cuda", self.tr("The graphics card")),
                ]
            ),
            self.tr("A graphics card that fails hands over to the processor."),
        )
        self.search = self.setting(
            ("recognition", "search"),
            self.tr("Search"),
            Choice(
                [
                    ("beam", self.tr("Weigh many ways to hear it")),
                    ("greedy", self.tr("Take the nearest sound")),
                ]
            ),
            self.tr("Weighing uses the language model and your terms."),
        )
        self.beam_width = self.setting(
            ("recognition", "beam_width"),
            self.tr("Ways that are weighed, your choice"),
            MaybeNumber(Number(2, MAX_BEAM_WIDTH), 64),
            self.tr("More is slower and hardly better; the model knows its best."),
        )
        self.section(self.tr("Finding faults"))
        self.detailed_log = self.setting(
            ("detailed_log",),
            self.tr("Detailed log"),
            Switch(),
            self.tr("More of what happens, never what was said."),
        )
        preferences.changed.connect(self._show_use)
        self._show_use(preferences.settings)

    @Slot(object)
    def _show_use(self, settings: Settings) -> None:
        self.beam_width.setEnabled(settings.recognition.search == "beam")
