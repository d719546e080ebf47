"""The menus: every action of the window and of the page has its place in one."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from dictation_app.ui.page_actions import PLAYING

_FILE = (
    "new_note",
    "open_files",
    "open_folder",
    "sample",
    None,
    "save_note",
    "export",
    "rename",
    "library",
    None,
    "cancel_file",
    "clear_files",
    None,
    "quit",
)
_DICTATE = (
    "record",
    "dictate_here",
    None,
    "mode_toggle",
    "mode_push_to_talk",
    "mode_always_on",
    None,
    "refresh_devices",
    "check_microphone",
    "spoken_commands",
    "insert",
)
_LEARN = ("train", "teach", "accuracy", "command_lab")
_EDIT = (
    "undo",
    "redo",
    None,
    "find",
    "replace",
    "copy_all",
    None,
    "alternatives",
    "next_doubt",
    "previous_doubt",
    "accept",
    "rehear",
    "apply_terms",
)
_VIEW = ("mini", "menu_bar", None, "settings")
_HELP = ("keys", "about")


def _tr(text: str) -> str:
    return QCoreApplication.translate("", text)


def places(actions: Mapping[str, QAction]) -> list[tuple[str, list[str | None]]]:
    """The menus with the names of their actions, None for a line between two groups.

    What has no place of its own comes at the end of Edit.
    """
    placed = {*_FILE, *_DICTATE, *_LEARN, *_EDIT, *PLAYING, *_VIEW, *_HELP, "menu"}
    others = [name for name in actions if name not in placed]
    return [
        (_tr("&File"), [*_FILE]),
        (_tr("&Dictate"), [*_DICTATE]),
        (_tr("&Edit"), [*_EDIT, None, *others]),
        (_tr("&Play"), [*PLAYING]),
        (_tr("&Learn"), [*_LEARN]),
        (_tr("&View"), [*_VIEW]),
        (_tr("&Help"), [*_HELP]),
    ]


def fill(bar: QMenuBar, actions: Mapping[str, QAction]) -> list[QMenu]:
    """Fill the menu bar with every action that there is."""
    return [_menu(bar, title, names, actions) for title, names in places(actions)]


def _menu(
    bar: QMenuBar,
    title: str,
    names: Iterable[str | None],
    actions: Mapping[str, QAction],
) -> QMenu:
    menu = bar.addMenu(title)
    for name in names:
        if name is None:
            menu.addSeparator()
        elif name in actions:
            menu.addAction(actions[name])
    return menu
