import gc
import threading
import weakref

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QWidget

from dictation_app.ui import garbage
from dictation_app.ui.garbage import GarbageCollection


class Cyclic(QWidget):
    """A window that only the garbage collection can free."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


class Allocating(QThread):
    """Allocates so much that Python would collect meanwhile."""

    def run(self) -> None:
        self.kept = [[number] for number in range(100_000)]


def test_garbage_is_collected_in_the_windows_thread_and_no_other(qtbot):
    collection = GarbageCollection()
    threads = []
    gone = weakref.ref(window := Cyclic())
    weakref.finalize(window, lambda: threads.append(threading.get_ident()))
    del window
    thread = Allocating()
    thread.start()
    thread.wait()
    assert gone() is not None
    collection.collect()
    assert gone() is None
    assert threads == [threading.get_ident()]
    collection.stop()


def test_nothing_is_collected_while_there_is_next_to_nothing(qtbot):
    collection = GarbageCollection()
    gc.collect()
    gone = weakref.ref(Cyclic())
    collection.collect()
    assert gone() is not None
    collection.stop()
    assert gc.isenabled()


def test_what_libraries_brought_is_never_gone_through(qtbot, monkeypatch):
    collected = []
    monkeypatch.setattr(gc, "collect", collected.append)
    monkeypatch.setattr(gc, "freeze", lambda: collected.append("frozen"))
    monkeypatch.setattr(gc, "get_count", lambda: (10_000, 100, 100))
    monkeypatch.setattr(garbage, "_EVERY", 1)
    collection = GarbageCollection()
    qtbot.wait(20)
    collection.settle()
    qtbot.waitUntil(lambda: len(collected) > 1)
    collection.stop()
    assert collected[:2] == ["frozen", 2]
