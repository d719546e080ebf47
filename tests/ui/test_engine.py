from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

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
