"""What the user sees and does in the text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtTest import QTest

from dictation_app.document.document import Document
from dictation_app.document.operations import Piece
from dictation_app.transcript import Hypothesis, Utterance, Word
from dictation_app.ui import theme
from dictation_app.ui.editor import Editor
from dictation_app.ui.marks import doubtful


def heard(document, text, start=0.0, confidence=0.9):
    words = tuple(
        Word(t, start + i * 0.5, start + i * 0.5 + 0.5, confidence)
        for i, t in enumerate(text.split())
    )
    return document.hear(Utterance(words, start, start + 0.5 * len(words))), words


def write(document, text, start=0.0, confidence=0.9):
    number, words = heard(document, text, start, confidence)
    pieces = []
    for word in words:
        if document.text or pieces:
            pieces.append(Piece(" ", number))
        pieces.append(Piece(word.text, number, word))
    document.replace(document.mark, document.mark, pieces)


@pytest.fixture
def editor(qtbot):
    editor = Editor()
    qtbot.addWidget(editor)
    editor.resize(700, 400)
    yield editor
    editor.close_document()


def show(editor, document, **options):
    editor.show_document(document, **options)
    editor.show()
    return document


def on_screen(editor):
    cursor = QTextCursor(editor.document())
    cursor.select(QTextCursor.SelectionType.Document)
    return cursor.selectedText().replace("\u2029", "\n")


def caret_at(editor, position):
    editor.select(position, position)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.text("xy z\n", min_size=1, max_size=3)),
        st.tuples(st.just("caret"), st.integers(0, 10**6), st.integers(0, 8)),
        st.just(("delete",)),
        st.tuples(st.just("hear"), st.text("cd ", min_size=1).filter(str.strip)),
        st.tuples(st.just("partial"), st.text("efg ", max_size=12)),
        st.tuples(st.just("program"), st.integers(0, 10**6), st.text("kl", max_size=3)),
        st.just(("mark",)),
        st.just(("undo",)),
        st.just(("redo",)),
    ),
    max_size=30,
)


def perform(editor, document, action, *values):
    n = len(document.text) + 1
    if action == "type":
        editor.textCursor().insertText(values[0])
    elif action == "caret":
        start = values[0] % n
        editor.select(start, min(start + values[1], n - 1))
    elif action == "delete":
        editor.textCursor().deletePreviousChar()
    elif action == "hear":
        write(document, values[0])
    elif action == "partial":
        editor.show_hypothesis(Hypothesis("", values[0]))
    elif action == "program":
        document.replace(values[0] % n, values[0] % n, values[1])
    elif action == "mark":
        document.mark = editor.caret
    elif action == "undo":
        document.undo()
    else:
        document.redo()


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps)
def test_screen_and_document_agree_whatever_is_typed_said_and_not_yet_final(
    editor, script
):
    document = show(editor, Document())
    for step in script:
        perform(editor, document, *step)
        assert on_screen(editor) == document.text
        assert 0 <= editor.caret <= len(document.text)
        editor.grab()  # painting must survive any state
    assert not set("efg") & set(document.text)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.integers(0, 19),
    st.integers(0, 19),
    st.integers(0, 5),
    st.text("qr", max_size=4),
)
def test_the_caret_stays_at_its_letters_when_text_changes_elsewhere(
    editor, caret, at, n_removed, inserted
):
    document = show(editor, Document([Piece("0123456789abcdefghij")]))
    caret_at(editor, caret)
    before, after = document.text[:caret], document.text[caret:]
    end = min(at + n_removed, 20)
    document.replace(at, end, inserted)
    if end <= caret:
        assert document.text[editor.caret :] == after or at == end == caret
    elif at >= caret:
        assert document.text[: editor.caret] == before
    else:
        assert at <= editor.caret <= at + len(inserted)


def test_dictation_does_not_move_a_caret_that_is_elsewhere(editor, qtbot):
    document = show(editor, Document())
    write(document, "one two three")
    caret_at(editor, 4)
    write(document, "four")
    assert editor.caret == 4
    qtbot.keyClicks(editor, "xy")
    write(document, "five")
    assert document.text == "one xytwo three four five"
    assert editor.caret == 6


def test_a_caret_where_dictation_writes_goes_along(editor):
    document = show(editor, Document())
    write(document, "one")
    assert editor.caret == 3
    write(document, "two")
    assert editor.caret == len(document.text)


def test_selected_text_stays_selected_while_text_arrives_before_it(editor):
    document = show(editor, Document([Piece("alpha beta gamma")]))
    editor.select(6, 10)
    document.mark = 0
    document.replace(0, 0, "So ")
    assert document.text[slice(*editor.selection)] == "beta"


def test_typing_while_the_partial_text_changes_touches_neither(editor, qtbot):
    document = show(editor, Document())
    write(document, "the cat")
    caret_at(editor, 4)
    for n, letter in enumerate("big "):
        editor.show_hypothesis(Hypothesis("sat on", "the mat"[: n + 3]))
        qtbot.keyClicks(editor, letter)
    assert document.text == on_screen(editor) == "the big cat"
    assert editor.hypothesis_shown == " sat on the ma"
    editor.show_hypothesis(None)
    write(document, "sat on the mat")
    assert document.text == "the big cat sat on the mat"


def test_partial_text_is_grey_and_stands_where_its_final_text_will(editor):
    theme_grey = theme.colour("muted")
    document = show(editor, Document())
    write(document, "start")
    height = editor.document().size().height()
    editor.show_hypothesis(Hypothesis("", "later words"))
    with_partial = editor.viewport().grab().toImage()
    assert editor.document().size().height() == height
    editor.show_hypothesis(None)
    without = editor.viewport().grab().toImage()
    grey = ink_of(with_partial, without)
    write(document, "later words")
    black = ink_of(editor.viewport().grab().toImage(), without)
    assert grey.keys() == black.keys() or overlap(grey, black) > 0.8
    darkest = min(grey.values(), key=lambda colour: colour.lightness())
    assert abs(darkest.lightness() - theme_grey.lightness()) < 25


def ink_of(image: QImage, blank: QImage):
    """Where and how an image differs from another."""
    size = range(image.width()), range(min(image.height(), 60))
    return {
        (x, y): image.pixelColor(x, y)
        for x in size[0]
        for y in size[1]
        if image.pixel(x, y) != blank.pixel(x, y)
    }


def overlap(one, other):
    return len(one.keys() & other.keys()) / max(len(one.keys() | other.keys()), 1)


def test_partial_text_in_the_middle_moves_nothing(editor):
    document = show(editor, Document([Piece("first line of text\n\nsecond line")]))
    document.mark = 5
    rects = [editor.cursorRect(QTextCursor(b)) for b in blocks(editor)]
    editor.show_hypothesis(Hypothesis("", "many words " * 20))
    assert [editor.cursorRect(QTextCursor(b)) for b in blocks(editor)] == rects
    assert on_screen(editor) == document.text
    editor.grab()


def blocks(editor):
    block = editor.document().firstBlock()
    while block.isValid():
        yield block
        block = block.next()


def test_partial_text_begins_as_its_final_text_will(editor):
    document = show(editor, Document())
    editor.show_hypothesis(Hypothesis("", "hello i am"))
    assert editor.hypothesis_shown == "Hello I am"
    write(document, "Hello.")
    editor.show_hypothesis(Hypothesis("what", "now"))
    assert editor.hypothesis_shown == " What now"
    editor.show_document(document, capitals=False)
    editor.show_hypothesis(Hypothesis("what", "now"))
    assert editor.hypothesis_shown == " what now"


def test_growing_text_scrolls_a_reader_at_its_end(editor):
    document = show(editor, Document())
    for number in range(60):
        write(document, f"sentence number {number} of a long dictation", number * 5.0)
    bar = editor.verticalScrollBar()
    assert bar.value() > 0
    bottom = editor.cursorRect().bottom()
    assert 0 < bottom <= editor.viewport().height()
    was = bar.value()
    editor.show_hypothesis(Hypothesis("", "and it goes on " * 12))
    assert bar.value() > was


def test_growing_text_leaves_a_reader_elsewhere_alone(editor):
    document = show(editor, Document())
    for number in range(60):
        write(document, f"sentence number {number} of a long dictation", number * 5.0)
    bar = editor.verticalScrollBar()
    bar.setValue(40)
    write(document, "more and more " * 20)
    editor.show_hypothesis(Hypothesis("", "and it goes on " * 12))
    assert bar.value() == 40


def test_undo_takes_back_an_utterance_and_is_left_to_the_document(editor):
    document = show(editor, Document())
    write(document, "one two")
    write(document, "three four")
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.text == "one two three four"  # Qt's own undo does nothing
    document.undo()
    assert on_screen(editor) == "one two"


def test_every_enter_is_the_same_line_break(editor):
    document = show(editor, Document())
    for modifier in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.KeypadModifier,
    ):
        QTest.keyClick(editor, Qt.Key.Key_Return, modifier)
    assert document.text == "\n\n\n"


def test_enter_makes_empty_lines_too(editor):
    document = show(editor, Document())
    QTest.keyClicks(editor, "a")
    for _ in range(3):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "b")
    assert document.text == on_screen(editor) == "a\n\n\nb"


def test_pasted_text_is_plain(editor):
    document = show(editor, Document())
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("one\r\ntwo\u2028three\x00\x07\tfour\n")
    editor.insertFromMimeData(data)
    assert document.text == on_screen(editor) == "one\ntwo\nthree\tfour\n"


def test_copied_text_is_the_documents(editor):
    document = show(editor, Document([Piece("α\u00a0β\nγ😀δ")]))
    editor.show_hypothesis(Hypothesis("", "not this"))
    editor.selectAll()
    data = editor.createMimeDataFromSelection()
    assert data.text() == document.text
    assert not data.hasHtml()


def test_doubtful_words_are_joined_and_nothing_else():
    def piece(text, confidence=None):
        word = None if confidence is None else Word(text, 0.0, 1.0, confidence)
        return Piece(text, 0, word)

    pieces = [
        piece("sure", 0.9),
        piece(" ", None),
        piece("cold", 0.2),
        piece(" "),
        piece("store", 0.3),
        piece(","),
        piece(" Ely", 0.1),
        piece("\n"),
        piece("end", 0.1),
    ]
    text = "".join(p.text for p in pieces)
    found = [text[a:b] for a, b in doubtful(pieces, 0, 0.5)]
    assert found == ["cold store", "Ely", "end"]
    assert list(doubtful(pieces, 0, 0.05)) == []


def test_a_doubtful_word_is_dotted_until_it_is_sure(editor):
    document = show(editor, Document())
    write(document, "maybe", confidence=0.2)
    doubt = theme.colour("doubt").rgb()

    def dotted():
        editor.repaint()
        image = editor.viewport().grab().toImage()
        return any(
            image.pixel(x, y) == doubt for x in range(100) for y in range(20, 60)
        )

    assert dotted()
    editor.set_doubt(0.1)
    assert not dotted()


def test_times_stand_beside_the_paragraphs_of_a_recording_only(editor):
    document = Document()
    write(document, "one two", 5.0)
    document.replace(7, 7, "\n\n")
    write(document, "three", 65.0)
    show(editor, document, timed=True)
    assert [time for time, _, _ in editor.gutter.times()] == [5.0, 65.0]
    assert editor.gutter.isVisible()
    editor.show_document(document, timed=False)
    assert not editor.gutter.isVisible()


def test_a_click_on_a_time_tells_it(editor, qtbot):
    document = Document()
    write(document, "one two", 5.0)
    show(editor, document, timed=True)
    ((_, box, _),) = editor.gutter.times()
    with qtbot.waitSignal(editor.time_clicked) as told:
        qtbot.mouseClick(
            editor.gutter,
            Qt.MouseButton.LeftButton,
            pos=QPoint(8, round(box.center().y())),
        )
    assert told.args == [5.0]


def test_a_click_on_a_word_tells_its_place(editor, qtbot):
    show(editor, Document([Piece("one two three")]))
    rect = editor.rect_of(4, 7)
    with qtbot.waitSignal(editor.word_clicked) as told:
        qtbot.mouseClick(
            editor.viewport(),
            Qt.MouseButton.LeftButton,
            pos=rect.center().toPoint(),
        )
    assert 4 <= told.args[0] <= 7


def test_lines_are_no_longer_than_one_can_read(editor):
    editor.resize(2_000, 500)
    show(editor, Document([Piece("the quick brown fox jumps over it " * 30)]))
    block = editor.document().firstBlock()
    assert block.layout().lineCount() > 5
    assert block.layout().lineAt(0).textLength() <= 95


def test_a_long_document_cannot_be_edited_before_it_is_there(editor, qtbot):
    document = Document([Piece("word " * 10_000)])
    with qtbot.waitSignal(editor.loaded):
        editor.show_document(document)
        assert editor.isReadOnly()
    assert not editor.isReadOnly()
    assert on_screen(editor) == document.text


def test_another_document_lets_go_of_the_first(editor):
    first, second = Document([Piece("first")]), Document([Piece("second")])
    show(editor, first)
    editor.show_document(second)
    first.replace(0, 0, "!")
    assert on_screen(editor) == "second"


def test_a_screen_reader_finds_a_named_text(editor):
    from PySide6.QtGui import QAccessible

    document = show(editor, Document([Piece("hello")]))
    interface = QAccessible.queryAccessibleInterface(editor)
    assert interface.text(QAccessible.Text.Name) == "Transcript"
    assert interface.text(QAccessible.Text.Value) == document.text
    assert interface.role() == QAccessible.Role.EditableText
