"""The program among others, and the windows behind the main one."""

import wave

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from dictation_app.document.commands import CommandTable
from dictation_app.document.document import Document
from dictation_app.document.library import Library
from dictation_app.document.operations import Piece
from dictation_app.document.scribe import Scribe
from dictation_app.transcript import Hypothesis, Level
from dictation_app.ui import chimes
from dictation_app.ui.about_window import AboutWindow
from dictation_app.ui.command_panel import CommandPanel
from dictation_app.ui.insertion import Inserter
from dictation_app.ui.keys_window import KeysWindow
from dictation_app.ui.listening_state import ListeningState
from dictation_app.ui.mini_window import MiniWindow
from dictation_app.ui.notes_window import NotesWindow
from dictation_app.ui.notices import Notices
from dictation_app.ui.tray import Tray


@pytest.fixture
def library(tmp_path):
    made = Library(tmp_path)
    for text in ("a letter to the bank", "milk and bread", "the bank answered"):
        made.save(made.create(), Document([Piece(text)]), duration=5.0)
    return made


@pytest.fixture
def notes(qtbot, library):
    window = NotesWindow(library)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: len(window.list.notes.notes) == 3)
    yield window
    window.close()


def titles(window):
    return {note.shown_title for note in window.list.notes.notes}


def test_notes_are_found_by_their_words(notes, qtbot):
    qtbot.keyClicks(notes.search, "bank")
    qtbot.waitUntil(
        lambda: titles(notes) == {"a letter to the bank", "the bank answered"}
    )
    notes.search.setText("nothing of the kind")
    qtbot.waitUntil(lambda: not titles(notes))
    assert "No note has these words" in notes.nothing.text()
    assert not notes.open_button.isEnabled()


def test_enter_in_the_search_opens_the_note(notes, qtbot):
    notes.search.setText("milk")
    qtbot.waitUntil(lambda: titles(notes) == {"milk and bread"})
    with qtbot.waitSignal(notes.opened) as opened:
        qtbot.keyClick(notes.search, Qt.Key.Key_Return)
    assert opened.args == [notes.list.notes.notes[0].id]
    assert not notes.isVisible()


def test_a_note_goes_to_the_bin_and_comes_back(notes, library, qtbot):
    notes.delete_requested.connect(library.delete)
    notes.restore_requested.connect(library.restore)
    chosen = notes.list.current.shown_title
    notes.delete_button.click()
    notes.refresh()
    qtbot.waitUntil(lambda: chosen not in titles(notes))
    notes.places.part("bin").click()
    qtbot.waitUntil(lambda: titles(notes) == {chosen})
    assert notes.restore_button.isVisible()
    assert not notes.delete_button.isVisible()
    notes.restore_button.click()
    notes.refresh()
    qtbot.waitUntil(lambda: "empty" in notes.nothing.text())
    assert len(library.notes()) == 3


def test_a_list_of_notes_is_painted(notes):
    assert not notes.list.grab().isNull()


def test_the_panel_lists_what_is_listened_for(qtbot):
    panel = CommandPanel()
    qtbot.addWidget(panel)
    table = CommandTable().customised(
        disabled=["comma"], phrases={"undo": ["take it back"]}
    )
    panel.show_commands(table)
    words = {part.text() for part in panel.findChildren(QLabel)}
    assert "take it back" in words
    assert "cap …" in words
    assert "comma" not in words


def test_the_panel_shows_the_last_utterances_only(qtbot):
    from sounding import utterance

    panel = CommandPanel()
    qtbot.addWidget(panel)
    scribe = Scribe(Document())
    for number in range(9):
        panel.show_understood(scribe.write(utterance("we left", start=5.0 * number)))
    panel.show_understood(scribe.write(utterance("undo", start=60.0)))
    words = [part.text() for part in panel.utterances[0].findChildren(QLabel)]
    assert words == ["“undo”", "Takes back one step"]
    assert len(panel.utterances) == 6


