import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from dictation_app.ui.push_to_talk import PushToTalk


@pytest.fixture
def held(qtbot):
    """A window with the keyboard, its key, and what the key told."""
    window = QWidget()
    qtbot.addWidget(window)
    QLineEdit(window).setFocus()
    told = []
    key = PushToTalk(window)
    key.set_key("F9")
    key.pressed.connect(lambda: told.append("pressed"))
    key.released.connect(lambda: told.append("released"))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window, key, told


def send(window, kind, *, repeats=False):
    none = Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(kind, Qt.Key.Key_F9, none, "", repeats)
    QApplication.sendEvent(QApplication.focusWidget() or window, event)


def test_a_key_is_down_until_it_comes_up(held, qtbot):
    window, key, told = held
    send(window, QEvent.Type.KeyPress)
    send(window, QEvent.Type.KeyRelease, repeats=True)
    send(window, QEvent.Type.KeyPress, repeats=True)
    assert told == ["pressed"]
    with qtbot.waitSignal(key.released):
        send(window, QEvent.Type.KeyRelease)
    assert told == ["pressed", "released"]


def test_repetitions_that_were_not_known_as_such_do_not_cut_what_is_said(held, qtbot):
    window, key, told = held
    send(window, QEvent.Type.KeyPress)
    for _ in range(5):
        send(window, QEvent.Type.KeyRelease)
        send(window, QEvent.Type.KeyPress)
    assert told == ["pressed"]
    with qtbot.waitSignal(key.released):
        send(window, QEvent.Type.KeyRelease)
    assert told == ["pressed", "released"]
