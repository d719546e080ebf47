import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor
from sounding import recognizer, utterance

from dictation_app.document.document import Document
from dictation_app.document.operations import Piece
from dictation_app.document.scribe import Scribe
from dictation_app.transcript import Word
from dictation_app.ui.editor import Editor
from dictation_app.ui.retiming import Retimer, confidences, retimed

HEARD = "we took the cat home"


@pytest.fixture
def page(qtbot):
    editor = Editor()
    qtbot.addWidget(editor)
    retimer = Retimer(editor)
    scribe = Scribe(Document())
    scribe.write(utterance(HEARD, 2.0))
    editor.show_document(scribe.document)
    retimer.align = recognizer().align
    yield retimer, editor, scribe.document
    retimer.stop()
    editor.close_document()


def type_over(editor, start, end, text):
    cursor = editor.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    editor.textCursor().insertText(text)


def times(document):
    transcript = document.to_transcript(duration=9.0)
    return {word.text: (word.start, word.end) for word in transcript.words}


def test_an_edit_gets_the_times_of_its_sound(page, qtbot):
    retimer, editor, document = page
    true = times(document)
    type_over(editor, 3, 15, "")
    type_over(editor, 3, 3, "took a cat")  # the words that were heard are gone
    guess = times(document)
    assert document.stale()
    with qtbot.waitSignal(retimer.finished) as done:
        retimer.run()
    assert done.args == [1]
    assert document.text == "We took a cat home"
    assert document.stale() == []
    exact = times(document)
    assert exact["cat"] == pytest.approx(true["cat"], abs=0.045)
    assert guess["cat"] != pytest.approx(true["cat"], abs=0.045)
    words = document.to_transcript(duration=9.0).words
    sure = {word.text: word.confidence for word in words}
    assert sure["cat"] == sure["a"] == 1.0
    assert sure["home"] < 1.0


def test_leaving_the_paragraph_is_enough(page, qtbot):
    retimer, editor, document = page
    document.replace(len(document.text), len(document.text), "\n\nnext")
    type_over(editor, 12, 15, "bat")
    assert retimer.waits
    with qtbot.waitSignal(retimer.finished):
        editor.select(len(document.text), len(document.text))
    assert document.stale() == []


def test_what_can_be_done_again_is_not_taken_away(page, qtbot):
    retimer, editor, document = page
    type_over(editor, 12, 15, "bat")
    type_over(editor, 0, 2, "They")
    document.undo()
    retimer.run()
    assert document.can_redo
    assert document.stale()
    document.redo()
    with qtbot.waitSignal(retimer.finished):
        retimer.run()
    assert document.stale() == []
    assert document.text == "They took the bat home"


def test_an_edit_in_the_meantime_is_not_overwritten(page, qtbot):
    retimer, editor, document = page
    type_over(editor, 12, 15, "bat")
    retimer.run()
    type_over(editor, 0, 2, "They")  # before what the job found has arrived
    with qtbot.waitSignal(retimer.finished):
        pass
    assert document.text == "They took the bat home"
    assert retimer.waits
    with qtbot.waitSignal(retimer.finished):
        retimer.run()
    assert document.stale() == []


def test_a_text_that_does_not_fit_its_sound_stays_as_it_is(page, qtbot):
    retimer, editor, document = page
    type_over(editor, 12, 15, "something far too long for it " * 20)
    text = document.text
    with qtbot.waitSignal(retimer.finished) as done:
        retimer.run()
    assert done.args == [0]
    assert document.text == text


def test_without_a_model_nothing_happens(page):
    retimer, editor, _document = page
    retimer.align = None
    type_over(editor, 12, 15, "bat")
    retimer.run()
    assert retimer.waits


def test_retiming_is_no_step_that_shows(page, qtbot):
    retimer, editor, document = page
    type_over(editor, 12, 15, "bat")
    with qtbot.waitSignal(retimer.finished):
        retimer.run()
    document.undo()
    assert document.text == "We took the cat home"


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b ", " ", "c d", ".", "\n"]), st.booleans()),
        max_size=12,
    )
)
def test_there_is_a_confidence_for_every_word(parts):
    pieces = [
        Piece(text, None if typed else 0, None if typed else Word(text, 0, 1, 0.5))
        for text, typed in parts
    ]
    text = "".join(piece.text for piece in pieces)
    assert len(confidences(pieces)) == len(text.split())


def test_the_task_leaves_utterances_without_sound_alone():
    document = Document([Piece("a", 0, Word("a", 0.0, 1.0, 0.5)), Piece("b")])
    found = list(retimed(document.pieces, {}, recognizer().align))
    assert found == [None]
