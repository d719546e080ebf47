from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from dictation_app.errors import ModelError
from dictation_app.ui import loading
from dictation_app.ui.engine import Engine


@pytest.fixture
def engine(monkeypatch, qtbot):
    def load(choose, *, device, options):
        yield from ()
        return SimpleNamespace(info=choose(), took=0.1)

    monkeypatch.setattr(loading, "load", load)
    return Engine()


def begin(engine):
    engine.load(lambda: SimpleNamespace(name="small"), device="cpu", options=None)


def test_a_model_that_is_loaded_is_told(engine, qtbot):
    with qtbot.waitSignal(engine.ready) as told:
        begin(engine)
    assert told.args[0].info.name == "small"
    qtbot.waitUntil(lambda: engine._job is None)


def test_a_model_that_comes_while_the_window_closes_begins_nothing(engine, qtbot):
    told = []
    engine.ready.connect(told.append)
    begin(engine)
    engine._job.wait()  # it is loaded, and nobody has heard of it yet
    engine.stop()
    QCoreApplication.sendPostedEvents(engine, QEvent.Type.MetaCall.value)
    qtbot.waitUntil(lambda: engine._job is None)
    assert told == []
    assert engine.loaded is None


def test_what_can_wait_is_begun_once_after_the_first_load(engine, qtbot):
    with qtbot.waitSignal(engine.settled):
        begin(engine)
    assert engine.loaded is not None
    told = []
    engine.settled.connect(lambda: told.append(1))
    with qtbot.waitSignal(engine.ready):
        begin(engine)
    qtbot.waitUntil(lambda: engine._job is None)
    assert told == []


def test_what_can_wait_is_begun_without_a_model_too(qtbot, monkeypatch):
    def fail(choose, *, device, options):
        yield from ()
        raise ModelError("There is no model.")

    monkeypatch.setattr(loading, "load", fail)
    engine = Engine()
    with qtbot.waitSignals([engine.failed, engine.settled]):
        begin(engine)
