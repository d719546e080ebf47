"""The wizard's pages one by one: goal, recordings, prompts, options."""

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from dictation_app.errors import AudioError
from dictation_app.speech.store import read_model
from dictation_app.training.gathering import Gathered
from dictation_app.training.prompts import Prompt, Recordings
from dictation_app.ui.wizard import options_page
from dictation_app.ui.wizard.goal_page import GoalPage
from dictation_app.ui.wizard.options_page import OptionsPage
from dictation_app.ui.wizard.prompt_reader import PromptReader
from dictation_app.ui.wizard.recordings_page import RecordingsPage
from dictation_app.ui.wizard.workplace import Draft, Workplace
from tests.ui.scripted_microphone import ScriptedMicrophone

PROMPTS = (
    Prompt("one two", ("W", "AH", "N")),
    Prompt("three four", ("TH", "R", "IY")),
    Prompt("five", ("F", "AY", "V")),
)


@pytest.fixture
def place(tmp_path, tiny_model):
    prompts = tmp_path / "prompts.txt"
    lines = (f"{p.text}\t{' '.join(p.sounds)}" for p in PROMPTS)
    prompts.write_text("\n".join(lines), encoding="utf-8")
    return Workplace(
        runs=tmp_path / "runs",
        recordings=tmp_path / "recordings",
        prompts=prompts,
        user_models=tmp_path / "mine",
        find_models=lambda: [read_model(tiny_model)],
        open_microphone=lambda anew: ScriptedMicrophone(),
        use_model=lambda name: None,
    )


class TestGoal:
    def test_a_goal_needs_a_model_to_begin_with_but_not_from_scratch(
        self, qtbot, tiny_model
    ):
        draft = Draft()
        page = GoalPage(draft)
        qtbot.addWidget(page)
        assert not page.isComplete()
        page.cards["scratch"].button.click()
        assert (draft.goal, draft.parent, page.isComplete()) == ("scratch", None, True)
        page.cards["adapt"].button.click()
        page.show_models([read_model(tiny_model)])
        assert page.isComplete()
        assert draft.parent is not None
        assert draft.parent.title == "Tiny"

    def test_a_click_anywhere_on_a_card_chooses_it(self, qtbot):
        draft = Draft()
        page = GoalPage(draft)
        qtbot.addWidget(page)
        page.show()
        qtbot.mouseClick(page.cards["fine-tune"], Qt.MouseButton.LeftButton)
        assert draft.goal == "fine-tune"
        assert not page.cards["adapt"].button.isChecked()


