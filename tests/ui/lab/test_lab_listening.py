"""Listening in the lab: what was heard, what follows, and what is never done unasked."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from dictation_app.errors import AudioError
from dictation_app.lab import recogniser
from dictation_app.lab.actions import ActionKind, CommandAction
from dictation_app.lab.command_set import CommandSet, VoiceCommand
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.speech.phrases import DEFAULT_TOLERANCE
from dictation_app.transcript import Notice
from dictation_app.ui.insertion import key_names
from dictation_app.ui.lab.listen_page import ListenPage
from dictation_app.ui.lab.place import Listener
from tests.lab.answering import answering
from tests.ui.lab_parts import LoudnessEndpointer, ScriptedModel, make_place

PATIENCE = 30_000


@pytest.fixture(autouse=True)
def _endpointer(monkeypatch):
    monkeypatch.setattr(recogniser, "Endpointer", LoudnessEndpointer)


@pytest.fixture
def model():
    return ScriptedModel()


@pytest.fixture
def page(qtbot, tmp_path, model, microphone, told):
    place = replace(
        make_place(tmp_path),
        open_microphone=lambda anew: microphone,
        find_listener=lambda: Listener(model, ENGLISH, "scripted"),
    )
    made = ListenPage(place)
    qtbot.addWidget(made)
    made.noticed.connect(told.append)
    made.doing.inserter.insert = lambda text: told.append(f"typed {text}")
    made.doing.inserter.press = lambda keys: told.append(f"pressed {keys}")
    made.show()
    yield made
    made.shut_down()


def commands(*actions):
    labels = ("lights on", "save {number:1-20}", "open door")
    return CommandSet(
        "Home",
        tuple(
            VoiceCommand(label, (label,), action)
            for label, action in zip(labels, (*actions, None, None), strict=False)
        ),
    )


@pytest.fixture
def say(qtbot, page, model, microphone, babble):
    """Say something that is heard as it is written."""

    def say(text):
        n = page.heard.rowCount()
        model.text = text
        microphone.blocks.put(babble(0.5))
        qtbot.waitUntil(lambda: page.heard.rowCount() == n + 1, timeout=PATIENCE)

    return say


def row(table, number=0):
    return [table.item(number, c).text() for c in range(table.columnCount())]


class TestHearing:
    def test_what_was_heard_is_told_with_score_and_latency(self, page, say):
        page.show_set(commands())
        page.go_button.click()
        say("lights on")
        assert page.prompt.text() == "lights on"
        assert page.prompt.property("tone") == "done"
        _, name, score, allowed, latency = row(page.heard)
        assert name == "lights on"
        assert float(score) <= float(allowed) == DEFAULT_TOLERANCE
        assert latency.endswith(" ms")
        say("save twelve")
        assert "save {number:1-20}" in page.about.text()

    def test_none_of_these_names_the_nearest(self, page, say):
        page.show_set(commands())
        page.go_button.click()
        say("something else was said")
        assert page.prompt.text() == "None of these"
        assert page.prompt.property("tone") == "doubt"
        _, name, score, allowed, _ = row(page.heard)
        assert name.startswith("none of these, nearest “")
        assert float(score) > float(allowed)

    def test_a_commands_own_threshold_is_what_is_allowed(self, page, say):
        made = commands()
        first = replace(made.commands[0], threshold=0.0)
        page.show_set(replace(made, commands=(first, *made.commands[1:])))
        page.go_button.click()
        say("lights in")
        assert row(page.heard)[3] == "0.00"
        assert page.prompt.text() == "None of these"

    def test_space_begins_and_pauses(self, qtbot, page):
        page.show_set(commands())
        qtbot.keyClick(page, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: page.is_listening)
        assert page.go_button.text() == "Pause"
        qtbot.keyClick(page, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: not page.is_listening)

    def test_a_microphone_that_disappears_is_one_sentence_and_the_list_stays(
        self, qtbot, page, say, microphone, told
    ):
        page.show_set(commands())
        page.go_button.click()
        say("lights on")
        microphone.blocks.put(AudioError("The microphone was unplugged."))
        qtbot.waitUntil(lambda: not page.is_listening, timeout=PATIENCE)
        assert told == ["The microphone was unplugged."]
        assert page.about.text() == told[0]
        assert page.heard.rowCount() == 1
        assert page.go_button.text() == "Start listening"

    def test_a_silent_microphone_is_told_in_the_pages_own_line_until_sound_comes(
        self, qtbot, page, say, microphone, told
    ):
        page.show_set(commands())
        page.go_button.click()
        microphone.blocks.put(Notice("Nothing but silence."))
        why = "Nothing but silence."
        qtbot.waitUntil(lambda: page.about.text() == why, timeout=PATIENCE)
        microphone.blocks.put(np.full(1_024, 0.001, np.float32))
        after = "Say one of the commands"
        qtbot.waitUntil(lambda: page.about.text() == after, timeout=PATIENCE)
        say("lights on")
        assert page.about.text() != after
        assert told == []

    def test_without_a_command_or_a_model_it_says_so(self, page, told):
        page.show_set(None)
        page.go_button.click()
        page._place = replace(page._place, find_listener=lambda: None)
        page.show_set(commands())
        page.go_button.click()
        assert "Write a command" in told[0]
        assert "being loaded" in told[1]
        assert not page.is_listening


class TestDoing:
    def test_actions_are_off_until_they_are_switched_on(self, qtbot, page, say, told):
        action = CommandAction(ActionKind.TYPE, "hello").confirmed()
        page.show_set(commands(action))
        assert not page.switch.isChecked()
        page.go_button.click()
        say("lights on")
        page.switch.click()
        say("lights on")
        qtbot.waitUntil(lambda: page.fired.rowCount() == 1, timeout=PATIENCE)
        assert row(page.fired)[1] == "lights on"
        assert told == ["typed hello"]
        say("something else was said")
        page.pause_listening()
        assert not page.switch.isChecked()
        assert page.fired.rowCount() == 1

    def test_what_was_not_confirmed_cannot_be_switched_on(self, page):
        page.show_set(commands(CommandAction(ActionKind.TYPE, "hello")))
        assert not page.switch.isEnabled()
        assert "not allowed yet" in page.switch_about.text()
        page.show_set(commands())
        assert "No command" in page.switch_about.text()

    def test_a_slot_goes_into_what_is_pressed(self, qtbot, page, say, told):
        page.show_set(commands(None, CommandAction(ActionKind.KEYS, "F{number}")))
        assert not page.switch.isEnabled()
        action = CommandAction(ActionKind.KEYS, "F{number}").confirmed()
        page.show_set(commands(None, action))
        page.switch.click()
        page.go_button.click()
        say("save twelve")
        qtbot.waitUntil(lambda: page.fired.rowCount() == 1, timeout=PATIENCE)
        assert told == ["pressed F12"]

    def test_this_machine_is_called(self, qtbot, page, say):
        with answering() as (address, asked):
            action = CommandAction(ActionKind.HTTP, f"{address}/on").confirmed()
            page.show_set(commands(action))
            page.switch.click()
            page.go_button.click()
            say("lights on")
            qtbot.waitUntil(lambda: page.fired.rowCount() == 1, timeout=PATIENCE)
        assert asked == ["/on"]

    def test_what_fails_is_told_beside_its_time(self, qtbot, page, say, told):
        action = CommandAction(ActionKind.RUN, "no-such-program-here").confirmed()
        page.show_set(commands(action))
        page.switch.click()
        page.go_button.click()
        say("lights on")
        qtbot.waitUntil(lambda: page.fired.rowCount() == 1, timeout=PATIENCE)
        assert "cannot be run" in row(page.fired)[1]
        assert "cannot be run" in told[0]


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        ("Ctrl+Shift+S", ["Control_L", "Shift_L", "s"]),
        ("F5", ["F5"]),
        ("Ctrl++", ["Control_L", "plus"]),
        ("+", ["plus"]),
        ("Alt+PgDown", ["Alt_L", "Next"]),
        ("Return", ["Return"]),
    ],
)
def test_keys_have_the_names_that_x_knows(keys, names):
    assert key_names(keys) == names
