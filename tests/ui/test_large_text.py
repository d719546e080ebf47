"""All text at twice its size: everything still has its place on a small screen."""

from dataclasses import replace

import pytest
from window_parts import changed, make_window

from dictation_app.settings import Settings
from dictation_app.ui import theme
from dictation_app.ui.main_window import MainWindow

SMALL_SCREEN = 1280


@pytest.fixture
def open_at(qtbot, qapp, tmp_path):
    """Opens the main window at a text size."""

    def open_window(text_scale):
        settings = changed(Settings(), "appearance", text_scale=text_scale)
        window = make_window(tmp_path / "library", settings=settings)
        qtbot.addWidget(window, before_close_func=MainWindow.close)
        window.show()
        return window

    yield open_window
    theme.apply(qapp, "light")


def test_the_window_fits_a_small_screen_with_what_can_be_said_beside(open_at):
    window = open_at(2.0)
    window.workbench.new_note()
    window.pane.begin()
    window.actions_by_name["spoken_commands"].trigger()
    assert window.minimumSizeHint().width() <= SMALL_SCREEN


def shrink(window, qtbot):
    """Make it as small as it gets; Qt finds out how small that is by and by."""

    def is_small():
        window.resize(window.minimumSizeHint())
        return window.size() == window.minimumSizeHint()

    qtbot.waitUntil(is_small)


def test_the_window_fits_a_laptop_at_twice_the_scale(open_at):
    room = 540 - 64  # half of 1080 lines, without a panel and the window's title
    assert open_at(1.0).minimumSizeHint().height() <= room


def is_below(first, second):
    return second.geometry().top() >= first.geometry().bottom()


def test_the_ways_on_stand_one_below_the_other_where_there_is_little_room(
    open_at, qtbot
):
    window = open_at(1.0)
    ways = window.pane.invitation
    assert not is_below(ways.start_button, ways.sample_button)
    shrink(window, qtbot)
    qtbot.waitUntil(lambda: is_below(ways.start_button, ways.sample_button))
    assert is_below(ways.sample_button, ways.open_button)
    assert ways.open_button.geometry().right() <= ways.width()


def test_buttons_beside_the_title_are_icons_where_there_is_little_room(open_at, qtbot):
    window = open_at(1.0)
    header = window.pane.header
    assert header.copy_button.text() == "Copy"
    shrink(window, qtbot)
    qtbot.waitUntil(lambda: not header.copy_button.text())
    assert header.copy_button.accessibleName() == "Copy"
    window.resize(1200, 700)
    qtbot.waitUntil(lambda: header.copy_button.text() == "Copy")


def test_icons_and_controls_grow_with_their_words(open_at):
    small = open_at(1.0).pane.invitation.start_button
    before = small.iconSize(), small.sizeHint()
    large = open_at(2.0).pane.invitation.start_button
    assert large.iconSize().width() > before[0].width()
    assert large.sizeHint().height() > before[1].height()


def test_the_invitation_tells_the_key_of_the_settings(open_at):
    window = open_at(1.0)
    assert "Press Ctrl+R and speak" in window.pane.invitation.about.text()
    chosen = window.preferences.settings
    window.preferences.change(replace(chosen, shortcuts={"record": "Ctrl+J"}))
    assert "Press Ctrl+J and speak" in window.pane.invitation.about.text()
