"""A test in the lab: every phrase is asked and every answer kept."""

from dataclasses import replace

import numpy as np
import pytest

from dictation_app.errors import AudioError
from dictation_app.lab import recogniser, session
from dictation_app.speech.alphabet import ENGLISH
from dictation_app.transcript import Notice
from dictation_app.ui.lab.place import Listener
from tests.ui.lab_parts import LoudnessEndpointer, ScriptedModel
from tests.ui.scripted_microphone import ScriptedMicrophone


class TestSession:
    @pytest.fixture
    def model(self):
        return ScriptedModel()

    @pytest.fixture
    def microphones(self):
        """Those that were opened, the last one last."""
        return []

    @pytest.fixture
    def place(self, place, model, microphones, monkeypatch):
        monkeypatch.setattr(recogniser, "Endpointer", LoudnessEndpointer)

        def open_microphone(anew):
            microphones.append(ScriptedMicrophone())
            return microphones[-1]

        return replace(
            place,
            find_listener=lambda: Listener(model, ENGLISH, "scripted"),
            open_microphone=open_microphone,
        )

    @pytest.fixture
    def test(self, qtbot, lab, lights):
        lab.take(lights)
        lab.pages.part("test").click()
        lab.test.repeats.setValue(2)
        return lab.test

    @pytest.fixture
    def say(self, qtbot, model, microphones, babble):
        def say(test, text=None):
            n = len(test.session.trials)
            model.text = text or test.session.next.phrase
            microphones[-1].blocks.put(babble(0.5))
            qtbot.waitUntil(lambda: len(test.session.trials) == n + 1, timeout=30_000)

        return say

    def start(self, qtbot, test, microphones):
        n = len(microphones)
        test.go_button.click()
        qtbot.waitUntil(lambda: len(microphones) == n + 1, timeout=30_000)

    def test_every_phrase_is_asked_and_every_answer_kept(
        self, qtbot, lab, test, microphones, say
    ):
        self.start(qtbot, test, microphones)
        assert test.prompt.text() == test.session.next.phrase
        for _ in test.session.prompts:
            say(test)
            _, kept = session.read(test.session.path)
            assert kept == test.session.trials
        assert len(kept) == 8
        assert all(trial.is_right for trial in kept)
        assert "all of them" in test.prompt.text()
        assert not test.is_asking

    def test_what_was_misheard_is_told(self, qtbot, test, microphones, say):
        self.start(qtbot, test, microphones)
        first = test.session.next
        others = {"on": "save note", "off": "save note", "save": "lights off"}
        say(test, others[first.label])
        assert "was taken for" in test.heard.text()
        assert test.heard.property("tone") == "recording"
        say(test, "something else entirely was said here")
        assert "not recognised" in test.heard.text()

    def test_the_last_phrase_can_be_asked_again(self, qtbot, test, microphones, say):
        self.start(qtbot, test, microphones)
        first = test.session.next
        say(test, "something else entirely was said here")
        test.again_button.click()
        assert test.session.next == first
        assert test.prompt.text() == first.phrase
        say(test)
        assert test.session.trials[0].is_right

    def test_the_level_is_shown(self, qtbot, test, microphones, babble):
        self.start(qtbot, test, microphones)
        microphones[-1].blocks.put(babble(0.2))
        qtbot.waitUntil(lambda: test.meter.share > 0)
        test.go_button.click()
        assert test.meter.share == 0

    def test_a_silent_microphone_is_told_by_the_prompt_and_hides_nothing(
        self, qtbot, lab, test, told, microphones
    ):
        """Until sound comes: then it is to be said now, and no word of silence stays."""
        self.start(qtbot, test, microphones)
        microphones[-1].blocks.put(Notice("Nothing but silence."))
        why = "Nothing but silence."
        qtbot.waitUntil(lambda: test.advice.text() == why, timeout=30_000)
        microphones[-1].blocks.put(np.full(1_024, 0.001, np.float32))
        qtbot.waitUntil(lambda: test.advice.text() == "Say it now", timeout=30_000)
        assert told == []
        assert not lab.notices.shown

    def test_a_session_goes_on_where_it_was_left(
        self, qtbot, lab, test, microphones, say, make_lab, place
    ):
        self.start(qtbot, test, microphones)
        say(test)
        say(test)
        lab.close()
        assert not test.is_asking
        later = make_lab(place)
        later.bar.sets.setCurrentIndex(later.bar.sets.findData("lights"))
        later.bar.sets.activated.emit(later.bar.sets.currentIndex())
        qtbot.waitUntil(lambda: later.test.session is not None, timeout=30_000)
        assert later.test.session.path == test.session.path
        assert later.test.session.trials == test.session.trials
        assert later.test.go_button.text() == "Go on"

    def test_a_microphone_that_disappears_loses_no_result(
        self, qtbot, test, told, microphones, say
    ):
        self.start(qtbot, test, microphones)
        say(test)
        microphones[-1].blocks.put(AudioError("The microphone was unplugged."))
        qtbot.waitUntil(lambda: not test.is_asking, timeout=30_000)
        assert told[-1] == "The microphone was unplugged."
        assert "unplugged. What was said is kept." in test.advice.text()
        assert len(session.read(test.session.path)[1]) == 1
        assert test.go_button.text() == "Go on"
        self.start(qtbot, test, microphones)
        say(test)
        assert len(test.session.trials) == 2

    def test_while_the_model_is_loaded_it_says_so(self, make_lab, place, told):
        lab = make_lab(replace(place, find_listener=lambda: None))
        lab.noticed.connect(told.append)
        lab.test.go_button.click()
        assert "being loaded" in told[-1]
        assert lab.test.session is None
        lab.results.count()
        assert "being loaded" in told[-1]
