import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QInputDialog, QLineEdit
from sounding import recognizer, utterance
from test_player import QuietSpeaker

from dictation_app.document.commands import Action, CommandTable
from dictation_app.document.document import Document
from dictation_app.document.scribe import Scribe, Understood
from dictation_app.document.vocabulary import Vocabulary
from dictation_app.transcript import Hypothesis, Progress
from dictation_app.ui.page import Page, PageOptions
from dictation_app.ui.page_actions import PAGE_ACTIONS
from dictation_app.ui.transcript_pane import TranscriptPane


@pytest.fixture
def pane(qtbot):
    pane = TranscriptPane(make_speaker=QuietSpeaker)
    qtbot.addWidget(pane)
    pane.resize(900, 600)
    pane.show()
    yield pane
    pane.stop()
    pane.editor.close_document()


def page_of(*texts, timed=False, audio=None, maybe=None, commands=()):
    scribe = Scribe(Document(), CommandTable(commands))
    for index, text in enumerate(texts):
        scribe.write(utterance(text, index * 6.0, maybe))
    return Page(scribe.document, scribe, "Talk", audio, duration=30.0, timed=timed)


def trigger(pane, name):
    action = pane.actions_by_name[name]
    assert action.isEnabled(), name
    action.trigger()


def inviting(pane):
    return pane.invitation.isVisible() and not pane.editor.isVisible()


def test_without_words_there_is_an_invitation_with_ways_on(pane, qtbot):
    assert inviting(pane)
    for button, signal in (
        (pane.invitation.start_button, pane.start_requested),
        (pane.invitation.sample_button, pane.sample_requested),
        (pane.invitation.open_button, pane.open_requested),
        (pane.invitation.check_button, pane.check_requested),
    ):
        with qtbot.waitSignal(signal):
            button.click()
    pane.invitation.dismiss_button.click()
    assert not pane.invitation.hint.isVisible()


def test_the_invitation_gives_way_to_words_said_typed_or_not_yet_final(pane, qtbot):
    page = page_of()
    pane.show_page(page)
    assert inviting(pane)
    pane.show_hypothesis(Hypothesis("", "hello"))
    assert not inviting(pane)
    page = page_of()
    pane.show_page(page)
    page.scribe.write(utterance("hello"))
    assert not inviting(pane)
    page = page_of()
    pane.show_page(page)
    QTest.keyClick(pane, Qt.Key.Key_H)
    qtbot.keyClicks(pane.editor, "i")
    assert page.document.text == "hi"
    assert not inviting(pane)


def test_the_head_counts(pane, qtbot):
    pane.show_page(page_of("we took the cat home"))
    pane.set_duration(80.0)
    pane.set_saved("saved")
    assert pane.header.counts.text() == "5 words  ·  1 min 20 s  ·  saved"
    pane.set_progress(Progress(18 * 60.0, 48 * 60.0, 240.0))
    assert pane.header.counts.text() == "5 words so far  ·  18 min of 48 min  ·  saved"
    pane.set_progress(None)
    qtbot.keyClicks(pane.editor, "so ")
    qtbot.waitUntil(lambda: pane.header.counts.text().startswith("6 words"))


def test_a_title_can_be_changed(pane, qtbot):
    pane.show_page(page_of("hello"))
    assert pane.header.title.text() == "Talk"
    trigger(pane, "rename")
    qtbot.keyClicks(pane.header.title, "Other ")
    with qtbot.waitSignal(pane.title_changed) as told:
        QTest.keyClick(pane.header.title, Qt.Key.Key_Return)
    assert told.args == ["Other"]


def test_partial_text_is_never_copied_counted_or_exported(pane, qtbot, tmp_path):
    page = page_of("we took the cat home")
    pane.show_page(page)
    pane.show_hypothesis(Hypothesis("and nobody", "saw us"))
    trigger(pane, "copy_all")
    assert QGuiApplication.clipboard().text() == "We took the cat home"
    trigger(pane, "export")
    pane.export_dialog.folder.setText(str(tmp_path))
    with qtbot.waitSignal(pane.exported) as told:
        pane.export_dialog.accept()
    assert told.args[0].read_text(encoding="utf-8") == "We took the cat home\n"
    assert pane.options.export_folder == str(tmp_path)
    assert pane.header.counts.text().startswith("5 words")


