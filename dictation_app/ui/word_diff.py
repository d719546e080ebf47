"""Two texts side by side, word by word, as rich text."""

import difflib
import html

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel

from dictation_app.ui import theme


class MarkedLabel(QLabel):
    """What was heard, with what differs from a reference marked in the theme's colour."""

    def __init__(
        self, reference: str = "", heard: str = "", token: str = "doubt"
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self._shown = reference, heard
        self._token = token
        self._mark()

    def show_heard(self, reference: str, heard: str) -> None:
        """Show other words."""
        self._shown = reference, heard
        self._mark()

    def changeEvent(self, event: QEvent) -> None:
        """Mark it anew when the theme is another; Qt calls this."""
        if event.type() == QEvent.Type.StyleChange:
            self._mark()
        super().changeEvent(event)

    def _mark(self) -> None:
        text = marked(*self._shown, self._token)
        if text != self.text():
            self.setText(text)


def marked(reference: str, heard: str, token: str = "doubt") -> str:
    """What was heard; its words that differ from the reference are marked.

    A mark is a colour and a line below the word, so that it is seen without colours.
    """
    said, words = reference.split(), heard.split()
    matcher = difflib.SequenceMatcher(None, said, words, autojunk=False)
    colour = theme.colour(token).name()
    shown: list[str] = []
    for kind, _, _, start, end in matcher.get_opcodes():
        text = html.escape(" ".join(words[start:end]), quote=False)
        if kind != "equal" and text:
            style = f"color:{colour};text-decoration:underline"
            text = f'<span style="{style}">{text}</span>'
        if text:
            shown.append(text)
    return " ".join(shown) or "–"
