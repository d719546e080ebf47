"""The wizard as a whole, with a run that is played from a script."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWizard

from dictation_app.errors import DictationError, TrainingError
from dictation_app.speech.store import read_model
from dictation_app.training.events import (
    Evaluated,
    RunStarted,
    Sentence,
    SentencesDecoded,
    StepDone,
    Warned,
)
from dictation_app.training.manifest import Clip, write_manifest
from dictation_app.training.metrics import Difference, Interval
from dictation_app.training.runs import (
    Changed,
    Judged,
    Outcome,
    Plan,
    Rate,
    find_runs,
    new_folder,
    save_outcome,
    save_plan,
)
from dictation_app.ui import theme
from dictation_app.ui.wizard.blank_card import BlankGauge
from dictation_app.ui.wizard.history import History, restore
from dictation_app.ui.wizard.training import State, Training
from dictation_app.ui.wizard.wizard import Step, TrainingWizard
from dictation_app.ui.wizard.workplace import Workplace

NEXT = QWizard.WizardButton.NextButton
FINISH = QWizard.WizardButton.FinishButton
FIRST, SECOND = QWizard.WizardButton.CustomButton1, QWizard.WizardButton.CustomButton2


def step(number, *, loss=1.0, blank=0.7, progress=None):
    return StepDone(
        step=number,
        epoch=1,
        progress=number / 10 if progress is None else progress,
        loss=loss,
        learning_rate=1e-4,
        gradient_norm=1.0,
        blank_share=blank,
        n_infinite=0,
        seconds=30.0,
        hours_seen=number / 100,
        speed=28.0,
        remaining=600.0,
    )


def evaluated(number, wer):
    return Evaluated(number, 0.1, wer, wer / 3, 0.7, 0.6, 0.7, {}, is_best=True)


def decoded(number, heard):
    return SentencesDecoded(number, (Sentence("c0", "one two", heard, 0.5),))


class Script:
    """A run that waits for a word before each of its steps."""

    def __init__(self, model, *, kept=True):
        self.model = model
        self.kept = kept
        self.go = threading.Semaphore(0)
        self.fails = False
        self.began = 0
        self.closed = 0

    def __call__(self, run, stop):
        self.began += 1
        number = 0
        try:
            while not stop() and number < 10:
                if self.go.acquire(timeout=0.01):
                    number += 1
                    if self.fails:
                        raise TrainingError(
                            "The disk is full, so the training stopped."
                        )
                    yield step(number)
                    yield evaluated(number, 0.5 - number / 50)
                    yield decoded(number, "one too")
                else:
                    yield None
        except GeneratorExit:
            self.closed += 1
            raise
        return self.outcome(number)

    def outcome(self, number):
        before, after = Rate(0.4, Interval(0.3, 0.5)), Rate(0.3, Interval(0.2, 0.4))
        difference = Difference(-0.1, Interval(-0.2, -0.05), 0.01)
        return Outcome(
            self.model,
            number,
            0.1,
            60.0,
            is_complete=number == 10,
            judged=(Judged("held-out", 1, 2, before, after, difference),),
            changes=(Changed("c0", "one two", "one too", "one two", 1),),
            kept=self.kept,
            reason="" if self.kept else "Your own sentences are not heard better.",
        )


@pytest.fixture(autouse=True)
def _dressed(qapp):
    theme.apply(qapp, "light")


@pytest.fixture
def used():
    return []


@pytest.fixture
def place(tmp_path, tiny_model, used):
    return Workplace(
        runs=tmp_path / "runs",
        recordings=tmp_path / "recordings",
        prompts=tmp_path / "prompts.txt",
        user_models=tmp_path / "mine",
        find_models=lambda: [read_model(tiny_model)],
        open_microphone=None,
        use_model=used.append,
    )


@pytest.fixture
def run(tmp_path, tiny_model, write_audio):
    made = save_plan(
        new_folder(tmp_path / "runs"), Plan("fine-tune", "Mine", str(tiny_model))
    )
    sound = write_audio(tmp_path / "c0.wav", 1.0)
    write_manifest(made.held_out, [Clip("c0", sound, 1.0, "one two")])
    return made


@pytest.fixture
def script(tiny_model):
    return Script(tiny_model)


@pytest.fixture
def training(script):
    made = Training(script)
    yield made
    made.shut_down()


@pytest.fixture
def wizard(qtbot, training, place):
    made = TrainingWizard(training, place)
    qtbot.addWidget(made)
    yield made
    made.shut_down()


def reach(qtbot, training, state):
    qtbot.waitUntil(lambda: training.state == state)


def press(qtbot, wizard, which):
    qtbot.mouseClick(wizard.button(which), Qt.MouseButton.LeftButton)


class TestTraining:
    def test_a_run_goes_through_its_states_to_the_outcome(
        self, qtbot, training, script, run
    ):
        training.start(run)
        assert training.state == State.STARTING
        script.go.release()
        reach(qtbot, training, State.TRAINING)
        script.go.release(9)
        reach(qtbot, training, State.DONE)
        assert training.outcome.is_complete
        assert len(training.history.losses) == 10

    def test_pausing_closes_the_run_and_going_on_begins_it_again(
        self, qtbot, training, script, run
    ):
        training.start(run)
        script.go.release()
        reach(qtbot, training, State.TRAINING)
        training.pause()
        reach(qtbot, training, State.PAUSED)
        assert script.closed == 1
        training.resume()
        qtbot.waitUntil(lambda: script.began == 2)
        assert training.history.last is not None

    def test_stopping_keeps_the_best(self, qtbot, training, script, run):
        training.start(run)
        script.go.release()
        reach(qtbot, training, State.TRAINING)
        training.stop_and_keep_best()
        reach(qtbot, training, State.DONE)
        assert not training.outcome.is_complete

    def test_a_paused_run_can_be_ended_with_the_best(
        self, qtbot, training, script, run
    ):
        training.start(run)
        script.go.release()
        reach(qtbot, training, State.TRAINING)
        training.pause()
        reach(qtbot, training, State.PAUSED)
        training.stop_and_keep_best()
        reach(qtbot, training, State.DONE)

    def test_a_failure_is_told_and_can_be_gone_on_from(
        self, qtbot, training, script, run
    ):
        script.fails = True
        training.start(run)
        script.go.release()
        reach(qtbot, training, State.FAILED)
        assert training.problem == "The disk is full, so the training stopped."
        script.fails = False
        training.resume()
        script.go.release()
        reach(qtbot, training, State.TRAINING)

    def test_only_one_run_at_a_time(self, qtbot, training, script, run):
        training.start(run)
        training.start(run)
        script.go.release()
        reach(qtbot, training, State.TRAINING)
        assert script.began == 1


class TestHistory:
    def test_a_loss_that_is_no_number_is_not_drawn(self):
        history = History()
        history.take(step(1))
        history.take(step(2, loss=float("nan")))
        assert len(history.losses) == 1
        assert history.last.step == 2

    def test_sentences_begin_as_the_old_model_heard_them(self):
        history = History()
        history.begin_with(0.4, {"c0": "won too"})
        history.take(decoded(1, "one too"))
        history.take(decoded(2, "one two"))
        watched = history.watched["c0"]
        assert (watched.first, watched.now) == ("won too", "one two")

    def test_what_came_after_a_checkpoint_comes_again(self):
        history = History()
        for number in (1, 2, 3, 4):
            history.take(step(number))
        history.take(evaluated(4, 0.4))
        history.take(RunStarted(2, 10, "cpu", "float32", 1, ""))
        assert [point[0] for point in history.losses] == [1, 2]
        assert history.wers == []
        history.take(step(3))
        assert [point[0] for point in history.rates] == [1, 2, 3]

    def test_the_blank_warning_goes_when_the_blanks_do(self):
        history = History()
        history.take(step(1, blank=0.999))
        history.take(Warned("blank collapse", "Only blanks.", "Wait."))
        assert history.blank_warning is not None
        history.take(step(2, blank=0.8))
        assert history.blank_warning is None
        assert history.warning is None

    def test_the_log_of_an_interrupted_run_gives_the_same_curves(self, tmp_path):
        from dictation_app.training.metrics_log import MetricsLog, read_metrics

        told = [step(1), evaluated(1, 0.4), decoded(1, "one too"), step(2)]
        log = MetricsLog(tmp_path, step=0, tensorboard=False)
        for event in told:
            log.write(event)
        log.close()
        with (tmp_path / "metrics.jsonl").open("a", encoding="utf-8") as file:
            file.write('{"event": "StepDone", "step": 3}\n{"event": "Oth')
        history = restore(read_metrics(tmp_path))
        assert [point[0] for point in history.losses] == [1, 2]
        assert history.wers == [(1, 0.4)]
        assert history.watched["c0"].now == "one too"


class TestWizard:
    @pytest.fixture
    def running(self, qtbot, wizard, training, script, run):
        """The wizard on its run page, with a first step done."""
        wizard.open()
        training.start(run)
        wizard.open()
        script.go.release()
        reach(qtbot, training, State.TRAINING)
        return wizard

    def test_the_first_page_offers_goals_and_leads_on(self, qtbot, wizard):
        wizard.open()
        assert wizard.currentId() == Step.GOAL
        wizard.goal_page.cards["fine-tune"].button.click()
        press(qtbot, wizard, NEXT)
        assert wizard.currentId() == Step.RECORDINGS
        assert not wizard.button(NEXT).isEnabled()

    def test_the_run_page_shows_the_curves_and_a_sentence(self, qtbot, running):
        page = running.run_page
        qtbot.waitUntil(lambda: page.cards[0].reference.text() == "one two")
        assert running.currentId() == Step.RUN
        assert "step 1 of about 10" in page.about.text()
        assert page.wer.lines[0].points == [(1, 0.48)]
        assert page.blanks.state.text() == "70 %, normal"
        assert "too" in page.cards[0].now.text()

    def test_the_first_focus_neither_stops_nor_discards(
        self, qtbot, wizard, training, running, run
    ):
        assert running.focusWidget() is running.button(SECOND)
        page = wizard.goal_page
        page.show_waiting(run, is_done=False)
        chain = [page.resume_button]
        while chain[-1] is not page.discard_button:
            chain.append(chain[-1].nextInFocusChain())
            assert len(chain) < 10  # it comes after, not a whole round later

    def test_closing_the_window_stops_nothing(self, qtbot, running, training, script):
        running.close()
        script.go.release()
        qtbot.waitUntil(lambda: len(training.history.losses) == 2)
        running.open()
        assert running.currentId() == Step.RUN

    def test_pause_and_go_on_by_the_same_button(self, qtbot, running, training):
        assert running.button(SECOND).text() == "Pause"
        press(qtbot, running, SECOND)
        reach(qtbot, training, State.PAUSED)
        assert running.button(SECOND).text() == "Go on"
        assert "Paused at step 1" in running.run_page.about.text()
        press(qtbot, running, SECOND)
        assert training.state == State.STARTING

    def test_the_result_is_shown_and_installed(
        self, qtbot, running, training, place, used, run
    ):
        press(qtbot, running, FIRST)
        qtbot.waitUntil(lambda: running.currentId() == Step.RESULT)
        page = running.result_page
        assert "hears you better" in page.verdict.text()
        qtbot.waitUntil(lambda: page.changes.is_whole)
        (card,) = page.cards
        assert card.play_button.isEnabled()
        with qtbot.waitSignal(running.installed):
            press(qtbot, running, FINISH)
        assert used == ["mine"]
        assert read_model(place.user_models / "mine").title == "Mine"
        assert find_runs(place.runs) == []
        assert training.state == State.NONE

    def test_the_result_can_be_thrown_away(
        self, qtbot, running, training, place, used, run
    ):
        press(qtbot, running, FIRST)
        qtbot.waitUntil(lambda: running.currentId() == Step.RESULT)
        press(qtbot, running, FIRST)
        assert running.currentId() == Step.GOAL
        assert find_runs(place.runs) == []
        assert used == []

    def test_what_is_not_better_can_only_be_left(
        self, qtbot, running, training, script, place, used
    ):
        script.kept = False
        press(qtbot, running, FIRST)
        qtbot.waitUntil(lambda: running.currentId() == Step.RESULT)
        assert running.button(FINISH).text() == "Keep the old model"
        assert running.result_page.verdict.text() == (
            "Your own sentences are not heard better."
        )
        press(qtbot, running, FINISH)
        assert used == []
        assert not place.user_models.exists()

    def test_a_failure_offers_to_go_on_or_to_throw_away(
        self, qtbot, running, training, script
    ):
        script.fails = True
        script.go.release()
        reach(qtbot, training, State.FAILED)
        assert "disk is full" in running.run_page.about.text()
        assert running.button(FIRST).text() == "Throw it away"
        press(qtbot, running, FIRST)
        assert running.currentId() == Step.GOAL

    def test_a_warning_is_named_with_its_remedy(self, qtbot, running, training):
        training.history.take(Warned("overfit", "It learns by heart.", "Stop."))
        training.told.emit(None)
        page = running.run_page
        qtbot.waitUntil(lambda: not page.warning.isHidden())
        assert page.warning_name.text() == "Overfit"
        assert page.warning_words.text() == "It learns by heart. Stop."

    def test_too_many_blanks_are_named_beside_their_gauge(
        self, qtbot, running, training
    ):
        card = running.run_page.blanks
        assert card.gauge.share == 0.7
        assert card.words.isHidden()
        training.history.take(Warned("blank collapse: stuck", "Stuck.", "Begin anew."))
        training.history.take(step(2, blank=0.998))
        training.told.emit(None)
        qtbot.waitUntil(lambda: not card.words.isHidden())
        assert card.name.text() == "Blank collapse: stuck"
        assert card.words.text() == "Stuck. Begin anew."
        assert card.state.text() == "100 %, nothing but blanks"
        assert card.gauge.accessibleDescription() == card.state.text()
        assert running.run_page.warning.isHidden()  # not said twice
        training.history.take(step(3, blank=0.8))
        training.told.emit(None)
        qtbot.waitUntil(card.words.isHidden)
        assert card.state.text() == "80 %, normal"

    def test_the_gauge_is_full_only_where_nothing_else_is_written(self, qtbot):
        gauge = BlankGauge()
        qtbot.addWidget(gauge)
        gauge.resize(238, 8)
        ground = theme.colour("track").name()

        def shown(share):
            gauge.show_share(share)
            picture = gauge.grab().toImage()
            row = [picture.pixelColor(3 + 6 * n, 4).name() for n in range(39)]
            last = picture.pixelColor(3 + 6 * 39, 4).name()
            return sum(colour != ground for colour in row), row[0], last

        lit, full, end = (
            theme.colour(token).name() for token in ("accent", "doubt", "doubt_soft")
        )
        assert shown(None) == (0, ground, end)
        assert shown(0.5) == (20, lit, end)
        assert shown(0.99) == (39, lit, end)
        assert shown(0.996) == (39, full, full)

    def test_an_interrupted_run_is_offered_after_a_restart(
        self, qtbot, wizard, training, run
    ):
        checkpoints = run.output / "checkpoints"
        checkpoints.mkdir(parents=True)
        (checkpoints / "step-00000640.checkpoint").write_bytes(b"")
        wizard.open()
        assert "“Mine” was interrupted at step 640." in (
            wizard.goal_page.waiting_words.text()
        )
        wizard.goal_page.resume_button.click()
        assert training.is_working
        assert wizard.currentId() == Step.RUN

    def test_a_result_that_waits_is_offered_and_installed_after_a_restart(
        self, qtbot, wizard, training, script, place, used, run
    ):
        save_outcome(run, script.outcome(10))
        wizard.open()
        page = wizard.goal_page
        assert "“Mine” is trained and waits" in page.waiting_words.text()
        assert page.resume_button.text() == "Show the result"
        page.resume_button.click()
        assert wizard.currentId() == Step.RESULT
        assert "hears you better" in wizard.result_page.verdict.text()
        with qtbot.waitSignal(wizard.installed):
            press(qtbot, wizard, FINISH)
        assert used == ["mine"]
        assert find_runs(place.runs) == []

    def test_the_verdict_is_said_in_the_users_language(
        self, wizard, run, tiny_model, monkeypatch
    ):
        monkeypatch.setattr(DictationError, "in_language", str.upper)
        save_outcome(run, Script(tiny_model, kept=False).outcome(10))
        wizard.open()
        wizard.goal_page.resume_button.click()
        verdict = wizard.result_page.verdict.text()
        assert verdict == "YOUR OWN SENTENCES ARE NOT HEARD BETTER."
        pictures = wizard.result_page.card.searchPaths()
        assert pictures == [str(tiny_model)]  # those that the card names

    def test_an_interrupted_run_can_be_thrown_away(self, wizard, place, run):
        checkpoints = run.output / "checkpoints"
        checkpoints.mkdir(parents=True)
        (checkpoints / "step-00000640.checkpoint").write_bytes(b"")
        wizard.open()
        wizard.goal_page.discard_button.click()
        assert find_runs(place.runs) == []
        assert wizard.goal_page._waiting.isHidden()

    def test_it_looks_right_in_the_dark_too(self, qapp, running):
        theme.apply(qapp, "dark")
        picture = running.grab().toImage()
        page = theme.colour("page").rgb()
        side = theme.colour("side").rgb()
        assert picture.pixel(picture.width() - 10, 10) == page
        assert picture.pixel(5, picture.height() - 5) == side
        theme.apply(qapp, "light")
