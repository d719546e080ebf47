import os
import platform
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import Mock

import pytest

from dictation_app import system


def niceness():
    return os.getpriority(os.PRIO_PROCESS, 0)  # of the thread that asks


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has it")
def test_work_that_stands_back_makes_way_and_so_do_its_helpers():
    def work():
        system.stand_back()
        with ThreadPoolExecutor(1) as helper:
            return niceness(), helper.submit(niceness).result()

    before = niceness()
    with ThreadPoolExecutor(1) as background:
        assert background.submit(work).result() == (max(before, 10),) * 2
    assert niceness() == before


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has X servers")
def test_a_screen_that_does_not_answer_is_said_before_qt_ends_the_program(monkeypatch):
    asked = []
    monkeypatch.setattr(system, "missing", lambda libraries: [])
    monkeypatch.setattr(system, "platform", lambda: "xcb")
    monkeypatch.setenv("DISPLAY", ":4711")
    assert "“:4711”, does not answer" in system.window_problem()
    monkeypatch.setattr(system, "_x_server_answers", lambda: asked.append(1) or True)
    assert system.window_problem() is None
    monkeypatch.setattr(system, "platform", lambda: "offscreen")
    assert system.window_problem() is None
    assert len(asked) == 1


def test_the_connection_that_was_let_in_stays(monkeypatch):
    """A server whose last client leaves begins anew, and turns Qt away meanwhile."""
    xcb = Mock()
    monkeypatch.setattr(system.ctypes, "CDLL", lambda _: xcb)
    xcb.xcb_connection_has_error.return_value = 0
    assert system._x_server_answers()
    xcb.xcb_disconnect.assert_not_called()
    xcb.xcb_connection_has_error.return_value = 1
    assert not system._x_server_answers()
    xcb.xcb_disconnect.assert_called_once_with(xcb.xcb_connect.return_value)


_MEMORY = """
import os, sys
from dictation_app import system

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

if sys.argv[1] == "told":
    system.give_memory_back()
large = bytearray(30 << 20)
del large
before, kept = resident(), []
passing = []
for _ in range(40):
    passing.append(bytearray(3 << 20))
    kept.append(bytearray(60_000))
passing.clear()
print(resident() - before)
"""


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="only glibc keeps so much"
)
def test_large_pieces_of_memory_go_back_to_the_system():
    def grown(*words):
        command = [sys.executable, "-c", _MEMORY, *words]
        return int(subprocess.run(command, capture_output=True, check=True).stdout)

    assert grown("told") < 10e6
    assert grown("not told") > 100e6, "otherwise there is no need to tell it"


def test_threads_take_turns_more_often_than_python_has_them():
    before = sys.getswitchinterval()
    try:
        system.take_short_turns()
        assert sys.getswitchinterval() < before
    finally:
        sys.setswitchinterval(before)
