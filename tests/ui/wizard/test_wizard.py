"""The wizard as a whole, with a run that is played from a script."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWizard

from dictation_app.errors import DictationError
from dictation_app.speech.store import read_model
from dictation_app.training.events import Warned
from dictation_app.training.run_events import Listening
from dictation_app.training.runs import find_runs, save_outcome
from dictation_app.ui import theme
from dictation_app.ui.wizard.blank_card import BlankGauge
from dictation_app.ui.wizard.training import State
from dictation_app.ui.wizard.wizard import Step, TrainingWizard
from tests.ui.wizard_parts import Script, reach, step

NEXT = QWizard.WizardButton.NextButton
FINISH = QWizard.WizardButton.FinishButton
FIRST, SECOND = QWizard.WizardButton.CustomButton1, QWizard.WizardButton.CustomButton2


@pytest.fixture
def wizard(qtbot, training, place):
    made = TrainingWizard(training, place)
    qtbot.addWidget(made)
    yield made
    made.shut_down()


def press(qtbot, wizard, which):
    qtbot.mouseClick(wizard.button(which), Qt.MouseButton.LeftButton)


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

    def test_a_long_sentence_ends_with_an_ellipsis_at_the_edge(self, qtbot, running):
        card = running.run_page.cards[0]
        long = " ".join(["somebody said so"] * 20)
        card.show_sentence(long, long, long)
        shown = card.now.text()
        assert shown.endswith("…")
        assert "<span" not in shown  # what does not fit is no mistake
        for part in (card.reference, card.first):
            assert part.text().endswith("…")
            assert part.toolTip() == long
        assert card.now.toolTip() == long
        assert card.now.sizeHint().width() <= card.now.width()
        card.show_sentence("one two", "one too", "one two")
        assert card.now.text() == "one two"
        assert card.now.toolTip() == ""

    def test_before_the_first_step_it_says_what_it_does_and_how_far_it_is(
        self, qtbot, wizard, training, script, run
    ):
        wizard.open()
        training.start(run)
        wizard.open()
        page = wizard.run_page
        assert "process that learns" in page.about.text()
        assert page.bar.maximum() == 0  # nobody knows how long
        training._take(Listening("Mine", 0.4, "before"))
        training.doing._began -= 8.0
        page._draw()
        assert page.about.text() == (
            "Measuring how well “Mine” hears before it learns  ·  40 % done"
        )
        training._take(Listening("Mine", 0.6, "before"))
        page._draw()
        assert page.about.text().endswith("60 % done  ·  16 s left")
        assert (page.bar.value(), page.bar.maximum()) == (600, 1000)

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
