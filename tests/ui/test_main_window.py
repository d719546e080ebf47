"""The window as its user meets it, from the first start to the last word kept."""

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from window_parts import (
    SAID,
    Drawer,
    Microphone,
    ScriptedListener,
    changed,
    make_window,
)

from dictation_app.settings import Settings
from dictation_app.ui import player_bar
from dictation_app.ui.file_item import FileState
from dictation_app.ui.listening_state import ListeningState
from dictation_app.ui.main_window import MainWindow

_TIMEOUT = 30_000


@pytest.fixture
def open_window(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    windows = []

    def make(*arguments, **named):
        window = make_window(tmp_path / "library", *arguments, **named)
        qtbot.addWidget(window, before_close_func=MainWindow.close)
        window.show()
        windows.append(window)
        return window

    yield make
    for window in windows:
        window.close()


def listening(window):
    window.workbench.dictation.set_recognizer(ScriptedListener())
    return window


def type_text(qtbot, window, text):
    """Type as from the empty page on: the first letter finds no editor yet."""
    qtbot.keyClicks(window, text[0])
    qtbot.keyClicks(window.pane.editor, text[1:])


def dictate(qtbot, window):
    """Listen until something was written, and stop."""
    bench = window.workbench
    with qtbot.waitSignal(bench.understood, timeout=_TIMEOUT):
        window.actions_by_name["record"].trigger()
    with qtbot.waitSignal(bench.finished, timeout=_TIMEOUT):
        window.actions_by_name["record"].trigger()


def test_the_first_start_asks_nothing(open_window):
    window = open_window()
    window.begin()
    assert QApplication.activeModalWidget() is None
    assert window.pane.invitation.isVisible()
    assert window.pane.invitation.start_button.isEnabled()
    assert not window.shelf_desk.notes


def test_torch_is_not_loaded_before_the_window_shows(tmp_path):
    code = (
        "import sys\n"
        "from dictation_app import app\n"
        "from dictation_app.settings import Settings\n"
        "from dictation_app.ui.preferences import Preferences\n"
        "application = app._application()\n"
        "window = app.make_window(Preferences(Settings()))\n"
        "window.show()\n"
        "application.processEvents()\n"
        "heavy = {'torch', 'torchaudio', 'pyqtgraph', 'silero_vad'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    places = {f"XDG_{name}_HOME": str(tmp_path) for name in ("CONFIG", "DATA", "STATE")}
    found = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | places | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "[]"


def test_typing_begins_a_note_on_the_empty_page(open_window, qtbot):
    window = open_window()
    type_text(qtbot, window, "so be it")
    assert window.workbench.note.document.text == "so be it"
    assert window.pane.editor.isVisible()


def test_what_is_said_is_written_kept_and_listed(open_window, qtbot):
    window = listening(open_window())
    dictate(qtbot, window)
    note = window.workbench.note
    text = note.document.text
    assert text.lower().startswith(SAID)
    assert note.audio is not None
    assert window.side.record.state is ListeningState.READY
    assert window.pane.player_bar.isVisible()
    window.close()
    found = window.workbench.notebook.library.notes()
    assert [entry.text for entry in found] == [text]


def test_while_one_dictates_the_journal_is_enough(open_window, qtbot):
    window = listening(open_window())
    bench = window.workbench
    with qtbot.waitSignal(bench.understood, timeout=_TIMEOUT):
        window.actions_by_name["record"].trigger()
    bench.notebook._save_rested()
    assert not bench.notebook.is_busy
    with qtbot.waitSignal(bench.finished, timeout=_TIMEOUT):
        window.actions_by_name["record"].trigger()
    saved = bench.notebook.library.notes
    qtbot.waitUntil(lambda: len(saved()) == 1, timeout=_TIMEOUT)


@pytest.mark.parametrize("show_guess", [True, False])
def test_words_that_are_not_final_are_shown_by_choice(open_window, qtbot, show_guess):
    settings = changed(Settings(), "dictation", show_guess=show_guess)
    window = listening(open_window(settings=settings))
    guesses = []
    window.workbench.guessed.connect(guesses.append)
    dictate(qtbot, window)
    assert any(guesses) == show_guess


def test_the_panel_shows_what_was_understood(open_window, qtbot):
    window = listening(open_window())
    window.actions_by_name["spoken_commands"].trigger()
    assert window.commands.isVisible()
    dictate(qtbot, window)
    assert window.commands.utterances
    window.commands.close_button.click()
    assert not window.commands.isVisible()
    assert not window.actions_by_name["spoken_commands"].isChecked()


def test_what_was_said_is_played_once_all_is_said(open_window, qtbot):
    window = listening(open_window())
    bench = window.workbench
    with qtbot.waitSignal(bench.understood, timeout=_TIMEOUT):
        window.actions_by_name["record"].trigger()
    with qtbot.waitSignal(bench.finished, timeout=_TIMEOUT):
        bench.dictation.change_microphone()
    assert bench.dictation.is_open
    assert not window.pane.player_bar.isVisible()
    with qtbot.waitSignal(bench.finished, timeout=_TIMEOUT):
        window.actions_by_name["record"].trigger()
    assert window.pane.player_bar.isVisible()


def test_a_microphone_that_is_pulled_out_loses_no_word(open_window, qtbot):
    window = listening(open_window(Drawer(Microphone(6), Microphone())))
    bench = window.workbench
    window.actions_by_name["record"].trigger()
    qtbot.waitUntil(
        lambda: bench.dictation.state is ListeningState.LOST, timeout=_TIMEOUT
    )
    before = bench.note.document.text
    assert SAID in before.lower()
    assert "unplugged" in window.notices.shown[0].words.text()
    with qtbot.waitSignal(bench.understood, timeout=_TIMEOUT):
        pass
    assert len(bench.note.document.text) > len(before)
    with qtbot.waitSignal(bench.finished, timeout=_TIMEOUT):
        window.actions_by_name["record"].trigger()


def test_without_a_microphone_one_sentence_says_so(open_window, qtbot):
    window = listening(open_window(Drawer(None)))
    with qtbot.waitSignal(window.workbench.noticed, timeout=_TIMEOUT) as told:
        window.actions_by_name["record"].trigger()
    assert told.args == ["There is no microphone."]
    qtbot.waitUntil(lambda: window.side.record.state is ListeningState.READY)


def test_the_key_that_is_held_listens_while_it_is_held(open_window, qtbot):
    window = listening(open_window())
    bench = window.workbench
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.pane.editor.setFocus()
    target = QApplication.focusWidget() or window
    with qtbot.waitSignal(bench.understood, timeout=_TIMEOUT):
        qtbot.keyPress(target, Qt.Key.Key_F9)
    with qtbot.waitSignal(bench.finished, timeout=_TIMEOUT):
        qtbot.keyRelease(QApplication.focusWidget() or window, Qt.Key.Key_F9)
    assert SAID in bench.note.document.text.lower()


def test_always_on_listens_from_the_start(open_window, qtbot):
    settings = changed(Settings(), "dictation", mode="always_on")
    window = listening(open_window(settings=settings))
    with qtbot.waitSignal(window.workbench.understood, timeout=_TIMEOUT):
        window.begin()
    with qtbot.waitSignal(window.workbench.finished, timeout=_TIMEOUT):
        window.actions_by_name["record"].trigger()


def test_what_was_said_is_on_the_clipboard_by_choice(open_window, qtbot):
    settings = changed(Settings(), "dictation", copy_on_finish=True)
    window = listening(open_window(settings=settings))
    QGuiApplication.clipboard().setText("before")
    dictate(qtbot, window)
    text = window.workbench.note.document.text
    assert QGuiApplication.clipboard().text() == text.strip()


def test_dropped_files_are_transcribed_and_bad_ones_told(open_window, tmp_path, qtbot):
    bad = tmp_path / "letter.wav"
    bad.write_text("this is no sound")
    window = open_window()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(bad))])
    copy = Qt.DropAction.CopyAction
    no_key = Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    with qtbot.waitSignal(window.workbench.queue.ended, timeout=_TIMEOUT) as ended:
        window.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, no_key))
    assert ended.args[0].state is FileState.REFUSED
    assert ended.args[0].problem