def test_undo_and_redo_are_there_when_there_is_something(pane):
    page = page_of("one two", "three")
    pane.show_page(page)
    assert not pane.actions_by_name["redo"].isEnabled()
    trigger(pane, "undo")
    assert page.document.text == "One two"
    trigger(pane, "redo")
    assert page.document.text == "One two three"


def test_keys_work_in_the_text(pane, qtbot):
    page = page_of("one two", "three")
    pane.show_page(page)
    pane.activateWindow()
    qtbot.waitActive(pane)
    pane.editor.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(pane.editor, Qt.Key.Key_Z, control)
    assert page.document.text == "One two"
    QTest.keyClick(pane.editor, Qt.Key.Key_F, control)
    assert pane.find_bar.isVisible()
    QTest.keyClick(pane.find_bar.wanted, Qt.Key.Key_Escape)
    assert not pane.find_bar.isVisible()


def test_dictation_writes_at_the_caret_once_it_was_placed(pane):
    page = page_of("one two")
    pane.show_page(page)
    pane.editor.select(3, 3)
    trigger(pane, "dictate_here")
    page.scribe.write(utterance("and", 6.0))
    assert page.document.text == "One and two"


def test_spoken_selections_and_corrections(pane, qtbot):
    page = page_of("we took the cat home", maybe={12: "b"})
    pane.show_page(page)
    pane.set_recognizer(recognizer())
    place = page.scribe.find("cat")
    assert pane.obey(Understood(0, "select cat", Action.SELECT, selection=place))
    assert pane.editor.selection == place
    assert pane.obey(Understood(0, "correct cat", Action.CORRECT, selection=place))
    assert page.scribe.choosing
    qtbot.waitUntil(lambda: pane.correcting.menu.n_choices > 0)
    assert pane.obey(Understood(0, "choose one", Action.CHOOSE, choice=1))
    assert "cat " not in page.document.text
    assert not page.scribe.choosing
    assert not pane.obey(Understood(0, "save note", Action.SAVE))


def test_the_review_walks_doubtful_words_and_counts_them(pane, qtbot):
    page = page_of("we took the cat home", "a cat", maybe={4: "b"})
    options = PageOptions(doubt=0.9)
    pane.set_options(options)
    pane.show_page(page)
    places = [(word.start, word.end) for word in pane.reviewing.left()]
    assert len(places) == 2
    trigger(pane, "next_doubt")
    assert pane.editor.selection == places[0]
    assert pane.review_strip.words.text() == "2 doubtful words left"
    trigger(pane, "next_doubt")
    assert pane.editor.selection == places[1]
    trigger(pane, "previous_doubt")
    assert pane.editor.selection == places[0]
    trigger(pane, "accept")
    assert pane.editor.selection[1] - pane.editor.selection[0] > 0
    assert pane.review_strip.words.text() == "1 doubtful word left"
    trigger(pane, "accept")
    assert pane.review_strip.words.text() == "No doubtful words left"


def test_the_most_doubtful_word_comes_first_by_choice(pane):
    page = page_of("one two three")
    sure = {"One": 0.4, "two": 0.1, "three": 0.2}
    from dataclasses import replace

    pieces = [
        p
        if p.word is None
        else replace(p, word=replace(p.word, confidence=sure[p.text]))
        for p in page.document.pieces
    ]
    page.document.replace(0, len(page.document.text), pieces)
    pane.set_options(PageOptions(doubtful_first=True))
    pane.show_page(page)
    seen = []
    for _ in range(3):
        trigger(pane, "next_doubt")
        seen.append(page.document.text[slice(*pane.editor.selection)])
    assert seen == ["two", "three", "One"]


@pytest.fixture
def recording(pane, speech_wav):
    page = page_of("we took the cat home", "nobody", timed=True, audio=speech_wav)
    pane.show_page(page)
    yield page
    pane.stop()


def test_without_sound_there_is_no_player(pane):
    pane.show_page(page_of("hello"))
    assert not pane.player_bar.isVisible()
    assert not pane.actions_by_name["play"].isEnabled()


def test_a_click_on_a_word_goes_to_its_sound_and_a_time_plays(pane, recording):
    word = next(p.word for p in recording.document.pieces if p.text == "cat")
    pane.editor.word_clicked.emit(recording.document.text.index("cat"))
    assert pane.player.position == pytest.approx(word.start)
    assert not pane.player.playing
    pane.editor.time_clicked.emit(1.0)
    assert pane.player.playing