def test_keys_are_found_by_what_they_do(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    actions = {}
    for name, keys in (("new_note", "Ctrl+N"), ("find", "Ctrl+F"), ("about", "")):
        actions[name] = QAction(name, owner)
        actions[name].setShortcut(keys)
    window = KeysWindow(actions)
    qtbot.addWidget(window)
    window.show()
    shown = [(name.text(), key.text()) for name, key in window.rows]
    assert shown == [("new_note", "Ctrl+N"), ("find", "Ctrl+F")]
    window.search.setText("ctrl+f")
    assert [name.isVisible() for name, _ in window.rows] == [False, True]


def test_keys_are_seen_whole_beside_long_words(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    action = QAction("a thing that is done " * 4, owner)
    action.setShortcut("Ctrl+Shift+F11")
    window = KeysWindow({"find": action})
    qtbot.addWidget(window)
    window.show()
    ((_, key),) = window.rows
    qtbot.waitUntil(lambda: key.visibleRegion().boundingRect() == key.rect())


def test_the_program_tells_what_it_is(qtbot, tmp_path):
    window = AboutWindow(tmp_path)
    qtbot.addWidget(window)
    words = " ".join(part.text() for part in window.findChildren(QLabel))
    assert str(tmp_path) in words
    assert "Version" in words


def test_the_small_window_shows_state_level_and_words(qtbot):
    record = QAction("Start dictating")
    window = MiniWindow(record, on_top=True)
    qtbot.addWidget(window)
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    window.set_on_top(False)
    assert not window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    with qtbot.waitSignal(record.triggered):
        window.record_button.click()
    window.show_state(ListeningState.LISTENING)
    window.show_level(Level(0.5, 0.2))
    window.show_guess(Hypothesis("we took", " the"))
    assert window.pill.text().startswith("Listening")
    assert window.words.full_text.startswith("we took")
    window.show_state(ListeningState.READY)
    assert window.pill.text() == "Ready"
    with qtbot.waitSignal(window.closed):
        window.close()


def test_the_tray_tells_the_state(qtbot, qapp):
    action = QAction("Start dictating")
    tray = Tray([action], qapp)
    assert action in tray.menu.actions()
    tray.show_state(ListeningState.LISTENING)
    assert "Listening" in tray.icon.toolTip()
    tray.show_state(ListeningState.READY)
    assert "Ready" in tray.icon.toolTip()
    with qtbot.waitSignal(tray.show_requested):
        tray.open_action.trigger()
    tray.stop()
    tray.deleteLater()


def test_sounds_are_short_and_soft(tmp_path):
    for name in ("start", "stop"):
        chimes.write(tmp_path / f"{name}.wav", name)
        with wave.open(str(tmp_path / f"{name}.wav")) as file:
            assert file.getnframes() / file.getframerate() < 0.3


def test_where_no_window_can_be_typed_into_the_clipboard_is_offered(qtbot):
    data = QMimeData()
    data.setText("before")
    QGuiApplication.clipboard().setMimeData(data)
    inserter = Inserter()
    with qtbot.waitSignal(inserter.refused) as told:
        inserter.insert("we took the cat home")
    assert "clipboard" in told.args[0]
    assert QGuiApplication.clipboard().text() == "we took the cat home"


def test_notices_stand_above_what_is_at_the_foot(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(700, 500)
    foot = QWidget(page)
    foot.setGeometry(0, 440, 700, 60)
    page.show()
    notices = Notices(page, foot)
    notices.tell("One sentence.", "Open it")
    notices.tell("Another sentence. " * 8)
    assert notices.geometry().bottom() < 440
    for notice in notices.shown:
        assert notice.height() >= notice.heightForWidth(notice.width())
    foot.hide()
    assert notices.geometry().bottom() > 440


def test_who_puts_a_notice_away_is_heard(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    notices = Notices(page)
    asked = []
    notices.tell("Recovered.", "Open it", lambda: asked.append("open"))
    notices.shown[0].button.click()
    notices.tell("Recovered.", "Open", None, lambda: asked.append("put away"))
    notices.shown[0].findChild(QWidget, "away").click()
    assert asked == ["open", "put away"]
    assert not notices.shown
