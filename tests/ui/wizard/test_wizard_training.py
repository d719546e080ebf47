"""The training of the window: its states, what it says, and the history it draws from."""

import pytest

from dictation_app.training.events import (
    DataSelected,
    FeaturesRead,
    RunStarted,
    Warned,
)
from dictation_app.training.run_events import Baseline, Listening
from dictation_app.ui.wizard.doing import Doing
from dictation_app.ui.wizard.history import History, restore
from dictation_app.ui.wizard.training import State
from tests.ui.wizard_parts import decoded, evaluated, reach, step


class TestTraining:
    @pytest.fixture
    def underway(self, qtbot, training, script, run):
        """A training whose first step is done."""
        training.start(run)
        script.go.release()
        reach(qtbot, training, State.TRAINING)
        return training

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
        self, qtbot, underway, script
    ):
        training = underway
        training.pause()
        reach(qtbot, training, State.PAUSED)
        assert script.closed == 1
        training.resume()
        qtbot.waitUntil(lambda: script.began == 2)
        assert training.history.last is not None

    def test_stopping_keeps_the_best(self, qtbot, underway):
        training = underway
        training.stop_and_keep_best()
        reach(qtbot, training, State.DONE)
        assert not training.outcome.is_complete

    def test_a_paused_run_can_be_ended_with_the_best(self, qtbot, underway):
        training = underway
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


class TestDoing:
    def test_the_time_left_follows_the_pace_of_what_is_done_now(self):
        now = [0.0]
        doing = Doing(lambda: now[0])
        doing.tell("one", 0.0)
        assert doing.left is None
        now[0] = 10.0
        doing.tell("one", 0.25)
        assert doing.left == pytest.approx(30.0)
        doing.tell("two", 0.5)  # half of it was done before, in no time
        assert doing.left is None
        now[0] = 14.0
        doing.tell("two", 0.75)
        assert doing.left == pytest.approx(4.0)
        doing.tell("three")
        assert doing.share is doing.left is None

    def test_nothing_before_the_first_step_is_a_mere_getting_ready(
        self, qtbot, training, script, run
    ):
        """Each thing that goes on has words of its own, and its share where there is one."""
        training.start(run)
        said = [(training.doing.words, training.doing.share)]
        started = RunStarted(0, 10, "cpu", "float32", 1, "")
        for event in (
            Listening("Mine", 0.1, "checking"),
            Listening("Mine", 0.2, "before"),
            FeaturesRead("train", 3, 4, 0),
            DataSelected(4, 0.1, 0.1, 1, 1, {}),
            Listening("Mine", 0.3, "curve"),
            Baseline(0.4, {}),
            started,
        ):
            training._take(event)
            said.append((training.doing.words, training.doing.share))
            assert training.state == State.STARTING
        words = [text for text, _ in said]
        assert len(set(words)) == len(words)
        assert all(words)
        assert [share for _, share in said] == [
            None,
            0.1,
            0.2,
            0.75,
            None,
            0.3,
            None,
            None,
        ]
        assert words[2] == "Measuring how well “Mine” hears before it learns"
        script.go.release()
        reach(qtbot, training, State.TRAINING)
