"""The wizard's check of the recordings: what it finds, and hearing it."""

import errno
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dictation_app.errors import TrainingError
from dictation_app.speech.store import read_model
from dictation_app.training.findings import AuditProgress, Doubts, problem
from dictation_app.training.gathering import Gathered
from dictation_app.training.run_events import TextsHeard
from dictation_app.ui import learning
from dictation_app.ui.wizard import check_page
from dictation_app.ui.wizard.check_page import CheckPage
from dictation_app.ui.wizard.workplace import Draft
from tests.ui.wizard_parts import Silence


class TestCheck:
    @pytest.fixture
    def look(self, qtbot, place, tiny_model):
        pages = []

        def make(source, goal="adapt"):
            draft = Draft(goal, read_model(tiny_model), [source])
            page = CheckPage(draft, place, Silence())
            qtbot.addWidget(page)
            pages.append(page)
            page.initializePage()
            qtbot.waitUntil(lambda: not page._work.is_running, timeout=20_000)
            QApplication.processEvents()
            return page, draft

        yield make
        for page in pages:
            page.end()

    def test_problems_have_a_remedy_and_a_click_plays_the_clip(self, look, data_set):
        page, draft = look(data_set(texts={0: "", 1: "日本"}))
        assert isinstance(draft.gathered, Gathered)
        assert page.isComplete()
        rows = page.table.problems
        kinds = [rows.index(i, 0).data() for i in range(rows.rowCount())]
        assert {"No text", "Foreign letters"} <= set(kinds)
        assert all(rows.index(i, 2).data() for i in range(rows.rowCount()))
        page.table.clicked.emit(rows.index(0, 0))
        assert page._player.played == [rows.problems[0].clip]
        assert sum(bar.value for bar in page.lengths.bars) == 6
        assert "2 clips are left out, 4 are used" in page.count.text()

    def test_nothing_wrong_is_said_too(self, look, data_set):
        page, _ = look(data_set())
        assert page.below.currentWidget() is page.fine

    @pytest.mark.parametrize(
        ("n", "texts", "words"),
        [(1, {}, "not enough"), (2, {0: "", 1: ""}, "None of these")],
    )
    def test_too_few_clips_stop_here(self, look, data_set, n, texts, words):
        page, _ = look(data_set(n, texts))
        assert not page.isComplete()
        assert words in page.problem.text()

    def test_a_data_set_that_is_gone_is_told(self, look, tmp_path):
        page, _ = look(tmp_path / "gone.jsonl")
        assert "no data set gone.jsonl" in page.problem.text()
        assert not page.isComplete()

    def test_a_full_disk_is_told_in_a_sentence(self, look, data_set, monkeypatch):
        def gather(*_):
            yield AuditProgress(1, 6, 0)
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(check_page, "gather", gather)
        page, _ = look(data_set())
        assert "No space left on device" in page.problem.text()
        assert "free some space" in page.problem.text()
        assert not page.isComplete()

    def test_the_table_is_a_proper_model(self, look, data_set, qtmodeltester):
        page, _ = look(data_set(texts={0: ""}))
        qtmodeltester.check(page.table.problems, force_py=True)


def doubts(*clips, n_heard=6, n_clips=6, median=0.2):
    rows = tuple(
        problem(clip, "misfit", f"{clip} is heard as other.") for clip in clips
    )
    return Doubts("Tiny", n_heard, n_clips, median, rows)


class Hearing:
    """A model that hears when it is told to, and finds what the test says."""

    def __init__(self):
        self.go = threading.Event()
        self.go.set()
        self.found = doubts()
        self.asked = []
        self.closed = 0

    def __call__(self, info, clips, *, all_of_them=False):
        self.asked.append(("all" if all_of_them else "sample", len(clips)))
        try:
            yield TextsHeard(0, len(clips))
            yield TextsHeard(2, len(clips), 90.0)
            while not self.go.is_set():
                yield None
        except GeneratorExit:
            self.closed += 1
            raise
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


