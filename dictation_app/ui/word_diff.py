"""Two texts side by side, word by word, as rich text."""

import difflib
import html

from dictation_app.ui import theme


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
