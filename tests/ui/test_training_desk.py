"""The desk between the window and learning: corrections, teaching, going back."""

import json
import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from sounding import recognizer, utterance

from dictation_app import paths
from dictation_app.document.document import Document
from dictation_app.document.library import Library
from dictation_app.errors import TrainingError
from dictation_app.settings import Settings
from dictation_app.speech.store import read_model
from dictation_app.training.metrics import Interval
from dictation_app.training.run_events import ClipsCut
from dictation_app.training.runs import (
    Judged,
    Outcome,
    Plan,
    Rate,
    find_runs,
    save_outcome,
    save_plan,
)
from dictation_app.training.teaching import Teaching
from dictation_app.transcript import Transcript
from dictation_app.ui import learning, theme
from dictation_app.ui.loading import Loaded
from dictation_app.ui.preferences import Preferences
from dictation_app.ui.training_desk import TrainingDesk
from dictation_app.ui.wizard.wizard import Step
from dictation_app.ui.workbench import Workbench


class Told:
    """Notices that are only remembered."""

    def __init__(self):
        self.said = []
        self.does = []

    def tell(self, words, action="", do=None):
        self.said.append(words)
        self.does.append(do)


@pytest.fixture(autouse=True)
def _home(monkeypatch, tmp_path, tiny_model, qapp):
    theme.apply(qapp, "light")
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path / "home")
    monkeypatch.setattr(paths, "user_models", lambda: tmp_path / "home" / "models")
    folders = (tiny_model.parent, tmp_path / "home" / "models")
    monkeypatch.setattr(paths, "model_folders", lambda: folders)


@pytest.fixture
def bench(qtbot, tmp_path, tiny_model):
    made = Workbench(
        Settings(),
        Library(tmp_path / "home"),
        None,
        lambda name: read_model(tiny_model),
    )
    info = read_model(tiny_model)
    made.engine.loaded = Loaded(recognizer(), info, "cpu", 0.0)
    yield made
    made.stop()


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def desk(qtbot, bench, told):
    window = QWidget()
    qtbot.addWidget(window)
    actions = {name: QAction(name, window) for name in ("train", "teach", "accuracy")}
    preferences = Preferences(Settings())
    made = TrainingDesk(window, bench, preferences, told, actions)
    made.preferences = preferences
    yield made
    made.stop()


@pytest.fixture
def recording(bench, tmp_path, write_audio):
    """A recording on the page with two sentences that were heard."""
    audio = write_audio(tmp_path / "talk.wav", 6.0)
    note = bench.notebook.new_from(audio, title="talk", model="tiny")
    heard = (utterance("one too", 0.0), utterance("three for", 3.0))
    page = Document.from_transcript(Transcript(heard, 6.0))
    for item in heard:
        note.document.hear(item)
    note.document.replace(0, 0, page.pieces)
    bench.show(note)
    return note


def correct(note, old, new):
    at = note.document.text.lower().index(old)
    note.document.replace(at, at + len(old), new)


def test_what_is_corrected_becomes_a_lesson_when_the_page_is_left(
    qtbot, desk, bench, recording
):
    correct(recording, "too", "two")
    with qtbot.waitSignal(desk.collector.collected):
        bench.show(None)
    (lesson,) = Teaching(learning.lessons_folder()).lessons()
    assert (lesson.heard, lesson.said.lower()) == ("one too", "one two")
    assert lesson.source == "file"


def test_while_one_dictates_the_page_is_not_read(
    qtbot, desk, bench, recording, monkeypatch
):
    correct(recording, "too", "two")
    with monkeypatch.context() as dictating:
        dictating.setattr(type(bench.dictation), "is_open", True)
        desk.collector._rest()
    assert desk.collector._job is None
    assert desk.collector._later.isActive()
    with qtbot.waitSignal(desk.collector.collected):
        desk.collector._rest()


