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
)
_VIEW = ("mini", "menu_bar", None, "settings")
_HELP = ("keys", "about")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Menus", text)


def fill(bar: QMenuBar, actions: Mapping[str, QAction]) -> list[QMenu]:
    """Fill the menu bar; what has no place of its own comes at the end of Edit."""
    placed = {*_FILE, *_DICTATE, *_EDIT, *PLAYING, *_VIEW, *_HELP, "menu"}
    others = [name for name in actions if name not in placed]
    return [
        _menu(bar, _tr("&File"), _FILE, actions),
        _menu(bar, _tr("&Dictate"), _DICTATE, actions),
        _menu(bar, _tr("&Edit"), [*_EDIT, None, *others], actions),
        _menu(bar, _tr("&Play"), PLAYING, actions),
        _menu(bar, _tr("&View"), _VIEW, actions),
        _menu(bar, _tr("&Help"), _HELP, actions),
    ]


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
