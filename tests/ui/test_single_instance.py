"""A second start hands its files to the first: real processes' parts, one socket."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalSocket

from dictation_app import __version__
from dictation_app.ui import single_instance
from dictation_app.ui.single_instance import Reception, Start, address, hand_over


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Where nobody listens yet."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return address(tmp_path / "data")


@pytest.fixture
def macos(monkeypatch):
    """Runs as if on macOS, where it is named before what is made there."""
    monkeypatch.setattr(sys, "platform", "darwin")


@pytest.fixture
def reception(qapp, place):
    made = Reception(place, qapp)
    yield made
    qapp.removeEventFilter(made)
    made._server.close()
    made.deleteLater()


_ASK = """
import sys
from dictation_app.ui.single_instance import Start, hand_over
start = Start.decoded(sys.argv[2].encode())
sys.exit(0 if hand_over(sys.argv[1], start) else 3)
"""


def ask(place, start):
    """Hand over from another process, as this one has to run its events meanwhile."""
    words = [sys.executable, "-c", _ASK, place, start.encoded().decode()]
    return subprocess.Popen(words)


def test_the_first_start_finds_nobody(qapp, place):
    assert not hand_over(place, Start())


def test_a_second_start_hands_over_its_files(reception, place, qtbot):
    start = Start(("/songs/Übung 1.m4a", "/songs/b.wav"), version="9.9")
    with qtbot.waitSignal(reception.arrived, timeout=60_000) as signal:
        process = ask(place, start)
    assert process.wait() == 0
    assert signal.args == [start]


def test_what_a_crash_left_behind_is_no_obstacle(qapp, place, qtbot):
    Path(place).touch()
    assert not hand_over(place, Start())
    reception = Reception(place, qapp)
    socket = QLocalSocket()
    with qtbot.waitSignal(reception.arrived):
        socket.connectToServer(place)
        socket.write(Start().encoded())
    qapp.removeEventFilter(reception)
    reception._server.close()
    reception.deleteLater()


@pytest.mark.parametrize(
    "message",
    [b"hello\n", b"[]\n", b'{"files": [1], "version": "1"}\n', b"\xff\xfe\n"],
)
def test_nonsense_is_shut_out(reception, place, qtbot, message):
    arrived = []
    reception.arrived.connect(arrived.append)
    socket = QLocalSocket()
    with qtbot.waitSignal(socket.disconnected):
        socket.connectToServer(place)
        socket.write(message)
    assert arrived == []


def test_a_socket_of_somebody_else_gets_no_paths(reception, place, monkeypatch):
    own = os.getuid()
    monkeypatch.setattr(single_instance.os, "getuid", lambda: own + 1)
    assert not hand_over(place, Start(("/secret.wav",)))


def test_a_hung_window_does_not_keep_another_from_opening(
    reception, place, monkeypatch
):
    monkeypatch.setattr(single_instance, "_PATIENCE", 50)
    assert not hand_over(place, Start())  # this thread runs no events meanwhile


def test_a_place_without_room_only_costs_the_handing_over(qapp, tmp_path, caplog):
    reception = Reception(str(tmp_path / "gone" / "socket"), qapp)
    qapp.removeEventFilter(reception)
    reception.deleteLater()
    assert "not listening" in caplog.text


def test_a_file_that_macos_wants_opened_arrives(macos, reception, qapp, qtbot):
    event = QFileOpenEvent(QUrl.fromLocalFile("/talk.m4a"))
    with qtbot.waitSignal(reception.arrived) as signal:
        QCoreApplication.sendEvent(qapp, event)
    assert signal.args == [Start((event.file(),))]


def test_elsewhere_no_event_of_the_program_goes_through_python(reception, qapp, qtbot):
    event = QFileOpenEvent(QUrl.fromLocalFile("/talk.m4a"))
    with qtbot.assertNotEmitted(reception.arrived):
        QCoreApplication.sendEvent(qapp, event)


def test_each_data_folder_has_a_window_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert address(tmp_path / "a") != address(tmp_path / "b")
    assert address(tmp_path / "a") == address(tmp_path / "a")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "missing"))
    assert Path(address(tmp_path / "a")).is_absolute()


def test_words_become_absolute_paths(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    start = Start.of(["--safe-mode", "a b.wav", "/c.mp3"])
    assert start == Start((str(tmp_path / "a b.wav"), "/c.mp3"), True, __version__)
    assert Start.decoded(start.encoded()) == start
