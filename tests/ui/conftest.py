"""Windows are tested without a screen, and must leave no thread behind."""

import gc
import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


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
    gc.collect()
    assert not running, "the test left a job running"
