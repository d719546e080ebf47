"""The program without sight and without a mouse: names, keys and visible focus."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from window_parts import make_window

from dictation_app.ui import theme
from dictation_app.ui.main_window import MainWindow

OPENING = (
    "library",
    "keys",
    "about",
    "settings",
    "check_microphone",
    "train",
    "teach",
    "accuracy",
    "command_lab",
    "spoken_commands",
    "mini",
)
"""Actions that open a window, or a part of one."""
WITHOUT_KEY = {
    "about": "wanted once, if ever; F10 and the letters of the menu lead to it",
}


@pytest.fixture
def window(qtbot, qapp, tmp_path, monkeypatch):
    """The main window with every other window open and every page made."""
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    theme.apply(qapp, "light")
    made = make_window(tmp_path / "library")
    qtbot.addWidget(made, before_close_func=MainWindow.close)
    made.show()
    for name in OPENING:
        made.actions_by_name[name].trigger()
    dialog = made.settings_desk.dialog
    for kind in dialog._kinds:
        dialog.page(kind)
    yield made
    made.close()


def is_inner(part):
    """Whether Qt made it as a part of something else, which has a name."""
    above = {p.metaObject().className() for p in ancestors(part)}
    named = part.objectName().startswith(("qt_", "__qt"))
    return named or "QComboBoxPrivateContainer" in above


def ancestors(part):
    while (part := part.parentWidget()) is not None:
        yield part


def parts():
    """Everything that takes keys, of every window there is."""
    for part in QApplication.allWidgets():
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and not is_inner(part):
            yield part


def test_everything_that_takes_keys_has_a_name(window):
    found = list(parts())
    windows = {type(part.window()).__name__ for part in found}
    assert len(windows) > 10, windows
    nameless = [
        [type(p).__name__ for p in (part, *ancestors(part))]
        for part in found
        if not QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
    ]
    assert not nameless, nameless


def test_every_action_of_the_menus_has_a_key(window):
    listed = [
        action
        for menu in window.menuBar().actions()
        for action in menu.menu().actions()
        if not action.isSeparator()
    ]
    assert len(listed) > 50
    keyless = {a.objectName() for a in listed if a.shortcut().isEmpty()}
    assert keyless == WITHOUT_KEY.keys()
    keys = [key.toString() for action in listed for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