class TestTexts:
    @pytest.fixture
    def hearing(self, monkeypatch):
        made = Hearing()
        monkeypatch.setattr(learning, "doubt_texts", made)
        return made

    @pytest.fixture
    def look(self, qtbot, place, tiny_model, hearing):
        pages = []

        def make(source, goal="fine-tune"):
            draft = Draft(goal, read_model(tiny_model), [source])
            page = CheckPage(draft, place, Silence())
            qtbot.addWidget(page)
            pages.append(page)
            page.initializePage()
            qtbot.waitUntil(lambda: draft.gathered is not None)
            if hearing.go.is_set():
                qtbot.waitUntil(lambda: not page.texts.is_hearing)
            return page, draft

        yield make
        hearing.go.set()
        for page in pages:
            page.end()

    def test_texts_that_do_not_fit_are_listed_heard_and_left_out(
        self, look, data_set, hearing
    ):
        hearing.found = doubts("c1", "c4")
        page, draft = look(data_set())
        assert hearing.asked == [("sample", 6)]
        assert page.texts.words.text() == (
            "All 6 clips were heard: 2 texts do not fit what is said."
        )
        rows = page.table.problems
        assert [p.clip for p in rows.problems] == ["c1", "c4"]
        assert rows.index(0, 0).data() == "Text is not what is said"
        assert rows.index(0, 2).data().startswith("Hear it")
        assert draft.gathered.useful == ("c0", "c2", "c3", "c5")
        assert "2 clips are left out, 4 are used" in page.count.text()
        page.table.clicked.emit(rows.index(1, 1))
        assert page._player.played == ["c4"]
        assert page.isComplete()

    def test_the_user_may_keep_a_clip_all_the_same(
        self, qtbot, look, data_set, hearing
    ):
        hearing.found = doubts("c1", "c4")
        page, draft = look(data_set())
        rows = page.table.problems
        box = rows.index(0, 3)
        assert box.flags() & Qt.ItemFlag.ItemIsUserCheckable
        rows.setData(box, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
        assert draft.gathered.useful == ("c0", "c1", "c2", "c3", "c5")
        assert draft.gathered.duration == pytest.approx(5 * 1.5)
        page.table.setCurrentIndex(rows.index(1, 0))
        qtbot.keyClick(page.table, Qt.Key.Key_Space)
        assert len(draft.gathered.useful) == 6
        qtbot.keyClick(page.table, Qt.Key.Key_Space)
        assert "c4" not in draft.gathered.useful
        assert "1 clips are left out, 5 are used" in page.count.text()

    def test_all_of_a_problem_is_read_below_the_table(self, look, data_set, hearing):
        hearing.found = doubts("c1", "c4")
        page, _ = look(data_set())
        rows = page.table.problems
        first, second = rows.problems
        assert page.detail.text() == f"{first.sentence} {first.remedy}"
        page.table.setCurrentIndex(rows.index(1, 0))
        assert page.detail.text() == f"{second.sentence} {second.remedy}"

    def test_a_click_on_the_box_plays_nothing(self, look, data_set, hearing):
        hearing.found = doubts("c1")
        page, _ = look(data_set())
        page.table.clicked.emit(page.table.problems.index(0, 3))
        assert page._player.played == []

    def test_it_shows_how_far_it_is_and_can_be_skipped_and_taken_up(
        self, qtbot, look, data_set, hearing
    ):
        hearing.go.clear()
        hearing.found = doubts("c1")
        page, draft = look(data_set())
        words = page.texts.words
        qtbot.waitUntil(lambda: "2 of 6" in words.text())
        assert words.text().endswith("1 min 30 s left")
        assert (page.texts.bar.value(), page.texts.bar.maximum()) == (2, 6)
        assert not page.isComplete()
        assert not page.texts.skip_button.isHidden()
        page.texts.skip_button.click()
        assert page.isComplete()
        assert "Nobody looked" in words.text()
        assert len(draft.gathered.useful) == 6
        qtbot.waitUntil(lambda: hearing.closed == 1)
        hearing.go.set()
        page.texts.all_button.click()
        qtbot.waitUntil(lambda: "1 texts do not fit" in words.text())
        assert hearing.asked == [("sample", 6), ("sample", 6)]

    def test_after_a_sample_all_can_be_heard(self, qtbot, look, data_set, hearing):
        hearing.found = doubts("c1", n_heard=6, n_clips=60)
        page, _ = look(data_set())
        assert "A sample of 6 clips" in page.texts.words.text()
        assert "in all perhaps 10" in page.texts.words.text()
        hearing.found = doubts("c1", "c2")
        page.texts.all_button.click()
        qtbot.waitUntil(lambda: "All 6 clips" in page.texts.words.text())
        assert hearing.asked == [("sample", 6), ("all", 6)]
        assert page.texts.all_button.isHidden()

    def test_a_model_that_understands_too_little_says_so(self, look, data_set, hearing):
        hearing.found = doubts(median=0.8)
        page, _ = look(data_set())
        assert page.texts.words.text() == (
            "“Tiny” understands too little of these clips to judge their texts."
        )
        assert page.isComplete()

    def test_a_failure_is_a_sentence_and_stops_nobody(self, look, data_set, hearing):
        hearing.found = TrainingError("The process ended unexpectedly.")
        page, _ = look(data_set())
        assert page.texts.words.text() == "The process ended unexpectedly."
        assert page.isComplete()

    def test_a_voice_is_heard_by_its_run_and_not_here(self, look, data_set, hearing):
        page, _ = look(data_set(), "adapt")
        assert hearing.asked == []
        assert page.texts.isHidden()
        assert page.isComplete()

    def test_the_table_with_choices_is_a_proper_model(
        self, look, data_set, hearing, qtmodeltester
    ):
        hearing.found = doubts("c1", "c2")
        page, _ = look(data_set(texts={0: ""}))
        qtmodeltester.check(page.table.problems, force_py=True)
        head, first = page.table.problems.headerData, page.table.problems.problems[0]
        assert head(3, Qt.Orientation.Horizontal) == "Leave out"
        assert first.clip == "c1"
