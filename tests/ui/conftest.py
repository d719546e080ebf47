"""Windows are tested without a screen, and must leave no thread behind."""

import gc
import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_finish():
    """What the modules hold is never garbage: collecting is quick without it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _collects_nothing():
    """Keep Python from collecting a window's garbage in the thread of a job."""
    gc.disable()


def pytest_runtest_logfinish():
    """Free windows in their own thread, as the program does; fixtures are gone now.

    What outlived its test would be dressed anew whenever a test changes the theme.
    """
    from PySide6.QtCore import QCoreApplication, QEvent

    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    gc.enable()


@pytest.fixture
def microphone():
    """A microphone that hears what the test puts in."""
    from tests.ui.scripted_microphone import ScriptedMicrophone

    return ScriptedMicrophone()


@pytest.fixture(autouse=True)
def _no_dangling_threads(monkeypatch):
    """Fail a test that leaves a job running; stop it, so that others are not harmed."""
    from dictation_app.ui.job import Job

    started = []
    start = Job.start

    def note(job, *arguments):
        started.append(job)
        start(job, *arguments)

    monkeypatch.setattr(Job, "start", note)
    yield
    running = [job for job in started if job.isRunning()]
    for job in running:
        job.stop()
    started.clear()
    assert not running, "the test left a job running"
