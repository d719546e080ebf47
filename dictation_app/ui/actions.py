"""Everything the window can do, with its keys, in one list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from dictation_app.ui import theme


@dataclass(frozen=True)
class WindowAction:
    """One thing to do.

    Attributes:
        name: what settings and code call it.
        text: what a menu calls it.
        keys: its keys, as Qt writes them, separated by "; ".
        icon: of resources/icons, or none.
        checkable: whether it is something that is on or off.
    """

    name: str
    text: Any  # Qt's stubs call a marked text an object
    keys: str = ""
    icon: str = ""
    checkable: bool = False


WINDOW_ACTIONS = (
    WindowAction(
        "record",
        QT_TRANSLATE_NOOP("WindowAction", "Start dictating"),
        "Ctrl+R",
        "microphone",
    ),
    WindowAction(
        "mode_toggle",
        QT_TRANSLATE_NOOP("WindowAction", "Toggle"),
        "Ctrl+1",
        checkable=True,
    ),
    WindowAction(
        "mode_push_to_talk",
        QT_TRANSLATE_NOOP("WindowAction", "Push to talk"),
        "Ctrl+2",
        checkable=True,
    ),
    WindowAction(
        "mode_always_on",
        QT_TRANSLATE_NOOP("WindowAction", "Always on"),
        "Ctrl+3",
        checkable=True,
    ),
    WindowAction(
        "refresh_devices",
        QT_TRANSLATE_NOOP("WindowAction", "Look for microphones again"),
        "Ctrl+Shift+R",
    ),
    WindowAction(
        "check_microphone",
        QT_TRANSLATE_NOOP("WindowAction", "Check microphone…"),
        "Ctrl+Shift+M",
        "wave",
    ),
    WindowAction(
        "insert",
        QT_TRANSLATE_NOOP("WindowAction", "Type the text into the last window"),
        "Ctrl+Shift+I",
    ),
    WindowAction(
        "new_note", QT_TRANSLATE_NOOP("WindowAction", "New note"), "Ctrl+N", "new"
    ),
    WindowAction(
        "open_files",
        QT_TRANSLATE_NOOP("WindowAction", "Open recordings…"),
        "Ctrl+O",
        "folder",
    ),
    WindowAction(
        "open_folder",
        QT_TRANSLATE_NOOP("WindowAction", "Open a folder of recordings…"),
        "Ctrl+Shift+O",
    ),
    WindowAction(
        "sample",
        QT_TRANSLATE_NOOP("WindowAction", "Try the sample"),
        "Ctrl+Shift+S",
        "play",
    ),
    WindowAction(
        "save_note", QT_TRANSLATE_NOOP("WindowAction", "Save the note"), "Ctrl+S"
    ),
    WindowAction(
        "library", QT_TRANSLATE_NOOP("WindowAction", "Past notes…"), "Ctrl+L", "library"
    ),
    WindowAction(
        "cancel_file",
        QT_TRANSLATE_NOOP("WindowAction", "Cancel the running recording"),
        "Ctrl+.",
    ),
    WindowAction(
        "clear_files",
        QT_TRANSLATE_NOOP("WindowAction", "Clear finished recordings"),
        "Ctrl+Shift+K",
    ),
    WindowAction(
        "train", QT_TRANSLATE_NOOP("WindowAction", "Train a model…"), "Ctrl+T", "model"
    ),
    WindowAction(
        "teach",
        QT_TRANSLATE_NOOP("WindowAction", "Teach it your corrections…"),
        "Ctrl+Shift+T",
        "sparkle",
    ),
    WindowAction(
        "accuracy",
        QT_TRANSLATE_NOOP("WindowAction", "Accuracy…"),
        "Ctrl+Shift+A",
        "check",
    ),
    WindowAction(
        "command_lab",
        QT_TRANSLATE_NOOP("WindowAction", "Voice-command lab…"),
        "Ctrl+Shift+L",
        "sound",
    ),
    WindowAction(
        "spoken_commands",
        QT_TRANSLATE_NOOP("WindowAction", "What can be said"),
        "Ctrl+Shift+E",
        "list",
        checkable=True,
    ),
    WindowAction(
        "apply_terms",
        QT_TRANSLATE_NOOP("WindowAction", "Hear the page again with my terms"),
        "Ctrl+Alt+H",
    ),
    WindowAction(
        "mini", QT_TRANSLATE_NOOP("WindowAction", "Small window"), "Ctrl+M", "pin"
    ),
    WindowAction(
        "menu_bar",
        QT_TRANSLATE_NOOP("WindowAction", "Menu bar"),
        "Ctrl+Shift+B",
        checkable=True,
    ),
    WindowAction(
        "settings", QT_TRANSLATE_NOOP("WindowAction", "Settings…"), "Ctrl+,", "settings"
    ),
    WindowAction(
        "keys", QT_TRANSLATE_NOOP("WindowAction", "Keys"), "Shift+F12", "keyboard"
    ),
    WindowAction("menu", QT_TRANSLATE_NOOP("WindowAction", "Menu"), "F10", "more"),
    WindowAction("about", QT_TRANSLATE_NOOP("WindowAction", "About Dictation"), ""),
    WindowAction("quit", QT_TRANSLATE_NOOP("WindowAction", "Quit"), "Ctrl+Q"),
)
"""In the order of the menus; all keys can be changed."""


def make_actions(parent: QObject) -> dict[str, QAction]:
    """Make all of them, with their default keys."""
    actions = {}
    for kind in WINDOW_ACTIONS:
        text = QCoreApplication.translate("WindowAction", kind.text)
        action = QAction(text, parent)
        action.setObjectName(kind.name)
        action.setShortcuts(QKeySequence.listFromString(kind.keys))
        action.setStatusTip(text.rstrip("…"))
        action.setCheckable(kind.checkable)
        if kind.icon:
            action.setIcon(theme.icon(kind.icon))
        actions[kind.name] = action
    return actions


def bind(
    actions: Mapping[str, QAction],
    defaults: Mapping[str, list[QKeySequence]],
    shortcuts: Mapping[str, str],
) -> None:
    """Set the keys: the user's where there are any, else the default.

    Args:
        actions: by name.
        defaults: their keys by name.
        shortcuts: the user's keys by name; an empty text means no key.
    """
    for name, action in actions.items():
        keys = defaults[name]
        if name in shortcuts:
            keys = QKeySequence.listFromString(shortcuts[name])
        if action.shortcuts() != keys:
            action.setShortcuts(keys)


def default_keys(actions: Mapping[str, QAction]) -> dict[str, list[QKeySequence]]:
    """The keys that actions have before anybody changed them."""
    return {name: action.shortcuts() for name, action in actions.items()}


def shown_key(action: QAction) -> str:
    """The first key of an action as the system writes it."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
