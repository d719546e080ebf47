"""Hand and voice write in one place at once, and neither cuts the other."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sounding import utterance

from dictation_app.document.document import Document
from dictation_app.document.scribe import Scribe
from dictation_app.transcript import Hypothesis
from dictation_app.ui.editor import Editor

ALMOST_A_REST, A_REST, A_LONG_REST = 1.4, 1.5, 10.0
"""Seconds without a key."""
EXAMPLES = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class Desk:
    """An editor with somebody who types, a scribe who writes, and a clock."""

    def __init__(self, editor):
        self.editor = editor
        self.document = Document()
        self.operations = []
        self.now = 0.0
        editor.show_document(self.document)
        editor.hand.clock = lambda: self.now
        self.scribe = Scribe(self.document)
        self.document.watch(lambda operation, _: self.operations.append(operation))

    @property
    def text(self):
        """What is on the page, with a stroke at the caret."""
        text, caret = self.document.text, self.editor.caret
        return f"{text[:caret]}|{text[caret:]}"

    def type(self, keys):
        for key in keys:
            if key == "\b":
                QTest.keyClick(self.editor, Qt.Key.Key_Backspace)
            elif key == "\n":
                QTest.keyClick(self.editor, Qt.Key.Key_Return)
            else:
                QTest.keyClicks(self.editor, key)

    def say(self, text):
        self.scribe.write(utterance(text))

    def wait(self, seconds):
        self.now += seconds


@pytest.fixture
def editor(qtbot):
    editor = Editor()
    qtbot.addWidget(editor)
    editor.show()
    yield editor
    editor.close_document()


@pytest.fixture
def desk(editor):
    return Desk(editor)


keys = st.tuples(st.just("type"), st.text("abC .,(\n\b", min_size=1, max_size=4))
sentences = st.tuples(
    st.just("say"),
    st.sampled_from(["we took the cat", "i see", "comma", "full stop", "new line"]),
)
scripts = st.lists(st.one_of(keys, sentences), max_size=14)


def perform(desk, script):
    """Type and say; after each key that changed something it is nearly a rest."""
    for action, value in script:
        n_before = len(desk.operations)
        getattr(desk, action)(value)
        if action == "type" and len(desk.operations) > n_before:
            desk.wait(ALMOST_A_REST)


@EXAMPLES
@given(st.sampled_from(["", "hello there"]), keys, scripts)
def test_typing_while_one_speaks_is_typing_first_and_speaking_then(
    editor, before, first, script
):
    assume(before or first[1].strip("\b"))  # there is nothing to take back yet
    begin = [("say", before), first] if before else [first]
    one_by_one = Desk(editor)
    perform(one_by_one, begin)
    perform(one_by_one, [step for step in script if step[0] == "type"])
    caret = editor.caret
    perform(one_by_one, [step for step in script if step[0] == "say"])
    at_once = Desk(editor)
    perform(at_once, [*begin, *script])
    assert at_once.document.text == one_by_one.document.text
    assert editor.caret == caret


def typed(document):
    """Without blanks: one in the place of a spoken blank cannot be seen, nor undone."""
    letters = "".join(piece.text for piece in document.pieces if piece.typed)
    return letters.replace(" ", "")


def spoken(document):
    return [(p.utterance, p.word.text) for p in document.pieces if p.word is not None]


@EXAMPLES
@given(keys, scripts)
def test_each_undo_takes_back_typing_or_one_utterance(editor, first, script):
    desk = Desk(editor)
    perform(desk, [first, *script])
    document, whole = desk.document, desk.document.text
    while document.can_undo:
        letters, words = typed(document), spoken(document)
        document.undo()
        gone = {number for number, _ in set(words) - set(spoken(document))}
        if gone:
            assert len(gone) == 1
            assert not gone & {number for number, _ in spoken(document)}
            assert typed(document) == letters
    assert not document.text
    while document.can_redo:
        document.redo()
    assert document.text == whole


@EXAMPLES
@given(keys, scripts)
def test_the_log_of_both_replayed_is_the_text(editor, first, script):
    desk = Desk(editor)
    perform(desk, [first, *script])
    document = Document()
    for operation in desk.operations:
        document.apply(operation)
    assert document.pieces == desk.document.pieces
    while desk.document.can_undo:
        desk.document.undo()
        document.undo()
        assert document.text == desk.document.text


def test_a_slowly_typed_word_is_not_cut(desk):
    desk.say("good morning")
    desk.type(" ")
    for letter in "hello":
        desk.type(letter)
        desk.wait(3.0)
        desk.say("we took the cat")
    assert desk.text == "Good morning hello|" + 5 * " we took the cat"


def test_what_is_said_is_spaced_from_what_is_typed_before_it(desk):
    desk.type("he")
    desk.say("we took the cat")
    assert desk.text == "he| we took the cat"
    desk.type("llo ")
    assert desk.text == "hello |we took the cat"
    desk.type("you")
    assert desk.text == "hello you| we took the cat"
    desk.type(".")
    assert desk.text == "hello you.| We took the cat"
    desk.type("\b\b\b\b\b")
    assert desk.text == "hello| we took the cat"
    desk.type("\n")
    assert desk.text == "hello\n|We took the cat"


def test_undo_takes_back_what_was_typed_then_what_was_said(desk):
    desk.type("he")
    desk.say("we took the cat")
    desk.type("llo ")
    desk.document.undo()
    assert desk.document.text == "he we took the cat"
    desk.document.undo()
    assert desk.document.text == "he"


def test_a_word_nobody_goes_on_with_is_left(desk):
    desk.type("hello")
    desk.say("we took the cat")
    assert desk.text == "hello| we took the cat"
    desk.wait(A_LONG_REST)
    desk.say("home")
    assert desk.text == "hello we took the cat home|"


def test_after_a_rest_the_caret_goes_along(desk):
    desk.type("hello.")
    desk.wait(A_REST)
    desk.say("we took the cat")
    assert desk.text == "hello. We took the cat|"


def test_between_two_words_typed_while_one_speaks_there_may_be_a_longer_rest(desk):
    desk.type("hello")
    desk.editor.show_hypothesis(Hypothesis("", "we took"))
    desk.type(" ")
    desk.wait(A_LONG_REST - 0.1)
    desk.editor.show_hypothesis(None)
    desk.say("we took the cat")
    desk.type("there")
    assert desk.text == "hello there| we took the cat"


def test_who_speaks_after_typing_takes_the_caret_along(desk):
    desk.type("hello ")
    desk.wait(A_REST)
    desk.editor.show_hypothesis(Hypothesis("", "we took"))
    desk.editor.show_hypothesis(None)
    desk.say("we took the cat")
    assert desk.text == "hello we took the cat|"


def test_who_went_on_typing_keeps_the_caret(desk):
    desk.type("he")
    desk.say("we took the cat")
    desk.type("llo")
    desk.wait(A_LONG_REST)
    desk.say("home")
    assert desk.text == "hello| we took the cat home"


def test_a_border_that_was_edited_by_hand_is_left_alone(desk):
    desk.type("foot")
    desk.say("ball")
    QTest.keyClick(desk.editor, Qt.Key.Key_Delete)
    desk.type("s")
    assert desk.text == "foots|ball"


def test_the_end_of_a_typed_word_is_kept_while_its_middle_is_corrected(desk):
    desk.type("helo")
    desk.editor.select(3, 3)
    desk.type("l")
    desk.say("we took the cat")
    assert desk.text == "hell|o we took the cat"


def test_text_that_is_not_yet_final_follows_what_is_typed(desk):
    desk.type("hello ")
    desk.editor.show_hypothesis(Hypothesis("", "we took"))
    assert desk.editor.hypothesis_shown == "we took"
    desk.type("you")
    assert desk.editor.hypothesis_shown == " we took"
