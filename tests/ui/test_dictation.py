"""When the microphone is opened, kept and closed, with one that hears what we put in."""

import threading
from types import SimpleNamespace

import numpy as np
import pytest
from scripted_microphone import ScriptedMicrophone

from dictation_app.errors import AudioError
from dictation_app.ui.dictation import Dictation
from dictation_app.ui.listening_state import ListeningState

TONE = np.full(1_024, 0.5, np.float32)


class Note:
    """Keeps what it hears; stands for one with a journal."""

    def __init__(self):
        self.document = SimpleNamespace(utterances={})
        self.duration = 0.0
        self.is_whole = True
        self.blocks = []

    def hear(self, samples):
        self.blocks.append(samples)

    @property
    def has_tone(self):
        return any(block.any() for block in self.blocks)


class SlowToClose(ScriptedMicrophone):
    """One whose device takes its time, as a headset may."""

    may_close = threading.Event()

    def __exit__(self, *_):
        assert self.may_close.wait(30)


@pytest.fixture
def dictation(qtbot):
    opened = []
    made = Dictation(lambda anew: opened.append(made.kind()) or opened[-1])
    made.kind, made.opened = ScriptedMicrophone, opened
    yield made
    SlowToClose.may_close.set()
    made.stop_all()


def begin(dictation, note, qtbot):
    dictation.start(note)
    qtbot.waitUntil(lambda: dictation.state is ListeningState.LISTENING)


def test_what_is_heard_before_the_note_is_there_is_kept(dictation, qtbot):
    note, levels = Note(), []
    dictation.levelled.connect(levels.append)
    dictation.prepare()
    qtbot.waitUntil(lambda: bool(dictation.opened))
    dictation.opened[0].blocks.put(TONE)
    qtbot.waitUntil(lambda: any(level.peak > 0.4 for level in levels))
    begin(dictation, note, qtbot)
    assert note.has_tone
    assert len(dictation.opened) == 1


def test_a_key_pressed_while_the_device_closes_is_not_lost(dictation, qtbot):
    dictation.kind = SlowToClose
    SlowToClose.may_close.clear()
    first, second = Note(), Note()
    begin(dictation, first, qtbot)
    dictation.stop()
    qtbot.waitUntil(lambda: not dictation.is_open)
    dictation.start(second)
    SlowToClose.may_close.set()
    qtbot.waitUntil(lambda: dictation.state is ListeningState.LISTENING)
    assert dictation.note is second
    dictation.opened[1].blocks.put(TONE)
    qtbot.waitUntil(lambda: second.has_tone)
    assert not first.has_tone


def test_a_microphone_that_goes_between_two_dictations_holds_nothing_up(
    dictation, qtbot
):
    states = []
    dictation.state_changed.connect(states.append)
    dictation.keep_open(True)
    qtbot.waitUntil(lambda: bool(dictation.opened))
    with qtbot.waitSignal(dictation.noticed) as told:
        dictation.opened[0].blocks.put(AudioError("It is gone."))
    assert told.args == ["It is gone."]
    qtbot.waitUntil(lambda: len(dictation.opened) == 2)
    assert states == []
    begin(dictation, Note(), qtbot)


def test_a_microphone_that_need_not_stay_ready_closes_after_what_is_said(
    dictation, qtbot
):
    note = Note()
    dictation.keep_open(True)
    begin(dictation, note, qtbot)
    dictation.keep_open(False)
    dictation.opened[0].blocks.put(TONE)
    qtbot.waitUntil(lambda: note.has_tone)
    dictation.stop()
    qtbot.waitUntil(lambda: not dictation.has_microphone)
    assert len(dictation.opened) == 1


def test_a_microphone_that_stays_ready_gives_the_moment_before_the_key(
    dictation, qtbot
):
    note, levels = Note(), []
    dictation.levelled.connect(levels.append)
    dictation.keep_open(True)
    qtbot.waitUntil(lambda: bool(dictation.opened))
    dictation.opened[0].blocks.put(TONE)
    qtbot.waitUntil(lambda: any(level.peak > 0.4 for level in levels))
    begin(dictation, note, qtbot)
    assert note.has_tone
    dictation.stop()
    qtbot.waitUntil(lambda: not dictation.is_open)
    assert dictation.has_microphone