def test_the_word_that_is_heard_is_marked(pane, recording):
    pane.player.play()
    speaker = pane.player._speaker
    word = next(p.word for p in recording.document.pieces if p.text == "cat")
    speaker.run_to((word.start + word.end) / 2)
    place = pane.editor.marks.playing
    assert recording.document.text[slice(*place)] == "cat"
    pane.editor.grab()
    pane.player.pause()
    assert pane.editor.marks.playing is None


def test_every_key_of_the_player_does_something(pane, recording, monkeypatch):
    pane.set_duration(100.0)
    trigger(pane, "play")
    assert pane.player.playing
    trigger(pane, "forward")
    assert pane.player.position == 5.0
    trigger(pane, "back")
    assert pane.player.position == 3.5
    trigger(pane, "back_more")
    assert pane.player.position == 0.0
    trigger(pane, "faster")
    assert pane.player.speed == 1.1
    trigger(pane, "slower")
    trigger(pane, "second_speed")
    assert pane.player.speed == 0.7
    assert pane.options.speed == 0.7
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("1:05", True))
    trigger(pane, "go_to_time")
    assert pane.player.position == 65.0
    pane.editor.select(0, 0)
    trigger(pane, "insert_time")
    assert recording.document.text.startswith("[1:05] We")
    trigger(pane, "replay")
    assert pane.player.position < 1.0
    trigger(pane, "play_here")
    trigger(pane, "play")
    assert not pane.player.playing


def test_a_time_that_is_none_is_told(pane, recording, monkeypatch, qtbot):
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("soon", True))
    with qtbot.waitSignal(pane.noticed) as told:
        trigger(pane, "go_to_time")
    assert "soon" in told.args[0]


def test_a_vocabulary_is_applied_to_what_was_said(pane, qtbot):
    page = page_of("we took the cat home", maybe={12: "b"})
    pane.show_page(page)
    with qtbot.waitSignal(pane.noticed) as told:
        pane.apply_vocabulary(Vocabulary(("bat",)))
    assert "loading" in told.args[0]
    pane.set_recognizer(recognizer())
    with qtbot.waitSignal(pane.noticed) as told:
        pane.apply_vocabulary(Vocabulary(("bat",)))
    assert page.document.text == "We took the bat home"
    assert "One place" in told.args[0]


def test_hearing_again_from_the_menu(pane, qtbot):
    page = page_of("we took the cat home", maybe={12: "b"})
    pane.show_page(page)
    assert not pane.actions_by_name["rehear"].isEnabled()
    pane.set_recognizer(recognizer())
    with qtbot.waitSignal(pane.hearing_again.rehearing.finished):
        trigger(pane, "rehear")
    with qtbot.waitSignal(pane.hearing_again.rehearing.finished):
        pane.hearing_again.dialog.hotwords.setText("bat")
        pane.hearing_again.dialog.hotwords.textEdited.emit("bat")
    with qtbot.waitSignal(pane.noticed):
        pane.hearing_again.dialog.write_button.click()
    assert page.document.text == "We took the bat home"


def test_every_action_has_words_and_keys_and_none_twice(pane):
    keys = []
    for kind in PAGE_ACTIONS:
        action = pane.actions_by_name[kind.name]
        assert action.text()
        assert action.shortcuts()
        keys += [
            k.toString(QKeySequence.SequenceFormat.PortableText)
            for k in action.shortcuts()
        ]
    assert len(keys) == len(set(keys))
    assert all(keys)


def test_everything_that_can_be_used_has_a_name(pane, recording):
    for part in [*pane.findChildren(QAbstractButton), *pane.findChildren(QLineEdit)]:
        inner = part.objectName().startswith("qt_")
        assert inner or part.accessibleName() or getattr(part, "text", str)(), part
    assert pane.editor.accessibleName()
    assert pane.player_bar.waveform.accessibleName()


def test_another_page_forgets_the_first(pane, recording, qtbot):
    pane.player.play()
    other = page_of("other words")
    pane.show_page(other)
    assert not pane.player.playing
    assert not pane.player_bar.isVisible()
    assert pane.editor.toPlainText() == "Other words"
    recording.document.replace(0, 0, "x")
    assert pane.editor.toPlainText() == "Other words"
    pane.show_page(None)
    assert inviting(pane)