class TestPrompts:
    @pytest.fixture
    def reader(self, qtbot, tmp_path, microphone):
        reader = PromptReader(lambda anew: microphone)
        qtbot.addWidget(reader)
        reader.show()
        reader.begin(Recordings(tmp_path / "voice", PROMPTS, "me"))
        yield reader
        reader.stop()

    def read_aloud(self, qtbot, reader, microphone, samples):
        qtbot.keyClick(reader, Qt.Key.Key_R)
        qtbot.waitUntil(lambda: reader.recorder.is_recording)
        for start in range(0, len(samples), 1_024):
            microphone.blocks.put(samples[start : start + 1_024])
        qtbot.waitUntil(microphone.blocks.empty)
        with qtbot.waitSignal(reader.recorder.took):
            qtbot.keyClick(reader, Qt.Key.Key_R)
        qtbot.waitUntil(lambda: reader.verdict is not None)

    def test_single_keys_record_keep_and_skip(self, qtbot, reader, microphone, babble):
        assert reader.sentence.text() == "one two"
        assert not reader.keep_button.isEnabled()
        self.read_aloud(qtbot, reader, microphone, babble(1.5))
        assert reader.verdict.problem == ""
        with qtbot.waitSignal(reader.kept_changed):
            qtbot.keyClick(reader, Qt.Key.Key_S)
        assert reader.recordings.n_kept == 1
        assert reader.sentence.text() == "three four"
        qtbot.keyClick(reader, Qt.Key.Key_K)
        qtbot.waitUntil(lambda: reader.sentence.text() == "five")
        assert "1 of 3 read" in reader.count.text()

    def test_a_take_that_is_cut_off_is_told_and_may_be_read_again(
        self, qtbot, reader, microphone, babble
    ):
        loud = np.clip(30 * babble(1.5), -1, 1)
        self.read_aloud(qtbot, reader, microphone, loud)
        assert "Too loud" in reader.advice.text()
        assert reader.record_button.text() == "Record again"
        self.read_aloud(qtbot, reader, microphone, babble(1.5))
        assert reader.verdict.problem == ""

    def test_keys_with_ctrl_are_left_to_the_window(self, qtbot, reader):
        qtbot.keyClick(reader, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        assert not reader.recorder.is_recording

    def test_after_the_last_sentence_there_is_nothing_to_record(self, qtbot, reader):
        for _ in PROMPTS:
            reader.skip()
        assert reader.prompt is None
        assert not reader.record_button.isEnabled()

    def test_no_microphone_is_one_sentence(self, qtbot, tmp_path):
        def refuse(anew):
            raise AudioError("No microphone was found: connect one.")

        reader = PromptReader(refuse)
        qtbot.addWidget(reader)
        with qtbot.waitSignal(reader.recorder.failed):
            reader.begin(Recordings(tmp_path / "voice", PROMPTS, "me"))
        assert reader.advice.text() == "No microphone was found: connect one."
        reader.stop()


class TestRecordings:
    @pytest.fixture
    def page(self, qtbot, place):
        page = RecordingsPage(Draft(goal="fine-tune"), place)
        qtbot.addWidget(page)
        page.initializePage()
        yield page
        page.reader.stop()

    def test_a_dropped_data_set_is_taken_and_can_be_taken_out(
        self, qtbot, page, data_set
    ):
        assert not page.isComplete()
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(data_set()))])
        page.dropEvent(
            QDropEvent(
                QPointF(1, 1),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )
        assert page.isComplete()
        (card,) = page.cards
        card.removed.emit()
        assert not page.isComplete()
        assert page.cards == []

    @pytest.mark.parametrize(
        ("goal", "words"),
        [("adapt", "Ten minutes"), ("fine-tune", "An hour"), ("scratch", "Twenty")],
    )
    def test_it_says_how_much_speech_the_goal_wants(self, page, goal, words):
        page._draft.goal = goal
        page.initializePage()
        assert page.about.text().startswith(words)

    def test_what_is_no_data_set_is_told_in_a_sentence(self, page, tmp_path):
        path = tmp_path / "notes.pdf"
        path.write_bytes(b"%PDF")
        page.add(path)
        assert "notes.pdf is no data set" in page.problem.text()
        assert not page.isComplete()

    def test_what_was_read_before_counts(self, qtbot, place, babble):
        old = Recordings(place.recordings / "my-voice", PROMPTS, "me")
        old.keep(PROMPTS[0], babble(1.5))
        page = RecordingsPage(Draft(goal="adapt"), place)
        qtbot.addWidget(page)
        page.initializePage()
        assert page.isComplete()
        assert page.reader.sentence.text() == "three four"
        page.reader.stop()


class TestOptions:
    @pytest.fixture
    def timed(self, monkeypatch):
        """Replace the measurement by one that is known."""

        def measure(folder, gathered, plan, cache, replay):
            from dictation_app.training.run_events import Timed
            from dictation_app.training.runs import save_plan

            yield options_page._Prepared(save_plan(folder, plan), 5, 1)
            yield Timed(0)
            yield Timed(20, speed=30.0, step_seconds=2.0, hours_an_epoch=0.1)

        monkeypatch.setattr(options_page, "_prepare_and_time", measure)

    @pytest.fixture
    def page(self, qtbot, place, tmp_path, timed, tiny_model):
        folder = tmp_path / "runs" / "one"
        folder.mkdir(parents=True)
        audit = None
        gathered = Gathered({}, audit, ("a", "b"), 360.0)
        draft = Draft(
            goal="fine-tune",
            parent=read_model(tiny_model),
            folder=folder,
            gathered=gathered,
        )
        page = OptionsPage(draft, place)
        qtbot.addWidget(page)
        with qtbot.waitSignal(page.measured):
            page.initializePage()
        yield page
        page.end()

    def test_the_estimate_is_what_was_measured(self, page):
        page.minutes.setValue(10)
        assert "about 50 times" in page.estimate.text()
        assert "300 steps" in page.estimate.text()
        assert "30× real time" in page.detail.text()

    def test_too_much_and_too_little_time_are_told(self, page):
        page.minutes.setValue(60)
        assert "by heart" in page.detail.text()
        page.minutes.setValue(1)
        assert "50 times" not in page.estimate.text()

    def test_from_scratch_with_minutes_of_speech_is_advised_against(self, qtbot, page):
        page._draft.goal, page._draft.parent = "scratch", None
        with qtbot.waitSignal(page.measured):
            page.initializePage()
        assert "far too little" in page.detail.text()
        assert not page.preset.isHidden()

    def test_a_model_needs_a_name(self, page):
        assert page.isComplete()
        page.title_edit.setText("  ")
        assert not page.isComplete()

    def test_a_failed_measurement_is_a_sentence(self, qtbot, page, monkeypatch):
        from dictation_app.errors import TrainingError

        def fail(*_):
            yield options_page._Prepared(page._draft.run, 5, 1)
            raise TrainingError("The disk is full.")

        monkeypatch.setattr(options_page, "_prepare_and_time", fail)
        with qtbot.waitSignal(page.measured):
            page.again.click()
        assert page.estimate.text() == "The disk is full."
