"""Text and vocabulary: how speech is written down, and which words are expected."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dictation_app.document import choices
from dictation_app.document.document import Document
from dictation_app.document.scribe import Scribe
from dictation_app.settings import Settings
from dictation_app.transcript import Utterance, Word
from dictation_app.ui import controls
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.fields import MaybeNumber, Number, Switch
from dictation_app.ui.settings_dialog.page import Page, with_value
from dictation_app.ui.settings_dialog.rules_editor import RulesEditor
from dictation_app.ui.settings_dialog.terms_editor import TermsEditor, ask_for_list

_LINE_BREAK = "\u23ce\n"
"""A line break that can be seen."""


def written(heard: str, settings: Settings) -> str:
    """What dictation would write down for one utterance, from an empty page on."""
    words = tuple(
        Word(text, 0.5 * number, 0.5 * number + 0.4, 1.0)
        for number, text in enumerate(heard.split())
    )
    if not words:
        return ""
    scribe = Scribe(Document(), choices.commands(settings), choices.style(settings))
    scribe.write(Utterance(words, 0.0, words[-1].end))
    return scribe.document.text


class TextPage(Page):
    """Capitals, figures, the user's own rules and words, all tried on one sentence."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "Text and vocabulary")

    def __init__(
        self,
        preferences: Preferences,
        ask: Callable[[QWidget], Path | None] = ask_for_list,
    ) -> None:
        """Build it; `ask` asks the user for a text file with terms."""
        super().__init__(preferences)
        self.set_about(self.tr("What becomes of the words that you say."))
        self.preview = Preview(self.tr("send the report to doctor smith on may third"))
        self.add(self.preview)
        self._build_writing()
        self._build_figures()
        self.section(self.tr("Your own rules"))
        self.rules = RulesEditor(preferences)
        self.add(self.rules)
        self.covers(("writing", "rules"))
        self.section(self.tr("Names and terms"))
        self.terms = TermsEditor(preferences, ask)
        self.add(self.terms)
        self.covers(("vocabulary", "terms"), ("vocabulary", "boost"))
        self.preview.heard.textChanged.connect(self._try)
        self.rules.typed.connect(self._try)
        preferences.changed.connect(self._try)
        self._try()

    def _build_writing(self) -> None:
        self.section(self.tr("Writing"))
        self.capitals = self.setting(
            ("writing", "capitals"),
            self.tr("Begin sentences with a capital"),
            Switch(),
            self.tr("And write “I” as one."),
        )
        self.inline = self.setting(
            ("writing", "inline_punctuation"),
            self.tr("Punctuation words inside a sentence"),
            Switch(),
            self.tr("“yes comma please” becomes “Yes, please”."),
        )
        self.paragraphs = self.setting(
            ("writing", "paragraph_pause"),
            self.tr("A long pause begins a paragraph"),
            MaybeNumber(Number(0.5, 30, step=0.5, decimals=1, unit=" s"), 3.0),
        )

    def _build_figures(self) -> None:
        self.section(self.tr("Figures"))
        self.numbers = self.setting(
            ("writing", "numbers"),
            self.tr("Numbers"),
            Switch(),
            self.tr("“twenty five percent” becomes “25%”; small ones stay words."),
        )
        self.dates = self.setting(
            ("writing", "dates"),
            self.tr("Dates"),
            Switch(),
            self.tr("“may third” becomes “May 3”."),
        )
        self.times = self.setting(
            ("writing", "times"),
            self.tr("Times of the day"),
            Switch(),
            self.tr("“half past two” becomes “2:30”."),
        )
        self.money = self.setting(
            ("writing", "money"),
            self.tr("Money"),
            Switch(),
            self.tr("“five dollars” becomes “$5”."),
        )

    def left(self) -> None:
        """Keep the rule that is being written."""
        self.rules.keep()

    @Slot()
    def _try(self) -> None:
        settings = with_value(
            self.preferences.settings, ("writing", "rules"), self.rules.rules()
        )
        self.preview.show_written(written(self.preview.heard.text(), settings))


class Preview(QFrame):
    """A sentence to try everything on, and what is written down for it."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        inner = QFrame(self)
        inner.setProperty("surface", "hint")
        self.heard = controls.field(self.tr("Try it on a sentence"))
        self.heard.setText(sentence)
        self.heard.setCursorPosition(0)
        self.written = controls.label()
        self.written.setWordWrap(True)
        self.written.setAccessibleName(self.tr("What is written"))
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(controls.label(self.tr("When you say"), "caption"))
        column.addWidget(self.heard)
        column.addSpacing(4)
        column.addWidget(controls.label(self.tr("this is written"), "caption"))
        column.addWidget(self.written)
        layout = QVBoxLayout(self)
        layout.addWidget(inner)

    def show_written(self, text: str) -> None:
        """Show the text with its line breaks."""
        self.written.setText(text.replace("\n", _LINE_BREAK) or "–")
        self.written.setAccessibleDescription(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long text takes more lines; Qt calls this."""
        super().resizeEvent(event)
        self.updateGeometry()
