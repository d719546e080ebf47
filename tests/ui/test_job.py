import sys
import threading
import time
from collections.abc import Generator

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal, Slot

from dictation_app.errors import AudioError
from dictation_app.ui.job import Job

_PATIENCE = 30


class Listener(QObject):
    """Takes note of what a job says, and in which thread it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: set[QThread] = set()

    @Slot(object)
    def note(self, value: object) -> None:
        self.heard.append(value)
        self.threads.add(QThread.currentThread())


def count(to: int) -> Generator[int, None, str]:
    yield from range(to)
    return "done"


def test_what_is_yielded_arrives_in_order_in_the_windows_thread(qtbot):
    job, listener = Job(lambda: count(50)), Listener()
    job.progressed.connect(listener.note)
    job.succeeded.connect(listener.note)
    with qtbot.waitSignal(job.finished):
        job.start()
    assert listener.heard == [*range(50), "done"]
    assert listener.threads == {QThread.currentThread()}


def test_a_failure_arrives_as_the_error_itself(qtbot):
    def fail() -> Generator[int, None, None]:
        yield 1
        raise AudioError("The microphone is gone.")

    job, listener = Job(fail), Listener()
    job.failed.connect(listener.note)
    with qtbot.waitSignals([job.failed, job.finished], order="strict"):
        job.start()
    assert [str(error) for error in listener.heard] == ["The microphone is gone."]


def test_a_task_that_cannot_begin_fails_too(qtbot):
    def refuse() -> Generator[int, None, None]:
        raise AudioError("There is no microphone.")

    job = Job(refuse)
    with qtbot.waitSignal(job.failed) as failed:
        job.start()
    assert isinstance(failed.args[0], AudioError)
    job.wait()


def test_stopping_closes_the_task_in_its_own_thread(qtbot):
    closed_in: list[int] = []
    began_in: list[int] = []
    began = threading.Event()

    def forever() -> Generator[int, None, None]:
        began_in.append(threading.get_ident())
        began.set()
        try:
            while True:
                yield 0
                time.sleep(0.001)
        finally:
            closed_in.append(threading.get_ident())

    job = Job(forever)  # nothing listens: what is said after a listener's end may crash
    job.start()
    assert began.wait(_PATIENCE)
    job.stop()
    assert job.isFinished()
    assert closed_in == began_in != [threading.get_ident()]


def test_a_stopped_job_does_not_succeed(qtbot):
    began, release = threading.Event(), threading.Event()

    def work() -> Generator[int, None, str]:
        began.set()
        yield 1
        release.wait()
        yield 2
        return "all of it"

    job, listener = Job(work), Listener()
    job.succeeded.connect(listener.note)
    job.start()
    assert began.wait(_PATIENCE)
    job.requestInterruption()
    release.set()
    job.stop()
    QCoreApplication.processEvents()  # what it may have said in the meantime
    assert listener.heard == []


class Bell(QObject):
    rung = Signal(int)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True is immortal there")
def test_signals_keep_the_reference_counts_of_constants():
    """PySide6 6.12 on Python 3.11 loses one of True at every emit, and then aborts."""
    bell = Bell()
    before = sys.getrefcount(True)
    for number in range(50):
        bell.rung.emit(number)
    assert sys.getrefcount(True) >= before - 5
