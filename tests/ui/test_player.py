from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

from dictation_app.errors import AudioError
from dictation_app.ui.player import FASTEST, SLOWEST, Player


class QuietSpeaker(QObject):
    """A loudspeaker that plays as fast as the test says."""

    moved = Signal(float)
    ended = Signal()
    failed = Signal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.log = []
        self.time = 0.0

    def open(self, path):
        self.log.append(("open", path))

    def close(self):
        self.log.append("close")

    def play(self):
        self.log.append("play")

    def pause(self):
        self.log.append("pause")

    def seek(self, time):
        self.log.append(("seek", round(time, 3)))
        self.time = time

    def set_speed(self, speed):
        self.log.append(("speed", speed))

    def run_to(self, time):
        self.time = time
        self.moved.emit(time)


class NoSpeaker(QuietSpeaker):
    def play(self):
        raise AudioError("No loudspeaker was found: connect one to listen.")


@pytest.fixture
def player(qapp):
    made = []

    def make(parent):
        made.append(QuietSpeaker(parent))
        return made[-1]

    player = Player(make_speaker=make)
    player.made = made
    player.duration = 60.0
    player.open(Path("talk.wav"))
    return player


def test_nothing_is_opened_before_it_is_played(player):
    assert player.made == []
    player.seek(12.0)
    player.play()
    (speaker,) = player.made
    assert ("seek", 12.0) in speaker.log
    assert speaker.log[-1] == "play"
    assert player.playing


def test_every_start_after_a_pause_is_a_little_earlier(player):
    player.play()
    speaker = player.made[0]
    speaker.run_to(10.0)
    player.pause()
    player.play()
    assert player.position == pytest.approx(8.5)
    player.back_step = 0.0
    player.pause()
    player.play()
    assert player.position == pytest.approx(8.5)
    player.back_step = 4.0
    speaker.run_to(1.0)
    player.pause()
    player.play()
    assert player.position == 0.0


def test_a_place_that_was_chosen_is_played_exactly(player):
    player.play()
    player.made[0].run_to(10.0)
    player.pause()
    player.seek(20.0)
    player.play()
    assert player.position == 20.0


def test_a_range_ends_by_itself(player):
    player.play_range(5.0, 6.0)
    speaker = player.made[0]
    assert speaker.time == 5.0
    speaker.run_to(5.9)
    assert player.playing
    speaker.run_to(6.05)
    assert not player.playing
    assert speaker.log[-1] == "pause"


def test_it_stays_within_the_recording(player):
    player.skip(-5.0)
    assert player.position == 0.0
    player.seek(58.0)
    player.skip(5.0)
    assert player.position == 60.0


def test_speed_has_bounds_and_a_second_value(player, qtbot):
    player.set_speed(9.0)
    assert player.speed == FASTEST
    player.set_speed(0.1)
    assert player.speed == SLOWEST
    player.set_speed(1.2)
    with qtbot.waitSignal(player.speed_changed) as told:
        player.change_speed()
    assert told.args == [0.7]
    player.change_speed()
    assert player.speed == 1.2
    player.play()
    assert ("speed", 1.2) in player.made[0].log


def test_the_end_goes_back_to_the_beginning(player):
    player.play()
    player.made[0].run_to(60.0)
    player.made[0].ended.emit()
    assert not player.playing
    assert player.position == 0.0


def test_another_recording_lets_go_of_the_first(player):
    player.play()
    first = player.made[0]
    player.open(Path("other.wav"))
    assert "close" in first.log
    assert not player.playing
    player.play()
    assert player.made[1].log[0] == ("open", Path("other.wav"))


def test_without_a_loudspeaker_one_sentence_says_so(qapp, qtbot):
    player = Player(make_speaker=NoSpeaker)
    player.open(Path("talk.wav"))
    with qtbot.waitSignal(player.failed) as told:
        player.play()
    assert "loudspeaker" in told.args[0]
    assert not player.playing


def test_a_recording_that_cannot_be_played_is_told(player, qtbot):
    player.play()
    with qtbot.waitSignal(player.failed):
        player.made[0].failed.emit("This recording cannot be played.")
    assert not player.playing


def test_without_a_recording_nothing_happens(qapp):
    player = Player(make_speaker=QuietSpeaker)
    player.toggle()
    assert not player.playing
