"""Every spoken command, from what the network hears to what is on the page.

Only the network is made by hand: search, judging by sound, scribe and window are real.
"""

import queue

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel
from sounding import DeafModel, emissions
from window_parts import make_window

from dictation_app import settings
from dictation_app.document.commands import COMMANDS, Action
from dictation_app.settings import Settings
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.architecture import DecodingOptions
from dictation_app.speech.decoder import Decoder
from dictation_app.speech.recognizer import Recognizer
from dictation_app.ui.main_window import MainWindow
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.dictation_page import DictationPage

_TIMEOUT = 30_000


class Voice(DeafModel):
    """A network that hears what a test says."""

    def __init__(self):
        self.said = queue.SimpleQueue()

    def emissions(self, batch):
        text, maybe = self.said.get()
        return [emissions(text, maybe=maybe).log_probs for _ in batch]


class Ear(Recognizer):
    """A real recogniser; each thing that is said is a stretch of speech of its own."""

    def __init__(self):
        super().__init__(Voice(), Decoder(ENGLISH, DecodingOptions(beam_width=16)))

    def listen(self, blocks):
        start = 0.0
        for _ in blocks:
            if not self.model.said.empty():
                heard = self.recognise(np.zeros(64_000, np.float32), start)
                start = heard.end + 1.0
                yield heard


@pytest.fixture
def dictate(qtbot, tmp_path, monkeypatch):
    """Says things into a window, and gives it with what was understood last."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))

    def speak(*texts, maybe=None, chosen=None):
        window = make_window(tmp_path / "library", settings=chosen)
        qtbot.addWidget(window, before_close_func=MainWindow.close)
        window.show()
        ear, understood, menu = Ear(), [], window.pane.correcting.menu
        window.workbench.dictation.set_recognizer(ear)
        window.pane.set_recognizer(ear)
        window.workbench.understood.connect(understood.append)
        window.actions_by_name["record"].trigger()
        for number, text in enumerate(texts):
            ear.model.said.put((text, maybe if not number else None))
            qtbot.waitUntil(lambda n=number: len(understood) == n + 1, timeout=_TIMEOUT)
            if understood[-1].action is Action.CORRECT:
                qtbot.waitUntil(lambda: menu.n_choices > 0, timeout=_TIMEOUT)
        return window, understood[-1]

    return speak


SAID = {
    "new_line": (["one", "new line", "two"], "One\nTwo"),
    "new_paragraph": (["one", "new paragraph", "two"], "One\n\nTwo"),
    "full_stop": (["one", "full stop", "two"], "One. Two"),
    "comma": (["one", "comma", "two"], "One, two"),
    "question_mark": (["is it", "question mark"], "Is it?"),
    "exclamation_mark": (["oh", "exclamation mark"], "Oh!"),
    "colon": (["one", "colon"], "One:"),
    "semicolon": (["one", "semicolon"], "One;"),
    "dash": (["one", "dash", "two"], "One – two"),
    "hyphen": (["one", "hyphen", "two"], "One-two"),
    "quote": (["he said", "quote", "no"], "He said “no"),
    "unquote": (["he said", "quote", "no", "unquote"], "He said “no”"),
    "open_bracket": (["one", "open bracket", "two"], "One (two"),
    "close_bracket": (["one", "open bracket", "two", "close bracket"], "One (two)"),
    "scratch_that": (["keep this", "lose this", "scratch that"], "Keep this"),
    "undo": (["keep this", "lose this", "undo"], "Keep this"),
    "redo": (["keep", "this", "undo", "redo"], "Keep this"),
    "cap": (["we met", "cap john smith", "today"], "We met John Smith today"),
    "all_caps_on": (["one", "all caps on", "two"], "One TWO"),
    "all_caps_off": (["all caps on", "one", "all caps off", "two"], "ONE two"),
    "no_space": (["foot", "no space", "ball"], "Football"),
    "select": (["we took the cat home", "select the cat"], "We took the cat home"),
    "correct": (["we took the cat home", "correct cat"], "We took the cat home"),
    "choose": (
        ["we took the cat home", "correct cat", "choose one"],
        "We took the catr home",
    ),
    "go_to_end": (["one", "go to end", "two"], "One two"),
    "stop_listening": (["one", "stop listening"], "One"),
    "save_note": (["one", "save note"], "One"),
}
"""By the name of a command: what is said, and what is on the page then."""
PERHAPS_AN_R = {14: "r"}
"""The t of "we took the cat home" sounds nearly like one: "catr" is the next best."""


def test_every_command_is_tried():
    assert SAID.keys() == {command.name for command in COMMANDS}


@pytest.mark.parametrize("name", SAID)
def test_a_command_that_is_heard_is_obeyed(dictate, name):
    texts, expected = SAID[name]
    maybe = PERHAPS_AN_R if "cat" in texts[0] else None
    window, _ = dictate(*texts, maybe=maybe)
    assert window.workbench.note.document.text == expected


def test_selected_words_are_selected(dictate):
    window, understood = dictate("we took the cat home", "select the cat")
    assert understood.action is Action.SELECT
    editor = window.pane.editor
    assert editor.document_shown.text[slice(*editor.selection)] == "the cat"


def test_words_to_correct_are_shown_with_numbered_alternatives(dictate):
    texts = ("we took the cat home", "correct cat")
    window, _ = dictate(*texts, maybe=PERHAPS_AN_R)
    menu = window.pane.correcting.menu
    assert menu.isVisible()
    assert menu.heading.text() == "cat"
    assert menu.list.item(0).text().endswith("catr")


def test_it_stops_listening_when_told(dictate, qtbot):
    window, _ = dictate("one", "stop listening")
    dictation = window.workbench.dictation
    qtbot.waitUntil(lambda: not dictation.is_open, timeout=_TIMEOUT)


def test_a_command_inside_a_sentence_is_text(dictate):
    window, understood = dictate("i told him to scratch that")
    assert window.workbench.note.document.text == "I told him to scratch that"
    assert understood.command is None


def listed(window):
    return {label.text() for label in window.commands.findChildren(QLabel)}


def test_names_and_what_is_off_are_the_same_after_a_restart(dictate, tmp_path, qtbot):
    path = tmp_path / "settings.json"
    page = DictationPage(Preferences(Settings(), path))
    qtbot.addWidget(page)
    field = page.commands.parts["scratch_that"].phrases
    field.setText("forget it")
    field.editingFinished.emit()
    page.commands.parts["comma"].switch.click()

    chosen, notice = settings.load(path)
    assert notice is None
    again = DictationPage(Preferences(chosen, path))
    qtbot.addWidget(again)
    assert again.commands.parts["scratch_that"].phrases.text() == "forget it"
    assert not again.commands.parts["comma"].switch.isChecked()
    window, _ = dictate("keep this", "lose this", "forget it", "comma", chosen=chosen)
    assert window.workbench.note.document.text == "Keep this comma"
    assert "forget it" in listed(window)
    assert not {"scratch that", "comma"} & listed(window)
