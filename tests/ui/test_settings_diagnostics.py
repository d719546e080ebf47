"""Diagnostics and storage: the log, the report without words, and the sizes."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication

from dictation_app.settings import (
    Audio,
    Dictation,
    Settings,
    Terms,
    Writing,
    WritingRule,
)
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.settings_dialog.diagnostics_page import (
    DiagnosticsPage,
    Places,
    end_of,
    report,
)
from dictation_app.ui.settings_dialog.storage_page import StoragePage

SECRET = Settings(
    audio=Audio("Headset"),
    writing=Writing(rules=(WritingRule("secretheard", "secretwritten"),)),
    vocabulary=Terms(("secretname",)),
    dictation=Dictation(phrases={"comma": ("secretphrase",)}),
    shortcuts={"record": "F7"},
)


@pytest.fixture
def places(tmp_path):
    return Places(
        tmp_path / "data", (tmp_path / "models",), tmp_path / "s.json", tmp_path / "log"
    )


@pytest.fixture
def page(qtbot, places):
    page = DiagnosticsPage(Preferences(SECRET), places)
    qtbot.addWidget(page)
    page.show()
    yield page
    page.left()


def test_a_report_helps_and_holds_nothing_that_the_user_wrote(
    places, tiny_model, tmp_path
):
    places.log.write_text("the model tiny is ready\n", encoding="utf-8")
    settings = replace(SECRET, page=replace(SECRET.page, export_folder="/secretplace"))
    text = report(settings, places)
    assert "secret" not in text
    for part in ("Dictation", "Python", "torch 2", "model tiny", "Headset", "F7"):
        assert part in text
    assert text.rstrip().endswith("the model tiny is ready")


def test_the_home_folder_is_not_told(places, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    places.log.write_text(f"saved in {tmp_path}/notes\n", encoding="utf-8")
    assert "saved in ~/notes" in report(Settings(), places)
    assert str(tmp_path) not in report(Settings(), places)


def test_the_log_is_followed_paused_and_copied(page, places):
    page.opened()
    assert page.log.toPlainText() == ""
    places.log.write_text("first\n", encoding="utf-8")
    page._timer.timeout.emit()
    assert page.log.toPlainText() == "first\n"
    page.pause_button.click()
    with places.log.open("a", encoding="utf-8") as file:
        file.write("second\n")
    page._timer.timeout.emit()
    assert page.log.toPlainText() == "first\n"
    page.pause_button.click()
    assert page.log.toPlainText() == "first\nsecond\n"
    places.log.write_text("begun anew\n", encoding="utf-8")  # the log was rotated
    page._timer.timeout.emit()
    assert page.log.toPlainText() == "begun anew\n"
    page.copy_log_button.click()
    assert QGuiApplication.clipboard().text() == "begun anew\n"


def test_the_report_is_copied(page):
    page.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("Dictation ")
    assert page.copy_button.text() == "Copied"


def test_only_the_end_of_a_long_log_is_shown(tmp_path):
    path = tmp_path / "log"
    path.write_text("".join(f"line {n}\n" for n in range(1_000)), encoding="utf-8")
    end = end_of(path, 100)
    assert end.startswith("line ")
    assert end.endswith("line 999\n")
    assert len(end) <= 100
    assert end_of(tmp_path / "none", 100) == ""


def test_folders_are_opened(page, places, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    page.rows[2].control.click()
    assert [url.toLocalFile() for url in opened] == [str(places.log.parent)]


def test_the_room_on_the_disk_is_added_up(qtbot, tmp_path):
    for name, size in (("notes/a/audio.wav", 3_000), ("bin/b/note.json", 1_000)):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_bytes(bytes(size))
    page = StoragePage(Preferences(Settings()), tmp_path)
    qtbot.addWidget(page)
    page.show()
    page.opened()
    qtbot.waitUntil(lambda: "Notes" in page.place.help.text())
    assert "Notes 3 kB, bin 1 kB, your models 0 bytes" in page.place.help.text()
    qtbot.waitUntil(lambda: page._job is None)
    page.left()
