"""Long work in a process of its own: what it tells arrives, and it ends when asked."""

import os
import sys
import threading
import time

import pytest

from dictation_app.errors import DictationError, TrainingError
from dictation_app.training.apart import _listen, apart


def count_to(n, stop):
    for number in range(n):
        if stop():
            return "stopped"
        yield number, os.getpid()
    return "done"


def wait_for_the_end(path, stop):
    try:
        while not stop():
            yield "waiting"
            time.sleep(0.01)
        return "ended"
    finally:
        path.write_text("closed", encoding="utf-8")


def fail_in_a_sentence(stop):
    yield "before"
    raise TrainingError("The disk is full.")


def fail_badly(stop):
    yield "before"
    raise ZeroDivisionError("by zero")


def die(stop):
    yield "before"
    os._exit(3)


def finish(steps):
    yielded = []
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            return yielded, end.value
        if step is not None:
            yielded.append(step)


def test_what_it_yields_and_returns_comes_from_another_process():
    told, result = finish(apart(count_to, 3))
    assert [number for number, _ in told] == [0, 1, 2]
    assert {process for _, process in told} != {os.getpid()}
    assert result == "done"


def test_it_ends_early_when_asked(tmp_path):
    asked = iter([False, True])
    steps = apart(wait_for_the_end, tmp_path / "mark", stop=lambda: next(asked, True))
    assert finish(steps)[1] == "ended"


def test_closing_it_closes_the_work_and_waits_for_that(tmp_path):
    mark = tmp_path / "mark"
    steps = apart(wait_for_the_end, mark)
    while next(steps) is None:
        pass
    steps.close()
    assert mark.read_text(encoding="utf-8") == "closed"


def listen_for_long(path, stop):
    try:
        yield "listening"
        time.sleep(600)
    finally:
        path.write_text("closed", encoding="utf-8")


def test_closing_ends_work_in_mid_step_that_has_nothing_to_save(tmp_path):
    mark = tmp_path / "mark"
    asked = []
    steps = apart(
        listen_for_long, mark, has_nothing_to_save=lambda s: asked.append(s) or True
    )
    while next(steps) is None:
        pass
    steps.close()
    assert asked == ["listening"]
    assert not mark.exists()


@pytest.mark.parametrize(
    ("work", "words"),
    [
        (fail_in_a_sentence, "The disk is full."),
        (fail_badly, "ZeroDivisionError: by zero"),
        (die, "ended unexpectedly"),
    ],
)
def test_a_failure_is_one_sentence(work, words):
    with pytest.raises(DictationError, match=words):
        finish(apart(work))


def test_a_line_that_is_closed_while_it_is_read_ends_the_reading():
    """As at the end of the process, which closes what its thread still reads."""

    class Closed:
        def recv(self):
            raise TypeError("'NoneType' object cannot be interpreted as an integer")

    ended, closed = threading.Event(), threading.Event()
    _listen(Closed(), ended, closed)
    assert closed.is_set()
    assert not ended.is_set()


def how_it_waits(stop):
    yield "torch" in sys.modules, os.environ["OMP_WAIT_POLICY"]


def test_its_threads_do_not_spin_while_they_wait():
    assert next(step for step in apart(how_it_waits) if step) == (False, "PASSIVE")
