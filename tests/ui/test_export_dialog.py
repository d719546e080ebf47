import csv
import json
import os
from pathlib import Path

import pytest
from sounding import recognizer, utterance

from dictation_app.document.document import Document
from dictation_app.document.exporters import FORMATS
from dictation_app.document.scribe import Scribe
from dictation_app.document.subtitles import DEFAULT_RULES, SHORTS
from dictation_app.ui.export_dialog import Export, ExportDialog, file_name
from dictation_app.ui.page import PageOptions


@pytest.fixture
def document():
    scribe = Scribe(Document())
    scribe.write(utterance("we took the cat home", 0.0))
    scribe.write(utterance("nobody saw us", 6.0))
    return scribe.document


def task(document, align=None):
    copy = Document(document.pieces, document.utterances)
    return Export(copy, Path(), "", DEFAULT_RULES, 10.0, "talk.mp3", "en", align)


@pytest.fixture
def dialog(qtbot, tmp_path):
    dialog = ExportDialog(PageOptions(export_folder=str(tmp_path / "ä b")))
    (tmp_path / "ä b").mkdir()
    qtbot.addWidget(dialog)
    yield dialog
    dialog.reject()


def choose(dialog, name):
    index = list(FORMATS).index(name)
    dialog._kinds.button(index).setChecked(True)


def export(dialog, qtbot):
    with qtbot.waitSignal(dialog.exported) as told:
        dialog.export_button.click()
    return told.args[0]


@pytest.mark.parametrize("kind", FORMATS)
def test_every_kind_of_file_holds_the_edited_text(dialog, qtbot, document, kind):
    document.replace(12, 15, "dog")
    dialog.open_for(task(document), "Talk")
    choose(dialog, kind)
    path = export(dialog, qtbot)
    assert path.name == f"Talk.{kind}"
    assert words_in(path) == document.text.split()


def words_in(path):
    data = path.read_bytes()
    match path.suffix:
        case ".docx":
            import docx

            return " ".join(p.text for p in docx.Document(str(path)).paragraphs).split()
        case ".json":
            return [word["word"] for word in json.loads(data)["words"]]
        case ".csv":
            rows = list(csv.DictReader(data.decode().splitlines()))
            return " ".join(row["text"] for row in rows).split()
        case ".txt":
            return data.decode().split()
    lines = data.decode().splitlines()
    spoken = (w for w in lines if w and "-->" not in w and not w.isdigit())
    return " ".join(line for line in spoken if line != "WEBVTT").split()


def test_a_word_typed_last_has_its_time_in_the_file(dialog, qtbot, document):
    true = {w.text: w.start for w in document.to_transcript(duration=9.0).words}
    document.replace(8, 15, "a cat")
    dialog.open_for(task(document, recognizer().align), "Talk")
    choose(dialog, "json")
    content = json.loads(export(dialog, qtbot).read_bytes())
    (cat,) = (w for w in content["words"] if w["word"] == "cat")
    assert cat["start"] == pytest.approx(true["cat"], abs=0.045)
    assert document.stale()  # the page itself was not touched


def test_kind_place_and_preset_are_remembered(dialog, qtbot, document, tmp_path):
    kept = []
    dialog.options_changed.connect(kept.append)
    dialog.open_for(task(document), "Talk")
    choose(dialog, "srt")
    assert dialog.preset.isVisible()
    dialog.preset.setCurrentIndex(dialog.preset.findData("shorts"))
    dialog.folder.setText(str(tmp_path))
    text = export(dialog, qtbot).read_text(encoding="utf-8")
    assert all(
        len(line) <= SHORTS.line_length or "-->" in line for line in text.split("\n")
    )
    assert kept[-1].export_format == "srt"
    assert kept[-1].export_folder == str(tmp_path)
    assert kept[-1].subtitles == "shorts"
    again = ExportDialog(kept[-1])
    qtbot.addWidget(again)
    assert (again.format, again.folder.text()) == ("srt", str(tmp_path))
    assert again.preset.currentData() == "shorts"


def test_subtitles_nobody_can_read_in_time_are_told(dialog, qtbot):
    scribe = Scribe(Document())
    scribe.write(utterance("a" * 50, 0.0))
    dialog.open_for(task(scribe.document), "Talk")
    for kind, expected in (("srt", "too quick to read"), ("txt", "")):
        choose(dialog, kind)
        with qtbot.waitSignal(dialog.exported) as told:
            dialog.export_button.click()
        assert expected in told.args[1]
        assert bool(expected) == bool(told.args[1])


def test_a_file_that_is_there_is_told_before_it_is_replaced(dialog, qtbot, document):
    folder = Path(dialog.folder.text())
    (folder / "Talk.txt").write_text("old", encoding="utf-8")
    dialog.open_for(task(document), "Talk")
    assert dialog.export_button.text() == "Replace"
    assert "Talk.txt" in dialog.message.text()
    dialog.name.setText("Other")
    assert dialog.export_button.text() == "Export"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_is_forbidden(dialog, qtbot, document, tmp_path):
    tmp_path.chmod(0o500)
    check_refusal(dialog, qtbot, document, tmp_path / "x")


def test_a_folder_that_is_not_there_is_said_in_the_dialog(
    dialog, qtbot, document, tmp_path
):
    check_refusal(dialog, qtbot, document, tmp_path / "nowhere")
    dialog.folder.setText(str(tmp_path))
    assert export(dialog, qtbot).is_file()


def check_refusal(dialog, qtbot, document, folder):
    dialog.open_for(task(document), "Talk")
    dialog.folder.setText(str(folder))
    dialog.export_button.click()
    qtbot.waitUntil(lambda: "Cannot write" in dialog.message.text())
    qtbot.waitUntil(dialog.export_button.isEnabled)
    assert dialog.isVisible()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Note, 22 November, 14:02", "Note, 22 November, 14 02"),
        ("a/b\\c", "a b c"),
        ("...", "Transcript"),
        ("", "Transcript"),
        ("Grüße, 日本", "Grüße, 日本"),
    ],
)
def test_a_title_becomes_a_name_that_every_system_takes(title, name):
    assert file_name(title) == name
