"""The page obeys a command that was taken for other words, and writes all other speech."""

from dataclasses import replace

import pytest
from sounding import DeafModel, utterance
from window_parts import changed, make_window

from dictation_app.settings import Settings
from dictation_app.transcript import Word
from dictation_app.ui.main_window import MainWindow
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.dictation_page import DictationPage

_TIMEOUT = 30_000


class Misunderstood:
    """Hears "hello", and then a sound for which the search found other words."""

    name = "scripted"
    model = DeafModel()

    def __init__(self, sound, words):
        self._sound, self._words = sound, words

    def listen(self, blocks):
        next(blocks)
        yield utterance("hello")
        heard = utterance(self._sound, start=2.0)
        words = [Word(w, 2.0, heard.end, 0.4) for w in self._words.split()]
        yield replace(heard, words=tuple(words))
        for _ in blocks:
            pass


@pytest.fixture
def dictated(qtbot, tmp_path, monkeypatch):
    """The text on the page after such a dictation."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))

    def dictate(sound, words, *, settings=None):
        window = make_window(tmp_path / "library", settings=settings)
        qtbot.addWidget(window, before_close_func=MainWindow.close)
        window.show()
        bench = window.workbench
        bench.dictation.set_recognizer(Misunderstood(sound, words))
        understood = []
        bench.understood.connect(understood.append)
        window.actions_by_name["record"].trigger()
        qtbot.waitUntil(lambda: len(understood) == 2, timeout=_TIMEOUT)
        with qtbot.waitSignal(bench.finished, timeout=_TIMEOUT):
            window.actions_by_name["record"].trigger()
        return bench.note.document.text, understood[-1]

    return dictate


def test_a_command_counts_by_its_sound(dictated):
    text, understood = dictated("new line", "knew lying")
    assert text == "Hello\n"
    assert understood.command.spoken.name == "new_line"
    assert understood.said == "new line"


def test_other_speech_is_written_as_it_was_understood(dictated):
    text, understood = dictated("you lied", "you lied")
    assert text == "Hello you lied"
    assert understood.command is None


def test_it_can_be_switched_off(dictated):
    settings = changed(Settings(), "dictation", commands_by_sound=False)
    text, understood = dictated("new line", "knew lying", settings=settings)
    assert text == "Hello knew lying"
    assert understood.command is None


def test_a_command_that_is_off_is_not_listened_for(dictated):
    settings = changed(Settings(), "dictation", commands_off=("new_line",))
    text, _ = dictated("new line", "knew lying", settings=settings)
    assert text == "Hello knew lying"


def test_the_settings_have_a_switch_for_it(qtbot):
    preferences = Preferences(Settings())
    page = DictationPage(preferences)
    qtbot.addWidget(page)
    page.by_sound.control.click()
    assert not preferences.settings.dictation.commands_by_sound
    page.reset_button.click()
    assert preferences.settings.dictation.commands_by_sound