def test_a_recording_is_on_the_page_at_once_while_the_page_is_free(
    open_window, write_audio, tmp_path, qtbot
):
    window = open_window()
    bench = window.workbench
    bench.queue.set_recognizer(ScriptedListener())  # as after loading
    first = write_audio(tmp_path / "first.wav", 1.0)
    second = write_audio(tmp_path / "second.wav", 1.0)
    with qtbot.waitSignal(bench.queue.emptied, timeout=_TIMEOUT):
        bench.add_files([first, second])
        assert bench.note.source == first
        assert bench.recording_on_page() == [0]


def test_a_damaged_recording_leaves_no_empty_page(
    open_window, write_audio, tmp_path, qtbot
):
    bench = open_window().workbench
    damaged = tmp_path / "damaged.wav"
    damaged.write_text("this is no sound")
    with qtbot.waitSignal(bench.queue.ended, timeout=_TIMEOUT):
        bench.add_files([damaged])
        assert bench.note.source == damaged
    assert bench.note is None
    good = write_audio(tmp_path / "good.wav", 1.0)
    with qtbot.waitSignal(bench.queue.ended, timeout=_TIMEOUT):
        bench.add_files([damaged, good])
    assert bench.note.source == good  # it waits for somebody who listens


def test_the_last_note_comes_back_by_choice(open_window, qtbot):
    window = open_window()
    type_text(qtbot, window, "to be continued")
    window.close()
    settings = changed(Settings(), "desktop", resume_last=True)
    again = open_window(settings=settings)
    again.begin()
    assert again.workbench.note.document.text == "to be continued"


