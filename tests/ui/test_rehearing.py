import pytest
from sounding import recognizer, utterance

from dictation_app.document.commands import CommandTable
from dictation_app.document.document import Document
from dictation_app.document.scribe import Scribe
from dictation_app.document.vocabulary import Vocabulary
from dictation_app.speech.architecture import DecodingOptions
from dictation_app.ui.editor import Editor
from dictation_app.ui.page import Page
from dictation_app.ui.rehear_dialog import RehearDialog
from dictation_app.ui.rehearing import Rehearing, different_places, different_words

BOB = DecodingOptions(beam_width=16, hotwords=("bat",), hotword_weight=7.0)


@pytest.fixture
def page(qtbot):
    editor = Editor()
    qtbot.addWidget(editor)
    rehearing = Rehearing(editor)
    scribe = Scribe(Document(), CommandTable(()))
    scribe.write(utterance("we took the cat home", 0.0, {12: "b"}))
    scribe.write(utterance("nobody saw us", 6.0))
    scribe.write(utterance("the cat slept", 12.0, {4: "b"}))
    editor.show_document(scribe.document)
    yield rehearing, editor, Page(scribe.document, scribe)
    rehearing.stop()
    editor.close_document()


def listen(rehearing, page, qtbot, options=BOB):
    with qtbot.waitSignal(rehearing.finished):
        rehearing.start(page, recognizer().decoder, options)


def write(rehearing, qtbot):
    with qtbot.waitSignal(rehearing.written) as told:
        rehearing.write()
    return told.args


def test_other_weights_change_words_only_when_asked(page, qtbot):
    rehearing, editor, page = page
    listen(rehearing, page, qtbot)
    assert page.document.text == "We took the cat home nobody saw us the cat slept"
    assert [heard.number for heard in rehearing.found] == [0, 2]
    assert write(rehearing, qtbot) == [2, 0]
    assert page.document.text == "We took the bat home nobody saw us the bat slept"
    assert editor.toPlainText() == page.document.text


def test_changed_words_are_marked(page, qtbot):
    rehearing, editor, page = page
    listen(rehearing, page, qtbot)
    write(rehearing, qtbot)
    assert [c.selectedText() for c in editor.marks.changed] == ["bat", "bat"]
    editor.show()
    editor.grab()
    editor.clear_changed()
    assert not editor.marks.changed


def test_what_was_edited_stays(page, qtbot):
    rehearing, _editor, page = page
    page.document.replace(0, 2, "They")
    listen(rehearing, page, qtbot)
    assert write(rehearing, qtbot) == [1, 1]
    assert page.document.text == "They took the cat home nobody saw us the bat slept"


def test_each_utterance_is_a_step_of_undo(page, qtbot):
    rehearing, _, page = page
    listen(rehearing, page, qtbot)
    write(rehearing, qtbot)
    page.document.undo()
    assert page.document.text == "We took the bat home nobody saw us the cat slept"


def test_what_left_the_page_is_not_heard_again(page, qtbot):
    rehearing, _, page = page
    page.document.replace(0, len(page.document.text), "")
    listen(rehearing, page, qtbot)
    assert not rehearing.found


def test_the_dialog_shows_what_would_change(page, qtbot):
    rehearing, _editor, page = page
    dialog = RehearDialog(rehearing)
    qtbot.addWidget(dialog)
    decoder = recognizer().decoder
    dialog.options_chosen.connect(lambda o: rehearing.start(page, decoder, o))
    dialog.write_requested.connect(rehearing.write)
    with qtbot.waitSignal(rehearing.finished):
        dialog.open_with(DecodingOptions(beam_width=16), has_language_model=False)
    assert "just the same" in dialog.status_label.text()
    assert not dialog.write_button.isEnabled()
    assert not dialog.alpha.isEnabled()
    dialog.boost.setValue(70)
    with qtbot.waitSignal(rehearing.finished):
        dialog.hotwords.setText("bat")
        dialog.hotwords.textEdited.emit("bat")
    assert dialog.options().hotwords == ("bat",)
    assert dialog.changes.item(0).text() == "cat  →  bat"
    chosen = []
    dialog.place_chosen.connect(chosen.append)
    dialog.changes.setCurrentRow(1)
    assert chosen == [2]
    with qtbot.waitSignal(rehearing.written):
        dialog.write_button.click()
    assert "bat home" in page.document.text
    assert not dialog.isVisible()


def test_differences_are_told_word_by_word():
    assert different_words("a b c d", "a x c") == [("b", "x"), ("d", "")]
    before, after = "We took the cat", "We  took a big cat"
    found = [after[a:b] for a, b in different_places(before, after)]
    assert found == ["a big"]


def test_a_vocabulary_is_a_way_to_listen():
    options = Vocabulary(("Bat",), boost=7.0).applied(DecodingOptions(beam_width=16))
    assert options.hotwords == ("Bat",)
