import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dictation_app.document.document import Document
from dictation_app.document.operations import Piece
from dictation_app.transcript import Word
from dictation_app.ui.editor import Editor
from dictation_app.ui.find_bar import FindBar, places


@pytest.fixture
def bar(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 500)
    editor = Editor()
    bar = FindBar(editor)
    column = QVBoxLayout(window)
    column.addWidget(bar)
    column.addWidget(editor)
    window.show()
    bar.editor = editor
    yield bar
    editor.close_document()


def show(bar, text):
    document = Document([Piece(text)])
    bar.editor.show_document(document)
    return document


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifier)


def test_it_counts_and_walks_the_places(bar):
    show(bar, "the cat and The dog and the end")
    bar.open()
    QTest.keyClicks(bar.wanted, "the")
    assert bar.count.text() == "1 of 3"
    assert bar.editor.selection == (0, 3)
    press(bar.wanted, Qt.Key.Key_Return)
    assert (bar.count.text(), bar.editor.selection) == ("2 of 3", (12, 15))
    press(bar.wanted, Qt.Key.Key_Return)
    press(bar.wanted, Qt.Key.Key_Return)
    assert bar.count.text() == "1 of 3"
    press(bar.wanted, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == "3 of 3"
    bar.case.setChecked(True)
    assert bar.count.text() == "2 of 2"


def test_whole_words_and_nothing_found(bar):
    show(bar, "cat concat cat's")
    bar.open()
    bar.wanted.setText("cat")
    assert len(bar.found) == 3
    bar.whole.setChecked(True)
    assert len(bar.found) == 2
    bar.wanted.setText("dog")
    assert bar.count.text() == "not found"
    assert not bar.replace_button.isEnabled()


def test_what_is_selected_is_looked_for(bar):
    show(bar, "one two two")
    bar.editor.select(4, 7)
    bar.open()
    assert (bar.wanted.text(), bar.count.text()) == ("two", "1 of 2")


def test_escape_goes_back_to_the_text(bar, qtbot):
    show(bar, "one two")
    bar.open()
    with qtbot.waitSignal(bar.closed):
        press(bar.wanted, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert bar.editor.marks.matches == ()


def test_one_place_is_replaced_and_the_next_selected(bar):
    document = show(bar, "a cat, a cat, a cat")
    bar.open(replacing=True)
    bar.wanted.setText("cat")
    bar.instead.setText("catkin")
    press(bar.instead, Qt.Key.Key_Return)
    assert document.text == "a catkin, a cat, a cat"
    assert document.text[slice(*bar.editor.selection)] == "cat"
    assert bar.editor.selection[0] == 12


def test_all_places_are_one_step_of_undo(bar):
    document = show(bar, "a cat, a 😀 cat, a cat")
    bar.open(replacing=True)
    bar.wanted.setText("cat")
    bar.instead.setText("catkin")
    bar.replace_all_button.click()
    assert document.text == "a catkin, a 😀 catkin, a catkin"
    assert bar.editor.toPlainText() == document.text
    assert bar.count.text() == "3 replaced"
    document.undo()
    assert document.text == "a cat, a 😀 cat, a cat"
    assert bar.editor.toPlainText() == document.text


def test_a_replaced_word_keeps_its_time_and_is_sure(bar):
    def word(text, start):
        return Piece(text, 0, Word(text, start, start + 1.0, 0.3))

    document = Document([word("cat", 1.0), Piece(" ", 0), word("dog", 2.0)])
    bar.editor.show_document(document)
    bar.open(replacing=True)
    bar.wanted.setText("cat")
    bar.instead.setText("cow")
    bar.replace_all_button.click()
    cow, dog = (piece.word for piece in document.pieces if piece.word)
    assert cow == Word("cow", 1.0, 2.0, 1.0)
    assert dog.confidence == 0.3


def test_places_follow_an_edit(bar, qtbot):
    document = show(bar, "cat cat")
    bar.open()
    bar.wanted.setText("cat")
    document.replace(0, 0, "cat ")
    qtbot.waitUntil(lambda: bar.count.text().endswith("of 3"))
    assert [document.text[slice(*place)] for place in bar.found] == ["cat"] * 3


@given(st.text("ab .(\n"), st.text("ab .(", min_size=1).filter(str.strip))
def test_every_place_holds_what_was_looked_for(text, wanted):
    for start, end in places(text, wanted, match_case=True, whole_words=False):
        assert text[start:end].split() == wanted.split()
