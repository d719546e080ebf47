import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sounding import recognizer, utterance
from test_player import QuietSpeaker

from dictation_app.document.document import Document
from dictation_app.document.scribe import Scribe
from dictation_app.transcript import Utterance
from dictation_app.ui.correcting import (
    Correcting,
    doubtful_words,
    spoken_place,
    written,
)
from dictation_app.ui.editor import Editor
from dictation_app.ui.player import Player

HEARD = "we took the cat home"
MAYBE = {12: "b"}
"""The third word's first letter may be another: "bat" for "cat"."""


@pytest.fixture
def correcting(qtbot, tmp_path):
    editor = Editor()
    qtbot.addWidget(editor)
    editor.resize(600, 300)
    player = Player(editor, make_speaker=QuietSpeaker)
    player.open(tmp_path / "a.wav")
    correcting = Correcting(editor, player)
    correcting.decoder = recognizer().decoder
    scribe = Scribe(Document())
    scribe.write(utterance(HEARD, 2.0, MAYBE))
    editor.show_document(scribe.document)
    editor.show()
    yield correcting, editor, scribe.document, player
    correcting.menu.close()
    correcting.stop()
    editor.close_document()


def ask(correcting, document, qtbot, words="cat"):
    start = document.text.casefold().index(words)
    assert correcting.open(start, start + len(words))
    qtbot.waitUntil(lambda: correcting.menu.n_choices > 0)
    qtbot.waitUntil(correcting._job.isFinished)


def number_of(correcting, text):
    menu = correcting.menu
    rows = [menu.list.item(row).text() for row in range(menu.n_choices)]
    return next(n for n, row in enumerate(rows, 1) if row.split()[1:] == [text])


def test_a_digit_writes_an_alternative_that_is_sure_and_in_its_place(correcting, qtbot):
    correcting, _editor, document, _ = correcting
    before = next(p.word for p in document.pieces if p.text == "cat")
    ask(correcting, document, qtbot)
    digit = number_of(correcting, "bat")
    with qtbot.waitSignal(correcting.corrected) as told:
        QTest.keyClicks(correcting.menu.list, str(digit))
    assert document.text == "We took the bat home"
    after = next(p.word for p in document.pieces if p.text == "bat")
    assert (after.start, after.end) == (before.start, before.end)
    assert after.confidence == 1.0
    correction = told.args[0]
    assert (correction.before, correction.after) == ("cat", "bat")
    assert not correcting.menu.isVisible()
    document.undo()
    assert document.text == "We took the cat home"


def test_a_spoken_number_chooses_too_and_a_wrong_one_does_nothing(correcting, qtbot):
    correcting, _, document, _ = correcting
    ask(correcting, document, qtbot)
    assert not correcting.choose(99)
    assert correcting.choose(number_of(correcting, "bat"))
    assert not correcting.choose(1)
    assert document.text == "We took the bat home"


def test_it_tells_while_numbers_are_on_the_screen(correcting, qtbot):
    correcting, _, document, _ = correcting
    told = []
    correcting.opened.connect(told.append)
    ask(correcting, document, qtbot)
    QTest.keyClick(correcting.menu.list, Qt.Key.Key_Escape)
    assert told == [True, False]
    assert document.text == "We took the cat home"


def test_typing_goes_to_the_text_instead(correcting, qtbot):
    correcting, _, document, _ = correcting
    ask(correcting, document, qtbot)
    QTest.keyClick(correcting.menu.list, Qt.Key.Key_X)
    assert document.text == "We took the x home"
    assert not correcting.menu.isVisible()


def test_the_space_key_plays_the_word(correcting, qtbot):
    correcting, _, document, player = correcting
    ask(correcting, document, qtbot)
    word = next(p.word for p in document.pieces if p.text == "cat")
    QTest.keyClick(correcting.menu.list, Qt.Key.Key_Space)
    assert player.playing
    assert player.position == pytest.approx(word.start - 0.15)


def test_a_word_that_is_right_is_doubted_no_more(correcting, qtbot):
    correcting, _, document, _ = correcting
    doubted = {document.text[w.start : w.end] for w in doubtful_words(document, 0.85)}
    assert "cat" in doubted
    ask(correcting, document, qtbot)
    QTest.keyClick(correcting.menu.list, Qt.Key.Key_0)
    left = {document.text[w.start : w.end] for w in doubtful_words(document, 0.85)}
    assert left == doubted - {"cat"}
    assert document.text == "We took the cat home"


def test_a_capital_stays(correcting, qtbot):
    correcting, _, document, _ = correcting
    heard = [p.word for p in document.pieces if p.word is not None][:1]
    pieces = list(written("he and i", heard, 0, "We"))
    assert "".join(piece.text for piece in pieces) == "He and i"
    words = [piece.word for piece in pieces if piece.word]
    assert words[0].start == heard[0].start
    assert words[-1].end == pytest.approx(heard[0].end)
    assert all(a.end <= b.start for a, b in itertools.pairwise(words))


def test_what_was_typed_has_no_alternatives(correcting, qtbot):
    correcting, _editor, document, _ = correcting
    document.replace(len(document.text), len(document.text), " typed")
    with qtbot.waitSignal(correcting.noticed) as told:
        assert not correcting.open(len(document.text) - 5, len(document.text))
    assert "typed" in told.args[0]
    assert spoken_place(document, len(document.text) - 5, len(document.text)) is None


def test_without_emissions_or_a_model_one_sentence_says_so(correcting):
    correcting, editor, _document, _ = correcting
    correcting.decoder = None
    correcting.open(12, 15)
    assert "loading" in correcting.menu.hint.text()
    number = Utterance(utterance("hello there").words, 0.0, 2.0)
    scribe = Scribe(Document())
    scribe.write(number)
    editor.show_document(scribe.document)
    correcting.open(0, 5)
    assert "not kept" in correcting.menu.hint.text()
    assert correcting.menu.n_choices == 0
