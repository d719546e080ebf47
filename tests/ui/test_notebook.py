"""When notes are saved, and when their journals are enough."""

import pytest

from dictation_app.document.library import Library
from dictation_app.document.operations import Piece
from dictation_app.ui.notebook import Notebook


@pytest.fixture
def notebook(qapp, tmp_path):
    made = Notebook(Library(tmp_path / "library"))
    made._timer.setInterval(0)
    yield made
    made.close_all()


def saved(notebook):
    return [note.text for note in notebook.library.notes()]


def write(notebook, text):
    note = notebook.new()
    note.document.replace(0, 0, [Piece(text)])
    return note


def test_a_note_is_saved_once_nothing_changed_for_a_while(notebook, qtbot):
    write(notebook, "buy milk")
    qtbot.waitUntil(lambda: saved(notebook) == ["buy milk"], timeout=30_000)


def test_while_one_dictates_notes_are_saved_when_asked_and_afterwards(notebook, qtbot):
    notebook.hold(True)
    note = write(notebook, "buy milk")
    qtbot.wait(50)  # the time that would have saved it has passed
    assert not notebook.is_busy
    assert saved(notebook) == []
    assert note.journal is not None
    notebook.save_changed()  # as when the library is opened
    qtbot.waitUntil(lambda: saved(notebook) == ["buy milk"], timeout=30_000)
    note.document.replace(8, 8, [Piece(" and bread")])
    qtbot.wait(50)
    assert saved(notebook) == ["buy milk"]
    notebook.hold(False)
    qtbot.waitUntil(lambda: saved(notebook) == ["buy milk and bread"], timeout=30_000)