def test_a_page_that_nobody_touched_is_not_looked_at(desk, bench, recording):
    desk.collector._is_touched = False
    bench.show(None)
    desk.collector.stop()
    assert Teaching(learning.lessons_folder()).lessons() == []


def test_words_and_rules_go_into_the_settings_once(desk):
    for _ in range(2):
        desk._expect_word("Okafor")
        desk._write_by_rule("male", "mail")
    settings = desk.preferences.settings
    assert settings.vocabulary.terms == ("Okafor",)
    assert [(r.pattern, r.replacement) for r in settings.writing.rules] == [
        ("male", "mail")
    ]


def outcome(model, *, kept=True):
    rate = Rate(0.3, Interval(0.2, 0.4))
    judged = (Judged("held-out", 1, 2, rate, rate, None),)
    reason = "Heard better." if kept else "Not heard better."
    return Outcome(model, 5, 0.1, 9.0, True, judged, (), kept, reason)


@pytest.fixture
def lesson_run(tmp_path, tiny_model):
    folder = tmp_path / "home" / "runs" / "one"
    folder.mkdir(parents=True)
    return save_plan(folder, Plan("teach", "Tiny, taught", str(tiny_model)))


def play(monkeypatch, result):
    def conduct(run, stop):
        yield None
        return result

    monkeypatch.setattr(learning, "conduct", conduct)


def test_a_better_model_is_used_and_one_click_goes_back(
    qtbot, desk, told, lesson_run, tmp_path, tiny_model, monkeypatch
):
    new = tmp_path / "new"
    shutil.copytree(tiny_model, new)
    config = json.loads((new / "config.json").read_text(encoding="utf-8"))
    parent = {"name": "tiny", "sha256": config["sha256"]}
    config |= {"provenance": {"parent": parent}}
    (new / "config.json").write_text(json.dumps(config), encoding="utf-8")
    play(monkeypatch, outcome(new))
    desk.training.start(lesson_run)
    qtbot.waitUntil(lambda: "Heard better." in told.said)
    assert desk.preferences.settings.recognition.model == "tiny-taught"
    qtbot.waitUntil(lambda: find_runs(tmp_path / "home" / "runs") == [])

    desk._workbench.engine.loaded = Loaded(
        recognizer(), read_model(tmp_path / "home" / "models" / "tiny-taught"), "cpu", 0
    )
    told.does[told.said.index("Heard better.")]()
    assert desk.preferences.settings.recognition.model == "tiny"
    assert told.said[-1] == "“Tiny” is in use again."


def test_a_model_that_is_not_better_is_not_kept(
    qtbot, desk, told, lesson_run, tmp_path, tiny_model, monkeypatch
):
    play(monkeypatch, outcome(Path(tiny_model), kept=False))
    desk.training.start(lesson_run)
    qtbot.waitUntil(lambda: "Not heard better." in told.said)
    assert desk.preferences.settings.recognition.model == ""
    qtbot.waitUntil(lambda: find_runs(tmp_path / "home" / "runs") == [])
    assert not (tmp_path / "home" / "models").exists()


def test_an_interrupted_run_is_offered(qtbot, desk, told, lesson_run):
    checkpoints = lesson_run.output / "checkpoints"
    checkpoints.mkdir(parents=True)
    (checkpoints / "step-00000042.checkpoint").write_bytes(b"")
    desk.begin()
    words = "The training of “Tiny, taught” was interrupted at step 42."
    qtbot.waitUntil(lambda: words in told.said)


def test_a_result_that_nobody_decided_on_is_offered_after_a_restart(
    qtbot, desk, told, lesson_run, tiny_model
):
    save_outcome(lesson_run, outcome(tiny_model))
    desk.begin()
    words = "“Tiny, taught” is trained and waits for your decision."
    qtbot.waitUntil(lambda: words in told.said)
    told.does[told.said.index(words)]()
    assert desk.wizard.currentId() == Step.RESULT
    assert desk.wizard.result_page.verdict.text() == "Heard better."


