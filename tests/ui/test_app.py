"""How the window begins: with files, in safe mode, and asked by a later start."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from dictation_app import app, paths, settings
from dictation_app.ui.single_instance import Start


@pytest.fixture
def window():
    """A window that notes what it is asked for."""
    made = SimpleNamespace(told=[], added=[], shown=0)

    def show():
        made.shown += 1

    made.notices = SimpleNamespace(tell=made.told.append)
    made.workbench = SimpleNamespace(add_files=made.added.append)
    made.desktop_desk = SimpleNamespace(show_window=show)
    return made


def test_safe_mode_reads_no_settings_and_keeps_none(monkeypatch, tmp_path):
    file = tmp_path / "settings.json"
    monkeypatch.setattr(paths, "settings_file", lambda: file)
    settings.save(file, settings.Settings(appearance=settings.Appearance(theme="dark")))
    before = file.read_bytes()
    preferences, notice = app._preferences(safe=True)
    assert preferences.settings.appearance == settings.Appearance()
    assert preferences.settings.recognition.device == "cpu"
    assert notice.startswith("Safe mode:")
    preferences.change(settings.Settings())
    assert file.read_bytes() == before


def test_without_safe_mode_the_settings_are_the_users(monkeypatch, tmp_path):
    file = tmp_path / "settings.json"
    monkeypatch.setattr(paths, "settings_file", lambda: file)
    chosen = settings.Settings(appearance=settings.Appearance(theme="dark"))
    settings.save(file, chosen)
    preferences, notice = app._preferences(safe=False)
    assert preferences.settings == chosen
    assert notice is None


def test_a_later_start_brings_its_files_and_the_window_to_the_front(window):
    app._welcome(window, Start(), Start(("/a.wav",)))
    assert window.added == [[Path("/a.wav")]]
    assert window.shown == 1
    assert window.told == []


def test_another_version_and_safe_mode_are_told_in_one_sentence(window):
    app._welcome(window, Start(version="1.0"), Start(version="2.0", safe=True))
    app._welcome(window, Start(), Start(safe=True))
    app._welcome(window, Start(safe=True), Start(safe=True))
    assert window.told == [
        "Dictation 2.0 was started, and this is 1.0: close this window to use the "
        "other one.",
        "Close this window first to start in safe mode.",
    ]
    assert window.added == []