def test_a_hint_that_was_put_away_stays_away(open_window):
    window = open_window()
    window.pane.invitation.dismiss_button.click()
    assert window.preferences.settings.hints_dismissed == ("check_microphone",)
    assert not open_window(
        settings=window.preferences.settings
    ).pane.invitation.hint.isVisible()


def test_the_cross_leaves_the_program_only_where_there_is_no_tray(open_window):
    settings = changed(Settings(), "desktop", close_to_tray=True)
    window = open_window(settings=settings)
    window.begin()
    assert not window.desktop_desk.stays  # nothing here has a tray
    assert window.close()


def test_every_action_has_a_place_in_a_menu_and_does_something(open_window):
    window = open_window()
    listed = {a for menu in window._menus for a in menu.actions()}
    for name, action in window.actions_by_name.items():
        assert action in listed or name == "menu", name
        assert action.receivers("2triggered(bool)") or action.isCheckable(), name


def test_keys_reach_the_window(open_window, qtbot):
    window = open_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.workbench.note is not None
    qtbot.keyClick(window, Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
    assert window.shelf_desk.keys.isVisible()
    window.shelf_desk.keys.close()
    window.actions_by_name["library"].trigger()
    assert window.shelf_desk.notes.isVisible()


def test_a_note_on_the_page_goes_to_the_bin_and_is_heard_again(open_window, qtbot):
    window = listening(open_window())
    bench = window.workbench
    dictate(qtbot, window)
    name = bench.note.folder.name
    qtbot.waitUntil(lambda: bool(bench.notebook.library.notes()), timeout=_TIMEOUT)
    bench.hear_note_again(name)
    (item,) = bench.queue.items.values()
    assert item.name.lower().startswith(SAID)
    bench.queue.cancel(item.number)
    bench.open_note(name)
    bench.delete_note(name)
    assert bench.note is None
    qtbot.waitUntil(lambda: bool(bench.notebook.library.binned()), timeout=_TIMEOUT)
    ((note, _),) = bench.notebook.library.binned()
    bench.notebook.restore(note.id)
    qtbot.waitUntil(lambda: not bench.notebook.library.binned(), timeout=_TIMEOUT)
    bench.open_note(name)
    assert SAID in bench.note.document.text.lower()


def crash(folder: Path) -> None:
    """Dictate, tell when something was written, and wait for the end."""
    app = QApplication([])
    window = listening(make_window(folder))
    window.workbench.understood.connect(
        lambda _: print("written", flush=True)  # noqa: T201
    )
    window.actions_by_name["record"].trigger()
    app.exec()


def test_a_dictation_that_was_killed_is_offered_again(open_window, tmp_path, qtbot):
    here = Path(__file__)
    code = (
        f"import sys; sys.path.insert(0, {str(here.parent)!r})\n"
        "import test_main_window\n"
        "from pathlib import Path\n"
        f"test_main_window.crash(Path({str(tmp_path / 'library')!r}))\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        for _ in range(3):
            assert child.stdout.readline().strip() == "written"
        child.kill()
    window = open_window()
    with qtbot.waitSignal(window.workbench.recovered, timeout=_TIMEOUT):
        window.begin()
    notice = next(n for n in window.notices.shown if "Recovered" in n.words.text())
    notice.button.click()
    text = window.workbench.note.document.text.lower()
    assert text.count(SAID) >= 2
    assert window.workbench.note.audio is not None


def test_a_window_that_closes_ends_all_work(open_window, qtbot):
    window = listening(open_window())
    with qtbot.waitSignal(window.workbench.understood, timeout=_TIMEOUT):
        window.actions_by_name["record"].trigger()
    with qtbot.waitSignal(window.closed):
        MainWindow.close(window)


def test_the_sound_of_a_dictation_that_ends_with_the_window_holds_nothing_up(
    open_window, qtbot, monkeypatch
):
    """It is drawn as soon as the dictation has ended, and that, too, is stopped."""
    begun = []

    def endless(path):
        begun.append(path)
        while True:
            time.sleep(0.01)
            yield np.zeros(1, np.float32)

    monkeypatch.setattr(player_bar, "peaks", endless)
    window = listening(open_window())
    with qtbot.waitSignal(window.workbench.understood, timeout=_TIMEOUT):
        window.actions_by_name["record"].trigger()
    with qtbot.waitSignal(window.closed, timeout=_TIMEOUT):
        MainWindow.close(window)
    assert begun
    assert not any(job.isRunning() for job in window.pane.player_bar._jobs)