def test_what_never_took_a_step_is_tidied_up(qtbot, desk, lesson_run):
    desk.begin()
    qtbot.waitUntil(lambda: not lesson_run.folder.exists())


def test_a_lesson_that_is_watched_is_decided_on_there(
    qtbot, desk, told, lesson_run, tiny_model, monkeypatch
):
    play(monkeypatch, outcome(tiny_model))
    desk.open_wizard()
    desk.training.start(lesson_run)
    desk.open_wizard()
    qtbot.waitUntil(lambda: desk.wizard.currentId() == Step.RESULT)
    assert told.said == []
    assert desk.training.outcome is not None


def test_the_teach_panel_keeps_what_came_of_a_lesson_in_view(
    qtbot, desk, told, lesson_run, tiny_model, monkeypatch
):
    play(monkeypatch, outcome(tiny_model, kept=False))
    desk.open_teach()
    desk.training.start(lesson_run)
    panel = desk.teach_panel
    qtbot.waitUntil(lambda: panel.verdict.text() == "Not heard better.")
    assert not panel.verdict.isHidden()
    assert told.said == []
    panel.close()
    desk.open_teach()
    assert not panel.verdict.isHidden()


def test_the_windows_open_and_close(qtbot, desk):
    desk.open_teach()
    desk.open_accuracy()
    desk.open_compare()
    desk.open_wizard()
    for window in (desk.teach_panel, desk.accuracy, desk.compare, desk.wizard):
        assert window.isVisible()
    qtbot.waitUntil(lambda: desk.accuracy.report is not None)
    desk.stop()


def test_a_failed_lesson_is_told_in_a_sentence(
    qtbot, desk, told, lesson_run, monkeypatch
):
    def conduct(run, stop):
        yield None
        raise TrainingError("The number of clips is 1, too few to learn from.")

    monkeypatch.setattr(learning, "conduct", conduct)
    desk.training.start(lesson_run)
    words = "The number of clips is 1, too few to learn from."
    qtbot.waitUntil(lambda: words in told.said)


def test_what_is_cut_for_a_lesson_is_watched_from_the_start(
    qtbot, desk, lesson_run, tiny_model, monkeypatch
):
    """“Show how it goes” never leads to the first page of the wizard."""
    go = threading.Event()

    def prepare(teaching, chosen, parent, runs):
        yield ClipsCut(1, 4)
        while not go.is_set():
            yield None
        return lesson_run

    monkeypatch.setattr(learning, "prepare", prepare)
    play(monkeypatch, outcome(tiny_model))
    desk.open_teach()
    desk.teach([])
    assert desk.teach_panel.teach_button.text() == "Show how it goes"
    desk.teach_panel.watch_requested.emit()
    page = desk.wizard.run_page
    assert desk.wizard.currentId() == Step.RUN
    qtbot.waitUntil(lambda: "25 % done" in page.about.text())
    assert "Cutting the clips" in page.about.text()
    pause = desk.wizard.button(desk.wizard.WizardButton.CustomButton2)
    assert not pause.isEnabled()  # there is nothing yet that could go on
    go.set()
    qtbot.waitUntil(lambda: desk.wizard.currentId() == Step.RESULT)


def test_clips_that_cannot_be_cut_are_told_and_tried_again(
    qtbot, desk, told, lesson_run, tiny_model, monkeypatch
):
    tries = []

    def prepare(teaching, chosen, parent, runs):
        tries.append(1)
        yield None
        if len(tries) == 1:
            raise TrainingError("There is no correction with its sound.")
        return lesson_run

    monkeypatch.setattr(learning, "prepare", prepare)
    play(monkeypatch, outcome(tiny_model, kept=False))
    desk.teach([])
    qtbot.waitUntil(lambda: "There is no correction with its sound." in told.said)
    assert not desk.training.is_working
    desk.training.resume()
    qtbot.waitUntil(lambda: "Not heard better." in told.said)
