"""The text on the screen is the document's, whatever happens to either."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from dictation_app.document.document import Document
from dictation_app.document.operations import Piece
from dictation_app.transcript import Utterance, Word
from dictation_app.ui.binding import Binding


def write(document, text, start=0.0):
    words = tuple(
        Word(t, start + i * 0.5, start + i * 0.5 + 0.5, 0.5)
        for i, t in enumerate(text.split())
    )
    number = document.hear(Utterance(words, start, start + len(words) * 0.5))
    pieces = [Piece(f" {word.text}", number, word) for word in words]
    document.replace(document.mark, document.mark, pieces)


def shown(qt):
    cursor = QTextCursor(qt)
    cursor.select(QTextCursor.SelectionType.Document)
    return cursor.selectedText().replace("\u2029", "\n")


letters = st.text("ab \né😀", max_size=4)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("user"), st.integers(0, 10**6), st.integers(0, 12), letters),
        st.tuples(
            st.just("program"), st.integers(0, 10**6), st.integers(0, 12), letters
        ),
        st.tuples(st.just("hear"), st.text("cd😀 ", min_size=1).filter(str.strip)),
        st.just(("undo",)),
        st.just(("redo",)),
    ),
    max_size=30,
)


def perform(document, qt, binding, action, *values):
    text = document.text
    if action == "hear":
        write(document, values[0])
    elif action == "undo":
        document.undo()
    elif action == "redo":
        document.redo()
    else:
        start = values[0] % (len(text) + 1)
        end = min(start + values[1], len(text))
        if action == "program":
            document.replace(start, end, values[2])
            return
        cursor = QTextCursor(qt)
        cursor.setPosition(binding.units(start))
        cursor.setPosition(binding.units(end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(values[2])
        assert document.text == text[:start] + values[2] + text[end:]


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps)
def test_the_screen_shows_the_document_after_anything(qapp, script):
    edit, document = QTextEdit(), Document()
    qt = edit.document()
    binding = Binding(qt, document)
    for step in script:
        perform(document, qt, binding, *step)
        assert shown(qt) == document.text
    for position in range(len(document.text) + 1):
        assert binding.characters(binding.units(position)) == position
        before = document.text[:position]
        assert binding.units(position) == len(before.encode("utf-16-le")) // 2
    binding.close()


def test_an_edit_keeps_the_sound_of_the_words_around_it(qapp):
    edit, document = QTextEdit(), Document()
    qt = edit.document()
    write(document, "the cat sat")
    binding = Binding(qt, document)
    cursor = QTextCursor(qt)
    cursor.setPosition(5)
    cursor.insertText("f")
    texts = {piece.text: piece.word for piece in document.pieces}
    assert texts[" the"].start == 0.0
    assert texts[" sat"].start == 1.0
    binding.close()


def test_a_long_text_is_laid_out_in_slices_and_can_grow_meanwhile(qapp, qtbot):
    document = Document([Piece("word " * 30_000)])
    edit = QTextEdit()
    qt = edit.document()
    binding = Binding(qt, document)
    assert not binding.complete
    assert len(shown(qt)) < len(document.text)
    with qtbot.waitSignal(binding.loaded):
        document.replace(3, 4, "ds are man")
        document.replace(19_990, 20_020, "across the border of a slice")
        document.replace(140_000, 140_001, "far away")
        document.mark = len(document.text)
        write(document, "the end")
    assert binding.complete
    assert shown(qt) == document.text
    binding.close()


@pytest.mark.parametrize(
    "strange", ["\r", "\u2028", "\u2029", "\ufdd0", "\x00", "\r\n"]
)
def test_what_qt_cannot_hold_does_not_shift_the_rest(qapp, strange):
    edit, document = QTextEdit(), Document()
    qt = edit.document()
    document.replace(0, 0, f"a{strange}b")
    binding = Binding(qt, document)
    cursor = QTextCursor(qt)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText("c")
    assert document.text == f"a{strange}bc"
    binding.close()


def test_an_empty_line_between_paragraphs_is_lower_than_a_line(qapp):
    edit = QTextEdit()
    document = Document([Piece("one\n\ntwo\n")])
    binding = Binding(edit.document(), document)
    heights = []
    block = edit.document().firstBlock()
    while block.isValid():
        heights.append(block.blockFormat().lineHeightType())
        block = block.next()
    one, gap, two, last = heights
    assert one == two == last != gap
    cursor = QTextCursor(edit.document().findBlockByNumber(1))
    cursor.insertText("x")
    block = edit.document().findBlockByNumber(1)
    assert block.blockFormat().lineHeightType() == one
    binding.close()
