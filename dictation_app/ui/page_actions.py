"""Everything that can be done to the page, with its keys, in one list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from dictation_app.document.document import Document
from dictation_app.ui import theme


@dataclass(frozen=True)
class PageAction:
    """One thing to do.

    Attributes:
        name: what settings and code call it.
        text: what a menu calls it.
        keys: its keys, as Qt writes them, separated by "; ".
        icon: of resources/icons, or none.
    """

    name: str
    text: Any  # Qt's stubs call a marked text an object
    keys: str = ""
    icon: str = ""


PAGE_ACTIONS = (
    PageAction("undo", QT_TRANSLATE_NOOP("PageAction", "Undo"), "Ctrl+Z", "undo"),
    PageAction(
        "redo", QT_TRANSLATE_NOOP("PageAction", "Redo"), "Ctrl+Shift+Z; Ctrl+Y", "redo"
    ),
    PageAction("find", QT_TRANSLATE_NOOP("PageAction", "Find…"), "Ctrl+F", "search"),
    PageAction(
        "replace", QT_TRANSLATE_NOOP("PageAction", "Replace…"), "Ctrl+H", "replace"
    ),
    PageAction(
        "copy_all",
        QT_TRANSLATE_NOOP("PageAction", "Copy all of the text"),
        "Ctrl+Shift+C",
        "copy",
    ),
    PageAction(
        "export", QT_TRANSLATE_NOOP("PageAction", "Export…"), "Ctrl+E", "export"
    ),
    PageAction(
        "rename",
        QT_TRANSLATE_NOOP("PageAction", "Change the title"),
        "Shift+F2",
        "edit",
    ),
    PageAction(
        "dictate_here",
        QT_TRANSLATE_NOOP("PageAction", "Dictate here"),
        "Ctrl+Shift+D",
        "microphone",
    ),
    PageAction(
        "alternatives",
        QT_TRANSLATE_NOOP("PageAction", "Other ways to hear this"),
        "Alt+Return",
        "list",
    ),
    PageAction(
        "next_doubt", QT_TRANSLATE_NOOP("PageAction", "Next doubtful word"), "F8"
    ),
    PageAction(
        "previous_doubt",
        QT_TRANSLATE_NOOP("PageAction", "Previous doubtful word"),
        "Shift+F8",
    ),
    PageAction(
        "accept",
        QT_TRANSLATE_NOOP("PageAction", "This word is right"),
        "Ctrl+Return",
        "check",
    ),
    PageAction(
        "rehear",
        QT_TRANSLATE_NOOP("PageAction", "Hear it all again…"),
        "Ctrl+Shift+H",
        "refresh",
    ),
    PageAction(
        "play",
        QT_TRANSLATE_NOOP("PageAction", "Play or pause"),
        "Esc; Ctrl+Space; Media Play",
        "play",
    ),
    PageAction("back", QT_TRANSLATE_NOOP("PageAction", "Back a little"), "F1", "back"),
    PageAction(
        "back_more", QT_TRANSLATE_NOOP("PageAction", "Back five seconds"), "Shift+F1"
    ),
    PageAction(
        "forward",
        QT_TRANSLATE_NOOP("PageAction", "Forward five seconds"),
        "F2",
        "forward",
    ),
    PageAction("slower", QT_TRANSLATE_NOOP("PageAction", "Slower"), "F3"),
    PageAction("faster", QT_TRANSLATE_NOOP("PageAction", "Faster"), "F4"),
    PageAction("second_speed", QT_TRANSLATE_NOOP("PageAction", "Second speed"), "F5"),
    PageAction(
        "play_here",
        QT_TRANSLATE_NOOP("PageAction", "Play from the caret"),
        "Ctrl+Shift+Space",
        "sound",
    ),
    PageAction(
        "replay", QT_TRANSLATE_NOOP("PageAction", "Play this paragraph"), "Shift+Esc"
    ),
    PageAction(
        "insert_time",
        QT_TRANSLATE_NOOP("PageAction", "Insert the time"),
        "Ctrl+J",
        "clock",
    ),
    PageAction(
        "go_to_time", QT_TRANSLATE_NOOP("PageAction", "Go to a time…"), "Ctrl+K"
    ),
)
"""In the order of the menus; all keys can be changed by the window."""

PLAYING = (
    "play",
    "back",
    "back_more",
    "forward",
    "slower",
    "faster",
    "second_speed",
    "play_here",
    "replay",
    "insert_time",
    "go_to_time",
)
"""The actions that need a recording."""
_WITH_TEXT = (
    "find",
    "replace",
    "copy_all",
    "export",
    "next_doubt",
    "previous_doubt",
    "accept",
    "alternatives",
)


def make_actions(parent: QObject) -> dict[str, QAction]:
    """Make all of them, with their default keys."""
    actions = {}
    for kind in PAGE_ACTIONS:
        text = QCoreApplication.translate("PageAction", kind.text)
        action = QAction(text, parent)
        action.setObjectName(kind.name)
        action.setShortcuts(QKeySequence.listFromString(kind.keys))
        action.setStatusTip(text.rstrip("…"))
        if kind.icon:
            action.setIcon(theme.icon(kind.icon))
        actions[kind.name] = action
    return actions


def enable(
    actions: Mapping[str, QAction], document: Document | None, *, hears: bool
) -> None:
    """Allow what is possible with the text on the page.

    Args:
        actions: by name.
        document: the text; None while there is no page.
        hears: whether a model is ready that can hear the page again.
    """
    there = document is not None
    text = document is not None and bool(document.text)
    for name in _WITH_TEXT:
        actions[name].setEnabled(text)
    for name in ("rename", "dictate_here"):
        actions[name].setEnabled(there)
    actions["rehear"].setEnabled(hears and text)
    actions["undo"].setEnabled(document is not None and document.can_undo)
    actions["redo"].setEnabled(document is not None and document.can_redo)
